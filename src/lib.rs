//! visavis finds and repairs what rots in bilingual Markdown: mojibake and legacy bytes, paragraphs
//! in the wrong language, translations that drifted from their source.
//!
//! Data flows one way: bytes → text ([`encoding`]) → document ([`document`]) → findings
//! ([`checks`]) → edits ([`fix`]) → bytes. The core does no I/O.

pub mod checks;
pub mod config;
pub mod document;
pub mod encoding;
pub mod finding;
pub mod fix;
pub mod language;
pub mod mojibake;
pub mod pair;
pub mod span;
