//! `train language`: the French/English model, by logistic regression over random windows of words.
//!
//! Text comes as lines of `language<TAB>source<TAB>sentence`. A sample is a window of 1 to 10 words;
//! languages take turns, sources weigh by the square root of their size so that none drowns the
//! others, and a quarter of the windows lose their accents, as capitals and hurried typing do.

use std::collections::HashMap;
use visavis::language::Language;
use visavis::language::features::{self, UNIT, WEIGHTS};
use visavis::language::token::{self, Gap};

/// Windows read in training.
const SAMPLES: usize = 8_000_000;
/// Chance of a window of 1, 2, … 10 words, in percent.
const LENGTHS: [u64; 10] = [22, 24, 20, 12, 7, 5, 3, 3, 2, 2];
/// Percent of the windows whose accents are dropped.
const UNACCENTED: u64 = 25;
/// Percent of the windows that begin where their sentence does.
const AT_START: u64 = 35;
/// Percent of the samples that are single words of a dictionary (sources named `words…`). Those named `edges…`
/// teach where stretches end, not what words are written in.
const DICTIONARY: u64 = 12;
/// Step size of Adagrad.
const RATE: f32 = 0.08;
/// Shrinkage of every weight touched, relative to its gradient step.
const DECAY: f32 = 2e-6;

/// One sentence as the model sees it, with and without accents.
struct Text {
    words: Vec<Word>,
    plain: Vec<Word>,
}

/// A word: its number in [`Lexicon`], how much of it counts, and its features with the word before, if
/// they touch.
#[derive(Clone, Copy)]
struct Word {
    id: u32,
    share: f32,
    pair: [u32; 4],
    pairs: usize,
}

impl Word {
    fn beside(&self) -> &[u32] {
        &self.pair[..self.pairs]
    }
}

/// The features of every word met, by its key.
#[derive(Default)]
struct Lexicon {
    ids: HashMap<u64, u32>,
    features: Vec<Vec<u32>>,
}

impl Lexicon {
    fn words(&mut self, text: &str) -> Vec<Word> {
        let mut tokens = Vec::new();
        token::tokenize(text, 0, text.len(), Gap::Block, &mut tokens);
        let mut out = Vec::with_capacity(tokens.len());
        for (at, t) in tokens.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|i| tokens.get(i));
            let share = features::share(t, before, tokens.get(at + 1)) as f32 / 16.0;
            let id = self.id(text.get(t.start..t.end).unwrap_or(""), t.key);
            let mut word = Word { id, share, pair: [0; 4], pairs: 0 };
            if let Some(p) = before.filter(|p| p.is_word() && t.gap <= Gap::Word) {
                features::pair_features(p, t, |index| {
                    word.pair[word.pairs] = index as u32;
                    word.pairs += 1;
                });
            }
            out.push(word);
        }
        out
    }

    fn id(&mut self, word: &str, key: u64) -> u32 {
        let next = self.features.len() as u32;
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            let mut list = Vec::new();
            // What is no word has a place in a window, and says nothing itself.
            if key != 0 {
                features::word_features(word, key, |i| list.push(i as u32));
            }
            self.features.push(list);
        }
        id
    }
}

/// The sentences of one source in one language.
#[derive(Default)]
struct Source {
    texts: Vec<Text>,
    weight: f64,
}

/// `text` without its accents.
fn unaccented(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let folded = text.replace('œ', "oe").replace('Œ', "OE").replace('æ', "ae");
    folded.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

/// A small generator with a fixed seed: splitmix64.
pub struct Random(pub u64);

impl Random {
    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % n.max(1)
    }
}

/// Sources by language, in the order of their names.
type Corpus = [Vec<Source>; 2];

fn read(paths: &[String], lexicon: &mut Lexicon) -> Result<Corpus, String> {
    let mut sources: std::collections::BTreeMap<(Language, String), Source> = Default::default();
    let mut corpus = Corpus::default();
    let nothing = lexicon.id("", 0);
    for path in paths {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        for line in text.lines() {
            let mut fields = line.splitn(3, '\t');
            let (Some(language), Some(source), Some(sentence)) =
                (fields.next(), fields.next(), fields.next())
            else {
                return Err(format!("{path}: a line is not `language<TAB>source<TAB>text`"));
            };
            let Some(language) = Language::from_tag(language) else { continue };
            // Of text full of names, only what stands beside what is of use.
            if source.starts_with("edges") {
                continue;
            }
            let words = lexicon.words(sentence);
            let plain = lexicon.words(&unaccented(sentence));
            if words.iter().any(|w| w.id != nothing) {
                let entry = sources.entry((language, source.to_owned())).or_default();
                entry.texts.push(Text { words, plain });
            }
        }
    }
    for ((language, name), mut source) in sources {
        let size: usize = source.texts.iter().map(|t| t.words.len()).sum();
        source.weight = if name.starts_with("words") { 0.0 } else { (size as f64).sqrt() };
        eprintln!("{} {name}: {} texts, {size} words", language.code(), source.texts.len());
        corpus[usize::from(language == Language::English)].push(source);
    }
    Ok(corpus)
}

