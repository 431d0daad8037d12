//! ENC007: characters that nobody sees and that have no purpose where they stand.

use super::word;
use crate::checks::{Check, Example, Rule, TextContext};
use crate::document::{Kind, MaskKind};
use crate::encoding::invisible::{self, Invisible, Replacement};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Edit, Fix};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC007",
    name: "invisible-character",
    summary: "Zero-width, bidirectional or control characters without a purpose",
    docs: "\
## What it does
Finds characters that leave no mark on the page: zero-width spaces and joiners, word joiners, marks
and overrides of writing direction, U+FEFF inside the text, tags, stray variation selectors, line
separators, C0 and C1 controls, soft hyphens outside of words.

It knows where they are at work and stays silent there: joiners and selectors in emoji, in Arabic,
Persian and the scripts of India; direction marks on lines with right-to-left text; zero-width spaces
in scripts without spaces; word joiners beside French punctuation, digits and no-break spaces; the
black flag's tags; soft hyphens between letters. No-break spaces are typography, not residue.

## Why is this bad?
Search does not find the word, the spelling checker marks it, a copied password or command fails, and
an override of direction can make a line read as what it is not.

## Is the fix safe?
The fix removes the character (a C1 control becomes the windows-1252 character of its number where
that one fits; a line separator between words becomes a space). It is `unsafe`: someone may have meant
it. In code it is only shown.

## Example
`to\\u{200b}ken` looks like `token` and is not.",
    severity: Severity::Warning,
    default: true,
    check: Check::Text(check),
    bad: &[
        Example::file("post.md", "The to\u{200b}ken expires.\n"),
        Example::file("post.fr.md", "Un texte \u{202e}piégé\u{202c}, dit-on.\n"),
        Example::file("post.fr.md", "Voir la page\u{8} suivante.\n"),
    ],
    good: &[
        Example::file("post.fr.md", "Une équipe 👩\u{200d}💻 : «\u{a0}oui\u{202f}!\u{a0}» ❤\u{fe0f}\n"),
        Example::file("post.md", "Persian: می\u{200c}خواهم.\n"),
    ],
};

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    let mut found = invisible::find(cx.text());
    if found.iter().any(|i| matches!(i.char, '\u{80}'..='\u{9f}' | '\u{ad}')) {
        // The controls of mojibake are bytes of letters: what ENC001 repairs is not residue.
        let repairs = cx.mojibake();
        let next = |at: usize| repairs.get(repairs.partition_point(|r| r.span.end <= at));
        found.retain(|i| !next(i.span.start).is_some_and(|r| r.span.overlaps(i.span)));
    }
    for (span, inside) in word::groups(cx.text(), found, |i| i.span) {
        out.push(finding(cx, span, &inside));
    }
}

fn finding(cx: &TextContext<'_>, span: Span, inside: &[Invisible]) -> Finding {
    let names: Vec<String> = inside.iter().map(|i| name(i.char)).collect();
    let mut distinct = names.clone();
    distinct.dedup();
    let known = inside.iter().all(|i| i.replacement != Replacement::Unknown);
    let code =
        inside.iter().any(|i| cx.document.mask_at(i.span.start).is_some_and(|m| m.kind == MaskKind::Code));
    let applicability = if known && !code { Applicability::Unsafe } else { Applicability::Display };
    let edits = inside.iter().map(edit).collect();
    let confidence = if cx.document.kind == Kind::Plain { 0.8 } else { 0.9 };
    Finding::new(&RULE, span, format!("invisible here: {}", distinct.join(", ")))
        .confidence(confidence)
        .fact("characters", names)
        .fix(Fix::edits(applicability, edits))
}

fn edit(i: &Invisible) -> Edit {
    let replacement = match i.replacement {
        Replacement::Space => " ".to_owned(),
        Replacement::Char(c) => c.to_string(),
        Replacement::Nothing | Replacement::Unknown => String::new(),
    };
    Edit::new(i.span, replacement)
}

/// The code point and, for the commonest, its name.
fn name(c: char) -> String {
    let name = match u32::from(c) {
        0..=0x1f | 0x7f => "control",
        0x80..=0x9f => "C1 control",
        0xad => "soft hyphen",
        0x200b => "zero-width space",
        0x200c => "zero-width non-joiner",
        0x200d => "zero-width joiner",
        0x200e | 0x200f | 0x061c => "direction mark",
        0x202a..=0x202e | 0x2066..=0x2069 => "direction override",
        0x2028 | 0x2029 => "line separator",
        0x2060 => "word joiner",
        0xfeff => "byte-order mark inside the text",
        0xfe00..=0xfe0f => "variation selector",
        0xe0000..=0xe007f => "tag",
        _ => "invisible character",
    };
    format!("U+{:04X} {name}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::document::Document;
    use crate::encoding::Source;

    fn run(text: &str) -> Vec<Finding> {
        let document = Document::parse(text.to_owned(), Kind::Markdown);
        let settings = Settings::default();
        let mut out = Vec::new();
        check(&TextContext::new("a.md", &document, &Source::Utf8, &settings), &mut out);
        out
    }

    #[test]
    fn one_finding_a_word_and_the_fix_removes_all_of_it() {
        let text = "le (to\u{200b}k\u{200b}en), là\n";
        let found = run(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.of(text), "to\u{200b}k\u{200b}en");
        let fix = found[0].fix.clone().unwrap();
        assert_eq!(fix.applicability, Applicability::Unsafe);
        assert_eq!(crate::fix::apply(text, &fix.edits), "le (token), là\n");
    }
}
