//! Counting: right, wrong and missed, row by row; printing, saving, comparing.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What happened in one row of the table.
#[derive(Default, Clone)]
pub struct Tally {
    /// Found, and right.
    pub right: usize,
    /// Found or changed, and wrong.
    pub wrong: usize,
    /// There to be found, and missed.
    pub missed: usize,
}

/// The scores of one row, as committed. `precision` is the share of what was found that is right,
/// `recall` the share of what is there that was found; both 0 to 1.
#[derive(Serialize, Deserialize, Clone, Copy)]
pub struct Score {
    /// Cases that the row counts.
    pub cases: usize,
    /// right / (right + wrong)
    pub precision: f64,
    /// right / (right + missed)
    pub recall: f64,
}

/// All rows, and the failures worth reading.
#[derive(Default)]
pub struct Board {
    rows: BTreeMap<String, Tally>,
    failures: Vec<(String, String)>,
}

impl Board {
    /// The tally of a row.
    pub fn row(&mut self, name: &str) -> &mut Tally {
        self.rows.entry(name.to_owned()).or_default()
    }

    /// Counts a case that must come out exactly: `Some(true)` right, `Some(false)` changed or found but
    /// not as it should be, `None` missed.
    pub fn count(&mut self, row: &str, outcome: Option<bool>, why: impl FnOnce() -> String) {
        let tally = self.row(row);
        match outcome {
            Some(true) => tally.right += 1,
            Some(false) => tally.wrong += 1,
            None => tally.missed += 1,
        }
        if outcome != Some(true) {
            let kind = if outcome.is_some() { "wrong" } else { "missed" };
            self.failures.push((row.to_owned(), format!("{kind}: {}", why())));
        }
    }

    /// The scores of every row.
    pub fn scores(&self) -> BTreeMap<String, Score> {
        let share = |a: usize, b: usize| if a + b == 0 { 1.0 } else { a as f64 / (a + b) as f64 };
        let round = |x: f64| (x * 10_000.0).round() / 10_000.0;
        let score = |t: &Tally| Score {
            cases: t.right + t.wrong + t.missed,
            precision: round(share(t.right, t.wrong)),
            recall: round(share(t.right, t.missed)),
        };
        self.rows.iter().map(|(name, t)| (name.clone(), score(t))).collect()
    }

    /// Prints the table, beside the committed scores where they differ.
    pub fn print(&self, committed: &BTreeMap<String, Score>) {
        println!("{:<40} {:>6} {:>10} {:>8}", "row", "cases", "precision", "recall");
        for (name, s) in self.scores() {
            let (p, r) = (s.precision * 100.0, s.recall * 100.0);
            let note = match committed.get(&name) {
                Some(old) if (old.precision, old.recall) != (s.precision, s.recall) => {
                    format!("  was {:.2} {:.2}", old.precision * 100.0, old.recall * 100.0)
                }
                Some(_) => String::new(),
                None => "  new".to_owned(),
            };
            println!("{name:<40} {:>6} {p:>10.2} {r:>8.2}{note}", s.cases);
        }
    }

    /// Prints what went wrong, in the rows whose name contains `filter`.
    pub fn print_failures(&self, filter: &str) {
        for (row, what) in self.failures.iter().filter(|(row, _)| row.contains(filter)) {
            println!("[{row}] {what}");
        }
    }
}

/// The committed scores; none when there is no such file yet.
pub fn load(path: &Path) -> BTreeMap<String, Score> {
    std::fs::read_to_string(path).map_or_else(|_| BTreeMap::new(), |s| serde_json::from_str(&s).unwrap())
}

/// Writes the scores, one row a line.
pub fn save(path: &Path, scores: &BTreeMap<String, Score>) {
    let lines: Vec<String> = scores
        .iter()
        .map(|(name, s)| {
            format!("  {}: {}", serde_json::to_string(name).unwrap(), serde_json::to_string(s).unwrap())
        })
        .collect();
    std::fs::write(path, format!("{{\n{}\n}}\n", lines.join(",\n"))).unwrap();
}

/// The rows that are worse than committed, in words.
pub fn drops(committed: &BTreeMap<String, Score>, now: &BTreeMap<String, Score>) -> Vec<String> {
    let worse = |(name, old): (&String, &Score)| match now.get(name) {
        None => Some(format!("{name}: the row is gone")),
        // Who finds nothing is never wrong: that precision is no score to hold anyone to.
        Some(s) if s.recall < old.recall || s.precision < old.precision && old.recall > 0.0 => Some(format!(
            "{name}: precision {:.4} → {:.4}, recall {:.4} → {:.4}",
            old.precision, s.precision, old.recall, s.recall
        )),
        Some(_) => None,
    };
    committed.iter().filter_map(worse).collect()
}
