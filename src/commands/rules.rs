//! `visavis rules`: the list of rules.

use super::{Outcome, Session, Status, stdout};
use crate::checks::ALL;
use crate::cli::{ListFormat, RulesArgs};
use serde_json::json;
use std::io::Write;

pub(super) fn run(session: &Session, args: &RulesArgs) -> Outcome {
    let mut out = stdout();
    match args.format {
        ListFormat::Json => {
            let rows: Vec<_> = ALL
                .iter()
                .map(|r| {
                    json!({
                        "code": r.code, "name": r.name, "severity": r.severity,
                        "default": r.default, "summary": r.summary,
                    })
                })
                .collect();
            serde_json::to_writer_pretty(&mut out, &rows).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        ListFormat::Text => {
            let widest = ALL.iter().map(|r| r.name.len()).max().unwrap_or(0);
            for rule in ALL {
                let (strong, color) = (session.styles.strong, session.styles.severity(rule.severity));
                let severity = format!("{:?}", rule.severity).to_lowercase();
                writeln!(
                    out,
                    "{strong}{}{strong:#}  {:widest$}  {color}{severity:7}{color:#}  {:3}  {}",
                    rule.code,
                    rule.name,
                    if rule.default { "on" } else { "off" },
                    rule.summary
                )?;
            }
        }
    }
    out.flush()?;
    Ok(Status::Clean)
}
