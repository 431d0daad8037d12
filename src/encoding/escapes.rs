//! Escapes that stand for characters: HTML entities, `\u00e9`, quoted-printable, percent-encoding.

use super::{Codec, entities};
use crate::span::Span;

/// How a character is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `&eacute;`, `&#233;`, `&#xE9;`.
    Entity,
    /// `&amp;eacute;`: an entity whose ampersand was escaped again.
    DoubleEntity,
    /// `\u00e9`, with surrogate pairs.
    Backslash,
    /// `u00e9` inside a word, the backslash lost.
    BareBackslash,
    /// `=C3=A9`.
    QuotedPrintable,
    /// `%C3%A9`.
    Percent,
}

/// One escaped character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Escape {
    /// All of the escape.
    pub span: Span,
    /// What it stands for.
    pub char: char,
    /// How it is written.
    pub style: Style,
}

/// Every escape of a character beyond ASCII in `text`, in order.
#[must_use]
pub fn find(text: &str) -> Vec<Escape> {
    let bytes = text.as_bytes();
    let mut starts: Vec<usize> = memchr::memchr3_iter(b'&', b'\\', b'%', bytes).collect();
    starts.extend(memchr::memchr_iter(b'=', bytes).filter(|i| matches!(bytes.get(i + 1), Some(b'C'..=b'F'))));
    starts.extend(memchr::memmem::find_iter(bytes, b"u00"));
    starts.sort_unstable();
    let mut out: Vec<Escape> = Vec::new();
    for start in starts {
        if out.last().is_some_and(|e| start < e.span.end) {
            continue;
        }
        out.extend(parse(text, start).filter(|e| !e.char.is_ascii()));
    }
    out
}

/// The escape that begins at byte `at`.
fn parse(text: &str, at: usize) -> Option<Escape> {
    let rest = text.get(at..)?;
    let before = text.get(..at)?.chars().next_back();
    let (char, len, style) = match rest.as_bytes().first()? {
        b'&' => entity(rest)?,
        b'\\' if before != Some('\\') => backslash(rest)?,
        b'u' => bare(rest, before)?,
        b'%' => pairs(rest, '%', Style::Percent)?,
        b'=' => pairs(rest, '=', Style::QuotedPrintable)?,
        _ => return None,
    };
    Some(Escape { span: Span::new(at, at + len), char, style })
}

type Parsed = (char, usize, Style);

fn entity(rest: &str) -> Option<Parsed> {
    let mut body = rest.get(1..)?;
    let mut style = Style::Entity;
    while let Some(inner) = body.strip_prefix("amp;") {
        (body, style) = (inner, Style::DoubleEntity);
    }
    // The longest name here has six letters, the longest number seven digits and two marks.
    let end = body.bytes().take(10).position(|b| b == b';')?;
    let name = body.get(..end)?;
    let char = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let point = hex.map_or_else(|| number.parse(), |h| u32::from_str_radix(h, 16)).ok()?;
            // As HTML has it, the numbers of C1 controls mean what windows-1252 has there.
            let byte = u8::try_from(point).ok().filter(|b| (0x80..0xa0).contains(b));
            byte.map(|b| Codec::Windows1252.decode(b)).or_else(|| char::from_u32(point))?
        }
        None => entities::char_of(name)?,
    };
    Some((char, rest.len() - body.len() + end + 1, style))
}

fn hex(text: &str, at: usize, digits: usize) -> Option<u32> {
    let text = text.get(at..at + digits)?;
    let all = text.bytes().all(|b| b.is_ascii_hexdigit());
    all.then(|| u32::from_str_radix(text, 16).ok()).flatten()
}

fn backslash(rest: &str) -> Option<Parsed> {
    if !rest.starts_with("\\u") {
        return None;
    }
    let first = hex(rest, 2, 4)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some((char::from_u32(first)?, 6, Style::Backslash));
    }
    let low = rest.get(6..8).filter(|p| *p == "\\u").and_then(|_| hex(rest, 8, 4))?;
    let low = low.checked_sub(0xdc00).filter(|l| *l < 0x400)?;
    Some((char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)?, 12, Style::Backslash))
}

/// `u00e9` at a small letter: an escape that lost its backslash. Elsewhere it may be anything.
fn bare(rest: &str, before: Option<char>) -> Option<Parsed> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
    let apart = before.is_none_or(|c| c.is_whitespace() || matches!(c, '\'' | '"' | '('));
    let char = char::from_u32(hex(rest, 1, 4)?).filter(|c| ('à'..='ÿ').contains(c) || *c == 'É')?;
    let joined = letter(before) || (apart && letter(rest.chars().nth(5)));
    joined.then_some((char, 5, Style::BareBackslash))
}

/// One character of UTF-8 whose bytes are each a `mark` and two hexadecimal digits.
fn pairs(rest: &str, mark: char, style: Style) -> Option<Parsed> {
    let lead = byte(rest, 0, mark)?;
    let count = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = (0..count).map(|i| byte(rest, 3 * i, mark)).collect();
    let char = std::str::from_utf8(&bytes?).ok()?.chars().next()?;
    Some((char, 3 * count, style))
}

