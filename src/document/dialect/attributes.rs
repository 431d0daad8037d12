//! Attribute lists: `{: .class}`, `{ width=300 }`, `{lang=en}`, `{target="_blank"}`.

use super::super::build::{LanguageMark, What};
use super::super::types::MaskKind;
use super::scanner::Scanner;
use crate::span::Span;

/// Reads the attribute list that is all of `line`.
pub(super) fn alone(s: &mut Scanner<'_, '_>, line: Span) -> bool {
    let Some((span, lang)) = list(s, line.start) else { return false };
    if !s.text.get(span.end..line.end).unwrap_or("x").trim().is_empty() {
        return false;
    }
    found(s, span, lang, true);
    true
}

/// Reads the attribute list that begins at the scanner's position.
pub(super) fn construct(s: &mut Scanner<'_, '_>) -> bool {
    let Some((span, lang)) = list(s, s.at) else { return false };
    let before = s.bytes.get(..s.at).and_then(|b| b.last());
    // The list belongs to what stands before it: a link, a mark, a heading's text.
    let ends = ends_line(s, span);
    // One that declares a language at the end of a line speaks of the whole paragraph.
    let paragraph = lang.is_some() && ends;
    let attached = before.is_some_and(|b| b"])*_`\"x}".contains(b)) || paragraph || heading(s, span);
    if !attached
        && !s
            .text
            .get(span.start..)
            .is_some_and(|t| t.starts_with("{:") || t.starts_with("{ .") || t.starts_with("{."))
    {
        return false;
    }
    if heading(s, span) && !s.text.get(span.start..).is_some_and(|t| t.starts_with("{:")) {
        // The Markdown parser reads the attributes of headings itself.
        if let Some(lang) = lang {
            s.build.language_marks.push(LanguageMark { span, lang, alone: false });
        }
        s.at = span.end;
        return true;
    }
    found(s, span, lang, false);
    true
}

fn found(s: &mut Scanner<'_, '_>, span: Span, lang: Option<String>, alone: bool) {
    s.object(span, What::Hidden(MaskKind::Syntax));
    if let Some(lang) = lang {
        s.build.language_marks.push(LanguageMark { span, lang, alone });
    }
    s.at = span.end;
}

/// Whether `span` ends a heading's line.
fn heading(s: &Scanner<'_, '_>, span: Span) -> bool {
    if !ends_line(s, span) {
        return false;
    }
    let line = s.line_start(span.start);
    let start = super::scanner::skip_containers(s.bytes, line, span.start);
    s.bytes.get(start) == Some(&b'#')
}

/// Whether nothing but white space stands behind `span` on its line. The end of the line is not looked for:
/// it may be far, and asked for often.
fn ends_line(s: &Scanner<'_, '_>, span: Span) -> bool {
    let blank = |t: &str| t.chars().take_while(|c| *c != '\n').all(char::is_whitespace);
    s.text.get(span.end..).is_some_and(blank)
}

/// The list that begins at `at`, and the language it declares.
fn list(s: &Scanner<'_, '_>, at: usize) -> Option<(Span, Option<String>)> {
    let rest = s.bytes.get(at + 1..)?;
    let first = rest.iter().take(3).find(|b| !matches!(b, b' ' | b':'))?;
    if !(first.is_ascii_alphabetic() || matches!(first, b'.' | b'#' | b'-')) {
        return None;
    }
    let limit = rest.len().min(400);
    let close = rest.get(..limit)?.iter().position(|b| matches!(b, b'}' | b'\n' | b'{' | b'<'))?;
    let kramdown = rest.first() == Some(&b':');
    if rest.get(close) != Some(&b'}') {
        return None;
    }
    let content = s.text.get(at + 1..at + 1 + close)?;
    let content = content.strip_prefix(':').unwrap_or(content).trim();
    let mut lang = None;
    let mut rest = content;
    while !rest.is_empty() {
        let (item, after) = item(rest);
        let value = item.split_once('=').map(|(k, v)| (k.trim(), v.trim_matches(['"', '\''])));
        let marked = item.starts_with(['.', '#']) && item.len() > 1 && !item.contains(['(', ')', ',', ';']);
        match value {
            Some((key, value))
                if !key.is_empty()
                    && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:".contains(&b)) =>
            {
                if key.eq_ignore_ascii_case("lang") && !value.is_empty() {
                    lang = Some(value.to_owned());
                }
            }
            _ if marked || kramdown || item == "-" => {}
            _ => return None,
        }
        rest = after.trim_start();
    }
    Some((Span::new(at, at + 1 + close + 1), lang))
}

/// The first item of a list, and the rest: white space outside quotes separates.
fn item(list: &str) -> (&str, &str) {
    let mut quote = None;
    for (i, c) in list.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, c) if c.is_whitespace() || c == ',' => {
                let (head, tail) = list.split_at(i);
                return (head, tail.trim_start_matches([',', ' ', '\t']));
            }
            _ => {}
        }
    }
    (list, "")
}
