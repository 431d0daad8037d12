//! One pair in numbers: the row that `visavis pairs` prints.

use super::align::Alignment;
use super::lone;
use crate::document::Document;

/// What a translation covers, in sentences.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Row {
    /// Sentences of the source.
    pub sentences: usize,
    /// Sentences of the source that nobody translated.
    pub missing: usize,
    /// Sentences of the target that stand for nothing in the source.
    pub extra: usize,
    /// Sentences that stand elsewhere in the target.
    pub moved: usize,
    /// Sentences left in the language of the source.
    pub untranslated: usize,
    /// Sentences of the source that changed, came or went since they were translated.
    pub stale: usize,
}

impl Row {
    /// Counts; `untranslated` is what PAIR004 and LANG003 found.
    #[must_use]
    pub fn count(
        source: &Document,
        target: &Document,
        alignment: &Alignment,
        untranslated: usize,
        strict: bool,
    ) -> Self {
        Self {
            sentences: source.sentences.len(),
            missing: lone::missing(source, target, alignment, strict).len(),
            extra: lone::extra(source, target, alignment, strict).len(),
            moved: alignment.links.iter().filter(|l| l.moved).map(|l| l.source.len()).sum(),
            untranslated: untranslated.min(source.sentences.len()),
            stale: 0,
        }
    }

    /// The share of the source's sentences that are translated, 0 to 1; 1 for an empty source.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn coverage(&self) -> f64 {
        if self.sentences == 0 {
            return 1.0;
        }
        let covered = self.sentences.saturating_sub(self.missing + self.untranslated);
        covered as f64 / self.sentences as f64
    }
}
