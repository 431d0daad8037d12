//! Letters lost to U+FFFD or `?` (ENC004), read from the words themselves: `d�centralis�`.

use super::words::{self, LETTERS};
use super::{Damage, Repair};
use crate::fix::Applicability;
use crate::span::Span;

/// The sign of a lost character.
const LOST: char = '\u{fffd}';
/// Most letters lost in one word that are tried.
const MOST: usize = 3;
/// A word this much commoner (in ranks, about a factor of two each eight) than the next is a good guess.
const COMMONER: u8 = 24;

/// Finds words that lost letters, outside the spans of `known`.
#[must_use]
pub fn scan(text: &str, known: &[Repair]) -> Vec<Repair> {
    let mut out = Vec::new();
    let asked = question_marks(text);
    if !text.contains(LOST) && asked.len() < 2 {
        return out;
    }
    let taken = |span: Span| known.iter().any(|r| r.span.overlaps(span));
    for (at, word) in tokens(text) {
        if word.contains(LOST) && !taken(Span::new(at, at + word.len())) {
            out.extend(read(at, word));
        }
    }
    if asked.len() >= 2 {
        out.extend(asked);
    }
    out.sort_by_key(|r| r.span);
    out
}

/// Runs of letters, apostrophes, hyphens and lost characters, with their offsets.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let apart = |c: char| !(c.is_alphabetic() || matches!(c, LOST | '’' | '\'' | '-'));
    text.split(apart)
        .map(move |t| (t.as_ptr() as usize - text.as_ptr() as usize, t))
        .filter(|(_, t)| !t.is_empty())
}

/// Reads one word with lost characters; `None` where there is no word around them.
fn read(at: usize, word: &str) -> Option<Repair> {
    if !word.chars().any(char::is_alphabetic) {
        return None;
    }
    let repair = |reading: Option<String>, applicability, confidence, why: &str| {
        let start = word.find(LOST)?;
        let end = word.rfind(LOST)? + LOST.len_utf8();
        let inner = |r: String| r.get(start..r.len() - (word.len() - end)).map(str::to_owned);
        Some(Repair {
            damage: Damage::Lost,
            span: Span::new(at + start, at + end),
            reading: reading.and_then(inner),
            stack: Vec::new(),
            lossy: true,
            confidence,
            applicability,
            why: why.to_owned(),
        })
    };
    if let Some(reading) = elision(word) {
        return repair(Some(reading), Applicability::Safe, 0.98, "an apostrophe was lost here");
    }
    let mut fits = candidates(word);
    fits.sort_by_key(|(_, rank)| *rank);
    match fits.as_slice() {
        [] => repair(None, Applicability::Display, 0.9, "a character was lost here; no known word fits"),
        [(only, _)] => {
            repair(Some(only.clone()), Applicability::Safe, 0.98, "a letter was lost; one French word fits")
        }
        [(best, a), (_, b), ..] if b.saturating_sub(*a) >= COMMONER => repair(
            Some(best.clone()),
            Applicability::Unsafe,
            0.8,
            "a letter was lost; the commonest word that fits",
        ),
        [(best, _), ..] => {
            repair(Some(best.clone()), Applicability::Unsafe, 0.5, "a letter was lost; several words fit")
        }
    }
}

