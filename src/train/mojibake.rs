//! `train mojibake OUT.bin SOURCE…`: the character model. A source is a folder or file of text
//! (`fr.txt`, one language a file, weighed by the language its name begins with).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use visavis::mojibake::class;
use visavis::mojibake::model::{EDGE, Symbol, bigram_key, layout, trigram_key};

/// Most characters taken from one file, so that no language drowns another.
const CAP: usize = 1_500_000;
/// Trigrams and bigrams kept: what the tables hold at four fifths of their slots.
const KEPT: (usize, usize) = (layout::TRIGRAMS / 5 * 4, layout::BIGRAMS / 4 * 3);
/// Chance that a character has nothing to do with the two before it: a name, a quotation, a table.
const NOVELTY: f64 = 0.01;
/// The least chance left to what was never seen after a context: training text is never all text.
const LEAST_BACKOFF: f64 = 2e-3;

type Counts<K> = std::collections::HashMap<K, u64, rustc_hash::FxBuildHasher>;

#[derive(Default)]
struct Tally {
    one: Counts<Symbol>,
    two: Counts<(Symbol, Symbol)>,
    three: Counts<(Symbol, Symbol, Symbol)>,
}

impl Tally {
    fn line(&mut self, line: impl Iterator<Item = char>, weight: u64) {
        let (mut a, mut b) = (EDGE, EDGE);
        for c in line.map(Symbol::of).chain([EDGE]) {
            if b == EDGE && c == EDGE {
                continue;
            }
            *self.one.entry(c).or_default() += weight;
            *self.two.entry((b, c)).or_default() += weight;
            *self.three.entry((a, b, c)).or_default() += weight;
            (a, b) = (b, c);
        }
    }
}

/// Trains on `args` and writes the table.
///
/// # Errors
/// Says which file could not be read or written.
pub fn run(args: &[String]) -> Result<(), String> {
    let (out, sources) = args.split_first().ok_or("usage: train mojibake OUT.bin SOURCE…")?;
    let mut tally = Tally::default();
    for path in files(sources)? {
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        count(&mut tally, &path, &text);
    }
    signs().iter().for_each(|line| tally.line(line.chars(), 64));
    HABITS.iter().for_each(|line| tally.line(line.chars(), 2000));
    let table = build(&tally);
    std::fs::write(out, table).map_err(|e| format!("{out}: {e}"))
}

fn files(sources: &[String]) -> Result<Vec<PathBuf>, String> {
    let mut all = Vec::new();
    for source in sources {
        let path = Path::new(source);
        if path.is_dir() {
            let entries = std::fs::read_dir(path).map_err(|e| format!("{source}: {e}"))?;
            all.extend(entries.flatten().map(|e| e.path()).filter(|p| p.is_file()));
        } else {
            all.push(path.to_owned());
        }
    }
    all.sort();
    Ok(all)
}

/// Signs that people put into prose, lists and tables, commonest first; interface texts hold few.
/// None stands in a code page: those are what mojibake looks like.
const SIGNS: &str = "→✅❌⚠⚡👉🚀✨💡🎉🔥←↑↓✓✔⇒↔↩⭐★☆●○□▶◀➡⬅⬆⬇❤☺☑✗✘✏❗❓➕➖ℹ⇔∈∉∀∃∅⊂⊆⌘⌥⇧⌃⏎␣⁰⁴₀₁₂";
/// Where they stand.
const PLACES: [&str; 12] =
    ["@", "@ Un", "- @ The", "a @ b", "mot @ mot", "(@)", "\"@\"", "'@'", "`@`", "| @ |", ">@<", "fin. @"];

/// Signs of the code pages where they belong, and nowhere else.
const HABITS: &[&str] = &[
    "© 2024",
    "\"© Open\"",
    "| © The",
    ">© Nom",
    "Map © Nom",
    "Copyright © 2019 The",
    "(© Un)",
    "Acme™ est",
    "Acme® is",
    "Acme™, a",
    "5 × 3",
    "3 × 2",
    "x × y",
    "± 2",
    "3 ± 2",
    "|±  |",
    "20 °C",
    "20°C",
    "12 µs",
    "5 µm",
    "§ 3",
    "10 €",
    "10 €",
    "£5",
    "£5.8",
    "€10",
    "¿Qué",
    "¡Hola",
    "• mot",
    "· mot",
    "½ ",
    "n° 3",
    "Nº 3",
    "1ª",
    "a · b",
    "≈ 10",
    "≥ 10",
    "≤ 3",
    "∞",
    "x²",
    "m² ",
    "m³ ",
    "« mot »",
    "«\u{a0}mot\u{a0}»",
    "mot\u{a0}: un",
    "mot\u{a0}! Un",
    "mot\u{a0}? Un",
    "mot\u{a0}; un",
    "mot\u{202f}: un",
    "mot\u{202f}! Un",
    "mot\u{202f}? Un",
    "mot\u{202f}; un",
    "10\u{a0}%",
    "10\u{202f}%",
    "10\u{a0}€",
    "1\u{202f}000",
    "- \u{a0}[Un",
    "a\u{a0}b",
    "*mot*\u{a0}: un",
    "**mot**\u{a0}: un",
    "`mot`\u{a0}: un",
    "(p.\u{a0}ex.",
    "p.\u{a0}ex. un",
    "`mot`\u{202f}: un",
    "](url)\u{a0}: un",
    "](url)\u{202f}!",
];

