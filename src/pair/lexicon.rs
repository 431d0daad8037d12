//! Which words translate which: a table learnt from bitext, both directions.

use std::sync::LazyLock;

/// The first bytes of a table.
pub const MAGIC: &[u8; 8] = b"vvlex01\n";

/// The table that is shipped; `model/SOURCES.md` says what it was learnt from.
static SHIPPED: &[u8] = include_bytes!("model/lexicon.bin");
static TABLE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(SHIPPED).unwrap_or_default());

/// A pair of words that translate each other, and how likely in each direction, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Number of the French word.
    pub french: u16,
    /// Chance of the French word, given the English one.
    pub to_french: f32,
    /// Chance of the English word, given the French one.
    pub to_english: f32,
}

/// One language's words.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Stem hashes, sorted.
    stems: Vec<u32>,
    /// Chance of each in running text, as `-log2 / 0.1` in a byte.
    rarity: Vec<u8>,
}

impl Vocabulary {
    /// The number of a stem.
    #[must_use]
    pub fn number(&self, stem: u32) -> Option<u16> {
        self.stems.binary_search(&stem).ok().and_then(|i| u16::try_from(i).ok())
    }

    /// The chance of a word in running text.
    #[must_use]
    pub fn chance(&self, number: u16) -> f32 {
        let bits = self.rarity.get(usize::from(number)).copied().unwrap_or(u8::MAX);
        (-0.1 * f32::from(bits)).exp2()
    }
}

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// English words.
    pub english: Vocabulary,
    /// French words.
    pub french: Vocabulary,
    /// Where the entries of each English word begin.
    starts: Vec<u32>,
    entries: Vec<(u16, u8, u8)>,
    /// The chance that each byte of an entry stands for.
    chances: Vec<f32>,
}

impl Lexicon {
    /// The table that is shipped.
    #[must_use]
    pub fn shipped() -> &'static Self {
        &TABLE
    }

    /// Entries of an English word, by number.
    pub fn translations(&self, english: u16) -> impl Iterator<Item = Entry> + '_ {
        self.translations_among(english, |_| true)
    }

    /// The same, of the French words that `wanted` takes.
    pub fn translations_among(
        &self,
        english: u16,
        wanted: impl Fn(u16) -> bool,
    ) -> impl Iterator<Item = Entry> {
        let at = usize::from(english);
        let start = self.starts.get(at).copied().unwrap_or(0) as usize;
        let end = self.starts.get(at + 1).copied().unwrap_or(0) as usize;
        let entries = self.entries.get(start..end).unwrap_or(&[]).iter();
        let chance = |byte: u8| self.chances.get(usize::from(byte)).copied().unwrap_or(0.0);
        entries.filter(move |e| wanted(e.0)).map(move |(french, f, e)| Entry {
            french: *french,
            to_french: chance(*f),
            to_english: chance(*e),
        })
    }

    /// Whether a French stem may well translate an English one.
    #[must_use]
    pub fn translates(&self, english: u32, french: u32) -> bool {
        let (Some(e), Some(f)) = (self.english.number(english), self.french.number(french)) else {
            return false;
        };
        self.translations(e).any(|t| t.french == f && t.to_french.max(t.to_english) >= 0.05)
    }

    /// Reads a table; `None` where the bytes are not one.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut number = || -> Option<usize> {
            let (head, tail) = rest.split_first_chunk::<4>()?;
            rest = tail;
            usize::try_from(u32::from_le_bytes(*head)).ok()
        };
        let (english, french, entries) = (number()?, number()?, number()?);
        let mut take = |n: usize| -> Option<&[u8]> {
            let (head, tail) = rest.split_at_checked(n)?;
            rest = tail;
            Some(head)
        };
        let words = |b: &[u8]| -> Vec<u32> {
            b.chunks_exact(4).filter_map(|c| Some(u32::from_le_bytes(c.try_into().ok()?))).collect()
        };
        let english_stems = words(take(english.checked_mul(4)?)?);
        let english_rarity = take(english)?.to_vec();
        let french_stems = words(take(french.checked_mul(4)?)?);
        let french_rarity = take(french)?.to_vec();
        let starts = words(take((english + 1).checked_mul(4)?)?);
        let entry = |c: &[u8]| match c {
            [a, b, f, e] => (u16::from_le_bytes([*a, *b]), *f, *e),
            _ => (0, 0, 0),
        };
        let entries = take(entries.checked_mul(4)?)?.chunks_exact(4).map(entry).collect();
        Some(Self {
            english: Vocabulary { stems: english_stems, rarity: english_rarity },
            french: Vocabulary { stems: french_stems, rarity: french_rarity },
            starts,
            entries,
            chances: (0..=u8::MAX).map(chance).collect(),
        })
    }
}

/// A byte as a chance: a sixteenth of a bit a step, 255 being certain.
fn chance(byte: u8) -> f32 {
    ((f32::from(byte) - 255.0) / 16.0).exp2()
}

/// The byte that stands for a chance.
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn chance_byte(chance: f32) -> u8 {
    (255.0 + 16.0 * chance.max(1e-9).log2()).round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pair::words::{Endings, stem_of};

    #[test]
    fn the_shipped_table_knows_common_words() {
        let lexicon = Lexicon::shipped();
        for (en, fr) in [("house", "maison"), ("water", "eau"), ("file", "fichier"), ("night", "nuit")] {
            let e = stem_of(en, Endings::English).and_then(|s| lexicon.english.number(s)).expect(en);
            let f = stem_of(fr, Endings::French).and_then(|s| lexicon.french.number(s)).expect(fr);
            let best = lexicon.translations(e).max_by(|a, b| a.to_french.total_cmp(&b.to_french));
            assert_eq!(best.map(|b| b.french), Some(f), "{en}");
        }
    }

    #[test]
    fn a_cut_table_is_refused() {
        for cut in [0, 5, 20, 1000] {
            assert!(Lexicon::read(SHIPPED.get(..cut).unwrap_or(b"")).is_none());
        }
    }
}
