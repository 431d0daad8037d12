//! Which posts are versions of one another. Evidence in order: a joining key in the front matter,
//! the site's configuration, marks in paths, then content.

use super::content;
use super::facts::PostFacts;
use super::keys::{by_key, by_name};
use super::layout::{Layout, Located, Mark, Site, is_meta, tag};
use super::likeness::looks_translated;
use super::orphan;
use super::pairing::{Doubt, FoundBy, Pairing};
use super::readme::by_readme;
use std::collections::{BTreeMap, BTreeSet};

/// A post with what its path and front matter say about its language.
pub(super) struct Placed<'a> {
    pub facts: &'a PostFacts,
    pub at: Located,
    /// Its language, `None` while nothing says.
    pub language: Option<String>,
    /// Whether that is a third one that its path alone names: nothing is joined by it.
    pub is_third: bool,
    /// Whether its site shows what translations are made from, so that no other language's post is an
    /// original.
    pub anchored: bool,
    /// Whether it already stands in a pair.
    pub paired: bool,
    /// Whether it is the original of one.
    pub is_source: bool,
}

/// Every pair among `posts`, and every post that lacks its counterpart where one is to be expected.
/// Sorted by path.
#[must_use]
pub fn discover(layout: &Layout, posts: &[PostFacts]) -> Vec<Pairing> {
    let mut placed: Vec<Placed<'_>> = posts.iter().map(|f| place(layout, f)).collect();
    placed.sort_by(|a, b| a.facts.path.cmp(&b.facts.path));
    anchor(layout, &mut placed);
    let mut out = Vec::new();
    by_key(layout, &mut placed, &mut out);
    by_path(layout, &mut placed, &mut out);
    by_readme(layout, &mut placed, &mut out);
    by_name(layout, &mut placed, &mut out);
    by_content(layout, &mut placed, &mut out);
    orphan::report(layout, &placed, &mut out);
    out.sort_by(|a, b| {
        let path = |p: &Pairing| p.source.clone().or_else(|| p.target.clone());
        path(a).cmp(&path(b)).then_with(|| a.target_language.cmp(&b.target_language))
    });
    out
}

fn place<'a>(layout: &Layout, facts: &'a PostFacts) -> Placed<'a> {
    let at = layout.locate(&facts.path);
    let (_, site) = layout.site_of(&facts.path);
    let declared = facts.language.as_ref().map(|l| canonical(site, l));
    let marked = at.language.clone();
    let known = declared.or(marked);
    // Where a site declares its languages, another one is a part of a name.
    let undeclared = known.is_none() && !layout.declared(site);
    let third = layout.named(&facts.path).filter(|_| undeclared).map(|n| n.0);
    let is_third = third.is_some();
    let default = site.default.clone().filter(|_| site.holds(&facts.path));
    let language = known.or(third).or(default);
    Placed { facts, language, at, is_third, anchored: false, paired: false, is_source: false }
}

/// Looks for what translations are made from, site by site: a default language, posts in English, or
/// posts without a mark that have marked versions. What is about the repository tells nothing of its posts.
fn anchor(layout: &Layout, placed: &mut [Placed<'_>]) {
    let marked: BTreeSet<(usize, String)> =
        placed.iter().filter(|p| p.at.mark != Mark::None).map(|p| (p.at.site, p.at.key.clone())).collect();
    let english = |p: &Placed<'_>| {
        p.at.mark != Mark::None && p.language.as_ref().is_some_and(|l| tag::primary(l) == "en")
    };
    let original =
        |p: &Placed<'_>| p.at.mark == Mark::None && marked.contains(&(p.at.site, p.at.key.clone()));
    let mut sites: BTreeSet<usize> = placed
        .iter()
        .filter(|p| !is_meta(&p.facts.path) && (english(p) || original(p)))
        .map(|p| p.at.site)
        .collect();
    sites.extend(layout.sites().iter().enumerate().filter(|(_, s)| s.default.is_some()).map(|(n, _)| n));
    for post in placed.iter_mut() {
        // Nobody makes a README in German and translates that one.
        post.anchored = sites.contains(&post.at.site) || is_meta(&post.facts.path);
    }
}

/// The site's own spelling of a language tag.
fn canonical(site: &Site, language: &str) -> String {
    let exact = site.languages.iter().find(|l| tag::same(l, language));
    let near = || site.languages.iter().find(|l| tag::primary(l) == tag::primary(language));
    exact.or_else(near).cloned().unwrap_or_else(|| language.to_owned())
}

