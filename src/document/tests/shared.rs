//! Real posts, where they are: what is read of them, and how fast.

use super::*;

/// Every post of the shared sites, where they are.
fn shared_posts() -> Vec<std::path::PathBuf> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut found = Vec::new();
    let mut folders = vec![root.join("sites"), root.join("seed")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md" || e == "mdx") {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        println!("skipped: no shared data");
    }
    found.sort();
    found
}

#[test]
fn real_posts_are_read() {
    for path in shared_posts() {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let kind = Kind::of_path(&path.to_string_lossy());
        let d = Document::parse(text, kind);
        sane(&d);
        if let Some((_, why)) = d.front_matter.as_ref().and_then(|fm| fm.error.as_ref()) {
            println!("{}: {why}", path.display());
        }
    }
}

/// Prints what is read of the files named in `DUMP` (separated by spaces).
/// `DUMP=post.md cargo test --lib document::tests::shared::dump -- --ignored --nocapture`
#[test]
#[ignore = "a tool for looking"]
fn dump() {
    for path in std::env::var("DUMP").unwrap_or_default().split_whitespace() {
        let text = std::fs::read_to_string(path).expect("the file");
        let d = Document::parse(text, Kind::of_path(path));
        println!("===== {path}");
        for m in &d.masks {
            let what = m.span.of(&d.text);
            if m.kind != MaskKind::Code && what.split_whitespace().count() > 3 {
                println!("~~ {}:{:?}: {what:?}", d.lines.line(m.span.start), m.kind);
            }
        }
        for s in &d.sentences {
            let b = &d.blocks[s.block];
            println!(
                "{}:{:?} q{} l{}: {:?}",
                d.lines.line(s.span.start),
                b.kind,
                b.quote_depth,
                b.list_depth,
                s.span.of(&d.text)
            );
            println!(
                "      {:?}",
                d.sentence_prose(s).replace(char::from(JOIN), "").replace(char::from(OBJECT), "¤")
            );
        }
    }
}

/// Speed over the shared posts. `cargo test --release --lib document::tests::shared::speed -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn speed() {
    let texts: Vec<(String, Kind)> = shared_posts()
        .iter()
        .filter_map(|p| Some((std::fs::read_to_string(p).ok()?, Kind::of_path(&p.to_string_lossy()))))
        .collect();
    let bytes: usize = texts.iter().map(|t| t.0.len()).sum();
    for _ in 0..10 {
        let copies = texts.clone();
        let start = std::time::Instant::now();
        let mut count = 0;
        for (text, kind) in copies {
            count += Document::parse(text, kind).sentences.len();
        }
        let seconds = start.elapsed().as_secs_f64();
        println!("{count} sentences, {:.1} MB/s", bytes as f64 / 1e6 / seconds);
    }
}
