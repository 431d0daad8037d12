//! YAML scalars with their bytes, through the events of saphyr-parser.

use super::{Read, simple};
use crate::document::types::{FrontMatterValue, Quoting};
use crate::span::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};

/// Larger bodies are read line by line: no post has that much front matter.
const PARSED_BYTES: usize = 1 << 20;

/// Deeper nesting than any site uses ends the reading.
const DEPTH: usize = 64;

/// Where the reader stands in a mapping or sequence.
enum Level {
    /// In a mapping; the key whose value comes next.
    Map(Option<String>),
    /// In a sequence; the index of the next item.
    List(usize),
}

/// The scalars of `inner`, a YAML document inside `text`.
pub(super) fn read(text: &str, inner: Span) -> Read {
    simple::read(text, inner).map_or_else(|| parsed(text, inner), |values| (values, None))
}

/// The same by the parser.
pub(super) fn parsed(text: &str, inner: Span) -> Read {
    let source = inner.of(text);
    if source.len() > PARSED_BYTES {
        return (lines(text, inner), None);
    }
    let offsets = Offsets::new(source, inner.start);
    let mut values = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    for event in Parser::new_from_str(source) {
        match event {
            Ok((event, span)) => {
                let span = Span::new(offsets.byte(span.start.index()), offsets.byte(span.end.index()));
                if !step(text, event, span, &mut levels, &mut values) {
                    break;
                }
            }
            Err(error) => {
                let at = Span::empty(offsets.byte(error.marker().index()));
                return (merge(values, lines(text, inner)), Some((at, error.info().to_owned())));
            }
        }
    }
    (values, None)
}

/// Takes one event in; false when the document is over or nested too deeply.
fn step(
    text: &str,
    event: Event<'_>,
    span: Span,
    levels: &mut Vec<Level>,
    values: &mut Vec<FrontMatterValue>,
) -> bool {
    match event {
        Event::Scalar(value, style, _, _) => {
            if let Some(Level::Map(key @ None)) = levels.last_mut() {
                *key = Some(value.into_owned());
                return true;
            }
            if !levels.is_empty() {
                let (span, quoting) = content(text, span, style);
                values.push(FrontMatterValue { key: path(levels), span, value: value.into_owned(), quoting });
            }
            advance(levels);
        }
        Event::Alias(_) => advance(levels),
        Event::MappingStart(..) | Event::SequenceStart(..) if levels.len() >= DEPTH => return false,
        Event::MappingStart(..) => levels.push(Level::Map(None)),
        Event::SequenceStart(..) => levels.push(Level::List(0)),
        Event::MappingEnd | Event::SequenceEnd => {
            levels.pop();
            advance(levels);
        }
        Event::DocumentEnd => return false,
        _ => {}
    }
    true
}

/// A value was read: the next scalar is a key, or the next item.
fn advance(levels: &mut [Level]) {
    match levels.last_mut() {
        Some(Level::Map(key)) => *key = if key.is_some() { None } else { Some(String::new()) },
        Some(Level::List(index)) => *index += 1,
        None => {}
    }
}

/// The dotted path of the value that comes next.
fn path(levels: &[Level]) -> String {
    let mut path = String::new();
    for level in levels {
        if !path.is_empty() {
            path.push('.');
        }
        match level {
            Level::Map(key) => path.push_str(key.as_deref().unwrap_or("")),
            Level::List(index) => path.push_str(&index.to_string()),
        }
    }
    path
}

/// The bytes between the quotes, and how they are quoted.
fn content(text: &str, span: Span, style: ScalarStyle) -> (Span, Quoting) {
    let written = span.of(text);
    let trimmed = Span::new(span.start, span.start + written.trim_end().len());
    let quoted = |mark: char| match closing(written, mark) {
        Some(close) => Span::new(span.start + 1, span.start + close),
        None => trimmed,
    };
    match style {
        // The parser's span may run on over a comment.
        ScalarStyle::Plain => {
            let value = written.find(" #").and_then(|i| written.get(..i)).unwrap_or(written);
            (Span::new(span.start, span.start + value.trim_end().len()), Quoting::Plain)
        }
        ScalarStyle::SingleQuoted => (quoted('\''), Quoting::Single),
        ScalarStyle::DoubleQuoted => (quoted('"'), Quoting::Double),
        ScalarStyle::Literal => (block(text, trimmed), Quoting::Literal),
        ScalarStyle::Folded => (block(text, trimmed), Quoting::Folded),
    }
}

/// Where the quote that opens `written` is closed.
fn closing(written: &str, mark: char) -> Option<usize> {
    let mut chars = written.char_indices().peekable();
    chars.next_if(|(_, c)| *c == mark)?;
    while let Some((i, c)) = chars.next() {
        match c {
            '\\' if mark == '"' => {
                chars.next();
            }
            c if c == mark && mark == '\'' && chars.next_if(|(_, c)| *c == mark).is_some() => {}
            c if c == mark => return Some(i),
            _ => {}
        }
    }
    None
}

/// The lines of a block scalar, without its header and the white space around.
fn block(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let header =
        if written.starts_with(['|', '>']) { written.find('\n').unwrap_or(written.len()) } else { 0 };
    let body = written.get(header..).unwrap_or("");
    let start = span.start + header + (body.len() - body.trim_start().len());
    Span::new(start.min(span.end), span.end)
}

/// `key: value` lines at the top level, for what the parser refuses.
fn lines(text: &str, inner: Span) -> Vec<FrontMatterValue> {
    let mut values = Vec::new();
    let mut at = inner.start;
    for row in inner.of(text).split_inclusive('\n') {
        let start = at;
        at += row.len();
        let Some((key, rest)) = row.split_once(':') else { continue };
        if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')) {
            continue;
        }
        let value = rest.trim();
        let from = start + key.len() + 1 + (rest.len() - rest.trim_start().len());
        let span = Span::new(from, from + value.len());
        let style = match (value.as_bytes().first(), value.as_bytes().last(), value.len() > 1) {
            (Some(b'"'), Some(b'"'), true) => ScalarStyle::DoubleQuoted,
            (Some(b'\''), Some(b'\''), true) => ScalarStyle::SingleQuoted,
            _ => ScalarStyle::Plain,
        };
        if value.is_empty()
            || matches!(value.as_bytes().first(), Some(b'[' | b'{' | b'|' | b'>' | b'&' | b'*'))
        {
            continue;
        }
        let (span, quoting) = content(text, span, style);
        values.push(FrontMatterValue { key: key.to_owned(), span, value: span.of(text).to_owned(), quoting });
    }
    values
}

/// What the parser read before it failed, and the lines after that.
fn merge(mut read: Vec<FrontMatterValue>, lines: Vec<FrontMatterValue>) -> Vec<FrontMatterValue> {
    let done = read.last().map_or(0, |v| v.span.end);
    read.extend(lines.into_iter().filter(|v| v.span.start >= done));
    read
}

/// Byte offsets of characters: the parser counts characters.
struct Offsets {
    base: usize,
    length: usize,
    /// Byte offset of each character; empty when all are ASCII.
    chars: Vec<usize>,
}

impl Offsets {
    fn new(source: &str, base: usize) -> Self {
        let chars =
            if source.is_ascii() { Vec::new() } else { source.char_indices().map(|(i, _)| i).collect() };
        Self { base, length: source.len(), chars }
    }

    fn byte(&self, index: usize) -> usize {
        let at =
            if self.chars.is_empty() { Some(index.min(self.length)) } else { self.chars.get(index).copied() };
        self.base + at.unwrap_or(self.length)
    }
}
