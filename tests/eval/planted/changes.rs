//! Small changes planted in real pairs, one a page and kind, and whether the rule for it speaks of each;
//! beside it what a naive comparison of numbers would say of the pages as they are.
//!
//! `changes FOLDER… [--failures] [--only KIND] [--salt N]`: pairs are found as `visavis pairs` finds
//! them. What a page says before the change does not count as found.

use crate::pairing;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use visavis::checks::Selector;
use visavis::config::Settings;
use visavis::document::{BlockKind, Document, Kind};
use visavis::pair::{FoundBy, Layout, Pairing, PostFacts, discover};
use visavis::span::Span;

/// A kind of change: its name, the rule that should speak, and how it is made at the nth place.
type Plant = fn(&Pair, usize) -> Option<(Span, String)>;
const KINDS: &[(&str, &str, Plant)] = &[
    ("number", "PAIR005", number),
    ("small number", "PAIR005", small_number),
    ("number lost", "PAIR005", number_lost),
    ("link changed", "PAIR006", link_changed),
    ("link lost", "PAIR006", link_lost),
    ("image changed", "PAIR006", image_changed),
    ("heading level", "PAIR010", heading),
    ("heading lost", "PAIR010", heading_lost),
    ("date", "PAIR008", date),
    ("key lost", "PAIR008", key_lost),
    ("code", "PAIR007", code),
    ("code line", "PAIR007", code_line),
];

/// Two posts that say the same.
pub struct Pair {
    /// The path of the translation.
    pub id: String,
    /// The original.
    pub source: Document,
    /// The translation.
    pub target: Document,
}

/// What was seen of one kind.
#[derive(Default)]
struct Row {
    planted: usize,
    found: usize,
    missed: Vec<String>,
}

/// Prints a row a kind and site, and the findings on the pages as they are.
pub fn run(args: &[String]) -> bool {
    let failures = args.iter().any(|a| a == "--failures");
    let value = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1));
    let only = value("--only").map(String::as_str);
    let salt: usize = value("--salt").and_then(|s| s.parse().ok()).unwrap_or(0);
    for folder in args.iter().map(Path::new).filter(|p| p.is_dir()) {
        let pairs = pairs(folder);
        println!("{} ({} pairs)", folder.display(), pairs.len());
        as_they_are(&pairs);
        for (name, rule, plant) in KINDS.iter().filter(|k| only.is_none_or(|o| o == k.0)) {
            let row = pairs.par_iter().enumerate().map(|(n, p)| one(p, n + salt, rule, *plant)).reduce(
                Row::default,
                |mut a, b| {
                    a.planted += b.planted;
                    a.found += b.found;
                    a.missed.extend(b.missed);
                    a
                },
            );
            println!("  {name:14} {rule}  {:4} of {:4}", row.found, row.planted);
            row.missed.iter().filter(|_| failures).for_each(|m| println!("    {m}"));
        }
    }
    true
}

/// Every pair of French and English below `folder` that names, keys or configuration join.
pub fn pairs(folder: &Path) -> Vec<Pair> {
    let (configs, posts) = pairing::read(folder);
    let configs: Vec<(&str, &str)> = configs.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let paths: Vec<&str> = posts.iter().map(|(p, _)| p.as_str()).collect();
    let facts: Vec<PostFacts> = posts.iter().map(|(p, d)| PostFacts::read(p, d)).collect();
    let found = discover(&Layout::detect(&configs, &paths), &facts);
    let posts: BTreeMap<&str, &Document> = posts.iter().map(|(p, d)| (p.as_str(), d)).collect();
    let sure = |p: &&Pairing| p.found_by != FoundBy::Content;
    let both = found.iter().filter(sure).filter_map(Pairing::both);
    both.filter_map(|(a, b)| {
        let (source, target) = ((*posts.get(a)?).clone(), (*posts.get(b)?).clone());
        Some(Pair { id: b.to_owned(), source, target })
    })
    .collect()
}

