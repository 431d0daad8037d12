//! Kinds of characters, by what invisible characters do beside them.

/// Letters written from right to left.
pub(super) fn right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_eeff)
}

/// Scripts whose letters join, or stack, and can be told not to: Arabic, Syriac, N'Ko, the scripts of
/// India and South-East Asia, Mongolian.
pub(super) fn joining(c: char) -> bool {
    matches!(u32::from(c), 0x600..=0x8ff | 0x900..=0x109f | 0x1700..=0x18af | 0x1900..=0x1cff | 0xa800..=0xabff
        | 0xfb50..=0xfdff | 0xfe70..=0xfefc | 0x1_1000..=0x1_1fff | 0x1_e900..=0x1_e95f)
}

/// Scripts written without spaces, where U+200B says where a line may break.
pub(super) fn without_spaces(c: char) -> bool {
    matches!(u32::from(c), 0xe00..=0xfff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x1950..=0x19df | 0x1a20..=0x1aad
        | 0x1b00..=0x1b7f | 0xa980..=0xa9df | 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xff00..=0xffef)
}

/// What French keeps from a line's edge: high punctuation, guillemets, units, no-break spaces, dashes.
pub(super) fn glued(c: char) -> bool {
    matches!(
        c,
        ';' | ':'
            | '!'
            | '?'
            | '«'
            | '»'
            | '%'
            | '€'
            | '\u{a0}'
            | '\u{202f}'
            | '/'
            | '-'
            | '–'
            | '—'
            | '…'
            | '\''
            | '’'
    ) || c.is_ascii_digit()
        || without_spaces(c)
}

/// Korean letters and syllables, whose fillers are invisible.
pub(super) fn hangul(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xffa0..=0xffdc)
}

/// Whether a variation selector may follow: symbols, ideographs, and the bases of keycaps.
pub(super) fn varies(c: char) -> bool {
    matches!(c, '#' | '*' | '0'..='9')
        || (!c.is_ascii() && !matches!(u32::from(c), 0xfe00..=0xfe0f) && !c.is_whitespace())
}

/// Pictures, arrows and signs that may be part of an emoji.
pub(super) fn emoji(c: char) -> bool {
    matches!(u32::from(c), 0xa9 | 0xae | 0x2190..=0x2bff | 0x3030 | 0x303d | 0x3297 | 0x3299 | 0x1_f000..=0x1_fbff)
}
