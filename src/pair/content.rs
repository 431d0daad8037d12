//! Pairing by content: posts that say the same things, whatever their names.
//!
//! Each post is a set of features that a translation keeps (URLs, numbers, names), weighted by how
//! rare they are on the site. Two posts pair when each is the other's best, the likeness is clear, and
//! their sentences are seen to translate each other.

mod rest;

use super::facts::PostFacts;
use super::likeness::{Features, Print, Weights, kept, likeness, meant};
use super::proof::Proof;
use super::words::Endings;
use rustc_hash::FxHashSet;

/// Likeness below which two posts are not paired by content.
const LEAST: f64 = 0.30;
/// The same for two posts that no third one is like: half as alike at most.
const FAINT: f64 = 0.18;
/// How much more alike than any third post two posts are then.
pub(super) const ALONE: f64 = 2.0;
/// How much better the best partner must be than the second best.
const MARGIN: f64 = 1.25;

/// Pairs of indices (left, right) that are each other's clear best and are seen to say the same. What
/// is paired no longer stands in the way of the others, so it is gone through again until nothing new
/// is clear.
#[must_use]
pub fn pair(left: &[&PostFacts], right: &[&PostFacts], languages: (&str, &str)) -> Vec<(usize, usize)> {
    let endings = (Endings::of_tag(languages.0), Endings::of_tag(languages.1));
    let mut search = Search {
        left,
        right,
        languages,
        taken: (vec![false; left.len()], vec![false; right.len()]),
        refused: FxHashSet::default(),
        out: Vec::new(),
    };
    // What the posts keep as it is says most; what they mean tells apart those that are made alike.
    let mut last = None;
    for features in [kept, meant] {
        if search.taken.0.contains(&false) && search.taken.1.contains(&false) {
            let scores = search.scores(endings, features);
            search.settle(&scores);
            last = Some(scores);
        }
    }
    last.into_iter().for_each(|scores| search.read_the_rest(&scores));
    search.out.sort_unstable();
    search.out
}

/// The posts of two languages, and what became of them so far.
struct Search<'a> {
    left: &'a [&'a PostFacts],
    right: &'a [&'a PostFacts],
    languages: (&'a str, &'a str),
    /// Which posts have their partner.
    taken: (Vec<bool>, Vec<bool>),
    /// Posts that are alike and yet say different things.
    refused: FxHashSet<(usize, usize)>,
    out: Vec<(usize, usize)>,
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

