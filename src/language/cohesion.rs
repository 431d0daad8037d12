//! What holds neighbours together in each language, and what speaks for an edge between them, as places in
//! the table of weights. The trainer and the search for edges share this file, so they cannot disagree.

use super::Language;
use super::features::{WEIGHTS, place};
use super::token::{Case, Gap, MIX, Token};

/// Weights kept for each language; they stand behind those of the words in the table.
pub const COHESIONS: usize = 32_768;
/// Where they end.
pub const END: usize = WEIGHTS + 2 * COHESIONS;

/// Words in a row, with the parts they play in one language and the other, French first.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The words.
    pub tokens: &'a [Token],
    /// Their parts.
    pub parts: [&'a [u8]; 2],
}

impl Row<'_> {
    fn part(&self, at: usize, language: Language) -> u64 {
        let parts = self.parts[usize::from(language == Language::English)];
        parts.get(at).copied().map_or(0xff, u64::from)
    }

    /// Calls `each` with the places of what holds the word at `at` and the one before together in `language`:
    /// their parts, their letter case, and the parts of three words in a row on each side.
    pub fn holding(&self, language: Language, at: usize, mut each: impl FnMut(usize)) {
        let Some(before) = at.checked_sub(1) else { return };
        let tight = |i: usize| self.tokens.get(i).is_some_and(|t| t.gap <= Gap::Word);
        if !tight(at) {
            return;
        }
        self.pair(language, before, at, &mut each);
        let part = |i: usize| self.part(i, language);
        let mut three = |i: usize, kind: u64| {
            each(index(language, kind | part(i) << 8, part(i + 1) << 8 | part(i + 2)));
        };
        if before > 0 && tight(before) {
            three(before - 1, LAST);
        }
        if tight(at + 1) {
            three(before, FIRST);
        }
    }

    /// The same for two words that would stand side by side.
    pub fn pair(&self, language: Language, left: usize, right: usize, mut each: impl FnMut(usize)) {
        let (Some(l), Some(r)) = (self.tokens.get(left), self.tokens.get(right)) else { return };
        each(index(language, PARTS | self.part(left, language) << 8, self.part(right, language)));
        each(index(language, CASES | kind(l, language) << 8, kind(r, language)));
    }
}

/// What a place is about.
const PARTS: u64 = 1;
const LAST: u64 = 2;
const OPENS: u64 = 3;
const CLOSES: u64 = 4;
const ALONE: u64 = 5;
const CASES: u64 = 6;
const FIRST: u64 = 7;

/// A word, or what it is where it has no language.
const fn itself(token: &Token) -> u64 {
    if token.key == 0 { 1 } else { token.key }
}

/// The last two letters of a word, or what it is where it has no language.
fn ending(token: &Token) -> u64 {
    match token.case {
        _ if !token.is_word() => 1,
        Case::Upper => 2,
        _ => 0x1_0000 | u64::from(token.tail & 0xffff),
    }
}

/// The letter case of a word, and whether it is a function word of `language`.
fn kind(token: &Token, language: Language) -> u64 {
    let case = if token.is_word() { token.case as u64 } else { 3 };
    0x20 | case << 1 | u64::from(token.lists.function_word(language))
}

/// What stands for a word at an edge: function words of `language` for themselves, others by letter case and
/// last letter, acronyms and numbers by what they are.
fn class(token: &Token, language: Language) -> u64 {
    match token.case {
        _ if !token.is_word() => 1,
        _ if token.lists.function_word(language) => token.key,
        Case::Upper => 2,
        Case::Title => 0x100 | u64::from(token.tail & 0xff),
        Case::Lower => 0x200 | u64::from(token.tail & 0xff),
    }
}

/// Calls `each` with the places of what a word says by itself where a stretch ends, French above zero.
pub fn alone(token: &Token, mut each: impl FnMut(usize)) {
    let mut add = |word: u64, by: u64| each(index(Language::French, ALONE | by << 8, word));
    add(itself(token), 0);
    add(ending(token), 1);
    add(kind(token, Language::French) << 8 | kind(token, Language::English), 2);
}

/// The place of what speaks for a clause of `language` that begins with `first`.
#[must_use]
pub fn opening(language: Language, first: &Token) -> usize {
    index(language, OPENS, class(first, language))
}

/// The same for one that ends with `last`.
#[must_use]
pub fn closing(language: Language, last: &Token) -> usize {
    index(language, CLOSES, class(last, language))
}

/// The place of what `left` and `right` say of each other in `language`.
fn index(language: Language, left: u64, right: u64) -> usize {
    let mixed = (left.rotate_left(31) ^ right.wrapping_mul(MIX)).wrapping_mul(MIX);
    let behind = if language == Language::English { COHESIONS } else { 0 };
    WEIGHTS + behind + place((mixed ^ mixed >> 32).wrapping_mul(MIX), COHESIONS)
}
