//! LANG001: a sentence, heading, list item, cell, alt text or front matter value in the other language.

use super::report;
use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::finding::{Finding, Severity};
use crate::language::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "LANG001",
    name: "foreign-sentence",
    summary: "A sentence is in the other language of the site",
    docs: "\
A sentence, heading, list item, table cell, alternative text, caption, link text or front matter value
(`title`, `description`, `summary`) is in English on a French page, or in French on an English one:
usually text that was never translated.

Four words and more are an error, two or three a warning, a single word is never reported. Names,
quotations, titles of works, loan words, code, labels in bold, error messages, sample data, attributed
block quotations and text that markup declares (`lang=\"en\"`, `{lang=en}`) do not count. Names and
phrases of your own go to `names` and `allow` in `visavis.toml`.

The language of the page comes from its front matter, the configuration, its path, or else its own text;
the message says which. There is no automatic fix: translate the sentence, or declare its language.",
    severity: Severity::Error,
    default: true,
    check: Check::Document(check),
    bad: &[
        Example::file(
            "post.fr.md",
            "Le four chauffe déjà. The dough needs one more hour to rise. On attend donc un peu.\n",
        ),
        Example::file(
            "post.en.md",
            "The oven is hot already. La pâte doit lever encore une bonne heure. So we wait a little.\n",
        ),
    ],
    good: &[Example::file(
        "post.fr.md",
        "Sa devise : « Bake slowly, eat quickly », tirée du livre *The Patient Baker*, fait rire Red Hat.\n",
    )],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    report(&RULE, Kind::Sentence, cx, out);
}
