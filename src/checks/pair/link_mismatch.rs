//! PAIR006: links that were lost, changed or broken on the way.

use super::broken_links;
use super::open_links::{self, Open};
use crate::checks::{Check, Example, PairContext, Rule};
use crate::document::{Document, Link};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::pair::BlockLink;
use crate::pair::addresses::Address;
use crate::pair::lexicon::Lexicon;
use crate::pair::words::{Endings, words};
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR006",
    name: "link-mismatch",
    summary: "A link or image was lost, changed or broken in the translation",
    docs: "\
Compares the links and images of each block with those of its translation. Destinations that differ \
by their language only are the same (`/fr/` and `/en/`, `fr.wikipedia.org`, `lang=`, `map-fr.png`); \
the anchor of a translated heading is the anchor of the heading it translates.

It speaks of a destination that is another one on the other side, or another anchor of a page of \
another site, of a link that is gone, and of a link broken by a space, `[text] (url)`, which it repairs where the original has that link. Paths \
inside the site whose words were translated are left alone, except with `--strict`.",
    severity: Severity::Warning,
    default: true,
    check: Check::Pair(check),
    bad: &[
        Example::pair(
            "post.fr.md",
            "Voir [le guide du jardin](https://example.org/guide-2019) pour planter.\n",
            ("post.md", "See [the garden guide](https://example.org/guide-2020) to plant.\n"),
        ),
        Example::pair(
            "post.fr.md",
            "Voir [le guide du jardin] (https://example.org/guide) pour planter.\n",
            ("post.md", "See [the garden guide](https://example.org/guide) to plant.\n"),
        ),
    ],
    good: &[Example::pair(
        "post.fr.md",
        "Voir [le guide](https://example.org/fr/guide) et [le pain](https://fr.wikipedia.org/wiki/Pain).\n",
        (
            "post.md",
            "See [the guide](https://example.org/en/guide) and [bread](https://en.wikipedia.org/wiki/Bread).\n",
        ),
    )],
};

fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    let mut found = Vec::new();
    let mended = broken_links::check(cx, &mut found);
    let mut differ = Vec::new();
    // Where every link has its like somewhere, none is lost, and nothing needs aligning.
    if !agree(cx.source.document, cx.target.document) {
        compare(cx, &mended, &mut differ);
    }
    out.append(&mut found);
    if !differ.is_empty() && super::other_text(cx).is_none() {
        out.append(&mut differ);
    }
}

/// Whether both posts link to the same places, and show the same images, as often.
fn agree(source: &Document, target: &Document) -> bool {
    let mut counts: FxHashMap<(String, String, String, bool), i32> = FxHashMap::default();
    for (document, one) in [(source, 1), (target, -1)] {
        for link in document.links.iter().filter(|l| !l.url.is_empty()) {
            let address = Address::read(&link.url);
            let place = (address.page(), address.host, address.fragment, link.image);
            *counts.entry(place).or_default() += one;
        }
    }
    counts.values().all(|n| *n == 0)
}

/// What differs between the blocks of the two sides.
fn compare(cx: &PairContext<'_>, mended: &FxHashSet<&str>, differ: &mut Vec<Finding>) {
    super::by_blocks(cx, differ, |blocks, aligned, out| blockwise(cx, (blocks, aligned), mended, out));
}

/// The links of blocks that belong together; `mended` are those that only a space broke.
fn blockwise(
    cx: &PairContext<'_>,
    (blocks, aligned): (&[BlockLink], bool),
    mended: &FxHashSet<&str>,
    out: &mut Vec<Finding>,
) {
    let open = open_links::between(cx, blocks);
    if open.is_empty() {
        return;
    }
    let markup = attributes(cx.target.document);
    let missing = if aligned && !cx.settings.strict { untranslated(cx) } else { Vec::new() };
    let mut told: FxHashSet<&str> = FxHashSet::default();
    for Open { pair, mut a, b, mut changed } in open {
        a.retain(|x| !mended.contains(&*x.url) && !told.contains(&*x.url));
        a.retain(|x| !markup.contains(x.url.as_str()));
        // What was lost on the diagonal is looked at again; until then nothing needs aligning.
        a.retain(|x| !holds(&missing, x.span));
        // Linked twice and lost, it is lost once.
        a.retain(|x| told.insert(&*x.url));
        report(cx, &pair, &a, &b, out);
        changed.retain(|(x, _)| told.insert(&*x.url));
        changed.iter().for_each(|(x, y)| report(cx, &pair, &[x], &[y], out));
    }
}

/// What stands after `href=` and `src=`: destinations in HTML that were not read as links.
fn attributes(document: &Document) -> FxHashSet<&str> {
    let text = document.text.as_str();
    let read: FxHashSet<usize> = document.links.iter().map(|l| l.destination.start).collect();
    let found =
        |mark: &'static str| memchr::memmem::find_iter(text.as_bytes(), mark).map(move |at| at + mark.len());
    let values = found("href=").chain(found("src="));
    let values = values.filter_map(|at| Some(text.get(at..)?.trim_start_matches(['"', '\'', '{', '`'])));
    let values = values.filter(|value| !read.contains(&(text.len() - value.len())));
    values.filter_map(|value| value.split(['"', '\'', '`', '}', '>', ' ', '\n']).next()).collect()
}

/// The sentences of the original that have no counterpart, in order: PAIR002 has named them, with
/// their links.
fn untranslated(cx: &PairContext<'_>) -> Vec<Span> {
    let missing = cx.alignment().links.iter().filter(|l| l.target.is_empty());
    let sentences = missing.flat_map(|l| &l.source).filter_map(|s| cx.source.document.sentences.get(*s));
    let mut spans: Vec<Span> = sentences.map(|s| s.span).collect();
    spans.sort_by_key(|s| s.start);
    spans
}

