//! What speaks for each candidate: the likelihood of its characters, the words it spells, and what the
//! file itself writes where it is UTF-8.

use super::lean::Lean;
use super::lines::{Line, Unit};
use super::{Codec, score};
use crate::mojibake::words;
use rustc_hash::{FxHashMap, FxHashSet};

/// The candidates and what each costs before any evidence, in nats; ties go to the first.
///
/// `iso-8859-1` is not here: as the WHATWG has it, that label means windows-1252.
pub(super) const CANDIDATES: [(Codec, f64); 12] = [
    (Codec::Windows1252, 0.0),
    (Codec::Macintosh, 1.0),
    (Codec::Ibm850, 2.0),
    (Codec::Iso8859_15, 1.0),
    (Codec::Ibm437, 3.0),
    (Codec::Ibm858, 3.5),
    (Codec::Windows1251, 4.0),
    (Codec::Koi8R, 4.5),
    (Codec::Windows1250, 5.0),
    (Codec::Iso8859_2, 5.5),
    (Codec::Windows1254, 5.0),
    (Codec::Windows1257, 7.0),
];
/// How many there are.
pub(super) const N: usize = CANDIDATES.len();

/// What a codec that neither French nor English is written in costs more in such a text.
const UNLIKELY: f64 = 12.0;
/// What a word of French that holds a letter beyond ASCII adds, in nats: the commonest, the rarest.
const WORD: (f32, f32) = (9.0, 6.0);
/// What a letter that is a word of its own adds, and what one that stands apart from words costs.
const LETTER_WORD: f32 = 3.5;
const LETTER_APART: f32 = -6.0;
/// What a character adds that the file has in UTF-8 as well, and more if between the same neighbours.
const SEEN: f32 = 2.0;
const SEEN_SO: f32 = 2.0;
/// What a line of a table of characters is worth beside one of prose.
const IN_CELLS: f64 = 0.25;
/// What a line costs whose curly quotes do not pair.
const UNBALANCED: f64 = -4.0;

/// Memoised scores: a file repeats the same few neighbourhoods of bytes, and the same words.
pub(super) struct Scorer {
    known: FxHashMap<[Unit; 3], [f32; N]>,
    words: FxHashMap<Vec<Unit>, [f32; N]>,
    /// How often each neighbourhood has been counted so far.
    counted: FxHashMap<[Unit; 3], u32>,
    seen: FxHashSet<char>,
    seen_so: FxHashSet<[char; 3]>,
    lean: Lean,
}

impl Scorer {
    pub(super) fn new(bytes: &[u8], lines: &[Line]) -> Self {
        let (mut seen, mut seen_so) = (FxHashSet::default(), FxHashSet::default());
        for line in lines.iter().filter(|l| l.valid()) {
            for units in line.mixed_units(bytes) {
                let [l, c, r] = units.map(|u| u.read(char::from));
                seen.insert(c);
                seen_so.insert([score::fold(l), c, score::fold(r)]);
            }
        }
        let lean = Lean::of(bytes);
        let (known, words, counted) = Default::default();
        Self { known, words, counted, seen, seen_so, lean }
    }

    /// What each candidate costs before any evidence, in a text of this language.
    pub(super) fn priors(&self) -> [f64; N] {
        CANDIDATES.map(|(codec, cost)| match codec {
            Codec::Windows1251
            | Codec::Koi8R
            | Codec::Windows1250
            | Codec::Iso8859_2
            | Codec::Windows1254
            | Codec::Windows1257
                if self.lean != Lean::Unknown =>
            {
                cost + UNLIKELY
            }
            _ => cost,
        })
    }

    /// How plausible a line is in every candidate, in nats: its valid UTF-8 as such or as bytes too.
    pub(super) fn sum(&mut self, line: &Line, bytes: &[u8], utf8: bool) -> [f64; N] {
        let mut out = [0.0; N];
        let units = if utf8 { line.mixed_units(bytes) } else { line.byte_units(bytes) };
        for unit in units {
            add(&mut out, self.neighbourhood(unit));
        }
        for (word, behind) in line.words(bytes, utf8) {
            add(&mut out, self.word(word, behind));
        }
        for (sum, (codec, _)) in out.iter_mut().zip(CANDIDATES) {
            *sum += quotes(line, bytes, utf8, codec);
        }
        out
    }

    /// What a line says that earlier ones have not said, as a share: the same sign in every row of a
    /// table is not evidence as often as it stands there.
    pub(super) fn news(&mut self, line: &Line, bytes: &[u8]) -> f64 {
        let units = line.byte_units(bytes);
        let mut sum = 0.0;
        for unit in &units {
            let count = self.counted.entry(*unit).or_default();
            *count += 1;
            sum += 1.0 / f64::from(*count).sqrt();
        }
        let share = sum / super::legacy::to_f64(units.len().max(1));
        if line.cells(bytes) { share * IN_CELLS } else { share }
    }

    fn neighbourhood(&mut self, unit: [Unit; 3]) -> [f32; N] {
        if let Some(known) = self.known.get(&unit) {
            return *known;
        }
        let own = unit[1].is_byte();
        let scores = std::array::from_fn(|k| {
            let [l, c, r] = unit.map(|u| u.read(|b| CANDIDATES[k].0.decode(b)));
            let plain = score::log_likelihood(l, c, r) - self.lean.surprise(l, c, r);
            plain + if own { self.written(l, c, r) } else { 0.0 }
        });
        self.known.insert(unit, scores);
        scores
    }

