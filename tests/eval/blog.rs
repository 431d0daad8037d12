//! Text left in English on real French pages: one stretch a page, kind and length is put back as the
//! original has it, and what the LANG rules say of the page is counted, as in `visavis check`.
//!
//! `blog FOLDER… [--failures] [--only KIND] [--salt N] [--alone]`: pairs are found as `visavis pairs`
//! finds them; `--alone` hides the English side from the check, as on a site that has none. A French
//! stretch gives way to the English sentence aligned with it, so what is planted is what a translator
//! would have left. English that has most of its words from the French (names, terms) is not planted,
//! nor are quotations. `found`: a finding covers half of what was planted and half of it lies there;
//! `exact`: from its first letter to its last. `false`: findings elsewhere on the page that were not
//! there before.

use crate::planted::changes::{Pair, pairs};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use visavis::checks::Selector;
use visavis::checks::context::PageLanguage;
use visavis::config::Settings;
use visavis::document::{BlockKind, Document, Kind};
use visavis::engine::{self, Counterpart};
use visavis::language::machine;
use visavis::pair::align;
use visavis::span::Span;

/// Where stretches are planted.
const KINDS: [&str; 9] = [
    "sentence",
    "clause",
    "heading",
    "list item",
    "table cell",
    "alt text",
    "link text",
    "front matter",
    "other",
];

/// A stretch of the French page and the English that takes its place.
struct Plant {
    kind: &'static str,
    place: Span,
    english: String,
    words: usize,
}

#[derive(Default, Clone)]
struct Row {
    planted: usize,
    found: usize,
    exact: usize,
    alarms: usize,
    faults: Vec<String>,
}

/// Prints a row a kind and length.
pub fn run(args: &[String]) -> bool {
    let flag = |name: &str| args.iter().any(|a| a == name);
    let value = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1));
    let only = value("--only").map(String::as_str);
    let salt: usize = value("--salt").and_then(|s| s.parse().ok()).unwrap_or(0);
    let mut sums: BTreeMap<(bool, usize), Row> = BTreeMap::new();
    let folders: Vec<&Path> = args.iter().map(Path::new).filter(|p| p.is_dir()).collect();
    for folder in &folders {
        let pairs = pairs(folder);
        println!("{} ({} pairs)", folder.display(), pairs.len());
        let pages: Vec<_> =
            pairs.par_iter().enumerate().map(|(n, p)| page(p, n + salt, only, flag("--alone"))).collect();
        let mut rows: BTreeMap<(bool, usize), Row> = BTreeMap::new();
        for (key, row) in pages.into_iter().flatten() {
            rows.entry(key).or_default().add(&row);
            sums.entry(key).or_default().add(&row);
        }
        table(&rows, flag("--failures"));
    }
    if folders.len() > 1 {
        println!("all");
        table(&sums, false);
    }
    if folders.is_empty() {
        println!("nothing to measure: name a folder of pairs (SITES=… make eval-blog)");
    }
    true
}

fn table(rows: &BTreeMap<(bool, usize), Row>, failures: bool) {
    println!("  {:12} {:8} {:>7} {:>7} {:>7} {:>6}", "kind", "words", "planted", "found", "exact", "false");
    for short in [false, true] {
        let length = if short { "2-3" } else { ">= 4" };
        let mut all = Row::default();
        for ((_, kind), row) in rows.iter().filter(|(k, _)| k.0 == short) {
            row.print(KINDS[*kind], length);
            row.faults.iter().filter(|_| failures).for_each(|f| println!("    {f}"));
            all.add(row);
        }
        all.print("all", length);
    }
}

impl Row {
    fn add(&mut self, other: &Self) {
        self.planted += other.planted;
        self.found += other.found;
        self.exact += other.exact;
        self.alarms += other.alarms;
        self.faults.extend(other.faults.iter().cloned());
    }

    #[allow(clippy::cast_precision_loss)]
    fn print(&self, kind: &str, length: &str) {
        let share = |n: usize| 100.0 * n as f64 / self.planted.max(1) as f64;
        let (found, exact) = (share(self.found), share(self.exact));
        println!("  {kind:12} {length:8} {:7} {found:7.2} {exact:7.2} {:6}", self.planted, self.alarms);
    }
}

