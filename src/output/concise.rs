//! One line a finding: `path:line:column: CODE message`.

use super::{each, positions, printable, style::Styles};
use crate::engine::Report;
use std::io::{self, Write};

pub(super) fn write(reports: &[Report], styles: &Styles, out: &mut dyn Write) -> io::Result<()> {
    for (report, finding) in each(reports) {
        let at = positions(report, finding).0;
        let (strong, code) = (styles.strong, styles.severity(finding.severity));
        writeln!(
            out,
            "{strong}{}{strong:#}:{}:{}: {code}{}{code:#} {}",
            printable(&report.path),
            at.line,
            at.column,
            finding.rule.code,
            printable(&finding.message)
        )?;
    }
    Ok(())
}
