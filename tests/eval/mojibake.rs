//! Damages clean text as it is damaged in the wild, repairs it, and counts what came back exactly.
//! Any folder of text serves: one row a kind of damage, as the README's table shows them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use visavis::encoding::Codec;
use visavis::fix::{self, Applicability, Edit};
use visavis::mojibake;

/// The codecs of the table; the second is macintosh with the Apple sign stripped.
pub const CODECS: [&str; 10] = [
    "macintosh",
    "macintosh-noapple",
    "windows-1252",
    "iso-8859-1",
    "ibm850",
    "ibm437",
    "iso-8859-15",
    "windows-1250",
    "windows-1251",
    "iso-8859-2",
];

/// What happened to bytes that should not have been lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Nothing.
    None,
    /// No-break spaces became spaces.
    Nbsp,
    /// … and runs of spaces became one.
    Collapse,
    /// Undefined bytes were dropped.
    Drop,
    /// Undefined bytes became U+FFFD.
    Fffd,
    /// Undefined bytes became question marks.
    Question,
}

/// The codec of a name in [`CODECS`].
#[must_use]
pub fn codec(name: &str) -> Codec {
    let plain = name.trim_end_matches("-noapple");
    Codec::SINGLE_BYTE.into_iter().find(|c| c.label() == plain).expect("a codec's label")
}

fn undefined(codec: Codec, byte: u8) -> bool {
    match codec {
        Codec::Windows1252 => matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D),
        Codec::Windows1250 => matches!(byte, 0x81 | 0x83 | 0x88 | 0x90 | 0x98),
        Codec::Windows1251 => byte == 0x98,
        Codec::Iso8859_1 | Codec::Iso8859_2 | Codec::Iso8859_15 => (0x80..0xA0).contains(&byte),
        _ => false,
    }
}

/// The UTF-8 bytes of `text`, read as `name`.
#[must_use]
pub fn misread(text: &str, name: &str, loss: Loss) -> String {
    let table = codec(name);
    let mut out = String::new();
    for byte in text.bytes() {
        match (table.decode(byte), loss) {
            (_, Loss::Drop) if undefined(table, byte) => {}
            (_, Loss::Fffd) if undefined(table, byte) => out.push('\u{fffd}'),
            (_, Loss::Question) if undefined(table, byte) => out.push('?'),
            ('\u{f8ff}', _) if name.ends_with("-noapple") => {}
            ('\u{a0}', Loss::Nbsp) => out.push(' '),
            ('\u{a0}' | ' ', Loss::Collapse) if out.ends_with(' ') => {}
            ('\u{a0}', Loss::Collapse) => out.push(' '),
            (c, _) => out.push(c),
        }
    }
    out
}

/// `text` misread through each codec of `stack` in turn; bytes are lost in the last misreading only.
#[must_use]
pub fn damage(text: &str, stack: &[&str], loss: Loss) -> String {
    stack.iter().enumerate().fold(text.to_owned(), |t, (i, name)| {
        misread(&t, name, if i + 1 == stack.len() { loss } else { Loss::None })
    })
}

/// The bytes of `text` in one codec, read as another; `None` where the codec cannot hold it.
#[must_use]
pub fn swap(text: &str, written: &str, read: &str) -> Option<String> {
    let (written, read) = (codec(written), codec(read));
    text.chars().map(|c| written.encode(c).map(|b| read.decode(b))).collect()
}

/// The text with every repair of at least this applicability.
#[must_use]
pub fn repaired(text: &str, least: Applicability) -> String {
    let edits: Vec<Edit> = mojibake::scan(text)
        .into_iter()
        .filter(|r| r.applicability >= least)
        .filter_map(|r| r.reading.map(|reading| Edit::new(r.span, reading)))
        .collect();
    fix::apply(text, &edits)
}

/// A deterministic source of choices.
pub struct Dice(u64);

impl Dice {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

fn files(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_file() {
        out.push(path.to_owned());
        return;
    }
    let Ok(entries) = std::fs::read_dir(path) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    entries.sort();
    for entry in entries {
        let keep = entry.is_dir() || entry.extension().is_some_and(|e| e == "md" || e == "mdx" || e == "txt");
        if keep && !entry.is_symlink() {
            files(&entry, out);
        }
    }
}

/// Whole texts or single lines that hold something other than ASCII, in random order.
#[must_use]
pub fn pool(folders: &[String], lines: bool) -> Vec<String> {
    let mut paths = Vec::new();
    folders.iter().for_each(|f| files(Path::new(f), &mut paths));
    let texts = paths.iter().filter_map(|p| std::fs::read_to_string(p).ok()).filter(|t| !t.is_ascii());
    let distinct: BTreeSet<String> = if lines {
        let fits = |l: &&str| !l.is_ascii() && (15..=1500).contains(&l.chars().count());
        texts.flat_map(|t| t.lines().filter(fits).map(|l| format!("{l}\n")).collect::<Vec<_>>()).collect()
    } else {
        texts.collect()
    };
    let mut all: Vec<String> = distinct.into_iter().collect();
    let mut dice = Dice(7);
    for i in (1..all.len()).rev() {
        all.swap(i, dice.below(i + 1));
    }
    all
}

/// Cases tried, exact, and changed to something else than the truth.
#[derive(Debug, Default, Clone)]
pub struct Score {
    /// Cases.
    pub cases: usize,
    /// Equal to the truth.
    pub exact: usize,
    /// Changed, and not to the truth.
    pub wrong: usize,
    /// Some that failed: truth, damaged, repaired.
    pub failed: Vec<[String; 3]>,
}

impl Score {
    /// Adds one case, repaired with fixes of at least `least`.
    pub fn add(&mut self, truth: &str, damaged: &str, least: Applicability) {
        let got = repaired(damaged, least);
        self.cases += 1;
        self.exact += usize::from(got == truth);
        self.wrong += usize::from(got != truth && got != damaged);
        if got != truth && self.failed.len() < 4000 {
            self.failed.push([truth.to_owned(), damaged.to_owned(), got]);
        }
    }

