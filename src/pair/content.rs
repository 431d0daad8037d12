//! Pairing by content: posts that say the same things, whatever their names.
//!
//! Each post is a set of features that a translation keeps (URLs, numbers, names), weighted by how
//! rare they are on the site. Two posts pair when each is the other's best and the likeness is clear.

use super::facts::{Fingerprint, PostFacts};
use rustc_hash::FxHashMap;

/// Likeness below which two posts are never paired by content.
const LEAST: f64 = 0.30;
/// How much better the best partner must be than the second best.
const MARGIN: f64 = 1.25;

/// Pairs of indices (left, right) that are each other's clear best, and their likeness, 0 to 1.
#[must_use]
pub fn pair(left: &[&PostFacts], right: &[&PostFacts]) -> Vec<(usize, usize, f64)> {
    let weights = Weights::new(left.iter().chain(right).map(|f| &f.content));
    let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new(); left.len()];
    let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); right.len()];
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let score = weights.likeness(a, b);
            if score > 0.05 {
                rows[i].push((j, score));
                columns[j].push((i, score));
            }
        }
    }
    let clear = |list: &[(usize, f64)]| {
        let best = list.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let second = list.iter().filter(|x| x.0 != best.0).map(|x| x.1).fold(0.0, f64::max);
        (best.1 >= LEAST && best.1 >= second * MARGIN).then_some(*best)
    };
    let mut out = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let Some((j, score)) = clear(row) else { continue };
        if columns.get(j).and_then(|c| clear(c)).is_some_and(|(back, _)| back == i) {
            out.push((i, j, score));
        }
    }
    out
}

/// Whether two posts whose names pair look like translations of each other. Lists of French books
/// and of English books do not.
#[must_use]
pub fn looks_translated(a: &Fingerprint, b: &Fingerprint) -> bool {
    let ratio = |x: usize, y: usize| ratio(x, y);
    if a.lines.max(b.lines) < 3 {
        return true;
    }
    let urls = overlap(&a.urls, &b.urls);
    if a.urls.len().min(b.urls.len()) >= 3 {
        return urls >= 0.3;
    }
    ratio(a.lines, b.lines) >= 0.5 && ratio(a.headings.len() + 1, b.headings.len() + 1) >= 0.5
}

/// The smaller over the larger; 1 where both are zero.
#[allow(clippy::cast_precision_loss)]
fn ratio(x: usize, y: usize) -> f64 {
    if x.max(y) == 0 { 1.0 } else { x.min(y) as f64 / x.max(y) as f64 }
}

/// The number of common elements of two sorted lists, over the longer one's length.
#[allow(clippy::cast_precision_loss)]
fn overlap(a: &[u64], b: &[u64]) -> f64 {
    let common = a.iter().filter(|x| b.binary_search(x).is_ok()).count();
    common as f64 / a.len().max(b.len()).max(1) as f64
}

/// How telling each feature is: the logarithm of its rarity over the posts given.
struct Weights {
    rarity: FxHashMap<u64, f64>,
}

impl Weights {
    fn new<'a>(prints: impl Iterator<Item = &'a Fingerprint>) -> Self {
        let mut seen: FxHashMap<u64, f64> = FxHashMap::default();
        let mut posts = 0.0;
        for print in prints {
            posts += 1.0;
            for feature in features(print) {
                *seen.entry(feature.0).or_insert(0.0) += 1.0;
            }
        }
        // A feature on both sides of one pair only is worth most; one on every post nothing.
        let total: f64 = f64::max(posts, 2.0);
        for count in seen.values_mut() {
            *count = (1.0 + total / count.max(2.0)).ln();
        }
        Self { rarity: seen }
    }

    fn mass(&self, list: impl Iterator<Item = (u64, f64)>) -> f64 {
        list.map(|(f, w)| w * self.rarity.get(&f).copied().unwrap_or(0.0)).sum()
    }

    /// Weighted overlap of features, pulled up by an equal date and shape, down by unlike lengths.
    fn likeness(&self, a: &PostFacts, b: &PostFacts) -> f64 {
        let (x, y) = (&a.content, &b.content);
        let length = ratio(x.letters + 20, y.letters + 20);
        if length < 0.4 {
            return 0.0;
        }
        let other = |f: u64| [&y.urls, &y.numbers, &y.names].iter().any(|l| l.binary_search(&f).is_ok());
        let common = self.mass(features(x).filter(|(f, _)| other(*f)));
        let (mine, theirs) = (self.mass(features(x)), self.mass(features(y)));
        // Half a feature of each is taken as unknown: nothing in common on short pages proves nothing.
        let overlap = (common + 0.5) / ((mine * theirs).sqrt() + 3.0);
        let headings = ratio(x.headings.len() + 1, y.headings.len() + 1)
            * if x.headings == y.headings { 1.0 } else { 0.7 };
        let shape = headings * ratio(x.lines + 5, y.lines + 5);
        let date = match (&a.date, &b.date) {
            (Some(p), Some(q)) if p == q => 0.25,
            (Some(_), Some(_)) => -0.15,
            _ => 0.0,
        };
        (overlap * (0.55 + 0.45 * shape) * (0.6 + 0.4 * length) + date).clamp(0.0, 1.0)
    }
}

/// Features and what each kind is worth.
fn features(print: &Fingerprint) -> impl Iterator<Item = (u64, f64)> {
    let of = |list: &'_ [u64], w: f64| list.iter().map(move |f| (*f, w)).collect::<Vec<_>>();
    of(&print.urls, 2.0).into_iter().chain(of(&print.numbers, 0.7)).chain(of(&print.names, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(path: &str, text: &str) -> PostFacts {
        PostFacts { path: path.into(), content: Fingerprint::read(text), ..PostFacts::default() }
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
        let found: Vec<(usize, usize)> = pair(&en, &fr).into_iter().map(|(i, j, _)| (i, j)).collect();
        assert_eq!(found, [(0, 1), (1, 0)]);
    }

    #[test]
    fn two_lists_of_links_are_no_translation() {
        let list = |host: &str| {
            let lines: String = (0..9).map(|i| format!("* [x](https://{host}/{i})\n")).collect();
            Fingerprint::read(&lines)
        };
        assert!(!looks_translated(&list("livres.example"), &list("books.example")));
        assert!(looks_translated(&list("books.example"), &list("books.example")));
    }
}
