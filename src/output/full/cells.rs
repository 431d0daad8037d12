//! A line of text as a terminal shows it: one cell a grapheme, its bytes and its width in columns.

use crate::output::{escape, hidden};
use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How a tab is shown.
const TAB: &str = "    ";

/// What stands where a line is cut.
pub(super) const CUT: &str = "…";

/// One grapheme of a line.
pub(super) struct Cell {
    /// Its bytes in the line.
    pub span: Span,
    /// What is printed for it.
    pub shown: String,
    /// How many columns that takes.
    pub width: usize,
}

/// The cells of one line, without its line end.
pub(super) fn cells(line: &str) -> Vec<Cell> {
    line.grapheme_indices(true)
        .map(|(start, grapheme)| {
            let shown = show(grapheme);
            let width = shown.width();
            Cell { span: Span::new(start, start + grapheme.len()), shown, width }
        })
        .collect()
}

/// A joiner inside an emoji or an Indic syllable is part of a letter; on its own or behind ASCII it
/// hides, so it is spelt out.
fn show(grapheme: &str) -> String {
    if grapheme == "\t" {
        return TAB.to_owned();
    }
    let mut chars = grapheme.chars();
    let first = chars.next().unwrap_or(' ');
    let hides = hidden(first) || first.is_ascii() && grapheme.chars().any(hidden);
    if !hides {
        return grapheme.to_owned();
    }
    grapheme.chars().map(|c| if hidden(c) { escape(c) } else { c.to_string() }).collect()
}

/// A stretch of a line that fits the width, and the marks under it.
pub(super) struct Window {
    /// What is printed, cut marks included.
    pub text: String,
    /// Columns before the marked part.
    pub indent: usize,
    /// Columns of the marked part, at least one.
    pub marked: usize,
}

/// Cuts `line` to at most `width` columns around `mark` and finds the columns under the mark.
pub(super) fn window(line: &str, mark: Span, width: usize) -> Window {
    let cells = cells(line);
    let first = cells.partition_point(|c| c.span.end <= mark.start);
    // A mark that begins or ends within a grapheme covers all of it.
    let last = if mark.is_empty() { first } else { cells.partition_point(|c| c.span.start < mark.end) };
    let columns = |range: std::ops::Range<usize>| -> usize {
        cells.get(range).unwrap_or(&[]).iter().map(|c| c.width).sum()
    };
    let (start, end) = if columns(0..cells.len()) <= width {
        (0, cells.len())
    } else {
        bounds(&cells, first, last, width.saturating_sub(2))
    };
    let mut text = String::new();
    if start > 0 {
        text.push_str(CUT);
    }
    text.extend(cells.get(start..end).unwrap_or(&[]).iter().map(|c| c.shown.as_str()));
    if end < cells.len() {
        text.push_str(CUT);
    }
    let indent = usize::from(start > 0) + columns(start..first.min(end));
    Window { text, indent, marked: columns(first..last.min(end)).max(1) }
}

/// The cells to show: the mark with as much before as after it, or its beginning where it is too long.
fn bounds(cells: &[Cell], first: usize, last: usize, room: usize) -> (usize, usize) {
    let wide = |i: usize| cells.get(i).map_or(0, |c| c.width);
    let (mut start, mut end, mut used) = (first, first, 0);
    while end < last && used + wide(end) <= room {
        used += wide(end);
        end += 1;
    }
    loop {
        let (before, after) = (start > 0, end < cells.len());
        let left = before && used + wide(start - 1) <= room;
        if left {
            start -= 1;
            used += wide(start);
        }
        let right = after && used + wide(end) <= room;
        if right {
            used += wide(end);
            end += 1;
        }
        if !left && !right {
            return (start, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(line: &str, of: &str, width: usize) -> (String, String) {
        let start = line.find(of).unwrap();
        let w = window(line, Span::new(start, start + of.len()), width);
        (w.text, format!("{}{}", " ".repeat(w.indent), "^".repeat(w.marked)))
    }

    #[test]
    fn marks_stand_under_what_they_mark() {
        for (line, of, expected) in [
            ("l'été ici", "ici", "      ^^^"),
            ("e\u{301}te\u{301} ici", "ici", "    ^^^"),
            ("👨‍👩‍👧 ici", "ici", "   ^^^"),
            ("日本 語x", "語", "     ^^"),
            ("\tici", "ici", "    ^^^"),
            ("a\u{200b}b", "b", "         ^"),
        ] {
            assert_eq!(marks(line, of, 80).1, expected, "{line}");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_spelt_out() {
        assert_eq!(marks("a\u{1b}[31mb", "b", 80).0, "a<U+001B>[31mb");
        assert_eq!(marks("a\u{202e}b", "b", 80).0, "a<U+202E>b");
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = format!("{}été{}", "x".repeat(200), "y".repeat(200));
        let (text, mark) = marks(&line, "été", 20);
        assert_eq!(text, "…xxxxxxxxétéyyyyyyy…");
        assert_eq!(mark, "         ^^^");
        let (text, mark) = marks(&line, line.as_str(), 20);
        assert_eq!(text.chars().count(), 19);
        assert_eq!(mark, "^".repeat(18));
    }

    #[test]
    fn a_mark_within_a_grapheme_covers_it() {
        let w = window("e\u{301}x", Span::new(1, 3), 80);
        assert_eq!((w.indent, w.marked), (0, 1));
        let w = window("", Span::empty(0), 80);
        assert_eq!((w.text.as_str(), w.indent, w.marked), ("", 0, 1));
    }
}
