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

    /// The endings whose last letter is `last`, the longest and most telling first.
    const fn list(self, last: u8) -> &'static [&'static str] {
        match (self, last) {
            (Self::French, b't') => &[
                "issaient", "eraient", "issant", "issait", "assent", "aient", "erent", "eront", "erait",
                "irent", "ement", "ait", "ant", "ent", "it",
            ],
            (Self::French, b's') => {
                &["erions", "ions", "ants", "eras", "ees", "ais", "ons", "es", "is", "as", "s"]
            }
            (Self::French, b'e') => &["ante", "ee", "e"],
            (Self::French, b'i') => &["erai", "ai"],
            (Self::French, b'a') => &["era", "a"],
            (Self::French, b'z') => &["ez"],
            (Self::French, b'r') => &["er", "ir"],
            (Self::French, b'x') => &["x"],
            (Self::English, b's') => &["ings", "ies", "es", "s"],
            (Self::English, b'y') => &["edly", "ly", "y"],
            (Self::English, b'g') => &["ing"],
            (Self::English, b'd') => &["ed"],
            (Self::English, b'r') => &["er"],
            (Self::English, b'e') => &["e"],
            _ => &[],
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
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(text.len() / 6);
    let mut folded = Vec::with_capacity(32);
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or(&[]);
        // `1,234` and `1.5` are compared piece by piece: conventions differ.
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits > 0 {
            let zeros = rest.iter().take(digits).take_while(|b| **b == b'0').count();
            let stem = hash(b'#', rest.get(zeros..digits).unwrap_or(&[]));
            out.push(Word { stem, root: 0, number: true, capital: false });
            at += digits;
            continue;
        }
        let length = fold(text, at, &mut folded);
        if length == 0 {
            at += if first.is_ascii() { 1 } else { letter(text, at).map_or(1, char::len_utf8) };
            continue;
        }
        let capital = match first {
            0..0x80 => first.is_ascii_uppercase(),
            _ => letter(text, at).is_some_and(char::is_uppercase),
        };
        at += length;
        if folded.len() < 2 {
            continue;
        }
        let root = if folded.len() >= 5 { hash(b'~', prefix(&folded, 5)) } else { 0 };
        out.push(Word { stem: hash(b' ', cut(&folded, endings)), root, number: false, capital });
    }
    out
}

/// The character at byte `at`.
fn letter(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The stem's hash of one word, as [`words`] would give it.
#[must_use]
pub fn stem_of(word: &str, endings: Endings) -> Option<u32> {
    words(word, endings).first().map(|w| w.stem)
}

fn cut(folded: &[u8], endings: Endings) -> &[u8] {
    let list = endings.list(folded.last().copied().unwrap_or(0));
    let ending = list.iter().find(|e| folded.len() >= e.len() + LEFT && folded.ends_with(e.as_bytes()));
    let stem = folded.get(..folded.len() - ending.map_or(0, |e| e.len())).unwrap_or(folded);
    prefix(stem, KEPT)
}

/// The first letters of a text in UTF-8.
fn prefix(text: &[u8], letters: usize) -> &[u8] {
    let head = text.get(..letters).unwrap_or(text);
    if head.is_ascii() {
        return head;
    }
    let begins = |b: &u8| b & 0xc0 != 0x80;
    let end = text.iter().enumerate().filter(|(_, b)| begins(b)).nth(letters);
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Reads the letters at byte `at`, in lower case, with the accents of French folded and ligatures taken
/// apart. How many bytes they are.
fn fold(text: &str, at: usize, out: &mut Vec<u8>) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    out.clear();
    loop {
        while let Some(b) = bytes.get(end).filter(|b| b.is_ascii_alphabetic()) {
            out.push(b | 0x20);
            end += 1;
        }
        // Digits are words of their own.
        if bytes.get(end).is_none_or(u8::is_ascii) {
            return end - at;
        }
        let Some(c) = letter(text, end).filter(|c| c.is_alphanumeric()) else { return end - at };
        c.to_lowercase().for_each(|c| folded(c, out));
        end += c.len_utf8();
    }
}

fn folded(c: char, out: &mut Vec<u8>) {
    match c {
        'à' | 'â' | 'ä' | 'á' | 'ã' => out.push(b'a'),
        'é' | 'è' | 'ê' | 'ë' => out.push(b'e'),
        'î' | 'ï' | 'í' => out.push(b'i'),
        'ô' | 'ö' | 'ó' => out.push(b'o'),
        'ù' | 'û' | 'ü' | 'ú' => out.push(b'u'),
        'ç' => out.push(b'c'),
        'œ' => out.extend(b"oe"),
        'æ' => out.extend(b"ae"),
        c => out.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
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

    #[test]
    fn letters_and_digits_are_told_apart_in_any_script() {
        let found = words("n° 007bis: ÉTÉ, Œuvre_x2 Ωμέγα ß 0 日本", Endings::French);
        let hashes: Vec<(u32, u32)> = found.iter().map(|w| (w.stem, w.root)).collect();
        let (number, word) = (|n: &str| (hash(b'#', n.as_bytes()), 0), |w: &str| hash(b' ', w.as_bytes()));
        let root = |w: &str| hash(b'~', w.as_bytes());
        let want = [
            number("7"),
            (word("bis"), 0),
            (word("ete"), 0),
            (word("oeuvr"), root("oeuvr")),
            number("2"),
            (word("ωμέγα"), root("ωμέγα")),
            (word("ß"), 0),
            number(""),
            (word("日本"), root("日本")),
        ];
        assert_eq!(hashes, want);
        let capitals: Vec<bool> = found.iter().map(|w| w.capital).collect();
        assert_eq!(capitals, [false, false, true, true, false, true, false, false, false]);
    }
}
