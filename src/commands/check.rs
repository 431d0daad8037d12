//! `visavis check`: report findings, write nothing.

use super::run::{Mode, run as read_all};
use super::{Outcome, Session, stdout, summary};
use crate::cli::CheckArgs;
use crate::output;
use std::io::Write;

pub(super) fn run(session: &Session, args: &CheckArgs) -> Outcome {
    let run = read_all(session, &args.files, &args.rules, Mode::Check, None)?;
    let status = run.status(args.rules.exit_zero);
    let summary = summary::check(&run, session);
    let mut out = stdout();
    output::write(session.format(args.rules.format), &run.reports(), &session.styles, &mut out)?;
    out.flush()?;
    session.say(&summary);
    Ok(status)
}
