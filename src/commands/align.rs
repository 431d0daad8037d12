//! `visavis align`: the alignment of two files, sentence by sentence.

use super::{Failure, Outcome, Session};
use crate::cli::AlignArgs;

pub(super) fn run(_session: &Session, _args: &AlignArgs) -> Outcome {
    Err(Failure::Said("`visavis align` is not there yet".to_owned()))
}
