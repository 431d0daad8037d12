//! What makes a reading uncertain: that nothing else in the text supports it, that another codec reads it as well,
//! that spaces may have been merged.

use super::Repair;
use super::bytes;
use super::chance::{EXPECTED, is_drawing, is_listed, is_oddity, is_remnant};
use super::evidence::Witness;
use super::lattice::{Edge, Loss, Stacks};
use super::plausible::drop_plausible;
use super::scan::ends_in_space;
use super::search::Step;
use super::strict;
use super::verdict::{Verdict, rarity};
use super::words;
use crate::encoding::Codec;
use crate::span::Span;
use rustc_hash::FxHashMap;

/// Takes out what chance makes: drawings, what only one repair under a stack supports, and what only pairs of
/// characters that give rare ones do. `repairs` stand in order; `guilty` are the codecs at fault in the text.
pub fn drop_oddities(text: &str, repairs: &mut Vec<Repair>, guilty: u16) {
    let odd = |r: &Repair| is_oddity(text, r) || is_remnant(text, r, guilty);
    let rare = |r: &Repair| {
        !r.lossy
            && r.reading.as_deref().is_some_and(|t| t.chars().nth(1).is_none())
            && r.span.of(text).chars().nth(2).is_none()
    };
    // For each stack: how many repairs there are, and how many that are not both rare and odd.
    let mut support: FxHashMap<&[Codec], (usize, usize)> = FxHashMap::default();
    let odds: Vec<bool> = repairs.iter().map(odd).collect();
    for (repair, odd) in repairs.iter().zip(&odds) {
        let entry = support.entry(&*repair.stack).or_default();
        entry.0 += 1;
        entry.1 += usize::from(!(*odd && rare(repair)));
    }
    let supported = |r: &Repair| support.get(&*r.stack).is_some_and(|(n, sound)| *n > 1 && sound * 2 >= *n);
    let chance = |(r, odd): (&Repair, &bool)| {
        is_drawing(text, r.span) || is_listed(text, r.span, repairs) || *odd && !supported(r)
    };
    let mut chances = repairs.iter().zip(&odds).map(chance).collect::<Vec<bool>>().into_iter();
    repairs.retain(|_| !chances.next().unwrap_or(false));
    drop_plausible(text, repairs);
}

/// Whether spaces were merged: never where two still follow a damaged letter, surely where a letter
/// follows what can only be an `à`, a word of its own.
pub fn merged(text: &str, witnesses: &[Witness]) -> Option<bool> {
    let opened = |pair: &[char]| matches!(pair, [lead, ' '] if ends_in_space(bytes::of(*lead)));
    let opens =
        |w: &&Witness| opened(w.stretch.chars.get(w.stretch.chars.len().saturating_sub(2)..).unwrap_or(&[]));
    if !witnesses.iter().any(|w| w.stretch.chars.windows(2).any(opened)) {
        return None;
    }
    let whole = ["Ã  ", "Г  ", "Ă  ", "Â  "].iter().any(|s| text.contains(s));
    let letter = |w: &Witness| {
        let before = w.stretch.chars.iter().rev().nth(2).copied().unwrap_or(w.stretch.before[1].char());
        w.stretch.after[0].char().is_alphabetic()
            && !before.is_alphabetic()
            && w.stretch.chars.iter().rev().nth(1) != Some(&'Â')
    };
    if whole { Some(false) } else { witnesses.iter().filter(opens).any(letter).then_some(true) }
}

/// Whether a rival explanation of the document reads this step, which stands at `span`, differently, and as well:
/// what makes a word where the rival makes none leaves no doubt, nor does a letter beside an `å` in a line that is
/// in a Romance language.
pub fn is_contested(text: &str, span: Span, w: &Witness, (at, edge): &Step, verdict: &Verdict) -> bool {
    let is_word = |c: char| makes_a_word(text, span, c);
    let alien = |c: char| matches!(c, 'å' | 'Å') && words::leans_romance(span.line_around(text).of(text));
    let mut others =
        w.lattice.get(*at).into_iter().flatten().filter(|e| e.len == edge.len && e.out != edge.out);
    let rival = |e: &Edge| verdict.rivals.iter().any(|r| r.meet(e.stacks).is_some());
    if alien(edge.out) && !is_word(edge.out) {
        return others.any(|e| e.out.is_alphabetic());
    }
    // A capital where words begin small, and the small letter would do: `(Îlot`.
    let small = |e: &Edge| edge.out.to_lowercase().eq([e.out]) && is_word(e.out);
    if edge.out.is_uppercase() && !is_word(edge.out) && others.clone().any(small) {
        return true;
    }
    // A small letter where a name begins, and a codec met as often gives a capital, which is all that they read
    // differently: `Þór` is no `øór`.
    let name = |e: &Edge| {
        e.out.is_uppercase()
            && rarity(e.stacks) <= rarity(edge.stacks)
            && differ_once(text, edge.stacks, e.stacks)
    };
    let odd = edge.out.is_lowercase() && !EXPECTED.contains(edge.out);
    if odd && !is_word(edge.out) && begins_word(text, span) && others.clone().any(name) {
        return true;
    }
    // A tolerance stands before a number; a note does not.
    let number = || {
        text.get(span.end..)
            .is_some_and(|t| t.trim_start_matches([' ', '|']).starts_with(|c: char| c.is_ascii_digit()))
    };
    if edge.out == '±' && !number() && others.clone().any(|e| e.out == '¹') {
        return true;
    }
    let begins = begins_with_a(text, span, edge.out);
    others.clone().any(|e| rival(e) && !alien(e.out) && (is_word(e.out) || !is_word(edge.out)))
        || (is_alone(text, span) || begins) && others.any(|e| is_choice(text, edge, e, begins))
}