/// Lines that show every sign in every place, the commoner ones more often.
fn signs() -> Vec<String> {
    let all: Vec<char> = SIGNS.chars().filter(|c| !c.is_whitespace()).collect();
    let mut lines = Vec::new();
    for (rank, sign) in all.iter().enumerate() {
        let times = 1 + 600 / (rank + 10);
        let coloured = format!("{sign}\u{fe0f}");
        let with = |place: &&str| place.replace('@', &sign.to_string());
        lines.extend(PLACES.iter().map(with).cycle().take(PLACES.len() * times));
        if ('\u{2190}'..'\u{2c00}').contains(sign) || *sign as u32 > 0xFFFF {
            lines.extend(PLACES.iter().map(|p| p.replace('@', &coloured)));
        }
    }
    lines.extend(
        ["👨\u{200d}👩\u{200d}👧", "👍🏽", "🇫🇷", "🎉🎉", "1\u{fe0f}\u{20e3}"].map(|s| format!("a {s} b")),
    );
    lines
}

/// Counts one file: as it is, and with a smaller weight in capitals.
fn count(tally: &mut Tally, path: &Path, text: &str) {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
    let weight = if name.starts_with("fr") || name.starts_with("en") { 16 } else { 4 };
    let mut seen = 0;
    for line in text.lines().take_while(|l| {
        seen += l.len();
        seen < CAP
    }) {
        if !is_damaged(line) {
            tally.line(line.chars(), weight);
            tally.line(line.chars().flat_map(char::to_uppercase), weight / 4);
        }
    }
}

/// Whether a line of the training text is mojibake itself: published translations hold some.
fn is_damaged(line: &str) -> bool {
    let mut pairs = line.chars().zip(line.chars().skip(1));
    pairs.any(|(a, b)| {
        matches!(
            (a, b),
            ('Ã' | 'Â' | 'Ä' | 'Å' | 'Ð' | 'Ñ', '\u{80}'..='\u{bf}') | ('â', '€' | '\u{80}'..='\u{bf}')
        ) || matches!((a, b), ('√', '©' | '®' | '†' | '¢' | 'ß') | ('�', _) | (_, '�'))
    })
}

fn steps(p: f64) -> u8 {
    (-p.ln() * f64::from(layout::UNIT)).round().clamp(0.0, 254.0) as u8
}

/// For each context: how often it was seen, and followed by how many different symbols.
fn contexts<K: Copy + Eq + std::hash::Hash, C: Copy + Eq + std::hash::Hash>(
    counts: &Counts<K>,
    context: impl Fn(K) -> C,
) -> Counts<C> {
    let mut out: Counts<C> = Counts::default();
    for (&k, &n) in counts {
        *out.entry(context(k)).or_default() += n;
    }
    out
}

struct Smoothed {
    class_rows: Vec<[f64; class::COUNT]>,
    in_class: Vec<f64>,
    total: f64,
    one_total: Counts<Symbol>,
    one_types: Counts<Symbol>,
    two_total: Counts<(Symbol, Symbol)>,
    two_types: Counts<(Symbol, Symbol)>,
}

