//! PAIR005: numbers that differ between the two sides.

use super::figure_cells;
use crate::checks::{Check, Example, PairContext, Rule};
use crate::document::{BlockKind, Document, Sentence};
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::pair::Link;
use crate::pair::numbers::{Number, Values, numbers, unanswered};
use crate::span::Span;
use rustc_hash::FxHashSet;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR005",
    name: "number-mismatch",
    summary: "A number, date or time differs between the two sides",
    docs: "\
Compares the numbers of each sentence with those of its translation as values: `ten` is `10`, \
`1,234.5` is `1 234,5`, `6:30 pm` is `18h30`, `August 7, 2019` is `7 août 2019`, `10 GB` is `10 Go`. \
Only a number that nothing on the other side can stand for is reported. Tables of one shape are compared \
cell by cell.

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
    if answered(cx) || super::other_text(cx).is_some() {
        return;
    }
    for link in &cx.alignment().links {
        if !link.source.is_empty() && !link.target.is_empty() && link.score >= SURE {
            compare(cx, link, out);
        }
    }
    let blocks = cx.congruent().unwrap_or(&cx.alignment().blocks);
    let told: FxHashSet<usize> = out.iter().map(|f| f.span.start).collect();
    let cells = figure_cells::differences(cx, blocks).into_iter();
    out.extend(cells.filter(|c| !told.contains(&c.1.start)).map(|(there, here)| differ(cx, there, here)));
}

/// One figure that stands for another.
fn differ(cx: &PairContext<'_>, there: Span, here: Span) -> Finding {
    let (said, found) = (there.of(&cx.source.document.text), here.of(&cx.target.document.text));
    let message = format!("`{found}` here, but `{said}` in the original");
    let related = cx.in_source(there, "the number in the original");
    Finding::new(&RULE, here, message).confidence(0.9).related(related)
}

/// Whether every number is answered in the block in the same place: there is nothing to align for.
fn answered(cx: &PairContext<'_>) -> bool {
    let Some(blocks) = cx.congruent() else { return false };
    let (mine, theirs) = (by_block(cx.source.document), by_block(cx.target.document));
    blocks.iter().all(|link| {
        let take = |sentences: &[Vec<usize>], blocks: &[usize]| -> Vec<usize> {
            blocks.iter().filter_map(|b| sentences.get(*b)).flatten().copied().collect()
        };
        let (s, t) = (take(&mine, &link.source), take(&theirs, &link.target));
        if !figures(cx.source.document, &s) && !figures(cx.target.document, &t) {
            return true;
        }
        let a = of_sentences(cx.source.document, &s, french(&cx.source));
        let b = of_sentences(cx.target.document, &t, french(&cx.target));
        let (lost, added) = unanswered(&a, &b);
        if lost.is_empty() && added.is_empty() {
            return true;
        }
        // Code and addresses may hold the answer, but what stands there once answers once.
        let mine = around(cx.source.document, &s, french(&cx.source), 0);
        let theirs = around(cx.target.document, &t, french(&cx.target), 0);
        let (missing, more) = unanswered(&mine, &theirs);
        let (missing, more) = (Values::of(missing), Values::of(more));
        !lost.iter().any(|n| missing.hold(n)) && !added.iter().any(|n| more.hold(n))
    })
}

/// The sentences of each block.
fn by_block(document: &Document) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); document.blocks.len()];
    for (n, sentence) in document.sentences.iter().enumerate() {
        out.get_mut(sentence.block).into_iter().for_each(|list: &mut Vec<usize>| list.push(n));
    }
    out
}

/// Whether any of the sentences holds a digit: numbers in words need no answer.
fn figures(document: &Document, sentences: &[usize]) -> bool {
    let spans = sentences.iter().filter_map(|s| document.sentences.get(*s));
    spans.map(|s| s.span.of(&document.prose)).any(|t| t.bytes().any(|b| b.is_ascii_digit()))
}

fn french(side: &crate::checks::context::Side<'_>) -> bool {
    side.language.known() != Some(Language::English)
}

fn of_sentences(document: &Document, sentences: &[usize], french: bool) -> Vec<Number> {
    let list = sentences.iter().filter_map(|s| document.sentences.get(*s));
    let read = |s: &Sentence| {
        let (start, end) = (s.span.start + enumerator(document, s), said(document, s).end);
        numbers(document.prose.get(start..end).unwrap_or(""), start, french)
    };
    list.flat_map(read).collect()
}

/// A sentence without the anchor that some generators set behind a heading, which repeats its numbers:
/// `The 2019 fair[[the-2019-fair]]`.
fn said(document: &Document, sentence: &Sentence) -> Span {
    let text = sentence.span.of(&document.text).trim_end();
    let heading =
        document.blocks.get(sentence.block).is_some_and(|b| matches!(b.kind, BlockKind::Heading(_)));
    let anchor = text.rfind("[[").filter(|_| heading && text.ends_with("]]"));
    Span::new(sentence.span.start, anchor.map_or(sentence.span.end, |at| sentence.span.start + at))
}

