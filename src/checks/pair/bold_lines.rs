//! Headings that became lines in bold, for PAIR010: alone in their paragraph or at its edge, where a
//! blank line is missing.

use super::flattened_headings::{Level, WORDS, laid_out, level};
use crate::checks::PairContext;
use crate::document::{BlockKind, Document};
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many blocks a heading and the text around the line that stands for it are apart.
const NEAR: usize = 2;

/// Headings of the original whose very words, code or a name, stand in the translation as a line in
/// bold: of one text as many stand on both sides, in order, and one is no heading.
pub(super) fn verbatim(source: &Document, target: &Document) -> Vec<(Level, Span)> {
    let (mine, theirs) = (titles(source), titles(target));
    let mut out = Vec::new();
    for (text, here) in &mine {
        let Some(there) = theirs.get(text).filter(|t| t.len() == here.len()) else { continue };
        for (a, b) in here.iter().zip(there) {
            if let (Some(level), None) = (a.0, b.0) {
                out.push(((level, a.1), b.1));
            }
        }
    }
    out.sort_by_key(|p| p.1.start);
    out
}

/// By their words, the headings of a post with their levels, and its lines in bold without.
fn titles(document: &Document) -> FxHashMap<&str, Vec<(Option<u8>, Span)>> {
    let mut out: FxHashMap<&str, Vec<(Option<u8>, Span)>> = FxHashMap::default();
    let plain = |span: Span| span.of(&document.text).trim_matches(|c: char| "*_:# ".contains(c));
    for (n, block) in document.blocks.iter().enumerate() {
        if let Some(level) = level(block.kind) {
            out.entry(plain(block.span)).or_default().push((Some(level), block.span));
        } else if block.kind == BlockKind::Paragraph {
            for span in bold_lines(document, n) {
                out.entry(plain(span)).or_default().push((None, span));
            }
        }
    }
    out
}

/// Headings of the original that nothing stands for but a line in bold of a longer paragraph, which
/// has its counterpart beside the heading: without blank lines the heading became part of it.
pub(super) fn run_in(cx: &PairContext<'_>) -> Vec<(Level, Span)> {
    let (source, target) = (cx.source.document, cx.target.document);
    let headings = |d: &Document| d.blocks.iter().filter(|b| level(b.kind).is_some()).count();
    let surplus = headings(source).saturating_sub(headings(target));
    if surplus == 0 {
        return Vec::new();
    }
    let mine = laid_out(source);
    let place = |block: &usize| mine.binary_search_by_key(block, |l| l.0).ok();
    let mut counterparts: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    let mut kept: FxHashSet<usize> = FxHashSet::default();
    for link in cx.alignment().blocks.iter().filter(|l| !l.source.is_empty() && !l.target.is_empty()) {
        let heading = |t: &usize| target.blocks.get(*t).is_some_and(|b| level(b.kind).is_some());
        if link.target.iter().any(heading) {
            kept.extend(&link.source);
        }
        for t in &link.target {
            counterparts.entry(*t).or_default().extend(link.source.iter().filter_map(place));
        }
    }
    let mut lost = mine.iter().enumerate().filter_map(|(at, (n, _))| {
        let block = source.blocks.get(*n).filter(|_| !kept.contains(n))?;
        Some((at, (level(block.kind)?, block.span)))
    });
    let mut out = Vec::new();
    let mut next = lost.next();
    for (n, places) in paragraphs(target).filter_map(|n| Some((n, counterparts.get(&n)?))) {
        let first = places.iter().min().copied().unwrap_or(0);
        let last = places.iter().max().copied().unwrap_or(0);
        // Lines that are bold in the original too were no headings.
        let bold = places.iter().filter_map(|p| mine.get(*p)).map(|l| bold_lines(source, l.0).len());
        for line in bold_lines(target, n).into_iter().skip(bold.sum()) {
            while next.as_ref().is_some_and(|h| h.0 + NEAR < first) {
                next = lost.next();
            }
            if let Some((_, heading)) = next.as_ref().filter(|h| h.0 <= last + NEAR) {
                out.push((*heading, line));
                next = lost.next();
            }
        }
    }
    out.truncate(surplus);
    out
}

fn paragraphs(document: &Document) -> impl Iterator<Item = usize> {
    let list = document.blocks.iter().enumerate();
    list.filter(|(_, b)| b.kind == BlockKind::Paragraph).map(|(n, _)| n)
}

/// The lines of a paragraph of which all is bold.
fn bold_lines(document: &Document, block: usize) -> Vec<Span> {
    let Some(block) = document.blocks.get(block) else { return Vec::new() };
    let text = &document.text;
    let around = block.span.line_around(text);
    let mut at = around.start;
    let mut out = Vec::new();
    for line in around.of(text).split_inclusive('\n') {
        let trimmed = line.trim();
        if bold(trimmed) {
            let from = at + line.len() - line.trim_start().len();
            out.push(Span::new(from, from + trimmed.len()));
        }
        at += line.len();
    }
    out
}

fn bold(line: &str) -> bool {
    let inner = |mark: &str| line.strip_prefix(mark)?.strip_suffix(mark).filter(|i| !i.contains(mark));
    let inner = inner("**").or_else(|| inner("__"));
    inner.is_some_and(|i| (1..=WORDS).contains(&i.split_whitespace().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Document {
        Document::parse(text.to_owned(), crate::document::Kind::Markdown)
    }

    #[test]
    fn lines_in_bold_are_told_from_bold_words() {
        let lines = |text: &str| -> Vec<String> {
            bold_lines(&parse(text), 0).iter().map(|s| s.of(text).to_owned()).collect()
        };
        assert_eq!(lines("**Le mur**\nIl est vieux.\n"), ["**Le mur**"]);
        assert_eq!(lines("Il est vieux.\n**Le mur**\n"), ["**Le mur**"]);
        assert_eq!(lines("**Le mur**\n\nIl est vieux.\n"), ["**Le mur**"]);
        assert!(lines("**Le mur** est vieux,\net **haut**\n").is_empty());
        assert!(lines("**Le mur** et **le puits**\nsont vieux.\n").is_empty());
    }

    #[test]
    fn a_heading_of_code_is_known_by_its_words() {
        let found = |source: &str, target: &str| verbatim(&parse(source), &parse(target)).len();
        let source = "## `wall`\n\nOld.\n\n## `well`\n\nDeep.\n";
        assert_eq!(found(source, "## `wall`\n\nVieux.\n\n**`well`**\n\nProfond.\n"), 1);
        assert_eq!(found(source, "## `wall`\n\nVieux.\n\n## `well`\n\n**`wall`**\n"), 0);
        assert_eq!(found(source, source), 0);
    }
}
