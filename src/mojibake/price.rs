//! What the suppositions of a reading cost: that a no-break space was lost or stands idle, that a capital or a
//! question mark was a byte.

use super::bytes;
use super::class;
use super::lattice::{Edge, Loss};
use super::model::Symbol;
use super::search::{Prior, Stretch};

/// An edge that lost bytes on the way: a known loss, a guessed one.
const LOST: [f32; 3] = [0.0, 0.7, 3.0];
/// The Apple sign stripped from an emoji.
const APPLE: f32 = 1.3;
/// … and this much more where the space it became was merged with the next one.
pub const MERGED: f32 = 3.0;
/// … and where no space can have followed it.
const TIGHT: f32 = 8.0;
/// An apostrophe between two letters is one: `з’їсти` in windows-1251 is no Han character.
const ELISION: f32 = 10.0;
/// A word in capitals ends in an accented one.
const CAPITALS: f32 = 30.0;
/// A question is asked more often than a letter is lost at the end of a word.
const ASKED: f32 = 8.0;
/// A no-break space where typography has no use for one.
const IDLE: f32 = 8.0;

/// Whether what follows a space ends something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// A word follows.
    No,
    /// Behind a space in French, right behind a word elsewhere: `:`.
    Spaced,
    /// Right behind a word, or before the next one: quotation marks, emphasis.
    Either,
    /// Right behind a word: `)`, the second hyphen of `c’est-à-dire`, that of `là-bas`.
    Tight,
}

/// … where nothing else tells: an `à` is followed by a space, unless something closes there.
#[must_use]
pub fn by_typography(closes: Closing) -> [f32; 2] {
    match closes {
        Closing::No => [MERGED, 0.0],
        Closing::Spaced | Closing::Either => [0.0, MERGED],
        Closing::Tight => [0.0, TIGHT],
    }
}

/// How `next` closes something, `before` the letter and `beyond` standing around them; emphasis closes, and
/// opens before a word.
fn closes(before: char, next: char, beyond: char) -> Closing {
    match next {
        // Two marks close behind a word, and open behind an `à` of its own.
        '*' | '_' if !beyond.is_alphanumeric() && (before.is_alphabetic() || beyond != next) => {
            Closing::Either
        }
        '”' | '’' | '"' | '\'' => Closing::Either,
        ';' | ':' | '!' | '?' | '»' => Closing::Spaced,
        ')' | ']' | '}' | '.' | ',' => Closing::Tight,
        // What is left of a no-break space: `1 à 4`.
        'Â' if beyond == ' ' => Closing::Tight,
        '-' if (before == '-' || before.is_alphabetic()) && beyond.is_alphabetic() => Closing::Tight,
        // `às` of Portuguese; in French an `s` goes on or is elided.
        's' if !before.is_alphabetic() && !beyond.is_alphanumeric() && !matches!(beyond, '\'' | '’') => {
            Closing::Tight
        }
        _ => Closing::No,
    }
}

/// What an edge at `at` costs beyond its characters, by what it supposes.
pub fn of(stretch: &Stretch, at: usize, edge: &Edge, prior: &impl Prior) -> f32 {
    let mut nats = LOST.get(edge.loss as usize).copied().unwrap_or(0.0);
    if edge.loss == Loss::Known {
        nats += known(stretch, at, edge, prior);
    }
    for (supposed, price) in [
        (is_elision(stretch, at, edge), ELISION),
        (ends_capitals(stretch, at, edge, prior), CAPITALS),
        (is_asked(stretch, at, edge), ASKED),
    ] {
        nats += if supposed { price } else { 0.0 };
    }
    nats
}

/// What a no-break space costs where typography has no use for it: behind a letter or sign that could
/// begin a sequence, and before neither punctuation nor a figure.
pub fn idle_space(stretch: &Stretch, at: usize, c: char) -> f32 {
    let Some(before) = at.checked_sub(1).and_then(|i| stretch.chars.get(i)).filter(|_| c == '\u{a0}') else {
        return 0.0;
    };
    let after = stretch.char(at + 1);
    if !bytes::of(*before).is_short() {
        return 0.0;
    }
    // A lone `В` is no preposition of Russian in a line of Latin letters.
    if stretch.around & class::LATIN != 0 && stretch.is_foreign(class::of(*before)) {
        return IDLE;
    }
    let used = after.is_numeric() || ":;!?»%€$£°–—-=+×/([{<&".contains(after) || "«—–".contains(*before);
    // Words of one letter in Russian and Norwegian, and the ends of others: `в доме`, `С другой`.
    let inside = at.checked_sub(2).and_then(|i| stretch.chars.get(i)).copied();
    let inside = inside.unwrap_or(stretch.before[1].char()).is_alphabetic();
    let cyrillic =
        "ВвСсКкОоУуИиАаЯяІіЄєЗзÅ".contains(*before) || inside && matches!(before, '\u{400}'..='\u{52f}');
    if used || cyrillic { 0.0 } else { IDLE }
}

