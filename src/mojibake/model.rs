//! How likely a text is, in any language: a character trigram model that backs off to bigrams, then
//! to classes of characters. French and English weigh most in it; sixty other languages keep it honest.
//!
//! The table is built by `train mojibake`; `model/SOURCES.md` says from what.

use super::class;

/// The table, laid out as [`layout`] says.
static TABLE: &[u8] = include_bytes!("model/chars.bin");

/// Sizes and offsets of the parts of the table. All entries are bytes; costs are in units of
/// 1/`UNIT` nat.
pub mod layout {
    use super::class;

    /// Symbols that have an entry of their own: code points below this.
    pub const SYMBOLS: usize = 0x3100;
    /// Slots of the bigram table, 4 bytes each: fingerprint, cost, cost of backing off from it.
    pub const BIGRAMS: usize = 1 << 16;
    /// Slots of the trigram table, 3 bytes each: fingerprint, cost.
    pub const TRIGRAMS: usize = 1 << 18;
    /// Most slots a lookup tries.
    pub const PROBES: usize = 12;
    /// Start of the costs of a symbol within its class.
    pub const UNIGRAM: usize = 0;
    /// Start of the costs of backing off from a symbol, one for each symbol, then for each class.
    pub const BACKOFF: usize = UNIGRAM + SYMBOLS;
    /// Start of the most that a symbol costs anywhere, one for each symbol, then for each class.
    pub const CEILING: usize = BACKOFF + SYMBOLS + class::COUNT;
    /// Start of the costs of a class after a class, row by row.
    pub const CLASSES: usize = CEILING + SYMBOLS + class::COUNT;
    /// Start of the bigram table.
    pub const BIGRAM: usize = CLASSES + class::COUNT * class::COUNT;
    /// Start of the trigram table.
    pub const TRIGRAM: usize = BIGRAM + BIGRAMS * 4;
    /// Length of the whole table.
    pub const LEN: usize = TRIGRAM + TRIGRAMS * 3;
    /// Steps in a nat.
    pub const UNIT: f32 = 10.0;
}

/// A character as the model sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Symbol(pub u16);

/// The symbol that stands before and after a text, and for white space within it.
pub const EDGE: Symbol = Symbol(0x20);

impl Symbol {
    /// The symbol of a character: itself, with digits and white space each made one, and
    /// characters too many to count (Han, Hangul, emoji) replaced by their class.
    #[must_use]
    pub fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self(c as u16),
            '0'..='9' => Self(0x30),
            // French sets no-break spaces before and after punctuation: `publié »` is no accident.
            '\t' | '\n' | '\r' | ' ' | '\u{a0}' | '\u{202f}' => EDGE,
            c if (c as usize) < layout::SYMBOLS => Self(c as u16),
            c => Self(0xE000 + u16::from(class::of(c))),
        }
    }

    /// The character it stands for, or one like it.
    #[must_use]
    pub fn char(self) -> char {
        char::from_u32(u32::from(self.0)).filter(|&c| (c as usize) < layout::SYMBOLS).unwrap_or('漢')
    }

    /// The class of the characters it stands for.
    #[must_use]
    pub fn class(self) -> u8 {
        match self.0.checked_sub(0xE000) {
            Some(class) => u8::try_from(class).unwrap_or(class::PRIVATE),
            None => class::of(char::from_u32(u32::from(self.0)).unwrap_or(' ')),
        }
    }

    /// Place in the table of backing off.
    #[must_use]
    pub fn index(self) -> usize {
        match self.0.checked_sub(0xE000) {
            Some(class) => layout::SYMBOLS + usize::from(class),
            None => usize::from(self.0),
        }
    }
}

/// Slot and fingerprint (never 0) of a pair of symbols.
#[must_use]
pub fn bigram_key(a: Symbol, b: Symbol) -> (usize, u16) {
    key((u64::from(a.0) << 16) | u64::from(b.0), layout::BIGRAMS)
}

/// Slot and fingerprint (never 0) of three symbols.
#[must_use]
pub fn trigram_key(a: Symbol, b: Symbol, c: Symbol) -> (usize, u16) {
    key((u64::from(a.0) << 32) | (u64::from(b.0) << 16) | u64::from(c.0) | (1 << 60), layout::TRIGRAMS)
}

