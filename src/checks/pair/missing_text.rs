//! PAIR002: a sentence of the original that the translation lacks.

use crate::checks::{Check, Example, PairContext, Rule};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::pair::insertion::insertion;
use crate::pair::lone;
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR002",
    name: "missing-text",
    summary: "A sentence of the original has no counterpart in the translation",
    docs: "\
Aligns the two posts sentence by sentence and says which sentences of the original nobody \
translated. The finding is an empty span where the translation of the sentence should stand; the \
sentence itself is quoted as the related place.

Sentences that were merged, split or moved are not missing. A gap that holds a lone sentence on \
both sides is taken for a free translation, except with `--strict`. Sentences of one or two words, \
labels of images and values of the front matter are left to other rules.

Where most of the original has no counterpart, because the translation was only begun or follows an \
older text, one finding says so for the whole post; `visavis align` and `--strict` list the sentences.

Where the site translates the same sentence elsewhere, always in the same words, the fix puts them in. \
It is unsafe: the words may not fit this place. Otherwise there is no fix: translate the sentence, or \
remove it from the original.",
    severity: Severity::Error,
    default: true,
    check: Check::Pair(check),
    bad: &[Example::pair(
        "post.fr.md",
        "Le jardin ouvre au printemps. Nous fermons en hiver.\n",
        (
            "post.md",
            "The garden opens in spring. Children plant beans near the old wall. We close in winter.\n",
        ),
    )],
    good: &[Example::pair(
        "post.fr.md",
        "Le jardin ouvre au printemps et les enfants plantent des haricots. Nous fermons en hiver.\n",
        ("post.md", "The garden opens in spring. The children plant beans. We close in winter.\n"),
    )],
};

fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    if super::foreign_page(cx) {
        return;
    }
    let (source, target) = (cx.source.document, cx.target.document);
    if let Some(other) = super::other_text(cx) {
        if other.missing {
            let (lone, all) = (other.lone, other.all);
            let message = format!("{lone} of {all} sentences of the original have no counterpart here");
            let whole = cx.in_source(Span::empty(0), "the original");
            out.push(Finding::new(&RULE, Span::empty(0), message).confidence(0.95).related(whole));
        }
        return;
    }
    for found in lone::missing(source, target, cx.alignment(), cx.settings.strict) {
        let Some(sentence) = source.sentences.get(found.sentence) else { continue };
        let quoted = super::excerpt(sentence.span.of(&source.text));
        let line = source.lines.line(sentence.span.start);
        let message = format!("line {line} of the original is not translated: “{quoted}”");
        let mut finding = Finding::new(&RULE, Span::empty(found.at), message)
            .confidence(0.95)
            .related(cx.in_source(sentence.span, "the sentence without translation"));
        if let Some((at, fix)) = known(cx, found.sentence, sentence.span) {
            finding.span = Span::empty(at);
            finding = finding.fix(fix);
        }
        out.push(finding);
    }
}

/// The sentence as the site translates it elsewhere, put in where it belongs.
fn known(cx: &PairContext<'_>, sentence: usize, span: Span) -> Option<(usize, Fix)> {
    let said = cx.remembered(span)?;
    let target = cx.target.document;
    let place = insertion(cx.source.document, target, cx.alignment(), sentence)?;
    // What stands there already was not recognised: once is enough.
    let reach = 2 * said.len() + 80;
    let near = target.lines.line(place.at.saturating_sub(reach))..=target.lines.line(place.at + reach);
    let lines: String = near.map(|n| target.lines.line_span(&target.text, n).of(&target.text)).collect();
    let text = format!("{}{said}{}", place.before, place.after);
    let new = !lines.contains(&said);
    new.then(|| (place.at, Fix::replace(Applicability::Unsafe, Span::empty(place.at), text)))
}
