//! What a page is written in, stretch by stretch: the one pass that every LANG rule shares.

use crate::checks::DocumentContext;

/// The result of reading one page.
#[derive(Debug, Clone, Default)]
pub struct Reading {}

/// Reads the page of `cx`.
#[must_use]
pub fn read(_cx: &DocumentContext<'_>) -> Reading {
    Reading::default()
}
