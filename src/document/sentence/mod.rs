//! Sentences of French and English prose.
//!
//! A boundary is a terminator, what closes after it, white space, and a beginning. Abbreviations,
//! initials, labels and quotations are the exceptions; when in doubt the sentence goes on.

mod boundary;
mod enclosure;
#[cfg(test)]
mod tests;
mod words;

use super::build::Break;
use super::{JOIN, OBJECT};
use crate::span::Span;

/// The sentences of plain `text`, in order, without the white space around.
#[must_use]
pub fn split(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    split_with(text, &[], &mut out);
    out
}

/// The sentences of `text`, which also end at `breaks` (sorted, in bytes of `text`).
pub(super) fn split_with(text: &str, breaks: &[Break], out: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    let mut closed = enclosure::Enclosures::new(text);
    let mut breaks = breaks.iter().peekable();
    while at < bytes.len() {
        let next = at + stop(bytes.get(at..).unwrap_or(&[]));
        while let Some(cut) = breaks.next_if(|b| b.at <= next) {
            if cut.at > start && (cut.hard || !goes_on(text, cut.at)) {
                push(text, start, cut.at, out);
                start = cut.at;
            }
        }
        if next >= bytes.len() {
            break;
        }
        at = next;
        let idle = idle(bytes.get(at..).unwrap_or(&[]));
        if idle > 0 {
            at += idle;
            continue;
        }
        let end = boundary::at(text, start, at, &mut closed);
        at = end.next;
        if let Some(cut) = end.cut {
            push(text, start, cut, out);
            start = cut;
        }
    }
    for cut in breaks {
        if cut.at > start && (cut.hard || !goes_on(text, cut.at)) {
            push(text, start, cut.at, out);
            start = cut.at;
        }
    }
    push(text, start, text.len(), out);
}

/// Bytes that may begin something that ends a sentence, or an enclosure.
static STOPS: [bool; 256] = {
    let mut table = [false; 256];
    let stops = b".!?\n(\"[\xc2\xe2\xe3\xef\xf0";
    let mut i = 0;
    while i < stops.len() {
        table[stops[i] as usize] = true;
        i += 1;
    }
    table
};

/// How many bytes stand before the first of [`STOPS`], or how many there are.
fn stop(bytes: &[u8]) -> usize {
    let stops = |b: &u8| STOPS[usize::from(*b)];
    // Most runs of eight hold none: they are looked at without a branch for each byte.
    let (runs, _) = bytes.as_chunks::<8>();
    let free = 8 * runs.iter().take_while(|run| !run.iter().fold(false, |any, b| any | stops(b))).count();
    let rest = bytes.get(free..).unwrap_or(&[]);
    free + rest.iter().position(stops).unwrap_or(rest.len())
}

/// How many bytes at the beginning of `rest` are what nearly all of [`STOPS`] are, and neither end a sentence
/// nor enclose anything: an apostrophe, a no-break space, the end of a line before an ordinary word.
fn idle(rest: &[u8]) -> usize {
    match rest {
        [b'\n', next, ..] if next.is_ascii_graphic() => 1,
        [0xc2, 0xa0, ..] => 2,
        [0xe2, 0x80, 0x99 | 0xaf, ..] => 3,
        _ => 0,
    }
}

/// Whether the text goes on with a small letter after byte `at`.
fn goes_on(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("");
    rest.chars().find(|c| c.is_alphanumeric() || *c == char::from(OBJECT)).is_some_and(char::is_lowercase)
}

/// Adds the sentence between two bytes, trimmed, if it holds a letter or a digit.
fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let outside = |c: char| c.is_whitespace() || c == char::from(JOIN);
    let written = text.get(start..end).unwrap_or("");
    let from = start + (written.len() - written.trim_start_matches(outside).len());
    let trimmed = written.trim_matches(outside);
    if trimmed.chars().any(char::is_alphanumeric) {
        out.push(Span::new(from, from + trimmed.len()));
    }
}
