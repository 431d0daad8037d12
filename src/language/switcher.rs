//! Lines that lead to the page in other languages: `[English](README.md) | [Deutsch](README.de.md)`.

use crate::document::{Block, Document};

/// What languages are called, by those who speak them and in French and English, in small letters.
const NAMES: &[&str] = &[
    "english",
    "anglais",
    "anglaise",
    "français",
    "francais",
    "française",
    "francaise",
    "french",
    "deutsch",
    "german",
    "allemand",
    "español",
    "spanish",
    "espagnol",
    "italiano",
    "italian",
    "italien",
    "português",
    "portuguese",
    "portugais",
    "brasileiro",
    "nederlands",
    "dutch",
    "néerlandais",
    "polski",
    "polish",
    "polonais",
    "русский",
    "russian",
    "russe",
    "українська",
    "ukrainian",
    "türkçe",
    "turkish",
    "turc",
    "svenska",
    "dansk",
    "norsk",
    "suomi",
    "čeština",
    "magyar",
    "română",
    "ελληνικά",
    "greek",
    "العربية",
    "arabic",
    "arabe",
    "עברית",
    "فارسی",
    "हिन्दी",
    "hindi",
    "বাংলা",
    "ไทย",
    "tiếng",
    "bahasa",
    "indonesia",
    "中文",
    "简体中文",
    "繁體中文",
    "chinese",
    "chinois",
    "日本語",
    "japanese",
    "japonais",
    "한국어",
    "korean",
    "coréen",
    "català",
    "euskara",
];

/// Words of a line beyond which it is text that speaks of languages.
const WORDS: usize = 12;

/// Whether a block is a language switcher: it has links, each to a page of another language or named after one,
/// and few words beside them; or it is a list of names of languages.
#[must_use]
pub fn is_one(document: &Document, block: &Block) -> bool {
    let text = block.span.of(&document.prose);
    let from = document.links.partition_point(|l| l.span.start < block.span.start);
    let here = document.links.iter().skip(from).take_while(|l| l.span.start < block.span.end);
    let (mut links, mut linked, mut all) = (0, 0, true);
    for link in here.filter(|l| !l.image).take(64) {
        let label = link.text.of(&document.prose).trim();
        links += 1;
        linked += words(label).count();
        all &= words(label).take(8).any(is_name) || is_tag(label) || label.len() <= 6 && has_token(&link.url);
    }
    let count = words(text).take(200).count();
    let names = words(text).take(200).filter(|w| is_name(w)).count();
    (links > 0 && all && count <= linked + WORDS) || (names >= 3 && count <= names * 3)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty())
}

fn is_name(word: &str) -> bool {
    NAMES.contains(&word.to_lowercase().as_str())
}

/// Whether a text is the tag of a language: `de`, `pt-BR`.
fn is_tag(text: &str) -> bool {
    (text.len() == 2 || text.len() == 5 && text.contains('-'))
        && text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
}

/// Whether the name of a file holds the tag of a language: `README.fr.md`, `README-fr.md`, `README_FR.md`.
fn has_token(url: &str) -> bool {
    let file = url.rsplit('/').next().unwrap_or(url);
    let mut parts = file.rsplit(['.', '-', '_']).skip(1);
    parts.next().is_some_and(|t| t.len() == 2 && is_tag(t)) && parts.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::is_one;
    use crate::document::{Document, Kind};

    #[test]
    fn switchers_are_known() {
        let switcher = |text: &str| {
            let document = Document::parse(text.to_owned(), Kind::Markdown);
            document.blocks.iter().any(|b| is_one(&document, b))
        };
        for yes in [
            "*Lire ce document en [français](README.fr.md).*",
            "🇬🇧 [English version](README.md)",
            "[en](readme.md) · [de](readme.de.md) · [es](readme.es.md) · [fr](readme.fr.md)",
            "👉 Version française du README [ici](README.fr.md)",
            "Available in: English, Français, Deutsch, 日本語",
        ] {
            assert!(switcher(yes), "{yes}");
        }
        for no in [
            "See [the guide](guide.md) for more.",
            "We read it in English, and [the harbour](harbour.md) was in the title of it.",
            "Read it in French.",
        ] {
            assert!(!switcher(no), "{no}");
        }
    }
}
