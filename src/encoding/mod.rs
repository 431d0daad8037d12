//! Bytes to text: which encoding a file is in, decoded as well as can be, never refused.

mod codec;
mod tables;

pub use codec::Codec;

use crate::span::Span;

/// How a file's bytes became text.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// Valid UTF-8: the text is the bytes.
    Utf8,
    /// The whole file was in one legacy codec.
    Legacy {
        /// Which one.
        codec: Codec,
        /// How sure, 0 to 1.
        confidence: f64,
        /// Why, in words.
        why: String,
    },
    /// UTF-8 with spans in other codecs.
    Mixed {
        /// The spans that were not UTF-8, in order.
        parts: Vec<LegacyPart>,
    },
}

/// A stretch of a file that is not UTF-8.
#[derive(Debug, Clone, PartialEq)]
pub struct LegacyPart {
    /// Where in the raw bytes.
    pub raw: Span,
    /// Where in the decoded text.
    pub text: Span,
    /// The codec it was decoded with.
    pub codec: Codec,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// Why, in words.
    pub why: String,
}

/// A file's text and how it was read.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text; a byte-order mark, where there is one, is kept as U+FEFF.
    pub text: String,
    /// How it was read.
    pub source: Source,
}

/// Decodes a file: UTF-8 strictly, else the most likely legacy reading. Takes the bytes over.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, source: Source::Utf8 },
        Err(e) => {
            let text = e.as_bytes().iter().map(|&b| Codec::Windows1252.decode(b)).collect();
            let source = Source::Legacy { codec: Codec::Windows1252, confidence: 0.5, why: String::new() };
            Decoded { text, source }
        }
    }
}
