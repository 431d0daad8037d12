//! ENC: bytes, codecs, code points.

pub mod byte_order_mark;
pub mod codec_swap;
mod damaged;
pub mod decomposed_character;
pub mod escape_residue;
pub mod invisible_character;
pub mod legacy_bytes;
pub mod lost_character;
pub mod mixed_bytes;
pub mod mojibake;
mod shown;
mod word;
