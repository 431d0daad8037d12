//! Cases that other tools publish, in their own format.
//!
//! `published FOLDER…`: each `.json` file there is an array of objects with `label`, `original`, the truth
//! (`fixed-encoding`, else `fixed`) and `expect` (`pass`, or `fail` where the publisher's own tool fails).
//! Nothing of them is kept here; the folder is named by whoever has them. Every case that is not restored
//! exactly is listed, so that what is held to be policy can be read.

use super::mojibake::repaired;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use visavis::fix::Applicability;

#[derive(Deserialize)]
struct Case {
    label: String,
    original: String,
    #[serde(rename = "fixed-encoding")]
    encoding: Option<String>,
    fixed: Option<String>,
    expect: String,
}

impl Case {
    fn truth(&self) -> &str {
        self.encoding.as_deref().or(self.fixed.as_deref()).unwrap_or(&self.original)
    }
}

/// The text repaired until nothing changes, as `visavis fix` does it.
fn settled(text: &str, least: Applicability) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let next = repaired(&text, least);
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// How many cases of those that the publisher passes, and of those it fails, are restored exactly.
pub fn run(args: &[String]) -> bool {
    let mut files: Vec<PathBuf> = args.iter().flat_map(|folder| json_files(Path::new(folder))).collect();
    files.sort();
    let mut counts = [[0_usize; 3]; 2];
    for path in &files {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let cases: Vec<Case> = serde_json::from_str(&text).expect("an array of cases");
        for case in &cases {
            let safe = settled(&case.original, Applicability::Safe);
            let guessed = settled(&case.original, Applicability::Unsafe);
            let row = &mut counts[usize::from(case.expect != "pass")];
            row[0] += 1;
            row[1] += usize::from(safe == case.truth());
            row[2] += usize::from(guessed == case.truth());
            if safe != case.truth() {
                let how = match guessed == case.truth() {
                    true => "with unsafe fixes",
                    false if safe == case.original => "kept",
                    false => "CHANGED OTHERWISE",
                };
                println!(
                    "{how:18} [{}] {}\n    truth {:?}\n    safe  {safe:?}",
                    case.expect,
                    case.label,
                    case.truth()
                );
            }
        }
    }
    for (name, [all, safe, guessed]) in ["the publisher passes", "the publisher fails"].iter().zip(counts) {
        println!("{name}: {all} cases, {safe} exact with safe fixes, {guessed} with unsafe ones");
    }
    true
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).map(|d| d.flatten().map(|e| e.path()).collect::<Vec<_>>());
    let json = |p: &PathBuf| p.extension().is_some_and(|e| e == "json");
    entries.unwrap_or_default().into_iter().filter(json).collect()
}
