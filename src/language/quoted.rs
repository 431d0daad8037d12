//! Blocks whose language is not the page's business: quotations, sample data, error messages.

use crate::document::{Block, BlockKind, Document};
use crate::span::Span;

/// Lines looked at around a block: keeps the work linear on tables and quotations without end.
const REACH: usize = 400;

/// Whether `block` stands in a quotation (`>`) that names its author, is announced by a colon, or is
/// explained right after. Admonitions are no quotations.
#[must_use]
pub fn attributed(document: &Document, block: &Block) -> bool {
    if block.quote_depth == 0 {
        return false;
    }
    let line = document.lines.line(block.span.start);
    let quoted = |n: usize| -> Option<&str> {
        let text = document.lines.line_span(&document.text, n).of(&document.text).trim_start();
        text.strip_prefix('>').map(str::trim)
    };
    if quoted(line).is_none() {
        return false;
    }
    let first = (1..=line).rev().take(REACH).take_while(|n| quoted(*n).is_some()).last().unwrap_or(line);
    let last = (line..=document.lines.lines())
        .take(REACH)
        .take_while(|n| quoted(*n).is_some())
        .last()
        .unwrap_or(line);
    let admonition = quoted(first).is_some_and(|t| t.starts_with("[!"));
    let lines = || (first..=last).filter_map(quoted);
    let signed = lines().any(|l| signs(l) || introduces(l)) || lines().next().is_some_and(reports_an_error);
    !admonition && (signed || announced(document, first) || explained(document, last))
}

/// Whether a line of a quotation names its author: `— Name`, `<cite>`.
fn signs(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', ' ']);
    line.starts_with(['—', '–', '―']) || line.starts_with("-- ") || line.starts_with("<cite") || {
        // The dash at the end of the last sentence: `… the boat. — Eleanor March`
        line.contains(". — ") || line.contains("” — ") || line.contains("» — ") || line.contains("\" — ")
    }
}

/// Whether the text before line `first` ends with a colon.
fn announced(document: &Document, first: usize) -> bool {
    let before = document.lines.line_span(&document.text, first).start;
    let text = Span::new(0, before).of(&document.text).trim_end();
    introduces(text)
}

/// Whether a text ends with a colon, markup aside.
fn introduces(text: &str) -> bool {
    let text = text.trim_end();
    let text = text.strip_suffix("<br/>").or_else(|| text.strip_suffix("<br />")).unwrap_or(text);
    text.trim_end_matches(['*', '_', ' ']).ends_with(':')
}

/// Words of error messages, in lower case.
const ERRORS: &[&str] = &[
    "cannot",
    "could not",
    "couldn't",
    "can't",
    "failed",
    "unable to",
    "not found",
    "not available",
    "invalid",
    "must be",
    "error",
    "not allowed",
    "is required",
    "not defined",
    "unknown",
    "unexpected",
    "does not",
    "is not ",
    "was found",
    "missing",
    "not supported",
    "refused",
    "denied",
    "should only be",
    "was called",
    "can be returned",
    "can only be",
];

/// Whether a quoted line reads as an English error message.
fn reports_an_error(line: &str) -> bool {
    let line = line.to_lowercase();
    ERRORS.iter().any(|e| line.contains(e))
}

/// Whether the text after line `last` begins by naming or explaining the quotation.
fn explained(document: &Document, last: usize) -> bool {
    let after = document.lines.line_span(&document.text, last).end;
    let text = Span::new(after, document.text.len()).of(&document.text).trim_start();
    text.starts_with(['—', '–', '―', '('])
}

