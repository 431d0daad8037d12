//! Identifiers of headings, as GitHub, Hugo, Docusaurus and Starlight derive them.

use super::build::RawHeading;
use super::types::Heading;
use super::{JOIN, OBJECT};
use crate::span::Span;
use rustc_hash::FxHashMap;

/// The anchor of a heading's text: letters in lower case, spaces as dashes, no other punctuation.
#[must_use]
pub(super) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '_' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            ' ' | '\n' | '\t' => out.push('-'),
            c if c.is_ascii() => {}
            // The letters of French are settled without a look at the tables of Unicode.
            'à'..='ö' | 'ø'..='ÿ' => out.push(c),
            c => out.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
        }
    }
    out
}

/// What readers see of a heading: its prose, and the text of its code.
pub(super) fn visible(text: &str, prose: &str, span: Span) -> String {
    let object = char::from(OBJECT);
    let joint = char::from(JOIN);
    let own = span.of(prose);
    // Most headings are words and nothing else.
    if own == span.of(text) && !own.contains(joint) {
        return own.to_owned();
    }
    let mut out = String::with_capacity(own.len());
    for (i, c) in own.char_indices() {
        match c {
            c if c == joint => {}
            // Most spaces are spaces in the text.
            ' ' if text.as_bytes().get(span.start + i) != Some(&b' ')
                && !text.get(span.start + i..).is_some_and(|t| t.starts_with(char::is_whitespace)) => {}
            // Code and the like stand for themselves, without their marks.
            c if c == object => {
                out.extend(text.get(span.start + i..).and_then(|t| t.chars().next()).filter(|c| *c != '`'))
            }
            c => out.push(c),
        }
    }
    out
}

/// The headings of a page, in order of position.
pub(super) fn headings(raw: Vec<RawHeading>, place: &[usize]) -> Vec<Heading> {
    let placed = |h: RawHeading| {
        let block = *place.get(h.block as usize)?;
        Some(Heading { block, level: h.level, id: h.id })
    };
    let mut headings: Vec<Heading> = raw.into_iter().filter_map(placed).collect();
    headings.sort_by_key(|h| h.block);
    headings
}

/// The slugs of `headings`, each unique in the page. `text` gives the text of a block.
pub(super) fn unique(headings: &[Heading], text: impl Fn(usize) -> String) -> Vec<String> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let slug = |heading: &Heading| {
        let base = slug(&text(heading.block));
        let count = seen.entry(base.clone()).or_insert(0);
        let slug = if *count == 0 { base } else { format!("{base}-{count}") };
        *count += 1;
        slug
    };
    headings.iter().map(slug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_stay_and_punctuation_goes() {
        assert_eq!(slug("Été à Lyon : l'essai n° 2 !"), "été-à-lyon--lessai-n-2-");
        assert_eq!(slug("Getting started"), "getting-started");
    }
}
