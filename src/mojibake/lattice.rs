//! Candidates: every way to read a stretch of characters as UTF-8 bytes under some codec, up to
//! three misreadings deep.

use super::bytes::{self, CODECS, MACINTOSH};
use super::class;

/// Most misreadings on top of each other that are tried.
pub const LAYERS: usize = 3;

/// A set of stacks: one mask of codecs for each misreading, the last misreading first. It holds
/// every combination; a mask of 0 ends the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Stacks(pub [u16; LAYERS]);

impl Stacks {
    /// How many misreadings.
    #[must_use]
    pub fn depth(self) -> usize {
        self.0.iter().take_while(|&&m| m != 0).count()
    }

    /// The stacks in both sets, if there are any.
    #[must_use]
    pub fn meet(self, other: Self) -> Option<Self> {
        let depth = self.depth();
        let met = Self([self.0[0] & other.0[0], self.0[1] & other.0[1], self.0[2] & other.0[2]]);
        (depth == other.depth() && met.depth() == depth).then_some(met)
    }
}

/// Signs whose last byte is 0xA0 and that people write; other sequences that end so are rare, and clean
/// text that looks like them is not.
const EVERYDAY_SIGNS: [char; 3] = ['⚠', '☠', '♠'];

/// What became of bytes on the way, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Loss {
    /// All are there.
    #[default]
    None,
    /// A byte that every such loss drops alike: the Apple sign, a no-break space made a space.
    Known,
    /// Bytes that can only be guessed: undefined ones dropped or replaced, a quote straightened.
    Guessed,
}

/// One way to read some characters: a single character, and the stacks that give it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// How many characters of the text it reads.
    pub len: u16,
    /// What they said.
    pub out: char,
    /// The misreadings that make them of it.
    pub stacks: Stacks,
    /// What became of bytes on the way.
    pub loss: Loss,
}

/// For each position of a stretch, the edges that begin there.
pub type Lattice = Vec<Vec<Edge>>;

/// Every reading of every part of `chars`, of one to three misreadings; under the codecs of
/// `dropped`, bytes may have vanished without a trace.
#[must_use]
pub fn readings(chars: &[char], dropped: u16) -> Lattice {
    let plain = |&c: &char| match c.is_ascii() {
        true => Vec::new(),
        false => vec![Edge { len: 1, out: c, stacks: Stacks::default(), loss: Loss::None }],
    };
    let mut base: Lattice = chars.iter().map(plain).collect();
    let mut all: Lattice = vec![Vec::new(); chars.len()];
    for layer in 0..LAYERS {
        base = lift(&Bytes { chars, base: &base, layer, dropped });
        if base.iter().all(Vec::is_empty) {
            break;
        }
        for (to, from) in all.iter_mut().zip(&base) {
            // What no text holds may stand between two misreadings, never at the end of them.
            to.extend(from.iter().filter(|e| !matches!(class::of(e.out), class::CONTROL | class::PRIVATE)));
        }
    }
    all
}

/// What the next misreading is read from.
struct Bytes<'a> {
    chars: &'a [char],
    base: &'a Lattice,
    layer: usize,
    dropped: u16,
}

/// Reads the characters of `from` as bytes once more.
fn lift(from: &Bytes<'_>) -> Lattice {
    let mut out: Lattice = vec![Vec::new(); from.base.len()];
    for (at, found) in out.iter_mut().enumerate() {
        for first in from.base.get(at).into_iter().flatten() {
            let entry = bytes::of(first.out);
            for codec in bits(entry.lead) {
                let byte = entry.byte.get(codec).copied().unwrap_or(0);
                Walk { from, codec, at, found, guess: false }.begin(first, byte);
            }
            if entry.tail & MACINTOSH != 0 {
                Walk { from, codec: 0, at, found, guess: false }.without_apple(first, entry.byte[0]);
            }
        }
        // Losses are supposed only where the bytes that are there make no sense by themselves.
        if from.layer == 0 && found.is_empty() {
            for first in from.base.get(at).into_iter().flatten() {
                let entry = bytes::of(first.out);
                for codec in bits(entry.lead & bytes::GAPS) {
                    let byte = entry.byte.get(codec).copied().unwrap_or(0);
                    Walk { from, codec, at, found, guess: true }.begin(first, byte);
                }
            }
        }
    }
    out
}

fn bits(mut mask: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then_some(mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(bit)
    })
}

/// The search for sequences under one codec that begin at one position.
struct Walk<'a> {
    from: &'a Bytes<'a>,
    codec: usize,
    at: usize,
    found: &'a mut Vec<Edge>,
    guess: bool,
}

/// How far a sequence has been read.
#[derive(Clone, Copy)]
struct State {
    stacks: Stacks,
    end: usize,
    need: u8,
    code: u32,
    least: u32,
    high_surrogate: u32,
    loss: Loss,
}

