//! Hugo shortcodes, Liquid, Jinja and Vue templates.

use super::super::build::{Search, What};
use super::super::html::{is_language, readable_name, skip_space};
use super::super::types::{BlockKind, CodeBlock, MaskKind, Template};
use super::scanner::Scanner;
use crate::span::Span;

/// Shortcodes and tags whose inside is not language.
const CODE: &[&str] = &[
    "highlight",
    "code",
    "mermaid",
    "math",
    "katex",
    "raw",
    "chart",
    "gist",
    "verbatim",
    "prism",
    "codeblock",
];

/// Reads the template that begins at the scanner's position, if one does.
pub(super) fn construct(s: &mut Scanner<'_, '_>) -> bool {
    let at = s.at;
    let rest = s.bytes.get(at..).unwrap_or(&[]);
    let close: &'static [u8] = match (rest.get(1), rest.get(2)) {
        (Some(b'{'), Some(b'<')) => b">}}",
        (Some(b'{'), Some(b'%')) => b"%}}",
        (Some(b'{'), _) => b"}}",
        (Some(b'%'), _) => b"%}",
        (Some(b'#'), Some(b' ' | b'-')) => b"#}",
        _ => return false,
    };
    let open = if close.len() == 3 { 3 } else { 2 };
    let Some(end) = end_of(s, at + open, close) else {
        if close.len() == 3 {
            unclosed(s, at);
        }
        return false;
    };
    let span = Span::new(at, end);
    let comment = rest.get(1) == Some(&b'#') || rest.get(open..open + 2) == Some(b"/*");
    if comment {
        s.object(span, What::Hidden(MaskKind::Comment));
        s.at = end;
        return true;
    }
    let (name, closing) = name(s.bytes, at + open, end - close.len());
    let expression = close == b"}}";
    let name = if expression { Span::empty(name.start) } else { name };
    s.build.templates.push(Template { span, name, closing, unclosed: false });
    if !closing && !expression && pair(s, span, name) {
        return true;
    }
    let readable = if expression { Vec::new() } else { captions(s.text, span) };
    s.with_captions(span, What::Object(MaskKind::Template), &readable);
    s.at = end;
    true
}

