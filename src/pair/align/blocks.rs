//! Blocks against blocks: first those that belong together beyond doubt, then the best chain of beads in
//! each gap between two of them.

use super::band::Band;
use super::dp::{self, Grid};
use super::items::{Class, Items};
use super::rough;
use super::texts::Texts;
use super::window::Scorer;
use super::{Bead, Params};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What two blocks must score to belong together beyond doubt, in nats, and what more than either with a
/// neighbour of the other.
const CERTAIN: f32 = 6.0;
const LEAD: f32 = 3.0;
/// … and the most that their lengths may differ from what is expected, as a logarithm: half of a block that
/// was split is no block's counterpart.
const UNLIKE: f32 = 0.3;
/// Pairs of items up to which a gap is looked at as a whole.
const SMALL: usize = 20_000;

/// Weights for whole blocks: edges of blocks are hard, so shapes other than 1-1 are dear.
pub(super) fn params() -> Params {
    Params {
        skip: 3.0,
        two: 5.0,
        more: 6.0,
        both: 12.0,
        cross: 0.0,
        edge: 0.0,
        radius: 6,
        ..Params::default()
    }
}

/// Beads of whole blocks; their ranges are of items.
pub(super) fn beads(a: &Items, b: &Items, texts: Texts<'_>) -> Vec<Bead> {
    let sides = Sides { a, b, texts, rows: edges(a), columns: edges(b) };
    let group = |edges: &[usize], item: usize| edges.partition_point(|e| *e <= item).saturating_sub(1);
    let points: Vec<(usize, usize)> = rough::path(texts.words, &a.units, &b.units)
        .into_iter()
        .map(|(i, j)| (group(&sides.rows, i), group(&sides.columns, j)))
        .collect();
    let mut out = Vec::with_capacity(a.groups.len());
    let (mut done, mut seen) = ((0, 0), FxHashMap::default());
    for &(x, y) in &points {
        if x < done.0 || y < done.1 {
            continue;
        }
        if let Some(score) = sides.certain(x, y, &mut seen) {
            sides.between(done.0..x, done.1..y, &points, &mut out);
            let (s, t) = sides.items(&(x..x + 1), &(y..y + 1));
            out.push(Bead::new(s, t, score));
            done = (x + 1, y + 1);
        }
    }
    sides.between(done.0..a.groups.len(), done.1..b.groups.len(), &points, &mut out);
    out
}

/// Edges of the groups, as numbers of items.
fn edges(items: &Items) -> Vec<usize> {
    items.groups.iter().map(|g| g.start).chain([items.list.len()]).collect()
}

/// Both posts, and where their groups begin and end.
struct Sides<'a> {
    a: &'a Items,
    b: &'a Items,
    texts: Texts<'a>,
    rows: Vec<usize>,
    columns: Vec<usize>,
}

impl Sides<'_> {
    /// The items of two runs of groups.
    fn items(&self, s: &Range<usize>, t: &Range<usize>) -> (Range<usize>, Range<usize>) {
        let at = |list: &[usize], i: usize| list.get(i).or(list.last()).copied().unwrap_or(0);
        (at(&self.rows, s.start)..at(&self.rows, s.end), at(&self.columns, t.start)..at(&self.columns, t.end))
    }

    /// The score of a pair of groups of one class that belong together beyond doubt. `seen` keeps the scores
    /// of pairs: each is asked for beside every pair that it touches.
    fn certain(&self, x: usize, y: usize, seen: &mut FxHashMap<(usize, usize), f32>) -> Option<f32> {
        let (s, t) = self.items(&(x..x + 1), &(y..y + 1));
        if self.a.classes.get(x) != self.b.classes.get(y) || self.texts.length_ratio(&s, &t).abs() > UNLIKE {
            return None;
        }
        let mut score = |x: usize, y: usize| {
            *seen.entry((x, y)).or_insert_with(|| {
                let (s, t) = self.items(&(x..x + 1), &(y..y + 1));
                self.texts.content(&s, &t)
            })
        };
        let here = score(x, y);
        let (last, end) = (self.a.groups.len(), self.b.groups.len());
        let mut leads = |n: Option<usize>, m: Option<usize>| {
            n.zip(m).is_none_or(|(n, m)| n >= last || m >= end || score(n, m) + LEAD < here)
        };
        (here >= CERTAIN
            && leads(Some(x + 1), Some(y))
            && leads(Some(x), Some(y + 1))
            && leads(x.checked_sub(1), Some(y))
            && leads(Some(x), y.checked_sub(1)))
        .then_some(here)
    }

    /// The best chain of beads of two runs of groups.
    fn between(&self, s: Range<usize>, t: Range<usize>, points: &[(usize, usize)], out: &mut Vec<Bead>) {
        let (near, far) = self.items(&s, &t);
        if s.is_empty() || t.is_empty() {
            let alone = |items: Range<usize>| Bead::new(items, far.start..far.start, 0.0);
            out.extend(s.map(|x| alone(self.items(&(x..x + 1), &(0..0)).0)));
            let alone = |items: Range<usize>| Bead::new(near.end..near.end, items, 0.0);
            out.extend(t.map(|y| alone(self.items(&(0..0), &(y..y + 1)).1)));
            return;
        }
        let inside = points.iter().filter(|(x, y)| s.contains(x) && t.contains(y));
        let inside: Vec<(usize, usize)> = inside.map(|(x, y)| (x - s.start, y - t.start)).collect();
        // Where one side has more blocks, the path may be off by as many.
        let radius = self.texts.params.radius + s.len().abs_diff(t.len()).min(30);
        let band = Band::around(&inside, s.len(), t.len(), radius);
        let scorer = match near.len().saturating_mul(far.len()) {
            0..=SMALL => Scorer::within(self.texts, &near, &far),
            _ => Scorer::new(self.texts, &self.reach(&s, &t, &band)),
        };
        let cost = |x: Range<usize>, y: Range<usize>| {
            let moved = |r: Range<usize>, by: usize| r.start + by..r.end + by;
            class_cost(self.a, self.b, &moved(x, s.start), &moved(y, t.start))
        };
        let rows = self.rows.get(s.start..=s.end).unwrap_or(&[]);
        let columns = self.columns.get(t.start..=t.end).unwrap_or(&[]);
        let grid = Grid { source: rows, target: columns, largest: 3, cost: &cost };
        out.extend(dp::chain(&scorer, &grid, &band));
    }

    /// For each item of the source the items of the target that it may be compared with.
    fn reach(&self, s: &Range<usize>, t: &Range<usize>, band: &Band) -> Vec<Range<usize>> {
        let mut reach = vec![0..0; self.a.list.len()];
        for (n, items) in self.a.groups.get(s.clone()).unwrap_or(&[]).iter().enumerate() {
            let near = band.reach(n, t.len());
            let near = self.items(&(0..0), &(near.start + t.start..near.end + t.start)).1;
            reach.get_mut(items.clone()).unwrap_or_default().fill(near);
        }
        reach
    }
}

/// What the classes of two runs of groups cost; only running text is ever split or merged.
fn class_cost(a: &Items, b: &Items, s: &Range<usize>, t: &Range<usize>) -> f32 {
    let x = a.classes.get(s.clone()).unwrap_or(&[]);
    let y = b.classes.get(t.clone()).unwrap_or(&[]);
    if x.len() + y.len() > 2 {
        let soft = |c: &Class| matches!(c, Class::Text | Class::Item);
        if !x.iter().chain(y).all(soft) {
            return f32::INFINITY;
        }
    }
    match (x.first(), y.first()) {
        (Some(p), Some(q)) => p.distance(*q),
        _ => 0.0,
    }
}
