//! The command line, end to end: readable cases in `cases/`, and what they cannot say.

mod diffs;
mod streams;

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cli/cases/*.md").case("tests/cli/cases/*.toml");
}