    /// What it says for `c` that the file has it elsewhere, where it is UTF-8.
    fn written(&self, l: char, c: char, r: char) -> f32 {
        let so = self.seen_so.contains(&[score::fold(l), c, score::fold(r)]);
        (if self.seen.contains(&c) { SEEN } else { 0.0 }) + if so { SEEN_SO } else { 0.0 }
    }

    fn word(&mut self, word: Vec<Unit>, behind: [Unit; 2]) -> [f32; N] {
        let mut key = word;
        // Only a letter that stands alone is judged by what follows it.
        let alone = key.len() == 1;
        if alone {
            key.extend(behind);
        }
        if let Some(known) = self.words.get(&key) {
            return *known;
        }
        let scores = std::array::from_fn(|k| {
            let text: Vec<char> = key.iter().map(|u| u.read(|b| CANDIDATES[k].0.decode(b))).collect();
            match text[..] {
                [letter, a, b] if alone && key[0].is_byte() => self.lone_letter(letter, a, b),
                [..] if alone => 0.0,
                _ => self.known_words(&text),
            }
        });
        self.words.insert(key, scores);
        scores
    }

    /// A letter that is a word: French has `à`, before another word or at the end of a line.
    fn lone_letter(&self, c: char, next: char, after: char) -> f32 {
        let blank = |c: char| matches!(c, ' ' | '\u{a0}');
        let before_word = blank(next) && !after.is_whitespace() && after != '|';
        match c {
            _ if !c.is_alphabetic() => 0.0,
            'à' | 'À' if before_word && self.lean != Lean::English => LETTER_WORD,
            // Hardly a language of Europe has another word that is one such letter.
            '\u{c0}'..='\u{24f}' if before_word && !matches!(c, 'à' | 'À' | 'ô' | 'Ô') => {
                LETTER_APART / 2.0
            }
            _ if before_word || matches!((next, after), ('\n' | '\t', _) | (' ', '\n')) => 0.0,
            _ => LETTER_APART,
        }
    }

    /// What the words of a run of letters and signs add.
    fn known_words(&self, text: &[char]) -> f32 {
        let mut sum = 0.0;
        let mut elided = false;
        for part in text.split(|c| !c.is_alphabetic()) {
            let word: String = part.iter().collect();
            if !word.is_ascii() {
                sum += self.known_word(&word, elided);
            }
            elided = !word.is_empty();
        }
        sum
    }

    fn known_word(&self, word: &str, elided: bool) -> f32 {
        if word.chars().count() == 1 {
            // `jusqu'à`
            return if elided && matches!(word, "à" | "À") { WORD.0 } else { 0.0 };
        }
        // Where English takes over a French word, its accents are no surprise.
        let taken = self.lean.surprise('a', 'é', 'a');
        let worth = |rank| WORD.0 - (WORD.0 - WORD.1) * f32::from(rank) / 255.0 + taken;
        words::rank_as_written(word).map_or(0.0, worth)
    }
}

/// What a line's quotes add: nearly always they open and close in it.
fn quotes(line: &Line, bytes: &[u8], utf8: bool, codec: Codec) -> f64 {
    let (mut open, mut close) = (0, 0);
    for atom in line.atoms.iter().filter(|a| !utf8 || a.char.is_none()) {
        for byte in bytes.get(atom.at..atom.at + atom.len).unwrap_or(&[]) {
            match codec.decode(*byte) {
                '“' => open += 1,
                '”' => close += 1,
                _ => {}
            }
        }
    }
    if open == close { 0.0 } else { UNBALANCED }
}

fn add(sums: &mut [f64; N], scores: [f32; N]) {
    for (sum, score) in sums.iter_mut().zip(scores) {
        *sum += f64::from(score);
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn gap(text: &[u8], better: Codec, worse: Codec) -> f64 {
        let lines = lines(text);
        let mut scorer = Scorer::new(text, &lines);
        let sums: Vec<[f64; N]> = lines.iter().map(|l| scorer.sum(l, text, true)).collect();
        let of = |codec| {
            let k = CANDIDATES.iter().position(|c| c.0 == codec).unwrap();
            sums.iter().map(|s| s[k]).sum::<f64>()
        };
        of(better) - of(worse)
    }

    #[test]
    fn a_known_word_speaks_for_its_codec() {
        // `août` in ibm850; windows-1252 has a dash there.
        assert!(gap(b"27 ao\x96t 2018", Codec::Ibm850, Codec::Windows1252) > 5.0);
        assert!(gap(b"from Rapha\x91l Hertzog to you", Codec::Macintosh, Codec::Windows1252) > 5.0);
    }

    #[test]
    fn what_the_file_has_in_utf8_speaks_for_a_byte_that_reads_so() {
        let alone = gap(b"| 1 | \x85 |", Codec::Windows1252, Codec::Ibm850);
        let beside = gap(b"| 2 | \xe2\x80\xa6 |\n| 1 | \x85 |", Codec::Windows1252, Codec::Ibm850);
        assert!(beside > alone + 3.0, "{beside} {alone}");
    }
}
