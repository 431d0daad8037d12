//! JUnit XML: one suite a file, one failed case a finding.

use super::positions;
use crate::engine::Report;
use std::io::{self, Write};

pub(super) fn write(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    let total: usize = reports.iter().map(|r| r.findings.len()).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"visavis\" tests=\"{}\" failures=\"{total}\">", cases(reports))?;
    for report in reports {
        let (path, n) = (escape(&report.path), report.findings.len());
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{n}\">", n.max(1))?;
        if n == 0 {
            writeln!(out, "    <testcase name=\"visavis\" classname=\"{path}\"/>")?;
        }
        for finding in &report.findings {
            let at = positions(report, finding).0;
            let message = escape(&finding.message);
            writeln!(
                out,
                "    <testcase name=\"{} {}\" classname=\"{path}\" line=\"{}\">",
                finding.rule.code, finding.rule.name, at.line
            )?;
            writeln!(
                out,
                "      <failure type=\"{}\" message=\"{message}\">{path}:{}:{}: {message}</failure>",
                finding.rule.code, at.line, at.column
            )?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// A file without findings is one case that passed.
fn cases(reports: &[Report]) -> usize {
    reports.iter().map(|r| r.findings.len().max(1)).sum()
}

/// XML 1.0 has no way to write most control characters: they become U+FFFD.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
