//! Languages besides French and English, where a site declares nothing and its folders or names show
//! them: `docs/de/P` beside `docs/en/P`, `P.de.md` beside `P.md`.

use super::locate::Stems;
use super::{Site, is_meta, stem, tag};
use std::collections::{BTreeMap, BTreeSet};

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
pub(super) fn look(site: &mut Site, paths: &[&str], stems: &Stems) {
    if !site.languages.is_empty() || !site.roots.is_empty() {
        return;
    }
    // `post_fr.md` beside `post.md` shows French and English, which need no declaration.
    let flat = |path: &&str| {
        let stem = stem(path);
        let split = stem.rfind(['-', '_']).map(|at| stem.split_at(at));
        split.is_some_and(|(base, token)| {
            tag::french_or_english(token.get(1..).unwrap_or("")) && stems.has(base)
        })
    };
    // A README in Chinese does not make a repository bilingual.
    let posts = paths.iter().filter(|p| !is_meta(p));
    let (known, others) = shown(posts.map(|p| p.get(site.root.len()..).unwrap_or("")));
    let primaries: BTreeSet<String> = known.iter().map(|t| tag::primary(t)).collect();
    let french = primaries.contains("fr") && known.contains("");
    let undeclared = primaries.len() > 1 || french || paths.iter().any(flat);
    if undeclared {
        site.others = others.into_iter().map(str::to_owned).collect();
        site.others.extend(beside(paths, stems));
    } else if !others.is_empty() {
        let known = known.into_iter().filter(|t| !t.is_empty());
        site.languages = known.chain(others).map(str::to_owned).collect();
    }
}

/// Other languages in names without a dot, beside their twins: `post_es.md` and `post.md`.
fn beside(paths: &[&str], stems: &Stems) -> Vec<String> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for stem in paths.iter().map(|p| stem(p)) {
        let token = stem.rfind(['-', '_']).map(|at| (stem.get(..at), stem.get(at + 1..)));
        if let Some((Some(base), Some(token))) = token
            && other_code(token)
            && stems.has(base)
        {
            *found.entry(token).or_default() += 1;
        }
    }
    found.retain(|token, posts| *posts > 1 || !WORDS.contains(token));
    found.into_keys().map(str::to_owned).collect()
}

/// The languages of a site that declares none: French, English and the unmarked one, and others, in
/// folders or names that hold the same posts.
fn shown<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> (BTreeSet<&'p str>, Vec<&'p str>) {
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
    (known, found.into_keys().collect())
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

    /// The languages that paths declare, and those that they only show beside French and English.
    fn of(paths: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut site = super::super::PLAIN.clone();
        let stems = Stems::of(paths);
        look(&mut site, paths, &stems);
        (site.languages, site.others)
    }

    fn list(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|t| (*t).to_owned()).collect()
    }

    #[test]
    fn folders_and_names_show_other_languages() {
        let declared = |paths: &[&str]| of(paths).0;
        assert_eq!(declared(&["docs/de/a.md", "docs/en/a.md", "docs/en/b.md"]), ["en", "de"]);
        assert_eq!(declared(&["a.es.md", "a.fr.md"]), ["fr", "es"]);
        assert_eq!(declared(&["a.de.md", "a.md"]), ["de"]);
        assert_eq!(declared(&["pt-BR/a.md", "en/a.md"]), ["en", "pt-BR"]);
    }

    #[test]
    fn beside_french_and_english_others_are_shown_and_departments_are_no_languages() {
        assert_eq!(of(&["de/a.md", "en/a.md", "fr/a.md"]), (list(&[]), list(&["de"])));
        assert_eq!(of(&["a.es.md", "a.fr.md", "a.md"]), (list(&[]), list(&["es"])));
        assert_eq!(of(&["docs/a.md", "docs/fr/a.md", "docs/de/a.md"]), (list(&[]), list(&["de"])));
        let nothing = (list(&[]), list(&[]));
        assert_eq!(of(&["hr/rules.md", "it/rules.md"]), nothing);
        assert_eq!(of(&["de/a.md", "en/b.md"]), nothing);
        assert_eq!(of(&["a.it.md", "a.md"]), nothing);
        assert_eq!(of(&["docs/a.md", "docs/de/a.md"]), nothing);
    }
}
