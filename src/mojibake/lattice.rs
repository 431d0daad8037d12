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

/// One way to read some characters: a single character, and the stacks that give it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// How many characters of the text it reads.
    pub len: u16,
    /// What they said.
    pub out: char,
    /// The misreadings that make them of it.
    pub stacks: Stacks,
    /// Whether bytes were lost on the way.
    pub lossy: bool,
}

/// For each position of a stretch, the edges that begin there.
pub type Lattice = Vec<Vec<Edge>>;

/// Every reading of every part of `chars`, of one to three misreadings.
#[must_use]
pub fn readings(chars: &[char]) -> Lattice {
    let plain = |&c: &char| match c.is_ascii() {
        true => Vec::new(),
        false => vec![Edge { len: 1, out: c, stacks: Stacks::default(), lossy: false }],
    };
    let mut base: Lattice = chars.iter().map(plain).collect();
    let mut all: Lattice = vec![Vec::new(); chars.len()];
    for layer in 0..LAYERS {
        base = lift(&base, layer);
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

/// Reads the characters of `base` as bytes once more.
fn lift(base: &Lattice, layer: usize) -> Lattice {
    let mut out: Lattice = vec![Vec::new(); base.len()];
    for (at, found) in out.iter_mut().enumerate() {
        for first in base.get(at).into_iter().flatten() {
            let entry = bytes::of(first.out);
            let mut leads = entry.lead;
            while leads != 0 {
                let codec = leads.trailing_zeros() as usize;
                leads &= leads - 1;
                let walk = Walk { base, layer, codec, at, found };
                walk.from_lead(first, entry.byte.get(codec).copied().unwrap_or(0));
            }
            if entry.tail & MACINTOSH != 0 {
                Walk { base, layer, codec: 0, at, found }.without_apple(first, entry.byte[0]);
            }
        }
    }
    out
}

/// The search for sequences under one codec that begin at one position.
struct Walk<'a> {
    base: &'a Lattice,
    layer: usize,
    codec: usize,
    at: usize,
    found: &'a mut Vec<Edge>,
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
    lossy: bool,
}

impl Walk<'_> {
    fn from_lead(mut self, first: &Edge, byte: u8) {
        let (need, code, least) = match byte {
            0xC2..=0xDF => (1, u32::from(byte & 0x1F), 0x80),
            0xE0..=0xEF => (2, u32::from(byte & 0x0F), 0x800),
            0xF0..=0xF4 => (3, u32::from(byte & 0x07), 0x1_0000),
            _ => return,
        };
        let end = self.at + usize::from(first.len);
        let stacks = first.stacks;
        self.step(State { stacks, end, need, code, least, high_surrogate: 0, lossy: first.lossy });
    }

    /// A four-byte sequence whose first byte, 0xF0, was the Apple sign and was stripped.
    fn without_apple(mut self, first: &Edge, byte: u8) {
        if byte < 0x90 {
            return;
        }
        let end = self.at + usize::from(first.len);
        let code = u32::from(byte & 0x3F);
        let stacks = first.stacks;
        self.step(State { stacks, end, need: 2, code, least: 0x1_F000, high_surrogate: 0, lossy: true });
    }

    fn step(&mut self, s: State) {
        if s.need == 0 {
            return self.done(s);
        }
        let base = self.base;
        for edge in base.get(s.end).into_iter().flatten() {
            let entry = bytes::of(edge.out);
            if entry.tail & (1 << self.codec) == 0 {
                continue;
            }
            let Some(stacks) = meet_below(s.stacks, edge.stacks, self.layer) else { continue };
            let byte = u32::from(entry.byte.get(self.codec).copied().unwrap_or(0));
            let end = s.end + usize::from(edge.len);
            let code = (s.code << 6) | (byte & 0x3F);
            self.step(State { stacks, end, need: s.need - 1, code, lossy: s.lossy | edge.lossy, ..s });
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
        let base = self.base;
        for edge in base.get(s.end).into_iter().flatten() {
            let byte = bytes::of(edge.out).byte.get(self.codec).copied().unwrap_or(0);
            let stacks = meet_below(s.stacks, edge.stacks, self.layer);
            if let (0xED, Some(stacks)) = (byte, stacks) {
                let end = s.end + usize::from(edge.len);
                self.step(State { stacks, end, need: 2, code: 0x0D, high_surrogate: s.code, ..s });
            }
        }
    }

    fn emit(&mut self, s: State, code: u32) {
        let Some(out) = char::from_u32(code) else { return };
        if s.lossy && s.least == 0x1_F000 && !(0x1_F000..0x1_FB00).contains(&code) {
            return;
        }
        let Ok(len) = u16::try_from(s.end - self.at) else { return };
        let mut masks = s.stacks.0;
        let Some(mask) = masks.get_mut(self.layer) else { return };
        *mask |= 1 << (self.codec % CODECS);
        let twin = self.found.iter_mut().find(|e| {
            e.len == len
                && e.out == out
                && e.lossy == s.lossy
                && e.stacks.0[..self.layer] == masks[..self.layer]
        });
        match twin.and_then(|e| e.stacks.0.get_mut(self.layer)) {
            Some(mask) => *mask |= 1 << self.codec,
            None => self.found.push(Edge { len, out, stacks: Stacks(masks), lossy: s.lossy }),
        }
    }
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
        readings(&chars)[0].iter().map(|e| (e.len, e.out, e.stacks.depth())).collect()
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
    fn overlong_and_surrogate_sequences_are_refused() {
        assert!(outs("à\u{80}\u{80}").is_empty());
        assert!(outs("í\u{a0}\u{80}").is_empty());
        assert!(outs("é").is_empty());
    }
}