/// The French words that a word with lost letters may be, with their ranks.
fn candidates(word: &str) -> Vec<(String, u8)> {
    let lost = word.matches(LOST).count();
    if lost > MOST {
        return Vec::new();
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let mut partial = vec![String::new()];
    for c in word.chars() {
        if c != LOST {
            partial.iter_mut().for_each(|p| p.push(c));
            continue;
        }
        let begin = partial.iter().all(String::is_empty);
        partial = partial
            .iter()
            .flat_map(|p| {
                LETTERS.iter().flat_map(move |&l| {
                    let upper = l.to_uppercase().next().filter(|_| begin || capitals);
                    [(!capitals).then_some(l), upper].into_iter().flatten().map(move |l| format!("{p}{l}"))
                })
            })
            .collect();
    }
    let mut fits: Vec<(String, u8)> =
        partial.into_iter().filter_map(|w| words::rank_as_written(&w).map(|rank| (w, rank))).collect();
    // At the beginning both cases fit alike; a small letter is the likelier.
    fits.sort_by_key(|(w, rank)| (*rank, w.chars().filter(|c| c.is_uppercase()).count()));
    fits.dedup_by(|b, a| a.0.to_lowercase() == b.0.to_lowercase());
    fits
}

/// A word that lost its apostrophe: `l�homme`, `don�t`.
fn elision(word: &str) -> Option<String> {
    let (left, right) = word.split_once(LOST)?;
    if right.contains(LOST) || right.is_empty() {
        return None;
    }
    let small = left.to_lowercase();
    let french =
        ["l", "d", "n", "s", "j", "m", "t", "c", "qu", "lorsqu", "jusqu", "puisqu", "quelqu", "aujourd"];
    let vowel = right.to_lowercase().starts_with(|c| "aeiouyhéèêàâîôœ".contains(c));
    let fits = french.contains(&small.as_str()) && vowel && right.chars().count() > 1;
    let english = small.len() > 1 && small.is_ascii() && ["s", "t", "re", "ve", "ll"].contains(&right);
    let tee = right != "t" || small.ends_with('n');
    ((fits || english && tee) && candidates(word).is_empty()).then(|| format!("{left}’{right}"))
}

/// Letters that became question marks inside words that only one French word fits. One such word may
/// be anything; several are damage.
fn question_marks(text: &str) -> Vec<Repair> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices('?') {
        let letter = |c: Option<char>| c.is_some_and(char::is_lowercase);
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        if !letter(before.chars().next_back()) || !letter(after.chars().next()) {
            continue;
        }
        let start = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |i| i + 1);
        let edge = |c: char| c.is_whitespace() || "()\"'’«»,.;!".contains(c);
        let left = before.get(start..).unwrap_or("");
        let right = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let stands_alone = before.get(..start).unwrap_or("").chars().next_back().is_none_or(edge)
            && after.get(right.len()..).unwrap_or("").chars().next().is_none_or(edge);
        let fits = candidates(&format!("{left}{LOST}{right}"));
        if let ([(word, _)], true) = (fits.as_slice(), stands_alone) {
            let letter = word.get(left.len()..word.len() - right.len()).unwrap_or("").to_owned();
            out.push(Repair {
                damage: Damage::Lost,
                span: Span::new(at, at + 1),
                reading: Some(letter),
                stack: Vec::new(),
                lossy: true,
                confidence: 0.8,
                applicability: Applicability::Unsafe,
                why: "a letter became a question mark; one French word fits".to_owned(),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> (Option<String>, Applicability) {
        let found = scan(text, &[]);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        (found[0].reading.clone(), found[0].applicability)
    }

    #[test]
    fn words_that_one_word_fits_are_safe() {
        assert_eq!(
            only("Un réseau d\u{fffd}centralis\u{fffd}."),
            (Some("écentralisé".to_owned()), Applicability::Safe)
        );
        assert_eq!(only("l\u{fffd}homme"), (Some("’".to_owned()), Applicability::Safe));
        assert_eq!(only("I don\u{fffd}t"), (Some("’".to_owned()), Applicability::Safe));
    }

    #[test]
    fn what_no_word_fits_is_only_shown_and_signs_alone_are_left() {
        assert_eq!(only("xq\u{fffd}w").0, None);
        assert!(scan("The character \u{fffd} (U+FFFD)", &[]).is_empty());
    }

    #[test]
    fn question_marks_need_company() {
        assert!(scan("Une pr?sence. Vraiment?", &[]).is_empty());
        assert_eq!(scan("Une pr?sence, un pr?nom au caf?.", &[]).len(), 2);
        assert!(scan("/search?term=caf and page?id=1", &[]).is_empty());
    }
}
