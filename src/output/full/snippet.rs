//! The lines of a finding, marked, and the lines of its repair below them.

use super::cells::window;
use crate::engine::Report;
use crate::fix::{Edit, apply};
use crate::output::style::Styles;
use crate::span::Span;
use anstyle::Style;
use std::io::{self, Write};

/// Columns of text shown of a line; longer lines are cut around what matters.
const WIDTH: usize = 100;

/// A span or a repair over more lines than this is cut short.
const MOST_LINES: usize = 4;

/// What all lines of one finding share.
pub(super) struct Gutter<'a> {
    /// Colours.
    pub styles: &'a Styles,
    /// Columns of the line numbers.
    pub width: usize,
}

impl Gutter<'_> {
    /// An empty line of the gutter.
    pub fn blank(&self, out: &mut dyn Write) -> io::Result<()> {
        let (ruler, width) = (self.styles.ruler, self.width);
        writeln!(out, "{ruler}{:width$} |{ruler:#}", "")
    }

    /// One line of text and, under `mark`, carets.
    fn line(&self, out: &mut dyn Write, line: &Line<'_>) -> io::Result<()> {
        let (ruler, width) = (self.styles.ruler, self.width);
        let (sign, mark, style) = (line.sign, line.mark, line.style);
        let w = window(line.text, mark, WIDTH);
        let text = if line.colored { format!("{style}{}{style:#}", w.text) } else { w.text };
        let number = line.number;
        let body = format!("{ruler}{number:>width$} {sign}{ruler:#} {text}");
        writeln!(out, "{}", body.trim_end_matches(' '))?;
        let under = line.under.to_string().repeat(w.marked);
        writeln!(
            out,
            "{ruler}{:width$} |{ruler:#} {:indent$}{style}{under}{style:#}",
            "",
            "",
            indent = w.indent
        )
    }

    /// What stands for lines left out.
    fn omitted(&self, out: &mut dyn Write, lines: usize) -> io::Result<()> {
        let (ruler, width) = (self.styles.ruler, self.width);
        let s = if lines == 1 { "" } else { "s" };
        writeln!(out, "{ruler}{:width$} |{ruler:#} … {lines} more line{s}", "")
    }
}

struct Line<'a> {
    number: usize,
    sign: char,
    text: &'a str,
    mark: Span,
    under: char,
    style: Style,
    colored: bool,
}

/// The lines that `span` covers, marked.
pub(super) fn found(
    gutter: &Gutter<'_>,
    report: &Report,
    span: Span,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let first = report.lines.line(span.start);
    let last = report.lines.line(span.end.max(span.start + 1) - 1).max(first);
    let shown = if last - first < MOST_LINES { last } else { first + MOST_LINES - 2 };
    for number in first..=shown {
        let line = report.lines.line_span(&report.text, number);
        let start = span.start.clamp(line.start, line.end) - line.start;
        let end = span.end.clamp(line.start, line.end) - line.start;
        let mut mark = Span::new(start, end);
        if first != last {
            mark = trimmed(line.of(&report.text), mark);
        }
        let text = without_bom(line.of(&report.text), &mut mark);
        gutter.line(out, &Line { number, sign: '|', text, mark, under: '^', style, colored: false })?;
    }
    if shown < last {
        gutter.omitted(out, last - shown)?;
    }
    Ok(())
}

/// A mark over part of several lines does not cover the indentation of the later ones.
fn trimmed(line: &str, mark: Span) -> Span {
    let text = mark.of(line);
    Span::new(
        mark.end - text.trim_start().len(),
        mark.start.max(mark.end - text.len() + text.trim_end().len()),
    )
}

/// A byte-order mark takes no column, unless it is what was found.
fn without_bom<'a>(line: &'a str, mark: &mut Span) -> &'a str {
    match line.strip_prefix('\u{feff}') {
        Some(rest) if mark.start > 0 => {
            let bom = '\u{feff}'.len_utf8();
            *mark = Span::new(mark.start - bom, mark.end - bom);
            rest
        }
        _ => line,
    }
}

/// The lines as `edits` leave them, with what is new marked. `edits` must be sorted.
pub(super) fn repair(
    gutter: &Gutter<'_>,
    report: &Report,
    edits: &[Edit],
    out: &mut dyn Write,
) -> io::Result<()> {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return Ok(()) };
    let (top, bottom) = (report.lines.line(first.span.start), report.lines.line(last.span.end));
    let region = Span::new(
        report.lines.line_span(&report.text, top).start,
        report.lines.line_span(&report.text, bottom).end,
    );
    let local: Vec<Edit> = edits
        .iter()
        .filter(|e| region.contains(e.span))
        .map(|e| {
            let span = Span::new(e.span.start - region.start, e.span.end - region.start);
            Edit::new(span, e.replacement.as_str())
        })
        .collect();
    let text = apply(region.of(&report.text), &local);
    let new = after(&local);
    let mut at = 0;
    let mut shown = 0;
    for (i, raw) in text.split_inclusive('\n').enumerate() {
        let line = raw.trim_end_matches(['\n', '\r']);
        let here = Span::new(at, at + raw.len());
        at = here.end;
        let marks = new.iter().filter(|s| s.overlaps(here) || here.contains(**s));
        let Some(mark) = marks.copied().reduce(|a, b| Span::new(a.start, b.end)) else { continue };
        if shown == MOST_LINES {
            return gutter.omitted(out, text.lines().count() - i);
        }
        shown += 1;
        let clamp = |p: usize| p.clamp(here.start, here.start + line.len()) - here.start;
        let mut mark = Span::new(clamp(mark.start), clamp(mark.end));
        let (number, style) = (top + i, gutter.styles.added);
        let line = without_bom(line, &mut mark);
        gutter.line(out, &Line { number, sign: '+', text: line, mark, under: '+', style, colored: true })?;
    }
    Ok(())
}

/// Where the replacements of sorted `edits` stand afterwards.
fn after(edits: &[Edit]) -> Vec<Span> {
    let (mut added, mut removed) = (0, 0);
    edits
        .iter()
        .map(|e| {
            let start = e.span.start + added - removed;
            added += e.replacement.len();
            removed += e.span.len();
            Span::new(start, start + e.replacement.len())
        })
        .collect()
}
