//! A walk over the events of pulldown-cmark: blocks, tokens, links.

mod code;
mod content;
mod links;

use super::build::{Build, NO_BLOCK, RawHeading, Token, What};
use super::dialect::Dialect;
use super::html_block;
use super::types::{BlockKind, CodeBlock, InlineKind, MaskKind};
use crate::span::Span;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Indented code that is no code (MDX, admonitions) is read again, at most this deep.
const DEPTH: usize = 6;

/// From bytes of the parsed text to bytes of the file.
pub(super) enum Map {
    /// A constant distance.
    Shift(usize),
    /// For each line: where it begins in the parsed text, and in the file.
    Lines(Vec<(usize, usize)>),
}

impl Map {
    fn at(&self, at: usize) -> usize {
        match self {
            Map::Shift(by) => at + by,
            Map::Lines(lines) => {
                let i = lines.partition_point(|(parsed, _)| *parsed <= at);
                i.checked_sub(1).and_then(|i| lines.get(i)).map_or(at, |(parsed, file)| at - parsed + file)
            }
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let start = self.at(range.start);
        if range.end <= range.start {
            return Span::empty(start);
        }
        Span::new(start, self.at(range.end - 1) + 1)
    }
}

/// Where in the containers the walk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Item,
    Quote,
    Footnote,
}

/// An inline element that is open.
struct Open {
    kind: Option<InlineKind>,
    span: Span,
    /// Where its content begins.
    inner: usize,
    /// Where the content read so far ends.
    last: usize,
    /// The alternative text's block, for images.
    alt: Option<u32>,
    link: Option<(LinkType, String)>,
}

/// The state of the walk.
pub(super) struct Walk<'t, 'b> {
    text: &'t str,
    map: Map,
    dialect: &'t Dialect,
    build: &'b mut Build,
    containers: Vec<Container>,
    quotes: u8,
    lists: u8,
    leaf: Option<u32>,
    open: Vec<Open>,
    code: Option<(CodeBlock, Vec<Span>)>,
    /// Inline HTML code that is open: where it begins.
    html_code: Option<usize>,
    depth: usize,
}

/// The extensions that blogs rely on. Not all: smart punctuation rewrites text, definition lists take
/// colons in French prose for markers, `~` and `^` mean too much else.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
}

/// Reads `parsed`, which stands in `text` as `map` says, into `build`.
pub(super) fn walk(text: &str, parsed: &str, map: Map, dialect: &Dialect, build: &mut Build) {
    let mut walk = Walk {
        text,
        map,
        dialect,
        build,
        containers: Vec::new(),
        quotes: 0,
        lists: 0,
        leaf: None,
        open: Vec::new(),
        code: None,
        html_code: None,
        depth: 0,
    };
    walk.run(parsed);
}

impl Walk<'_, '_> {
    fn run(&mut self, parsed: &str) {
        let parser = Parser::new_ext(parsed, options());
        let events = parser.into_offset_iter();
        // A broken code fence must not hide what the definitions are: they are known from the start.
        for (_, definition) in events.reference_definitions().iter() {
            let span = self.map.span(&definition.span);
            self.build.over.push(Token { span, what: What::Hidden(MaskKind::Url), block: NO_BLOCK });
        }
        let mut html: Option<Span> = None;
        for (event, range) in events {
            let span = self.map.span(&range);
            if let Some(open) = self.open.last_mut().filter(|open| open.span != span) {
                open.last = open.last.max(span.end.min(open.span.end));
            }
            match event {
                Event::Start(Tag::HtmlBlock) => html = Some(span),
                Event::End(TagEnd::HtmlBlock) => {
                    if let Some(span) = html.take() {
                        self.close_leaf();
                        let depth = self.depths(span.start);
                        html_block::read(self.text, span, depth, self.build);
                    }
                }
                Event::Html(_) => {}
                Event::Start(tag) => self.start(tag, span),
                Event::End(tag) => self.end(tag, span),
                Event::Text(content) => self.text_event(&content, &range, span, parsed),
                other => self.inline_event(&other, span),
            }
        }
        self.close_leaf();
    }

    fn depths(&self, at: usize) -> (u8, u8) {
        (self.quotes.saturating_add(self.dialect.depth(at)), self.lists)
    }

