//! PAIR: the two sides of a post.

pub mod code_mismatch;
pub mod doubtful_pair;
pub mod extra_text;
pub mod front_matter_mismatch;
pub mod link_mismatch;
pub mod missing_counterpart;
pub mod missing_text;
pub mod number_mismatch;
pub mod stale_translation;
pub mod structure_mismatch;
pub mod untranslated;

use super::PairContext;
use crate::finding::Finding;
use crate::language::Kind;
use crate::pair::{Pairing, lone};

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

/// How many of the sentences of the original that matter have no counterpart, where they are so many
/// (half of them, and at least 15) that the two sides follow different texts: PAIR002 says that once
/// for all, and comparing what happens to stand side by side would say nothing.
fn other_text(cx: &PairContext<'_>) -> Option<(usize, usize)> {
    if cx.settings.strict {
        return None;
    }
    let source = cx.source.document;
    let missing = lone::missing(source, cx.target.document, cx.alignment(), false).len();
    let all = lone::telling(source);
    (missing >= 15 && missing * 2 >= all).then_some((missing, all))
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

/// How many sentences of the original changed, came or went without the translation following.
#[must_use]
pub fn stale_sentences(cx: &PairContext<'_>) -> usize {
    cx.origin.map_or(0, |origin| stale_translation::of(cx, origin).len())
}
