//! Letters lost to U+FFFD or `?` (ENC004), read from the words themselves: `d�centralis�`.

use super::words::{self, LETTERS};
use super::{Damage, Repair};
use crate::fix::Applicability;
use crate::span::Span;
use std::sync::Arc;

/// The sign of a lost character.
const LOST: char = '\u{fffd}';
/// Most letters lost in one word that are tried.
const MOST: usize = 3;
/// A word this much commoner (in ranks, a factor of two each 3.5) than the next is a good guess.
const COMMONER: u8 = 6;

/// Finds words that lost letters, outside the spans of `known`, which are in order.
#[must_use]
pub fn scan(text: &str, known: &[Repair]) -> Vec<Repair> {
    let mut out = Vec::new();
    let asked = question_marks(text);
    if !text.contains(LOST) && asked.len() < 2 {
        return out;
    }
    let next = |at: usize| known.get(known.partition_point(|r| r.span.end <= at));
    let taken = |span: Span| next(span.start).is_some_and(|r| r.span.overlaps(span));
    for span in Span::lines(text) {
        let (line, at) = (span.of(text), span.start);
        if line.contains(LOST) {
            let place = Place { line, english: words::is_english(line) };
            let found = tokens(line).filter(|(_, word)| word.contains(LOST));
            out.extend(found.filter_map(|(i, word)| read(&place, at, i, word)).filter(|r| !taken(r.span)));
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

/// The line that a word stands in.
struct Place<'a> {
    line: &'a str,
    english: bool,
}

impl Place<'_> {
    /// The line near `at`.
    fn near(&self, at: usize) -> Span {
        Span::empty(at).line_around(self.line)
    }

    fn before(&self, at: usize) -> &str {
        Span::new(self.near(at).start, at).of(self.line)
    }

    fn after(&self, at: usize) -> &str {
        Span::new(at, self.near(at).end).of(self.line)
    }
}

/// A reading and why it may be trusted.
type Reading = (String, Applicability, f64, &'static str);

/// Reads one word with lost characters, at `i` in its line, which begins at `at`; `None` where there
/// is no word around them and nothing else that tells.
fn read(place: &Place<'_>, at: usize, i: usize, word: &str) -> Option<Repair> {
    let letters = word.chars().any(char::is_alphabetic);
    let reading = letters.then(|| whole(place, i, word)).flatten().or_else(|| sign(place, i, word));
    if reading.is_none() && !letters {
        return None;
    }
    let (start, end) = (word.find(LOST)?, word.rfind(LOST)? + LOST.len_utf8());
    let inner = |r: &String| r.get(start..r.len().checked_sub(word.len() - end)?).map(str::to_owned);
    let shown = (Applicability::Display, 0.9, "a character was lost here; no known word fits");
    let (applicability, confidence, why) = reading.as_ref().map_or(shown, |r| (r.1, r.2, r.3));
    Some(Repair {
        damage: Damage::Lost,
        span: Span::new(at + i + start, at + i + end),
        reading: reading.as_ref().and_then(|r| inner(&r.0)),
        stack: Arc::from([]),
        lossy: true,
        confidence,
        applicability,
        why: why.into(),
    })
}

/// The word that the whole of `word` was.
fn whole(place: &Place<'_>, i: usize, word: &str) -> Option<Reading> {
    let borrowed = place.english && !borrowed(word).is_empty();
    if let Some((reading, french)) = elision(word).filter(|_| !borrowed) {
        // What English contracts may be the end of a French name: `Barth�s`.
        let sure = french || reading.ends_with("n’t") || words::leans_english(place.near(i).of(place.line));
        let (applicability, confidence) =
            if sure { (Applicability::Safe, 0.98) } else { (Applicability::Unsafe, 0.6) };
        return Some((reading, applicability, confidence, "an apostrophe was lost here"));
    }
    if is_spaced(place, i, word) {
        return None;
    }
    // A decoder may write one sign for every byte of a letter.
    let single = word.replace("\u{fffd}\u{fffd}\u{fffd}", "’").replace("\u{fffd}\u{fffd}", "\u{fffd}");
    let fits =
        Some(fits(place, i, word)).filter(|f| !f.is_empty()).unwrap_or_else(|| fits(place, i, &single));
    match fits.as_slice() {
        [] => None,
        // In English, and of two or three letters, one word that fits is not the only one.
        [(only, rank)] if !place.english && is_telling(only, *rank) && !begins_lost(word) => {
            Some((only.clone(), Applicability::Safe, 0.98, "a letter was lost; one French word fits"))
        }
        [(only, _)] => {
            Some((only.clone(), Applicability::Unsafe, 0.8, "a letter was lost; one known word fits"))
        }
        [(best, a), (_, b), ..] if b.saturating_sub(*a) >= COMMONER => Some((
            best.clone(),
            Applicability::Unsafe,
            0.8,
            "a letter was lost; the commonest word that fits",
        )),
        [(best, _), ..] => {
            Some((best.clone(), Applicability::Unsafe, 0.5, "a letter was lost; several words fit"))
        }
    }
}

/// Whether a word, or the part behind an apostrophe or a hyphen, begins with what was lost: it may have
/// been a capital.
fn begins_lost(word: &str) -> bool {
    word.split(['-', '’', '\'']).any(|part| part.starts_with(LOST))
}

/// Whether a word is long or common enough that nothing unknown is likely near it.
fn is_telling(word: &str, rank: u8) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > 3 && rank < words::RAREST || letters > 6
}

/// The known words that `word` may be, the likeliest first: French ones, or those that English
/// borrows, and after an elided article.
fn fits(place: &Place<'_>, i: usize, word: &str) -> Vec<(String, u8)> {
    let begins = place.before(i).trim_end_matches([' ', '\u{a0}']).chars().next_back();
    // A word that is all of its line is an entry of a list or a word list, not a sentence.
    let begins = match begins {
        Some(c) => ".!?*#-:«“".contains(c),
        None => !place.after(i + word.len()).trim().is_empty(),
    };
    let french = candidates(word, begins);
    if place.english || french.is_empty() {
        let borrowed = borrowed(word);
        if !borrowed.is_empty() && (place.english || french.is_empty()) {
            return borrowed;
        }
    }
    if !french.is_empty() {
        return french;
    }
    // `l��t�`: the apostrophe was lost, and letters behind it.
    let Some((left, right)) = word.split_once(LOST).filter(|(l, _)| words::is_elided(&l.to_lowercase()))
    else {
        return Vec::new();
    };
    candidates(right, false).into_iter().map(|(w, rank)| (format!("{left}’{w}"), rank)).collect()
}

/// Foreign words and names that English uses.
fn borrowed(word: &str) -> Vec<(String, u8)> {
    const MORE: &str = "éèêëáàâäãåíìîïóòôöõøúùûüñçæœßğışćčžšłńąęőÖÁÉÅØ";
    let Some((left, right)) = word.split_once(LOST).filter(|(_, r)| !r.contains(LOST)) else {
        return two_lost(word);
    };
    let fits = |c: char| {
        let candidate = format!("{left}{c}{right}");
        let rank = words::foreign_rank(&candidate.trim_end_matches("’s").to_lowercase())?;
        Some((candidate, rank))
    };
    MORE.chars().filter_map(fits).collect()
}

/// Two letters lost: `r�sum�`, `p�t�`. The same twice is the likelier.
fn two_lost(word: &str) -> Vec<(String, u8)> {
    const TWICE: &str = "éèêñöüåäâáíóôçř";
    let mut parts = word.split(LOST);
    let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Vec::new();
    };
    let fits = |x: char, y: char| {
        let candidate = format!("{a}{x}{b}{y}{c}");
        words::foreign_rank(&candidate.trim_end_matches("’s").to_lowercase()).map(|rank| (candidate, rank))
    };
    let same: Vec<(String, u8)> = TWICE.chars().filter_map(|x| fits(x, x)).collect();
    if !same.is_empty() {
        return same;
    }
    TWICE.chars().flat_map(|x| TWICE.chars().filter_map(move |y| fits(x, y))).collect()
}

