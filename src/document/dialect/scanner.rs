//! One pass over the body that finds every construct and tells how to hide it.

use super::super::build::{Build, NO_BLOCK, Search, Token, What};
use super::super::types::{BlockKind, CodeBlock, MaskKind};
use super::super::{html, inline};
use super::{Dialect, attributes, block, jsx, template};
use crate::span::Span;
use std::cell::Cell;

/// The pass.
pub(super) struct Scanner<'t, 'b> {
    pub text: &'t str,
    pub bytes: &'t [u8],
    pub(super) from: usize,
    pub at: usize,
    pub jsx: bool,
    pub build: &'b mut Build,
    /// What to hide, in order of position.
    pub(super) regions: Vec<Span>,
    /// Rows under table heads that hold tabs, which the parser does not take for blanks.
    pub(super) rules: Vec<Span>,
    /// An open code fence: its character and length.
    fence: Option<(u8, usize)>,
    /// The next byte of each kind that may begin a construct, once looked for; see [`Scanner::opening`].
    next: [Option<usize>; 3],
    /// Where the paragraph at hand ends, once looked for.
    paragraph_end: usize,
    /// A part of a line, up to its end: a line may be a whole file, and is asked about at each construct.
    known_line: Cell<Span>,
    /// Lengths of backtick runs known not to be closed in this paragraph.
    no_closer: u64,
    /// Where templates end.
    pub(super) ends: template::Ends,
    pub dialect: Dialect,
    /// Directives that are open: the number of colons and the container.
    pub open: Vec<(usize, usize)>,
}

impl<'t, 'b> Scanner<'t, 'b> {
    pub fn new(text: &'t str, from: usize, jsx: bool, build: &'b mut Build) -> Self {
        let dialect = Dialect { jsx, ..Dialect::default() };
        Self {
            text,
            bytes: text.as_bytes(),
            from,
            at: from,
            jsx,
            build,
            regions: Vec::new(),
            rules: Vec::new(),
            fence: None,
            next: [None; 3],
            paragraph_end: from,
            known_line: Cell::new(Span::new(usize::MAX, 0)),
            no_closer: 0,
            ends: template::Ends::default(),
            dialect,
            open: Vec::new(),
        }
    }

    /// Reads the whole body.
    pub fn run(mut self) -> Dialect {
        while self.at < self.bytes.len() {
            let end = self.line_end(self.at);
            if !self.line(end) {
                self.inline(end);
            }
            // Constructs may have run past the line: then the rest of their last line is next.
            if self.at <= end {
                self.at = end + 1;
            } else if self.at < self.bytes.len() {
                let end = self.line_end(self.at);
                self.inline(end);
                self.at = self.at.max(end + 1).min(self.bytes.len().max(end + 1));
            }
        }
        self.dialect.text = self.hide();
        self.dialect.jsx = self.jsx;
        self.dialect.containers.sort_unstable();
        self.dialect
    }

    /// Where the line that byte `at` stands on ends.
    pub fn line_end(&self, at: usize) -> usize {
        let known = self.known_line.get();
        if known.start <= at && at <= known.end {
            return known.end;
        }
        let rest = self.bytes.get(at..).unwrap_or(&[]);
        let end = at + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        self.known_line.set(Span::new(at, end));
        end
    }

    /// Where the line that byte `at` stands on begins.
    pub fn line_start(&self, at: usize) -> usize {
        let end = self.line_end(at);
        let before = self.bytes.get(..self.known_line.get().start).unwrap_or(&[]);
        let start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
        self.known_line.set(Span::new(start, end));
        start
    }

    /// Deals with the line that begins at `self.at`, if all of it is one thing.
    fn line(&mut self, end: usize) -> bool {
        let start = skip_containers(self.bytes, self.at, end);
        let rest = self.bytes.get(start..end).unwrap_or(&[]);
        let Some(&first) = rest.first() else { return self.fence.is_some() };
        if let Some((mark, length)) = self.fence {
            let run = rest.iter().take_while(|b| **b == mark).count();
            let closes = run >= length && rest.get(run..).is_some_and(|r| r.trim_ascii().is_empty());
            if closes {
                self.fence = None;
            }
            return true;
        }
        match first {
            b'`' | b'~' => {
                let run = rest.iter().take_while(|b| **b == first).count();
                let info = rest.get(run..).unwrap_or(&[]);
                let opens = run >= 3 && (first == b'~' || !info.contains(&b'`'));
                if opens && self.jsx && self.bytes.get(self.at..start).is_some_and(|b| b.len() >= 4) {
                    self.deep_fence(Span::new(start, end), first, run);
                } else if opens {
                    self.fence = Some((first, run));
                }
                opens
            }
            b':' | b'!' | b'?' | b'=' => block::marker(self, Span::new(start, end)),
            b'i' | b'e' if start == self.at => jsx::module(self, start),
            b'{' => attributes::alone(self, Span::new(start, end)),
            b'|' | b'-' if rest.contains(&b'\t') && rest.iter().all(|b| b"|:- \t\r".contains(b)) => {
                self.rules.push(Span::new(start, end));
                true
            }
            _ => false,
        }
    }

