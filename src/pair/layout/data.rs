//! Eleventy's data files: `fr/fr.json` and `francais/francais.11tydata.js` say the language of
//! everything in their folder.

use super::configs::{above, join};
use super::{Generator, Root, Site, script, tag, value};

/// Keys under which such a file names the language of its folder.
const KEYS: [&str; 4] = ["lang", "locale", "language", "languageCode"];

/// The folder of the data file at `path`, if it is named as one.
fn folder(path: &str) -> Option<&str> {
    let (dir, name) = path.rsplit_once('/')?;
    let own = dir.rsplit('/').next()?;
    let ending = name.strip_prefix(own)?;
    let endings =
        [".json", ".11tydata.json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".11tydata.ts"];
    endings.contains(&ending).then_some(dir)
}

/// Whether the file at `path` is named as Eleventy's data of a folder.
pub(super) fn is_data(path: &str) -> bool {
    folder(path).is_some()
}

/// A site that is nothing but a folder with its language, to be given to the Eleventy site around it.
pub(super) fn read(path: &str, content: &str) -> Option<Site> {
    let dir = folder(path)?;
    let language = if path.ends_with(".json") {
        let v = value::read(path, content)?;
        KEYS.iter().find_map(|k| value::string(&v, k))?
    } else {
        let text = script::without_comments(content, false);
        KEYS.iter().find_map(|k| script::literal(&text, k)).map(str::to_owned)?
    };
    if !(2..=7).contains(&tag::normal(&language).len()) || language.contains(|c: char| !tag_letter(c)) {
        return None;
    }
    let prefix = join("", dir);
    let mut site = Site::new(Generator::Eleventy, prefix.clone());
    // Posts of the folder above may be the other side.
    site.roots.push(Root { prefix, language, key: above(dir, 1) });
    Some(site)
}

fn tag_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// Gives the folders of data files to the Eleventy site around them; without one they mean nothing.
pub(super) fn merge(sites: Vec<Site>) -> Vec<Site> {
    let is_folder =
        |s: &Site| s.generator == Generator::Eleventy && s.roots.first().is_some_and(|r| r.prefix == s.root);
    let (folders, mut sites): (Vec<Site>, Vec<Site>) = sites.into_iter().partition(is_folder);
    for folder in folders {
        let around =
            |s: &&mut Site| s.generator == Generator::Eleventy && folder.root.starts_with(s.root.as_str());
        if let Some(site) = sites.iter_mut().filter(around).max_by_key(|s| s.root.len()) {
            for root in &folder.roots {
                if !site.languages.iter().any(|l| tag::same(l, &root.language)) {
                    site.languages.push(root.language.clone());
                }
            }
            site.roots.extend(folder.roots);
        }
    }
    sites
}
