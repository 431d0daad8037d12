//! What clean text holds by chance: boxes drawn with lines, formulas, smileys. Two of their characters
//! may be the bytes of a third one, and nobody meant it.

use super::Repair;
use super::bytes;
use super::class::{self, is_line};
use super::gaps;
use super::preposition;
use super::words;
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;

/// Probability from which a lone repair may give a character that is rare by itself: log-odds of 8.5.
/// Of 1.8 million clean lines none but drawn boxes reaches it; `“×”` and `´´` stop at 7.8.
const PLAIN: f64 = 0.999_797;

/// Whether a stretch is part of a drawn box: lines only, going on beyond it, and no letter touches
/// them. The words that ibm437 and ibm850 damage hold lines too (`o├╣`), pair by pair.
#[must_use]
pub fn is_drawing(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let after = text.get(span.end..).and_then(|t| t.chars().next());
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    span.of(text).chars().all(is_line)
        && (before.is_some_and(is_line) || after.is_some_and(is_line))
        && !letter(before)
        && !letter(after)
}

/// Holds back what could be a drawing with letters in it, `├┤a┼┐a`: lines that begin a word, beside others
/// that no repair explains. `repairs` stand in order.
pub fn doubt_drawings(text: &str, mut repairs: &mut [Repair]) {
    let drawn = |r: &Repair| r.span.of(text).chars().all(is_line);
    if !repairs.iter().any(drawn) {
        return;
    }
    let letter = |at: usize| text.get(..at).is_some_and(|t| t.ends_with(char::is_alphabetic));
    for span in Span::lines(text) {
        let (here, rest) = repairs.split_at_mut(repairs.partition_point(|r| r.span.start < span.end));
        if gaps::left(span.of(text), span, here).any(|(_, c)| is_line(c)) {
            for repair in here.iter_mut().filter(|r| drawn(r) && !letter(r.span.start)) {
                repair.applicability = repair.applicability.min(Applicability::Unsafe);
            }
        }
        repairs = rest;
    }
}

/// Letters of a far script that stand alone in a text and could be read by chance, at most.
const FEW: usize = 3;
/// Characters that do not come to be the bytes of such letters by chance …
const LONG: usize = 9;
/// … nor of syllables of Korean, of three bytes each.
const SYLLABLES: usize = 6;

/// Holds back letters of a script far from Latin that are a piece of something else: beside bytes that the
/// same codec leaves unread (`×¢×¨×ª`, of whose letters some lost a byte), or all that is read, and too few
/// for a word. `repairs` stand in order.
pub fn doubt_fragments(text: &str, repairs: &mut [Repair]) {
    let far = |s: &str| s.chars().filter(|c| is_far(*c)).count();
    let read = |r: &Repair| far(r.reading.as_deref().unwrap_or(""));
    let all: usize = repairs.iter().map(read).sum();
    if all == 0 {
        return;
    }
    let only = repairs.iter().all(|r| read(r) > 0);
    let bytes: usize = repairs.iter().map(|r| r.span.of(text).chars().count()).sum();
    let hangul = |r: &Repair| r.reading.iter().flat_map(|s| s.chars()).all(|c| class::of(c) == class::HANGUL);
    let lone = only
        && all <= FEW
        && bytes < if repairs.iter().all(hangul) { SYLLABLES } else { LONG }
        && far(text) == repairs.iter().map(|r| far(r.span.of(text))).sum::<usize>();
    let spans: Vec<Span> = repairs.iter().map(|r| r.span).collect();
    for (at, repair) in repairs.iter_mut().enumerate().filter(|(_, r)| read(r) > 0) {
        let before = text.get(..repair.span.start).and_then(|t| t.chars().next_back());
        let after = text.get(repair.span.end..).and_then(|t| t.chars().next());
        let joined = |i: Option<usize>, at: usize| {
            i.and_then(|i| spans.get(i)).is_some_and(|s| s.start == at || s.end == at)
        };
        let byte = |c: &char| {
            let codecs = repair.stack.iter().filter_map(|c| bytes::index(*c)).fold(0, |m, i| m | 1 << i);
            !c.is_ascii() && (bytes::of(*c).lead | bytes::of(*c).tail) & codecs != 0
        };
        let torn = before.filter(byte).is_some() && !joined(at.checked_sub(1), repair.span.start)
            || after.filter(byte).is_some() && !joined(Some(at + 1), repair.span.end);
        if lone || torn {
            repair.applicability = repair.applicability.min(Applicability::Unsafe);
        }
    }
}

