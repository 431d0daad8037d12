//! The letters of a word: their hash, the last of them, their case.

use super::Case;

/// The code of an apostrophe at the end of an elided word.
pub(super) const APOSTROPHE: u8 = b'\'';
/// An odd constant with well-spread bits, for multiplicative hashing (2^64 over the golden ratio).
pub(in crate::language) const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// The code of a folded letter: itself in lower case for a to z, above 0x80 for all others.
#[must_use]
#[inline]
pub(in crate::language) fn letter_code(c: char) -> u8 {
    match c {
        'a'..='z' => c as u8,
        'A'..='Z' => c as u8 | 0x20,
        '\'' | '\u{2019}' => APOSTROPHE,
        'à'..='ÿ' => (c as u32 - 0xe0 + 0x80) as u8,
        'À'..='Þ' => (c as u32 - 0xc0 + 0x80) as u8,
        'œ' | 'Œ' => 0xa0,
        _ => 0xa1 + ((c as u32).wrapping_mul(0x9e37_79b1) >> 24) as u8 % 94,
    }
}

/// Every byte of a word of eight.
const ALL: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each.
const HIGH: u64 = 0x80 * ALL;

/// The lowest `count` bytes of a word of eight.
#[inline]
const fn lowest(count: u32) -> u64 {
    if count >= 8 { u64::MAX } else { (1 << (8 * count)) - 1 }
}

/// `bytes` (eight of the text, zeros behind its end) in lower case, and how many ASCII letters they begin with.
#[inline]
const fn ascii(bytes: u64) -> (u64, u32) {
    let folded = bytes | (0x20 * ALL);
    // The high bit of each byte that is a letter: at least `a`, at most `z`, below 0x80.
    let low = folded & !HIGH;
    let is = (low + (0x80 - 0x61) * ALL) & !(low + (0x80 - 0x7b) * ALL) & !bytes & HIGH;
    (folded, (!is & HIGH).trailing_zeros() / 8)
}

/// A key from what was mixed.
#[inline]
const fn finish(mixed: u64) -> u64 {
    let key = mixed.wrapping_mul(MIX);
    (key ^ key >> 29) | 1
}

/// The case of a word that begins with a capital or not, and may be of capitals only.
#[inline]
const fn case(first_upper: bool, all_upper: bool, letters: u32) -> Case {
    match (first_upper, all_upper && letters > 1) {
        (_, true) => Case::Upper,
        (true, false) => Case::Title,
        (false, false) => Case::Lower,
    }
}

/// The small letters of French beyond ASCII, by the last five bits of their second byte: `àâæçèéêëîïôùûüÿ`.
const FRENCH: u32 = 0b1001_1010_0001_0000_1100_1111_1100_0101;

/// A word of few letters, all of them French, as most are; the same that [`Word`] would say of it.
pub(super) struct Short {
    codes: u64,
    letters: u32,
    pub case: Case,
    /// Its length in the text.
    pub bytes: usize,
}

impl Short {
    /// The word that `bytes` (eight of the text, zeros behind its end) begins with; none where it does not end in
    /// them, or has capitals behind small letters or beyond ASCII.
    #[inline]
    pub(super) fn new(mut bytes: u64) -> Option<Self> {
        let mut letters = ascii(bytes).1;
        let mut hidden = 0;
        // A letter of two bytes becomes one of one: what stands behind it moves up.
        while letters < 7 && bytes >> (8 * letters) & 0xff == 0xc3 {
            let place = 8 * letters;
            let second = (bytes >> place >> 8) as u8;
            if second & 0xe0 != 0xa0 || FRENCH >> (second & 0x1f) & 1 == 0 {
                return None;
            }
            let behind = bytes >> place >> 16;
            letters += 1;
            hidden += 1;
            bytes = bytes & lowest(letters - 1) | u64::from(second - 0x20) << place | behind << place << 8;
            letters += ascii(behind).1;
        }
        if letters == 0 || letters + hidden > 7 {
            return None;
        }
        let run = lowest(letters);
        let small = !bytes & HIGH & run;
        let upper = (!bytes << 2) & small;
        if upper & (!upper & HIGH & run) << 8 != 0 {
            return None;
        }
        let codes = bytes & run | small >> 2;
        let case = case(upper & 0x80 != 0, upper == HIGH & run, letters);
        Some(Self { codes, letters, case, bytes: (letters + hidden) as usize })
    }

