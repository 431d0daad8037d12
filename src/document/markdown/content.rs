//! Inline content: text, code, formulas, HTML.

use super::super::build::{Break, NO_BLOCK, Token, What};
use super::super::types::MaskKind;
use super::super::{html, html_block, inline};
use super::Walk;
use crate::span::Span;
use pulldown_cmark::{Event, LinkType};
use std::ops::Range;

impl Walk<'_, '_> {
    pub(super) fn text_event(&mut self, content: &str, range: &Range<usize>, span: Span, parsed: &str) {
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

    pub(super) fn inline_event(&mut self, event: &Event<'_>, span: Span) {
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

    pub(super) fn inline_html(&mut self, span: Span) {
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
                    self.build.over.push(Token {
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
}
