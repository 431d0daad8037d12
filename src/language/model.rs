//! The French/English model: a score for every token, French above zero, English below.
//!
//! A linear model over hashed features with int8 weights; `model/SOURCES.md` says what it was
//! trained on. Scores are log-odds in units of 1/[`UNIT`], integers, the same on every machine.

use super::features;
use super::token::{Case, Gap, Token};

/// Weights in one unit of log-odds. Written by the trainer into the first byte of the table.
static TABLE: &[u8] = include_bytes!("model/fr_en.bin");

/// One unit of log-odds (a factor e) in scores.
#[must_use]
pub fn unit() -> i32 {
    TABLE.first().map_or(1, |&b| i32::from(b).max(1))
}

fn weight(index: usize) -> i32 {
    TABLE.get(index + 1).map_or(0, |&b| i32::from(b.cast_signed()))
}

/// The score of one word on its own.
fn word_score(word: &str, key: u64) -> i32 {
    let mut sum = 0;
    features::word_features(word, key, |i| sum += weight(i));
    sum
}

/// Entries of the memory; a power of two. 16 bytes each.
const SLOTS: usize = 2048;

/// Scores words, remembering those it has seen: ordinary text repeats most of its words.
#[derive(Debug)]
pub struct Scorer {
    memory: Vec<(u64, i32)>,
}

impl Default for Scorer {
    fn default() -> Self {
        Self { memory: vec![(0, 0); SLOTS] }
    }
}

impl Scorer {
    /// The score of the word `text[token]`, without its neighbours.
    pub fn word(&mut self, text: &str, token: &Token) -> i32 {
        if !token.is_word() {
            return 0;
        }
        let fresh = || word_score(text.get(token.start..token.end).unwrap_or(""), token.key);
        match self.memory.get_mut((token.key >> 32) as usize & (SLOTS - 1)) {
            Some(slot) if slot.0 == token.key => slot.1,
            Some(slot) => {
                *slot = (token.key, fresh());
                slot.1
            }
            None => fresh(),
        }
    }
}

/// The score of two neighbours together, on top of their own; 0 across a boundary of clauses.
#[must_use]
pub fn pair(left: &Token, right: &Token) -> i32 {
    if right.gap > Gap::Word || !left.is_word() || !right.is_word() {
        return 0;
    }
    let case = features::case_index(left, right).map_or(0, weight);
    weight(features::pair_index(left.key, right.key)) + weight(features::shape_index(left, right)) + case
}

/// What the model says of each token; French above zero.
#[derive(Debug, Default, Clone)]
pub struct Scores {
    /// Its score, that of the pair it makes with the word before counted in.
    pub all: Vec<i32>,
    /// The part of it that is the pair's.
    pub pairs: Vec<i32>,
}

/// Adds the scores of `tokens`.
pub fn scores(scorer: &mut Scorer, text: &str, tokens: &[Token], out: &mut Scores) {
    let mut previous: Option<&Token> = None;
    for (at, token) in tokens.iter().enumerate() {
        let beside = previous.map_or(0, |left| pair(left, token));
        let own = scorer.word(text, token);
        let own = match token.case {
            Case::Lower => own,
            _ => own * features::share(token, previous, tokens.get(at + 1)) / 16,
        };
        out.all.push(own + beside);
        out.pairs.push(beside);
        previous = Some(token);
    }
}