    fn close_leaf(&mut self) {
        self.leaf = None;
    }

    fn open_leaf(&mut self, kind: BlockKind, at: usize) -> u32 {
        let (quotes, lists) = self.depths(at);
        let block = self.build.block(kind, Span::empty(at), quotes, lists);
        self.leaf = Some(block);
        block
    }

    /// The kind of a paragraph here.
    fn paragraph(&self) -> BlockKind {
        match self.containers.last() {
            Some(Container::Item) => BlockKind::ListItem,
            Some(Container::Footnote) => BlockKind::Footnote,
            _ => BlockKind::Paragraph,
        }
    }

    /// The leaf that inline content at `span` belongs to, grown to hold it.
    fn touch(&mut self, span: Span) -> u32 {
        let leaf = match self.leaf {
            Some(leaf) => leaf,
            None => self.open_leaf(self.paragraph(), span.start),
        };
        if let Some(block) = self.build.blocks.get_mut(leaf as usize) {
            if block.span.is_empty() {
                block.span = span;
            } else {
                block.span.end = block.span.end.max(span.end);
            }
        }
        match self.open.iter().rev().find_map(|o| o.alt) {
            Some(alt) => {
                if let Some(block) = self.build.blocks.get_mut(alt as usize) {
                    if block.span.is_empty() {
                        block.span = span;
                    } else {
                        block.span.end = block.span.end.max(span.end);
                    }
                }
                alt
            }
            None => leaf,
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => {
                let kind = self.paragraph();
                self.open_leaf(kind, span.start);
            }
            Tag::Heading { level, id, .. } => {
                let level = level as u8;
                let block = self.open_leaf(BlockKind::Heading(level), span.start);
                self.build.headings.push(RawHeading { block, level, id: id.map(CowStr::into_string) });
            }
            Tag::BlockQuote(_) => {
                self.close_leaf();
                self.quotes = self.quotes.saturating_add(1);
                self.containers.push(Container::Quote);
            }
            Tag::CodeBlock(kind) => {
                self.close_leaf();
                let (info, fenced) = match kind {
                    CodeBlockKind::Fenced(info) => (info.into_string(), true),
                    CodeBlockKind::Indented => (String::new(), false),
                };
                let content = Span::empty(span.end);
                self.code = Some((CodeBlock { info, span, content, fenced, unclosed: false }, Vec::new()));
            }
            Tag::List(_) => {
                self.close_leaf();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => {
                self.close_leaf();
                self.containers.push(Container::Item);
            }
            Tag::FootnoteDefinition(_) => {
                self.close_leaf();
                self.containers.push(Container::Footnote);
            }
            Tag::TableCell => {
                self.open_leaf(BlockKind::TableCell, span.start);
            }
            Tag::Emphasis => self.open_inline(Some(InlineKind::Emphasis), span, 1),
            Tag::Strong => self.open_inline(Some(InlineKind::Strong), span, 2),
            Tag::Strikethrough => {
                let marker = if span.of(self.text).starts_with("~~") { 2 } else { 1 };
                self.open_inline(Some(InlineKind::Strikethrough), span, marker);
            }
            Tag::Link { link_type, dest_url, .. } => {
                self.open_inline(Some(InlineKind::Link), span, 1);
                if let Some(open) = self.open.last_mut() {
                    open.link = Some((link_type, dest_url.into_string()));
                }
            }
            Tag::Image { link_type, dest_url, .. } => {
                self.open_inline(None, span, 2);
                let (quotes, lists) = self.depths(span.start);
                let alt = self.build.block(BlockKind::Alt, Span::empty(span.start + 2), quotes, lists);
                if let Some(open) = self.open.last_mut() {
                    open.link = Some((link_type, dest_url.into_string()));
                    open.alt = Some(alt);
                }
            }
            _ => self.close_leaf(),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::BlockQuote(_) => {
                self.close_leaf();
                self.quotes = self.quotes.saturating_sub(1);
                self.containers.pop();
            }
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.close_leaf();
                self.containers.pop();
            }
            TagEnd::List(_) => {
                self.close_leaf();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.end_inline(span);
            }
            _ => self.close_leaf(),
        }
    }
}
