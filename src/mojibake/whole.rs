//! Swaps by the line (ENC005): a codec taken for another hits every character of a line beyond ASCII,
//! so a line is read whole under one pair of codecs or not at all, and the lines of a document
//! testify together to the pair.
//!
//! Both readings are weighed in nats: the line as found as text of any language, the line repaired as
//! French, by the character model, the words of French, and what stands beside a lone `à`.

use super::model::{self, EDGE, Symbol};
use super::{Damage, Repair, swap, words};
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;
use std::sync::Arc;

/// Nats that a line must gain, beyond the rarity of its pair, to be repaired without asking; for a
/// human to look at.
const SAFE: f32 = 7.0;
const LIKELY: f32 = 6.0;
/// … and to need less testimony than others do.
const OBVIOUS: f32 = 12.0;
/// … and in a line that is French or English and holds two things that only they do.
const FLUENT: f32 = 4.0;
/// A pair this near to the best that reads differently makes the reading uncertain.
const MARGIN: f32 = 3.0;
/// What one line lends the others of a document, at most.
const LENT: f32 = 8.0;
/// The least that a line must gain by itself in a document that suffered its pair for certain.
const LEAST: f32 = 2.0;

/// The most that a word gains by being known: two words may share a fingerprint.
const KNOWN: f32 = 8.0;
/// A word that no list has, a lone letter that is no word, a no-break space with no reason.
const UNKNOWN: f32 = 2.5;
const ORPHAN: f32 = 6.0;
const STRAY: f32 = 1.5;
/// A capital within a word of small letters, or the other way round.
const MIXED: f32 = 6.0;
/// A lone `à` with both neighbours that it often has, with one, with none.
const BESIDE: [f32; 3] = [-1.5, 2.0, 4.5];
/// An elided article, a no-break space before punctuation, a guillemet and its space.
const ELIDED: f32 = 2.0;
const SPACED: f32 = 1.5;
/// A quotation mark where it belongs; a sign that prose does not hold.
const QUOTED: f32 = 1.0;
/// A dash between spaces.
const DASHED: f32 = 0.5;
/// A no-break space beside a number.
const NUMBERED: f32 = 1.25;
const FOREIGN: f32 = 3.0;
/// The rank of what is so common beside an `à` that an ellipsis there was one: `mise à`, `à la`.
const COMMON: u8 = 26;
/// What the words within ASCII say: a French line, one in another language.
const FRENCH: f32 = 2.0;
const OTHER: f32 = -6.0;
const STRANGE: f32 = -3.0;

/// Lines looked at first.
const SAMPLE: usize = 16;

/// A line as a pair reads it.
struct Reading {
    span: Span,
    text: String,
    score: f32,
    testifies: bool,
    /// The least odds for a repair, for one without asking.
    least: [f32; 2],
}

/// What a pair of codecs makes of a document.
struct Account {
    pair: usize,
    lines: Vec<Reading>,
    odds: f32,
}

/// The repairs of a document that a swap explains, where it explains whole lines, `against` nats
/// better than another misreading does; else none.
#[must_use]
pub fn scan(text: &str, against: f32) -> Vec<Repair> {
    let odd: Vec<Span> = lines(text).filter(|s| swap::is_suspected(s.of(text))).collect();
    // Most texts that come here suffer from something else: a few lines tell.
    let step = odd.len().div_ceil(SAMPLE).max(1);
    let few: Vec<Span> = odd.iter().copied().step_by(step).collect();
    let mut accounts = accounts(text, &few);
    let enough = |a: &Account| a.odds * step as f32 > against;
    if !accounts.first().is_some_and(enough) {
        return Vec::new();
    }
    if step > 1 || odd.len() > 1 {
        let all: Vec<Span> = lines(text).filter(|s| !s.of(text).is_ascii()).collect();
        accounts = self::accounts(text, &all);
    }
    let Some(best) = accounts.first().filter(|a| a.odds >= FLUENT + against) else { return Vec::new() };
    if !best.lines.iter().any(|l| l.testifies) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for line in &best.lines {
        let lent: f32 = best.lines.iter().filter(|l| l.span != line.span).map(|l| l.score.min(LENT)).sum();
        let odds = line.score + lent - swap::rarity(1 << best.pair);
        let rival = accounts.iter().skip(1).flat_map(|a| a.lines.iter().map(move |l| (a, l)));
        let contested = rival
            .filter(|(_, l)| l.span == line.span && l.text != line.text)
            .any(|(a, l)| line.score - l.score + (best.odds - a.odds).min(LENT) < 2.0 * MARGIN);
        let convicted = line.testifies || lent >= 2.0 * SAFE;
        if odds < line.least[0] || line.score < LEAST || !convicted {
            continue;
        }
        repairs(text, line, best.pair, odds, odds >= line.least[1] && !contested, &mut out);
    }
    out
}

