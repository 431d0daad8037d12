//! PAIR001: a post that exists in one language only.

use crate::checks::{Check, Example, Rule};
use crate::finding::{Finding, Severity};
use crate::pair::{Pairing, layout::tag};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR001",
    name: "missing-counterpart",
    summary: "A post exists in one language only",
    docs: "\
Says that a post has no counterpart in the other language, and where the site's own way of naming \
files would put it.

It speaks only where the site shows that it has two languages: its configuration declares them, or \
other posts of the same folder come in pairs. Files about the repository (`README`, `LICENSE`), \
drafts, and posts whose front matter has `lang-exclusive` are left alone.

It is a warning, because many sites are translated in part by design. \
`--fail-on warning` makes it fail a run. There is no fix: a translation is work for people.",
    severity: Severity::Warning,
    default: true,
    check: Check::Engine,
    bad: &[],
    good: &[Example::pair("post.fr.md", "Bonjour à tous.\n", ("post.md", "Hello everyone.\n"))],
};

/// One finding a post that lacks a counterpart and has no likely partner.
#[must_use]
pub fn findings(pairings: &[Pairing]) -> Vec<(String, Finding)> {
    let mut out: Vec<(String, Finding)> = Vec::new();
    let mut at = 0;
    while let Some(first) = pairings.get(at) {
        let lone = first.lone();
        let same = |p: &&Pairing| lone.is_some() && p.lone() == lone;
        let group: Vec<&Pairing> = pairings[at..].iter().take_while(same).collect();
        at += group.len().max(1);
        let Some(path) = lone.filter(|_| group.iter().all(|p| p.doubt.is_none())) else { continue };
        out.push((path.to_owned(), finding(&group)));
    }
    out
}

fn finding(group: &[&Pairing]) -> Finding {
    let mut parts = Vec::new();
    let mut expected = Vec::new();
    for pairing in group {
        let missing =
            if pairing.target.is_none() { &pairing.target_language } else { &pairing.source_language };
        parts.push(match &pairing.expected {
            Some(path) => {
                expected.push(path.clone());
                format!("{} (`{path}` does not exist)", tag::name(missing))
            }
            None => tag::name(missing),
        });
    }
    let orphan = group.iter().any(|p| p.source.is_none());
    let what = if orphan { "this translation has no original in" } else { "this post has no counterpart in" };
    Finding::new(&RULE, Span::empty(0), format!("{what} {}", parts.join(", ")))
        .fact("expected", expected)
        .fact("orphan", orphan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pair::FoundBy;

    fn lone(path: &str, language: &str) -> Pairing {
        Pairing {
            source: Some(path.to_owned()),
            target: None,
            source_language: "en".to_owned(),
            target_language: language.to_owned(),
            found_by: FoundBy::Nothing,
            expected: Some(format!("{language}/{path}")),
            doubt: None,
        }
    }

    #[test]
    fn a_post_is_reported_once_for_all_languages() {
        let found = findings(&[lone("a.md", "de"), lone("a.md", "fr"), lone("b.md", "fr")]);
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0].1.message,
            "this post has no counterpart in German (`de/a.md` does not exist), French (`fr/a.md` does not exist)"
        );
    }
}
