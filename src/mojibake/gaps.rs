//! Lines that lost bytes: where a codec leaves bytes undefined, decoders drop them or write a `?` or a
//! U+FFFD, and of `donâ€™t` stays `donât`. Such a line is read whole, or its other damage would be
//! repaired around a hole: every character that could have stood there is tried, and the model and
//! the words of French choose. What they choose is a guess, so a human decides.

use super::bytes;
use super::filler;
use super::holes::{is_eastern, is_marked};
use super::{Damage, Repair, words};
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;

/// Codecs that are told apart by what they lose: windows-1252, iso-8859-1 and -15.
const WESTERN: [usize; 3] = [1, 2, 4];

/// iso-8859-2, which loses the same bytes and shows others for those it keeps.
const EASTERN: usize = 3;

/// Reads the lines that lost bytes once more, whole; their repairs become guesses.
#[must_use]
pub fn revise(text: &str, repairs: Vec<Repair>) -> Vec<Repair> {
    let marked = repairs.is_empty() && is_marked(text);
    let shown = || if is_eastern(text) { EASTERN } else { WESTERN[1] };
    let Some(codec) = culprit(&repairs).or(marked.then(shown)) else { return repairs };
    let mut kept = repairs.iter().flat_map(|r| r.span.of(text).chars()).filter(|c| is_kept(*c)).peekable();
    let (kept, signs) = (kept.peek().is_some(), kept.any(|c| !c.is_control()));
    let codecs: &[usize] = match WESTERN.contains(&codec) {
        // Only windows-1252 has characters where the other two have what is dropped.
        true if signs => &WESTERN[..1],
        true => &WESTERN,
        false => &[codec],
    };
    let mut out = Vec::new();
    let mut rest = repairs.into_iter().peekable();
    for span in Span::lines(text) {
        let line = span.of(text);
        let mut here = Vec::new();
        while let Some(repair) = rest.next_if(|r| r.span.start < span.end) {
            here.push(repair);
        }
        let holed = if marked { is_marked(line) } else { is_holed(line, span, &here, codec, kept) };
        match holed.then(|| filler::read(line, span, codecs, marked)).flatten() {
            Some(whole) => out.extend(whole),
            None if here.iter().any(is_guess)
                || has_odd_space(line, span, &here)
                || holed && has_orphan(line, span, &here, codec)
                || !here.is_empty() && is_torn(line, span, &here, codec) =>
            {
                let guess =
                    |r: Repair| Repair { applicability: r.applicability.min(Applicability::Unsafe), ..r };
                out.extend(here.into_iter().map(guess));
            }
            None => out.extend(here),
        }
    }
    out
}

/// Portuguese contracts the `à` with these (`àquele`): the space behind it was its last byte.
const CONTRACTED: [&str; 3] = [" quele", " quela", " quilo"];

/// Takes the space into a repair that makes an `à` of what stands before it, where it belongs to the letter.
pub fn contract(text: &str, repairs: &mut [Repair]) {
    for repair in repairs.iter_mut().filter(|r| r.lossy) {
        let rest = text.get(repair.span.end..).unwrap_or("");
        let ends_in_a = repair.reading.as_deref().is_some_and(|r| r.ends_with(['à', 'À']));
        if ends_in_a && CONTRACTED.iter().any(|word| rest.starts_with(word)) {
            repair.span.end += 1;
        }
    }
}

/// Whether a repair supplies bytes that could have been others.
fn is_guess(repair: &Repair) -> bool {
    repair.lossy && repair.applicability < Applicability::Safe
}

/// Whether a space of the line is read as a no-break space while another one is left as it was: of
/// `sur Ã Ã\u{a0} côté` the first lost another byte.
fn has_odd_space(line: &str, span: Span, repairs: &[Repair]) -> bool {
    let keeps = |r: &Repair| found_in(line, span, r).contains('\u{a0}');
    repairs.iter().any(keeps) && repairs.iter().any(|r| is_a(r) && !keeps(r))
}

