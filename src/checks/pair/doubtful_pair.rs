//! PAIR011: two posts that nearly pair.

use crate::checks::{Check, Example, Rule};
use crate::finding::{Finding, Severity};
use crate::pair::Pairing;
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR011",
    name: "doubtful-pair",
    summary: "Two posts nearly pair: a misspelt name or key, or a key used twice",
    docs: "\
Says that a post without a counterpart has a likely one: the `translationKey` or the file name of \
the two differs by a letter or two, or two posts of one language share a key, so that only one of \
them can be joined to its translation.

Site generators join posts by exact names and keys, and say nothing when one is misspelt: the \
language switcher simply disappears. Correct the name or key on the side that is wrong.",
    severity: Severity::Warning,
    default: true,
    check: Check::Engine,
    bad: &[],
    good: &[Example::pair("post.fr.md", "Bonjour à tous.\n", ("post.md", "Hello everyone.\n"))],
};

/// One finding a doubt, at the start of the post (for a pair, of its translation).
#[must_use]
pub fn findings(pairings: &[Pairing]) -> Vec<(String, Finding)> {
    let mut out: Vec<(String, Finding)> = Vec::new();
    for pairing in pairings {
        let Some(doubt) = &pairing.doubt else { continue };
        let Some(path) = pairing.target.as_ref().or(pairing.source.as_ref()) else { continue };
        if out.iter().any(|(p, _)| p == path) {
            continue;
        }
        let what = match pairing.both() {
            Some(_) => {
                format!("`{}` says the same in the other language, but {}", doubt.partner, doubt.reason)
            }
            None if pairing.target_language.is_empty() => doubt.reason.clone(),
            None => format!("no counterpart, but `{}` is likely one: {}", doubt.partner, doubt.reason),
        };
        let finding = Finding::new(&RULE, Span::empty(0), what).fact("partner", doubt.partner.as_str());
        out.push((path.clone(), finding.confidence(0.9)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pair::{Doubt, FoundBy};

    #[test]
    fn a_doubt_becomes_one_finding() {
        let pairing = Pairing {
            source: None,
            target: Some("fr/rentre.md".to_owned()),
            source_language: "en".to_owned(),
            target_language: "fr".to_owned(),
            found_by: FoundBy::Nothing,
            expected: None,
            doubt: Some(Doubt { partner: "en/rentree.md".to_owned(), reason: "names".to_owned() }),
        };
        let found = findings(&[pairing.clone(), pairing]);
        assert_eq!(found.len(), 1);
        assert!(found[0].1.message.contains("en/rentree.md"));
    }
}
