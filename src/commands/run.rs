//! Reading, checking and fixing many files: what `check` and `fix` share.

use super::{Failure, Session, Status, progress, work};
use crate::cli::{FileArgs, RuleArgs};
use crate::config::Settings;
use crate::engine::Report;
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::source::{self, Request};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What came of one file.
pub(super) struct Checked {
    /// What was found, or what remains after fixing.
    pub report: Report,
    /// The settings that held.
    pub settings: Arc<Settings>,
    /// What was fixed.
    pub applied: Vec<Finding>,
    /// What the fixes made of the file, where they change it.
    pub fixed: Option<Change>,
    /// Whether the fixes could not be written.
    pub unwritten: bool,
    /// What standard input said, where that is the file and it was to be fixed.
    pub stdin: Option<Vec<u8>>,
}

/// A file's bytes before and after.
pub(super) struct Change {
    /// Where it is.
    pub path: std::path::PathBuf,
    /// As read.
    pub old: Vec<u8>,
    /// As fixed.
    pub new: Vec<u8>,
}

/// A run over many files.
#[derive(Default)]
pub(super) struct Run {
    /// One entry a file, in order of path.
    pub files: Vec<Checked>,
    /// What could not be read or written, in words.
    pub failures: Vec<String>,
    /// What could not be known, in words.
    pub notes: Vec<String>,
}

/// Whether files are only looked at, or fixed in memory.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Findings.
    Check,
    /// Findings, fixes, and what remains.
    Fix,
}

/// Does the work on everything that `files` names. `leave_out` is a folder that walks pass by.
pub(super) fn run(
    session: &Session,
    files: &FileArgs,
    rules: &RuleArgs,
    mode: Mode,
    leave_out: Option<&Path>,
) -> Result<Run, Failure> {
    let resolver = session.resolver(files, Some(rules))?;
    let request = Request { paths: &files.paths, stdin_filename: files.stdin_filename.as_deref(), leave_out };
    let listing = source::list(&request, &resolver, &session.cwd);
    let mut run = Run { failures: listing.failures, ..Run::default() };
    let total = listing.entries.len();
    listing.entries.iter().for_each(|e| session.detail(&format!("reading {}", e.name)));
    let parts = progress::watch(total, !session.global.quiet, |done| {
        work::all(&listing.entries, &session.cwd, mode, done)
    });
    for part in parts {
        run.files.extend(part.files);
        run.failures.extend(part.failures);
        run.notes.extend(part.notes);
    }
    run.files.sort_by(|a, b| a.report.path.cmp(&b.report.path));
    run.failures.iter().for_each(|f| session.error(f));
    run.notes.iter().for_each(|n| session.say(n));
    Ok(run)
}

impl Run {
    /// The exit status that the findings left make.
    pub(super) fn status(&self, exit_zero: bool) -> Status {
        if !self.failures.is_empty() {
            return Status::Failed;
        }
        let fails = |c: &Checked| c.report.findings.iter().any(|f| weight(f) >= c.settings.fail_on);
        if !exit_zero && self.files.iter().any(fails) { Status::Findings } else { Status::Clean }
    }

    /// The reports, in order of path, those on one file merged.
    pub(super) fn reports(self) -> Vec<Report> {
        let mut merged: BTreeMap<String, Report> = BTreeMap::new();
        for report in self.files.into_iter().map(|c| c.report) {
            match merged.get_mut(&report.path) {
                Some(known) => known.findings.extend(report.findings),
                None => {
                    merged.insert(report.path.clone(), report);
                }
            }
        }
        merged.into_values().collect()
    }
}

/// How much a finding weighs when it comes to failing: one that can only be shown is a warning.
fn weight(finding: &Finding) -> Severity {
    let shown_only = finding.fix.as_ref().is_some_and(|f| f.applicability == Applicability::Display);
    if shown_only { Severity::Warning } else { finding.severity }
}
