//! The measurements behind every figure we give.
//!
//! `cargo test --test eval` is the gate: it scores the labelled cases of `corpus/` and fails when a
//! score is below the committed one. Suites on larger, public material run by name:
//! `cargo test --release --test eval -- SUITE [ARGS]`; `make help` lists them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod blog;
mod cases;
mod corpus;
mod language;
mod mojibake;
mod novels;
mod pairing;
mod planted;
mod published;
mod score;

use std::process::ExitCode;

/// A measurement with a name: gets the arguments after its name, says whether all went well.
type Suite = (&'static str, &'static str, fn(&[String]) -> bool);

/// Every suite; the first runs when none is named. Add yours here.
const SUITES: &[Suite] = &[
    ("corpus", "score corpus/ against corpus/scores.json [--failures] [ROW]", corpus::gate),
    ("mojibake", "damage the text in FOLDER… in every way, and count what comes back", |args| {
        mojibake::run(args);
        true
    }),
    ("published", "mojibake cases that others publish, FOLDER… of JSON files", published::run),
    ("language", "French or English: accuracy by length, planted stretches, speed, on TEXT.tsv…", |args| {
        language::run(args);
        true
    }),
    ("planted", "damage planted in pairs: CASES.jsonl… FOLDER… [--failures] [--only SCENARIO]", planted::run),
    (
        "changes",
        "small changes planted in the pairs of FOLDER…, one a page and kind [--failures] [--only KIND]",
        planted::changes::run,
    ),
    (
        "blog",
        "English left in the French pages of FOLDER…, one stretch a page and kind [--failures] [--only KIND] [--alone]",
        blog::run,
    ),
    ("stale", "pages whose original is newer, CASES.jsonl…: which sentences changed", planted::stale::run),
    ("novels", "strict F1 on texts with links set by hand, FILE.jsonl…", novels::run),
    ("pairing", "pairs found by content alone, names hidden, FOLDER… [--failures]", pairing::run),
    ("accept", "score corpus/ and commit the scores to corpus/scores.json", corpus::accept),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test` hands its own flags and filters to every test binary: those are not for us.
    let named = args.iter().position(|a| SUITES.iter().any(|s| s.0 == a));
    let (name, rest) = match named {
        Some(at) => (args[at].as_str(), &args[at + 1..]),
        None if args.iter().all(|a| ["-q", "--quiet", "--nocapture"].contains(&a.as_str())) => {
            ("corpus", &args[..0])
        }
        None => {
            println!("no such suite; there are:");
            SUITES.iter().for_each(|(name, about, _)| println!("  {name:10} {about}"));
            return ExitCode::SUCCESS;
        }
    };
    let ok = SUITES.iter().filter(|s| s.0 == name).all(|(_, _, run)| run(rest));
    if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
