//! The damaged word: what a finding about characters covers.

use crate::span::Span;

/// The word around byte `at`: the run of non-space characters without its outer ASCII punctuation, and no more
/// than 1,000 bytes on either side.
///
/// Empty where `at` stands on white space or on punctuation alone.
pub(super) fn at(text: &str, at: usize) -> Span {
    let near = Span::empty(at).widened(text, 1000);
    let (before, after) = (Span::new(near.start, at).of(text), Span::new(at, near.end).of(text));
    let start = before.char_indices().rev().find(|(_, c)| c.is_whitespace());
    let start = near.start + start.map_or(0, |(i, c)| i + c.len_utf8());
    let end = at + after.find(char::is_whitespace).unwrap_or(after.len());
    let word = Span::new(start, end).of(text);
    let outer = |c: char| c.is_ascii_punctuation() || c == '\u{feff}';
    let trimmed = word.trim_start_matches(outer);
    let start = end - trimmed.len();
    Span::new(start, start + trimmed.trim_end_matches(outer).len())
}

/// The smallest span that covers the words around both ends of `damage`, and `damage` itself.
pub(super) fn covering(text: &str, damage: Span) -> Span {
    let last = damage.of(text).char_indices().next_back().map_or(0, |(i, _)| i);
    let (first, last) = (at(text, damage.start), at(text, damage.start + last));
    let start = if first.is_empty() { damage.start } else { damage.start.min(first.start) };
    let end = if last.is_empty() { damage.end } else { damage.end.max(last.end) };
    Span::new(start, end)
}

/// Groups sorted `items` whose damage lies in one word; each group comes with what it covers.
pub(super) fn groups<T>(text: &str, items: Vec<T>, span: impl Fn(&T) -> Span) -> Vec<(Span, Vec<T>)> {
    let mut out: Vec<(Span, Vec<T>)> = Vec::new();
    for item in items {
        let covered = covering(text, span(&item));
        match out.last_mut() {
            Some((group, inside)) if group.overlaps(covered) => {
                *group = Span::new(group.start.min(covered.start), group.end.max(covered.end));
                inside.push(item);
            }
            _ => out.push((covered, vec![item])),
        }
    }
    out
}

/// Whether the word looks like part of an address, a path, a query or a file name.
pub(super) fn is_address(text: &str, span: Span) -> bool {
    let edge = |c: char| c.is_whitespace() || "()<>\"`[]".contains(c);
    let start = text.get(..span.start).and_then(|t| t.rfind(edge)).unwrap_or(0);
    let end = text.get(span.end..).and_then(|t| t.find(edge)).map_or(text.len(), |i| span.end + i);
    let word = Span::new(start, end).of(text).trim_end_matches(['.', ',', ';', ':', '!', '?']);
    word.contains(['/', '@', '#', '?', '+']) || word.contains('.') || word.contains("==")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_spaces_and_lose_outer_punctuation() {
        let text = "a (d\u{200b}j\u{200b}), é";
        assert_eq!(covering(text, Span::new(4, 7)).of(text), "d\u{200b}j\u{200b}");
        let both = groups(text, vec![Span::new(4, 7), Span::new(8, 11), Span::new(14, 16)], |s| *s);
        assert_eq!(both.len(), 2);
        assert_eq!(both[0].1.len(), 2);
    }

    #[test]
    fn damage_among_blanks_covers_itself() {
        assert_eq!(covering("a \u{85} b", Span::new(2, 4)), Span::new(2, 4));
        assert_eq!(covering("&agrave; la", Span::new(0, 8)), Span::new(0, 8));
    }
}
