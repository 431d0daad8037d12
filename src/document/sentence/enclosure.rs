//! Quotations and parentheses: a sentence does not end inside one that began in its midst.

use super::super::JOIN;
use crate::span::Span;

/// Longer enclosures are read as text of their own.
const REACH: usize = 700;

/// The enclosures of one text, found as the reading goes on.
pub(super) struct Enclosures<'t> {
    text: &'t str,
    /// The end of the enclosure that holds the sentence open.
    until: usize,
    /// No enclosure is looked for before this byte: the last search found none.
    from: usize,
}

impl<'t> Enclosures<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, until: 0, from: 0 }
    }

    /// Whether byte `at` stands in an enclosure that holds the sentence open.
    pub fn holds(&self, at: usize) -> bool {
        at < self.until
    }

    /// Looks at the character at `at`, in the sentence that began at `start`.
    pub fn open(&mut self, start: usize, at: usize) {
        let rest = self.text.get(at..).unwrap_or("");
        let Some(opening) = rest.chars().next() else { return };
        let closing = match opening {
            '(' => ')',
            '[' => ']',
            '«' => '»',
            '“' => '”',
            '"' => '"',
            _ => return,
        };
        let before = Span::new(start, at).of(self.text);
        if at < self.until || at < self.from || opening == '"' && !opens(before, rest) {
            return;
        }
        let Some(end) = self.close(opening, closing, at) else {
            self.from = at + 1;
            return;
        };
        let begins = !before.chars().take(REACH).any(char::is_alphanumeric);
        // A whole sentence or more in its own right, unless a clause like “said she” follows.
        if begins && (matches!(opening, '(' | '[') || !self.clause_follows(end)) {
            return;
        }
        self.until = end;
    }

    /// One past the character that closes the enclosure opened at `at`.
    fn close(&self, opening: char, closing: char, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let mut depth = 0_usize;
        for (i, c) in rest.char_indices().take_while(|(i, _)| *i < REACH) {
            if c == closing && (opening != closing || i > 0) {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + i + c.len_utf8());
                }
            } else if c == opening {
                depth += 1;
            } else if c == '\n' && rest.get(i + 1..).is_some_and(|r| r.starts_with('\n')) {
                return None;
            }
        }
        None
    }

    /// Whether a small letter follows the enclosure that ends at `end`.
    fn clause_follows(&self, end: usize) -> bool {
        let rest = self.text.get(end..).unwrap_or("");
        let rest = rest.trim_start_matches(|c: char| {
            c.is_whitespace() || c == char::from(JOIN) || matches!(c, ',' | '—' | '–')
        });
        rest.chars().next().is_some_and(char::is_lowercase)
    }
}

/// Whether a straight quote opens: after white space or punctuation, before a character.
fn opens(before: &str, rest: &str) -> bool {
    let joint = char::from(JOIN);
    let left = before.chars().rev().find(|c| *c != joint);
    let right = rest.chars().skip(1).find(|c| *c != joint);
    left.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '\'' | '’' | ':'))
        && right.is_some_and(|c| !c.is_whitespace())
}
