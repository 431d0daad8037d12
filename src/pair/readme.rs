//! Translations of a repository's README: they stand wherever people put them, under names of their own.

use super::content;
use super::discover::{Placed, emit};
use super::layout::{Layout, named_language, other_code, stem, tag};
use super::likeness::looks_translated;
use super::pairing::{FoundBy, Pairing};

/// Folders that hold translations of what stands above them.
const SHELVES: &[&str] = &[
    ".github",
    "doc",
    "docs",
    "i18n",
    "l10n",
    "lang",
    "langs",
    "language",
    "languages",
    "locale",
    "locales",
    "readme",
    "readmes",
    "translation",
    "translations",
];

/// A README, by its name.
struct Readme {
    /// Its folder, empty or ending in `/`.
    dir: String,
    /// The language that its name or its folder tells.
    language: Option<String>,
    /// What tells it.
    found: FoundBy,
}

/// Joins every README in French, or in a language of the site, that is still alone to the nearest one above it without a
/// mark, or in English.
pub(super) fn by_readme(layout: &Layout, placed: &mut [Placed<'_>], out: &mut Vec<Pairing>) {
    let all: Vec<(usize, Readme)> =
        placed.iter().enumerate().filter_map(|(i, post)| Some((i, read(post)?))).collect();
    for (target, readme) in &all {
        let Some(language) = readme.language.as_ref().filter(|l| tag::primary(l) != "en") else { continue };
        let Some(post) = placed.get(*target).filter(|p| !p.paired) else { continue };
        // A third language counts where posts of the site are in it, too.
        let (_, site) = layout.site_of(&post.facts.path);
        if tag::primary(language) != "fr" && site.token(language).is_none() {
            continue;
        }
        let Some(source) = original(&all, *target, &readme.dir) else { continue };
        let served = |p: &Pairing| {
            let whole = placed.get(source).map(|s| &s.facts.path);
            p.source.as_ref() == whole && tag::primary(&p.target_language) == tag::primary(language)
        };
        if !out.iter().any(served) && alike(placed, source, *target, language, &readme.found) {
            if let Some(post) = placed.get_mut(*target) {
                post.language = Some(language.clone());
            }
            emit(layout, placed, &[source, *target], &readme.found, out);
        }
    }
}

/// Takes the name of a README apart; `None` for any other post.
fn read(post: &Placed<'_>) -> Option<Readme> {
    let path = post.facts.path.as_str();
    let name_at = path.rfind('/').map_or(0, |i| i + 1);
    let (dir, name) = (path.get(..name_at)?, stem(path).get(name_at..)?.to_lowercase());
    let (language, found) = match name.as_str() {
        "lisezmoi" | "lisez-moi" | "lisez_moi" => (Some("fr".to_owned()), FoundBy::Flat),
        "readme" => {
            // The folders above may name a language: `docs/fr/README.md`.
            let folder = |p: &&str| tag::french_or_english(p) || other_code(p);
            (dir.split('/').rev().find(folder).map(str::to_owned), FoundBy::Folder)
        }
        other => {
            let rest = other.strip_prefix("readme")?;
            let token = rest.strip_prefix(['.', '-', '_'])?;
            let found = if rest.starts_with('.') { FoundBy::Suffix } else { FoundBy::Flat };
            (Some(named_language(token)?), found)
        }
    };
    let language = language.or_else(|| post.language.clone().filter(|_| !post.is_third));
    Some(Readme { dir: dir.to_owned(), language, found })
}

/// The README of the folder of `target` or of the nearest above that only such folders part it from.
fn original(all: &[(usize, Readme)], target: usize, dir: &str) -> Option<usize> {
    let mut dir = dir;
    loop {
        let english = |r: &Readme| r.language.as_ref().is_some_and(|l| tag::primary(l) == "en");
        let here = || all.iter().filter(|(i, r)| *i != target && r.dir == dir);
        let unmarked = here().find(|(_, r)| r.language.is_none());
        if let Some((i, _)) = unmarked.or_else(|| here().find(|(_, r)| english(r))) {
            return Some(*i);
        }
        let (above, last) = match dir.trim_end_matches('/').rsplit_once('/') {
            Some((above, last)) => (dir.get(..=above.len())?, last),
            None => ("", dir.trim_end_matches('/')),
        };
        let shelf = SHELVES.contains(&last.to_lowercase().as_str());
        if last.is_empty() || !(shelf || tag::french_or_english(last) || other_code(last)) {
            return None;
        }
        dir = above;
    }
}

/// Whether the two say the same. A name that tells the language says nearly all; the README of a folder
/// may as well be about the folder.
fn alike(placed: &[Placed<'_>], source: usize, target: usize, language: &str, found: &FoundBy) -> bool {
    let (Some(a), Some(b)) = (placed.get(source), placed.get(target)) else { return false };
    // What is not in English may be the original of something else.
    let spoken = a.facts.content.language().is_none_or(|l| l != tag::primary(language));
    let same = if *found == FoundBy::Folder {
        !content::pair(&[a.facts], &[b.facts], ("en", &tag::primary(language))).is_empty()
    } else {
        looks_translated(&a.facts.content, &b.facts.content)
    };
    spoken && same
}
