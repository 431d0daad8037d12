//! How strongly each word of one side points at each sentence of the other.
//!
//! Evidence is the lexicon, cognates and equal numbers, and what the texts themselves teach: words
//! that keep turning up in aligned sentences. Everything is per word type, so a text of a thousand
//! sentences costs a few thousand short lists.

use super::points::Points;
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
    /// Sentences each type occurs in, and how often.
    places: Points,
    /// Chance of each type in running text.
    pub chance: Vec<f32>,
    /// Number in the lexicon.
    lexical: Vec<Option<u16>>,
    /// Whether the lexicon has met each type often enough to know its translations.
    pub known: Vec<bool>,
}

impl Side {
    fn new(units: &[Unit], number: impl Fn(u32) -> Option<(u16, f32)>) -> Self {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mut side = Self {
            units: Vec::new(),
            types: Vec::new(),
            places: Points::default(),
            chance: Vec::new(),
            lexical: Vec::new(),
            known: Vec::new(),
        };
        let mut total = 0.0f32;
        let mut counts: Vec<f32> = Vec::new();
        for unit in units {
            let mut list = Vec::with_capacity(unit.words.len());
            for word in &unit.words {
                let next = u32::try_from(side.types.len()).unwrap_or(u32::MAX);
                let id = *numbers.entry(word.stem).or_insert(next);
                if id == next {
                    side.types.push(*word);
                    counts.push(0.0);
                }
                counts[id as usize] += 1.0;
                total += 1.0;
                list.push(id);
            }
            side.units.push(list);
        }
        side.places = Points::places(&side.units, side.types.len());
        for (word, count) in side.types.iter().zip(&counts) {
            let known = number(word.stem);
            side.lexical.push(known.map(|k| k.0));
            side.known.push(known.is_some_and(|k| k.1 >= UNKNOWN));
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
    /// For each source type the target sentences it points at, with the chance of each.
    pub from_source: Points,
    /// For each target type the source sentences.
    pub from_target: Points,
    /// Pairs of types.
    links: Vec<Link>,
}

/// A pair of types: source, target, chance of the target's given the source's, and back.
pub(super) type Link = (u32, u32, f32, f32);

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
        let types = (source.types.len(), target.types.len());
        let (from_source, from_target) = Default::default();
        let mut out = Self { source, target, from_source, from_target, links: strongest(links, types) };
        out.point();
        out
    }

    /// Fills the lists of sentences from the pairs of types, which are in order of the source's.
    fn point(&mut self) {
        let (source, target) = (&self.source, &self.target);
        let sizes = (source.types.len(), target.units.len());
        let places = |l: &Link| (target.places.of(l.1), l.3);
        self.from_source = Points::gather(sizes, &self.links, |l| l.0, places);
        let links = in_order(&self.links, target.types.len(), |l| l.1);
        let sizes = (target.types.len(), source.units.len());
        let places = |l: &Link| (source.places.of(l.0), l.2);
        self.from_target = Points::gather(sizes, &links, |l| l.1, places);
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
        let types = (self.source.types.len(), self.target.types.len());
        self.links = strongest(std::mem::take(&mut self.links), types);
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
    // Of the words that may translate one, few stand on the page: a bit each tells most that do not.
    let mut stands = vec![0u64; 1 << 10];
    for (id, number) in french.lexical.iter().enumerate() {
        if let (Some(number), Ok(id)) = (number, u32::try_from(id)) {
            by_number.insert(*number, id);
            stands[usize::from(number / 64)] |= 1 << (number % 64);
        }
    }
    let stands = |number: u16| stands[usize::from(number / 64)] >> (number % 64) & 1 != 0;
    let mut out = Vec::new();
    for (id, number) in english.lexical.iter().enumerate() {
        let (Some(number), Ok(id)) = (number, u32::try_from(id)) else { continue };
        for entry in lexicon.translations_among(*number, stands) {
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

/// The links in order of the type that `end` gives, of `types`, and for each of those in the order given.
fn in_order(links: &[Link], types: usize, end: impl Fn(&Link) -> u32) -> Vec<Link> {
    let mut next = vec![0usize; types + 1];
    for link in links {
        next[end(link) as usize + 1] += 1;
    }
    for i in 1..next.len() {
        next[i] += next[i - 1];
    }
    let mut out = vec![(0, 0, 0.0, 0.0); links.len()];
    for link in links {
        let place = &mut next[end(link) as usize];
        out[*place] = *link;
        *place += 1;
    }
    out
}

/// Each pair of types once, with the greater chances, in order; `types` are how many each side has.
fn strongest(links: Vec<Link>, types: (usize, usize)) -> Vec<Link> {
    let mut links = in_order(&in_order(&links, types.1, |l| l.1), types.0, |l| l.0);
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
