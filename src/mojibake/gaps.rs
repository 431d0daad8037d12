//! Lines that lost bytes: where a codec leaves bytes undefined, decoders drop them or write a `?` or a
//! U+FFFD, and of `donâ€™t` stays `donât`. Such a line is read whole, or its other damage would be
//! repaired around a hole: every character that could have stood there is tried, and the model and
//! the words of French choose. What they choose is a guess, so a human decides.

use super::bytes;
use super::class;
use super::model::{self, EDGE, Symbol};
use super::{Damage, Repair, words};
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;

/// Readings of a line kept side by side.
const BEAM: usize = 48;
/// Nats that it costs to leave a character that the codec makes a byte of something.
const LEFT: f32 = 14.0;
/// A word beyond ASCII that no list has.
const UNKNOWN: f32 = 2.5;
/// The most that a word gains by being known.
const KNOWN: f32 = 8.0;
/// What a sign costs where it does not belong, and the second choice among signs alike.
const MISPLACED: f32 = 6.0;
const RARER: f32 = 2.0;
/// What each place further down the list costs a pictograph.
const UNUSUAL: f32 = 0.03;

/// What may have stood where bytes were lost: letters of western Europe, punctuation, signs.
const CHARACTERS: &str = "éèàêçôîâûïùëœüöäæñáíóúãõåøßšžÉÈÀÊÇÔÎÂÛÏÙËŒÜÖÄÆÑÁÍÓÚÃÕÅØŠŽ’“”‘–—…«»\u{a0}\u{202f}•·°€£©®™→←↑↓⇒✓✔✅❌⚠⚡✏⌘✨❤☺★☆⚙✉☀☁☕⏳➡⬅✂✈❓❗²³½×≤≥≠∞√\u{fe0f}\u{200d}\u{2011}";

/// … and pictographs, those that prose and documentation use most first.
const PICTOGRAPHS: &str = "🎉🚀💡🔥👉😀🙂👍🤗👋😊😉😂😅🤔🙏💪👏🤝🎯📝📚📖📌🔍🔗🔒🔑🔧🔨🛠🧪🧩🐛🦀🐍🌍🌎🌐🌟💻🖥📱📲💬📦📁📂📄📅📊📈📉⏱💰🏆🎁🎨🎓🎬🎧🎮🏠🏢🚗🚲🚌🚆🚇🚨🚧🛑👈👆👇🙌🧑👩👨👶👀🐶🐱💧🌱🌈🎵📷🤖🧠🥳😎😍😢😭😱🙃🤩🥰";

/// A way to read a line up to some character.
#[derive(Clone)]
struct Way {
    cost: f32,
    last: [Symbol; 2],
    word: String,
    letters: f32,
    quoted: bool,
    lost: bool,
    steps: Vec<Step>,
}

/// A character read: where its damaged form begins and ends, in characters.
#[derive(Clone, Copy)]
struct Step {
    from: usize,
    to: usize,
    out: char,
}

/// Codecs that are told apart by what they lose: windows-1252, iso-8859-1 and -15.
const WESTERN: [usize; 3] = [1, 2, 4];

/// Reads the lines that lost bytes once more, whole; their repairs become guesses.
#[must_use]
pub fn revise(text: &str, repairs: Vec<Repair>) -> Vec<Repair> {
    let marked = repairs.is_empty() && is_marked(text);
    let Some(codec) = culprit(&repairs).or(marked.then_some(WESTERN[1])) else { return repairs };
    let codecs: &[usize] = if WESTERN.contains(&codec) { &WESTERN } else { &[codec] };
    let mut out = Vec::new();
    let mut rest = repairs.into_iter().peekable();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end;
        let mut here = Vec::new();
        while let Some(repair) = rest.next_if(|r| r.span.start < span.end) {
            here.push(repair);
        }
        let holed = if marked { is_marked(line) } else { is_holed(line, span, &here, codec) };
        match holed.then(|| read(line, span, codecs)).flatten() {
            Some(whole) => out.extend(whole),
            None if here.iter().any(is_guess) || holed && has_orphan(line, span, &here) => {
                let guess =
                    |r: Repair| Repair { applicability: r.applicability.min(Applicability::Unsafe), ..r };
                out.extend(here.into_iter().map(guess));
            }
            None => out.extend(here),
        }
    }
    out
}

