//! A fingerprint of a text that survives translation, taken only where somebody asks for it.

use super::layout::tag;
use super::lexicon::Lexicon;
use super::words::{Endings, words};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// The text of a post and its fingerprint. Most sites say by names and keys which posts belong
/// together; only the others are read this closely. Copies share one fingerprint.
#[derive(Debug, Clone, Default)]
pub struct Content(Arc<Lazy>);

#[derive(Debug, Default)]
struct Lazy {
    /// What the front matter says, a value a line: on short pages a title tells more than the body.
    front: String,
    text: String,
    language: OnceLock<Option<&'static str>>,
    print: OnceLock<Fingerprint>,
    /// Read as French, and read as English.
    meanings: (OnceLock<Meanings>, OnceLock<Meanings>),
}

/// The rarer words of a post as the lexicon's French words: what survives translation of words that
/// are spelt in no way alike. Sorted, each once.
#[derive(Debug, Clone, Default)]
pub struct Meanings {
    /// Those of the front matter's values: titles and descriptions say what a page is about.
    pub front: Vec<u64>,
    /// Those of the text.
    pub text: Vec<u64>,
}

impl Content {
    /// The values of the front matter, a line each, and the text below it.
    #[must_use]
    pub fn new(front: &str, text: &str) -> Self {
        Self(Arc::new(Lazy { front: front.to_owned(), text: text.to_owned(), ..Lazy::default() }))
    }

    /// The language of the text, where it is plain. Costs far less than the fingerprint.
    #[must_use]
    pub fn language(&self) -> Option<&'static str> {
        *self.0.language.get_or_init(|| match french(&self.0.text) {
            f if f > 0.6 => Some("fr"),
            f if f < -0.6 => Some("en"),
            _ => None,
        })
    }

    /// The values of the front matter, a line each.
    pub(super) fn front(&self) -> &str {
        &self.0.front
    }

    /// The text below the front matter.
    pub(super) fn body(&self) -> &str {
        &self.0.text
    }

    /// What the words mean, read as words of the language with these endings.
    #[must_use]
    pub fn meanings(&self, endings: Endings) -> &Meanings {
        static NONE: Meanings = Meanings { front: Vec::new(), text: Vec::new() };
        let place = match endings {
            Endings::French => &self.0.meanings.0,
            Endings::English => &self.0.meanings.1,
            Endings::Other => return &NONE,
        };
        place.get_or_init(|| Meanings {
            front: meanings(&self.0.front, endings),
            text: meanings(&self.0.text, endings),
        })
    }
}

impl Deref for Content {
    type Target = Fingerprint;

    fn deref(&self) -> &Fingerprint {
        self.0.print.get_or_init(|| Fingerprint::read(&self.0.front, &self.0.text))
    }
}

/// Features of a text that a translation keeps, as hashes, and its shape.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint {
    /// URLs without scheme and language marks; sorted, each once.
    pub urls: Vec<u64>,
    /// Numbers of two digits and more.
    pub numbers: Vec<u64>,
    /// Capitalised words inside sentences, and words with digits or inner capitals.
    pub names: Vec<u64>,
    /// Lines of code blocks, and code inside lines.
    pub codes: Vec<u64>,
    /// Beginnings of long words, which the two languages often share.
    pub roots: Vec<u64>,
    /// Levels of the headings, in order.
    pub headings: Vec<u8>,
    /// Non-empty lines.
    pub lines: usize,
    /// Letters.
    pub letters: usize,
}