    /// A fence that the Markdown parser would take for indented code, which MDX does not have.
    fn deep_fence(&mut self, line: Span, mark: u8, length: usize) {
        let mut content = Span::new((line.end + 1).min(self.bytes.len()), self.bytes.len());
        let mut end = self.bytes.len();
        let mut at = content.start;
        while at < self.bytes.len() {
            let stop = self.line_end(at);
            let start = skip_containers(self.bytes, at, stop);
            let row = self.bytes.get(start..stop).unwrap_or(&[]).trim_ascii_end();
            if row.len() >= length && row.iter().all(|b| *b == mark) {
                content.end = at;
                end = stop;
                break;
            }
            at = stop + 1;
        }
        let span = Span::new(line.start, end);
        let info = self.text.get(line.start + length..line.end).unwrap_or("").trim().to_owned();
        let unclosed = end == self.bytes.len() && content.end == end;
        self.build.code.push(CodeBlock { info, span, content, fenced: true, unclosed });
        let depth = self.depth(span.start);
        self.build.block(BlockKind::Code, span, depth, 0);
        self.object(span, What::Object(MaskKind::Code));
        self.at = end;
    }

    /// Finds the constructs inside the line that ends at `end`; may run past it.
    fn inline(&mut self, end: usize) {
        while self.at < end {
            let next = self.opening();
            if next >= end {
                return;
            }
            self.at = next;
            let before = self.at;
            self.construct();
            if self.at == before {
                self.at += 1;
            }
        }
    }

    /// The first byte from `self.at` on that may begin a construct. Lines are short and most hold none: what
    /// was found beyond the line is kept.
    fn opening(&mut self) -> usize {
        let at = self.at;
        let rest = self.bytes.get(at..).unwrap_or(&[]);
        // A page may turn out to be MDX on the way.
        let kinds = if self.jsx { 1..3 } else { 0..1 };
        let mut first = usize::MAX;
        for (kind, next) in self.next.iter_mut().enumerate().skip(kinds.start).take(kinds.len()) {
            let search = || {
                let found = match kind {
                    0 => memchr::memchr3(b'{', b'`', b'\\', rest),
                    1 => memchr::memchr3(b'{', b'`', b'<', rest),
                    _ => memchr::memchr2(b'\\', b'$', rest),
                };
                found.map_or(usize::MAX, |i| at + i)
            };
            let found = next.filter(|next| *next >= at).unwrap_or_else(search);
            *next = Some(found);
            first = first.min(found);
        }
        first
    }

    /// Reads the construct that begins at `self.at`; leaves the position alone where there is none.
    fn construct(&mut self) {
        let at = self.at;
        match self.bytes.get(at) {
            Some(b'`') => self.backticks(),
            Some(b'\\') => self.backslash(),
            Some(b'$') => self.dollars(),
            Some(b'<') if self.bytes.get(at + 1..at + 4) == Some(b"!--") => self.comment(),
            Some(b'<') => jsx::element(self),
            Some(b'{') if template::construct(self) || attributes::construct(self) => {}
            Some(b'{') if self.jsx => jsx::expression(self),
            _ => {}
        }
    }

    /// The end of the paragraph: the next blank line.
    pub fn paragraph_end(&mut self) -> usize {
        if self.at < self.paragraph_end {
            return self.paragraph_end;
        }
        self.no_closer = 0;
        let mut line = self.line_end(self.at);
        loop {
            let next = self.line_end((line + 1).min(self.bytes.len()));
            let row = self.bytes.get(line..next).unwrap_or(&[]);
            if next >= self.bytes.len() || row.trim_ascii().is_empty() {
                self.paragraph_end = if row.trim_ascii().is_empty() { line } else { next };
                self.paragraph_end = self.paragraph_end.max(self.at + 1);
                return self.paragraph_end;
            }
            line = next;
        }
    }

    /// Steps over inline code.
    fn backticks(&mut self) {
        let end = self.paragraph_end().min(self.bytes.len());
        let run = self.bytes.get(self.at..end).unwrap_or(&[]).iter().take_while(|b| **b == b'`').count();
        let flag = 1_u64.checked_shl(u32::try_from(run).unwrap_or(64)).unwrap_or(0);
        let mut at = self.at + run;
        if self.no_closer & flag == 0 {
            while let Some(i) = self.bytes.get(at..end).and_then(|rest| memchr::memchr(b'`', rest)) {
                let start = at + i;
                let close =
                    self.bytes.get(start..end).unwrap_or(&[]).iter().take_while(|b| **b == b'`').count();
                at = start + close;
                if close == run {
                    self.at = at;
                    return;
                }
            }
            self.no_closer |= flag;
        }
        self.at += run;
    }

