//! What a line costs as text, and what stands at its places: words of French, a lone `à` among its
//! neighbours, quotation marks, spaces and degrees.

use super::super::model::{self, EDGE, Symbol};
use super::super::words;

/// The most that a word gains by being known: two words may share a fingerprint.
const KNOWN: f32 = 8.0;
/// A word that no list has, a lone letter that is no word, a no-break space with no reason.
const UNKNOWN: f32 = 2.5;
const ORPHAN: f32 = 6.0;
const STRAY: f32 = 1.5;
/// A lone `à` with both neighbours that it often has, with one, with none.
const BESIDE: [f32; 3] = [-1.5, 2.0, 4.5];
/// An elided article, a no-break space before punctuation, a guillemet and its space.
const ELIDED: f32 = 2.0;
pub const SPACED: f32 = 1.5;
/// A quotation mark where it belongs; a sign that prose does not hold.
const QUOTED: f32 = 1.0;
/// A dash between spaces.
pub const DASHED: f32 = 0.5;
/// A no-break space beside a number.
pub const NUMBERED: f32 = 1.25;
pub const FOREIGN: f32 = 3.0;

/// What a line costs: character by character, but a known word no more than its share of French. As
/// a `reading` it answers for its unknown words, and for the places of its signs.
pub fn cost(line: &str, reading: bool) -> f32 {
    let chars: Vec<char> = line.chars().collect();
    let (mut a, mut b, mut total) = (EDGE, EDGE, 0.0);
    let (mut word, mut letters) = (String::new(), 0.0);
    for (i, &c) in chars.iter().chain([&'\n']).enumerate() {
        let symbol = Symbol::of(c);
        let nats = model::cost(a, b, symbol);
        (a, b) = (b, symbol);
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
            letters += nats;
            continue;
        }
        total += self::word(&chars, i, &word, letters, reading) + nats;
        word.clear();
        letters = 0.0;
        if reading && !c.is_ascii() {
            total -= place(&chars, i);
        }
    }
    total
}

/// What a word that ends before `end` costs, given what its letters do.
fn word(chars: &[char], end: usize, word: &str, letters: f32, reading: bool) -> f32 {
    if word.is_ascii() {
        return letters;
    }
    match word.chars().count() {
        1 if !reading => letters,
        1 if word == "à" => letters.min(6.0) - BESIDE[beside(chars, end)],
        1 => letters + ORPHAN,
        _ => match words::rank(word) {
            Some(rank) => letters.min(words::cost(rank).max(letters - KNOWN)),
            None if reading => letters + UNKNOWN,
            None => letters,
        },
    }
}

/// How many of the neighbours of a lone `à` that ends before `end` often stand beside one.
pub fn beside(chars: &[char], end: usize) -> usize {
    beside_at_most(chars, end, words::RAREST)
}

/// … and are at most this rare beside it.
pub fn beside_at_most(chars: &[char], end: usize, rarest: u8) -> usize {
    let letters = |it: &mut dyn Iterator<Item = &char>| {
        it.take_while(|c| c.is_alphabetic()).flat_map(|c| c.to_lowercase()).collect::<String>()
    };
    let start = end.saturating_sub(1);
    let apart = |c: char| is_space(c) || matches!(c, '\'' | '’' | '-');
    let before = chars.get(..start).unwrap_or(&[]).split_last().filter(|(c, _)| apart(**c));
    let before: String = before.map_or(String::new(), |(_, rest)| letters(&mut rest.iter().rev()));
    let before: String = before.chars().rev().collect();
    let after = chars.get(end..).unwrap_or(&[]).split_first().filter(|(c, _)| apart(**c));
    let after = after.map_or(String::new(), |(_, rest)| letters(&mut rest.iter()));
    let known = |word: &str, pair: String| {
        usize::from((word.len() > 1 || word == "l") && words::rank(&pair).is_some_and(|r| r <= rarest))
    };
    known(&before, format!("{before} à")) + known(&after, format!("à {after}"))
}

fn is_numbered(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// What the place of a sign is worth in a French reading: an apostrophe that elides, a no-break space
/// where one belongs, guillemets with their spaces; less than nothing elsewhere.
pub fn place(chars: &[char], at: usize) -> f32 {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let after = chars.get(at + 1).copied().unwrap_or(' ');
    match chars.get(at) {
        Some('’') if is_elision(chars, at) || is_contraction(chars, at) => ELIDED,
        Some('’') if before.is_alphabetic() => 0.0,
        Some('\u{a0}' | '\u{202f}') if before == ' ' || after == ' ' => -FOREIGN,
        Some('\u{a0}' | '\u{202f}') if ":;!?»%€".contains(after) || before == '«' => SPACED,
        Some('\u{a0}' | '\u{202f}') if is_numbered(before) || after.is_ascii_digit() => NUMBERED,
        Some('\u{a0}' | '\u{202f}') => -STRAY,
        // Degrees: `90°`, `20°C`; what a wrong codec shows there (`90∞`, `90¡`) follows no number.
        Some('°') if before.is_ascii_digit() && is_end_of_degrees(after) => NUMBERED,
        Some('«') if is_space(after) => SPACED,
        Some('»') if is_space(before) => SPACED,
        Some('–' | '—') if is_space(before) && is_space(after) => DASHED,
        Some(c) if !c.is_alphabetic() && !super::is_prose(*c) => -FOREIGN,
        Some('“') if !before.is_alphanumeric() && !is_space(after) => QUOTED,
        Some('”') if !is_space(before) && !after.is_alphanumeric() => QUOTED,
        _ => 0.0,
    }
}

/// Whether `after` may follow a sign of degrees that stands behind a number.
fn is_end_of_degrees(after: char) -> bool {
    after.is_whitespace() || ".,;:!?/CF".contains(after)
}

/// Whether an article, a pronoun or a conjunction is elided before the apostrophe at `at`.
pub fn is_elision(chars: &[char], at: usize) -> bool {
    let left = chars.get(..at).unwrap_or(&[]);
    let start = left.iter().rposition(|c| !c.is_alphabetic()).map_or(0, |i| i + 1);
    let left: String = left.get(start..).unwrap_or(&[]).iter().flat_map(|c| c.to_lowercase()).collect();
    let vowel = chars.get(at + 1).is_some_and(|c| "aeiouyhàâéêèîôœAEIOUYHÀÂÉÊÈÎÔŒ".contains(*c));
    // `d’a` and `d’as` are no French: `día` and `días` are Spanish.
    let right: String =
        chars.get(at + 1..).unwrap_or(&[]).iter().take_while(|c| c.is_alphabetic()).take(3).collect();
    vowel && words::is_elided(&left) && !(left == "d" && matches!(right.as_str(), "a" | "as"))
}

/// Whether English contracts two words with the apostrophe at `at`, or makes a genitive.
fn is_contraction(chars: &[char], at: usize) -> bool {
    let after = chars.get(at + 1..).unwrap_or(&[]);
    let right: String = after.iter().take_while(|c| c.is_alphabetic()).take(3).collect();
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    match right.as_str() {
        "t" => before == 'n',
        "s" | "re" | "ve" | "ll" | "d" | "m" => before.is_alphabetic(),
        _ => false,
    }
}