/// Whether a short text decodes under two stacks of one layer, to readings that differ in one character.
fn differ_once(text: &str, a: Stacks, b: Stacks) -> bool {
    let read = |stacks: Stacks| {
        let first = bytes::codecs(stacks.0[0]).next().and_then(bytes::index)?;
        (text.len() <= SHORT && stacks.depth() == 1)
            .then(|| strict::decode(text, Stacks([1 << first, 0, 0])))?
    };
    let (Some((a, _)), Some((b, _))) = (read(a), read(b)) else { return false };
    a.chars().zip(b.chars()).filter(|(x, y)| x != y).count() == 1
}

/// Whether a span stands before the small letters of a word, and behind none.
fn begins_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    !before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_lowercase)
}

/// Whether no letter, nor what may be a part of one, stands beside a span: no word tells which letter it was.
fn is_alone(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    ![before, after].into_iter().flatten().any(|c| c.is_alphabetic() || !c.is_ascii())
}

/// Whether a word would begin with an `À` or an `à`, as none does in French, or nothing go on behind it.
fn begins_with_a(text: &str, span: Span, c: char) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    matches!(c, 'À' | 'à')
        && !letter(text.get(..span.start).and_then(|t| t.chars().next_back()))
        && (letter(after) || after.is_none_or(char::is_control))
}

/// Bytes of a text in which one more letter is no evidence to speak of.
const SHORT: usize = 4096;

/// Whether a short text decodes from end to end under another codec, too, to something else.
pub fn is_ambiguous(text: &str, verdict: &Verdict) -> bool {
    let Some(entire) = verdict.entire.filter(|_| text.len() <= SHORT) else { return false };
    let read = |stack| strict::decode(text, stack).map(|(reading, _)| reading);
    let found = read(entire);
    (0..bytes::CODECS).filter_map(|i| read(Stacks([1 << i, 0, 0]))).any(|other| Some(other) != found)
}

/// Whether chance alone decides between two readings of a letter that no word tells: the other one's codec,
/// hardly rarer, explains the whole text as well, and text is not full of the letter.
fn is_choice(text: &str, edge: &Edge, other: &Edge, begins: bool) -> bool {
    /// Nats by which a codec is clearly rarer.
    const RARER: f32 = 2.0;
    let letter = |e: &Edge| e.stacks.depth() == 1 && e.loss == Loss::None && e.out.is_alphabetic();
    text.len() <= SHORT
        && edge.len == 2
        && letter(edge)
        && letter(other)
        && (begins || !EXPECTED.contains(edge.out) && rarity(other.stacks) < rarity(edge.stacks) + RARER)
        && bytes::codecs(other.stacks.0[0])
            .filter_map(bytes::index)
            .any(|i| strict::decode(text, Stacks([1 << i, 0, 0])).is_some())
}

/// Whether `c` in the place of `span` makes a known word of four letters and more.
fn makes_a_word(text: &str, span: Span, c: char) -> bool {
    let letters = |c: char| !c.is_alphabetic();
    let before = text.get(..span.start).unwrap_or("").rsplit(letters).next().unwrap_or("");
    let after = text.get(span.end..).unwrap_or("").split(letters).next().unwrap_or("");
    let word = format!("{before}{c}{after}");
    // Inside a sentence words begin small: `les Îlots` is no rival of `les îlots`.
    let inside = || {
        text.get(..span.start)
            .is_some_and(|t| t.trim_end_matches([' ', '[', '(', '*', '_']).ends_with(char::is_lowercase))
    };
    if c.is_uppercase() && before.is_empty() && after.starts_with(char::is_lowercase) && inside() {
        return false;
    }
    let known = || words::rank_as_written(&word).or_else(|| words::foreign_rank(&word.to_lowercase()));
    c.is_alphabetic() && word.chars().count() > 3 && known().is_some()
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use crate::fix::Applicability;

    #[test]
    fn a_capital_inside_a_sentence_is_never_certain() {
        let found = scan("Une galerie de photos (ĂŽlot de calme)");
        assert!(found.iter().all(|r| r.applicability < Applicability::Safe), "{found:?}");
        let small = scan("Voici les ĂŽlots de calme");
        assert_eq!(small.first().and_then(|r| r.reading.as_deref()), Some("î"));
    }

    #[test]
    fn a_lone_letter_that_two_codecs_read_is_left_to_a_human() {
        for found in ["0xbe\t├¥\tSMALL LETTER", "Skala [kl] Ã€quidistant zu"] {
            assert!(scan(found).iter().all(|r| r.applicability < Applicability::Safe), "{found}");
        }
        // What was damaged as a whole is not repaired in part.
        let codec = crate::encoding::Codec::Ibm850;
        let found: String = "المفتاح: (د <- ط)".bytes().map(|b| codec.decode(b)).collect();
        let (mut all, mut safe) = (0, 0);
        for repair in scan(&found) {
            all += repair.span.of(&found).chars().filter(|c| !c.is_ascii()).count();
            safe += usize::from(repair.applicability == Applicability::Safe);
        }
        assert!(safe == 0 || all == found.chars().filter(|c| !c.is_ascii()).count());
    }
}
