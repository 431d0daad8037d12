//! ENC: bytes, codecs, code points.

pub mod byte_order_mark;
mod damaged;
pub mod decomposed_character;
pub mod escape_residue;
pub mod invisible_character;
pub mod legacy_bytes;
pub mod mixed_bytes;
pub mod mojibake;
mod word;
