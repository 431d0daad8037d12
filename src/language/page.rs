//! The language a page's own text says it is in, for pages where nothing else does.

use super::Language;
use super::tokens::Tokens;
use crate::document::{BlockKind, Document};

/// Log-odds × 24 that the text must show before it decides alone.
const DECISIVE: i64 = 240;

/// What the words of a page say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Majority {
    /// The language of most words.
    pub language: Language,
    /// Words in it.
    pub words: usize,
    /// Words in the other one.
    pub others: usize,
}

/// French or English, by the text itself; `None` when it does not say clearly.
#[must_use]
pub fn page_language(document: &Document) -> Option<Majority> {
    majority(document, &Tokens::read(document))
}

pub(super) fn majority(document: &Document, all: &Tokens) -> Option<Majority> {
    let (mut words, mut sum) = ([0usize; 2], 0i64);
    for unit in &all.units {
        let kind = document.blocks.get(unit.sentence.block).map(|b| b.kind);
        if kind == Some(BlockKind::FrontMatter) && all.units.len() > 4 {
            continue;
        }
        let score: i64 =
            all.scores.get(unit.range.clone()).unwrap_or(&[]).iter().map(|s| i64::from(*s)).sum();
        let count = all.of(&unit.range).iter().filter(|t| t.is_word()).count();
        words[usize::from(score < 0)] += count;
        sum += score;
    }
    let [french, english] = words;
    let language = if sum > 0 { Language::French } else { Language::English };
    let (mine, others) = if sum > 0 { (french, english) } else { (english, french) };
    let clear = sum.abs() >= DECISIVE && mine >= 2 * others && mine >= 6;
    clear.then_some(Majority { language, words: mine, others })
}
