//! Text that stands elsewhere on the other side.
//!
//! The chain of beads keeps the order of both sides. Where text was moved it leaves each side alone,
//! or joins what does not belong together; here such parts look for their counterpart anywhere.

use super::Bead;
use super::items::Items;
use super::texts::Texts;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Fewest words that can be told from others by what they say.
const WORDS: f32 = 2.0;
/// Most pairs of parts that are compared. A page that is another page altogether is not a page of
/// moved text.
const COMPARED: usize = 10_000;

/// What a chance likeness of this many words hardly ever scores, in nats: well over what leaving both
/// sides alone would cost, and growing with the words that should agree, up to a point: strangers of
/// that length speak against each other.
fn needed(words: f32) -> f32 {
    3.0 + (0.4 * words).min(6.0)
}

/// What two parts have to score that both stand alone. Nothing else claims either, and of the pairs of
/// strangers measured none scored above nought.
pub(super) fn needed_alone(words: f32) -> f32 {
    2.0 + (0.1 * words).min(2.0)
}

/// How much better two pairs of parts have to fit crosswise than as they were joined, in nats.
const CROSSED: f32 = 6.0;

/// A counterpart out of order: bead of the source part, bead of the target part.
#[derive(Clone, Copy)]
struct Match {
    score: f32,
    source: usize,
    target: usize,
}

/// Joins parts that have no counterpart in their place, or hardly one, with the one they have
/// elsewhere.
pub(super) fn rejoin(a: &Items, b: &Items, texts: Texts<'_>, beads: &mut Vec<Bead>) {
    let weak: Vec<bool> = beads.iter().map(|x| weak(texts, x)).collect();
    let is_weak = |i: usize| weak.get(i).copied().unwrap_or(false);
    let open = |source: bool| -> Vec<usize> {
        let lone = |x: &Bead| if source { x.target.is_empty() } else { x.source.is_empty() };
        let free = |(n, x): &(usize, &Bead)| lone(x) || is_weak(*n);
        beads.iter().enumerate().filter(free).map(|x| x.0).collect()
    };
    let (mine, theirs) = (open(true), open(false));
    if mine.is_empty() || theirs.is_empty() || mine.len() * theirs.len() > COMPARED {
        return;
    }
    let mut found = Vec::new();
    for (&i, &j) in mine.iter().flat_map(|i| theirs.iter().map(move |j| (i, j))).filter(|(i, j)| i != j) {
        let (Some(x), Some(y)) = (beads.get(i), beads.get(j)) else { continue };
        let (s, t) = (&x.source, &y.target);
        let (m, n) = texts.sizes(s, t);
        if m.min(n) < WORDS || a.class_of(s).distance(b.class_of(t)) > 2.0 {
            continue;
        }
        let score = texts.content(s, t);
        let alone = x.target.is_empty() && y.source.is_empty();
        let least = if alone {
            needed_alone(m.min(n))
        } else {
            needed(m.min(n)) + x.score.max(0.0).max(y.score.max(0.0))
        };
        if score > least || (score > 1.0 && crossed(texts, x, y, score)) {
            found.push(Match { score, source: i, target: j });
        }
    }
    let chosen = choose(found, beads, &weak);
    if !chosen.is_empty() {
        apply(&chosen, beads);
    }
    extend(a, b, texts, beads);
}

/// Whether two joined parts, `x` before its own counterpart and `y` before its, plainly changed places;
/// `score` is what the source of `x` and the target of `y` score.
fn crossed(texts: Texts<'_>, x: &Bead, y: &Bead, score: f32) -> bool {
    if x.target.is_empty() || y.source.is_empty() {
        return false;
    }
    let back = texts.content(&y.source, &x.target);
    back > 1.0 && score + back > x.score + y.score + CROSSED
}

