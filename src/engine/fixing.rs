//! Applying fixes in memory, to a fixpoint.

use super::load::{MOST_PASSES, from_text, same_structure};
use super::{Counterpart, Loaded, Report, applicable, check, proof};
use crate::config::Settings;
use crate::encoding::Source;
use crate::finding::Finding;
use crate::fix::{self, Edit, Fix, OffsetMap};

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
    let mut state = State { applied: Vec::new(), maps: Vec::new(), current: None, refused: Vec::new() };
    // Those with edits of their own are counted when these are applied.
    let plain = |f: &&Finding| f.fix.as_ref().is_some_and(|x| x.edits.is_empty());
    state.applied.extend(first.findings.iter().filter(|f| decodes(f, settings)).filter(plain).cloned());
    let mut report = without_transcode(first.clone(), settings);
    // Encoding repairs and other fixes take turns.
    while state.maps.len() < 2 * MOST_PASSES {
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

/// The fixes made so far.
struct State {
    applied: Vec<Finding>,
    maps: Vec<OffsetMap>,
    current: Option<Loaded>,
    /// Findings whose fix did not resolve them, by rule and message: not tried again.
    refused: Vec<(&'static str, String)>,
}

impl State {
    /// One pass: applies what `report` offers and checks the outcome. `None` when nothing (more) can be
    /// applied. Encoding repairs come first and on their own, as they are proven in another way.
    fn step(
        &mut self,
        file: &Loaded,
        other: Counterpart<'_>,
        report: &Report,
        settings: &Settings,
    ) -> Option<Report> {
        let before = self.current.as_ref().unwrap_or(file);
        if let Some((edits, next)) = repaired(before, report, settings) {
            let after = check(&next, other, settings);
            self.take(report, &edits, next, settings, Finding::is_encoding);
            return Some(after);
        }
        for _ in 0..MOST_PASSES {
            let before = self.current.as_ref().unwrap_or(file);
            let open = |f: &&Finding| !f.is_encoding() && !self.refused.contains(&key(f));
            let edits = fix::select(offers(report, settings).filter(open).filter_map(|f| f.fix.as_ref()));
            if edits.is_empty() {
                return None;
            }
            let next = edited(before, &edits, settings);
            let after = check(&next, other, settings);
            let tried = offers(report, settings).filter(open).filter(|f| taken(f, &edits));
            let bad = proof::unresolved(&before.input, &next.input, tried, report, &after);
            if bad.is_empty() {
                let refused = self.refused.clone();
                self.take(report, &edits, next, settings, |f| !f.is_encoding() && !refused.contains(&key(f)));
                return Some(after);
            }
            self.refused.extend(bad);
        }
        None
    }

    /// Makes the outcome of a pass the text at hand.
    fn take(
        &mut self,
        report: &Report,
        edits: &[Edit],
        next: Loaded,
        settings: &Settings,
        of: impl Fn(&Finding) -> bool,
    ) {
        let mine = offers(report, settings).filter(|f| of(f) && taken(f, edits));
        let maps = &self.maps;
        self.applied.extend(mine.map(|f| super::to_input(f.clone(), maps)));
        self.maps.push(OffsetMap::new(edits));
        self.current = Some(next);
    }
}

/// The findings whose edits may be applied.
fn offers<'a>(report: &'a Report, settings: &Settings) -> impl Iterator<Item = &'a Finding> {
    let offered =
        |f: &&Finding| f.fix.as_ref().is_some_and(|x| !decodes(f, settings) && applicable(x, settings));
    report.findings.iter().filter(offered)
}

/// What a finding is called from one pass to the next, as positions move.
pub(super) fn key(finding: &Finding) -> (&'static str, String) {
    (finding.rule.code, finding.message.clone())
}

/// Whether all edits of the finding's fix are among `edits`, which are sorted.
fn taken(finding: &Finding, edits: &[Edit]) -> bool {
    let chosen =
        |e: &Edit| edits.binary_search_by_key(&e.span, |x| x.span).is_ok_and(|i| edits.get(i) == Some(e));
    finding.fix.as_ref().is_some_and(|x| x.edits.iter().all(chosen))
}

/// The encoding repairs of a pass that keep the document's blocks, and what they make of it.
fn repaired(before: &Loaded, report: &Report, settings: &Settings) -> Option<(Vec<Edit>, Loaded)> {
    let fixes: Vec<&Fix> =
        offers(report, settings).filter(|f| f.is_encoding()).filter_map(|f| f.fix.as_ref()).collect();
    let edits = fix::select(fixes.iter().copied());
    if edits.is_empty() {
        return None;
    }
    let next = edited(before, &edits, settings);
    if same_structure(&before.input, &next.input) {
        return Some((edits, next));
    }
    let edits = proof::keeping(&before.input, &fixes);
    (!edits.is_empty()).then(|| {
        let next = edited(before, &edits, settings);
        (edits, next)
    })
}

/// The file after `edits`.
fn edited(before: &Loaded, edits: &[Edit], settings: &Settings) -> Loaded {
    let text = fix::apply(&before.input.text, edits);
    let (kind, language) = (before.input.kind, before.language.clone());
    let mut next = from_text(&before.path, text, Source::Utf8, kind, language, settings);
    next.about.clone_from(&before.about);
    next.origin.clone_from(&before.origin);
    next
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
