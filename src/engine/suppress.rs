//! Suppressions: taking away what the author has said is fine, and reporting the ones that say nothing.

use crate::checks::{ALL, Check, Rule, Selector, document};
use crate::config::Settings;
use crate::document::{Document, Suppression};
use crate::finding::Finding;

/// Which rules have spoken about a file: only their silence says that a suppression is not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ran {
    /// Those that look at one file.
    Alone,
    /// Those that compare two sides as well.
    Paired,
    /// Nothing but those that compare: the file itself was not asked for.
    OnlyPair,
}

/// A suppression and the rules it names, read once: a file may hold thousands of both.
struct Reading<'a> {
    suppression: &'a Suppression,
    selectors: Vec<Selector>,
    used: bool,
}

/// Drops suppressed findings; adds one for every suppression that suppressed nothing.
/// Returns how many were dropped.
pub(super) fn apply(document: &Document, found: &mut Vec<Finding>, ran: Ran, settings: &Settings) -> usize {
    let mut readings: Vec<Reading<'_>> = document.suppressions.iter().map(Reading::new).collect();
    let before = found.len();
    found.retain(|f| {
        let mut kept = true;
        for reading in &mut readings {
            if covers(reading.suppression, f) && reading.names(f.rule) {
                reading.used = true;
                kept = false;
            }
        }
        kept
    });
    let dropped = before - found.len();
    let unused = readings.iter().filter(|r| !r.used && r.could_speak(ran, settings));
    found.extend(
        unused
            .map(|r| document::unused_suppression::finding(document, r.suppression))
            .filter(|f| settings.runs(f.rule)),
    );
    dropped
}

/// Whether the finding begins where the suppression holds. Text that is missing is an empty finding, and
/// often stands at the very end of the line or file where it should be.
fn covers(suppression: &Suppression, finding: &Finding) -> bool {
    let (at, covers) = (finding.span.start, suppression.covers);
    covers.start <= at && (at < covers.end || (at == covers.end && finding.span.is_empty()))
}

impl<'a> Reading<'a> {
    fn new(suppression: &'a Suppression) -> Self {
        let selectors = suppression.rules.iter().filter_map(|r| Selector::parse(r).ok()).collect();
        Self { suppression, selectors, used: false }
    }

    fn names(&self, rule: &Rule) -> bool {
        self.suppression.rules.is_empty() || self.selectors.iter().any(|s| s.matches(rule))
    }

    /// Whether every rule the suppression names was run, so that its silence means something.
    fn could_speak(&self, ran: Ran, settings: &Settings) -> bool {
        if ran == Ran::OnlyPair {
            return false;
        }
        let mut named = ALL.iter().filter(|r| self.names(r)).peekable();
        let compares = |r: &Rule| matches!(r.check, Check::Pair(_) | Check::Engine);
        // A name that no rule bears suppresses nothing, whatever runs.
        named.peek().is_none() || named.all(|r| settings.runs(r) && (ran == Ran::Paired || !compares(r)))
    }
}