/// The next closing delimiter of each kind, as last looked for: however many templates a text opens, it is
/// searched once.
#[derive(Debug, Default)]
pub(super) struct Ends(Vec<(&'static [u8], Span, Option<usize>)>);

impl Ends {
    /// Where `close` first stands in `within`.
    fn next(&mut self, bytes: &[u8], within: Span, close: &'static [u8]) -> Option<usize> {
        let slot = self.0.iter().position(|(known, ..)| *known == close);
        let known = slot.and_then(|i| self.0.get(i));
        if let Some((_, searched, found)) = known
            && searched.end == within.end
            && searched.start <= within.start
            && found.is_none_or(|at| at >= within.start)
        {
            return *found;
        }
        let rest = bytes.get(within.start..within.end).unwrap_or(&[]);
        let found = memchr::memmem::find(rest, close).map(|i| within.start + i);
        let entry = (close, within, found);
        match slot.and_then(|i| self.0.get_mut(i)) {
            Some(known) => *known = entry,
            None => self.0.push(entry),
        }
        found
    }
}

/// Where the template that runs at `from` ends, after `close`.
fn end_of(s: &mut Scanner<'_, '_>, from: usize, close: &'static [u8]) -> Option<usize> {
    // Output expressions stay within a paragraph; tags and shortcodes may have blank lines.
    let limit = if close == b"}}" || close == b"#}" { s.paragraph_end() } else { s.bytes.len() };
    let rest = s.bytes.get(from..limit)?;
    let plain = s.ends.next(s.bytes, Span::new(from, limit), close)? - from;
    // What only a later construct closes is not closed.
    let open = s.bytes.get(from.saturating_sub(close.len())..from).unwrap_or(&[]);
    if close.len() == 3 && memchr::memmem::find(rest.get(..plain)?, open).is_some() {
        return None;
    }
    // A delimiter inside quotes does not close, unless the quotes themselves never do.
    let mut i = 0;
    while i < rest.len() {
        match rest.get(i) {
            Some(quote @ (b'"' | b'`')) if close.len() == 3 => {
                let Some(length) = string(rest.get(i..)?, *quote) else {
                    return Some(from + plain + close.len());
                };
                i += length;
            }
            _ if rest.get(i..)?.starts_with(close) => return Some(from + i + close.len()),
            _ => i += 1,
        }
    }
    Some(from + plain + close.len())
}

/// The length of the quoted string that begins `rest`. It ends within its paragraph.
fn string(rest: &[u8], quote: u8) -> Option<usize> {
    let mut i = 1;
    loop {
        match rest.get(i)? {
            b'\\' if quote == b'"' => i += 2,
            b'\n' if rest.get(i + 1) == Some(&b'\n') => return None,
            b if *b == quote => return Some(i + 1),
            _ => i += 1,
        }
    }
}

/// A shortcode whose delimiter is missing.
fn unclosed(s: &mut Scanner<'_, '_>, at: usize) {
    let end = s.line_end(at);
    let (name, closing) = name(s.bytes, at + 3, end);
    if !name.is_empty() {
        s.build.templates.push(Template { span: Span::new(at, end), name, closing, unclosed: true });
    }
}

/// The first word inside the delimiters, and whether a slash or `end` marks a closing tag.
fn name(bytes: &[u8], from: usize, to: usize) -> (Span, bool) {
    let mut start = skip_space(bytes, from).min(to);
    if bytes.get(start) == Some(&b'-') {
        start = skip_space(bytes, start + 1).min(to);
    }
    let slash = bytes.get(start) == Some(&b'/');
    if slash {
        start = skip_space(bytes, start + 1).min(to);
    }
    let word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'/' | b'.') || *b >= 0x80;
    let mut end = start;
    while end < to && bytes.get(end).is_some_and(word) {
        end += 1;
    }
    let ends = bytes.get(start..start + 3) == Some(b"end") && end > start + 2;
    (Span::new(start, end), slash || ends)
}

/// Hides everything up to the closing tag of a pair whose inside is no language.
fn pair(s: &mut Scanner<'_, '_>, opening: Span, name: Span) -> bool {
    let word = name.of(s.text);
    let comment = word == "comment";
    if !(comment || CODE.contains(&word)) || !s.build.may_search(Search::Pair) {
        return false;
    }
    let hugo = s.bytes.get(opening.start + 1) == Some(&b'{');
    let rest = s.bytes.get(opening.end..).unwrap_or(&[]);
    let needle = if hugo { format!("/{word}") } else { format!("end{word}") };
    let closed = memchr::memmem::find_iter(rest, needle.as_bytes()).find_map(|i| {
        let before = rest.get(..i)?.trim_ascii_end();
        let before = before.strip_suffix(b"-").unwrap_or(before);
        let inner = if hugo {
            before
                .strip_suffix(b"/")
                .unwrap_or(before)
                .trim_ascii_end()
                .strip_suffix(b"{{<")
                .or(before.strip_suffix(b"{{%"))
        } else {
            before.strip_suffix(b"{%")
        }?;
        let delimiter = rest.get(i..)?.iter().position(|b| *b == b'}')? + i + if hugo { 2 } else { 1 };
        (delimiter <= rest.len()).then_some((inner.len(), delimiter))
    });
    let Some((inner, end)) = closed else {
        s.build.failed(Search::Pair);
        return false;
    };
    let span = Span::new(opening.start, opening.end + end);
    if comment {
        s.object(span, What::Hidden(MaskKind::Comment));
    } else {
        let info = s
            .text
            .get(name.end..opening.end)
            .unwrap_or("")
            .trim_matches(|c: char| c.is_whitespace() || "<>%{}-".contains(c));
        let content = Span::new(opening.end, opening.end + inner);
        s.build.code.push(CodeBlock { info: info.to_owned(), span, content, fenced: true, unclosed: false });
        s.build.block(BlockKind::Code, span, 0, 0);
        s.object(span, What::Object(MaskKind::Code));
    }
    s.at = span.end;
    true
}

/// The parameters of a shortcode that readers see: `caption="…"`, `alt="…"`.
fn captions(text: &str, span: Span) -> Vec<(Span, BlockKind)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = span.start;
    while let Some(i) = bytes.get(at..span.end).and_then(|rest| memchr::memchr2(b'=', b'"', rest)) {
        let sign = at + i;
        at = sign + 1;
        let quote = skip_space(bytes, if bytes.get(sign) == Some(&b'=') { sign + 1 } else { sign });
        let Some(&mark @ (b'"' | b'\'' | b'`')) = bytes.get(quote).filter(|_| quote < span.end) else {
            continue;
        };
        let Some(length) = bytes.get(quote..span.end).and_then(|rest| string(rest, mark)) else { continue };
        at = quote + length;
        let word = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        let before = bytes.get(span.start..sign).unwrap_or(&[]).trim_ascii_end();
        let named = before.iter().rev().take_while(word).count();
        let name = Span::new(span.start + before.len() - named, span.start + before.len());
        let value = Span::new(quote + 1, at - 1);
        if bytes.get(sign) == Some(&b'=')
            && let Some(kind) = readable_name(name.of(text))
            && is_language(value.of(text))
        {
            found.push((value, kind));
        }
    }
    found
}
