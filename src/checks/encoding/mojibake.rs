//! ENC001: UTF-8 that was read as a single-byte codec.

use crate::checks::{Check, Example, Rule, TextContext};
use crate::finding::{Finding, Severity};
use crate::fix::Fix;
use crate::mojibake::Damage;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC001",
    name: "mojibake",
    summary: "UTF-8 text was decoded with the wrong codec",
    docs: "TODO",
    severity: Severity::Error,
    default: true,
    check: Check::Text(check),
    bad: &[Example::file("post.fr.md", "Une messagerie d√©centralis√©e.\n")],
    good: &[Example::file("post.fr.md", "Une messagerie décentralisée.\n")],
};

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    for repair in cx.mojibake().iter().filter(|r| r.damage == Damage::Mojibake) {
        let stack: Vec<&str> = repair.stack.iter().map(|c| c.label()).collect();
        let mut finding = Finding::new(&RULE, repair.span, repair.why.clone())
            .confidence(repair.confidence)
            .fact("stack", stack);
        if let Some(reading) = &repair.reading {
            finding = finding.fact("reading", reading.as_str());
            finding = finding.fix(Fix::replace(repair.applicability, repair.span, reading.as_str()));
        }
        out.push(finding);
    }
}
