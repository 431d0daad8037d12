//! A first path through two texts: the heaviest monotone chain of sentence pairs that share rare words.

use super::Unit;
use super::assoc::Association;

/// Word types in more sentences than this say nothing about where.
const COMMON: usize = 40;

/// Edges (source, target) of the path, ascending on both sides.
pub(super) fn path(words: &Association, source: &[Unit], target: &[Unit]) -> Vec<(usize, usize)> {
    let (n, m) = (source.len(), target.len());
    if n == 0 || m == 0 {
        return Vec::new();
    }
    let mut pairs: Vec<(usize, usize, f32)> = Vec::new();
    let mut row = vec![0.0f32; n];
    let mut touched: Vec<usize> = Vec::new();
    for (j, list) in words.target.units.iter().enumerate() {
        touched.clear();
        for word in list {
            let points = words.from_target.of(*word);
            if points.len() > COMMON {
                continue;
            }
            let rarity =
                (-words.target.chance[*word as usize].ln()).max(0.0) / (points.len() as f32).max(1.0).sqrt();
            for (i, strength) in points {
                let i = *i as usize;
                if row[i] == 0.0 {
                    touched.push(i);
                }
                row[i] += strength.sqrt() * rarity;
            }
        }
        let expected = j as f32 / m as f32 * n as f32;
        let norm = |i: usize| ((words.source.units[i].len() + list.len()) as f32 / 2.0 + 4.0).sqrt();
        let near = |i: usize| 1.0 + (i as f32 - expected).abs() / (0.2 * n as f32 + 20.0);
        // The best place, the first of equal ones, and what the next best scores.
        let (mut best, mut second) = ((0, f32::NEG_INFINITY), f32::NEG_INFINITY);
        for &i in &touched {
            let score = row[i] / norm(i) / near(i);
            if score > best.1 || (score == best.1 && i < best.0) {
                (best, second) = ((i, score), best.1);
            } else if score > second {
                second = score;
            }
        }
        touched.iter().for_each(|i| row[*i] = 0.0);
        // A sentence whose best place is hardly better than the next is no landmark.
        if best.1 > 1.0 {
            pairs.push((best.0, j, best.1 - 0.7 * second.max(0.0)));
        }
    }
    heaviest(&pairs)
}

/// The heaviest chain that ascends on both sides. `pairs` come in order of target, one for each.
fn heaviest(pairs: &[(usize, usize, f32)]) -> Vec<(usize, usize)> {
    let rows = pairs.iter().map(|p| p.0 + 1).max().unwrap_or(0);
    let mut ends = Ends(vec![(0.0, None); rows + 1]);
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(pairs.len());
    for (k, (i, _, weight)) in pairs.iter().enumerate() {
        let (before, back) = ends.below(*i);
        best.push((before + weight, back));
        ends.add(*i, before + weight, k);
    }
    let mut at = (0..best.len()).max_by(|a, b| best[*a].0.total_cmp(&best[*b].0));
    let mut out = Vec::new();
    while let Some(k) = at {
        out.push((pairs[k].0, pairs[k].1));
        at = best[k].1;
    }
    out.reverse();
    out
}

/// The heaviest chain that ends in each run of rows: a tree of running maxima (Fenwick), so that each
/// step takes the logarithm of the rows.
struct Ends(Vec<(f32, Option<usize>)>);

impl Ends {
    /// The heaviest chain that ends before row `i`, and its last pair.
    fn below(&self, i: usize) -> (f32, Option<usize>) {
        let (mut at, mut best) = (i, (0.0, None));
        while at > 0 {
            let here = self.0.get(at).copied().unwrap_or((0.0, None));
            if here.0 > best.0 || (here.0 == best.0 && here.1.is_some() && here.1 < best.1) {
                best = here;
            }
            at &= at - 1;
        }
        best
    }

    /// Pair number `k` ends a chain in row `i`.
    fn add(&mut self, i: usize, weight: f32, k: usize) {
        let mut at = i + 1;
        while let Some(cell) = self.0.get_mut(at) {
            if weight > cell.0 {
                *cell = (weight, Some(k));
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_chain_ascends_on_both_sides() {
        let pairs =
            [(5, 0, 9.0), (0, 1, 2.0), (1, 2, 3.0), (1, 3, 8.0), (2, 4, 1.0), (2, 5, 1.0), (6, 6, 1.0)];
        assert_eq!(heaviest(&pairs), [(0, 1), (1, 3), (2, 4), (6, 6)]);
        assert_eq!(heaviest(&[]), []);
    }
}