/// Whether a repair supplies bytes that could have been others.
fn is_guess(repair: &Repair) -> bool {
    repair.lossy && repair.applicability < Applicability::Safe
}

/// Whether a line still holds, behind its repairs, the first byte of a letter that French and English
/// do not write, without its second: nobody can tell what it was, so somebody should look.
fn has_orphan(line: &str, span: Span, repairs: &[Repair]) -> bool {
    let inside = |at: usize| repairs.iter().any(|r| r.span.start <= at && at < r.span.end);
    let alone =
        |at: usize| line.get(at..).is_some_and(|t| !t.chars().nth(1).is_some_and(char::is_alphabetic));
    line.char_indices()
        .any(|(at, c)| "ÂÃÄÅÐÑÒÕØăĂĹľРСВГ".contains(c) && !inside(span.start + at) && alone(at))
}

/// The codec that most repairs of one layer name, if it is one that loses bytes.
fn culprit(repairs: &[Repair]) -> Option<usize> {
    let named = |r: &Repair| match &*r.stack {
        [codec] if r.damage == Damage::Mojibake => Codec::SINGLE_BYTE.iter().position(|c| c == codec),
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

/// Whether a text without any other damage shows what bytes lost leave: `donâ??t`, `Ã?cole`, and in
/// English or French `donât`, `câest`, `âyesâ`, with nothing else beyond ASCII.
fn is_marked(text: &str) -> bool {
    if ["â??", "â\u{fffd}\u{fffd}"].iter().any(|sign| text.contains(sign)) {
        return true;
    }
    let mut any = false;
    for line in text.lines().filter(|l| !l.is_ascii()) {
        let chars: Vec<char> = line.chars().collect();
        let (mut opened, mut closed, mut sure) = (0, 0, 0);
        let mut rest = 0;
        while let Some(at) = chars.iter().skip(rest).position(|c| !c.is_ascii()).map(|i| i + rest) {
            let pictograph = pictograph(&chars, at);
            rest = at + pictograph.max(1);
            match hole(&chars, at) {
                _ if pictograph > 0 => sure += 1,
                Some(Hole::Opens) => opened += 1,
                Some(Hole::Closes) => closed += 1,
                Some(Hole::Sure) => sure += 1,
                None => return false,
            }
        }
        any |= opened == closed && opened + sure > 0 && words::leans_english(line)
            || sure > 0 && opened + closed == 0;
    }
    any
}

/// How many characters at `at` can only be what a pictograph left: `ð¤`, `âœï¸`; 0 if none.
fn pictograph(chars: &[char], at: usize) -> usize {
    let rest = chars.get(at..).unwrap_or(&[]);
    let signs = |n: usize| {
        rest.iter().skip(n).take_while(|c| matches!(c, '\u{a0}'..='\u{bf}' | 'œ' | 'š' | '™' | 'Ÿ')).count()
    };
    match rest {
        ['ð', ..] if signs(1) > 0 => 1 + signs(1),
        ['â', 'Œ', ..] => 2,
        ['â', ..] if matches!(rest.get(1 + signs(1)..), Some(['ï', '¸', ..])) => 3 + signs(1),
        ['ï', '¸', ..] if at > 0 => 2,
        _ => 0,
    }
}

/// What English contracts with `not`.
const NEGATED: [&str; 20] = [
    "do", "does", "did", "is", "are", "was", "were", "have", "has", "had", "ca", "wo", "would", "could",
    "should", "must", "need", "ai", "sha", "might",
];

/// Where a lone `â` stands.
enum Hole {
    Opens,
    Closes,
    Sure,
}

/// What the `â` at `at` was, if it is one and stands where English and French have none.
fn hole(chars: &[char], at: usize) -> Option<Hole> {
    let get = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let (before, after) = (get(at.checked_sub(1)), get(Some(at + 1)));
    let rest = chars.get(at + 1..).unwrap_or(&[]);
    let tail: String = rest.iter().take_while(|c| c.is_alphabetic()).take(3).collect();
    let start = chars.get(..at)?.iter().rposition(|c| !c.is_alphabetic()).map_or(0, |i| i + 1);
    let head: String = chars.get(start..at)?.iter().flat_map(|c| c.to_lowercase()).collect();
    match (before.is_alphanumeric(), after.is_alphanumeric()) {
        _ if chars.get(at) != Some(&'â') => None,
        // A range of years or pages.
        (true, true) if before.is_ascii_digit() && after.is_ascii_digit() => Some(Hole::Sure),
        (true, true) if super::whole::is_elided(&head) && "aeiou".contains(after) => Some(Hole::Sure),
        (true, true) if tail == "t" && head.strip_suffix('n').is_some_and(|h| NEGATED.contains(&h)) => {
            Some(Hole::Sure)
        }
        (true, true) if head.len() > 1 && ["s", "re", "ve", "ll"].contains(&tail.as_str()) => {
            words::leans_english(&chars.iter().collect::<String>()).then_some(Hole::Sure)
        }
        (false, true) if before != '\'' => Some(Hole::Opens),
        (_, false) if before != ' ' => Some(Hole::Closes),
        (false, false) => words::leans_english(&chars.iter().collect::<String>()).then_some(Hole::Sure),
        _ => None,
    }
}

/// Whether the repairs of a line leave bytes of the codec alone, or supply bytes that are not there,
/// and everything else in it is damaged too.
fn is_holed(line: &str, span: Span, repairs: &[Repair], codec: usize) -> bool {
    if repairs.iter().any(|r| r.stack.len() != 1 && !is_guess(r)) {
        return false;
    }
    let inside = |at: usize| repairs.iter().any(|r| r.span.start <= at && at < r.span.end);
    let mut left = line.char_indices().filter(|(at, c)| !c.is_ascii() && !inside(span.start + at)).peekable();
    let guessed = repairs.iter().any(|r| {
        is_guess(r) || r.lossy && (is_supplied(line, span, r, codec) || begins_sentence(line, span, r))
    });
    let is_byte = |c: char| {
        let entry = bytes::of(c);
        (entry.lead | entry.tail) & (1 << codec) != 0 || c == '\u{fffd}'
    };
    let any = left.peek().is_some();
    (guessed || any) && left.all(|(at, c)| is_byte(c) && !in_known_word(line, at))
}

/// Whether the character at `at` belongs to a French word as it stands: damage spared it.
fn in_known_word(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or("").rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let after = line.get(at..).unwrap_or("").split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let word = format!("{before}{after}");
    word.chars().count() > 2 && words::rank_as_written(&word).is_some()
}

/// Whether a repair makes a small `à` of what begins a sentence: `Ã ce stade` was an `À`.
fn begins_sentence(line: &str, span: Span, repair: &Repair) -> bool {
    let before = line.get(..repair.span.start - span.start).unwrap_or("");
    let before = before.trim_end_matches([' ', '\u{a0}', 'Â']);
    // Behind the end of a sentence or a cell, or with nothing but bullets and the like before it.
    let begins = before.ends_with(['.', '!', '?', '|', '>', '(']) || !before.contains(char::is_alphanumeric);
    begins && repair.reading.as_deref().is_some_and(|r| r.starts_with('à'))
}

/// Whether a reading holds bytes that the text does not, no-break spaces apart.
fn is_supplied(line: &str, span: Span, repair: &Repair, codec: usize) -> bool {
    let Some(found) = line.get(repair.span.start - span.start..repair.span.end - span.start) else {
        return false;
    };
    let Some(codec) = Codec::SINGLE_BYTE.get(codec) else { return false };
    let reading = repair.reading.as_deref().unwrap_or("");
    let spoiled: String = reading.bytes().map(|b| codec.decode(b)).collect();
    spoiled.replace('\u{a0}', " ") != found.replace('\u{a0}', " ")
        && spoiled.replace('\u{a0}', "") != found.replace(['\u{a0}', ' '], "")
}

/// The repairs of a line read whole, if it lost something, under the codec that reads it best.
fn read(line: &str, span: Span, codecs: &[usize]) -> Option<Vec<Repair>> {
    let chars: Vec<char> = line.chars().collect();
    let ways = codecs.iter().filter_map(|&codec| Some((codec, best(&chars, codec)?)));
    let (codec, way) = ways.min_by(|a, b| a.1.cost.total_cmp(&b.1.cost))?;
    way.lost.then(|| repairs(line, span, &way, codec))
}

/// The cheapest way to read a line under a codec.
fn best(chars: &[char], codec: usize) -> Option<Way> {
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); chars.len() + 1];
    let start = Way {
        cost: 0.0,
        last: [EDGE, EDGE],
        word: String::new(),
        letters: 0.0,
        quoted: false,
        lost: false,
        steps: Vec::new(),
    };
    ways.first_mut()?.push(start);
    for at in 0..chars.len() {
        let mut here = ways.get_mut(at).map(std::mem::take).unwrap_or_default();
        here.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        here.truncate(BEAM);
        let options = options(chars, at, codec);
        for way in &here {
            for option in &options {
                let next = way.then(chars, *option);
                if let Some(slot) = ways.get_mut(option.to) {
                    slot.push(next);
                }
            }
        }
    }
    ways.pop()?.into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost))
}

