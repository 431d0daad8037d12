//! Kinds of characters: coarse enough to be counted, fine enough to tell text from garbage.

/// Number of classes.
pub const COUNT: usize = 48;

/// Class of the plain space and everything read as one (tab, line end, start of text).
pub const SPACE: u8 = 0;
/// Class of the Latin letters a to z.
pub const ASCII_LOWER: u8 = 4;
/// Class of the Latin letters A to Z.
pub const ASCII_UPPER: u8 = 5;
/// From this class on, characters are no Latin letters; some signs are among those before.
pub const FAR: u8 = 15;
/// The letters and syllables of Korean.
pub const HANGUL: u8 = 28;
/// The characters of Chinese.
pub const HAN: u8 = 36;
/// Control characters that no text holds.
pub const CONTROL: u8 = 40;
/// Pictographs, emoji among them.
pub const PICTOGRAPH: u8 = 46;
/// Private use, surrogates, noncharacters.
pub const PRIVATE: u8 = 41;

/// First code point and class of every stretch of Unicode, in order; a stretch ends where the next
/// one begins. Letters with case in the stretches marked `UPPER` move to the class after it.
#[rustfmt::skip]
static STRETCHES: &[(u32, u8)] = &[
    (0x00, 40), (0x09, 0), (0x0B, 40), (0x0D, 0), (0x0E, 40), (0x20, 0), (0x21, 3), (0x30, 2), (0x3A, 3),
    (0x41, 5), (0x5B, 3), (0x61, 4), (0x7B, 3), (0x7F, 40), (0x80, 40),
    (0xA0, 1), (0xA1, 8), (0xAD, 39), (0xAE, 8), (0xC0, 7), (0xD7, 8), (0xD8, 7), (0xDF, 6), (0xF7, 8), (0xF8, 6),
    (0x100, 9), (0x180, 11), (0x250, 12), (0x2B0, 13), (0x300, 14), (0x370, 15), (0x400, 17), (0x460, 19),
    (0x530, 20), (0x590, 21), (0x600, 22), (0x700, 23), (0x900, 24), (0xE00, 25), (0xE80, 26), (0x10A0, 27),
    (0x1100, 28), (0x1200, 26), (0x13A0, 26), (0x1E00, 11), (0x1F00, 15),
    (0x2000, 1), (0x200B, 39), (0x2010, 29), (0x2028, 40), (0x202A, 39), (0x202F, 1), (0x2030, 29), (0x205F, 39),
    (0x2070, 30), (0x2100, 31), (0x2190, 32), (0x2200, 33), (0x2300, 34), (0x2500, 35), (0x25A0, 34),
    (0x2C00, 26), (0x2E80, 36), (0x3000, 37), (0x3040, 38), (0x3100, 26), (0x3130, 28), (0x3190, 36), (0x31F0, 38),
    (0x3200, 36), (0x3400, 42), (0x4E00, 36), (0xA000, 26), (0xA640, 19), (0xA6A0, 26), (0xA720, 11), (0xA800, 26),
    (0xAC00, 28), (0xD7B0, 26), (0xD800, 41), (0xF900, 42), (0xFB00, 43), (0xFB1D, 21), (0xFB50, 22),
    (0xFE00, 44), (0xFE10, 37), (0xFE70, 22), (0xFEFF, 39), (0xFF00, 37), (0xFFF0, 41), (0xFFFD, 45), (0xFFFE, 41),
    (0x10000, 47), (0x1D400, 33), (0x1D800, 47), (0x1F000, 46), (0x1FB00, 47), (0x20000, 42), (0x323B0, 41),
    (0xE0000, 44), (0xE0080, 47), (0xE0100, 44), (0xE01F0, 47), (0xF0000, 41),
];

/// The class of `c`.
#[must_use]
pub fn of(c: char) -> u8 {
    let point = u32::from(c);
    let at = STRETCHES.partition_point(|&(first, _)| first <= point);
    let class = at.checked_sub(1).and_then(|i| STRETCHES.get(i)).map_or(PRIVATE, |s| s.1);
    match class {
        // The even-odd stretches of Latin, Greek and Cyrillic keep capitals apart.
        9 | 15 | 17 if c.is_uppercase() => class + 1,
        _ => class,
    }
}

/// The bits of the Latin letters, as [`around`] gives them.
pub const LATIN: u64 = (1 << ASCII_LOWER) | (1 << ASCII_UPPER);

/// Whether the class is that of the letters of a script other than Latin.
#[must_use]
pub fn is_script(class: u8) -> bool {
    matches!(class, 15..=28)
}

/// Whether a character is a line or a block of a drawn box.
#[must_use]
pub fn is_line(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{259f}')
}

/// The scripts of some text: a bit for each class of letters, all letters of Greek, and of Cyrillic,
/// together. Of scripts other than Latin a letter alone does not count: codecs of Cyrillic make such of
/// what they damage.
#[must_use]
pub fn around(text: impl Iterator<Item = char>) -> u64 {
    let mut before = 0;
    let mut seen = 0;
    for c in text {
        let here = 1 << of(c);
        let script = SCRIPTS.into_iter().find(|s| s & here != 0).unwrap_or(here);
        if !is_script(of(c)) || before & script != 0 {
            seen |= script;
        }
        before = here;
    }
    seen
}

/// The classes of Greek, and of Cyrillic.
const SCRIPTS: [u64; 2] = [(1 << 15) | (1 << 16), (1 << 17) | (1 << 18) | (1 << 19)];

/// How many characters share the class, roughly, in natural logarithm: what it costs to name one of
/// them when nothing is known about it. Only used where characters are not counted one by one.
#[must_use]
pub fn ln_size(class: u8) -> f32 {
    match class {
        36 => 8.5,
        42 => 11.0,
        28 => 7.2,
        46 => 6.5,
        41 => 9.0,
        47 => 10.5,
        22 | 21 => 5.5,
        26 => 7.0,
        _ => 4.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_sorted_and_classes_in_range() {
        assert!(STRETCHES.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(STRETCHES.iter().all(|&(_, class)| usize::from(class) < COUNT));
    }

    #[test]
    fn letters_digits_and_signs_are_told_apart() {
        for (c, class) in [('a', ASCII_LOWER), ('Z', ASCII_UPPER), ('7', 2), ('é', 6), ('É', 7), ('ž', 9)]
        {
            assert_eq!(of(c), class, "{c}");
        }
        assert_eq!(of('Ж'), of('ж') + 1);
        assert_eq!(of('\u{99}'), CONTROL);
        assert_eq!(of('👉'), 46);
    }
}
