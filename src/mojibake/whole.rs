//! Swaps by the line (ENC005): a codec taken for another hits every character of a line beyond ASCII,
//! so a line is read whole under one pair of codecs or not at all, and the lines of a document
//! testify together to the pair.

use super::model::{self, EDGE, Symbol};
use super::{Damage, Repair, swap, words};
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;

/// Nats that a French word gained is worth, and a lone `à`.
const WORD: f32 = 3.0;
const LONE: f32 = 1.0;
/// Nats that a reading with a word unknown, or a lone letter that is no word, loses.
const UNKNOWN: f32 = 2.0;
const ORPHAN: f32 = 5.0;
/// Nats that it costs to destroy a French word.
const DESTROYED: f32 = 8.0;
/// Nats beyond the rarity of the pair that a document must show to be convicted; to be repaired
/// without asking.
const LIKELY: f32 = 4.0;
const SAFE: f32 = 6.0;
/// A line of a convicted document is read when it gains this much; without asking from [`CLEAR`] on.
const CLEAR: f32 = 3.0;
/// A pair this near to the best that reads differently makes the reading uncertain.
const MARGIN: f32 = 4.0;

/// A line as a pair reads it.
struct Reading {
    span: Span,
    text: String,
    score: f32,
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
    let lines: Vec<Span> = lines(text).filter(|s| !s.of(text).is_ascii()).collect();
    let mut accounts: Vec<Account> =
        (1..swap::PAIRS.len()).filter_map(|pair| account(text, &lines, pair)).collect();
    accounts.sort_by(|a, b| b.odds.total_cmp(&a.odds));
    let Some(best) = accounts.first().filter(|a| a.odds >= LIKELY + against) else { return Vec::new() };
    if !best.lines.iter().any(|l| testifies(&l.text)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let entire = best.lines.len() == lines.len();
    for line in &best.lines {
        let rivals = accounts.iter().skip(1).filter(|a| best.odds - a.odds < MARGIN);
        let contested = rivals
            .flat_map(|a| &a.lines)
            .any(|l| l.span == line.span && l.text != line.text && line.score - l.score < MARGIN);
        let certain =
            best.odds >= SAFE && line.score >= CLEAR && !contested && (entire || testifies(&line.text));
        repairs(text, line, best, certain, &mut out);
    }
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
fn account(text: &str, lines: &[Span], pair: usize) -> Option<Account> {
    let (written, read) = swap::PAIRS.get(pair).copied()?;
    let reading = |&span: &Span| {
        let found = span.of(text);
        let reading: String = found.chars().map(|c| decode(c, written, read)).collect::<Option<_>>()?;
        let score = score(found, &reading);
        (score > 0.0).then_some(Reading { span, text: reading, score })
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
    (out == c || swap::is_prose(out)).then_some(out)
}

/// How much better a line reads, in nats.
fn score(found: &str, reading: &str) -> f32 {
    cost(found) - cost(reading) + vocabulary(reading) - destroyed(found)
}

fn cost(text: &str) -> f32 {
    let (mut a, mut b, mut total) = (EDGE, EDGE, 0.0);
    for c in text.chars().map(Symbol::of).chain([EDGE]) {
        total += model::cost(a, b, c);
        (a, b) = (b, c);
    }
    total
}

/// The words of a text that hold a letter beyond ASCII.
fn accented(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_ascii())
}

fn vocabulary(reading: &str) -> f32 {
    accented(reading)
        .map(|w| match w {
            "à" | "À" => LONE,
            w if w.chars().count() == 1 => -ORPHAN,
            w if words::rank(&w.to_lowercase()).is_some() => WORD,
            _ => -UNKNOWN,
        })
        .sum()
}

/// Whether a reading holds what signs in a table of characters never make: a French word, an `à`
/// among words, an elided article, quotation marks in a pair.
fn testifies(reading: &str) -> bool {
    let known = |w: &str| w.chars().count() > 1 && words::rank(&w.to_lowercase()).is_some();
    let small = |w: Option<&str>| w.is_some_and(|w| w.starts_with(|c: char| c.is_lowercase()));
    let parts: Vec<&str> = reading.trim_end().split(' ').collect();
    let lone = parts.iter().enumerate().any(|(i, w)| {
        *w == "à"
            && (small(i.checked_sub(1).and_then(|i| parts.get(i).copied()))
                || small(parts.get(i + 1).copied()))
    });
    let letters: Vec<char> = reading.chars().collect();
    let elided =
        letters.windows(3).any(|w| matches!(w, [a, '’', b] if a.is_ascii_alphabetic() && b.is_alphabetic()));
    accented(reading).any(known) || lone || elided || reading.contains('«') && reading.contains('»')
}

fn destroyed(found: &str) -> f32 {
    let known = |w: &&str| w.chars().count() > 1 && words::rank(&w.to_lowercase()).is_some();
    accented(found).filter(known).map(|_| DESTROYED).sum()
}

/// The repairs of a line, one for each run of characters read differently.
fn repairs(text: &str, line: &Reading, account: &Account, certain: bool, out: &mut Vec<Repair>) {
    let stack = swap::named(1 << account.pair);
    let why = match stack.as_slice() {
        [read, written] => format!("{} bytes read as {}", written.label(), read.label()),
        _ => String::new(),
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
                confidence: f64::from(1.0 / (1.0 + (-account.odds.min(line.score)).exp())),
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
        for (written, read) in swap::PAIRS.iter().skip(1) {
            let spoiled: Option<String> =
                clean.chars().map(|c| written.encode(c).map(|b| read.decode(b))).collect();
            if let Some(spoiled) = spoiled.filter(|_| *read != Codec::Iso8859_1) {
                assert_eq!(repaired(&spoiled), clean, "{written:?} as {read:?}");
            }
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
        ] {
            assert!(scan(text, 0.0).is_empty(), "{text}");
        }
    }
}
