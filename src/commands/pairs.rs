//! `visavis pairs`: one row a post and language.

use super::{Failure, Outcome, Session};
use crate::cli::PairsArgs;

pub(super) fn run(_session: &Session, _args: &PairsArgs) -> Outcome {
    Err(Failure::Said("`visavis pairs` is not there yet".to_owned()))
}