/// Whether what was lost at the end of a word is the no-break space before a colon and the like: the
/// word is one without it, and French has no colon right behind a word.
fn is_spaced(place: &Place<'_>, i: usize, word: &str) -> bool {
    let Some(bare) = word.strip_suffix(LOST) else { return false };
    !bare.contains(LOST)
        && place.after(i + word.len()).starts_with([':', ';', '!', '?', '»'])
        && !place.english
        && (bare.is_empty() || words::rank(&bare.to_lowercase()).is_some())
}

/// What was lost where no letter was: a no-break space, an `à`, quotation marks, an apostrophe.
fn sign(place: &Place<'_>, i: usize, word: &str) -> Option<Reading> {
    let (before, after) = (place.before(i), place.after(i + word.len()));
    let guess = |reading: String, why| Some((reading, Applicability::Unsafe, 0.6, why));
    if is_spaced(place, i, word) || word == "\u{fffd}" && before.ends_with('«') {
        return guess(word.replace(LOST, "\u{a0}"), "a no-break space was lost here");
    }
    if word == "\u{fffd}" && before.ends_with(' ') && after.starts_with(' ') {
        // Whoever writes of the sign itself shows it alone.
        if ["charact", "caract", "U+FFFD"].iter().any(|w| place.near(i).of(place.line).contains(w)) {
            return None;
        }
        return if place.english {
            guess("—".to_owned(), "a dash was lost here")
        } else {
            lone(before, after)
        };
    }
    let inside = word.trim_matches(LOST);
    if inside.is_empty() || inside.contains(LOST) || !place.english {
        return None;
    }
    let quotes = place.near(i).of(place.line).matches(LOST).nth(1).is_some();
    match (word.starts_with(LOST), word.ends_with(LOST)) {
        (true, true) => guess(format!("“{inside}”"), "quotation marks were lost here"),
        (true, false) if quotes => guess(format!("“{inside}"), "a quotation mark was lost here"),
        (false, true) if before.contains(LOST) => {
            guess(format!("{inside}”"), "a quotation mark was lost here")
        }
        (false, true) if inside.ends_with('s') => guess(format!("{inside}’"), "an apostrophe was lost here"),
        _ => None,
    }
}

