//! Numbers as values, whatever the convention they are written in.
//!
//! Each number gives the keys it may stand for: `1,234` is 1234 to an Englishman and 1.234 to a
//! Frenchman, `6:30 pm` is `18h30`. Two numbers agree when they share a key.

mod answers;
mod clock;
mod words;

pub use answers::{Values, unanswered};

use crate::span::Span;
use clock::{clock, clock_keys};
use words::word;

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its bytes.
    pub span: Span,
    /// What it may stand for, in one notation.
    pub keys: Vec<String>,
    /// Whether it is written in digits. Words (`ten`, `août`, `XIX`) may answer a number; nothing has
    /// to answer them.
    pub digits: bool,
    /// Whether it is `un`, `une` or `one`, which more often is an article or a pronoun.
    pub article: bool,
}

impl Number {
    /// Whether two numbers may be the same.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        self.keys.iter().any(|k| other.keys.contains(k))
    }

    /// Whether it is a whole number below ten, which translators drop and add freely.
    #[must_use]
    pub fn small(&self) -> bool {
        self.keys.iter().all(|k| k.len() == 1)
    }
}

/// The numbers of `prose`, which begins at byte `offset` of its document; `french` says whose
/// conventions hold.
#[must_use]
pub fn numbers(prose: &str, offset: usize, french: bool) -> Vec<Number> {
    let bytes = prose.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let Some(c) = prose.get(at..).and_then(|r| r.chars().next()) else {
            at += 1;
            continue;
        };
        if c.is_ascii_digit() {
            at = digits(prose, at, offset, french, &mut out);
        } else if c.is_alphabetic() {
            at = word(prose, at, offset, &mut out);
        } else {
            at += c.len_utf8();
        }
    }
    out
}

/// Reads the number at `at`, and says where to go on.
fn digits(prose: &str, at: usize, offset: usize, french: bool, out: &mut Vec<Number>) -> usize {
    let raw_end = at + extent(prose.get(at..).unwrap_or(""), french);
    let raw = prose.get(at..raw_end).unwrap_or("");
    let rest = prose.get(raw_end..).unwrap_or("");
    let mut keys = plain_keys(raw, french);
    let (used, suffix) = suffix(rest);
    let mut end = raw_end;
    let time = clock(raw, rest);
    if let Some(time) = time {
        end += time.2;
        keys = clock_keys(time, prose.get(end..).unwrap_or(""), time.2 > 0 || raw.contains(':'), &keys);
    } else if let Some(scale) = scale(suffix) {
        end += used;
        let scaled: Vec<String> =
            keys.iter().filter_map(|k| k.parse::<f64>().ok()).map(|v| format_value(v * scale)).collect();
        keys.extend(scaled);
    } else if plural(rest, suffix) && raw.len() == 4 {
        keys.extend(raw.get(2..).map(str::to_owned));
    } else if plural(rest, suffix) && raw.len() == 2 {
        keys.push(format!("19{raw}"));
    }
    if let Some(part) = FRACTIONS.iter().find(|f| rest.starts_with(f.0)) {
        end += part.0.len_utf8();
        let sum = raw.parse::<f64>().map(|whole| format_value(whole + part.1));
        keys = sum.into_iter().collect();
    }
    keys.extend(short_year(prose, at, offset, raw, out));
    // A letter that runs on makes it a name: `4K`, `3D`, `2FA`; but `30초` are seconds.
    let tail = prose.get(end..).and_then(|r| r.chars().next()).filter(|c| *c < '\u{1100}');
    let known = time.is_some() || RUN_ON.contains(&suffix.to_lowercase().as_str()) || scale(suffix).is_some();
    if tail.is_some_and(char::is_alphabetic) && end == raw_end && !known && used == suffix.len() {
        return end + suffix.len();
    }
    let digits = !standard(prose.get(..at).unwrap_or(""));
    let shown = if time.is_some() { end } else { raw_end };
    out.push(Number { span: Span::new(offset + at, offset + shown), keys, digits, article: false });
    if end == raw_end && used == suffix.len() { end + suffix.len() } else { end }
}

/// Fractions that stand behind a whole number: `1½`.
const FRACTIONS: &[(char, f64)] = &[('½', 0.5), ('¼', 0.25), ('¾', 0.75)];

/// What may follow digits without a space and leave them a number: ordinals and units, in small.
const RUN_ON: &[&str] = &[
    "st", "nd", "rd", "th", "er", "re", "e", "ème", "eme", "es", "s", "px", "x", "h", "km", "m", "ms", "min",
    "mn", "sec", "mm", "cm", "kg", "g", "hz", "khz", "mhz", "ghz", "kb", "ko", "mb", "mo", "gb", "go", "tb",
    "to", "pt", "em", "rem", "fps", "vh", "vw", "kw", "kwh", "w", "ml", "cl", "l", "kib", "kio", "mib",
    "mio", "gib", "gio", "tib", "tio", "bit", "bits", "byte", "bytes", "octets", "mbps", "gbps", "db", "dpi",
    "ppp",
];

