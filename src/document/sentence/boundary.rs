//! Whether a sentence ends at a terminator.

use super::super::{JOIN, OBJECT};
use super::enclosure::Enclosures;
use super::words::{Stop, WORDS};

/// The answer at one place.
pub(super) struct End {
    /// Where the sentence ends, if it does: after its closing marks.
    pub cut: Option<usize>,
    /// Where the reading goes on.
    pub next: usize,
}

/// What stands after a terminator and white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Follow {
    /// Nothing.
    End,
    /// A capital, a letter without case, a symbol that begins words.
    Capital,
    Digit,
    /// A small letter.
    Small,
    /// Inline code, a URL.
    Object,
    /// Punctuation that goes on.
    Other,
}

/// Looks at byte `at` of the sentence that began at `start`.
pub(super) fn at(text: &str, start: usize, at: usize, closed: &mut Enclosures<'_>) -> End {
    let rest = text.get(at..).unwrap_or("");
    let Some(c) = rest.chars().next() else { return End { cut: None, next: at + 1 } };
    let next = at + c.len_utf8();
    match c {
        '.' | '!' | '?' | '…' | '‽' | '⁇' | '⁈' | '⁉' => terminator(text, start, at, closed),
        '。' | '！' | '？' | '．' => End { cut: Some(next), next },
        '\n' => End { cut: line(rest).then_some(next), next },
        '(' | '[' | '"' | '«' | '“' => {
            closed.open(start, at);
            End { cut: None, next }
        }
        c if closes_as_emoji(c) && !closed.holds(at) => emoji(text, start, at),
        _ => End { cut: None, next },
    }
}

/// Whether the line after this break begins a turn of a dialogue or a bullet.
fn line(rest: &str) -> bool {
    let row = rest.trim_start();
    // All of the marks begin with this byte, and most lines do not.
    row.as_bytes().first() == Some(&0xe2)
        && ["— ", "– ", "• ", "―", "—\u{a0}", "–\u{a0}"].iter().any(|mark| row.starts_with(mark))
}

/// A run of terminators at `at`.
fn terminator(text: &str, start: usize, at: usize, closed: &mut Enclosures<'_>) -> End {
    let rest = text.get(at..).unwrap_or("");
    let run = rest.len()
        - rest.trim_start_matches(['.', '!', '?', '…', '‽', '⁇', '⁈', '⁉', char::from(JOIN)]).len();
    let marks = rest.get(..run).unwrap_or("").trim_end_matches(char::from(JOIN));
    let after_marks = at + run;
    let end = closers(text, after_marks);
    let inside = closed.holds(at) && closed.holds(end.saturating_sub(1)) && closed.holds(end);
    let none = End { cut: None, next: after_marks };
    if inside || aside(text, start, at, end) {
        return none;
    }
    let tail = text.get(end..).unwrap_or("");
    let gap = tail.len() - tail.trim_start().len();
    if let Some(faces) = faces(tail) {
        return End { cut: Some(end + faces), next: end + faces };
    }
    if gap == 0 && !tail.is_empty() {
        return none;
    }
    let beginning = tail.trim_start();
    let follow = follow(beginning);
    let before = text.get(start..at).unwrap_or("");
    let ends = match follow {
        Follow::End => true,
        Follow::Small | Follow::Other => false,
        Follow::Capital if speaker(text, after_marks, end, beginning) => false,
        Follow::Capital | Follow::Digit | Follow::Object => ends(before, marks, beginning, follow),
    };
    End { cut: ends.then_some(end), next: end.max(after_marks) }
}

/// Whether a quotation just closed and the words after it say who spoke: `“Where to?” Paul asked.`
fn speaker(text: &str, marks: usize, end: usize, beginning: &str) -> bool {
    let closed = text.get(marks..end).is_some_and(|c| c.contains(['"', '”', '»']));
    let mut words = beginning.split([' ', '\u{a0}', '.', ',', '\n']);
    closed && words.next().is_some() && words.next().is_some_and(|w| WORDS.reports(w))
}

