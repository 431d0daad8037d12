//! The YAML that most front matter is made of, read line by line: `key: value` and lists of plain items.
//! Anything else is left to the parser, which says the same of these lines at fifty times the price.

use crate::document::types::{FrontMatterValue, Quoting};
use crate::span::Span;

/// Longer lines are the parser's: it has a limit for keys.
const LONGEST: usize = 1000;

/// The scalars of `inner`; `None` where there is anything but simple lines.
pub(super) fn read(text: &str, inner: Span) -> Option<Vec<FrontMatterValue>> {
    let source = inner.of(text);
    let bytes = source.as_bytes();
    if !usual(bytes) || bytes.last() != Some(&b'\n') {
        return None;
    }
    let mut out: Vec<FrontMatterValue> = Vec::with_capacity(8);
    let mut list: Option<List> = None;
    let mut at = inner.start;
    for line in source.split_terminator('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        if line.len() > LONGEST {
            return None;
        }
        if let Some(open) = &mut list {
            if let Some(value) = open.item(text, span) {
                out.push(value?);
                continue;
            }
            if open.count == 0 {
                return None;
            }
        }
        list = entry(text, span, &mut out)?;
    }
    // A key without value at the end has one: nothing.
    list.is_none_or(|l| l.count > 0).then_some(out)
}

/// A list that is open.
struct List<'t> {
    key: &'t str,
    /// How far its items are indented, once one was read.
    indent: Option<usize>,
    count: usize,
}

impl List<'_> {
    /// The item on the line at `span`, if that is one; nothing in it where it is no simple one.
    fn item(&mut self, text: &str, span: Span) -> Option<Option<FrontMatterValue>> {
        let line = span.of(text);
        let item = line.trim_start_matches(' ').strip_prefix("- ")?;
        let blank = line.len() - item.len() - 2;
        if *self.indent.get_or_insert(blank) != blank {
            return Some(None);
        }
        let begin = span.end - item.trim_start_matches(' ').len();
        let value = scalar(text, format!("{}.{}", self.key, self.count), Span::new(begin, span.end));
        self.count += 1;
        Some(value)
    }
}

/// Reads `key: value` on the line at `span`; the list that it opens where no value stands there.
fn entry<'t>(text: &'t str, span: Span, out: &mut Vec<FrontMatterValue>) -> Option<Option<List<'t>>> {
    let (key, value) = span.of(text).split_once(':')?;
    if !key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        || !key.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return None;
    }
    if value.is_empty() {
        return Some(Some(List { key, indent: None, count: 0 }));
    }
    let written = value.strip_prefix(' ')?.trim_start_matches(' ');
    let span = Span::new(span.end - written.len(), span.end);
    match written.strip_prefix('[') {
        Some(items) => flow(text, key, items, span.start + 1, out)?,
        None => out.push(scalar(text, key.to_owned(), span)?),
    }
    Some(None)
}

/// Whether there is nothing that YAML has its own mind about: controls, line ends other than LF, marks.
fn usual(bytes: &[u8]) -> bool {
    // Without branches, so that the compiler takes many bytes at a time.
    let control = |b: &u8| (*b < 0x20) & (*b != b'\n') | (*b == 0x7f);
    let controls = bytes.iter().fold(false, |any, b| any | control(b));
    let strange = |at: usize| match bytes.get(at..at + 2) {
        Some([0xc2, next]) => *next < 0xa0,
        Some([0xe2, next]) => *next == 0x80,
        _ => true,
    };
    !controls && !memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(strange)
}

/// The items of `[a, b]`, from behind the bracket at byte `start` on.
fn flow(text: &str, key: &str, items: &str, start: usize, out: &mut Vec<FrontMatterValue>) -> Option<()> {
    let items = items.trim_end_matches(' ').strip_suffix(']')?;
    let mut at = start;
    for (n, item) in items.split(',').enumerate() {
        let begin = at + item.len() - item.trim_start_matches(' ').len();
        let end = at + item.len();
        at = end + 1;
        if item.contains([':', '[', ']', '{', '}']) {
            return None;
        }
        out.push(scalar(text, format!("{key}.{n}"), Span::new(begin, end))?);
    }
    Some(())
}

