//! Languages that markup declares: `lang` attributes and attribute lists.

use super::build::{Build, LanguageMark};
use super::types::{Block, Inline, InlineKind};
use crate::span::Span;

/// The stretches whose language is declared, innermost last, in order of position.
pub(super) fn languages(text: &str, blocks: &[Block], build: &mut Build) -> Vec<(Span, String)> {
    let mut found = elements(build);
    let marks = std::mem::take(&mut build.language_marks);
    for mark in &marks {
        let target = if mark.alone {
            block_beside(text, blocks, mark)
        } else {
            before(text, blocks, &build.inlines, mark)
        };
        if let Some(span) = target {
            found.push((span, mark.lang.clone()));
        }
    }
    found.sort_by(|a, b| (a.0.start, b.0.end).cmp(&(b.0.start, a.0.end)));
    found
}

/// Elements that carry a `lang`, from their opening to their closing tag.
fn elements(build: &mut Build) -> Vec<(Span, String)> {
    struct Open {
        name: String,
        depth: usize,
        start: usize,
        lang: String,
    }
    let mut tags = std::mem::take(&mut build.tags);
    tags.sort_by_key(|t| t.span.start);
    let mut open: Vec<Open> = Vec::new();
    let mut found = Vec::new();
    for tag in tags {
        if let (Some(lang), false) = (tag.lang, tag.closing) {
            if open.len() < 32 {
                open.push(Open { name: tag.name, depth: 0, start: tag.span.end, lang });
            }
            continue;
        }
        let Some(i) = open.iter().rposition(|o| o.name == tag.name) else { continue };
        let Some(element) = open.get_mut(i) else { continue };
        if !tag.closing {
            element.depth += 1;
        } else if element.depth > 0 {
            element.depth -= 1;
        } else {
            for closed in open.drain(i..) {
                found.push((Span::new(closed.start, tag.span.start.max(closed.start)), closed.lang));
            }
        }
    }
    found
}

/// The block that a list alone on its line speaks of: the one before it, without a blank line between.
fn block_beside(text: &str, blocks: &[Block], mark: &LanguageMark) -> Option<Span> {
    let readable = |b: &&Block| {
        !matches!(b.kind, super::BlockKind::Markup | super::BlockKind::Alt | super::BlockKind::Caption)
    };
    let previous = blocks.iter().filter(readable).take_while(|b| b.span.start < mark.span.start).last();
    let near = |a: usize, b: usize| {
        text.get(a..b).is_some_and(|gap| gap.bytes().filter(|c| *c == b'\n').count() <= 1)
    };
    if let Some(block) = previous.filter(|b| near(b.span.end, mark.span.start)) {
        return Some(block.span);
    }
    let next = blocks.iter().filter(readable).find(|b| b.span.start >= mark.span.end)?;
    near(mark.span.end, next.span.start).then_some(next.span)
}

/// What a list right after inline content speaks of: a link, emphasis, bracketed span or heading.
fn before(text: &str, blocks: &[Block], inlines: &[Inline], mark: &LanguageMark) -> Option<Span> {
    let at = mark.span.start;
    if let Some(inline) = inlines.iter().find(|i| i.span.end == at && i.kind != InlineKind::Quote) {
        return Some(inline.span);
    }
    let head = text.get(..at)?;
    if head.ends_with(']') {
        let line = head.rfind('\n').map_or(0, |i| i + 1);
        let open = head.get(line..)?.rfind('[')? + line;
        return Some(Span::new(open + 1, at - 1));
    }
    let block = blocks.iter().rfind(|b| b.span.start <= at && at <= mark.span.end.max(b.span.end))?;
    Some(Span::new(block.span.start, block.span.end.min(at).max(block.span.start)))
}

/// Tells each block the language declared for it: by the innermost stretch that holds all of it.
pub(super) fn mark(blocks: &mut [Block], declared: &[(Span, String)]) {
    for (span, lang) in declared {
        let first = blocks.partition_point(|b| b.span.start < span.start);
        for block in blocks.iter_mut().skip(first).take_while(|b| b.span.start < span.end) {
            if span.contains(block.span) {
                block.declared_language = Some(lang.clone());
            }
        }
    }
}
