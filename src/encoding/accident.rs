//! Legacy files that are valid UTF-8 by accident: `d’état` in macintosh holds D5 8E, which is also the
//! UTF-8 of an Armenian letter.

use super::evidence::{CANDIDATES, Scorer};
use super::lines::{Line, lines};
use super::transcode::decode_with;
use super::{Codec, Decoded, Source, legacy};
use crate::mojibake::words;

/// Files with more than this many characters beyond ASCII are never so by accident.
const MOST: usize = 32;
/// How much better the legacy reading must be, in nats.
const MARGIN: f64 = 8.0;

/// The legacy reading of valid UTF-8 whose every character beyond ASCII is impossible where it stands,
/// and whose every word with accents is French in one codec. Nearly always `None`, at once.
pub(super) fn decode(text: &str) -> Option<Decoded> {
    if !suspicious(text) {
        return None;
    }
    let bytes = text.as_bytes();
    let lines = lines(bytes);
    let mut scorer = Scorer::new(&[], &[]);
    let mut whole = scorer.priors().map(|cost| -cost);
    let mut utf8 = 0.0;
    for line in &lines {
        let sums = scorer.sum(line, bytes, false);
        whole.iter_mut().zip(sums).for_each(|(all, sum)| *all += sum);
        // Without bytes of their own all candidates read a line alike.
        utf8 += scorer.sum(line, bytes, true)[0];
    }
    let single = legacy::best(&whole);
    let (codec, _) = CANDIDATES[single];
    if whole[single] < utf8 + MARGIN || !lines.iter().all(|l| french(l, bytes, codec)) {
        return None;
    }
    let first = lines.first()?.atoms.first()?;
    let why = legacy::explain(bytes, first.at..first.at + 1, codec, None);
    let why = format!("valid UTF-8 by accident only, and of no language; {why}");
    let source = Source::Legacy { codec, confidence: super::SURE, why };
    Some(Decoded { text: decode_with(bytes, codec), source })
}

/// Whether each character beyond ASCII is a lone letter of a rare script that touches a Latin one.
fn suspicious(text: &str) -> bool {
    // Clean text is told by its first character beyond ASCII; blocks are compared at memory speed.
    let Some(block) = text.as_bytes().chunks(64).position(|c| !c.is_ascii()) else { return false };
    let (mut before, mut count) = (None, 0);
    let start = (0..=block * 64).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let mut chars = text.get(start..).unwrap_or("").chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            count += 1;
            let beside = [before, chars.peek().copied()];
            let latin = |n: Option<char>| n.is_some_and(|n| n.is_ascii_alphabetic());
            let odd = matches!(c, '\u{180}'..='\u{7ff}') && beside.into_iter().any(latin);
            if !odd || count > MOST || beside.into_iter().flatten().any(|n| !n.is_ascii()) {
                return false;
            }
        }
        before = Some(c);
    }
    count > 0
}

/// Whether at least half of a line's words with accents are known to be French, and it has one, as
/// `codec` reads it.
fn french(line: &Line, bytes: &[u8], codec: Codec) -> bool {
    let text = decode_with(bytes.get(line.raw.clone()).unwrap_or(&[]), codec);
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_ascii());
    let known = |w: &&str| matches!(*w, "à" | "À") || words::rank_as_written(w).is_some();
    let (known, unknown): (Vec<_>, Vec<_>) = words.partition(known);
    !known.is_empty() && unknown.len() <= known.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_that_is_utf8_by_accident_is_read() {
        for (bytes, text) in [
            (&b"Date du changement d\xd5\x8etat\n"[..], "Date du changement d’état\n"),
            (b"jusqu\xd5\x88 ce que la limite\n", "jusqu’à ce que la limite\n"),
            (b"s\xd5\x8etendent jusqu\xd5\x88 la fin\n", "s’étendent jusqu’à la fin\n"),
        ] {
            let found = decode(std::str::from_utf8(bytes).unwrap()).unwrap();
            assert_eq!(found.text, text);
        }
    }

    #[test]
    fn text_that_means_its_letters_is_left_alone() {
        for text in [
            "l’état, déjà",
            "the vowel ʃ, as in dʃa and tʃek",
            "Добрый день",
            "x\u{301} and e\u{301}",
            "Ջahan d’état",
            "plain",
            "kmՎx",
            "ət",
        ] {
            assert!(decode(text).is_none(), "{text}");
        }
    }
}
