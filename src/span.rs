//! Positions: byte spans into one immutable text, and the lines and columns people read.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, 0-based, in the UTF-8 text of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte of the range.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The lines of `text`, each with its line end.
    pub fn lines(text: &str) -> impl Iterator<Item = Self> {
        let mut at = 0;
        text.split_inclusive('\n').map(move |line| {
            at += line.len();
            Self::new(at - line.len(), at)
        })
    }

    /// An empty span: a place between two bytes.
    #[must_use]
    pub const fn empty(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The line of `text` that holds this span, or the lines from where it begins to where it ends; without the
    /// last line end.
    #[must_use]
    pub fn line_around(self, text: &str) -> Self {
        let start = text.get(..self.start).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
        let end = text.get(self.end..).and_then(|t| t.find('\n')).map_or(text.len(), |at| self.end + at);
        Self::new(start, end)
    }

    /// The slice of `text` this span names; empty where it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(r: std::ops::Range<usize>) -> Self {
        Self::new(r.start, r.end)
    }
}

/// A line and column, both 1-based; columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column in Unicode scalar values; a byte-order mark is not counted.
    pub column: usize,
}

/// Where the lines of a text begin. LF, CRLF and a lone CR each end a line.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Indexes `text` in one pass.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 32 + 1);
        starts.push(0);
        if memchr::memchr(b'\r', bytes).is_none() {
            starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1));
            return Self { starts };
        }
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            // The CR of a CRLF does not end the line: its LF does.
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Self { starts }
    }

    /// The number of lines, counting the one after a final line end.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The 1-based line on which byte `at` stands.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|&s| s <= at)
    }

    /// The 1-based line and column of byte `at` of `text`.
    #[must_use]
    pub fn position(&self, text: &str, at: usize) -> Position {
        let line = self.line(at);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = Span::new(start, at).of(text);
        let before = if start == 0 { before.trim_start_matches('\u{feff}') } else { before };
        Position { line, column: before.chars().count() + 1 }
    }

    /// The bytes of the 1-based `line`, its line end excluded; empty when there is no such line.
    #[must_use]
    pub fn line_span(&self, text: &str, line: usize) -> Span {
        let Some(&start) = line.checked_sub(1).and_then(|i| self.starts.get(i)) else {
            return Span::empty(text.len());
        };
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let body = Span::new(start, end).of(text).trim_end_matches(['\n', '\r']);
        Span::new(start, start + body.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_line_ends_count() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.lines(), 4);
        assert_eq!(index.line_span(text, 2).of(text), "b");
        assert_eq!(index.position(text, 7), Position { line: 4, column: 1 });
    }

    #[test]
    fn columns_count_scalar_values_and_skip_the_bom() {
        let text = "\u{feff}é👉x";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, text.len() - 1), Position { line: 1, column: 3 });
    }
}