fn key(symbols: u64, slots: usize) -> (usize, u16) {
    let mixed = symbols.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let fingerprint = u16::try_from(mixed >> 48).unwrap_or(0);
    (usize::try_from((mixed >> 16) & 0xFFFF_FFFF).unwrap_or(0) & (slots - 1), fingerprint.max(1))
}

fn byte(at: usize) -> u8 {
    TABLE.get(at).copied().unwrap_or(255)
}

/// The entry of `(slot, fingerprint)` in a table of `slots` entries of `width` bytes at `base`.
fn find(base: usize, width: usize, slots: usize, (slot, fingerprint): (usize, u16)) -> Option<usize> {
    for probe in 0..layout::PROBES {
        let at = base + ((slot + probe) & (slots - 1)) * width;
        let found = u16::from_le_bytes([byte(at), byte(at + 1)]);
        if found == fingerprint {
            return Some(at);
        }
        if found == 0 {
            return None;
        }
    }
    None
}

/// Cost of `c` after `b` by their classes alone, in steps.
fn class_cost(b: Symbol, c: Symbol) -> u32 {
    let row = usize::from(b.class()) * class::COUNT;
    let class = c.class();
    let within = match usize::from(c.0) {
        point if point < layout::SYMBOLS => u32::from(byte(layout::UNIGRAM + point)),
        _ => (class::ln_size(class) * layout::UNIT) as u32,
    };
    u32::from(byte(layout::CLASSES + row + usize::from(class))) + within
}

fn bigram_cost(b: Symbol, c: Symbol) -> u32 {
    match find(layout::BIGRAM, 4, layout::BIGRAMS, bigram_key(b, c)) {
        Some(at) => u32::from(byte(at + 2)),
        None => u32::from(byte(layout::BACKOFF + b.index())) + class_cost(b, c),
    }
}

/// What `c` costs after `a` and `b`: minus the natural logarithm of its probability.
#[must_use]
pub fn cost(a: Symbol, b: Symbol, c: Symbol) -> f32 {
    let steps = match find(layout::TRIGRAM, 3, layout::TRIGRAMS, trigram_key(a, b, c)) {
        Some(at) => u32::from(byte(at + 2)),
        None => {
            let context = find(layout::BIGRAM, 4, layout::BIGRAMS, bigram_key(a, b));
            let backed_off = context.map_or(0, |at| u32::from(byte(at + 3))) + bigram_cost(b, c);
            backed_off.min(u32::from(byte(layout::CEILING + c.index())))
        }
    };
    steps as f32 / layout::UNIT
}

/// The cost of a whole text, in nats: lower is likelier. Compare only readings of the same bytes.
#[must_use]
pub fn text_cost(text: &str) -> f64 {
    let (mut a, mut b, mut total) = (EDGE, EDGE, 0.0);
    for c in text.chars() {
        let c = Symbol::of(c);
        total += f64::from(cost(a, b, c));
        (a, b) = (b, c);
    }
    total + f64::from(cost(a, b, EDGE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_its_size() {
        assert_eq!(TABLE.len(), layout::LEN);
    }

    #[test]
    fn text_is_likelier_than_its_mojibake_in_many_languages() {
        for (clean, damaged) in [
            ("une vie privée", "une vie privÃ©e"),
            ("l’été", "l‚Äô√©t√©"),
            ("größer", "grĂ¶Ăźer"),
            ("Привет, мир", "РџСЂРёРІРµС‚, РјРёСЂ"),
            ("mañana", "ma├▒ana"),
            ("日本語", "æ—¥æœ¬èªž"),
        ] {
            assert!(text_cost(clean) + 8.0 < text_cost(damaged), "{clean}");
        }
    }

    #[test]
    fn clean_text_is_likelier_than_what_it_could_decode_to() {
        for (clean, decoded) in [("SELKÄ\u{a0}E", "SELKĠE"), ("l’été", "lՎté"), ("ВІКІ", "²ʲ"), ("É¿", "ɿ")]
        {
            // Less than the least evidence that any repair needs.
            assert!(text_cost(clean) < text_cost(decoded) + 7.0, "{clean}");
        }
    }
}