/// Joins what stands alone beside parts that were joined out of order, beside the same parts on the
/// other side: they moved together, and need not say much by themselves.
fn extend(a: &Items, b: &Items, texts: Texts<'_>, beads: &mut Vec<Bead>) {
    loop {
        let lone = (Lone::of(beads, true), Lone::of(beads, false));
        if lone.0.starts.is_empty() || lone.1.starts.is_empty() {
            return;
        }
        let joined = beads.iter().filter(|x| !x.source.is_empty() && !x.target.is_empty());
        let beside = joined.flat_map(|x| SIDES.map(|s| (x, s))).find_map(|(x, (after, behind))| {
            let (i, j) = (lone.0.beside(&x.source, after)?, lone.1.beside(&x.target, behind)?);
            let (s, t) = (beads.get(i)?.source.clone(), beads.get(j)?.target.clone());
            let score = texts.content(&s, &t);
            let least = if after == behind { 0.0 } else { 1.5 };
            let like = a.class_of(&s).distance(b.class_of(&t)) <= 2.0;
            (score >= least && like).then_some((i, j, t, score))
        });
        let Some((i, j, target, score)) = beside else { return };
        if let Some(bead) = beads.get_mut(i) {
            (bead.target, bead.score) = (target, score.max(0.01));
        }
        beads.remove(j);
    }
}

/// Where parts that moved together stand: behind (true) or before the joined ones, on the source side and
/// on the target side; on the same side first, then across, as neighbours that changed places.
const SIDES: [(bool, bool); 4] = [(true, true), (false, false), (false, true), (true, false)];

/// The beads of one side alone, by where that side begins and where it ends.
struct Lone {
    starts: FxHashMap<usize, usize>,
    ends: FxHashMap<usize, usize>,
}

impl Lone {
    fn of(beads: &[Bead], source: bool) -> Self {
        let mut out = Self { starts: FxHashMap::default(), ends: FxHashMap::default() };
        for (n, bead) in beads.iter().enumerate() {
            let (own, other) =
                if source { (&bead.source, &bead.target) } else { (&bead.target, &bead.source) };
            if other.is_empty() && !own.is_empty() {
                out.starts.entry(own.start).or_insert(n);
                out.ends.entry(own.end).or_insert(n);
            }
        }
        out
    }

    /// The bead right behind `part`, or right before it.
    fn beside(&self, part: &Range<usize>, behind: bool) -> Option<usize> {
        if behind { self.starts.get(&part.end) } else { self.ends.get(&part.start) }.copied()
    }
}

/// Whether a bead of blocks joins parts that may well not belong together.
fn weak(texts: Texts<'_>, bead: &Bead) -> bool {
    if bead.source.is_empty() || bead.target.is_empty() {
        return false;
    }
    let (m, n) = texts.sizes(&bead.source, &bead.target);
    bead.score < 0.8 * needed(m.min(n))
}

/// The best matches, each part in one at most. A weak bead is only taken apart where both its parts
/// find better ones, or where it spoke against itself.
fn choose(mut found: Vec<Match>, beads: &[Bead], weak: &[bool]) -> Vec<Match> {
    found.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.source, x.target).cmp(&(y.source, y.target))));
    let mut barred = vec![false; found.len()];
    loop {
        let mut taken = (vec![false; beads.len()], vec![false; beads.len()]);
        let mut chosen: Vec<usize> = Vec::new();
        for (n, m) in found.iter().enumerate().filter(|(n, _)| !barred.get(*n).copied().unwrap_or(true)) {
            let (Some(s), Some(t)) = (taken.0.get_mut(m.source), taken.1.get_mut(m.target)) else { continue };
            if !*s && !*t {
                (*s, *t) = (true, true);
                chosen.push(n);
            }
        }
        let get = |list: &[bool], i: usize| list.get(i).copied().unwrap_or(false);
        let torn = |i: usize| {
            get(weak, i)
                && get(&taken.0, i) != get(&taken.1, i)
                && beads.get(i).is_some_and(|b| b.score > 0.0)
        };
        let worst =
            chosen.iter().rev().find(|n| found.get(**n).is_some_and(|m| torn(m.source) || torn(m.target)));
        match worst.and_then(|n| barred.get_mut(*n)) {
            Some(bar) => *bar = true,
            None => return chosen.into_iter().filter_map(|n| found.get(n).copied()).collect(),
        }
    }
}

