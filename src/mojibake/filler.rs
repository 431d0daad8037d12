//! Reads a line that lost bytes: every character that could have stood in a hole is tried, and the
//! model, the words of French and the place of a sign choose among them.

use super::bytes;
use super::class;
use super::model::{self, EDGE, Symbol};
use super::{Damage, Repair, words};
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;
use std::rc::Rc;

/// Readings of a line kept side by side.
const BEAM: usize = 48;
/// Nats that it costs to leave a character that the codec makes a byte of something, …
const LEFT: f32 = 14.0;
/// … and one that stands where only what bytes lost left can stand.
const LEFT_HOLE: f32 = 40.0;
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
const CHARACTERS: &str = "éèàêçôîâûïùëœüöäæñáíóúãõåøßšžÉÈÀÊÇÔÎÂÛÏÙËŒÜÖÄÆÑÁÍÓÚÃÕÅØŠŽ’“”‘–—…«»\u{a0}\u{202f}•·°€£©®™→←↑↓⇒✓✔✅❌⚠⚡✏⌘✨❤☺★☆⚙✉☀☁☕⏳➡⬅✂✈❓❗²³½×≤≥≠∞√\u{fe0f}\u{20e3}\u{200d}\u{2011}";

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
    steps: Trail,
}

/// The steps of a way, the last one first. Ways that part share what they have in common: a line may be a
/// whole file.
type Trail = Option<Rc<Trod>>;

/// A step, and those before it.
struct Trod {
    step: Step,
    before: Trail,
}

/// A character read: where its damaged form begins and ends, in characters.
#[derive(Clone, Copy)]
struct Step {
    from: usize,
    to: usize,
    out: char,
}

/// The repairs of a line read whole, if it lost something, under the codec that reads it best. `holed` says
/// that each of its characters beyond ASCII stands where text has none.
#[must_use]
pub fn read(line: &str, span: Span, codecs: &[usize], holed: bool) -> Option<Vec<Repair>> {
    let chars: Vec<char> = line.chars().collect();
    let left = if holed { LEFT_HOLE } else { LEFT };
    let ways = codecs.iter().filter_map(|&codec| Some((codec, best(&chars, codec, left)?)));
    let (codec, way) = ways.min_by(|a, b| a.1.cost.total_cmp(&b.1.cost))?;
    way.lost.then(|| repairs(line, span, &way, codec))
}

/// The cheapest way to read a line under a codec; each character beyond ASCII that stays costs `left`.
fn best(chars: &[char], codec: usize, left: f32) -> Option<Way> {
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); chars.len() + 1];
    let start = Way {
        cost: 0.0,
        last: [EDGE, EDGE],
        word: String::new(),
        letters: 0.0,
        quoted: false,
        lost: false,
        steps: None,
    };
    ways.first_mut()?.push(start);
    for at in 0..chars.len() {
        let mut here = ways.get_mut(at).map(std::mem::take).unwrap_or_default();
        prune(&mut here);
        let options = options(chars, at, codec);
        let Some((last, others)) = options.split_last() else { continue };
        for way in here {
            for option in others {
                push(&mut ways, option.to, way.clone().then(chars, *option, left));
            }
            push(&mut ways, last.to, way.then(chars, *last, left));
        }
    }
    ways.pop()?.into_iter().min_by(|a, b| a.cost.total_cmp(&b.cost))
}

fn push(ways: &mut [Vec<Way>], to: usize, way: Way) {
    if let Some(slot) = ways.get_mut(to) {
        slot.push(way);
    }
}

