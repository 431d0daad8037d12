//! One stretch of text: French, English, or unsure.

use super::Language;
use super::model;
use super::token::{Gap, Token, tokenize};

/// Added to every score: in texts of one or two words the table errs three times as often on French as on
/// English, because French headings are full of English names.
const LEAN: i64 = 13;
/// Added in short text where punctuation is spaced as the French do: `Note :`, `« Oui »`. About what an
/// unmistakable word says.
const SPACED: i64 = 60;
/// Bytes of a text whose words may be too few to need no help.
const SHORT: usize = 48;

/// Whether a space stands before `:`, `;`, `!` or `?`, or guillemets stand in the text.
fn spaced(text: &str) -> bool {
    let mark = |b: &u8| matches!(b, b':' | b';' | b'!' | b'?');
    let bytes = text.as_bytes();
    let pairs = bytes.windows(2).any(|w| matches!(w, [b' ' | 0xa0 | 0xaf, m] if mark(m)));
    pairs || text.contains(['«', '»'])
}

/// What a stretch of text reads as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Identification {
    /// The language; `None` where there is no word or the evidence is a tie.
    pub language: Option<Language>,
    /// Log-odds in favour of French; negative for English.
    pub odds: f64,
}

/// Identifies stretches of text one after the other; keeps its room between them.
#[derive(Debug, Default)]
pub struct Identifier {
    tokens: Vec<Token>,
    scores: model::Scores,
}

impl Identifier {
    /// Says whether `text` reads as French or English.
    pub fn identify(&mut self, text: &str) -> Identification {
        self.tokens.clear();
        self.scores.clear();
        tokenize(text, 0, text.len(), Gap::Block, &mut self.tokens);
        model::scores(text, &mut self.tokens, &mut self.scores);
        let sum: i64 = self.scores.all.iter().map(|s| i64::from(*s)).sum();
        let worded = self.tokens.iter().any(Token::is_word);
        let french = if text.len() <= SHORT && spaced(text) { SPACED } else { 0 };
        let sum = sum + if worded { LEAN + french } else { 0 };
        let language = match sum {
            0 => None,
            1.. => Some(Language::French),
            _ => Some(Language::English),
        };
        Identification { language, odds: sum as f64 / f64::from(model::UNIT) }
    }
}

/// Says whether `text` reads as French or English.
#[must_use]
pub fn identify(text: &str) -> Identification {
    Identifier::default().identify(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_text_is_told_apart() {
        for (text, language) in [
            ("Points forts", Language::French),
            ("Merci beaucoup", Language::French),
            ("L'ETE DERNIER", Language::French),
            ("Note :", Language::French),
            ("Extension Chrome", Language::French),
            ("Getting started", Language::English),
            ("THANK YOU ALL", Language::English),
        ] {
            assert_eq!(identify(text).language, Some(language), "{text}");
        }
    }

    #[test]
    fn no_word_is_no_language() {
        for text in ["", "42 %", "P2P", "==>", "🎉"] {
            assert_eq!(identify(text).language, None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "\\PC{0,80}") {
            let mut tokens = Vec::new();
            tokenize(&text, 0, text.len(), Gap::Block, &mut tokens);
            prop_assert!(tokens.iter().all(|t| text.get(t.start..t.end).is_some_and(|w| !w.is_empty())));
            prop_assert!(tokens.is_sorted_by(|a, b| a.end <= b.start));
            prop_assert!(identify(&text).odds.is_finite());
        }
    }
}