/// Whether a line still holds, behind its repairs, the first bytes of a character without the last:
/// nobody can tell what it was, so somebody should look.
fn has_orphan(line: &str, span: Span, repairs: &[Repair], codec: usize) -> bool {
    let next = |at: usize| line.get(at..).and_then(|t| t.chars().nth(1));
    // … a letter that French and English do not write, alone, or a byte that leads on.
    let alone =
        |at: usize, c: char| "ÂÃÄÅÐÑÒÕØăĂĹľРСВГ".contains(c) && !next(at).is_some_and(char::is_alphabetic);
    let leads = |at: usize, c: char| {
        let goes_on = |n: char| bytes::is_mark(n) || bytes::of(n).tail & (1 << codec) != 0;
        bytes::of(c).lead & (1 << codec) != 0 && next(at).is_some_and(goes_on)
    };
    left(line, span, repairs).any(|(at, c)| alone(at, c) || leads(at, c))
}

/// Whether a line still holds, behind its repairs, all the bytes of a sign or of a letter far from Latin,
/// a mark in the place of one or more of them: `æ?±`, `ð??¡`.
fn is_torn(line: &str, span: Span, repairs: &[Repair], codec: usize) -> bool {
    left(line, span, repairs).any(|(at, c)| {
        let need = match bytes::of(c).byte.get(codec) {
            Some(0xE0..=0xEF) => 2,
            Some(0xF0..=0xF4) => 3,
            _ => return false,
        };
        let rest: Vec<char> = line.get(at..).unwrap_or("").chars().skip(1).take(need).collect();
        // `là ?`, with the no-break space of French.
        if matches!(rest.as_slice(), ['\u{a0}' | '\u{202f}', '?', ..]) {
            return false;
        }
        let is_byte = |c: &char| bytes::is_mark(*c) || bytes::of(*c).tail & (1 << codec) != 0;
        rest.len() == need
            && rest.iter().all(is_byte)
            && rest.iter().any(|c| bytes::is_mark(*c))
            && !in_known_word(line, at)
    })
}

/// The characters beyond ASCII that the repairs of a line, in order of position, leave; each with its
/// offset in the line.
pub fn left<'a>(
    line: &'a str,
    span: Span,
    repairs: &'a [Repair],
) -> impl Iterator<Item = (usize, char)> + use<'a> {
    line.char_indices().filter(move |(at, c)| !c.is_ascii() && !is_read(repairs, span.start + at))
}

/// Whether byte `at` of the text stands in one of the repairs, which are in order.
pub fn is_read(repairs: &[Repair], at: usize) -> bool {
    let next = repairs.partition_point(|r| r.span.end <= at);
    repairs.get(next).is_some_and(|r| r.span.start <= at)
}

/// Whether `c` is what windows-1252 reads one of the bytes 80 to 9F as, which the ISO codecs leave
/// undefined, or the control of that byte. `Š`, `ž` and `œ` tell nothing: iso-8859-15 has them elsewhere.
fn is_kept(c: char) -> bool {
    let byte = bytes::of(c).byte;
    let elsewhere = [3, WESTERN[2]].iter().any(|i| byte.get(*i).is_some_and(|b| *b >= 0xa0));
    matches!(byte.get(WESTERN[0]), Some(0x80..=0x9f)) && !elsewhere
}

/// The codec that most repairs of one layer name, if it is one that loses bytes.
fn culprit(repairs: &[Repair]) -> Option<usize> {
    let named = |r: &Repair| match &*r.stack {
        [codec] if r.damage == Damage::Mojibake => bytes::index(*codec),
        _ => None,
    };
    let mut votes = [0_usize; bytes::CODECS];
    for i in repairs.iter().filter_map(named) {
        if let Some(vote) = votes.get_mut(i) {
            *vote += 1;
        }
    }
    let (best, n) = votes.iter().enumerate().max_by_key(|(_, n)| **n)?;
    (*n > 0 && bytes::GAPS & (1 << best) != 0).then_some(best)
}