/// Whether a capital and a full stop stand before digits: `X.509` is a name, also written `X509`.
fn standard(before: &str) -> bool {
    let mut back = before.chars().rev();
    back.next() == Some('.')
        && back.next().is_some_and(char::is_uppercase)
        && !back.next().is_some_and(char::is_alphanumeric)
}

/// Whether a decade goes on: `1990s`, `90's`.
fn plural(rest: &str, suffix: &str) -> bool {
    suffix == "s" || rest.strip_prefix(['\'', '’']).is_some_and(|r| r.starts_with('s'))
}

/// The whole years that two digits may stand for: `2016-17`, `’17`.
fn short_year(prose: &str, at: usize, offset: usize, raw: &str, out: &[Number]) -> Vec<String> {
    if raw.len() != 2 || !raw.bytes().all(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let before = prose.get(..at).unwrap_or("");
    if before.ends_with(['\'', '’']) {
        return vec![format!("19{raw}"), format!("20{raw}")];
    }
    let Some(joint) = before.chars().next_back().filter(|c| matches!(c, '-' | '–' | '/')) else {
        return Vec::new();
    };
    let year = |n: &&Number| n.digits && n.span.end + joint.len_utf8() == offset + at && n.span.len() == 4;
    let century = out.last().filter(year).and_then(|n| n.keys.first()?.get(..2).map(str::to_owned));
    century.map(|c| format!("{c}{raw}")).into_iter().collect()
}

/// Length of the digits and separators that make one number.
fn extent(text: &str, french: bool) -> usize {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    let mut end = run(0);
    loop {
        let Some(c) = text.get(end..).and_then(|r| r.chars().next()) else { return end };
        let next = end + c.len_utf8();
        let digits = run(next);
        let last = bytes.iter().take(end).rev().take_while(|b| b.is_ascii_digit()).count();
        let group = digits == 3 && last <= 3;
        let joins = match c {
            '.' | ',' | ':' => digits > 0,
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => group,
            ' ' => french && group,
            _ => false,
        };
        if !joins {
            return end;
        }
        end = next + digits;
    }
}

/// What digits with separators may stand for.
fn plain_keys(raw: &str, french: bool) -> Vec<String> {
    let clean: String = raw.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':')).collect();
    let marks: Vec<char> = clean.chars().filter(|c| !c.is_ascii_digit()).collect();
    let whole = |s: &str| {
        let digits: String = s.chars().filter(char::is_ascii_digit).collect();
        let trimmed = digits.trim_start_matches('0');
        if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() }
    };
    let decimal = |s: &str, mark: char| -> String {
        let (a, b) = s.rsplit_once(mark).unwrap_or((s, ""));
        let b = b.trim_end_matches('0');
        if b.is_empty() { whole(a) } else { format!("{}.{b}", whole(a)) }
    };
    match marks.as_slice() {
        // A ratio: its parts are whole numbers.
        _ if clean.contains(':') => {
            vec![format!("v{}", clean.split(':').map(whole).collect::<Vec<_>>().join(":"))]
        }
        [] => vec![whole(&clean)],
        [mark] if *mark != ':' => {
            let (ahead, group) = clean.rsplit_once(*mark).unwrap_or((&clean, ""));
            // A translation may keep the notation of its source; English has one reading of `10,000`.
            let thousands = group.len() == 3;
            if thousands && *mark == ',' && !french && !ahead.starts_with('0') {
                return vec![whole(&clean)];
            }
            let mut keys = vec![decimal(&clean, *mark)];
            if thousands {
                keys.push(whole(&clean));
            }
            keys
        }
        [first, .., last] if first != last && *last != ':' => vec![decimal(&clean, *last)],
        _ if clean.split(['.', ',']).skip(1).all(|g| g.len() == 3) && !clean.contains(':') => {
            vec![whole(&clean), format!("v{clean}")]
        }
        _ => vec![format!("v{clean}")],
    }
}

fn format_value(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Letters right after a number, or after one space; their length with the space.
fn suffix(rest: &str) -> (usize, &str) {
    let spaces = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let spaces = if spaces <= 3 { spaces } else { 0 };
    let word = rest.get(spaces..).unwrap_or("");
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    (spaces + end, word.get(..end).unwrap_or(""))
}

/// The factor that a word or letter stands for.
fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "k" | "K" => 1e3,
        "M" => 1e6,
        "B" | "Md" | "Mds" => 1e9,
        _ => match word.to_lowercase().as_str() {
            "thousand" | "thousands" | "mille" | "milliers" => 1e3,
            "million" | "millions" => 1e6,
            "billion" | "billions" | "milliard" | "milliards" => 1e9,
            "hundred" | "centaines" | "centaine" => 1e2,
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests;