/// What every pair makes of `lines`, the best first.
fn accounts(text: &str, lines: &[Span]) -> Vec<Account> {
    let lines: Vec<(Span, f32)> = lines.iter().map(|s| (*s, cost(s.of(text), false))).collect();
    let mut out: Vec<Account> =
        (0..swap::PAIRS.len()).filter_map(|pair| account(text, &lines, pair)).collect();
    out.sort_by(|a, b| b.odds.total_cmp(&a.odds));
    out
}

fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        Span::new(at - line.len(), at)
    })
}

/// What `pair` makes of the lines: those that it reads better than they stand.
fn account(text: &str, lines: &[(Span, f32)], pair: usize) -> Option<Account> {
    let (written, read) = swap::PAIRS.get(pair).copied()?;
    let reading = |&(span, found): &(Span, f32)| {
        let line = span.of(text);
        let reading: String = line.chars().map(|c| decode(c, written, read)).collect::<Option<_>>()?;
        if reading == line {
            return None;
        }
        let chars: Vec<char> = reading.chars().collect();
        let mixed = alphabetic(&chars).filter(|(_, w)| is_mixed(w)).count();
        let score = found - cost(&reading, true) + vocation(&reading) - MIXED * mixed as f32;
        if score <= 0.0 {
            return None;
        }
        let (pro, contra) = evidence(line, &reading);
        let sure = score - swap::rarity(1 << pair) >= OBVIOUS;
        let control = line.chars().any(|c| matches!(c, '\u{80}'..='\u{9f}'));
        let enough = match vocation(&reading) {
            v if v > 0.0 => 1,
            v if v <= OTHER => 4,
            v if v < 0.0 && !sure => 3,
            _ if sure => 1,
            _ => 2,
        };
        // What German writes too takes more.
        let german = line.chars().all(|c| c.is_ascii() || "äöüÄÖÜß".contains(c));
        let testifies =
            control || pro >= contra + enough + usize::from(german && vocation(&reading) <= 0.0) * 2;
        let french = pro > contra + 1 && vocation(&reading) > 0.0;
        let least = if french { [FLUENT, FLUENT] } else { [LIKELY, SAFE] };
        Some(Reading { span, testifies, text: reading, score, least })
    };
    let lines: Vec<Reading> = lines.iter().filter_map(reading).collect();
    let odds = lines.iter().map(|l| l.score).sum::<f32>() - swap::rarity(1 << pair);
    (!lines.is_empty()).then_some(Account { pair, lines, odds })
}

/// The character that was written where `c` was read.
fn decode(c: char, written: Codec, read: Codec) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    let out = written.decode(read.encode(c)?);
    // Lines and control characters are what a wrong codec makes of prose, not what prose holds.
    (!matches!(out, '\u{80}'..='\u{9f}' | '\u{2500}'..='\u{259f}' | '\u{f8ff}')).then_some(out)
}

/// What a line costs: character by character, but a known word no more than its share of French. As
/// a `reading` it answers for its unknown words, and for the places of its signs.
fn cost(line: &str, reading: bool) -> f32 {
    let chars: Vec<char> = line.chars().collect();
    let (mut a, mut b, mut total) = (EDGE, EDGE, 0.0);
    let (mut word, mut letters) = (String::new(), 0.0);
    for (i, &c) in chars.iter().chain([&'\n']).enumerate() {
        let symbol = Symbol::of(c);
        let nats = model::cost(a, b, symbol);
        (a, b) = (b, symbol);
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
            letters += nats;
            continue;
        }
        total += self::word(&chars, i, &word, letters, reading) + nats;
        word.clear();
        letters = 0.0;
        if reading && !c.is_ascii() {
            total -= place(&chars, i);
        }
    }
    total
}