impl Fingerprint {
    /// Reads a text and the values of its front matter.
    #[must_use]
    pub fn read(front: &str, text: &str) -> Self {
        let mut print = Self::default();
        let mut fenced = false;
        for line in text.lines() {
            let trimmed = line.trim();
            if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
                fenced = !fenced;
            }
            if trimmed.is_empty() {
                continue;
            }
            print.lines += 1;
            let level = trimmed.bytes().take_while(|b| *b == b'#').count();
            if !fenced && (1..=6).contains(&level) {
                print.headings.push(u8::try_from(level).unwrap_or(6));
            }
            if fenced {
                print.codes.extend((trimmed.len() > 3).then(|| hash(trimmed)));
            } else {
                let inside = trimmed.split('`').skip(1).step_by(2).filter(|c| c.len() > 1);
                print.codes.extend(inside.map(hash));
            }
            print.words(trimmed);
        }
        let letters = print.letters;
        front.lines().for_each(|line| print.words(line));
        print.letters = letters;
        for list in
            [&mut print.urls, &mut print.numbers, &mut print.names, &mut print.codes, &mut print.roots]
        {
            list.sort_unstable();
            list.dedup();
        }
        print
    }

    fn words(&mut self, line: &str) {
        let mut rest = line;
        while let Some(at) = rest.find("://") {
            let after = rest.get(at + 3..).unwrap_or("");
            let end =
                after.find(|c: char| c.is_whitespace() || "()<>\"'`]|".contains(c)).unwrap_or(after.len());
            let url = after.get(..end).unwrap_or("").trim_end_matches(['.', ',', ';', ':', '/']);
            self.urls.push(hash(&neutral_url(url)));
            rest = after.get(end..).unwrap_or("");
        }
        for (at, _) in line.match_indices("](") {
            // What opens another link ends this one, so that each byte is read once.
            let after = line.get(at + 2..).unwrap_or("");
            let inner = after.split([')', ' ', '#', ']']).next().filter(|d| !d.contains("://")).unwrap_or("");
            let path = neutral_url(inner);
            self.urls.extend((path.len() > 3).then(|| hash(&path)));
        }
        let mut inside = false;
        for word in line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            self.letters += word.chars().count() - digits;
            let inner = word.chars().skip(1).any(char::is_uppercase);
            let first = word.chars().next().is_some_and(char::is_uppercase);
            if digits == word.len() {
                if digits >= 2 {
                    self.numbers.push(hash(word));
                }
            } else if digits > 0 || inner || (first && inside && word.chars().count() > 2) {
                self.names.push(hash(&word.to_lowercase()));
            }
            inside = true;
            self.roots.extend((digits == 0 && word.len() > 6).then(|| root(word)));
        }
    }
}

/// Which bytes are letters and digits of ASCII.
static ALPHANUMERIC: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = (b as u8).is_ascii_alphanumeric();
        b += 1;
    }
    table
};

/// Frequent French words minus frequent English ones, over both: -1 English to 1 French; 0 where
/// fewer than ten were seen.
fn french(text: &str) -> f32 {
    let (mut french, mut english) = (0u16, 0u16);
    let bytes = text.as_bytes();
    let length = |at: usize, ascii: bool| {
        let rest = bytes.get(at..).unwrap_or(&[]);
        rest.iter().position(|b| ALPHANUMERIC[usize::from(*b)] != ascii).unwrap_or(rest.len())
    };
    // Words of other letters are none of these: only what stands beside a run of ASCII tells a word from a part
    // of one.
    let mut at = length(0, false);
    while at < bytes.len() {
        let end = at + length(at, true);
        let word = bytes.get(at..end).unwrap_or(&[]);
        let count = match word {
            b"le" | b"la" | b"les" | b"des" | b"et" | b"est" | b"une" | b"un" | b"pour" | b"dans" | b"du"
            | b"que" | b"qui" | b"sur" | b"avec" | b"vous" | b"nous" | b"ce" | b"pas" | b"au" => {
                Some(&mut french)
            }
            b"the" | b"of" | b"and" | b"to" | b"is" | b"in" | b"that" | b"for" | b"with" | b"you" | b"it"
            | b"this" | b"are" | b"be" | b"we" | b"can" | b"your" | b"or" | b"as" | b"by" => {
                Some(&mut english)
            }
            _ => None,
        };
        if let Some(count) = count.filter(|_| !part_of_a_word(text, at, end)) {
            *count = count.saturating_add(1);
        }
        at = end + length(end, false);
    }
    let (french, english) = (f32::from(french), f32::from(english));
    if french + english < 10.0 { 0.0 } else { (french - english) / (french + english) }
}

