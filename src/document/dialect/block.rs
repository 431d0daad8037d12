//! Directives (`:::note[Title]`), admonitions (`!!! note "Title"`) and content tabs.

use super::super::build::What;
use super::super::html::is_language;
use super::super::types::{BlockKind, MaskKind};
use super::scanner::Scanner;
use crate::span::Span;

/// Reads the line `span` (without container marks) if it is a marker of one of these.
pub(super) fn marker(s: &mut Scanner<'_, '_>, span: Span) -> bool {
    let line = span.of(s.text).trim_end();
    let span = Span::new(span.start, span.start + line.len());
    if line.starts_with(":::") {
        return directive(s, span, line);
    }
    let admonition =
        ["!!! ", "??? ", "???+ ", "=== \"", "===! \"", "===+ \""].iter().any(|m| line.starts_with(m));
    if admonition {
        indented(s, span, line);
    }
    admonition
}

/// `:::name[Title]{attributes}`, `::: name Title`, or the closing `:::`.
fn directive(s: &mut Scanner<'_, '_>, span: Span, line: &str) -> bool {
    let colons = line.bytes().take_while(|b| *b == b':').count();
    let rest = line.get(colons..).unwrap_or("");
    if rest.trim().is_empty() {
        let closed = s.open.iter().rposition(|(n, _)| *n <= colons);
        for (_, container) in s.open.drain(closed.unwrap_or(s.open.len())..) {
            if let Some(container) = s.dialect.containers.get_mut(container) {
                container.end = span.start;
            }
        }
        s.object(span, What::Hidden(MaskKind::Syntax));
        s.at = span.end;
        return true;
    }
    let title = directive_title(rest).map(|(from, to)| {
        let start = span.start + colons;
        (Span::new(start + from, start + to), BlockKind::Caption)
    });
    let readable: Vec<_> = title.into_iter().filter(|(t, _)| is_language(t.of(s.text))).collect();
    s.with_captions(span, What::Hidden(MaskKind::Syntax), &readable);
    if s.open.len() < 64 {
        s.open.push((colons, s.dialect.containers.len()));
        s.dialect.containers.push(Span::new(span.end, s.bytes.len()));
    }
    s.at = span.end;
    true
}

/// Where the title stands in what follows the colons.
fn directive_title(rest: &str) -> Option<(usize, usize)> {
    let name = rest.len() - rest.trim_start().len();
    let word = rest.get(name..)?.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)))? + name;
    let after = rest.get(word..)?;
    if after.starts_with('[') {
        let close = after.rfind(']')?;
        return Some((word + 1, word + close));
    }
    let title = after.trim_start();
    let start = rest.len() - title.len();
    let end = title.find('{').map_or(rest.len(), |i| start + i);
    let title = rest.get(start..end)?.trim_end();
    let quoted = title.len() > 1 && title.starts_with('"') && title.ends_with('"');
    let inset = usize::from(quoted);
    (!title.is_empty() && word > name).then_some((start + inset, start + title.len() - inset))
}

/// `!!! kind "Title"`, whose body is indented by four more.
fn indented(s: &mut Scanner<'_, '_>, span: Span, line: &str) {
    let title = line.find('"').and_then(|open| {
        let close = line.rfind('"').filter(|c| *c > open + 1)?;
        Some((Span::new(span.start + open + 1, span.start + close), BlockKind::Caption))
    });
    let readable: Vec<_> = title.into_iter().filter(|(t, _)| is_language(t.of(s.text))).collect();
    s.with_captions(span, What::Hidden(MaskKind::Syntax), &readable);
    let body = body(s, span);
    s.dialect.admonitions.push(body);
    if !line.starts_with('=') {
        s.dialect.containers.push(body);
    }
    s.at = span.end;
}

/// The lines after `marker` that are blank or indented by four more than it.
fn body(s: &Scanner<'_, '_>, marker: Span) -> Span {
    let line = s.line_start(marker.start);
    let width = marker.start - line + 4;
    let mut end = s.line_end(marker.end);
    let start = end;
    while end < s.bytes.len() {
        let next = s.line_end(end + 1);
        let row = s.bytes.get(end + 1..next).unwrap_or(&[]);
        let indent: usize = row
            .iter()
            .take_while(|b| matches!(b, b' ' | b'\t'))
            .map(|b| if *b == b'\t' { 4 } else { 1 })
            .sum();
        if !row.trim_ascii().is_empty() && indent < width.min(64) {
            break;
        }
        end = next;
    }
    Span::new(start, end)
}
