//! Damage planted in real pairs, and what the PAIR rules make of it, scenario by scenario.
//!
//! Two kinds of arguments: a `.jsonl` file of ready cases, or a folder of pairs (`…/fr/P` beside
//! `…/en/P`), whose pages are damaged here, always in the same way.

mod case;
pub mod changes;
mod inject;
pub mod stale;
mod tally;

use case::Case;
use rayon::prelude::*;
use std::path::Path;
use tally::Tally;

/// Prints one row a scenario. `--failures` lists every case that goes wrong; `--only NAME` keeps one
/// scenario; `--save DIR` writes the damaged pairs there.
pub fn run(args: &[String]) -> bool {
    let failures = args.iter().any(|a| a == "--failures");
    let value = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1));
    let (only, save) = (value("--only"), value("--save"));
    let named = |a: &&String| !a.starts_with("--") && only != Some(a) && save != Some(a);
    let paths: Vec<&Path> = args.iter().filter(named).map(Path::new).collect();
    let (files, folders): (Vec<&Path>, Vec<&Path>) = paths.iter().partition(|p| p.is_file());
    let ready: Vec<Case> = files.iter().flat_map(|p| case::read(p)).collect();
    if !ready.is_empty() {
        report("ready cases", &ready, failures, only);
        save.iter().for_each(|dir| write(dir, &ready));
    }
    // Pages that a file of ready cases holds are not held out.
    let known: Vec<&str> = ready.iter().map(|c| c.source.as_str()).collect();
    for folder in folders.iter().filter(|p| p.is_dir()) {
        let cases = inject::cases(folder, &known);
        report(&folder.to_string_lossy(), &cases, failures, only);
        save.iter().for_each(|dir| write(dir, &cases));
    }
    if paths.iter().all(|p| !p.exists()) {
        println!(
            "nothing to measure: name a .jsonl file of cases or a folder of pairs (PAIRS=… make eval-pairs)"
        );
    }
    true
}

fn report(title: &str, cases: &[Case], failures: bool, only: Option<&String>) {
    println!("{title}");
    println!("{}", Tally::TITLES);
    let mut names: Vec<&str> = Vec::new();
    for case in cases.iter().filter(|c| only.is_none_or(|o| *o == c.scenario)) {
        if !names.contains(&case.scenario.as_str()) {
            names.push(&case.scenario);
        }
    }
    for name in names {
        let mine: Vec<&Case> = cases.iter().filter(|c| c.scenario == name).collect();
        let tallies: Vec<Tally> = mine.par_iter().map(|c| Tally::of(c)).collect();
        let sum = tallies.into_iter().fold(Tally::default(), Tally::plus);
        println!("{}", sum.row(name));
        if failures {
            sum.faults.iter().for_each(|f| println!("    {f}"));
        }
    }
    println!();
}

fn write(folder: &str, cases: &[Case]) {
    std::fs::create_dir_all(folder).unwrap();
    for case in cases {
        let extension = if case.mdx { "mdx" } else { "md" };
        let name = format!("{folder}/{}.{}", case.id.replace('/', "-"), case.scenario);
        std::fs::write(format!("{name}.en.{extension}"), &case.source).unwrap();
        std::fs::write(format!("{name}.fr.{extension}"), &case.target).unwrap();
    }
}
