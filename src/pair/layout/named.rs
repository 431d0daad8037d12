//! Third languages that a path names although nobody declares them and no other path shows them:
//! `README.es.md`, `problem_zh-tw.md`, `doc/ko/`. They join nothing; they only say that a page is in
//! neither French nor English.

use super::locate::{is_meta, stem};
use super::others::other_code;
use super::tag;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Countries by which people name the language of a README, and that language.
const COUNTRIES: &[(&str, &str)] = &[
    ("BR", "pt-BR"),
    ("CN", "zh-CN"),
    ("CZ", "cs"),
    ("GR", "el"),
    ("HK", "zh-HK"),
    ("JP", "ja"),
    ("KR", "ko"),
    ("TW", "zh-TW"),
    ("UA", "uk"),
    ("VN", "vi"),
];
/// The same in words.
const NAMES: &[(&str, &str)] = &[
    ("chinese", "zh"),
    ("english", "en"),
    ("francais", "fr"),
    ("french", "fr"),
    ("german", "de"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("turkish", "tr"),
];

/// The language of a README that is named after `token`, a country or a language.
fn spelt(token: &str) -> Option<&'static str> {
    COUNTRIES.iter().chain(NAMES).find(|(name, _)| name.eq_ignore_ascii_case(token)).map(|(_, l)| *l)
}

/// The language that `token` names, in whatever way.
#[must_use]
pub fn named_language(token: &str) -> Option<String> {
    let tagged = tag::french_or_english(token) || other_code(token);
    if tagged { Some(token.to_owned()) } else { spelt(token).map(str::to_owned) }
}

/// Whether `token` names a language, in whatever way.
pub(super) fn is_language(token: &str) -> bool {
    named_language(token).is_some()
}

/// The folders that hold a folder, or a file, for each of several languages.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelves {
    folders: HashSet<String>,
    files: HashSet<String>,
}

impl Shelves {
    /// Those among `paths`.
    pub(super) fn of(paths: &[&str]) -> Self {
        let language = |part: &str| tag::french_or_english(part) || other_code(part);
        let (mut folders, mut files): (Tags<'_>, Tags<'_>) = (HashMap::new(), HashMap::new());
        for path in paths {
            let stem = stem(path);
            for (dir, part, last) in parts(stem).filter(|(_, part, _)| language(part)) {
                let of = if last { &mut files } else { &mut folders };
                of.entry(dir).or_default().insert(tag::normal(part));
            }
        }
        let several = |tags: Tags<'_>| -> HashSet<String> {
            tags.into_iter().filter(|(_, t)| t.len() > 1).map(|(dir, _)| dir.to_owned()).collect()
        };
        Self { folders: several(folders), files: several(files) }
    }

    /// The third language that `path` names, and the part of the path that does; `exists` says whether
    /// a path without extension is among the posts.
    pub(super) fn language(&self, path: &str, exists: impl Fn(&str) -> bool) -> Option<(String, String)> {
        let stem = stem(path);
        // The original of a French or English page is hardly in a third language.
        let twin = |token: &&str| ['.', '-', '_'].iter().any(|s| exists(&format!("{stem}{s}{token}")));
        if ["fr", "en"].iter().any(twin) {
            return None;
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some(language) = suffix(stem, &exists) {
            return Some((language, format!("its name `{name}`")));
        }
        for (dir, part, last) in parts(stem) {
            let known = other_code(part);
            // A name with a region is nothing but a language: `zh-cn.md`.
            if known && last && (part.len() > 3 || self.files.contains(dir)) {
                return Some((part.to_owned(), format!("its name `{name}`")));
            }
            if known && !last && self.folders.contains(dir) {
                return Some((part.to_owned(), format!("its folder `{part}`")));
            }
        }
        None
    }
}

type Tags<'p> = HashMap<&'p str, BTreeSet<String>>;

/// The parts of a path: the folder before each, the part, whether it is the file's name.
fn parts(stem: &str) -> impl Iterator<Item = (&str, &str, bool)> {
    let mut at = 0;
    stem.split('/').map(move |part| {
        let start = at;
        at += part.len() + 1;
        let last = start + part.len() == stem.len();
        (stem.get(..start).unwrap_or(""), part, last)
    })
}

/// `post.es`, `post_zh-tw` beside `post`, `README_KR`.
fn suffix(stem: &str, exists: &impl Fn(&str) -> bool) -> Option<String> {
    let name_at = stem.rfind('/').map_or(0, |i| i + 1);
    let name = stem.get(name_at..)?;
    for (at, separator) in name.match_indices(['.', '-', '_']).filter(|(at, _)| *at > 0) {
        let (base, token) = (stem.get(..name_at + at)?, name.get(at + 1..)?);
        let beside = || is_meta(base) || exists(base);
        if other_code(token) && (separator == "." || beside()) {
            return Some(token.to_owned());
        }
        let third = spelt(token).filter(|l| !tag::french_or_english(l) && is_meta(base));
        if let Some(language) = third {
            return Some(language.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The third language that the first of `paths` names.
    fn of(paths: &[&str]) -> Option<String> {
        let exists = |s: &str| paths.iter().any(|p| stem(p) == s);
        Shelves::of(paths).language(paths[0], exists).map(|l| l.0)
    }

    #[test]
    fn names_and_folders_of_third_languages_are_known() {
        for (paths, language) in [
            (&["README.es.md", "README.md"][..], "es"),
            (&["README.ja-JP.md"], "ja-JP"),
            (&["README_KR.md", "README.md"], "ko"),
            (&["a/problem_zh-tw.md", "a/problem.md"], "zh-tw"),
            (&["a/problem_nb-no.md", "a/problem.md"], "nb-no"),
            (&["doc/ko/README.md", "doc/fr/README.md"], "ko"),
            (&["docs/ar/deep/b.md", "docs/en/a.md"], "ar"),
            (&["i18n/footer/zh-cn.md"], "zh-cn"),
            (&["i18n/it.md", "i18n/de.md"], "it"),
        ] {
            assert_eq!(of(paths).as_deref(), Some(language), "{paths:?}");
        }
    }

    #[test]
    fn what_may_be_anything_else_names_none() {
        for paths in [
            &["docs/it/rules.md", "docs/en.md"][..],
            &["docs/pl/a.md", "docs/pl/a.fr.md", "docs/cs/a.md"],
            &["notes_it.md"],
            &["it.md", "README.md"],
            &["guide.fr.md", "guide.md"],
            &["post_CN.md", "post.md"],
        ] {
            assert_eq!(of(paths), None, "{paths:?}");
        }
    }
}
