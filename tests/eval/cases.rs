//! Reading the labelled cases; `corpus/README.md` describes the formats.

use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The folder of labelled cases.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The files of a folder of the corpus with this extension, sorted.
pub fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(corpus().join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == extension))
        .collect();
    paths.sort();
    paths
}

/// A file of `[[case]]` tables.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File<T> {
    /// The rule that has to speak, where the whole file is about one.
    pub rule: Option<String>,
    /// What the row is called: the codec, or the kind of damage.
    pub codec: Option<String>,
    /// The cases.
    #[serde(rename = "case")]
    pub cases: Vec<T>,
}

/// Reads a file of `[[case]]` tables.
pub fn toml<T: for<'a> Deserialize<'a>>(path: &Path) -> File<T> {
    let text = std::fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The lines of a text file, without blank lines and comments.
pub fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|l| !l.is_empty() && !l.starts_with("# ")).map(str::to_owned).collect()
}

/// A paragraph whose foreign stretches are marked.
pub struct Paragraph {
    /// `fr` or `en`: the language of the page.
    pub page: String,
    /// What it is called.
    pub name: String,
    /// The text without marks.
    pub text: String,
    /// What is marked: the rule named (empty: LANG001 or LANG002; `?`: either way is fine), and bytes.
    pub marks: Vec<(String, std::ops::Range<usize>)>,
}

/// Reads the paragraphs of a file of `corpus/language`.
pub fn paragraphs(path: &Path) -> Vec<Paragraph> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut out: Vec<(String, String, String)> = Vec::new();
    for line in text.lines() {
        let header = line.strip_prefix('[').and_then(|l| l.split_once("] "));
        match (header, out.last_mut()) {
            (Some((page @ ("fr" | "en"), name)), _) => {
                out.push((page.to_owned(), name.to_owned(), String::new()));
            }
            (_, Some(case)) => {
                case.2.push_str(line);
                case.2.push('\n');
            }
            (_, None) => {}
        }
    }
    out.into_iter().map(|(page, name, body)| unmark(page, name, body.trim())).collect()
}

fn unmark(page: String, name: String, body: &str) -> Paragraph {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('⟦') {
        text.push_str(before);
        let (inside, after) = after.split_once('⟧').unwrap_or_else(|| panic!("{name}: no ⟧"));
        let (rule, inside) = match inside.strip_prefix('?') {
            Some(inside) => ("?", inside),
            None => inside.split_once(':').filter(|(r, _)| r.starts_with("LANG0")).unwrap_or(("", inside)),
        };
        let start = text.len();
        text.push_str(inside);
        marks.push((rule.to_owned(), start..text.len()));
        rest = after;
    }
    text.push_str(rest);
    Paragraph { page, name, text, marks }
}
