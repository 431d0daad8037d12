//! What a reading of a line testifies to: what only French and English hold speaks for it, what they do
//! not hold against it.

use super::super::{class, preposition, prose, words};
use super::weigh::{DASHED, FOREIGN, NUMBERED, SPACED, beside, beside_at_most, is_elision, is_space, place};
use crate::span::Span;

/// The rank of what is so common beside an `à` that an ellipsis there was one: `mise à`, `à la`.
const COMMON: u8 = 26;
/// What the words within ASCII say: a French line, one in another language.
pub const FRENCH: f32 = 2.0;
pub const OTHER: f32 = -6.0;
const STRANGE: f32 = -3.0;

/// What the words of a line within ASCII say about its language: those that the reading does not cut out of
/// others, as it does the `as` of `días`, read `d’as`.
pub fn vocation(found: &str, line: &str) -> f32 {
    let (mut known, mut all) = (0_u8, 0_u8);
    let prose = prose::of(line);
    let (chars, found_chars): (Vec<char>, Vec<char>) = (prose.chars().collect(), found.chars().collect());
    let letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphabetic());
    let cuts = |at: usize| {
        let inside = letter(at + 1) && at.checked_sub(1).is_some_and(letter);
        inside && found_chars.get(at).is_some_and(|c| c.is_alphabetic())
    };
    let stands = |at: usize, word: &[char]| !cuts(at + word.len()) && !at.checked_sub(1).is_some_and(cuts);
    let words = alphabetic(&chars).filter(|(_, w)| w.len() > 1 && w.iter().all(char::is_ascii));
    for (_, word) in words.filter(|(at, w)| stands(*at, w)).take(60) {
        let word: String = word.iter().map(char::to_ascii_lowercase).collect();
        all += 1;
        known += u8::from(words::rank(&word).is_some());
    }
    match (f32::from(known) + 0.5) / (f32::from(all) + 1.0) {
        _ if all < 2 => 0.0,
        _ if words::is_german(line) => OTHER,
        _ if words::is_english(found) => FRENCH,
        share if share > 0.6 => FRENCH,
        share if share <= 0.3 && all > 3 || known == 0 && all == 3 => OTHER,
        _ if known == 0 => STRANGE,
        _ => 0.0,
    }
}

/// What in a reading signs in a table of characters or another language never make (French words, an
/// `à` among words, elided articles, punctuation set as French and English do), and what prose in
/// these languages does not hold (words unknown, lone letters, quotation marks without a partner). In a line
/// that is `french` beside that, less does.
pub fn evidence(found: &str, reading: &str, french: bool) -> (usize, usize) {
    let (offsets, chars): (Vec<usize>, Vec<char>) = reading.char_indices().unzip();
    let (mut pro, mut contra) = (strange(found), 0);
    let mut ellipses = 0;
    let english = words::leans_english(found);
    let found: Vec<char> = found.chars().collect();
    for (at, word) in alphabetic(&chars) {
        match word {
            word if word.iter().all(char::is_ascii) => {}
            ['à' | 'À'] if is_sign(&found, at) && (english || is_barred(reading, &offsets, at)) => {
                contra += 2
            }
            ['à' | 'À'] => match beside(&chars, at + 1) {
                n if found.get(at) == Some(&'…') => match beside_at_most(&chars, at + 1, COMMON) {
                    0 => ellipses += 1 + n,
                    n => pro += n,
                },
                0 if is_between_words(&chars, at) || is_range(&chars, at) => pro += 1,
                0 if french && is_amid(reading, &offsets, at) => pro += 1,
                0 => contra += 1,
                n => pro += n + usize::from(is_bound(&chars, at)),
            },
            [_] => contra += 1,
            word if is_mixed(word) => contra += 2,
            // English quotes between guillemets, too: `«a set of goods`.
            _ if found.get(at) == Some(&'«') && words::is_english(reading) => contra += 1,
            word => match rank(word) {
                // A long word that is one by chance is a wonder.
                Some(rank) if word.len() > 6 || word.len() > 3 && rank < words::RAREST => pro += 2,
                // Two letters are soon a word.
                Some(rank) if word.len() > 2 || rank <= COMMON && !english => pro += 1,
                Some(_) => {}
                None => contra += 1,
            },
        }
    }
    for (at, c) in chars.iter().enumerate().filter(|(_, c)| !c.is_ascii() && !c.is_alphabetic()) {
        match place(&chars, at) {
            _ if *c == '’' && is_elision(&chars, at) && is_before_word(&chars, at) => pro += 2,
            // `reflectís` is a word of Catalan, `reflect’s` one of English only.
            _ if *c == '’' && !english && !is_elision(&chars, at) => {}
            // `servirá:` and `quizá:` are words of Spanish.
            worth
                if worth == SPACED
                    && !french
                    && found.get(at) == Some(&'á')
                    && chars.get(at.saturating_sub(1)).is_some_and(|c| matches!(c, 'r' | 'z')) =>
            {
                pro += 1
            }
            worth if worth == NUMBERED || worth == SPACED && is_after_word(&chars, at) => pro += 2,
            worth if worth > DASHED => pro += 1,
            worth if worth <= -FOREIGN || *c == '‚' => contra += 1,
            _ => {}
        }
    }
    // An ellipsis between two French words is one, unless another word of the line is damaged.
    if pro < 2 {
        contra += ellipses;
    }
    let count = |c: char| chars.iter().filter(|x| **x == c).count();
    let pairs = count('«').abs_diff(count('»')) + count('“').abs_diff(count('”'));
    (pro, contra + pairs)
}

