//! Alignment of novels against links set by hand.
//!
//! `novels FILE.jsonl…`: one object a line with `name`, sentences `en` and `fr`, the paragraph of each
//! (`en_paragraph`, `fr_paragraph`) and `gold`, pairs of lists of sentence numbers. Strict F1: a link
//! counts where both its sides are exactly those of a link of the gold; links with an empty side do not
//! count on either hand.

use serde::Deserialize;
use std::path::Path;
use std::time::Instant;
use visavis::pair::align::{Bead, Languages, Params, Unit, align_units, list_unit};
use visavis::pair::words::Endings;

#[derive(Deserialize)]
struct Novel {
    name: String,
    en: Vec<String>,
    fr: Vec<String>,
    en_paragraph: Vec<String>,
    fr_paragraph: Vec<String>,
    gold: Vec<(Vec<usize>, Vec<usize>)>,
}

/// Prints precision, recall and strict F1, a row a text, and pooled.
pub fn run(args: &[String]) -> bool {
    println!("{:<32} {:>6} {:>6} {:>6} {:>6}", "strict, links with both sides", "gold", "P", "R", "F1");
    let mut all = [0usize; 3];
    let start = Instant::now();
    for path in args.iter().map(Path::new) {
        let Ok(text) = std::fs::read_to_string(path) else {
            println!("{}: not there, skipped", path.display());
            continue;
        };
        for line in text.lines() {
            let novel: Novel = serde_json::from_str(line).unwrap();
            let counts = count(&novel);
            row(&novel.name, counts);
            all.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
        }
    }
    row("pooled", all);
    println!("{:.2} s", start.elapsed().as_secs_f64());
    true
}

/// Links of the gold, links found, links that are both.
fn count(novel: &Novel) -> [usize; 3] {
    let (en, fr) = (
        units(&novel.en, &novel.en_paragraph, Endings::English),
        units(&novel.fr, &novel.fr_paragraph, Endings::French),
    );
    let beads = align_units(&en, &fr, Languages::EnglishFrench, &Params::default());
    let gold: Vec<&(Vec<usize>, Vec<usize>)> =
        novel.gold.iter().filter(|g| !g.0.is_empty() && !g.1.is_empty()).collect();
    let found: Vec<&Bead> = beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty()).collect();
    let same = |b: &Bead| {
        gold.iter()
            .any(|g| g.0.iter().copied().eq(b.source.clone()) && g.1.iter().copied().eq(b.target.clone()))
    };
    let right = found.iter().filter(|b| same(b)).count();
    [gold.len(), found.len(), right]
}

fn units(sentences: &[String], paragraphs: &[String], endings: Endings) -> Vec<Unit> {
    let mut number = 0;
    let mut out = Vec::new();
    for (i, sentence) in sentences.iter().enumerate() {
        number += u32::from(i > 0 && paragraphs.get(i) != paragraphs.get(i - 1));
        out.push(list_unit(sentence, endings, number));
    }
    out
}

fn row(name: &str, [gold, found, right]: [usize; 3]) {
    let (p, r) = (right as f64 / found.max(1) as f64, right as f64 / gold.max(1) as f64);
    let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
    println!("{name:<32} {gold:>6} {p:>6.4} {r:>6.4} {f1:>6.4}");
}
