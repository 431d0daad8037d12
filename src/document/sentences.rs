//! The sentences of a post, block by block.

use super::build::Break;
use super::types::{Block, BlockKind, Inline, InlineKind, Sentence};
use super::{OBJECT, quotes, sentence};
use crate::span::Span;
use std::borrow::Cow;

/// The sentences of all prose blocks, in order of position. Quotations are added to `inlines`.
pub(super) fn read(
    text: &str,
    prose: &str,
    blocks: &[Block],
    breaks: &[Break],
    inlines: &mut Vec<Inline>,
) -> Vec<Sentence> {
    let marked = inlines.len();
    let mut out: Vec<Sentence> = Vec::new();
    let mut spans = Vec::new();
    let mut local = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Code | BlockKind::Html | BlockKind::Markup)
            || block.span.is_empty()
        {
            continue;
        }
        let own = self::prose(prose, blocks, i, block.span);
        quotes::read(&own, block.span.start, inlines);
        spans.clear();
        if matches!(block.kind, BlockKind::Heading(_)) {
            whole(&own, &mut spans);
        } else {
            local.clear();
            let first = breaks.partition_point(|b| b.at < block.span.start);
            let inside = breaks.iter().skip(first).take_while(|b| b.at < block.span.end);
            local.extend(inside.map(|b| Break { at: b.at - block.span.start, hard: b.hard }));
            sentence::split_with(&own, &local, &mut spans);
        }
        out.extend(spans.iter().map(|s| {
            let span = Span::new(s.start + block.span.start, s.end + block.span.start);
            Sentence { span, block: i }
        }));
    }
    out.sort_by_key(|s| (s.span.start, s.block));
    widen(text, inlines.get(..marked).unwrap_or(&[]), &mut out);
    inlines.sort_by_key(|i| (i.span.start, std::cmp::Reverse(i.span.end)));
    out
}

/// A heading is one sentence.
fn whole(own: &str, out: &mut Vec<Span>) {
    if !own.chars().any(char::is_alphanumeric) {
        return;
    }
    let outside = |c: char| c.is_whitespace() || c == char::from(super::JOIN);
    let start = own.len() - own.trim_start_matches(outside).len();
    out.push(Span::new(start, own.trim_end_matches(outside).len()));
}

/// The prose of `span` in the block at `index`; the blocks inside it as opaque bytes.
pub(super) fn prose<'p>(prose: &'p str, blocks: &[Block], index: usize, span: Span) -> Cow<'p, str> {
    let own = span.of(prose);
    // Most blocks hold no other, and blocks stand in order of their starts.
    if blocks.get(index + 1).is_none_or(|next| next.span.start >= span.end) {
        return Cow::Borrowed(own);
    }
    let inner: Vec<Span> = blocks
        .iter()
        .skip(index + 1)
        .map(|b| b.span)
        .take_while(|b| b.start < span.end)
        .filter(|b| b.end > span.start && !b.is_empty())
        .collect();
    if inner.is_empty() {
        return Cow::Borrowed(own);
    }
    let mut bytes = own.as_bytes().to_vec();
    for hole in inner {
        let (start, end) = (hole.start.max(span.start) - span.start, hole.end.min(span.end) - span.start);
        for byte in bytes.get_mut(start..end).unwrap_or(&mut []) {
            if *byte != b'\n' && *byte != b'\r' {
                *byte = OBJECT;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(own), Cow::Owned)
}

/// Grows each sentence over the links it holds and over emphasis that begins or ends it.
fn widen(text: &str, inlines: &[Inline], sentences: &mut [Sentence]) {
    let floor = |s: &[Sentence], i: usize| i.checked_sub(1).and_then(|p| s.get(p)).map_or(0, |p| p.span.end);
    for inline in inlines.iter().filter(|i| !matches!(i.kind, InlineKind::Quote | InlineKind::Language)) {
        let after = sentences.partition_point(|s| s.span.start <= inline.inner.end);
        let Some(i) = after.checked_sub(1) else { continue };
        let low = floor(sentences, i);
        let Some(sentence) = sentences.get_mut(i) else { continue };
        let inner = visible(text, inline.inner);
        let touches = inner.start <= sentence.span.start && sentence.span.start < inline.span.end;
        let ends = inner.end >= sentence.span.end && inline.span.start < sentence.span.end;
        let whole = touches && ends;
        let holds = sentence.span.start <= inner.start && inner.end <= sentence.span.end;
        if !holds || whole && inline.kind != InlineKind::Link {
            continue;
        }
        if touches && inline.span.start >= low {
            sentence.span.start = sentence.span.start.min(inline.span.start);
        }
        if ends {
            sentence.span.end = sentence.span.end.max(inline.span.end);
        }
    }
}

/// `span` without white space around.
fn visible(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let start = span.start + (written.len() - written.trim_start().len());
    Span::new(start, start + written.trim().len())
}
