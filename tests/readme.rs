//! The README tells the truth: every `$ visavis …` in it is run in the demo blog, and must print what the
//! README shows. `UPDATE_README=1 cargo test --test readme` rewrites the outputs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::Command;

/// What `visavis ARGS` says in the demo blog: findings, then the summary.
fn output(line: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_visavis"))
        .current_dir(root.join("corpus/demo"))
        .args(line.split_whitespace())
        .args(["--color", "never"])
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    text.lines().map(|l| l.trim_end().to_owned() + "\n").collect()
}

/// The README with every output replaced by the real one. A block that ends in `[…]` shows the
/// beginning only.
fn refreshed(readme: &str) -> (String, usize) {
    let mut out = String::new();
    let mut commands = 0;
    let mut lines = readme.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(args) = line.strip_prefix("$ visavis ") else { continue };
        commands += 1;
        let mut shown = Vec::new();
        while let Some(old) = lines.next_if(|l| !l.starts_with("```") && !l.starts_with("$ ")) {
            shown.push(old);
        }
        let real = output(args);
        if shown.last() == Some(&"[…]") {
            real.lines().take(shown.len() - 1).for_each(|l| out.push_str(&format!("{l}\n")));
            out.push_str("[…]\n");
        } else {
            out.push_str(real.trim_end());
            out.push('\n');
        }
    }
    (out, commands)
}

#[test]
fn the_readme_shows_what_visavis_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (real, commands) = refreshed(&readme);
    assert!(commands >= 3, "the README shows visavis at work");
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, real).unwrap();
    } else {
        assert_eq!(readme, real, "UPDATE_README=1 cargo test --test readme brings it up to date");
    }
}