/// What stands between quotation marks in `span`: `« »`, `“ ”`, `„ “`, `" "`, and `' '` around words.
#[must_use]
pub fn quotations(prose: &str, span: Span) -> Vec<Span> {
    let text = span.of(prose);
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = text.get(at + c.len_utf8()..).and_then(|t| t.chars().next()).unwrap_or(' ');
        let opens = !before.is_alphanumeric() && !after.is_whitespace();
        let closing = match c {
            '«' => Some('»'),
            '“' => Some('”'),
            '„' => Some('“'),
            '"' if opens => Some('"'),
            '\'' if opens && after.is_alphanumeric() => Some('\''),
            '‘' if opens => Some('’'),
            _ => None,
        };
        let closes = |end: char| c == end && (c != '\'' && c != '’' || !after.is_alphanumeric());
        match open {
            Some((start, end)) if closes(end) => {
                found.push(Span::new(span.start + start, span.start + at));
                open = None;
            }
            // An apostrophe opened by mistake must not hide the marks that follow.
            None | Some((_, '\'' | '’')) if closing.is_some() => {
                open = closing.map(|e| (at + c.len_utf8(), e))
            }
            _ => {}
        }
        before = c;
    }
    found
}

/// Whether `block` is a cell of a table that a program wrote: notebooks export data as `class="dataframe"`.
fn data_frame(document: &Document, block: &Block) -> bool {
    /// Bytes looked back for the table's tag.
    const REACH: usize = 1 << 14;
    let text = document.text.as_bytes();
    let before = text.get(block.span.start.saturating_sub(REACH)..block.span.start).unwrap_or(&[]);
    // Nearly no page has one, which is sooner seen forwards than backwards.
    if memchr::memmem::find(before, b"dataframe").is_none() {
        return false;
    }
    let Some(opens) = memchr::memmem::rfind(before, b"<table") else { return false };
    let tag = before.get(opens..).unwrap_or(&[]);
    let end = memchr::memchr(b'>', tag).unwrap_or(0);
    memchr::memmem::find(tag, b"</table").is_none()
        && memchr::memmem::find(tag.get(..end).unwrap_or(&[]), b"dataframe").is_some()
}

/// Whether `block` is a cell of a table of sample data: most of its columns are named by identifiers.
#[must_use]
pub fn sample_data(document: &Document, block: &Block) -> bool {
    if data_frame(document, block) {
        return true;
    }
    if block.kind != BlockKind::TableCell {
        return false;
    }
    let row = |n: usize| document.lines.line_span(&document.text, n).of(&document.text);
    let line = document.lines.line(block.span.start);
    let Some(header) = (1..=line).rev().take(REACH).take_while(|n| row(*n).contains('|')).last() else {
        return false;
    };
    let identifier = |cell: &str| {
        let bare = cell.trim_matches(['`', '*', ' ', '\\']);
        let code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '\\');
        !bare.is_empty() && bare.chars().all(code) && (bare.contains('_') || cell.contains('`'))
    };
    let cells: Vec<&str> = row(header).split('|').map(str::trim).filter(|c| !c.is_empty()).collect();
    let named = cells.iter().filter(|c| identifier(c)).count();
    named * 2 >= cells.len() && named > 0
}

/// Whether a text gives a word in several languages, each behind its tag: `ES: forte, F: forte, D: laut`.
#[must_use]
pub fn polyglot(text: &str) -> bool {
    let tag = |word: &&str| {
        let Some(name) = word.strip_suffix(':') else { return false };
        let name = name.trim_start_matches(['*', '_', '(', '[']);
        (1..=3).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
    };
    text.split_whitespace().filter(tag).take(3).count() == 3
}

/// Whether a text is an entry of a bibliography, by author and year: `March, E. (1987). The Harbour at Night.`
#[must_use]
pub fn reference(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '*', '[', ' ']);
    let Some((name, rest)) = text.split_once(", ") else { return false };
    let author = name.starts_with(char::is_uppercase) && name.split_whitespace().count() <= 3;
    let mut letters = rest.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.');
    let year = |(at, _): (usize, &str)| {
        let mut bytes = rest.bytes().skip(at + 1);
        (0..4).all(|_| bytes.next().is_some_and(|b| b.is_ascii_digit()))
            && bytes.next().is_some_and(|b| !b.is_ascii_digit())
    };
    author && initial && rest.match_indices('(').take(4).any(year)
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn entries_of_bibliographies_are_known() {
        assert!(reference("March, E. (1987). The harbour at night. Quay Press."));
        assert!(reference("- Le Guen, A. & March, E. (1987a). The harbour at night."));
        assert!(!reference("Hello, I am here (2019 was long). The harbour is dark."));
    }
}
