//! What Markdown parsers do not know: shortcodes, Liquid, MDX, directives, admonitions, attribute
//! lists. They are found first and hidden from the parser at equal length.

mod attributes;
mod block;
mod hide;
mod jsx;
mod scanner;
mod template;

pub(super) use jsx::{braces, expression_strings};

use super::build::Build;
use super::types::Kind;
use crate::span::Span;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The body as the Markdown parser should read it.
#[derive(Debug, Default)]
pub(super) struct Dialect {
    /// The body with every construct hidden, at equal length; none when there is nothing to hide.
    pub text: Option<String>,
    /// Bodies of admonitions, which are indented like code but are not. In order of position.
    pub admonitions: Vec<Span>,
    /// Everything that stands in a directive or admonition, for its depth. In order of position.
    pub containers: Vec<Span>,
    /// Whether indentation does not make code: MDX.
    pub jsx: bool,
}

impl Dialect {
    /// How many containers hold byte `at`.
    pub fn depth(&self, at: usize) -> u8 {
        if self.containers.is_empty() {
            return 0;
        }
        let end = self.containers.partition_point(|c| c.start <= at);
        let open =
            self.containers.get(..end).unwrap_or(&[]).iter().rev().take(64).filter(|c| at < c.end).count();
        u8::try_from(open).unwrap_or(u8::MAX)
    }

    /// How many bodies of admonitions hold byte `at`.
    pub fn admonition_depth(&self, at: usize) -> usize {
        let end = self.admonitions.partition_point(|c| c.start <= at);
        self.admonitions.get(..end).unwrap_or(&[]).iter().rev().take(64).filter(|c| at < c.end).count()
    }
}

/// What some construct of plain Markdown files has in it, braces aside; the last three, a byte that is rare.
static SIGNS: LazyLock<[Finder<'static>; 9]> = LazyLock::new(|| {
    ["\n:::", "\nimport ", "!!! ", "??? ", "???+", "=== \"", "\t|", "\\\\(", "\\\\["].map(Finder::new)
});

/// Whether one of them stands in `body`.
fn signed(body: &[u8]) -> bool {
    let rare = memchr::memchr2(b'\t', b'\\', body).is_some();
    SIGNS.iter().take(if rare { 9 } else { 6 }).any(|sign| sign.find(body).is_some())
}

/// Finds the constructs in `text` from byte `from` on. Their tokens go to `build.over`.
pub(super) fn scan(text: &str, from: usize, kind: Kind, build: &mut Build) -> Dialect {
    let body = text.as_bytes().get(from..).unwrap_or(&[]);
    let jsx = kind == Kind::Mdx;
    let plain = !jsx
        && memchr::memchr(b'{', body).is_none()
        && !signed(body)
        && !body.starts_with(b":::")
        && !body.starts_with(b"import ");
    if plain {
        return Dialect::default();
    }
    scanner::Scanner::new(text, from, jsx, build).run()
}

/// The `](destination "title")` that ends an inline link.
pub(super) struct Tail {
    /// The destination as written, empty for a reference.
    pub destination: Span,
    /// The title, without quotes.
    pub title: Option<Span>,
    /// One past all of it.
    pub end: usize,
}

/// Reads a link's tail; none where the bracket closes no inline link.
pub(super) fn link_tail(bytes: &[u8], at: usize) -> Option<Tail> {
    if bytes.get(at) != Some(&b']') || bytes.get(at + 1) != Some(&b'(') {
        return None;
    }
    let space = super::html::skip_space;
    let start = space(bytes, at + 2);
    let (destination, mut i) = if bytes.get(start) == Some(&b'<') {
        let close = start + memchr::memchr2(b'>', b'\n', bytes.get(start..)?)?;
        (bytes.get(close) == Some(&b'>')).then_some((Span::new(start + 1, close), close + 1))?
    } else {
        let end = bare_destination(bytes, start);
        (Span::new(start, end), end)
    };
    i = space(bytes, i);
    let mut title = None;
    if let Some(open @ (b'"' | b'\'' | b'(')) = bytes.get(i) {
        let close = if *open == b'(' { b')' } else { *open };
        let mut end = i + 1;
        loop {
            end += memchr::memchr2(close, b'\\', bytes.get(end..)?)?;
            if bytes.get(end) == Some(&close) {
                break;
            }
            end += 2;
        }
        title = Some(Span::new(i + 1, end));
        i = space(bytes, end + 1);
    }
    (bytes.get(i) == Some(&b')')).then_some(Tail { destination, title, end: i + 1 })
}

/// Where the destination without angle brackets that begins at `start` ends.
fn bare_destination(bytes: &[u8], start: usize) -> usize {
    let (mut end, mut depth) = (start, 0_u8);
    while let Some(&b) = bytes.get(end) {
        match b {
            b'\\' if bytes.get(end + 1).is_some_and(u8::is_ascii_punctuation) => end += 1,
            b'(' if depth < 32 => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b if b.is_ascii_whitespace() || b.is_ascii_control() => break,
            _ => {}
        }
        end += 1;
    }
    end.min(bytes.len())
}
