//! UTF-16 and UTF-32, with and without a byte-order mark.

use super::{Codec, Decoded, Source};

/// Decodes `bytes` as UTF-16 or UTF-32 where they are; `None` where they are not.
///
/// With a byte-order mark the mark decides, unless what follows is not text. Without one the bytes
/// must be valid, almost free of controls, mostly of one script, and hold the NULs that ASCII has there.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    with_mark(bytes).or_else(|| without_mark(bytes))
}

/// The byte-order marks, the longer first: UTF-32LE begins as UTF-16LE does.
const MARKS: [(&[u8], Codec); 4] = [
    (b"\xff\xfe\0\0", Codec::Utf32Le),
    (b"\0\0\xfe\xff", Codec::Utf32Be),
    (b"\xff\xfe", Codec::Utf16Le),
    (b"\xfe\xff", Codec::Utf16Be),
];

fn with_mark(bytes: &[u8]) -> Option<Decoded> {
    MARKS.iter().filter(|(mark, _)| bytes.starts_with(mark)).find_map(|&(_, codec)| {
        let text = lossy(bytes, codec)?;
        let bad = text.chars().filter(|&c| c == '\u{fffd}' || control(c)).count();
        // A truncated last unit or a stray control must not send the file to a single-byte codec.
        (bad <= 1 + text.len() / 100).then(|| {
            let sure = if bad == 0 { 1.0 } else { 0.9 };
            found(text, codec, sure, "the file begins with its byte-order mark")
        })
    })
}

fn without_mark(bytes: &[u8]) -> Option<Decoded> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) || memchr::memchr(0, bytes).is_none() {
        return None;
    }
    // Half of the bytes of wide Latin text are printable ASCII, and fewer of other scripts: what is nearly all
    // of it is text of one byte a letter with a stray NUL.
    let printable = bytes.iter().filter(|b| (0x20..0x7f).contains(*b)).count();
    if ratio(printable, bytes.len()) > 0.75 {
        return None;
    }
    let codecs = [Codec::Utf32Le, Codec::Utf32Be, Codec::Utf16Le, Codec::Utf16Be];
    let readings = codecs.iter().filter_map(|&codec| {
        let text = strict(bytes, codec)?;
        let sure = plausibility(&text)?;
        Some((text, codec, sure))
    });
    let (text, codec, sure) = readings.max_by(|a, b| a.2.total_cmp(&b.2))?;
    let why = "no byte-order mark, but NUL bytes stand where the ASCII characters of such text have them";
    Some(found(text, codec, sure, why))
}

fn found(text: String, codec: Codec, confidence: f64, why: &str) -> Decoded {
    Decoded { text, source: Source::Legacy { codec, confidence, why: why.to_owned() } }
}

/// How much `text` looks like text, 0 to 1; `None` where it cannot be.
fn plausibility(text: &str) -> Option<f64> {
    let (mut all, mut ascii, mut latin, mut controls) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut blocks = [0_usize; 256];
    for c in text.chars() {
        // U+0A00 is no character; it is a line feed with its bytes swapped.
        if matches!(c, '\0' | '\u{a00}') || private(c) {
            return None;
        }
        controls += usize::from(control(c));
        all += 1;
        let point = u32::from(c);
        match point {
            0..0x80 => ascii += 1,
            0x80..0x250 | 0x2000..0x2070 | 0x20ac | 0xfeff => latin += 1,
            // The ideographs, kana and full-width forms of East Asia are one script here.
            0x3000..0xa000 | 0xff00..0xffef => blocks[0x30] += 1,
            0xac00..0xd7b0 => blocks[0xac] += 1,
            0x1_0000.. => blocks[0xff] += 1,
            _ => blocks[usize::from(u8::try_from(point >> 8).unwrap_or(0xff))] += 1,
        }
    }
    let script = blocks.iter().copied().max().unwrap_or(0);
    let share = ratio(ascii + latin + script, all);
    // Some ASCII (blanks, line ends, markup) stands in text of every script; swapping the bytes of
    // such text puts it where no script is.
    if ascii == 0 || share < 0.9 || ratio(controls, all) > 0.005 || ratio(ascii, all) < 0.02 {
        return None;
    }
    Some(share)
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

fn control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}')) || (u32::from(c) & 0xfffe) == 0xfffe
}

