//! The exact edges of a stretch that is known to be in the other language.
//!
//! What counts as evidence decides whether to speak; where the stretch begins and ends is then asked of
//! every word, names and loan words included: the edges are those of the heaviest run of words around
//! the word that says most.

use super::candidate::Sentence;
use super::shield::Mark;
use super::token::{Case, Gap};
use super::{Language, model};

/// What an edge is worth at each gap, in the units of the model's scores: stretches begin and end at
/// sentences and clauses more often than between two words. What begins a sentence ends with one more often than what begins inside.
#[must_use]
pub const fn bonus(gap: Gap, whole: bool) -> i32 {
    match gap {
        Gap::Joined => -120,
        Gap::Word => 0,
        Gap::Comma => 85,
        Gap::Clause => 115,
        Gap::Sentence | Gap::Block if whole => 135,
        Gap::Sentence | Gap::Block => 65,
    }
}

/// What it costs when punctuation sets a stretch off at one end only: it stands at both, or at none.
const UNEVEN: i32 = 130;

/// What it costs to leave one word of the page between the stretch and the end of the sentence: `… and plug it
/// into the second | machine.`
const LONE: i32 = 35;

/// What a capital inside a sentence is worth that only the start of another one explains.
const CAPITAL: i32 = 60;

impl Sentence<'_> {
    /// What the word at `at` says for the other language; `sign` is 1 when that is French.
    fn says(&self, at: usize, sign: i32) -> i32 {
        let raw = self.raw.get(at).copied().unwrap_or(0);
        let alone = self.tokens.get(at).map_or(0, model::alone);
        let own = (raw - self.pairs.get(at).copied().unwrap_or(0) + alone) * sign;
        match self.marks.get(at) {
            Some(Mark::Loan) => own / 2,
            _ => own,
        }
    }

    /// What holds the word at `at` and the one before together in `language`.
    fn holds(&self, at: usize, language: Language) -> i32 {
        let left = at.checked_sub(1).and_then(|i| self.tokens.get(i));
        let (Some(left), Some(right)) = (left, self.tokens.get(at)) else { return 0 };
        model::cohesion(language, left, right)
    }

    /// What speaks for a clause of `language` that begins with the word at `at`.
    fn opens(&self, at: usize, language: Language) -> i32 {
        self.tokens.get(at).map_or(0, |t| model::opening(language, t))
    }

    /// The same for one that ends before it.
    fn closes(&self, at: usize, language: Language) -> i32 {
        let last = at.checked_sub(1).and_then(|i| self.tokens.get(i));
        last.map_or(0, |t| model::closing(language, t))
    }

    /// What a function word of `language` with a capital says for an edge before it, where no punctuation
    /// explains the capital: sentences run together.
    fn capital(&self, at: usize, language: Language) -> i32 {
        let token = self.tokens.get(at).filter(|t| at > 0 && t.gap == Gap::Word && t.case == Case::Title);
        if token.is_some_and(|t| t.lists.function_word(language)) { CAPITAL } else { 0 }
    }

    fn gap_at(&self, at: usize) -> Gap {
        if at == 0 { Gap::Block } else { self.tokens.get(at).map_or(Gap::Block, |t| t.gap) }
    }

    /// The edges of the stretch around the token `anchor`, between `low` and `high`.
    ///
    /// Words inside speak for the other language, words outside for that of the page; neighbours on one side
    /// hold together as they do in its language, and a pair that an edge cuts does not. Where the decoder took
    /// the sentence as a `whole`, it saw no switch between two words: it may have missed one at a comma at most.
    #[must_use]
    pub fn edges(&self, anchor: usize, limits: (usize, usize), sign: i32, whole: bool) -> (usize, usize) {
        let (low, high) = limits;
        let mut best = (i32::MIN, low, high);
        for (set_off, start) in self.starts(anchor, low, sign, whole).into_iter().enumerate() {
            let ends = self.ends(anchor, high, sign, whole, start.1 == 0);
            for (closed, end) in ends.into_iter().enumerate() {
                // The end of a sentence ends what began between two words more often than a comma does.
                let uneven = match (set_off.min(closed), set_off.max(closed)) {
                    (0, 1) => UNEVEN,
                    (0, 2) => UNEVEN / 3,
                    _ => 0,
                };
                let worth = start.0.saturating_add(end.0).saturating_sub(uneven);
                if worth > best.0 {
                    best = (worth, start.1, end.1);
                }
            }
        }
        (best.1, best.2)
    }

    /// The best places to begin: between two words, behind punctuation, with the sentence; and their worths.
    fn starts(&self, anchor: usize, low: usize, sign: i32, whole: bool) -> [(i32, usize); 3] {
        let (page, other) = languages(sign);
        let mut best = [(NEVER, low); 3];
        let mut inside = 0;
        for at in (low..=anchor).rev() {
            inside += self.says(at, sign);
            let apart = self.holds(at, page);
            let worth = inside - apart + self.opens(at, other) + self.capital(at, other);
            keep_best(&mut best, self.gap_at(at), worth, at, whole, whole);
            inside += self.holds(at, other) - apart;
        }
        best
    }

    /// The best places to end: between two words, before punctuation, with the sentence; and their worths.
    fn ends(&self, anchor: usize, high: usize, sign: i32, whole: bool, opens: bool) -> [(i32, usize); 3] {
        let (page, other) = languages(sign);
        let mut best = [(NEVER, high); 3];
        let mut inside = 0;
        for at in anchor + 1..=high {
            let apart = self.holds(at, page);
            let alone = self.gap_at(at) <= Gap::Word && self.gap_at(at + 1) >= Gap::Sentence;
            let lone = if alone && at < high { LONE } else { 0 };
            let worth = inside - apart + self.closes(at, other) + self.capital(at, page) - lone;
            keep_best(&mut best, self.gap_at(at), worth, at, whole, whole || opens);
            inside += self.says(at, sign) + self.holds(at, other) - apart;
        }
        best
    }
}

