//! Signs and punctuation beyond ASCII: how common they are in French and English prose, and between
//! what they stand. Plain text corpora are too often stripped of them to be trained on.

/// What a sign stands between, and what standing elsewhere costs.
#[derive(Clone, Copy)]
enum Place {
    /// Anywhere but in words: no-break spaces.
    Blank,
    /// In and at the ends of words: apostrophes.
    Apostrophe,
    /// Before a word: opening quotes.
    Opening,
    /// Before a word, never apart from it: `¿`.
    Inverted,
    /// Behind a word, or between blanks: ellipses.
    Ellipsis,
    /// Behind a word or mark: closing quotes, `°`, `™`.
    Closing,
    /// Behind a name: `®`, `™`.
    Mark,
    /// Behind a digit, or alone; never at a letter: `½`.
    Fraction,
    /// Beside a number or a blank, never at a letter: `€`.
    Currency,
    /// Between blanks or numbers, sometimes words; hardly ever at one side of a word.
    Dash,
    /// Between blanks, words or numbers: `×`, `±`.
    Between,
    /// Apart: bullets, `©`, `§`.
    Apart,
}

/// Signs, their place, and `ln` of their rough share of the non-ASCII characters of prose.
///
/// The shares are estimates, set by hand and adjusted on the texts of `tests/bytes_bars.rs`; what
/// counts is their order.
const SIGNS: &[(char, Place, f32)] = &[
    ('\u{a0}', Place::Blank, -4.0),
    ('’', Place::Apostrophe, -3.5),
    ('‘', Place::Opening, -8.0),
    ('«', Place::Opening, -5.0),
    ('»', Place::Closing, -5.0),
    ('“', Place::Opening, -6.0),
    ('”', Place::Closing, -6.0),
    ('„', Place::Opening, -11.0),
    ('‚', Place::Opening, -13.0),
    ('‹', Place::Opening, -12.0),
    ('›', Place::Closing, -12.0),
    ('…', Place::Ellipsis, -6.0),
    ('–', Place::Dash, -6.0),
    ('—', Place::Dash, -6.0),
    ('•', Place::Apart, -8.0),
    ('·', Place::Apostrophe, -8.5),
    ('©', Place::Apart, -8.5),
    ('®', Place::Mark, -9.0),
    ('™', Place::Mark, -9.0),
    ('°', Place::Closing, -8.0),
    ('€', Place::Currency, -8.0),
    ('£', Place::Currency, -9.5),
    ('¥', Place::Currency, -12.0),
    ('¢', Place::Currency, -12.0),
    ('§', Place::Apart, -10.5),
    ('¶', Place::Apart, -12.5),
    ('±', Place::Between, -10.0),
    ('×', Place::Between, -9.0),
    ('÷', Place::Between, -13.0),
    ('²', Place::Mark, -9.5),
    ('³', Place::Mark, -10.5),
    ('¹', Place::Mark, -11.5),
    ('½', Place::Fraction, -10.5),
    ('¼', Place::Fraction, -11.5),
    ('¾', Place::Fraction, -11.5),
    ('¡', Place::Inverted, -10.0),
    ('¿', Place::Inverted, -10.0),
    ('¬', Place::Apart, -12.5),
    ('≈', Place::Between, -11.5),
    ('≠', Place::Between, -12.0),
    ('≤', Place::Between, -11.5),
    ('≥', Place::Between, -11.5),
    ('†', Place::Closing, -12.5),
    ('‡', Place::Closing, -13.5),
    ('‰', Place::Closing, -12.5),
    ('∞', Place::Apart, -12.5),
    ('√', Place::Apart, -13.0),
    ('∙', Place::Between, -13.5),
];

/// `ln p` of the sign `c` between `left` and `right`; `None` where it is not a sign of this list.
pub(super) fn log_likelihood(left: char, c: char, right: char) -> Option<f32> {
    let &(_, place, share) = SIGNS.iter().find(|(s, _, _)| *s == c)?;
    Some(share + placed(place, left, right))
}

