//! What the model sees of a word: its letters in runs of 1 to 5, itself, itself beside its neighbour.
//!
//! Every feature is an index into one table of weights. The trainer and the scorer share this file,
//! so they cannot disagree.

use super::token::{Case, Gap, MIX, Token, letter_code};

/// Weights in one unit of log-odds.
pub const UNIT: i32 = 24;

/// Weights for runs of letters.
pub const NGRAMS: usize = 28_672;
/// Weights for whole words.
pub const WORDS: usize = 14_336;
/// Weights for pairs of words.
pub const PAIRS: usize = 7_168;
/// Weights for pairs of shapes.
pub const SHAPES: usize = 7_168;
/// All weights of the table.
pub const WEIGHTS: usize = NGRAMS + WORDS + PAIRS + SHAPES;

/// The longest run of letters, in letters; word edges count as one.
const LONGEST: usize = 5;
/// Letters read of one word; what is longer is no word of either language.
const MAX_LETTERS: usize = 40;
/// Markup hidden inside a word by the document's mask.
const HIDDEN: char = '\u{1f}';
/// The code of a word's edge.
const EDGE: u8 = 28;

/// One of `size` places for a number whose high bits are well mixed.
#[inline]
pub(super) const fn place(mixed: u64, size: usize) -> usize {
    (((mixed >> 32) * size as u64) >> 32) as usize
}

/// The weight of a whole word.
#[must_use]
#[inline]
pub fn word_index(key: u64) -> usize {
    NGRAMS + place(key.wrapping_mul(MIX), WORDS)
}

/// The weight of a pair of neighbours.
#[must_use]
#[inline]
pub fn pair_index(left: u64, right: u64) -> usize {
    let mixed = (left.rotate_left(23) ^ right).wrapping_mul(MIX);
    NGRAMS + WORDS + place((mixed ^ mixed >> 32).wrapping_mul(MIX), PAIRS)
}

/// The weight of two neighbours' shapes: their last letters, or that one of them is an acronym.
///
/// Word order and agreement show here: `pages HTML` against `HTML pages`, `routes réservées`.
#[must_use]
#[inline]
pub fn shape_index(left: &Token, right: &Token) -> usize {
    let shape = |t: &Token, beside: &Token| match (t.case, beside.case) {
        (Case::Upper, Case::Upper) => t.tail & TAIL,
        (Case::Upper, _) => 0xff_fffe,
        _ => t.tail & TAIL,
    };
    let both = u64::from(shape(left, right)) << 32 | u64::from(shape(right, left));
    let mixed = (both ^ MIX).wrapping_mul(MIX);
    NGRAMS + WORDS + PAIRS + place((mixed ^ mixed >> 32).wrapping_mul(MIX), SHAPES)
}

/// The weight of the letter case of two neighbours, where one of them has a capital: names stand behind
/// what they name in French (`extension Chrome`) and before it in English (`Chrome extension`).
#[must_use]
#[inline]
pub fn case_index(left: &Token, right: &Token) -> Option<usize> {
    if left.case == Case::Lower && right.case == Case::Lower {
        return None;
    }
    let opens = u64::from(left.gap >= Gap::Sentence);
    Some(pair_index(left.case as u64 * 2 + opens, 0x100 + right.case as u64))
}

/// The weight of a short word before something that has no small first letter: a name, a number, code.
/// `on GitHub` is English, whatever `on` is elsewhere.
#[must_use]
#[inline]
pub fn edge_index(left: &Token, right: &Token) -> Option<usize> {
    let shape = if right.is_word() { right.case as u64 } else { 3 };
    let short = left.case == Case::Lower && left.end - left.start <= 5;
    (short && shape != Case::Lower as u64).then(|| pair_index(left.key, 0x200 + shape))
}

/// Calls `each` with the index of every feature of two neighbours that touch, `left` being a word.
#[inline]
pub fn pair_features(left: &Token, right: &Token, mut each: impl FnMut(usize)) {
    if right.is_word() {
        each(pair_index(left.key, right.key));
        each(shape_index(left, right));
        case_index(left, right).into_iter().for_each(&mut each);
    }
    edge_index(left, right).into_iter().for_each(each);
}

/// How much of a word's own score counts, in sixteenths: acronyms and words with a capital inside a
/// sentence are often names, whose letters say little of the sentence around them.
#[must_use]
#[inline]
pub fn share(token: &Token, before: Option<&Token>, after: Option<&Token>) -> i32 {
    let upper = |t: Option<&Token>| t.is_some_and(|t| t.is_word() && t.case == Case::Upper);
    let other = |t: Option<&Token>| t.is_some_and(|t| t.is_word() && t.case != Case::Upper);
    let shouted = upper(before) || upper(after);
    match token.case {
        Case::Upper if token.end - token.start > 1 && !shouted && (other(before) || other(after)) => 5,
        Case::Title if token.gap < Gap::Sentence => 8,
        _ => 16,
    }
}

/// The letters of a word's end that make its shape.
const TAIL: u32 = 0xffff;

/// Calls `each` with the index of every feature of one word but its pairs.
#[inline]
pub fn word_features(word: &str, key: u64, mut each: impl FnMut(usize)) {
    let mut codes = [0u8; MAX_LETTERS + 2];
    let mut len = 1;
    codes[0] = EDGE;
    for (slot, c) in codes[1..=MAX_LETTERS].iter_mut().zip(word.chars().filter(|c| *c != HIDDEN)) {
        *slot = letter_code(c);
        len += 1;
    }
    codes[len] = EDGE;
    let codes = &codes[..=len];
    for from in 0..codes.len() {
        let mut run = 0u64;
        for (n, &code) in codes[from..].iter().take(LONGEST).enumerate() {
            run = run << 8 | u64::from(code);
            // The edge alone says nothing.
            if n > 0 || code != EDGE {
                each(ngram_index(run));
            }
        }
    }
    each(word_index(key));
}

#[inline]
fn ngram_index(run: u64) -> usize {
    let mixed = run.wrapping_mul(MIX);
    place((mixed ^ mixed >> 31).wrapping_mul(MIX), NGRAMS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_fits_the_table() {
        for (word, key) in [("a", 1), ("anticonstitutionnellement", u64::MAX), ("été", 77)] {
            word_features(word, key, |i| assert!(i < NGRAMS + WORDS));
            assert!(pair_index(key, 3) < WEIGHTS);
        }
    }

    #[test]
    fn case_does_not_matter_and_accents_do() {
        let all = |w: &str| {
            let mut v = Vec::new();
            word_features(w, 1, |i| v.push(i));
            v
        };
        assert_eq!(all("ÉTÉ"), all("été"));
        assert_ne!(all("ete"), all("été"));
        // ^ete$: 3 single letters, 4 pairs, 3 + 2 + 1 longer runs, the word.
        assert_eq!(all("ete").len(), 14);
    }
}