impl Smoothed {
    fn new(t: &Tally) -> Self {
        let mut rows = vec![[0.5_f64; class::COUNT]; class::COUNT];
        for (&(a, b), &n) in &t.two {
            if let Some(cell) =
                rows.get_mut(usize::from(a.class())).and_then(|r| r.get_mut(usize::from(b.class())))
            {
                *cell += n as f64 / 4.0;
            }
        }
        // A class is followed by any other once in some ten thousand times, whatever was seen.
        for row in &mut rows {
            let total: f64 = row.iter().sum();
            for cell in row.iter_mut() {
                *cell = 0.998 * *cell / total + 0.002 / class::COUNT as f64;
            }
        }
        for row in &mut rows {
            for dead in [class::CONTROL, class::PRIVATE] {
                if let Some(cell) = row.get_mut(usize::from(dead)) {
                    *cell = cell.min(1e-7);
                }
            }
        }
        let mut mass = [0.0; class::COUNT];
        let mut size = [0.0; class::COUNT];
        let weight = |p: usize| {
            let c = char::from_u32(p as u32).unwrap_or(' ');
            let seen = t.one.get(&Symbol(p as u16)).copied().unwrap_or(0) as f64;
            (usize::from(class::of(c)), if Symbol::of(c).0 as usize == p { seen.sqrt() + 1.0 } else { 0.0 })
        };
        for p in 0..layout::SYMBOLS {
            let (class, w) = weight(p);
            mass[class] += w;
            size[class] += 1.0;
        }
        let in_class = (0..layout::SYMBOLS)
            .map(|p| {
                let (class, w) = weight(p);
                0.9 * w / mass[class].max(1.0) + 0.1 / f64::max(size[class], 1.0)
            })
            .collect();
        let ones: Counts<(Symbol, Symbol)> = t.two.keys().map(|&k| (k, 1)).collect();
        let twos: Counts<(Symbol, Symbol, Symbol)> = t.three.keys().map(|&k| (k, 1)).collect();
        Self {
            class_rows: rows,
            in_class,
            total: t.one.values().sum::<u64>().max(1) as f64,
            one_total: contexts(&t.two, |(a, _)| a),
            one_types: contexts(&ones, |(a, _)| a),
            two_total: contexts(&t.three, |(a, b, _)| (a, b)),
            two_types: contexts(&twos, |(a, b, _)| (a, b)),
        }
    }

    fn class_p(&self, b: Symbol, c: Symbol) -> f64 {
        let class = c.class();
        let p = self.class_rows.get(usize::from(b.class())).and_then(|r| r.get(usize::from(class)));
        let within = self.in_class.get(usize::from(c.0)).copied();
        p.copied().unwrap_or(1e-9) * within.unwrap_or_else(|| f64::from(-class::ln_size(class)).exp())
    }

    /// Chance of backing off (Witten and Bell): new symbols seen after the context, per time seen.
    fn backoff(total: u64, types: u64) -> f64 {
        let (n, t) = (total as f64 / 4.0, types as f64);
        (t / (n + t).max(1.0)).clamp(LEAST_BACKOFF, 1.0)
    }

    fn backoff1(&self, b: Symbol) -> f64 {
        self.one_total
            .get(&b)
            .map_or(1.0, |&n| Self::backoff(n, self.one_types.get(&b).copied().unwrap_or(0)))
    }

    fn backoff2(&self, ab: (Symbol, Symbol)) -> f64 {
        self.two_total
            .get(&ab)
            .map_or(1.0, |&n| Self::backoff(n, self.two_types.get(&ab).copied().unwrap_or(0)))
    }

    /// Chance of a symbol, whatever stands before it.
    fn anywhere(&self, t: &Tally, c: Symbol) -> f64 {
        let seen = t.one.get(&c).copied().unwrap_or(0) as f64 / self.total;
        let share = if usize::from(c.0) < layout::SYMBOLS {
            1.0
        } else {
            f64::from(-class::ln_size(c.class())).exp()
        };
        0.99 * seen * share + 0.01 * 1e-4 * self.class_p(EDGE, c)
    }

    fn two(&self, t: &Tally, b: Symbol, c: Symbol) -> f64 {
        let back = self.backoff1(b);
        let seen =
            t.two.get(&(b, c)).map_or(0.0, |&n| n as f64 / self.one_total.get(&b).map_or(1.0, |&n| n as f64));
        (1.0 - back) * seen + back * self.class_p(b, c)
    }

    fn three(&self, t: &Tally, a: Symbol, b: Symbol, c: Symbol) -> f64 {
        let back = self.backoff2((a, b));
        let total = self.two_total.get(&(a, b)).map_or(1.0, |&n| n as f64);
        let seen = t.three.get(&(a, b, c)).map_or(0.0, |&n| n as f64 / total);
        (1.0 - back) * seen + back * self.two(t, b, c)
    }
}

