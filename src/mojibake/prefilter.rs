//! The hot path: one pass over the bytes of a text that gives what in it could be damaged at all.
//! Clean prose has nothing of the kind; only the rest pays for the search.

use super::bytes;
use super::swap;
use crate::span::Span;
use std::sync::atomic::{AtomicU64, Ordering};

/// Runs met that cannot be damaged, with the byte on each side, as [`Runs::key`] packs them, whatever text
/// they stood in. The answer depends on nothing but the key, so that threads may overwrite each other's.
static HARMLESS: [AtomicU64; 1 << SLOT_BITS] = [const { AtomicU64::new(0) }; 1 << SLOT_BITS];
const SLOT_BITS: u32 = 11;

/// The runs of characters beyond ASCII in a text.
pub struct Runs<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Runs<'a> {
    /// All runs of `text`.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next run, whatever it is.
    pub fn any(&mut self) -> Option<Span> {
        let raw = self.text.as_bytes();
        let start = skip_ascii(raw, self.at)?;
        self.at = run_end(raw, start);
        Some(Span::new(start, self.at))
    }

    /// All that are left.
    #[must_use]
    pub fn all(mut self) -> Vec<Span> {
        std::iter::from_fn(|| self.any()).collect()
    }

    /// The next run that could be damaged, given what stands on both sides.
    pub fn suspect(&mut self) -> Option<Span> {
        loop {
            let run = self.any()?;
            let key = self.key(run);
            let slot = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SLOT_BITS);
            let known = HARMLESS.get(slot as usize).filter(|_| key != 0);
            if known.is_some_and(|known| known.load(Ordering::Relaxed) == key) {
                continue;
            }
            if is_run_suspect(self.text, run.start, run.end) {
                return Some(run);
            }
            if let Some(known) = known {
                known.store(key, Ordering::Relaxed);
            }
        }
    }

    /// A run and its neighbours in eight bytes; 0 where they do not fit.
    fn key(&self, run: Span) -> u64 {
        let len = run.end - run.start + 2;
        let raw = run.start.checked_sub(1).and_then(|i| self.text.as_bytes().get(i..i + 8));
        match raw.and_then(|r| r.first_chunk::<8>()) {
            Some(bytes) if len <= 8 => u64::from_le_bytes(*bytes) << (64 - 8 * len),
            _ => 0,
        }
    }
}

/// The highest bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The first byte from `at` that is not ASCII.
pub fn skip_ascii(raw: &[u8], at: usize) -> Option<usize> {
    let (mut at, mut rest) = (at, raw.get(at..)?);
    while let Some((block, tail)) = rest.split_first_chunk::<8>() {
        let high = u64::from_le_bytes(*block) & HIGH;
        if high != 0 {
            return Some(at + high.trailing_zeros() as usize / 8);
        }
        (at, rest) = (at + 8, tail);
    }
    rest.iter().position(|b| *b >= 0x80).map(|i| at + i)
}

/// The end of the run of bytes beyond ASCII that begins at `at`.
fn run_end(raw: &[u8], at: usize) -> usize {
    let (mut at, mut rest) = (at, raw.get(at..).unwrap_or(&[]));
    while let Some((block, tail)) = rest.split_first_chunk::<8>() {
        let low = !u64::from_le_bytes(*block) & HIGH;
        if low != 0 {
            return at + low.trailing_zeros() as usize / 8;
        }
        (at, rest) = (at + 8, tail);
    }
    rest.iter().position(|b| *b < 0x80).map_or(raw.len(), |i| at + i)
}

/// Whether a run of characters beyond ASCII could be damaged, given what stands on both sides.
fn is_run_suspect(text: &str, start: usize, end: usize) -> bool {
    let raw = text.as_bytes();
    let before = start.checked_sub(1).and_then(|i| raw.get(i)).map_or(' ', |b| char::from(*b));
    let after = raw.get(end).map_or(' ', |b| char::from(*b));
    let Some(run) = text.get(start..end) else { return true };
    let mut chars = run.chars();
    let mut previous = before;
    let mut here = chars.next();
    while let Some(c) = here {
        let next = chars.next();
        if c == '\u{fffd}' || swap::is_odd(previous, c, next.unwrap_or(after)) {
            return true;
        }
        match next {
            Some(n) if opens(c, n, chars.clone().next()) => return true,
            None if matches!(after, ' ' | '?' | '"') && bytes::of(c).is_short() => return true,
            _ => {}
        }
        (previous, here) = (c, next);
    }
    false
}

/// Whether `a` and `b`, then perhaps `c`, could be the bytes of one sequence under some codec.
fn opens(a: char, b: char, c: Option<char>) -> bool {
    let (first, second) = (bytes::of(a), bytes::of(b));
    let third = c.map_or(0, |c| bytes::of(c).tail);
    let pair = first.lead2 & second.tail != 0 && !is_habit(a, b);
    pair || first.lead & second.tail & third != 0 || first.tail & second.tail & third & bytes::MACINTOSH != 0
}

/// Pairs that typography makes every day, and that damage makes only of the rarest letters: a quotation
/// mark and a letter.
fn is_habit(a: char, b: char) -> bool {
    matches!(a, '’' | '‘' | '“' | '”' | '«' | '»' | '…' | '\u{a0}' | '–' | '—')
        && b.is_alphabetic()
        && (b as u32) < 0x180
}

/// Whether two question marks stand between small letters: letters may have become them.
#[must_use]
pub fn asks(text: &str) -> bool {
    let raw = text.as_bytes();
    let small = |at: Option<usize>| at.and_then(|i| raw.get(i)).is_some_and(u8::is_ascii_lowercase);
    let within = |&at: &usize| small(at.checked_sub(1)) && small(Some(at + 1));
    memchr::memchr_iter(b'?', raw).filter(within).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_suspect(text: &str) -> bool {
        Runs::of(text).suspect().is_some() || asks(text)
    }

    #[test]
    fn clean_prose_is_left_alone_and_damage_is_not() {
        for text in
            ["L’été à l’École, « déjà » : ça va… Où ? À Zürich — “Élan”.", "plain", "Größe, naïve", ""]
        {
            assert!(!is_suspect(text), "{text}");
        }
        for text in [
            "Ã©",
            "d√©j√†",
            "voilÃ  le",
            "prŽsent",
            "l\u{fffd}homme",
            "üëâ",
            "ÃƒÂ©",
            "РџСЂРё",
            "─é",
            "pr?sent, pr?nom",
        ] {
            assert!(is_suspect(text), "{text}");
        }
    }
}