/// What a word that ends before `end` costs, given what its letters do.
fn word(chars: &[char], end: usize, word: &str, letters: f32, reading: bool) -> f32 {
    if word.is_ascii() {
        return letters;
    }
    match word.chars().count() {
        1 if !reading => letters,
        1 if word == "à" => letters.min(6.0) - BESIDE[beside(chars, end)],
        1 => letters + ORPHAN,
        _ => match words::rank(word) {
            Some(rank) => letters.min(words::cost(rank).max(letters - KNOWN)),
            None if reading => letters + UNKNOWN,
            None => letters,
        },
    }
}

/// How many of the neighbours of a lone `à` that ends before `end` often stand beside one.
fn beside(chars: &[char], end: usize) -> usize {
    beside_at_most(chars, end, words::RAREST)
}

/// … and are at most this rare beside it.
fn beside_at_most(chars: &[char], end: usize, rarest: u8) -> usize {
    let letters = |it: &mut dyn Iterator<Item = &char>| {
        it.take_while(|c| c.is_alphabetic()).flat_map(|c| c.to_lowercase()).collect::<String>()
    };
    let start = end.saturating_sub(1);
    let apart = |c: char| is_space(c) || matches!(c, '\'' | '’' | '-');
    let before = chars.get(..start).unwrap_or(&[]).split_last().filter(|(c, _)| apart(**c));
    let before: String = before.map_or(String::new(), |(_, rest)| letters(&mut rest.iter().rev()));
    let before: String = before.chars().rev().collect();
    let after = chars.get(end..).unwrap_or(&[]).split_first().filter(|(c, _)| apart(**c));
    let after = after.map_or(String::new(), |(_, rest)| letters(&mut rest.iter()));
    let known = |word: &str, pair: String| {
        usize::from((word.len() > 1 || word == "l") && words::rank(&pair).is_some_and(|r| r <= rarest))
    };
    known(&before, format!("{before} à")) + known(&after, format!("à {after}"))
}

