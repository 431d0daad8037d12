//! The two sides of a post: finding them, aligning them, comparing them.

pub mod addresses;
pub mod align;
pub mod code;
pub mod congruent;
mod content;
mod discover;
mod expected;
mod facts;
mod fingerprint;
pub mod insertion;
mod keys;
pub mod layout;
pub mod lexicon;
mod likeness;
pub mod lone;
pub mod memory;
pub mod numbers;
mod orphan;
mod pairing;
mod proof;
mod readme;
pub mod shapes;
pub mod stale;
pub mod summary;
#[cfg(test)]
mod tests;
mod versions;
pub mod words;

pub use align::{Alignment, BlockLink, Link, align};
pub use discover::discover;
pub use facts::PostFacts;
pub use fingerprint::{Content, Fingerprint, Meanings};
pub use layout::Layout;
pub use memory::Memory;
pub use pairing::{Doubt, FoundBy, Pairing};