/// Picks a source: a dictionary now and then, else by weight.
fn pick<'a>(sources: &'a [Source], random: &mut Random) -> Option<&'a Source> {
    let dictionaries = || sources.iter().filter(|s| s.weight == 0.0);
    let count = dictionaries().count() as u64;
    if count > 0 && random.below(100) < DICTIONARY {
        return dictionaries().nth(random.below(count) as usize);
    }
    let total: f64 = sources.iter().map(|s| s.weight).sum();
    let mut at = random.below(1 << 32) as f64 / (1u64 << 32) as f64 * total;
    for source in sources.iter().filter(|s| s.weight > 0.0) {
        at -= source.weight;
        if at <= 0.0 {
            return Some(source);
        }
    }
    sources.last()
}

/// A random window of a random text of `source`.
fn window<'a>(source: &'a Source, random: &mut Random) -> &'a [Word] {
    let Some(text) = source.texts.get(random.below(source.texts.len() as u64) as usize) else { return &[] };
    let words = if random.below(100) < UNACCENTED { &text.plain } else { &text.words };
    let mut draw = random.below(100);
    let length = LENGTHS
        .iter()
        .take_while(|&&p| {
            if draw < p {
                false
            } else {
                draw -= p;
                true
            }
        })
        .count()
        + 1;
    let last = words.len().saturating_sub(length);
    let start = if random.below(100) < AT_START { 0 } else { random.below(last as u64 + 1) as usize };
    words.get(start..(start + length).min(words.len())).unwrap_or(&[])
}

/// Adagrad: weights and the running sums of their squared gradients.
struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Learner {
    fn score(&self, window: &[Word], lexicon: &Lexicon) -> f32 {
        let sum = |list: &[u32]| list.iter().map(|i| self.weights[*i as usize]).sum::<f32>();
        let words: f32 = window.iter().map(|w| w.share * sum(&lexicon.features[w.id as usize])).sum();
        words + window.iter().skip(1).map(|w| sum(w.beside())).sum::<f32>()
    }

    fn step(&mut self, list: &[u32], gradient: f32, rate: f32) {
        for i in list.iter().map(|i| *i as usize) {
            self.squares[i] += gradient * gradient;
            let step = rate * gradient / (self.squares[i] + 1e-3).sqrt();
            self.weights[i] += step - DECAY * self.weights[i];
        }
    }

    fn learn(&mut self, window: &[Word], french: f32, lexicon: &Lexicon, rate: f32) -> f32 {
        let wanted = 1.0 / (1.0 + (-self.score(window, lexicon)).exp());
        let gradient = french - wanted;
        for word in window {
            self.step(&lexicon.features[word.id as usize], gradient * word.share, rate);
        }
        for word in window.iter().skip(1) {
            self.step(word.beside(), gradient, rate);
        }
        let right = if french > 0.5 { wanted } else { 1.0 - wanted };
        -right.max(1e-6).ln()
    }
}

fn train(corpus: &Corpus, lexicon: &Lexicon) -> Vec<f32> {
    let mut learner = Learner { weights: vec![0.0; WEIGHTS], squares: vec![0.0; WEIGHTS] };
    let mut random = Random(5);
    let mut loss = 0.0f64;
    for step in 0..SAMPLES {
        let side = step % 2;
        let Some(source) = pick(&corpus[side], &mut random) else { continue };
        let window = window(source, &mut random);
        let rate = RATE * (1.0 - step as f32 / SAMPLES as f32).max(0.02);
        let french = if side == 0 { 1.0 } else { 0.0 };
        loss += f64::from(learner.learn(window, french, lexicon, rate));
        if (step + 1) % 1_000_000 == 0 {
            eprintln!("{} M windows, loss {:.4}", (step + 1) / 1_000_000, loss / 1e6);
            loss = 0.0;
        }
    }
    learner.weights
}

/// Trains on `args` (the table to write, then the texts) and writes the table.
///
/// # Errors
/// Says which file could not be read or written.
pub fn run(args: &[String]) -> Result<(), String> {
    let Some((out, paths)) = args.split_first().filter(|(_, p)| !p.is_empty()) else {
        return Err("usage: train language OUT.bin TEXT.tsv…".to_owned());
    };
    let mut lexicon = Lexicon::default();
    let corpus = read(paths, &mut lexicon)?;
    let weights = train(&corpus, &lexicon);
    let small = |w: f32| (w * UNIT as f32).round().clamp(-127.0, 127.0) as i8;
    let mut table: Vec<i8> = weights.into_iter().map(small).collect();
    let parts = super::parts::learn(paths)?;
    let edges = super::edges::learn(paths, &table, &parts)?;
    table.extend(edges.into_iter().map(small));
    let clipped = table.iter().filter(|w| w.unsigned_abs() == 127).count();
    eprintln!("{clipped} of {} weights clipped", table.len());
    let table: Vec<u8> = table.into_iter().map(i8::cast_unsigned).chain(parts).collect();
    std::fs::write(out, table).map_err(|e| format!("{out}: {e}"))
}
