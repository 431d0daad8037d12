//! Findings as JSON: the contract of `--format json` and `jsonl`.

use super::{each, positions};
use crate::engine::Report;
use crate::finding::{Evidence, Finding, Related, Severity};
use crate::fix::{Applicability, Fix, Transcode};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    name: &'a str,
    severity: Severity,
    confidence: f64,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: usize,
    byte_end: usize,
    message: &'a str,
    text: &'a str,
    evidence: &'a Evidence,
    fix: Option<FixRow<'a>>,
    related: Vec<RelatedRow<'a>>,
}

#[derive(Serialize)]
struct FixRow<'a> {
    applicability: Applicability,
    #[serde(skip_serializing_if = "Option::is_none")]
    transcode: Option<Value>,
    edits: Vec<EditRow<'a>>,
}

#[derive(Serialize)]
struct EditRow<'a> {
    byte_start: usize,
    byte_end: usize,
    replacement: &'a str,
}

#[derive(Serialize)]
struct RelatedRow<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: usize,
    byte_end: usize,
    text: &'a str,
    message: &'a str,
}

pub(super) fn write_array(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, (report, finding)) in each(reports).enumerate() {
        out.write_all(if i == 0 { b"\n  " } else { b",\n  " })?;
        serde_json::to_writer(&mut *out, &row(report, finding))?;
    }
    out.write_all(if each(reports).next().is_some() { b"\n]\n" } else { b"]\n" })
}

pub(super) fn write_lines(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    for (report, finding) in each(reports) {
        serde_json::to_writer(&mut *out, &row(report, finding))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn row<'a>(report: &'a Report, finding: &'a Finding) -> Row<'a> {
    let (start, end) = positions(report, finding);
    Row {
        rule: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity,
        // Four decimals say all that is known; more would differ between processors.
        confidence: (finding.confidence * 1e4).round() / 1e4,
        path: &report.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_start: finding.span.start,
        byte_end: finding.span.end,
        message: &finding.message,
        text: finding.span.of(&report.text),
        evidence: &finding.evidence,
        fix: finding.fix.as_ref().map(fix_row),
        related: finding.related.iter().map(related_row).collect(),
    }
}

fn fix_row(fix: &Fix) -> FixRow<'_> {
    let transcode = fix.transcode.as_ref().map(|t| match t {
        Transcode::File(codec) => json!({"from": codec.label()}),
        Transcode::Spans(spans) => {
            let span = |(at, codec): &(crate::span::Span, crate::encoding::Codec)| {
                json!({"byte_start": at.start, "byte_end": at.end, "from": codec.label()})
            };
            json!({"spans": spans.iter().map(span).collect::<Vec<_>>()})
        }
    });
    let edits = fix.edits.iter().map(|e| EditRow {
        byte_start: e.span.start,
        byte_end: e.span.end,
        replacement: &e.replacement,
    });
    FixRow { applicability: fix.applicability, transcode, edits: edits.collect() }
}

fn related_row(related: &Related) -> RelatedRow<'_> {
    let (start, end) = related.position;
    RelatedRow {
        path: &related.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_start: related.span.start,
        byte_end: related.span.end,
        text: &related.text,
        message: &related.message,
    }
}
