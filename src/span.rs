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
    /// last line end, and no more than 2,000 bytes on either side: a line may be a whole file, and whoever asks
    /// this at each of its words must not read it each time.
    #[must_use]
    pub fn line_around(self, text: &str) -> Self {
        let near = self.widened(text, 2000);
        let start = Self::new(near.start, self.start)
            .of(text)
            .rfind('\n')
            .map_or(near.start, |at| near.start + at + 1);
        let end = Self::new(self.end, near.end).of(text).find('\n').map_or(near.end, |at| self.end + at);
        Self::new(start, end)
    }

    /// This span with up to `bytes` of `text` on either side, cut between two characters.
    #[must_use]
    pub fn widened(self, text: &str, bytes: usize) -> Self {
        let boundary = |at: &usize| text.is_char_boundary(*at);
        let start = (self.start.saturating_sub(bytes)..self.start).find(boundary);
        let end = (self.end..=text.len().min(self.end.saturating_add(bytes))).rfind(boundary);
        Self::new(start.unwrap_or(self.start), end.unwrap_or(self.end))
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
    /// Places inside lines that are longer than [`LONG`], one each so many bytes: the byte, and how many
    /// characters of its line stand before it. A line that is a whole file is not counted anew for each finding.
    marks: Vec<(usize, usize)>,
}

/// Bytes from which the columns of a line are counted from a mark inside it.
const LONG: usize = 4096;

impl LineIndex {
    /// Indexes `text` in one pass.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 32 + 1);
        starts.push(0);
        if memchr::memchr(b'\r', bytes).is_none() {
            starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1));
            return Self { marks: marks(text, &starts), starts };
        }
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            // The CR of a CRLF does not end the line: its LF does.
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        Self { marks: marks(text, &starts), starts }
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
        let mark = self.marks.partition_point(|m| m.0 <= at).checked_sub(1).and_then(|i| self.marks.get(i));
        let (from, counted) = mark.copied().filter(|m| m.0 > start).unwrap_or((start, 0));
        let before = Span::new(from, at).of(text);
        let marks = if start == 0 { text.len() - text.trim_start_matches('\u{feff}').len() } else { 0 };
        let hidden = marks.min(at) / '\u{feff}'.len_utf8();
        Position { line, column: counted + before.chars().count() - hidden + 1 }
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

/// The marks inside the long lines of `text`, which begin at `starts`.
fn marks(text: &str, starts: &[usize]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    for (start, end) in starts.iter().zip(ends).filter(|(start, end)| end - **start > LONG) {
        let (mut from, mut counted) = (*start, 0);
        while end - from > LONG {
            let to = Span::empty(from).widened(text, LONG).end;
            counted += Span::new(from, to).of(text).chars().count();
            out.push((to, counted));
            from = to;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_those_of_short_ones() {
        let text = format!("\u{feff}{}\n{}", "é".repeat(10_000), "👉a".repeat(10_000));
        let index = LineIndex::new(&text);
        for (line, from, step) in [(1, 3, 2), (2, 20_004, 5)] {
            for i in [0, 1, 2047, 2048, 2049, 9_999] {
                let at = index.position(&text, from + i * step);
                let column = if line == 1 { i + 1 } else { 2 * i + 1 };
                assert_eq!(at, Position { line, column }, "{i}");
            }
        }
    }

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
