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
    for (j, list) in words.target.units.iter().enumerate() {
        let mut touched: Vec<usize> = Vec::new();
        for word in list {
            let points = &words.from_target[*word as usize];
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
        let mut found: Vec<(usize, f32)> = touched
            .iter()
            .map(|&i| (i, row[i] / norm(i) / (1.0 + (i as f32 - expected).abs() / (0.2 * n as f32 + 20.0))))
            .collect();
        for i in touched {
            row[i] = 0.0;
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // A sentence whose best place is hardly better than the next is no landmark.
        if let [first, rest @ ..] = &found[..] {
            let second = rest.first().map_or(0.0, |x| x.1);
            if first.1 > 1.0 {
                pairs.push((first.0, j, first.1 - 0.7 * second));
            }
        }
    }
    heaviest(&pairs)
}

/// The heaviest chain that ascends on both sides. `pairs` come in order of target.
fn heaviest(pairs: &[(usize, usize, f32)]) -> Vec<(usize, usize)> {
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(pairs.len());
    for (k, (i, j, weight)) in pairs.iter().enumerate() {
        let mut cell = (*weight, None);
        for (back, (pi, pj, _)) in pairs.iter().enumerate().take(k) {
            if pi < i && pj < j && best[back].0 + weight > cell.0 {
                cell = (best[back].0 + weight, Some(back));
            }
        }
        best.push(cell);
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
