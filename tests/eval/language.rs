//! French or English, measured: sentences by length, planted stretches, speed.
//!
//! `language TEXT.tsv…` reads lines of `language<TAB>source<TAB>sentence` and prints the share identified
//! rightly by number of words (as written, without accents, in capitals), the F1 and edges of stretches
//! planted in text of the other language, and the speed of identification on one core. `--failures MODE`
//! prints instead each stretch planted in MODE that is not cut out exactly: `{planted}` and `[found]`.

use std::time::Instant;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use visavis::document::{Document, Kind};
use visavis::language::{self, Identifier, Input, Language};

/// A sentence and its language.
type Labelled = (Language, String);

/// Runs the measurement on the files named in `args`.
pub fn run(args: &[String]) {
    let mut sentences: Vec<Labelled> = Vec::new();
    let (failures, paths) = match args {
        [flag, mode, paths @ ..] if flag == "--failures" => (Some(mode.as_str()), paths),
        paths => (None, paths),
    };
    for path in paths {
        let Ok(text) = std::fs::read_to_string(path) else {
            println!("{path}: not there, skipped");
            continue;
        };
        sentences.extend(text.lines().filter_map(|line| {
            let mut fields = line.splitn(3, '\t');
            let language = Language::from_tag(fields.next()?)?;
            Some((language, fields.nth(1)?.to_owned()))
        }));
    }
    if sentences.is_empty() {
        println!("usage: language TEXT.tsv… (language<TAB>source<TAB>sentence)");
        return;
    }
    if failures.is_some() {
        return planted(&sentences, failures);
    }
    accuracy(&sentences);
    planted(&sentences, None);
    speed(&sentences);
}

