//! LANG004: placeholder text.

use super::report;
use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::finding::{Finding, Severity};
use crate::language::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "LANG004",
    name: "placeholder-text",
    summary: "Placeholder Latin was left in the text",
    docs: "\
A sentence is made of the words of *lorem ipsum*, the Latin that typesetters use where the real text is
still missing. Two thirds of its words, four at least, must be among them, so that a Latin motto or a
learned quotation is not reported; text in code or in a quotation never is.

There is no automatic fix: write the text, or remove the paragraph.",
    severity: Severity::Error,
    default: true,
    check: Check::Document(check),
    bad: &[Example::file(
        "post.fr.md",
        "Le four chauffe déjà. Lorem ipsum dolor sit amet, consectetur adipiscing elit. On attend un peu.\n",
    )],
    good: &[Example::file(
        "post.fr.md",
        "L'assemblée a voté *in extremis* une motion ad hoc, a priori valable jusqu'au prochain quorum.\n",
    )],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    report(&RULE, Kind::Placeholder, cx, out);
}