/// A letter that was a word of its own: the `à` that French sets between such words.
fn lone(before: &str, after: &str) -> Option<Reading> {
    let word = |w: Option<&str>| w.unwrap_or("").to_lowercase();
    let left = word(before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next());
    let right = word(after.trim_start().split(|c: char| !c.is_alphabetic()).next());
    let known = |pair: String| words::rank(&pair).is_some();
    (known(format!("{left} à")) || known(format!("à {right}")))
        .then(|| ("à".to_owned(), Applicability::Unsafe, 0.7, "an `à` was lost between these words"))
}

/// The French words that a word with lost letters may be, with their ranks.
fn candidates(word: &str, begins: bool) -> Vec<(String, u8)> {
    let lost = word.matches(LOST).count();
    if lost > MOST || lost == 0 {
        return Vec::new();
    }
    // `d’AD�QUATION`: the article does not count.
    let bare = word.rsplit(['’', '\'']).next().unwrap_or(word);
    let capitals =
        bare.chars().filter(|c| c.is_uppercase()).count() > 1 && !bare.chars().any(char::is_lowercase);
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
    // At the beginning of a word both cases fit alike; a sentence tells which is the likelier.
    let first = |w: &str| w.chars().next().is_some_and(char::is_uppercase) == begins;
    fits.sort_by_key(|(w, rank)| (*rank, !first(w)));
    fits.dedup_by(|b, a| a.0.to_lowercase() == b.0.to_lowercase());
    fits
}

/// A word that lost its apostrophe, `l�homme`, `don�t`, and whether French elides there.
fn elision(word: &str) -> Option<(String, bool)> {
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
    // What follows an article must be a word.
    let fits = fits && words::rank(&right.to_lowercase()).is_some();
    ((fits || english && tee) && candidates(word, false).is_empty())
        .then(|| (format!("{left}’{right}"), fits))
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
        let fits = candidates(&format!("{left}{LOST}{right}"), false);
        if let ([(word, _)], true) = (fits.as_slice(), stands_alone) {
            let letter = word.get(left.len()..word.len() - right.len()).unwrap_or("").to_owned();
            out.push(Repair {
                damage: Damage::Lost,
                span: Span::new(at, at + 1),
                reading: Some(letter),
                stack: Arc::from([]),
                lossy: true,
                confidence: 0.8,
                applicability: Applicability::Unsafe,
                why: "a letter became a question mark; one French word fits".into(),
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
        assert_eq!(only("That is the boat\u{fffd}s name").1, Applicability::Safe);
        assert_eq!(only("Un quai nommé Vaugl\u{fffd}s").1, Applicability::Unsafe);
    }

    #[test]
    fn a_word_alone_is_written_small_and_a_sentence_begins_with_a_capital() {
        assert_eq!(only("\u{fffd}lectrique").0.as_deref(), Some("é"));
        assert_eq!(only("\u{fffd}lectrique ou non, il roule.").0.as_deref(), Some("É"));
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
