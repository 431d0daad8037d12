//! Raw HTML: tags and comments are hidden, the text between them is prose.

use super::build::{Build, NO_BLOCK, RawHeading, Search, Token, What};
use super::types::{BlockKind, InlineKind, Link, MaskKind};
use super::{html, inline};
use crate::span::Span;

/// The text being read.
struct Leaf {
    /// Its block, once it holds text.
    block: Option<u32>,
    /// What the element around makes it.
    kind: BlockKind,
    id: Option<String>,
}

/// Reads the HTML block at `span` into `build`.
pub(super) fn read(text: &str, span: Span, depth: (u8, u8), build: &mut Build) {
    build.block(BlockKind::Html, span, depth.0, depth.1);
    let bytes = text.as_bytes().get(..span.end).unwrap_or(&[]);
    let inside = text.get(..span.end).unwrap_or(text);
    let mut leaf = Leaf { block: None, kind: BlockKind::Paragraph, id: None };
    let mut at = span.start;
    let mut from = span.start;
    while let Some(i) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        let start = at + i;
        let Some((end, tag)) = markup(inside, start, build) else {
            at = start + 1;
            continue;
        };
        node(text, Span::new(from, start), depth, &mut leaf, build);
        let mut end = end;
        match tag {
            None => {
                build.comments.push(Span::new(start, end));
                build.token(Span::new(start, end), What::Hidden(MaskKind::Comment), NO_BLOCK);
            }
            Some(tag) => end = element(inside, &tag, depth, &mut leaf, build),
        }
        from = end;
        at = end;
    }
    node(text, Span::new(from, span.end), depth, &mut leaf, build);
}

/// The comment (none) or tag that begins at `start`, and where it ends.
fn markup(text: &str, start: usize, build: &mut Build) -> Option<(usize, Option<html::Tag>)> {
    let rest = text.get(start..)?;
    if rest.starts_with("<!--") {
        return Some((start + rest.find("-->").map_or(rest.len(), |i| i + 3), None));
    }
    if !build.may_search(Search::Tag) {
        return None;
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        let Some(end) = rest.find('>').map(|i| start + i + 1) else {
            build.failed(Search::Tag);
            return None;
        };
        let tag = html::Tag {
            span: Span::new(start, end),
            name: Span::empty(start),
            closing: false,
            self_closing: true,
            attributes: Vec::new(),
        };
        return Some((end, Some(tag)));
    }
    match html::tag(text, start, false) {
        Some(tag) => Some((tag.span.end, Some(tag))),
        None => {
            if rest.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) {
                build.failed(Search::Tag);
            }
            None
        }
    }
}

/// A tag, and for code and scripts all of the element; where it ends.
fn element(text: &str, tag: &html::Tag, depth: (u8, u8), leaf: &mut Leaf, build: &mut Build) -> usize {
    let name = tag.name.of(text);
    if html::is_block(name) {
        leaf.block = None;
        leaf.kind = if tag.closing { BlockKind::Paragraph } else { kind(name) };
        leaf.id = tag.value(text, "id").map(str::to_owned);
    }
    inline_element(text, tag, build);
    let mut tokens = std::mem::take(&mut build.tokens);
    html::push_tag(text, tag, depth, build, &mut tokens);
    build.tokens = tokens;
    let opens = !tag.closing && !tag.self_closing;
    if !(opens && (html::is_raw(name) || html::is_code(name))) {
        return tag.span.end;
    }
    let rest = text.get(tag.span.end..).unwrap_or("");
    let needle = format!("</{name}");
    let Some(length) = memchr::memmem::find(rest.as_bytes(), needle.as_bytes()) else { return tag.span.end };
    let inner = Span::new(tag.span.end, tag.span.end + length);
    let what = if html::is_raw(name) { What::Hidden(MaskKind::Html) } else { What::Object(MaskKind::Code) };
    if name.eq_ignore_ascii_case("pre") {
        leaf.block = None;
        build.block(BlockKind::Code, inner, depth.0, depth.1);
    }
    build.token(inner, what, leaf.block.unwrap_or(NO_BLOCK));
    inner.end
}

/// The kind of block that the text in this element is.
fn kind(name: &str) -> BlockKind {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "li" => BlockKind::ListItem,
        "td" | "th" => BlockKind::TableCell,
        "figcaption" | "caption" => BlockKind::Caption,
        _ => match lower.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => BlockKind::Heading(level - b'0'),
            _ => BlockKind::Paragraph,
        },
    }
}

/// Text between tags.
fn node(text: &str, span: Span, depth: (u8, u8), leaf: &mut Leaf, build: &mut Build) {
    let written = span.of(text);
    let trimmed = written.trim();
    if trimmed.is_empty() {
        if let Some(block) = leaf.block {
            build.token(span, What::Prose, block);
        }
        return;
    }
    let start = span.start + (written.len() - written.trim_start().len());
    let words = Span::new(start, start + trimmed.len());
    let block = match leaf.block {
        Some(block) => block,
        None => {
            let block = build.block(leaf.kind, words, depth.0, depth.1);
            if let BlockKind::Heading(level) = leaf.kind {
                build.headings.push(RawHeading { block, level, id: leaf.id.take() });
            }
            leaf.block = Some(block);
            block
        }
    };
    if let Some(block) = build.blocks.get_mut(block as usize) {
        block.span.end = block.span.end.max(words.end);
    }
    let mut tokens: Vec<Token> = std::mem::take(&mut build.tokens);
    inline::fragment(text, span, block, &mut tokens);
    build.tokens = tokens;
}

/// Links, images and quotations that HTML elements make.
pub(super) fn inline_element(text: &str, tag: &html::Tag, build: &mut Build) {
    if tag.closing {
        return;
    }
    let name = tag.name.of(text);
    let find = |key: &str| tag.attributes.iter().find(|a| a.name.of(text).eq_ignore_ascii_case(key));
    if name.eq_ignore_ascii_case("img") {
        if let Some(source) = find("src") {
            let alt = find("alt").map_or(Span::empty(tag.span.end), |a| a.value);
            let url = source.value.of(text).to_owned();
            build.links.push(Link { span: tag.span, text: alt, destination: source.value, url, image: true });
        }
        return;
    }
    let kind = match name.to_ascii_lowercase().as_str() {
        "a" => InlineKind::Link,
        "q" => InlineKind::Quote,
        "cite" => InlineKind::Cite,
        "em" | "i" => InlineKind::Emphasis,
        "strong" | "b" => InlineKind::Strong,
        _ => return,
    };
    // Such elements are short: their end is looked for nearby only.
    let rest = text.as_bytes().get(tag.span.end..).unwrap_or(&[]);
    let near = rest.get(..rest.len().min(2000)).unwrap_or(rest);
    let close = format!("</{name}>");
    let Some(length) = memchr::memmem::find(near, close.as_bytes()) else { return };
    let inner = Span::new(tag.span.end, tag.span.end + length);
    let span = Span::new(tag.span.start, inner.end + close.len());
    if kind == InlineKind::Link {
        let Some(target) = find("href") else { return };
        let url = target.value.of(text).to_owned();
        build.links.push(Link { span, text: inner, destination: target.value, url, image: false });
    }
    build.inlines.push(super::types::Inline { kind, span, inner });
}
