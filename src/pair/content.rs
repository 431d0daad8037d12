//! Pairing by content: posts that say the same things, whatever their names.
//!
//! Each post is a set of features that a translation keeps (URLs, numbers, names), weighted by how
//! rare they are on the site. Two posts pair when each is the other's best and the likeness is clear.

use super::facts::PostFacts;
use super::fingerprint::Fingerprint;
use rustc_hash::FxHashMap;

/// Likeness below which two posts are never paired by content.
const LEAST: f64 = 0.30;
/// How much better the best partner must be than the second best.
const MARGIN: f64 = 1.25;

/// Pairs of indices (left, right) that are each other's clear best, and their likeness, 0 to 1. What
/// is paired no longer stands in the way of the others, so it is gone through again until nothing
/// new is clear.
#[must_use]
pub fn pair(left: &[&PostFacts], right: &[&PostFacts]) -> Vec<(usize, usize, f64)> {
    let mut out: Vec<(usize, usize, f64)> = Vec::new();
    let mut taken = (vec![false; left.len()], vec![false; right.len()]);
    // What the posts keep as it is says most; what they mean tells apart those that are made alike.
    for features in [kept, meant] {
        let scores = scores(left, right, features, &taken);
        settle(&scores, &mut taken, &mut out);
    }
    out.sort_by_key(|p| p.0);
    out
}

/// Likenesses of posts: for each of one side those of the other side, and back.
type Scores = (Vec<Vec<(usize, f64)>>, Vec<Vec<(usize, f64)>>);

/// The likeness of every two posts that are still free.
fn scores(
    left: &[&PostFacts],
    right: &[&PostFacts],
    features: Features,
    taken: &(Vec<bool>, Vec<bool>),
) -> Scores {
    let weights = Weights::new(left.iter().chain(right).map(|f| &*f.content), features);
    let prints = |list: &[&PostFacts]| -> Vec<Print> { list.iter().map(|f| weights.print(f)).collect() };
    let (mine, theirs) = (prints(left), prints(right));
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
    (rows, columns)
}

fn is(list: &[bool], i: usize) -> bool {
    list.get(i).copied().unwrap_or(false)
}

/// Takes the pairs that are each other's clear best, until nothing new is clear.
fn settle((rows, columns): &Scores, taken: &mut (Vec<bool>, Vec<bool>), out: &mut Vec<(usize, usize, f64)>) {
    loop {
        let before = out.len();
        for (i, row) in rows.iter().enumerate().filter(|(i, _)| !is(&taken.0, *i)) {
            let Some((j, score)) = clear(row, &taken.1) else { continue };
            if columns.get(j).and_then(|c| clear(c, &taken.0)).is_some_and(|(back, _)| back == i) {
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

/// The best of those that are free, if it is good and the next is well behind.
fn clear(list: &[(usize, f64)], taken: &[bool]) -> Option<(usize, f64)> {
    let free = || list.iter().filter(|x| !taken.get(x.0).copied().unwrap_or(true));
    let best = free().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let second = free().filter(|x| x.0 != best.0).map(|x| x.1).fold(0.0, f64::max);
    (best.1 >= LEAST && best.1 >= second * MARGIN).then_some(*best)
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
    features: Features,
}

/// What of a post is looked at, each with what its kind is worth.
type Features = fn(&Fingerprint) -> Vec<(u64, f64)>;

impl Weights {
    fn new<'a>(prints: impl Iterator<Item = &'a Fingerprint>, features: Features) -> Self {
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
        Self { rarity: seen, features }
    }

    /// A post's features, sorted, each with what it is worth here.
    fn print(&self, facts: &PostFacts) -> Print {
        let worth = |(f, w): (u64, f64)| (f, w * self.rarity.get(&f).copied().unwrap_or(0.0));
        let mut list: Vec<(u64, f64)> = (self.features)(&facts.content).into_iter().map(worth).collect();
        list.sort_by_key(|x| x.0);
        list.dedup_by_key(|x| x.0);
        let mass = list.iter().map(|x| x.1).sum();
        Print { list, mass }
    }
}

/// A post's features with their weights.
struct Print {
    list: Vec<(u64, f64)>,
    mass: f64,
}

impl Print {
    /// The weight of what both have.
    fn common(&self, other: &Self) -> f64 {
        let (mut theirs, mut sum) = (other.list.iter().peekable(), 0.0);
        for (feature, weight) in &self.list {
            while theirs.next_if(|x| x.0 < *feature).is_some() {}
            if theirs.peek().is_some_and(|x| x.0 == *feature) {
                sum += weight;
            }
        }
        sum
    }
}

/// Weighted overlap of features, pulled up by an equal date and shape, down by unlike lengths.
fn likeness(a: &PostFacts, p: &Print, b: &PostFacts, q: &Print) -> f64 {
    let (x, y): (&Fingerprint, &Fingerprint) = (&a.content, &b.content);
    let length = ratio(x.letters + 20, y.letters + 20);
    if length < 0.4 {
        return 0.0;
    }
    // Half a feature of each is taken as unknown: nothing in common on short pages proves nothing.
    let overlap = (p.common(q) + 0.5) / ((p.mass * q.mass).sqrt() + 3.0);
    let headings =
        ratio(x.headings.len() + 1, y.headings.len() + 1) * if x.headings == y.headings { 1.0 } else { 0.7 };
    let shape = headings * ratio(x.lines + 5, y.lines + 5);
    let date = match (&a.date, &b.date) {
        (Some(p), Some(q)) if p == q => 0.25,
        (Some(_), Some(_)) => -0.15,
        _ => 0.0,
    };
    (overlap * (0.55 + 0.45 * shape) * (0.6 + 0.4 * length) + date).clamp(0.0, 1.0)
}

/// What a translation keeps as it is, and what each kind is worth.
fn kept(print: &Fingerprint) -> Vec<(u64, f64)> {
    let kinds = [
        (&print.urls, 2.0),
        (&print.numbers, 0.7),
        (&print.names, 1.0),
        (&print.codes, 1.0),
        (&print.roots, 0.4),
    ];
    kinds.into_iter().flat_map(|(list, worth)| list.iter().map(move |f| (*f, worth))).collect()
}

/// What the words of a post mean, besides what it keeps.
fn meant(print: &Fingerprint) -> Vec<(u64, f64)> {
    let mut all = kept(print);
    all.extend(print.meanings.iter().map(|f| (*f, 1.0)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pair::fingerprint::Content;

    fn post(path: &str, text: &str) -> PostFacts {
        PostFacts { path: path.into(), content: Content::new(text), ..PostFacts::default() }
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