/// Whether a character is a letter of a script that shares no page with French by chance.
fn is_far(c: char) -> bool {
    matches!(class::of(c), 17..=28)
}

/// Whether two characters stand together by damage rather than by chance: a letter or a line of a box,
/// then no letter; or a sign of formulas, then nothing that formulas hold. Formulas go on (`√π`, `∆°`),
/// and so do names (`Āø`).
fn is_unlike_text(found: &str) -> bool {
    let mut chars = found.chars();
    let (Some(lead), Some(tail)) = (chars.next(), chars.next()) else { return false };
    let letter = |c: char| c >= '\u{c0}' && (c.is_lowercase() || c.is_uppercase());
    let formula = |c: char| "°±∞≤≥≠≈∂∑∏∫Ω∆√π".contains(c) || matches!(c, '\u{370}'..='\u{3ff}');
    match lead {
        '√' | '∆' | '¬' => !formula(tail),
        _ if is_line(lead) => true,
        _ => letter(lead) && !letter(tail),
    }
}

/// Whether a span holds letters of a script in which the text near it has no others, and only such: the `ОІ`
/// that Cyrillic makes of a `β`.
fn is_stranger(text: &str, span: Span) -> bool {
    /// Characters looked at on either side.
    const NEAR: usize = 1000;
    let line = span.line_around(text);
    let scripts = |from, to| class::around(text.get(from..to).unwrap_or("").chars());
    let around = scripts(line.start, span.start) | scripts(span.end, line.end);
    let found = span.of(text).chars().all(|c| {
        let class = class::of(c);
        class::is_script(class) && around & (1 << class) == 0
    });
    let before = || text.get(..line.start).unwrap_or("").chars().rev().take(NEAR);
    let after = || text.get(line.end..).unwrap_or("").chars().take(NEAR);
    // A line or two with words of the script make it no stranger.
    let at_home = || {
        let near = class::around(before()) | class::around(after());
        span.of(text).chars().any(|c| near & (1 << class::of(c)) != 0)
    };
    found && around & class::LATIN != 0 && !at_home()
}

/// Whether a lone letter stands on a line with two and more that damage does not explain: an alphabet, or a
/// sentence on letters. `repairs` are those of the text, in order.
pub fn is_listed(text: &str, span: Span, repairs: &[Repair]) -> bool {
    /// What is left of `à`, `é` and no-break spaces, and the words of one letter.
    const EXPLAINED: &str = "ÃÂĂĀĆÀÉÈÔÊ";
    let is_letter = |c: char| ('\u{80}'..'\u{250}').contains(&c) && c.is_uppercase();
    let mut found = span.of(text).trim().chars();
    if !found.next().is_some_and(is_letter) || found.next().is_some() {
        return false;
    }
    let around = span.line_around(text);
    let line = around.of(text);
    let is_lone = |at: usize, c: char| {
        let before = line.get(..at).and_then(|t| t.chars().next_back());
        let after = line.get(at + c.len_utf8()..).and_then(|t| t.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphabetic)
    };
    let mut letters: Vec<char> = line
        .char_indices()
        .filter(|(at, c)| is_letter(*c) && !EXPLAINED.contains(*c) && is_lone(*at, *c))
        .filter(|(at, _)| !gaps::is_read(repairs, around.start + at))
        .map(|(_, c)| c)
        .collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() >= 2
}

