//! What is known about a post before it is compared: its front matter keys and a fingerprint of its
//! content that survives translation.

use super::layout::tag;
use super::lexicon::Lexicon;
use super::words::{Endings, words};
use crate::document::Document;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// Front matter keys that join the language versions of a page, the strongest first.
const JOINING: &[&str] = &[
    "translationKey",
    "translation_key",
    "page_id",
    "permalink",
    "lang-ref",
    "lang_ref",
    "i18n_key",
    "ref",
    "key",
];

/// Facts about one post.
#[derive(Debug, Clone, Default)]
pub struct PostFacts {
    /// Its path, with `/`.
    pub path: String,
    /// The language that its front matter names.
    pub language: Option<String>,
    /// Joining keys: name and trimmed value, the strongest first.
    pub keys: Vec<(&'static str, String)>,
    /// Its slug; it joins versions only where the generator says so.
    pub slug: Option<String>,
    /// Its date, the day only: `2020-05-11`.
    pub date: Option<String>,
    /// Whether it is declared to exist in its own language only.
    pub exclusive: bool,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether it has front matter.
    pub front_matter: bool,
    /// What of its content survives translation.
    pub content: Fingerprint,
}

impl PostFacts {
    /// Reads the facts of the post at `path`.
    #[must_use]
    pub fn read(path: &str, document: &Document) -> Self {
        let mut facts = Self { path: path.to_owned(), ..Self::default() };
        let mut body = 0;
        if let Some(front) = &document.front_matter {
            facts.front_matter = true;
            body = front.span.end;
            let get = |key: &str| {
                let value = front.get(key)?.value.trim();
                (!value.is_empty()).then(|| value.to_owned())
            };
            facts.take(get);
            facts.exclusive |=
                front.values.iter().any(|v| v.key.to_ascii_lowercase().starts_with("lang-exclusive"));
        } else {
            let header = header(&document.text);
            facts
                .take(|key| header.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v.clone()));
        }
        if facts.date.is_none() {
            // Jekyll dates posts in their names.
            facts.date = day(path.rsplit('/').next().unwrap_or(path));
        }
        facts.content = Fingerprint::read(document.text.get(body..).unwrap_or(""));
        facts
    }

    fn take(&mut self, get: impl Fn(&str) -> Option<String>) {
        self.language = ["lang", "language", "locale"]
            .iter()
            .find_map(|k| get(k))
            .filter(|l| (2..=8).contains(&tag::normal(l).len()) && !l.contains(' '));
        self.keys = JOINING.iter().filter_map(|k| Some((*k, get(k)?))).collect();
        self.slug = get("slug");
        self.date = get("date").as_deref().and_then(day);
        self.exclusive = get("lang-exclusive").is_some() || get("lang_exclusive").is_some();
        self.draft = get("draft").is_some_and(|d| d.eq_ignore_ascii_case("true"));
    }
}

/// The day at the start of a date or file name: `2020-05-11`, digits padded.
fn day(text: &str) -> Option<String> {
    let mut parts = text.splitn(3, ['-', '/']);
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let day: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let number = |s: &str| s.parse::<u16>().ok();
    let (y, m, d) = (number(year)?, number(month)?, number(&day)?);
    (year.len() == 4 && (1..=12).contains(&m) && (1..=31).contains(&d))
        .then(|| format!("{y:04}-{m:02}-{d:02}"))
}

/// `Key: value` lines at the top of a Pelican post.
fn header(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines().take(20) {
        let Some((key, value)) = line.split_once(':') else { break };
        if key.is_empty() || !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
            break;
        }
        out.push((key.to_owned(), value.trim().to_owned()));
    }
    out
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
    /// What its words mean, as the lexicon's French words; empty where the language is not plain.
    pub meanings: Vec<u64>,
    /// Levels of the headings, in order.
    pub headings: Vec<u8>,
    /// Non-empty lines.
    pub lines: usize,
    /// Letters.
    pub letters: usize,
    /// Frequent French words minus frequent English ones, over both: -1 English to 1 French; 0 where
    /// fewer than ten were seen.
    pub french: f32,
}

