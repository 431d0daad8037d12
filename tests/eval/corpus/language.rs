//! Foreign stretches in a page: found or not, their edges, and silence elsewhere.

use super::{page_language, select};
use crate::cases::{self, Paragraph};
use crate::score::Board;
use std::ops::Range;
use visavis::engine::Report;

/// A stretch of text and the rule that speaks or should speak about it.
struct Stretch {
    rule: String,
    span: Range<usize>,
}

pub fn run(board: &mut Board) {
    let settings = select(&["LANG"]);
    for path in cases::files("language", "txt") {
        for case in cases::paragraphs(&path) {
            // A page of one paragraph in the wrong language is another matter (LANG003).
            let frame = cases::corpus().join(format!("language/frame.{}.md", case.page));
            let frame = std::fs::read_to_string(frame).unwrap();
            let at = frame.find("{{case}}").unwrap();
            let text = frame.replace("{{case}}", &case.text);
            let report =
                visavis::check_text("post.md", text.into_bytes(), page_language(&case.page), &settings);
            score(board, &case, at, &report);
        }
    }
}

fn score(board: &mut Board, case: &Paragraph, at: usize, report: &Report) {
    let text = report.text.as_str();
    let want = case.marks.iter().map(|(rule, r)| (rule.as_str(), r.start + at..r.end + at));
    let want = stretches(want, text);
    let found = report.findings.iter().map(|f| (f.rule.code, f.span.start..f.span.end));
    let found = stretches(found, text);
    if case.marks.is_empty() {
        let row = format!("LANG traps are silent, {}", case.page);
        board.count(&row, Some(found.is_empty()), || said(case, &found, text));
    }
    let same = |w: &Stretch, f: &Stretch| overlap(&w.span, &f.span) >= 0.5;
    for w in want.iter().filter(|w| w.rule != "?") {
        let hit = found.iter().find(|f| same(w, f) && f.rule == w.rule);
        let row = row(w, text);
        board.count(&row, hit.map(|_| true), || {
            format!("{}: {}\n    {}", case.name, &text[w.span.clone()], said(case, &found, text))
        });
        if let Some(f) = hit {
            let exact = edges(&w.span, text) == edges(&f.span, text);
            let row = "LANG edges are exact".to_owned();
            board.count(&row, Some(exact), || {
                format!("{}\n    want {}", &text[f.span.clone()], &text[w.span.clone()])
            });
        }
    }
    for f in &found {
        if !want.iter().any(|w| w.rule == "?" || same(w, f) && f.rule == w.rule) {
            board.count(&row(f, text), Some(false), || format!("{}: {}", case.name, &text[f.span.clone()]));
        }
    }
}

/// Joins neighbours with nothing but punctuation and space between them: three English sentences in a
/// row are one stretch, however many findings say so.
fn stretches<'a>(spans: impl Iterator<Item = (&'a str, Range<usize>)>, text: &str) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for (rule, span) in spans {
        let rule = if ["", "LANG001", "LANG002"].contains(&rule) { "LANG001/2" } else { rule };
        match out.last_mut() {
            Some(last)
                if last.rule == rule
                    && text
                        .get(last.span.end..span.start)
                        .is_none_or(|gap| !gap.contains(char::is_alphanumeric)) =>
            {
                last.span.end = last.span.end.max(span.end);
            }
            _ => out.push(Stretch { rule: rule.to_owned(), span }),
        }
    }
    out
}

fn row(stretch: &Stretch, text: &str) -> String {
    let words = text[stretch.span.clone()].split_whitespace();
    let words = words.filter(|w| w.contains(char::is_alphabetic)).count();
    match (stretch.rule.as_str(), words) {
        ("LANG001/2", 0..=3) => "LANG001/2, three words and fewer".to_owned(),
        ("LANG001/2", _) => "LANG001/2, four words and more".to_owned(),
        (rule, _) => rule.to_owned(),
    }
}

/// Intersection over union.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> f64 {
    let inside = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let all = a.end.max(b.end) - a.start.min(b.start);
    inside as f64 / all.max(1) as f64
}

/// The span without outer punctuation, which may fall on either side.
fn edges(span: &Range<usize>, text: &str) -> (usize, usize) {
    let inside = &text[span.clone()];
    let trimmed = inside.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = span.end - trimmed.len();
    (start, start + trimmed.trim_end_matches(|c: char| !c.is_alphanumeric()).len())
}

fn said(case: &Paragraph, found: &[Stretch], text: &str) -> String {
    let found: Vec<&str> = found.iter().map(|f| &text[f.span.clone()]).collect();
    format!("{}: found {found:?}", case.name)
}
