//! Pairing by content: posts that say the same things, whatever their names.
//!
//! Each post is a set of features that a translation keeps (URLs, numbers, names), weighted by how
//! rare they are on the site. Two posts pair when each is the other's best and the likeness is clear.

use super::facts::PostFacts;
use super::likeness::{Features, Print, Weights, kept, likeness, meant};
use super::words::Endings;

/// Likeness below which two posts are never paired by content.
const LEAST: f64 = 0.30;
/// How much better the best partner must be than the second best.
const MARGIN: f64 = 1.25;

/// Pairs of indices (left, right) that are each other's clear best, and their likeness, 0 to 1. What
/// is paired no longer stands in the way of the others, so it is gone through again until nothing
/// new is clear.
#[must_use]
pub fn pair(left: &[&PostFacts], right: &[&PostFacts], languages: (&str, &str)) -> Vec<(usize, usize, f64)> {
    let endings = (Endings::of_tag(languages.0), Endings::of_tag(languages.1));
    let mut out: Vec<(usize, usize, f64)> = Vec::new();
    let mut taken = (vec![false; left.len()], vec![false; right.len()]);
    // What the posts keep as it is says most; what they mean tells apart those that are made alike.
    for features in [kept, meant] {
        let scores = scores(left, right, endings, features, &taken);
        settle(&scores, &mut taken, &mut out);
    }
    out.sort_by_key(|p| p.0);
    out
}

/// Likenesses of posts.
struct Scores {
    /// For each of one side those of the other side.
    rows: Vec<Vec<(usize, f64)>>,
    /// The same, back.
    columns: Vec<Vec<(usize, f64)>>,
    /// What the likenesses were read from.
    prints: (Vec<Print>, Vec<Print>),
}

/// The likeness of every two posts that are still free.
fn scores(
    left: &[&PostFacts],
    right: &[&PostFacts],
    endings: (Endings, Endings),
    features: Features,
    taken: &(Vec<bool>, Vec<bool>),
) -> Scores {
    let read = |list: &[&PostFacts], endings| -> Vec<Vec<(u64, f64)>> {
        list.iter().map(|f| features(&f.content, endings)).collect()
    };
    let (mine, theirs) = (read(left, endings.0), read(right, endings.1));
    let weights = Weights::new(mine.iter().chain(&theirs));
    let prints = |list: Vec<Vec<(u64, f64)>>| -> Vec<Print> {
        list.into_iter().map(|features| weights.print(features)).collect()
    };
    let (mine, theirs) = (prints(mine), prints(theirs));
    let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new(); left.len()];
    let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); right.len()];
    for (i, (a, x)) in left.iter().zip(&mine).enumerate().filter(|(i, _)| !is(&taken.0, *i)) {
        for (j, (b, y)) in right.iter().zip(&theirs).enumerate().filter(|(j, _)| !is(&taken.1, *j)) {
            let score = likeness(a, x, b, y);
            if score > 0.05
                && let (Some(row), Some(column)) = (rows.get_mut(i), columns.get_mut(j))
            {
                row.push((j, score));
                column.push((i, score));
            }
        }
    }
    Scores { rows, columns, prints: (mine, theirs) }
}

fn is(list: &[bool], i: usize) -> bool {
    list.get(i).copied().unwrap_or(false)
}

/// Takes the pairs that are each other's clear best, until nothing new is clear.
fn settle(scores: &Scores, taken: &mut (Vec<bool>, Vec<bool>), out: &mut Vec<(usize, usize, f64)>) {
    let (mine, theirs) = &scores.prints;
    loop {
        let before = out.len();
        for (i, row) in scores.rows.iter().enumerate().filter(|(i, _)| !is(&taken.0, *i)) {
            let Some((j, score)) = mine.get(i).and_then(|own| clear(row, &taken.1, own, theirs)) else {
                continue;
            };
            let column = scores.columns.get(j).zip(theirs.get(j));
            let back = column.and_then(|(list, own)| clear(list, &taken.0, own, mine));
            if back.is_some_and(|(back, _)| back == i) {
                out.push((i, j, score));
            }
        }
        for (i, j, _) in out.iter().skip(before) {
            taken.0.get_mut(*i).into_iter().chain(taken.1.get_mut(*j)).for_each(|t| *t = true);
        }
        if out.len() == before {
            return;
        }
    }
}

/// The best of those that are free, if it is good and every other one is well behind. Pages made after
/// one pattern are all alike: there the best may also win by what only it shares with `own`.
fn clear(list: &[(usize, f64)], taken: &[bool], own: &Print, others: &[Print]) -> Option<(usize, f64)> {
    let free = || list.iter().filter(|x| !taken.get(x.0).copied().unwrap_or(true));
    let best = free().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let behind = |rival: &(usize, f64)| {
        best.1 >= rival.1 * MARGIN
            || others.get(best.0).zip(others.get(rival.0)).is_some_and(|(b, r)| own.rather(b, r))
    };
    let clear = best.1 >= LEAST && free().all(|x| x.0 == best.0 || behind(x));
    clear.then_some(*best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pair::fingerprint::Content;

    fn post(path: &str, text: &str) -> PostFacts {
        PostFacts { path: path.into(), content: Content::new("", text), ..PostFacts::default() }
    }

    #[test]
    fn like_finds_like() {
        let en = [
            post(
                "a",
                "# A\n\nWe met Camille in Lyon in 2019, see https://x.org/p2p for the slides of Gorhgorh.\n",
            ),
            post(
                "b",
                "# B\n\nThe new IPFS release ships QUIC, https://y.org/quic explains it, says Manfred.\n",
            ),
        ];
        let fr = [
            post(
                "c",
                "# B\n\nLa nouvelle version d'IPFS livre QUIC, https://y.org/quic l'explique, dit Manfred.\n",
            ),
            post("d", "# A\n\nNous avons vu Camille à Lyon en 2019, voir https://x.org/p2p et Gorhgorh.\n"),
        ];
        let en: Vec<&PostFacts> = en.iter().collect();
        let fr: Vec<&PostFacts> = fr.iter().collect();
        let found: Vec<(usize, usize)> =
            pair(&en, &fr, ("en", "fr")).into_iter().map(|(i, j, _)| (i, j)).collect();
        assert_eq!(found, [(0, 1), (1, 0)]);
    }
}
