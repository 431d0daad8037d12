//! What a fix must show before it is applied. One that does not is reported only.

use super::Report;
use super::fixing::key;
use super::load::same_structure;
use crate::document::Document;
use crate::finding::Finding;
use crate::fix::{self, Applicability, Edit, Fix};
use std::collections::HashMap;

/// Texts parsed to find out which repairs of a file change its blocks: enough to tell a few dozen bad
/// ones from any number of good ones, and no more than a second on a long page.
const MOST_TRIALS: usize = 64;

/// The edits of those fixes that together keep the blocks of `before` as they are: the safe ones are
/// tried first, so that asking for more fixes never repairs less.
pub(super) fn keeping(before: &Document, fixes: &[&Fix]) -> Vec<Edit> {
    let (safe, others): (Vec<&Fix>, Vec<&Fix>) =
        fixes.iter().copied().partition(|f| f.applicability == Applicability::Safe);
    let mut trial = Trial { before, kept: Vec::new(), left: MOST_TRIALS };
    trial.add(&safe);
    trial.left = MOST_TRIALS;
    trial.add(&others);
    fix::select(trial.kept.into_iter())
}

struct Trial<'a> {
    before: &'a Document,
    kept: Vec<&'a Fix>,
    left: usize,
}

impl<'a> Trial<'a> {
    /// Keeps of `fixes` what can be kept beside the others, by halves.
    fn add(&mut self, fixes: &[&'a Fix]) {
        let Some(left) = self.left.checked_sub(1).filter(|_| !fixes.is_empty()) else { return };
        self.left = left;
        let together = self.kept.iter().chain(fixes).copied();
        let after = fix::apply(&self.before.text, &fix::select(together));
        if same_structure(self.before, &Document::parse(after, self.before.kind)) {
            self.kept.extend(fixes);
        } else if let (Some((first, rest)), true) = (fixes.split_at_checked(fixes.len() / 2), fixes.len() > 1)
        {
            self.add(first);
            self.add(rest);
        }
    }
}

/// Those of the findings `tried` whose fixes did not hold: the front matter can no longer be read, or
/// the very same thing is still found, as often as before.
pub(super) fn unresolved<'a>(
    before: &Document,
    after: &Document,
    tried: impl Iterator<Item = &'a Finding>,
    old: &Report,
    new: &Report,
) -> Vec<(&'static str, String)> {
    let broken = breaks_front_matter(before, after);
    let front = before.front_matter.as_ref().map(|f| f.span);
    let in_front = |f: &Finding| {
        let edits = f.fix.iter().flat_map(|x| &x.edits);
        edits.into_iter().any(|e| front.is_none_or(|front| e.span.start <= front.end))
    };
    let (old, new) = (counted(old), counted(new));
    tried
        .filter(|f| {
            let key = (f.rule.code, f.message.as_str());
            (broken && in_front(f)) || new.get(&key) >= old.get(&key)
        })
        .map(key)
        .collect()
}

/// How often each rule says each thing.
fn counted(report: &Report) -> HashMap<(&'static str, &str), usize> {
    let mut times = HashMap::new();
    for finding in &report.findings {
        *times.entry((finding.rule.code, finding.message.as_str())).or_insert(0) += 1;
    }
    times
}

/// Whether a front matter that could be read no longer can.
fn breaks_front_matter(before: &Document, after: &Document) -> bool {
    let sound = |d: &Document| d.front_matter.as_ref().is_some_and(|f| f.error.is_none());
    sound(before) && !sound(after)
}