fn apply(chosen: &[Match], beads: &mut Vec<Bead>) {
    let before = beads.clone();
    let mut lost: Vec<usize> = chosen.iter().map(|m| m.target).collect();
    lost.sort_unstable();
    for &i in &lost {
        if let Some(bead) = beads.get_mut(i) {
            bead.target = bead.target.start..bead.target.start;
            bead.score = 0.0;
        }
    }
    let mut alone = Vec::new();
    for m in chosen {
        let (Some(bead), Some(other)) = (beads.get_mut(m.source), before.get(m.target)) else { continue };
        if !bead.target.is_empty() {
            let s = bead.source.end..bead.source.end;
            alone.push((m.source, Bead::new(s, bead.target.clone(), 0.0)));
        }
        bead.target = other.target.clone();
        bead.score = m.score;
    }
    alone.sort_by_key(|x| std::cmp::Reverse(x.0));
    for (at, bead) in alone {
        beads.insert((at + 1).min(beads.len()), bead);
    }
    beads.retain(|b| !b.source.is_empty() || !b.target.is_empty());
}

/// Marks the beads that are out of order: those outside the heaviest chain that ascends on both sides.
pub(super) fn mark(texts: Texts<'_>, beads: &mut [Bead]) {
    let mut linked: Vec<usize> = (0..beads.len())
        .filter(|i| beads.get(*i).is_some_and(|b| !b.source.is_empty() && !b.target.is_empty()))
        .collect();
    linked.sort_by_key(|i| beads.get(*i).map_or(0, |b| b.source.start));
    let start = |i: &usize| beads.get(*i).map_or(0, |b| b.target.start);
    if linked.is_sorted_by_key(start) {
        return;
    }
    let weight = |b: &Bead| {
        let (m, n) = texts.sizes(&b.source, &b.target);
        m + n + 1.0
    };
    let parts: Vec<(usize, f32)> =
        linked.iter().filter_map(|i| beads.get(*i)).map(|b| (b.target.start, weight(b))).collect();
    let kept = heaviest(&parts, texts.target.len());
    for (n, i) in linked.iter().enumerate() {
        if let Some(bead) = beads.get_mut(*i) {
            bead.moved = !kept.get(n).copied().unwrap_or(true);
        }
    }
}

/// Which of the parts, given by place and weight, make the heaviest ascending chain. A tree of prefix
/// maxima keeps this at n log n.
fn heaviest(parts: &[(usize, f32)], places: usize) -> Vec<bool> {
    let mut tree: Vec<(f32, usize)> = vec![(0.0, usize::MAX); places + 2];
    let mut best: Vec<(f32, usize)> = Vec::with_capacity(parts.len());
    for (n, (place, weight)) in parts.iter().enumerate() {
        let mut before = (0.0, usize::MAX);
        let mut i = *place;
        while i > 0 {
            if let Some(cell) = tree.get(i).filter(|c| c.0 > before.0) {
                before = *cell;
            }
            i &= i - 1;
        }
        let here = (before.0 + weight, n);
        best.push((here.0, before.1));
        let mut i = place + 1;
        while let Some(cell) = tree.get_mut(i) {
            if here.0 > cell.0 {
                *cell = here;
            }
            i += i & i.wrapping_neg();
        }
    }
    let mut kept = vec![false; parts.len()];
    let mut at = (0..best.len()).max_by(|x, y| {
        let of = |i: usize| best.get(i).map_or(0.0, |b| b.0);
        of(*x).total_cmp(&of(*y))
    });
    while let Some(n) = at {
        if let Some(flag) = kept.get_mut(n) {
            *flag = true;
        }
        at = best.get(n).map(|b| b.1).filter(|n| *n != usize::MAX);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::heaviest;

    #[test]
    fn the_lighter_part_is_the_one_that_moved() {
        let kept = heaviest(&[(0, 5.0), (3, 2.0), (1, 5.0), (2, 5.0), (4, 5.0)], 5);
        assert_eq!(kept, [true, false, true, true, true]);
        let kept = heaviest(&[(2, 9.0), (0, 1.0), (1, 1.0)], 3);
        assert_eq!(kept, [true, false, false]);
    }
}