/// The scalar at `span`, quoted or plain, and maybe spaces behind it.
fn scalar(text: &str, key: String, span: Span) -> Option<FrontMatterValue> {
    let written = span.of(text).trim_end_matches(' ');
    let quoted = |mark: char, quoting: Quoting| {
        let inner = written.strip_prefix(mark)?.strip_suffix(mark)?;
        let span = Span::new(span.start + 1, span.start + 1 + inner.len());
        (!inner.contains([mark, '\\'])).then_some((span, quoting, inner))
    };
    let (span, quoting, value) = match written.bytes().next()? {
        b'"' => quoted('"', Quoting::Double)?,
        b'\'' => quoted('\'', Quoting::Single)?,
        first if first.is_ascii_alphanumeric() || first > 0xc2 => {
            if written.contains('#') || written.contains(": ") || written.ends_with(':') {
                return None;
            }
            (Span::new(span.start, span.start + written.trim_end().len()), Quoting::Plain, written)
        }
        _ => return None,
    };
    Some(FrontMatterValue { key, span, value: value.to_owned(), quoting })
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;
    use proptest::prelude::*;

    fn same(yaml: &str) -> bool {
        let text = format!("---\n{yaml}---\n");
        let inner = Span::new(4, 4 + yaml.len());
        let Some(simple) = read(&text, inner) else { return false };
        let (parsed, error) = yaml::parsed(&text, inner);
        assert!(error.is_none(), "{yaml:?}: {error:?}");
        assert_eq!(simple, parsed, "{yaml:?}");
        true
    }

    #[test]
    fn simple_lines_are_read_as_the_parser_reads_them() {
        for yaml in [
            "title: \"L'été : à Lyon\"\ndate: 2024-05-11T10:00:00Z\ndraft: true  \nauthor: Chloë O'Brien\n",
            "tags: [vélo, \"pluie fine\" , 'rue']\nlink: https://lyon.example/a?b=c,d\n",
            "tags:\n  - vélo\n  - 'pluie'\nlist:\n- a\n- b c\nend: 'x'\n",
            "a: \"\"\nb: 5 € de [plus] {ici}, non\u{a0}\n",
        ] {
            assert!(same(yaml), "{yaml:?}");
        }
    }

    #[test]
    fn the_rest_is_left_to_the_parser() {
        for yaml in [
            "a: b: c\n",
            "a: b # c\n",
            "a: \"b\\n\"\n",
            "a:\n",
            "a: |\n  b\n",
            "a: b\n  c\n",
            "a:\n  b: c\n",
            "a: *b\n",
            "a:\n  - b\n    - c\n",
            "a: [b, [c]]\n",
            "a: [b\n",
            "a: []\n",
            "a: ~\n",
            "a: b\r\n",
            "\u{feff}a: b\n",
            "a: b",
            "a: \"b\" c\n",
            "a: it:\n",
            "a:b\n",
            "- a\n",
            "a: b\u{85}c\n",
            "a: b\n\nc: d\n",
            "a:\n  -\n",
            "a:\n- b: c\n",
        ] {
            assert!(!same(yaml), "{yaml:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_what_the_parser_reads(
            parts in prop::collection::vec(prop::sample::select(vec![
                "a", "title", "é", "œ", "1", "-", "_", ":", ": ", " ", "  ", "\n", "\n", "\na: ", "\nkey: ", "\n- ", "\n  - ",
                ":\n  - ", "[", "]", ", ", ",", "\"", "'", "'x y'", "\"b\"", "#", " #", "{", "}", "&", "*", "!", "|", ">", "%",
                "@", "`", "?", "~", "\\", "«", "\u{a0}", "😀", "---", "...", "null", "2024-01-02", "https://é.fr/",
            ]), 0..14)
        ) {
            same(&format!("a: {}\n", parts.concat()));
            same(&format!("{}\n", parts.concat()));
        }
    }
}