/// Whether the no-break space at `at` follows a French word within ASCII, of four letters at least:
/// with the letter found there it would hardly be another.
fn is_after_word(chars: &[char], at: usize) -> bool {
    let before = chars.get(..at).unwrap_or(&[]);
    let word = before.rsplit(|c| !c.is_alphabetic()).next().unwrap_or(&[]);
    is_space(chars.get(at).copied().unwrap_or('x')) && word.len() > 3 && rank(word).is_some()
}

/// Whether a word of French, of four letters at least, follows the apostrophe at `at`.
fn is_before_word(chars: &[char], at: usize) -> bool {
    let after = chars.get(at + 1..).unwrap_or(&[]);
    let word = after.split(|c| !c.is_alphabetic()).next().unwrap_or(&[]);
    word.len() > 3 && rank(word).is_some()
}

/// Whether what was found at `at` is a sign that stands between spaces in clean text, too: an ellipsis, the mark
/// of a footnote, a key.
fn is_sign(found: &[char], at: usize) -> bool {
    found.get(at).is_some_and(|c| "…‡†ˆ¿•˜".contains(*c))
}

/// Whether a lone `à` at `at` stands where there is none.
fn is_barred(line: &str, offsets: &[usize], at: usize) -> bool {
    let place = |at: usize| offsets.get(at).copied().unwrap_or(line.len());
    preposition::is_barred(line, Span::new(place(at), place(at + 1)))
}

/// Whether the lone letter at `at` goes on between the words of its line.
fn is_amid(line: &str, offsets: &[usize], at: usize) -> bool {
    let place = |at: usize| offsets.get(at).copied().unwrap_or(line.len());
    preposition::is_amid(line, Span::new(place(at), place(at + 1)))
}

/// Whether a long word stands before the lone letter at `at` that is often followed by an `à`: `introduction à`.
fn is_bound(chars: &[char], at: usize) -> bool {
    let before = words::before(chars, at.saturating_sub(1));
    before.len() > 6 && chars.get(at + 1) == Some(&' ') && words::rank(&format!("{before} à")).is_some()
}

/// Whether a number and a space stand on both sides of the lone letter at `at`: `de 1 à 31`.
fn is_range(chars: &[char], at: usize) -> bool {
    let before = chars.get(..at).and_then(|b| b.strip_suffix(&[' '])).and_then(|b| b.last());
    let after = chars.get(at + 1..).and_then(|a| a.strip_prefix(&[' '])).and_then(|a| a.first());
    before.is_some_and(char::is_ascii_digit) && after.is_some_and(char::is_ascii_digit)
}

/// Whether known words stand on both sides of the lone letter at `at`.
fn is_between_words(chars: &[char], at: usize) -> bool {
    let known = |word: Option<&[char]>| word.is_some_and(|w| w.len() > 1 && rank(w).is_some());
    let before = chars.get(..at).unwrap_or(&[]).strip_suffix(&[' ']).unwrap_or(&[]);
    let after = chars.get(at + 1..).unwrap_or(&[]).strip_prefix(&[' ']).unwrap_or(&[]);
    known(before.rsplit(|c| !c.is_alphabetic()).next()) && known(after.split(|c| !c.is_alphabetic()).next())
}

/// The rank of a word, or of what it is with the accent that its capital left out (`Evénement`).
fn rank(word: &[char]) -> Option<u8> {
    let small: String = word.iter().flat_map(|c| c.to_lowercase()).collect();
    // No French word ends in `è`.
    if !small.chars().all(|c| c.is_ascii() || words::LETTERS.contains(&c)) || small.ends_with('è') {
        return None;
    }
    words::rank(&small).or_else(|| words::rank(&format!("é{}", small.strip_prefix('e')?)))
}

/// How often a line as found holds what no language does: a capital beyond ASCII right behind a small
/// letter, a line of a drawn box in a text without boxes, a low quotation mark between two letters, a word
/// that begins with a `ÿ`.
fn strange(found: &str) -> usize {
    let boxed = found.contains(['─', '│', '═', '║']);
    let near = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || ".:;!?".contains(c));
    let mut before = None;
    let mut chars = found.chars().peekable();
    let mut times = 0;
    while let Some(c) = chars.next() {
        if class::is_line(c) && !boxed && (near(before) || near(chars.peek().copied())) {
            times += 2;
        }
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let inside = letter(before) && letter(chars.peek().copied());
        let begins = !letter(before) && chars.peek().is_some_and(|c| c.is_alphanumeric());
        times += 2 * usize::from(c == '‚' && inside || c == 'ÿ' && begins);
        times += usize::from(!c.is_ascii() && c.is_uppercase() && before.is_some_and(char::is_lowercase));
        before = Some(c);
    }
    times
}

/// The runs of letters of a line and where each begins.
pub fn alphabetic(chars: &[char]) -> impl Iterator<Item = (usize, &[char])> {
    let mut at = 0;
    chars.split(|c| !c.is_alphabetic()).filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        (!word.is_empty()).then_some((start, word))
    })
}

/// Whether a small letter beyond ASCII stands among capitals only, or a capital within small letters.
pub fn is_mixed(word: &[char]) -> bool {
    let small = word.iter().any(char::is_ascii_lowercase);
    let capitals = word.iter().filter(|c| c.is_ascii_uppercase()).count();
    let foreign = |c: &&char| !c.is_ascii();
    small && word.iter().skip(1).filter(foreign).any(|c| c.is_uppercase())
        || !small && capitals > 1 && word.iter().filter(foreign).any(|c| c.is_lowercase())
}
