//! PAIR004: a sentence that stands in the translation as it stands in the original.

use super::kept;
use crate::checks::{Check, Example, PairContext, Rule};
use crate::document::{BlockKind, Inline, InlineKind};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::language::{Kind, Language, identify, licence, machine};
use crate::pair::Link;
use crate::pair::lone::prose_words;
use crate::pair::words::{Endings, words};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR004",
    name: "untranslated",
    summary: "A sentence was left in the language of the original",
    docs: "\
Compares each sentence of the translation with its counterpart in the original. It speaks when the \
two are the same, or the same but for light edits, and the text is in the language of the original.

Both have to be true: names of errors, products and files, code, and words that the two languages \
share stand equal on both sides by right, and stay silent. A sentence in the wrong language that \
has no twin in the original is LANG001; a page that was never translated is LANG003.

Where the site translates the same sentence elsewhere, always in the same words, the fix puts them \
in; it is unsafe, because they may not fit this place. Otherwise a translation is needed; the finding \
quotes the original as related.",
    severity: Severity::Error,
    default: true,
    check: Check::Pair(check),
    bad: &[Example::pair(
        "post.fr.md",
        "Le jardin ouvre au printemps.\n\nThe children plant beans near the old wall every year.\n",
        (
            "post.md",
            "The garden opens in spring.\n\nThe children plant beans near the old wall every year.\n",
        ),
    )],
    good: &[Example::pair(
        "post.fr.md",
        "Le serveur répond `404 Not Found`.\n\nInternal Server Error 500\n",
        ("post.md", "The server answers `404 Not Found`.\n\nInternal Server Error 500\n"),
    )],
};

/// Words of two sentences, multiplied, above which they are not compared word by word.
const LONG: usize = 4_000_000;
/// Share of words that must agree for an edited copy.
const ALIKE: f64 = 0.7;
/// The same where the words leave no doubt about their language.
const AKIN: f64 = 0.5;

pub(super) fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    if super::foreign_page(cx) {
        return;
    }
    let (source, target) = (cx.source.document, cx.target.document);
    for (number, link) in cx.alignment().links.iter().enumerate() {
        for t in &link.target {
            let Some(sentence) = target.sentences.get(*t) else { continue };
            let Some((copy, alike)) = copied(cx, link, sentence.span) else { continue };
            let words = prose_words(target, sentence.span);
            if !cx.settings.strict && kept::by_right(cx, number, *t, words) {
                continue;
            }
            let Some(sure) = foreign(cx, sentence.span, words, alike) else { continue };
            let how = if alike > 0.999 { "the same as" } else { "nearly the same as" };
            let line = source.lines.line(copy.start);
            let message = format!("left untranslated: {how} line {line} of the original");
            let mut finding = Finding::new(&RULE, sentence.span, message)
                // Two or three words may be a loan; four are a sentence. Labels are seldom read.
                .severity(if words < 4 || kept::label(target, *t) {
                    Severity::Warning
                } else {
                    Severity::Error
                })
                .confidence(sure)
                .related(cx.in_source(copy, "the original"));
            if let Some(said) = cx.remembered(copy).filter(|_| link.source.len() == 1) {
                finding = finding.fix(Fix::replace(Applicability::Unsafe, sentence.span, said));
            }
            out.push(finding);
        }
    }
}

/// The sentence of the original that `span` is a copy of, and how alike the two are, 0 to 1.
fn copied(cx: &PairContext<'_>, link: &Link, span: Span) -> Option<(Span, f64)> {
    let (source, target) = (cx.source.document, cx.target.document);
    let stems = |text: &str| words(text, Endings::Other).into_iter().map(|w| w.stem).collect::<Vec<u32>>();
    let mine = stems(span.of(&target.text));
    let mut best: Option<(Span, f64)> = None;
    for s in link.source.iter().filter_map(|s| source.sentences.get(*s)) {
        let theirs = stems(s.span.of(&source.text));
        let longer = mine.len().max(theirs.len());
        #[allow(clippy::cast_precision_loss)]
        if longer == 0 || (shared(&mine, &theirs) as f64) < AKIN * longer as f64 {
            continue;
        }
        #[allow(clippy::cast_precision_loss)]
        let alike = common(&mine, &theirs) as f64 / longer as f64;
        if alike >= AKIN && best.is_none_or(|b| alike > b.1) {
            best = Some((s.span, alike));
        }
    }
    best
}

