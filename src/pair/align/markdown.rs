//! Alignment of two posts: blocks first, then the sentences inside blocks that belong together,
//! then what was moved.

use super::assoc::Association;
use super::items::{Items, front_key};
use super::texts::Texts;
use super::{Bead, Languages, Params, blocks, dp, gaps, moved};
use crate::document::{BlockKind, Document};
use crate::pair::words::Endings;
use std::collections::BTreeMap;
use std::ops::Range;

/// Blocks of the two sides that belong together; one side is empty where there is no counterpart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockLink {
    /// Indices into the source's blocks.
    pub source: Vec<usize>,
    /// Indices into the target's blocks.
    pub target: Vec<usize>,
    /// Whether the order of the two sides differs here.
    pub moved: bool,
}

/// Sentences of the two sides that belong together; one side is empty where there is no counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Indices into the source's sentences.
    pub source: Vec<usize>,
    /// Indices into the target's sentences.
    pub target: Vec<usize>,
    /// Whether the order of the two sides differs here.
    pub moved: bool,
    /// How sure it is that the two translate each other, 0 to 1; for one side alone, how sure it is
    /// that the other has no counterpart.
    pub score: f32,
}

/// How two posts correspond.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// Blocks, in order of the source; blocks of the target alone stand where they are.
    pub blocks: Vec<BlockLink>,
    /// Sentences: each of either side stands in exactly one link.
    pub links: Vec<Link>,
}

/// Aligns `target` with `source`; `tags` are their languages.
#[must_use]
pub fn align(source: &Document, target: &Document, tags: (&str, &str)) -> Alignment {
    let endings = (Endings::of_tag(tags.0), Endings::of_tag(tags.1));
    let (a, b) = (Items::read(source, endings.0), Items::read(target, endings.1));
    let mut words = Association::new(&a.units, &b.units, Languages::of(endings.0, endings.1));
    let params = (blocks::params(), sentence_params());
    let mut beads = beads(&a, &b, &words, &params);
    if gaps::gaps(&beads).next().is_some() {
        // What the page itself teaches may tell whether the two sides of a gap belong together.
        words.learn(&beads);
        gaps::close(&a, &b, Texts::new(&a.units, &b.units, &words, &params.0), &mut beads);
    }
    let texts = Texts::new(&a.units, &b.units, &words, &params.0);
    let mut out = Alignment::default();
    front_matter(source, target, &mut out);
    links(&a, &b, texts, &beads, &mut out);
    complete(source, target, &mut out);
    out
}

/// Beads of items, with weights for blocks and for sentences.
fn beads(a: &Items, b: &Items, words: &Association, params: &(Params, Params)) -> Vec<Bead> {
    let texts = Texts::new(&a.units, &b.units, words, &params.0);
    let mut blocks = blocks::beads(a, b, texts);
    moved::rejoin(a, b, texts, &mut blocks);
    let mut beads = sentence_beads(texts.with(&params.1), &blocks);
    moved::rejoin(a, b, texts, &mut beads);
    moved::mark(texts, &mut beads);
    beads
}

fn blocks_of(items: &Items, range: &Range<usize>) -> Vec<usize> {
    let mut list: Vec<usize> = items.list.get(range.clone()).unwrap_or(&[]).iter().map(|i| i.block).collect();
    list.dedup();
    list
}

/// Weights inside a paragraph: its edges are known, so leaving a sentence out is cheaper than in
/// running text, and translators of documentation seldom merge.
fn sentence_params() -> Params {
    Params { skip: 2.5, two: 4.6, ..Params::default() }
}

/// Beads of sentences inside each bead of blocks.
fn sentence_beads(texts: Texts<'_>, blocks: &[Bead]) -> Vec<Bead> {
    let mut out = Vec::with_capacity(texts.source.len());
    for bead in blocks {
        let (s, t) = (&bead.source, &bead.target);
        if s.is_empty() || t.is_empty() {
            out.extend(s.clone().map(|i| Bead::new(i..i + 1, t.clone(), 0.0)));
            out.extend(t.clone().map(|j| Bead::new(s.clone(), j..j + 1, 0.0)));
        } else if s.len() == 1 && t.len() == 1 {
            out.push(bead.clone());
        } else {
            let mut inner = dp::inside(texts, s, t);
            gaps::split(texts, &mut inner);
            gaps::uncross(texts, &mut inner);
            gaps::absorb(texts, &mut inner);
            out.extend(inner);
        }
    }
    out
}

