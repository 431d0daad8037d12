//! What the rules on damaged text (ENC001, ENC004, ENC005) share: one finding a damaged word, with
//! the least edits, and restraint where a text only talks about damage.

use super::shown::Page;
use super::word;
use crate::checks::{Rule, TextContext};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Edit, Fix, apply};
use crate::mojibake::{Damage, Repair};
use crate::span::Span;
use rustc_hash::FxHashSet;

/// A damaged word and the repairs inside it.
struct Word<'a> {
    span: Span,
    repairs: Vec<&'a Repair>,
    shown: bool,
}

/// Reports every word that suffered `damage`.
pub(super) fn report(rule: &'static Rule, damage: Damage, cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    let repairs: Vec<&Repair> = cx.mojibake().iter().filter(|r| r.damage == damage).collect();
    if repairs.is_empty() {
        return;
    }
    let page = Page::read(cx);
    let mut words: Vec<Word<'_>> = word::groups(cx.text(), repairs, |r| r.span)
        .into_iter()
        .map(|(span, repairs)| Word { span, shown: page.shows(span, &repairs), repairs })
        .collect();
    // Code spans are shown together, or none of them is: half a repair is none.
    let in_code = |w: &Word<'_>| page.code_span(w.span).is_some();
    let shown = words.iter().any(|w| w.shown && in_code(w));
    words.iter_mut().filter(|w| in_code(w)).for_each(|w| w.shown |= shown);
    // Whoever quotes damage in a text damaged alike does not quote: it is the damage.
    let stack = |w: &Word<'_>| w.repairs.first().map(|r| r.stack.clone());
    let suffered: FxHashSet<_> = words.iter().filter(|w| !w.shown && !in_code(w)).map(stack).collect();
    for w in &words {
        out.push(finding(rule, cx.text(), w, w.shown && !suffered.contains(&stack(w))));
    }
}

fn finding(rule: &'static Rule, text: &str, word: &Word<'_>, quoted: bool) -> Finding {
    let edits = edits(&word.repairs);
    let reading = reading(text, word.span, &edits);
    let mut why = word.repairs.first().map_or(String::new(), |r| r.why.to_string());
    if quoted {
        why.push_str("; shown rather than suffered, so left alone");
    }
    let confidence = word.repairs.iter().map(|r| r.confidence).fold(1.0, f64::min);
    let least = word.repairs.iter().map(|r| r.applicability).min().unwrap_or(Applicability::Display);
    let stack: Vec<&str> = word.repairs.iter().flat_map(|r| r.stack.iter()).map(|c| c.label()).collect();
    let depth = word.repairs.first().map_or(0, |r| r.stack.len());
    let message = match edits.is_empty() {
        true => format!("`{}`: {why}", word.span.of(text)),
        false => format!("`{}` should read `{reading}`: {why}", word.span.of(text)),
    };
    let mut out = Finding::new(rule, word.span, message).confidence(confidence);
    if depth > 0 {
        out = out.fact("stack", stack.get(..depth).unwrap_or(&stack).to_vec());
    }
    if word.repairs.iter().any(|r| r.lossy) {
        out = out.fact("lossy", true);
    }
    if edits.is_empty() {
        return out.severity(Severity::Warning);
    }
    let applicability = if quoted { Applicability::Display } else { least };
    if quoted {
        out = out.severity(Severity::Warning);
    }
    out.fact("reading", reading).fix(Fix::edits(applicability, edits))
}

/// What the repairs of a word change.
pub(super) fn edits(repairs: &[&Repair]) -> Vec<Edit> {
    let edit = |r: &&Repair| r.reading.as_ref().map(|reading| Edit::new(r.span, reading.as_str()));
    repairs.iter().filter_map(edit).collect()
}

/// The word with its edits.
pub(super) fn reading(text: &str, span: Span, edits: &[Edit]) -> String {
    let moved = |e: &Edit| {
        Edit::new(
            Span::new(e.span.start.saturating_sub(span.start), e.span.end.saturating_sub(span.start)),
            e.replacement.as_str(),
        )
    };
    apply(span.of(text), &edits.iter().map(moved).collect::<Vec<_>>())
}
