//! Discovery on the real sites, where they are at hand.

use super::super::*;
use crate::document::{Document, Kind};

/// Paths and contents of the posts below a folder of the shared material.
fn shared(site: &str) -> Option<Vec<(String, String)>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/sites").join(site);
    if !root.is_dir() {
        eprintln!("skipped: no {}", root.display());
        return None;
    }
    let mut out = Vec::new();
    let mut stack = vec![root.clone()];
    while let Some(dir) = stack.pop() {
        for entry in std::fs::read_dir(dir).expect("readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                stack.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path.strip_prefix(&root).expect("below").to_string_lossy().replace('\\', "/");
                out.push((name, text));
            }
        }
    }
    out.sort();
    Some(out)
}

fn split(files: &[(String, String)]) -> (Vec<(&str, &str)>, Vec<PostFacts>) {
    let configs = files.iter().filter(|(p, _)| layout::is_config(p));
    let posts = files.iter().filter(|(p, _)| Kind::of_path(p) != Kind::Plain);
    let facts =
        posts.map(|(p, t)| PostFacts::read(p, &Document::parse(t.clone(), Kind::of_path(p)))).collect();
    (configs.map(|(p, t)| (p.as_str(), t.as_str())).collect(), facts)
}

#[test]
fn real_sites_pair_as_counted() {
    let counts =
        [("withastro-docs", 420), ("gtfs", 58), ("web-map-doc", 46), ("polyglot", 8), ("hf-course", 79)];
    for (site, pairs) in counts {
        let Some(files) = shared(site) else { return };
        let (configs, facts) = split(&files);
        let paths: Vec<&str> = facts.iter().map(|f| f.path.as_str()).collect();
        let found = discover(&Layout::detect(&configs, &paths), &facts);
        let both = found.iter().filter(|p| p.both().is_some() && p.found_by != FoundBy::Content).count();
        let content = found.iter().filter(|p| p.found_by == FoundBy::Content).count();
        eprintln!("{site}: {both} pairs, {content} by content, {} lone", found.len() - both - content);
        assert!(both >= pairs * 95 / 100 && both <= pairs + 3, "{site}: {both} of {pairs}");
    }
}

#[test]
fn content_alone_pairs_posts_whose_names_are_hidden() {
    for site in ["withastro-docs", "gtfs", "web-map-doc", "hf-course"] {
        let Some(files) = shared(site) else { return };
        let (configs, facts) = split(&files);
        let paths: Vec<&str> = facts.iter().map(|f| f.path.as_str()).collect();
        let truth = discover(&Layout::detect(&configs, &paths), &facts);
        // Every name becomes a number of its own; the folder keeps the language.
        let mut hidden = Vec::new();
        let mut truth_pairs = std::collections::BTreeSet::new();
        let mut names_of = std::collections::BTreeMap::new();
        for (n, pair) in truth.iter().enumerate().filter(|(_, p)| p.both().is_some()) {
            let (source, target) = pair.both().expect("both");
            for (path, folder, n) in [(source, "en", n), (target, "fr", n * 7919 + 13)] {
                let mut facts = facts.iter().find(|f| f.path == path).expect("post").clone();
                facts.path = format!("{folder}/{n:x}-{folder}.md");
                names_of.insert(facts.path.clone(), path.to_owned());
                facts.keys.clear();
                facts.date = None;
                hidden.push(facts);
            }
            truth_pairs.insert((format!("en/{n:x}-en.md"), format!("fr/{:x}-fr.md", n * 7919 + 13)));
        }
        let names: Vec<&str> = hidden.iter().map(|f| f.path.as_str()).collect();
        let found = discover(&Layout::detect(&[], &names), &hidden);
        let pairs: Vec<(&str, &str)> = found.iter().filter_map(Pairing::both).collect();
        let right =
            pairs.iter().filter(|(a, b)| truth_pairs.contains(&((*a).to_owned(), (*b).to_owned()))).count();
        eprintln!("{site}: {} pairs, {} found, {right} right", truth_pairs.len(), pairs.len());
        for (a, b) in &truth_pairs {
            let got = pairs.iter().find(|p| p.0 == a).map(|p| &names_of[p.1]);
            if got != Some(&names_of[b]) {
                eprintln!("  {} got {got:?}", names_of[a]);
            }
        }
        let wrong = pairs.len() - right;
        assert!(wrong * 30 <= pairs.len(), "{site}: {wrong} wrong pairs of {}", pairs.len());
    }
}
