//! Neither French nor English: other scripts, other languages, placeholder Latin.
//!
//! The two-language model cannot say "neither", so a sentence on which it finds few function words of
//! either, or little evidence for its length, is shown to whatlang, which knows seventy languages.

use super::Language;
use super::shield::Mark;
use super::token::{Strange, Token};

/// What a sentence is when it is in neither language.
#[derive(Debug, Clone, PartialEq)]
pub enum Other {
    /// Placeholder text: *lorem ipsum*.
    Placeholder,
    /// Another language: its ISO 639-3 code, its English name, whatlang's confidence.
    Language(&'static str, &'static str, f64),
}

/// Words a sentence needs before its language is guessed among seventy.
const WORDS: usize = 5;
/// Log-odds a word, in absolute value, above which a sentence is surely French or English. Of 43,000 real
/// sentences of five words and more, 2 % are below; of German, Dutch, Spanish, Italian, Catalan,
/// Portuguese and Swedish ones, 9 in 10.
const PLAIN: f64 = 2.0;
/// Share of function words that no other language writes, above which the same holds.
const FUNCTION_SHARE: f64 = 0.2;
/// whatlang's confidence below which nothing is said; it is modest on short text, so less is asked where
/// next to nothing speaks for French or English.
const CONFIDENCE: (f64, f64) = (0.8, 0.4);
/// Log-odds a word below which next to nothing does: 1 in 200 French or English sentences.
const NOTHING: f64 = 1.2;

/// One sentence to be looked at.
pub struct Suspect<'a> {
    /// Its prose.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Their scores.
    pub scores: &'a [i32],
    /// Letters of neither alphabet in it.
    pub letters: Strange,
}

impl Suspect<'_> {
    /// Whether the sentence looks like neither language: cheap, and right nearly always.
    #[must_use]
    pub fn strange(&self) -> bool {
        self.letters.latin >= 3 || self.other_script() || self.weak() || self.latin(None)
    }

    /// What it is, when it is neither French nor English; `marks` are the tokens that do not count.
    #[must_use]
    pub fn other(&self, marks: &[Mark]) -> Option<Other> {
        if self.latin(Some(marks)) {
            return Some(Other::Placeholder);
        }
        let counted =
            marks.iter().zip(self.tokens).filter(|(m, t)| **m == Mark::Counts && t.is_word()).count();
        if counted < WORDS && !self.other_script() {
            return None;
        }
        let info = whatlang::detect(self.text)?;
        let third = !matches!(info.lang(), whatlang::Lang::Fra | whatlang::Lang::Eng | whatlang::Lang::Lat);
        let asked = if self.below(NOTHING) { CONFIDENCE.1 } else { CONFIDENCE.0 };
        let sure = info.confidence() >= asked || info.script() != whatlang::Script::Latin;
        (third && sure)
            .then(|| Other::Language(info.lang().code(), info.lang().eng_name(), info.confidence()))
    }

    /// Whether most letters are beyond the Latin, and there are enough to be a sentence.
    fn other_script(&self) -> bool {
        self.letters.far >= 6 && {
            let letters = self.text.chars().filter(|c| c.is_alphabetic());
            let (all, other) = letters.fold((0, 0), |(n, o), c| (n + 1, o + usize::from(c >= '\u{370}')));
            other * 2 > all
        }
    }

    /// Whether it is placeholder text.
    fn latin(&self, marks: Option<&[Mark]>) -> bool {
        let counts = |i: usize| marks.is_none_or(|m| m.get(i) == Some(&Mark::Counts));
        let words = self.tokens.iter().enumerate().filter(|(i, t)| t.is_word() && counts(*i));
        let (all, latin) = words.fold((0, 0), |(n, l), (_, t)| (n + 1, l + usize::from(t.lists.latin())));
        all >= 4 && latin * 3 >= all * 2
    }

    /// Whether the log-odds a word are below `limit`, in either direction.
    fn below(&self, limit: f64) -> bool {
        let words = self.tokens.iter().filter(|t| t.is_word()).count();
        let sum: i32 = self.scores.iter().sum();
        f64::from(sum.abs()) <= limit * words as f64 * f64::from(super::model::unit())
    }

    /// Whether little speaks for French or English.
    fn weak(&self) -> bool {
        let words = self.tokens.iter().filter(|t| t.is_word()).count();
        if words < WORDS || !self.below(PLAIN) {
            return false;
        }
        let only = |l, t: &Token| t.lists.function_word(l) && !t.lists.shared();
        let known = |l| self.tokens.iter().filter(|t| only(l, t)).count();
        let most = known(Language::French).max(known(Language::English));
        (most as f64) < FUNCTION_SHARE * words as f64
    }
}