fn is_numbered(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// What the place of a sign is worth in a French reading: an apostrophe that elides, a no-break space
/// where one belongs, guillemets with their spaces; less than nothing elsewhere.
fn place(chars: &[char], at: usize) -> f32 {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let after = chars.get(at + 1).copied().unwrap_or(' ');
    match chars.get(at) {
        Some('’') if is_elision(chars, at) || is_contraction(chars, at) => ELIDED,
        Some('’') if before.is_alphabetic() => 0.0,
        Some('\u{a0}' | '\u{202f}') if before == ' ' || after == ' ' => -FOREIGN,
        Some('\u{a0}' | '\u{202f}') if ":;!?»%€".contains(after) || before == '«' => SPACED,
        Some('\u{a0}' | '\u{202f}') if is_numbered(before) || after.is_ascii_digit() => NUMBERED,
        Some('\u{a0}' | '\u{202f}') => -STRAY,
        // Degrees: `90°`, `20°C`; what a wrong codec shows there (`90∞`, `90¡`) follows no number.
        Some('°') if before.is_ascii_digit() && is_end_of_degrees(after) => NUMBERED,
        Some('«') if is_space(after) => SPACED,
        Some('»') if is_space(before) => SPACED,
        Some('–' | '—') if is_space(before) && is_space(after) => DASHED,
        Some(c) if !c.is_alphabetic() && !swap::is_prose(*c) => -FOREIGN,
        Some('“') if !before.is_alphanumeric() && !is_space(after) => QUOTED,
        Some('”') if !is_space(before) && !after.is_alphanumeric() => QUOTED,
        _ => 0.0,
    }
}

/// Whether `after` may follow a sign of degrees that stands behind a number.
fn is_end_of_degrees(after: char) -> bool {
    after.is_whitespace() || ".,;:!?/CF".contains(after)
}

/// Whether an article, a pronoun or a conjunction is elided before the apostrophe at `at`.
fn is_elision(chars: &[char], at: usize) -> bool {
    let left = chars.get(..at).unwrap_or(&[]);
    let start = left.iter().rposition(|c| !c.is_alphabetic()).map_or(0, |i| i + 1);
    let left: String = left.get(start..).unwrap_or(&[]).iter().flat_map(|c| c.to_lowercase()).collect();
    let vowel = chars.get(at + 1).is_some_and(|c| "aeiouyhàâéêèîôœAEIOUYHÀÂÉÊÈÎÔŒ".contains(*c));
    vowel && is_elided(&left)
}

/// Whether English contracts two words with the apostrophe at `at`, or makes a genitive.
fn is_contraction(chars: &[char], at: usize) -> bool {
    let after = chars.get(at + 1..).unwrap_or(&[]);
    let right: String = after.iter().take_while(|c| c.is_alphabetic()).take(3).collect();
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    match right.as_str() {
        "t" => before == 'n',
        "s" | "re" | "ve" | "ll" | "d" | "m" => before.is_alphabetic(),
        _ => false,
    }
}

/// Whether `left`, in lower case, is what is left of a word elided in French.
pub fn is_elided(left: &str) -> bool {
    const ELIDED: [&str; 16] = [
        "l", "d", "n", "s", "j", "m", "t", "c", "qu", "lorsqu", "jusqu", "puisqu", "quelqu", "quoiqu",
        "presqu", "aujourd",
    ];
    ELIDED.contains(&left)
}

/// What the words of a line within ASCII say about its language.
fn vocation(line: &str) -> f32 {
    let (mut known, mut all) = (0_u8, 0_u8);
    for word in line.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 1 && w.is_ascii()).take(60) {
        let word = word.to_lowercase();
        all += 1;
        known += u8::from(words::rank(&word).is_some());
    }
    match (f32::from(known) + 0.5) / (f32::from(all) + 1.0) {
        _ if all < 2 => 0.0,
        _ if words::is_german(line) => OTHER,
        _ if words::is_english(line) => FRENCH,
        share if share > 0.6 => FRENCH,
        share if share <= 0.3 && all > 3 => OTHER,
        _ if known == 0 => STRANGE,
        _ => 0.0,
    }
}

/// What in a reading signs in a table of characters or another language never make (French words, an
/// `à` among words, elided articles, punctuation set as French and English do), and what prose in
/// these languages does not hold (words unknown, lone letters, quotation marks without a partner).
fn evidence(found: &str, reading: &str) -> (usize, usize) {
    let chars: Vec<char> = reading.chars().collect();
    let (mut pro, mut contra) = (strange(found), 0);
    let mut ellipses = 0;
    let found: Vec<char> = found.chars().collect();
    for (at, word) in alphabetic(&chars) {
        match word {
            word if word.iter().all(char::is_ascii) => {}
            ['à' | 'À'] => match beside(&chars, at + 1) {
                n if found.get(at) == Some(&'…') => match beside_at_most(&chars, at + 1, COMMON) {
                    0 => ellipses += 1 + n,
                    n => pro += n,
                },
                0 if is_between_words(&chars, at) || is_range(&chars, at) => pro += 1,
                0 => contra += 1,
                n => pro += n,
            },
            [_] => contra += 1,
            word if is_mixed(word) => contra += 2,
            // English quotes between guillemets, too: `«a set of goods`.
            ['ç' | 'Ç', 'a'] if found.get(at) == Some(&'«') && words::is_english(reading) => contra += 1,
            word => match rank(word) {
                // A long word that is one by chance is a wonder.
                Some(rank) if word.len() > 6 || word.len() > 3 && rank < words::RAREST => pro += 2,
                Some(_) => pro += 1,
                None => contra += 1,
            },
        }
    }
    for (at, c) in chars.iter().enumerate().filter(|(_, c)| !c.is_ascii() && !c.is_alphabetic()) {
        match place(&chars, at) {
            _ if *c == '’' && is_elision(&chars, at) && is_before_word(&chars, at) => pro += 2,
            worth if worth == NUMBERED || worth == SPACED && is_after_word(&chars, at) => pro += 2,
            worth if worth > DASHED => pro += 1,
            worth if worth <= -FOREIGN || *c == '‚' => contra += 1,
            _ => {}
        }
    }
    // An ellipsis between two French words is one, unless another word of the line is damaged.
    if pro < 2 {
        contra += ellipses;
    }
    let count = |c: char| chars.iter().filter(|x| **x == c).count();
    let pairs = count('«').abs_diff(count('»')) + count('“').abs_diff(count('”'));
    (pro, contra + pairs)
}

