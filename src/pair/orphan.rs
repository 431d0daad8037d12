//! Posts that lack their counterpart, on sites that show that they have two languages.

use super::discover::Placed;
use super::expected::{base, expected_path};
use super::layout::{Generator, Layout, Mark, Site, is_meta, other_code, tag};
use super::pairing::{Doubt, FoundBy, Pairing};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whether two names or keys differ by a slip of one or two letters.
#[must_use]
pub fn slip(a: &str, b: &str) -> bool {
    // On a large site thousands of names are held against thousands: most differ in more letters.
    if a == b || a.len().abs_diff(b.len()) > 8 || (letters(a) ^ letters(b)).count_ones() > 16 {
        return false;
    }
    let length = a.chars().count().min(b.chars().count());
    let most = if length >= 10 { 2 } else { 1 };
    // One slip takes one letter away and puts another in.
    let ascii = a.is_ascii() && b.is_ascii();
    let near = (letters(a) ^ letters(b)).count_ones() as usize <= if ascii { 2 * most } else { 8 * most };
    length >= 5
        && near
        && a.len().abs_diff(b.len()) <= 4 * most
        && strsim::osa_distance(a, b) <= most
        && !digits_differ(a, b)
}

/// A bit for each byte that a name holds.
fn letters(name: &str) -> u64 {
    name.bytes().fold(0, |bits, b| bits | 1u64 << (b & 63))
}

/// Part 1 and part 2 of a series are no slip.
fn digits_differ(a: &str, b: &str) -> bool {
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(a) != digits(b)
}

/// How the pairs that were found name their files, site by site.
#[derive(Default)]
pub(super) struct Habits {
    /// Folders whose unmarked posts have marked versions beside them.
    pub suffixed: BTreeSet<String>,
    /// Folders that hold a folder for each language, and whether one language has none.
    pub folders: BTreeMap<String, bool>,
    /// The tokens in use, by primary language.
    pub tokens: HashMap<String, String>,
    /// Whether English posts, and others, carry a mark.
    pub marked: BTreeSet<String>,
}

