//! Lists and tables for PAIR010: as many items, rows and columns on both sides.

use super::structure_mismatch::RULE;
use crate::checks::PairContext;
use crate::document::Document;
use crate::finding::Finding;
use crate::pair::shapes::{Shape, lists, tables};
use crate::pair::{BlockLink, lone};
use crate::span::Span;
use std::collections::BTreeMap;

/// Whether both posts have the same lists and tables in the same order.
pub(super) fn alike(source: &Document, target: &Document) -> bool {
    let size = |list: Vec<Shape>| list.into_iter().map(|s| (s.rows, s.columns)).collect::<Vec<_>>();
    size(tables(source)) == size(tables(target)) && size(lists(source)) == size(lists(target))
}

/// Compares each list and table with the one that translates it.
pub(super) fn check(cx: &PairContext<'_>, blocks: &[BlockLink], out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    for (a, b) in twins(blocks, &tables(source), &tables(target)) {
        if a.columns != b.columns {
            let counts = (counted(b.columns, "column"), a.columns);
            out.push(finding(cx, &a, &b, &format!("a table with {}, but {}", counts.0, counts.1)));
        } else if a.rows != b.rows && !told(cx, &a, &b) {
            let counts = (counted(b.rows, "row"), a.rows);
            out.push(finding(cx, &a, &b, &format!("a table with {}, but {}", counts.0, counts.1)));
        }
    }
    for (a, b) in twins(blocks, &lists(source), &lists(target)) {
        // A list of one item and a paragraph look the same to readers.
        if b.rows < a.rows && b.rows > 1 && !told(cx, &a, &b) {
            let counts = (counted(b.rows, "item"), a.rows);
            out.push(finding(cx, &a, &b, &format!("a list with {}, but {}", counts.0, counts.1)));
        }
    }
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn finding(cx: &PairContext<'_>, a: &Shape, b: &Shape, message: &str) -> Finding {
    let start = |d: &Document, s: &Shape| d.blocks.get(s.blocks.start).map_or(Span::empty(0), |b| b.span);
    Finding::new(&RULE, start(cx.target.document, b), format!("{message} in the original"))
        .confidence(0.85)
        .related(cx.in_source(start(cx.source.document, a), "its counterpart in the original"))
}

/// Shapes of the two sides whose blocks are joined with each other and with no other shape: what was
/// split, merged or laid out anew is not compared.
pub(super) fn twins(blocks: &[BlockLink], a: &[Shape], b: &[Shape]) -> Vec<(Shape, Shape)> {
    let find = |shapes: &[Shape], block: &usize| shapes.iter().position(|s| s.blocks.contains(block));
    // For each side and shape: the counterparts of its blocks, `None` for a block outside of shapes.
    let mut forth: BTreeMap<usize, Vec<Option<usize>>> = BTreeMap::new();
    let mut back: BTreeMap<usize, Vec<Option<usize>>> = BTreeMap::new();
    for link in blocks.iter().filter(|l| !l.source.is_empty() && !l.target.is_empty()) {
        for (s, t) in link.source.iter().flat_map(|s| link.target.iter().map(move |t| (s, t))) {
            let (x, y) = (find(a, s), find(b, t));
            x.into_iter().for_each(|x| forth.entry(x).or_default().push(y));
            y.into_iter().for_each(|y| back.entry(y).or_default().push(x));
        }
    }
    let only = |list: &Vec<Option<usize>>| {
        let first = (*list.first()?)?;
        list.iter().all(|x| *x == Some(first)).then_some(first)
    };
    let pairs = forth.iter().filter_map(|(x, list)| {
        let y = only(list)?;
        (back.get(&y).and_then(only) == Some(*x)).then(|| Some((a.get(*x)?.clone(), b.get(y)?.clone())))?
    });
    pairs.collect()
}

/// Whether a sentence of either has no counterpart: PAIR002 or PAIR003 has said what differs.
fn told(cx: &PairContext<'_>, a: &Shape, b: &Shape) -> bool {
    let (source, target) = (cx.source.document, cx.target.document);
    let inside = |d: &Document, shape: &Shape, s: &usize| {
        lone::tells(d, *s, false) && d.sentences.get(*s).is_some_and(|s| shape.blocks.contains(&s.block))
    };
    cx.alignment().links.iter().any(|l| {
        (l.target.is_empty() && l.source.iter().any(|s| inside(source, a, s)))
            || (l.source.is_empty() && l.target.iter().any(|t| inside(target, b, t)))
    })
}
