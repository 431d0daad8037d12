//! Characters that nobody sees: which of them are at work, and which are residue.

use super::scripts::{emoji, glued, hangul, joining, right_to_left, varies, without_spaces};
use crate::span::Span;
use std::cell::OnceCell;

/// An invisible character without a purpose where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invisible {
    /// The character.
    pub char: char,
    /// Where it stands.
    pub span: Span,
    /// What may stand in its place; empty to remove it.
    pub replacement: Replacement,
}

/// What an invisible character may be replaced by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replacement {
    /// Nothing: it should go.
    Nothing,
    /// A space: it separates two words.
    Space,
    /// The character that windows-1252 has for the number of this C1 control.
    Char(char),
    /// Not known.
    Unknown,
}

/// Bytes are looked at in blocks of this size; a block without a suspicious triple is skipped.
const BLOCK: usize = 4096;

/// Every invisible character of `text` that has no purpose where it stands, in order.
#[must_use]
pub fn find(text: &str) -> Vec<Invisible> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let scripts = Scripts { text, right_to_left: OnceCell::new() };
    let mut start = 0;
    while start < bytes.len() {
        let end = (start + BLOCK).min(bytes.len());
        // Two bytes more, so that no sequence is cut.
        let block = bytes.get(start..(end + 2).min(bytes.len())).unwrap_or(&[]);
        if suspicious(block) {
            let (from, to) = (boundary(text, start), boundary(text, end));
            let inside = text.get(from..to).unwrap_or("").char_indices();
            out.extend(inside.filter_map(|(i, c)| judge(&scripts, from + i, c)));
        }
        start = end;
    }
    out
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Whether a block may hold a candidate.
fn suspicious(block: &[u8]) -> bool {
    let byte = |at: usize| block.get(at).copied().unwrap_or(0);
    let first = block.iter().enumerate().filter(|(_, b)| FIRST[usize::from(**b)]);
    first.into_iter().any(|(at, a)| candidate(*a, byte(at + 1), byte(at + 2)))
}

/// The first bytes of candidates: one look at each byte tells that most begin none.
static FIRST: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        table[byte] = matches!(b, 0..0x20 | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xe3 | 0xef | 0xf3)
            && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0c);
        byte += 1;
    }
    table
};

/// Whether three bytes begin the UTF-8 of a candidate, roughly.
// Ranges written as comparisons without branches.
#[allow(clippy::manual_range_contains)]
fn candidate(a: u8, b: u8, c: u8) -> bool {
    let control = ((a < 0x20) & (a != b'\n') & (a != b'\r') & (a != b'\t') & (a != 0x0c)) | (a == 0x7f);
    let latin = (a == 0xc2) & ((b < 0xa0) | (b == 0xad));
    let general = (a == 0xe2)
        & (((b == 0x80) & (((c >= 0x8b) & (c <= 0x8f)) | ((c >= 0xa8) & (c <= 0xae))))
            | ((b == 0x81) & (c >= 0xa0)));
    let specials = (a == 0xef)
        & (((b == 0xb8) & (c < 0x90))
            | ((b == 0xbb) & (c == 0xbf))
            | ((b == 0xbf) & (c >= 0xb9) & (c <= 0xbb)));
    let tags = (a == 0xf3) & (b == 0xa0);
    let alm = (a == 0xd8) & (b == 0x9c);
    let fillers =
        ((a == 0xe3) & (b == 0x85) & (c == 0xa4)) | ((a == 0xe1) & (b == 0x85) & ((c == 0x9f) | (c == 0xa0)));
    control | latin | general | specials | tags | alm | fillers
}

/// The text, and what is looked up in it at most once.
struct Scripts<'a> {
    text: &'a str,
    right_to_left: OnceCell<bool>,
}

impl Scripts<'_> {
    /// Whether direction is a matter on this line: it holds letters that are written from right to
    /// left, or much of the file does (`%s` of a Hebrew catalogue stands on a line of its own).
    fn directed(&self, at: usize) -> bool {
        let in_file = || {
            let letters = || self.text.chars().filter(|c| c.is_alphabetic());
            letters().filter(|c| right_to_left(*c)).count() * 10 > letters().count()
        };
        line(self.text, at).chars().any(right_to_left) || *self.right_to_left.get_or_init(in_file)
    }

    /// Whether the line holds letters that join, or is told not to.
    fn joins(&self, at: usize) -> bool {
        line(self.text, at).chars().any(joining)
    }
}

/// Characters of a run that are looked past at most: a file of nothing else would be read for each of them.
const RUN: usize = 32;

/// The verdict on `c` at byte `at`; `None` where it is visible or at work.
fn judge(scripts: &Scripts<'_>, at: usize, c: char) -> Option<Invisible> {
    let text = scripts.text;
    let before = text.get(..at).unwrap_or("");
    let after = text.get(at + c.len_utf8()..).unwrap_or("");
    let (prev, next) = (before.chars().next_back(), after.chars().next());
    // Zero-width characters come in runs, though not in long ones.
    let other = |c: &char| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}');
    let near = || [before.chars().rev().take(RUN).find(other), after.chars().take(RUN).find(other)];
    let any = |f: fn(char) -> bool| near().into_iter().flatten().any(f);
    let working = match u32::from(c) {
        0x09 | 0x0a | 0x0c | 0x0d => true,
        // A DOS end-of-file mark.
        0x1a => after.is_empty(),
        0..=0x1f | 0x7f..=0x9f => false,
        // A table of characters shows each in a cell of its own.
        0xad | 0x200b..=0x200f if prev == Some('\t') && next == Some('\t') => true,
        // A hint where a long word may break.
        0xad => prev.is_some_and(char::is_alphabetic) && next.is_some_and(char::is_alphabetic),
        0x061c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069 => scripts.directed(at),
        0x200b => any(without_spaces),
        0x200c => scripts.joins(at),
        0x200d => scripts.joins(at) || (emoji_before(before) && next.is_some_and(emoji)),
        0x2060 => any(glued),
        0xfeff => at == 0,
        0xfe00..=0xfe0f => prev.is_some_and(varies),
        0xe0020..=0xe007f => flag_before(before),
        0x115f | 0x1160 | 0x3164 => any(hangul),
        0x2028 | 0x2029 | 0x206a..=0x206f | 0xfff9..=0xfffb | 0xe0001 => false,
        _ => true,
    };
    let span = Span::new(at, at + c.len_utf8());
    (!working).then(|| Invisible { char: c, span, replacement: replacement(c, prev, next) })
}

