//! `train lexicon OUT.bin BITEXT.tsv…`: which English and French words translate each other.
//!
//! IBM model 1 in both directions over lines of English TAB French (`bitext.py` gathers them). Only
//! word statistics are kept: hashes of stems, how frequent they are, and chances of translation.

use rustc_hash::FxHashMap;
use visavis::pair::lexicon::{MAGIC, chance_byte};
use visavis::pair::words::{Endings, words};

/// Rounds of estimation; the chances hardly move after five.
const ROUNDS: usize = 6;
/// Entries kept: what fits the size that is shipped.
const KEPT: usize = 260_000;
/// Words a vocabulary keeps.
const WORDS: usize = 40_000;
/// Longer units say little about single words.
const LONGEST: usize = 70;

/// One language's words while training.
#[derive(Default)]
struct Side {
    numbers: FxHashMap<u32, u32>,
    counts: Vec<f64>,
    stems: Vec<u32>,
}

impl Side {
    fn number(&mut self, stem: u32) -> u32 {
        let next = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(stem).or_insert(next);
        if number == next {
            self.stems.push(stem);
            self.counts.push(0.0);
        }
        self.counts[number as usize] += 1.0;
        number
    }
}

/// Units of bitext as word numbers, and for each unit the numbers of its word pairs.
struct Bitext {
    english: Side,
    french: Side,
    /// (English words, French words), each once.
    units: Vec<(Vec<u32>, Vec<u32>)>,
}

/// Trains on `args` and writes the table.
///
/// # Errors
/// Says which file could not be read or written.
pub fn run(args: &[String]) -> Result<(), String> {
    let (out, sources) = args.split_first().ok_or("usage: train lexicon OUT.bin BITEXT.tsv…")?;
    let mut bitext = Bitext { english: Side::default(), french: Side::default(), units: Vec::new() };
    for path in sources {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        for (english, french) in text.lines().filter_map(|l| l.split_once('\t')) {
            add(&mut bitext, english, french);
        }
    }
    println!(
        "{} units, {} and {} words",
        bitext.units.len(),
        bitext.english.stems.len(),
        bitext.french.stems.len()
    );
    let bytes = table(&bitext);
    println!("{} bytes", bytes.len());
    std::fs::write(out, bytes).map_err(|e| format!("{out}: {e}"))
}

fn add(bitext: &mut Bitext, english: &str, french: &str) {
    let english = words(english, Endings::English);
    let french = words(french, Endings::French);
    if english.is_empty() || french.is_empty() || english.len().max(french.len()) > LONGEST {
        return;
    }
    let once = |mut v: Vec<u32>| {
        v.sort_unstable();
        v.dedup();
        v
    };
    let e = english.iter().filter(|w| !w.number).map(|w| bitext.english.number(w.stem)).collect();
    let f = french.iter().filter(|w| !w.number).map(|w| bitext.french.number(w.stem)).collect();
    bitext.units.push((once(e), once(f)));
}

/// Chances of word pairs in both directions, with how often each pair is expected to translate.
struct Model {
    pairs: Vec<(u32, u32)>,
    to_french: Vec<f32>,
    to_english: Vec<f32>,
    expected: Vec<f32>,
}

fn estimate(bitext: &Bitext) -> Model {
    let mut numbers: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut pairs = Vec::new();
    let mut cells: Vec<u32> = Vec::new();
    for (english, french) in &bitext.units {
        for e in english {
            for f in french {
                let next = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
                let n = *numbers.entry((*e, *f)).or_insert(next);
                if n == next {
                    pairs.push((*e, *f));
                }
                cells.push(n);
            }
        }
    }
    drop(numbers);
    println!("{} pairs in {} cells", pairs.len(), cells.len());
    let (to_french, expected) = direction(bitext, &pairs, &cells, false);
    let (to_english, _) = direction(bitext, &pairs, &cells, true);
    Model { pairs, to_french, to_english, expected }
}

