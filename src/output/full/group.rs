//! Damage throughout a page or paragraph is one thing to say, not hundreds.

use crate::engine::Report;
use crate::finding::Finding;
use crate::fix::Applicability;
use crate::span::Span;

/// Fewer findings than this are shown one by one.
const FEWEST: usize = 4;

/// What is shown together.
pub(super) struct Group<'a> {
    /// One finding, or all of one kind in a place, in order.
    pub findings: Vec<&'a Finding>,
    /// Where they are, in words; empty for a single finding.
    pub place: &'static str,
}

/// Findings that may be told as one: same rule, same stack of codecs, same fate.
fn alike(a: &Finding, b: &Finding) -> bool {
    let fate = |f: &Finding| f.fix.as_ref().map(|x| x.applicability);
    a.rule.code == b.rule.code
        && a.evidence.get("stack") == b.evidence.get("stack")
        && fate(a) == fate(b)
        && a.severity == b.severity
}

/// Findings of one kind, in order.
struct Kind<'a> {
    findings: Vec<&'a Finding>,
    /// Whether all of them are one thing to say about the page.
    page: bool,
}

/// Groups the findings of a report; groups are in order of their first finding.
pub(super) fn group(report: &Report) -> Vec<Group<'_>> {
    let kinds = kinds(report);
    let mut groups: Vec<Group<'_>> = Vec::new();
    for kind in &kinds {
        if kind.page {
            groups.push(Group { findings: kind.findings.clone(), place: "page" });
        } else {
            by_paragraph(report, &kind.findings, &mut groups);
        }
    }
    let alone = report.findings.iter().filter(|f| !groupable(f));
    groups.extend(alone.map(|f| Group { findings: vec![f], place: "" }));
    let place = |g: &Group<'_>| g.findings.first().map(|f| std::ptr::from_ref::<Finding>(f));
    // Findings lie side by side in their report, in order.
    groups.sort_by_key(place);
    groups
}

/// The findings that may be told together, by kind.
fn kinds(report: &Report) -> Vec<Kind<'_>> {
    let mut kinds: Vec<Kind<'_>> = Vec::new();
    for finding in report.findings.iter().filter(|f| groupable(f)) {
        // There are as many kinds as stacks of codecs: a handful.
        match kinds.iter_mut().find(|k| k.findings.first().is_some_and(|first| alike(first, finding))) {
            Some(kind) => kind.findings.push(finding),
            None => kinds.push(Kind { findings: vec![finding], page: false }),
        }
    }
    let words = if kinds.is_empty() { 0 } else { words(&report.text) };
    for kind in &mut kinds {
        kind.page = kind.findings.len() >= FEWEST && kind.findings.len() * 2 >= words;
    }
    kinds
}

/// The findings of one kind, together in paragraphs damaged throughout, one by one elsewhere.
fn by_paragraph<'a>(report: &'a Report, findings: &[&'a Finding], groups: &mut Vec<Group<'a>>) {
    let mut left = findings;
    while let Some((first, _)) = left.split_first() {
        let around = paragraph(&report.text, first.span.start);
        let inside = left.iter().take_while(|f| around.contains(f.span)).count().max(1);
        let (mine, rest) = left.split_at(inside);
        left = rest;
        if mine.len() >= FEWEST && mine.len() * 2 >= words(around.of(&report.text)) {
            groups.push(Group { findings: mine.to_vec(), place: "paragraph" });
        } else {
            groups.extend(mine.iter().map(|f| Group { findings: vec![*f], place: "" }));
        }
    }
}

/// Whether a finding may be told together with others: damage that can be repaired.
fn groupable(finding: &Finding) -> bool {
    let fix = finding.fix.as_ref();
    finding.is_encoding()
        && fix.is_some_and(|f| f.transcode.is_none() && f.applicability > Applicability::Display)
}

/// How many words of a page or paragraph hold more than ASCII: most of them must be among the findings.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|w| !w.is_ascii()).count()
}

/// The paragraph around byte `at`: up to the blank lines before and after.
fn paragraph(text: &str, at: usize) -> Span {
    let blank = |s: &str| s.trim().is_empty();
    let mut start = text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    while let Some(above) = text.get(..start.saturating_sub(1)).filter(|_| start > 0) {
        let line = above.rfind('\n').map_or(0, |i| i + 1);
        if blank(above.get(line..).unwrap_or("")) {
            break;
        }
        start = line;
    }
    let rest = text.get(at..).unwrap_or("");
    let mut end = at;
    for line in rest.split_inclusive('\n') {
        if blank(line) && end > at {
            break;
        }
        end += line.len();
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_ends_at_blank_lines() {
        let text = "one\n\ntwo\nthree\r\n\r\nfour";
        assert_eq!(paragraph(text, 6).of(text), "two\nthree\r\n");
        assert_eq!(paragraph(text, 0).of(text), "one\n");
        assert_eq!(paragraph(text, text.len() - 1).of(text), "four");
    }
}
