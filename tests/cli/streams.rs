//! Streams, statuses and threads.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program under test, in `dir`, deaf to the environment.
pub fn visavis(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_visavis"));
    command.current_dir(dir).args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

pub fn run(dir: &Path, args: &[&str]) -> Output {
    visavis(dir, args).output().unwrap()
}

fn site(posts: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..posts {
        let text = "Une messagerie d√©centralis√©e, pr√©sent√©e hier.\n".repeat(20);
        std::fs::write(dir.path().join(format!("post-{i:03}.md")), text).unwrap();
    }
    dir
}

#[test]
fn output_is_the_same_whatever_the_number_of_threads() {
    let dir = site(40);
    for format in ["concise", "full", "json", "jsonl", "sarif", "github", "gitlab", "junit"] {
        let run = |n: &str| run(dir.path(), &["check", "--select", "ENC", "-q", "--format", format, "-j", n]);
        let (one, four) = (run("1"), run("4"));
        assert_eq!(one.status.code(), Some(1), "{format}");
        assert!(!one.stdout.is_empty(), "{format}");
        assert_eq!(one.stdout, four.stdout, "{format}");
    }
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let dir = site(60);
    let mut child = visavis(dir.path(), &["check", "--select", "ENC", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The reading end is closed here, with most of the report unread.
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn colours_are_for_those_who_ask() {
    let dir = site(1);
    let coloured = |args: &[&str], env: Option<&str>| {
        let mut command = visavis(dir.path(), args);
        if let Some(name) = env {
            command.env(name, "1");
        }
        command.output().unwrap().stdout.contains(&0x1b)
    };
    let base = ["check", "--select", "ENC", "-q", "--format", "full"];
    assert!(!coloured(&base, None));
    assert!(coloured(&[&base[..], &["--color", "always"]].concat(), None));
    assert!(coloured(&[&base[..], &["--color", "always"]].concat(), Some("NO_COLOR")));
    assert!(coloured(&base, Some("CLICOLOR_FORCE")));
    assert!(!coloured(&[&base[..], &["--color", "never"]].concat(), Some("CLICOLOR_FORCE")));
}

#[test]
fn standard_input_without_a_name_is_markdown_and_is_never_written() {
    use std::io::Write;
    let dir = tempfile::tempdir().unwrap();
    let mut child = visavis(dir.path(), &["check", "-", "--select", "ENC", "--format", "jsonl", "-q"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("Voil√† le d√©but.\n".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let first: serde_json::Value =
        serde_json::from_slice(output.stdout.split(|b| *b == b'\n').next().unwrap()).unwrap();
    assert_eq!(first["path"], "-");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn bad_arguments_are_status_two() {
    let dir = tempfile::tempdir().unwrap();
    for args in [
        &["check", "--min-confidence", "2"][..],
        &["check", "--no-such-option"],
        &["check", "-j", "0"],
        &["check", "--include", "a["],
        &["fix", "--diff", "--output", "x"],
        &["check", "--stdin-filename", "a.md"],
        &["pairs", "--fail-under", "nan"],
        &["pairs", "--fail-under", "500"],
        &["explain", "NOPE001"],
        &["no-such-command"],
    ] {
        let output = run(dir.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_and_a_link_to_it_are_one() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("s")).unwrap();
    std::fs::write(dir.path().join("a.md"), "Le cafÃ© est bon.\n").unwrap();
    std::os::unix::fs::symlink("a.md", dir.path().join("b.md")).unwrap();
    let output = run(dir.path(), &["fix", "--select", "ENC", "-q", "b.md", "s/../a.md", "a.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(std::fs::read(dir.path().join("a.md")).unwrap(), "Le café est bon.\n".as_bytes());
    assert!(std::fs::symlink_metadata(dir.path().join("b.md")).unwrap().is_symlink());
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_are_files_like_others() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &[u8]| dir.path().join(OsStr::from_bytes(name));
    for name in [&b"a\xe8.fr.md"[..], b"a\xe9.fr.md", b"b.md"] {
        std::fs::write(path(name), "Le cafÃ© est bon.\n").unwrap();
    }
    let diff = run(dir.path(), &["fix", "--diff", "-q", "--select", "ENC"]).stdout;
    let diff = String::from_utf8(diff).unwrap();
    assert!(diff.contains("--- \"a/a\\350.fr.md\"\n") && diff.contains("+++ \"b/a\\351.fr.md\"\n"), "{diff}");
    let output = run(dir.path(), &["fix", "-q", "--output", "out", "--select", "ENC", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(path(b"out/a\xe9.fr.md").exists() && path(b"out/a\xe8.fr.md").exists());
    assert!(run(dir.path(), &["pairs"]).status.success());
    run(dir.path(), &["fix", "-q"]);
    assert_eq!(std::fs::read(path(b"a\xe9.fr.md")).unwrap(), "Le café est bon.\n".as_bytes());
    assert_eq!(std::fs::read(path(b"a\xe8.fr.md")).unwrap(), "Le café est bon.\n".as_bytes());
}
