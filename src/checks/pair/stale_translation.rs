//! PAIR009: a translation that has not followed its original.

use crate::checks::{Check, PairContext, Rule};
use crate::document::Document;
use crate::finding::{Finding, Severity};
use crate::pair::lone;
use crate::pair::stale::{Change, Origin, changes};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR009",
    name: "stale-translation",
    summary: "The original has changed since it was translated",
    docs: "\
Takes from git the text that the original had when the translation was last committed, compares it \
with today's sentence by sentence, and says which sentences changed, came or went without the \
translation following: the old sentence and the new one, and the place in the translation.

Typing errors, links, formatting and text that only moved ask nothing of a translation and are left \
alone, and so does front matter but for titles, descriptions and summaries; so is a change that the translation already holds, whoever \
committed first. A date alone is never a finding.

In a shallow clone the commit that a translation comes from may be out of sight; a note then says \
how many translations cannot be judged (in CI, fetch the whole history). Without git, or for a file \
that was never committed, the rule is silent.

There is no fix: translate what changed.",
    severity: Severity::Warning,
    default: true,
    check: Check::Pair(check),
    // It takes a history to show this rule at work: `tests/stale.rs` does.
    bad: &[],
    good: &[],
};

fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    let Some(origin) = cx.origin else { return };
    if super::foreign_page(cx) || super::other_text(cx).is_some() {
        return;
    }
    let (source, target) = (cx.source.document, cx.target.document);
    let mut added = Vec::new();
    for change in of(cx, origin) {
        match change {
            Change::Changed { old, new, target: at } => {
                let (old, new) = (quoted(&origin.document, old), (new, quoted(source, new)));
                let message =
                    format!("the original changed since {}: “{old}” is now “{}”", since(origin), new.1);
                let span = spans(target, &at);
                let place = source.sentences.get(new.0).map_or(Span::empty(0), |s| s.span);
                out.push(
                    facts(Finding::new(&RULE, span, message), origin, "changed")
                        .fact("old", old)
                        .fact("new", new.1)
                        .confidence(0.9)
                        .related(cx.in_source(place, "what the original says now")),
                );
            }
            Change::Removed { old, target: at } => {
                let old = quoted(&origin.document, old);
                let message = format!("the original no longer says this since {}: “{old}”", since(origin));
                out.push(
                    facts(Finding::new(&RULE, spans(target, &at), message), origin, "removed")
                        .fact("old", old)
                        .confidence(0.9),
                );
            }
            Change::Added { new } => added.push(new),
        }
    }
    if let Some(finding) = of_added(cx, origin, &added) {
        out.push(finding);
    }
}

/// What the translation has not followed.
pub(super) fn of(cx: &PairContext<'_>, origin: &Origin) -> Vec<Change> {
    let tags = (cx.source.language.tag.as_str(), cx.target.language.tag.as_str());
    changes(&origin.document, cx.source.document, cx.target.document, tags, cx.alignment())
}

/// One finding for all that is new: PAIR002 lists the sentences, this says that they came later.
fn of_added(cx: &PairContext<'_>, origin: &Origin, added: &[usize]) -> Option<Finding> {
    let (source, target) = (cx.source.document, cx.target.document);
    let first = *added.first()?;
    let sentence = source.sentences.get(first)?;
    let missing = lone::missing(source, target, cx.alignment(), true);
    let at = missing.iter().find(|l| l.sentence == first).map_or(0, |l| l.at);
    let what = match added.len() {
        1 => "a sentence was".to_owned(),
        n => format!("{n} sentences were"),
    };
    let message = format!(
        "{what} added to the original since {}, from its line {} on: “{}”",
        since(origin),
        source.lines.line(sentence.span.start),
        quoted(source, first)
    );
    Some(
        facts(Finding::new(&RULE, Span::empty(at), message), origin, "added")
            .fact("sentences", added.len())
            .confidence(0.9)
            .related(cx.in_source(sentence.span, "what the original says now")),
    )
}

fn facts(finding: Finding, origin: &Origin, change: &str) -> Finding {
    finding.fact("change", change).fact("commit", origin.commit.clone()).fact("date", origin.date.clone())
}

fn since(origin: &Origin) -> String {
    format!("this was translated ({}, {})", origin.commit, origin.date)
}

fn quoted(document: &Document, sentence: usize) -> String {
    document.sentences.get(sentence).map_or_else(String::new, |s| super::excerpt(s.span.of(&document.text)))
}

/// From the first of the sentences to the last.
fn spans(document: &Document, sentences: &[usize]) -> Span {
    let all = || sentences.iter().filter_map(|s| document.sentences.get(*s)).map(|s| s.span);
    let (start, end) = (all().map(|s| s.start).min(), all().map(|s| s.end).max());
    Span::new(start.unwrap_or(0), end.unwrap_or(0))
}
