//! One single-byte codec read as another: `prŽsent`, `dÈj‡`, `pr‚sent` (ENC005). No structure gives
//! such damage away, so it is looked for only where a character stands that no clean word has there,
//! and every reading must pay more than a reading of UTF-8 does.

use super::bytes;
use super::lattice::{Edge, Lattice, Loss, Stacks};
use super::{Damage, Repair, words};
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;

/// The mark, in a stack's second mask, of a swap: its first mask then holds bits of [`PAIRS`].
pub const MARK: u16 = 1 << 15;

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

fn bit(codec: Codec) -> Option<usize> {
    Codec::SINGLE_BYTE.iter().position(|&c| c == codec)
}

/// Adds to a lattice what each character would be under every pair.
pub fn add(chars: &[char], lattice: &mut Lattice) {
    for (&c, edges) in chars.iter().zip(lattice) {
        let entry = bytes::of(c);
        for (i, (written, read)) in PAIRS.iter().enumerate() {
            let byte = bit(*read).and_then(|i| entry.byte.get(i)).copied().unwrap_or(0);
            let out = written.decode(byte);
            let control = matches!(c, '\u{80}'..='\u{9f}');
            if byte == 0 || out == c || !is_prose(out) || (i == 0 && !control) {
                continue;
            }
            let stacks = |pairs: u16| Stacks([pairs, MARK, 0]);
            match edges.iter_mut().find(|e| e.len == 1 && e.out == out && e.stacks.0[1] == MARK) {
                Some(edge) => edge.stacks.0[0] |= 1 << i,
                None => edges.push(Edge { len: 1, out, stacks: stacks(1 << i), loss: Loss::None }),
            }
        }
    }
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
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            let after = chars.peek().copied().unwrap_or(' ');
            if is_odd(before, c, after) {
                return true;
            }
        }
        before = c;
    }
    false
}

/// Whether `c` stands, between its neighbours, where no clean word has it.
#[must_use]
pub fn is_odd(before: char, c: char, after: char) -> bool {
    if matches!(c, '\u{80}'..='\u{9f}') {
        return true;
    }
    let (left, right) = (before.is_alphabetic(), after.is_alphabetic());
    match c {
        'ƒ' | '…' | '‰' | '╔' if !left && after.is_lowercase() => true,
        'Ê' | '†' | 'ÿ' | '╩' | 'ˇ' if left && ":;!?»".contains(after) => true,
        'á' | 'à' | 'ä' | 'å' | 'ì' | 'ó' | 'ñ' | 'þ' => left && right,
        '’' | '‘' | '·' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{a0}' | '\u{202f}' | '–' | '—' | '…' => {
            left && right && matches!(c, '…' | '–' | '—') && before.is_lowercase() && after.is_lowercase()
        }
        'ˆ' | 'ˇ' => left && right,
        c if c.is_alphabetic() => left && c.is_uppercase() && (before.is_lowercase() || after.is_lowercase()),
        '´' | '`' | '¨' | '»' | '«' | '”' | '“' => false,
        '‚' | '‡' | '†' | '˚' | '˘' | '¯' | '¹' | '¶' | '˙' | '˝' => left || right,
        _ => left && right,
    }
}

/// Whether `c` stands, as a letter of its own or at the beginning of a word, where French and English
/// have none: not odd by itself, for other languages do, but enough to read the line once more.
#[must_use]
pub fn is_strange(before: char, c: char, after: char) -> bool {
    if before.is_alphabetic() {
        // An apostrophe after an elided article.
        return matches!(c, 'ı' | 'í' | 'Õ' | 'Æ')
            && "dlnsmtjcDLNSMTJC".contains(before)
            && "aeiouyhéê".contains(after);
    }
    match c {
        'É' | 'À' | 'é' | 'Ê' | 'ê' | 'Â' | 'â' | 'Ô' | 'ô' | 'Î' | 'î' | 'Œ' | 'œ' | 'è' | 'ü' | 'Ö' => {
            !after.is_alphabetic() && !matches!(c, 'À' | 'Ô' | 'ô')
        }
        'Ç' | 'ç' => !matches!(after, 'a' | 'A' | 'à' | 'À' | 'o' | 'u'),
        'à' => after.is_alphabetic(),
        '½' | '®' | 'ª' | '×' => after == '\u{a0}' || !after.is_ascii() && after.is_alphabetic(),
        '‡' | 'ˆ' | '╗' | '╚' | '╔' | '´' | '¯' => !after.is_alphabetic(),
        c => c.is_alphabetic() && (c as u32) < 0x250,
    }
}

