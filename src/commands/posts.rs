//! From files to posts: which files are sides of one post, and what that alone says about them.

use super::site::Site;
use crate::checks::pair::about_pairings;
use crate::document::Document;
use crate::finding::Finding;
use crate::pair::{Pairing, PostFacts, discover};
use crate::source::unslashed;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// The sides of one post, as paths relative to its site: the source first, then its translations.
pub(super) type Sides = Vec<String>;

/// What a site's files are to one another.
#[derive(Default)]
pub(super) struct Posts {
    /// Every post that has more than one side.
    pub sides: Vec<Sides>,
    /// What discovery itself has to say, by path relative to the site; its messages name shown paths.
    pub about: HashMap<String, Vec<Finding>>,
}

impl Posts {
    /// Finds the sides of the posts of `site`. `given` are the facts of the files asked for. Others
    /// are read only where paths alone do not tell who belongs to whom.
    pub(super) fn find(site: &Site, given: &[PostFacts], shown: &dyn Fn(&str) -> String) -> Self {
        let known: HashMap<&str, &PostFacts> = given.iter().map(|f| (f.path.as_str(), f)).collect();
        let unread = |path: &str| PostFacts { path: path.to_owned(), ..PostFacts::default() };
        let facts = |path: &String| known.get(path.as_str()).map_or_else(|| unread(path), |f| (*f).clone());
        let mut facts: Vec<PostFacts> = site.paths.iter().map(facts).collect();
        let mut pairings = discover(&site.layout, &facts);
        if facts.len() > known.len() && !settled(site, given, &pairings) {
            facts.par_iter_mut().filter(|f| !known.contains_key(f.path.as_str())).for_each(|f| {
                *f = read(site, &f.path);
            });
            pairings = discover(&site.layout, &facts);
        }
        Self::group(&pairings, shown)
    }

    fn group(pairings: &[Pairing], shown: &dyn Fn(&str) -> String) -> Self {
        let mut groups: BTreeMap<&str, Sides> = BTreeMap::new();
        for (source, target) in pairings.iter().filter_map(Pairing::both) {
            groups.entry(source).or_insert_with(|| vec![source.to_owned()]).push(target.to_owned());
        }
        let sides = groups.into_values().collect();
        let back: HashMap<String, &String> =
            pairings.iter().flat_map(|p| [&p.source, &p.target]).flatten().map(|p| (shown(p), p)).collect();
        let named: Vec<Pairing> = pairings.iter().map(|p| renamed(p, shown)).collect();
        let mut about: HashMap<String, Vec<Finding>> = HashMap::new();
        for (path, finding) in about_pairings(&named) {
            let relative = back.get(&path).map_or(path, |p| (*p).clone());
            about.entry(relative).or_default().push(finding);
        }
        Self { sides, about }
    }
}

/// The pairing with its paths as reports show them.
fn renamed(pairing: &Pairing, shown: &dyn Fn(&str) -> String) -> Pairing {
    let mut pairing = pairing.clone();
    for path in [&mut pairing.source, &mut pairing.target, &mut pairing.expected].into_iter().flatten() {
        *path = shown(path);
    }
    if let Some(doubt) = &mut pairing.doubt {
        let partner = shown(&doubt.partner);
        doubt.reason = doubt.reason.replace(&format!("`{}`", doubt.partner), &format!("`{partner}`"));
        doubt.partner = partner;
    }
    pairing
}

/// Whether every file asked for has found its other side by path, and none names a key that could
/// join it to another; or whether nothing at all speaks of a second language.
fn settled(site: &Site, given: &[PostFacts], pairings: &[Pairing]) -> bool {
    let mut paired: Vec<&str> = pairings.iter().filter_map(Pairing::both).flat_map(|(a, b)| [a, b]).collect();
    paired.sort_unstable();
    let silent = pairings.is_empty()
        && given.iter().all(|f| f.language.is_none())
        && site.paths.iter().all(|p| site.layout.language_of(p).is_none());
    given.iter().all(|f| f.keys.is_empty() && (silent || paired.binary_search(&f.path.as_str()).is_ok()))
}

/// The facts of a file that was not asked for. One that cannot be read is known by its name only.
fn read(site: &Site, path: &str) -> PostFacts {
    let text = std::fs::read(unslashed(&site.root, path)).map(crate::encoding::decode);
    let text = text.map_or_else(|_| String::new(), |decoded| decoded.text);
    PostFacts::read(path, &Document::parse(text, site.settings.kind(path)))
}