/// One plant a kind and length, each on a page of its own.
fn page(pair: &Pair, salt: usize, only: Option<&str>, alone: bool) -> Vec<((bool, usize), Row)> {
    let before = findings(pair, &pair.target.text, alone);
    // A page that was never translated holds nothing to put English into.
    if before.iter().any(|f| f.0 == "LANG003") {
        return Vec::new();
    }
    let known: HashSet<(String, String)> =
        before.iter().map(|(rule, span)| (rule.clone(), span.of(&pair.target.text).to_owned())).collect();
    let mut groups: BTreeMap<(bool, usize), Vec<Plant>> = BTreeMap::new();
    let clean = |p: &Plant| !before.iter().any(|f| f.1.overlaps(p.place));
    for plant in plants(pair).into_iter().filter(clean).filter(|p| only.is_none_or(|o| o == p.kind)) {
        let kind = KINDS.iter().position(|k| *k == plant.kind).unwrap_or(KINDS.len() - 1);
        groups.entry((plant.words < 4, kind)).or_default().push(plant);
    }
    let pick = |list: &Vec<Plant>| salt.wrapping_mul(2_654_435_761) % list.len();
    groups.iter().map(|(key, list)| (*key, one(pair, &list[pick(list)], &known, alone))).collect()
}

/// What the LANG rules say of the French page.
fn findings(pair: &Pair, target: &str, alone: bool) -> Vec<(String, Span)> {
    let select = vec![Selector::parse("LANG").unwrap()];
    let settings = Settings { select, ..Settings::default() };
    let (path, other) = match pair.target.kind {
        Kind::Mdx => ("post.mdx", "post.fr.mdx"),
        _ => ("post.md", "post.fr.md"),
    };
    let load = |path: &str, text: &str, tag: &str| {
        let language = PageLanguage { tag: tag.to_owned(), because: "its path".to_owned() };
        engine::load(path, text.as_bytes().to_vec(), Kind::of_path(path), Some(language), &settings)
    };
    let (source, target) = (load(path, &pair.source.text, "en"), load(other, target, "fr"));
    let counterpart = if alone { Counterpart::None } else { Counterpart::Source(&source) };
    let report = engine::check(&target, counterpart, &settings);
    report.findings.iter().map(|f| (f.rule.code.to_owned(), f.span)).collect()
}

fn one(pair: &Pair, plant: &Plant, known: &HashSet<(String, String)>, alone: bool) -> Row {
    let mut text = pair.target.text.clone();
    text.replace_range(plant.place.start..plant.place.end, &plant.english);
    let prose = Document::parse(text.clone(), pair.target.kind).prose;
    let planted = letters(&prose, Span::new(plant.place.start, plant.place.start + plant.english.len()));
    // What is no prose (addresses, code) is neither planted nor found.
    let read = |from: usize, to: usize| {
        Span::new(from, to.max(from)).of(&prose).chars().filter(|c| c.is_alphanumeric()).count()
    };
    let mut row = Row { planted: 1, ..Row::default() };
    let (mut covered, mut exact) = (0, false);
    let line = pair.target.lines.line(plant.place.start);
    for (rule, span) in findings(pair, &text, alone) {
        let said = letters(&prose, span);
        let shared = read(said.start.max(planted.start), said.end.min(planted.end));
        if ["LANG001", "LANG002"].contains(&rule.as_str())
            && shared * 2 >= read(said.start, said.end)
            && shared > 0
        {
            covered += shared;
            exact |= said == planted;
        } else if !known.contains(&(rule.clone(), span.of(&text).to_owned())) {
            row.alarms += 1;
            row.faults.push(format!("false  {}:{line} {rule} {:?}", pair.id, span.of(&text)));
        }
    }
    row.found = usize::from(covered * 2 >= read(planted.start, planted.end));
    row.exact = usize::from(exact);
    if row.found == 0 || !exact {
        let what = if row.found == 0 { "missed" } else { "edges " };
        let around = planted.line_around(&text).of(&text);
        row.faults.push(format!("{what} {}:{line} {:?} in {around:?}", pair.id, planted.of(&text)));
    }
    row
}

