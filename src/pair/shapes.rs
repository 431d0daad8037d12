//! Lists and tables of a post: where they stand and how many items, rows and columns they have.

use crate::document::{Block, BlockKind, Document};
use std::ops::Range;

/// A list or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Its blocks, indices into [`Document::blocks`].
    pub blocks: Range<usize>,
    /// Items of the list at every depth, or rows of the table with its heading.
    pub rows: usize,
    /// Columns of the table; 0 for a list.
    pub columns: usize,
}

/// The lists of a post: runs of blocks that stand in items.
#[must_use]
pub fn lists(document: &Document) -> Vec<Shape> {
    let listed = |b: &Block| b.list_depth > 0;
    let item = |b: &Block| b.kind == BlockKind::ListItem && opens_item(document, b);
    runs(document, listed)
        .map(|blocks| {
            let rows = document.blocks.get(blocks.clone()).unwrap_or(&[]).iter().filter(|b| item(b)).count();
            Shape { blocks, rows, columns: 0 }
        })
        .filter(|s| s.rows > 0)
        .collect()
}

/// The tables of a post that are written with `|`; a table in HTML is laid out by hand.
#[must_use]
pub fn tables(document: &Document) -> Vec<Shape> {
    let cell = |b: &Block| matches!(b.kind, BlockKind::TableCell);
    let mut out = Vec::new();
    for run in runs(document, cell) {
        // Two tables may follow each other with nothing but a blank line between them.
        let mut at = run.start;
        while let Some(first) = document.blocks.get(at).filter(|_| at < run.end) {
            let (rows, columns, end) = extent(document, first.span.start);
            let blocks = document.blocks.get(at..run.end).unwrap_or(&[]);
            let inside = blocks.iter().take_while(|b| b.span.start < end).count().max(1);
            if rows > 1 {
                out.push(Shape { blocks: at..at + inside, rows, columns });
            }
            at += inside;
        }
    }
    out
}

/// Runs of blocks of a kind.
fn runs(document: &Document, of: impl Fn(&Block) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (n, block) in document.blocks.iter().enumerate() {
        // The text of an image stands inside another block.
        let label = matches!(block.kind, BlockKind::Alt | BlockKind::Caption);
        match out.last_mut().filter(|r| r.end == n) {
            Some(run) if label || of(block) => run.end = n + 1,
            _ if !label && of(block) => out.push(n..n + 1),
            _ => {}
        }
    }
    out.into_iter()
}

/// Whether nothing but the mark of an item stands before the block on its line.
fn opens_item(document: &Document, block: &Block) -> bool {
    let line = document.lines.line_span(&document.text, document.lines.line(block.span.start));
    let before = document.text.get(line.start..block.span.start).unwrap_or("").trim();
    let mark = before.rsplit([' ', '\t']).find(|w| !w.starts_with('[') && !w.ends_with(']')).unwrap_or("");
    let digits = mark.trim_end_matches(['.', ')']);
    matches!(mark, "-" | "*" | "+")
        || (digits.len() < mark.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Rows with the heading, columns of the heading, and the end of the table whose first cell stands at
/// a byte; no rows where it is no table of `|`.
fn extent(document: &Document, at: usize) -> (usize, usize, usize) {
    let first = document.lines.line(at);
    let line = |n: usize| document.lines.line_span(&document.text, n);
    let (mut rows, mut columns, mut end) = (0, 0, at + 1);
    for n in first.. {
        let span = line(n);
        let text = span.of(&document.text).trim();
        if span.start >= document.text.len() || !text.contains('|') {
            break;
        }
        // The line of dashes is none of the rows.
        if text.bytes().all(|b| b"|-: \t>".contains(&b)) {
            columns = columns.max(cells(text));
        } else {
            rows += 1;
        }
        end = span.end;
    }
    (if columns > 0 { rows } else { 0 }, columns, end)
}

/// Cells of a row.
fn cells(row: &str) -> usize {
    let row = row.trim_start_matches(['>', ' ']);
    row.trim_matches('|').split('|').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn lists_and_tables_are_counted() {
        let text = "- one\n- two\n  - three\n\n  more\n\nText.\n\n1. a\n2. [x] b\n\n| a | b |\n|---|---|\n| c | |\n| `x\\|y` | d |\n";
        let document = Document::parse(text.to_owned(), Kind::Markdown);
        let rows: Vec<usize> = lists(&document).iter().map(|s| s.rows).collect();
        assert_eq!(rows, [3, 2]);
        let tables: Vec<(usize, usize)> = tables(&document).iter().map(|s| (s.rows, s.columns)).collect();
        assert_eq!(tables, [(3, 2)]);
    }

    #[test]
    fn pipes_in_prose_are_no_table() {
        let document = Document::parse("a | b\n\n- c | d\n".to_owned(), Kind::Markdown);
        assert!(tables(&document).is_empty());
    }
}
