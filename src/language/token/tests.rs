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

/// A word that ends with the text, or before one of these, is read in the short way if it is short; all are
/// read in the long way before a vertical tab, which ends words as well.
#[test]
fn words_are_the_same_whichever_way_they_are_read() {
    let one = |text: &str| {
        let mut out = Vec::new();
        let strange = tokenize(text, 0, text.len(), Gap::Block, &mut out);
        (out.first().map(|t| (t.start, t.end, t.key, t.gap, t.case, t.tail)), strange)
    };
    let words = "a I le OF mot Mot MOT mOt MoT HTTPs sept Lettres lettreS anticonstitution été Été ÉTÉ à ïïï ñu \
                 où œuf pÿjama déçue çàé lettré lettrées A÷b a×b é1 x_y aÃb qu l d lorsqu Lettres' éléments";
    for word in words.split(' ') {
        let long = one(&format!("{word}\u{b}"));
        for after in
            ["", " ", ",", "\n", ";", ")", "!", "?", "(", "\"", "/", ".", ". ", " et la suite", ".\n"]
        {
            assert_eq!(one(&format!("{word}{after}")), long, "{word}{after}");
        }
    }
}

#[test]
fn elided_words_are_their_letters_and_an_apostrophe() {
    for word in
        ["l", "L", "d", "qu", "Qu", "QU", "é", "À", "où", "lorsqu", "puisqu", "aujourd", "quelqu", "ïïïï"]
    {
        let mut letters = Word::new(false);
        word.chars().for_each(|c| letters.letter(letter_code(c), is_upper(c)));
        letters.mix(u64::from(APOSTROPHE), 1);
        let expected = (letters.key(), letters.tail(), letters.case());
        for rest in ["'un", "’un", "'été", "’été", "’À"] {
            let mut out = Vec::new();
            let text = format!("{word}{rest}");
            tokenize(&text, 0, text.len(), Gap::Block, &mut out);
            assert_eq!(out.first().map(|t| (t.key, t.tail, t.case)), Some(expected), "{text}");
        }
    }
}

#[test]
fn keys_fold_case_not_accents() {
    let mut out = Vec::new();
    let text = "ÉTÉ été ete";
    tokenize(text, 0, text.len(), Gap::Block, &mut out);
    assert_eq!(out[0].key, out[1].key);
    assert_ne!(out[1].key, out[2].key);
}
