//! Links that a space broke, `[text] (url)`, for PAIR006.

use super::link_mismatch::RULE;
use crate::checks::PairContext;
use crate::document::{Document, Link, MaskKind};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::pair::addresses::Address;
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// `[text] (url)`: a space, often from a machine, breaks the link. Returns the destinations of the
/// original whose link is broken so, because they are not lost. Nothing is broken where the original
/// holds the same, or where all its links to that page have their counterparts.
pub(super) fn check<'d>(cx: &PairContext<'d>, out: &mut Vec<Finding>) -> FxHashSet<&'d str> {
    let (source, target) = (cx.source.document, cx.target.document);
    let mut mended = FxHashSet::default();
    let spaced = spaced(target);
    if spaced.is_empty() {
        return mended;
    }
    let alike: FxHashSet<String> = self::spaced(source).iter().map(|s| Address::read(s.url).page()).collect();
    let mut open = unanswered(source, target);
    for Spaced { gap, url } in spaced {
        let address = Address::read(url);
        let page = address.page();
        let twins = open.get_mut(&page).filter(|_| !alike.contains(&page));
        let Some(links) = twins else { continue };
        let Some(at) = links.iter().position(|l| l.0.same_page(&address)) else { continue };
        let (_, twin) = links.swap_remove(at);
        mended.insert(&*twin.url);
        out.push(
            Finding::new(&RULE, gap, format!("a space breaks the link to `{url}`"))
                .severity(Severity::Error)
                .confidence(0.99)
                .fix(Fix::replace(Applicability::Safe, gap, ""))
                .related(cx.in_source(twin.span, "the link in the original")),
        );
    }
    mended
}

/// By page, the links of the original that outnumber those of the translation: its first ones.
fn unanswered<'d>(source: &'d Document, target: &Document) -> FxHashMap<String, Vec<(Address, &'d Link)>> {
    let mut pages: FxHashMap<String, Vec<(Address, &Link)>> = FxHashMap::default();
    for link in &source.links {
        let address = Address::read(&link.url);
        pages.entry(address.page()).or_default().push((address, link));
    }
    for link in &target.links {
        if let Some(links) = pages.get_mut(&Address::read(&link.url).page()) {
            links.pop();
        }
    }
    pages
}

/// A destination in parentheses behind a space, behind brackets.
struct Spaced<'d> {
    gap: Span,
    url: &'d str,
}

/// Every one in the prose of a post. The box of a task, the number of a note and brackets that are
/// escaped begin no link.
fn spaced(document: &Document) -> Vec<Spaced<'_>> {
    let text = document.text.as_str();
    let mut out = Vec::new();
    for (at, _) in text.match_indices(']') {
        let rest = text.get(at + 1..).unwrap_or("");
        let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
        let after = rest.get(blank..).unwrap_or("");
        let Some(body) = after.strip_prefix('(').filter(|_| blank > 0) else { continue };
        let Some(url) = destination(body).filter(|_| named(text, at)) else { continue };
        let hidden =
            |m: crate::document::Mask| matches!(m.kind, MaskKind::Code | MaskKind::Comment | MaskKind::Math);
        if !document.mask_at(at).is_some_and(hidden) {
            out.push(Spaced { gap: Span::new(at + 1, at + 1 + blank), url });
        }
    }
    out
}

/// Whether the brackets that close at `end` hold words.
fn named(text: &str, end: usize) -> bool {
    const LONGEST: usize = 400;
    let before = text.get(..end).unwrap_or("");
    let near = before.char_indices().rev().take(LONGEST).find(|c| matches!(c.1, '[' | '\n'));
    let Some((start, _)) = near.filter(|c| c.1 == '[') else { return false };
    let label = before.get(start + 1..).unwrap_or("").trim();
    let escaped = before.ends_with('\\') || before.get(..start).is_some_and(|b| b.ends_with('\\'));
    !escaped && label.chars().count() > 1 && label.contains(|c: char| c.is_alphabetic())
}

/// The destination at the start of `body`, before what closes it: one word, of no absurd length.
fn destination(body: &str) -> Option<&str> {
    const LONGEST: usize = 2_000;
    let end = body.char_indices().take(LONGEST).find(|c| matches!(c.1, ')' | '\n' | ' '));
    let url = match end {
        Some((_, ' ')) => return None,
        Some((end, _)) => body.get(..end)?,
        None => body,
    };
    (1..=LONGEST).contains(&url.len()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn boxes_notes_and_escaped_brackets_are_no_links() {
        let found = |text: &str| spaced(&Document::parse(text.to_owned(), Kind::Markdown)).len();
        assert_eq!(found("Voir [le mur] (https://x.org/mur).\n"), 1);
        for text in [
            "- [x] (https://x.org/mur) est fait\n",
            "Martin [1] (https://x.org/mur)\n",
            "\\[CB-6394\\] (https://x.org/mur)\n",
            "un mot] (https://x.org/mur)\n",
            "`[le mur] (https://x.org/mur)`\n",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
