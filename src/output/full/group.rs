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

/// Groups the findings of a report; groups are in order of their first finding.
pub(super) fn group(report: &Report) -> Vec<Group<'_>> {
    let mut left: Vec<Option<&Finding>> = report.findings.iter().map(Some).collect();
    let mut groups = Vec::new();
    for i in 0..left.len() {
        let Some(first) = left.get(i).copied().flatten() else { continue };
        let (findings, place) = together(report, first, &left);
        for slot in &mut left {
            if slot.is_some_and(|f| findings.iter().any(|g| std::ptr::eq(f, *g))) {
                *slot = None;
            }
        }
        groups.push(Group { findings, place });
    }
    groups
}

/// The findings to be shown with `first`: of its page, else of its paragraph, else itself alone.
fn together<'a>(
    report: &Report,
    first: &'a Finding,
    left: &[Option<&'a Finding>],
) -> (Vec<&'a Finding>, &'static str) {
    let groupable = first.rule.code.starts_with("ENC")
        && first
            .fix
            .as_ref()
            .is_some_and(|f| f.transcode.is_none() && f.applicability > Applicability::Display);
    if groupable {
        let page = Span::new(0, report.text.len());
        let paragraph = paragraph(&report.text, first.span.start);
        for (span, place) in [(page, "page"), (paragraph, "paragraph")] {
            let mine: Vec<&Finding> =
                left.iter().flatten().filter(|f| span.contains(f.span) && alike(f, first)).copied().collect();
            if mine.len() >= FEWEST && throughout(report, span, &mine) {
                return (mine, place);
            }
        }
    }
    (vec![first], "")
}

/// Whether most words of `span` that hold more than ASCII are among the findings.
fn throughout(report: &Report, span: Span, findings: &[&Finding]) -> bool {
    let words = span.of(&report.text).split_whitespace().filter(|w| !w.is_ascii()).count();
    findings.len() * 2 >= words
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