/// What may begin at a character: itself, or a sequence of bytes that it leads.
fn options(chars: &[char], at: usize, codec: usize) -> Vec<Step> {
    let Some(&c) = chars.get(at) else { return Vec::new() };
    let mut out = vec![Step { from: at, to: at + 1, out: c }];
    if bytes::of(c).lead & (1 << codec) == 0 {
        return out;
    }
    for candidate in CHARACTERS.chars().chain(PICTOGRAPHS.chars()) {
        let mut buffer = [0; 4];
        let sequence = candidate.encode_utf8(&mut buffer).as_bytes();
        if let Some(to) = matches(chars, at, sequence, codec) {
            out.push(Step { from: at, to, out: candidate });
        }
    }
    if let Some(step) = entire(chars, at, codec).filter(|s| !out.iter().any(|o| o.out == s.out)) {
        out.push(step);
    }
    out
}

/// Where the bytes of a character end that begin at `at`, lost ones left out or marked.
fn matches(chars: &[char], at: usize, sequence: &[u8], codec: usize) -> Option<usize> {
    let mut end = at;
    for &byte in sequence {
        let found = chars.get(end).copied();
        let here = found.map_or(0, |c| bytes::of(c).byte.get(codec).copied().unwrap_or(0));
        if here == byte && here != 0 || byte == 0xA0 && found == Some(' ') && sequence.len() == 2 {
            end += 1;
        } else if bytes::is_gap(codec, byte) {
            end += usize::from(matches!(found, Some('?' | '\u{fffd}')));
        } else {
            return None;
        }
    }
    Some(end)
}

