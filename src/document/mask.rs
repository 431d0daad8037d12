//! Weaving what the readers found into masks and prose.

use super::build::{NO_BLOCK, Token, What};
use super::types::{Mask, MaskKind};
use super::{JOIN, OBJECT};
use crate::span::Span;

/// One sorted list of tokens that do not overlap: `over` wins over `tokens`, except inside code.
pub(super) fn weave(mut tokens: Vec<Token>, mut over: Vec<Token>) -> Vec<Token> {
    tokens.retain(|t| !t.span.is_empty());
    over.retain(|t| !t.span.is_empty());
    if !tokens.is_sorted_by_key(|t| t.span.start) {
        tokens.sort_by_key(|t| t.span.start);
    }
    if !over.is_sorted_by_key(|t| t.span.start) {
        // A weak token gives way to what begins at the same place.
        over.sort_by_key(|t| (t.span.start, matches!(t.what, What::Weak(_))));
    }
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len() + over.len());
    let mut over = over.into_iter().peekable();
    let mut floor = 0;
    for token in tokens {
        while let Some(o) = over.next_if(|o| o.span.start < token.span.start) {
            push(&mut out, o, &mut floor, None);
        }
        if matches!(token.what, What::Object(MaskKind::Code)) {
            if floor <= token.span.start {
                while over.next_if(|o| o.span.start < token.span.end).is_some() {}
            }
            push(&mut out, token, &mut floor, None);
            continue;
        }
        let mut at = token.span.start;
        while let Some(o) = over.next_if(|o| o.span.start < token.span.end) {
            let end = o.span.end;
            if matches!(o.what, What::Weak(_)) && !(token.what == What::Prose && o.span.start >= floor) {
                continue;
            }
            push(&mut out, Token { span: Span::new(at, o.span.start), ..token }, &mut floor, None);
            push(&mut out, o, &mut floor, Some(token));
            at = at.max(end);
        }
        push(&mut out, Token { span: Span::new(at, token.span.end), ..token }, &mut floor, None);
    }
    for o in over {
        push(&mut out, o, &mut floor, None);
    }
    out
}

/// Adds what of `token` is not behind the floor. Inside another it takes that one's block.
fn push(out: &mut Vec<Token>, mut token: Token, floor: &mut usize, around: Option<Token>) {
    token.span.start = token.span.start.max(*floor);
    if let What::Weak(kind) = token.what {
        let Some(around) = around else { return };
        token.span.end = token.span.end.min(around.span.end);
        token.what = What::Object(kind);
    }
    if token.span.is_empty() {
        return;
    }
    if token.block == NO_BLOCK
        && let Some(around) = around
    {
        token.block = around.block;
    }
    *floor = token.span.end;
    out.push(token);
}

/// The masks and the prose of a text.
pub(super) struct Woven {
    pub masks: Vec<Mask>,
    pub prose: String,
}

/// Turns tokens into masks and prose; whatever no token names is syntax (front matter before `body`).
pub(super) fn finish(text: &str, tokens: &[Token], body: usize) -> Woven {
    let masks = Vec::with_capacity(tokens.len());
    // Most of a post is prose: what readers see stands there already, the rest is written over.
    let mut ink = Ink { text, bytes: text.as_bytes(), out: text.as_bytes().to_vec(), masks, body };
    // A run of hidden bytes, and the block of what was visible before it.
    let mut hidden = 0;
    let mut left = NO_BLOCK;
    let mut done = 0;
    for token in tokens {
        ink.gap(Span::new(done, token.span.start));
        done = token.span.end;
        if let What::Hidden(kind) = token.what {
            ink.mask(kind, token.span);
            continue;
        }
        ink.hide(Span::new(hidden, token.span.start), left == token.block && left != NO_BLOCK);
        ink.show(*token);
        hidden = token.span.end;
        left = token.block;
    }
    ink.gap(Span::new(done, text.len()));
    ink.hide(Span::new(hidden, text.len()), false);
    // Tokens begin and end between characters, so that nothing is left of one that is written over.
    let prose = simdutf8::basic::from_utf8(&ink.out).map_or_else(|_| text.to_owned(), str::to_owned);
    Woven { masks: ink.masks, prose }
}

