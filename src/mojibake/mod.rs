//! Text to repairs: stretches that were decoded with the wrong codec, and what they said before.

mod bytes;
mod chance;
pub mod class;
mod controls;
mod doubt;
mod evidence;
mod express;
mod filler;
mod gaps;
mod han;
mod holes;
mod lattice;
mod lost;
pub mod model;
mod plausible;
mod prefilter;
mod preposition;
mod price;
mod prose;
mod scan;
mod search;
mod strict;
mod swap;
mod uncommon;
mod verdict;
pub mod words;

use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;
use std::sync::Arc;

/// What kind of damage a repair undoes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Damage {
    /// UTF-8 bytes read as a single-byte codec, once or more (ENC001).
    Mojibake,
    /// One single-byte codec read as another (ENC005); the stack is `[read as, written in]`.
    Swap,
    /// A character lost to U+FFFD or `?` (ENC004).
    Lost,
}

/// One damaged stretch and its best reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The kind of damage.
    pub damage: Damage,
    /// The damaged characters, no more; bytes of the text scanned.
    pub span: Span,
    /// What they said before, where a reading was found.
    pub reading: Option<String>,
    /// The codecs at fault, outermost (last misreading) first.
    pub stack: Arc<[Codec]>,
    /// Whether bytes were lost on the way, so that the reading restores more than it decodes.
    pub lossy: bool,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// What may be done with it.
    pub applicability: Applicability,
    /// Why, in words.
    pub why: Arc<str>,
}

pub use scan::scan;