/// Pairs whose paths differ by their language marks alone.
fn by_path(layout: &Layout, placed: &mut [Placed<'_>], out: &mut Vec<Pairing>) {
    by_spelling(layout, placed, str::to_owned, out);
    // `readme.fr.md` beside `README.md`.
    by_spelling(layout, placed, str::to_lowercase, out);
}

fn by_spelling(
    layout: &Layout,
    placed: &mut [Placed<'_>],
    spelling: fn(&str) -> String,
    out: &mut Vec<Pairing>,
) {
    let mut groups: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for (i, post) in placed.iter().enumerate().filter(|(_, p)| !p.paired) {
        // A key that joined nothing still says that this post is not its namesake's translation.
        if post.facts.keys.iter().any(|(k, _)| *k == "translationKey") {
            continue;
        }
        groups.entry((post.at.site, spelling(&post.at.key))).or_default().push(i);
    }
    for (_, members) in groups {
        let of =
            |mark: fn(Mark) -> bool| members.iter().any(|i| placed.get(*i).is_some_and(|p| mark(p.at.mark)));
        let found = if of(|m| m == Mark::Flat) {
            FoundBy::Flat
        } else if of(|m| m == Mark::Suffix) {
            FoundBy::Suffix
        } else if of(|m| matches!(m, Mark::Folder(_))) {
            FoundBy::Folder
        } else {
            FoundBy::Config
        };
        emit(layout, placed, &members, &found, out);
    }
}

/// Makes pairs of a group: its source with every other language.
pub(super) fn emit(
    layout: &Layout,
    placed: &mut [Placed<'_>],
    members: &[usize],
    found: &FoundBy,
    out: &mut Vec<Pairing>,
) {
    let mut sides: Vec<(usize, String)> = Vec::new();
    for i in members {
        let Some(post) = placed.get(*i) else { continue };
        let Some(language) = post.language.clone().or_else(|| other_language(placed, members, *i)) else {
            continue;
        };
        if !sides.iter().any(|(_, l)| tag::same(l, &language)) {
            sides.push((*i, language));
        }
    }
    let Some(first) = source_side(layout, placed, &sides) else { return };
    let (source, source_language) = sides[first].clone();
    for (target, target_language) in sides.into_iter().filter(|(i, _)| *i != source) {
        if *found == FoundBy::Flat
            && !looks_translated(&placed[source].facts.content, &placed[target].facts.content)
        {
            continue;
        }
        out.push(Pairing {
            source: Some(placed[source].facts.path.clone()),
            target: Some(placed[target].facts.path.clone()),
            source_language: source_language.clone(),
            target_language,
            found_by: found.clone(),
            expected: None,
            doubt: None,
        });
        placed[source].paired = true;
        placed[source].is_source = true;
        placed[target].paired = true;
    }
}

/// The language of the unmarked side: the one of French and English that its twin is not in. `None` where
/// both have their own, or where its text is in neither: a README may be in Chinese.
fn other_language(placed: &[Placed<'_>], members: &[usize], own: usize) -> Option<String> {
    let has = |l: &str| {
        members.iter().filter_map(|i| placed.get(*i)?.language.as_ref()).any(|m| tag::primary(m) == l)
    };
    let content = &placed.get(own)?.facts.content;
    let far = |text: &str| text.chars().take(2_000).filter(|c| *c >= '\u{370}' && c.is_alphabetic()).count();
    match (has("en"), has("fr")) {
        (true, true) => None,
        _ if far(content.body()) > 100 => None,
        // Beside other languages, anything may be the original.
        (true, false) if members.len() > 2 && !content.body().is_empty() => {
            content.language().filter(|l| *l == "fr").map(str::to_owned)
        }
        (true, false) => Some("fr".to_owned()),
        (false, true) => Some("en".to_owned()),
        (false, false) => Some(content.language().unwrap_or("en").to_owned()),
    }
}

/// Which side is the original: the site's default language, else the side without a mark, else
/// English, else the first where nothing of the site tells. `None` where there are not two sides.
fn source_side(layout: &Layout, placed: &[Placed<'_>], sides: &[(usize, String)]) -> Option<usize> {
    let (first, _) = sides.first()?;
    if sides.len() < 2 {
        return None;
    }
    let (_, site) = layout.site_of(&placed.get(*first)?.facts.path);
    let side = |d: &String| {
        let exact = sides.iter().position(|(_, l)| tag::same(l, d));
        exact.or_else(|| sides.iter().position(|(_, l)| tag::primary(l) == tag::primary(d)))
    };
    let default = site.default.as_ref().and_then(side);
    let anchored = placed.get(*first).is_some_and(|p| p.anchored);
    let mark = |i: usize| placed.get(i).map(|p| p.at.mark);
    default
        .or_else(|| sides.iter().position(|(i, _)| mark(*i) == Some(Mark::None)))
        .or_else(|| sides.iter().position(|(_, l)| tag::primary(l) == "en"))
        // German is not the original because its name comes before the others.
        .or((!anchored).then_some(0))
}

/// Pairs found by what the posts say, for those that nothing else joined.
fn by_content(layout: &Layout, placed: &mut [Placed<'_>], out: &mut Vec<Pairing>) {
    let mut sites: BTreeMap<usize, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
    // Where all posts have their partners nobody needs to read them.
    let open: BTreeSet<usize> = placed.iter().filter(|p| !p.paired).map(|p| p.at.site).collect();
    for (i, post) in placed.iter().enumerate().filter(|(_, p)| open.contains(&p.at.site)) {
        let (_, site) = layout.site_of(&post.facts.path);
        if is_meta(&post.facts.path) || !site.holds(&post.facts.path) {
            continue;
        }
        let language = spoken(post);
        let languages = sites.entry(post.at.site).or_default();
        language.into_iter().for_each(|l| languages.entry(tag::primary(&l)).or_default().push(i));
    }
    for (number, mut languages) in sites {
        let default = layout.sites().get(number).and_then(|s| s.default.as_deref()).map(tag::primary);
        let known = default.into_iter().chain(["en".to_owned(), "fr".to_owned()]);
        let first = known.into_iter().chain(languages.keys().cloned()).find(|l| languages.contains_key(l));
        let Some((first, source)) = first.and_then(|l| languages.remove_entry(&l)) else { continue };
        for (second, target) in languages {
            // An original that has its German side may still lack the French one.
            let served: BTreeSet<&String> = out
                .iter()
                .filter(|p| p.both().is_some() && tag::primary(&p.target_language) == second)
                .filter_map(|p| p.source.as_ref())
                .collect();
            let free = |i: &&usize| placed.get(**i).is_some_and(|p| !p.paired);
            let open = |i: &&usize| {
                placed.get(**i).is_some_and(|p| !p.paired || (p.is_source && !served.contains(&p.facts.path)))
            };
            let source: Vec<usize> = source.iter().filter(open).copied().collect();
            let target: Vec<usize> = target.iter().filter(free).copied().collect();
            join_by_content(layout, placed, (&source, &target), (&first, &second), out);
        }
    }
}

/// The language of a post. Its text decides where its path says nothing, and must not contradict it.
fn spoken(post: &Placed<'_>) -> Option<String> {
    if post.is_third {
        return None;
    }
    let text = post.facts.content.language();
    match (&post.language, text) {
        (Some(l), Some(t)) if post.at.mark == Mark::None && tag::primary(l) != t => Some(t.to_owned()),
        (Some(l), _) => Some(l.clone()),
        (None, text) => text.map(str::to_owned),
    }
}

fn join_by_content(
    layout: &Layout,
    placed: &mut [Placed<'_>],
    (left, right): (&[usize], &[usize]),
    languages: (&str, &str),
    out: &mut Vec<Pairing>,
) {
    let facts = |list: &[usize]| list.iter().filter_map(|i| Some(placed.get(*i)?.facts)).collect::<Vec<_>>();
    for (i, j) in content::pair(&facts(left), &facts(right), languages) {
        let (Some(a), Some(b)) = (left.get(i).copied(), right.get(j).copied()) else { continue };
        for side in [a, b] {
            let text = placed.get(side).and_then(|p| p.facts.content.language());
            if let Some(post) = placed.get_mut(side).filter(|p| p.language.is_none()) {
                post.language = text.map(str::to_owned);
            }
        }
        let before = out.len();
        emit(layout, placed, &[a, b], &FoundBy::Content, out);
        if let Some(pair) = out.get_mut(before) {
            pair.doubt = near_miss(&placed[a], &placed[b], &pair.target);
        }
    }
}

/// Names or keys that differ by a slip: the site itself will not join the two.
fn near_miss(a: &Placed<'_>, b: &Placed<'_>, target: &Option<String>) -> Option<Doubt> {
    let partner = if target.as_ref() == Some(&a.facts.path) { &b.facts.path } else { &a.facts.path };
    for (key, value) in &a.facts.keys {
        let Some((_, other)) = b.facts.keys.iter().find(|(k, _)| k == key) else { continue };
        if orphan::slip(value, other) {
            let reason = format!("`{key}` is `{value}` on one side and `{other}` on the other");
            return Some(Doubt { partner: partner.clone(), reason });
        }
    }
    if orphan::slip(&a.at.key, &b.at.key) {
        let reason = "their names differ by a slip, so the site does not join them".to_owned();
        return Some(Doubt { partner: partner.clone(), reason });
    }
    None
}
