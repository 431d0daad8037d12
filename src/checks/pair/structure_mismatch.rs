//! PAIR010: headings, lists, tables and shortcodes that differ between the two sides.

use super::{flattened_headings, shape_mismatch};
use crate::checks::{Check, Example, PairContext, Rule};
use crate::document::{BlockKind, Document};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::pair::BlockLink;
use crate::span::Span;
use std::collections::BTreeMap;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR010",
    name: "structure-mismatch",
    summary: "Headings, lists, tables or shortcodes differ between the two sides",
    docs: "\
Compares the structure of the two posts: a heading whose level is another one than that of the \
heading it translates, a heading that became a paragraph, shortcodes that stand in the original and not in the translation, a list that \
has fewer items, and a table that has other columns or rows than the one it translates.

A page whose headings are all one level deeper than those of the original was laid out that way and \
is left alone, and so are a list or table that was split, merged or turned into paragraphs, and an \
item or row whose sentences PAIR002 or PAIR003 has named. The fix of a level rewrites the `#` marks; it is unsafe, because the original may be \
the side that is wrong.",
    severity: Severity::Warning,
    default: true,
    check: Check::Pair(check),
    bad: &[
        Example::pair(
            "post.fr.md",
            "# Le jardin\n\nBonjour.\n\n### Les haricots\n\nIls poussent.\n\n## Le mur\n\nIl est vieux.\n",
            ("post.md", "# The garden\n\nHello.\n\n## The beans\n\nThey grow.\n\n## The wall\n\nIt is old.\n"),
        ),
        Example::pair(
            "post.fr.md",
            "Il faut :\n\n- des haricots\n- un mur\n",
            ("post.md", "You need:\n\n- beans\n- a wall\n- water\n"),
        ),
        Example::pair(
            "post.fr.md",
            "| Plante | Mois |\n|---|---|\n| Haricot | mai |\n",
            ("post.md", "| Plant | Month | Days |\n|---|---|---|\n| Bean | May | 12 |\n"),
        ),
    ],
    good: &[
        Example::pair(
            "post.fr.md",
            "## Le jardin\n\nBonjour.\n\n### Les haricots\n\nIls poussent.\n",
            ("post.md", "# The garden\n\nHello.\n\n## The beans\n\nThey grow.\n"),
        ),
        Example::pair(
            "post.fr.md",
            "Il faut :\n\n1. des haricots\n2. un mur\n\n| Plante | Mois |\n| :-- | --: |\n| Haricot | mai |\n",
            ("post.md", "You need:\n\n- beans\n- a wall\n\n| Plant | Month |\n|---|---|\n| Bean | May |\n"),
        ),
    ],
};

fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    let mut headings = Vec::new();
    // Headings of the same levels in the same order need no aligning.
    if !outline(source).eq(outline(target)) {
        super::by_blocks(cx, &mut headings, |blocks, _, out| levels(cx, blocks, out));
        flattened_headings::check(cx, &mut headings);
    }
    // Two texts that say different things are not compared heading by heading.
    if !headings.is_empty() && super::other_text(cx).is_none() {
        out.append(&mut headings);
    }
    templates(cx, out);
    let mut shapes = Vec::new();
    if !shape_mismatch::alike(source, target) {
        super::by_blocks(cx, &mut shapes, |blocks, _, out| shape_mismatch::check(cx, blocks, out));
    }
    if !shapes.is_empty() && !super::foreign_page(cx) && super::other_text(cx).is_none() {
        out.append(&mut shapes);
    }
}

/// The levels of the headings, in order.
fn outline(document: &Document) -> impl Iterator<Item = u8> {
    document.blocks.iter().filter_map(|b| flattened_headings::level(b.kind))
}

fn levels(cx: &PairContext<'_>, blocks: &[BlockLink], out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    let heading = |document: &Document, block: usize| {
        let block = document.blocks.get(block)?;
        match block.kind {
            BlockKind::Heading(level) => Some((level, block.span)),
            _ => None,
        }
    };
    let mut pairs = Vec::new();
    for pair in blocks {
        if let ([s], [t]) = (&pair.source[..], &pair.target[..]) {
            pairs.extend(heading(source, *s).zip(heading(target, *t)));
        }
    }
    pairs.extend(flattened_headings::wordless(cx, blocks));
    let shift = |p: &((u8, Span), (u8, Span))| i16::from(p.1.0) - i16::from(p.0.0);
    // The shift that most headings share is how the page is laid out; one heading shows no habit.
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    pairs.iter().for_each(|p| *counts.entry(shift(p)).or_default() += 1);
    let usual = counts.iter().filter(|c| *c.1 > 1).max_by_key(|c| (*c.1, *c.0 == 0)).map_or(0, |c| *c.0);
    // On a page laid out a level deeper, a heading that kept its level differs from nothing.
    for pair in pairs.iter().filter(|p| shift(p) != usual && shift(p) != 0) {
        let ((from, there), (to, here)) = *pair;
        let message = format!("a heading of level {to}, but of level {from} in the original");
        let mut finding = Finding::new(&RULE, here, message)
            .confidence(0.9)
            .related(cx.in_source(there, "the heading in the original"));
        let wanted = usize::try_from(i16::from(from) + usual).unwrap_or(0);
        if let Some(marks) = hashes(&target.text, here).filter(|_| (1..=6).contains(&wanted)) {
            finding = finding.fix(Fix::replace(Applicability::Unsafe, marks, "#".repeat(wanted)));
        }
        out.push(finding);
    }
}

/// The `#` marks before a heading's text.
fn hashes(text: &str, heading: Span) -> Option<Span> {
    let before = text.get(..heading.start)?.trim_end_matches([' ', '\t']);
    let count = before.bytes().rev().take_while(|b| *b == b'#').count();
    (count > 0).then(|| Span::new(before.len() - count, before.len()))
}

/// Shortcodes of the original that the translation has fewer of.
fn templates(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let names = |d: &'_ Document| -> Vec<(Span, Span)> {
        let opening = d.templates.iter().filter(|t| !t.closing && !t.name.is_empty());
        opening.map(|t| (t.name, t.span)).collect()
    };
    for (name, _) in names(target) {
        *counts.entry(name.of(&target.text)).or_default() += 1;
    }
    let end = target.text.trim_end().len();
    for (name, span) in names(source) {
        let name = name.of(&source.text);
        match counts.get_mut(name).filter(|n| **n > 0) {
            Some(left) => *left -= 1,
            None => out.push(
                Finding::new(
                    &RULE,
                    Span::empty(end),
                    format!("the shortcode `{name}` of the original is not here"),
                )
                .confidence(0.8)
                .related(cx.in_source(span, "the shortcode in the original")),
            ),
        }
    }
}