/// Whether a letter stands beside the ASCII letters from `start` to `end`: one beyond ASCII, then.
fn part_of_a_word(text: &str, start: usize, end: usize) -> bool {
    let beyond = |b: Option<&u8>| b.is_some_and(|b| !b.is_ascii());
    let bytes = text.as_bytes();
    beyond(start.checked_sub(1).and_then(|i| bytes.get(i)))
        && text.get(..start).is_some_and(|t| t.ends_with(char::is_alphanumeric))
        || beyond(bytes.get(end)) && text.get(end..).is_some_and(|t| t.starts_with(char::is_alphanumeric))
}

/// The rarer words of a text as words of French, those of English by their likeliest translation.
fn meanings(text: &str, endings: Endings) -> Vec<u64> {
    /// Chance of a word in running text above which it says nothing about what a page is about.
    const COMMON: f32 = 1e-3;
    let lexicon = Lexicon::shipped();
    let meaning = |stem: u32| -> Option<u16> {
        let own = if endings == Endings::French { &lexicon.french } else { &lexicon.english };
        let number = own.number(stem).filter(|n| own.chance(*n) < COMMON)?;
        if endings == Endings::French {
            return Some(number);
        }
        let likely = lexicon.translations(number).max_by(|a, b| a.to_french.total_cmp(&b.to_french))?;
        Some(likely.french)
    };
    let mut out: Vec<u64> =
        words(text, endings).iter().filter_map(|w| meaning(w.stem)).map(u64::from).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// A URL in lower case without the parts that name French or English.
fn neutral_url(url: &str) -> String {
    let url = url.split(['#', '?']).next().unwrap_or("").to_ascii_lowercase();
    url.trim_start_matches("www.")
        .split(['/', '.'])
        .filter(|part| !tag::french_or_english(part) && !part.is_empty())
        .flat_map(|part| [part, "/"])
        .collect()
}

/// The first five letters, without case and the accents of French.
fn root(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for c in word.chars().take(5) {
        let c = match c {
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' => 'e',
            'à' | 'â' | 'À' | 'Â' => 'a',
            'î' | 'ï' | 'Î' => 'i',
            'ô' | 'Ô' => 'o',
            'û' | 'ù' | 'ü' => 'u',
            'ç' | 'Ç' => 'c',
            c => c.to_ascii_lowercase(),
        };
        c.hash(&mut hasher);
    }
    hasher.finish()
}

/// What tells texts apart in a map.
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_words_are_no_words() {
        let ten = |word: &str| format!(" {word}").repeat(10);
        for (word, share) in [
            ("le", 1.0),
            ("élan-le", 1.0),
            ("«le»", 1.0),
            ("éle", 0.0),
            ("leé", 0.0),
            ("le1", 0.0),
            ("of", -1.0),
        ] {
            assert_eq!(french(&ten(word)), share, "{word}");
        }
    }

    #[test]
    fn fingerprints_survive_translation() {
        let en =
            "# Meeting\n\nWe met Camille on 2019 in Lyon, see [wiki](https://en.wikipedia.org/wiki/Lyon).\n";
        let fr = "# Rencontre\n\nNous avons vu Camille en 2019 à Lyon, cf. [wiki](https://fr.wikipedia.org/wiki/Lyon).\n";
        let (en, fr) = (Fingerprint::read("", en), Fingerprint::read("", fr));
        assert_eq!((&en.urls, &en.numbers, &en.headings), (&fr.urls, &fr.numbers, &fr.headings));
        assert!(en.names.iter().any(|n| fr.names.contains(n)));
    }
}