/// Whether a text holds a character as it is, or misread once through the codec of a stack.
fn holds(text: &str, c: char, stack: &[Codec]) -> bool {
    let misread = |codec: &Codec| c.to_string().bytes().map(|b| codec.decode(b)).collect::<String>();
    text.contains(c) || stack.first().is_some_and(|codec| text.contains(&misread(codec)))
}

/// Whether one letter is drawn out, in whatever case: `Ôôô`.
fn is_drawn_out(found: &str) -> bool {
    let mut letters = found.chars().flat_map(char::to_lowercase);
    let Some(first) = letters.next() else { return false };
    found.chars().nth(1).is_some() && letters.all(|c| c == first)
}

/// Whether a repair under another codec reads what the codecs at fault elsewhere in the text, `guilty`,
/// leave of longer sequences when bytes vanish: of a bulb and of a flag, `ð¡` and `ð©ðª` are left.
pub fn is_remnant(text: &str, repair: &Repair, guilty: u16) -> bool {
    let codecs = guilty & bytes::GAPS;
    if let [codec] = &*repair.stack
        && bytes::index(*codec).is_some_and(|i| codecs & (1 << i) != 0)
    {
        return false;
    }
    let found = repair.span.of(text);
    let begins = found.chars().next().is_some_and(|c| bytes::of(c).lead & codecs != 0);
    begins && found.chars().all(|c| (bytes::of(c).lead | bytes::of(c).tail) & codecs != 0)
}

/// What French and English text is full of.
pub const EXPECTED: &str = "àÀéèêçôîïûâ’‘“”«»–—…•←→✓✔✅❌⚠€£©®°·²³½×±\u{a0}\u{202f}";