/// Links of sentences and of blocks from beads of items.
fn links(a: &Items, b: &Items, texts: Texts<'_>, beads: &[Bead], out: &mut Alignment) {
    for bead in beads {
        let moved = bead.moved;
        let name = |items: &Items, r: &Range<usize>| -> Vec<usize> {
            items.list.get(r.clone()).unwrap_or(&[]).iter().filter_map(|i| i.sentence).collect()
        };
        let (source, target) = (name(a, &bead.source), name(b, &bead.target));
        if !source.is_empty() || !target.is_empty() {
            let (m, n) = texts.sizes(&bead.source, &bead.target);
            let score = sureness(bead.score, m + n);
            out.links.push(Link { source, target, moved, score });
        }
        let (source, target) = (blocks_of(a, &bead.source), blocks_of(b, &bead.target));
        // Several sentences of one block make one link of blocks.
        match out.blocks.last_mut() {
            Some(l) if !source.is_empty() && l.source == source && l.target == target => l.moved &= moved,
            _ => out.blocks.push(BlockLink { source, target, moved }),
        }
    }
}

/// A score in nats over a number of words as a chance.
pub(super) fn sureness(score: f32, words: f32) -> f32 {
    if score == 0.0 {
        return 1.0;
    }
    let x = 2.0 * score / (words + 2.0).sqrt();
    1.0 / (1.0 + (-x).exp())
}

/// Values of the front matter, joined by their keys.
fn front_matter(source: &Document, target: &Document, out: &mut Alignment) {
    let values = |d: &Document| -> BTreeMap<String, (usize, Vec<usize>)> {
        let mut map: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
        let Some(front) = &d.front_matter else { return map };
        for (n, block) in d.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::FrontMatter) {
            let Some(key) = front_key(front, block.span) else { continue };
            map.entry(key.to_ascii_lowercase()).or_insert_with(|| (n, Vec::new()));
        }
        for (n, sentence) in d.sentences.iter().enumerate() {
            let place = map.values_mut().find(|v| v.0 == sentence.block);
            if let Some((_, list)) = place {
                list.push(n);
            }
        }
        map
    };
    let (mine, mut theirs) = (values(source), values(target));
    for (key, (block, list)) in mine {
        let Some((other, others)) = theirs.remove(&key) else { continue };
        out.blocks.push(BlockLink { source: vec![block], target: vec![other], moved: false });
        if list.is_empty() || others.is_empty() {
            continue;
        }
        if list.len() == others.len() {
            for (s, t) in list.iter().zip(&others) {
                out.links.push(Link { source: vec![*s], target: vec![*t], moved: false, score: 1.0 });
            }
        } else {
            out.links.push(Link { source: list, target: others, moved: false, score: 1.0 });
        }
    }
}

/// Adds what no link holds yet, and sorts.
fn complete(source: &Document, target: &Document, out: &mut Alignment) {
    let mut seen = (vec![false; source.sentences.len()], vec![false; target.sentences.len()]);
    for link in &out.links {
        link.source.iter().for_each(|i| seen.0[*i] = true);
        link.target.iter().for_each(|i| seen.1[*i] = true);
    }
    let lone = |s: Vec<usize>, t: Vec<usize>| Link { source: s, target: t, moved: false, score: 1.0 };
    out.links.extend((0..seen.0.len()).filter(|i| !seen.0[*i]).map(|i| lone(vec![i], Vec::new())));
    out.links.extend((0..seen.1.len()).filter(|i| !seen.1[*i]).map(|i| lone(Vec::new(), vec![i])));
    // Order of the target, source-only links after the link that holds the sentence before them.
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    for link in &out.links {
        if let (Some(t), false) = (link.target.first(), link.moved) {
            link.source.iter().for_each(|s| {
                place.insert(*s, *t);
            });
        }
    }
    let key = |link: &Link| match (link.target.first(), link.source.first()) {
        (Some(t), _) => (*t, 0, 0),
        (None, Some(s)) => (place.range(..s).next_back().map_or(0, |p| *p.1), 1, *s),
        _ => (0, 0, 0),
    };
    out.links.sort_by_key(key);
}
