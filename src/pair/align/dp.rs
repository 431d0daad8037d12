//! The best chain of beads, by dynamic programming near a first rough path.

use super::assoc::{Association, Side};
use super::{Bead, Params, Unit};
use std::ops::Range;

/// Most sentences on one side of a bead.
pub(super) const LARGEST: usize = 5;

/// Two texts and what their words say about each other: all that judging a bead needs.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    pub source: &'a [Unit],
    pub target: &'a [Unit],
    pub words: &'a Association,
    pub params: &'a Params,
    /// Characters of the target for one of the source.
    ratio: f32,
}

/// Beads judged near a path, with every strength that may be asked for summed up beforehand.
pub(super) struct Scorer<'a> {
    pub texts: Texts<'a>,
    /// For each sentence and word: strengths towards a window of the other side's sentences.
    windows: (Windows, Windows),
}

/// The windows of a run of sentences, the first of which is number `first`.
struct Windows {
    first: usize,
    list: Vec<Window>,
}

impl Windows {
    fn sum(&self, at: usize, row: usize, range: &Range<usize>) -> f32 {
        let window = at.checked_sub(self.first).and_then(|i| self.list.get(i));
        window.map_or(0.0, |w| w.sum(row, range))
    }
}

/// Strengths of the words of one sentence towards the sentences from `first` on.
struct Window {
    first: usize,
    width: usize,
    /// Row by row, one row a word, as running sums so that ranges are differences.
    sums: Vec<f32>,
}

impl Window {
    fn new(words: Option<&Vec<u32>>, points: &[Vec<(u32, f32)>], around: Range<usize>) -> Self {
        let width = around.len();
        // Most sentences are out of reach when one block is looked at.
        let words = words.filter(|_| width > 0).map_or(&[][..], Vec::as_slice);
        let mut sums = Vec::with_capacity(words.len() * (width + 1));
        for word in words {
            let start = sums.len();
            sums.resize(start + width + 1, 0.0);
            let list = points.get(*word as usize).map_or(&[][..], Vec::as_slice);
            let from = list.partition_point(|x| (x.0 as usize) < around.start);
            for (at, strength) in list.iter().skip(from).take_while(|x| (x.0 as usize) < around.end) {
                sums[start + 1 + (*at as usize - around.start)] = *strength;
            }
            for i in start + 1..start + width + 1 {
                sums[i] += sums[i - 1];
            }
        }
        Self { first: around.start, width, sums }
    }

    /// Strength of word number `row` towards the sentences of `range`.
    fn sum(&self, row: usize, range: &Range<usize>) -> f32 {
        let at = |i: usize| i.saturating_sub(self.first).min(self.width);
        let base = row * (self.width + 1);
        let (from, to) = (base + at(range.start), base + at(range.end));
        self.sums.get(to).copied().unwrap_or(0.0) - self.sums.get(from).copied().unwrap_or(0.0)
    }
}

impl<'a> Texts<'a> {
    pub(super) fn new(
        source: &'a [Unit],
        target: &'a [Unit],
        words: &'a Association,
        params: &'a Params,
    ) -> Self {
        let length = |units: &[Unit]| units.iter().map(|u| u.length).sum::<f32>() + 1.0;
        let ratio = (length(target) / length(source)).clamp(0.6, 1.7);
        // Short texts say little about their ratio.
        let trust = (length(source) / 2000.0).min(1.0);
        let ratio = ratio * trust + params.ratio * (1.0 - trust);
        Self { source, target, words, params, ratio }
    }

    /// The same texts, judged with other weights.
    pub(super) fn with(self, params: &'a Params) -> Self {
        Self { params, ..self }
    }

    /// How many words a range of the source and one of the target hold.
    pub(super) fn sizes(&self, s: &Range<usize>, t: &Range<usize>) -> (f32, f32) {
        let size = |side: &Side, range: &Range<usize>| {
            side.units.get(range.clone()).map_or(0, |u| u.iter().map(Vec::len).sum::<usize>()) as f32
        };
        (size(&self.words.source, s), size(&self.words.target, t))
    }

