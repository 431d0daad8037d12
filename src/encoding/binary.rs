//! Is this text at all? Images, archives and programs must never become garbage text.

/// Beginnings of common binary formats, and what they are.
const SIGNATURES: [(&[u8], &str); 12] = [
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b\x08", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"\xfd7zXZ", "xz data"),
    (b"BZh", "bzip2 data"),
    (b"\x7fELF", "a program"),
    (b"wOF", "a font"),
];

/// Why `bytes`, which are neither clean UTF-8 nor UTF-16 nor UTF-32, are not text; `None` if they are.
///
/// Text may hold a stray control or a DOS end-of-file mark; compressed data has one control in ten
/// bytes, programs are full of NULs. One NUL in 2,000 bytes and one other control in 50 are let pass.
pub(super) fn reason(bytes: &[u8]) -> Option<String> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(s, _)| bytes.starts_with(s)) {
        return Some(format!("it begins like {what}"));
    }
    let (mut nul, mut control) = (0_usize, 0_usize);
    for &b in bytes {
        match b {
            0 => nul += 1,
            1..=8 | 0x0b | 0x0e..=0x19 | 0x1c..=0x1f | 0x7f => control += 1,
            _ => {}
        }
    }
    if nul > 1 + bytes.len() / 2000 {
        return Some(format!("it holds {nul} NUL bytes and is not UTF-16"));
    }
    (control > 2 + bytes.len() / 50).then(|| format!("it holds {control} control bytes"))
}

#[cfg(test)]
mod tests {
    use super::super::{Source, decode};

    fn looks_binary(bytes: &[u8]) -> bool {
        matches!(decode(bytes.to_vec()).source, Source::Binary { .. })
    }

    #[test]
    fn text_is_text_and_images_are_not() {
        assert!(!looks_binary("Déjà vu\n".as_bytes()));
        assert!(!looks_binary(b"d\xe9j\xe0 vu\r\n\x1a"));
        for text in ["# Été\n\nL’œuvre.\n", "plain\n"] {
            let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert!(!looks_binary(&le) && !looks_binary(&be), "UTF-16 without a byte-order mark");
        }
        assert!(!looks_binary(b"h\0i\0 \0t\0h\0e\0r\0e\0"));
        assert!(looks_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(looks_binary(b"\x01\x02\x00\xff\x00\x00\x07\x06\x00\x05\x03\xfe"));
    }
}
