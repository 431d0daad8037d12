//! The exact edges of a stretch that is known to be in the other language.
//!
//! What counts as evidence decides whether to speak; where the stretch begins and ends is then asked of
//! every word, names and loan words included: the edges are those of the heaviest run of words around
//! the word that says most.

use super::candidate::Sentence;
use super::cohesion::Row;
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

/// What it is worth to end with the sentence when the stretch begins with it.
const WITH_SENTENCE: i32 = bonus(Gap::Sentence, true) - bonus(Gap::Sentence, false);

/// Places to begin, and places to end, that are weighed against each other.
const WEIGHED: usize = 24;

/// A place where a stretch may begin or end: before the token `at`.
#[derive(Debug, Clone, Copy)]
struct Edge {
    at: usize,
    worth: i32,
    /// What stands there: no punctuation, some, the end of the sentence.
    kind: usize,
}

/// The words of a sentence among which a stretch is looked for.
struct Search<'s> {
    sentence: &'s Sentence<'s>,
    /// The words it may take, and the ones beside them.
    row: Row<'s>,
    /// Where that row begins in the sentence.
    first: usize,
    page: Language,
    /// Whether the decoder took the sentence as a whole.
    whole: bool,
}

impl Search<'_> {
    const fn other(&self) -> Language {
        self.page.other()
    }

    /// What the word at `at` says for the other language.
    fn says(&self, at: usize) -> i32 {
        let sentence = self.sentence;
        let raw = sentence.raw.get(at).copied().unwrap_or(0);
        let alone = sentence.tokens.get(at).map_or(0, model::alone);
        let own = raw - sentence.pairs.get(at).copied().unwrap_or(0) + alone;
        let own = if self.page == Language::English { own } else { -own };
        match sentence.marks.get(at) {
            Some(Mark::Loan) => own / 2,
            _ => own,
        }
    }

    /// What holds the word at `at` and the one before together in `language`.
    fn holds(&self, at: usize, language: Language) -> i32 {
        at.checked_sub(self.first).map_or(0, |at| model::cohesion(language, &self.row, at))
    }

    /// What speaks for a stretch that begins with the word at `at`.
    fn opens(&self, at: usize) -> i32 {
        self.sentence.tokens.get(at).map_or(0, |t| model::opening(self.other(), t))
    }

    /// The same for one that ends before it.
    fn closes(&self, at: usize) -> i32 {
        let last = at.checked_sub(1).and_then(|i| self.sentence.tokens.get(i));
        last.map_or(0, |t| model::closing(self.other(), t))
    }

    /// What a function word of `language` with a capital says for an edge before it, where no punctuation
    /// explains the capital: sentences run together.
    fn capital(&self, at: usize, language: Language) -> i32 {
        let token = self.sentence.tokens.get(at);
        let token = token.filter(|t| at > 0 && t.gap == Gap::Word && t.case == Case::Title);
        if token.is_some_and(|t| t.lists.function_word(language)) { CAPITAL } else { 0 }
    }

    fn gap_at(&self, at: usize) -> Gap {
        if at == 0 { Gap::Block } else { self.sentence.tokens.get(at).map_or(Gap::Block, |t| t.gap) }
    }

    /// An edge before the token `at`. Where the decoder took the sentence as a whole, it saw no switch between
    /// two words: it may have missed one at a comma at most.
    fn edge(&self, at: usize, worth: i32) -> Option<Edge> {
        let gap = self.gap_at(at);
        let kind = usize::from(gap >= Gap::Comma) + usize::from(gap >= Gap::Sentence);
        (kind > 0 || !self.whole).then(|| Edge { at, worth: worth + bonus(gap, self.whole), kind })
    }

    /// The places to begin, from `anchor` back to `low`.
    fn starts(&self, anchor: usize, low: usize) -> Vec<Edge> {
        let mut edges = Vec::new();
        let mut inside = 0;
        for at in (low..=anchor).rev() {
            inside += self.says(at);
            let apart = self.holds(at, self.page);
            let worth = inside - apart + self.opens(at) + self.capital(at, self.other());
            edges.extend(self.edge(at, worth));
            inside += self.holds(at, self.other()) - apart;
        }
        best(edges)
    }

    /// The places to end, behind `anchor` up to `high`.
    fn ends(&self, anchor: usize, high: usize) -> Vec<Edge> {
        let mut edges = Vec::new();
        let mut inside = 0;
        for at in anchor + 1..=high {
            let apart = self.holds(at, self.page);
            let alone = self.gap_at(at) <= Gap::Word && self.gap_at(at + 1) >= Gap::Sentence;
            let lone = if alone && at < high { LONE } else { 0 };
            let worth = inside - apart + self.closes(at) + self.capital(at, self.page) - lone;
            edges.extend(self.edge(at, worth));
            inside += self.says(at) + self.holds(at, self.other()) - apart;
        }
        best(edges)
    }

    /// What a stretch between two edges is worth on top of what they are worth.
    fn between(&self, start: Edge, end: Edge) -> i32 {
        // The end of a sentence ends what began between two words more often than a comma does.
        let uneven = match (start.kind.min(end.kind), start.kind.max(end.kind)) {
            (0, 1) => UNEVEN,
            (0, 2) => UNEVEN / 3,
            _ => 0,
        };
        let with = if start.at == 0 && end.kind == 2 && !self.whole { WITH_SENTENCE } else { 0 };
        with - uneven + self.bridge(start, end)
    }

    /// What holds the words on both sides of a stretch together, where only spaces set it off: the sentence
    /// often goes on as if nothing had been put in.
    fn bridge(&self, start: Edge, end: Edge) -> i32 {
        if start.kind + end.kind > 0 || start.at <= self.first {
            return 0;
        }
        model::bridge(self.page, &self.row, start.at - 1 - self.first, end.at - self.first)
    }
}

/// The edges of most worth, among them the best of each kind.
fn best(mut edges: Vec<Edge>) -> Vec<Edge> {
    edges.sort_by_key(|e| (std::cmp::Reverse(e.worth), e.at));
    let mut met = [false; 3];
    let mut rank = 0;
    edges.retain(|edge| {
        rank += 1;
        let met = met.get_mut(edge.kind).is_none_or(|met| std::mem::replace(met, true));
        rank <= WEIGHED || !met
    });
    edges
}

impl Sentence<'_> {
    /// The edges of the stretch around the token `anchor`, between the `limits`, on a page in `page`.
    ///
    /// Words inside speak for the other language, words outside for that of the page; neighbours on one side
    /// hold together as they do in its language, and a pair that an edge cuts does not. A `whole` sentence is
    /// cut at punctuation only.
    #[must_use]
    pub fn edges(
        &self,
        anchor: usize,
        limits: (usize, usize),
        page: Language,
        whole: bool,
    ) -> (usize, usize) {
        let (low, high) = limits;
        let first = low.saturating_sub(2);
        let tokens = self.tokens.get(first..self.tokens.len().min(high + 2)).unwrap_or(&[]);
        let [french, english] = [Language::French, Language::English]
            .map(|l| tokens.iter().map(|t| model::part(l, t)).collect::<Vec<_>>());
        let row = Row { tokens, parts: [&french, &english] };
        let search = Search { sentence: self, row, first, page, whole };
        let (starts, ends) = (search.starts(anchor, low), search.ends(anchor, high));
        let mut found = (i32::MIN, low, high);
        for start in &starts {
            for end in &ends {
                let worth =
                    start.worth.saturating_add(end.worth).saturating_add(search.between(*start, *end));
                if worth > found.0 {
                    found = (worth, start.at, end.at);
                }
            }
        }
        (found.1, found.2)
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
