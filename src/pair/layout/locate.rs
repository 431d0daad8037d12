//! Where a post stands: the language mark in its path, and the name that both sides share.

use super::{Generator, Site, docusaurus, hugo, named, tag};
use crate::document::{Kind, tail};
use std::collections::HashSet;

/// How a path carries its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It carries none.
    None,
    /// The configuration gives the folder to a language.
    Root,
    /// `post.fr.md`, `post.md.fr`.
    Suffix,
    /// A folder named after the language; the number of folders before it.
    Folder(usize),
    /// `post-fr.md`, `fr-post.md`: read only where the twin exists.
    Flat,
}

/// A path taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The number of the site it belongs to.
    pub site: usize,
    /// The language that the mark names.
    pub language: Option<String>,
    /// How the path carries it.
    pub mark: Mark,
    /// The path without its mark and extension: equal on both sides of a pair.
    pub key: String,
    /// Why the language is believed, in words.
    pub because: String,
}

/// The paths of all posts, without extension. Nobody means two pages by `README` and `readme`.
#[derive(Debug, Clone, Default)]
pub(super) struct Stems(HashSet<String>);

impl Stems {
    /// Those of `paths`.
    pub(super) fn of(paths: &[&str]) -> Self {
        Self(paths.iter().map(|p| stem(p).to_lowercase()).collect())
    }

    /// Whether a post stands at `stem`.
    pub(super) fn has(&self, stem: &str) -> bool {
        self.0.contains(&stem.to_lowercase())
    }
}

/// File names that are about a repository rather than posts of a site.
const META: &[&str] = &[
    "readme",
    "lisezmoi",
    "lisez-moi",
    "license",
    "licence",
    "copying",
    "changelog",
    "contributing",
    "code_of_conduct",
    "code-of-conduct",
    "pull_request_template",
    "issue_template",
];

/// The same, but words that a post may be called too: below other folders they count in capitals only.
const WORDS: &[&str] = &[
    "changes",
    "history",
    "release-notes",
    "release_notes",
    "releasenotes",
    "security",
    "support",
    "authors",
    "maintainers",
    "governance",
    "notice",
    "translations",
    "todo",
];

/// Whether `path` is about the repository: `README.md`, `LICENSE.fr.md`, `README_FR.md`, anything in a
/// dot folder.
#[must_use]
pub fn is_meta(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or("");
    let low = stem.to_ascii_lowercase();
    let loud = !path.contains('/') || !stem.contains(|c: char| c.is_ascii_lowercase());
    let marked = |(at, _): (usize, &str)| {
        let (base, token) = (low.get(..at).unwrap_or(""), low.get(at + 1..).unwrap_or(""));
        META.contains(&base) && named::is_language(token)
    };
    META.contains(&low.as_str())
        || (loud && WORDS.contains(&low.as_str()))
        || low.match_indices(['-', '_']).any(marked)
        || path.split('/').rev().skip(1).any(|d| d.len() > 1 && d.starts_with('.') && d != "..")
}

/// The path without its last extension.
#[must_use]
pub fn stem(path: &str) -> &str {
    let name_at = path.rfind('/').map_or(0, |i| i + 1);
    match path.rfind('.') {
        Some(dot) if dot > name_at => path.get(..dot).unwrap_or(path),
        _ => path,
    }
}

/// Takes `path` apart. `exists` says whether a path, given without extension, is among the posts.
pub fn locate(number: usize, site: &Site, path: &str, exists: impl Fn(&str) -> bool) -> Located {
    let located = |language: Option<String>, mark, key: String, because: String| Located {
        site: number,
        language,
        mark,
        key,
        because,
    };
    if let Some((before, token)) = tail(path)
        && let Some(language) = site.token(token).filter(|_| Kind::of_path(before) != Kind::Plain)
    {
        let name = path.rsplit('/').next().unwrap_or(path);
        return located(Some(language), Mark::Suffix, stem(before).to_owned(), format!("its name `{name}`"));
    }
    let stem = stem(path);
    if let Some((language, key)) = docusaurus::translation(site, stem) {
        let because = format!("its folder is Docusaurus's `{language}`");
        return located(Some(language), Mark::Root, key, because);
    }
    let longest =
        site.roots.iter().filter(|r| path.starts_with(r.prefix.as_str())).max_by_key(|r| r.prefix.len());
    if let Some(root) = longest {
        let rest = stem.get(root.prefix.len()..).unwrap_or(stem);
        let because = format!("the site's configuration gives `{}` to `{}`", root.prefix, root.language);
        let key = format!("{}{rest}", root.key);
        return located(Some(root.language.clone()), Mark::Root, key, because);
    }
    if let Some((language, key)) = suffix(site, stem) {
        let name = path.rsplit('/').next().unwrap_or(path);
        return located(Some(language), Mark::Suffix, plain_key(site, key), format!("its name `{name}`"));
    }
    if let Some((language, key, depth)) = folder(site, stem) {
        let because = format!("its folder `{language}`");
        return located(Some(language), Mark::Folder(depth), plain_key(site, key), because);
    }
    if let Some((language, key)) = bare(site, stem, &exists).or_else(|| flat(site, stem, &exists)) {
        let name = path.rsplit('/').next().unwrap_or(path);
        return located(Some(language), Mark::Flat, key, format!("its name `{name}` beside its twin"));
    }
    located(None, Mark::None, plain_key(site, stem.to_owned()), String::new())
}

