//! Pages whose original was committed after their translation: what is said to be stale.

use serde::Deserialize;
use std::path::Path;
use visavis::document::{Document, Kind};
use visavis::pair::align;
use visavis::pair::stale::{Change, changes};

#[derive(Deserialize)]
struct Page {
    en_path: String,
    en_when_french_was_committed: String,
    en_now: String,
    fr_now: String,
}

/// Prints what changed on each page of the files named; to be read, since nobody labelled them.
pub fn run(args: &[String]) -> bool {
    for path in args.iter().map(Path::new).filter(|p| p.is_file()) {
        let text = std::fs::read_to_string(path).unwrap();
        let (mut pages, mut stale) = (0, 0);
        for page in text.lines().map(|l| serde_json::from_str::<Page>(l).unwrap()) {
            let kind = Kind::of_path(&page.en_path);
            let parse = |text: &String| Document::parse(text.clone(), kind);
            let (old, new, french) =
                (parse(&page.en_when_french_was_committed), parse(&page.en_now), parse(&page.fr_now));
            let now = align(&new, &french, ("en", "fr"));
            let found = changes(&old, &new, &french, ("en", "fr"), &now);
            pages += 1;
            stale += usize::from(!found.is_empty());
            println!("{} {}", if found.is_empty() { "fresh" } else { "STALE" }, page.en_path);
            let say = |d: &Document, s: usize| d.sentences[s].span.of(&d.text).replace('\n', " ");
            for change in found {
                match change {
                    Change::Changed { old: o, new: n, .. } => {
                        println!("  - {}\n  + {}", say(&old, o), say(&new, n));
                    }
                    Change::Added { new: n } => println!("  added   {}", say(&new, n)),
                    Change::Removed { old: o, .. } => println!("  removed {}", say(&old, o)),
                }
            }
        }
        println!("{stale} of {pages} pages");
    }
    true
}