fn byte(rest: &str, at: usize, mark: char) -> Option<u8> {
    rest.get(at..)?.strip_prefix(mark)?;
    u8::try_from(hex(rest, at + 1, 2)?).ok()
}

/// Runs of escapes that spell UTF-8 misread as windows-1252 (`&Atilde;&copy;`): for each, the indices
/// of its escapes and the character it spelled. A neighbour may stand unescaped (`Ã&copy;`).
#[must_use]
pub fn misread(text: &str, escapes: &[Escape]) -> Vec<(std::ops::Range<usize>, char)> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < escapes.len() {
        match spelled(text, escapes, i) {
            Some((count, c)) => {
                out.push((i..i + count, c));
                i += count;
            }
            None => i += 1,
        }
    }
    out
}

/// The character that the escapes from `i` on spell together with raw neighbours, and how many do.
fn spelled(text: &str, escapes: &[Escape], i: usize) -> Option<(usize, char)> {
    let first = escapes.get(i)?;
    let mut bytes = vec![misread_byte(first.char)?];
    let raw = text.get(..first.span.start)?.chars().next_back().and_then(misread_byte);
    if let Some(lead) = raw.filter(|b| *b >= 0xc2 && bytes.iter().all(|b| *b < 0xc0)) {
        bytes.insert(0, lead);
    }
    let (mut count, mut at) = (1, first.span.end);
    loop {
        if let Ok(text) = std::str::from_utf8(&bytes) {
            return text.chars().next().filter(|c| !c.is_ascii() && !c.is_control()).map(|c| (count, c));
        }
        if bytes.len() >= 4 {
            return None;
        }
        let next = escapes.get(i + count).filter(|e| e.span.start == at);
        let (char, end) = match next {
            Some(e) => (e.char, e.span.end),
            None => text.get(at..)?.chars().next().map(|c| (c, at + c.len_utf8()))?,
        };
        count += usize::from(next.is_some());
        at = end;
        bytes.push(misread_byte(char).filter(|b| (0x80..0xc0).contains(b))?);
    }
}

fn misread_byte(c: char) -> Option<u8> {
    let c1 = u8::try_from(u32::from(c)).ok().filter(|b| (0x80..0xa0).contains(b));
    c1.or_else(|| Codec::Windows1252.encode(c)).filter(|b| !b.is_ascii())
}

/// `c` written in `style`, for files where an escape is syntax.
#[must_use]
pub fn write(c: char, style: Style) -> String {
    match style {
        Style::Entity | Style::DoubleEntity => entities::entity(c),
        Style::Backslash | Style::BareBackslash => {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().map(|u| format!("\\u{u:04x}")).collect()
        }
        Style::QuotedPrintable | Style::Percent => {
            let mark = if style == Style::Percent { '%' } else { '=' };
            c.to_string().bytes().map(|b| format!("{mark}{b:02X}")).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(text: &str) -> String {
        find(text).iter().map(|e| e.char).collect()
    }

    #[test]
    fn each_style_is_read() {
        assert_eq!(decoded("caf&eacute; &#233; &#xE9; &amp;eacute; &amp;amp;#233; &#146;"), "ééééé’");
        assert_eq!(decoded("\\u00e9t\\u00E9 \\ud83d\\ude00 su00e9curitu00e9 u00e9cole"), "éé😀ééé");
        assert_eq!(decoded("=C3=A9 %C3%A9 %e2%80%99 =E2=80=99"), "éé’’");
    }

    #[test]
    fn what_only_looks_like_an_escape_is_left_alone() {
        for text in
            ["&amp; &lt; &#39; R&D; a&b;", "\\\\u00e9 \\u12", "U+00e9 u00e9 4u00e9", "50 %CA =Ca =C3x %41"]
        {
            assert_eq!(find(text), [], "{text}");
        }
    }

    #[test]
    fn misread_runs_are_recognised() {
        for (text, spelled) in [
            ("&Atilde;&copy;", "é"),
            ("&Atilde;&nbsp; l&#226;&euro;&trade;ami", "à’"),
            ("\\u00c3\\u00a9", "é"),
            ("Ã&copy; &Atilde;©", "éé"),
            ("&eacute;&agrave; &Atilde;o", ""),
        ] {
            let runs = misread(text, &find(text));
            assert_eq!(runs.iter().map(|r| r.1).collect::<String>(), spelled, "{text}");
        }
    }

    proptest! {
        #[test]
        fn writing_and_reading_agree(c in "[à-ÿœ’…ł😀]") {
            let c = c.chars().next().unwrap();
            for style in [Style::Entity, Style::Backslash, Style::Percent, Style::QuotedPrintable] {
                prop_assert_eq!(decoded(&write(c, style)), c.to_string());
            }
        }

        #[test]
        fn spans_fit_any_text(text in "[&;amp#xuéC3A9=%\\\\\u{00e9}0-9]{0,60}") {
            let found = find(&text);
            prop_assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start));
            prop_assert!(found.iter().all(|e| !e.span.of(&text).is_empty()));
            prop_assert!(misread(&text, &found).len() <= found.len());
        }
    }
}
