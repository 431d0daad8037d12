//! Text to tokens: words, what stands between them, and the key under which the model knows them.
//!
//! One pass over the bytes, no allocation but the list itself. Letter case is folded in the key;
//! accents are kept. Digits, identifiers (`camelCase`, `snake_case`, `P2P`, `meetup.com`) and opaque
//! objects are tokens without a language.

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
    /// The codes of its last three letters.
    pub tail: u32,
}

impl Token {
    /// Whether it is a word that may have a language.
    #[must_use]
    pub const fn is_word(&self) -> bool {
        self.key != 0
    }
}

mod class;

use class::{Class, class_of};

/// The code of an apostrophe at the end of an elided word.
const APOSTROPHE: u8 = 27;
/// An odd constant with well-spread bits, for multiplicative hashing (2^64 over the golden ratio).
pub(super) const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// The code of a folded letter: 1 to 26 for a to z, 32 to 64 for French and Latin-1 letters.
#[must_use]
pub(super) fn letter_code(c: char) -> u8 {
    match c {
        'a'..='z' => c as u8 - b'a' + 1,
        'A'..='Z' => c as u8 - b'A' + 1,
        '\'' | '\u{2019}' => APOSTROPHE,
        'à'..='ÿ' => (c as u32 - 0xe0 + 32) as u8,
        'À'..='Þ' => (c as u32 - 0xc0 + 32) as u8,
        'œ' | 'Œ' => 64,
        _ => 65 + ((c as u32).wrapping_mul(0x9e37_79b1) >> 25) as u8,
    }
}

/// A word while its letters are read.
#[derive(Default)]
struct Word {
    key: u64,
    tail: u32,
    letters: u32,
    upper: u32,
    first_upper: bool,
    lower_before: bool,
    neutral: bool,
}

impl Word {
    fn mix(&mut self, code: u8) {
        self.key = (self.key ^ u64::from(code)).wrapping_mul(MIX);
        self.tail = self.tail << 8 | u32::from(code);
    }

    fn letter(&mut self, code: u8, upper: bool) {
        self.first_upper |= upper && self.letters == 0;
        self.neutral |= upper && self.lower_before;
        self.lower_before = !upper;
        self.upper += u32::from(upper);
        self.letters += 1;
        self.mix(code);
    }

    /// The same for a run of ASCII letters.
    fn letters(&mut self, run: &[u8]) {
        let (mut key, mut tail, mut upper) = (self.key, self.tail, 0);
        let mut lower_before = self.lower_before;
        for b in run {
            let capital = b & 0x20 == 0;
            self.neutral |= capital && lower_before;
            lower_before = !capital;
            upper += u32::from(capital);
            let code = (b | 0x20) - b'a' + 1;
            key = (key ^ u64::from(code)).wrapping_mul(MIX);
            tail = tail << 8 | u32::from(code);
        }
        self.first_upper |= self.letters == 0 && run.first().is_some_and(u8::is_ascii_uppercase);
        self.letters += run.len() as u32;
        (self.key, self.tail, self.lower_before) = (key, tail, lower_before);
        self.upper += upper;
    }

    fn key(&self) -> u64 {
        if self.neutral || self.letters == 0 { 0 } else { (self.key ^ self.key >> 29) | 1 }
    }

    fn case(&self) -> Case {
        match (self.first_upper, self.upper == self.letters && self.letters > 1) {
            (_, true) => Case::Upper,
            (true, false) => Case::Title,
            (false, false) => Case::Lower,
        }
    }
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
}

impl Reader<'_> {
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
        loop {
            let bytes = self.text.as_bytes();
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
        let (start, mut hidden) = (self.at, 0);
        let mut word = Word { key: MIX, neutral: std::mem::take(&mut self.glued), ..Word::default() };
        loop {
            // The short way, for most bytes of most texts.
            let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
            let run = rest.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len());
            if run > 0 {
                word.letters(rest.get(..run).unwrap_or(&[]));
                self.at += run;
                hidden = 0;
            }
            let Some(c) = self.peek() else { break };
            match class_of(c) {
                Class::Hidden => {
                    hidden += 1;
                    self.at += 1;
                    continue;
                }
                Class::Letter => word.letter(letter_code(c), c.is_uppercase()),
                Class::Digit => {
                    word.neutral = true;
                    // Hidden code and addresses are long runs of one byte.
                    let same = |b: &&u8| Some(**b) == u8::try_from(c).ok();
                    let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or(&[]);
                    self.at += rest.iter().take_while(same).count();
                }
                _ if self.continues(c) => word.neutral = true,
                Class::Joiner if c != '-' && !word.neutral && self.elides() => {
                    word.mix(APOSTROPHE);
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
        Token { start, end, key: word.key(), gap, case: word.case(), tail: word.tail & 0xff_ffff }
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

/// Appends the tokens of `text[start..end]` to `out`; the first one's gap is at least `first`.
pub fn tokenize(text: &str, start: usize, end: usize, first: Gap, out: &mut Vec<Token>) {
    let Some(text) = text.get(..end) else { return };
    let mut reader = Reader { text, at: start, gap: first, newline: false, glued: false };
    while reader.skip().is_some() {
        let before = reader.at;
        out.push(reader.token());
        if reader.at == before {
            // A letter class that reads no byte cannot happen; never loop on it.
            reader.at += reader.peek().map_or(1, char::len_utf8);
        }
    }
}

#[cfg(test)]
mod tests;