    /// The score of translating `s` by `t`, wherever they stand, without the prior.
    pub(super) fn content(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        let within = |points: &[Vec<(u32, f32)>], word: u32, range: &Range<usize>| -> f32 {
            let list = points.get(word as usize).map_or(&[][..], Vec::as_slice);
            let from = list.partition_point(|x| (x.0 as usize) < range.start);
            let near = list.iter().skip(from).take_while(|x| (x.0 as usize) < range.end);
            near.map(|x| x.1).sum()
        };
        let (a, b) = self.sizes(s, t);
        let smooth = self.params.smooth;
        let forth = self
            .side(&self.words.source, s, b + smooth, |_, _, word| within(&self.words.from_source, word, t));
        let back = self
            .side(&self.words.target, t, a + smooth, |_, _, word| within(&self.words.from_target, word, s));
        0.5 * (forth + back) + self.shape(s, t)
    }

    /// How much better `range` of one side is explained by the other side, `size` words long, than by
    /// chance. `given` is the strength of a word (its sentence, row and type) towards that side.
    fn side(
        &self,
        side: &Side,
        range: &Range<usize>,
        size: f32,
        given: impl Fn(usize, usize, u32) -> f32,
    ) -> f32 {
        let p = self.params;
        let mut sum = 0.0;
        for at in range.clone() {
            let Some(words) = side.units.get(at) else { continue };
            for (row, word) in words.iter().enumerate() {
                let chance = side.chance.get(*word as usize).copied().unwrap_or(1e-5);
                let given = given(at, row, *word) / size;
                let ratio = p.unexplained + (1.0 - p.unexplained) * given / chance;
                sum += ln(ratio.max(p.floor)).min(p.ceiling);
            }
        }
        sum
    }

    /// The logarithm of how much longer `t` is than `s` leads to expect; a few letters more or less do
    /// not count in short ones.
    pub(super) fn length_ratio(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        let sum = |units: &[Unit], range: &Range<usize>| {
            units.get(range.clone()).unwrap_or(&[]).iter().map(|u| u.length).sum::<f32>()
        };
        ((sum(self.target, t) + 10.0) / (sum(self.source, s) * self.ratio + 10.0)).ln()
    }

    /// What lengths, marks and paragraph edges say.
    fn shape(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        let p = self.params;
        let sum = |units: &[Unit], range: &Range<usize>| {
            units.get(range.clone()).unwrap_or(&[]).iter().map(|u| u.length).sum::<f32>()
        };
        let (a, b) = (sum(self.source, s) * self.ratio + 1.0, sum(self.target, t) + 1.0);
        let z = (b - a) / (p.spread * (a + b + 20.0)).sqrt();
        self.marks(s, t) - p.length * (z * z).min(p.most)
    }

    /// Agreement of final question and exclamation marks, and paragraph edges that beads cross.
    fn marks(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        let p = self.params;
        let end = |units: &[Unit], r: &Range<usize>, i: usize| {
            units.get(r.clone()).unwrap_or(&[]).iter().filter(|u| u.marks & (1 << i) != 0).count()
        };
        let mut sum = 0.0;
        for i in 0..3 {
            let (a, b) = (end(self.source, s, i), end(self.target, t, i));
            let (low, high) = (a.min(b) as f32, a.max(b) as f32);
            sum += p.mark * low - 0.5 * p.mark * (high - low);
        }
        let crossed = |units: &[Unit], r: &Range<usize>| {
            units
                .get(r.clone())
                .unwrap_or(&[])
                .windows(2)
                .filter(|w| w[0].paragraph != w[1].paragraph)
                .count()
        };
        let (a, b) = (crossed(self.source, s), crossed(self.target, t));
        // An edge inside both parts is one edge translated; inside one only, it is crossed.
        let open = |units: &[Unit], r: &Range<usize>| {
            r.start == 0
                || units.get(r.start).map(|u| u.paragraph) != units.get(r.start - 1).map(|u| u.paragraph)
        };
        let edges = match (open(self.source, s), open(self.target, t)) {
            (true, true) => p.edge,
            (false, false) => 0.0,
            _ => -p.edge,
        };
        sum - p.cross * (a + b) as f32 + edges
    }