    /// Steps over an escaped character; hides `\\( … \\)` and `\\[ … \\]`.
    fn backslash(&mut self) {
        let close: &[u8] = match self.bytes.get(self.at..self.at + 3) {
            Some(b"\\\\(") => b"\\\\)",
            Some(b"\\\\[") => b"\\\\]",
            _ => {
                // Only ASCII punctuation can be escaped; a line end is the next line's business.
                let escaped = self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_punctuation);
                self.at += 1 + usize::from(escaped);
                return;
            }
        };
        let end = self.paragraph_end().min(self.bytes.len());
        let found = self.bytes.get(self.at + 3..end).and_then(|rest| memchr::memmem::find(rest, close));
        match found {
            Some(i) => {
                let span = Span::new(self.at, self.at + i + 6);
                self.object(span, What::Object(MaskKind::Math));
                self.at = span.end;
            }
            None => self.at += 3,
        }
    }

    /// Steps over a formula, whose braces are no expressions. The Markdown parser reads it.
    fn dollars(&mut self) {
        let end = self.paragraph_end().min(self.bytes.len());
        let run = if self.bytes.get(self.at + 1) == Some(&b'$') { 2 } else { 1 };
        let mark: &[u8] = if run == 2 { b"$$" } else { b"$" };
        let inner = self.at + run;
        let close = self.bytes.get(inner..end).and_then(|rest| memchr::memmem::find(rest, mark));
        let formula = close.filter(|i| inline::is_formula(Span::new(inner, inner + i).of(self.text)));
        self.at = formula.map_or(inner, |i| inner + i + run);
    }

    /// An HTML comment, which MDX of the first version allows.
    fn comment(&mut self) {
        if !self.build.may_search(Search::Comment) {
            return;
        }
        let rest = self.bytes.get(self.at + 4..).unwrap_or(&[]);
        let Some(i) = memchr::memmem::find(rest, b"-->") else { return self.build.failed(Search::Comment) };
        let span = Span::new(self.at, self.at + 4 + i + 3);
        self.build.comments.push(span);
        self.object(span, What::Hidden(MaskKind::Comment));
        self.at = span.end;
    }

    /// Hides `span` as one thing.
    pub fn object(&mut self, span: Span, what: What) {
        self.region(span);
        self.build.over.push(Token { span, what, block: NO_BLOCK });
    }

    /// Hides `span`, except the parts in `readable`, which are blocks of their own.
    pub fn with_captions(&mut self, span: Span, what: What, readable: &[(Span, BlockKind)]) {
        self.region(span);
        let mut at = span.start;
        for (part, kind) in readable {
            if part.start < at || part.end > span.end {
                continue;
            }
            self.build.over.push(Token { span: Span::new(at, part.start), what, block: NO_BLOCK });
            let depth = self.depth(part.start);
            let block = self.build.block(*kind, *part, depth, 0);
            inline::fragment(self.text, *part, block, &mut self.build.over);
            at = part.end;
        }
        self.build.over.push(Token { span: Span::new(at, span.end), what, block: NO_BLOCK });
    }

    /// Hides a tag.
    pub fn tag(&mut self, tag: &html::Tag) {
        self.region(tag.span);
        let mut out = std::mem::take(&mut self.build.over);
        let depth = self.depth(tag.span.start);
        html::push_tag(self.text, tag, (depth, 0), self.build, &mut out);
        self.build.over = out;
    }

    /// Hides `span` from the parser.
    pub fn region(&mut self, span: Span) {
        self.regions.push(span);
    }

    /// How many directives and admonitions hold byte `at`.
    fn depth(&self, at: usize) -> u8 {
        let admonitions =
            self.dialect.admonitions.iter().rev().take(32).filter(|s| s.start <= at && at < s.end).count();
        u8::try_from(admonitions + self.open.len()).unwrap_or(u8::MAX)
    }
}

/// The first byte of the line after white space, quote marks and list markers.
pub(super) fn skip_containers(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut at = start;
    loop {
        while at < end && matches!(bytes.get(at), Some(b' ' | b'\t' | b'>' | b'\r')) {
            at += 1;
        }
        let mut mark = at;
        while mark < at + 9 && bytes.get(mark).is_some_and(u8::is_ascii_digit) {
            mark += 1;
        }
        let list = match bytes.get(mark) {
            Some(b'-' | b'*' | b'+') => mark == at,
            Some(b'.' | b')') => mark > at,
            _ => false,
        };
        if !(list && mark + 1 < end && matches!(bytes.get(mark + 1), Some(b' ' | b'\t'))) {
            return at;
        }
        at = mark + 2;
    }
}
