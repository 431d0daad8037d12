//! Rebuilds the trained tables: `cargo run --release --features train --bin train -- SUBCOMMAND …`.
//!
//! Each subcommand is deterministic: the same text gives the same bytes. The SOURCES.md beside each
//! table says which text, where it comes from and under which licence.

mod bytes;
mod edges;
mod language;
mod lexicon;
mod mojibake;
mod parts;
mod planted;
mod words;

fn main() -> std::process::ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = args.split_first().map_or(("", &[][..]), |(n, r)| (n.as_str(), r));
    let result = match name {
        "bytes" => bytes::run(rest),
        "language" => language::run(rest),
        "lexicon" => lexicon::run(rest),
        "mojibake" => mojibake::run(rest),
        "words" => words::run(rest),
        _ => Err("usage: train language OUT.bin TEXT.tsv… | train mojibake OUT.bin SOURCE… | train words OUT.bin SOURCE… | train lexicon OUT.bin BITEXT.tsv…".to_owned()),
    };
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("train: {message}");
            std::process::ExitCode::from(2)
        }
    }
}