/// A mark in brackets that speaks about a word: `(!)`, `(?)`, `[…]`.
fn aside(text: &str, start: usize, at: usize, end: usize) -> bool {
    let after = text.get(..end).unwrap_or("");
    let before = || text.get(start..at).unwrap_or("").trim_end_matches(char::from(JOIN));
    after.ends_with([')', ']']) && before().ends_with(['(', '['])
}

/// Where the closing quotes, brackets and hidden markup after byte `at` end.
fn closers(text: &str, at: usize) -> usize {
    // What most sentences end before: a word.
    if let Some([b' ' | b'\n', b]) = text.as_bytes().get(at..at + 2)
        && b.is_ascii_alphanumeric()
    {
        return at;
    }
    let mut end = at;
    loop {
        let rest = text.get(end..).unwrap_or("");
        let adjacent =
            rest.trim_start_matches([char::from(JOIN), '"', '”', '’', '\'', ')', ']', '»', '›', '*', '_']);
        let step = rest.len() - adjacent.len();
        end += step;
        // French sets a space before the closing guillemet.
        let spaced = adjacent.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
        if spaced.starts_with(['»', '›']) {
            end += adjacent.len() - spaced.len() + '»'.len_utf8();
            continue;
        }
        let hidden = spaced.len() < adjacent.len() && spaced.starts_with(')') && step == 0;
        if !hidden {
            return end;
        }
        end += adjacent.len() - spaced.len() + 1;
    }
}

/// The bytes of the emoji (and space before them) that belong to the sentence just ended.
fn faces(tail: &str) -> Option<usize> {
    let spaced = tail.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let first = spaced.chars().next()?;
    if !closes_as_emoji(first) {
        return None;
    }
    let rest = spaced.trim_start_matches(|c| closes_as_emoji(c) || is_emoji_part(c));
    let next = rest.chars().next();
    (next.is_none_or(|c| c.is_whitespace() || c == char::from(JOIN))).then_some(tail.len() - rest.len())
}

/// Emoji that comment on what was said: faces, hands, feasts. Pointers, flags and hearts do not.
fn closes_as_emoji(c: char) -> bool {
    matches!(u32::from(c),
        0x1f600..=0x1f64f | 0x1f910..=0x1f92f | 0x1f970..=0x1f97a | 0x1f389..=0x1f38a | 0x1f37a..=0x1f37b
        | 0x1f44a..=0x1f44f | 0x1f4aa | 0x1f525 | 0x1f680 | 0x1f9d0 | 0x2728 | 0x263a | 0x1f942 | 0x1f37e
        | 0x1f4af | 0x1f31f)
}

fn is_emoji_part(c: char) -> bool {
    matches!(u32::from(c), 0x1f3fb..=0x1f3ff | 0xfe0f | 0x200d | 0x2640 | 0x2642 | 0x2764)
}

/// An emoji that no terminator comes before: it ends the sentence if a new one clearly begins.
fn emoji(text: &str, start: usize, at: usize) -> End {
    let rest = text.get(at..).unwrap_or("");
    let after = rest.trim_start_matches(|c| closes_as_emoji(c) || is_emoji_part(c));
    let next = text.len() - after.len();
    let before = text.get(start..at).unwrap_or("");
    let words = before.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
    let spaced = after.starts_with(char::is_whitespace) && before.ends_with(char::is_whitespace);
    let begins = words >= 2 || (words == 1 && WORDS.is_starter(first_word(after)));
    let ends = spaced && begins && follow(after.trim_start()) == Follow::Capital;
    End { cut: ends.then_some(next), next }
}

/// What `beginning` begins with, behind opening quotes, brackets, dashes and hidden markup.
fn follow(beginning: &str) -> Follow {
    let opened =
        beginning.trim_start_matches(|c: char| c.is_whitespace() || c == char::from(JOIN) || introduces(c));
    let Some(c) = opened.chars().next() else { return Follow::End };
    match c {
        c if c == char::from(OBJECT) => Follow::Object,
        c if c.is_numeric() => Follow::Digit,
        c if c.is_lowercase() => {
            // A name like iPhone or libp2p begins sentences as it is.
            let word = opened.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let mixed = word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
            if mixed { Follow::Capital } else { Follow::Small }
        }
        c if c.is_alphabetic() || u32::from(c) >= 0x2190 || matches!(c, '$' | '€' | '£') => {
            Follow::Capital
        }
        _ => Follow::Other,
    }
}

