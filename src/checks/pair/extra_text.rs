//! PAIR003: a sentence of the translation that the original lacks.

use crate::checks::{Check, Example, PairContext, Rule};
use crate::finding::{Finding, Severity};
use crate::pair::lone;
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR003",
    name: "extra-text",
    summary: "A sentence of the translation has no counterpart in the original",
    docs: "\
Aligns the two posts sentence by sentence and says which sentences of the translation stand for \
nothing in the original: a note of the translator, a paragraph that the original has lost since, or \
one that was never written there.

It is a warning, because a translation may rightly explain more. A gap that holds a lone sentence \
on both sides is taken for a free translation, except with `--strict`. There is no fix.

Where most of the translation stands for nothing in the original, the two pages share a name and no \
more; one finding says so for the whole post, and other rules compare nothing there.",
    severity: Severity::Warning,
    default: true,
    check: Check::Pair(check),
    bad: &[Example::pair(
        "post.fr.md",
        "Le jardin ouvre au printemps. Les enfants plantent des haricots près du mur. Nous fermons en hiver.\n",
        ("post.md", "The garden opens in spring. We close in winter.\n"),
    )],
    good: &[Example::pair(
        "post.fr.md",
        "Le jardin ouvre au printemps. Les enfants plantent des haricots.\n",
        ("post.md", "The garden opens in spring, and the children plant beans.\n"),
    )],
};

fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    if super::foreign_page(cx) {
        return;
    }
    if let Some(other) = super::other_text(cx) {
        if !other.missing {
            let (lone, all) = (other.lone, other.all);
            let message = format!("{lone} of {all} sentences here correspond to nothing in the original");
            let whole = cx.in_source(Span::empty(0), "the original");
            out.push(Finding::new(&RULE, Span::empty(0), message).confidence(0.9).related(whole));
        }
        return;
    }
    let (source, target) = (cx.source.document, cx.target.document);
    for found in lone::extra(source, target, cx.alignment(), cx.settings.strict) {
        let Some(sentence) = target.sentences.get(found.sentence) else { continue };
        let line = source.lines.line(found.at);
        let message = format!("nothing in the original corresponds to this, near its line {line}");
        out.push(
            Finding::new(&RULE, sentence.span, message)
                .confidence(0.9)
                .related(cx.in_source(Span::empty(found.at), "where the original would say it")),
        );
    }
}
