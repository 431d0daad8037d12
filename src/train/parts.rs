//! The classes of words in each language: put together by exchange, word by word, so that the classes of two
//! neighbours say most about each other (the mutual information of class bigrams).

use super::planted::sentences;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use visavis::language::parts::{self, CLASSES, PROBES, SLOTS};
use visavis::language::token::{self, Case, Gap, Token};

/// Words of each language that have a class; the commonest.
const VOCABULARY: usize = 6_000;
/// Times that every word looks for a better class.
const ROUNDS: usize = 15;
/// Words that share an ending, at least, for it to have a class.
const ALIKE: u32 = 3;

/// The classes, and those of what stands between clauses and of rare words, which never change.
const LEARNT: usize = CLASSES as usize;
const ALL: usize = LEARNT + 2;

/// The runs of words without punctuation, as keys, and what is known of each word.
struct Texts {
    runs: Vec<Vec<u64>>,
    /// How often each word occurs.
    counts: HashMap<u64, u64>,
    /// The endings of words in small letters that are no function words.
    endings: BTreeMap<u64, [u64; 2]>,
}

impl Texts {
    fn read(paths: &[String], language: &str) -> Result<Self, String> {
        let mut texts = Self { runs: Vec::new(), counts: HashMap::new(), endings: BTreeMap::new() };
        let mut tokens = Vec::new();
        sentences(paths, |tag, _, line| {
            if tag == language {
                tokens.clear();
                token::tokenize(line, 0, line.len(), Gap::Block, &mut tokens);
                texts.add(line, &tokens);
            }
        })?;
        Ok(texts)
    }

    fn add(&mut self, line: &str, tokens: &[Token]) {
        let mut run = Vec::new();
        for t in tokens {
            if t.gap > Gap::Word && !run.is_empty() {
                self.runs.push(std::mem::take(&mut run));
            }
            let key = parts::key(t);
            *self.counts.entry(key).or_default() += 1;
            run.push(key);
            let lists = visavis::language::model::word(line, t).lists;
            let function = [visavis::language::Language::French, visavis::language::Language::English]
                .into_iter()
                .any(|l| lists.function_word(l));
            if t.is_word() && t.case == Case::Lower && !function {
                self.endings.entry(key).or_insert_with(|| parts::endings(t));
            }
        }
        self.runs.push(run);
    }

    /// The commonest words, commonest first.
    fn vocabulary(&self) -> Vec<u64> {
        let common = self.counts.iter().filter(|(_, count)| **count > 1);
        let mut words: Vec<(u64, u64)> = common.map(|(key, count)| (*count, *key)).collect();
        words.sort_unstable_by(|a, b| b.cmp(a));
        words.truncate(VOCABULARY);
        words.into_iter().map(|w| w.1).collect()
    }
}

/// Words, by their place in the vocabulary, and how often each stands beside each.
struct Neighbours {
    right: Vec<Vec<(usize, i64)>>,
    left: Vec<Vec<(usize, i64)>>,
}

impl Neighbours {
    fn count(texts: &Texts, vocabulary: &[u64]) -> Self {
        let places: HashMap<u64, usize> = vocabulary.iter().enumerate().map(|(i, k)| (*k, i)).collect();
        let (edge, rare) = (vocabulary.len(), vocabulary.len() + 1);
        let mut pairs: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        for run in &texts.runs {
            let mut before = edge;
            for place in run.iter().map(|k| places.get(k).copied().unwrap_or(rare)).chain([edge]) {
                *pairs.entry((before, place)).or_default() += 1;
                before = place;
            }
        }
        let mut out = Self { right: vec![Vec::new(); rare + 1], left: vec![Vec::new(); rare + 1] };
        for ((a, b), count) in pairs {
            out.right[a].push((b, count));
            out.left[b].push((a, count));
        }
        out
    }
}

/// How often a word stands before and behind words of each class, and beside itself.
struct Beside {
    right: Vec<i64>,
    left: Vec<i64>,
    itself: i64,
    /// The classes that it stands beside.
    met: Vec<usize>,
    sums: (i64, i64),
}

/// The exchange: the class of every word, and how often classes stand side by side.
struct Exchange {
    classes: Vec<usize>,
    pairs: Vec<i64>,
    first: Vec<i64>,
    second: Vec<i64>,
}

/// x log x.
fn weight(count: i64) -> f64 {
    if count > 0 { count as f64 * (count as f64).ln() } else { 0.0 }
}

impl Exchange {
    /// Every word in a class, by its rank.
    fn new(neighbours: &Neighbours) -> Self {
        let words = neighbours.right.len() - 2;
        let mut classes: Vec<usize> = (0..words).map(|i| i % LEARNT).collect();
        classes.extend([LEARNT, LEARNT + 1]);
        let mut out = Self { classes, pairs: vec![0; ALL * ALL], first: vec![0; ALL], second: vec![0; ALL] };
        for (a, list) in neighbours.right.iter().enumerate() {
            for (b, count) in list {
                let (a, b) = (out.classes[a], out.classes[*b]);
                out.pairs[a * ALL + b] += count;
                out.first[a] += count;
                out.second[b] += count;
            }
        }
        out
    }