/// Whether the no-break space at `at` follows a French word within ASCII, of four letters at least:
/// with the letter found there it would hardly be another.
fn is_after_word(chars: &[char], at: usize) -> bool {
    let before = chars.get(..at).unwrap_or(&[]);
    let word = before.rsplit(|c| !c.is_alphabetic()).next().unwrap_or(&[]);
    is_space(chars.get(at).copied().unwrap_or('x')) && word.len() > 3 && rank(word).is_some()
}

/// Whether a word of French, of four letters at least, follows the apostrophe at `at`.
fn is_before_word(chars: &[char], at: usize) -> bool {
    let after = chars.get(at + 1..).unwrap_or(&[]);
    let word = after.split(|c| !c.is_alphabetic()).next().unwrap_or(&[]);
    word.len() > 3 && rank(word).is_some()
}

/// Whether a number and a space stand on both sides of the lone letter at `at`: `de 1 à 31`.
fn is_range(chars: &[char], at: usize) -> bool {
    let before = chars.get(..at).and_then(|b| b.strip_suffix(&[' '])).and_then(|b| b.last());
    let after = chars.get(at + 1..).and_then(|a| a.strip_prefix(&[' '])).and_then(|a| a.first());
    before.is_some_and(char::is_ascii_digit) && after.is_some_and(char::is_ascii_digit)
}

/// Whether known words stand on both sides of the lone letter at `at`.
fn is_between_words(chars: &[char], at: usize) -> bool {
    let known = |word: Option<&[char]>| word.is_some_and(|w| w.len() > 1 && rank(w).is_some());
    let before = chars.get(..at).unwrap_or(&[]).strip_suffix(&[' ']).unwrap_or(&[]);
    let after = chars.get(at + 1..).unwrap_or(&[]).strip_prefix(&[' ']).unwrap_or(&[]);
    known(before.rsplit(|c| !c.is_alphabetic()).next()) && known(after.split(|c| !c.is_alphabetic()).next())
}

/// The rank of a word, or of what it is with the accent that its capital left out (`Evénement`).
fn rank(word: &[char]) -> Option<u8> {
    let small: String = word.iter().flat_map(|c| c.to_lowercase()).collect();
    // No French word ends in `è`.
    if !small.chars().all(|c| c.is_ascii() || words::LETTERS.contains(&c)) || small.ends_with('è') {
        return None;
    }
    words::rank(&small).or_else(|| words::rank(&format!("é{}", small.strip_prefix('e')?)))
}

/// How often a line as found holds what no language does: a capital beyond ASCII right behind a small
/// letter, a line of a drawn box in a text without boxes.
fn strange(found: &str) -> usize {
    let boxed = found.contains(['─', '│', '═', '║']);
    let near = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || ".:;!?".contains(c));
    let mut before = None;
    let mut chars = found.chars().peekable();
    let mut times = 0;
    while let Some(c) = chars.next() {
        if matches!(c, '\u{2500}'..='\u{259f}') && !boxed && (near(before) || near(chars.peek().copied())) {
            times += 2;
        }
        times += usize::from(!c.is_ascii() && c.is_uppercase() && before.is_some_and(char::is_lowercase));
        before = Some(c);
    }
    times
}

/// The runs of letters of a line and where each begins.
fn alphabetic(chars: &[char]) -> impl Iterator<Item = (usize, &[char])> {
    let mut at = 0;
    chars.split(|c| !c.is_alphabetic()).filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        (!word.is_empty()).then_some((start, word))
    })
}

/// Whether a small letter beyond ASCII stands among capitals only, or a capital within small letters.
fn is_mixed(word: &[char]) -> bool {
    let small = word.iter().any(char::is_ascii_lowercase);
    let capitals = word.iter().filter(|c| c.is_ascii_uppercase()).count();
    let foreign = |c: &&char| !c.is_ascii();
    small && word.iter().skip(1).filter(foreign).any(|c| c.is_uppercase())
        || !small && capitals > 1 && word.iter().filter(foreign).any(|c| c.is_lowercase())
}