    fn print(&self, row: &str) {
        let percent = |n: usize| 100.0 * n as f64 / self.cases.max(1) as f64;
        println!(
            "{row:<44} {:>6} cases  {:>7.3} % exact  {:>6.3} % wrong",
            self.cases,
            percent(self.exact),
            percent(self.wrong)
        );
    }
}

/// What part of a text is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    All,
    /// One word with a non-ASCII character, of at least two words.
    Word,
    /// One paragraph with a non-ASCII character, of at least two.
    Paragraph,
}

/// `text` with `damage` done to the part that `scope` names; `None` where there is no such part.
pub fn place(
    text: &str,
    scope: Scope,
    dice: &mut Dice,
    damage: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let parts: Vec<&str> = match scope {
        Scope::All => return damage(text),
        Scope::Word => text.split_inclusive(char::is_whitespace).collect(),
        Scope::Paragraph => text.split_inclusive("\n\n").collect(),
    };
    let fit: Vec<usize> = (0..parts.len()).filter(|&i| !parts[i].trim_end().is_ascii()).collect();
    if fit.len() < 2 {
        return None;
    }
    let chosen = fit[dice.below(fit.len())];
    let mut out = String::new();
    for (i, part) in parts.iter().enumerate() {
        let body = part.trim_end_matches(char::is_whitespace);
        match i == chosen {
            true => out.push_str(&(damage(body)? + &part[body.len()..])),
            false => out.push_str(part),
        }
    }
    Some(out)
}

/// One row of the table.
pub fn row(
    pool: &[String],
    max: usize,
    scope: Scope,
    least: Applicability,
    damage: impl Fn(&str) -> Option<String>,
) -> Score {
    let (mut score, mut dice) = (Score::default(), Dice(11));
    for truth in pool.iter().take(max) {
        if let Some(damaged) = place(truth, scope, &mut dice, &damage)
            && damaged != *truth
        {
            score.add(truth, &damaged, least);
        }
    }
    score
}

fn show(score: &Score, name: &str, failures: usize) {
    score.print(name);
    for [truth, damaged, got] in score.failed.iter().take(failures) {
        let differs = |a: &str| {
            let at = a
                .char_indices()
                .zip(truth.chars())
                .find(|((_, x), y)| x != y)
                .map_or(a.len(), |((i, _), _)| i);
            a.get(at..).unwrap_or("").chars().take(30).collect::<String>()
        };
        let at = truth.char_indices().zip(got.chars()).find(|((_, x), y)| x != y).map_or(0, |((i, _), _)| i);
        let context: String = truth
            .get(..at)
            .unwrap_or("")
            .chars()
            .rev()
            .take(12)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let rest: String = truth.get(at..).unwrap_or("").chars().take(25).collect();
        let kept = if got == damaged { "kept " } else { "WRONG" };
        println!("    {kept} {context:?} + {rest:?} got {:?}", differs(got));
    }
}

