//! MDX: imports, exports, elements, expressions.

use super::super::build::{Search, What};
use super::super::html;
use super::super::types::{BlockKind, MaskKind};
use super::scanner::Scanner;
use crate::span::Span;

/// Keys of objects in expressions whose strings readers see.
const KEYS: &[&str] = &[
    "text",
    "explain",
    "title",
    "label",
    "description",
    "caption",
    "alt",
    "question",
    "answer",
    "content",
    "heading",
    "summary",
    "subtitle",
    "placeholder",
    "tooltip",
];

/// One past the brace that closes the one at `at`. Strings, templates and comments are stepped over.
pub(in super::super) fn braces(bytes: &[u8], at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut i = at;
    loop {
        match bytes.get(i)? {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            quote @ (b'"' | b'\'') => i = quoted(bytes, i, *quote).unwrap_or(i),
            b'`' => i = back_quoted(bytes, i)?,
            b'/' if bytes.get(i + 1) == Some(&b'*') => {
                i += 3 + memchr::memmem::find(bytes.get(i + 2..)?, b"*/")?;
            }
            _ => {}
        }
        i += 1;
    }
}

/// The closing quote of the string that begins at `i`, on the same line; none for an apostrophe.
fn quoted(bytes: &[u8], i: usize, quote: u8) -> Option<usize> {
    let mut at = i + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'\n' => return None,
            b if *b == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

/// The closing back quote of the template that begins at `i`.
fn back_quoted(bytes: &[u8], i: usize) -> Option<usize> {
    let mut at = i + 1;
    loop {
        at += memchr::memchr2(b'`', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'`') {
            return Some(at);
        }
        at += 2;
    }
}

/// Adds the strings of the expression `span` that readers see: all of it where the attribute is one
/// that readers see, else the values of telling keys.
pub(in super::super) fn expression_strings(
    text: &str,
    name: &str,
    span: Span,
    out: &mut Vec<(Span, BlockKind)>,
) {
    let bytes = text.as_bytes();
    let mut i = span.start;
    while i < span.end {
        let Some(&quote @ (b'"' | b'\'' | b'`')) = bytes.get(i) else {
            i += 1;
            continue;
        };
        let close = if quote == b'`' { back_quoted(bytes, i) } else { quoted(bytes, i, quote) };
        let Some(close) = close.filter(|c| *c < span.end) else {
            i += 1;
            continue;
        };
        let value = Span::new(i + 1, close);
        let whole = Span::new(i, close + 1).of(text).len() == span.of(text).trim().len();
        let kind = if whole { html::readable_name(name) } else { key_kind(bytes, span.start, i) };
        if let Some(kind) = kind
            && html::is_language(value.of(text).trim_end_matches('\\'))
        {
            out.push((value, kind));
        }
        i = close + 1;
    }
}

/// The kind of the string at `i`, by the key before it.
fn key_kind(bytes: &[u8], from: usize, i: usize) -> Option<BlockKind> {
    let before = bytes.get(from..i)?.trim_ascii_end().strip_suffix(b":")?.trim_ascii_end();
    let before = before.strip_suffix(b"\"").or(before.strip_suffix(b"'")).unwrap_or(before);
    let length = before.iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
    let key = before.get(before.len() - length..)?;
    KEYS.iter().any(|k| k.as_bytes() == key).then_some(BlockKind::Caption)
}

/// Reads the element or fragment tag that begins at the scanner's position.
pub(super) fn element(s: &mut Scanner<'_, '_>) {
    let at = s.at;
    let next = s.bytes.get(at + 1);
    if !next.is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'>'))
        || !s.build.may_search(Search::Tag)
    {
        return;
    }
    let Some(tag) = html::tag(s.text, at, true) else {
        // Most of what fails here fails at once and costs nothing.
        let email_or_url = s.bytes.get(at..(at + 24).min(s.bytes.len())).is_some_and(|r| r.contains(&b'>'));
        if !email_or_url {
            s.build.failed(Search::Tag);
        }
        return;
    };
    let name = tag.name.of(s.text);
    let opens = !tag.closing && !tag.self_closing;
    if opens
        && (html::is_raw(name) || html::is_code(name))
        && s.build.may_search(Search::Pair)
        && raw(s, &tag)
    {
        return;
    }
    let component = name.starts_with(|c: char| c.is_ascii_uppercase());
    if tag.self_closing && component && tag.readable(s.text).is_empty() {
        // A component amid a sentence shows something there.
        s.object(tag.span, What::Object(MaskKind::Html));
    } else {
        s.tag(&tag);
    }
    s.at = tag.span.end;
}

