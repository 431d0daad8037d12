//! Which sentences of a text are new, which are gone, and which of them are versions of one sentence.

use super::align::items::{front_key, prose_words_of};
use super::words::{Endings, Word};
use crate::document::{BlockKind, Document};
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Sentences this alike are versions of each other.
const ALIKE: f32 = 0.5;
/// More sentences than this on either side were rewritten, not edited: comparing them all would take
/// too long, and pairing them by likeness would guess.
const MOST: usize = 400;

/// A sentence that changed, with its words.
pub(super) struct Piece {
    pub sentence: usize,
    pub words: Vec<Word>,
}

/// Whether a value of the front matter is read as text: what a page is called and about. Labels of
/// menus and the like are each site's own affair.
fn headline(document: &Document, value: Span) -> bool {
    let key = document.front_matter.as_ref().and_then(|front| front_key(front, value));
    key.is_some_and(|k| ["title", "description", "summary"].iter().any(|name| k.eq_ignore_ascii_case(name)))
}

/// The sentences of each side that the other does not have word for word, wherever they stand.
pub(super) fn leftovers(old: &Document, new: &Document, endings: Endings) -> (Vec<Piece>, Vec<Piece>) {
    let pieces = |d: &Document| -> Vec<Piece> {
        let prose = |n: &usize| {
            let block = d.sentences.get(*n).and_then(|s| d.blocks.get(s.block));
            block.is_some_and(|b| b.kind != BlockKind::FrontMatter || headline(d, b.span))
        };
        let piece = |n: usize| {
            let span = d.sentences.get(n).map(|s| s.span)?;
            Some(Piece { sentence: n, words: prose_words_of(d, span, endings) })
        };
        (0..d.sentences.len()).filter(prose).filter_map(piece).filter(|p| !p.words.is_empty()).collect()
    };
    let (mut a, mut b) = (pieces(old), pieces(new));
    let key = |p: &Piece| p.words.iter().map(|w| w.stem).collect::<Vec<u32>>();
    let mut counts: FxHashMap<Vec<u32>, i32> = FxHashMap::default();
    for piece in &a {
        *counts.entry(key(piece)).or_default() += 1;
    }
    let mut both: FxHashMap<Vec<u32>, i32> = FxHashMap::default();
    b.retain(|p| {
        let k = key(p);
        let left = counts.get_mut(&k).filter(|n| **n > 0);
        let kept = left.is_none();
        if let Some(n) = left {
            *n -= 1;
            *both.entry(k).or_default() += 1;
        }
        kept
    });
    a.retain(|p| {
        let left = both.get_mut(&key(p)).filter(|n| **n > 0);
        left.is_none_or(|n| {
            *n -= 1;
            false
        })
    });
    if a.len() > MOST || b.len() > MOST {
        a.truncate(MOST);
        b.truncate(MOST);
    }
    (a, b)
}

/// Pairs of (old, new) pieces that are versions of one sentence, the likest first.
pub(super) fn versions(gone: &[Piece], come: &[Piece]) -> Vec<(usize, usize)> {
    let mut found: Vec<(f32, usize, usize)> = Vec::new();
    for (i, a) in gone.iter().enumerate() {
        for (j, b) in come.iter().enumerate() {
            let common = common(&a.words, &b.words);
            let alike = 2.0 * common as f32 / (a.words.len() + b.words.len()) as f32;
            if alike >= ALIKE {
                found.push((alike, i, j));
            }
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut left, mut right) = (FxHashSet::default(), FxHashSet::default());
    found.retain(|(_, i, j)| {
        let free = !left.contains(i) && !right.contains(j);
        if free {
            left.insert(*i);
            right.insert(*j);
        }
        free
    });
    found.into_iter().map(|x| (x.1, x.2)).collect()
}

/// How many words two lists share, each counted as often as both have it.
pub(super) fn common(a: &[Word], b: &[Word]) -> usize {
    a.len() - without(a, b).len()
}

/// The words of `a` that `b` does not have, each as often as it is one too many.
pub(super) fn without(a: &[Word], b: &[Word]) -> Vec<Word> {
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for word in b {
        *counts.entry(word.stem).or_default() += 1;
    }
    let missing = |w: &&Word| match counts.get_mut(&w.stem).filter(|n| **n > 0) {
        Some(n) => {
            *n -= 1;
            false
        }
        None => true,
    };
    a.iter().filter(missing).copied().collect()
}
