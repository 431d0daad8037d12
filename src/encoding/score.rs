//! How plausible a non-ASCII character is between its neighbours, in nats.
//!
//! French and English weigh most, seven other European languages a little, so that a codec of
//! theirs is recognised too. What training never saw is judged by what kind of character it is.

use super::model::Model;
pub use super::model::UNITS_PER_NAT;
use super::typography;

/// `c` as the model knows it: lower case, any digit as `0`, any blank or line end as a space.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        'a'..='z' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '0'..='9' => '0',
        '\t' | '\n' | '\r' | ' ' => ' ',
        _ if c.is_ascii() => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// `ln p` of the non-ASCII character `c` between `left` and `right`; a line's edge is a space.
#[must_use]
pub fn log_likelihood(left: char, c: char, right: char) -> f32 {
    if let Some(sign) = typography::log_likelihood(left, c, right) {
        return sign;
    }
    match trained(left, c, right) {
        Some(known) => known.max(RARE_LETTER + shape(left, c, right)),
        None => unseen(left, c, right),
    }
}

/// A letter of some European language is never less likely than this, wherever it stands.
const RARE_LETTER: f32 = -14.5;

fn trained(left: char, c: char, right: char) -> Option<f32> {
    let model = Model::get();
    let symbol = model.symbol(fold(c))?;
    let alone = model.get_log(0, symbol, 0)?;
    let l = model.symbol(fold(left)).unwrap_or(0);
    let r = model.symbol(fold(right)).unwrap_or(0);
    let known = if l != 0 && r != 0 { model.get_log(l, symbol, r) } else { None };
    let value = known.unwrap_or_else(|| {
        // The rarer a character, the less it says that a neighbour was never seen beside it.
        let surprise = (alone + 16.0).clamp(2.0, 8.0);
        let side = |pair: Option<f32>| pair.map(|p| p - alone);
        let beside = |l: u8, r: u8| model.get_log(l, symbol, r);
        // A bracket never seen here is still much like a blank.
        let blank = model.symbol(' ').unwrap_or(0);
        let left = side(if l == 0 { None } else { beside(l, 0) })
            .or_else(|| {
                if left.is_alphanumeric() { None } else { side(beside(blank, 0)).map(|p| p - LIKE_BLANK) }
            })
            .unwrap_or(-surprise);
        let right = side(if r == 0 { None } else { beside(0, r) })
            .or_else(|| {
                if right.is_alphanumeric() { None } else { side(beside(0, blank)).map(|p| p - LIKE_BLANK) }
            })
            .unwrap_or(-surprise);
        (alone + left + right - UNSEEN_TRIGRAM).min(MOST_UNSEEN)
    });
    Some(value + shape(left, c, right))
}

/// The price of a character whose two neighbours were never seen around it together.
const UNSEEN_TRIGRAM: f32 = 1.0;

/// A neighbourhood that training never saw is at most this likely, whatever its halves promise.
const MOST_UNSEEN: f32 = -11.0;

/// The price of taking an unseen neighbour that is no letter for a blank.
const LIKE_BLANK: f32 = 1.5;

/// What the pattern of capitals adds: capitals start words or stand among capitals.
fn shape(left: char, c: char, right: char) -> f32 {
    let upper = |c: char| c.is_uppercase();
    let lower = |c: char| c.is_lowercase();
    match (upper(c), lower(c)) {
        // `dÉjà`: a capital behind a small letter.
        (true, _) if lower(left) => -10.0,
        (true, _) if upper(left) || upper(right) => -3.0,
        (true, _) if left == ' ' => -2.5,
        // Behind a bracket, quote or tag a sentence or title is likely to begin.
        (true, _) => -1.5,
        // `éT`, and `DéJà`: a small letter before a capital.
        (_, true) if upper(right) => -7.0,
        _ => 0.0,
    }
}

/// The likelihood of a character that training never saw, by what it is and where it stands.
///
/// The figures are set by hand, to order the kinds, and were adjusted on the texts of
/// `tests/bytes_bars.rs`.
fn unseen(left: char, c: char, right: char) -> f32 {
    let in_word = left.is_alphabetic() || right.is_alphabetic();
    let inside_word = left.is_alphabetic() && right.is_alphabetic();
    match u32::from(c) {
        0x80..=0x9f => -26.0,
        0xe000..=0xf8ff | 0xfffd => -20.0,
        // Box drawing and blocks: fine in rows of their own kind, never in words.
        0x2500..=0x25a0 if left == c || right == c => -9.0,
        // Lines meet corners: `└─`.
        0x2500..=0x25a0 if drawn(left) || drawn(right) => rows(left, c, right),
        0x2500..=0x25a0 if in_word => -22.0,
        0x2500..=0x25a0 => -17.0,
        // Spacing accents and other modifiers.
        0x2b0..=0x2ff | 0xa8 | 0xaf | 0xb4 | 0xb8 if in_word => -20.0,
        0x2b0..=0x2ff | 0xa8 | 0xaf | 0xb4 | 0xb8 => -16.0,
        // Signs of scripts that are not here.
        0x590..=0x1fff if !c.is_alphabetic() => -20.0,
        // Phonetic letters.
        0x250..=0x2af => -20.0,
        0x41..=0x24f if c.is_alphabetic() => -16.0 + shape(left, c, right),
        _ if c.is_alphabetic() => foreign_letter(left, c, right),
        _ if inside_word => -20.0,
        _ if in_word => -17.5,
        _ => -15.0,
    }
}

/// A letter of another script: fine among its like, hardly possible beside Latin letters.
fn foreign_letter(left: char, c: char, right: char) -> f32 {
    let same = |n: char| n.is_alphabetic() && u32::from(n) >> 8 == u32::from(c) >> 8;
    let latin = |n: char| n.is_alphabetic() && u32::from(n) < 0x250;
    match (same(left) || same(right), latin(left) || latin(right)) {
        (_, true) => -24.0,
        (true, false) => -9.0,
        (false, false) => -18.0,
    }
}

/// A corner or a bar beside a line of a drawing, or beside anything else that is drawn.
fn rows(left: char, c: char, right: char) -> f32 {
    if [left, c, right].iter().any(|c| matches!(c, '─' | '═')) { -11.0 } else { -15.0 }
}

fn drawn(c: char) -> bool {
    matches!(u32::from(c), 0x2500..=0x25a0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_likelier_than_its_misreadings() {
        for (good, bad) in [
            (('t', 'é', ' '), ('t', 'Ž', ' ')),
            ((' ', 'à', ' '), (' ', '‡', ' ')),
            ((' ', 'à', ' '), (' ', 'ê', ' ')),
            (('l', '’', 'e'), ('l', 'Õ', 'e')),
            (('c', 'œ', 'u'), ('c', '½', 'u')),
            ((' ', 'É', 't'), (' ', '\u{90}', 't')),
            (('t', 'é', 't'), ('t', 'É', 't')),
            (('0', '°', 'C'), ('0', '∞', 'C')),
        ] {
            let (g, b) = (log_likelihood(good.0, good.1, good.2), log_likelihood(bad.0, bad.1, bad.2));
            assert!(g > b + 2.0, "{good:?} {g} {bad:?} {b}");
        }
    }
}