/// The character whose bytes are all there.
fn entire(chars: &[char], at: usize, codec: usize) -> Option<Step> {
    let byte = |i: usize| chars.get(i).map(|&c| bytes::of(c).byte.get(codec).copied().unwrap_or(0));
    let len = match byte(at)? {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let sequence: Vec<u8> = (at..at + len).map(byte).collect::<Option<_>>()?;
    let out = std::str::from_utf8(&sequence).ok()?.chars().next()?;
    Some(Step { from: at, to: at + len, out })
}

impl Way {
    /// This way, and one character more.
    fn then(&self, chars: &[char], step: Step) -> Way {
        let mut next = self.clone();
        let symbol = Symbol::of(step.out);
        let nats = model::cost(self.last[0], self.last[1], symbol);
        next.last = [self.last[1], symbol];
        let read = chars.get(step.from) != Some(&step.out);
        let found = chars.get(step.from..step.to).unwrap_or(&[]);
        let holed = found.len() < step.out.len_utf8() || found.contains(&'?') || found.contains(&'\u{fffd}');
        next.lost |= read && holed;
        if read {
            next.steps.push(step);
        } else if !step.out.is_ascii() {
            next.cost += LEFT;
        }
        next.cost += nats;
        if step.out.is_alphabetic() {
            next.word.extend(step.out.to_lowercase());
            next.letters += nats;
        } else {
            next.end_word();
            next.place(chars, step);
        }
        next
    }

    /// Weighs the word that ends here.
    fn end_word(&mut self) {
        if !self.word.is_ascii() {
            self.cost += match words::rank(&self.word) {
                _ if self.word == "à" => -1.0,
                Some(rank) => words::cost(rank).max(self.letters - KNOWN).min(self.letters) - self.letters,
                None => UNKNOWN,
            };
        }
        self.word.clear();
        self.letters = 0.0;
    }

    /// Weighs a sign by what stands on both sides of it.
    fn place(&mut self, chars: &[char], step: Step) {
        let before = self.last[0].char();
        let after = chars.get(step.to).copied().unwrap_or(' ');
        let (left, right) = (before.is_alphanumeric(), after.is_alphanumeric() || !after.is_ascii());
        let misplaced = match step.out {
            '’' if left && (right || "[*_`<".contains(after)) => false,
            // A genitive of the plural.
            '’' => !(before == 's' && after == ' ') || self.quoted,
            '“' | '‘' => {
                let wrong = left || after == ' ' || self.quoted;
                self.quoted = true;
                wrong
            }
            '”' => {
                let wrong = !self.quoted || right && after.is_alphanumeric() || before == ' ';
                self.quoted = false;
                wrong
            }
            '–' | '—' => (before == ' ') != (after == ' '),
            '…' => before == ' ' && right,
            '→' | '←' | '↑' | '↓' | '⇒' => left || after.is_alphanumeric(),
            // What makes a sign coloured needs a sign.
            '\u{fe0f}' => {
                !(matches!(before, '\u{2300}'..='\u{2bff}' if before != '✓')
                    || self.last[0].class() == class::PICTOGRAPH)
            }
            _ => false,
        };
        if let Some(place) = PICTOGRAPHS.chars().position(|c| c == step.out) {
            self.cost += place as f32 * UNUSUAL;
        }
        self.cost += if misplaced { MISPLACED } else { 0.0 };
        self.cost += if matches!(step.out, '‘' | '\u{2011}' | '\u{202f}') { RARER } else { 0.0 };
    }
}

/// The repairs along a way; neighbours make one.
fn repairs(line: &str, span: Span, way: &Way, codec: usize) -> Vec<Repair> {
    let mut offsets: Vec<usize> = line.char_indices().map(|(i, _)| span.start + i).collect();
    offsets.push(span.end);
    let place = |i: usize| offsets.get(i).copied().unwrap_or(span.end);
    let label = Codec::SINGLE_BYTE.get(codec).map_or("", |c| c.label());
    let mut out: Vec<Repair> = Vec::new();
    for step in &way.steps {
        let (start, end) = (place(step.from), place(step.to));
        match out.last_mut().filter(|r| r.span.end == start) {
            Some(last) => {
                last.span.end = end;
                last.reading.get_or_insert_default().push(step.out);
            }
            None => out.push(Repair {
                damage: Damage::Mojibake,
                span: Span::new(start, end),
                reading: Some(step.out.into()),
                stack: Codec::SINGLE_BYTE.get(codec).copied().into_iter().collect(),
                lossy: true,
                confidence: 0.7,
                applicability: Applicability::Unsafe,
                why: format!("UTF-8 bytes read as {label}, in a line that lost some of them").into(),
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str, codec: Codec) -> String {
        let codec = Codec::SINGLE_BYTE.iter().position(|c| *c == codec).unwrap();
        let edits: Vec<crate::fix::Edit> = read(text, Span::new(0, text.len()), &[codec])
            .unwrap_or_default()
            .into_iter()
            .map(|r| crate::fix::Edit::new(r.span, r.reading.unwrap_or_default()))
            .collect();
        crate::fix::apply(text, &edits)
    }

    #[test]
    fn dropped_and_marked_bytes_are_supplied() {
        for found in ["Ãcole et lâÃ©tÃ©", "Ã?cole et lâ??Ã©tÃ©", "Ã\u{fffd}cole et lâ\u{fffd}\u{fffd}Ã©tÃ©"]
        {
            assert_eq!(read_as(found, Codec::Iso8859_1), "École et l’été", "{found}");
        }
        assert_eq!(read_as("He said â€œyesâ€ to us.", Codec::Windows1252), "He said “yes” to us.");
    }

    #[test]
    fn lines_that_lost_nothing_are_left_to_others() {
        assert_eq!(read_as("Ã©tÃ©", Codec::Iso8859_1), "Ã©tÃ©");
    }

    #[test]
    fn what_pictographs_and_dashes_leave_is_read_as_a_guess() {
        for (found, clean) in [
            ("> ð¡ In the early stages of your project", "> 💡 In the early stages of your project"),
            ("We meet on May 14â18 in the hall", "We meet on May 14–18 in the hall"),
        ] {
            let guesses = revise(found, Vec::new());
            assert!(guesses.iter().all(|r| r.applicability == Applicability::Unsafe));
            let edits: Vec<crate::fix::Edit> =
                guesses.into_iter().map(|r| crate::fix::Edit::new(r.span, r.reading.unwrap())).collect();
            assert_eq!(crate::fix::apply(found, &edits), clean);
        }
        assert!(revise("Cysylltu â gweinydd yn awr", Vec::new()).is_empty());
    }
}