/// Whether the repairs of a line leave bytes of the codec alone, or supply bytes that are not there,
/// and everything else in it is damaged too. What begins a sentence with a small `à` had been an `À`, if the
/// second byte of that can have been dropped: it cannot if the text `kept` its like.
fn is_holed(line: &str, span: Span, repairs: &[Repair], codec: usize, kept: bool) -> bool {
    if repairs.iter().any(|r| r.stack.len() != 1 && !is_guess(r)) {
        return false;
    }
    let mut left = left(line, span, repairs).peekable();
    // Where no-break spaces became spaces, no other byte need have vanished: an `À` kept its own.
    let spaced = kept || repairs.iter().any(|r| is_a(r) && !begins_sentence(line, span, r));
    let guessed = repairs.iter().any(|r| {
        is_guess(r)
            || r.lossy && (is_supplied(line, span, r, codec) || !spaced && begins_sentence(line, span, r))
    });
    // What is left of a character begins with its first byte, which no codec loses: `l’Ã©tÃ©` lost none.
    let is_byte = |at: usize, c: char| {
        let entry = bytes::of(c);
        let begins = line.get(..at).and_then(|t| t.chars().next_back()).is_none_or(|c| c.is_ascii());
        let tail = if begins { 0 } else { entry.tail };
        (entry.lead | tail) & (1 << codec) != 0 || c == '\u{fffd}'
    };
    let any = left.peek().is_some();
    (guessed || any) && left.all(|(at, c)| is_byte(at, c) && !in_known_word(line, at))
}

/// Whether the character at `at` belongs to a French word as it stands, or to one in Cyrillic letters only:
/// damage spared it.
fn in_known_word(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or("").rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let after = line.get(at..).unwrap_or("").split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let word = format!("{before}{after}");
    let cyrillic = || word.chars().all(|c| ('\u{400}'..'\u{460}').contains(&c));
    word.chars().count() > 2 && (cyrillic() || words::rank_as_written(&word).is_some())
}

/// Whether a repair makes a small `à` of what begins a sentence or a title: `Ã ce stade` was an `À`.
fn begins_sentence(line: &str, span: Span, repair: &Repair) -> bool {
    let before = line.get(..repair.span.start - span.start).unwrap_or("");
    let before = before.trim_end_matches([' ', '\u{a0}', 'Â']);
    // Behind the end of a sentence or a cell, a quotation mark (`Ť` is what iso-8859-2 leaves of a guillemet),
    // or with nothing but bullets and the like before it.
    // A parenthesis inside a sentence begins none, nor does what stands behind emphasis.
    let before = match (before.strip_suffix('('), before.rfind("</")) {
        (Some(outside), _) if outside.trim_end().ends_with(char::is_alphanumeric) => outside.trim_end(),
        (None, Some(tag)) if is_emphasis(before.get(tag..).unwrap_or("")) => before.get(..tag).unwrap_or(""),
        _ => before,
    };
    // A quotation mark behind a word closes.
    let closed = before.strip_suffix('"').is_some_and(|t| t.ends_with(char::is_alphanumeric));
    let begins = before.ends_with(['.', '!', '?', '|', '>', '(', '"', '“', '«', 'Ť']) && !closed
        || !before.contains(char::is_alphanumeric);
    // `la page À propos`: what names a page goes on with no `de`.
    let after = line.get(repair.span.end - span.start..).unwrap_or("").trim_start();
    let named = after.strip_prefix("propos").is_some_and(|rest| !rest.trim_start().starts_with('d'));
    // The quotation mark may be a part of the repair.
    let reading = repair.reading.as_deref().unwrap_or("");
    let bare = reading.trim_start_matches(['«', '“', ' ', '\u{a0}', '\u{202f}']);
    (begins || named || bare.len() < reading.len()) && bare.starts_with('à')
}

/// Whether this is a closing tag inside a sentence.
fn is_emphasis(tag: &str) -> bool {
    let name = tag.strip_prefix("</").and_then(|t| t.strip_suffix('>'));
    name.is_some_and(|n| {
        ["a", "abbr", "b", "cite", "code", "em", "i", "kbd", "mark", "q", "span", "strong"].contains(&n)
    })
}