fn private(c: char) -> bool {
    matches!(u32::from(c), 0xe000..=0xf8ff | 0xf_0000..)
}

/// The text of `bytes` in `codec`; `None` where one unit is not valid.
pub(super) fn strict(bytes: &[u8], codec: Codec) -> Option<String> {
    units(bytes, codec)?.collect()
}

/// The text of `bytes` in `codec`, U+FFFD for what is not valid; `None` for single-byte codecs.
pub(super) fn lossy(bytes: &[u8], codec: Codec) -> Option<String> {
    Some(units(bytes, codec)?.map(|c| c.unwrap_or('\u{fffd}')).collect())
}

/// The characters of `bytes` in a wide `codec`, `None` for each unit that is not valid.
fn units(bytes: &[u8], codec: Codec) -> Option<Box<dyn Iterator<Item = Option<char>> + '_>> {
    let little = matches!(codec, Codec::Utf16Le | Codec::Utf32Le);
    let size = match codec {
        Codec::Utf16Le | Codec::Utf16Be => 2,
        Codec::Utf32Le | Codec::Utf32Be => 4,
        _ => return None,
    };
    let words = bytes.chunks_exact(size).map(move |w| {
        let join = |n: u32, b: &u8| (n << 8) | u32::from(*b);
        if little { w.iter().rev().fold(0, join) } else { w.iter().fold(0, join) }
    });
    let rest = (!bytes.len().is_multiple_of(size)).then_some(None);
    Some(if size == 4 {
        Box::new(words.map(char::from_u32).chain(rest))
    } else {
        let halves = words.map(|w| u16::try_from(w).unwrap_or(0xfffd));
        Box::new(char::decode_utf16(halves).map(Result::ok).chain(rest))
    })
}

/// The bytes of `text` in a wide `codec`, without adding a mark; `None` for single-byte codecs.
#[cfg(test)]
pub(super) fn encode(text: &str, codec: Codec) -> Option<Vec<u8>> {
    Some(match codec {
        Codec::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Codec::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Codec::Utf32Le => text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
        Codec::Utf32Be => text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: [Codec; 4] = [Codec::Utf16Le, Codec::Utf16Be, Codec::Utf32Le, Codec::Utf32Be];

    #[test]
    fn wide_text_is_read_with_and_without_a_mark() {
        let texts = [
            "# Été\r\n\nL’œuvre coûte 3 € 🎉.\n",
            "plain ascii only\n",
            "Добрый день, мир!\n",
            "これは日本語です。\n",
        ];
        for text in texts {
            for codec in WIDE {
                for text in [text.to_owned(), format!("\u{feff}{text}")] {
                    let decoded = decode(&encode(&text, codec).unwrap()).expect(&text);
                    assert_eq!(decoded.text, text, "{codec}");
                    assert!(matches!(decoded.source, Source::Legacy { codec: c, .. } if c == codec));
                }
            }
        }
    }

    #[test]
    fn a_truncated_file_with_a_mark_keeps_all_but_the_last_unit() {
        let mut bytes = encode("\u{feff}deux mots entiers", Codec::Utf16Le).unwrap();
        bytes.pop();
        assert_eq!(decode(&bytes).unwrap().text, "\u{feff}deux mots entier\u{fffd}");
    }

    #[test]
    fn single_byte_text_and_binary_data_are_not_wide() {
        for bytes in
            [&b"d\xe9j\xe0 vu!"[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", b"a\0b\xff\0\0\0\x01\x02\x02"]
        {
            assert!(decode(bytes).is_none(), "{bytes:?}");
        }
    }
}
