//! The French/English model: a score for every token, French above zero, English below.
//!
//! A linear model over hashed features with int8 weights, a second one of what holds neighbours together in
//! each language, and the parts that words play in it; `model/SOURCES.md` says what both were trained on. Scores are log-odds in units of
//! 1/[`UNIT`], integers, the same on every machine.

use super::Language;
use super::cohesion::{self, Row};
use super::features;
pub use super::features::UNIT;
use super::lists::{Lists, Membership};
use super::parts;
use super::token::{Case, Gap, Token};
use std::sync::atomic::{AtomicU64, Ordering};

/// All three, one behind the other.
static TABLE: &[u8] = include_bytes!("model/fr_en.bin");

#[inline]
fn weight(index: usize) -> i32 {
    TABLE.get(index).map_or(0, |&b| i32::from(b.cast_signed()))
}

/// The score of one word on its own.
fn word_score(word: &str, key: u64) -> i32 {
    let mut sum = 0;
    features::word_features(word, key, |i| sum += weight(i));
    sum
}

/// What is known of a word by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its score.
    pub score: i32,
    /// The lists it stands in.
    pub lists: Membership,
}

/// Entries of the memory; a power of two. 8 bytes each.
const SLOTS: usize = 1 << 14;

/// Words met, whatever page they stood on: ordinary text repeats most of its words. An entry is the high
/// bits of the key, the lists, the score; it depends on nothing but the key, so that threads may overwrite
/// each other's and every run gives the same answers.
static MEMORY: [AtomicU64; SLOTS] = [const { AtomicU64::new(0) }; SLOTS];

/// The bits of a key that an entry holds; some of the others are its place.
const TAG: u64 = !0 << 24;

/// The score of the word `text[token]`, without its neighbours, and the lists it stands in.
#[must_use]
#[inline]
pub fn word(text: &str, token: &Token) -> Known {
    if !token.is_word() {
        return Known { score: 0, lists: Membership::default() };
    }
    let slot = MEMORY.get((token.key >> 1) as usize & (SLOTS - 1));
    let entry = slot.map_or(0, |s| s.load(Ordering::Relaxed));
    if entry & TAG == token.key & TAG {
        return Known { score: i32::from(entry as u16 as i16), lists: Membership((entry >> 16) as u8) };
    }
    first_met(text, token, slot)
}

/// The same for a word that the memory does not hold; now it does.
#[cold]
#[inline(never)]
fn first_met(text: &str, token: &Token, slot: Option<&AtomicU64>) -> Known {
    let score = word_score(text.get(token.start..token.end).unwrap_or(""), token.key);
    let score = score.clamp(i32::from(i16::MIN), i32::from(i16::MAX));
    let lists = Lists::get().of(token.key);
    if let Some(slot) = slot {
        let entry = token.key & TAG | u64::from(lists.0) << 16 | u64::from(score as i16 as u16);
        slot.store(entry, Ordering::Relaxed);
    }
    Known { score, lists }
}

/// The score of two neighbours together, on top of their own; 0 across a boundary of clauses.
#[must_use]
#[inline]
pub fn pair(left: &Token, right: &Token) -> i32 {
    if right.gap > Gap::Word || !left.is_word() {
        return 0;
    }
    let mut sum = 0;
    features::pair_features(left, right, |i| sum += weight(i));
    sum
}

/// The part `token` plays in sentences of `language`.
#[must_use]
pub fn part(language: Language, token: &Token) -> u8 {
    parts::part(TABLE.get(cohesion::END..).unwrap_or(&[]), language, token)
}

/// What the word at `at` of `row` and the one before hold together by in `language`, in the units of scores; 0
/// across a boundary of clauses.
#[must_use]
pub fn cohesion(language: Language, row: &Row<'_>, at: usize) -> i32 {
    let mut sum = 0;
    row.holding(language, at, |i| sum += weight(i));
    sum
}

/// The same for two words that would stand side by side.
#[must_use]
pub fn bridge(language: Language, row: &Row<'_>, left: usize, right: usize) -> i32 {
    let mut sum = 0;
    row.pair(language, left, right, |i| sum += weight(i));
    sum
}

/// What a word says by itself where a stretch may end, on top of its score; French above zero.
#[must_use]
pub fn alone(token: &Token) -> i32 {
    let mut sum = 0;
    cohesion::alone(token, |i| sum += weight(i));
    sum
}

/// What speaks for a clause of `language` that begins with `first`.
#[must_use]
pub fn opening(language: Language, first: &Token) -> i32 {
    weight(cohesion::opening(language, first))
}

/// The same for the `last` word of one.
#[must_use]
pub fn closing(language: Language, last: &Token) -> i32 {
    weight(cohesion::closing(language, last))
}

/// What the model says of each token; French above zero.
#[derive(Debug, Default, Clone)]
pub struct Scores {
    /// Its score, that of the pair it makes with the word before counted in.
    pub all: Vec<i32>,
    /// The part of it that is the pair's.
    pub pairs: Vec<i32>,
}

impl Scores {
    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.all.clear();
        self.pairs.clear();
    }
}

/// Adds the scores of `tokens`, and notes in each the lists it stands in.
pub fn scores(text: &str, tokens: &mut [Token], out: &mut Scores) {
    out.all.reserve(tokens.len());
    out.pairs.reserve(tokens.len());
    for at in 0..tokens.len() {
        let Some(token) = tokens.get_mut(at) else { break };
        let known = word(text, token);
        token.lists = known.lists;
        let token = *token;
        let before = at.checked_sub(1).and_then(|i| tokens.get(i));
        let beside = before.map_or(0, |left| pair(left, &token));
        let own = match token.case {
            Case::Lower => known.score,
            _ => known.score * features::share(&token, before, tokens.get(at + 1)) / 16,
        };
        out.all.push(own + beside);
        out.pairs.push(beside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_what_the_features_ask_for() {
        assert_eq!(TABLE.len(), cohesion::END + parts::BYTES);
        const { assert!(features::WEIGHTS <= 64 * 1024) };
    }

    #[test]
    fn an_article_holds_on_to_what_follows_in_its_language() {
        let both = |text: &str| {
            let mut tokens = Vec::new();
            super::super::token::tokenize(text, 0, text.len(), Gap::Block, &mut tokens);
            tokens.iter_mut().for_each(|t| t.lists = word(text, t).lists);
            let languages = [Language::French, Language::English];
            let parts = languages.map(|l| tokens.iter().map(|t| part(l, t)).collect::<Vec<_>>());
            let row = Row { tokens: &tokens, parts: [&parts[0], &parts[1]] };
            languages.map(|l| cohesion(l, &row, 1))
        };
        let (french, english) =
            (both("la page")[0] - both("page la")[0], both("the page")[1] - both("page the")[1]);
        assert!(french > 0 && english > 0, "{french} {english}");
    }
}
