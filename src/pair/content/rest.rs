//! The last few posts that nothing paired.

use super::{Scores, Search, is};
use crate::pair::facts::PostFacts;
use crate::pair::proof::Proof;
use std::collections::BTreeSet;

impl Search<'_> {
    /// Where few posts are left, each is read beside those that resemble it most. What looks like
    /// nothing in particular, a short page or one of a family, pairs if it says the same from end to
    /// end and no other post comes near.
    pub(super) fn read_the_rest(&mut self, scores: &Scores) {
        let free = |taken: &[bool]| (0..taken.len()).filter(|i| !is(taken, *i)).count();
        if free(&self.taken.0) + free(&self.taken.1) > FEW {
            return;
        }
        let mut read: Vec<(usize, usize, f64)> = Vec::new();
        for (i, j) in self.alike(scores) {
            let (Some(a), Some(b)) = (self.left.get(i), self.right.get(j)) else { continue };
            if !self.refused.contains(&(i, j)) && comparable(a, b) {
                read.push((i, j, Proof::of(a, b, self.languages).agreement()));
            }
        }
        for (i, j, agreement) in read.iter().filter(|r| r.2 > 0.0) {
            let rival = |r: &&(usize, usize, f64)| (r.0 == *i) != (r.1 == *j);
            let near = read.iter().filter(rival).any(|r| r.2 * APART > *agreement);
            if !near && !is(&self.taken.0, *i) && !is(&self.taken.1, *j) {
                self.out.push((*i, *j));
                self.taken.0.get_mut(*i).into_iter().chain(self.taken.1.get_mut(*j)).for_each(|t| *t = true);
            }
        }
    }

    /// The free posts that are most alike: for each of either side the first few of the other.
    fn alike(&self, scores: &Scores) -> BTreeSet<(usize, usize)> {
        let mut out = BTreeSet::new();
        let mut add = |rows: &[Vec<(usize, f64)>], mine: &[bool], theirs: &[bool], turned: bool| {
            for (i, row) in rows.iter().enumerate().filter(|(i, _)| !is(mine, *i)) {
                let mut row: Vec<&(usize, f64)> = row.iter().filter(|x| !is(theirs, x.0)).collect();
                row.sort_by(|a, b| b.1.total_cmp(&a.1));
                let first = row.into_iter().take(FIRST);
                out.extend(first.map(|(j, _)| if turned { (*j, i) } else { (i, *j) }));
            }
        };
        add(&scores.rows, &self.taken.0, &self.taken.1, false);
        add(&scores.columns, &self.taken.1, &self.taken.0, true);
        out
    }
}

/// Posts that are left at most for each to be read.
const FEW: usize = 200;
/// How many others each is read beside.
const FIRST: usize = 4;
/// How many times as much two posts have to agree as either with any other.
const APART: f64 = 1.5;

/// Whether two posts are of lengths that a translation may have, and one holds the code of the other:
/// pages of one pattern, about one program each, say the same of different code.
fn comparable(a: &PostFacts, b: &PostFacts) -> bool {
    /// Lines of code that say nothing.
    const FEW: usize = 4;
    let (x, y) = (a.content.body().len(), b.content.body().len());
    let (p, q) = (&a.content.codes, &b.content.codes);
    let common = p.iter().filter(|c| q.binary_search(c).is_ok()).count();
    let fewer = p.len().min(q.len());
    x.max(y) <= 3 * x.min(y) && (fewer < FEW || common * 3 >= fewer)
}
