//! Quotations: `« … »`, `“ … ”`, `" … "`.

use super::JOIN;
use super::types::{Inline, InlineKind};
use crate::span::Span;

/// Longer quotations are mismatched marks.
const REACH: usize = 1200;

/// Adds the quotations in `own`, the prose of a block that begins at byte `base`. Outermost only.
pub(super) fn read(own: &str, base: usize, out: &mut Vec<Inline>) {
    let bytes = own.as_bytes();
    let mut at = 0;
    while let Some(i) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'"', 0xc2, 0xe2, rest)) {
        at += i;
        let rest = own.get(at..).unwrap_or("");
        let Some(open) = rest.chars().next() else { break };
        let next = at + open.len_utf8();
        let close = match open {
            '«' => '»',
            '“' => '”',
            '"' if opens(own, at) => '"',
            _ => {
                at = next;
                continue;
            }
        };
        let Some(end) = closing(own, next, open, close) else {
            at = next;
            continue;
        };
        let span = Span::new(base + at, base + end + close.len_utf8());
        out.push(Inline { kind: InlineKind::Quote, span, inner: Span::new(base + next, base + end) });
        at = end + close.len_utf8();
    }
}

/// Where the mark that closes a quotation stands.
fn closing(own: &str, from: usize, open: char, close: char) -> Option<usize> {
    let mut depth = 1_usize;
    for (i, c) in own.get(from..)?.char_indices().take_while(|(i, _)| *i < REACH) {
        if c == close {
            depth -= 1;
        } else if c == open {
            depth += 1;
        }
        if depth == 0 {
            return Some(from + i);
        }
    }
    None
}

/// Whether the straight quote at `at` opens: nothing or space before it, something after it.
fn opens(own: &str, at: usize) -> bool {
    let joint = char::from(JOIN);
    let before = own.get(..at).unwrap_or("").chars().rev().find(|c| *c != joint);
    let after = own.get(at + 1..).unwrap_or("").chars().find(|c| *c != joint);
    before.is_none_or(|c| c.is_whitespace() || "([—–'’:/".contains(c))
        && after.is_some_and(|c| !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outermost_quotations_are_found() {
        let text = "Il dit « oui, “non” » et \"peut-être\" à 6\" d'ici.";
        let mut out = Vec::new();
        read(text, 0, &mut out);
        let inner: Vec<&str> = out.iter().map(|i| i.inner.of(text)).collect();
        assert_eq!(inner, [" oui, “non” ", "peut-être"]);
    }
}
