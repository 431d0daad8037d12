//! `visavis fix`: apply fixes in place, as a diff, as copies, or to standard output.

use super::run::{Change, Checked, Mode, Run, run as read_all};
use super::{Failure, Outcome, Session, Status, stdout, summary};
use crate::cli::FixArgs;
use crate::output::{self, diff};
use crate::source::unslashed;
use crate::write::{self, WriteError};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(super) fn run(session: &Session, args: &FixArgs) -> Outcome {
    if args.output.is_some() && args.files.paths.iter().any(|p| p == Path::new("-")) {
        let message = "standard input is fixed to standard output; `-` and --output do not go together";
        return Err(Failure::Said(message.to_owned()));
    }
    let mut run = read_all(session, &args.files, &args.rules, Mode::Fix, args.output.as_deref())?;
    if args.diff {
        return print_diff(session, &run, args.rules.exit_zero);
    }
    write_all(session, &mut run, args.output.as_deref());
    let stdin = run.files.iter().any(|f| f.stdin.is_some());
    let status = run.status(args.rules.exit_zero);
    let summary = summary::fix(&run, session);
    let format = session.format(args.rules.format);
    let mut out = stdout();
    if stdin {
        // Standard output is the fixed text's: what remains is said on the other stream.
        print_text(&run, &mut out)?;
        if !session.global.quiet {
            let _ = output::write(format, &run.reports(), &session.err, &mut io::stderr().lock());
        }
    } else {
        output::write(format, &run.reports(), &session.styles, &mut out)?;
    }
    out.flush()?;
    session.say(&summary);
    Ok(status)
}

fn print_diff(session: &Session, run: &Run, exit_zero: bool) -> Outcome {
    let mut out = stdout();
    let mut changed = false;
    for (file, change) in changes(run) {
        changed = true;
        diff::write(&spelt(file), &change.old, &change.new, &session.styles, &mut out)?;
    }
    out.flush()?;
    session.say(&summary::fix(run, session));
    Ok(match (run.failures.is_empty(), changed) {
        (false, _) => Status::Failed,
        (true, true) if !exit_zero => Status::Findings,
        (true, _) => Status::Clean,
    })
}

fn changes(run: &Run) -> impl Iterator<Item = (&Checked, &Change)> {
    run.files.iter().filter_map(|file| file.fixed.as_ref().map(|change| (file, change)))
}

/// The file's name with its own bytes.
fn spelt(file: &Checked) -> PathBuf {
    unslashed(Path::new(""), &file.report.path)
}

/// Writes every change, in place or under `output`. What cannot be written is said and counted.
fn write_all(session: &Session, run: &mut Run, output: Option<&Path>) {
    let mut failures = Vec::new();
    let mut places: HashMap<PathBuf, String> = HashMap::new();
    for file in run.files.iter_mut().filter(|f| f.stdin.is_none()) {
        let Some(change) = &file.fixed else { continue };
        let written = match output {
            None => write::replace(&change.path, &change.old, &change.new).map(|_| ()),
            Some(dir) => match places.insert(write::place(dir, &spelt(file)), file.report.path.clone()) {
                Some(other) => Err(twice(&other)),
                None => write::copy(dir, &spelt(file), &change.path, &change.new).map(|_| ()),
            },
        };
        match written {
            Ok(()) => session.detail(&format!("fixed {}", file.report.path)),
            Err(e) => {
                failures.push(format!("{}: {e}", file.report.path));
                // Nothing of it was fixed after all.
                file.report.findings.append(&mut file.applied);
                file.report.findings.sort_by_key(|f| (f.span.start, f.rule.code, f.span.end));
                (file.fixed, file.unwritten) = (None, true);
            }
        }
    }
    failures.iter().for_each(|f| session.error(f));
    run.failures.extend(failures);
}

/// Above the working directory paths lose their beginning, and may become one.
fn twice(other: &str) -> WriteError {
    WriteError(format!("its copy would take the place of that of {other}; run where both lie below"))
}

/// Prints what standard input says after its fixes, changed or not, byte for byte.
fn print_text(run: &Run, out: &mut dyn Write) -> Result<(), Failure> {
    for file in &run.files {
        if let Some(original) = &file.stdin {
            out.write_all(file.fixed.as_ref().map_or(original, |change| &change.new))?;
        }
    }
    Ok(())
}
