//! PAIR009 in a real repository: what git remembers, what a shallow clone cannot know.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::Command;

const ENGLISH: &str = "# Garden\n\nThe garden opens in spring at the old gate. We close in winter.\n";
const FRENCH: &str = "# Jardin\n\nLe jardin ouvre au printemps à la vieille porte. Nous fermons en hiver.\n";

/// Runs git in a folder; false where there is none.
fn git(folder: &Path, args: &[&str]) -> bool {
    let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(identity).args(args);
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.output().is_ok_and(|o| o.status.success())
}

/// A repository whose original was committed again, saying `english`; `None` without git.
fn repository(english: &str) -> Option<tempfile::TempDir> {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    if !git(root, &["init", "-q"]) {
        println!("skipped: there is no git here");
        return None;
    }
    for (path, text) in [("docs/en/a.md", ENGLISH), ("docs/fr/a.md", FRENCH)] {
        std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        std::fs::write(root.join(path), text).unwrap();
    }
    assert!(git(root, &["add", "."]) && git(root, &["commit", "-qm", "both"]));
    std::fs::write(root.join("docs/en/a.md"), english).unwrap();
    assert!(git(root, &["commit", "-qam", "original"]));
    Some(dir)
}

/// Standard output and standard error of visavis in a folder.
fn visavis(folder: &Path, args: &[&str]) -> (String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_visavis")).current_dir(folder).args(args).output().unwrap();
    (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
}

fn stale(folder: &Path) -> (String, String) {
    visavis(folder, &["check", "--select", "PAIR009", "--format", "concise", "--isolated"])
}

#[test]
fn a_change_of_the_original_is_told_with_both_wordings() {
    let new = ENGLISH.replace("in spring at the old gate", "in autumn behind the market hall");
    let Some(dir) = repository(&new) else { return };
    let (out, _) = stale(dir.path());
    assert!(out.starts_with("docs/fr/a.md:3:1: PAIR009"), "{out}");
    assert!(out.contains("at the old gate.” is now “The garden opens in autumn"), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
    let (table, _) = visavis(dir.path(), &["pairs", "--format", "json", "--isolated"]);
    let rows: serde_json::Value = serde_json::from_str(&table).unwrap();
    assert_eq!(rows[0]["stale"], 1, "{table}");
    // Once the translation follows, nothing is left to say, committed or not.
    let french = FRENCH.replace("au printemps à la vieille porte", "en automne derrière la halle du marché");
    std::fs::write(dir.path().join("docs/fr/a.md"), french).unwrap();
    assert_eq!(stale(dir.path()).0, "");
}

#[test]
fn a_cosmetic_change_is_silent() {
    let Some(dir) = repository(&ENGLISH.replace("old gate", "[old gate](https://example.org)")) else {
        return;
    };
    assert_eq!(stale(dir.path()).0, "");
}

#[test]
fn a_shallow_clone_says_what_it_cannot_know() {
    let new = ENGLISH.replace("in spring at the old gate", "in autumn behind the market hall");
    let Some(dir) = repository(&new) else { return };
    let from = format!("file://{}", dir.path().display());
    if !git(dir.path(), &["clone", "-q", "--depth", "1", &from, "shallow"]) {
        println!("skipped: this git does not clone from a folder");
        return;
    }
    let (out, err) = stale(&dir.path().join("shallow"));
    assert_eq!(out, "");
    assert!(err.contains("the history is shallow: for 1 translations"), "{err}");
}
