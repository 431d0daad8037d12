//! Words that stand as they should: capitals among capitals, a letter that is a word, a quotation mark with
//! its partner. Their characters may be the bytes of another one, but nothing in the text says so.

use super::Repair;
use super::class;
use super::words;
use crate::encoding::Codec;
use crate::span::Span;
use std::sync::Arc;

/// Drops the repairs of words that stand as they should, under stacks that nothing else in the text proves.
pub fn drop_plausible(text: &str, repairs: &mut Vec<Repair>) {
    let plausible: Vec<bool> = repairs.iter().map(|r| is_plausible(text, r)).collect();
    if !plausible.contains(&true) {
        return;
    }
    let proofs = repairs.iter().zip(&plausible).filter(|(r, plausible)| !r.lossy && !**plausible);
    let proven: Vec<Arc<[Codec]>> = proofs.map(|(r, _)| r.stack.clone()).collect();
    let mut plausible = plausible.into_iter();
    repairs.retain(|r| !plausible.next().unwrap_or(false) || proven.contains(&r.stack));
}

/// What may stand before the first word of a text.
const OPENING: [char; 7] = ['"', '\'', '(', '[', '{', '>', '*'];

/// What a repair would change, and the letters that touch it.
struct Place<'a> {
    found: &'a str,
    reading: char,
    before: &'a str,
    after: &'a str,
    /// Whether a space or an opening mark stands before, or nothing.
    spaced: bool,
}

fn is_plausible(text: &str, repair: &Repair) -> bool {
    let mut reading = repair.reading.as_deref().unwrap_or("").chars();
    let (Some(reading), None) = (reading.next(), reading.next()) else { return false };
    let found = repair.span.of(text).trim_end_matches([' ', '"']);
    let other = |c: char| !c.is_alphabetic();
    let (left, right) = (text.get(..repair.span.start), text.get(repair.span.start + found.len()..));
    let place = Place {
        found,
        reading,
        before: left.unwrap_or("").rsplit(other).next().unwrap_or(""),
        after: right.unwrap_or("").split(other).next().unwrap_or(""),
        spaced: left.is_some_and(|t| {
            // Emphasis that a word or code stands before closes.
            let closes = t.trim_end_matches('*').ends_with(|c: char| c.is_alphanumeric() || c == '`');
            t.is_empty() || t.ends_with(char::is_whitespace) || t.ends_with(OPENING) && !closes
        }),
    };
    if repair.lossy && place.is_a_word() || is_alphabet(text, repair.span) {
        return true;
    }
    let line = repair.span.line_around(text);
    if !(reading.is_alphabetic() && class::of(reading) < class::FAR)
        && (place.is_word_part(line.of(text)) || place.is_word(line.of(text)))
    {
        return true;
    }
    place.is_odd_among_capitals(line.of(text), repair.lossy)
        || place.closes_a_quotation(Span::new(line.start, repair.span.start).of(text))
}

