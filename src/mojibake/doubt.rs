//! What makes a reading uncertain: that nothing else in the text supports it, that another codec reads it as well,
//! that spaces may have been merged.

use super::Repair;
use super::bytes;
use super::chance::{is_drawing, is_listed, is_oddity, is_remnant};
use super::evidence::Witness;
use super::lattice::Edge;
use super::plausible::drop_plausible;
use super::scan::ends_in_space;
use super::search::Step;
use super::verdict::Verdict;
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
    let opens = |w: &&Witness| opened(w.stretch.chars.get(w.stretch.chars.len().saturating_sub(2)..).unwrap_or(&[]));
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
    others.any(|e| rival(e) && !alien(e.out) && (is_word(e.out) || !is_word(edge.out)))
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
}
