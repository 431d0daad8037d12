//! The two sides of a post: finding them, aligning them, comparing them.

mod content;
mod discover;
mod facts;
pub mod layout;
mod orphan;
#[cfg(test)]
mod tests;

pub use discover::{Doubt, FoundBy, Pairing, discover};
pub use facts::{Fingerprint, PostFacts};
pub use layout::Layout;
