//! The layout of a site: which languages it declares and where each one's posts live.
//!
//! Built from the content of the site's own configuration files and the list of paths; no I/O here.

mod configs;
mod data;
mod docusaurus;
mod generator;
mod hugo;
mod locate;
mod mkdocs;
mod named;
mod others;
mod script;
mod scripted;
pub mod tag;
mod value;

pub use configs::{CONFIG_NAMES, is_config};
pub use generator::Generator;
pub use locate::{Located, Mark, is_meta, stem};
pub use named::named_language;
pub use others::other_code;

/// A folder that the configuration gives to one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The folder, ending in `/`.
    pub prefix: String,
    /// The language of everything below it.
    pub language: String,
    /// What stands for the folder in the name that both sides share.
    pub key: String,
}

/// One site: a folder with its configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// What builds it.
    pub generator: Generator,
    /// Its folder, empty or ending in `/`.
    pub root: String,
    /// The languages it declares; empty where it declares none.
    pub languages: Vec<String>,
    /// The language of what carries no mark, where declared.
    pub default: Option<String>,
    /// Folders that belong to one language.
    pub roots: Vec<Root>,
    /// Folders that hold posts, ending in `/`; empty where any folder may.
    pub content: Vec<String>,
    /// Paths that the site does not build.
    pub excluded: Vec<String>,
    /// Folder names that the configuration gives to a language: `quebec` for `fr-CA`.
    pub aliases: Vec<(String, String)>,
    /// Fields that join the versions of a post where the configuration names them, instead of the slug.
    pub joining: Vec<String>,
    /// Languages besides French and English that the paths of a site without declared ones show.
    pub others: Vec<String>,
}

impl Site {
    fn new(generator: Generator, root: String) -> Self {
        Self {
            generator,
            root,
            languages: Vec::new(),
            default: None,
            roots: Vec::new(),
            content: Vec::new(),
            excluded: Vec::new(),
            aliases: Vec::new(),
            joining: Vec::new(),
            others: Vec::new(),
        }
    }

    /// The declared language that `token` names, or, where nothing is declared, `token` itself when
    /// it names French or English.
    #[must_use]
    pub fn token(&self, token: &str) -> Option<String> {
        if self.languages.is_empty() {
            let shown = || self.others.iter().any(|l| tag::same(l, token));
            return (tag::french_or_english(token) || shown()).then(|| token.to_owned());
        }
        let alias = || self.aliases.iter().find(|a| a.0.eq_ignore_ascii_case(token)).map(|a| a.1.clone());
        self.languages.iter().find(|l| tag::same(l, token)).cloned().or_else(alias)
    }

    /// Whether posts live at `path`.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        let excluded =
            |e: &String| path.strip_prefix(e.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('/'));
        (self.content.is_empty() || self.content.iter().any(|c| path.starts_with(c.as_str())))
            && !self.excluded.iter().any(excluded)
    }

    /// What another configuration file of the same site adds.
    fn absorb(&mut self, other: Self) {
        for language in other.languages {
            if !self.languages.iter().any(|l| tag::same(l, &language)) {
                self.languages.push(language);
            }
        }
        self.default = self.default.take().or(other.default);
        self.roots.extend(other.roots);
        self.content.extend(other.content);
        self.excluded.extend(other.excluded);
        self.aliases.extend(other.aliases);
        self.joining.extend(other.joining);
    }
}

/// The layout of everything that was given: one site or several.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The sites, the one with the longest root first; the last one takes every other path.
    sites: Vec<Site>,
    /// The paths, without extension: a mark without a dot (`post-fr.md`) needs its twin.
    stems: locate::Stems,
    /// Where paths name third languages.
    shelves: named::Shelves,
    /// Languages that `visavis.toml` declares, and the default one.
    overrides: (Vec<String>, Option<String>),
}

impl Layout {
    /// The layout that `configs` (path and content of files named in [`CONFIG_NAMES`]) and the
    /// posts' `paths` show. Paths use `/`.
    #[must_use]
    pub fn detect(configs: &[(&str, &str)], paths: &[&str]) -> Self {
        let mut sites: Vec<Site> = Vec::new();
        for site in configs.iter().filter_map(|(path, content)| configs::read(path, content)) {
            match sites.iter_mut().find(|s| s.root == site.root && s.generator == site.generator) {
                Some(known) => known.absorb(site),
                None => sites.push(site),
            }
        }
        let mut sites = data::merge(mkdocs::settle(merge_folders(sites)));
        for root in paths.iter().filter_map(|p| docusaurus_root(p)) {
            if !sites.iter().any(|s| s.generator == Generator::Docusaurus && s.root == root) {
                sites.push(Site::new(Generator::Docusaurus, root.to_owned()));
            }
        }
        for site in &mut sites {
            let default = site.default.clone().filter(|_| !site.languages.is_empty());
            site.languages.extend(default.filter(|d| !site.languages.iter().any(|l| tag::same(l, d))));
            // What only one language declares says nothing about translations.
            if site.languages.len() < 2 && site.roots.is_empty() {
                site.languages.clear();
            }
        }
        sites.sort_by(|a, b| b.root.len().cmp(&a.root.len()).then_with(|| a.root.cmp(&b.root)));
        sites.push(Site::new(Generator::Plain, String::new()));
        let stems = locate::Stems::of(paths);
        let shelves = named::Shelves::of(paths);
        let mut layout = Self { sites, stems, shelves, overrides: (Vec::new(), None) };
        let mut of_site: Vec<Vec<&str>> = vec![Vec::new(); layout.sites.len()];
        for path in paths {
            let (number, _) = layout.site_of(path);
            of_site.get_mut(number).into_iter().for_each(|list| list.push(*path));
        }
        for (site, paths) in layout.sites.iter_mut().zip(of_site) {
            others::look(site, &paths, &layout.stems);
        }
        layout
    }

