//! Headings that became paragraphs and headings without words, for PAIR010.

use super::structure_mismatch::RULE;
use crate::checks::PairContext;
use crate::document::{BlockKind, Document};
use crate::finding::Finding;
use crate::pair::BlockLink;
use crate::span::Span;
use rustc_hash::FxHashSet;

/// A heading's level and its text.
pub(super) type Level = (u8, Span);

/// Paragraphs of more words than this are no headings.
const WORDS: usize = 20;
/// Links of sentences less sure than this prove nothing.
const SURE: f32 = 0.6;

/// Headings that hold nothing but code or a name, which no alignment joins: those of one text, in order.
pub(super) fn wordless(cx: &PairContext<'_>, blocks: &[BlockLink]) -> Vec<(Level, Level)> {
    let free = |document: &Document, joined: &FxHashSet<usize>| -> Vec<Level> {
        let list = document.blocks.iter().enumerate().filter(|(n, _)| !joined.contains(n));
        list.filter_map(|(_, b)| level(b.kind).map(|l| (l, b.span))).collect()
    };
    let (source, target) = (cx.source.document, cx.target.document);
    let theirs = free(target, &joined(blocks, |p| &p.target));
    let mut from = 0;
    let mut out = Vec::new();
    for mine in free(source, &joined(blocks, |p| &p.source)) {
        let text = mine.1.of(&source.text);
        let rest = theirs.get(from..).unwrap_or(&[]);
        if let Some(at) = rest.iter().position(|t| t.1.of(&target.text) == text) {
            out.extend(rest.get(at).map(|t| (mine, *t)));
            from += at + 1;
        }
    }
    out
}

fn level(kind: BlockKind) -> Option<u8> {
    match kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    }
}

fn joined(blocks: &[BlockLink], side: fn(&BlockLink) -> &Vec<usize>) -> FxHashSet<usize> {
    let both = blocks.iter().filter(|p| !p.source.is_empty() && !p.target.is_empty());
    both.flat_map(side).copied().collect()
}

/// Headings of the original that are paragraphs in the translation, or the other way round.
pub(super) fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for link in cx.alignment().links.iter().filter(|l| l.score >= SURE && !l.moved) {
        let ([s], [t]) = (&link.source[..], &link.target[..]) else { continue };
        let block = |d: &Document, n: usize| d.sentences.get(n).map(|s| s.block);
        found.extend(block(source, *s).zip(block(target, *t)));
    }
    for (s, t) in found {
        let (Some(a), Some(b)) = (source.blocks.get(s), target.blocks.get(t)) else { continue };
        let message = match (a.kind, b.kind) {
            (BlockKind::Heading(level), BlockKind::Paragraph) if short(target, t) => {
                format!("a paragraph, but a heading of level {level} in the original")
            }
            (BlockKind::Paragraph, BlockKind::Heading(level)) if short(source, s) => {
                format!("a heading of level {level}, but a paragraph in the original")
            }
            _ => continue,
        };
        let related = cx.in_source(a.span, "the same in the original");
        out.push(Finding::new(&RULE, b.span, message).confidence(0.8).related(related));
    }
}

/// Whether a block is one short sentence, or none.
fn short(document: &Document, block: usize) -> bool {
    let sentences = document.sentences.iter().filter(|s| s.block == block).count();
    let words =
        document.blocks.get(block).map_or(0, |b| b.span.of(&document.text).split_whitespace().count());
    sentences <= 1 && words <= WORDS
}