/// What the PAIR rules say of a pair: rule, the text of the finding's line, message.
fn said(pair: &Pair, target: &str, rule: Option<&str>) -> Vec<(String, String)> {
    let (path, other) = match pair.target.kind {
        Kind::Mdx => ("post.mdx", "post.fr.mdx"),
        _ => ("post.md", "post.fr.md"),
    };
    let select = vec![Selector::parse(rule.unwrap_or("PAIR")).unwrap()];
    let settings = Settings { select, ..Settings::default() };
    let report = visavis::check_pair(
        (path, pair.source.text.clone().into_bytes()),
        (other, target.as_bytes().to_vec()),
        &settings,
    );
    let findings = report.findings.iter();
    findings.map(|f| (f.rule.code.to_owned(), format!("{} {}", f.message, f.span.of(&report.text)))).collect()
}

fn one(pair: &Pair, salt: usize, rule: &str, plant: Plant) -> Row {
    let Some((span, text)) = plant(pair, salt) else { return Row::default() };
    let mut target = pair.target.text.clone();
    target.replace_range(span.start..span.end, &text);
    let before: HashSet<(String, String)> = said(pair, &pair.target.text, Some(rule)).into_iter().collect();
    let found = said(pair, &target, Some(rule)).iter().any(|f| !before.contains(f));
    let line = pair.target.lines.line(span.start);
    let around = pair.target.text.lines().nth(line.saturating_sub(1)).unwrap_or("");
    let missed =
        format!("{}:{line}: `{}` -> `{text}` in {around}", pair.id, span.of(&pair.target.text).trim());
    Row { planted: 1, found: usize::from(found), missed: if found { Vec::new() } else { vec![missed] } }
}

/// The pages as they are: what each rule says, and how many pairs a naive comparison would flag.
fn as_they_are(pairs: &[Pair]) {
    let all: Vec<Vec<(String, String)>> = pairs.par_iter().map(|p| said(p, &p.target.text, None)).collect();
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for findings in &all {
        let mut seen = HashSet::new();
        for (rule, _) in findings {
            let row = rules.entry(rule).or_default();
            row.0 += 1;
            row.1 += usize::from(seen.insert(rule.as_str()));
        }
    }
    for (rule, (findings, pages)) in rules {
        println!("  as they are    {rule}  {findings:4} findings in {pages} pairs");
    }
    let naive: Vec<usize> = pairs.iter().map(|p| naive(&p.source, &p.target)).collect();
    let (count, flagged) = (naive.iter().sum::<usize>(), naive.iter().filter(|n| **n > 0).count());
    println!("  naive          digits  {count:4} differences in {flagged} pairs");
}

/// Digit strings of the prose that one side has oftener than the other, each difference once: a
/// changed number is one, not two.
fn naive(source: &Document, target: &Document) -> usize {
    let count = |d: &Document| {
        let mut out: BTreeMap<String, i64> = BTreeMap::new();
        for s in &d.sentences {
            runs(s.span.of(&d.prose)).for_each(|r| *out.entry(r.to_owned()).or_default() += 1);
        }
        out
    };
    let (a, b) = (count(source), count(target));
    let over = |x: &BTreeMap<String, i64>, y: &BTreeMap<String, i64>| -> i64 {
        x.iter().map(|(k, n)| (n - y.get(k).copied().unwrap_or(0)).max(0)).sum()
    };
    usize::try_from(over(&a, &b).max(over(&b, &a))).unwrap_or(0)
}

fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty())
}

fn nth<T>(list: Vec<T>, salt: usize) -> Option<T> {
    let n = list.len();
    (n > 0).then(|| list.into_iter().nth(salt.wrapping_mul(2_654_435_761) % n)).flatten()
}