/// Keeps the cheapest ways; of those that nothing to come can tell apart, one.
fn prune(ways: &mut Vec<Way>) {
    ways.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let mut kept: Vec<Way> = Vec::with_capacity(ways.len().min(BEAM));
    for way in ways.drain(..) {
        if kept.len() == BEAM {
            break;
        }
        if !kept.iter().any(|k| k.is_like(&way)) {
            kept.push(way);
        }
    }
    *ways = kept;
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
            end += usize::from(found.is_some_and(bytes::is_mark));
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
    /// Whether whatever follows costs the same behind both ways.
    fn is_like(&self, other: &Way) -> bool {
        self.last == other.last
            && (self.quoted, self.lost) == (other.quoted, other.lost)
            && self.word == other.word
    }

    /// This way, and one character more.
    fn then(self, chars: &[char], step: Step, left: f32) -> Way {
        let symbol = Symbol::of(step.out);
        let nats = model::cost(self.last[0], self.last[1], symbol);
        let mut next = Way { last: [self.last[1], symbol], ..self };
        let read = chars.get(step.from) != Some(&step.out);
        let found = chars.get(step.from..step.to).unwrap_or(&[]);
        let holed = found.len() < step.out.len_utf8() || found.iter().any(|c| bytes::is_mark(*c));
        next.lost |= read && holed;
        if read {
            next.steps = Some(Rc::new(Trod { step, before: next.steps.take() }));
        } else if !step.out.is_ascii() {
            next.cost += left;
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
            '’' if left && after.is_alphabetic() => joins_words(chars, step),
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
            '✔' | '✓' if heads_a_note(chars, step.from) => true,
            '✅' | '❌' | '✔' | '✓' => !matches!(before, ' ' | '|' | '(' | '[' | '*'),
            '→' | '←' | '↑' | '↓' | '⇒' => {
                !matches!(before, ' ' | '|' | '(' | '[' | '*' | '`' | '"') || after.is_alphanumeric()
            }
            // What makes a sign coloured needs a sign, and one that is not coloured by itself.
            '\u{fe0f}' => {
                !(before.is_ascii_digit() && after == 'â'
                    || matches!(before, '\u{2300}'..='\u{2bff}' if !"✓✅❌❓❗✨★☆⌘".contains(before))
                    || self.last[0].class() == class::PICTOGRAPH)
            }
            // What puts a digit on a key.
            '\u{20e3}' => !(before.is_ascii_digit() || before == '\u{fe0f}'),
            _ => false,
        };
        let pictograph = |c: char| PICTOGRAPHS.chars().position(|p| p == c);
        if let Some(place) = Some(step.out).filter(|c| !c.is_ascii()).and_then(pictograph) {
            self.cost += place as f32 * UNUSUAL;
        }
        self.cost += if misplaced { MISPLACED } else { 0.0 };
        self.cost += if matches!(step.out, '‘' | '\u{2011}' | '\u{202f}') { RARER } else { 0.0 };
    }
}

/// Whether the sign at `from` is the first one of a quotation or a heading, as pencils and warnings are: checks
/// stand in lists and cells.
fn heads_a_note(chars: &[char], from: usize) -> bool {
    let before = chars.get(..from).unwrap_or(&[]);
    before.last() == Some(&' ')
        && before.iter().all(|c| " >#".contains(*c))
        && before.iter().any(|c| *c != ' ')
}

/// Whether an apostrophe at a step stands between two whole words, where a dash would: French elides
/// before it, English goes on with two letters at most.
fn joins_words(chars: &[char], step: Step) -> bool {
    let head = words::before(chars, step.from);
    let tail = chars.get(step.to..).unwrap_or(&[]).iter().take_while(|c| c.is_alphabetic()).count();
    tail > 2 && head.chars().count() > 2 && !words::is_elided(&head)
}

impl Drop for Trod {
    /// One after the other: the drop that the compiler writes calls itself once a step, and the stack ends.
    fn drop(&mut self) {
        let mut rest = self.before.take();
        while let Some(mut trod) = rest.and_then(Rc::into_inner) {
            rest = trod.before.take();
        }
    }
}

/// The steps of a way, in order.
fn steps(way: &Way) -> Vec<Step> {
    let mut out: Vec<Step> =
        std::iter::successors(way.steps.as_deref(), |t| t.before.as_deref()).map(|t| t.step).collect();
    out.reverse();
    out
}

/// The repairs along a way; neighbours make one.
fn repairs(line: &str, span: Span, way: &Way, codec: usize) -> Vec<Repair> {
    let mut offsets: Vec<usize> = line.char_indices().map(|(i, _)| span.start + i).collect();
    offsets.push(span.end);
    let place = |i: usize| offsets.get(i).copied().unwrap_or(span.end);
    let label = Codec::SINGLE_BYTE.get(codec).map_or("", |c| c.label());
    let mut out: Vec<Repair> = Vec::new();
    for step in steps(way) {
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
        let codec = bytes::index(codec).unwrap();
        let edits: Vec<crate::fix::Edit> = read(text, Span::new(0, text.len()), &[codec], false)
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
}
