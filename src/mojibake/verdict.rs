//! What is known of a document: the stacks at fault, how sure each is, and what it costs to suppose
//! them or any other.

use super::bytes;
use super::lattice::{Edge, LAYERS, Loss, Stacks};
use super::price::{Closing, MERGED, by_typography};
use super::search::Prior;
use crate::encoding::Codec;
use std::sync::Arc;

/// Nats it costs to suppose a misreading through each codec, in the order of `Codec::SINGLE_BYTE`,
/// in a document where nothing else is damaged. About one clean line in a million offers a
/// candidate at all; the differences follow how often each codec is met in the wild.
pub const RARITY: [f32; bytes::CODECS] =
    [8.0, 7.2, 7.6, 10.2, 10.4, 8.4, 9.8, 9.6, 9.0, 9.6, 8.4, 8.0, 9.4, 11.0];
/// Each further misreading costs this much.
const DEEPER: f32 = 1.5;
/// … and this much more when it is through a different codec.
const MIXED: f32 = 1.0;

/// To suppose that the damage of a text that decodes from end to end spared a sequence costs this much.
const SPARED: f32 = 8.0;
/// Log-odds from which such a stack needs no weighing stretch by stretch.
const SURE: f32 = 10.0;

/// A stack that makes a witness this much worse than it stands explains no text from end to end: the
/// `’é` of a French line is a letter of Armenian in macintosh.
pub const ABSURD: f32 = -12.0;

/// What a stack costs in a document about which nothing is known: the cheapest of the set.
#[must_use]
pub fn rarity(stacks: Stacks) -> f32 {
    let cheapest = |mask: u16| {
        let costs = RARITY.iter().enumerate().filter(|(i, _)| mask & (1 << i) != 0).map(|(_, &c)| c);
        costs.fold(12.0, f32::min)
    };
    let depth = stacks.depth();
    let mut common = !0;
    let mut cost: f32 = 0.0;
    for &mask in stacks.0.iter().take(depth) {
        common &= mask;
        cost = cost.max(cheapest(mask));
    }
    let mixed = if common == 0 { MIXED } else { cheapest(common) - cost };
    cost + mixed.max(0.0) + DEEPER * (depth.saturating_sub(1)) as f32
}

/// What is known of the document: the stacks at fault and how sure each is, in log-odds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// Stacks, each of one codec a layer, with the log-odds that the document suffered it.
    pub guilty: Vec<(Stacks, f32)>,
    /// Stacks that explain the document almost as well as one found guilty.
    pub rivals: Vec<Stacks>,
    /// The stack found guilty under which the text decodes from end to end.
    pub entire: Option<Stacks>,
    /// Whether runs of spaces were merged into one, where the text tells.
    pub merged: Option<bool>,
}

impl Verdict {
    /// Whether one stack explains the whole text, and no other comes near.
    #[must_use]
    pub fn is_beyond_doubt(&self) -> bool {
        let sure =
            self.guilty.first().is_some_and(|(stack, odds)| Some(*stack) == self.entire && *odds >= SURE);
        sure && self.rivals.is_empty()
    }

    /// The codecs found guilty of a single misreading.
    #[must_use]
    pub fn codecs(&self) -> u16 {
        self.guilty.iter().filter(|(s, _)| s.depth() == 1).fold(0, |mask, (s, _)| mask | s.0[0])
    }
}

impl Prior for Verdict {
    fn enter(&self, stacks: Stacks, way: &mut dyn FnMut(Stacks, f32)) {
        // What one stack explains from end to end needs no second one.
        if let Some(entire) = self.entire {
            if let Some(met) = entire.meet(stacks) {
                way(met, 0.0);
            }
            return;
        }
        for (i, (guilty, odds)) in self.guilty.iter().enumerate() {
            if let Some(met) = guilty.meet(stacks) {
                way(met, (-odds).exp().ln_1p() + 0.5 + i as f32);
            }
        }
        way(stacks, rarity(stacks));
    }

    fn spare(&self, edges: &[Edge]) -> f32 {
        let hit =
            |stack: Stacks| edges.iter().any(|e| e.loss == Loss::None && e.stacks.meet(stack).is_some());
        if self.entire.is_some_and(hit) { SPARED } else { 0.0 }
    }

    fn trusts(&self, stacks: Stacks) -> bool {
        self.guilty.iter().any(|(guilty, odds)| *odds >= SURE && guilty.meet(stacks).is_some())
    }

    fn spaces(&self, closes: Closing) -> [f32; 2] {
        match self.merged {
            Some(false) => [0.0, 8.0],
            Some(true) if closes == Closing::No => [8.0, 0.0],
            // Where an `à` is a word, a colon stands behind a space.
            Some(true) if closes == Closing::Spaced => [MERGED, 0.0],
            _ => by_typography(closes),
        }
    }

    fn narrow(&self, from: Stacks, to: Stacks) -> f32 {
        rarity(to) - rarity(from)
    }
}

/// The probability that log-odds in nats stand for.
#[must_use]
pub fn probability(odds: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(odds)).exp())
}

/// The misreadings of a stack in words.
#[must_use]
pub fn told(stack: &[Codec]) -> Arc<str> {
    let names: Vec<&str> = stack.iter().rev().map(|c| c.label()).collect();
    format!("UTF-8 bytes read as {}", names.join(", then as ")).into()
}

/// The codecs of a stack of one codec a layer, the last misreading first.
#[must_use]
pub fn named(stacks: Stacks) -> Vec<Codec> {
    let first = |mask: u16| bytes::codecs(mask).next();
    (0..LAYERS).filter_map(|i| stacks.0.get(i).copied().and_then(first)).collect()
}
