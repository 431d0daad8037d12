//! GitLab Code Quality: one JSON array.

use super::{each, fingerprint::Fingerprints, positions};
use crate::engine::Report;
use crate::finding::Severity;
use serde_json::json;
use std::io::{self, Write};

pub(super) fn write(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    let mut names = Fingerprints::default();
    let rows: Vec<_> = each(reports)
        .map(|(report, finding)| {
            let (start, end) = positions(report, finding);
            json!({
                "description": format!("{}: {}", finding.rule.code, finding.message),
                "check_name": finding.rule.code,
                "fingerprint": names.next(report, finding),
                "severity": match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                },
                "location": {"path": report.path, "lines": {"begin": start.line, "end": end.line}},
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &rows)?;
    out.write_all(b"\n")
}
