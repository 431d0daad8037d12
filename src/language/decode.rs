//! Tokens to stretches of one language: the cheapest path through two states, French and English.
//!
//! Staying costs nothing; switching costs more the tighter the gap: a language rarely changes between
//! two words of a clause, often between two sentences.

use super::Language;
use super::token::{Gap, Token};

/// What a switch costs at each gap, in the units of the model's scores.
#[derive(Debug, Clone, Copy)]
pub struct Costs {
    /// Inside a word group that an apostrophe or hyphen joins.
    pub joined: i32,
    /// Between two words.
    pub word: i32,
    /// At a comma.
    pub comma: i32,
    /// At a dash, bracket, quotation mark, colon, or the edge of emphasis or a link.
    pub clause: i32,
    /// At the end of a sentence.
    pub sentence: i32,
    /// At the end of a block.
    pub block: i32,
}

impl Default for Costs {
    /// Tuned on paragraphs of one language with stretches of the other planted in them; log-odds × 24.
    fn default() -> Self {
        Self { joined: 460, word: 190, comma: 145, clause: 130, sentence: 125, block: 10 }
    }
}

impl Costs {
    const fn at(&self, gap: Gap) -> i32 {
        match gap {
            Gap::Joined => self.joined,
            Gap::Word => self.word,
            Gap::Comma => self.comma,
            Gap::Clause => self.clause,
            Gap::Sentence => self.sentence,
            Gap::Block => self.block,
        }
    }
}

/// A run of tokens in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Index of its first token.
    pub first: usize,
    /// Index of the token after its last.
    pub end: usize,
    /// Its language.
    pub language: Language,
    /// Summed scores in favour of that language.
    pub margin: i32,
}

/// Splits `tokens` into stretches of one language. `scores` are French above zero, one a token; `pairs`
/// are the parts of them that speak of the word before, and count for nothing where the language changes.
pub fn decode(tokens: &[Token], scores: &[i32], pairs: &[i32], costs: &Costs, out: &mut Vec<Segment>) {
    let path = cheapest(tokens, scores, pairs, costs);
    let mut first = 0;
    for at in 1..=path.len() {
        if path.get(at) == path.get(first) {
            continue;
        }
        let french = path.get(first).copied().unwrap_or(true);
        let sum: i32 = scores.get(first..at).unwrap_or(&[]).iter().sum();
        let (language, margin) = if french { (Language::French, sum) } else { (Language::English, -sum) };
        out.push(Segment { first, end: at, language, margin });
        first = at;
    }
}

/// Viterbi over two states: for each token, whether the best path is in French there.
fn cheapest(tokens: &[Token], scores: &[i32], pairs: &[i32], costs: &Costs) -> Vec<bool> {
    // For each token and state, whether the best way into it comes from the other state.
    let mut switched: Vec<[bool; 2]> = Vec::with_capacity(tokens.len());
    let (mut french, mut english) = (0i32, 0i32);
    for ((token, &score), &pair) in tokens.iter().zip(scores).zip(pairs) {
        let cost = costs.at(token.gap);
        let into_french = english.saturating_sub(cost + pair);
        let into_english = french.saturating_sub(cost - pair);
        switched.push([into_french > french, into_english > english]);
        let best_french = french.max(into_french).saturating_add(score);
        let best_english = english.max(into_english).saturating_sub(score);
        (french, english) = (best_french, best_english);
    }
    let mut path = vec![true; switched.len()];
    let mut state = french >= english;
    for (slot, came) in path.iter_mut().zip(&switched).rev() {
        *slot = state;
        state ^= if state { came[0] } else { came[1] };
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::model;
    use crate::language::token::tokenize;

    fn segments(text: &str) -> Vec<(Language, String)> {
        let (mut tokens, mut scores, mut out) = (Vec::new(), model::Scores::default(), Vec::new());
        tokenize(text, 0, text.len(), Gap::Block, &mut tokens);
        model::scores(text, &mut tokens, &mut scores);
        decode(&tokens, &scores.all, &scores.pairs, &Costs::default(), &mut out);
        out.iter()
            .map(|s| (s.language, text[tokens[s.first].start..tokens[s.end - 1].end].to_owned()))
            .collect()
    }

    #[test]
    fn a_sentence_in_the_other_language_is_cut_out_exactly() {
        let text = "Nous avons mangé des crêpes. The kitchen was far too small for us. Il pleuvait encore.";
        let found = segments(text);
        assert_eq!(found.len(), 3);
        assert_eq!(found[1], (Language::English, "The kitchen was far too small for us".to_owned()));
    }

    #[test]
    fn a_clause_without_punctuation_is_cut_out_exactly() {
        let text = "On a repris la route vers le nord because the weather was getting worse mais sans lui.";
        let found = segments(text);
        assert_eq!(found[1], (Language::English, "because the weather was getting worse".to_owned()));
    }

    #[test]
    fn borrowed_words_do_not_switch() {
        let text = "Le meetup de Lyon parlait de blockchain, de streaming et du web offline.";
        assert_eq!(segments(text).len(), 1);
    }

    #[test]
    fn nothing_yields_nothing() {
        assert!(segments("").is_empty());
    }
}
