//! The best chain of beads, by dynamic programming near a first rough path.

use super::Bead;
use super::band::Band;
use super::rough;
use super::texts::Texts;
use super::window::Scorer;
use std::ops::Range;

/// Most sentences on one side of a bead.
pub(super) const LARGEST: usize = 5;

/// The sentences at which beads may begin and end: every one, or only the edges of blocks.
pub(super) struct Grid<'a> {
    /// Edges on the source side: 0, …, number of sentences.
    pub source: &'a [usize],
    /// Edges on the target side.
    pub target: &'a [usize],
    /// Most groups in a bead, both sides together.
    pub largest: usize,
    /// What a bead of these groups costs beyond its shape and words; infinite where it may not be.
    pub cost: &'a dyn Fn(Range<usize>, Range<usize>) -> f32,
}

/// The best chain of beads over a grid, inside the band (whose rows and columns are edges).
pub(super) fn chain(scorer: &Scorer<'_>, grid: &Grid<'_>, band: &Band) -> Vec<Bead> {
    let n = grid.source.len().saturating_sub(1);
    let mut best: Vec<Vec<Cell>> = Vec::with_capacity(n + 1);
    let shapes = shapes(grid.largest);
    for i in 0..=n {
        let row = band.row(i);
        let mut cells = vec![NOWHERE; row.len()];
        for j in row.clone() {
            let mut cell = if (i, j) == (0, 0) { (0.0, 0, 0) } else { NOWHERE };
            for &(a, b) in shapes.iter().filter(|(a, b)| *a <= i && *b <= j) {
                let from = band.row(i - a);
                let column = (j - b).wrapping_sub(from.start);
                let before =
                    if a == 0 { cells.get(column) } else { best.get(i - a).and_then(|r| r.get(column)) };
                let Some(before) = before.map(|c| c.0).filter(|x| x.is_finite()) else { continue };
                if a.max(b) > 1 && !comparable(scorer, grid, (i - a..i, j - b..j)) {
                    continue;
                }
                let score = before + scorer.texts.prior(a, b) + bead_score(scorer, grid, i - a..i, j - b..j);
                if score > cell.0 {
                    cell = (score, a as u8, b as u8);
                }
            }
            if let Some(place) = cells.get_mut(j - row.start) {
                *place = cell;
            }
        }
        best.push(cells);
    }
    trace(scorer, grid, band, &best)
}

/// Beads inside one bead of blocks: every shape, no band unless the blocks are very long.
pub(super) fn inside(texts: Texts<'_>, s: &Range<usize>, t: &Range<usize>) -> Vec<Bead> {
    /// Pairs of sentences: paragraphs of three hundred sentences.
    const LARGE: usize = 100_000;
    if s.len().saturating_mul(t.len()) > LARGE {
        return near_path(texts, s, t);
    }
    let scorer = Scorer::within(texts, s, t);
    let rows: Vec<usize> = (s.start..=s.end).collect();
    let columns: Vec<usize> = (t.start..=t.end).collect();
    let free = |_: Range<usize>, _: Range<usize>| 0.0;
    let grid = Grid { source: &rows, target: &columns, largest: texts.params.largest, cost: &free };
    chain(&scorer, &grid, &Band::full(s.len(), t.len()))
}

/// The same near a rough path.
fn near_path(texts: Texts<'_>, s: &Range<usize>, t: &Range<usize>) -> Vec<Bead> {
    const RADIUS: usize = 30;
    let path = rough::path(texts.words, texts.source, texts.target);
    let points: Vec<(usize, usize)> = path
        .into_iter()
        .filter(|(i, j)| s.contains(i) && t.contains(j))
        .map(|(i, j)| (i - s.start, j - t.start))
        .collect();
    let band = Band::around(&points, s.len(), t.len(), RADIUS);
    let reach: Vec<Range<usize>> = (0..texts.source.len())
        .map(|i| match i.checked_sub(s.start).filter(|_| s.contains(&i)) {
            Some(row) => {
                let near = band.reach(row, t.len());
                near.start + t.start..near.end + t.start
            }
            None => 0..0,
        })
        .collect();
    let scorer = Scorer::new(texts, &reach);
    let rows: Vec<usize> = (s.start..=s.end).collect();
    let columns: Vec<usize> = (t.start..=t.end).collect();
    let free = |_: Range<usize>, _: Range<usize>| 0.0;
    let grid = Grid { source: &rows, target: &columns, largest: texts.params.largest, cost: &free };
    chain(&scorer, &grid, &band)
}

/// The best score up to an edge, and the shape of the bead that ends there.
type Cell = (f32, u8, u8);
const NOWHERE: Cell = (f32::NEG_INFINITY, 0, 0);

fn edges(list: &[usize], groups: &Range<usize>) -> Range<usize> {
    let at = |i: usize| list.get(i).copied().unwrap_or(0);
    at(groups.start)..at(groups.end)
}

fn bead_score(scorer: &Scorer<'_>, grid: &Grid<'_>, s: Range<usize>, t: Range<usize>) -> f32 {
    if s.is_empty() || t.is_empty() {
        return 0.0;
    }
    let (a, b) = (edges(grid.source, &s), edges(grid.target, &t));
    let cost = (grid.cost)(s, t);
    if cost.is_finite() { scorer.content(&a, &b) - cost } else { f32::NEG_INFINITY }
}

/// Shapes of beads with up to `largest` groups.
fn shapes(largest: usize) -> Vec<(usize, usize)> {
    let all = (0..=LARGEST).flat_map(|a| (0..=LARGEST).map(move |b| (a, b)));
    all.filter(|&(a, b)| a.max(b) == 1 || (a.min(b) >= 1 && a + b <= largest)).collect()
}

/// Whether the lengths of two runs of groups agree well enough for one bead.
fn comparable(scorer: &Scorer<'_>, grid: &Grid<'_>, (s, t): (Range<usize>, Range<usize>)) -> bool {
    scorer.texts.comparable(&edges(grid.source, &s), &edges(grid.target, &t))
}

fn trace(scorer: &Scorer<'_>, grid: &Grid<'_>, band: &Band, best: &[Vec<Cell>]) -> Vec<Bead> {
    let (mut i, mut j) = (grid.source.len().saturating_sub(1), grid.target.len().saturating_sub(1));
    let mut out = Vec::new();
    while i > 0 || j > 0 {
        let row = band.row(i);
        let cell = best.get(i).and_then(|r| r.get(j.wrapping_sub(row.start)));
        let (a, b) = match cell {
            Some((score, a, b)) if score.is_finite() && (*a > 0 || *b > 0) => {
                (usize::from(*a), usize::from(*b))
            }
            // The band was torn here: what is left has no counterpart.
            _ => (usize::from(i > 0), usize::from(i == 0)),
        };
        let (s, t) = (i.saturating_sub(a)..i, j.saturating_sub(b)..j);
        (i, j) = (s.start, t.start);
        let (s, t) = (edges(grid.source, &s), edges(grid.target, &t));
        let score = if s.is_empty() || t.is_empty() { 0.0 } else { scorer.content(&s, &t) };
        out.push(Bead::new(s, t, score));
    }
    out.reverse();
    out
}
