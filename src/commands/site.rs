//! The sites that the files to read belong to: where each begins, what else it holds, how it names
//! its languages. Only names are looked at here, and the sites' own configuration files.

use crate::checks::context::PageLanguage;
use crate::config::Settings;
use crate::pair::Layout;
use crate::pair::layout::{CONFIG_NAMES, is_config, other_code, tag};
use crate::source::{Entry, excluded, slashed};
use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// No configuration of a site is longer than this.
const LONGEST_CONFIG: u64 = 1 << 20;

/// A site: a folder, the posts in it, its layout.
pub(super) struct Site {
    /// The folder, from the root of the file system.
    pub root: PathBuf,
    /// Whether it reaches below its folder.
    whole: bool,
    /// The posts, relative to it, with `/`: those asked for and the others.
    pub paths: Vec<String>,
    /// How it names its languages.
    pub layout: Layout,
    /// The settings that hold in the folder that was asked for.
    pub settings: Arc<Settings>,
}

impl Site {
    /// The sites of `entries`, seen from `cwd`, and for each entry the number of its site.
    pub(super) fn all(entries: &[Entry], cwd: &Path) -> (Vec<Self>, Vec<usize>) {
        let mut roots: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
        let mut sites: Vec<Self> = Vec::new();
        let mut of = Vec::with_capacity(entries.len());
        for entry in entries {
            let root = roots.entry(entry.scope.clone()).or_insert_with(|| root_of(&entry.scope)).clone();
            // A file in a folder that shows no site is no reason to search everything below that folder.
            let whole = root.is_some() || !entry.explicit;
            let root = root.unwrap_or_else(|| entry.scope.clone());
            let known = sites.iter().position(|s| s.root == root);
            let number = known.unwrap_or_else(|| {
                let layout = Layout::detect(&[], &[]);
                let settings = Arc::clone(&entry.settings);
                sites.push(Self { root, whole, paths: Vec::new(), layout, settings });
                sites.len() - 1
            });
            if let Some(site) = sites.get_mut(number) {
                site.whole |= whole;
            }
            of.push(number);
        }
        for (number, site) in sites.iter_mut().enumerate() {
            let mine = entries.iter().zip(&of).filter(|(_, n)| **n == number).map(|(e, _)| e);
            site.survey(mine, cwd);
        }
        (sites, of)
    }

    /// The path of a file in the site, relative to its root.
    pub(super) fn relative(&self, real: &Path) -> String {
        slashed(real.strip_prefix(&self.root).unwrap_or(real))
    }

    /// A path of the site as reports show it to someone who works in `cwd`.
    pub(super) fn shown(&self, relative: &str, cwd: &Path) -> String {
        let full = self.root.join(relative);
        if let Ok(below) = full.strip_prefix(cwd) {
            return slashed(below);
        }
        match cwd.strip_prefix(&self.root) {
            Ok(down) => {
                // Up only as far as the two paths differ.
                let rest = full.strip_prefix(&self.root).unwrap_or(&full);
                let same = rest.components().zip(down.components()).take_while(|(a, b)| a == b).count();
                let up = down.components().count() - same;
                let rest: PathBuf = rest.components().skip(same).collect();
                format!("{}{}", "../".repeat(up), slashed(&rest))
            }
            Err(_) => slashed(&full),
        }
    }

    /// The language that configuration or path give to the page at `relative`, shown as `name`.
    pub(super) fn language(&self, relative: &str, name: &str, settings: &Settings) -> Option<PageLanguage> {
        if let Some(tag) = settings.language_of(name) {
            let because = "the configuration's `language-of`".to_owned();
            return Some(PageLanguage { tag: tag.to_owned(), because });
        }
        let (tag, because) = self.layout.language_of(relative)?;
        Some(PageLanguage { tag, because })
    }

    /// Lists the site and reads its configuration.
    fn survey<'a>(&mut self, entries: impl Iterator<Item = &'a Entry>, cwd: &Path) {
        let mut configs: Vec<(String, String)> = Vec::new();
        let mut paths: Vec<String> = Vec::new();
        let mut builder = WalkBuilder::new(&self.root);
        // Some generators keep their configuration in a hidden folder.
        builder.max_depth(if self.whole { None } else { Some(1) });
        builder.hidden(false).require_git(false).filter_entry(|e| {
            let name = e.file_name();
            e.depth() == 0 || (name != ".git" && name != "node_modules")
        });
        for item in builder.build().flatten() {
            if !item.file_type().is_some_and(|t| t.is_file()) {
                continue;
            }
            let relative = self.relative(item.path());
            if self.settings.is_post(&relative) {
                paths.push(relative);
            } else if is_config(&relative) && item.metadata().is_ok_and(|m| m.len() < LONGEST_CONFIG) {
                configs.extend(std::fs::read_to_string(item.path()).ok().map(|text| (relative, text)));
            }
        }
        // Files named on the command line may be ignored ones, or not exist (standard input).
        paths.extend(entries.filter(|e| self.settings.is_post(&e.name)).map(|e| self.relative(&e.real)));
        paths.retain(|p| !excluded(&self.settings, &self.shown(p, cwd)));
        paths.sort();
        paths.dedup();
        configs.sort();
        let configs: Vec<(&str, &str)> = configs.iter().map(|(p, c)| (p.as_str(), c.as_str())).collect();
        let names: Vec<&str> = paths.iter().map(String::as_str).collect();
        self.layout = Layout::detect(&configs, &names)
            .with_languages(&self.settings.languages, self.settings.default_language.as_deref());
        self.paths = paths;
    }
}

