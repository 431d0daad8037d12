//! What a character begins or is part of.

/// What a byte starts, for ASCII.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Letter,
    Digit,
    Space,
    Comma,
    Clause,
    Stop,
    Joiner,
    /// Hidden markup inside a word: read over.
    Hidden,
    Other,
}

const fn class(b: u8) -> Class {
    match b {
        b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
        b'0'..=b'9' | b'_' | b'@' | b'#' | b'$' | b'=' | b'\\' | 0x1a => Class::Digit,
        0x1f => Class::Hidden,
        b' ' | b'\t' | b'\n' | b'\r' => Class::Space,
        b',' | b'/' | b'&' => Class::Comma,
        b'.' | b'!' | b'?' => Class::Stop,
        b'\'' | b'-' => Class::Joiner,
        b';' | b':' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'"' | b'|' | b'<' | b'>' => Class::Clause,
        _ => Class::Other,
    }
}

static CLASSES: [Class; 128] = {
    let mut table = [Class::Other; 128];
    let mut b = 0;
    while b < 128 {
        table[b] = class(b as u8);
        b += 1;
    }
    table
};

/// Whether a character beyond ASCII belongs to a word.
fn is_letter(c: char) -> bool {
    match c {
        '\u{80}'..='\u{bf}' | '×' | '÷' => false,
        '\u{c0}'..='\u{24f}' => true,
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' => false,
        '\u{e000}'..='\u{f8ff}' | '\u{1f000}'..='\u{1faff}' | '\u{fffd}' => false,
        _ => c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}'),
    }
}

#[inline]
pub(super) fn class_of(c: char) -> Class {
    if c.is_ascii() {
        return CLASSES[c as usize & 127];
    }
    match c {
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{200b}' | '\u{feff}' => Class::Space,
        '\u{2019}' | '\u{2010}' | '\u{2011}' => Class::Joiner,
        '«' | '»' | '“' | '”' | '„' | '‘' | '–' | '—' | '…' | '•' | '·' => Class::Clause,
        '。' | '！' | '？' => Class::Stop,
        _ if is_letter(c) => Class::Letter,
        _ => Class::Other,
    }
}
