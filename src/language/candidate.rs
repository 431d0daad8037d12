//! A stretch in the other language: whether it is evidence enough to speak, and how sure that is.

use super::Language;
use super::decode::Segment;
use super::model;
use super::shield::Mark;
use super::token::{Gap, Token};
use std::ops::Range;

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
    /// Whether it is all of a link inside its sentence, or all that follows a label.
    pub apart: bool,
    /// Whether the other side of the pair has the same text.
    pub same: bool,
}

/// Tokens of one sentence and what is known of each.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    /// The tokens.
    pub tokens: &'a [Token],
    /// Their scores, French above zero; 0 for those that do not count.
    pub scores: &'a [i32],
    /// Their scores, whether they count or not.
    pub raw: &'a [i32],
    /// The parts of those that speak of the word before.
    pub pairs: &'a [i32],
    /// Which of them count.
    pub marks: &'a [Mark],
    /// The first and the last that count; known once, asked for every stretch.
    pub extent: (usize, usize),
    /// The prose that the tokens were read off.
    pub prose: &'a str,
    /// The text as written.
    pub text: &'a str,
}

impl Sentence<'_> {
    pub(super) fn counts(&self, at: usize) -> bool {
        self.marks.get(at) == Some(&Mark::Counts)
    }

    pub(super) fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Block, |t| t.gap)
    }

    /// The part of `segment` (in tokens of this sentence) that is evidence, if any.
    #[must_use]
    pub fn candidate(&self, segment: &Segment, limits: (usize, usize)) -> Option<Candidate> {
        let inside = segment.first..segment.end;
        let first = inside.clone().find(|&i| self.counts(i))?;
        let last = inside.clone().rev().find(|&i| self.counts(i))?;
        let whole = self.covers(segment);
        let label = whole.then(|| self.label(first, segment.language)).flatten();
        let (mut whole, (from, to)) = (
            whole && label.is_none(),
            if let Some(at) = label {
                (at, self.tokens.len())
            } else if whole {
                (0, self.tokens.len())
            } else {
                (self.reach_left(first, segment.first), self.reach_right(last, segment.end))
            },
        );
        let page = segment.language.other();
        let sign = if segment.language == Language::French { 1 } else { -1 };
        let own = |i: &usize| self.scores.get(*i).copied().unwrap_or(0) * sign;
        let counted: Vec<usize> = (from..to).filter(|&i| self.counts(i)).collect();
        let sum: i32 = counted.iter().map(own).sum();
        let mut telling: Vec<usize> = counted.iter().copied().filter(|i| own(i) > 0).collect();
        telling.sort_by_key(|i| (std::cmp::Reverse(own(i)), *i));
        telling.truncate(3);
        telling.sort_unstable();
        let (from, to) = match counted.iter().copied().max_by_key(|i| own(i)) {
            _ if label.is_some() => (from, to),
            Some(anchor) if !whole => self.edges(anchor, limits, page, false),
            Some(anchor) => {
                let (near, far) = self.edges(anchor, (0, self.tokens.len()), page, true);
                // A name may stand between the heaviest run and more words of its language.
                let outside = (0..near).chain(far..self.tokens.len());
                let against = outside.filter(|i| self.counts(*i)).map(|i| own(&i)).collect::<Vec<_>>();
                whole = against.is_empty() || against.iter().sum::<i32>() > 0;
                if whole { (from, to) } else { (near, far) }
            }
            None => (from, to),
        };
        let words = self.tokens.get(from..to)?.iter().filter(|t| t.is_word() && t.gap != Gap::Joined).count();
        let joined_first =
            usize::from(self.tokens.get(from).is_some_and(|t| t.is_word() && t.gap == Gap::Joined));
        let odds = f64::from(sum) / f64::from(model::UNIT);
        let words = words + joined_first;
        Some(Candidate { from, to, whole, words, odds, telling, apart: label.is_some(), same: false })
    }

    /// Whether `segment` is the sentence: all of its words that count, but for two at most at one end that no
    /// punctuation cuts off. A sentence that changes its language for its last word has a loan word there.
    fn covers(&self, segment: &Segment) -> bool {
        /// How much such words may say for the language of the page.
        const AGAINST: i32 = 6;
        let sign = if segment.language == Language::French { 1 } else { -1 };
        let (first, last) = (self.extent.0, self.extent.1 + 1);
        let spared = |from: usize, to: usize, inside: usize| {
            let words = (from..to).filter(|i| self.counts(*i));
            let (count, sum) =
                words.fold((0, 0), |(n, s), i| (n + 1, s + self.scores.get(i).unwrap_or(&0) * sign));
            let tight = (from.min(inside) + 1..=to.min(self.tokens.len() - 1))
                .all(|i| i == to || self.gap(i) <= Gap::Word);
            count <= 2 && sum > -AGAINST * model::UNIT && tight
        };
        match (segment.first <= first, last <= segment.end) {
            (true, true) => true,
            (true, false) => spared(segment.end, last, segment.end.saturating_sub(1)),
            (false, true) => spared(first, segment.first, first) && self.gap(segment.first) <= Gap::Word,
            (false, false) => false,
        }
    }

    /// Where the sentence begins after a label in the language of the page: `**Prérequis :** you need …`.
    fn label(&self, first: usize, language: Language) -> Option<usize> {
        let mut at = first;
        while at > 0 && self.gap(at) < Gap::Clause {
            at -= 1;
        }
        let sum: i32 = self.raw.get(..at)?.iter().sum();
        let own = if language == Language::French { sum } else { -sum };
        let before = self.tokens.get(..at)?;
        // `a)`, `11 h:`.
        let letter = before.iter().all(|t| !t.is_word() || t.tail <= 0xff);
        let (end, next) = (before.last()?.end, self.tokens.get(at)?.start);
        // The end of a link makes no label of it: `[Harbour](…) is a kitchen`.
        let between = self.text.get(end..next).unwrap_or("");
        let link = between.starts_with("](") || between.starts_with("</a>");
        let behind = between.trim_start_matches("</a>").rsplit(')').next().unwrap_or("");
        let marked = !link || behind.contains([':', '–', '—']);
        (marked && at <= 5 && (own <= 0 || letter) && before.iter().any(Token::is_word)).then_some(at)
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

    /// Whether all that counts in a sentence in `language` lies in the link at `range`, and the rest of it is in
    /// the language of the page: another link.
    #[must_use]
    pub fn lies_in(&self, range: &Range<usize>, start: usize, language: Language) -> bool {
        let (from, to) = (range.start.saturating_sub(start), range.end.saturating_sub(start));
        let outside = || (0..from).chain(to..self.tokens.len());
        let sum: i32 = outside().filter_map(|i| self.raw.get(i)).sum();
        let page = if language == Language::French { -sum } else { sum };
        page > model::UNIT && !outside().any(|i| self.counts(i))
    }

    /// Where a stretch begins behind the link, up to `end`, that it begins with, when that is a name.
    #[must_use]
    pub fn behind_name(&self, candidate: &Candidate, end: usize) -> Option<usize> {
        let name = (candidate.from..end).all(|i| !self.counts(i));
        (name && !candidate.whole && end < candidate.to).then_some(end)
    }

    /// Whether `candidate` holds all words that count of a link at `range`, where the sentence begins with the
    /// token `start` of its block, and no others.
    #[must_use]
    pub fn is_all_of(&self, candidate: &Candidate, range: &Range<usize>, start: usize) -> bool {
        let (from, to) = (range.start.saturating_sub(start), range.end.saturating_sub(start));
        let inside = from <= candidate.from && candidate.to <= to;
        inside && (from..to).filter(|i| self.counts(*i)).all(|i| (candidate.from..candidate.to).contains(&i))
    }
}

/// How sure log-odds of `odds` are: the model is over-confident by about two.
#[must_use]
pub fn confidence(odds: f64) -> f64 {
    (1.0 / (1.0 + (-odds / 2.0).exp())).clamp(0.5, 0.999)
}