impl Place<'_> {
    /// Whether a letter stands alone: `Â` is a word of Welsh, `В` of Russian, `Ā` of Maori. `Ã` is none, and
    /// what is left of an `à`.
    fn is_a_word(&self) -> bool {
        let mut chars = self.found.chars();
        let alone = chars.next().is_some_and(|c| c.is_alphabetic() && c != 'Ã') && chars.next().is_none();
        alone && self.spaced && self.after.is_empty()
    }

    /// Whether the letters around it go on in it, in the same case: `SÂŠ`. Three characters that make a dash or
    /// a quotation mark do not come together by chance, and a capital behind an acronym need not be a part of it.
    fn is_word_part(&self, line: &str) -> bool {
        let beside = || self.before.chars().chain(self.after.chars());
        let long = self.found.chars().nth(2).is_some() && matches!(self.reading, '\u{2010}'..='\u{2026}');
        let of_one_case = |case: fn(char) -> bool| beside().chain(self.found.chars()).all(case);
        let shouted = || !has_small(line) && of_one_case(char::is_uppercase);
        // A capital may begin a word.
        let small = self.found.chars().all(char::is_lowercase)
            && self.before.chars().skip(1).chain(self.after.chars()).all(char::is_lowercase);
        !long && beside().next().is_some() && (small || shouted())
    }

    /// Whether three letters and more of one case are a word: the `дії` of Ukrainian, a letter of Chinese.
    fn is_word(&self, line: &str) -> bool {
        let alone = self.before.is_empty() && self.after.is_empty() && self.found.chars().nth(2).is_some();
        let upper = || !has_small(line) && self.found.chars().all(char::is_uppercase);
        alone && self.reading.is_alphabetic() && (self.found.chars().all(char::is_lowercase) || upper())
    }

    /// Whether a letter would come into a word of a line of capitals that cannot be there: a small one; or one
    /// that makes no word, where it is `guessed` or takes in the ellipsis or the quotation mark behind a word.
    fn is_odd_among_capitals(&self, line: &str, guessed: bool) -> bool {
        let capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
        let capitals = line.chars().filter(char::is_ascii_uppercase).take(3).count() == 3;
        let beside = capital(self.before.chars().next_back()) || capital(self.after.chars().next());
        let all = capitals && beside && !has_small(line);
        let behind = !self.before.is_empty()
            && match self.found.chars().next_back() {
                Some('…') => self.after.is_empty(),
                Some('„') => line.contains(['“', '”']),
                _ => false,
            };
        let word = || format!("{}{}{}", self.before, self.reading, self.after).to_lowercase();
        let unknown = || (guessed || behind) && words::rank(&word()).is_none();
        all && self.reading.is_alphabetic() && (self.reading.is_lowercase() && !guessed || unknown())
    }

    /// Whether it ends with the partner of a quotation mark that is open in its line.
    fn closes_a_quotation(&self, before: &str) -> bool {
        let last = |mark: &[char]| before.rfind(mark);
        let open = match self.found.chars().next_back() {
            Some('“') => last(&['„']) > last(&['“']),
            // Finnish and Swedish open with the mark that closes.
            Some('”') => {
                last(&['“', '„']) > last(&['”'])
                    || !before.contains(['“', '„']) && before.matches('”').count() % 2 == 1
            }
            Some('»') => last(&['«']) > last(&['»']),
            _ => false,
        };
        open && !self.before.is_empty()
    }
}

/// Whether Latin letters beyond ASCII go on around a span, each another one: `àâæçéèêë`. Bytes that lead repeat.
fn is_alphabet(text: &str, span: Span) -> bool {
    /// Letters that make an alphabet.
    const LEAST: usize = 6;
    /// … and letters looked at.
    const MOST: usize = 64;
    let letter = |c: &char| ('\u{c0}'..'\u{250}').contains(c) && c.is_alphabetic();
    let before = text.get(..span.start).unwrap_or("").chars().rev().take_while(letter);
    let found = span.of(text).chars().chain(text.get(span.end..).unwrap_or("").chars()).take_while(letter);
    let mut letters: Vec<char> = before.take(MOST).chain(found.take(MOST)).collect();
    let all = letters.len();
    letters.sort_unstable();
    letters.dedup();
    letters.len() >= LEAST && letters.len() == all
}

/// Whether a line holds small letters, too.
pub fn has_small(line: &str) -> bool {
    line.contains(|c: char| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::scan;

    #[test]
    fn words_of_other_languages_are_left_alone() {
        for clean in [
            "CWESTIWN Â GWREIDDIAU",
            "KA HOKI MAI ANŌ Ā MURI AKE NEI.",
            "%(WHO)S В <B>%(WHERE)S</B>",
            "LA LETTRE Γ GRECQUE",
            "TASAVALLAN TÄSIVÄLDISÂŠ",
            "jieŋâš kielâ",
            "RÃ KÃ TÃG TÁ",
            "KOKO PAMÄŤ",
            "A-ZÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ",
            "a-zA-ZàâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ",
            "~JÚÑÉ~",
            "BYĆE „WUBJERĆE“.",
            "a-zæøåÆØÅ",
            "one: {0} м²\nother: {0} м²\n",
            "\"metrisâš\" \"kielâ\"",
            "\"label\": \"В $1 ред\"",
            "a: Кі{0}\nb: Мі{0}\nc: Гі{0}\nd: Ті{0}\n",
            "FILTRE → ZGOMOT → ARUNCĂ….",
            "OPȚIUNI COMANDĂ„MIXER CANAL”",
            "5.10. UNDĂ\u{a0}",
            "SE ON ”TÄRKEÄ”LLE, JA MYÖS ”TÄR”.",
        ] {
            assert!(scan(clean).is_empty(), "{clean}: {:?}", scan(clean));
        }
    }

    #[test]
    fn proof_elsewhere_in_the_text_is_heard() {
        let found = scan("dĂ©jĂ\u{a0} vu, et «Ă la mer»");
        assert_eq!(found.len(), 3, "{found:?}");
    }
}
