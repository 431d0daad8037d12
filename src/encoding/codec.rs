//! The single-byte codecs: names and tables, both ways.

use super::tables;

/// A single-byte codec that text has been misread through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Codec {
    /// `macintosh`.
    Macintosh,
    /// `windows-1252`.
    Windows1252,
    /// `iso-8859-1`.
    Iso8859_1,
    /// `iso-8859-2`.
    Iso8859_2,
    /// `iso-8859-15`.
    Iso8859_15,
    /// `windows-1250`.
    Windows1250,
    /// `windows-1251`.
    Windows1251,
    /// `windows-1253`.
    Windows1253,
    /// `windows-1254`.
    Windows1254,
    /// `windows-1257`.
    Windows1257,
    /// `ibm437`.
    Ibm437,
    /// `ibm850`.
    Ibm850,
    /// `ibm858`.
    Ibm858,
    /// `koi8-r`.
    Koi8R,
    /// `utf-16le`, only ever a file's encoding.
    Utf16Le,
    /// `utf-16be`, only ever a file's encoding.
    Utf16Be,
    /// `utf-32le`, only ever a file's encoding.
    Utf32Le,
    /// `utf-32be`, only ever a file's encoding.
    Utf32Be,
}

impl Codec {
    /// Every single-byte codec.
    pub const SINGLE_BYTE: [Codec; 14] = [
        Codec::Macintosh,
        Codec::Windows1252,
        Codec::Iso8859_1,
        Codec::Iso8859_2,
        Codec::Iso8859_15,
        Codec::Windows1250,
        Codec::Windows1251,
        Codec::Windows1253,
        Codec::Windows1254,
        Codec::Windows1257,
        Codec::Ibm437,
        Codec::Ibm850,
        Codec::Ibm858,
        Codec::Koi8R,
    ];

    /// The WHATWG label; `ibm437`, `ibm850` and `ibm858` by analogy.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Codec::Macintosh => "macintosh",
            Codec::Windows1252 => "windows-1252",
            Codec::Iso8859_1 => "iso-8859-1",
            Codec::Iso8859_2 => "iso-8859-2",
            Codec::Iso8859_15 => "iso-8859-15",
            Codec::Windows1250 => "windows-1250",
            Codec::Windows1251 => "windows-1251",
            Codec::Windows1253 => "windows-1253",
            Codec::Windows1254 => "windows-1254",
            Codec::Windows1257 => "windows-1257",
            Codec::Ibm437 => "ibm437",
            Codec::Ibm850 => "ibm850",
            Codec::Ibm858 => "ibm858",
            Codec::Koi8R => "koi8-r",
            Codec::Utf16Le => "utf-16le",
            Codec::Utf16Be => "utf-16be",
            Codec::Utf32Le => "utf-32le",
            Codec::Utf32Be => "utf-32be",
        }
    }

    /// Code points of the bytes 0x80 to 0xFF; `None` for the wide encodings.
    #[must_use]
    pub const fn high(self) -> Option<&'static [u16; 128]> {
        Some(match self {
            Codec::Macintosh => &tables::MACINTOSH,
            Codec::Windows1252 => &tables::WINDOWS1252,
            Codec::Iso8859_1 => &tables::ISO8859_1,
            Codec::Iso8859_2 => &tables::ISO8859_2,
            Codec::Iso8859_15 => &tables::ISO8859_15,
            Codec::Windows1250 => &tables::WINDOWS1250,
            Codec::Windows1251 => &tables::WINDOWS1251,
            Codec::Windows1253 => &tables::WINDOWS1253,
            Codec::Windows1254 => &tables::WINDOWS1254,
            Codec::Windows1257 => &tables::WINDOWS1257,
            Codec::Ibm437 => &tables::IBM437,
            Codec::Ibm850 => &tables::IBM850,
            Codec::Ibm858 => &tables::IBM858,
            Codec::Koi8R => &tables::KOI8R,
            _ => return None,
        })
    }

    /// The character that `byte` stands for; U+FFFD for a wide encoding's non-ASCII byte.
    #[must_use]
    pub fn decode(self, byte: u8) -> char {
        let Some(high) = byte.checked_sub(0x80) else { return char::from(byte) };
        self.high().and_then(|t| char::from_u32(u32::from(t[usize::from(high)]))).unwrap_or('\u{fffd}')
    }

    /// The byte that stands for `c`, where the codec has one.
    #[must_use]
    pub fn encode(self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return u8::try_from(c).ok();
        }
        let point = u16::try_from(u32::from(c)).ok()?;
        let at = self.high()?.iter().position(|&p| p == point)?;
        u8::try_from(at + 0x80).ok()
    }
}

impl std::fmt::Display for Codec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_survives_a_round_trip() {
        for codec in Codec::SINGLE_BYTE {
            for byte in 0..=255 {
                assert_eq!(codec.encode(codec.decode(byte)), Some(byte), "{codec} {byte:#x}");
            }
        }
    }
}