/// Whole numbers in sentences of the target that the source has as often: none in names (`H2O`, `v1.2`).
fn figures(pair: &Pair, long: bool) -> Vec<Span> {
    let has = |d: &Document, run: &str| {
        d.sentences.iter().flat_map(|s| runs(s.span.of(&d.prose))).filter(|r| *r == run).count()
    };
    let target = &pair.target;
    let mut out = Vec::new();
    for sentence in target.sentences.iter().filter(|s| is_body(target, s.block)) {
        let text = sentence.span.of(&target.prose);
        for run in runs(text) {
            let at = sentence.span.start + (run.as_ptr() as usize - text.as_ptr() as usize);
            let (before, after) =
                (target.text[..at].chars().next_back(), target.text[at + run.len()..].chars().next());
            let opens = at == sentence.span.start;
            let bare = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ",;:!?()%€$*".contains(c));
            let whole = bare(before) && (bare(after) || after == Some('.')) && !opens;
            if whole && (run.len() > 1) == long && has(&pair.source, run) == has(target, run) {
                out.push(Span::new(at, at + run.len()));
            }
        }
    }
    out
}

fn is_body(document: &Document, block: usize) -> bool {
    document.blocks.get(block).is_some_and(|b| b.kind != BlockKind::FrontMatter)
}

/// Another figure with as many digits.
fn other(run: &str) -> String {
    let last = run.chars().next_back().and_then(|c| c.to_digit(10)).unwrap_or(0);
    format!("{}{}", &run[..run.len() - 1], if last == 9 { 7 } else { last + 1 })
}

fn number(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let span = nth(figures(pair, true), salt)?;
    Some((span, other(span.of(&pair.target.text))))
}

fn small_number(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let span = nth(figures(pair, false), salt)?;
    Some((span, other(span.of(&pair.target.text))))
}

/// A number goes; no part of a time: `6:20` is what `6:20:00` is.
fn number_lost(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let text = &pair.target.text;
    let timed = |s: &Span| text[..s.start].ends_with(':') || text[s.end..].starts_with(':');
    let whole = figures(pair, true).into_iter().filter(|s| !timed(s)).collect();
    Some((nth(whole, salt)?, "certains".to_owned()))
}

/// Links (or images) whose address both sides have as often.
fn links(pair: &Pair, image: bool) -> Vec<visavis::document::Link> {
    let urls = |d: &Document, url: &str| d.links.iter().filter(|l| l.url == url).count();
    let own = |l: &&visavis::document::Link| {
        l.image == image && l.url.starts_with("http") && !l.destination.is_empty() && !l.text.is_empty()
    };
    let shared = |l: &&visavis::document::Link| urls(&pair.source, &l.url) == urls(&pair.target, &l.url);
    pair.target.links.iter().filter(own).filter(shared).cloned().collect()
}

fn link_changed(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let link = nth(links(pair, false), salt)?;
    let url = link.destination.of(&pair.target.text);
    Some((link.destination, format!("{}/elsewhere", url.trim_end_matches('/'))))
}

fn link_lost(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let link = nth(links(pair, false), salt)?;
    Some((link.span, link.text.of(&pair.target.text).to_owned()))
}

fn image_changed(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let images = pair.target.links.iter().filter(|l| l.image && !l.destination.is_empty());
    let shared = images.filter(|l| pair.source.links.iter().any(|s| s.url == l.url));
    let span = nth(shared.map(|l| l.destination).collect(), salt)?;
    Some((span, "/images/another-picture.png".to_owned()))
}

/// Headings written with `#` of pages whose headings agree.
fn headings(pair: &Pair) -> Vec<Span> {
    let levels = |d: &Document| -> Vec<BlockKind> {
        d.blocks.iter().map(|b| b.kind).filter(|k| matches!(k, BlockKind::Heading(_))).collect()
    };
    if levels(&pair.source) != levels(&pair.target) {
        return Vec::new();
    }
    let blocks = pair.target.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading(_)));
    let text = &pair.target.text;
    let line = |b: &visavis::document::Block| {
        let start = text[..b.span.start].rfind('\n').map_or(0, |n| n + 1);
        Span::new(start, text[start..].find('\n').map_or(text.len(), |n| start + n))
    };
    blocks.map(line).filter(|s| s.of(text).starts_with('#')).collect()
}