/// The repairs of a line, one for each run of characters read differently.
fn repairs(text: &str, line: &Reading, pair: usize, odds: f32, certain: bool, out: &mut Vec<Repair>) {
    let stack: Arc<[Codec]> = swap::named(1 << pair).into();
    let why: Arc<str> = match &*stack {
        [read, written] => format!("{} bytes read as {}", written.label(), read.label()).into(),
        _ => "".into(),
    };
    let first = out.len();
    for ((at, c), reading) in line.span.of(text).char_indices().zip(line.text.chars()) {
        let at = line.span.start + at;
        if c == reading {
            continue;
        }
        match out.get_mut(first..).and_then(|o| o.last_mut()).filter(|r| r.span.end == at) {
            Some(last) => {
                last.span.end = at + c.len_utf8();
                last.reading.get_or_insert_default().push(reading);
            }
            None => out.push(Repair {
                damage: Damage::Swap,
                span: Span::new(at, at + c.len_utf8()),
                reading: Some(reading.into()),
                stack: stack.clone(),
                lossy: false,
                confidence: 1.0 / (1.0 + (-f64::from(odds)).exp()),
                applicability: if certain { Applicability::Safe } else { Applicability::Unsafe },
                why: why.clone(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::{self, Edit};

    fn repaired(text: &str) -> String {
        let safe = scan(text, 0.0).into_iter().filter(|r| r.applicability == Applicability::Safe);
        let edits: Vec<Edit> = safe.map(|r| Edit::new(r.span, r.reading.unwrap_or_default())).collect();
        fix::apply(text, &edits)
    }

    #[test]
    fn a_line_is_read_whole_under_every_pair() {
        let clean = "Vous pouvez être sûr que « l’élève » déjà prêt va à l’école.\n";
        for (written, read) in swap::PAIRS {
            let spoiled: Option<String> =
                clean.chars().map(|c| written.encode(c).map(|b| read.decode(b))).collect();
            if let Some(spoiled) = spoiled {
                assert_eq!(repaired(&spoiled), clean, "{written:?} as {read:?}");
            }
        }
    }

    #[test]
    fn a_lone_letter_is_read_by_its_neighbours() {
        for (found, clean) in [
            ("La mise … jour se trouve dans ce dossier.\n", "La mise à jour se trouve dans ce dossier.\n"),
            (
                "This command rotates the view 15∞ clockwise.\n",
                "This command rotates the view 15° clockwise.\n",
            ),
            ("Faites pivoter l'image de 180¡.\n", "Faites pivoter l'image de 180°.\n"),
            ("Seulement le jour du mois (de 1 ‡ 31)†;\n", "Seulement le jour du mois (de 1 à 31)\u{a0};\n"),
            ("Ajuster líespacement entre les lettres\n", "Ajuster l’espacement entre les lettres\n"),
            ("La boŒte … outils du dessin\n", "La boîte à outils du dessin\n"),
            ("Voir la page suivante†: elle est longue.\n", "Voir la page suivante\u{a0}: elle est longue.\n"),
        ] {
            assert_eq!(repaired(found), clean);
        }
    }

    #[test]
    fn clean_lines_and_tables_of_characters_are_left_alone() {
        for text in [
            "L’été à l’École, « déjà » : ça va… Où ?\n",
            "306\t198\tC6\tÆ\tLETTRE MAJUSCULE LATINE AE\n",
            "323\t211\tD3\tÓ\tLETTRE MAJUSCULE LATINE O\n",
            "En Żelazowa Wola naît Chopin ; Ève l’a déjà dit à Göteborg.\n",
            "Die Größe der Straße ändert sich über Nacht.\n",
            "«a pair of shoes that you can wear in the rain;\n",
            "Die Zeichen werden in der Ausgabe durch ihre ISO-Äquivalente ersetzt und nicht gelöscht.\n",
            "The interval [0, 1∞) is no range, and 3¯ is a mean.\n",
            "Un, deux … trois, on verra bien la suite.\n",
        ] {
            assert!(scan(text, 0.0).is_empty(), "{text}");
        }
    }
}
