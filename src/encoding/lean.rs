//! Which language the ASCII words of a file lean to, before its codec is known.

/// French, English, or not known: what letters with accents are to be expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lean {
    French,
    English,
    Unknown,
}

impl Lean {
    /// Counts common short words of each language that the other, and Spanish, lack, and elisions.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let (mut english, mut french) = (0_usize, 0_usize);
        let mut after = bytes;
        for word in bytes.split(|b| !b.is_ascii_alphabetic() && b.is_ascii()) {
            after = after.get(word.len()..).unwrap_or(&[]);
            match word {
                b"the" | b"of" | b"and" | b"to" | b"is" | b"for" | b"with" | b"this" | b"you" => english += 1,
                b"les" | b"des" | b"est" | b"et" | b"une" | b"du" | b"dans" | b"pour" | b"vous" | b"nous"
                | b"sur" | b"avec" | b"cette" | b"notre" | b"votre" | b"sont" | b"pas" | b"qui" | b"au"
                | b"aux" | b"eu" => french += 1,
                b"l" | b"d" | b"n" | b"qu" | b"j" | b"L" | b"D" if after.starts_with(b"'") => french += 1,
                _ => {}
            }
            after = after.get(1..).unwrap_or(&[]);
        }
        match (french, english) {
            (f, e) if f >= 1 && f > 2 * e => Self::French,
            (f, e) if e >= 2 && e > 4 * f => Self::English,
            _ => Self::Unknown,
        }
    }

    /// How much less likely, in nats, `c` between `l` and `r` is in this language than the model, made for several, has it.
    pub(super) fn surprise(self, l: char, c: char, r: char) -> f32 {
        let alone = !l.is_alphabetic() && !r.is_alphabetic();
        match self {
            // No word of English is one such letter.
            Self::English if c.is_alphabetic() && alone => 9.0,
            Self::French if c.is_alphabetic() && !is_french(c) => 4.0,
            // English has letters with accents in loans and names only.
            Self::English if c.is_alphabetic() => 5.5,
            _ => 0.0,
        }
    }
}

fn is_french(c: char) -> bool {
    let lower = c.to_lowercase().next().unwrap_or(c);
    "àâæçèéêëîïôœùûüÿªº".contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_are_enough() {
        assert_eq!(Lean::of(b"d\x8ej\x88 vu dans les rues"), Lean::French);
        assert_eq!(Lean::of(b"the end of it"), Lean::English);
        assert_eq!(Lean::of(b"de la casa un dos"), Lean::Unknown);
        assert!(Lean::French.surprise('b', 'ó', 'b') > Lean::French.surprise('b', 'É', 'b'));
    }
}