/// Whether a mark stands before the first word of a sentence.
fn introduces(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | '[' | '-' | '*' | '_' | '#' | '@')
        || matches!(c, '«' | '“' | '‘' | '‹' | '¿' | '¡' | '—' | '–' | '―' | '•')
}

/// Whether a sentence that reads `before`, then `marks`, ends before `beginning`.
fn ends(before: &str, marks: &str, beginning: &str, follow: Follow) -> bool {
    if !before.chars().any(|c| c.is_alphanumeric() || c == char::from(OBJECT)) {
        // Leading dots or marks: `… et puis`.
        return false;
    }
    let next = first_word(beginning);
    if marks != "." {
        let ellipsis = marks.starts_with('…') || marks.starts_with("..");
        let name = marks == "!" && WORDS.exclaims(last_word(before)) && !WORDS.is_starter(next);
        return !(name || ellipsis && follow == Follow::Object);
    }
    let word = last_word(before);
    if is_label(before, word) {
        return false;
    }
    match WORDS.stop(word) {
        Some(Stop::Title | Stop::Never) => false,
        Some(Stop::Number) => !(follow == Follow::Digit || is_roman(next)) && follow != Follow::Object,
        Some(Stop::MayEnd) => follow == Follow::Capital && WORDS.is_starter(next),
        Some(Stop::NumberOrEnd) => follow == Follow::Capital && WORDS.is_starter(next) && !is_roman(next),
        Some(Stop::Ends) => true,
        None if is_initial(word) => initial_ends(before, word, next),
        None if is_acronym(word) => follow == Follow::Capital && WORDS.is_starter(next),
        None => true,
    }
}

/// The word that ends `before`, without hidden markup, opening marks and elided articles.
fn last_word(before: &str) -> &str {
    let joint = char::from(JOIN);
    let before = before.trim_end_matches(joint);
    let from = before
        .rfind(|c: char| {
            let opens = matches!(c, '(' | '\'' | '’' | '"' | '«' | '“' | '[' | '/');
            c.is_whitespace() || c == joint || c == char::from(OBJECT) || opens
        })
        .map_or(0, |i| i + before.get(i..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
    before.get(from..).unwrap_or("")
}

/// The word that begins `beginning`, behind what opens; elisions kept: `L'été`.
fn first_word(beginning: &str) -> &str {
    let opened = beginning.trim_start_matches(|c: char| !c.is_alphanumeric());
    opened.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).next().unwrap_or("")
}

/// Whether all of the sentence so far is a number, a letter, or a noun and a number: `1.`, `Étape 2.`
fn is_label(before: &str, word: &str) -> bool {
    if word.len() > 1 && word.starts_with(|c: char| c.is_ascii_lowercase()) {
        return false;
    }
    let counts = !word.is_empty()
        && (word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 3
            || is_roman(word)
            || word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
            || word
                .split('.')
                .all(|p| !p.is_empty() && p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit())));
    if !counts {
        return false;
    }
    let head = before.get(..before.len().saturating_sub(word.len())).unwrap_or("");
    let head = head.trim_matches(|c: char| !c.is_alphanumeric());
    head.is_empty() || (!head.contains(' ') && WORDS.is_label(head))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 6 && word.bytes().all(|b| b"IVXLC".contains(&b))
}

/// `J`, `J.-P`, `É`.
fn is_initial(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.split(".-").all(|p| {
            let mut chars = p.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        })
}

/// `U.S`, `R.A.T.P`, `b.c`.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic))
}

/// Whether a single letter ends the sentence instead of standing for a first name.
fn initial_ends(before: &str, word: &str, next: &str) -> bool {
    let head = before.trim_end_matches(char::from(JOIN));
    let head = head.get(..head.len().saturating_sub(word.len())).unwrap_or("");
    let previous = head.split_whitespace().next_back().unwrap_or("");
    WORDS.is_starter(next) || WORDS.is_lettered(previous.trim_matches(|c: char| !c.is_alphanumeric()))
}
