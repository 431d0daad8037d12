//! Characters to bytes, under every codec at once: which of them make a character the first byte
//! of a UTF-8 sequence, which a later one.

use crate::encoding::Codec;

/// How many single-byte codecs there are; bit `i` of a mask is `Codec::SINGLE_BYTE[i]`.
pub const CODECS: usize = Codec::SINGLE_BYTE.len();
/// The bit of macintosh.
pub const MACINTOSH: u16 = 1;

/// Codecs whose byte 0xA0 is the no-break space: the Windows and ISO ones.
pub const NBSP: u16 = 0b00_0011_1111_1110;
/// Codecs of other scripts: windows-1251, windows-1253, koi8-r.
pub const NOT_LATIN: u16 = (1 << 6) | (1 << 7) | (1 << 13);
/// Codecs of which decoders lose bytes: windows-1252, iso-8859-1, -2, -15, windows-1250, -1251.
pub const GAPS: u16 = 0b111_1110;
/// Those of them whose whole range 0x80 to 0x9F is lost.
pub const WIDE_GAPS: u16 = 0b1_1100;

/// Whether strict decoders of the codec (an index into `Codec::SINGLE_BYTE`) leave `byte` undefined.
#[must_use]
pub fn is_gap(codec: usize, byte: u8) -> bool {
    match Codec::SINGLE_BYTE.get(codec) {
        Some(Codec::Windows1252) => matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D),
        Some(Codec::Windows1250) => matches!(byte, 0x81 | 0x83 | 0x88 | 0x90 | 0x98),
        Some(Codec::Windows1251) => byte == 0x98,
        Some(Codec::Iso8859_1 | Codec::Iso8859_2 | Codec::Iso8859_15) => (0x80..0xA0).contains(&byte),
        _ => false,
    }
}

/// What a character is under each codec.
#[derive(Debug, Clone, Copy)]
pub struct Bytes {
    /// Codecs under which it is the first byte of a sequence (0xC2 to 0xF4).
    pub lead: u16,
    /// … of a two-byte sequence (0xC2 to 0xDF).
    pub lead2: u16,
    /// Codecs under which it is a later byte of one (0x80 to 0xBF).
    pub tail: u16,
    /// Its byte under each codec, 0 where it has none.
    pub byte: [u8; CODECS],
}

impl Bytes {
    /// Whether it begins a two-byte sequence under some codec that loses bytes.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.lead2 & NBSP != 0
    }
}

const NOTHING: Bytes = Bytes { lead: 0, lead2: 0, tail: 0, byte: [0; CODECS] };
/// Characters below this are looked up directly; only three others stand in any code page.
const DIRECT: usize = 0x2600;
const OUTLIERS: [u16; 3] = [0xF8FF, 0xFB01, 0xFB02];

struct Table {
    index: [u16; DIRECT + OUTLIERS.len()],
    entries: [Bytes; 768],
}

static TABLE: Table = build();

const fn place(point: u16) -> usize {
    let mut i = 0;
    while i < OUTLIERS.len() {
        if OUTLIERS[i] == point {
            return DIRECT + i;
        }
        i += 1;
    }
    if (point as usize) < DIRECT { point as usize } else { 0 }
}

const fn build() -> Table {
    let mut table = Table { index: [0; DIRECT + OUTLIERS.len()], entries: [NOTHING; 768] };
    let mut used = 1;
    let mut codec = 0;
    while codec < CODECS {
        if let Some(high) = Codec::SINGLE_BYTE[codec].high() {
            let mut i = 0;
            while i < 128 {
                let at = place(high[i]);
                if table.index[at] == 0 {
                    table.index[at] = used;
                    used += 1;
                }
                let byte = 0x80 + i as u8;
                let entry = &mut table.entries[table.index[at] as usize];
                entry.byte[codec] = byte;
                if byte < 0xC0 {
                    entry.tail |= 1 << codec;
                } else if byte >= 0xC2 && byte <= 0xF4 {
                    entry.lead |= 1 << codec;
                    if byte < 0xE0 {
                        entry.lead2 |= 1 << codec;
                    }
                }
                i += 1;
            }
        }
        codec += 1;
    }
    table
}

/// What `c` is under each codec; nothing for ASCII and for what stands in no code page.
#[must_use]
pub fn of(c: char) -> &'static Bytes {
    let at = match c as usize {
        p if p < DIRECT => p,
        0xF8FF => DIRECT,
        0xFB01 => DIRECT + 1,
        0xFB02 => DIRECT + 2,
        _ => 0,
    };
    let entry = TABLE.index.get(at).copied().unwrap_or(0);
    TABLE.entries.get(usize::from(entry)).unwrap_or(&NOTHING)
}

/// The place of a codec among those of a single byte, which is its bit in masks.
#[must_use]
pub fn index(codec: Codec) -> Option<usize> {
    Codec::SINGLE_BYTE.iter().position(|c| *c == codec)
}

/// Whether a character is what decoders write for a byte that they cannot read.
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(c, '?' | '\u{fffd}')
}

/// The codecs in a mask, in order.
pub fn codecs(mask: u16) -> impl Iterator<Item = Codec> {
    Codec::SINGLE_BYTE.into_iter().enumerate().filter(move |(i, _)| mask & (1 << i) != 0).map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_codec_agrees_with_its_own_table() {
        for (i, codec) in Codec::SINGLE_BYTE.into_iter().enumerate() {
            for byte in 0x80..=0xFF_u8 {
                assert_eq!(of(codec.decode(byte)).byte[i], byte, "{codec} {byte:#x}");
            }
        }
        assert_eq!(of('a').lead | of('a').tail | of('漢').lead, 0);
    }

    #[test]
    fn a_tilde_leads_under_latin_codecs_and_not_under_cyrillic_ones() {
        let names: Vec<&str> = codecs(of('Ã').lead).map(Codec::label).collect();
        assert!(names.contains(&"iso-8859-15") && names.contains(&"ibm850"));
        assert!(!names.contains(&"windows-1251"));
    }
}
