//! Sentences that a bead swallowed although nobody translated them.

use super::Bead;
use super::items::Items;
use super::moved::needed_alone;
use super::texts::Texts;
use std::ops::Range;

/// Takes sentences out of beads of several where the rest explains the other side as well without
/// them. Edges come out by themselves in the chain; this finds the ones in the middle too.
pub(super) fn split(texts: Texts<'_>, beads: &mut Vec<Bead>) {
    let params = texts.params;
    let mut out = Vec::with_capacity(beads.len());
    for bead in beads.drain(..) {
        let score = |s: &Range<usize>, t: &Range<usize>| texts.content(s, t);
        let shrunk = if bead.source.len() > 1 && !bead.target.is_empty() {
            ends(&bead.source)
                .find(|s| score(s, &bead.target) - params.skip > bead.score)
                .map(|s| (s, bead.target.clone()))
        } else if bead.target.len() > 1 && !bead.source.is_empty() {
            ends(&bead.target)
                .find(|t| score(&bead.source, t) - params.skip > bead.score)
                .map(|t| (bead.source.clone(), t))
        } else {
            None
        };
        let Some((s, t)) = shrunk else {
            out.push(bead);
            continue;
        };
        let lone = |s: Range<usize>, t: Range<usize>| Bead::new(s, t, 0.0);
        out.extend((bead.source.start..s.start).map(|i| lone(i..i + 1, t.start..t.start)));
        out.extend((bead.target.start..t.start).map(|j| lone(s.start..s.start, j..j + 1)));
        out.push(Bead::new(s.clone(), t.clone(), score(&s, &t)));
        out.extend((s.end..bead.source.end).map(|i| lone(i..i + 1, t.end..t.end)));
        out.extend((t.end..bead.target.end).map(|j| lone(s.end..s.end, j..j + 1)));
    }
    *beads = out;
}

/// Takes apart beads of two and two whose sentences translate each other crosswise: the first of the
/// source is left alone with the last of the target, to be joined as moved.
pub(super) fn uncross(texts: Texts<'_>, beads: &mut Vec<Bead>) {
    let mut out = Vec::with_capacity(beads.len());
    for bead in beads.drain(..) {
        let (s, t) = (bead.source.clone(), bead.target.clone());
        if s.len() != 2 || t.len() != 2 {
            out.push(bead);
            continue;
        }
        let one = |i: usize, j: usize| texts.content(&(i..i + 1), &(j..j + 1));
        let straight = one(s.start, t.start) + one(s.start + 1, t.start + 1);
        let back = one(s.start + 1, t.start);
        if one(s.start, t.start + 1) + back < straight + 4.0 {
            out.push(bead);
            continue;
        }
        out.push(Bead::new(s.start..s.start + 1, t.start..t.start, 0.0));
        out.push(Bead::new(s.start + 1..s.end, t.start..t.start + 1, back));
        out.push(Bead::new(s.end..s.end, t.start + 1..t.end, 0.0));
    }
    *beads = out;
}

/// A part whose length is off by this much, as a logarithm, holds more than its counterpart.
const LONG: f32 = 0.18;
/// How much better the length has to fit with the sentence beside it.
const FITS: f32 = 0.15;
/// What the words may speak against it at most, in nats: a free translation of a clause explains few.
const AGAINST: f32 = 4.5;

/// Gives a sentence that stands alone to the bead beside it where that one's other side is too long
/// for itself and as long as both together: the two were merged. A sentence that was left out leaves
/// no such length behind.
pub(super) fn absorb(texts: Texts<'_>, beads: &mut Vec<Bead>) {
    let mut at = 0;
    while let Some(lone) = beads.get(at).cloned() {
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        let alone = lone.source.is_empty() != lone.target.is_empty();
        let found = neighbours
            .into_iter()
            .flatten()
            .filter(|_| alone)
            .find_map(|n| merged(texts, &lone, beads.get(n)?).map(|bead| (n, bead)));
        match found {
            Some((n, bead)) => {
                if let Some(place) = beads.get_mut(n) {
                    *place = bead;
                }
                beads.remove(at);
            }
            None => at += 1,
        }
    }
}

/// The bead that a lone sentence and its neighbour make, if they should.
fn merged(texts: Texts<'_>, lone: &Bead, near: &Bead) -> Option<Bead> {
    if near.source.is_empty() || near.target.is_empty() || near.source.len() + near.target.len() > 3 {
        return None;
    }
    let join = |a: &Range<usize>, b: &Range<usize>| a.start.min(b.start)..a.end.max(b.end);
    let (s, t) = if lone.target.is_empty() {
        (join(&lone.source, &near.source), near.target.clone())
    } else {
        (near.source.clone(), join(&lone.target, &near.target))
    };
    let apart = near.source.len() + near.target.len() + lone.source.len() + lone.target.len();
    if s.len() + t.len() != apart || s.len().min(t.len()) != 1 {
        return None;
    }
    let (before, after) = (texts.length_ratio(&near.source, &near.target), texts.length_ratio(&s, &t));
    // The side without the lone sentence is the one that has to be too long.
    let excess = if lone.target.is_empty() { before } else { -before };
    let score = texts.content(&s, &t);
    (excess > LONG && after.abs() + FITS < before.abs() && score > near.score - AGAINST)
        .then(|| Bead::new(s, t, score))
}