fn unaccented(text: &str) -> String {
    text.replace('œ', "oe").nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// A way to write a sentence differently.
type Change = fn(&str) -> String;

/// The share of sentences identified rightly, by language, variant and number of words.
fn accuracy(sentences: &[Labelled]) {
    let variants: [(&str, Change); 3] =
        [("as written", str::to_owned), ("no accents", unaccented), ("capitals", str::to_uppercase)];
    println!("identified rightly, %            1-2      3-4      5-8       9+   words");
    for language in [Language::French, Language::English] {
        for (name, change) in variants {
            let mut counts = [(0usize, 0usize); 4];
            let mut identifier = Identifier::default();
            for (_, text) in sentences.iter().filter(|s| s.0 == language) {
                let words = text.split_whitespace().filter(|w| w.contains(char::is_alphabetic)).count();
                let found = identifier.identify(&change(text)).language;
                // Text that is all names of things has no language to find.
                let (Some(found), 1..) = (found, words) else { continue };
                let slot = [2, 4, 8].iter().filter(|limit| words > **limit).count();
                counts[slot].0 += usize::from(found == language);
                counts[slot].1 += 1;
            }
            let cells =
                counts.map(|(right, all)| format!("{:7.2}", 100.0 * right as f64 / all.max(1) as f64));
            let sizes: Vec<usize> = counts.iter().map(|c| c.1).collect();
            println!("{} {name:12} {:>12}  {}   of {sizes:?}", language.code(), "", cells.join("  "));
        }
    }
}

/// A small generator with a fixed seed.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// Plants stretches of one language in paragraphs of the other and scores how they are cut out, or prints
/// those of one mode that are not.
fn planted(sentences: &[Labelled], failures: Option<&str>) {
    let usable = |s: &&Labelled| {
        let words = s.1.split(' ').count();
        (6..40).contains(&words) && s.1.ends_with('.') && !s.1.contains(':')
    };
    let pool =
        |l| sentences.iter().filter(|s| s.0 == l).filter(usable).map(|s| s.1.as_str()).collect::<Vec<_>>();
    let pools = [pool(Language::French), pool(Language::English)];
    if pools.iter().any(Vec::is_empty) {
        return;
    }
    let modes = ["sentence", "clause", "joined", "bare"];
    for mode in modes.into_iter().filter(|m| failures.is_none_or(|f| f == *m)) {
        let mut random = Random(7);
        let (mut hits, mut extra, mut missed, mut exact) = (0usize, 0usize, 0usize, 0usize);
        for round in 0..4000 {
            let Some((text, want, language)) = plant(mode, round, &pools, &mut random) else { continue };
            let found = stretches(&text, language);
            let hit = found.iter().find(|f| overlap(f, &want) >= 0.5);
            hits += usize::from(hit.is_some());
            missed += usize::from(hit.is_none());
            extra += found.iter().filter(|f| overlap(f, &want) < 0.5).count();
            let near = |f: &(usize, usize)| f.0.abs_diff(want.0) <= 2 && f.1.abs_diff(want.1) <= 2;
            exact += usize::from(hit.is_some_and(near));
            if failures.is_some() && (!hit.is_some_and(near) || found.len() > 1) {
                println!("{}", marked(&text, &want, &found));
            }
        }
        let f1 = 200.0 * hits as f64 / (2 * hits + extra + missed).max(1) as f64;
        let edges = 100.0 * exact as f64 / hits.max(1) as f64;
        println!("planted, {mode:9} F1 {f1:6.2}  exact edges {edges:6.2} %  of {}", hits + missed);
    }
}

/// `text` with braces around what was planted and brackets around what was found.
fn marked(text: &str, want: &(usize, usize), found: &[(usize, usize)]) -> String {
    let mut signs = vec![(want.0, "{"), (want.1, "}")];
    signs.extend(found.iter().flat_map(|f| [(f.0, "["), (f.1, "]")]));
    signs.sort_by_key(|s| std::cmp::Reverse(s.0));
    let mut out = text.to_owned();
    signs.iter().for_each(|(at, sign)| out.insert_str(*at, sign));
    out
}

/// A paragraph with a planted stretch: the text, where it stands, its language.
fn plant(
    mode: &str,
    round: usize,
    pools: &[Vec<&str>; 2],
    random: &mut Random,
) -> Option<(String, (usize, usize), Language)> {
    let (home, away) = (round % 2, 1 - round % 2);
    let language = [Language::French, Language::English][away];
    let mut pick = |side: usize| pools[side][random.below(pools[side].len())];
    let (one, two, three, guest) = (pick(home), pick(home), pick(home), pick(away));
    if mode == "sentence" {
        let start = one.len() + two.len() + 2;
        return Some((format!("{one} {two} {guest} {three}"), (start, start + guest.len()), language));
    }
    if mode == "joined" {
        // Three sentences whose full stops are lost.
        let (two, guest) = (two.trim_end_matches('.'), guest.trim_end_matches('.'));
        let start = one.len() + two.len() + 2;
        return Some((format!("{one} {two} {guest} {three}"), (start, start + guest.len()), language));
    }
    let words: Vec<&str> = guest.split(' ').collect();
    let count = (4 + random.below(9)).min(words.len());
    let from = random.below(words.len() - count + 1);
    let stretch = words[from..from + count].join(" ");
    let stretch = stretch.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'');
    let split = two.match_indices(' ').nth(random.below(two.split(' ').count() - 1))?.0;
    let (before, after) = two.split_at(split);
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let (open, close) = match mode {
        "bare" => (" ", ""),
        _ => [(", ", ","), (" – ", " –"), (" (", ")"), (" : ", ",")][round % 4],
    };
    let clean = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-');
    if !stretch.contains(' ') || (mode == "bare" && !stretch.chars().all(clean)) {
        return None;
    }
    let start = one.len() + 1 + before.len() + open.len();
    let text = format!("{one} {before}{open}{stretch}{close}{after} {three}");
    Some((text, (start, start + stretch.len()), language))
}

/// The stretches that the rules find in `text`, a page in the other language than `language`.
fn stretches(text: &str, language: Language) -> Vec<(usize, usize)> {
    let document = Document::parse(text.to_owned(), Kind::Markdown);
    let page = Some((language.other().code(), "its name"));
    let reading = language::read(&Input { document: &document, page, counterpart: None, allow: &[] });
    reading.verdicts.iter().map(|v| (v.span.start, v.span.end)).collect()
}

/// Intersection over union.
fn overlap(a: &(usize, usize), b: &(usize, usize)) -> f64 {
    let inside = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    inside as f64 / (a.1.max(b.1) - a.0.min(b.0)).max(1) as f64
}

/// Identification on one core, in MB/s, the best of five passes.
fn speed(sentences: &[Labelled]) {
    let bytes: usize = sentences.iter().map(|s| s.1.len()).sum();
    let pass = || {
        let start = Instant::now();
        let mut identifier = Identifier::default();
        let odds: f64 = sentences.iter().map(|s| identifier.identify(&s.1).odds).sum();
        std::hint::black_box(odds);
        bytes as f64 / 1e6 / start.elapsed().as_secs_f64()
    };
    let best = (0..5).map(|_| pass()).fold(0.0, f64::max);
    println!("identification: {best:.0} MB/s, sentence by sentence, {bytes} bytes");
}
