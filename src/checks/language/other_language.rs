//! LANG005: a sentence in neither French nor English.

use super::report;
use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::finding::{Finding, Severity};
use crate::language::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "LANG005",
    name: "other-language",
    summary: "A sentence is in neither French nor English",
    docs: "\
A sentence of five words or more is written in another language or script: a German sentence in a French
post, a Korean one in an English post. The message names the language as it was recognised among about
seventy.

Pages whose front matter, name or folder says that they are in a third language are left alone, and so are
pages that nothing calls French or English and that read as a third language. A page in a third language under
a French or English name is one finding of LANG003.

Quotations, titles, names, code and text that markup declares (`lang=\"de\"`) are never reported. Short
text is not guessed at. There is no automatic fix: translate the sentence, quote it, or declare its
language.",
    severity: Severity::Error,
    default: true,
    check: Check::Document(check),
    bad: &[Example::file(
        "post.fr.md",
        "Le four chauffe déjà. Wir freuen uns sehr auf den Besuch unserer Nachbarn und bereiten schon jetzt ein großes Fest vor. On attend donc un peu.\n",
    )],
    good: &[Example::file(
        "post.fr.md",
        "La grand-mère disait « Gut Ding will Weile haben », et la pâte lui donnait toujours raison.\n",
    )],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    report(&RULE, Kind::Other, cx, out);
}
