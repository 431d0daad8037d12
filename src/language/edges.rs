//! The exact edges of a stretch that is known to be in the other language.
//!
//! What counts as evidence decides whether to speak; where the stretch begins and ends is then asked of
//! every word, names and loan words included: the edges are those of the heaviest run of words around
//! the word that says most.

use super::candidate::Sentence;
use super::shield::Mark;
use super::token::{Case, Gap, Token};

/// What an edge is worth at each gap, in the units of the model's scores: stretches begin and end at
/// sentences and clauses more often than between two words.
/// What begins a sentence ends with one more often than what begins inside.
const fn bonus(gap: Gap, whole: bool) -> i32 {
    match gap {
        Gap::Joined => -120,
        Gap::Word => 0,
        Gap::Comma => 95,
        Gap::Clause => 130,
        Gap::Sentence | Gap::Block if whole => 150,
        Gap::Sentence | Gap::Block => 70,
    }
}

/// Whether a word is an acronym or a letter.
fn bare(token: &Token) -> bool {
    token.case == Case::Upper || token.tail <= 0xff
}

impl Sentence<'_> {
    /// Whether the word at `at` is an acronym or a lone letter that does not count.
    fn mute(&self, at: usize) -> bool {
        self.marks.get(at) == Some(&Mark::Silent) && self.tokens.get(at).is_some_and(bare)
    }

    /// What the word at `at` says beside the word before, for the other language.
    fn beside(&self, at: usize, sign: i32) -> i32 {
        let alone = at.checked_sub(1).and_then(|i| self.tokens.get(i)).is_none_or(bare);
        if alone || self.mute(at) { 0 } else { self.pairs.get(at).copied().unwrap_or(0) * sign }
    }

    /// What the word at `at` says for the other language; `sign` is 1 when that is French.
    fn says(&self, at: usize, sign: i32) -> i32 {
        let raw = self.raw.get(at).copied().unwrap_or(0);
        let own = (raw - self.pairs.get(at).copied().unwrap_or(0)) * sign + self.beside(at, sign);
        match self.marks.get(at) {
            Some(Mark::Loan) => own / 2,
            // An acronym or a lone letter at the edge is no reason to go on.
            Some(Mark::Silent) if self.mute(at) => own.min(0),
            _ => own,
        }
    }

    fn gap_at(&self, at: usize) -> Gap {
        if at == 0 { Gap::Block } else { self.tokens.get(at).map_or(Gap::Block, |t| t.gap) }
    }

    /// The edges of the stretch around the token `anchor`, between `low` and `high`.
    ///
    /// Words inside speak for the other language, words outside for that of the page; a pair that an edge
    /// cuts speaks for neither, which is half of what it would say inside. Where the decoder took the sentence
    /// as a `whole`, it saw no switch between two words: it may have missed one at a comma at most.
    #[must_use]
    pub fn edges(&self, anchor: usize, limits: (usize, usize), sign: i32, whole: bool) -> (usize, usize) {
        let (low, high) = limits;
        let tightest = if whole { Gap::Comma } else { Gap::Joined };
        let (mut from, mut best, mut inside) = (low, i32::MIN, 0);
        for at in (low..=anchor).rev() {
            inside += self.says(at, sign);
            let worth = inside - self.beside(at, sign) / 2 + bonus(self.gap_at(at), whole);
            if worth > best && self.gap_at(at) >= tightest {
                (from, best) = (at, worth);
            }
        }
        let (mut to, mut best, mut inside) = (high, i32::MIN, 0);
        for at in anchor + 1..=high {
            let worth = inside + self.beside(at, sign) / 2 + bonus(self.gap_at(at), whole || from == 0);
            if worth > best && self.gap_at(at) >= tightest {
                (to, best) = (at, worth);
            }
            inside += self.says(at, sign);
        }
        (from, to)
    }
}
