//! The trained table: how often a non-ASCII character stands between two others.
//!
//! `model/bytes.bin` is rebuilt by `train bytes`; `model/SOURCES.md` names its sources. Layout, all
//! little-endian: a `u16` count of symbols, then each symbol as `u16`; then one `u32` an entry,
//! sorted: left symbol, character, right symbol, cost, from the highest byte to the lowest. Symbol 0
//! means "any"; cost is `-ln p` in eighths of a nat.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("model/bytes.bin");

/// Eighths of a nat make one unit of cost in the table.
pub const UNITS_PER_NAT: f32 = 8.0;

/// The table, unpacked on first use; clean UTF-8 never needs it.
pub(super) struct Model {
    symbols: FxHashMap<char, u8>,
    entries: Vec<u32>,
}

impl Model {
    /// The one table of the program.
    pub(super) fn get() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::read(BYTES))
    }

    fn read(bytes: &[u8]) -> Self {
        let word = |w: &[u8]| w.iter().rev().fold(0_u32, |n, &b| (n << 8) | u32::from(b));
        let count = bytes.get(..2).map_or(0, word) as usize;
        let (symbols, entries) =
            bytes.get(2..).unwrap_or(&[]).split_at_checked(count * 2).unwrap_or_default();
        let symbols = symbols
            .chunks_exact(2)
            .zip(1_u8..)
            .filter_map(|(w, i)| Some((char::from_u32(word(w))?, i)))
            .collect();
        Self { symbols, entries: entries.chunks_exact(4).map(word).collect() }
    }

    /// The number of a folded character in the table; `None` for one never seen in training.
    pub(super) fn symbol(&self, folded: char) -> Option<u8> {
        self.symbols.get(&folded).copied()
    }

    /// `ln p` of `c` between `left` and `right`; 0 stands for any symbol.
    pub(super) fn get_log(&self, left: u8, c: u8, right: u8) -> Option<f32> {
        let key = u32::from_be_bytes([left, c, right, 0]);
        let at = self.entries.partition_point(|&e| e < key);
        let entry = self.entries.get(at).copied().filter(|e| e & !0xff == key)?;
        let cost = u8::try_from(entry & 0xff).unwrap_or(u8::MAX);
        Some(-f32::from(cost) / UNITS_PER_NAT)
    }
}
