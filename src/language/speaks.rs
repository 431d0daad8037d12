//! Whether a stretch is evidence enough to speak: by its length, and by whether it is a sentence or a part of one.

use super::candidate::{Candidate, Sentence};
use super::shield::Mark;
use super::token::{Case, Gap, Token};
use super::{Language, model};
use crate::document::OBJECT;

/// What the same text on the other side of the pair is worth, as log-odds: evidence, never proof.
const SAME: f64 = 1.5;

impl Sentence<'_> {
    /// Whether `candidate` is evidence enough.
    #[must_use]
    pub fn speaks(&self, candidate: &Candidate, language: Language) -> bool {
        let range = candidate.from..candidate.to;
        let counted = || range.clone().filter(|&i| self.counts(i)).filter_map(|i| self.tokens.get(i));
        // `OR` and `IT` stand for a state and a trade.
        let acronym = |t: &&Token| t.case == Case::Upper && t.end - t.start == 2;
        let function = counted().filter(|t| t.lists.function_word(language) && !acronym(t)).count();
        let words = counted().filter(|t| t.gap != Gap::Joined).count();
        let known = if candidate.same { SAME } else { 0.0 };
        match (candidate.whole || candidate.apart, candidate.words) {
            (_, 0 | 1) => false,
            // Terms that one language has from the other stand in links, too.
            (true, 2 | 3) if candidate.apart => {
                function >= 1 && self.speaks_briefly(candidate, language, function)
            }
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
                candidate.odds + known >= 3.5
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
        // The last letter of `Let's` is no number or label.
        let letter = |i: usize| {
            self.gap(i) == Gap::Joined && self.tokens.get(i).is_some_and(|t| t.is_word() && t.tail <= 0xff)
        };
        // A name beside them takes nothing from words that are clear: `Running Harbour locally`.
        let named = |i: usize| {
            let Some(token) = self.tokens.get(i) else { return false };
            let written = self.prose.get(token.start..token.end).unwrap_or("");
            let name = match token.case {
                Case::Lower => false,
                Case::Title => token.is_word(),
                Case::Upper => token.is_word() && written.len() <= 4,
            };
            name || written.contains(char::from(OBJECT))
        };
        let silent = || range.clone().filter(|&i| self.marks.get(i) == Some(&Mark::Silent) && !letter(i));
        // The number of a section is nothing: `2. Side toolbar`.
        let number = |i: &usize| {
            let token = self.tokens.get(*i).filter(|_| *i == 0);
            let written = token.and_then(|t| self.prose.get(t.start..t.end)).unwrap_or("-");
            written.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        };
        let names = silent().filter(|i| !number(i)).count();
        let against = words().any(|i| own(i) < -2.0);
        let cased =
            |case: Case| words().filter_map(|i| self.tokens.get(i)).filter(|t| t.case == case).count();
        // What has capitals throughout counts where a function word or the other side of the pair says that it is
        // no name.
        let tight = range.clone().skip(1).all(|i| self.gap(i) <= Gap::Word) && cased(Case::Upper) == 0;
        let plain =
            cased(Case::Lower) >= 1 || candidate.same && tight || function >= 1 && cased(Case::Title) == 0;
        let loans: f64 = words().filter(|&i| !self.counts(i)).map(|i| own(i) / 2.0).sum();
        // A function word says more of a sentence than its letters do, and one word beside borrowed ones little:
        // `Proxy local` is French.
        let odds = candidate.odds + loans + function as f64;
        let counted = words().filter(|&i| self.counts(i)).count();
        let asked = match (function, counted) {
            (0, 0 | 1) => 5.0,
            (0, _) => 3.5,
            _ => 2.5,
        };
        // Words without a function word are often terms, which both sides of a pair have.
        let known = match (candidate.same, function) {
            (true, 1..) => SAME,
            (true, 0) if tight => SAME / 2.0,
            _ => 0.0,
        };
        let alone = names == 0;
        let shown = alone || counted >= 2 && silent().all(|i| number(&i) || named(i)) && odds >= asked + 2.0;
        shown && !against && plain && odds + known >= asked
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
