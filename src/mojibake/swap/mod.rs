//! One single-byte codec read as another: `prŽsent`, `dÈj‡`, `pr‚sent` (ENC005). No structure gives
//! such damage away, so it is looked for only where a character stands that no clean word has there,
//! and every reading must pay more than a reading of UTF-8 does.

mod lines;
mod signs;
mod testimony;
mod tree;
mod weigh;

pub use lines::scan;

use super::class;
use super::prefilter::skip_ascii;
use crate::encoding::Codec;

/// Codecs as written and as read.
pub const PAIRS: [(Codec, Codec); 12] = [
    (Codec::Windows1252, Codec::Iso8859_1),
    (Codec::Macintosh, Codec::Windows1252),
    (Codec::Ibm850, Codec::Windows1252),
    (Codec::Windows1252, Codec::Macintosh),
    (Codec::Windows1252, Codec::Ibm850),
    (Codec::Macintosh, Codec::Ibm850),
    (Codec::Ibm850, Codec::Macintosh),
    (Codec::Ibm437, Codec::Windows1252),
    (Codec::Windows1252, Codec::Ibm437),
    (Codec::Macintosh, Codec::Iso8859_1),
    (Codec::Ibm850, Codec::Iso8859_1),
    (Codec::Macintosh, Codec::Ibm437),
];

/// What a swap costs in a document about which nothing is known, in nats: more than mojibake, for
/// any text beyond ASCII offers candidates. Control characters, which no text holds, cost little.
#[must_use]
pub fn rarity(pairs: u16) -> f32 {
    match pairs {
        p if p & 1 != 0 => 2.0,
        p if p & 0b111 != 0 => 3.5,
        p if p & 0b1_1111_1000 != 0 => 4.0,
        _ => 6.0,
    }
}

/// The codecs of a set of pairs: read as, written in.
#[must_use]
pub fn named(pairs: u16) -> Vec<Codec> {
    let pair = PAIRS.get(pairs.trailing_zeros() as usize);
    pair.map_or(Vec::new(), |&(written, read)| vec![read, written])
}

/// The character that was written where `c` was read.
fn decode(c: char, written: Codec, read: Codec) -> Option<char> {
    if c.is_ascii() { Some(c) } else { Some(written.decode(read.encode(c)?)) }
}

/// What swapped prose may hold: the letters and marks of French and its neighbours.
#[must_use]
pub fn is_prose(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{ff}' | 'œ' | 'Œ' | 'Ÿ' | 'š' | 'Š' | 'ž' | 'Ž')
        || matches!(
            c,
            '\u{a0}'
                | '«'
                | '»'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '‚'
                | '„'
                | '–'
                | '—'
                | '…'
                | '•'
                | '·'
                | '€'
                | '£'
        )
        || matches!(
            c,
            '°' | '²'
                | '³'
                | '©'
                | '®'
                | '™'
                | '¿'
                | '¡'
                | '§'
                | 'ª'
                | 'º'
                | '±'
                | '×'
                | '½'
                | '¼'
                | 'µ'
        )
}

/// Whether `text` holds a character where no clean word has it: a control character, a sign between
/// letters, a capital after a small letter.
#[must_use]
pub fn is_suspected(text: &str) -> bool {
    let mut at = 0;
    while let Some(start) = skip_ascii(text.as_bytes(), at) {
        let left = start.checked_sub(1).and_then(|i| text.as_bytes().get(i));
        let mut before = left.map_or(' ', |b| char::from(*b));
        let mut chars = text.get(start..).unwrap_or("").chars().peekable();
        at = start;
        while let Some(c) = chars.next_if(|c| !c.is_ascii()) {
            if is_odd(before, c, chars.peek().copied().unwrap_or(' ')) {
                return true;
            }
            at += c.len_utf8();
            before = c;
        }
        at = at.max(start + 1);
    }
    false
}

