//! Tokens: their edges, gaps and keys.

use super::*;

fn words(text: &str) -> Vec<(&str, Gap)> {
    let mut out = Vec::new();
    tokenize(text, 0, text.len(), Gap::Block, &mut out);
    out.iter().map(|t| (&text[t.start..t.end], t.gap)).collect()
}

#[test]
fn elided_words_keep_their_apostrophe() {
    let expected = [("L'", Gap::Block), ("été", Gap::Joined), ("n’", Gap::Word), ("est", Gap::Joined)];
    assert_eq!(words("L'été n’est"), expected);
}

#[test]
fn gaps_are_as_wide_as_what_stands_there() {
    let gaps: Vec<Gap> = words("a b, c (d) e. F\n\ng - h-i").iter().map(|w| w.1).collect();
    use Gap::{Block, Clause, Comma, Joined, Sentence, Word};
    assert_eq!(gaps, [Block, Word, Comma, Clause, Clause, Sentence, Block, Clause, Joined]);
}

#[test]
fn names_of_things_have_no_language() {
    let text = "meetup.com P2P useState snake_case Paris";
    let mut out = Vec::new();
    tokenize(text, 0, text.len(), Gap::Block, &mut out);
    let neutral: Vec<bool> = out.iter().map(|t| !t.is_word()).collect();
    assert_eq!(neutral, [true, true, true, true, false]);
}

#[test]
fn keys_fold_case_not_accents() {
    let mut out = Vec::new();
    let text = "ÉTÉ été ete";
    tokenize(text, 0, text.len(), Gap::Block, &mut out);
    assert_eq!(out[0].key, out[1].key);
    assert_ne!(out[1].key, out[2].key);
}
