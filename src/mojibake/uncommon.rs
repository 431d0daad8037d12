//! What is common where damage is found, and what is not: codecs that are alike are told apart by it.

use super::han;

/// What a reading costs by the character it gives, more than the model says: damage is found in French
/// and English, with the names and signs of their neighbours, and codecs that are alike are told apart
/// by what is common there: `GonzĂĄlez` was no Dane.
#[must_use]
pub fn cost(before: char, c: char, next: char) -> f32 {
    let alone = !before.is_alphabetic() && !next.is_alphabetic();
    match c {
        // Letters that are no words of their own, but for the `á` of Icelandic.
        'á' | 'í' | 'ú' | 'ñ' | 'ü' | 'ä' | 'ë' | 'ï' | 'û' if alone => 12.0,
        // No word of Spanish ends in it.
        'ñ' if !next.is_alphabetic() => 6.0,
        // Greek letters that formulas avoid, for they look like others.
        'ξ' | 'ζ' | 'ι' | 'ο' | 'υ' if alone => 4.0,
        // … and those that they hold. The pairs of characters that are left of them are no text.
        'α'..='ω' if alone => -4.0,
        'Γ' | 'Δ' | 'Θ' | 'Λ' | 'Π' | 'Σ' | 'Φ' | 'Ψ' | 'Ω' if alone => -9.0,
        // Letters with accents of Greek stand in Greek.
        'Ά'..='ΐ' | 'Ϊ'..='ΰ' | 'ϊ'..='ώ' if !is_greek(before) && !is_greek(next) => 6.0,
        '÷' if !next.is_alphanumeric() => 0.0,
        // Signs of a space and a line end in the vocabularies of language models, which the model of
        // characters never saw: a letter of Maltese and one of Slovene would stand in a word.
        'Ġ' | 'Ċ' if !before.is_alphabetic() || matches!(before, 'Ġ' | 'Ċ') => -7.0,
        '¢' | '¥' | 'µ' if !next.is_alphanumeric() => 3.0,
        '·' | '¢' | '¥' if next.is_alphabetic() && !before.is_alphabetic() => 6.0,
        '¼' | '¾' if next.is_alphanumeric() => 3.0,
        'æ' | 'Æ' | 'ø' | 'Ø' | 'ã' | 'ì' | 'ò' | 'ª' | 'º' | '¢' | '¥' => 1.5,
        'å' => 2.5,
        'Å' | 'ý' | 'þ' | 'ð' | 'õ' | 'Ý' | 'Þ' | 'Ð' | 'Õ' | 'Ì' | 'Ò' | 'Ù' | 'Û' | 'Ú' | 'Í' | 'Ñ'
        | '÷' => 3.0,
        // What an `Â` begins is a sign.
        '¡' | '¿' if next.is_alphabetic() && next != 'Â' => 0.0,
        '¹' if !next.is_alphanumeric() => 3.0,
        '´' | '¨' | '¸' | '¤' | '¦' | '¬' | '¯' | '¶' | '¡' | '¿' | '¹' => 6.0,
        'ſ' | 'Ŀ' | 'ŀ' | 'ĸ' | 'ŉ' => 25.0,
        // Letters of Africa and of the Balkans; those of Vietnamese, Pinyin and Romanian are met more often.
        'ƒ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș'..='ț' => 0.0,
        '\u{1cd}'..='\u{1dc}' => 3.0,
        '\u{180}'..='\u{24f}' => 6.0,
        // Letters of Arabic script that hardly a language writes.
        '\u{63b}'..='\u{63f}' => 6.0,
        // Boxes of broken, thin and thick lines, rare ornaments and punctuation, Glagolitic, radicals of Chinese.
        '\u{2504}'..='\u{250b}' | '\u{254c}'..='\u{254f}' => 6.0,
        '\u{250d}' | '\u{250e}' | '\u{2511}' | '\u{2512}' | '\u{2515}' | '\u{2516}' | '\u{2519}'
        | '\u{251a}' => 6.0,
        '\u{251d}'..='\u{2522}'
        | '\u{2525}'..='\u{252a}'
        | '\u{252d}'..='\u{2532}'
        | '\u{2535}'..='\u{253a}' => 6.0,
        '\u{253d}'..='\u{254a}'
        | '\u{2725}'..='\u{2727}'
        | '\u{2729}'..='\u{2732}'
        | '\u{2735}'..='\u{2742}' => 6.0,
        '\u{204a}'..='\u{205e}' | '\u{2c00}'..='\u{2fdf}' => 6.0,
        '⩽' | '⩾' => 3.0,
        '\u{2200}'..='\u{22ff}' if !OPERATORS.contains(c) => 5.0,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' if !matches!(before, '\u{3000}'..='\u{ffef}') => 5.0,
        // Arrows and operators of mathematicians; two arrows are emoji.
        '⤴' | '⤵' => 0.0,
        '\u{2900}'..='\u{2aff}' => 9.0,
        // Kana and Hangul of half a width stand together.
        '\u{ff61}'..='\u{ffdf}' if !matches!(before, '\u{3000}'..='\u{ffef}') => 9.0,
        // Ideographs kept for the sake of other standards.
        '\u{f900}'..='\u{faff}' => 6.0,
        c if han::is_rare(c) => 5.0,
        // Lines of a tree or a frame: the letters that ibm850 makes of a `│` are no word of any language, which
        // a model of pairs of letters cannot know.
        '│' | '─' | '├' | '└' | '║' | '═' if alone => -5.0,
        '†' | '‡' => -3.0,
        _ => 0.0,
    }
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

/// The operators and relations of mathematics that prose and documentation write.
const OPERATORS: &str = "∀∂∃∅∆∇∈∉∋∏∐∑−∓∕∖∗∘∙√∛∝∞∟∠∥∧∨∩∪∫∮∴∵∶∷∼≃≅≈≠≡≤≥≦≧≪≫⊂⊃⊆⊇⊕⊗⊙⊢⊤⊥⋀⋁⋂⋃⋄⋅⋆⋮⋯⋱";

#[cfg(test)]
mod tests {
    use super::super::scan;
    use crate::encoding::Codec;
    use crate::fix::{self, Applicability, Edit};

    fn safe(text: &str) -> String {
        let safe = scan(text).into_iter().filter(|r| r.applicability == Applicability::Safe);
        let edits: Vec<Edit> = safe.map(|r| Edit::new(r.span, r.reading.unwrap_or_default())).collect();
        fix::apply(text, &edits)
    }

    #[test]
    fn what_is_uncommon_yields_to_what_is_not() {
        for (clean, codec) in [
            ("└──────┴────┘", Codec::Iso8859_15),
            ("✨ Made for everyone", Codec::Iso8859_15),
            ("tokens = [\"Ġa\", \"b\"]", Codec::Windows1252),
            ("The ACME® HANDBOOK", Codec::Windows1252),
            ("main.py) · Try:", Codec::Iso8859_2),
            ("Le champ **····** se vide", Codec::Iso8859_2),
            ("chosen ：\\n", Codec::Macintosh),
        ] {
            let damaged: String = clean.bytes().map(|b| codec.decode(b)).collect();
            assert_eq!(safe(&damaged), clean, "{codec}");
        }
    }

    #[test]
    fn a_division_never_becomes_a_lone_letter() {
        let damaged: String = "(x + y + z) ÷ 3".bytes().map(|b| Codec::Iso8859_2.decode(b)).collect();
        assert!(!safe(&damaged).contains('á'));
    }
}