    /// Adds the apostrophe of `bytes` that ends an elided word, where there is room for it.
    #[inline]
    pub(super) fn elided(mut self, bytes: usize) -> Option<Self> {
        self.codes |= u64::from(APOSTROPHE) << (8 * self.letters);
        self.letters += 1;
        self.bytes += bytes;
        (self.letters < 8).then_some(self)
    }

    #[inline]
    pub(super) fn key(&self) -> u64 {
        finish(MIX ^ self.codes)
    }

    #[inline]
    pub(super) fn tail(&self) -> u32 {
        (self.codes.swap_bytes() >> (64 - 8 * self.letters)) as u32 & 0xff_ffff
    }
}

/// A word while its letters are read: eight at a time where they are ASCII.
#[derive(Default)]
pub(super) struct Word {
    key: u64,
    /// Codes not yet in the key, and how many they are.
    codes: u64,
    waiting: u32,
    tail: u32,
    letters: u32,
    upper: u32,
    first_upper: bool,
    lower_before: bool,
    /// Whether something in it is no letter of a word: a digit, a capital behind a small letter.
    pub(super) neutral: bool,
}

impl Word {
    /// Before its first letter.
    #[inline]
    pub(super) fn new(neutral: bool) -> Self {
        Self { key: MIX, neutral, ..Self::default() }
    }

    /// The codes of its last three letters, the last one lowest.
    #[inline]
    pub(super) fn tail(&self) -> u32 {
        self.tail & 0xff_ffff
    }

    /// Takes in the `count` codes, up to eight, in the lowest bytes of `codes`.
    #[inline]
    pub(super) fn mix(&mut self, codes: u64, count: u32) {
        self.codes |= codes << (8 * self.waiting);
        let all = self.waiting + count;
        if all >= 8 {
            self.key = (self.key ^ self.codes).wrapping_mul(MIX).rotate_left(29);
            // Of no code is left what was not there.
            self.codes = codes.checked_shr(8 * (8 - self.waiting)).unwrap_or(0);
            self.waiting = all - 8;
        } else {
            self.waiting = all;
        }
        let last = codes.swap_bytes() >> (64 - 8 * count);
        self.tail = if count >= 3 { last as u32 } else { self.tail << (8 * count) | last as u32 };
    }

    #[inline]
    pub(super) fn letter(&mut self, code: u8, upper: bool) {
        self.first_upper |= upper && self.letters == 0;
        self.neutral |= upper && self.lower_before;
        self.lower_before = !upper;
        self.upper += u32::from(upper);
        self.letters += 1;
        self.mix(u64::from(code), 1);
    }

    /// The ASCII letters that `bytes` (eight of the text, zeros behind its end) begins with; how many.
    #[inline]
    pub(super) fn letters(&mut self, bytes: u64) -> u32 {
        let (folded, count) = ascii(bytes);
        if count == 0 {
            return 0;
        }
        let run = lowest(count);
        let upper = (!bytes << 2) & HIGH & run;
        if upper != 0 {
            let after_lower = (!upper & HIGH & run) << 8 | u64::from(self.lower_before) << 7;
            self.neutral |= upper & after_lower != 0;
            self.first_upper |= self.letters == 0 && upper & 0x80 != 0;
            self.upper += upper.count_ones();
        }
        self.lower_before = upper >> (8 * count - 1) & 1 == 0;
        self.letters += count;
        self.mix(folded & run, count);
        count
    }

    #[inline]
    pub(super) fn key(&self) -> u64 {
        if self.neutral || self.letters == 0 {
            return 0;
        }
        finish(self.key ^ self.codes)
    }

    #[inline]
    pub(super) fn case(&self) -> Case {
        case(self.first_upper, self.upper == self.letters, self.letters)
    }
}
