//! Words for comparing languages: lower case, accents folded, endings cut, hashed.

/// A word or number of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Hash of its stem.
    pub stem: u32,
    /// Hash of its first five letters without accents: what cognates share. 0 for short words.
    pub root: u32,
    /// Whether it is a number.
    pub number: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// Which endings are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endings {
    /// French ones.
    French,
    /// English ones.
    English,
    /// None: another language.
    Other,
}

impl Endings {
    /// The endings of the language a tag names.
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        match super::layout::tag::primary(tag).as_str() {
            "fr" => Self::French,
            "en" => Self::English,
            _ => Self::Other,
        }
    }

    const fn list(self) -> &'static [&'static str] {
        match self {
            Self::French => &[
                "issaient", "eraient", "issant", "issait", "erions", "assent", "aient", "erent", "eront",
                "erait", "irent", "ement", "ions", "ante", "ants", "erai", "eras", "era", "ees", "ais",
                "ait", "ant", "ons", "ent", "ez", "er", "ee", "es", "ir", "it", "is", "ai", "as", "e", "s",
                "x", "a",
            ],
            Self::English => &["ings", "edly", "ing", "ies", "ed", "es", "ly", "er", "y", "e", "s"],
            Self::Other => &[],
        }
    }
}

/// Letters of a stem that are kept: long words differ early, and their ends are grammar.
const KEPT: usize = 7;
/// Letters that an ending must leave.
const LEFT: usize = 3;

/// The words and numbers of `text`, in order. Single letters are dropped: they are elisions.
#[must_use]
pub fn words(text: &str, endings: Endings) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 6);
    let mut folded = String::with_capacity(16);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = at + c.len_utf8();
        let digits = c.is_ascii_digit();
        while let Some(&(next, d)) = chars.peek() {
            // `1,234` and `1.5` are compared piece by piece: conventions differ.
            if !d.is_alphanumeric() || d.is_ascii_digit() != digits {
                break;
            }
            end = next + d.len_utf8();
            chars.next();
        }
        let word = text.get(at..end).unwrap_or("");
        if digits {
            let value = word.trim_start_matches('0');
            out.push(Word { stem: hash(b'#', value.as_bytes()), root: 0, number: true, capital: false });
            continue;
        }
        fold(word, &mut folded);
        if folded.chars().nth(1).is_none() && folded.is_ascii() {
            continue;
        }
        let stem = cut(&folded, endings);
        let root = if folded.len() >= 5 { hash(b'~', prefix(&folded, 5).as_bytes()) } else { 0 };
        out.push(Word { stem: hash(b' ', stem.as_bytes()), root, number: false, capital: c.is_uppercase() });
    }
    out
}

/// The stem's hash of one word, as [`words`] would give it.
#[must_use]
pub fn stem_of(word: &str, endings: Endings) -> Option<u32> {
    words(word, endings).first().map(|w| w.stem)
}

fn cut(folded: &str, endings: Endings) -> &str {
    let ending = endings.list().iter().find(|e| folded.len() >= e.len() + LEFT && folded.ends_with(*e));
    let stem = folded.get(..folded.len() - ending.map_or(0, |e| e.len())).unwrap_or(folded);
    prefix(stem, KEPT)
}

fn prefix(text: &str, letters: usize) -> &str {
    text.char_indices().nth(letters).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Lower case, with the accents of French folded and ligatures taken apart.
fn fold(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'â' | 'ä' | 'á' | 'ã' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' | 'í' => out.push('i'),
            'ô' | 'ö' | 'ó' => out.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => out.push('u'),
            'ç' => out.push('c'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            c => out.push(c),
        }
    }
}

/// FNV-1a over a mark and bytes: the table on disk depends on it, so it is spelt out here.
#[must_use]
pub fn hash(mark: u8, bytes: &[u8]) -> u32 {
    let step = |h: u32, b: &u8| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193);
    bytes.iter().fold(step(0x811c_9dc5, &mark), step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_share_a_stem() {
        let fr = |w| stem_of(w, Endings::French);
        assert_eq!(fr("regardait"), fr("regardé"));
        assert_eq!(fr("finissaient"), fr("finissant"));
        assert_eq!(stem_of("Walking", Endings::English), stem_of("walked", Endings::English));
        assert_ne!(fr("comment"), fr("commence"));
    }

    #[test]
    fn elisions_drop_and_numbers_stay() {
        let found = words("L'été 2019, d'œuvre", Endings::French);
        assert_eq!(found.len(), 3);
        assert!(found[1].number);
        assert_eq!(found[2].stem, stem_of("oeuvre", Endings::French).expect("word"));
    }

    #[test]
    fn cognates_share_a_root() {
        let (a, b) = (words("organisation", Endings::French), words("organization", Endings::English));
        assert_eq!(a[0].root, b[0].root);
    }
}
