//! The labelled cases of `corpus/`: one module a family.

mod bytes;
mod language;
mod mojibake;
mod pairs;
mod sentences;

use crate::cases;
use crate::score::{self, Board};
use visavis::checks::Selector;
use visavis::checks::context::PageLanguage;
use visavis::config::Settings;

/// Settings that run only these rules or families; those that do not exist yet are left out.
fn select(rules: &[&str]) -> Settings {
    let select: Vec<Selector> = rules.iter().filter_map(|r| Selector::parse(r).ok()).collect();
    if select.is_empty() {
        // Selecting nothing means the defaults: ignore everything instead.
        return Settings { ignore: vec![Selector::parse("ALL").unwrap()], ..Settings::default() };
    }
    Settings { select, ..Settings::default() }
}

/// The language of a page, as if its file name said so.
fn page_language(tag: &str) -> Option<PageLanguage> {
    Some(PageLanguage { tag: tag.to_owned(), because: "its name".to_owned() })
}

fn measure() -> Board {
    let mut board = Board::default();
    mojibake::run(&mut board);
    bytes::run(&mut board);
    language::run(&mut board);
    sentences::run(&mut board);
    pairs::run(&mut board);
    board
}

/// Scores the corpus and fails where a score dropped.
pub fn gate(args: &[String]) -> bool {
    let board = measure();
    let committed = score::load(&cases::corpus().join("scores.json"));
    if args.iter().any(|a| a == "--failures") {
        board.print_failures(args.iter().find(|a| !a.starts_with('-')).map_or("", String::as_str));
    }
    board.print(&committed);
    let drops = score::drops(&committed, &board.scores());
    if !drops.is_empty() {
        println!("\nscores that dropped (`make eval-failures` shows the cases):");
        drops.iter().for_each(|d| println!("  {d}"));
    }
    drops.is_empty()
}

/// Scores the corpus and makes the result the committed one.
pub fn accept(_args: &[String]) -> bool {
    let board = measure();
    let path = cases::corpus().join("scores.json");
    board.print(&score::load(&path));
    score::save(&path, &board.scores());
    true
}
