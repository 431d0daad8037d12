//! Every rule is documented, named and shown at work: no rule may be added without.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;
use visavis::checks::{ALL, Check, Example, Rule, Selector};
use visavis::config::Settings;
use visavis::document::Kind;
use visavis::engine::{self, Counterpart, Report};

/// The findings of `rule` alone on an example.
fn run(rule: &Rule, example: &Example) -> Report {
    let settings = Settings { select: vec![Selector::parse(rule.code).unwrap()], ..Settings::default() };
    let load = |path: &str, content: &[u8]| {
        engine::load(path, content.to_vec(), Kind::of_path(path), language(path), &settings)
    };
    let file = load(example.path, example.content);
    let other = example.other.map(|(path, content)| load(path, content));
    let counterpart = match &other {
        None => Counterpart::None,
        Some(o) if matches!(rule.check, Check::Pair(_)) => Counterpart::Source(o),
        Some(o) => Counterpart::Target(o),
    };
    engine::check(&file, counterpart, &settings)
}

/// The language that an example's name says: `post.fr.md`.
fn language(path: &str) -> Option<visavis::checks::context::PageLanguage> {
    let tag = ["fr", "en"].into_iter().find(|t| {
        path.contains(&format!(".{t}."))
            || path.starts_with(&format!("{t}/"))
            || path.contains(&format!("/{t}/"))
    })?;
    Some(visavis::checks::context::PageLanguage { tag: tag.to_owned(), because: "its name".to_owned() })
}

#[test]
fn codes_and_names_are_unique_and_well_formed() {
    let mut seen = HashSet::new();
    for rule in ALL {
        let (family, number) = rule.code.split_at(rule.code.len() - 3);
        assert!(["ENC", "LANG", "PAIR", "TYPO", "DOC", "SUP"].contains(&family), "{}", rule.code);
        assert!(number.bytes().all(|b| b.is_ascii_digit()), "{}", rule.code);
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(rule.name.chars().all(kebab) && !rule.name.starts_with('-'), "{}", rule.name);
        assert!(seen.insert(rule.code) && seen.insert(rule.name), "{} or {} twice", rule.code, rule.name);
    }
    assert!(ALL.is_sorted_by_key(|r| r.code), "the registry is in order of code");
}

#[test]
fn every_rule_is_documented() {
    for rule in ALL {
        assert!(!rule.summary.is_empty() && !rule.summary.contains('\n'), "{}: one line", rule.code);
        let words = rule.docs.split_whitespace().count();
        assert!(words >= 30, "{}: a page of {words} words says too little", rule.code);
        assert_ne!(rule.docs.trim(), rule.summary, "{}", rule.code);
    }
}

#[test]
fn the_readme_lists_every_rule() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    for rule in ALL {
        let row = format!("| {} | {} |", rule.code, rule.name);
        assert!(readme.contains(&row), "README.md has no row that starts with `{row}`");
    }
}

/// Whether a rule can be shown at work on files alone; PAIR009 takes a history (`tests/stale.rs`).
fn shows(rule: &Rule) -> bool {
    !matches!(rule.check, Check::Engine) && rule.code != "PAIR009"
}

#[test]
fn every_rule_speaks_on_its_bad_examples() {
    for rule in ALL.iter().filter(|r| shows(r)) {
        assert!(!rule.bad.is_empty(), "{} has no bad example", rule.code);
        for example in rule.bad {
            let report = run(rule, example);
            assert!(
                report.findings.iter().any(|f| f.rule.code == rule.code),
                "{} is silent on its bad example {}:\n{}",
                rule.code,
                example.path,
                String::from_utf8_lossy(example.content)
            );
        }
    }
}

#[test]
fn no_rule_speaks_on_its_good_examples() {
    for rule in ALL.iter().filter(|r| shows(r)) {
        assert!(!rule.good.is_empty(), "{} has no good example", rule.code);
        for example in rule.good {
            let report = run(rule, example);
            let own: Vec<&str> = report
                .findings
                .iter()
                .filter(|f| f.rule.code == rule.code)
                .map(|f| f.message.as_str())
                .collect();
            assert!(
                own.is_empty(),
                "{} speaks on its good example {}: {own:?}\n{}",
                rule.code,
                example.path,
                String::from_utf8_lossy(example.content)
            );
        }
    }
}

/// Runs the program on an example in a folder of its own; whether `rule` speaks.
fn speaks(rule: &Rule, example: &Example) -> bool {
    let dir = tempfile::tempdir().unwrap();
    for (path, content) in [(example.path, example.content)].into_iter().chain(example.other) {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    // Suppressions say something only about rules that run.
    let select = format!("ENC,{}", rule.code);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_visavis"))
        .current_dir(dir.path())
        .args(["check", "--isolated", "--format", "concise", "--select", &select])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().contains(&format!(" {} ", rule.code))
}

#[test]
fn the_rules_of_the_engine_hold_what_their_examples_say() {
    for rule in ALL.iter().filter(|r| matches!(r.check, Check::Engine)) {
        for example in rule.bad {
            assert!(speaks(rule, example), "{} is silent on {}", rule.code, example.path);
        }
        for example in rule.good {
            assert!(!speaks(rule, example), "{} speaks on {}", rule.code, example.path);
        }
    }
}

#[test]
fn fixes_of_the_examples_are_made_once() {
    let settings = Settings { unsafe_fixes: true, ..Settings::default() };
    let load = |path: &str, content: &[u8]| {
        engine::load(path, content.to_vec(), Kind::of_path(path), language(path), &settings)
    };
    for rule in ALL.iter().filter(|r| shows(r)) {
        for example in rule.bad {
            let other = example.other.map(|(path, content)| load(path, content));
            let counterpart = || match &other {
                None => Counterpart::None,
                Some(o) if matches!(rule.check, Check::Pair(_)) => Counterpart::Source(o),
                Some(o) => Counterpart::Target(o),
            };
            let once = engine::fix(&load(example.path, example.content), counterpart(), &settings).text;
            let twice = engine::fix(&load(example.path, once.as_bytes()), counterpart(), &settings).text;
            assert_eq!(once, twice, "{} on {}", rule.code, example.path);
        }
    }
}

#[test]
fn a_rule_selected_alone_speaks_alone() {
    for rule in ALL.iter().filter(|r| shows(r)) {
        for example in rule.bad {
            for finding in run(rule, example).findings {
                assert_eq!(finding.rule.code, rule.code, "{}", finding.message);
            }
        }
    }
}