    fn beside(&self, neighbours: &Neighbours, word: usize) -> Beside {
        let (mut right, mut left, mut itself) = (vec![0; ALL], vec![0; ALL], 0);
        let (mut sums, all) = ((0, 0), &self.classes);
        for (other, count) in &neighbours.right[word] {
            sums.0 += count;
            let slot = if *other == word { &mut itself } else { &mut right[all[*other]] };
            *slot += count;
        }
        for (other, count) in &neighbours.left[word] {
            sums.1 += count;
            if *other != word {
                left[all[*other]] += count;
            }
        }
        let met = (0..ALL).filter(|c| right[*c] > 0 || left[*c] > 0).collect();
        Beside { right, left, itself, met, sums }
    }

    /// Takes a word into `class`, or out of it where `sign` is -1.
    fn change(&mut self, class: usize, beside: &Beside, sign: i64) {
        for other in &beside.met {
            self.pairs[class * ALL + other] += sign * beside.right[*other];
            self.pairs[other * ALL + class] += sign * beside.left[*other];
        }
        self.pairs[class * ALL + class] += sign * beside.itself;
        self.first[class] += sign * beside.sums.0;
        self.second[class] += sign * beside.sums.1;
    }

    /// What the word would add in `class`.
    fn gain(&self, class: usize, beside: &Beside) -> f64 {
        let grows = |count: i64, by: i64| weight(count + by) - weight(count);
        let mut gain = 0.0;
        for &other in beside.met.iter().filter(|c| **c != class) {
            gain += grows(self.pairs[class * ALL + other], beside.right[other]);
            gain += grows(self.pairs[other * ALL + class], beside.left[other]);
        }
        let own = beside.right[class] + beside.left[class] + beside.itself;
        gain += grows(self.pairs[class * ALL + class], own);
        gain - grows(self.first[class], beside.sums.0) - grows(self.second[class], beside.sums.1)
    }

    fn round(&mut self, neighbours: &Neighbours) {
        for word in 0..self.classes.len() - 2 {
            let beside = self.beside(neighbours, word);
            self.change(self.classes[word], &beside, -1);
            let mut best = (f64::MIN, self.classes[word]);
            for class in 0..LEARNT {
                let gain = self.gain(class, &beside);
                // No difference that rounding could make.
                if gain > best.0 + 1e-6 {
                    best = (gain, class);
                }
            }
            self.change(best.1, &beside, 1);
            self.classes[word] = best.1;
        }
    }
}

/// The classes of the endings of `words`: the commonest among the words that have them.
fn of_endings(texts: &Texts, words: &[(u64, u8)]) -> Vec<(u64, u8)> {
    let mut counts: BTreeMap<u64, BTreeMap<u8, u32>> = BTreeMap::new();
    for (key, class) in words {
        for ending in texts.endings.get(key).into_iter().flatten() {
            *counts.entry(*ending).or_default().entry(*class).or_default() += 1;
        }
    }
    let most = |classes: &BTreeMap<u8, u32>| {
        classes.iter().max_by_key(|(class, n)| (**n, std::cmp::Reverse(**class))).map(|(class, _)| *class)
    };
    let common = counts.iter().filter(|(_, classes)| classes.values().sum::<u32>() >= ALIKE);
    common.filter_map(|(ending, classes)| Some((*ending, most(classes)?))).collect()
}

/// Puts words into slots, those that come first first; says how many found none.
fn table(words: impl Iterator<Item = (u64, u8)>) -> (Vec<u8>, usize) {
    let (mut slots, mut met, mut lost) = (vec![0u16; SLOTS], BTreeSet::new(), 0);
    for (key, class) in words.filter(|(key, _)| met.insert(*key)) {
        let (first, held) = parts::slot(key, class);
        let free = (0..PROBES).map(|p| (first + p) % SLOTS).find(|at| slots[*at] == 0);
        lost += usize::from(free.is_none());
        free.into_iter().for_each(|at| slots[at] = held);
    }
    (slots.into_iter().flat_map(u16::to_le_bytes).collect(), lost)
}

/// The table of classes, French first.
///
/// # Errors
/// Says which file could not be read.
pub fn learn(paths: &[String]) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    for language in ["fr", "en"] {
        let texts = Texts::read(paths, language)?;
        let vocabulary = texts.vocabulary();
        let neighbours = Neighbours::count(&texts, &vocabulary);
        let mut exchange = Exchange::new(&neighbours);
        (0..ROUNDS).for_each(|_| exchange.round(&neighbours));
        let words: Vec<(u64, u8)> =
            vocabulary.iter().zip(&exchange.classes).map(|(k, c)| (*k, *c as u8)).collect();
        let endings = of_endings(&texts, &words);
        let (slots, lost) = table(words.iter().copied().chain(endings.iter().copied()));
        eprintln!("{language}: {} words and {} endings in classes, {lost} lost", words.len(), endings.len());
        out.extend(slots);
    }
    Ok(out)
}