    /// What a bead of this shape costs before its words are read.
    pub(super) fn prior(&self, a: usize, b: usize) -> f32 {
        let p = self.params;
        match (a.min(b), a.max(b)) {
            (0, n) => -p.skip - p.skip_more * (n as f32 - 1.0),
            (1, 1) => 0.0,
            (1, 2) => -p.two,
            (1, n) => -p.two - p.more * (n as f32 - 2.0),
            (2, 2) => -p.both,
            (m, n) => -p.both - p.more * (m + n - 4) as f32,
        }
    }
}

impl<'a> Scorer<'a> {
    /// `reach` gives for each source sentence the target sentences that it may be compared with.
    pub(super) fn new(texts: Texts<'a>, reach: &[Range<usize>]) -> Self {
        let (words, many) = (texts.words, texts.target.len());
        let mut columns = vec![(usize::MAX, 0usize); many];
        let mut forth = Vec::with_capacity(texts.source.len());
        for (i, around) in reach.iter().enumerate().take(texts.source.len()) {
            let around = around.start.min(many)..around.end.min(many);
            for column in columns.get_mut(around.clone()).unwrap_or_default() {
                *column = (column.0.min(i), i + 1);
            }
            forth.push(Window::new(words.source.units.get(i), &words.from_source, around));
        }
        let back = |(j, (from, to)): (usize, &(usize, usize))| {
            let around = (*from).min(*to)..*to;
            Window::new(words.target.units.get(j), &words.from_target, around)
        };
        let back = columns.iter().enumerate().map(back).collect();
        Self { texts, windows: (Windows { first: 0, list: forth }, Windows { first: 0, list: back }) }
    }

    /// Only `s` against `t`.
    fn within(texts: Texts<'a>, s: &Range<usize>, t: &Range<usize>) -> Self {
        let window = |side: &Side, points: &[Vec<(u32, f32)>], own: &Range<usize>, other: &Range<usize>| {
            let one = |i: usize| Window::new(side.units.get(i), points, other.clone());
            Windows { first: own.start, list: own.clone().map(one).collect() }
        };
        let words = texts.words;
        let forth = window(&words.source, &words.from_source, s, t);
        let back = window(&words.target, &words.from_target, t, s);
        Self { texts, windows: (forth, back) }
    }

    /// The score of translating `s` by `t`, without the prior.
    fn content(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        let x = &self.texts;
        let (a, b) = x.sizes(s, t);
        let smooth = x.params.smooth;
        let forth = x.side(&x.words.source, s, b + smooth, |at, row, _| self.windows.0.sum(at, row, t));
        let back = x.side(&x.words.target, t, a + smooth, |at, row, _| self.windows.1.sum(at, row, s));
        0.5 * (forth + back) + x.shape(s, t)
    }
}

/// Target columns to look at for each source row, rows and columns being edges between sentences.
pub(super) struct Band {
    rows: Vec<Range<usize>>,
}

impl Band {
    pub(super) fn row(&self, i: usize) -> Range<usize> {
        self.rows.get(i).cloned().unwrap_or(0..0)
    }

    /// The target groups that beads with source group `i` in them can hold.
    pub(super) fn reach(&self, i: usize, columns: usize) -> Range<usize> {
        let rows = i.saturating_sub(LARGEST)..(i + LARGEST + 1).min(self.rows.len());
        let near = self.rows.get(rows).unwrap_or(&[]);
        let start = near.iter().map(|r| r.start).min().unwrap_or(0);
        let end = near.iter().map(|r| r.end).max().unwrap_or(0);
        start.min(columns)..end.min(columns)
    }

    /// Every column in every row.
    pub(super) fn full(rows: usize, columns: usize) -> Self {
        Self { rows: vec![0..columns + 1; rows + 1] }
    }