/// The name that both sides share, for a `key` without a mark.
fn plain_key(site: &Site, key: String) -> String {
    match site.generator {
        Generator::Docusaurus => docusaurus::plain_key(site, key),
        // A language may have a folder of its own while the others share one.
        Generator::Hugo if !site.roots.is_empty() => {
            let below = |c: &&String| key.starts_with(c.as_str());
            let folder = site.content.iter().filter(below).max_by_key(|c| c.len());
            match folder.and_then(|f| key.get(f.len()..)) {
                Some(rest) => format!("{}{rest}", hugo::CONTENT),
                None => key,
            }
        }
        _ => key,
    }
}

/// `dir/name.fr` → `dir/name`.
fn suffix(site: &Site, stem: &str) -> Option<(String, String)> {
    let (before, token) = stem.rsplit_once('.')?;
    if before.is_empty() || before.ends_with('/') || token.contains('/') {
        return None;
    }
    Some((site.token(token)?, before.to_owned()))
}

/// `a/fr/b` → `a/b`, for the first folder below the site's root that is a language.
fn folder(site: &Site, stem: &str) -> Option<(String, String, usize)> {
    let start = if stem.starts_with(site.root.as_str()) { site.root.len() } else { 0 };
    let rest = stem.get(start..)?;
    let mut at = start;
    for (depth, part) in rest.split('/').enumerate() {
        let end = at + part.len();
        if end == stem.len() {
            return None;
        }
        if let Some(language) = site.token(part) {
            let key = format!("{}{}", stem.get(..at)?, stem.get(end + 1..)?);
            return Some((language, key, depth));
        }
        at = end + 1;
    }
    None
}

/// `dir/fr` → `dir/index`, if `dir/index` or `dir/en` is there too.
fn bare(site: &Site, stem: &str, exists: &impl Fn(&str) -> bool) -> Option<(String, String)> {
    let (dir, name) = stem.rfind('/').map_or(("", stem), |i| stem.split_at(i + 1));
    let language = site.token(name)?;
    let twin = |other: &String| !tag::same(other, &language) && exists(&format!("{dir}{other}"));
    let key = format!("{dir}index");
    (exists(&key) || tokens(site).iter().any(twin)).then_some((language, key))
}

/// The language tokens that names of files may carry.
fn tokens(site: &Site) -> Vec<String> {
    let known = ["en", "fr"].into_iter().map(str::to_owned);
    if site.languages.is_empty() { known.collect() } else { site.languages.clone() }
}

/// `dir/post-fr`, `dir/post_fr` or `dir/fr-post`, if `dir/post` or `dir/post-en` is there too.
fn flat(site: &Site, stem: &str, exists: &impl Fn(&str) -> bool) -> Option<(String, String)> {
    let (dir, name) = stem.rfind('/').map_or(("", stem), |i| stem.split_at(i + 1));
    for separator in ['-', '_'] {
        let ends = name.match_indices(separator).map(|(i, _)| (name.get(i + 1..), name.get(..i), false));
        let starts = name.match_indices(separator).map(|(i, _)| (name.get(..i), name.get(i + 1..), true));
        for (token, base, first) in ends.chain(starts) {
            let (Some(token), Some(base)) = (token, base.filter(|b| !b.is_empty())) else { continue };
            let Some(language) = site.token(token) else { continue };
            let key = format!("{dir}{base}");
            let twin = |other: &String| {
                let marked = if first {
                    format!("{dir}{other}{separator}{base}")
                } else {
                    format!("{dir}{base}{separator}{other}")
                };
                !tag::same(other, &language) && exists(&marked)
            };
            if exists(&key) || tokens(site).iter().any(twin) {
                return Some((language, key));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pair::layout::PLAIN;

    fn at(path: &str) -> (Option<String>, String) {
        let l = locate(0, &PLAIN, path, |s| s == "books");
        (l.language, l.key)
    }

    #[test]
    fn marks_are_found_where_sites_put_them() {
        let some = |l: &str, k: &str| (Some(l.to_owned()), k.to_owned());
        assert_eq!(at("content/post.fr.md"), some("fr", "content/post"));
        assert_eq!(at("docs/fr-CA/a/b.mdx"), some("fr-CA", "docs/a/b"));
        assert_eq!(at("fr/a.md"), some("fr", "a"));
        assert_eq!(at("i18n/fr/docusaurus-plugin-content-docs/current/a.md"), some("fr", "docs//current/a"));
        assert_eq!(at("books-fr.md"), some("fr", "books"));
        assert_eq!(at("notes-fr.md"), (None, "notes-fr".to_owned()));
        assert_eq!(at("fr.md"), (None, "fr".to_owned()));
    }

    #[test]
    fn repository_files_are_no_posts() {
        assert!(is_meta("README_FR.md") && is_meta("readme-zh_CN.md") && is_meta("x/CODE_OF_CONDUCT-fr.md"));
        assert!(!is_meta("history-of-art.md") && !is_meta("todo_list.md"));
        assert!(is_meta("README.md") && is_meta("a/LICENSE.fr.md") && is_meta(".github/x.md"));
        assert!(is_meta("HISTORY.md") && is_meta("history.md") && is_meta("docs/SECURITY.md"));
        assert!(
            !is_meta("content/en/history.md")
                && !is_meta("content/posts/readme-driven.md")
                && !is_meta("../site/post.md")
        );
    }
}
