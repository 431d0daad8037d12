//! LANG002: part of a sentence in the other language.

use super::report;
use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::finding::{Finding, Severity};
use crate::language::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "LANG002",
    name: "foreign-clause",
    summary: "Part of a sentence is in the other language of the site",
    docs: "\
A sentence changes language on its way: `Quand la mise à jour échoue, the old version is kept on disk.`
The finding covers exactly the words in the other language, four at least.

Quotations, titles, names, loan words, emphasised terms and code inside a sentence are never reported, nor
is text that markup declares to be in another language. There is no automatic fix: translate the words,
quote them, or declare their language with `lang`.",
    severity: Severity::Error,
    default: true,
    check: Check::Document(check),
    bad: &[
        Example::file(
            "post.fr.md",
            "Le four chauffe déjà. Quand la pâte colle aux doigts, you should add some flour, puis on pétrit.\n",
        ),
        Example::file(
            "post.en.md",
            "The oven is hot. Leave the door open avant de sortir le plat du four.\n",
        ),
    ],
    good: &[Example::file(
        "post.fr.md",
        "Le four chauffe déjà. Il répond *please add some flour* quand la pâte colle aux doigts.\n",
    )],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    report(&RULE, Kind::Clause, cx, out);
}
