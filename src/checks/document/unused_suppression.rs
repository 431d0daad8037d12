//! SUP001: a suppression that suppresses nothing.

use crate::checks::{Check, Example, Rule};
use crate::document::{Document, Suppression};
use crate::finding::{Finding, Severity};

/// The rule. The engine reports it, once every other rule has spoken.
pub static RULE: Rule = Rule {
    code: "SUP001",
    name: "unused-suppression",
    summary: "A suppression suppresses nothing",
    docs: "\
A `visavis-disable` comment or front matter key that covers no finding is debt: the text it excused \
has been mended or moved, or the rule's name is misspelt, and one day it will hide something real.

Remove the suppression, or correct the rule it names. A suppression is only reported when every rule \
it names was run, so a run with `--select ENC` says nothing about suppressions of LANG rules.
",
    severity: Severity::Warning,
    default: true,
    check: Check::Engine,
    bad: &[Example::file(
        "post.fr.md",
        "<!-- visavis-disable-next-line ENC001: cité tel quel -->\nRien à signaler ici.\n",
    )],
    good: &[Example::file(
        "post.fr.md",
        "<!-- visavis-disable-next-line ENC001: cité tel quel -->\nUne messagerie d√©centralis√©e.\n",
    )],
};

/// The finding for a suppression that did nothing.
#[must_use]
pub fn finding(document: &Document, suppression: &Suppression) -> Finding {
    let rules =
        if suppression.rules.is_empty() { "any rule".to_owned() } else { suppression.rules.join(", ") };
    let line = document.lines.line(suppression.span.start);
    Finding::new(
        &RULE,
        suppression.span,
        format!("this suppression of {rules} suppresses nothing; remove it or correct the rule it names"),
    )
    .fact("line", line)
}
