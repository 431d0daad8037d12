//! DOC004: two headings of one section that read the same.

use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::document::Heading;
use crate::finding::{Finding, Severity};

/// The rule. A matter of taste, off unless selected.
pub static RULE: Rule = Rule {
    code: "DOC004",
    name: "duplicate-heading",
    summary: "Two headings of one section read the same",
    docs: "\
Reports a heading that repeats an earlier one of the same level in the same section.

Their anchors differ by a number only (`#suite`, `#suite-1`), so links to the second break when the \
first goes, and readers cannot tell them apart in a table of contents. It is often a heading pasted \
twice. Headings of different sections may well be equal. Off unless selected.",
    severity: Severity::Warning,
    default: false,
    check: Check::Document(check),
    bad: &[Example::file("post.fr.md", "# Un\n\n## Suite\n\nOui.\n\n## Suite\n\nNon.\n")],
    good: &[Example::file("post.fr.md", "# Un\n\n## Suite\n\nOui.\n\n# Deux\n\n## Suite\n\nNon.\n")],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    let text =
        |h: &Heading| cx.document.blocks.get(h.block).map_or("", |b| b.span.of(&cx.document.text).trim());
    // The headings of each level since one above it.
    let mut seen: [Vec<&str>; 7] = Default::default();
    for heading in &cx.document.headings {
        let level = usize::from(heading.level.min(6));
        seen.iter_mut().skip(level + 1).for_each(Vec::clear);
        let (Some(row), words) = (seen.get_mut(level), text(heading)) else { continue };
        if row.contains(&words) && !words.is_empty() {
            let span = cx.document.blocks.get(heading.block).map(|b| b.span);
            let Some(span) = span else { continue };
            out.push(Finding::new(&RULE, span, format!("another heading of this section reads “{words}”")));
        } else {
            row.push(words);
        }
    }
}
