//! A stretch in the other language: whether it is evidence enough to speak, and how sure that is.

use super::Language;
use super::decode::Segment;
use super::lists::Lists;
use super::model;
use super::token::{Case, Gap, Token};

/// A stretch of one sentence that reads as the other language.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Tokens of the sentence, from the first of the stretch to the one after its last.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// Whether every word of the sentence that has a language is in the stretch.
    pub whole: bool,
    /// Words in the stretch.
    pub words: usize,
    /// Log-odds in favour of the other language.
    pub odds: f64,
    /// The words that say most, as indices of tokens.
    pub telling: Vec<usize>,
}

/// Tokens of one sentence and what is known of each.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    /// The tokens.
    pub tokens: &'a [Token],
    /// Their scores, French above zero; 0 for shielded ones.
    pub scores: &'a [i32],
    /// Which of them say nothing.
    pub marks: &'a [bool],
}

impl Sentence<'_> {
    fn counts(&self, at: usize) -> bool {
        self.marks.get(at) == Some(&false)
    }

    fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Block, |t| t.gap)
    }

    /// The part of `segment` (in tokens of this sentence) that is evidence, if any.
    #[must_use]
    pub fn candidate(&self, segment: &Segment) -> Option<Candidate> {
        let inside = segment.first..segment.end;
        let first = inside.clone().find(|&i| self.counts(i))?;
        let last = inside.clone().rev().find(|&i| self.counts(i))?;
        let whole = (0..self.tokens.len()).filter(|&i| self.counts(i)).all(|i| inside.contains(&i));
        let (from, to) = if whole {
            (0, self.tokens.len())
        } else {
            (self.reach_left(first, segment.first), self.reach_right(last, segment.end))
        };
        let sign = if segment.language == Language::French { 1 } else { -1 };
        let own = |i: &usize| self.scores.get(*i).copied().unwrap_or(0) * sign;
        let counted: Vec<usize> = (from..to).filter(|&i| self.counts(i)).collect();
        let sum: i32 = counted.iter().map(own).sum();
        let mut telling: Vec<usize> = counted.iter().copied().filter(|i| own(i) > 0).collect();
        telling.sort_by_key(|i| (std::cmp::Reverse(own(i)), *i));
        telling.truncate(3);
        telling.sort_unstable();
        let words = self.tokens.get(from..to)?.iter().filter(|t| t.is_word() && t.gap != Gap::Joined).count();
        let joined_first =
            usize::from(self.tokens.get(from).is_some_and(|t| t.is_word() && t.gap == Gap::Joined));
        let odds = f64::from(sum) / f64::from(model::unit());
        Some(Candidate { from, to, whole, words: words + joined_first, odds, telling })
    }

    /// Takes in silent words on the left when a boundary of clauses stands close before them.
    fn reach_left(&self, first: usize, limit: usize) -> usize {
        let mut at = first;
        while at > limit && first - at < 4 && self.gap(at) < Gap::Comma {
            at -= 1;
        }
        if self.gap(at) >= Gap::Comma || at == 0 { at } else { first }
    }

    /// The same on the right.
    fn reach_right(&self, last: usize, limit: usize) -> usize {
        let mut at = last + 1;
        while at < limit && at - last < 5 && self.gap(at) < Gap::Comma {
            at += 1;
        }
        if self.gap(at) >= Gap::Comma { at } else { last + 1 }
    }

    /// Whether `candidate` is evidence enough.
    #[must_use]
    pub fn speaks(&self, candidate: &Candidate, language: Language) -> bool {
        let range = candidate.from..candidate.to;
        let counted = || range.clone().filter(|&i| self.counts(i)).filter_map(|i| self.tokens.get(i));
        let lists = Lists::get();
        let function = counted().filter(|t| lists.function_word(language, t.key)).count();
        let lower = counted().filter(|t| t.case == Case::Lower).count();
        let words = counted().filter(|t| t.gap != Gap::Joined).count();
        let dense = candidate.odds / words.max(1) as f64;
        match (candidate.whole, candidate.words) {
            (_, 0 | 1) => false,
            (true, 2 | 3) => candidate.odds >= 3.0 && dense >= 1.3 && function + lower >= 1 && words >= 1,
            (true, _) => {
                candidate.odds >= 3.5 && words >= 2 && (function >= 1 || (lower >= 3 && dense >= 1.5))
            }
            (false, 2 | 3) => false,
            (false, _) => candidate.odds >= 5.0 && words >= 3 && function >= 1,
        }
    }
}

/// How sure log-odds of `odds` are: the model is over-confident by about two.
#[must_use]
pub fn confidence(odds: f64) -> f64 {
    (1.0 / (1.0 + (-odds / 2.0).exp())).clamp(0.5, 0.999)
}
