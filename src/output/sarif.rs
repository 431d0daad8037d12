//! SARIF 2.1.0, with fixes, for code scanning.

use super::{each, fingerprint::Fingerprints};
use crate::checks::{ALL, Rule};
use crate::engine::Report;
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::span::Span;
use serde_json::{Value, json};
use std::io::{self, Write};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    let mut names = Fingerprints::default();
    let results: Vec<Value> = each(reports).map(|(r, f)| result(r, f, names.next(r, f))).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "visavis",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": ALL.iter().map(|r| rule(r)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.docs, "markdown": rule.docs},
        "defaultConfiguration": {"level": level(rule.severity), "enabled": rule.default},
    })
}

fn result(report: &Report, finding: &Finding, fingerprint: String) -> Value {
    let mut result = json!({
        "ruleId": finding.rule.code,
        "ruleIndex": ALL.iter().position(|r| r.code == finding.rule.code),
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(&report.path)},
            "region": region(report, finding.span),
        }}],
        "partialFingerprints": {"visavis/v1": fingerprint},
        "properties": {"confidence": (finding.confidence * 1e4).round() / 1e4},
    });
    let related: Vec<Value> = finding.related.iter().enumerate().map(related).collect();
    let fixes = fixes(report, finding);
    if let Some(object) = result.as_object_mut() {
        if !related.is_empty() {
            object.insert("relatedLocations".to_owned(), related.into());
        }
        if !fixes.is_empty() {
            object.insert("fixes".to_owned(), fixes.into());
        }
    }
    result
}

fn region(report: &Report, span: Span) -> Value {
    let at = |byte| report.lines.position(&report.text, byte);
    let (start, end) = (at(span.start), at(span.end));
    json!({
        "startLine": start.line, "startColumn": start.column,
        "endLine": end.line, "endColumn": end.column,
    })
}

fn related((i, related): (usize, &crate::finding::Related)) -> Value {
    let (start, end) = related.position;
    json!({
        "id": i + 1,
        "message": {"text": related.message},
        "physicalLocation": {
            "artifactLocation": {"uri": uri(&related.path)},
            "region": {
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
            },
        },
    })
}

/// Edits that a viewer may offer. A transcoding has none: it changes bytes, not text.
fn fixes(report: &Report, finding: &Finding) -> Vec<Value> {
    let Some(fix) = &finding.fix else { return Vec::new() };
    if fix.edits.is_empty() || fix.applicability == Applicability::Display {
        return Vec::new();
    }
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|e| json!({"deletedRegion": region(report, e.span), "insertedContent": {"text": e.replacement}}))
        .collect();
    vec![json!({
        "description": {"text": format!("{:?} fix", fix.applicability)},
        "artifactChanges": [{
            "artifactLocation": {"uri": uri(&report.path)},
            "replacements": replacements,
        }],
    })]
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for b in path.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(b));
            }
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}