    /// `radius` columns on either side of a path; `points` are (row, column) edges on it, ascending.
    pub(super) fn around(points: &[(usize, usize)], rows: usize, columns: usize, radius: usize) -> Self {
        let mut low = vec![usize::MAX; rows + 1];
        let mut high = vec![0usize; rows + 1];
        let mut mark = |i: usize, j: usize| {
            if i <= rows {
                low[i] = low[i].min(j.saturating_sub(radius));
                high[i] = high[i].max((j + radius).min(columns) + 1);
            }
        };
        let mut last = (0, 0);
        for &(i, j) in points.iter().chain(&[(rows, columns)]) {
            let (di, dj) = (i.saturating_sub(last.0), j.saturating_sub(last.1));
            let steps = di.max(dj).max(1);
            for k in 0..=steps {
                let (x, y) = (last.0 + di * k / steps, last.1 + dj * k / steps);
                for near in x.saturating_sub(radius / 2)..=x + radius / 2 {
                    mark(near, y);
                }
            }
            last = (i, j);
        }
        mark(0, 0);
        mark(rows, columns);
        let rows =
            low.into_iter().zip(high).map(|(l, h)| if l < h { l..h } else { 0..columns + 1 }).collect();
        Self { rows }
    }
}

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
    let mut shapes = Vec::new();
    for i in 0..=n {
        let row = band.row(i);
        let mut cells = vec![NOWHERE; row.len()];
        for j in row.clone() {
            let mut cell = if (i, j) == (0, 0) { (0.0, 0, 0) } else { NOWHERE };
            list_shapes(scorer, grid, (i, j), &mut shapes);
            for &(a, b) in &shapes {
                let from = band.row(i - a);
                let column = (j - b).wrapping_sub(from.start);
                let before =
                    if a == 0 { cells.get(column) } else { best.get(i - a).and_then(|r| r.get(column)) };
                let Some(before) = before.map(|c| c.0).filter(|x| x.is_finite()) else { continue };
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

/// Beads inside one bead of blocks: every shape, no band.
pub(super) fn inside(texts: Texts<'_>, s: &Range<usize>, t: &Range<usize>) -> Vec<Bead> {
    let scorer = Scorer::within(texts, s, t);
    let rows: Vec<usize> = (s.start..=s.end).collect();
    let columns: Vec<usize> = (t.start..=t.end).collect();
    let free = |_: Range<usize>, _: Range<usize>| 0.0;
    let grid = Grid { source: &rows, target: &columns, largest: texts.params.largest, cost: &free };
    chain(&scorer, &grid, &Band::full(s.len(), t.len()))
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

/// Shapes of beads that may end at edge (i, j), leaving out large ones whose lengths disagree.
fn list_shapes(scorer: &Scorer<'_>, grid: &Grid<'_>, (i, j): (usize, usize), out: &mut Vec<(usize, usize)>) {
    out.clear();
    let length = |units: &[Unit], range: Range<usize>| {
        units.get(range).unwrap_or(&[]).iter().map(|u| u.length).sum::<f32>()
    };
    for a in 0..=i.min(LARGEST) {
        for b in 0..=j.min(LARGEST) {
            if (a.min(b) == 0 && a + b == 1) || (a == 1 && b == 1) {
                out.push((a, b));
            } else if a >= 1 && b >= 1 && a + b <= grid.largest {
                let x =
                    length(scorer.texts.source, edges(grid.source, &(i - a..i))) * scorer.texts.ratio + 10.0;
                let y = length(scorer.texts.target, edges(grid.target, &(j - b..j))) + 10.0;
                if x.max(y) <= 2.6 * x.min(y) {
                    out.push((a, b));
                }
            }
        }
    }
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
        out.push(Bead { source: s, target: t, score, moved: false });
    }
    out.reverse();
    out
}

/// The natural logarithm of a positive number, to three digits: exponent and a cubic for the rest.
fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = (bits >> 23) as f32 - 127.0;
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    let log2 = exponent - 2.153_62 + m * (3.047_884 + m * (-1.051_875 + m * 0.158_249));
    log2 * std::f32::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_good_to_three_digits() {
        for x in [1e-6f32, 0.03, 0.4, 1.0, 1.7, 12.0, 4e5] {
            assert!((ln(x) - x.ln()).abs() < 2e-3, "{x}: {} {}", ln(x), x.ln());
        }
    }
}
