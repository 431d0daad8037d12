//! A name for a finding that survives edits elsewhere in the file: what GitLab and SARIF match on.

use crate::engine::Report;
use crate::finding::Finding;
use std::collections::HashMap;

/// Names findings; the nth of several that look the same is told apart by its number.
#[derive(Default)]
pub(super) struct Fingerprints(HashMap<u64, u32>);

impl Fingerprints {
    /// The fingerprint of the next finding: rule, path, text, and how many like it came before.
    pub(super) fn next(&mut self, report: &Report, finding: &Finding) -> String {
        let parts = [finding.rule.code, &report.path, finding.span.of(&report.text), &finding.message];
        // A finding without text (something missing) is known by its message, others by their text.
        let used = if finding.span.is_empty() { &parts[..] } else { &parts[..3] };
        let hash = fnv(used);
        let seen = self.0.entry(hash).or_insert(0);
        *seen += 1;
        format!("{hash:016x}{:04x}", *seen - 1)
    }
}

/// FNV-1a, 64 bits: short, and the same on every machine and in every release.
fn fnv(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|p| p.bytes().chain([0xff]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