/// Hides an element whose inside is no language, up to its closing tag.
fn raw(s: &mut Scanner<'_, '_>, tag: &html::Tag) -> bool {
    let name = tag.name.of(s.text);
    let close = format!("</{name}");
    let Some(i) = s.bytes.get(tag.span.end..).and_then(|rest| memchr::memmem::find(rest, close.as_bytes()))
    else {
        s.build.failed(Search::Pair);
        return false;
    };
    let end = tag.span.end + i + close.len();
    let end = s.bytes.get(end..).and_then(|rest| memchr::memchr(b'>', rest)).map_or(end, |j| end + j + 1);
    let what = if html::is_raw(name) { What::Hidden(MaskKind::Html) } else { What::Object(MaskKind::Code) };
    s.object(Span::new(tag.span.start, end), what);
    s.at = end;
    true
}

/// Reads the expression or comment in braces that begins at the scanner's position.
pub(super) fn expression(s: &mut Scanner<'_, '_>) {
    if !s.build.may_search(Search::Brace) {
        return;
    }
    let Some(end) = braces(s.bytes, s.at) else { return s.build.failed(Search::Brace) };
    let span = Span::new(s.at, end);
    let inner = s.text.get(span.start + 1..span.end - 1).unwrap_or("").trim();
    if inner.starts_with("/*") && inner.ends_with("*/") {
        s.build.comments.push(span);
        s.object(span, What::Hidden(MaskKind::Comment));
    } else if inner.is_empty() || matches!(inner, "\" \"" | "' '") {
        s.object(span, What::Hidden(MaskKind::Template));
    } else {
        s.object(span, What::Object(MaskKind::Template));
    }
    s.at = end;
}

/// Reads an import or export that begins at `start`, the first byte of a line.
pub(super) fn module(s: &mut Scanner<'_, '_>, start: usize) -> bool {
    let line = Span::new(start, s.line_end(start)).of(s.text);
    let import = line.strip_prefix("import").is_some_and(|rest| {
        let from = rest.contains(" from ") || rest.trim_end().ends_with(['{', ',']);
        let quoted = rest.contains(['"', '\'']);
        rest.starts_with([' ', '{', '"', '\'', '*'])
            && (from && (quoted || !rest.contains('.')) || rest.trim_start().starts_with(['"', '\'']))
            && !rest.trim_end().ends_with(['.', '!', '?'])
    });
    let export = s.jsx
        && line.strip_prefix("export ").is_some_and(|rest| {
            [
                "const ",
                "let ",
                "var ",
                "function ",
                "default ",
                "async ",
                "class ",
                "type ",
                "interface ",
                "{",
                "*",
            ]
            .iter()
            .any(|word| rest.starts_with(word))
        });
    // An import from a quoted path is proof enough that Markdown is read as MDX here.
    let proof =
        import && line.contains(" from ") && line.trim_end().trim_end_matches(';').ends_with(['"', '\'']);
    if !(s.jsx && (import || export) || proof) {
        return false;
    }
    s.jsx = true;
    let mut end = s.line_end(start);
    let mut depth = 0_isize;
    let mut at = start;
    loop {
        depth += balance(s.bytes.get(at..end).unwrap_or(&[]));
        let next = s.line_end((end + 1).min(s.bytes.len()));
        let row = s.bytes.get(end..next).unwrap_or(&[]).trim_ascii();
        if end >= s.bytes.len() || depth <= 0 && (row.is_empty() || !row.starts_with(b"}") && !continues(row))
        {
            break;
        }
        at = end;
        end = next;
    }
    let span = Span::new(start, end.min(s.bytes.len()));
    s.object(span, What::Hidden(MaskKind::Html));
    s.at = span.end;
    true
}

/// Whether the line goes on a statement begun before it.
fn continues(row: &[u8]) -> bool {
    row.starts_with(b".") || row.starts_with(b"from ") || row.starts_with(b")") || row.starts_with(b"?")
}

/// Opened less closed brackets of a line of code.
fn balance(line: &[u8]) -> isize {
    line.iter().fold(0, |depth, b| match b {
        b'{' | b'(' | b'[' => depth + 1,
        b'}' | b')' | b']' => depth - 1,
        _ => depth,
    })
}
