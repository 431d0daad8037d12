//! Table cells that hold nothing but a figure: no words tell which cell translates which, so tables of
//! one shape are compared cell by cell, for PAIR005.

use super::shape_mismatch::twins;
use crate::checks::PairContext;
use crate::document::{BlockKind, Document};
use crate::pair::BlockLink;
use crate::pair::numbers::{Number, numbers};
use crate::pair::shapes::tables;
use crate::span::Span;

/// Two cells in the same place of a table, of the source and of the target, whose figures differ; the
/// second is the whole cell where it holds words instead.
pub(super) fn differences(cx: &PairContext<'_>, blocks: &[BlockLink]) -> Vec<(Span, Span)> {
    let (source, target) = (cx.source.document, cx.target.document);
    let mut out = Vec::new();
    for (a, b) in twins(blocks, &tables(source), &tables(target)) {
        if (a.rows, a.columns, a.blocks.len()) != (b.rows, b.columns, b.blocks.len()) {
            continue;
        }
        let cells = a.blocks.clone().zip(b.blocks.clone());
        let figures: Vec<(Number, Number)> =
            cells.filter_map(|(s, t)| Some((figure(source, s, false)?, figure(target, t, true)?))).collect();
        let differ: Vec<&(Number, Number)> = figures.iter().filter(|(x, y)| !x.agrees(y)).collect();
        // Rows in another order hold the same figures; and where most differ, the tables are two.
        let moved = |(x, y): &(Number, Number)| {
            differ.iter().any(|d| d.1.agrees(x)) && differ.iter().any(|d| d.0.agrees(y))
        };
        if differ.len() <= MOST.min(figures.len().div_ceil(2)) {
            out.extend(differ.iter().filter(|d| !moved(d)).map(|(x, y)| (x.span, y.span)));
        }
        let lost = a.blocks.zip(b.blocks).filter_map(|(s, t)| replaced(source, target, s, t));
        let lost: Vec<(Span, Span)> = lost.collect();
        if lost.len() <= MOST.min(figures.len().div_ceil(4)) {
            out.extend(lost);
        }
    }
    out
}

/// A figure of two digits and more whose cell holds something else in the translation, in which no
/// number stands for it.
fn replaced(source: &Document, target: &Document, s: usize, t: usize) -> Option<(Span, Span)> {
    let figure = figure(source, s, false).filter(|n| !n.small())?;
    let cell = target.blocks.get(t).filter(|b| b.kind == BlockKind::TableCell)?.span;
    let text = cell.of(&target.prose);
    let words = text.contains(char::is_alphabetic);
    let answered = numbers(text, cell.start, true).iter().any(|n| n.agrees(&figure));
    (words && !answered && self::figure(target, t, true).is_none()).then_some((figure.span, cell))
}

/// More figures than this do not differ by mistake.
const MOST: usize = 12;

/// Letters of the longest unit that stands with a figure: `10.8s`, `20 min`.
const UNIT: usize = 3;

/// The figure of a cell that holds nothing else, but for its unit.
fn figure(document: &Document, block: usize, french: bool) -> Option<Number> {
    let span = document.blocks.get(block).filter(|b| b.kind == BlockKind::TableCell)?.span;
    let text = span.of(&document.prose);
    let mark = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,:%€$£+-\u{2212}".contains(c);
    let alone = text.chars().all(|c| mark(c) || c.is_alphabetic())
        && text.chars().filter(|c| c.is_alphabetic()).count() <= UNIT;
    let mut found = numbers(text, span.start, french).into_iter();
    let only = found.next().filter(|n| alone && n.digits && found.next().is_none())?;
    Some(only)
}
