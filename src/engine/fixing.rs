//! Applying fixes in memory, to a fixpoint.

use super::load::{MOST_PASSES, from_text, same_structure};
use super::{Counterpart, Loaded, Report, applicable, check};
use crate::config::Settings;
use crate::encoding::Source;
use crate::finding::Finding;
use crate::fix::{self, OffsetMap};

/// The outcome of fixing one file.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// The text after all fixes; what would be written, as UTF-8.
    pub text: String,
    /// Whether `text` differs from the file's bytes.
    pub changed: bool,
    /// The findings that were resolved, positions in the input.
    pub applied: Vec<Finding>,
    /// What remains, positions in the input.
    pub report: Report,
}

/// Applies every applicable fix of the selected rules, again and again until nothing changes.
///
/// A file that is not UTF-8 is left alone unless its own transcoding is among the applicable fixes.
#[must_use]
pub fn fix(file: &Loaded, other: Counterpart<'_>, settings: &Settings) -> Fixed {
    let first = check(file, other, settings);
    let transcoded = first.findings.iter().any(|f| decodes(f, settings));
    if file.source != Source::Utf8 && !transcoded {
        return Fixed { text: first.text.clone(), changed: false, applied: Vec::new(), report: first };
    }
    let mut state = State { applied: Vec::new(), maps: Vec::new(), current: None };
    // Those with edits of their own are counted when these are applied.
    let plain = |f: &&Finding| f.fix.as_ref().is_some_and(|x| x.edits.is_empty());
    state.applied.extend(first.findings.iter().filter(|f| decodes(f, settings)).filter(plain).cloned());
    let mut report = without_transcode(first.clone(), settings);
    while state.maps.len() < MOST_PASSES {
        let Some(next) = state.step(file, other, &report, settings) else { break };
        report = next;
    }
    let text = state.current.map_or_else(|| first.text.clone(), |l| l.input.text);
    let changed = transcoded || text != first.text;
    let findings = report.findings.into_iter().map(|f| super::to_input(f, &state.maps)).collect();
    Fixed { text, changed, applied: state.applied, report: Report { findings, ..first } }
}

/// Whether the fix of a finding decodes bytes, and may be applied.
fn decodes(finding: &Finding, settings: &Settings) -> bool {
    finding.fix.as_ref().is_some_and(|x| x.transcode.is_some() && applicable(x, settings))
}

struct State {
    applied: Vec<Finding>,
    maps: Vec<OffsetMap>,
    current: Option<Loaded>,
}

impl State {
    /// One pass: applies what `report` offers and checks the outcome. `None` when nothing applies,
    /// or when the outcome would not keep the document's structure.
    fn step(
        &mut self,
        file: &Loaded,
        other: Counterpart<'_>,
        report: &Report,
        settings: &Settings,
    ) -> Option<Report> {
        let offers =
            |f: &&Finding| f.fix.as_ref().is_some_and(|x| !decodes(f, settings) && applicable(x, settings));
        let edits = fix::select(report.findings.iter().filter(offers).filter_map(|f| f.fix.as_ref()));
        if edits.is_empty() {
            return None;
        }
        let before = self.current.as_ref().unwrap_or(file);
        let text = fix::apply(&before.input.text, &edits);
        let mut next =
            from_text(&file.path, text, Source::Utf8, file.input.kind, file.language.clone(), settings);
        next.about.clone_from(&file.about);
        next.origin.clone_from(&file.origin);
        let structural = report.findings.iter().filter(offers).any(|f| !f.rule.code.starts_with("ENC"));
        if !structural && !same_structure(&before.input, &next.input) {
            return None;
        }
        for finding in report.findings.iter().filter(offers) {
            let mine = finding.fix.as_ref().is_some_and(|x| {
                x.edits.iter().all(|e| {
                    edits.binary_search_by_key(&e.span, |x| x.span).is_ok_and(|i| edits.get(i) == Some(e))
                })
            });
            if mine {
                self.applied.push(super::to_input(finding.clone(), &self.maps));
            }
        }
        self.maps.push(OffsetMap::new(&edits));
        let report = check(&next, other, settings);
        self.current = Some(next);
        Some(report)
    }
}

/// The report without what decoding resolves: of fixes that decode, only the edits are left.
fn without_transcode(mut report: Report, settings: &Settings) -> Report {
    report.findings.retain_mut(|f| {
        let decoded = decodes(f, settings);
        match &mut f.fix {
            Some(fix) if decoded => {
                fix.transcode = None;
                !fix.edits.is_empty()
            }
            _ => true,
        }
    });
    report
}