/// Whether the edge makes a no-break space of the last letter of a word in capitals and the one behind
/// it (`DIAPAZONĀ 1.0` in Latvian, `DOPRÂ (VIÔT)` in Friulian), and nothing else in the text is damaged
/// so. French sets such a space before a number or a sign (`ARTICLEÂ 3`, `ATTENTIONÂ :`), and what goes on
/// in small letters is an acronym: `CSSÂ rules`.
fn ends_capitals(stretch: &Stretch, at: usize, edge: &Edge, prior: &impl Prior) -> bool {
    let before = at.checked_sub(1).and_then(|i| stretch.chars.get(i)).copied();
    let next = stretch.char(at + usize::from(edge.len));
    let last = stretch.chars.get(at).copied().unwrap_or(' ');
    let before = before.unwrap_or(stretch.before[1].char());
    let french = last == 'Â' && (next.is_numeric() || ":;!?»%€".contains(next));
    // No word is written in two scripts.
    let one_script = !(before.is_ascii() && class::is_script(class::of(last)));
    edge.out == '\u{a0}'
        && last.is_uppercase()
        && before.is_uppercase()
        && one_script
        && !french
        && !next.is_lowercase()
        && !prior.trusts(edge.stacks)
}

/// Whether what the edge reads is a letter, an apostrophe and a letter.
fn is_elision(stretch: &Stretch, at: usize, edge: &Edge) -> bool {
    match stretch.chars.get(at..at + usize::from(edge.len)) {
        Some([a, '’', b]) => a.is_alphabetic() && b.is_alphabetic(),
        _ => false,
    }
}

/// Whether the edge supposes that a question mark or a quotation mark was a part of a letter where it
/// ends a word.
fn is_asked(stretch: &Stretch, at: usize, edge: &Edge) -> bool {
    let end = at + usize::from(edge.len);
    let after = stretch.char(end);
    edge.loss == Loss::Guessed
        && matches!(stretch.chars.get(end - 1), Some('?' | '"'))
        && edge.out.is_alphabetic()
        && !after.is_alphabetic()
}

/// What a known loss costs where it is supposed.
fn known(stretch: &Stretch, at: usize, edge: &Edge, prior: &impl Prior) -> f32 {
    let end = at + usize::from(edge.len);
    let merged = edge.len == 1;
    if !merged && stretch.chars.get(end - 1) != Some(&' ') {
        return APPLE;
    }
    // Nobody writes a no-break space and a space side by side.
    let next = stretch.chars.get(end + usize::from(merged)).map_or(stretch.after[0], |&c| Symbol::of(c));
    let before = at.checked_sub(1).and_then(|i| stretch.chars.get(i)).copied();
    let before = before.unwrap_or(stretch.before[1].char());
    if edge.out == '\u{a0}' {
        // `В ` begins every other sentence in Russian; `INVIÂ LIS` is a word in capitals, unless the
        // text is damaged elsewhere: `OSÂ X`.
        let cyrillic = edge.stacks.0[0] & !bytes::NOT_LATIN == 0;
        let capitals = before.is_uppercase() && next.char().is_alphabetic() && !next.char().is_lowercase();
        return if capitals && !prior.trusts(edge.stacks) {
            CAPITALS
        } else if merged || cyrillic {
            8.0
        } else {
            0.0
        };
    }
    // Only `à` is a word of its own: `Å teste` is Norwegian.
    let alone = match edge.out != 'à' && (!before.is_alphabetic() || before.is_uppercase()) {
        true if prior.trusts(edge.stacks) => {
            if stretch.chars.get(at) == Some(&'Å') {
                6.0
            } else {
                3.0
            }
        }
        true => 8.0,
        false => 0.0,
    };
    // … and what it begins goes on: `Å veices` is one word of Latvian.
    if edge.out != 'à' && alone > 0.0 && next.char().is_lowercase() {
        return alone + if merged { 2.0 * MERGED } else { 0.0 };
    }
    let beyond = stretch.char(end + usize::from(merged) + 1);
    prior.spaces(closes(before, next.char(), beyond))[usize::from(merged)] + alone
}
