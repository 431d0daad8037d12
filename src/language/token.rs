//! Text to tokens: words, what stands between them, and the key under which the model knows them.
//!
//! One pass over the bytes, no allocation but the list itself. Letter case is folded in the key;
//! accents are kept. Digits, identifiers (`camelCase`, `snake_case`, `P2P`, `meetup.com`) and opaque
//! objects are tokens without a language.

use super::lists::Membership;

/// What separates a token from the one before it, from tightest to loosest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// An apostrophe or a hyphen: `l'école`, `peer-to-peer`.
    Joined,
    /// White space only.
    Word,
    /// A comma or a slash.
    Comma,
    /// A dash, colon, semicolon, bracket, quotation mark or ellipsis; the edge of emphasis or a link.
    Clause,
    /// The end of a sentence.
    Sentence,
    /// The end of a block: a blank line, another cell, the start of the text.
    Block,
}

/// The letter case of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `word`
    Lower,
    /// `Word`
    Title,
    /// `WORD`, two letters and more.
    Upper,
}

/// A word, or something that stands where a word could.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte; an apostrophe that ends an elided word is part of it.
    pub end: usize,
    /// Hash of the folded letters; 0 for tokens without a language.
    pub key: u64,
    /// What stands before it.
    pub gap: Gap,
    /// Its letter case.
    pub case: Case,
    /// The codes of its last three letters, the last one lowest.
    pub tail: u32,
    /// The lists it stands in; none until it is scored.
    pub lists: Membership,
}

impl Token {
    /// Whether it is a word that may have a language.
    #[must_use]
    #[inline]
    pub const fn is_word(&self) -> bool {
        self.key != 0
    }
}

mod class;
mod word;

use class::{Class, class_of};
use word::{APOSTROPHE, Short, Word};
pub(super) use word::{MIX, letter_code};

/// Whether a letter is a capital: most are settled without a look at the tables of Unicode.
fn is_upper(c: char) -> bool {
    match c {
        '\u{c0}'..='\u{de}' => true,
        '\u{df}'..='\u{ff}' => false,
        c => c.is_uppercase(),
    }
}

/// Letters met that neither French nor English writes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Strange {
    /// Latin ones: `ä ö ñ ß ł`.
    pub latin: u32,
    /// Those of other scripts.
    pub far: u32,
}

/// Reads tokens off one stretch of text.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    gap: Gap,
    /// Whether only white space was seen since the last line end.
    newline: bool,
    /// Whether a full stop glues the next token to what stands before: `[slug].astro`.
    glued: bool,
    strange: Strange,
}

