//! Speeds of the rooms, each beside `std::str::from_utf8` over the same bytes in the same run, so that
//! the ratio holds whatever the machine. One thread. `make bench`.
//!
//! The text is the demo blog's: posts of about one kilobyte, every other one with something to report, and
//! the same put together to pages of ten. The rows of single rooms read the same text over and over, which
//! the processor learns by heart: a whole check takes longer than the sum of its rooms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use visavis::checks::Selector;
use visavis::checks::context::PageLanguage;
use visavis::config::Settings;
use visavis::document::{Document, Kind};
use visavis::encoding::Codec;
use visavis::language::{self, Identifier, Input};

/// How long each line of the table is measured.
const TIME: Duration = Duration::from_millis(1200);

fn main() {
    // `cargo test --benches` runs this too: one short pass is enough there.
    let time = if std::env::args().any(|a| a == "--bench") { TIME } else { Duration::from_millis(1) };
    let (french, english) = (posts("fr"), posts("en"));
    let damaged: String = french.iter().map(|t| misread(t)).collect();
    let whole: String = french.concat();
    println!("{:<44} {:>9} {:>9}", "one thread", "MB/s", "of std");
    let std = measure(time, whole.len(), || {
        black_box(std::str::from_utf8(black_box(whole.as_bytes())).is_ok());
    });
    row("std::str::from_utf8, clean French", std, std);
    let std_damaged = measure(time, damaged.len(), || {
        black_box(std::str::from_utf8(black_box(damaged.as_bytes())).is_ok());
    });
    let scan = |text: &str| {
        measure(time, text.len(), || {
            black_box(visavis::mojibake::scan(black_box(text)));
        })
    };
    row("mojibake::scan, clean French Markdown", scan(&whole), std);
    row("mojibake::scan, clean English Markdown", scan(&english.concat()), std);
    row("mojibake::scan, wholly damaged (macintosh)", scan(&damaged), std_damaged);
    let parse = measure(time, size(&french), || {
        for post in &french {
            black_box(Document::parse(black_box(post.clone()), Kind::Markdown));
        }
    });
    row("Document::parse, Markdown", parse, std);
    language_rows(time, &french, std);
    let short: Vec<(String, String)> = english.into_iter().zip(french.iter().cloned()).collect();
    let long = pages(&short);
    let pages: Vec<String> = long.iter().map(|p| p.1.clone()).collect();
    for (length, texts) in [("short posts", &french), ("10 kB pages", &pages)] {
        check_rows(time, length, texts, std);
    }
    for (length, pairs) in [("short posts", &short), ("10 kB that differ", &long)] {
        for (name, select) in [("structure", Some(STRUCTURE)), ("default", None)] {
            let select = select.into_iter().flatten().flat_map(|s| Selector::parse(s)).collect();
            let settings = Settings { select, ..Settings::default() };
            let speed = measure(time, pairs.len(), || {
                for (en, fr) in pairs {
                    let source = ("post.md", en.clone().into_bytes());
                    let target = ("post.fr.md", fr.clone().into_bytes());
                    black_box(visavis::check_pair(source, target, &settings));
                }
            });
            let name = format!("check_pair, {name} rules, {length}");
            println!("{name:<44} {:>9.0} pairs/s", speed * 1e6);
        }
    }
}

/// Whole checks of single files, from their bytes to the findings.
fn check_rows(time: Duration, length: &str, texts: &[String], std: f64) {
    for (name, select) in [("ENC", Some("ENC")), ("LANG", Some("LANG")), ("default", None)] {
        let select = select.into_iter().flat_map(Selector::parse).collect();
        let settings = Settings { select, ..Settings::default() };
        let speed = measure(time, size(texts), || {
            for text in texts {
                let fr = PageLanguage { tag: "fr".to_owned(), because: "its name".to_owned() };
                let bytes = black_box(text.clone()).into_bytes();
                black_box(visavis::check_text("post.fr.md", bytes, Some(fr), &settings));
            }
        });
        row(&format!("check_text, {name} rules, {length}"), speed, std);
    }
}

/// The rules about pairs that need no alignment of sentences.
const STRUCTURE: &[&str] = &["PAIR001", "PAIR006", "PAIR007", "PAIR008", "PAIR010"];

/// Pages as long as those of a documentation site: posts one after the other. Some posts of the demo
/// differ from their originals, so that every page has to be aligned: the slow case.
fn pages(posts: &[(String, String)]) -> Vec<(String, String)> {
    let mut out = vec![(String::new(), String::new())];
    for (en, fr) in posts {
        if out.last().is_some_and(|page| page.0.len() > 10_000) {
            out.push((String::new(), String::new()));
        }
        for (page, post) in out.last_mut().into_iter().flat_map(|p| [(&mut p.0, en), (&mut p.1, fr)]) {
            // Only the first post of a page keeps its front matter.
            let body = post.splitn(3, "---\n").nth(2).filter(|_| !page.is_empty()).unwrap_or(post);
            page.push_str(body);
        }
    }
    out
}

/// French or English: sentence by sentence, and the LANG rules' reading of pages already parsed.
fn language_rows(time: Duration, posts: &[String], std: f64) {
    let documents: Vec<Document> = posts.iter().map(|p| Document::parse(p.clone(), Kind::Markdown)).collect();
    let sentences: Vec<&str> =
        documents.iter().flat_map(|d| d.sentences.iter().map(|s| s.span.of(&d.prose))).collect();
    let mut identifier = Identifier::default();
    let identify = measure(time, sentences.iter().map(|s| s.len()).sum(), || {
        for sentence in &sentences {
            black_box(identifier.identify(black_box(sentence)));
        }
    });
    row("Identifier::identify, sentence by sentence", identify, std);
    let read = measure(time, size(posts), || {
        for document in &documents {
            let page = Some(("fr", "its name"));
            black_box(language::read(&Input { document, page, counterpart: None, allow: &[] }));
        }
    });
    row("language::read, parsed Markdown", read, std);
}

/// The clean posts of the demo blog in a language, in order, a few times over.
fn posts(language: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let name = if language == "fr" { "index.fr.md" } else { "index.md" };
    let mut out = Vec::new();
    let mut folders: Vec<_> =
        std::fs::read_dir(root.join("demo/content/posts")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    // The primer quotes mojibake at length: honest text, but not what most posts look like.
    let usual = |f: &Path| f.join("index.fr.md").exists() && !f.ends_with("encoding-primer");
    for folder in folders.iter().filter(|f| usual(f)) {
        let post = folder.file_name().unwrap();
        let clean = root.join("demo-expected/content/posts").join(post).join(name);
        let path = if clean.exists() { clean } else { folder.join(name) };
        out.push(std::fs::read_to_string(path).unwrap());
    }
    out.iter().cycle().take(out.len() * 6).cloned().collect()
}

fn size(posts: &[String]) -> usize {
    posts.iter().map(String::len).sum()
}

/// UTF-8 read as MacRoman.
fn misread(text: &str) -> String {
    text.bytes().map(|b| Codec::Macintosh.decode(b)).collect()
}

/// Millions of units a second: the fastest of many runs, the least disturbed.
fn measure(time: Duration, units: usize, mut run: impl FnMut()) -> f64 {
    run();
    let start = Instant::now();
    let mut best = f64::MAX;
    loop {
        let one = Instant::now();
        run();
        best = best.min(one.elapsed().as_secs_f64());
        if start.elapsed() >= time {
            return units as f64 / best / 1e6;
        }
    }
}

fn row(name: &str, speed: f64, std: f64) {
    println!("{name:<44} {speed:>9.1} {:>9.3}", speed / std);
}
