//! A stretch in the other language: whether it is evidence enough to speak, and how sure that is.

use super::Language;
use super::decode::Segment;
use super::model;
use super::shield::Mark;
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
}

impl Sentence<'_> {
    fn counts(&self, at: usize) -> bool {
        self.marks.get(at) == Some(&Mark::Counts)
    }

    fn gap(&self, at: usize) -> Gap {
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
        Some(Candidate { from, to, whole, words: words + joined_first, odds, telling })
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
        let letter = at == 1 && self.tokens.first().is_some_and(|t| t.tail <= 0xff);
        (at > 0 && at <= 5 && (own <= 0 || letter) && self.tokens.get(..at)?.iter().any(Token::is_word))
            .then_some(at)
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
        let function = counted().filter(|t| t.lists.function_word(language)).count();
        let words = counted().filter(|t| t.gap != Gap::Joined).count();
        match (candidate.whole, candidate.words) {
            (_, 0 | 1) => false,
            (true, 2 | 3) => {
                self.speaks_briefly(candidate, language, function)
                    || self.speaks_among_names(candidate, function)
            }
            (true, _) => {
                let lower = counted().filter(|t| t.case == Case::Lower).count();
                let dense = candidate.odds / words.max(1) as f64;
                let small = match lower {
                    0 | 1 => false,
                    2 => dense >= 2.5,
                    _ => dense >= 1.5,
                };
                candidate.odds >= 3.5
                    && words >= 2
                    && (function >= 1 || small || self.speaks_with_loans(candidate, language))
            }
            (false, 2) => false,
            (false, length) => {
                // A list of terms is no clause.
                let inside = (candidate.from + 1..candidate.to).filter(|i| self.gap(*i) <= Gap::Word).count();
                let listed = inside * 2 < length && function < 2;
                !listed && self.speaks_inside(candidate, language)
            }
        }
    }

    /// The same for a part of a sentence. Names of institutions and works are noun phrases: `rue de la
    /// Liberté`, `the wealth of nations`; what tells them from a clause is a function word that does not
    /// join names, or many words in small letters. A borrowed word that reads as the language of those
    /// around it is one of them, and says half of what it would say.
    fn speaks_inside(&self, candidate: &Candidate, language: Language) -> bool {
        /// What a word says at least that is clearly of a language, in the units of the model's scores.
        const CLEAR: i32 = model::UNIT * 3 / 2;
        let sign = if language == Language::French { 1 } else { -1 };
        let own = |i: usize| self.raw.get(i).copied().unwrap_or(0) * sign;
        let loan = |i: &usize| self.marks.get(*i) == Some(&Mark::Loan);
        let (mut words, mut function, mut bound, mut lower, mut clear, mut odds) = (0, 0, 0, 0, 0, 0);
        for at in (candidate.from..candidate.to).filter(|i| self.counts(*i) || loan(i) && own(*i) >= CLEAR) {
            let Some(token) = self.tokens.get(at) else { continue };
            let is_function = token.lists.function_word(language);
            words += usize::from(token.gap != Gap::Joined);
            function += usize::from(is_function);
            bound += usize::from(is_function && !token.lists.joins());
            lower += usize::from(token.case == Case::Lower);
            clear += usize::from(own(at) >= CLEAR);
            odds += if loan(&at) { own(at) / 2 } else { own(at) };
        }
        let odds = f64::from(odds) / f64::from(model::UNIT);
        let behind = self.tokens.get(candidate.from + 1..candidate.to).unwrap_or(&[]);
        let named = behind.iter().any(|t| t.case == Case::Title);
        if candidate.words == 3 {
            return odds >= 7.0 && clear == 3 && (bound >= 1 || function >= 2) && !named;
        }
        let dense = odds / words.max(1) as f64;
        // English names have capitals in most words; French ones need not: `la rue de la Gare`.
        let small = match (language, function) {
            (Language::English, 1..) => 2,
            (Language::French, 1..) if !named => 3,
            _ => 4,
        };
        let clause = bound >= 1 || (function >= 2 && words >= 5) || (lower >= small && dense >= 1.8);
        odds >= 5.0 && words >= 3 && clause
    }

    /// The same for two or three words on their own: no name, number or label among them, no word that
    /// speaks against, and one at least that is neither borrowed nor capitalised.
    fn speaks_briefly(&self, candidate: &Candidate, language: Language, function: usize) -> bool {
        let range = candidate.from..candidate.to;
        let sign = if language == Language::French { 1 } else { -1 };
        let own = |i: usize| f64::from(self.raw.get(i).copied().unwrap_or(0) * sign) / f64::from(model::UNIT);
        let words = || range.clone().filter(|&i| self.tokens.get(i).is_some_and(Token::is_word));
        let silent = range.clone().any(|i| self.marks.get(i) == Some(&Mark::Silent));
        let against = words().any(|i| own(i) < -2.0);
        let lower = words().filter_map(|i| self.tokens.get(i)).filter(|t| t.case == Case::Lower).count();
        let loans: f64 = words().filter(|&i| !self.counts(i)).map(|i| own(i) / 2.0).sum();
        // A function word says more of a sentence than its letters do, and one word beside borrowed ones little:
        // `Proxy local` is French.
        let odds = candidate.odds + loans + function as f64;
        let asked = match (function, words().filter(|&i| self.counts(i)).count()) {
            (0, 0 | 1) => 5.0,
            (0, _) => 3.5,
            _ => 2.5,
        };
        !silent && !against && lower >= 1 && odds >= asked
    }
}

impl Sentence<'_> {
    /// Whether three words beside names and identifiers are a sentence: `Using the boat in BoatKit`.
    fn speaks_among_names(&self, candidate: &Candidate, function: usize) -> bool {
        let range = candidate.from..candidate.to;
        let named = |i: usize| self.tokens.get(i).is_some_and(|t| !t.is_word());
        range.len() >= 4 && range.clone().any(named) && function >= 1 && candidate.odds >= 4.0
    }

    /// Whether borrowed words make a sentence of those that count: `Displaying a single blog post`. They say half
    /// of what they would say; no word may speak against, and most have small letters.
    fn speaks_with_loans(&self, candidate: &Candidate, language: Language) -> bool {
        let sign = if language == Language::French { 1 } else { -1 };
        let own = |i: usize| f64::from(self.raw.get(i).copied().unwrap_or(0) * sign) / f64::from(model::UNIT);
        let loan = |i: &usize| self.marks.get(*i) == Some(&Mark::Loan);
        let range = candidate.from..candidate.to;
        let loans: f64 = range.clone().filter(loan).map(|i| own(i) / 2.0).sum();
        let spoken = || range.clone().filter(|i| self.counts(*i) || loan(i));
        let tokens = || spoken().filter_map(|i| self.tokens.get(i));
        let lower = tokens().filter(|t| t.case == Case::Lower).count();
        let function = tokens().filter(|t| t.lists.function_word(language)).count();
        let asked = if function >= 1 { 5.0 } else { 8.0 };
        lower >= 3 && candidate.odds + loans >= asked && !spoken().any(|i| own(i) < -1.0)
    }
}

/// How sure log-odds of `odds` are: the model is over-confident by about two.
#[must_use]
pub fn confidence(odds: f64) -> f64 {
    (1.0 / (1.0 + (-odds / 2.0).exp())).clamp(0.5, 0.999)
}