impl Search<'_> {
    /// The likeness of every two posts that are still free.
    fn scores(&self, endings: (Endings, Endings), features: Features) -> Scores {
        let read = |list: &[&PostFacts], endings| -> Vec<Vec<(u64, f64)>> {
            list.iter().map(|f| features(&f.content, endings)).collect()
        };
        let (mine, theirs) = (read(self.left, endings.0), read(self.right, endings.1));
        let weights = Weights::new(mine.iter().chain(&theirs));
        let prints = |list: Vec<Vec<(u64, f64)>>| -> Vec<Print> {
            list.into_iter().map(|features| weights.print(features)).collect()
        };
        let (mine, theirs) = (prints(mine), prints(theirs));
        let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.left.len()];
        let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); self.right.len()];
        let free = |list: &[bool], i: usize| !is(list, i);
        for (i, (a, x)) in self.left.iter().zip(&mine).enumerate().filter(|p| free(&self.taken.0, p.0)) {
            let others = self.right.iter().zip(&theirs).enumerate();
            for (j, (b, y)) in others.filter(|p| free(&self.taken.1, p.0)) {
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

    /// Takes the pairs that are each other's clear best, until nothing new is clear. What looked like a
    /// pair and is none still stands in the way: what was pushed aside by it is no better.
    fn settle(&mut self, scores: &Scores) {
        let (mine, theirs) = &scores.prints;
        loop {
            let mut new: Vec<(usize, usize)> = Vec::new();
            for (i, row) in scores.rows.iter().enumerate() {
                if is(&self.taken.0, i) {
                    continue;
                }
                let Some((j, there)) = mine.get(i).and_then(|own| clear(row, &self.taken.1, own, theirs))
                else {
                    continue;
                };
                let column = scores.columns.get(j).zip(theirs.get(j));
                let back = column.and_then(|(list, own)| clear(list, &self.taken.0, own, mine));
                let Some((_, back)) = back.filter(|(back, _)| *back == i) else { continue };
                let found = Match { likeness: there.likeness, rival: there.rival.max(back.rival) };
                if found.is_candidate() && self.proven(i, j, found) {
                    new.push((i, j));
                }
            }
            for (i, j) in &new {
                self.taken.0.get_mut(*i).into_iter().chain(self.taken.1.get_mut(*j)).for_each(|t| *t = true);
            }
            self.out.extend(&new);
            if new.is_empty() {
                return;
            }
        }
    }

    /// Whether two posts that look alike say the same; each two are read once only.
    fn proven(&mut self, i: usize, j: usize, found: Match) -> bool {
        let (Some(a), Some(b)) = (self.left.get(i), self.right.get(j)) else { return false };
        if self.refused.contains(&(i, j)) {
            return false;
        }
        let proven = Proof::of(a, b, self.languages).convinces(found);
        if !proven {
            self.refused.insert((i, j));
        }
        proven
    }
}

fn is(list: &[bool], i: usize) -> bool {
    list.get(i).copied().unwrap_or(false)
}

/// The best of those that are free, if every other one is well behind. Pages made after one pattern
/// are all alike: there the best may also win by what only it shares with `own`.
fn clear(list: &[(usize, f64)], taken: &[bool], own: &Print, others: &[Print]) -> Option<(usize, Match)> {
    let free = || list.iter().filter(|x| !taken.get(x.0).copied().unwrap_or(true));
    let best = free().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let rivals = || free().filter(|x| x.0 != best.0);
    let behind = |rival: &(usize, f64)| {
        best.1 >= rival.1 * MARGIN
            || others.get(best.0).zip(others.get(rival.0)).is_some_and(|(b, r)| own.rather(b, r))
    };
    let rival = rivals().map(|x| x.1).fold(0.0, f64::max);
    rivals().all(behind).then_some((best.0, Match { likeness: best.1, rival }))
}

/// How alike two posts are, and the better of them and any third post.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    /// Their likeness.
    pub likeness: f64,
    /// That of either and its second best.
    pub rival: f64,
}

impl Match {
    /// Whether the two are worth being read: alike, or less so, but nothing else comes near.
    fn is_candidate(self) -> bool {
        self.likeness >= LEAST || (self.likeness >= FAINT && self.exceeds(ALONE))
    }

    /// Whether they are so many times as alike as either is to any third post.
    pub(super) fn exceeds(self, times: f64) -> bool {
        self.likeness >= self.rival * times
    }
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
        let found: Vec<(usize, usize)> = pair(&en, &fr, ("en", "fr"));
        assert_eq!(found, [(0, 1), (1, 0)]);
    }

    #[test]
    fn pages_of_one_pattern_that_speak_of_other_things_are_strangers() {
        let page = |path, topic: &str, rest: &str| {
            let text = format!(
                "# {topic}\n\n{rest}\n\n## Camille's 1987 GreenHouse\n\n`npm run greenhouse --port 4711`\n\n\
                 See https://garden.example/greenhouse and https://garden.example/tools/4711.\n"
            );
            post(path, &text)
        };
        let hens =
            "The hens sleep in the barn at night. They eat corn and drink a lot of water when it is warm.";
        let bees = "Les abeilles vivent dans trois ruches. Chaque printemps nous récoltons le miel au fond du jardin.";
        let poules = "Les poules dorment dans la grange la nuit. Elles mangent du maïs et boivent beaucoup d'eau \
                      quand il fait chaud.";
        let en = page("a", "Hens", hens);
        let (stranger, partner) = (page("b", "Abeilles", bees), page("c", "Poules", poules));
        assert_eq!(pair(&[&en], &[&stranger], ("en", "fr")), []);
        assert_eq!(pair(&[&en], &[&partner], ("en", "fr")), [(0, 0)]);
    }

    #[test]
    fn posts_that_nothing_else_resembles_need_less_proof() {
        let candidate = |likeness, rival| Match { likeness, rival }.is_candidate();
        assert!(candidate(0.35, 0.3) && candidate(0.2, 0.1));
        assert!(!candidate(0.2, 0.15) && !candidate(0.15, 0.0));
    }
}
