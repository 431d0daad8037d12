//! GitHub Actions workflow commands: annotations on the lines of a pull request.

use super::{each, positions, printable};
use crate::engine::Report;
use crate::finding::Severity;
use std::io::{self, Write};

pub(super) fn write(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    for (report, finding) in each(reports) {
        let (start, end) = positions(report, finding);
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(out, "::{level} file={},line={},endLine={}", property(&report.path), start.line, end.line)?;
        // GitHub drops annotations whose columns span lines.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
        writeln!(
            out,
            ",title={}::{}",
            property(&format!("{} {}", finding.rule.code, finding.rule.name)),
            data(&format!("{}:{}: {}", report.path, start.line, finding.message))
        )?;
    }
    Ok(())
}

/// Escaped as GitHub wants it; what a terminal would obey is spelt out, as logs are read in terminals too.
fn data(text: &str) -> String {
    let spelt = text.split_inclusive(['\r', '\n']).map(|line| {
        let end = line.len() - line.trim_end_matches(['\r', '\n']).len();
        let (line, end) = line.split_at(line.len() - end);
        format!("{}{end}", printable(line))
    });
    spelt.collect::<String>().replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