/// Expectation maximisation in one direction; `back` is from French to English. The empty word takes
/// a share of each word, as if the other side had one more word that pairs with anything.
fn direction(bitext: &Bitext, pairs: &[(u32, u32)], cells: &[u32], back: bool) -> (Vec<f32>, Vec<f32>) {
    let given = |n: usize| if back { pairs[n].1 } else { pairs[n].0 } as usize;
    let givens = if back { bitext.french.stems.len() } else { bitext.english.stems.len() };
    let mut chance = vec![0.01f32; pairs.len()];
    let mut expected = vec![0.0f32; pairs.len()];
    for round in 0..ROUNDS {
        expected.fill(0.0);
        let mut at = 0;
        for (english, french) in &bitext.units {
            let (rows, columns) = (english.len(), french.len());
            let block = &cells[at..at + rows * columns];
            at += rows * columns;
            let (outer, inner) = if back { (rows, columns) } else { (columns, rows) };
            let cell =
                |o: usize, i: usize| block[if back { o * columns + i } else { i * columns + o }] as usize;
            for o in 0..outer {
                let empty = if round == 0 { 0.01 } else { 0.002 };
                let sum: f32 = (0..inner).map(|i| chance[cell(o, i)]).sum::<f32>() + empty;
                for i in 0..inner {
                    let n = cell(o, i);
                    expected[n] += chance[n] / sum;
                }
            }
        }
        let mut totals = vec![0.0f64; givens];
        for (n, e) in expected.iter().enumerate() {
            totals[given(n)] += f64::from(*e);
        }
        for (n, c) in chance.iter_mut().enumerate() {
            // Half a count is taken away: what was seen once proves nothing.
            *c = ((f64::from(expected[n]) - 0.4).max(0.0) / (totals[given(n)] + 0.5)) as f32;
        }
    }
    (chance, expected)
}

fn table(bitext: &Bitext) -> Vec<u8> {
    let model = estimate(bitext);
    let mut order: Vec<usize> =
        (0..model.pairs.len()).filter(|n| model.to_french[*n].max(model.to_english[*n]) >= 0.004).collect();
    let worth = |n: &usize| {
        let best = model.to_french[*n].max(model.to_english[*n]);
        f64::from(best) * f64::from(model.expected[*n] + 0.5).ln_1p()
    };
    order.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.cmp(b)));
    order.truncate(KEPT);
    let english = kept(&bitext.english, order.iter().map(|n| model.pairs[*n].0));
    let french = kept(&bitext.french, order.iter().map(|n| model.pairs[*n].1));
    let mut rows: Vec<Vec<(u16, u8, u8)>> = vec![Vec::new(); english.len()];
    for n in order {
        let (e, f) = model.pairs[n];
        let row = english.binary_search_by_key(&bitext.english.stems[e as usize], |w| w.0);
        let column = french.binary_search_by_key(&bitext.french.stems[f as usize], |w| w.0);
        if let (Ok(row), Ok(column)) = (row, column) {
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            rows[row].push((column, chance_byte(model.to_french[n]), chance_byte(model.to_english[n])));
        }
    }
    write(&english, &french, &rows)
}

/// The stems kept, sorted, with their rarity byte: `-log2(chance) / 0.1`.
fn kept(side: &Side, used: impl Iterator<Item = u32>) -> Vec<(u32, u8)> {
    let mut used: Vec<u32> = used.collect();
    used.sort_unstable();
    used.dedup();
    used.sort_by(|a, b| side.counts[*b as usize].total_cmp(&side.counts[*a as usize]).then(a.cmp(b)));
    used.truncate(WORDS);
    let total: f64 = side.counts.iter().sum();
    let byte = |n: u32| (-(side.counts[n as usize] / total).log2() / 0.1).round().clamp(0.0, 255.0) as u8;
    let mut out: Vec<(u32, u8)> = used.into_iter().map(|n| (side.stems[n as usize], byte(n))).collect();
    out.sort_unstable();
    out
}

fn write(english: &[(u32, u8)], french: &[(u32, u8)], rows: &[Vec<(u16, u8, u8)>]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let word = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    let entries: usize = rows.iter().map(Vec::len).sum();
    for n in [english.len(), french.len(), entries] {
        out.extend(word(n));
    }
    for side in [english, french] {
        out.extend(side.iter().flat_map(|w| w.0.to_le_bytes()));
        out.extend(side.iter().map(|w| w.1));
    }
    let mut start = 0;
    out.extend(word(0));
    for row in rows {
        start += row.len();
        out.extend(word(start));
    }
    for row in rows {
        let mut row = row.clone();
        row.sort_unstable();
        out.extend(row.iter().flat_map(|(f, a, b)| [f.to_le_bytes()[0], f.to_le_bytes()[1], *a, *b]));
    }
    out
}
