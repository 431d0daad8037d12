//! Names of people, places, products and events: runs of capitalised words, and the small words inside them.

use super::Language;
use super::shield::Mark;
use super::token::{Case, Gap, Token};
use std::ops::Range;

/// Whether a word looks like part of a name.
fn titled(token: &Token) -> bool {
    !token.is_word() || (token.case != Case::Lower && token.end - token.start > 1)
}

fn function_word(token: &Token) -> bool {
    token.lists.function_word(Language::English) || token.lists.function_word(Language::French)
}

/// Marks the runs of capitalised words among `tokens[piece]`, with the small words that join them. A run
/// that is the whole piece is a name when it is at most `longest` words and made as names are.
pub fn mark(tokens: &[Token], piece: Range<usize>, longest: usize, marks: &mut [Mark]) {
    let mut at = piece.start;
    while at < piece.end {
        // All of a piece may be a name or not; inside one, names go over `of` and `the` only: `Create your first
        // Boat` is none.
        let wide = if at == piece.start { run(tokens, at, piece.end, function_word) } else { at };
        let end = if wide == piece.end && wide > at {
            wide
        } else {
            let from = at + usize::from(at == piece.start && begins(tokens, at));
            run(tokens, from, piece.end, |t| t.lists.joins())
        };
        let slice = tokens.get(at..end).unwrap_or(&[]);
        // `For example`, where no punctuation explains the capital, names nothing; `The Guardian` does.
        let lone = |t: &&Token| slice.len() == 1 && t.case == Case::Title && function_word(t);
        let names = slice.iter().filter(|t| t.is_word() && titled(t) && !lone(t)).count();
        let shown = if at == piece.start && end == piece.end {
            slice.len() <= longest && !slice.iter().any(common) && !shouted(slice)
        } else {
            names >= 2 || (at > piece.start && names == 1)
        };
        if shown {
            marks.iter_mut().take(end).skip(at).for_each(|m| *m = Mark::Silent);
        }
        at = end.max(at + 1);
    }
}

/// The end of the run of capitalised words, and of small words between them that `joins` lets pass, that starts at
/// `at`; `at` itself when none does.
fn run(tokens: &[Token], at: usize, to: usize, joins: fn(&Token) -> bool) -> usize {
    let mut end = at;
    let mut next = at;
    let mut joined = 0;
    // A number joins nothing to a name: `the 27th to the 30th of June`.
    let mut named = false;
    while let Some(token) = tokens.get(next).filter(|_| next < to) {
        let tight = next == at || token.gap <= Gap::Word;
        if !tight || joined > 2 {
            break;
        }
        if titled(token) {
            end = next + 1;
            joined = 0;
            named = token.is_word();
        } else if end > at
            && (named || !weak(token))
            && function_word(token)
            && joins(token)
            && !byline(tokens, next)
        {
            joined += 1;
        } else {
            break;
        }
        next += 1;
    }
    end
}

/// Words that names of people, places and organisations do without: `Getting`, `Started`, `How`, `Your`.
fn common(token: &Token) -> bool {
    const ING: u32 = u32::from_be_bytes(*b"\0ing");
    const NGS: u32 = u32::from_be_bytes(*b"\0ngs");
    const TED: u32 = u32::from_be_bytes(*b"\0ted");
    if token.case == Case::Title {
        let ending = token.end - token.start >= 6 && [ING, NGS, TED].contains(&token.tail);
        return ending || token.lists.function_word(Language::English) && !token.lists.joins();
    }
    token.case == Case::Lower && function_word(token) && !token.lists.joins()
}

/// Whether words in capitals are a sentence: `THE EVENT IS FREE AND OPEN TO ALL`.
fn shouted(slice: &[Token]) -> bool {
    const WHO: u32 = u32::from_be_bytes(*b"\0who");
    let upper = slice.iter().all(|t| !t.is_word() || t.case == Case::Upper || t.end - t.start == 1);
    let says = |t: &Token| {
        t.case == Case::Upper && function_word(t) && !t.lists.joins() && t.end - t.start > 2 && t.tail != WHO
    };
    slice.len() > 1 && upper && slice.iter().any(says)
}

/// Small words that stand inside few names.
fn weak(token: &Token) -> bool {
    const WEAK: [&[u8; 2]; 4] = [b"to", b"by", b"at", b"on"];
    token.case == Case::Lower
        && token.end - token.start == 2
        && WEAK.iter().any(|w| token.tail & 0xffff == u32::from(u16::from_be_bytes(**w)))
}

/// Whether the word at `at` only has its capital from the sentence that it begins, before a name:
/// `Welcome to the Harbour Club`. Names of one word and another go over `of`, `in` and `and`.
fn begins(tokens: &[Token], at: usize) -> bool {
    let title = tokens.get(at).is_some_and(|t| t.is_word() && t.case == Case::Title);
    title && tokens.get(at + 1).is_some_and(weak)
}

/// Whether the word at `at` says by whom something was done: `Written by`, `Photographed by`.
fn byline(tokens: &[Token], at: usize) -> bool {
    const BY: u32 = u32::from_be_bytes(*b"\0\0by");
    const ENDINGS: [u32; 3] =
        [u32::from_be_bytes(*b"\0\0ed"), u32::from_be_bytes(*b"\0\0en"), u32::from_be_bytes(*b"\0\0wn")];
    let done =
        |t: &Token| t.case == Case::Title && t.end - t.start > 3 && ENDINGS.contains(&(t.tail & 0xffff));
    let by = |t: &Token| t.case == Case::Lower && t.tail & 0xffff == BY && t.end - t.start == 2;
    tokens.get(at).is_some_and(by) && at.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(done)
}