/// Adds a pairing for every post without a counterpart, where one is to be expected.
pub(super) fn report(layout: &Layout, placed: &[Placed<'_>], out: &mut Vec<Pairing>) {
    let habits = habits(layout, placed);
    let nothing = Habits::default();
    let mut lone: Vec<Pairing> = Vec::new();
    for post in placed.iter().filter(|p| !p.facts.exclusive && !p.facts.draft && !p.is_third) {
        let (number, site) = layout.site_of(&post.facts.path);
        if is_meta(&post.facts.path) || !site.holds(&post.facts.path) || is_partial(site, post) {
            continue;
        }
        let habits = habits.get(&number).unwrap_or(&nothing);
        for (language, other) in expected_languages(layout, site, post, habits) {
            if !has(out, &post.facts.path, &other) {
                lone.push(lonely(site, post, habits, &language, other));
            }
        }
    }
    doubtful(placed, &mut lone);
    let slips = misspelt_keys(placed, out, &lone);
    out.extend(lone);
    out.extend(slips);
}

/// Posts of two languages whose keys differ by a slip, on sites that join posts by such keys: where
/// nothing else says that a counterpart is to be expected.
fn misspelt_keys(placed: &[Placed<'_>], out: &[Pairing], lone: &[Pairing]) -> Vec<Pairing> {
    let joins: BTreeSet<&str> = out
        .iter()
        .filter_map(|p| match p.found_by {
            FoundBy::Key(key) => Some(key),
            _ => None,
        })
        .chain(["translationKey"])
        .collect();
    let told: BTreeSet<&str> = lone.iter().filter_map(Pairing::lone).collect();
    let free: Vec<&Placed<'_>> = placed
        .iter()
        .filter(|p| !p.paired && p.language.is_some() && !told.contains(p.facts.path.as_str()))
        .filter(|p| p.facts.keys.iter().any(|k| joins.contains(k.0)))
        .collect();
    let mut found = Vec::new();
    for post in &free {
        let others = free.iter().filter(|o| o.at.site == post.at.site && o.language != post.language);
        let near = others.filter_map(|o| {
            let keys = post.facts.keys.iter().filter(|k| joins.contains(k.0));
            let slips = keys.filter_map(|(k, v)| Some((k, v, &o.facts.keys.iter().find(|l| l.0 == *k)?.1)));
            let (k, v, w) = slips.into_iter().find(|(_, v, w)| slip(v, w))?;
            Some((*o, format!("its `{k}` is `{v}`, that of `{}` is `{w}`", o.facts.path)))
        });
        let Some((other, reason)) = near.into_iter().next() else { continue };
        found.push(Pairing {
            source: Some(post.facts.path.clone()),
            target: None,
            source_language: post.language.clone().unwrap_or_default(),
            target_language: other.language.clone().unwrap_or_default(),
            found_by: FoundBy::Nothing,
            expected: None,
            doubt: Some(Doubt { partner: other.facts.path.clone(), reason }),
        });
    }
    found
}

fn has(out: &[Pairing], path: &str, language: &str) -> bool {
    out.iter().any(|p| match p.both() {
        Some((s, t)) => {
            // A translation that has its source lacks nothing: other languages are the source's matter.
            t == path || (s == path && tag::same(&p.target_language, language))
        }
        None => false,
    })
}

/// Files that a generator includes in others or does not build.
fn is_partial(site: &Site, post: &Placed<'_>) -> bool {
    let folders =
        ["_includes", "_layouts", "_data", "_sass", "_drafts", "_plugins", "node_modules", "vendor"];
    let path = post.facts.path.as_str();
    path.split('/').any(|d| folders.contains(&d))
        || (site.generator == Generator::Jekyll && !post.facts.front_matter)
}

fn habits(layout: &Layout, placed: &[Placed<'_>]) -> HashMap<usize, Habits> {
    let mut all: HashMap<usize, Habits> = HashMap::new();
    let mut keys: HashMap<(usize, String), BTreeSet<String>> = HashMap::new();
    for post in placed.iter().filter(|p| p.at.mark != Mark::None && !is_meta(&p.facts.path)) {
        let habits = all.entry(post.at.site).or_default();
        let Some(token) = &post.at.language else { continue };
        let primary = tag::primary(token);
        // What other languages do says nothing of French and English.
        if layout.site_of(&post.facts.path).1.others.iter().any(|l| tag::same(l, token)) {
            continue;
        }
        habits.tokens.entry(primary.clone()).or_insert_with(|| token.clone());
        habits.marked.insert(primary.clone());
        match post.at.mark {
            Mark::Suffix | Mark::Flat if post.paired => {
                habits.suffixed.insert(scope(&post.facts.path));
            }
            Mark::Folder(_) => {
                if let Some(base) = base(post) {
                    // Two languages with folders of their own, or a pair with the unmarked side.
                    let seen = keys.entry((post.at.site, base.clone())).or_default();
                    seen.insert(primary);
                    if post.paired || seen.len() > 1 {
                        habits.folders.entry(base).or_insert(false);
                    }
                }
            }
            _ => {}
        }
    }
    let unmarked = placed.iter().filter(|p| p.paired && p.at.mark == Mark::None);
    for post in unmarked {
        let Some(habits) = all.get_mut(&post.at.site) else { continue };
        for (base, open) in &mut habits.folders {
            *open |= post.facts.path.starts_with(base.as_str());
        }
    }
    all
}

/// The folder in which a post's siblings stand: for a bundle, the folder above its own.
fn scope(path: &str) -> String {
    let (dir, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.split('.').next().unwrap_or("");
    if stem == "index" { dir.rsplit_once('/').map_or("", |d| d.0).to_owned() } else { dir.to_owned() }
}

/// The post's language, and each language it should also be in.
fn expected_languages(
    layout: &Layout,
    site: &Site,
    post: &Placed<'_>,
    habits: &Habits,
) -> Vec<(String, String)> {
    if layout.declared(site) {
        let Some(own) = post.language.clone().or_else(|| site.default.clone()) else { return Vec::new() };
        let known: Vec<&String> =
            site.languages.iter().filter(|l| matches!(&*tag::primary(l), "fr" | "en")).collect();
        // A site in sixteen languages is rarely translated whole; French and English are what this
        // tool reads, so they alone are asked for unless the user says otherwise.
        let wanted: Vec<&String> = if layout.configured().is_empty() && known.len() > 1 {
            known
        } else {
            site.languages.iter().collect()
        };
        let source = site.default.clone().unwrap_or_else(|| own.clone());
        // A translation lacks its source; only the source lacks translations.
        let is_source = tag::same(&own, &source) || !wanted.iter().any(|l| tag::same(l, &source));
        let others = wanted.into_iter().filter(|l| !tag::same(l, &own));
        let others = others.filter(|l| is_source || tag::same(l, &source));
        return others.map(|l| (own.clone(), l.clone())).collect();
    }
    undeclared(layout, post, habits)
}

fn undeclared(layout: &Layout, post: &Placed<'_>, habits: &Habits) -> Vec<(String, String)> {
    let path = post.facts.path.as_str();
    let token = |primary: &str| habits.tokens.get(primary).cloned().unwrap_or_else(|| primary.to_owned());
    let inside = match post.at.mark {
        Mark::Suffix | Mark::Flat => !habits.suffixed.is_empty(),
        Mark::Folder(_) => base(post).is_some_and(|b| habits.folders.contains_key(&b)),
        Mark::Root => true,
        Mark::None => {
            let beside = habits.suffixed.contains(&scope(path));
            let below = habits.folders.iter().any(|(base, open)| *open && path.starts_with(base.as_str()));
            (beside || below) && !other_locale(layout, path)
        }
    };
    let third = post.language.as_ref().is_some_and(|l| !matches!(&*tag::primary(l), "fr" | "en"));
    if !inside || third {
        return Vec::new();
    }
    let marked_other =
        if habits.marked.contains("fr") && !habits.marked.contains("en") { "en" } else { "fr" };
    let own = match &post.language {
        Some(l) => l.clone(),
        None if habits.marked.len() == 1 => marked_other.to_owned(),
        None => "en".to_owned(),
    };
    let other = if tag::primary(&own) == "fr" { "en" } else { "fr" };
    vec![(own, token(other))]
}

/// Whether a folder or suffix names a language other than French and English.
fn other_locale(layout: &Layout, path: &str) -> bool {
    let stem = super::layout::stem(path);
    let suffix = stem.rsplit('/').next().and_then(|n| n.rsplit_once('.')).is_some_and(|(_, s)| other_code(s));
    // A mark without a dot counts beside its twin only: `post_es.md` and `post.md`.
    let flat = || {
        stem.match_indices(['-', '_']).any(|(at, _)| {
            let (base, token) = (stem.get(..at), stem.get(at + 1..));
            token.is_some_and(other_code) && base.is_some_and(|b| layout.has(b))
        })
    };
    suffix || path.rsplit('/').skip(1).any(other_code) || flat()
}

fn lonely(site: &Site, post: &Placed<'_>, habits: &Habits, own: &str, other: String) -> Pairing {
    let path = Some(post.facts.path.clone());
    let expected = expected_path(site, post, habits, own, &other);
    let source_is_own = match &site.default {
        Some(default) => tag::same(default, own),
        None => post.at.mark == Mark::None || tag::primary(own) == "en",
    };
    let (source, target) = if source_is_own { (path, None) } else { (None, path) };
    let (source_language, target_language) =
        if source_is_own { (own.to_owned(), other) } else { (other, own.to_owned()) };
    Pairing {
        source,
        target,
        source_language,
        target_language,
        found_by: FoundBy::Nothing,
        expected,
        doubt: None,
    }
}

/// Marks lone posts that have a likely partner among the other side's lone posts.
fn doubtful(placed: &[Placed<'_>], lone: &mut [Pairing]) {
    let by_path: HashMap<&str, &Placed<'_>> = placed.iter().map(|p| (p.facts.path.as_str(), p)).collect();
    let find = |path: &str| by_path.get(path).copied();
    let mut found: Vec<(usize, Doubt)> = Vec::new();
    for (i, one) in lone.iter().enumerate() {
        let Some(post) = one.lone().and_then(find) else { continue };
        for other in lone.iter().filter(|o| o.source.is_some() != one.source.is_some()) {
            let Some(partner) = other.lone().and_then(find).filter(|p| p.at.site == post.at.site) else {
                continue;
            };
            let keys = post.facts.keys.iter().find_map(|(k, v)| {
                let (_, w) = partner.facts.keys.iter().find(|(l, _)| l == k)?;
                slip(v, w).then(|| format!("its `{k}` is `{v}`, that of `{}` is `{w}`", partner.facts.path))
            });
            let names = || {
                let name = |key: &str| key.rsplit('/').find(|p| *p != "index").unwrap_or(key).to_owned();
                let folder = |key: &str| key.rsplit_once('/').map_or("", |d| d.0).matches('/').count();
                let (a, b) = (&post.at.key, &partner.at.key);
                (folder(a) == folder(b) && slip(a, b) && slip(&name(a), &name(b)))
                    .then(|| format!("its name is nearly that of `{}`", partner.facts.path))
            };
            if let Some(reason) = keys.or_else(names) {
                found.push((i, Doubt { partner: partner.facts.path.clone(), reason }));
                break;
            }
        }
    }
    for (i, doubt) in found {
        if let Some(pairing) = lone.get_mut(i) {
            pairing.doubt = Some(doubt);
        }
    }
}
