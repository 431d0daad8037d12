//! Tokens to stretches of one language: the cheapest path through two states, French and English.
//!
//! Staying costs nothing; switching costs more the tighter the gap: a language rarely changes between
//! two words of a clause, often between two sentences.

use super::Language;
use super::token::Token;

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
        Self { joined: 460, word: 140, comma: 140, clause: 130, sentence: 125, block: 10 }
    }
}

impl Costs {
    /// The cost at each gap, from the tightest to the loosest.
    const fn table(&self) -> [i32; 6] {
        [self.joined, self.word, self.comma, self.clause, self.sentence, self.block]
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
///
/// Viterbi over two states, of which only the lead of French need be kept. Where one language leads by
/// more than the price of a switch, whichever way a path goes on, it was in that language until there: so
/// the stretches are known on the way, and nothing is traced back.
pub fn decode(tokens: &[Token], scores: &[i32], pairs: &[i32], costs: &Costs, out: &mut Vec<Segment>) {
    let costs = costs.table();
    let mut path = Path { scores, first: 0, known: 0, french: true, out };
    let mut lead = 0i32;
    for (at, ((token, &score), &pair)) in tokens.iter().zip(scores).zip(pairs).enumerate() {
        let cost = costs.get(token.gap as usize).copied().unwrap_or(0);
        let (least, most) = (-(cost + pair), cost - pair);
        if lead < least {
            path.reaches(at, false);
            lead = least;
        } else if lead > most {
            path.reaches(at, true);
            lead = most;
        }
        lead += 2 * score;
    }
    let end = tokens.len().min(scores.len()).min(pairs.len());
    path.reaches(end, lead >= 0);
    path.cut(end);
}

/// The cheapest path, as far as it is known.
struct Path<'a> {
    scores: &'a [i32],
    /// Where its last stretch begins, and where what is known of it ends.
    first: usize,
    known: usize,
    /// The language of that stretch.
    french: bool,
    out: &'a mut Vec<Segment>,
}

impl Path<'_> {
    /// All that was not known yet before the token `at` is in this language.
    #[inline]
    fn reaches(&mut self, at: usize, french: bool) {
        if french != self.french && at > self.known {
            self.cut(self.known);
            self.french = french;
        }
        self.known = at;
    }

    /// The last stretch ends before the token `end`.
    fn cut(&mut self, end: usize) {
        let first = std::mem::replace(&mut self.first, end);
        if first == end {
            return;
        }
        let sum: i32 = self.scores.get(first..end).unwrap_or(&[]).iter().sum();
        let (language, margin) =
            if self.french { (Language::French, sum) } else { (Language::English, -sum) };
        self.out.push(Segment { first, end, language, margin });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::model;
    use crate::language::token::{Gap, tokenize};
    use proptest::prelude::*;

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

    /// The same by the book: two states, and a way back.
    fn traced(tokens: &[Token], scores: &[i32], pairs: &[i32], costs: &Costs) -> Vec<bool> {
        let (mut came, mut french, mut english) = (Vec::new(), 0i32, 0i32);
        for ((token, score), pair) in tokens.iter().zip(scores).zip(pairs) {
            let cost = costs.table()[token.gap as usize];
            let (to_french, to_english) = (english - cost - pair, french - cost + pair);
            came.push([to_french > french, to_english > english]);
            (french, english) = (french.max(to_french) + score, english.max(to_english) - score);
        }
        let mut state = french >= english;
        let mut path: Vec<bool> = Vec::new();
        for [to_french, to_english] in came.iter().rev() {
            path.push(state);
            state ^= if state { *to_french } else { *to_english };
        }
        path.reverse();
        path
    }

    proptest! {
        #[test]
        fn stretches_are_those_of_the_cheapest_path(words in prop::collection::vec((0usize..6, -200i32..200, -90i32..90), 0..40)) {
            let (mut tokens, text) = (Vec::new(), "mot ".repeat(words.len()));
            tokenize(&text, 0, text.len(), Gap::Block, &mut tokens);
            let gaps = [Gap::Joined, Gap::Word, Gap::Comma, Gap::Clause, Gap::Sentence, Gap::Block];
            tokens.iter_mut().zip(&words).for_each(|(t, w)| t.gap = gaps[w.0]);
            let (scores, pairs): (Vec<i32>, Vec<i32>) = words.iter().map(|w| (w.1, w.2)).unzip();
            let (costs, mut out) = (Costs::default(), Vec::new());
            decode(&tokens, &scores, &pairs, &costs, &mut out);
            let path: Vec<bool> = out.iter()
                .flat_map(|s| vec![s.language == Language::French; s.end - s.first])
                .collect();
            prop_assert_eq!(&path, &traced(&tokens, &scores, &pairs, &costs));
            prop_assert!(out.windows(2).all(|w| w[0].end == w[1].first && w[0].language != w[1].language));
        }
    }
}
