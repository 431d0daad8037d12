//! PAIR: the two sides of a post.

pub mod doubtful_pair;
pub mod missing_counterpart;

use crate::finding::Finding;
use crate::pair::Pairing;

/// What discovery itself has to say: PAIR001 and PAIR011, each with the path it belongs to, at most
/// one of each a post. The findings stand at the start of the post.
#[must_use]
pub fn about_pairings(pairings: &[Pairing]) -> Vec<(String, Finding)> {
    let mut out = missing_counterpart::findings(pairings);
    out.extend(doubtful_pair::findings(pairings));
    out
}
