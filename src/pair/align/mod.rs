//! Alignment of sentences: which sentences of one text translate which of the other.
//!
//! Beads (groups of sentences that translate each other) are scored by how much better the words of
//! each side are explained by the other side than by chance (IBM model 1 likelihood ratios over the
//! lexicon, cognates and numbers), by length, and by a prior on their shape; the best chain is found
//! by dynamic programming near a rough path, twice: the second time with what the first one taught.

mod assoc;
mod band;
mod blocks;
mod dp;
mod gaps;
pub mod items;
mod markdown;
mod moved;
mod points;
mod rough;
mod texts;
mod window;

pub use markdown::{Alignment, BlockLink, Link, align};

use super::words::{Endings, Word};
use std::ops::Range;

/// The languages of the two sides, as far as the lexicon goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages {
    /// From English to French.
    EnglishFrench,
    /// From French to English.
    FrenchEnglish,
    /// Any others.
    Other,
}

impl Languages {
    /// The languages of two sides.
    #[must_use]
    pub fn of(source: Endings, target: Endings) -> Self {
        match (source, target) {
            (Endings::English, Endings::French) => Self::EnglishFrench,
            (Endings::French, Endings::English) => Self::FrenchEnglish,
            _ => Self::Other,
        }
    }
}

/// A sentence, as alignment sees it.
#[derive(Debug, Clone, Default)]
pub struct Unit {
    /// Its words.
    pub words: Vec<Word>,
    /// Its length in characters.
    pub length: f32,
    /// Number of its paragraph.
    pub paragraph: u32,
    /// Bits: it ends in `?`, in `!`, it holds quotation marks or a dash of dialogue.
    pub marks: u8,
}

/// Sentences that translate each other; one side may be empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Sentences of the source.
    pub source: Range<usize>,
    /// Sentences of the target.
    pub target: Range<usize>,
    /// Natural-log likelihood ratio of translation over chance; 0 where a side is empty.
    pub score: f32,
    /// Whether the order of the two sides differs here.
    pub moved: bool,
}

impl Bead {
    /// A bead in its place.
    fn new(source: Range<usize>, target: Range<usize>, score: f32) -> Self {
        Self { source, target, score, moved: false }
    }

    /// How sure it is that the two sides translate each other, 0 to 1.
    #[must_use]
    pub fn sureness(&self) -> f32 {
        markdown::sureness(self.score, 12.0 * (self.source.len() + self.target.len()) as f32)
    }
}

/// A sentence of a plain list.
#[must_use]
pub fn list_unit(text: &str, endings: Endings, paragraph: u32) -> Unit {
    let length = text.chars().count() as f32;
    Unit { words: super::words::words(text, endings), length, paragraph, marks: items::marks(text) }
}

/// Weights in nats unless said otherwise, fitted on novels with manual alignment.
#[derive(Debug, Clone)]
pub struct Params {
    /// Share of a word's chance that the other side does not have to explain.
    pub unexplained: f32,
    /// Least likelihood ratio of a word: what one unexplained word can cost at most.
    pub floor: f32,
    /// The same for a word that the lexicon hardly knows: that it explains nothing says little.
    pub strange: f32,
    /// Most a single word can earn.
    pub ceiling: f32,
    /// Words added to the length of the other side, the empty word among them.
    pub smooth: f32,
    /// Weight of the squared deviation of lengths.
    pub length: f32,
    /// Variance of the length in characters for each character (Gale and Church measured 6.8).
    pub spread: f32,
    /// Most that the squared deviation counts.
    pub most: f32,
    /// What an equal final mark (`?`, `!`, `:`) earns.
    pub mark: f32,
    /// What crossing the edge of a paragraph inside a bead costs.
    pub cross: f32,
    /// What two paragraphs that begin together earn.
    pub edge: f32,
    /// What a sentence without counterpart costs.
    pub skip: f32,
    /// What each further one in the same bead costs.
    pub skip_more: f32,
    /// What a bead of one and two costs.
    pub two: f32,
    /// What each sentence more costs.
    pub more: f32,
    /// What a bead of two and two costs.
    pub both: f32,
    /// Characters of the target for one of the source, until the texts themselves say.
    pub ratio: f32,
    /// Most sentences in a bead, both sides together.
    pub largest: usize,
    /// Sentences on either side of the rough path that are looked at.
    pub radius: usize,
    /// Whether to align twice, the second time with words learnt from the first.
    pub learn: bool,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            unexplained: 0.4,
            floor: 0.45,
            strange: 0.75,
            ceiling: 6.0,
            smooth: 0.6,
            length: 0.5,
            spread: 6.8,
            most: 12.0,
            mark: 1.0,
            cross: 0.9,
            edge: 0.35,
            skip: 5.0,
            skip_more: 4.5,
            two: 1.9,
            more: 3.0,
            both: 5.0,
            ratio: 1.1,
            largest: 6,
            radius: 8,
            learn: true,
        }
    }
}

/// Aligns two lists of sentences.
#[must_use]
pub fn align_units(source: &[Unit], target: &[Unit], languages: Languages, params: &Params) -> Vec<Bead> {
    let mut words = assoc::Association::new(source, target, languages);
    let points = rough::path(&words, source, target);
    let beads = pass(source, target, &words, params, &points);
    if !params.learn {
        return beads;
    }
    words.learn(&beads);
    let points: Vec<(usize, usize)> = beads.iter().map(|b| (b.source.start, b.target.start)).collect();
    pass(source, target, &words, params, &points)
}

fn pass(
    source: &[Unit],
    target: &[Unit],
    words: &assoc::Association,
    params: &Params,
    points: &[(usize, usize)],
) -> Vec<Bead> {
    let band = band::Band::around(points, source.len(), target.len(), params.radius);
    let reach: Vec<Range<usize>> = (0..source.len()).map(|i| band.reach(i, target.len())).collect();
    let scorer = window::Scorer::new(texts::Texts::new(source, target, words, params), &reach);
    let (rows, columns): (Vec<usize>, Vec<usize>) =
        ((0..=source.len()).collect(), (0..=target.len()).collect());
    let free = |_: Range<usize>, _: Range<usize>| 0.0;
    let grid = dp::Grid { source: &rows, target: &columns, largest: params.largest, cost: &free };
    dp::chain(&scorer, &grid, &band)
}