/// What a repair of `line`, which stands at `span`, replaces.
fn found_in<'a>(line: &'a str, span: Span, repair: &Repair) -> &'a str {
    line.get(repair.span.start - span.start..repair.span.end - span.start).unwrap_or("")
}

/// Whether a repair makes an `à` of a letter before a space.
fn is_a(repair: &Repair) -> bool {
    repair.lossy && repair.reading.as_deref() == Some("à")
}

/// Whether a reading holds bytes that the text does not, no-break spaces apart.
fn is_supplied(line: &str, span: Span, repair: &Repair, codec: usize) -> bool {
    let found = found_in(line, span, repair);
    let Some(codec) = Codec::SINGLE_BYTE.get(codec) else { return false };
    let reading = repair.reading.as_deref().unwrap_or("");
    let spoiled: String = reading.bytes().map(|b| codec.decode(b)).collect();
    spoiled.replace('\u{a0}', " ") != found.replace('\u{a0}', " ")
        && spoiled.replace('\u{a0}', "") != found.replace(['\u{a0}', ' '], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contractions_of_portuguese_hold_no_space() {
        let found = "Chegámos Ã quele lugar, nÃ£o Ã  casa.".replace('á', "Ã¡");
        let edits: Vec<crate::fix::Edit> = super::super::scan(&found)
            .into_iter()
            .map(|r| crate::fix::Edit::new(r.span, r.reading.unwrap()))
            .collect();
        assert_eq!(crate::fix::apply(&found, &edits), "Chegámos àquele lugar, não à casa.");
        let plural = super::super::scan("DÃ£o atenÃ§Ã£o Ã s ruas");
        assert_eq!(plural.last().and_then(|r| r.reading.as_deref()), Some("à"));
        assert_eq!(plural.last().map(|r| r.span.of("DÃ£o atenÃ§Ã£o Ã s ruas")), Some("Ã "));
    }

    #[test]
    fn what_pictographs_and_dashes_leave_is_read_as_a_guess() {
        for (found, clean) in [
            ("> ð¡ In the early stages of your project", "> 💡 In the early stages of your project"),
            ("> đĄ In the early stages of your project", "> 💡 In the early stages of your project"),
            ("The app wants more space, timeâŚ", "The app wants more space, time…"),
            ("We meet on May 14â18 in the hall", "We meet on May 14–18 in the hall"),
        ] {
            let guesses = revise(found, Vec::new());
            assert!(guesses.iter().all(|r| r.applicability == Applicability::Unsafe));
            let edits: Vec<crate::fix::Edit> =
                guesses.into_iter().map(|r| crate::fix::Edit::new(r.span, r.reading.unwrap())).collect();
            assert_eq!(crate::fix::apply(found, &edits), clean);
        }
        assert!(revise("Giá vé là 50.000 đ\u{a0}một người", Vec::new()).is_empty());
        assert!(revise("Cysylltu â gweinydd yn awr", Vec::new()).is_empty());
        let mixed = "Глина и график.\n\nРљР°С„Рµ В« dГ©jГ\u{a0} vu В»\n";
        assert!(super::super::scan(mixed).iter().all(|r| r.span.start > "Глина и график.".len()));
    }

    #[test]
    fn a_codec_that_kept_its_signs_has_dropped_no_capital() {
        let read = |found: &str| {
            let edits: Vec<crate::fix::Edit> = super::super::scan(found)
                .into_iter()
                .filter(|r| r.applicability == Applicability::Safe)
                .map(|r| crate::fix::Edit::new(r.span, r.reading.unwrap()))
                .collect();
            crate::fix::apply(found, &edits)
        };
        assert_eq!(read("Ã partir dâ€™un menu, Ã©videmment"), "à partir d’un menu, évidemment");
        // `À partir` without its second byte looks the same.
        let unsure = "Ã partir du menu, Ã©videmment";
        assert_eq!(read(unsure), unsure);
        // So does what opens a quotation.
        let quoted = "La rubrique Â«Â\u{a0}Ã propos du quaiÂ\u{a0}Â», Ã©videmment";
        assert!(!read(quoted).contains("à propos"));
    }
}
