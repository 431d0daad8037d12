//! Reading, checking and fixing many files: what `check` and `fix` share.

use super::site::{self, Member, Post};
use super::{Failure, Session, Status, progress};
use crate::cli::{FileArgs, RuleArgs};
use crate::config::Settings;
use crate::document::Kind;
use crate::engine::{self, Counterpart, Loaded, Report};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::source::{self, Request};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

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
    let posts = site::posts(listing.entries);
    let total = posts.iter().map(|p| p.sides.len()).sum();
    let results: Vec<Run> = progress::watch(total, !session.global.quiet, |done| {
        let work = |post: &Post| {
            let mut run = one_post(post, mode);
            // A large site is mostly clean: its texts need not all stay in memory to the end.
            for file in run.files.iter_mut().filter(|f| f.report.findings.is_empty() && f.applied.is_empty())
            {
                file.report.text = String::new();
            }
            done.fetch_add(post.sides.len(), Ordering::Relaxed);
            run
        };
        // Starting threads for one post would take longer than the post.
        if posts.len() == 1 { posts.iter().map(work).collect() } else { posts.par_iter().map(work).collect() }
    });
    let mut run = Run { failures: listing.failures, ..Run::default() };
    for part in results {
        run.files.extend(part.files);
        run.failures.extend(part.failures);
    }
    run.files.sort_by(|a, b| a.report.path.cmp(&b.report.path));
    run.failures.iter().for_each(|f| session.error(f));
    Ok(run)
}

/// One post, whatever happens in it: a fault of ours in one file must not take the others along.
fn one_post(post: &Post, mode: Mode) -> Run {
    catch_unwind(AssertUnwindSafe(|| sides(post, mode))).unwrap_or_else(|_| {
        let name = post.sides.first().map_or("", |s| s.entry.name.as_str());
        let message = format!("{name}: visavis failed on this file; please report it as a bug");
        Run { failures: vec![message], ..Run::default() }
    })
}

fn sides(post: &Post, mode: Mode) -> Run {
    let mut run = Run::default();
    let mut loaded: Vec<Option<(Loaded, Vec<u8>)>> = Vec::new();
    for side in &post.sides {
        let read = side.entry.read();
        if let (Err(e), true) = (&read, side.given) {
            run.failures.push(format!("{}: cannot be read: {}", side.entry.name, crate::config::plain(e)));
        }
        loaded.push(read.ok().and_then(|bytes| load(side, bytes, mode)));
    }
    let source = loaded.first().and_then(Option::as_ref).map(|(l, _)| l);
    let translation = loaded.iter().skip(1).flatten().map(|(l, _)| l).next();
    for (i, (side, own)) in post.sides.iter().zip(&loaded).enumerate() {
        let Some((own, bytes)) = own else { continue };
        let other = match (i, source, translation) {
            (0, _, Some(translation)) => Counterpart::Target(translation),
            (1.., Some(source), _) => Counterpart::Source(source),
            _ => Counterpart::None,
        };
        let settings = &side.entry.settings;
        if !side.given {
            if let Counterpart::Source(source) = other {
                let report = engine::check_pair(source, own, settings);
                if !report.findings.is_empty() {
                    run.files.push(checked(side, report));
                }
            }
            continue;
        }
        run.files.push(match mode {
            Mode::Check => checked(side, engine::check(own, other, settings)),
            Mode::Fix => fixed(side, own, other, bytes),
        });
    }
    run
}

/// Decodes and parses a side; `None` for a file that a walk took in and that is no text at all.
/// The bytes are kept where they will be needed again.
fn load(side: &Member, bytes: Vec<u8>, mode: Mode) -> Option<(Loaded, Vec<u8>)> {
    let kind = side.entry.kind();
    if kind == Kind::Plain && !side.entry.explicit && source::looks_binary(&bytes) {
        return None;
    }
    let kept = if mode == Mode::Fix { bytes.clone() } else { Vec::new() };
    let entry = &side.entry;
    Some((engine::load(&entry.name, bytes, kind, side.language.clone(), &entry.settings), kept))
}

fn checked(side: &Member, report: Report) -> Checked {
    Checked {
        report,
        settings: Arc::clone(&side.entry.settings),
        applied: Vec::new(),
        fixed: None,
        stdin: None,
    }
}

fn fixed(side: &Member, own: &Loaded, other: Counterpart<'_>, bytes: &[u8]) -> Checked {
    let outcome = engine::fix(own, other, &side.entry.settings);
    let mut result = checked(side, outcome.report);
    result.applied = outcome.applied;
    result.stdin.clone_from(&side.entry.stdin);
    if outcome.changed && outcome.text.as_bytes() != bytes {
        let path = side.entry.path.clone();
        result.fixed = Some(Change { path, old: bytes.to_vec(), new: outcome.text.into_bytes() });
    }
    result
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