impl Fingerprint {
    /// Reads a text; the front matter is not part of it.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut print = Self::default();
        let (mut fenced, mut french, mut english) = (false, 0u32, 0u32);
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
            print.words(trimmed, &mut french, &mut english);
        }
        if french + english >= 10 {
            #[allow(clippy::cast_precision_loss)]
            let balance = (french as f32 - english as f32) / (french + english) as f32;
            print.french = balance;
            print.meanings = meanings(text, balance);
        }
        for list in
            [&mut print.urls, &mut print.numbers, &mut print.names, &mut print.codes, &mut print.roots]
                .into_iter()
                .chain([&mut print.meanings])
        {
            list.sort_unstable();
            list.dedup();
        }
        print
    }

    fn words(&mut self, line: &str, french: &mut u32, english: &mut u32) {
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
            let after = line.get(at + 2..).unwrap_or("");
            let inner = after.split([')', ' ', '#']).next().filter(|d| !d.contains("://")).unwrap_or("");
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
            match word {
                "le" | "la" | "les" | "des" | "et" | "est" | "une" | "un" | "pour" | "dans" | "du"
                | "que" | "qui" | "sur" | "avec" | "vous" | "nous" | "ce" | "pas" | "au" => *french += 1,
                "the" | "of" | "and" | "to" | "is" | "in" | "that" | "for" | "with" | "you" | "it"
                | "this" | "are" | "be" | "we" | "can" | "your" | "or" | "as" | "by" => *english += 1,
                _ => {}
            }
        }
    }

    /// The language of the text, where it is plain.
    #[must_use]
    pub fn language(&self) -> Option<&'static str> {
        match self.french {
            f if f > 0.6 => Some("fr"),
            f if f < -0.6 => Some("en"),
            _ => None,
        }
    }
}

/// The rarer words of a text as words of French, those of English by their likeliest translation.
fn meanings(text: &str, french: f32) -> Vec<u64> {
    /// Chance of a word in running text above which it says nothing about what a page is about.
    const COMMON: f32 = 1e-3;
    let lexicon = Lexicon::shipped();
    let endings = match french {
        f if f > 0.2 => Endings::French,
        f if f < -0.2 => Endings::English,
        _ => return Vec::new(),
    };
    let meaning = |stem: u32| -> Option<u16> {
        let own = if endings == Endings::French { &lexicon.french } else { &lexicon.english };
        let number = own.number(stem).filter(|n| own.chance(*n) < COMMON)?;
        if endings == Endings::French {
            return Some(number);
        }
        let likely = lexicon.translations(number).max_by(|a, b| a.to_french.total_cmp(&b.to_french))?;
        Some(likely.french)
    };
    words(text, endings).iter().filter_map(|w| meaning(w.stem)).map(u64::from).collect()
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
    use crate::document::Kind;

    #[test]
    fn fingerprints_survive_translation() {
        let en =
            "# Meeting\n\nWe met Camille on 2019 in Lyon, see [wiki](https://en.wikipedia.org/wiki/Lyon).\n";
        let fr = "# Rencontre\n\nNous avons vu Camille en 2019 à Lyon, cf. [wiki](https://fr.wikipedia.org/wiki/Lyon).\n";
        let (en, fr) = (Fingerprint::read(en), Fingerprint::read(fr));
        assert_eq!((&en.urls, &en.numbers, &en.headings), (&fr.urls, &fr.numbers, &fr.headings));
        assert!(en.names.iter().any(|n| fr.names.contains(n)));
    }

    #[test]
    fn days_are_read_from_dates_and_names() {
        assert_eq!(day("2020-05-11T10:00:00Z").as_deref(), Some("2020-05-11"));
        assert_eq!(day("2015-9-19-hello.md").as_deref(), Some("2015-09-19"));
        assert_eq!(day("notes-on-2019"), None);
    }

    #[test]
    fn pelican_headers_count() {
        let text = "Title: Salut\nLang: fr\nSlug: hello\n\nBonjour.\n".to_owned();
        let facts = PostFacts::read("salut.md", &Document::parse(text, Kind::Markdown));
        assert_eq!((facts.language.as_deref(), facts.slug.as_deref()), (Some("fr"), Some("hello")));
    }
}
