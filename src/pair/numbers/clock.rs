//! Times of day, in either notation.

/// A time of day: minutes since midnight, seconds, and the length of what belongs to it after the
/// digits.
pub(super) type Time = (u32, u32, usize);

/// The time that `6:30`, `6:30:15`, `18h30`, `16 h 01 min 25 s`, `20 h` or `6 pm` says.
pub(super) fn clock(raw: &str, rest: &str) -> Option<Time> {
    let hour = |t: &str| t.parse::<u32>().ok().filter(|h| *h <= 24);
    let sixty = |t: &str| t.parse::<u32>().ok().filter(|m| *m < 60);
    if let Some((h, m)) = raw.split_once(':') {
        let (m, s) = m.split_once(':').unwrap_or((m, "0"));
        return Some((hour(h)? * 60 + sixty(m)?, sixty(s).unwrap_or(0), 0));
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
        let mut second = 0;
        if found.is_some() {
            let (value, more) = seconds(minutes.get(2..).unwrap_or(""));
            length += more;
            second = value;
        }
        return Some((hour(raw)? * 60 + found.unwrap_or(0), second, length));
    }
    let low = trimmed.get(..4).or(trimmed.get(..2)).unwrap_or("").to_lowercase();
    (low.starts_with("am") || low.starts_with("pm") || low == "a.m." || low == "p.m.")
        .then(|| hour(raw).map(|h| (h * 60, 0, 0)))
        .flatten()
}

/// The seconds and the length of ` min 25 s` after `16 h 01`; the other side writes `4:01:25`.
fn seconds(rest: &str) -> (u32, usize) {
    let blank = |t: &'_ str| t.len() - t.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let after = rest.get(blank(rest)..).unwrap_or("");
    let Some(after) = after.strip_prefix("min").or_else(|| after.strip_prefix("mn")) else { return (0, 0) };
    let digits = after.get(blank(after)..).unwrap_or("");
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let unit = digits.get(count..).unwrap_or("");
    let unit = unit.get(blank(unit)..).unwrap_or("");
    let Some(end) = unit.strip_prefix('s').filter(|_| (1..=2).contains(&count)) else { return (0, 0) };
    if end.starts_with(char::is_alphabetic) {
        return (0, 0);
    }
    (digits.get(..count).and_then(|d| d.parse().ok()).unwrap_or(0), rest.len() - end.len())
}

/// Keys of a time: by the clock of 24 hours, of both halves where nothing says which.
pub(super) fn clock_keys(
    (minutes, seconds, _): Time,
    after: &str,
    certain: bool,
    plain: &[String],
) -> Vec<String> {
    let low: String = after.trim_start().chars().take(4).flat_map(char::to_lowercase).collect();
    let key = |m: u32| match seconds {
        0 => format!("t{}", m % 1440),
        s => format!("t{}:{s}", m % 1440),
    };
    let half = 720;
    let mut keys = if low.starts_with("pm") || low.starts_with("p.m") {
        vec![key(minutes % half + half), key(minutes % half)]
    } else if minutes <= 12 * 60 + 59 {
        vec![key(minutes), key(minutes + half)]
    } else {
        vec![key(minutes), key(minutes % half)]
    };
    // A bare hour may be a length of time, or a number at the end of a range: `6:30-7`.
    if !certain || (minutes.is_multiple_of(60) && seconds == 0) {
        keys.extend(plain.iter().cloned());
        keys.push((minutes / 60).to_string());
        keys.push((minutes / 60 % 12 + 12).to_string());
    }
    // `1 h 30` is one hour and a half.
    if minutes % 60 != 0 && (minutes % 60).is_multiple_of(15) && minutes < half {
        keys.push(format!("{}", f64::from(minutes) / 60.0));
    }
    keys
}
