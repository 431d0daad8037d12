//! How alike two posts of different languages are.

use super::facts::PostFacts;
use super::fingerprint::{Content, Fingerprint};
use super::words::Endings;
use rustc_hash::FxHashMap;

/// What a word of the front matter is worth: titles say what a page is about.
const TITLE: f64 = 3.0;
/// What the words that the best partner alone shares must weigh more than twice those of a rival that
/// is less than that behind: about one word of a few hundred posts that stands in no other.
const TELLING: f64 = 6.0;

/// Whether two posts whose names pair look like translations of each other. Lists of French books
/// and of English books do not.
#[must_use]
pub fn looks_translated(a: &Fingerprint, b: &Fingerprint) -> bool {
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
pub(super) struct Weights {
    rarity: FxHashMap<u64, f64>,
}

/// What of a post is looked at, each with what its kind is worth.
pub(super) type Features = fn(&Content, Endings) -> Vec<(u64, f64)>;

impl Weights {
    pub(super) fn new<'a>(prints: impl Iterator<Item = &'a Vec<(u64, f64)>>) -> Self {
        let mut seen: FxHashMap<u64, f64> = FxHashMap::default();
        let mut posts = 0.0;
        for print in prints {
            posts += 1.0;
            for feature in print {
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

    /// A post's features, sorted, each with what it is worth here.
    pub(super) fn print(&self, features: Vec<(u64, f64)>) -> Print {
        let worth = |(f, w): (u64, f64)| (f, w * self.rarity.get(&f).copied().unwrap_or(0.0));
        let mut list: Vec<(u64, f64)> = features.into_iter().map(worth).collect();
        list.sort_by_key(|x| x.0);
        list.dedup_by_key(|x| x.0);
        let mass = list.iter().map(|x| x.1).sum();
        Print { list, mass }
    }
}

/// A post's features with their weights.
pub(super) struct Print {
    list: Vec<(u64, f64)>,
    mass: f64,
}

impl Print {
    fn has(&self, feature: u64) -> bool {
        self.list.binary_search_by_key(&feature, |x| x.0).is_ok()
    }

    /// Whether what it shares with `best` alone plainly outweighs what it shares with `rival` alone.
    pub(super) fn rather(&self, best: &Self, rival: &Self) -> bool {
        let (mut mine, mut other) = (0.0, 0.0);
        for (feature, weight) in &self.list {
            match (best.has(*feature), rival.has(*feature)) {
                (true, false) => mine += weight,
                (false, true) => other += weight,
                _ => {}
            }
        }
        mine >= TELLING + 2.0 * other
    }

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
pub(super) fn likeness(a: &PostFacts, p: &Print, b: &PostFacts, q: &Print) -> f64 {
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
pub(super) fn kept(print: &Content, _: Endings) -> Vec<(u64, f64)> {
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
pub(super) fn meant(print: &Content, endings: Endings) -> Vec<(u64, f64)> {
    let mut all = kept(print, endings);
    let meanings = print.meanings(endings);
    all.extend(meanings.front.iter().map(|f| (*f, TITLE)));
    all.extend(meanings.text.iter().filter(|m| meanings.front.binary_search(m).is_err()).map(|f| (*f, 1.0)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lists_of_links_are_no_translation() {
        let list = |host: &str| {
            let lines: String = (0..9).map(|i| format!("* [x](https://{host}/{i})\n")).collect();
            Fingerprint::read("", &lines)
        };
        assert!(!looks_translated(&list("livres.example"), &list("books.example")));
        assert!(looks_translated(&list("books.example"), &list("books.example")));
    }
}
