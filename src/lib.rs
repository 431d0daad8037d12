//! visavis finds and repairs what rots in bilingual Markdown: mojibake and legacy bytes, paragraphs
//! in the wrong language, translations that drifted from their source.
//!
//! Data flows one way: bytes → text ([`encoding`]) → document ([`document`]) → findings
//! ([`checks`]) → edits ([`fix`]) → bytes. The core does no I/O.

pub mod checks;
pub mod cli;
pub mod commands;
pub mod config;
pub mod document;
pub mod encoding;
pub mod engine;
pub mod finding;
pub mod fix;
pub mod git;
pub mod language;
pub mod mojibake;
pub mod output;
pub mod pair;
pub mod source;
pub mod span;
pub mod write;

use checks::context::PageLanguage;
use config::Settings;
use document::Kind;
use engine::{Counterpart, Fixed, Report};

/// Checks one file on its own: what kind it is, its path's extension says.
#[must_use]
pub fn check_text(path: &str, bytes: Vec<u8>, language: Option<PageLanguage>, settings: &Settings) -> Report {
    let file = engine::load(path, bytes, Kind::of_path(path), language, settings);
    engine::check(&file, Counterpart::None, settings)
}

/// Fixes one file on its own, in memory.
#[must_use]
pub fn fix_text(path: &str, bytes: Vec<u8>, language: Option<PageLanguage>, settings: &Settings) -> Fixed {
    let file = engine::load(path, bytes, Kind::of_path(path), language, settings);
    engine::fix(&file, Counterpart::None, settings)
}

/// Checks a translation against its source; findings are positions in the translation.
#[must_use]
pub fn check_pair(source: (&str, Vec<u8>), target: (&str, Vec<u8>), settings: &Settings) -> Report {
    let load = |(path, bytes)| engine::load(path, bytes, Kind::of_path(path), None, settings);
    let (source, target) = (load(source), load(target));
    engine::check(&target, Counterpart::Source(&source), settings)
}
