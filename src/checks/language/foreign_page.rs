//! LANG003: a page whose whole body is in the other language.

use super::report;
use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::finding::{Finding, Severity};
use crate::language::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "LANG003",
    name: "foreign-page",
    summary: "A page is wholly in the other language of the site",
    docs: "\
The front matter, the configuration or the path says that a page is in one language, and nearly all of its
text is in the other: a copy that was never translated, or a file under the wrong name.

A page in a third language under a French or English name is reported so, too; a page whose name, folder or
front matter says that it is in a third language is left alone.

It is reported once, from the first sentence of the body to the last; LANG001 and LANG002 then keep silent
on that page. Translate the page, correct what declares its language, or remove it so that readers are
shown the original.",
    severity: Severity::Error,
    default: true,
    check: Check::Document(check),
    bad: &[Example::file(
        "post.fr.md",
        "# Bread\n\nMix the flour with warm water and let it rest for an hour. Then add the salt and the \
         starter, and fold the dough every thirty minutes until it holds its shape.\n",
    )],
    good: &[Example::file(
        "post.fr.md",
        "# Le pain\n\nMélangez la farine et l'eau tiède. Then add the salt. Pliez la pâte toutes les demi-heures.\n",
    )],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    report(&RULE, Kind::Page, cx, out);
}
