//! A walk over the events of pulldown-cmark: blocks, tokens, links.

use super::build::{Break, Build, NO_BLOCK, RawHeading, What};
use super::dialect::{self, Dialect};
use super::types::{BlockKind, CodeBlock, Inline, InlineKind, Link, MaskKind};
use super::{html, html_block, inline};
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
            self.build.over.push(super::build::Token {
                span,
                what: What::Hidden(MaskKind::Url),
                block: NO_BLOCK,
            });
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

    fn open_inline(&mut self, kind: Option<InlineKind>, span: Span, marker: usize) {
        self.touch(span);
        let inner = (span.start + marker).min(span.end);
        self.open.push(Open { kind, span, inner, last: inner, alt: None, link: None });
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

    fn end_inline(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        if let Some(outer) = self.open.last_mut() {
            outer.last = outer.last.max(span.end.min(outer.span.end));
        }
        if let Some((link_type, url)) = open.link {
            return self.end_link(open.span, open.inner, open.last, open.alt, link_type, url);
        }
        let Some(kind) = open.kind else { return };
        let marker = open.inner - open.span.start;
        let inner = Span::new(open.inner, open.span.end.saturating_sub(marker).max(open.inner));
        self.build.inlines.push(Inline { kind, span: open.span, inner });
    }

    fn end_link(
        &mut self,
        span: Span,
        inner: usize,
        last: usize,
        alt: Option<u32>,
        kind: LinkType,
        url: String,
    ) {
        let image = alt.is_some();
        if matches!(kind, LinkType::Autolink | LinkType::Email) {
            let inside = Span::new(inner, span.end.saturating_sub(1).max(inner));
            self.build.links.push(Link { span, text: inside, destination: inside, url, image });
            return;
        }
        let mut text = Span::new(inner, last.max(inner));
        let mut destination = Span::empty(span.end);
        let mut written = None;
        if let Some(tail) = self.tail(text.end, span.end).filter(|_| kind == LinkType::Inline) {
            destination = tail.destination;
            self.build.token(destination, What::Hidden(MaskKind::Url), NO_BLOCK);
            if let Some(title) = tail.title.filter(|t| html::is_language(t.of(self.text))) {
                let (quotes, lists) = self.depths(title.start);
                let block = self.build.block(BlockKind::Caption, title, quotes, lists);
                inline::fragment(self.text, title, block, &mut self.build.tokens);
            }
            // What was hidden from the parser is the destination's own text.
            let hidden = self.dialect.text.is_some() && destination.of(self.text).contains(['{', '<']);
            written = hidden.then(|| destination.of(self.text).to_owned());
        }
        if let Some(alt) = alt.and_then(|a| self.build.blocks.get_mut(a as usize)) {
            if alt.span.is_empty() {
                alt.span = Span::empty(inner);
            }
            text = Span::new(text.start, text.end.max(alt.span.end));
        }
        self.build.links.push(Link { span, text, destination, url: written.unwrap_or(url), image });
        if !image {
            self.build.inlines.push(Inline { kind: InlineKind::Link, span, inner: text });
        }
    }

    /// The text that the parser sees, at equal length, and how many bytes of the file come before it.
    fn source(&self) -> (&str, usize) {
        let source = self.dialect.text.as_deref().unwrap_or(self.text);
        (source, self.text.len() - source.len())
    }

    /// The tail of a link whose text ends at `at`, if it ends the link at `end`.
    fn tail(&self, at: usize, end: usize) -> Option<dialect::Tail> {
        let (source, base) = self.source();
        let mut tail = dialect::link_tail(source.as_bytes().get(..end - base)?, at.checked_sub(base)?)?;
        for at in [&mut tail.destination.start, &mut tail.destination.end, &mut tail.end] {
            *at += base;
        }
        tail.title = tail.title.map(|t| Span::new(t.start + base, t.end + base));
        (tail.end == end).then_some(tail)
    }

    fn text_event(&mut self, content: &str, range: &Range<usize>, span: Span, parsed: &str) {
        if let Some((_, pieces)) = &mut self.code {
            pieces.push(span);
            return;
        }
        if let Some(LinkType::Autolink | LinkType::Email) =
            self.open.last().and_then(|o| o.link.as_ref()).map(|l| l.0)
        {
            let whole = self.open.last().map_or(span, |o| o.span);
            let block = self.touch(whole);
            self.build.token(whole, What::Object(MaskKind::Url), block);
            return;
        }
        let block = self.touch(span);
        // An entity is the only text that differs from what is written.
        let entity = parsed.as_bytes().get(range.start) == Some(&b'&') && range.len() > content.len();
        let mut chars = content.chars();
        match (entity, chars.next(), chars.next()) {
            (true, Some(c), None) => self.build.token(span, What::Entity(c), block),
            (true, ..) => self.build.token(span, What::Object(MaskKind::Syntax), block),
            _ => self.build.token(span, What::Prose, block),
        }
    }

    fn inline_event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Code(_) => {
                let block = self.touch(span);
                self.build.token(span, What::Object(MaskKind::Code), block);
            }
            Event::InlineMath(content) | Event::DisplayMath(content) => {
                let block = self.touch(span);
                let display = matches!(event, Event::DisplayMath(_));
                let what = if display || inline::is_formula(content) {
                    What::Object(MaskKind::Math)
                } else {
                    What::Prose
                };
                self.build.token(span, what, block);
            }
            Event::InlineHtml(_) => self.inline_html(span),
            Event::SoftBreak => {
                let block = self.touch(span);
                self.build.token(span, What::Prose, block);
            }
            Event::HardBreak => {
                self.touch(span);
                self.build.breaks.push(Break { at: span.start, hard: false });
            }
            Event::FootnoteReference(_) => {
                self.touch(span);
            }
            _ => {}
        }
    }

    fn inline_html(&mut self, span: Span) {
        self.touch(span);
        let written = span.of(self.text);
        if written.starts_with("<!--") {
            self.build.comments.push(span);
            self.build.token(span, What::Hidden(MaskKind::Comment), NO_BLOCK);
            return;
        }
        let Some(tag) = html::tag(self.text, span.start, false).filter(|t| t.span.end <= span.end) else {
            self.build.token(span, What::Hidden(MaskKind::Html), NO_BLOCK);
            return;
        };
        if html::is_code(tag.name.of(self.text)) {
            match (tag.closing, self.html_code) {
                (false, None) => self.html_code = Some(tag.span.end),
                (true, Some(from)) if from < span.start => {
                    self.html_code = None;
                    self.build.over.push(super::build::Token {
                        span: Span::new(from, span.start),
                        what: What::Object(MaskKind::Code),
                        block: NO_BLOCK,
                    });
                }
                _ => {}
            }
        }
        html_block::inline_element(self.text, &tag, self.build);
        let depth = self.depths(span.start);
        let mut tokens = std::mem::take(&mut self.build.tokens);
        html::push_tag(self.text, &tag, depth, self.build, &mut tokens);
        self.build.tokens = tokens;
    }

    fn end_code(&mut self) {
        let Some((mut code, pieces)) = self.code.take() else { return };
        let again = !code.fenced
            && self.depth < DEPTH
            && (self.dialect.jsx || self.dialect.admonition_depth(code.span.start) > self.depth);
        if again {
            return self.read_again(&pieces);
        }
        if let (Some(first), Some(last)) = (pieces.first(), pieces.last()) {
            code.content = Span::new(first.start, last.end);
        } else {
            let line = memchr::memchr(b'\n', code.span.of(self.text).as_bytes());
            code.content = Span::empty(line.map_or(code.span.end, |i| code.span.start + i + 1));
        }
        let closing = code.span.of(self.text).trim_end();
        let last = closing.rsplit('\n').next().unwrap_or("").trim_start_matches([' ', '\t', '>']);
        code.unclosed = code.fenced
            && !(closing.contains('\n')
                && (last.starts_with("```") || last.starts_with("~~~"))
                && last.bytes().all(|b| matches!(b, b'`' | b'~')));
        let (quotes, lists) = self.depths(code.span.start);
        let block = self.build.block(BlockKind::Code, code.span, quotes, lists);
        self.build.token(code.span, What::Object(MaskKind::Code), block);
        self.build.code.push(code);
    }

    /// Reads lines that the parser took for indented code as Markdown.
    fn read_again(&mut self, pieces: &[Span]) {
        let (source, base) = self.source();
        let mut parsed = String::new();
        let mut lines = Vec::with_capacity(pieces.len());
        for piece in pieces {
            lines.push((parsed.len(), piece.start));
            parsed.push_str(source.get(piece.start - base..piece.end - base).unwrap_or(""));
        }
        let map = std::mem::replace(&mut self.map, Map::Lines(lines));
        self.depth += 1;
        self.run(&parsed);
        self.depth -= 1;
        self.map = map;
    }
}