impl Walk<'_> {
    fn begin(mut self, first: &Edge, byte: u8) {
        let (need, code, least) = match byte {
            0xC2..=0xDF => (1, u32::from(byte & 0x1F), 0x80),
            0xE0..=0xEF => (2, u32::from(byte & 0x0F), 0x800),
            0xF0..=0xF4 => (3, u32::from(byte & 0x07), 0x1_0000),
            _ => return,
        };
        let end = self.at + usize::from(first.len);
        let stacks = first.stacks;
        self.step(State { stacks, end, need, code, least, high_surrogate: 0, loss: first.loss });
    }

    /// A four-byte sequence whose first byte, 0xF0, was the Apple sign and was stripped.
    fn without_apple(mut self, first: &Edge, byte: u8) {
        if byte < 0x90 {
            return;
        }
        let end = self.at + usize::from(first.len);
        let code = u32::from(byte & 0x3F);
        let stacks = first.stacks;
        self.step(State {
            stacks,
            end,
            need: 2,
            code,
            least: 0x1_D000,
            high_surrogate: 0,
            loss: Loss::Known,
        });
    }

    fn step(&mut self, s: State) {
        if s.need == 0 {
            return self.done(s);
        }
        let base = self.from.base;
        for edge in base.get(s.end).into_iter().flatten() {
            let entry = bytes::of(edge.out);
            if entry.tail & (1 << self.codec) == 0 {
                continue;
            }
            let Some(stacks) = meet_below(s.stacks, edge.stacks, self.from.layer) else { continue };
            let byte = entry.byte.get(self.codec).copied().unwrap_or(0);
            let loss = s.loss.max(edge.loss);
            self.step(State { stacks, loss, ..s.then(byte, usize::from(edge.len)) });
        }
        self.step_over_space(s);
        if self.guess {
            self.step_over_gap(s);
        }
    }

    /// The byte 0xA0, a no-break space that became a space, and may have met another one.
    fn step_over_space(&mut self, s: State) {
        let space = self.from.chars.get(s.end) == Some(&' ');
        if !space || bytes::NBSP & (1 << self.codec) == 0 || s.need != 1 {
            return;
        }
        let loss = s.loss.max(Loss::Known);
        if s.least == 0x80 {
            self.step(State { loss, ..s.then(0xA0, 1) });
            self.step(State { loss, ..s.then(0xA0, 0) });
        } else if EVERYDAY_SIGNS.contains(&char::from_u32((s.code << 6) | 0x20).unwrap_or(' '))
            // EF B8 and a space is what is left of a variation selector, not half a ligature mark.
            || s.least == 0x800 && s.code != 0xFE20 >> 6 && self.has_neighbour(s.end + 1)
            || s.least == 0x1_0000 && self.ends_pictograph(s.end + 1)
        {
            self.step(State { loss, ..s.then(0xA0, 1) });
        }
    }

    /// Whether another sequence of three bytes ends right before this one, or begins at `end`: of scripts
    /// far from Latin there is never one letter alone.
    fn has_neighbour(&self, end: usize) -> bool {
        let bytes_at = |i: usize| self.from.chars.get(i).map(|&c| bytes::of(c));
        let byte = |b: &bytes::Bytes| b.byte.get(self.codec).copied().unwrap_or(0);
        let leads = |i: usize| bytes_at(i).is_some_and(|b| (0xE0..0xF0).contains(&byte(b)));
        let trails = |i: usize| bytes_at(i).is_some_and(|b| b.tail & (1 << self.codec) != 0);
        let before = self.at.checked_sub(3).is_some_and(|i| leads(i) && trails(i + 1) && trails(i + 2));
        before || leads(end) && trails(end + 1) && trails(end + 2)
    }

    /// Whether what follows at `end` shows that a pictograph ended there: a space, a variation selector.
    fn ends_pictograph(&self, end: usize) -> bool {
        let byte =
            |i: usize| self.from.chars.get(i).and_then(|&c| bytes::of(c).byte.get(self.codec).copied());
        self.from.chars.get(end) == Some(&' ') || byte(end) == Some(0xEF) && byte(end + 1) == Some(0xB8)
    }

    /// A byte that the codec leaves undefined and that left a sign of itself, or nothing; or a
    /// quotation mark made straight.
    fn step_over_gap(&mut self, s: State) {
        let next = self.from.chars.get(s.end).copied();
        let width = match next {
            Some(c) if bytes::is_mark(c) => 1,
            _ if self.from.dropped & (1 << self.codec) != 0 => 0,
            Some('"') if s.need == 1 => return self.guess_bytes(s, 1, &[0x93, 0x94]),
            _ => return,
        };
        let wide = bytes::WIDE_GAPS & (1 << self.codec) != 0;
        let narrow: &[u8] = &[0x81, 0x83, 0x88, 0x8D, 0x8F, 0x90, 0x98, 0x9D];
        let all: Vec<u8> = (0x80..0xA0).collect();
        self.guess_bytes(s, width, if wide { &all } else { narrow });
    }

    fn guess_bytes(&mut self, s: State, width: usize, candidates: &[u8]) {
        for &byte in candidates {
            if width == 1 && self.from.chars.get(s.end) == Some(&'"') || bytes::is_gap(self.codec, byte) {
                self.step(State { loss: Loss::Guessed, ..s.then(byte, width) });
            }
        }
    }

    fn done(&mut self, s: State) {
        match s.code {
            0xD800..=0xDBFF if s.high_surrogate == 0 => self.second_surrogate(s),
            0xDC00..=0xDFFF if s.high_surrogate != 0 => {
                self.emit(s, 0x1_0000 + ((s.high_surrogate - 0xD800) << 10) + (s.code - 0xDC00));
            }
            code if code >= s.least && s.high_surrogate == 0 => self.emit(s, code),
            _ => {}
        }
    }

    /// Characters beyond U+FFFF written as two surrogates of three bytes each (CESU-8).
    fn second_surrogate(&mut self, s: State) {
        let base = self.from.base;
        for edge in base.get(s.end).into_iter().flatten() {
            let byte = bytes::of(edge.out).byte.get(self.codec).copied().unwrap_or(0);
            let stacks = meet_below(s.stacks, edge.stacks, self.from.layer);
            if let (0xED, Some(stacks)) = (byte, stacks) {
                let end = s.end + usize::from(edge.len);
                self.step(State { stacks, end, need: 2, code: 0x0D, high_surrogate: s.code, ..s });
            }
        }
    }

    fn emit(&mut self, s: State, code: u32) {
        let Some(out) = char::from_u32(code) else { return };
        if s.least == 0x1_D000 && !matches!(code, 0x1_D300..=0x1_D7FF | 0x1_F000..=0x1_FAFF)
            || s.loss == Loss::Guessed && !is_usual(out)
        {
            return;
        }
        let Some(len) = u16::try_from(s.end - self.at).ok().filter(|&n| n > 0) else { return };
        let mut masks = s.stacks.0;
        let Some(mask) = masks.get_mut(self.from.layer) else { return };
        *mask |= 1 << (self.codec % CODECS);
        let twin = self.found.iter_mut().find(|e| {
            e.len == len
                && e.out == out
                && e.loss == s.loss
                && e.stacks.0[..self.from.layer] == masks[..self.from.layer]
        });
        match twin.and_then(|e| e.stacks.0.get_mut(self.from.layer)) {
            Some(mask) => *mask |= 1 << self.codec,
            None => self.found.push(Edge { len, out, stacks: Stacks(masks), loss: s.loss }),
        }
    }
}