fn heading(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let span = nth(headings(pair), salt)?;
    Some((Span::empty(span.start), "#".to_owned()))
}

fn heading_lost(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let span = nth(headings(pair), salt)?;
    let text = span.of(&pair.target.text);
    Some((span, format!("**{}**", text.trim_start_matches('#').trim())))
}

/// Values of the front matter that both sides have alike.
fn shared_values(pair: &Pair) -> Vec<(String, Span)> {
    let (Some(a), Some(b)) = (&pair.source.front_matter, &pair.target.front_matter) else {
        return Vec::new();
    };
    let same = b.values.iter().filter(|v| a.get(&v.key).is_some_and(|o| o.value == v.value));
    same.filter(|v| !v.span.is_empty()).map(|v| (v.key.clone(), v.span)).collect()
}

fn date(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let dated = |s: &Span| {
        let text = s.of(&pair.target.text);
        text.len() >= 10 && text.as_bytes()[4] == b'-' && runs(&text[..10]).count() == 3
    };
    let span = nth(shared_values(pair).into_iter().map(|v| v.1).filter(dated).collect(), salt)?;
    Some((Span::new(span.start, span.start + 4), "1999".to_owned()))
}

fn key_lost(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let flat = |v: &(String, Span)| !v.0.contains('.') && v.0 != "title" && v.0 != "description";
    let (_, span) = nth(shared_values(pair).into_iter().filter(flat).collect(), salt)?;
    let text = &pair.target.text;
    let start = text[..span.start].rfind('\n').map_or(0, |n| n + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |n| span.end + n + 1);
    Some((Span::new(start, end), String::new()))
}

/// Code of the target that the source has to the letter.
fn blocks(pair: &Pair) -> Vec<Span> {
    let of =
        |d: &Document| -> Vec<String> { d.code.iter().map(|c| c.content.of(&d.text).to_owned()).collect() };
    let theirs = of(&pair.source);
    let same = pair
        .target
        .code
        .iter()
        .filter(|c| c.fenced && theirs.iter().any(|t| t == c.content.of(&pair.target.text)));
    same.map(|c| c.content).filter(|s| s.len() > 20).collect()
}

/// One identifier of a line that is no comment.
fn code(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let span = nth(blocks(pair), salt)?;
    let text = span.of(&pair.target.text);
    let mut words = Vec::new();
    let mut at = span.start;
    for line in text.split_inclusive('\n') {
        let plain =
            !line.contains(['#', '"', '\'', '`', '<']) && !line.contains("//") && !line.contains("--");
        let word = line.char_indices().find(|c| c.1.is_ascii_alphabetic()).filter(|_| plain);
        if let Some((n, _)) = word {
            let length = line[n..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            words.push(Span::new(at + n, at + n + length));
        }
        at += line.len();
    }
    nth(words.into_iter().filter(|w| w.len() > 3).collect(), salt).map(|w| (w, "somethingElse".to_owned()))
}

/// A whole line of code goes.
fn code_line(pair: &Pair, salt: usize) -> Option<(Span, String)> {
    let span = nth(blocks(pair), salt)?;
    let mut lines = Vec::new();
    let mut at = span.start;
    for line in span.of(&pair.target.text).split_inclusive('\n') {
        let plain = !line.contains('#') && !line.contains("//") && !line.trim_start().starts_with(['*', '/']);
        if plain && line.trim().len() > 5 && line.ends_with('\n') {
            // With the blanks that indent it: left behind, they would shift the next line.
            let blanks =
                pair.target.text[..at].len() - pair.target.text[..at].trim_end_matches([' ', '\t']).len();
            lines.push(Span::new(at - blanks, at + line.len()));
        }
        at += line.len();
    }
    nth(lines, salt).map(|l| (l, String::new()))
}
