//! DOC005: an image without alternative text.

use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::finding::{Finding, Severity};

/// The rule. A matter of taste, off unless selected: decorative images may go without.
pub static RULE: Rule = Rule {
    code: "DOC005",
    name: "empty-alt-text",
    summary: "An image has no alternative text",
    docs: "\
Reports images whose alternative text is empty: `![](photo.jpg)`, `<img src=\"photo.jpg\">`.

Readers who cannot see the image are told nothing, and the image cannot be compared with its \
translation. Describe it in a few words. An image that only decorates may have none, which is why the \
rule is off unless selected.",
    severity: Severity::Warning,
    default: false,
    check: Check::Document(check),
    bad: &[Example::file("post.fr.md", "![](port.jpg)\n")],
    good: &[Example::file("post.fr.md", "![Le port au matin](port.jpg)\n")],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    for link in cx.document.links.iter().filter(|l| l.image) {
        if link.text.of(&cx.document.text).trim().is_empty() {
            let message = format!("the image `{}` has no alternative text", link.url);
            out.push(Finding::new(&RULE, link.span, message));
        }
    }
}
