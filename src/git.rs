//! What git remembers of a site: when each file was last committed, and what it said then.
//!
//! The only place that starts git. It asks for two things, whatever the number of files: one log, read
//! as far as needed, and one batch of contents.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A commit that touched a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full name.
    pub id: String,
    /// Its day: `2024-05-01`.
    pub date: String,
}

/// The last commits of files below a folder.
#[derive(Debug)]
pub struct History {
    folder: PathBuf,
    last: HashMap<String, Commit>,
    /// Commits at which a shallow clone ends: what they seem to have touched is only where it begins.
    edge: HashSet<String>,
}

/// No text is longer than this.
const LONGEST: usize = 64 << 20;

impl History {
    /// Reads the history of `wanted`, paths relative to `folder`. `None` where there is no git, no
    /// repository, or no commit.
    #[must_use]
    pub fn read(folder: &Path, wanted: &HashSet<&str>) -> Option<Self> {
        if wanted.is_empty() || !folder.ancestors().any(|f| f.join(".git").exists()) {
            return None;
        }
        let mut history = Self { folder: folder.to_owned(), last: HashMap::new(), edge: edge(folder) };
        let mut child = git(folder)
            .args(["log", "--relative", "--no-renames", "--name-only", "--no-show-signature"])
            .args(["--no-color", "-O/dev/null"])
            .args(["-z", "--format=%x01%H %cs"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let out = child.stdout.take()?;
        let whole = history.fill(BufReader::new(out), wanted);
        finish(child, whole)?;
        (!history.last.is_empty()).then_some(history)
    }

    /// Reads the log until every file was seen. Whether it was read to its end.
    fn fill(&mut self, mut log: impl BufRead, wanted: &HashSet<&str>) -> bool {
        let mut left = wanted.len();
        let mut commit: Option<Commit> = None;
        let mut part = Vec::new();
        loop {
            part.clear();
            // Each name and each heading ends with a zero byte.
            if !matches!(log.read_until(0, &mut part), Ok(1..)) {
                return true;
            }
            let text = String::from_utf8_lossy(&part);
            let text = text.trim_matches(['\0', '\n']);
            if let Some((id, date)) = text.strip_prefix('\u{1}').and_then(|t| t.split_once(' ')) {
                commit = Some(Commit { id: id.to_owned(), date: date.to_owned() });
            } else if let (Some(commit), true) = (&commit, wanted.contains(text)) {
                if !self.last.contains_key(text) {
                    self.last.insert(text.to_owned(), commit.clone());
                    left -= 1;
                }
                if left == 0 {
                    return false;
                }
            }
        }
    }

    /// The last commit that touched a file.
    #[must_use]
    pub fn last(&self, path: &str) -> Option<&Commit> {
        self.last.get(path)
    }

    /// Whether the history was cut at this commit, so that older ones cannot be known.
    #[must_use]
    pub fn cut_at(&self, commit: &Commit) -> bool {
        self.edge.contains(&commit.id)
    }

    /// What files said at commits, in the order asked for; `None` for one that was not there.
    #[must_use]
    pub fn contents(&self, asked: &[(String, String)]) -> Vec<Option<Vec<u8>>> {
        self.batch(asked).unwrap_or_else(|| vec![None; asked.len()])
    }

    fn batch(&self, asked: &[(String, String)]) -> Option<Vec<Option<Vec<u8>>>> {
        let mut child = git(&self.folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
        // A line would end at a line break in a name: such a file is not asked for.
        let line = |(commit, path): &(String, String)| {
            if path.contains('\n') { "0:0\n".to_owned() } else { format!("{commit}:./{path}\n") }
        };
        let lines: String = asked.iter().map(line).collect();
        // Written from a thread of its own: git answers before it has read everything.
        let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).is_ok());
        let mut output = BufReader::new(output);
        let mut found: Vec<Option<Vec<u8>>> = Vec::with_capacity(asked.len());
        while found.len() < asked.len() {
            match blob(&mut output) {
                Some(content) => found.push(content),
                None => break,
            }
        }
        let whole = found.len() == asked.len();
        drop(output);
        finish(child, whole)?;
        writer.join().ok()?;
        found.resize(asked.len(), None);
        Some(found)
    }
}

/// One answer of `cat-file --batch`: `ID blob SIZE`, the content, a line break; or `… missing`.
fn blob(output: &mut impl BufRead) -> Option<Option<Vec<u8>>> {
    let mut head = String::new();
    if output.read_line(&mut head).ok()? == 0 {
        return None;
    }
    let mut words = head.trim_end().rsplit(' ');
    let (Some(size), Some(kind)) = (words.next().and_then(|s| s.parse::<usize>().ok()), words.next()) else {
        return Some(None);
    };
    if size > LONGEST {
        return None;
    }
    let mut content = vec![0; size + 1];
    output.read_exact(&mut content).ok()?;
    content.pop();
    Some((kind == "blob").then_some(content))
}

/// Git in a folder, told to run nothing else: no pager, no hook, no network.
fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["--no-pager", "--no-optional-locks"]);
    command.args([
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.quotePath=false",
        "-c",
        "log.showSignature=false",
        "-c",
        "log.showRoot=true",
    ]);
    // What a hook is told of its repository is not about the folder at hand.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"] {
        command.env_remove(name);
    }
    command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
    // Before git 2.45 nothing else keeps a partial clone from asking for what it left out.
    command.env("GIT_ALLOW_PROTOCOL", "");
    command
}

/// Ends a process; `None` where it failed although it was read to its end.
fn finish(mut child: Child, whole: bool) -> Option<()> {
    if !whole {
        let _ = child.kill();
    }
    let status = child.wait().ok()?;
    (!whole || status.success()).then_some(())
}

/// The commits at which a shallow clone ends.
fn edge(folder: &Path) -> HashSet<String> {
    let out = git(folder).args(["rev-parse", "--git-path", "shallow"]).stderr(Stdio::null()).output();
    let Some(path) = out.ok().filter(|o| o.status.success()).and_then(|o| String::from_utf8(o.stdout).ok())
    else {
        return HashSet::new();
    };
    let text = std::fs::read_to_string(folder.join(path.trim_end())).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_read_as_far_as_needed() {
        let log = b"\x01aa 2024-03-01\0\nfr/a.md\0fr/b.md\0\0\x01bb 2024-02-01\0\nen/a.md\0fr/a.md\0\x01cc 2024-01-01\0\nen/b.md\0";
        let wanted: HashSet<&str> = ["fr/a.md", "en/a.md"].into();
        let mut history =
            History { folder: PathBuf::new(), last: HashMap::new(), edge: HashSet::from(["bb".to_owned()]) };
        assert!(!history.fill(&log[..], &wanted));
        let a = history.last("fr/a.md").unwrap();
        assert_eq!((a.id.as_str(), a.date.as_str()), ("aa", "2024-03-01"));
        assert!(history.cut_at(history.last("en/a.md").unwrap()));
        assert!(history.last("en/b.md").is_none());
    }

    #[test]
    fn answers_of_a_batch_are_taken_apart() {
        let mut answers = &b"aa blob 3\nabc\nbb:x missing\ncc tree 2\nzz\n"[..];
        assert_eq!(blob(&mut answers), Some(Some(b"abc".to_vec())));
        assert_eq!(blob(&mut answers), Some(None));
        assert_eq!(blob(&mut answers), Some(None));
        assert_eq!(blob(&mut answers), None);
    }
}
