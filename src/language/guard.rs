//! Neither French nor English: other scripts, other languages, placeholder Latin.
//!
//! The two-language model cannot say "neither", so a sentence on which it finds few function words of
//! either, or little evidence for its length, is shown to whatlang, which knows seventy languages.

use super::Language;
use super::shield::Mark;
use super::token::{Case, Strange, Token};
use std::cell::OnceCell;

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

/// Letters beyond the Latin that can be a sentence.
const FAR: u32 = 6;

/// Function words of other languages that say together that a sentence is in none of the two.
const ELSEWHERE: usize = 2;

/// One sentence to be looked at.
pub struct Suspect<'a> {
    /// Its prose.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Letters of neither alphabet in it.
    pub letters: Strange,
    /// Log-odds, in the units of the model's scores.
    sum: i32,
    counts: OnceCell<Counts>,
}

/// What the words of a sentence are.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    words: usize,
    /// Function words that French alone writes, and that English alone does.
    known: [usize; 2],
    /// Function words of other languages.
    elsewhere: usize,
    /// Words of placeholder text.
    latin: usize,
    /// Log-odds, in the units of the model's scores.
    sum: i32,
}

impl Counts {
    fn of(tokens: &[Token], sum: i32) -> Self {
        let mut counts = Self { sum, ..Self::default() };
        // Without branches: which words stand in a list nobody can foresee, least of all the processor. What
        // is no word stands in none.
        for token in tokens {
            let lists = token.lists;
            counts.words += usize::from(token.is_word());
            // A word with a capital may be a part of a name: `Los Angeles`, `El País`.
            counts.elsewhere += usize::from(lists.elsewhere() & (token.case == Case::Lower));
            counts.latin += usize::from(lists.latin());
            for (count, language) in counts.known.iter_mut().zip([Language::French, Language::English]) {
                *count += usize::from(lists.function_word(language) & !lists.shared());
            }
        }
        counts
    }

    fn most(&self) -> usize {
        self.known.into_iter().max().unwrap_or(0)
    }

    /// Whether the log-odds a word are below `limit`, in either direction.
    fn below(&self, limit: f64) -> bool {
        below(self.sum, self.words, limit)
    }

    /// Whether little speaks for French or English.
    fn weak(&self) -> bool {
        self.words >= WORDS && self.below(PLAIN) && (self.most() as f64) < FUNCTION_SHARE * self.words as f64
    }

    /// Whether the function words are another language's.
    fn elsewhere(&self) -> bool {
        self.elsewhere >= ELSEWHERE && self.elsewhere > self.most()
    }
}

impl<'a> Suspect<'a> {
    /// A sentence, its tokens, their scores, and the letters of neither alphabet in it.
    #[must_use]
    pub fn new(text: &'a str, tokens: &'a [Token], scores: &[i32], letters: Strange) -> Self {
        Self { text, tokens, letters, sum: scores.iter().sum(), counts: OnceCell::new() }
    }

    fn counts(&self) -> &Counts {
        self.counts.get_or_init(|| Counts::of(self.tokens, self.sum))
    }

    /// Whether next to nothing needs to be known of the sentence to call it French or English, as nearly all are:
    /// its letters are theirs, no word of it stands in a list of other languages, and its words, unless they are
    /// too few to be asked, say which of the two it is. Then nothing that [`Suspect::strange`] asks about can be true.
    fn is_plain(&self) -> bool {
        let (mut words, mut listed) = (0, false);
        for token in self.tokens {
            words += usize::from(token.is_word());
            listed |= token.lists.elsewhere() | token.lists.latin();
        }
        let far = self.letters.latin > 0 || self.letters.far >= FAR;
        let told = words < WORDS || !below(self.sum, words, NOTHING);
        told && !far && !listed
    }

    /// Whether the sentence looks like neither language: cheap, and right nearly always. To ask whatlang costs
    /// as much as all else that is done with a sentence thirty times over.
    #[must_use]
    pub fn strange(&self) -> bool {
        if self.is_plain() {
            return false;
        }
        let counts = self.counts();
        let hint = counts.elsewhere > 0 || self.letters.latin > 0 || counts.below(NOTHING);
        self.letters.latin >= 3
            || counts.elsewhere()
            || (counts.weak() && hint)
            || placeholder(counts.words, counts.latin)
            || self.other_script()
    }

    /// Whether its function words are those of another language, whichever that is: then it is neither French
    /// nor English, however much its letters look like one of them.
    #[must_use]
    pub fn elsewhere(&self) -> bool {
        self.counts().elsewhere()
    }

    /// The words in it.
    #[must_use]
    pub fn words(&self) -> usize {
        self.counts().words
    }

    /// What it is, when it is neither French nor English; `marks` are the tokens that do not count.
    #[must_use]
    pub fn other(&self, marks: &[Mark]) -> Option<Other> {
        let counts = |i: usize| marks.get(i) == Some(&Mark::Counts);
        let words = self.tokens.iter().enumerate().filter(|(i, t)| t.is_word() && counts(*i));
        let (counted, latin) = words.fold((0, 0), |(n, l), (_, t)| (n + 1, l + usize::from(t.lists.latin())));
        if placeholder(counted, latin) {
            return Some(Other::Placeholder);
        }
        if counted < WORDS && !self.other_script() {
            return None;
        }
        let info = whatlang::detect(self.text)?;
        let third = !matches!(info.lang(), whatlang::Lang::Fra | whatlang::Lang::Eng | whatlang::Lang::Lat);
        let modest = self.counts().below(NOTHING) || self.elsewhere();
        let asked = if modest { CONFIDENCE.1 } else { CONFIDENCE.0 };
        let sure = info.confidence() >= asked || info.script() != whatlang::Script::Latin;
        (third && sure)
            .then(|| Other::Language(info.lang().code(), info.lang().eng_name(), info.confidence()))
    }

    /// Whether most letters are beyond the Latin, and there are enough to be a sentence.
    fn other_script(&self) -> bool {
        self.letters.far >= FAR && {
            let letters = self.text.chars().filter(|c| c.is_alphabetic());
            let (all, other) = letters.fold((0, 0), |(n, o), c| (n + 1, o + usize::from(c >= '\u{370}')));
            other * 2 > all
        }
    }
}

/// Whether log-odds of `sum` are below `limit` a word, in either direction.
fn below(sum: i32, words: usize, limit: f64) -> bool {
    f64::from(sum.abs()) <= limit * words as f64 * f64::from(super::model::UNIT)
}

/// Whether so many Latin words of so many are placeholder text.
fn placeholder(all: usize, latin: usize) -> bool {
    all >= 4 && latin * 3 >= all * 2
}
