//! `visavis explain RULE`: a rule's page, with its examples.

use super::{Failure, Outcome, Session, Status, stdout};
use crate::checks::{self, Example, Rule, Selector};
use crate::cli::ExplainArgs;
use std::io::{self, Write};

pub(super) fn run(session: &Session, args: &ExplainArgs) -> Outcome {
    let Some(rule) = checks::find(args.rule.trim()) else {
        // A prefix selects rules but does not name one.
        let hint = Selector::parse(&args.rule)
            .err()
            .unwrap_or_else(|| format!("`{}` is a family of rules; `visavis rules` lists them", args.rule));
        return Err(Failure::Said(hint));
    };
    let mut out = stdout();
    page(rule, session, &mut out)?;
    out.flush()?;
    Ok(Status::Clean)
}

fn page(rule: &Rule, session: &Session, out: &mut dyn Write) -> io::Result<()> {
    let (strong, color) = (session.styles.strong, session.styles.severity(rule.severity));
    writeln!(out, "{strong}# {} {}{strong:#}\n", rule.code, rule.name)?;
    let severity = format!("{:?}", rule.severity).to_lowercase();
    let state = if rule.default { "on by default" } else { "off until selected" };
    writeln!(out, "{}. ({color}{severity}{color:#}, {state})\n", rule.summary)?;
    writeln!(out, "{}", rule.docs.trim())?;
    for (title, examples) in [("Reported", rule.bad), ("Not reported", rule.good)] {
        if !examples.is_empty() {
            writeln!(out, "\n{strong}## {title}{strong:#}")?;
        }
        for example in examples {
            show(example, out)?;
        }
    }
    Ok(())
}

fn show(example: &Example, out: &mut dyn Write) -> io::Result<()> {
    let files = [Some((example.path, example.content)), example.other];
    for (path, content) in files.into_iter().flatten() {
        writeln!(out, "\n{path}:")?;
        for line in String::from_utf8_lossy(content).lines() {
            writeln!(out, "    {}", crate::output::printable(line))?;
        }
    }
    Ok(())
}
