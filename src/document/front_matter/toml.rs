//! TOML scalars with their bytes.

use super::Read;
use crate::document::types::{FrontMatterValue, Quoting};
use crate::span::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The scalars of `inner`, a TOML document inside `text`. After an error, those that can be read.
pub(super) fn read(text: &str, inner: Span) -> Read {
    let (table, errors) = DeTable::parse_recoverable(inner.of(text));
    let mut values = Vec::new();
    walk_table(text, inner.start, "", table.get_ref(), &mut values);
    let error = errors.first().map(|error| {
        let span = error.span().map_or(Span::empty(inner.start), |r| {
            Span::new((inner.start + r.start).min(inner.end), (inner.start + r.end).min(inner.end))
        });
        (span, error.message().trim().to_owned())
    });
    (values, error)
}

fn walk_table(text: &str, base: usize, path: &str, table: &DeTable<'_>, out: &mut Vec<FrontMatterValue>) {
    for (key, value) in table {
        walk(text, base, join(path, key.get_ref()), value, out);
    }
}

fn walk(text: &str, base: usize, key: String, value: &Spanned<DeValue<'_>>, out: &mut Vec<FrontMatterValue>) {
    let range = value.span();
    let span = Span::new(base + range.start, base + range.end);
    let scalar = match value.get_ref() {
        DeValue::Table(table) => return walk_table(text, base, &key, table, out),
        DeValue::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                walk(text, base, join(&key, &i.to_string()), item, out);
            }
            return;
        }
        DeValue::String(s) => s.to_string(),
        _ => span.of(text).to_owned(),
    };
    if span.of(text).is_empty() && !span.is_empty() {
        return;
    }
    let (span, quoting) = content(text, span);
    out.push(FrontMatterValue { key, span, value: scalar, quoting });
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The bytes between the quotes, and how they are quoted.
fn content(text: &str, span: Span) -> (Span, Quoting) {
    let written = span.of(text);
    for (mark, quoting) in [
        ("\"\"\"", Quoting::MultilineDouble),
        ("'''", Quoting::MultilineRaw),
        ("\"", Quoting::Double),
        ("'", Quoting::Raw),
    ] {
        if written.len() >= 2 * mark.len() && written.starts_with(mark) && written.ends_with(mark) {
            return (Span::new(span.start + mark.len(), span.end - mark.len()), quoting);
        }
    }
    (span, Quoting::Plain)
}