/// Whether a repair that nothing else in the text supports gives one character that is rare by itself,
/// or stands where no letter shows that a word was hit: a formula, a smiley, a trademark.
#[must_use]
pub fn is_oddity(text: &str, repair: &Repair) -> bool {
    let mut reading = repair.reading.as_deref().unwrap_or("").chars();
    let (Some(out), None) = (reading.next(), reading.next()) else { return false };
    // Nobody sets two spaces behind a lone letter, but what made one of a no-break space does.
    let lead = repair.span.of(text).chars().next().map_or(0, char::len_utf8);
    let spaced = text.get(repair.span.start + lead..).is_some_and(|t| t.starts_with("  "));
    // Nothing else says that there were two layers, of which this would be all that is left.
    if repair.lossy && repair.stack.len() > 1 {
        return true;
    }
    if repair.lossy && out == 'à' && !spaced {
        return !preposition::fits(text, repair.span);
    }
    // Guillemets come in pairs, the other one as damaged as this; in French it may stand in the next line.
    let opens =
        || text.get(repair.span.end..).is_some_and(|t| t.starts_with([' ', '\u{a0}', '\u{202f}', 'Â']));
    let french = || opens() && words::is_french(repair.span.line_around(text).of(text));
    if is_drawn_out(repair.span.of(text)) || out == '«' && !holds(text, '»', &repair.stack) && !french() {
        return true;
    }
    // Three characters that happen to be the bytes of one sign do not happen to stand together.
    let long = repair.span.of(text).chars().count() >= 3;
    let sign = long
        && matches!(out, '\u{2000}'..='\u{2bff}' | '\u{3001}'..='\u{301f}' | '\u{fe0f}' | '\u{ff01}'..='\u{ff1f}');
    if repair.stack.len() > 1 || sign || EXPECTED.contains(out) || u32::from(out) > 0xFFFF {
        return false;
    }
    // Modifier letters, and the marks that no letter of a living alphabet bears.
    if !long && (class::of(out) == 13 || matches!(out, '\u{339}'..='\u{36f}')) {
        return true;
    }
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let before = text.get(..repair.span.start).and_then(|t| t.chars().next_back());
    let after = text.get(repair.span.end..).and_then(|t| t.chars().next());
    // No word has a letter of another script inside, or one of a far script at its end.
    let latin = |c: Option<char>| c.is_some_and(|c| matches!(class::of(c), 4..=7 | 9..=11));
    let alien = is_far(out);
    let touched = if alien { latin(before) || latin(after) } else { latin(before) && latin(after) };
    let han = class::of(out) == class::HAN;
    // … unless no word held what stands there: `IL2RÎ³c`.
    let inside =
        class::is_script(class::of(out)) && touched && (alien || !is_unlike_text(repair.span.of(text)));
    if inside || han && before.is_some_and(char::is_lowercase) {
        return true;
    }
    let unlike = is_unlike_text(repair.span.of(text)) || is_stranger(text, repair.span);
    if repair.confidence >= PLAIN && (long || !alien && unlike) {
        return false;
    }
    // Accents of decomposed letters, letters of Romanian that stand apart, and what opens in Spanish.
    let at_home = match out {
        '\u{300}'..='\u{338}' | 'Ș'..='ț' => letter(before),
        '¡' | '¿' => letter(after),
        _ => false,
    };
    if repair.confidence >= PLAIN && at_home {
        return false;
    }
    // Letters of Latin, Greek and Cyrillic with a page of their own in everyday text.
    let usual = matches!(class::of(out), 6..=10 | 15..=18 | 21 | 22 | 29 | 36..=38);
    !(letter(before) || letter(after)) || !usual
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use crate::fix::Applicability;

    #[test]
    fn what_chance_makes_is_left_alone() {
        for clean in [
            "Das Ã gibt es bei uns nicht.",
            "Le caractère Ã est rare.",
            "Ŕ, Č et Ă sont des lettres ; Ã et Â aussi, ailleurs.",
            "Ôôô, quelle surprise",
            "Un soupir : `¬´` sur la portée",
            "Zwischen Ä\u{a0}und Ö steht nichts.",
            "La valeur de √π reste une formule",
            "┼┐a┼┐a┼┐a",
            "Se ”Inställningar för ”Från blå till grå””",
            "|Aviso de arranque        |Lê sysfs sob \"/sys/fs\"|",
        ] {
            assert!(scan(clean).is_empty(), "{clean}: {:?}", scan(clean));
        }
    }

    #[test]
    fn german_guillemets_are_read_on_both_sides() {
        let damaged = "¬ªHilfe holen¬´, ¬ªEinen Fehler melden¬´, ¬ªSchlie√üen¬´";
        assert_eq!(scan(damaged).len(), 7, "{:?}", scan(damaged));
    }

    #[test]
    fn a_greek_letter_in_a_name_is_read() {
        assert_eq!(scan("The TGFÎ²R mice of the study").len(), 1);
    }

    #[test]
    fn pieces_of_words_in_other_scripts_are_no_certain_repair() {
        for damaged in [
            "Our page is now in ×¢××¨××ª, too!",
            "Notre page est en ×¢××¨××ª, aussi !",
            "ð©ðª In Germany they call it otherwise",
        ] {
            assert!(scan(damaged).iter().all(|r| r.applicability < Applicability::Safe), "{damaged}");
        }
        let whole = "Ð¿Ñ€Ð¸Ð²ÐµÑ‚";
        assert!(scan(whole).iter().any(|r| r.applicability == Applicability::Safe));
        let struck = scan("now $Ì¶9Ì¶5Ì¶ only");
        assert_eq!(struck.len(), 3, "{struck:?}");
    }

    #[test]
    fn a_lone_preposition_stands_beside_a_word_that_takes_one() {
        for damaged in ["Grâce Ã  lui, tout marche.", "La pipette Ã  couleurs", "Il pense Ã la mer"] {
            assert_eq!(scan(damaged).len(), 1, "{damaged}");
        }
    }
}
