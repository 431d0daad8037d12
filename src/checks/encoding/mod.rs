//! ENC: bytes, codecs, code points.

pub mod mojibake;