/// Where the site around `folder` begins: the repository, else the nearest folder with a site's or
/// our own configuration, else the folder above the one named after a language.
fn root_of(folder: &Path) -> Option<PathBuf> {
    let mut marked = None;
    for above in folder.ancestors() {
        if above.join(".git").exists() {
            return Some(above.to_owned());
        }
        if marked.is_none() && is_marked(above) {
            marked = Some(above);
        }
    }
    marked.or_else(|| above_language(folder)).map(Path::to_owned)
}

fn is_marked(folder: &Path) -> bool {
    let ours = ["visavis.toml", ".visavis.toml", ".config/visavis.toml", "config/_default"];
    let common = ["conf", "languages", "module"];
    let telling = |name: &&&str| !common.iter().any(|c| name.starts_with(c));
    ours.iter().chain(CONFIG_NAMES.iter().filter(telling)).any(|name| folder.join(name).exists())
}

/// The folder above the highest folder that is named after a language, a few levels up at most, and
/// that shows another side of its posts: a folder that only happens to be called `fr` is no mark.
fn above_language(folder: &Path) -> Option<&Path> {
    let named = |p: &&Path| tag::french_or_english(&name(p));
    let parents = folder.ancestors().take(6).filter(named).filter_map(|p| Some((p, p.parent()?)));
    parents.filter(|(folder, parent)| other_side(folder, parent)).last().map(|(_, parent)| parent)
}

/// Whether `parent` holds the folder of another language beside `folder`, or the posts of `folder`
/// themselves, unmarked.
fn other_side(folder: &Path, parent: &Path) -> bool {
    /// No more names than this are looked at: these searches run for every folder asked for.
    const NAMES: usize = 1_000;
    let own = tag::primary(&name(folder));
    let names = |dir: &Path| std::fs::read_dir(dir).into_iter().flatten().flatten().take(NAMES);
    names(parent).any(|entry| {
        let beside = entry.file_name();
        let beside = beside.to_string_lossy();
        let language = tag::french_or_english(&beside) || other_code(&beside);
        let twin = entry.path() != folder && folder.join(&*beside).exists();
        twin || (language && tag::primary(&beside) != own && entry.path().is_dir())
    })
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn site(root: &str) -> Site {
        Site {
            root: PathBuf::from(root),
            whole: true,
            paths: Vec::new(),
            layout: Layout::detect(&[], &[]),
            settings: Arc::default(),
        }
    }

    #[test]
    fn paths_are_shown_from_the_working_directory() {
        let site = site("/srv/site");
        assert_eq!(site.shown("en/a.md", Path::new("/srv")), "site/en/a.md");
        assert_eq!(site.shown("en/a.md", Path::new("/srv/site/fr/deep")), "../../en/a.md");
        assert_eq!(site.shown("fr/a.md", Path::new("/srv/site/fr/deep")), "../a.md");
        assert_eq!(site.shown("en/a.md", Path::new("/elsewhere")), "/srv/site/en/a.md");
    }

    #[test]
    fn a_site_begins_at_its_configuration_or_above_its_language_folders() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("plain/docs/fr/deep")).unwrap();
        fs::create_dir_all(root.join("plain/docs/en")).unwrap();
        fs::create_dir_all(root.join("fr/docs/en")).unwrap();
        fs::create_dir_all(root.join("hugo/content/posts")).unwrap();
        fs::write(root.join("hugo/hugo.toml"), "").unwrap();
        assert_eq!(root_of(&root.join("hugo/content/posts")), Some(root.join("hugo")));
        assert_eq!(root_of(&root.join("plain/docs/fr/deep")), Some(root.join("plain/docs")));
        assert_eq!(root_of(&root.join("plain/docs")), None);
        assert_eq!(root_of(&root.join("fr/docs")), None);
        fs::create_dir(root.join("plain/.git")).unwrap();
        assert_eq!(root_of(&root.join("plain/docs/fr")), Some(root.join("plain")));
    }
}