/// Most sentences of one side in a gap that may be one translated freely.
const FEW: usize = 3;

/// Runs of beads in which text stands alone on both sides, a little on each.
pub(super) fn gaps(beads: &[Bead]) -> impl Iterator<Item = Range<usize>> {
    let alone = |b: &Bead| b.source.is_empty() || b.target.is_empty();
    let mut next = 0;
    let runs = beads.chunk_by(move |a, b| alone(a) && alone(b)).map(move |run| {
        next += run.len();
        (next - run.len()..next, run)
    });
    runs.filter(|(_, run)| {
        let count = |of: fn(&Bead) -> &Range<usize>| run.iter().map(|b| of(b).len()).sum::<usize>();
        let (s, t) = (count(|b| &b.source), count(|b| &b.target));
        run.len() > 1 && s.min(t) > 0 && s.max(t) <= FEW
    })
    .map(|x| x.0)
}

/// Joins the two sides of a gap where their words say, with what the page has taught, that they belong
/// together.
pub(super) fn close(a: &Items, b: &Items, texts: Texts<'_>, beads: &mut Vec<Bead>) {
    let found: Vec<Range<usize>> = gaps(beads).collect();
    for gap in found.into_iter().rev() {
        let run = beads.get(gap.clone()).unwrap_or(&[]);
        if let Some(joined) = one_of_few(a, b, texts, run) {
            beads.splice(gap, joined);
            continue;
        }
        let all = |of: fn(&Bead) -> &Range<usize>| {
            let mut parts: Vec<&Range<usize>> = run.iter().map(of).filter(|r| !r.is_empty()).collect();
            parts.sort_by_key(|r| r.start);
            let whole = parts.windows(2).all(|w| w.first().map(|r| r.end) == w.last().map(|r| r.start));
            let (first, last) = (parts.first()?, parts.last()?);
            whole.then_some(first.start..last.end)
        };
        let (Some(s), Some(t)) = (all(|b| &b.source), all(|b| &b.target)) else { continue };
        let (m, n) = texts.sizes(&s, &t);
        let cost = a.class_of(&s).distance(b.class_of(&t));
        let score = texts.content(&s, &t);
        if score > needed_alone(m.min(n)) + cost {
            beads.splice(gap, [Bead::new(s, t, score)]);
        }
    }
}

/// How much better the counterpart of a lone sentence has to fit than the others beside it, in nats.
const BEST: f32 = 6.0;
/// What its words may speak against it at most: on a page that repeats itself they say little.
const DOUBT: f32 = 2.0;

/// A gap with one sentence on one side and a few on the other, one of which plainly is its counterpart:
/// the rest was left out around it.
fn one_of_few(a: &Items, b: &Items, texts: Texts<'_>, run: &[Bead]) -> Option<Vec<Bead>> {
    let (mine, theirs): (Vec<&Bead>, Vec<&Bead>) = run.iter().partition(|x| x.target.is_empty());
    let flip = mine.len() == 1;
    let (single, few) = if flip { (*mine.first()?, theirs) } else { (*theirs.first()?, mine) };
    if run.len() != few.len() + 1 || !(2..=FEW + 1).contains(&few.len()) {
        return None;
    }
    let sides = |one: &Bead| {
        if flip {
            (single.source.clone(), one.target.clone())
        } else {
            (one.source.clone(), single.target.clone())
        }
    };
    let score = |one: &&Bead| {
        let (s, t) = sides(one);
        texts.content(&s, &t) - a.class_of(&s).distance(b.class_of(&t))
    };
    let scores: Vec<f32> = few.iter().map(score).collect();
    let (at, best) = scores.iter().copied().enumerate().max_by(|x, y| x.1.total_cmp(&y.1))?;
    let others = scores.iter().enumerate().filter(|(n, _)| *n != at);
    let next = others.map(|x| *x.1).fold(f32::NEG_INFINITY, f32::max);
    let (s, t) = sides(few.get(at)?);
    if best < -DOUBT || best < next + BEST || !texts.comparable(&s, &t) {
        return None;
    }
    let mut out: Vec<Bead> = few.into_iter().cloned().collect();
    if let Some(place) = out.get_mut(at) {
        *place = Bead::new(s, t, best);
    }
    Some(out)
}

/// The range without its first, and without its last member.
fn ends(range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    [range.start + 1..range.end, range.start..range.end.saturating_sub(1)].into_iter()
}