/// `span` without the white space around; most of what is trimmed is ASCII.
fn trimmed(text: &str, span: Span) -> Span {
    let bytes = text.as_bytes().get(span.start..span.end).unwrap_or(&[]);
    let dark = |b: &u8| !matches!(b, b'\t'..=b'\r' | b' ');
    let (Some(first), Some(last)) = (bytes.iter().position(dark), bytes.iter().rposition(dark)) else {
        return Span::empty(span.end);
    };
    let inside = Span::new(span.start + first, span.start + last + 1);
    if bytes.get(first).is_some_and(u8::is_ascii) && bytes.get(last).is_some_and(u8::is_ascii) {
        return inside;
    }
    let written = span.of(text);
    let start = span.start + (written.len() - written.trim_start().len());
    Span::new(start, start + written.trim().len())
}

struct Ink<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// The prose: the text, written over up to where the reading is.
    out: Vec<u8>,
    masks: Vec<Mask>,
    body: usize,
}

impl Ink<'_> {
    /// What no token names: the mask covers it without the white space around.
    fn gap(&mut self, span: Span) {
        let mut span = span;
        if span.start < self.body && span.end > self.body {
            self.gap(Span::new(span.start, self.body));
            span.start = self.body;
        }
        if span.is_empty() {
            return;
        }
        let inside = trimmed(self.text, span);
        if !inside.is_empty() {
            let kind = if span.end <= self.body { MaskKind::FrontMatter } else { MaskKind::Syntax };
            self.mask(kind, inside);
        }
    }

    fn mask(&mut self, kind: MaskKind, span: Span) {
        if let Some(last) = self.masks.last_mut()
            && last.kind == kind
            && last.span.end == span.start
        {
            last.span.end = span.end;
            return;
        }
        self.masks.push(Mask { kind, span });
    }

    /// Writes hidden bytes: spaces, or joints where readers see no space.
    fn hide(&mut self, span: Span, same_block: bool) {
        if span.is_empty() {
            return;
        }
        let dark = |b: Option<&u8>| b.is_some_and(|b| !b.is_ascii_whitespace());
        let joined = same_block
            && !self.bytes.get(span.start..span.end).unwrap_or(&[]).contains(&b'\n')
            && dark(span.start.checked_sub(1).and_then(|i| self.out.get(i)))
            && dark(self.bytes.get(span.end))
            && !self.text.get(span.end..).is_some_and(|t| t.starts_with(['\u{a0}', '\u{202f}']));
        self.fill(span, if joined { JOIN } else { b' ' });
    }

    /// Writes one byte for each of the span's; line ends stay.
    fn fill(&mut self, span: Span, fill: u8) {
        for byte in self.out.get_mut(span.start..span.end).unwrap_or(&mut []) {
            *byte = if matches!(*byte, b'\n' | b'\r') { *byte } else { fill };
        }
    }

    /// Writes what readers see.
    fn show(&mut self, token: Token) {
        let span = token.span;
        match token.what {
            What::Prose => {}
            What::Entity(c) => {
                self.mask(MaskKind::Syntax, span);
                let c = if c.is_control() { ' ' } else { c };
                if c.len_utf8() > span.len() {
                    return self.fill(span, OBJECT);
                }
                let after = span.start + c.len_utf8();
                if let Some(place) = self.out.get_mut(span.start..after) {
                    c.encode_utf8(place);
                }
                self.fill(Span::new(after, span.end), JOIN);
            }
            What::Object(kind) | What::Weak(kind) | What::Hidden(kind) => {
                self.mask(kind, span);
                self.fill(span, OBJECT);
            }
        }
    }
}
