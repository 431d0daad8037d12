//! Suppressions: taking away what the author has said is fine, and reporting the ones that say nothing.

use crate::checks::{ALL, Check, Rule, Selector, document};
use crate::config::Settings;
use crate::document::{Document, Suppression};
use crate::finding::Finding;

/// Drops suppressed findings; adds one for every suppression that suppressed nothing.
/// Returns how many were dropped.
pub(super) fn apply(
    document: &Document,
    found: &mut Vec<Finding>,
    paired: bool,
    settings: &Settings,
) -> usize {
    let mut used = vec![false; document.suppressions.len()];
    let before = found.len();
    found.retain(|f| {
        let mut kept = true;
        for (suppression, used) in document.suppressions.iter().zip(&mut used) {
            if covers(suppression, f) {
                *used = true;
                kept = false;
            }
        }
        kept
    });
    let dropped = before - found.len();
    let unused =
        document.suppressions.iter().zip(used).filter(|(s, used)| !used && could_speak(s, paired, settings));
    found.extend(
        unused
            .map(|(s, _)| document::unused_suppression::finding(document, s))
            .filter(|f| settings.runs(f.rule)),
    );
    dropped
}

fn covers(suppression: &Suppression, finding: &Finding) -> bool {
    let at = finding.span.start;
    let inside =
        suppression.covers.start <= at && (at < suppression.covers.end || suppression.covers.is_empty());
    inside && names(suppression, finding.rule)
}

fn names(suppression: &Suppression, rule: &Rule) -> bool {
    suppression.rules.is_empty()
        || suppression.rules.iter().any(|r| Selector::parse(r).is_ok_and(|s| s.matches(rule)))
}

/// Whether every rule the suppression names was run, so that its silence means something.
fn could_speak(suppression: &Suppression, paired: bool, settings: &Settings) -> bool {
    let mut named = ALL.iter().filter(|r| names(suppression, r)).peekable();
    // A name that no rule bears suppresses nothing, whatever runs.
    named.peek().is_none()
        || named.all(|r| settings.runs(r) && (paired || !matches!(r.check, Check::Pair(_) | Check::Engine)))
}
