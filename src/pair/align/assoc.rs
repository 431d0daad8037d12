//! How strongly each word of one side points at each sentence of the other.
//!
//! Evidence is the lexicon, cognates and equal numbers, and what the texts themselves teach: words
//! that keep turning up in aligned sentences. Everything is per word type, so a text of a thousand
//! sentences costs a few thousand short lists.

use super::{Bead, Languages, Unit};
use crate::pair::lexicon::Lexicon;
use crate::pair::words::Word;
use rustc_hash::FxHashMap;

/// Chance given to words that are spelt alike.
const SAME: f32 = 0.6;
/// Chance given to words that begin with the same five letters.
const COGNATE: f32 = 0.25;
/// Chance of a word that the lexicon does not know in running text.
const UNKNOWN: f32 = 2e-5;

/// One side's word types and where they occur.
pub(super) struct Side {
    /// Type of each word of each sentence.
    pub units: Vec<Vec<u32>>,
    /// One word of each type.
    types: Vec<Word>,
    /// Sentences each type occurs in, ascending, and how often.
    places: Vec<Vec<(u32, f32)>>,
    /// Chance of each type in running text.
    pub chance: Vec<f32>,
    /// Number in the lexicon.
    lexical: Vec<Option<u16>>,
}

impl Side {
    fn new(units: &[Unit], number: impl Fn(u32) -> Option<(u16, f32)>) -> Self {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mut side = Self {
            units: Vec::new(),
            types: Vec::new(),
            places: Vec::new(),
            chance: Vec::new(),
            lexical: Vec::new(),
        };
        let mut total = 0.0f32;
        let mut counts: Vec<f32> = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let mut list = Vec::with_capacity(unit.words.len());
            for word in &unit.words {
                let next = u32::try_from(side.types.len()).unwrap_or(u32::MAX);
                let id = *numbers.entry(word.stem).or_insert(next);
                if id == next {
                    side.types.push(*word);
                    side.places.push(Vec::new());
                    counts.push(0.0);
                }
                let i = id as usize;
                match side.places[i].last_mut() {
                    Some(last) if last.0 == at => last.1 += 1.0,
                    _ => side.places[i].push((at, 1.0)),
                }
                counts[i] += 1.0;
                total += 1.0;
                list.push(id);
            }
            side.units.push(list);
        }
        for (word, count) in side.types.iter().zip(&counts) {
            let known = number(word.stem);
            side.lexical.push(known.map(|k| k.0));
            // A name that the text keeps repeating tells little about where it stands.
            side.chance.push(0.5 * known.map_or(UNKNOWN, |k| k.1) + 0.5 * count / total.max(200.0));
        }
        side
    }
}

/// Both sides and, for each type, the other side's sentences it points at with what strength.
pub(super) struct Association {
    pub source: Side,
    pub target: Side,
    /// For each source type: (target sentence, chance), ascending.
    pub from_source: Vec<Vec<(u32, f32)>>,
    /// For each target type: (source sentence, chance), ascending.
    pub from_target: Vec<Vec<(u32, f32)>>,
    /// Pairs of types.
    links: Vec<Link>,
}

/// A pair of types: source, target, chance of the target's given the source's, and back.
type Link = (u32, u32, f32, f32);

impl Association {
    pub(super) fn new(source: &[Unit], target: &[Unit], languages: Languages) -> Self {
        let lexicon = Lexicon::shipped();
        let vocabulary = |french: bool| {
            let v = if french { &lexicon.french } else { &lexicon.english };
            move |stem: u32| v.number(stem).map(|n| (n, v.chance(n)))
        };
        let (source, target) = match languages {
            Languages::EnglishFrench => {
                (Side::new(source, vocabulary(false)), Side::new(target, vocabulary(true)))
            }
            Languages::FrenchEnglish => {
                (Side::new(source, vocabulary(true)), Side::new(target, vocabulary(false)))
            }
            Languages::Other => (Side::new(source, |_| None), Side::new(target, |_| None)),
        };
        let mut links = lexical(&source, &target, languages, lexicon);
        cognates(&source, &target, &mut links);
        let mut out = Self {
            source,
            target,
            from_source: Vec::new(),
            from_target: Vec::new(),
            links: strongest(links),
        };
        out.point();
        out
    }

    /// Fills the lists of sentences from the pairs of types, which are in order of the source's.
    fn point(&mut self) {
        let mut sums = Sums { all: vec![0.0; self.target.units.len()], touched: Vec::new() };
        let mut lists = vec![Vec::new(); self.source.types.len()];
        for group in self.links.chunk_by(|a, b| a.0 == b.0) {
            let places = |l: &Link| (&self.target.places[l.1 as usize][..], l.3);
            lists[group[0].0 as usize] = sums.gather(group.iter().map(places));
        }
        self.from_source = lists;
        let links = by_target(&self.links, self.target.types.len());
        sums.all.resize(self.source.units.len().max(sums.all.len()), 0.0);
        let mut lists = vec![Vec::new(); self.target.types.len()];
        for group in links.chunk_by(|a, b| a.1 == b.1) {
            let places = |l: &Link| (&self.source.places[l.0 as usize][..], l.2);
            lists[group[0].1 as usize] = sums.gather(group.iter().map(places));
        }
        self.from_target = lists;
    }

