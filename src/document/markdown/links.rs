//! Inline elements that open and close: emphasis, links, images.

use super::super::build::{NO_BLOCK, What};
use super::super::types::{BlockKind, Inline, InlineKind, Link, MaskKind};
use super::super::{dialect, html, inline};
use super::{Open, Walk};
use crate::span::Span;
use pulldown_cmark::LinkType;

impl Walk<'_, '_> {
    pub(super) fn open_inline(&mut self, kind: Option<InlineKind>, span: Span, marker: usize) {
        self.touch(span);
        let inner = (span.start + marker).min(span.end);
        self.open.push(Open { kind, span, inner, last: inner, alt: None, link: None });
    }

    pub(super) fn end_inline(&mut self, span: Span) {
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

    pub(super) fn end_link(
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
    pub(super) fn source(&self) -> (&str, usize) {
        let source = self.dialect.text.as_deref().unwrap_or(self.text);
        (source, self.text.len() - source.len())
    }

    /// The tail of a link whose text ends at `at`, if it ends the link at `end`.
    pub(super) fn tail(&self, at: usize, end: usize) -> Option<dialect::Tail> {
        let (source, base) = self.source();
        let mut tail = dialect::link_tail(source.as_bytes().get(..end - base)?, at.checked_sub(base)?)?;
        for at in [&mut tail.destination.start, &mut tail.destination.end, &mut tail.end] {
            *at += base;
        }
        tail.title = tail.title.map(|t| Span::new(t.start + base, t.end + base));
        (tail.end == end).then_some(tail)
    }
}