/// The worth of an edge that cannot be.
const NEVER: i32 = i32::MIN / 4;

/// The language of the page and the other one.
const fn languages(sign: i32) -> (Language, Language) {
    if sign == 1 { (Language::English, Language::French) } else { (Language::French, Language::English) }
}

/// Takes an edge up among the best of its kind.
fn keep_best(best: &mut [(i32, usize); 3], gap: Gap, worth: i32, at: usize, whole: bool, opens: bool) {
    let kind = usize::from(gap >= Gap::Comma) + usize::from(gap >= Gap::Sentence);
    let worth = worth + bonus(gap, opens);
    if let Some(slot) = best.get_mut(kind).filter(|s| worth > s.0 && (kind > 0 || !whole)) {
        *slot = (worth, at);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Input, read};
    use crate::document::{Document, Kind};

    /// What is said to be English in a French text.
    fn english(text: &str) -> Vec<String> {
        let document = Document::parse(text.to_owned(), Kind::Markdown);
        let page = Some(("fr", "its name"));
        let reading = read(&Input { document: &document, page, counterpart: None, allow: &[] });
        reading.verdicts.iter().map(|v| text[v.span.start..v.span.end].to_owned()).collect()
    }

    #[test]
    fn sentences_run_together_are_cut_where_a_capital_begins_one() {
        let guest = "The server then reads your settings again and restarts";
        let text =
            format!("Enregistrez vos réglages dans le menu {guest} Les journaux restent sur le disque.");
        assert_eq!(english(&text), [guest]);
    }

    #[test]
    fn a_stretch_does_not_end_with_an_article() {
        let guest = "you can keep your notes in a container";
        let text = format!("Dans ce chapitre, nous verrons comment {guest} pour la suite du projet.");
        assert_eq!(english(&text), [guest]);
    }

    #[test]
    fn an_acronym_stays_with_the_words_it_belongs_to() {
        let guest = "you should never send a letter over HTTP";
        let text = format!("Dans ce chapitre, nous verrons pourquoi {guest} avant de changer la serrure.");
        assert_eq!(english(&text), [guest]);
    }

    #[test]
    fn no_last_word_of_a_sentence_is_left_alone() {
        let guest = "and carry it to the second machine";
        assert_eq!(english(&format!("Il faut copier le dossier sur une clé USB {guest}.")), [guest]);
    }
}
