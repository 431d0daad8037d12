//! Edits and fixes: how a finding would change the text, and the pure application of it.

use crate::encoding::Codec;
use crate::span::Span;
use serde::Serialize;

/// Whether a fix may be applied, from least to most willing. Ordered, so one comparison decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Shown, never applied.
    Display,
    /// Applied only with `--unsafe-fixes`: a human should look.
    Unsafe,
    /// Nobody who sees it would want it undone.
    Safe,
}

/// One replacement in the text, in bytes of the text before any edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

impl Edit {
    /// Replaces `span` by `replacement`.
    #[must_use]
    pub fn new(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }
}

/// A change of the file's bytes from a legacy codec to UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transcode {
    /// The whole file is in this codec.
    File(Codec),
    /// Only these spans of the raw bytes are; the rest is UTF-8.
    Spans(Vec<(Span, Codec)>),
}

/// How to resolve a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Who may apply it.
    pub applicability: Applicability,
    /// The decoding that comes first, for files that are not UTF-8.
    pub transcode: Option<Transcode>,
    /// The edits, all or none of which are applied.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix made of edits.
    #[must_use]
    pub fn edits(applicability: Applicability, edits: Vec<Edit>) -> Self {
        Self { applicability, transcode: None, edits }
    }

    /// A fix that replaces one span.
    #[must_use]
    pub fn replace(applicability: Applicability, span: Span, replacement: impl Into<String>) -> Self {
        Self::edits(applicability, vec![Edit::new(span, replacement)])
    }

    /// A fix that decodes the file.
    #[must_use]
    pub fn transcode(applicability: Applicability, transcode: Transcode) -> Self {
        Self { applicability, transcode: Some(transcode), edits: Vec::new() }
    }
}

/// Picks, in order of position, the fixes whose edits do not overlap an earlier pick.
///
/// Equal edits proposed twice are applied once. Edits are returned sorted by position.
#[must_use]
pub fn select<'a>(fixes: impl Iterator<Item = &'a Fix>) -> Vec<Edit> {
    let mut fixes: Vec<&Fix> = fixes.filter(|f| !f.edits.is_empty()).collect();
    fixes.sort_by_key(|f| f.edits.iter().map(|e| e.span).min());
    let mut chosen: Vec<Edit> = Vec::new();
    for fix in fixes {
        if fix.edits.iter().all(|e| fits(&chosen, e)) {
            let sorted = chosen.len();
            chosen.extend(fix.edits.iter().cloned());
            // Fixes come in order, so theirs are nearly always the last edits: no need to sort them all.
            let tail = chosen.get(sorted.saturating_sub(1)..).unwrap_or(&[]);
            if !tail.is_sorted_by_key(|e| e.span) {
                chosen.sort_by_key(|e| e.span);
            }
        }
    }
    chosen
}

/// Whether `edit` touches none of the sorted `chosen` edits.
fn fits(chosen: &[Edit], edit: &Edit) -> bool {
    let after = chosen.partition_point(|e| e.span.end <= edit.span.start);
    let clear_after = chosen.get(after).is_none_or(|e| e.span.start >= edit.span.end);
    // Two insertions at one place have no order of their own: the first wins.
    let twin = chosen.iter().skip(after.saturating_sub(1)).take(2).any(|e| e.span == edit.span);
    clear_after && !twin
}

/// Applies sorted, non-overlapping `edits` to `text`. Edits that do not fit the text are skipped.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let Some(kept) = text.get(done..edit.span.start) else { continue };
        if text.get(edit.span.start..edit.span.end).is_none() {
            continue;
        }
        out.push_str(kept);
        out.push_str(&edit.replacement);
        done = edit.span.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

/// Maps positions in an edited text back to the text before the edits.
#[derive(Debug, Clone, Default)]
pub struct OffsetMap {
    /// (span before, span after), sorted, one for each edit.
    moves: Vec<(Span, Span)>,
}

impl OffsetMap {
    /// The map for sorted, non-overlapping `edits`.
    #[must_use]
    pub fn new(edits: &[Edit]) -> Self {
        let mut moves = Vec::with_capacity(edits.len());
        let (mut old, mut new) = (0, 0);
        for e in edits {
            let start = new + (e.span.start - old);
            let end = start + e.replacement.len();
            moves.push((e.span, Span::new(start, end)));
            (old, new) = (e.span.end, end);
        }
        Self { moves }
    }

    /// Whether nothing moved.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.moves.is_empty()
    }

    /// The span before the edits that `span` came from, widened to whole edits where it cuts one.
    #[must_use]
    pub fn before(&self, span: Span) -> Span {
        let start = self.point(span.start, false);
        Span::new(start, self.point(span.end, true).max(start))
    }

    /// Whether no edit touches the inside of `span`, a span of the edited text.
    #[must_use]
    pub fn untouched(&self, span: Span) -> bool {
        let from = self.moves.partition_point(|(_, new)| new.end < span.start);
        let near = self.moves.iter().skip(from).take_while(|(_, new)| new.start < span.end);
        let inside = |new: Span| new.overlaps(span) || (new.is_empty() && span.start < new.start);
        !near.into_iter().any(|(_, new)| inside(*new))
    }

    fn point(&self, at: usize, end: bool) -> usize {
        let i = self.moves.partition_point(|(_, new)| new.start < at);
        let Some((old, new)) = i.checked_sub(1).and_then(|i| self.moves.get(i)) else { return at };
        match (at < new.end, end) {
            (true, true) => old.end,
            (true, false) => old.start,
            (false, _) => old.end + (at - new.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(a: usize, b: usize, s: &str) -> Edit {
        Edit::new(Span::new(a, b), s)
    }

    #[test]
    fn overlapping_fixes_are_skipped_and_twins_applied_once() {
        let fixes = [
            Fix::edits(Applicability::Safe, vec![edit(0, 2, "x")]),
            Fix::edits(Applicability::Safe, vec![edit(1, 3, "y")]),
            Fix::edits(Applicability::Safe, vec![edit(4, 4, "z")]),
            Fix::edits(Applicability::Safe, vec![edit(4, 4, "w")]),
        ];
        let edits = select(fixes.iter());
        assert_eq!(apply("abcdef", &edits), "xcdzef");
    }

    #[test]
    fn positions_map_back_through_edits() {
        let edits = [edit(1, 3, "é"), edit(5, 6, "")];
        let map = OffsetMap::new(&edits);
        assert_eq!(apply("abcdef", &edits), "aéde");
        assert_eq!(map.before(Span::new(0, 1)), Span::new(0, 1));
        assert_eq!(map.before(Span::new(3, 5)), Span::new(3, 5));
        assert_eq!(map.before(Span::new(2, 3)), Span::new(1, 3));
        assert!(map.untouched(Span::new(3, 4)));
        assert!(!map.untouched(Span::new(0, 2)));
    }
}