/// What the neighbours add; the most ordinary place costs half a nat or so.
fn placed(place: Place, left: char, right: char) -> f32 {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}');
    let letter = char::is_alphanumeric;
    match place {
        Place::Blank if left.is_lowercase() && right.is_lowercase() => -11.0,
        Place::Blank if left.is_alphabetic() && right.is_alphabetic() => -6.5,
        Place::Blank if letter(left) && letter(right) => -3.5,
        Place::Blank => -1.5,
        Place::Apostrophe if letter(left) && letter(right) => -1.0,
        Place::Apostrophe if letter(left) || letter(right) => -3.0,
        Place::Apostrophe => -5.0,
        Place::Opening if left.is_alphabetic() && right.is_alphabetic() => -14.0,
        Place::Opening if letter(left) => -7.0,
        Place::Opening if right == ' ' && left == ' ' => -1.5,
        Place::Opening => -1.0,
        Place::Inverted if letter(left) || !letter(right) => -9.0,
        Place::Inverted => -1.0,
        Place::Ellipsis if right.is_lowercase() && matches!(left, '[' | '(' | '"' | '«' | '“') => -3.5,
        Place::Ellipsis if right.is_alphabetic() && !blank(left) && !letter(left) => -9.0,
        Place::Ellipsis if left == '\'' || matches!(right, ',' | ':' | ';') => -4.0,
        Place::Ellipsis if letter(right) || left == '-' || right == '-' => -6.0,
        Place::Ellipsis if blank(left) && blank(right) => -3.0,
        Place::Ellipsis if blank(left) => -2.5,
        Place::Ellipsis => -1.0,
        Place::Mark if right.is_alphabetic() && !letter(left) => -12.0,
        Place::Mark if right.is_alphabetic() => -7.0,
        Place::Mark if letter(left) || left == ')' => -1.0,
        Place::Mark => -4.5,
        Place::Currency if left.is_alphabetic() || right.is_alphabetic() => -6.0,
        Place::Currency => -1.0,
        Place::Fraction if left.is_alphabetic() || right.is_alphabetic() => -10.0,
        Place::Fraction => -1.0,
        Place::Closing if left.is_alphabetic() && right.is_alphabetic() => -14.0,
        Place::Closing if letter(right) && blank(left) => -8.0,
        Place::Closing if letter(right) => -4.0,
        Place::Closing if left == ' ' => -1.5,
        Place::Closing => -1.0,
        Place::Dash if blank(left) && blank(right) => -1.0,
        Place::Dash if left.is_alphabetic() && right.is_alphabetic() => -4.0,
        Place::Dash if left.is_alphabetic() || right.is_alphabetic() => -5.0,
        Place::Dash => -2.0,
        Place::Between if left.is_alphabetic() && right.is_alphabetic() => -9.0,
        Place::Between if left.is_alphabetic() != right.is_alphabetic() => -6.0,
        Place::Between if blank(left) == blank(right) && letter(left) == letter(right) => -1.0,
        Place::Between => -2.5,
        Place::Apart if letter(left) && letter(right) => -8.0,
        Place::Apart if letter(left) => -4.0,
        Place::Apart if letter(right) => -3.0,
        Place::Apart => -1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_likeliest_in_their_place() {
        for (good, bad) in [
            ((' ', '«', '\u{a0}'), ('t', '«', 'e')),
            (('l', '’', 'a'), (' ', '’', ' ')),
            (('t', '…', ' '), ('t', '…', 'e')),
            ((' ', '©', ' '), ('t', '©', 'e')),
        ] {
            let value = |(l, c, r)| log_likelihood(l, c, r).unwrap();
            assert!(value(good) > value(bad) + 2.0, "{good:?} {bad:?}");
        }
        assert_eq!(log_likelihood('t', 'é', 't'), None);
    }
}
