//! PAIR005: numbers that differ between the two sides.

use crate::checks::{Check, Example, PairContext, Rule};
use crate::document::Document;
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::pair::Link;
use crate::pair::numbers::{Number, numbers, unanswered};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR005",
    name: "number-mismatch",
    summary: "A number, date or time differs between the two sides",
    docs: "\
Compares the numbers of each sentence with those of its translation as values: `ten` is `10`, \
`1,234.5` is `1 234,5`, `6:30 pm` is `18h30`, `August 7, 2019` is `7 août 2019`, `10 GB` is `10 Go`. \
Only a number that nothing on the other side can stand for is reported.

Numbers below ten may come and go with the phrasing, and a number that moved to a neighbouring \
sentence is not lost; `--strict` reports those too. Code and addresses are not looked at. \
There is no fix: either side may be the wrong one.",
    severity: Severity::Error,
    default: true,
    check: Check::Pair(check),
    bad: &[Example::pair(
        "post.fr.md",
        "Le train de nuit part de Lyon à 18h45.\n",
        ("post.md", "The night train leaves Lyon at 6:30 pm.\n"),
    )],
    good: &[Example::pair(
        "post.fr.md",
        "Le 7 août 2019, à 18h30, dix voitures transportaient 1 234 personnes.\n",
        ("post.md", "On August 7, 2019, at 6:30 pm, 10 cars carried 1,234 people.\n"),
    )],
};

/// Links less sure than this do not prove that two sentences should hold the same numbers.
const SURE: f32 = 0.6;

fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    if super::foreign_page(cx) {
        return;
    }
    for link in &cx.alignment().links {
        if !link.source.is_empty() && !link.target.is_empty() && link.score >= SURE {
            compare(cx, link, out);
        }
    }
}

fn french(side: &crate::checks::context::Side<'_>) -> bool {
    side.language.known() != Some(Language::English)
}

fn of_sentences(document: &Document, sentences: &[usize], french: bool) -> Vec<Number> {
    let spans = sentences.iter().filter_map(|s| document.sentences.get(*s)).map(|s| s.span);
    spans.flat_map(|s| numbers(s.of(&document.prose), s.start, french)).collect()
}

/// Numbers of the whole blocks that the sentences stand in, in code and addresses too.
fn around(document: &Document, sentences: &[usize], french: bool) -> Vec<Number> {
    let blocks: Vec<usize> =
        sentences.iter().filter_map(|s| Some(document.sentences.get(*s)?.block)).collect();
    let list: Vec<usize> =
        (0..document.sentences.len()).filter(|s| blocks.contains(&document.sentences[*s].block)).collect();
    let spans = list.iter().filter_map(|s| document.sentences.get(*s)).map(|s| s.span);
    spans.flat_map(|s| numbers(s.of(&document.text), s.start, french)).collect()
}

fn compare(cx: &PairContext<'_>, link: &Link, out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    let (a, b) = (
        of_sentences(source, &link.source, french(&cx.source)),
        of_sentences(target, &link.target, french(&cx.target)),
    );
    let (mut lost, mut added) = unanswered(&a, &b);
    if lost.is_empty() && added.is_empty() {
        return;
    }
    let both = !lost.is_empty() && !added.is_empty();
    if !cx.settings.strict {
        let theirs = around(target, &link.target, french(&cx.target));
        let mine = around(source, &link.source, french(&cx.source));
        lost.retain(|n| !theirs.iter().any(|o| n.agrees(o)) && (both || !n.small()));
        added.retain(|n| !mine.iter().any(|o| n.agrees(o)) && (both || !n.small()));
        if converted(&lost, &added, &text(source, &link.source), &text(target, &link.target)) {
            return;
        }
    }
    let end = link.target.last().and_then(|t| target.sentences.get(*t)).map_or(0, |s| s.span.end);
    let start = link.source.first().and_then(|s| source.sentences.get(*s)).map_or(0, |s| s.span.start);
    for (n, number) in lost.iter().enumerate() {
        let said = number.span.of(&source.text);
        let finding = match added.get(n) {
            Some(other) => {
                let message = format!("`{}` here, but `{said}` in the original", other.span.of(&target.text));
                Finding::new(&RULE, other.span, message).confidence(0.9)
            }
            None => {
                let message = format!("`{said}` of the original is not here");
                Finding::new(&RULE, Span::empty(end), message).confidence(0.7).severity(Severity::Warning)
            }
        };
        out.push(finding.related(cx.in_source(number.span, "the number in the original")));
    }
    for number in added.iter().skip(lost.len()) {
        let message = format!("`{}` is not in the original", number.span.of(&target.text));
        out.push(
            Finding::new(&RULE, number.span, message)
                .confidence(0.7)
                .severity(Severity::Warning)
                .related(cx.in_source(Span::empty(start), "the sentence in the original")),
        );
    }
}

fn text(document: &Document, sentences: &[usize]) -> String {
    let spans = sentences.iter().filter_map(|s| document.sentences.get(*s));
    spans.map(|s| s.span.of(&document.prose)).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether measures were converted rather than changed: miles to kilometres and the like.
fn converted(lost: &[&Number], added: &[&Number], source: &str, target: &str) -> bool {
    const UNITS: &[&str] = &["mile", "feet", "foot", "inch", "pound", "yard", "gallon", "°f", "fahrenheit"];
    const FACTORS: &[f64] = &[1.609, 0.3048, 2.54, 0.4536, 0.9144, 3.785];
    if lost.is_empty()
        || lost.len() != added.len()
        || !UNITS.iter().any(|u| source.contains(u) || target.contains(u))
    {
        return false;
    }
    let value = |n: &Number| n.keys.first().and_then(|k| k.parse::<f64>().ok()).filter(|v| *v > 0.0);
    lost.iter().zip(added).all(|(a, b)| match (value(a), value(b)) {
        (Some(a), Some(b)) => FACTORS.iter().any(|f| {
            let near = |x: f64| (x - 1.0).abs() < 0.08;
            near(b / (a * f)) || near(a / (b * f)) || near(b / ((a - 32.0) / 1.8))
        }),
        _ => false,
    })
}
