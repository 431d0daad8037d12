//! Headings that became paragraphs and headings without words, for PAIR010.

use super::bold_lines;
use super::structure_mismatch::RULE;
use crate::checks::PairContext;
use crate::document::{BlockKind, Document};
use crate::finding::Finding;
use crate::pair::BlockLink;
use crate::pair::align::items::Class;
use crate::span::Span;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A heading's level and its text.
pub(super) type Level = (u8, Span);

/// Paragraphs of more words than this are no headings.
pub(super) const WORDS: usize = 20;
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
    if cx.congruent().is_none() {
        let place = |document: &Document, n: usize| {
            document.blocks.get(n).and_then(|b| level(b.kind).map(|l| (l, b.span)))
        };
        let told: FxHashSet<usize> = out.iter().map(|p: &(Level, Level)| p.0.1.start).collect();
        let gaps = between(cx).into_iter().filter_map(|(s, t)| place(source, s).zip(place(target, t)));
        out.extend(gaps.filter(|p| !told.contains(&p.0.1.start)));
    }
    out
}

pub(super) fn level(kind: BlockKind) -> Option<u8> {
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
    let mut lines = bold_lines::verbatim(cx.source.document, cx.target.document);
    // Posts of one build differ in nothing but headings without a word of prose.
    if cx.congruent().is_none() {
        paragraphs(cx, out);
        lines.extend(bold_lines::run_in(cx));
    }
    for ((level, there), here) in lines {
        // A paragraph that is nothing but the line may have been named as such.
        if out.iter().any(|f| f.span.overlaps(here)) {
            continue;
        }
        let message = format!("a line in bold, but a heading of level {level} in the original");
        let related = cx.in_source(there, "the heading in the original");
        out.push(Finding::new(&RULE, here, message).confidence(0.8).related(related));
    }
}

/// The same, where they stand alone.
fn paragraphs(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for link in cx.alignment().links.iter().filter(|l| l.score >= SURE && !l.moved) {
        let ([s], [t]) = (&link.source[..], &link.target[..]) else { continue };
        let block = |d: &Document, n: usize| d.sentences.get(n).map(|s| s.block);
        found.extend(block(source, *s).zip(block(target, *t)));
    }
    found.extend(between(cx));
    let mut told: FxHashSet<usize> = FxHashSet::default();
    for (s, t) in found {
        if !told.insert(t) {
            continue;
        }
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

/// Blocks that nothing joins, but that follow the same pair and stand before the same pair on both
/// sides: short headings say too little to be aligned by their words.
fn between(cx: &PairContext<'_>) -> Vec<(usize, usize)> {
    let (mine, theirs) = (laid_out(cx.source.document), laid_out(cx.target.document));
    let mut out = Vec::new();
    for (s, t) in gaps(&mine, &theirs, &cx.alignment().blocks) {
        let (Some(s), Some(t)) = (mine.get(s), theirs.get(t)) else { continue };
        let alike = |(x, y): (&Laid, &Laid)| {
            let flat = flattened(x.1, y.1) || flattened(y.1, x.1);
            x.1 == y.1 || (flat && same_names(cx, x.0, y.0))
        };
        if s.len() == t.len() && s.iter().zip(t).all(alike) {
            out.extend(s.iter().zip(t).map(|(a, b)| (a.0, b.0)));
        }
    }
    out
}

/// Whether two blocks hold the same names of files and the like, which nobody translates.
fn same_names(cx: &PairContext<'_>, s: usize, t: usize) -> bool {
    let names = |document: &'_ Document, block: usize| -> Vec<String> {
        let text = document.blocks.get(block).map_or("", |b| b.span.of(&document.text));
        let words = text.split(|c: char| c.is_whitespace() || ",*`()[]".contains(c));
        let inner = |w: &&str| {
            let w = w.trim_end_matches(['.', ':', '!', '?']);
            w.contains(['_', '.']) && w.contains(char::is_alphabetic)
        };
        words.filter(inner).map(str::to_lowercase).collect()
    };
    names(cx.source.document, s) == names(cx.target.document, t)
}

/// A block and its class.
pub(super) type Laid = (usize, Class);

/// The blocks of the body, with classes without the levels of headings.
pub(super) fn laid_out(document: &Document) -> Vec<Laid> {
    let class = |kind| match Class::of(kind)? {
        Class::Label => None,
        Class::Heading(_) => Some(Class::Heading(0)),
        class => Some(class),
    };
    document.blocks.iter().enumerate().filter_map(|(n, b)| Some((n, class(b.kind)?))).collect()
}

fn flattened(a: Class, b: Class) -> bool {
    matches!((a, b), (Class::Heading(_), Class::Text))
}

/// The stretches of both lists between one pair of blocks and the next.
fn gaps(mine: &[Laid], theirs: &[Laid], blocks: &[BlockLink]) -> Vec<(Range<usize>, Range<usize>)> {
    let place = |list: &[Laid], block: &usize| list.binary_search_by_key(block, |l| l.0).ok();
    let ends = |list: &[Laid], side: &[usize]| {
        let places = || side.iter().filter_map(|b| place(list, b));
        Some(places().min()?..places().max()? + 1)
    };
    let class = |list: &[Laid], at: usize| list.get(at).map(|l| l.1);
    // A heading joined with a paragraph, for want of anything better, is what is asked about.
    let doubtful = |a: &Range<usize>, b: &Range<usize>| {
        let classes = class(mine, a.start).zip(class(theirs, b.start));
        a.len() == 1 && b.len() == 1 && classes.is_some_and(|(x, y)| flattened(x, y) || flattened(y, x))
    };
    let both = blocks.iter().filter(|p| !p.moved);
    let both = both.filter_map(|p| Some((ends(mine, &p.source)?, ends(theirs, &p.target)?)));
    let mut pairs: Vec<(Range<usize>, Range<usize>)> = both.filter(|(a, b)| !doubtful(a, b)).collect();
    pairs.sort_by_key(|p| p.0.start);
    pairs.push((mine.len()..mine.len(), theirs.len()..theirs.len()));
    let mut out = Vec::new();
    let (mut s, mut t) = (0, 0);
    for (a, b) in pairs {
        // What stands across another pair bounds nothing.
        if a.start < s || b.start < t {
            continue;
        }
        if a.start > s {
            out.push((s..a.start, t..b.start));
        }
        (s, t) = (a.end, b.end);
    }
    out
}

/// Whether a block is one short sentence, or none.
fn short(document: &Document, block: usize) -> bool {
    let sentences = document.sentences.iter().filter(|s| s.block == block).count();
    let words =
        document.blocks.get(block).map_or(0, |b| b.span.of(&document.text).split_whitespace().count());
    sentences <= 1 && words <= WORDS
}
