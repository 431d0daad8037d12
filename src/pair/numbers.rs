//! Numbers as values, whatever the convention they are written in.
//!
//! Each number gives the keys it may stand for: `1,234` is 1234 to an Englishman and 1.234 to a
//! Frenchman, `6:30 pm` is `18h30`. Two numbers agree when they share a key.

use crate::span::Span;

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
    let mut keys = plain_keys(raw);
    let (used, suffix) = suffix(rest);
    let mut end = raw_end;
    let time = clock(raw, rest);
    if let Some((minutes, length)) = time {
        end += length;
        keys = clock_keys(minutes, prose.get(end..).unwrap_or(""), length > 0 || raw.contains(':'), &keys);
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
    keys.extend(short_year(prose, at, offset, raw, out));
    // A letter that runs on makes it a name: `4K`, `3D`, `2FA`.
    let tail = prose.get(end..).and_then(|r| r.chars().next());
    let known = time.is_some() || RUN_ON.contains(&suffix.to_lowercase().as_str()) || scale(suffix).is_some();
    if tail.is_some_and(char::is_alphabetic) && end == raw_end && !known && used == suffix.len() {
        return end + suffix.len();
    }
    out.push(Number { span: Span::new(offset + at, offset + raw_end), keys, digits: true });
    if end == raw_end && used == suffix.len() { end + suffix.len() } else { end }
}

