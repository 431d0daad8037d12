//! The command line, end to end: readable cases in `cases/`, and what they cannot say.

// A test that cannot go on has failed: that is what a panic says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod diffs;
mod streams;

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cli/cases/*.md").case("tests/cli/cases/*.toml");
}