fn replacement(c: char, prev: Option<char>, next: Option<char>) -> Replacement {
    let blank = |n: Option<char>| n.is_none_or(char::is_whitespace);
    match u32::from(c) {
        // Vertical tabs and line separators part words.
        0x0b | 0x2028 | 0x2029 if blank(prev) || blank(next) => Replacement::Nothing,
        0x0b | 0x2028 | 0x2029 => Replacement::Space,
        0x80..=0x9f => {
            let byte = u8::try_from(u32::from(c)).unwrap_or(0);
            let read = super::Codec::Windows1252.decode(byte);
            let likely = super::score::log_likelihood(prev.unwrap_or(' '), read, next.unwrap_or(' '));
            if read != c && likely > PLAUSIBLE { Replacement::Char(read) } else { Replacement::Unknown }
        }
        _ => Replacement::Nothing,
    }
}

/// From here on, in nats, what windows-1252 has for a C1 control is an ordinary sign in its place.
const PLAUSIBLE: f32 = -12.0;

fn line(text: &str, at: usize) -> &str {
    Span::empty(at).line_around(text).of(text)
}

/// Whether `before` ends in an emoji, skin tones and variation selectors skipped.
fn emoji_before(before: &str) -> bool {
    let skipped = |c: &char| matches!(u32::from(*c), 0xfe0f | 0x1_f3fb..=0x1_f3ff | 0x20e3);
    before.chars().rev().take(4).find(|c| !skipped(c)).is_some_and(emoji)
}

/// Whether tags follow the black flag, as in the flags of Scotland and Wales.
fn flag_before(before: &str) -> bool {
    let tag = |c: &char| matches!(u32::from(*c), 0xe0020..=0xe007e);
    before.chars().rev().take(12).find(|c| !tag(c)) == Some('\u{1f3f4}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chars(text: &str) -> Vec<char> {
        find(text).iter().map(|i| i.char).collect()
    }

    #[test]
    fn characters_at_work_are_left_alone() {
        for text in [
            "👩\u{200d}💻 👨🏽\u{200d}🚀 ❤\u{fe0f}\u{200d}🔥 1\u{fe0f}\u{20e3} ©\u{fe0f} 🏳\u{fe0f}\u{200d}🌈",
            "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "می\u{200c}خواهم",
            "क्\u{200d}ष श्री\u{200c}",
            "\u{200f}שלום\u{200e} abc",
            "Quoi\u{2060}\u{a0}? 10\u{2060}–\u{2060}20",
            "ไทย\u{200b}ไทย",
            "anti\u{ad}constitutionnel",
            "Dix\u{a0}% et\u{202f}!\t\r\n\u{c}",
            "שלום עולם שלום\n\u{200f}%s\n",
            "ខ្មែរ\u{200b}\u{200b}\u{200b}ខ្មែរ ള്\u{200d}\u{200c} ಕನ್ನಡ Nautilus\u{200d} 255\t\u{200e}\tmark",
            "\u{feff}Titre",
            "fin\u{1a}",
        ] {
            assert_eq!(chars(text), [], "{text:?}");
        }
    }

    #[test]
    fn residue_is_found() {
        for (text, found) in [
            ("to\u{200b}ken", vec!['\u{200b}']),
            ("a\u{200d}b \u{200d}👩", vec!['\u{200d}', '\u{200d}']),
            ("zero\u{2060} \u{feff}width", vec!['\u{2060}', '\u{feff}']),
            ("un \u{202e}piège\u{202c}", vec!['\u{202e}', '\u{202c}']),
            ("page\u{8} 2\0", vec!['\u{8}', '\0']),
            ("e\u{fe0f}", vec!['\u{fe0f}']),
            ("x\u{e0067}", vec!['\u{e0067}']),
            ("a\u{2028}b", vec!['\u{2028}']),
        ] {
            assert_eq!(chars(text), found, "{text:?}");
        }
    }

    #[test]
    fn a_c1_control_is_read_as_windows_1252_has_it() {
        assert_eq!(find("l\u{92}eau")[0].replacement, Replacement::Char('’'));
        assert_eq!(find("a\u{81}b")[0].replacement, Replacement::Unknown);
    }

    #[test]
    fn candidates_at_the_edges_of_blocks_are_seen() {
        for n in BLOCK - 4..BLOCK + 2 {
            assert_eq!(find(&format!("{}\u{200b}é", "a".repeat(n))).len(), 1, "{n}");
        }
    }

    proptest! {
        #[test]
        fn blocks_change_nothing(text in "[a\u{200b}\u{202e}é’\u{8}\u{92}]{0,40}", n in 4080_usize..4100) {
            let long = format!("{}{text}", "x".repeat(n));
            let scripts = Scripts { text: &long, right_to_left: OnceCell::new() };
            let slow = long.char_indices().filter_map(|(i, c)| judge(&scripts, i, c)).count();
            prop_assert_eq!(find(&long).len(), slow);
        }
    }
}