    /// Whether a post stands at `stem`, a path without extension.
    #[must_use]
    pub fn has(&self, stem: &str) -> bool {
        self.stems.has(stem)
    }

    /// The same layout under the languages and the default language of `visavis.toml`.
    #[must_use]
    pub fn with_languages(mut self, languages: &[String], default: Option<&str>) -> Self {
        for site in &mut self.sites {
            if !languages.is_empty() {
                site.languages = languages.to_vec();
            }
            if let Some(default) = default {
                site.default = Some(default.to_owned());
            }
        }
        self.overrides = (languages.to_vec(), default.map(str::to_owned));
        self
    }

    /// The sites, by their number.
    #[must_use]
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// The site that `path` belongs to, and its number.
    #[must_use]
    pub fn site_of(&self, path: &str) -> (usize, &Site) {
        let last = self.sites.len().saturating_sub(1);
        let covers = |s: &Site| {
            path.starts_with(s.root.as_str()) || s.roots.iter().any(|r| path.starts_with(r.prefix.as_str()))
        };
        let at = self.sites.iter().position(covers).unwrap_or(last);
        (at, self.sites.get(at).unwrap_or(&PLAIN))
    }

    /// Whether the languages were declared, by the site's or by visavis's configuration.
    #[must_use]
    pub fn declared(&self, site: &Site) -> bool {
        site.languages.len() >= 2
    }

    /// The languages that `visavis.toml` declares.
    #[must_use]
    pub fn configured(&self) -> &[String] {
        &self.overrides.0
    }

    /// Where `path` stands: its language mark, and what is left without it.
    #[must_use]
    pub fn locate(&self, path: &str) -> Located {
        let (number, site) = self.site_of(path);
        locate::locate(number, site, path, |stem| self.stems.has(stem))
    }

    /// The third language that `path` names where nobody declares it, and why that is believed.
    #[must_use]
    pub fn named(&self, path: &str) -> Option<(String, String)> {
        self.shelves.language(path, |stem| self.stems.has(stem))
    }

    /// The language that the site says `path` is in, as a tag, and why.
    #[must_use]
    pub fn language_of(&self, path: &str) -> Option<(String, String)> {
        let found = self.locate(path);
        let (_, site) = self.site_of(path);
        if let Some(language) = found.language {
            return Some((language, found.because));
        }
        if let Some(named) = self.named(path) {
            return Some(named);
        }
        let default = site.default.as_ref()?;
        (site.holds(path) && !locate::is_meta(path))
            .then(|| (default.clone(), format!("the site's default language is `{default}`")))
    }
}

static PLAIN: Site = Site {
    generator: Generator::Plain,
    root: String::new(),
    languages: Vec::new(),
    default: None,
    roots: Vec::new(),
    content: Vec::new(),
    excluded: Vec::new(),
    aliases: Vec::new(),
    joining: Vec::new(),
    others: Vec::new(),
};

/// The folder of a Docusaurus site, where the path is one of its translations.
fn docusaurus_root(path: &str) -> Option<&str> {
    let at = path.find("/docusaurus-plugin-content-")?;
    let (before, language) = path.get(..at)?.rsplit_once('/').unwrap_or(("", ""));
    let root = before.strip_suffix("i18n").filter(|r| r.is_empty() || r.ends_with('/'))?;
    (!language.is_empty()).then_some(root)
}

/// Makes one site of MkDocs configurations that each give a sibling folder to one language.
fn merge_folders(sites: Vec<Site>) -> Vec<Site> {
    let mut out: Vec<Site> = Vec::new();
    for mut site in sites {
        let single = site.generator == Generator::MkDocs && site.roots.len() == 1;
        if let (true, Some(root)) = (single, site.roots.first()) {
            let parent = root.prefix.trim_end_matches('/').rsplit_once('/').map_or("", |(p, _)| p);
            let parent = if parent.is_empty() { String::new() } else { format!("{parent}/") };
            site.root = parent;
            if let Some(known) = out.iter_mut().find(|s| s.generator == site.generator && s.root == site.root)
            {
                known.absorb(site);
                continue;
            }
        }
        out.push(site);
    }
    out
}

#[cfg(test)]
mod tests;