/// What may follow digits without a space and leave them a number: ordinals and units, in small.
const RUN_ON: &[&str] = &[
    "st", "nd", "rd", "th", "er", "re", "e", "ème", "eme", "es", "s", "px", "x", "h", "km", "m", "ms", "min",
    "mn", "sec", "mm", "cm", "kg", "g", "hz", "khz", "mhz", "ghz", "kb", "ko", "mb", "mo", "gb", "go", "tb",
    "to", "pt", "em", "rem", "fps", "vh", "vw", "kw", "kwh", "w", "ml", "cl", "l",
];

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
fn plain_keys(raw: &str) -> Vec<String> {
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
            let mut keys = vec![decimal(&clean, *mark)];
            if clean.rsplit(*mark).next().is_some_and(|b| b.len() == 3) {
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

/// Minutes since midnight of `6:30`, `18h30`, `20 h`, `6 pm`, and the length of what belongs to it
/// after the digits.
fn clock(raw: &str, rest: &str) -> Option<(u32, usize)> {
    let hour = |t: &str| t.parse::<u32>().ok().filter(|h| *h <= 24);
    if let Some((h, m)) = raw.split_once(':') {
        let m = m.split(':').next()?.parse::<u32>().ok().filter(|m| *m < 60)?;
        return Some((hour(h)? * 60 + m, 0));
    }
    let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let spaces = rest.len() - trimmed.len();
    if spaces > 3 {
        return None;
    }
    let after = trimmed.strip_prefix(['h', 'H']);
    if let Some(after) = after.filter(|a| !a.starts_with(|c: char| c.is_alphabetic())) {
        let minutes = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let gap = after.len() - minutes.len();
        let digits: String = minutes.chars().take_while(char::is_ascii_digit).collect();
        let found = (digits.len() == 2 && gap <= 3).then(|| digits.parse::<u32>().ok()).flatten();
        let mut length = spaces + 1 + if found.is_some() { gap + 2 } else { 0 };
        if found.is_some() {
            length += seconds(minutes.get(2..).unwrap_or(""));
        }
        return Some((hour(raw)? * 60 + found.unwrap_or(0), length));
    }
    let low = trimmed.get(..4).or(trimmed.get(..2)).unwrap_or("").to_lowercase();
    (low.starts_with("am") || low.starts_with("pm") || low == "a.m." || low == "p.m.")
        .then(|| hour(raw).map(|h| (h * 60, 0)))
        .flatten()
}

/// Length of ` min 25 s` after `16 h 01`; the other side writes `4:01:25`, read to the minute too.
fn seconds(rest: &str) -> usize {
    let blank = |t: &'_ str| t.len() - t.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let after = rest.get(blank(rest)..).unwrap_or("");
    let Some(after) = after.strip_prefix("min").or_else(|| after.strip_prefix("mn")) else { return 0 };
    let digits = after.get(blank(after)..).unwrap_or("");
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let unit = digits.get(count..).unwrap_or("");
    let unit = unit.get(blank(unit)..).unwrap_or("");
    let Some(end) = unit.strip_prefix('s').filter(|_| (1..=2).contains(&count)) else { return 0 };
    if end.starts_with(char::is_alphabetic) { 0 } else { rest.len() - end.len() }
}

/// Keys of a time: by the clock of 24 hours, of both halves where nothing says which.
fn clock_keys(minutes: u32, after: &str, certain: bool, plain: &[String]) -> Vec<String> {
    let low: String = after.trim_start().chars().take(4).flat_map(char::to_lowercase).collect();
    let key = |m: u32| format!("t{}", m % 1440);
    let half = 720;
    let mut keys = if low.starts_with("pm") || low.starts_with("p.m") {
        vec![key(minutes % half + half), key(minutes % half)]
    } else if minutes <= 12 * 60 + 59 {
        vec![key(minutes), key(minutes + half)]
    } else {
        vec![key(minutes), key(minutes % half)]
    };
    // A bare hour may be a length of time, or a number at the end of a range: `6:30-7`.
    if !certain || minutes.is_multiple_of(60) {
        keys.extend(plain.iter().cloned());
        keys.push((minutes / 60).to_string());
        keys.push((minutes / 60 % 12 + 12).to_string());
    }
    keys
}

/// Words that stand for numbers in either language.
const WORDS: &[(&str, &str)] = &[
    ("zero", "0"),
    ("zéro", "0"),
    ("one", "1"),
    ("first", "1"),
    ("once", "1"),
    ("un", "1"),
    ("une", "1"),
    ("premier", "1"),
    ("première", "1"),
    ("two", "2"),
    ("second", "2"),
    ("twice", "2"),
    ("deux", "2"),
    ("deuxième", "2"),
    ("double", "2"),
    ("three", "3"),
    ("third", "3"),
    ("trois", "3"),
    ("troisième", "3"),
    ("triple", "3"),
    ("tiers", "3"),
    ("four", "4"),
    ("fourth", "4"),
    ("quarter", "4"),
    ("quatre", "4"),
    ("quatrième", "4"),
    ("quart", "4"),
    ("five", "5"),
    ("fifth", "5"),
    ("cinq", "5"),
    ("cinquième", "5"),
    ("six", "6"),
    ("sixth", "6"),
    ("sixième", "6"),
    ("seven", "7"),
    ("seventh", "7"),
    ("sept", "7"),
    ("septième", "7"),
    ("eight", "8"),
    ("eighth", "8"),
    ("huit", "8"),
    ("huitième", "8"),
    ("nine", "9"),
    ("ninth", "9"),
    ("neuf", "9"),
    ("neuvième", "9"),
    ("ten", "10"),
    ("tenth", "10"),
    ("dix", "10"),
    ("dixième", "10"),
    ("dizaine", "10"),
    ("eleven", "11"),
    ("onze", "11"),
    ("twelve", "12"),
    ("douze", "12"),
    ("dozen", "12"),
    ("douzaine", "12"),
    ("midi", "12"),
    ("noon", "12"),
    ("thirteen", "13"),
    ("treize", "13"),
    ("fourteen", "14"),
    ("quatorze", "14"),
    ("fifteen", "15"),
    ("quinze", "15"),
    ("quinzaine", "15"),
    ("sixteen", "16"),
    ("seize", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("vingt", "20"),
    ("vingtaine", "20"),
    ("thirty", "30"),
    ("trente", "30"),
    ("trentaine", "30"),
    ("forty", "40"),
    ("quarante", "40"),
    ("quarantaine", "40"),
    ("fifty", "50"),
    ("cinquante", "50"),
    ("cinquantaine", "50"),
    ("sixty", "60"),
    ("soixante", "60"),
    ("soixantaine", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("cent", "100"),
    ("cents", "100"),
    ("centaine", "100"),
    ("thousand", "1000"),
    ("mille", "1000"),
    ("millier", "1000"),
    ("million", "1000000"),
    ("half", "2"),
    ("january", "1"),
    ("janvier", "1"),
    ("february", "2"),
    ("février", "2"),
    ("march", "3"),
    ("mars", "3"),
    ("april", "4"),
    ("avril", "4"),
    ("may", "5"),
    ("mai", "5"),
    ("june", "6"),
    ("juin", "6"),
    ("july", "7"),
    ("juillet", "7"),
    ("august", "8"),
    ("août", "8"),
    ("september", "9"),
    ("septembre", "9"),
    ("october", "10"),
    ("octobre", "10"),
    ("november", "11"),
    ("novembre", "11"),
    ("december", "12"),
    ("décembre", "12"),
    ("jan", "1"),
    ("janv", "1"),
    ("feb", "2"),
    ("févr", "2"),
    ("apr", "4"),
    ("avr", "4"),
    ("jun", "6"),
    ("jul", "7"),
    ("juil", "7"),
    ("aug", "8"),
    ("sep", "9"),
    ("sept", "9"),
    ("oct", "10"),
    ("nov", "11"),
    ("dec", "12"),
    ("déc", "12"),
];

/// Reads the word at `at`, and says where to go on.
fn word(prose: &str, at: usize, offset: usize, out: &mut Vec<Number>) -> usize {
    let rest = prose.get(at..).unwrap_or("");
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let found = rest.get(..end).unwrap_or("");
    // `v2.0` is version 2.0; what runs on after any other name is part of it: `gpt3.5`.
    if found.strip_prefix(['v', 'V']).is_some_and(|v| !v.is_empty() && v.bytes().all(|b| b.is_ascii_digit()))
    {
        return at + 1;
    }
    if found.ends_with(|c: char| c.is_ascii_digit()) {
        let tail = rest.get(end..).unwrap_or("");
        let more: usize = tail.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let more = tail.get(..more).unwrap_or("").trim_end_matches('.').len();
        return at + end + more;
    }
    let span = Span::new(offset + at, offset + at + end);
    let lower = found.to_lowercase();
    let mut keys: Vec<String> =
        WORDS.iter().filter(|(w, _)| *w == lower).map(|(_, k)| (*k).to_owned()).collect();
    if keys.is_empty() {
        let numeral = found.trim_end_matches("ème").trim_end_matches("eme").trim_end_matches(['e', 'r']);
        keys.extend(roman(numeral).map(|n| n.to_string()));
    }
    if let Some(last) = out.last().filter(|l| !l.digits && l.span.end + 1 == span.start) {
        // `vingt-cinq`, `twenty five`: both as they are and added up.
        let sum = last
            .keys
            .first()
            .and_then(|a| a.parse::<u32>().ok())
            .zip(keys.first().and_then(|b| b.parse::<u32>().ok()));
        keys.extend(sum.map(|(a, b)| (a + b).to_string()));
        keys.extend(sum.filter(|(a, b)| *b >= 100 && *a < 100).map(|(a, b)| a.saturating_mul(b).to_string()));
    }
    if !keys.is_empty() {
        out.push(Number { span, keys, digits: false });
    }
    at + end.max(1)
}

/// The value of a Roman numeral.
fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 7 {
        return None;
    }
    let mut total = 0u32;
    let mut last = 0u32;
    for c in text.chars().rev() {
        let value = match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            'M' => 1000,
            _ => return None,
        };
        total = if value < last { total.checked_sub(value)? } else { total + value };
        last = last.max(value);
    }
    Some(total)
}

/// Numbers in digits that nothing on the other side answers: (of the first, of the second).
#[must_use]
pub fn unanswered<'a>(a: &'a [Number], b: &'a [Number]) -> (Vec<&'a Number>, Vec<&'a Number>) {
    let mut free: Vec<bool> = vec![true; b.len()];
    let mut lost = Vec::new();
    let mut answered = |number: &Number, digits: bool| {
        let at = b.iter().enumerate().position(|(j, o)| {
            o.digits == digits && free.get(j).copied().unwrap_or(false) && number.agrees(o)
        });
        if let Some(place) = at.and_then(|j| free.get_mut(j)) {
            *place = false;
        }
        at.is_some()
    };
    // Digits are answered by digits first, so that a word does not take what a figure needs.
    let open: Vec<&Number> = a.iter().filter(|n| n.digits && !answered(n, true)).collect();
    for number in open {
        if !answered(number, false) {
            lost.push(number);
        }
    }
    let words: Vec<&Number> = a.iter().filter(|n| !n.digits).collect();
    let added = b
        .iter()
        .zip(&free)
        .filter(|(n, free)| **free && n.digits && !words.iter().any(|w| w.agrees(n)))
        .map(|(n, _)| n)
        .collect();
    (lost, added)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether an English and a French text agree on their numbers.
    fn agree(en: &str, fr: &str) -> bool {
        let (a, b) = (numbers(en, 0, false), numbers(fr, 0, true));
        let (lost, added) = unanswered(&a, &b);
        lost.is_empty() && added.is_empty()
    }

    #[test]
    fn conventions_are_one() {
        for (en, fr) in [
            ("ten people", "10 personnes"),
            ("1,234.5 m", "1 234,5 m"),
            ("12,000 readers", "12\u{202f}000 lecteurs"),
            ("at 6:30 pm", "à 18h30"),
            ("at 6:30 p.m.", "à 18 h 30"),
            ("at 10:18am", "à 10h18"),
            ("before 1PM", "avant 13 heures"),
            ("between 4:01:25 PM and 5:03:25 PM", "entre 16 h 01 min 25 s et 17 h 03 min 25 s"),
            ("in v2.0 and v13", "dans la version 2.0 et la version 13"),
            ("every 15min, 850ms faster", "toutes les 15 minutes, 850 ms de moins"),
            ("in 2016-17", "en 2016-2017"),
            ("the late 90's", "la fin des années 1990"),
            ("about 30 lines", "une trentaine de lignes"),
            ("1.5B parameters", "1,5 milliard de paramètres"),
            ("7:00 to 7:30", "19h00 à 19h30"),
            ("from 8 pm", "dès 20h"),
            ("August 7, 2019", "7 août 2019"),
            ("08/07/2019", "7 août 2019"),
            ("30%", "30 %"),
            ("10 GB", "10 Go"),
            ("the 3rd time", "la 3e fois"),
            ("the 19th century", "le XIXe siècle"),
            ("in the 1990s", "dans les années 90"),
            ("$1.5 million", "1,5 million de dollars"),
            ("10k users", "10 000 utilisateurs"),
            ("version 2.1.3", "version 2.1.3"),
            ("twenty-five", "25"),
            ("three hundred pages", "300 pages"),
            ("at a scale of 1:10,000", "à l'échelle 1:10 000"),
            ("in the 90s", "dans les années 1990"),
            ("P2P and IPv6", "P2P et IPv6"),
        ] {
            assert!(agree(en, fr), "{en} / {fr}: {:?} {:?}", numbers(en, 0, false), numbers(fr, 0, true));
        }
    }

    #[test]
    fn real_differences_show() {
        for (en, fr) in [
            ("12 people", "13 personnes"),
            ("at 6:30 pm", "à 18h45"),
            ("in 2019", "en 2018"),
            ("1,234.5", "1 234,6"),
            ("version 2.1.3", "version 2.1.4"),
            ("in v2.0", "dans la version 2.1"),
            ("at 10:18am", "à 10h28"),
            ("850ms faster", "950 ms de moins"),
            ("30%", "80 %"),
            ("10 GB", "10,5 Go"),
        ] {
            assert!(!agree(en, fr), "{en} / {fr}");
        }
    }
}
