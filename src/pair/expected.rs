//! Where the missing side of a post would be, by the way its site names its files.

use super::discover::Placed;
use super::layout::{Generator, Mark, Site, tag};
use super::orphan::Habits;
use crate::document::tail;

/// Where the counterpart in language `other` would be.
pub(super) fn expected_path(
    site: &Site,
    post: &Placed<'_>,
    habits: &Habits,
    own: &str,
    other: &str,
) -> Option<String> {
    let path = post.facts.path.as_str();
    let unmarked = !habits.marked.contains(&tag::primary(other))
        || site.default.as_ref().is_some_and(|d| tag::same(d, other));
    match post.at.mark {
        Mark::Root => {
            let from = site.roots.iter().find(|r| path.starts_with(r.prefix.as_str()))?;
            if site.generator == Generator::Docusaurus {
                // `docs//current/` is the folder of the plugin, its instance and what is below.
                let mut key = from.key.splitn(3, '/');
                let (kind, id, below) = (key.next()?, key.next()?, key.next()?);
                let plugin = if id.is_empty() { kind.to_owned() } else { format!("{kind}-{id}") };
                let rest = path.get(from.prefix.len()..)?;
                let folder = format!("{}i18n/{other}/docusaurus-plugin-content-{plugin}", site.root);
                return Some(format!("{folder}/{below}{rest}"));
            }
            let to = site.roots.iter().find(|r| tag::same(&r.language, other))?;
            Some(format!("{}{}", to.prefix, path.get(from.prefix.len()..)?))
        }
        Mark::Suffix => {
            if let Some((before, _)) = tail(path) {
                return Some(if unmarked { before.to_owned() } else { format!("{before}.{other}") });
            }
            let old = format!(".{own}.");
            let new = if unmarked { ".".to_owned() } else { format!(".{other}.") };
            let at = path.rfind(&old)?;
            Some(format!("{}{}{}", path.get(..at)?, new, path.get(at + old.len()..)?))
        }
        Mark::Folder(_) => {
            let base = base(post)?;
            let rest = path.get(base.len()..)?.split_once('/')?.1;
            let open = habits.folders.get(&base).copied().unwrap_or(false);
            Some(if open && unmarked { format!("{base}{rest}") } else { format!("{base}{other}/{rest}") })
        }
        Mark::Flat => None,
        Mark::None => unmarked_path(site, path, habits, other),
    }
}

fn unmarked_path(site: &Site, path: &str, habits: &Habits, other: &str) -> Option<String> {
    if site.generator == Generator::Docusaurus {
        let rest = path.strip_prefix(site.root.as_str())?;
        let translations = format!("{}i18n/{other}/docusaurus-plugin-content-", site.root);
        return match rest.split_once('/')? {
            ("docs", p) => Some(format!("{translations}docs/current/{p}")),
            ("blog", p) => Some(format!("{translations}blog/{p}")),
            _ => None,
        };
    }
    let base = habits.folders.keys().filter(|b| path.starts_with(b.as_str())).max_by_key(|b| b.len());
    if let Some(base) = base {
        return Some(format!("{base}{other}/{}", path.get(base.len()..)?));
    }
    let folder = match site.generator {
        Generator::Jekyll => path.find("_posts/").map(|at| at + "_posts/".len()),
        Generator::Astro => path.find("src/content/docs/").map(|at| at + "src/content/docs/".len()),
        Generator::VitePress => Some(site.root.len()),
        _ => None,
    };
    if let Some(at) = folder {
        return Some(format!("{}{other}/{}", path.get(..at)?, path.get(at..)?));
    }
    let (stem, extension) = path.rsplit_once('.')?;
    Some(format!("{stem}.{other}.{extension}"))
}

/// The folder above the language's folder, ending in `/`.
pub(super) fn base(post: &Placed<'_>) -> Option<String> {
    let mut at = 0;
    for part in post.facts.path.split('/') {
        if post.at.language.as_ref().is_some_and(|l| tag::same(l, part)) {
            return post.facts.path.get(..at).map(str::to_owned);
        }
        at += part.len() + 1;
    }
    None
}