/// How many of the words of `a` may stand in `b`, at most: more are no part of a common subsequence. A bit
/// for each word is enough to see that a translation is no copy.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let bit = |word: &u32| 1u64 << (word.wrapping_mul(0x9e37_79b1) >> 26);
    let there = b.iter().fold(0, |bits, word| bits | bit(word));
    a.iter().filter(|word| there & bit(word) != 0).count()
}

/// Length of the longest common subsequence.
fn common(a: &[u32], b: &[u32]) -> usize {
    // So long a sentence is a table or data; only its very copy is one.
    if a.len().saturating_mul(b.len()) > LONG {
        return a.iter().zip(b).take_while(|(x, y)| x == y).count();
    }
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut corner = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(0);
            let left = row.get(j).copied().unwrap_or(0);
            let here = if x == y { corner + 1 } else { above.max(left) };
            corner = above;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = here;
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

/// How sure it is that the span is in the language of the original.
fn foreign(cx: &PairContext<'_>, span: Span, words: usize, alike: f64) -> Option<f64> {
    let both_known = cx.source.language.known().is_some() && cx.target.language.known().is_some();
    if !both_known {
        // Another language: only long copies of running text are beyond doubt.
        let lower = span.of(&cx.target.document.prose).split_whitespace().filter(|w| starts_lower(w)).count();
        return (alike > 0.999 && words >= 5 && lower * 2 > words).then_some(0.8);
    }
    let told = if alike >= ALIKE { judged(cx, span, alike) } else { None };
    told.or_else(|| plain(cx, span, alike))
}

/// What the reading of the page says of the span.
fn judged(cx: &PairContext<'_>, span: Span, alike: f64) -> Option<f64> {
    let said = cx.reading().verdicts.iter().filter(|v| matches!(v.kind, Kind::Sentence | Kind::Clause));
    let overlap = |v: Span| v.end.min(span.end).saturating_sub(v.start.max(span.start));
    let best = said.max_by_key(|v| overlap(v.span))?;
    (overlap(best.span) * 10 >= span.len() * 5)
        .then(|| best.confidence.max(0.5 + 0.5 * alike * best.confidence))
}

/// The page's reading leaves out what may be a name or a title, and asks for more where little is left.
/// A sentence whose twin stands on the other side needs less: the bare words have to be in the language
/// of the original.
fn plain(cx: &PairContext<'_>, span: Span, alike: f64) -> Option<f64> {
    let document = cx.target.document;
    let running =
        document.sentences.iter().find(|s| s.span == span).and_then(|s| document.blocks.get(s.block));
    let running = running.filter(|b| {
        let prose = matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading(_));
        prose && b.quote_depth == 0
    })?;
    if machine::machine_text(span.of(&document.text)) {
        return None;
    }
    let sign = if cx.source.language.known()? == Language::French { 1.0 } else { -1.0 };
    let mut text = span.of(&document.prose).to_owned();
    // Titles, terms and quotations stand in either language.
    let titled = |i: &&Inline| {
        let outside = || document.links.iter().any(|l| l.span == i.span && l.url.contains("://"));
        span.contains(i.span) && (outside() || !matches!(i.kind, InlineKind::Link | InlineKind::Strong))
    };
    for inline in document.inlines.iter().filter(titled) {
        let (from, to) = (inline.span.start - span.start, inline.span.end - span.start);
        text.replace_range(from..to, &" ".repeat(to - from));
    }
    let lower = text.split_whitespace().filter(|w| starts_lower(w)).count();
    let odds = sign * identify(&text).odds;
    let least = match alike {
        a if a > 0.999 && lower >= 3 => 3.0,
        a if a > 0.999 && lower == 2 && text.split_whitespace().count() > 3 => 9.0,
        a if a >= ALIKE && lower >= 3 => 4.0,
        _ if lower >= 4 => 8.0,
        _ => return None,
    };
    // Asked last: the block may be the whole page.
    let silent =
        || machine::error_message(document, running) || licence::wording(running.span.of(&document.text));
    (odds >= least && !silent()).then_some(0.9)
}

fn starts_lower(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_common_words_are_missed_by_a_bit_each() {
        let mut words: Vec<u32> = (0..200u32).map(|n| n.wrapping_mul(0x85eb_ca6b) ^ n << 7).collect();
        let (a, b) = (words.clone(), words.split_off(120));
        assert_eq!((common(&a, &b), shared(&a, &b) >= b.len()), (80, true));
        assert!(shared(&b, &words) >= common(&b, &words));
        // Few words that have nothing to do with each other share few bits.
        assert!(shared(&a[..4], &b[..4]) <= 1);
    }
}