fn build(t: &Tally) -> Vec<u8> {
    let s = Smoothed::new(t);
    let mut table = vec![0; layout::LEN];
    let mut put = |at: usize, v: u8| {
        if let Some(cell) = table.get_mut(at) {
            *cell = v;
        }
    };
    for (p, &within) in s.in_class.iter().enumerate() {
        put(layout::UNIGRAM + p, steps(within));
        put(layout::BACKOFF + p, steps(s.backoff1(Symbol(p as u16))));
    }
    for class in 0..class::COUNT {
        let symbol = Symbol(0xE000 + class as u16);
        put(layout::BACKOFF + symbol.index(), steps(s.backoff1(symbol)));
        put(layout::CEILING + symbol.index(), steps(NOVELTY * s.anywhere(t, symbol)));
    }
    for p in 0..layout::SYMBOLS {
        let symbol = Symbol(p as u16);
        put(layout::CEILING + p, steps(NOVELTY * s.anywhere(t, symbol)));
    }
    for (i, cell) in s.class_rows.iter().flatten().enumerate() {
        put(layout::CLASSES + i, steps(*cell));
    }
    let twos = chosen_bigrams(t, &s);
    let kept: std::collections::HashSet<(Symbol, Symbol)> = twos.iter().map(|e| (e.0, e.1)).collect();
    for (a, b, p) in twos {
        let at = slot(&table, layout::BIGRAM, 4, layout::BIGRAMS, bigram_key(a, b));
        write(&mut table, at, bigram_key(a, b).1, steps(p));
        if let Some(cell) = at.and_then(|at| table.get_mut(at + 3)) {
            *cell = steps(s.backoff2((a, b)));
        }
    }
    for (a, b, c, p) in chosen_trigrams(t, &s, &kept) {
        let at = slot(&table, layout::TRIGRAM, 3, layout::TRIGRAMS, trigram_key(a, b, c));
        write(&mut table, at, trigram_key(a, b, c).1, steps(p));
    }
    table
}

fn write(table: &mut [u8], at: Option<usize>, fingerprint: u16, cost: u8) {
    let Some(at) = at else { return };
    let [low, high] = fingerprint.to_le_bytes();
    for (i, v) in [low, high, cost].into_iter().enumerate() {
        if let Some(cell) = table.get_mut(at + i) {
            *cell = v;
        }
    }
}

/// The first free slot for a key, within the probes a lookup makes; a key without one is left out.
fn slot(table: &[u8], base: usize, width: usize, slots: usize, key: (usize, u16)) -> Option<usize> {
    (0..layout::PROBES)
        .map(|probe| base + ((key.0 + probe) & (slots - 1)) * width)
        .find(|&at| table.get(at) == Some(&0) && table.get(at + 1) == Some(&0))
}

fn chosen_bigrams(t: &Tally, s: &Smoothed) -> Vec<(Symbol, Symbol, f64)> {
    let mut all: Vec<(u64, Symbol, Symbol, f64)> = t
        .two
        .iter()
        .map(|(&(a, b), &n)| {
            let p = s.two(t, a, b);
            let gain = n as f64 * (p / (s.backoff1(a) * s.class_p(a, b))).ln().abs();
            // The back-off of a context seen often is worth keeping too.
            (gain as u64 + s.two_total.get(&(a, b)).copied().unwrap_or(0), a, b, p)
        })
        .collect();
    all.sort_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    all.truncate(KEPT.1);
    all.into_iter().map(|(_, a, b, p)| (a, b, p)).collect()
}

type Trigram = (Symbol, Symbol, Symbol, f64);

fn chosen_trigrams(
    t: &Tally,
    s: &Smoothed,
    kept: &std::collections::HashSet<(Symbol, Symbol)>,
) -> Vec<Trigram> {
    let mut all: Vec<(u64, Trigram)> = t
        .three
        .iter()
        .filter(|&(_, &n)| n >= 12)
        .map(|(&(a, b, c), &n)| {
            let p = s.three(t, a, b, c);
            let back = if kept.contains(&(a, b)) { s.backoff2((a, b)) } else { 1.0 };
            let lower = if kept.contains(&(b, c)) { s.two(t, b, c) } else { s.backoff1(b) * s.class_p(b, c) };
            ((n as f64 * (p / (back * lower)).ln().abs()) as u64, (a, b, c, p))
        })
        .collect();
    all.sort_by(|x, y| y.0.cmp(&x.0).then((x.1.0, x.1.1, x.1.2).cmp(&(y.1.0, y.1.1, y.1.2))));
    all.truncate(KEPT.0);
    let coverage: BTreeMap<&str, usize> = BTreeMap::from([("trigrams", all.len())]);
    eprintln!("train mojibake: kept {coverage:?}");
    all.into_iter().map(|(_, e)| e).collect()
}
