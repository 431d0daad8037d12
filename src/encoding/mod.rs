//! Bytes to text: which encoding a file is in, decoded as well as can be, never refused.
//!
//! The order is fixed: UTF-8 strictly, then UTF-16 and UTF-32, then "is this text at all", then the
//! single-byte codecs, alone or mixed with UTF-8. Every reading that could be meant is scored by a
//! small model of how characters follow each other ([`score`]); the best one wins, and says why.

mod accident;
mod binary;
mod codec;
mod entities;
pub mod escapes;
mod evidence;
pub mod invisible;
mod lean;
mod legacy;
mod lines;
mod model;
pub mod score;
mod scripts;
mod tables;
mod transcode;
mod typography;
mod wide;

pub use codec::Codec;
pub use transcode::{decode_with, transcode};

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
    /// Not text: an image, an archive, a program. The decoded text is empty; nothing may be written.
    Binary {
        /// Why, in words.
        why: String,
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

/// Confidence from which a decoding is certain enough to be applied unasked.
///
/// Chosen on the lines and files of `tests/bytes_bars.rs`: none of the French ones above it was wrong;
/// of English ones with a single odd character, a few were.
pub const SURE: f64 = 0.9;

/// Confidence below which a decoding is only a guess, shown and never applied.
pub const GUESS: f64 = 0.5;

/// Decodes a file: UTF-8 strictly, else the most likely legacy reading. Takes the bytes over.
///
/// Total: every input gives a text or [`Source::Binary`]. Valid UTF-8 without NUL is returned as it
/// is, unless it is so by accident only. (Text in UTF-16 may happen to be valid UTF-8, but is full of NULs.)
#[must_use]
pub fn decode(bytes: Vec<u8>) -> Decoded {
    // This check and a copy take half the time of the standard library's check where accents are many.
    match simdutf8::basic::from_utf8(&bytes).map(str::to_owned) {
        Ok(text) => match memchr::memchr(0, text.as_bytes()) {
            None => match accident::decode(&text) {
                Some(decoded) => decoded,
                None => Decoded { text, source: Source::Utf8 },
            },
            Some(_) => decode_with_nul(text),
        },
        Err(_) => {
            if let Some(decoded) = wide::decode(&bytes) {
                return decoded;
            }
            match binary::reason(&bytes) {
                Some(why) => Decoded { text: String::new(), source: Source::Binary { why } },
                None => legacy::decode(bytes),
            }
        }
    }
}

/// Valid UTF-8 that holds NULs: UTF-16 or UTF-32 of ASCII text, something binary, or a stray NUL.
fn decode_with_nul(text: String) -> Decoded {
    if wide_by_accident(&text)
        && let Some(decoded) = wide::decode(text.as_bytes())
    {
        return decoded;
    }
    match binary::reason(text.as_bytes()) {
        Some(why) => Decoded { text: String::new(), source: Source::Binary { why } },
        None => Decoded { text, source: Source::Utf8 },
    }
}

/// Whether text in UTF-16 or UTF-32 can be this valid UTF-8: its letters have no byte above 0x7F then, and
/// near half of the bytes are below 0x20, which name the block of a letter (0 for Latin, 4 for Cyrillic).
fn wide_by_accident(text: &str) -> bool {
    let blocks = text.bytes().filter(|b| *b < 0x20).count();
    text.is_ascii() && blocks * 5 >= text.len() * 2
}

#[cfg(test)]
mod tests;