/// A span without what is no letter or digit at its ends.
fn letters(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let start = inner.find(char::is_alphanumeric).unwrap_or(0);
    let last = inner.char_indices().rfind(|c| c.1.is_alphanumeric());
    Span::new(span.start + start, span.start + last.map_or(inner.len(), |(n, c)| n + c.len_utf8()))
}

/// Every stretch that the two sides say one for one.
fn plants(pair: &Pair) -> Vec<Plant> {
    let (source, target) = (&pair.source, &pair.target);
    let mut out = Vec::new();
    for link in align(source, target, ("en", "fr")).links.iter().filter(|l| !l.moved) {
        let ([s], [t]) = (link.source.as_slice(), link.target.as_slice()) else { continue };
        let (s, t) = (source.sentences[*s], target.sentences[*t]);
        let (Some(a), Some(b)) = (source.blocks.get(s.block), target.blocks.get(t.block)) else { continue };
        if a.quote_depth + b.quote_depth > 0 || b.declared_language.is_some() || a.kind != b.kind {
            continue;
        }
        let kind = match b.kind {
            BlockKind::Paragraph => "sentence",
            BlockKind::Heading(_) => "heading",
            BlockKind::ListItem => "list item",
            BlockKind::TableCell => "table cell",
            BlockKind::Alt | BlockKind::Caption => "alt text",
            BlockKind::FrontMatter => "front matter",
            _ => "other",
        };
        if kind == "sentence" {
            clause(pair, s.span, t.span).into_iter().for_each(|p| out.push(p));
        }
        out.extend(plant(pair, kind, s.span, t.span));
    }
    for link in target.links.iter().filter(|l| !l.image && !l.destination.is_empty()) {
        let mut same = source.links.iter().filter(|l| l.url == link.url && !l.image);
        let (Some(s), None) = (same.next(), same.next()) else { continue };
        out.extend(plant(pair, "link text", s.text, link.text));
    }
    out
}

/// The last clause of a sentence, after its last comma, where both sides have as many of them.
fn clause(pair: &Pair, english: Span, french: Span) -> Option<Plant> {
    let commas = |d: &Document, span: Span| -> Vec<usize> {
        span.of(&d.prose).match_indices(", ").map(|(n, _)| span.start + n + 2).collect()
    };
    let (a, b) = (commas(&pair.source, english), commas(&pair.target, french));
    let last = a.len().checked_sub(1).filter(|_| a.len() == b.len())?;
    plant(pair, "clause", Span::new(a[last], english.end), Span::new(b[last], french.end))
}

/// The plant, where the English is text that a translator would have changed.
fn plant(pair: &Pair, kind: &'static str, english: Span, french: Span) -> Option<Plant> {
    let (a, b) = (words(&pair.source, english), words(&pair.target, french));
    let own = a.iter().filter(|w| !b.contains(w)).count();
    let text = english.of(&pair.source.text);
    // Where the markup differs, or what is quoted, the page would not be what it was.
    let plain = !text.contains(['"', '“', '«', '\n', '{', '}', '<', '>', '|']) && !french.is_empty();
    let whole = text.matches(['[', ']', '*', '_', '`']).count().is_multiple_of(2);
    (plain && whole && a.len() >= 2 && own * 2 > a.len()).then(|| Plant {
        kind,
        place: french,
        english: text.to_owned(),
        words: a.len(),
    })
}

/// The words of a stretch of prose, in small letters.
fn words(document: &Document, span: Span) -> Vec<String> {
    let text = span.of(&document.prose);
    // The anchor that ends a heading is no text.
    let text = machine::anchor(text).map_or(text, |at| &text[..at]);
    let split = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let word = |w: &&str| w.chars().any(char::is_alphabetic);
    split.filter(word).map(str::to_lowercase).collect()
}
