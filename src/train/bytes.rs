//! `train bytes OUT.bin LANGUAGE=PATH…`: the table of `encoding::model`.
//!
//! A path is a file or a folder: of `.tsv` files the last column is text, of `.json` and `.js` files
//! every string literal, of all others everything.

use std::collections::BTreeMap;
use std::path::Path;
use visavis::encoding::score::{UNITS_PER_NAT, fold};

/// What each language weighs; those not listed weigh [`OTHER`].
const WEIGHTS: [(&str, f64); 2] = [("fr", 0.65), ("en", 0.1)];
const OTHER: f64 = 0.035;
/// A neighbourhood seen less often than this is chance; French and English need less proof.
const LEAST: [(&str, u32); 2] = [("fr", 2), ("en", 2)];
const LEAST_OTHER: u32 = 6;
/// Symbols of the table, 0 excluded.
const SYMBOLS: usize = 254;

type Key = (char, char, char);
/// Any character, in a key.
const ANY: char = '\0';

pub fn run(args: &[String]) -> Result<(), String> {
    let (out, sources) = args.split_first().ok_or("usage: train bytes OUT.bin LANGUAGE=PATH…")?;
    let mut languages: BTreeMap<&str, BTreeMap<Key, u32>> = BTreeMap::new();
    for source in sources {
        let (language, path) = source.split_once('=').ok_or("a source is LANGUAGE=PATH")?;
        let counts = languages.entry(language).or_default();
        read(Path::new(path), &mut |text| {
            count(text, counts);
            if let Some(text) = typographic(text, language) {
                count(&text, counts);
            }
        })?;
    }
    let table = merge(&languages);
    let bytes = write(&table);
    std::fs::write(out, &bytes).map_err(|e| format!("{out}: {e}"))?;
    eprintln!("{out}: {} bytes, {} entries", bytes.len(), table.len());
    Ok(())
}

/// Feeds every text under `path` to `each`, in order of names.
fn read(path: &Path, each: &mut dyn FnMut(&str)) -> Result<(), String> {
    let fail = |e: std::io::Error| format!("{}: {e}", path.display());
    if path.is_dir() {
        let mut inside: Vec<_> = std::fs::read_dir(path).map_err(fail)?.flatten().map(|e| e.path()).collect();
        inside.sort();
        return inside.iter().try_for_each(|p| read(p, each));
    }
    let text = String::from_utf8_lossy(&std::fs::read(path).map_err(fail)?).into_owned();
    match path.extension().and_then(|e| e.to_str()) {
        Some("tsv") => text.lines().for_each(|l| each(l.rsplit('\t').next().unwrap_or(l))),
        Some("json" | "js") => literals(&text).for_each(|s| each(&s)),
        _ => each(&text),
    }
    Ok(())
}

/// The double-quoted string literals of a JSON or JavaScript text.
fn literals(text: &str) -> impl Iterator<Item = String> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find('"')?;
        let body = rest.get(start..)?;
        let mut escaped = false;
        let end = body.char_indices().skip(1).find_map(|(i, c)| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes.then_some(i + 1)
        })?;
        rest = body.get(end..)?;
        Some(serde_json::from_str(body.get(..end)?).unwrap_or_default())
    })
}

fn count(text: &str, counts: &mut BTreeMap<Key, u32>) {
    let mut left = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let right = chars.peek().copied().unwrap_or(' ');
        // Signs have a table of their own, made by hand: `encoding::typography`.
        if !c.is_ascii() && c.is_alphabetic() && u32::from(c) < 0xe000 {
            let key = (fold(left), fold(c), fold(right));
            for k in [key, (ANY, key.1, ANY), (key.0, key.1, ANY), (ANY, key.1, key.2)] {
                *counts.entry(k).or_default() += 1;
            }
        }
        left = c;
    }
}

/// The text as a careful typographer would have it: curly apostrophes, ellipses, no-break spaces.
fn typographic(text: &str, language: &str) -> Option<String> {
    let mut out = text.replace("...", "…").replace(" - ", " – ");
    let letters: Vec<char> = out.chars().collect();
    let is = |i: Option<usize>| i.and_then(|i| letters.get(i)).is_some_and(|c| c.is_alphabetic());
    let curly = |(i, c): (usize, &char)| {
        if *c == '\'' && is(i.checked_sub(1)) && is(Some(i + 1)) { '’' } else { *c }
    };
    out = letters.iter().enumerate().map(curly).collect();
    let (open, close) = if language == "fr" { ("«\u{a0}", "\u{a0}»") } else { ("“", "”") };
    out = out.split('"').enumerate().fold(String::new(), |mut s, (i, part)| {
        s.push_str(match i {
            0 => "",
            _ if i % 2 == 1 => open,
            _ => close,
        });
        s + part
    });
    if language == "fr" {
        for mark in [":", ";", "!", "?", "»", "%", "€"] {
            out = out.replace(&format!(" {mark}"), &format!("\u{a0}{mark}"));
        }
        out = out.replace("« ", "«\u{a0}");
    }
    (out != text).then_some(out)
}

/// Joint probabilities over all languages, each by its weight.
fn merge(languages: &BTreeMap<&str, BTreeMap<Key, u32>>) -> BTreeMap<Key, f64> {
    let mut table: BTreeMap<Key, f64> = BTreeMap::new();
    for (language, counts) in languages {
        let look = |list: &[(&str, u32)]| list.iter().find(|(l, _)| l == language).map(|(_, n)| *n);
        let least = look(&LEAST).unwrap_or(LEAST_OTHER);
        let weight = WEIGHTS.iter().find(|(l, _)| l == language).map_or(OTHER, |(_, w)| *w);
        let all = counts.iter().filter(|(k, _)| k.0 == ANY && k.2 == ANY).map(|(_, n)| f64::from(*n));
        let all: f64 = all.sum::<f64>().max(1.0);
        for (key, n) in counts.iter().filter(|(_, n)| **n >= least) {
            *table.entry(*key).or_default() += weight * f64::from(*n) / all;
        }
    }
    table
}

fn write(table: &BTreeMap<Key, f64>) -> Vec<u8> {
    let mut weight: BTreeMap<char, f64> = BTreeMap::new();
    for ((l, c, r), p) in table {
        for s in [l, c, r].into_iter().filter(|s| **s != ANY && u32::from(**s) < 0x1_0000) {
            *weight.entry(*s).or_default() += p;
        }
    }
    let mut symbols: Vec<(char, f64)> = weight.into_iter().collect();
    symbols.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    symbols.truncate(SYMBOLS);
    let mut number: BTreeMap<char, u8> = symbols.iter().map(|(c, _)| *c).zip(1_u8..).collect();
    number.insert(ANY, 0);
    let mut entries: Vec<u32> = table
        .iter()
        .filter_map(|((l, c, r), p)| {
            let cost = (-p.ln() * f64::from(UNITS_PER_NAT)).round().clamp(0.0, 255.0);
            Some(u32::from_be_bytes([*number.get(l)?, *number.get(c)?, *number.get(r)?, cost as u8]))
        })
        .collect();
    entries.sort_unstable();
    let mut out = u16::try_from(symbols.len()).unwrap_or(0).to_le_bytes().to_vec();
    out.extend(symbols.iter().flat_map(|(c, _)| u16::try_from(u32::from(*c)).unwrap_or(0).to_le_bytes()));
    out.extend(entries.iter().flat_map(|e| e.to_le_bytes()));
    out
}