/// Length of `10. ` at the start of a block, which counts blocks and says nothing.
fn enumerator(document: &Document, sentence: &Sentence) -> usize {
    let text = sentence.span.of(&document.prose);
    let opens = document.blocks.get(sentence.block).is_some_and(|b| {
        let before = document.prose.get(b.span.start..sentence.span.start).unwrap_or("");
        !before.contains(char::is_alphanumeric)
    });
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or("");
    let marked = rest.strip_prefix(['.', ')']).is_some_and(|r| r.starts_with([' ', '\u{a0}']));
    if opens && marked && (1..=3).contains(&digits) { digits + 1 } else { 0 }
}

/// Numbers of the whole blocks that the sentences stand in, and of `reach` blocks on either side, in
/// code and addresses too.
fn around(document: &Document, sentences: &[usize], french: bool, reach: usize) -> Vec<Number> {
    near(document, &document.text, sentences, french, reach)
}

/// The same in `text`, which is the document's or its prose.
fn near(document: &Document, text: &str, sentences: &[usize], french: bool, reach: usize) -> Vec<Number> {
    /// Sentences further away than this are not near, however long their paragraph.
    const FAR: usize = 24;
    let mut blocks: Vec<usize> =
        sentences.iter().filter_map(|s| Some(document.sentences.get(*s)?.block)).collect();
    blocks.dedup();
    let near = |block: usize| blocks.iter().any(|b| b.abs_diff(block) <= reach);
    let first = sentences.iter().min().map_or(0, |s| s.saturating_sub(FAR));
    let last = sentences.iter().max().map_or(0, |s| s.saturating_add(FAR));
    let list = document.sentences.iter().take(last.saturating_add(1)).skip(first);
    let spans = list.filter(|s| near(s.block)).map(|s| said(document, s));
    spans.flat_map(|s| numbers(s.of(text), s.start, french)).collect()
}

fn compare(cx: &PairContext<'_>, link: &Link, out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    if !figures(source, &link.source) && !figures(target, &link.target) {
        return;
    }
    let (a, b) = (
        of_sentences(source, &link.source, french(&cx.source)),
        of_sentences(target, &link.target, french(&cx.target)),
    );
    let (mut lost, mut added) = unanswered(&a, &b);
    if lost.is_empty() && added.is_empty() {
        return;
    }
    if !cx.settings.strict {
        if regrouped(&lost, &added, cx) || strangers(&a, &b, lost.len().max(added.len())) {
            return;
        }
        if lost.is_empty() || added.is_empty() {
            // What is below ten a translation need not say.
            lost.retain(|n| !n.small());
            added.retain(|n| !n.small());
        }
        settle(cx, link, &mut lost, &mut added);
        if converted(&lost, &added, &text(source, &link.source), &text(target, &link.target)) {
            return;
        }
    }
    let end = link.target.last().and_then(|t| target.sentences.get(*t)).map_or(0, |s| s.span.end);
    let start = link.source.first().and_then(|s| source.sentences.get(*s)).map_or(0, |s| s.span.start);
    for (n, number) in lost.iter().enumerate() {
        if let Some(other) = added.get(n) {
            out.push(differ(cx, number.span, other.span));
            continue;
        }
        let message = format!("`{}` of the original is not here", number.span.of(&source.text));
        let finding =
            Finding::new(&RULE, Span::empty(end), message).confidence(0.7).severity(Severity::Warning);
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

/// Leaves only what no number near the two sentences stands for. One that is on one side only may have
/// its twin next door; two that differ are compared where they stand.
fn settle(cx: &PairContext<'_>, link: &Link, lost: &mut Vec<&Number>, added: &mut Vec<&Number>) {
    let both = !lost.is_empty() && !added.is_empty();
    let reach = if both { 0 } else { 2 };
    let (source, target) = (cx.source.document, cx.target.document);
    let read = |texts: (&str, &str)| {
        let mine = near(source, texts.0, &link.source, french(&cx.source), reach);
        (mine, near(target, texts.1, &link.target, french(&cx.target), reach))
    };
    // Code and addresses hold numbers, too; but the anchor of a heading repeats the one in it.
    for texts in [(&*source.text, &*target.text), (&*source.prose, &*target.prose)] {
        if lost.is_empty() && added.is_empty() {
            return;
        }
        let (mine, theirs) = read(texts);
        // What stands there once answers once.
        let (missing, more) = unanswered(&mine, &theirs);
        let (missing, more) = (Values::of(missing), Values::of(more));
        lost.retain(|n| missing.hold(n));
        added.retain(|n| more.hold(n));
        if both {
            return;
        }
    }
}

/// Whether both sides have the same digits in other groups, as telephone numbers do.
fn regrouped(lost: &[&Number], added: &[&Number], cx: &PairContext<'_>) -> bool {
    let digits = |list: &[&Number], text: &str| -> String {
        let all = list.iter().flat_map(|n| n.span.of(text).chars());
        all.filter(char::is_ascii_digit).collect()
    };
    lost.len() != added.len()
        && digits(lost, &cx.source.document.text) == digits(added, &cx.target.document.text)
}

/// Whether so many numbers differ and so few agree that the sentences are hardly translations.
fn strangers(a: &[Number], b: &[Number], differ: usize) -> bool {
    if differ < 3 {
        return false;
    }
    let theirs = Values::of(b);
    a.iter().filter(|n| n.digits && theirs.hold(n)).count() * 2 < differ
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