/// Whether a link stands in one of these sentences.
fn holds(sentences: &[Span], link: Span) -> bool {
    let after = sentences.partition_point(|s| s.start <= link.start);
    sentences.iter().take(after).next_back().is_some_and(|s| s.contains(link))
}

/// Whether the other destination was plainly chosen for the readers of its language: it names the
/// language, or its parameters are sentences.
fn chosen(from: &str, to: &str) -> bool {
    let (a, b) = (Address::read(from), Address::read(to));
    let split = |url: &str| url.split_once('?').map(|(p, q)| (p.to_owned(), q.to_owned()));
    let spoken = |query: &str| query.contains(['+', ' ']) || query.contains("%20");
    let worded = match (split(from), split(to)) {
        // A slip in a long query is no other question.
        (Some(x), Some(y)) => {
            x.0 == y.0 && spoken(&x.1) && spoken(&y.1) && strsim::jaro_winkler(&x.1, &y.1) < 0.95
        }
        _ => false,
    };
    worded || (b.localised && !a.localised && !b.host.is_empty()) || translated_host(&a.host, &b.host)
}

/// Whether the name of one host says the same as that of the other, in words of their languages:
/// `natural-resources.canada.example` and `ressources-naturelles.canada.example`.
fn translated_host(from: &str, to: &str) -> bool {
    let (Some((a, x)), Some((b, y))) = (from.split_once('.'), to.split_once('.')) else { return false };
    if x != y || a == b {
        return false;
    }
    let lexicon = Lexicon::shipped();
    let stems = |name: &str, endings| -> Vec<u32> { words(name, endings).iter().map(|w| w.stem).collect() };
    [(a, b), (b, a)].into_iter().any(|(english, french)| {
        let (e, f) = (stems(english, Endings::English), stems(french, Endings::French));
        let known = |f: &u32| e.iter().any(|e| lexicon.translates(*e, *f));
        !f.is_empty() && e.len() == f.len() && f.iter().all(known)
    })
}

fn report(cx: &PairContext<'_>, pair: &BlockLink, a: &[&Link], b: &[&Link], out: &mut Vec<Finding>) {
    let mut b: Vec<(&Link, Address)> = b.iter().map(|l| (*l, Address::read(&l.url))).collect();
    for lost in a {
        let from = Address::read(&lost.url);
        let inside = from.host.is_empty();
        let place = b.iter().position(|l| l.1.host == from.host).or((!b.is_empty()).then_some(0));
        let related = cx.in_source(lost.span, "the link in the original");
        let Some(at) = place else {
            if !inside || lost.image || cx.settings.strict {
                let end = pair
                    .target
                    .last()
                    .and_then(|t| cx.target.document.blocks.get(*t))
                    .map_or(0, |b| b.span.end);
                let what = if lost.image { "image" } else { "link to" };
                let message = format!("the {what} `{}` of the original is not here", lost.url);
                let finding = Finding::new(&RULE, Span::empty(end), message).confidence(0.8).related(related);
                out.push(match relinked(cx, pair, lost) {
                    Some(fix) => finding.fix(fix),
                    None => finding,
                });
            }
            continue;
        };
        let (other, to) = b.remove(at);
        // Words of a path inside the site are translated by right; a slip of a letter is not.
        let translated =
            inside && !lost.image && to.host.is_empty() && strsim::jaro_winkler(&from.path, &to.path) < 0.95;
        if (translated || chosen(&lost.url, &other.url)) && !cx.settings.strict {
            continue;
        }
        let span = if other.destination.is_empty() { other.span } else { other.destination };
        let message = format!("`{}` here, but `{}` in the original", other.url, lost.url);
        let mut finding = Finding::new(&RULE, span, message).confidence(0.85).related(related);
        // In angle brackets, or escaped, it stands as it does in the original for good reason.
        if !other.destination.is_empty() && !lost.url.contains([' ', '<', '>', '(', ')', '\\']) {
            finding = finding.fix(Fix::replace(Applicability::Unsafe, span, lost.url.as_str()));
        }
        out.push(finding);
    }
}

/// The link around its own words, where the translation kept them as they are and they stand there
/// once, as prose: a name or a title.
fn relinked(cx: &PairContext<'_>, pair: &BlockLink, lost: &Link) -> Option<Fix> {
    /// Bytes of a text that is searched for the words of a link.
    const LONGEST: usize = 20_000;
    let (source, target) = (cx.source.document, cx.target.document);
    let text = lost.text.of(&source.text).trim();
    if lost.image
        || text.len() < 3
        || text.contains(['[', ']', '`', '<', '\n'])
        || lost.url.contains([' ', ')'])
    {
        return None;
    }
    let blocks = pair.target.iter().filter_map(|t| target.blocks.get(*t)).map(|b| b.span);
    let mut found = blocks.filter(|span| span.len() <= LONGEST).flat_map(|span| {
        let places = span.of(&target.prose).match_indices(text);
        places.map(move |(at, _)| span.start + at).collect::<Vec<_>>()
    });
    let at = found.next().filter(|_| found.next().is_none())?;
    let span = Span::new(at, at + text.len());
    let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (before, after) = (target.text.get(..at)?, target.text.get(span.end..)?);
    let word = !beside(before.chars().next_back()) && !beside(after.chars().next());
    let free = !target.links.iter().any(|l| l.span.overlaps(span));
    (word && free && span.of(&target.text) == text)
        .then(|| Fix::replace(Applicability::Unsafe, span, format!("[{text}]({})", lost.url)))
}
