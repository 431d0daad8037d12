//! PAIR: the two sides of a post.

pub mod code_mismatch;
pub mod doubtful_pair;
pub mod extra_text;
pub mod front_matter_mismatch;
pub mod link_mismatch;
pub mod missing_counterpart;
pub mod missing_text;
pub mod number_mismatch;
pub mod structure_mismatch;
pub mod untranslated;

use super::PairContext;
use crate::finding::Finding;
use crate::language::Kind;
use crate::pair::Pairing;

/// What discovery itself has to say: PAIR001 and PAIR011, each with the path it belongs to, at most
/// one of each a post. The findings stand at the start of the post.
#[must_use]
pub fn about_pairings(pairings: &[Pairing]) -> Vec<(String, Finding)> {
    let mut out = missing_counterpart::findings(pairings);
    out.extend(doubtful_pair::findings(pairings));
    out
}

/// Whether the whole translation is in the other language: LANG003 says it once for all.
fn foreign_page(cx: &PairContext<'_>) -> bool {
    cx.reading().verdicts.iter().any(|v| v.kind == Kind::Page)
}

/// The beginning of a sentence on one line, for messages.
fn excerpt(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("").trim_end()),
        None => text,
    }
}

/// How many sentences of the original were left untranslated; all of them on a foreign page.
#[must_use]
pub fn untranslated_sentences(cx: &PairContext<'_>) -> usize {
    if foreign_page(cx) {
        return cx.source.document.sentences.len();
    }
    let mut found = Vec::new();
    untranslated::check(cx, &mut found);
    found.len()
}
