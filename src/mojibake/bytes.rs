//! Characters to bytes, under every codec at once: which of them make a character the first byte
//! of a UTF-8 sequence, which a later one.

use crate::encoding::Codec;

/// How many single-byte codecs there are; bit `i` of a mask is `Codec::SINGLE_BYTE[i]`.
pub const CODECS: usize = Codec::SINGLE_BYTE.len();
/// The bit of macintosh.
pub const MACINTOSH: u16 = 1;

/// What a character is under each codec.
#[derive(Debug, Clone, Copy)]
pub struct Bytes {
    /// Codecs under which it is the first byte of a sequence (0xC2 to 0xF4).
    pub lead: u16,
    /// Codecs under which it is a later byte of one (0x80 to 0xBF).
    pub tail: u16,
    /// Its byte under each codec, 0 where it has none.
    pub byte: [u8; CODECS],
}

const NOTHING: Bytes = Bytes { lead: 0, tail: 0, byte: [0; CODECS] };
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