impl Reader<'_> {
    /// Eight bytes from `self.at`; zeros behind the end.
    fn eight(&self) -> u64 {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        match rest.first_chunk::<8>() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => rest.iter().rev().fold(0, |eight, b| eight << 8 | u64::from(*b)),
        }
    }

    /// Counts a letter that is of neither alphabet.
    fn strange(&mut self, c: char) {
        const OURS: &str = "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ";
        match c {
            'é' | 'è' | 'à' | 'ê' | 'ç' => {}
            '\u{c0}'..='\u{24f}' => self.strange.latin += u32::from(!OURS.contains(c)),
            '\u{370}'.. => self.strange.far += 1,
            _ => {}
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// The character at `self.at`.
    fn peek(&self) -> Option<char> {
        let b = *self.text.as_bytes().get(self.at)?;
        if b < 128 { Some(b as char) } else { self.text.get(self.at..)?.chars().next() }
    }

    /// Reads on to the start of the next token; `None` at the end.
    fn skip(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        // What stands between most words.
        if let Some([b' ', b'a'..=b'z' | b'A'..=b'Z']) = bytes.get(self.at..self.at + 2) {
            self.widen(Gap::Word);
            self.at += 1;
            return Some(());
        }
        loop {
            while bytes.get(self.at) == Some(&b' ') {
                self.widen(Gap::Word);
                self.at += 1;
            }
            let c = self.peek()?;
            match class_of(c) {
                Class::Letter | Class::Digit => return Some(()),
                Class::Space => {
                    if c == '\n' {
                        let gap = if self.newline { Gap::Block } else { Gap::Word };
                        self.widen(gap);
                        self.newline = true;
                    }
                    self.widen(Gap::Word);
                }
                Class::Comma => self.widen(Gap::Comma),
                Class::Clause | Class::Other => self.widen(Gap::Clause),
                Class::Stop => self.stop(),
                Class::Joiner => self.joiner(),
                Class::Hidden => {}
            }
            if c != '\n' && c != ' ' && c != '\r' && c != '\t' {
                self.newline = false;
            }
            self.at += c.len_utf8();
        }
    }

    /// A full stop ends a sentence only before white space or the end.
    fn stop(&mut self) {
        let next = self.text.as_bytes().get(self.at + 1);
        let ends = next.is_none_or(|b| !b.is_ascii_alphanumeric());
        self.glued = !ends;
        self.widen(if ends { Gap::Sentence } else { Gap::Joined });
    }

    /// A hyphen between letters joins; between spaces it is a dash; an apostrophe may be a quote.
    fn joiner(&mut self) {
        let bytes = self.text.as_bytes();
        let before = self.at.checked_sub(1).and_then(|i| bytes.get(i));
        let lone = before.is_none_or(|b| b.is_ascii_whitespace());
        self.widen(if lone { Gap::Clause } else { Gap::Joined });
    }

    /// Reads the token at `self.at`.
    fn token(&mut self) -> Token {
        let Some(word) = self.short() else { return self.long() };
        let start = self.at;
        self.at += word.bytes;
        self.newline = false;
        let gap = std::mem::replace(&mut self.gap, Gap::Joined);
        let (key, tail, case) = (word.key(), word.tail(), word.case);
        Token { start, end: self.at, key, gap, case, tail, lists: Membership::default() }
    }

    /// The word at `self.at`, if it is short and what stands behind it ends a word wherever it stands.
    #[inline]
    fn short(&self) -> Option<Short> {
        let word = Short::new(self.eight()).filter(|_| !self.glued)?;
        let bytes = self.text.as_bytes();
        let after = self.at + word.bytes;
        let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        match bytes.get(after) {
            None | Some(b' ' | b',' | b'\n' | b';' | b'!' | b'?' | b'(' | b')' | b'"' | b'/') => Some(word),
            Some(b'.') if !letter(after + 1) => Some(word),
            Some(b'\'') if letter(after + 1) => word.elided(1),
            Some(0xe2) if letter(after + 3) && bytes.get(after + 1..after + 3) == Some(&[0x80, 0x99]) => {
                word.elided(3)
            }
            _ => None,
        }
    }

    /// The same for a token of any kind.
    fn long(&mut self) -> Token {
        let (start, mut hidden) = (self.at, 0);
        let mut word = Word::new(std::mem::take(&mut self.glued));
        loop {
            // The short way, for most bytes of most texts.
            let run = word.letters(self.eight()) as usize;
            if run > 0 {
                self.at += run;
                hidden = 0;
                if run == 8 {
                    continue;
                }
            }
            let c = match self.text.as_bytes().get(self.at..self.at + 2) {
                Some([b' ', _]) => break,
                // The letters of French, but for `œ`.
                Some([0xc3, b @ (0xa0..=0xb6 | 0xb8..=0xbf)]) => {
                    let c = char::from(b + 0x40);
                    self.strange(c);
                    word.letter(letter_code(c), false);
                    self.at += 2;
                    hidden = 0;
                    continue;
                }
                _ => self.peek(),
            };
            let Some(c) = c else { break };
            match class_of(c) {
                Class::Hidden => {
                    hidden += 1;
                    self.at += 1;
                    continue;
                }
                Class::Letter => {
                    self.strange(c);
                    word.letter(letter_code(c), is_upper(c));
                }
                Class::Digit => {
                    word.neutral = true;
                    // Hidden code and addresses are long runs of one byte.
                    let same = |b: &&u8| Some(**b) == u8::try_from(c).ok();
                    let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or(&[]);
                    self.at += rest.iter().take_while(same).count();
                }
                _ if self.continues(c) => word.neutral = true,
                Class::Joiner if c != '-' && !word.neutral && self.elides() => {
                    word.mix(u64::from(APOSTROPHE), 1);
                    self.at += c.len_utf8();
                    hidden = 0;
                    break;
                }
                _ => break,
            }
            self.at += c.len_utf8();
            hidden = 0;
        }
        self.newline = false;
        let gap = std::mem::replace(&mut self.gap, Gap::Joined);
        // Markup hidden after the word is not part of it.
        let end = self.at - hidden;
        Token {
            start,
            end,
            key: word.key(),
            gap,
            case: word.case(),
            tail: word.tail(),
            lists: Membership::default(),
        }
    }

    /// Whether the punctuation `c` at `self.at` is inside a name of a file, host or version.
    fn continues(&self, c: char) -> bool {
        let bytes = self.text.as_bytes();
        let next = bytes.get(self.at + 1).copied().unwrap_or(b' ');
        match c {
            '.' => next.is_ascii_alphanumeric(),
            ':' => next == b':' || next.is_ascii_digit(),
            _ => false,
        }
    }

    /// Whether a letter follows the apostrophe at `self.at`.
    fn elides(&self) -> bool {
        let width = self.peek().map_or(1, char::len_utf8);
        let next = self.text.get(self.at + width..).and_then(|t| t.chars().next());
        next.is_some_and(char::is_alphanumeric)
    }
}

/// Appends the tokens of `text[start..end]` to `out`; the first one's gap is at least `first`. Says what
/// letters of neither alphabet it met.
pub fn tokenize(text: &str, start: usize, end: usize, first: Gap, out: &mut Vec<Token>) -> Strange {
    let strange = Strange::default();
    let Some(text) = text.get(..end) else { return strange };
    let mut reader = Reader { text, at: start, gap: first, newline: false, glued: false, strange };
    while reader.skip().is_some() {
        let before = reader.at;
        out.push(reader.token());
        if reader.at == before {
            // A letter class that reads no byte cannot happen; never loop on it.
            reader.at += reader.peek().map_or(1, char::len_utf8);
        }
    }
    reader.strange
}

#[cfg(test)]
mod tests;
