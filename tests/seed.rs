//! Acceptance on the post the project began with. It is not ours to ship: where it is absent, these
//! tests say so and pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A scratch copy of the two sides of the post, and the expected repair.
fn seed() -> Option<(tempfile::TempDir, Vec<u8>)> {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/seed");
    let Ok(expected) = std::fs::read(from.join("expected.fr.md")) else {
        println!("skipped: {} is not here", from.display());
        return None;
    };
    let scratch = tempfile::tempdir().unwrap();
    for name in ["index.fr.md", "index.md"] {
        // Not a copy: that would carry over a read-only mode, and visavis respects it.
        std::fs::write(scratch.path().join(name), std::fs::read(from.join(name)).unwrap()).unwrap();
    }
    Some((scratch, expected))
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_visavis")).current_dir(folder).args(args).output().unwrap()
}

fn post(folder: &Path) -> PathBuf {
    folder.join("index.fr.md")
}

#[test]
fn fix_gives_the_expected_bytes_and_a_second_fix_changes_nothing() {
    let Some((scratch, expected)) = seed() else { return };
    run(scratch.path(), &["fix", "--select", "ENC", "index.fr.md"]);
    assert!(std::fs::read(post(scratch.path())).unwrap() == expected);
    let before = std::fs::metadata(post(scratch.path())).unwrap().modified().unwrap();
    run(scratch.path(), &["fix", "--select", "ENC", "index.fr.md"]);
    assert!(std::fs::read(post(scratch.path())).unwrap() == expected);
    assert_eq!(std::fs::metadata(post(scratch.path())).unwrap().modified().unwrap(), before);
}

#[test]
fn fix_with_every_default_rule_gives_the_expected_bytes_too() {
    let Some((scratch, expected)) = seed() else { return };
    run(scratch.path(), &["fix", "index.fr.md"]);
    assert!(std::fs::read(post(scratch.path())).unwrap() == expected);
}

#[test]
fn git_applies_the_diff() {
    let Some((scratch, expected)) = seed() else { return };
    let diff = run(scratch.path(), &["fix", "--diff", "index.fr.md"]);
    assert_eq!(diff.status.code(), Some(1));
    std::fs::write(scratch.path().join("fix.patch"), &diff.stdout).unwrap();
    let git = Command::new("git").current_dir(scratch.path()).args(["apply", "fix.patch"]).output();
    let Ok(git) = git else {
        println!("skipped: no git here");
        return;
    };
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    assert!(std::fs::read(post(scratch.path())).unwrap() == expected);
}

#[test]
fn the_english_left_in_the_repaired_post_is_found_and_nothing_else() {
    let Some((scratch, expected)) = seed() else { return };
    std::fs::write(post(scratch.path()), expected).unwrap();
    let output = run(scratch.path(), &["check", "--select", "ENC,LANG", "--format", "json", "index.fr.md"]);
    assert_eq!(output.status.code(), Some(1));
    let found: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let brief: Vec<(&str, &str)> =
        found.iter().map(|f| (f["severity"].as_str().unwrap(), f["text"].as_str().unwrap())).collect();
    let starts = [
        ("error", "We decided to start in Lyon"),
        ("error", "We all profited from feedback"),
        ("error", "Paris P2P in the Future?"),
        ("warning", "Fork us!"),
    ];
    for (severity, text) in starts {
        assert!(brief.iter().any(|(s, t)| *s == severity && t.starts_with(text)), "{text}: {brief:?}");
    }
    assert_eq!(brief.len(), starts.len(), "{brief:?}");
}