/// Drops the swaps of a text in which none gives a French word: what is left is somebody's spelling.
/// A single word of several must do where the document shows the same swap elsewhere.
pub fn confirm(text: &str, repairs: &mut Vec<Repair>) {
    let swaps: Vec<usize> = (0..repairs.len()).filter(|&i| is_guess(repairs.get(i))).collect();
    if swaps.is_empty() {
        return;
    }
    let letters = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    // One word among letters that the same swap leaves alone is a foreign word.
    if swaps.len() < 2 && letters > 1 {
        return repairs.retain(|r| !is_guess(Some(r)));
    }
    let confirmed = swaps.iter().filter(|&&i| gives_word(text, repairs, i)).count();
    if confirmed == 0 || confirmed * 4 < swaps.len() {
        return repairs.retain(|r| !is_guess(Some(r)));
    }
    // A codec hits all of a line: where something is left over, somebody must look.
    let half: Vec<usize> = swaps.into_iter().filter(|&i| leaves_over(text, repairs, i)).collect();
    for i in half {
        if let Some(repair) = repairs.get_mut(i) {
            repair.applicability = Applicability::Unsafe;
        }
    }
}

/// Whether the line of the `i`th repair holds, outside all repairs, characters that neither belong to a
/// French word nor are its everyday punctuation.
fn leaves_over(text: &str, repairs: &[Repair], i: usize) -> bool {
    let Some(here) = repairs.get(i) else { return false };
    let start = text.get(..here.span.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let rest = text.get(here.span.end..).unwrap_or("");
    let end = here.span.end + rest.find('\n').unwrap_or(rest.len());
    let mut at = start;
    let inside = repairs.iter().map(|r| r.span).filter(|s| s.start >= start && s.end <= end);
    for span in inside.chain([Span::new(end, end)]) {
        let gap = text.get(at..span.start).unwrap_or("");
        let odd =
            |w: &str| !w.is_ascii() && words::rank(&w.to_lowercase()).is_none() && !matches!(w, "à" | "À");
        let sign = |c: char| !c.is_ascii() && !c.is_alphabetic() && !"«»’“”–—\u{a0}\u{202f}".contains(c);
        if gap.split(|c: char| !c.is_alphabetic()).any(odd) || gap.contains(sign) {
            return true;
        }
        at = span.end;
    }
    false
}

/// Whether a repair is a swap that only words can confirm: control characters need no more proof.
fn is_guess(repair: Option<&Repair>) -> bool {
    repair.is_some_and(|r| r.damage == Damage::Swap && r.stack.first() != Some(&Codec::Iso8859_1))
}

/// Whether the word around the `i`th repair, with all repairs made, is a French one.
fn gives_word(text: &str, repairs: &[Repair], i: usize) -> bool {
    let Some(here) = repairs.get(i) else { return false };
    let start = text.get(..here.span.start).and_then(|t| t.rfind(char::is_whitespace)).map_or(0, |i| i + 1);
    let end = text
        .get(here.span.end..)
        .and_then(|t| t.find(char::is_whitespace))
        .map_or(text.len(), |i| here.span.end + i);
    if matches!(here.span.of(text), "Ê" | "†" | "ÿ" | "╩" | "ˇ")
        && here.reading.as_deref() == Some("\u{a0}")
        && text.get(here.span.end..).is_some_and(|t| t.starts_with([':', ';', '!', '?', '»']))
    {
        return true;
    }
    let (mut word, mut at) = (String::new(), start);
    for repair in repairs.iter().filter(|r| r.span.start >= start && r.span.end <= end) {
        word.push_str(text.get(at..repair.span.start).unwrap_or(""));
        word.push_str(repair.reading.as_deref().unwrap_or(""));
        at = repair.span.end;
    }
    word.push_str(text.get(at..end).unwrap_or(""));
    let mut parts =
        word.split(|c: char| !c.is_alphabetic()).filter(|p| !p.is_ascii() && p.chars().count() > 1);
    parts.any(|p| words::rank(&p.to_lowercase()).is_some())
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

    #[test]
    fn every_reading_replays_to_what_was_found() {
        let chars: Vec<char> = "Žˆ‚È‡Õ".chars().collect();
        let mut lattice = vec![Vec::new(); chars.len()];
        add(&chars, &mut lattice);
        for (c, edges) in chars.iter().zip(&lattice) {
            assert!(!edges.is_empty());
            for edge in edges {
                let [read, written] = named(edge.stacks.0[0])[..] else { panic!("a pair") };
                assert_eq!(written.encode(edge.out).map(|b| read.decode(b)), Some(*c));
            }
        }
    }
}