/// `mojibake [--max N] [--show N] [--only TEXT] FOLDER…`: damages what the folders hold in all the
/// ways of the table. `mojibake --clean FOLDER…`: counts what is reported in text that is clean.
pub fn run(args: &[String]) {
    let (mut max, mut failures, mut only, mut clean, mut folders) =
        (1000, 0, String::new(), false, Vec::new());
    let mut it = args.iter();
    while let Some(arg) = it.next() {
        match arg.as_str() {
            "--max" => max = it.next().and_then(|n| n.parse().ok()).unwrap_or(max),
            "--show" => failures = it.next().and_then(|n| n.parse().ok()).unwrap_or(0),
            "--only" => only = it.next().cloned().unwrap_or_default(),
            "--clean" => clean = true,
            _ => folders.push(arg.clone()),
        }
    }
    let mut lines = pool(&folders, true);
    if clean {
        return false_alarms(&lines, failures);
    }
    let mut texts = pool(&folders, false);
    // What is damaged to begin with is no truth to measure against.
    lines.truncate(max * 2);
    for pool in [&mut lines, &mut texts] {
        pool.retain(|t| mojibake::scan(t).is_empty());
    }
    let print = |name: String,
                 pool: &[String],
                 max: usize,
                 scope: Scope,
                 least: Applicability,
                 d: &dyn Fn(&str) -> Option<String>| {
        if name.contains(&only) {
            show(&row(pool, max, scope, least, d), &name, failures);
        }
    };
    let safe = Applicability::Safe;
    for c in CODECS {
        print(format!("line, 1 layer, {c}"), &lines, max, Scope::All, safe, &|t| {
            Some(damage(t, &[c], Loss::None))
        });
    }
    for c in CODECS {
        print(format!("line, 2 layers, {c}"), &lines, max, Scope::All, safe, &|t| {
            Some(damage(t, &[c, c], Loss::None))
        });
    }
    for c in CODECS {
        print(format!("line, 3 layers, {c}"), &lines, max / 2, Scope::All, safe, &|t| {
            Some(damage(t, &[c, c, c], Loss::None))
        });
    }
    for (a, b) in [
        ("windows-1252", "macintosh"),
        ("iso-8859-1", "macintosh"),
        ("macintosh", "windows-1252"),
        ("windows-1252", "ibm850"),
        ("windows-1252", "windows-1251"),
        ("iso-8859-15", "windows-1252"),
        ("windows-1252", "iso-8859-1"),
        ("ibm437", "windows-1252"),
        ("windows-1250", "windows-1252"),
        ("iso-8859-2", "ibm850"),
    ] {
        print(format!("line, mixed layers, {a} then {b}"), &lines, max / 2, Scope::All, safe, &|t| {
            Some(damage(t, &[a, b], Loss::None))
        });
    }
    for c in CODECS {
        print(format!("word, {c}"), &lines, max, Scope::Word, safe, &|t| Some(damage(t, &[c], Loss::None)));
    }
    for c in CODECS {
        print(format!("document, {c}"), &texts, max / 4, Scope::All, safe, &|t| {
            Some(damage(t, &[c], Loss::None))
        });
    }
    for c in CODECS {
        print(format!("paragraph, {c}"), &texts, max / 4, Scope::Paragraph, safe, &|t| {
            Some(damage(t, &[c], Loss::None))
        });
    }
    for (name, loss, least) in
        [("no-break space lost", Loss::Nbsp, safe), ("no-break space lost, collapsed", Loss::Collapse, safe)]
    {
        // Merged runs of plain spaces leave no trace: they are no part of the question.
        let plain = |t: &str| !t.contains("  ") && t.trim_start() == t;
        let lost = |t: &str| {
            Some(damage(t, &["windows-1252"], loss))
                .filter(|d| plain(t) && *d != damage(t, &["windows-1252"], Loss::None))
        };
        print(name.to_owned(), &lines, max, Scope::All, least, &lost);
    }
    for (name, loss) in [("dropped", Loss::Drop), ("U+FFFD", Loss::Fffd), ("?", Loss::Question)] {
        for c in ["windows-1252", "iso-8859-1", "iso-8859-15", "windows-1250", "windows-1251", "iso-8859-2"] {
            let lost = |t: &str| Some(damage(t, &[c], loss)).filter(|d| *d != damage(t, &[c], Loss::None));
            print(
                format!("lost bytes {name}, {c}, unsafe"),
                &lines,
                max,
                Scope::All,
                Applicability::Unsafe,
                &lost,
            );
            print(format!("lost bytes {name}, {c}, safe only"), &lines, max, Scope::All, safe, &lost);
        }
    }
    let singles = ["macintosh", "ibm850", "windows-1252"];
    for (a, b) in singles.into_iter().flat_map(|a| singles.map(|b| (a, b))).filter(|(a, b)| a != b) {
        print(format!("swap, {a} read as {b}"), &lines, max, Scope::All, safe, &|t| {
            swap(t.trim_end_matches('\n'), a, b).map(|s| s + "\n")
        });
    }
}

/// Every line as it is and in capitals: how many are reported, how many would be changed.
fn false_alarms(lines: &[String], failures: usize) {
    let (mut seen, mut reported, mut changed) = (0, 0, 0);
    for line in lines.iter().flat_map(|l| [l.clone(), l.to_uppercase()]) {
        seen += 1;
        let repairs = mojibake::scan(&line);
        reported += usize::from(!repairs.is_empty());
        changed += usize::from(repairs.iter().any(|r| r.applicability == Applicability::Safe));
        if !repairs.is_empty() && reported <= failures {
            let what = repairs.iter().map(|r| {
                format!(
                    "{:?}→{:?} {:?} {:.3} {:?}",
                    r.span.of(&line),
                    r.reading,
                    r.applicability,
                    r.confidence,
                    r.stack
                )
            });
            println!(
                "    {:?}\n      {}",
                line.chars().take(160).collect::<String>(),
                what.collect::<Vec<_>>().join(" | ")
            );
        }
    }
    println!("clean lines {seen}: reported {reported}, changed {changed}");
}
