//! Languages besides French and English, where a site declares nothing and its folders or names show
//! them: `docs/de/P` beside `docs/en/P`, `P.de.md` beside `P.md`.

use super::{Site, is_meta, stem, tag};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Codes of languages that sites are often translated into.
const CODES: &[&str] = &[
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "lv", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv",
    "th", "tr", "uk", "vi", "zh",
];
/// Those that are also English words or abbreviations: one file named so shows nothing.
const WORDS: &[&str] = &["ca", "he", "hi", "id", "it", "no"];

/// Whether `part` is the code of a language other than French and English, with or without a region.
#[must_use]
pub fn other_code(part: &str) -> bool {
    CODES.contains(&tag::primary(part).as_str())
        && part.len() <= 7
        && (part.len() == 2 || part.len() > 3)
        && part.as_bytes().get(2).is_none_or(|b| *b == b'-' || *b == b'_')
}

/// Gives a site that declares nothing the languages that its posts' `paths` show; `stems` are those of
/// all posts.
pub(super) fn look(site: &mut Site, paths: &[&str], stems: &HashSet<String>) {
    if !site.languages.is_empty() || !site.roots.is_empty() {
        return;
    }
    // `post_fr.md` beside `post.md` shows French and English, which need no declaration.
    let flat = |path: &&str| {
        let stem = stem(path);
        let split = stem.rfind(['-', '_']).map(|at| stem.split_at(at));
        split.is_some_and(|(base, token)| {
            tag::french_or_english(token.get(1..).unwrap_or("")) && stems.contains(base)
        })
    };
    if !paths.iter().any(flat) {
        // A README in Chinese does not make a repository bilingual.
        let posts = paths.iter().filter(|p| !is_meta(p));
        site.languages = shown(posts.map(|p| p.get(site.root.len()..).unwrap_or("")));
    }
}

/// The languages of a site that declares none: French or English and others, in folders or names that
/// hold the same posts. Empty where both French and English are among them, which need no declaration,
/// or where no post has another side.
fn shown<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Vec<String> {
    let mut sides: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (key, token) in paths.clone().filter_map(marked) {
        sides.entry(key).or_default().insert(token);
    }
    // The unmarked side is a language too, whichever.
    for path in paths.filter(|p| marked(p).is_none()) {
        for key in [format!(".{}", stem(path)), format!("/{}", stem(path))] {
            sides.entry(key).and_modify(|tokens| {
                tokens.insert("");
            });
        }
    }
    let (mut found, mut known): (BTreeMap<&str, usize>, _) = (BTreeMap::new(), BTreeSet::new());
    for (key, tokens) in sides.iter().filter(|s| s.1.len() > 1) {
        // A folder beside unmarked posts may be called anything.
        let unmarked = key.starts_with('.') && tokens.contains("");
        let read = unmarked || tokens.iter().any(|t| tag::french_or_english(t));
        let others = tokens.iter().filter(|t| read && other_code(t));
        others.for_each(|t| *found.entry(t).or_default() += 1);
        known.extend(tokens.iter().filter(|t| tag::french_or_english(t) || t.is_empty()).copied());
    }
    found.retain(|token, posts| *posts > 1 || !WORDS.contains(token));
    let both = known.iter().map(|t| tag::primary(t)).collect::<BTreeSet<_>>().len() > 1;
    let french = known.iter().any(|t| tag::primary(t) == "fr") && known.contains("");
    if found.is_empty() || both || french {
        return Vec::new();
    }
    let known = known.into_iter().filter(|t| !t.is_empty());
    known.chain(found.into_keys()).map(str::to_owned).collect()
}

/// What is left of a path without its language mark, and the mark.
fn marked(path: &str) -> Option<(String, &str)> {
    let language = |t: &str| tag::french_or_english(t) || other_code(t);
    let stem = stem(path);
    let name_at = stem.rfind('/').map_or(0, |i| i + 1);
    if let Some((before, token)) = stem.rsplit_once('.').filter(|(b, t)| b.len() > name_at && language(t)) {
        return Some((format!(".{before}"), token));
    }
    let mut at = 0;
    for part in stem.get(..name_at)?.split_terminator('/') {
        if language(part) {
            return Some((format!("/{}{}", stem.get(..at)?, stem.get(at + part.len() + 1..)?), part));
        }
        at += part.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(paths: &[&str]) -> Vec<String> {
        shown(paths.iter().copied())
    }

    #[test]
    fn folders_and_names_show_other_languages() {
        assert_eq!(of(&["docs/de/a.md", "docs/en/a.md", "docs/en/b.md"]), ["en", "de"]);
        assert_eq!(of(&["a.es.md", "a.fr.md"]), ["fr", "es"]);
        assert_eq!(of(&["a.de.md", "a.md"]), ["de"]);
        assert_eq!(of(&["pt-BR/a.md", "en/a.md"]), ["en", "pt-BR"]);
    }

    #[test]
    fn french_and_english_need_no_declaration_and_departments_are_no_languages() {
        assert!(of(&["de/a.md", "en/a.md", "fr/a.md"]).is_empty());
        assert!(of(&["a.es.md", "a.fr.md", "a.md"]).is_empty());
        assert!(of(&["hr/rules.md", "it/rules.md"]).is_empty());
        assert!(of(&["de/a.md", "en/b.md"]).is_empty());
        assert!(of(&["a.it.md", "a.md"]).is_empty());
        assert!(of(&["docs/a.md", "docs/fr/a.md", "docs/de/a.md"]).is_empty());
        assert!(of(&["docs/a.md", "docs/de/a.md"]).is_empty());
    }
}
