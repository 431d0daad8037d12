//! Posts that a key in their front matter or header joins: the site's own statement.

use super::discover::{Placed, emit};
use super::facts;
use super::layout::{Generator, Layout, is_meta};
use super::pairing::{Doubt, FoundBy, Pairing};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs joined by a key: the site's own statement, so it wins over paths.
pub(super) fn by_key(layout: &Layout, placed: &mut [Placed<'_>], out: &mut Vec<Pairing>) {
    let mut groups: BTreeMap<(usize, usize, &'static str, String), Vec<usize>> = BTreeMap::new();
    for (i, post) in placed.iter().enumerate() {
        for (rank, key, value) in joining(layout, post) {
            groups.entry((rank, post.at.site, key, value)).or_default().push(i);
        }
    }
    for ((_, _, key, value), members) in groups {
        let members: Vec<usize> = members.into_iter().filter(|i| !placed[*i].paired).collect();
        let sides = one_each(placed, &members, WEAK.contains(&key));
        emit(layout, placed, &sides, &FoundBy::Key(key), out);
        if !WEAK.contains(&key) && key != "slug" {
            duplicates(placed, &members, key, &value, out);
        }
    }
}

/// Keys that also serve other ends.
const WEAK: [&str; 2] = ["ref", "key"];

/// Of the posts of one language that share a key, the one whose path pairs with another language's, else
/// the first; none where a `weak` key is used so: it says something else.
fn one_each(placed: &[Placed<'_>], members: &[usize], weak: bool) -> Vec<usize> {
    let post = |i: &usize| placed.get(*i);
    let namesake = |i: &usize| {
        post(i).is_some_and(|p| {
            members.iter().filter_map(post).any(|o| o.at.key == p.at.key && o.language != p.language)
        })
    };
    let mut languages: BTreeMap<Option<&String>, Vec<usize>> = BTreeMap::new();
    for i in members {
        languages.entry(post(i).and_then(|p| p.language.as_ref())).or_default().push(*i);
    }
    let mut out = Vec::new();
    for same in languages.into_values() {
        let best = same.iter().find(|i| namesake(i));
        let first = same.first().filter(|_| same.len() == 1 || !weak);
        out.extend(best.or(first));
    }
    out.sort_unstable();
    out
}

/// What joins a post to its other sides by the site's own word: rank, name and value of each key.
fn joining(layout: &Layout, post: &Placed<'_>) -> Vec<(usize, &'static str, String)> {
    let (_, site) = layout.site_of(&post.facts.path);
    let mut out: Vec<(usize, &'static str, String)> = Vec::new();
    for (key, value) in &post.facts.keys {
        let value = match *key {
            // A pattern is no address.
            "permalink" if value.contains([':', '{']) => continue,
            "permalink" => facts::place(value, |part| site.token(part).is_some()),
            _ => value.clone(),
        };
        out.push((facts::rank(key), key, value));
    }
    for fields in &site.joining {
        let header = &post.facts.header;
        let value = |f: &str| header.iter().find(|h| h.0.eq_ignore_ascii_case(f)).map(|h| h.1.as_str());
        let values: Option<Vec<&str>> = fields.split('+').map(value).collect();
        out.extend(values.map(|v| (0, "translation id", v.join("+"))));
    }
    let by_slug = site.generator == Generator::Pelican || !post.facts.front_matter;
    // Pelican writes no `Lang:` into posts in the default language.
    let spoken =
        post.facts.language.is_some() || (site.generator == Generator::Pelican && post.language.is_some());
    let slug = post.facts.slug.as_ref().filter(|_| by_slug && spoken && site.joining.is_empty());
    out.extend(slug.map(|slug| (facts::rank("slug"), "slug", slug.clone())));
    out
}

/// Two posts of one language that share a key: only one of them can be the translation.
fn duplicates(placed: &[Placed<'_>], members: &[usize], key: &str, value: &str, out: &mut Vec<Pairing>) {
    for (n, i) in members.iter().enumerate() {
        let Some(post) = placed.get(*i) else { continue };
        let twin =
            members.iter().take(n).filter_map(|j| placed.get(*j)).find(|o| o.language == post.language);
        let Some(twin) = twin else { continue };
        let reason =
            format!("`{key}: {value}` is also the key of `{}`, in the same language", twin.facts.path);
        out.push(Pairing {
            source: Some(post.facts.path.clone()),
            target: None,
            source_language: post.language.clone().unwrap_or_default(),
            target_language: String::new(),
            found_by: FoundBy::Nothing,
            expected: None,
            doubt: Some(Doubt { partner: twin.facts.path.clone(), reason }),
        });
    }
}

/// Pairs that nothing stronger joins: the same page by its address (`about.md` and `about/index.fr.md`),
/// or by a key that names it, on posts of two languages.
pub(super) fn by_name(layout: &Layout, placed: &mut [Placed<'_>], out: &mut Vec<Pairing>) {
    let mut groups: BTreeMap<(usize, usize, &'static str, String), Vec<usize>> = BTreeMap::new();
    for (i, post) in
        placed.iter().enumerate().filter(|(_, p)| !p.paired && !p.is_third && p.language.is_some())
    {
        let keyed = post.facts.keys.iter().any(|(k, _)| *k == "translationKey");
        if !keyed && !is_meta(&post.facts.path) {
            let page = post.at.key.strip_suffix("/index").unwrap_or(&post.at.key).to_owned();
            groups.entry((0, post.at.site, "path", page)).or_default().push(i);
        }
        for (key, value) in &post.facts.names {
            groups.entry((1, post.at.site, key, value.clone())).or_default().push(i);
        }
    }
    for ((_, _, key, _), members) in groups {
        let free = |i: &usize| placed.get(*i).is_some_and(|p| !p.paired);
        let members: Vec<usize> = members.into_iter().filter(free).collect();
        let languages: BTreeSet<&String> =
            members.iter().filter_map(|i| placed.get(*i)?.language.as_ref()).collect();
        // A name that two posts of one language share says nothing.
        if members.len() > 1 && languages.len() == members.len() {
            let found = if key == "path" { FoundBy::Config } else { FoundBy::Key(key) };
            emit(layout, placed, &members, &found, out);
        }
    }
}