/// Whether `c` stands, between its neighbours, where French and English have none: where a codec
/// taken for another would have put it. Hardly ever true of clean text in these two languages, often
/// of others; it costs one comparison with a table.
#[must_use]
pub fn is_odd(before: char, c: char, after: char) -> bool {
    let (left, right) = (before.is_alphabetic(), after.is_alphabetic());
    let capitals = before.is_uppercase() && (after.is_uppercase() || !right);
    match c {
        '’' | '\u{a0}' | '\u{202f}' | 'ü' | 'À' => false,
        'é' => !left && !right,
        'è' | 'ç' | 'œ' => !right,
        'ê' => !right || capitals || !left && after != 't',
        'à' => right || left && !"ljçLJÇ".contains(before),
        // … or a lost apostrophe: `donât`.
        'â' if (before, after) == ('n', 't') || after == 's' && "tedryn".contains(before) => true,
        'â' => !right || capitals || !left && !"gmnGMN".contains(after) || matches!(before, 'o' | 'a' | 'u'),
        'î' => !right,
        'ï' => !left,
        'Ï' => !capitals,
        'ô' => !right || !left && after != 't',
        'ö' => !left || !right || matches!(before, 'a' | 'o'),
        'ë' => !"aouieéAOUIEÉ".contains(before),
        'ù' => !matches!(before, 'o' | 'O'),
        'û' => !left,
        'É' => before.is_lowercase() || !left && !right,
        'Ç' => before.is_lowercase() || !"aàouAÀOU".contains(after),
        'È' => !capitals && (left || after != 'v'),
        'Ê' if ":;!?".contains(after) && !before.is_uppercase()
            || after.is_ascii_digit()
            || matches!(before, '.' | ')' | '0'..='9') =>
        {
            true
        }
        'Ê' | 'Ô' => !capitals && (left || !matches!(after, 't' | 'T')),
        'Î' => !capitals && (left || after != 'l'),
        'Œ' => before.is_lowercase() || !right || after == 'l',
        'Â' => !capitals && !"gmn".contains(after),
        'Ü' => before.is_lowercase(),
        'ß' => !left,
        // What ibm437 shows for windows-1252: `prΘsent`.
        'Α'..='ω' => before.is_ascii_lowercase() || after.is_ascii_lowercase(),
        c if is_stranger(c) => true,
        c => !c.is_alphabetic() && is_sign_odd(before, c, after),
    }
}

/// Characters that French and English hardly ever hold, and that swaps give them.
fn is_stranger(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | 'Ž' | 'ž' | 'Š' | 'š' | 'ˆ' | 'ˇ' | '˘'..='˝' | '¯' | '¨' | '´' | '¸' | '‚' | '„')
        || matches!(
            c,
            '‡' | '†' | '‰' | 'ƒ' | 'Ý' | 'ý' | 'Þ' | 'þ' | 'Ð' | 'ð' | 'Ù'..='Û' | 'ú' | 'Ì' | 'Í'
        )
        || matches!(c, 'Ñ'..='Ó' | 'Õ' | 'Ö' | 'Ø' | 'Ã'..='Æ' | 'Á' | 'Ë' | 'á' | 'ã'..='æ' | 'ì' | 'í' | 'ð'..='ó' | 'õ')
        || matches!(c, 'ø' | 'ÿ' | 'Ÿ' | 'ı' | '¤' | '¿')
}

/// Whether a sign stands in a word, or where a letter of its own would.
fn is_sign_odd(before: char, c: char, after: char) -> bool {
    let (left, right) = (before.is_alphabetic(), after.is_alphabetic());
    let blank = |c: char| c.is_whitespace();
    match c {
        '…' => {
            left && right
                || !left && after.is_lowercase() && !"aeiouyéêàh".contains(after)
                || (blank(before) || matches!(before, '\'' | '’')) && blank(after)
                || before == '-' && after == '-'
                || before == 'l' && !right
        }
        '–' => left && right && is_u_circumflex(before, after),
        '—' => matches!(before, 'o' | 'O') && blank(after),
        '•' => left,
        '“' | '‘' | '‹' | '×' | '¹' => left && right,
        '”' | '™' | '£' | '¶' | '»' | '½' => after.is_lowercase() || c == '¶' && left,
        '«' | '€' => matches!(after, 'a' | 'A'),
        'ª' => !before.is_ascii_digit(),
        '®' => !left && (right || after == 'ÿ'),
        '∞' | '░' | '¡' => before.is_ascii_digit(),
        '∑' => blank(after),
        '·' => blank(after) && matches!(before, '\n' | '>' | '"' | '#' | '*' | '(' | '['),
        '\u{2500}'..='\u{257f}' => {
            let near = |c: char| !blank(c) && !class::is_line(c) && !matches!(c, '|' | '+');
            near(before)
                || near(after)
                || matches!(c, '└' | '╔' | '╦' | '╗' | '╚') && blank(before) && blank(after)
        }
        _ => false,
    }
}

/// Whether French often has an `û` between these two: `sûr`, `coût`, `mûr`, `brûler`.
fn is_u_circumflex(before: char, after: char) -> bool {
    matches!(
        (before, after),
        ('s', 'r') | ('o', 't') | ('m', 'r') | ('r', 'l') | ('f', 't') | ('l', 't') | ('b', 'c') | ('q', 'r')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_places_are_seen_and_clean_words_are_not() {
        for text in ["prŽsent", "dÈj‡", "pr‚sent", "dÕinstance", "prÚsent", "\u{84}Hallo"] {
            assert!(is_suspected(text), "{text}");
        }
        for text in ["l’été", "École", "« déjà »", "NESTLÉ®", "Größe – naïve…", "10 °C", "мир", "ÉTÉ", "ÉTÉ."]
        {
            assert!(!is_suspected(text), "{text}");
        }
    }
}