impl State {
    /// One later byte further, `width` characters on.
    fn then(self, byte: u8, width: usize) -> Self {
        let code = (self.code << 6) | u32::from(byte & 0x3F);
        Self { code, end: self.end + width, need: self.need - 1, ..self }
    }
}

/// What a guess may give: letters of western Europe, punctuation, arrows, signs, emoji.
fn is_usual(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{17f}' | '‐'..='•' | '…' | '‰' | '‹' | '›' | '€' | '™' | '←'..='⇿' | '■'..='✿' | '➔'..='➿')
        || matches!(c, '\u{1f300}'..='\u{1f6ff}' | '\u{1f900}'..='\u{1f9ff}' | '\u{fe0f}' | '\u{202f}')
}

/// The stacks in both sets, looking only at the misreadings below `layer`.
fn meet_below(a: Stacks, b: Stacks, layer: usize) -> Option<Stacks> {
    if layer == 0 { Some(a) } else { a.meet(b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outs(text: &str) -> Vec<(u16, char, usize)> {
        let chars: Vec<char> = text.chars().collect();
        readings(&chars, 0)[0].iter().map(|e| (e.len, e.out, e.stacks.depth())).collect()
    }

    #[test]
    fn one_two_and_three_layers_are_read() {
        assert!(outs("Ã©").contains(&(2, 'é', 1)));
        assert!(outs("ÃƒÂ©").contains(&(4, 'é', 2)));
        assert!(outs("‚Äö√†√∂¬¨¬©").contains(&(11, 'é', 3)));
        assert!(outs("√É¬©").contains(&(4, 'é', 2)), "latin-1, then macintosh");
    }

    #[test]
    fn emoji_are_read_with_their_apple_sign_kept_or_stripped_and_from_surrogates() {
        assert!(outs("\u{f8ff}üëâ").contains(&(4, '👉', 1)));
        assert!(outs("üëâ").contains(&(3, '👉', 1)));
        assert!(outs("í\u{a0}½í¸\u{8d}").contains(&(6, '😍', 1)));
    }

    #[test]
    fn lost_bytes_are_supposed_where_nothing_else_makes_sense() {
        assert!(outs("Ã la").contains(&(2, 'à', 1)) && outs("Ã la").contains(&(1, 'à', 1)));
        assert!(outs("â??").contains(&(3, '’', 1)));
        assert!(outs("√É la").contains(&(3, 'à', 2)));
        let chars: Vec<char> = "âll".chars().collect();
        assert!(readings(&chars, !0)[0].iter().any(|e| e.len == 1 && e.out == '’'));
    }

    #[test]
    fn overlong_and_surrogate_sequences_are_refused() {
        assert!(outs("à\u{80}\u{80}").is_empty());
        assert!(outs("í\u{a0}\u{80}").is_empty());
        assert!(outs("é").is_empty());
    }
}
