//! Pairs found by what posts say: the pages of real sites with their names, keys and dates hidden.
//!
//! `pairing FOLDER… [--failures]`: the pairs that names and configuration give are the truth; then
//! every page gets a name that says nothing but its language, and the same pairs have to be found.
//! `false` counts the pairs found where there is none: the originals of every other pair beside the
//! translations of the rest.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use visavis::document::{Document, Kind};
use visavis::pair::layout::is_config;
use visavis::pair::{FoundBy, Layout, Pairing, PostFacts, discover};

/// Prints precision and recall, a row a folder.
pub fn run(args: &[String]) -> bool {
    let failures = args.iter().any(|a| a == "--failures");
    let titles = ["pairs", "P", "R", "wrong", "missed", "false"].map(|t| format!("{t:>7}"));
    println!("{:<32} {}", "site", titles.join(""));
    for folder in args.iter().filter(|a| !a.starts_with("--")) {
        if Path::new(folder).is_dir() {
            site(Path::new(folder), failures);
        } else {
            println!("{folder}: not there, skipped");
        }
    }
    true
}

fn site(folder: &Path, failures: bool) {
    let (configs, posts) = read(folder);
    let configs: Vec<(&str, &str)> = configs.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let paths: Vec<&str> = posts.iter().map(|(p, _)| p.as_str()).collect();
    let layout = Layout::detect(&configs, &paths);
    let facts: Vec<PostFacts> = posts.iter().map(|(p, d)| PostFacts::read(p, d)).collect();
    let pairings = discover(&layout, &facts);
    let real = |p: &&Pairing| p.found_by != FoundBy::Content;
    let truth: Vec<(&str, &str)> = pairings.iter().filter(real).filter_map(Pairing::both).collect();
    // Every page keeps its language only; the others of the site stay in the way, if they have one.
    let unkeyed = posts.iter().map(|(p, d)| unkeyed(p, d)).enumerate();
    let hidden: Vec<PostFacts> = unkeyed.filter_map(|(n, f)| hide(n, &f, &truth)).collect();
    let back = |path: &str| {
        let number: usize = path.rsplit('/').next().unwrap().trim_end_matches(".md").parse().unwrap();
        facts[number - 1_000].path.as_str()
    };
    let pairs_of = |facts: &[PostFacts]| -> BTreeSet<(&str, &str)> {
        let paths: Vec<&str> = facts.iter().map(|f| f.path.as_str()).collect();
        let found = discover(&Layout::detect(&[], &paths), facts);
        found.iter().filter_map(Pairing::both).map(|(a, b)| (back(a), back(b))).collect()
    };
    let found = pairs_of(&hidden);
    let half = |f: &&PostFacts| {
        let number = |path| truth.iter().position(|t| [t.0, t.1].contains(&path));
        number(back(&f.path)).is_some_and(|n| n.is_multiple_of(2) == f.path.starts_with("en"))
    };
    let strangers = pairs_of(&hidden.iter().filter(half).cloned().collect::<Vec<_>>());
    let right = truth.iter().filter(|(a, b)| found.contains(&(a, b)) || found.contains(&(b, a))).count();
    let (p, r) = (right as f64 / found.len().max(1) as f64, right as f64 / truth.len().max(1) as f64);
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let (wrong, missed) = (found.len() - right, truth.len() - right);
    let (pairs, strange) = (truth.len(), strangers.len());
    println!("{name:<32} {pairs:>6} {p:>6.3} {r:>6.3} {wrong:>6} {missed:>6} {strange:>6}");
    let known = |pair: &(&str, &str)| truth.contains(pair) || truth.contains(&(pair.1, pair.0));
    for (a, b) in found.iter().filter(|pair| failures && !known(pair)) {
        println!("  wrong  {a} {b}");
    }
    strangers.iter().filter(|_| failures).for_each(|(a, b)| println!("  false  {a} {b}"));
    for (a, b) in truth.iter().filter(|_| failures) {
        if !found.contains(&(a, b)) && !found.contains(&(b, a)) {
            println!("  missed {a} {b}");
        }
    }
}

/// The same page under a name that only tells its language; `None` where it has none.
fn hide(number: usize, facts: &PostFacts, truth: &[(&str, &str)]) -> Option<PostFacts> {
    let source = truth.iter().any(|t| t.0 == facts.path);
    let target = truth.iter().any(|t| t.1 == facts.path);
    let language = match (source, target, facts.content.language()) {
        (true, ..) => "en",
        (_, true, _) => "fr",
        (_, _, language) => language?,
    };
    // Numbers of five digits: no two names differ by a slip.
    let path = format!("{language}/{}.md", number + 1_000);
    let content = facts.content.clone();
    Some(PostFacts { path, content, language: Some(language.to_owned()), ..PostFacts::default() })
}

/// Things by relative path.
pub type Named<T> = Vec<(String, T)>;

/// The configuration files and posts below a folder, by relative path.
pub fn read(folder: &Path) -> (Named<String>, Named<Document>) {
    let mut files: Vec<PathBuf> = Vec::new();
    walk(folder, &mut files);
    files.sort();
    let (mut configs, mut posts) = (Vec::new(), Vec::new());
    for file in files {
        let relative = file.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        match Kind::of_path(&relative) {
            Kind::Plain if is_config(&relative) => configs.push((relative, text)),
            Kind::Plain => {}
            kind => posts.push((relative, Document::parse(text, kind))),
        }
    }
    (configs, posts)
}

/// The facts of a post without the keys that join it to its counterpart.
fn unkeyed(path: &str, document: &Document) -> PostFacts {
    const KEYS: [&str; 9] =
        ["slug", "id", "permalink", "translationKey", "ref", "key", "url", "aliases", "page_id"];
    let mut fence = 0;
    let joins = |line: &str| line.split_once([':', '=']).is_some_and(|(k, _)| KEYS.contains(&k.trim()));
    let kept = document.text.lines().filter(|line| {
        fence += usize::from(["---", "+++"].contains(line));
        fence != 1 || !joins(line)
    });
    PostFacts::read(path, &Document::parse(kept.collect::<Vec<_>>().join("\n"), document.kind))
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { walk(&path, out) } else { out.push(path) }
    }
}
