//! What a run comes to, in a few lines for people.

use super::Session;
use super::run::{Checked, Run};
use crate::encoding::Source;
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use std::collections::{BTreeMap, BTreeSet};

/// The summary of `check`.
pub(super) fn check(run: &Run, session: &Session) -> String {
    let left = Tally::of(run.files.iter().map(|f| (f, f.report.findings.as_slice())));
    let mut lines = vec![left.found(run.files.len(), run)];
    lines.extend(left.fixable());
    lines.extend(left.damage("damage"));
    closing(&mut lines, run, session);
    lines.join("\n")
}

/// The summary of `fix`.
pub(super) fn fix(run: &Run, session: &Session) -> String {
    let done = Tally::of(run.files.iter().map(|f| (f, f.applied.as_slice())));
    let left = Tally::of(run.files.iter().map(|f| (f, f.report.findings.as_slice())));
    let changed = run.files.iter().filter(|f| f.fixed.is_some()).count();
    let mut lines = Vec::new();
    if changed > 0 {
        lines.push(format!("{} fixed in {}", count(done.total, "finding"), count(changed, "file")));
        lines.extend(done.damage("repaired"));
    }
    lines.push(left.found(run.files.len(), run));
    lines.extend(left.left_alone());
    closing(&mut lines, run, session);
    lines.join("\n")
}

fn closing(lines: &mut Vec<String>, run: &Run, session: &Session) {
    let suppressed: usize = run.files.iter().map(|f| f.report.suppressed).sum();
    if suppressed > 0 && session.global.verbose {
        lines.push(format!("{} suppressed", count(suppressed, "finding")));
    }
    if !run.failures.is_empty() {
        lines.push(format!("{} could not be dealt with", count(run.failures.len(), "path")));
    }
}

/// Findings counted in the ways that matter.
#[derive(Default)]
struct Tally {
    total: usize,
    errors: usize,
    files: BTreeSet<String>,
    safe: usize,
    held_back: usize,
    /// Of those held back, the ones that would have been applied and were not.
    refused: usize,
    shown_only: usize,
    unwritten: usize,
    /// Words by stack of codecs.
    stacks: BTreeMap<String, usize>,
    damaged_files: BTreeSet<String>,
}

impl Tally {
    fn of<'a>(findings: impl Iterator<Item = (&'a Checked, &'a [Finding])>) -> Self {
        let mut tally = Self::default();
        for (file, findings) in findings {
            let bytes = readable(file);
            findings.iter().for_each(|f| tally.add(file, f, bytes));
        }
        tally
    }

    fn add(&mut self, file: &Checked, finding: &Finding, bytes: Applicability) {
        let path = &file.report.path;
        self.total += 1;
        self.errors += usize::from(finding.severity == Severity::Error);
        self.files.insert(path.clone());
        match finding.fix.as_ref().map(|f| f.applicability.min(bytes)) {
            _ if file.unwritten => self.unwritten += 1,
            Some(Applicability::Safe) => self.safe += 1,
            Some(Applicability::Unsafe) => {
                self.held_back += 1;
                self.refused += usize::from(file.settings.unsafe_fixes);
            }
            Some(Applicability::Display) => self.shown_only += 1,
            None => {}
        }
        if let Some(stack) = finding.evidence.get("stack").and_then(|s| s.as_array()) {
            let codecs: Vec<&str> = stack.iter().filter_map(|c| c.as_str()).collect();
            *self.stacks.entry(codecs.join(" + ")).or_insert(0) += 1;
            self.damaged_files.insert(path.clone());
        }
    }

    fn found(&self, files: usize, run: &Run) -> String {
        let read = count(files, "file");
        if self.total == 0 {
            return match (files, run.failures.is_empty()) {
                (0, true) => "no posts found here; name files, or take others in with --include".to_owned(),
                (0, false) => "nothing could be checked".to_owned(),
                _ => format!("{read} checked, nothing found"),
            };
        }
        let (errors, warnings) = (count(self.errors, "error"), count(self.total - self.errors, "warning"));
        format!("{errors} and {warnings} in {} of {read}", self.files.len())
    }

    fn fixable(&self) -> Option<String> {
        let held = format!("{} with --unsafe-fixes", self.held_back);
        match (self.safe, self.held_back) {
            (0, 0) => None,
            (0, _) => Some(format!("`visavis fix` can repair {held}")),
            (safe, 0) => Some(format!("`visavis fix` can repair {safe}")),
            (safe, _) => Some(format!("`visavis fix` can repair {safe}, {held}")),
        }
    }

    /// How many words, files and stacks of codecs.
    fn damage(&self, title: &str) -> Option<String> {
        let words: usize = self.stacks.values().sum();
        let mut by_count: Vec<_> = self.stacks.iter().collect();
        by_count.sort_by_key(|(name, n)| (std::cmp::Reverse(**n), (*name).clone()));
        let stacks: Vec<String> = by_count.iter().map(|(name, n)| format!("{name} {n}")).collect();
        (words > 0).then(|| {
            let files = count(self.damaged_files.len(), "file");
            format!("{title}: {} in {files} ({})", count(words, "word"), stacks.join(", "))
        })
    }

    /// What `fix` did not touch, and why.
    fn left_alone(&self) -> Option<String> {
        let told = self.held_back + self.shown_only + self.safe + self.unwritten;
        let reasons = [
            (
                self.held_back - self.refused,
                "held back until a human has looked (--unsafe-fixes applies them)",
            ),
            (self.shown_only, "only shown: text about damage, or no certain reading"),
            (
                self.safe + self.refused,
                "not applied: the outcome would not have been what the fix promises, or would have changed more \
                 than that",
            ),
            (self.unwritten, "in files that could not be written"),
            (self.total - told, "without a fix"),
        ];
        let parts: Vec<String> =
            reasons.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect();
        (!parts.is_empty()).then(|| format!("left alone: {}", parts.join("; ")))
    }
}

/// How sure the reading of a file's bytes is: no fix of its text can be applied more freely than that.
fn readable(file: &Checked) -> Applicability {
    if file.report.source == Source::Utf8 || file.fixed.is_some() {
        return Applicability::Safe;
    }
    let fixes = file.report.findings.iter().filter_map(|f| f.fix.as_ref());
    let decoding = fixes.filter(|f| f.transcode.is_some()).map(|f| f.applicability);
    decoding.max().unwrap_or(Applicability::Display)
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