    /// Learns from a first alignment: types that share beads far more often than chance would have it.
    pub(super) fn learn(&mut self, beads: &[Bead]) {
        let mut together: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        let mut counts: (FxHashMap<u32, f32>, FxHashMap<u32, f32>) = Default::default();
        for bead in beads.iter().filter(|b| b.score > 0.0) {
            let types = |side: &Side, range: &std::ops::Range<usize>| {
                let mut list: Vec<u32> = side.units.get(range.clone()).unwrap_or(&[]).concat();
                list.sort_unstable();
                list.dedup();
                list.retain(|t| side.chance[*t as usize] < 0.01);
                list
            };
            let (s, t) = (types(&self.source, &bead.source), types(&self.target, &bead.target));
            for x in &s {
                *counts.0.entry(*x).or_default() += 1.0;
            }
            for y in &t {
                *counts.1.entry(*y).or_default() += 1.0;
                for x in &s {
                    *together.entry((*x, *y)).or_default() += 1.0;
                }
            }
        }
        for ((s, t), c) in together {
            let (a, b) = (counts.0.get(&s).copied().unwrap_or(c), counts.1.get(&t).copied().unwrap_or(c));
            let dice = 2.0 * c / (a + b);
            if c >= 2.0 && dice >= 0.4 {
                let trust = 0.7 * dice * (1.0 - 1.0 / c);
                self.links.push((s, t, trust * c / a, trust * c / b));
            }
        }
        self.links = strongest(std::mem::take(&mut self.links));
        self.point();
    }
}

/// Pairs that the lexicon knows.
fn lexical(source: &Side, target: &Side, languages: Languages, lexicon: &Lexicon) -> Vec<Link> {
    let (english, french, flip) = match languages {
        Languages::EnglishFrench => (source, target, false),
        Languages::FrenchEnglish => (target, source, true),
        Languages::Other => return Vec::new(),
    };
    let mut by_number: FxHashMap<u16, u32> = FxHashMap::default();
    for (id, number) in french.lexical.iter().enumerate() {
        if let (Some(number), Ok(id)) = (number, u32::try_from(id)) {
            by_number.insert(*number, id);
        }
    }
    let mut out = Vec::new();
    for (id, number) in english.lexical.iter().enumerate() {
        let (Some(number), Ok(id)) = (number, u32::try_from(id)) else { continue };
        for entry in lexicon.translations(*number) {
            if let Some(f) = by_number.get(&entry.french) {
                out.push(if flip {
                    (*f, id, entry.to_english, entry.to_french)
                } else {
                    (id, *f, entry.to_french, entry.to_english)
                });
            }
        }
    }
    out
}

/// Pairs spelt alike, or beginning alike.
fn cognates(source: &Side, target: &Side, out: &mut Vec<Link>) {
    let mut stems: FxHashMap<u32, u32> = FxHashMap::default();
    let mut roots: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (id, word) in (0u32..).zip(&target.types) {
        stems.insert(word.stem, id);
        if word.root != 0 {
            roots.entry(word.root).or_default().push(id);
        }
    }
    for (id, word) in (0u32..).zip(&source.types) {
        if let Some(same) = stems.get(&word.stem) {
            out.push((id, *same, SAME, SAME));
        }
        for like in roots.get(&word.root).into_iter().flatten().filter(|_| word.root != 0) {
            out.push((id, *like, COGNATE, COGNATE));
        }
    }
}

/// The links in order of the target's types, and for each of those in the order given.
fn by_target(links: &[Link], types: usize) -> Vec<Link> {
    let mut next = vec![0usize; types + 1];
    for link in links {
        next[link.1 as usize + 1] += 1;
    }
    for i in 1..next.len() {
        next[i] += next[i - 1];
    }
    let mut out = vec![(0, 0, 0.0, 0.0); links.len()];
    for link in links {
        let place = &mut next[link.1 as usize];
        out[*place] = *link;
        *place += 1;
    }
    out
}

/// Each pair of types once, with the greater chances.
fn strongest(mut links: Vec<Link>) -> Vec<Link> {
    links.sort_unstable_by_key(|l| (l.0, l.1));
    links.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 = kept.2.max(next.2);
            kept.3 = kept.3.max(next.3);
        }
        same
    });
    links
}

/// Chances added up by sentence.
struct Sums {
    /// One for each sentence; nought between two lists.
    all: Vec<f32>,
    touched: Vec<u32>,
}

impl Sums {
    /// One list of (sentence, chance), ascending, from lists of places and what each is worth.
    fn gather<'a>(&mut self, lists: impl Iterator<Item = (&'a [(u32, f32)], f32)>) -> Vec<(u32, f32)> {
        for (places, worth) in lists {
            for (at, times) in places {
                let sum = &mut self.all[*at as usize];
                if *sum == 0.0 {
                    self.touched.push(*at);
                }
                *sum += times * worth;
            }
        }
        // Where much was touched it is quicker to go through everything than to sort.
        if self.touched.len() * 16 > self.all.len() {
            self.touched.clear();
            let all = self.all.iter_mut().zip(0u32..).filter(|(sum, _)| **sum != 0.0);
            return all.map(|(sum, at)| (at, std::mem::take(sum))).collect();
        }
        if !self.touched.is_sorted() {
            self.touched.sort_unstable();
        }
        let take = |at: u32| (at, std::mem::take(&mut self.all[at as usize]));
        self.touched.drain(..).map(take).collect()
    }
}
