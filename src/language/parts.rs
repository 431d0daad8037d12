//! The part a word plays in sentences of a language: the class of the words that stand where it stands.
//!
//! Nouns, verbs, prepositions and finer kinds that nobody named: words were put together so that the classes
//! of two neighbours say most about each other (`src/train/parts.rs`). Rare words have the class of their last
//! letters. A word that both languages have plays one part in each: `table`, `important`, `support`.

use super::Language;
use super::token::{Case, MIX, Token};

/// Classes learnt for each language.
pub const CLASSES: u8 = 40;
/// Slots for the words and endings of one language; one in six stays empty.
pub const SLOTS: usize = 8_192;
/// Bytes of the classes of both languages.
pub const BYTES: usize = 2 * 2 * SLOTS;
/// Slots looked at for one word.
pub const PROBES: usize = 8;

/// A slot holds ten bits of the word's hash and its class, counted from one.
const CLASS_BITS: u32 = 6;
const MARK: u64 = (1 << (16 - CLASS_BITS)) - 1;

/// Where the word `key` is looked for, and what its slot holds when its class is `class`.
#[must_use]
pub const fn slot(key: u64, class: u8) -> (usize, u16) {
    let mixed = (key ^ key >> 29).wrapping_mul(MIX);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(MIX);
    let place = ((mixed >> 32) * SLOTS as u64) >> 32;
    (place as usize, ((mixed & MARK) << CLASS_BITS) as u16 | (class as u16 + 1))
}

/// The keys of the last three letters of a word, and of the last two.
#[must_use]
pub const fn endings(token: &Token) -> [u64; 2] {
    [(token.tail & 0xff_ffff) as u64 | 1 << 60, (token.tail & 0xffff) as u64 | 1 << 61]
}

/// The key of a word; numbers, names of files and such share one.
#[must_use]
pub const fn key(token: &Token) -> u64 {
    if token.key == 0 { 1 } else { token.key }
}

/// The class of `key` in the `table` of one language.
fn find(table: &[u8], key: u64) -> Option<u8> {
    let (first, wanted) = slot(key, 0);
    (0..PROBES).find_map(|probe| {
        let at = (first + probe) % SLOTS * 2;
        let held = u16::from_le_bytes(table.get(at..at + 2)?.try_into().ok()?);
        let same = held != 0 && held >> CLASS_BITS == wanted >> CLASS_BITS;
        // Six bits.
        same.then(|| (held as u8 & ((1 << CLASS_BITS) - 1)).saturating_sub(1))
    })
}

/// The part of `token` in `language`, by the `table` of both languages; beyond [`CLASSES`] where nothing is
/// known of it but its letter case.
#[must_use]
pub fn part(table: &[u8], language: Language, token: &Token) -> u8 {
    let half = 2 * SLOTS;
    let range = if language == Language::English { half..2 * half } else { 0..half };
    let table = table.get(range).unwrap_or(&[]);
    let known = find(table, key(token));
    let ending = || {
        let word = token.is_word() && token.case != Case::Upper;
        endings(token).into_iter().filter(|_| word).find_map(|e| find(table, e))
    };
    known.or_else(ending).unwrap_or(CLASSES + token.case as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_gives_back_its_class() {
        let mut table = vec![0u8; BYTES];
        for (key, class) in [(7u64, 0u8), (8, CLASSES - 1)] {
            let (at, held) = slot(key, class);
            table[2 * at..2 * at + 2].copy_from_slice(&held.to_le_bytes());
        }
        assert_eq!((find(&table, 7), find(&table, 8), find(&table, 9)), (Some(0), Some(CLASSES - 1), None));
        const { assert!(CLASSES + 2 < 1 << CLASS_BITS) };
    }
}
