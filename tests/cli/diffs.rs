//! Diffs and fixes agree, byte for byte, by the judgement of the real `git apply`.

use super::streams::run;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Posts with every kind of line end and byte that a patch could stumble over.
fn awkward() -> Vec<(&'static str, Vec<u8>)> {
    let damaged = "Une messagerie d√©centralis√©e, pr√©sent√©e hier.";
    let long: String =
        (0..60).map(|i| format!("ligne {i}\n{}", if i % 9 == 0 { damaged } else { "" })).collect();
    vec![
        ("lf.md", format!("un\n{damaged}\ntrois\n").into_bytes()),
        ("crlf.md", format!("un\r\n{damaged}\r\ntrois\r\n").into_bytes()),
        ("mixed.md", format!("un\r\n{damaged}\ntrois\r\n\n").into_bytes()),
        ("no-end.md", format!("un\n{damaged}").into_bytes()),
        ("lone-cr.md", format!("un\rdeux\n{damaged}\rtrois\n").into_bytes()),
        ("bom.md", format!("\u{feff}{damaged}\n").into_bytes()),
        ("a name.md", format!("{damaged}\n").into_bytes()),
        ("été.md", format!("{damaged}\n").into_bytes()),
        ("sub/deep.md", long.into_bytes()),
        (
            "legacy.md",
            b"Le rendez-vous est fix\xe9 \xe0 No\xebl,\r\napr\xe8s la r\xe9union pr\xe9vue.".to_vec(),
        ),
        ("clean.md", "Rien à faire ici.\n".into()),
    ]
}

fn lay_out(root: &Path) {
    for (name, bytes) in awkward() {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn git(dir: &Path, args: &[&str]) -> bool {
    // A repository above the temporary folder must not decide what is applied.
    Command::new("git")
        .current_dir(dir)
        .env("GIT_CEILING_DIRECTORIES", dir.parent().unwrap())
        .args(["-c", "core.autocrlf=false", "-c", "core.safecrlf=false"])
        .args(args)
        .status()
        .is_ok_and(|s| s.success())
}

#[test]
fn an_applied_diff_is_the_fix() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: git is not installed");
        return;
    }
    let (patched, fixed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for in_repository in [false, true] {
        for dir in [&patched, &fixed] {
            lay_out(dir.path());
        }
        if in_repository {
            assert!(git(patched.path(), &["init", "-q"]));
        }
        let diff = run(patched.path(), &["fix", "--diff", "-q", "--select", "ENC"]);
        assert_eq!(diff.status.code(), Some(1), "{}", String::from_utf8_lossy(&diff.stderr));
        assert!(!String::from_utf8_lossy(&diff.stdout).contains("diff --git"));
        let file = patched.path().join("changes.patch");
        fs::write(&file, &diff.stdout).unwrap();
        assert!(git(patched.path(), &["apply", "--whitespace=nowarn", "changes.patch"]));
        assert_ne!(run(fixed.path(), &["fix", "-q", "--select", "ENC"]).status.code(), Some(2));
        for (name, old) in awkward() {
            let new = fs::read(fixed.path().join(name)).unwrap();
            assert_eq!(fs::read(patched.path().join(name)).unwrap(), new, "{name}");
            assert_eq!(new == old, name == "clean.md", "{name}");
        }
        let again = run(fixed.path(), &["fix", "--diff", "-q", "--select", "ENC"]);
        assert_eq!((again.status.code(), again.stdout), (Some(0), Vec::new()));
    }
}

#[test]
fn a_diff_made_in_a_folder_of_a_repository_is_applied_there() {
    let dir = tempfile::tempdir().unwrap();
    if !git(dir.path(), &["init", "-q"]) {
        println!("skipped: git is not installed");
        return;
    }
    lay_out(dir.path());
    let sub = dir.path().join("sub");
    let diff = run(&sub, &["fix", "--diff", "-q", "--select", "ENC"]);
    fs::write(dir.path().join("changes.patch"), &diff.stdout).unwrap();
    let before = fs::read(sub.join("deep.md")).unwrap();
    assert!(git(&sub, &["apply", "../changes.patch"]));
    assert_ne!(fs::read(sub.join("deep.md")).unwrap(), before);
}

#[test]
fn copies_of_what_lies_above_keep_the_rest_of_their_path_and_never_meet() {
    let dir = tempfile::tempdir().unwrap();
    let damaged = "Une messagerie d√©centralis√©e, pr√©sent√©e hier.\n";
    for path in ["there/post.md", "here/there/post.md", "there/other.md"] {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, damaged).unwrap();
    }
    let here = dir.path().join("here");
    let args = ["fix", "-q", "--select", "ENC", "--output", "fixed", "../there", "there"];
    let out = run(&here, &args);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("would take the place"), "{out:?}");
    let mended = "Une messagerie décentralisée, présentée hier.\n";
    for path in ["fixed/there/other.md", "fixed/there/post.md"] {
        assert_eq!(fs::read_to_string(here.join(path)).unwrap(), mended);
    }
    for path in ["there/post.md", "here/there/post.md"] {
        assert_eq!(fs::read_to_string(dir.path().join(path)).unwrap(), damaged);
    }
}
