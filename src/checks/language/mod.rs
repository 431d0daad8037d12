//! LANG: the language of the text.

pub mod foreign_clause;
pub mod foreign_page;
pub mod foreign_sentence;
pub mod other_language;
pub mod placeholder_text;

use super::{DocumentContext, Rule};
use crate::finding::{Finding, Severity};
use crate::language::{Kind, Language, Reading, Verdict};

/// Findings of `rule` for every verdict of `kind`.
fn report(rule: &'static Rule, kind: Kind, cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    let reading = cx.reading();
    for verdict in reading.verdicts.iter().filter(|v| v.kind == kind) {
        out.push(finding(rule, verdict, reading, cx));
    }
}

/// One finding, with the facts behind it.
fn finding(rule: &'static Rule, verdict: &Verdict, reading: &Reading, cx: &DocumentContext<'_>) -> Finding {
    let text = cx.document.text.as_str();
    let telling: Vec<&str> = verdict.telling.iter().map(|s| s.of(text)).collect();
    // Four words and more are an error, fewer a warning: short text is often a name or a label.
    let severity = if verdict.words >= 4 { Severity::Error } else { Severity::Warning };
    let mut finding = Finding::new(rule, verdict.span, message(verdict, reading, &telling))
        .severity(severity)
        .confidence(verdict.confidence)
        .fact("language", verdict.code)
        .fact("words", verdict.words);
    if let Some((page, because)) = &reading.page {
        finding = finding.fact("page_language", page.code()).fact("page_language_from", because.as_str());
    }
    if !telling.is_empty() {
        finding = finding.fact("telling", telling);
    }
    if verdict.in_counterpart {
        finding = finding.fact("same_text_in_counterpart", true);
    }
    finding
}

/// Why the stretch does not belong, in words.
fn message(verdict: &Verdict, reading: &Reading, telling: &[&str]) -> String {
    let page = reading.page.as_ref().map_or("", |(l, _)| l.name());
    let because = reading.page.as_ref().map_or("", |(_, b)| b.as_str());
    let what = match verdict.kind {
        Kind::Sentence if verdict.words < 4 => "these words are",
        Kind::Sentence => "this sentence is",
        Kind::Clause => "these words are",
        Kind::Page => "the whole text is",
        Kind::Placeholder => "this is",
        Kind::Other => "this sentence is",
    };
    let mut message = format!("{what} {}", language(verdict));
    if verdict.kind == Kind::Other {
        message = format!("{what} neither French nor English but {}", verdict.language);
    }
    if !page.is_empty() {
        message += &format!(", on a page in {page} ({because})");
    }
    if !telling.is_empty() {
        message += &format!(": {}", telling.iter().map(|t| format!("“{t}”")).collect::<Vec<_>>().join(", "));
    }
    if verdict.in_counterpart {
        message += "; the other side of the pair has the same text";
    }
    message
}

fn language(verdict: &Verdict) -> String {
    match Language::from_tag(verdict.code) {
        Some(_) => format!("in {}", verdict.language),
        None => verdict.language.to_owned(),
    }
}
