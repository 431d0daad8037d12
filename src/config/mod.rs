//! Configuration: what `visavis.toml` and the command line decide, resolved.
//!
//! A file is read into a [`Layer`]; layers are laid over one another (command line over file over
//! what the file extends over defaults) and resolved into [`Settings`].

mod discover;
mod keys;
mod layer;
mod read;

pub use discover::Resolver;
pub(crate) use discover::plain;
pub use layer::{Layer, glob};

/// Every key of `visavis.toml`, each with a line about it.
pub fn keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    let extend = (keys::EXTEND, "the file to build on");
    keys::KEYS.iter().map(|k| (k.name, k.about)).chain([extend])
}

use crate::checks::{Rule, Selector};
use crate::document::{Kind, tail};
use crate::finding::Severity;
use globset::{GlobMatcher, GlobSet};
use std::path::{Component, Path, PathBuf};

/// Something wrong with the configuration: what, where, what to do. One line for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(pub String);

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

/// Resolved settings of one run, shared by every check.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Rules to run; empty for the default ones.
    pub select: Vec<Selector>,
    /// Rules to run besides those.
    pub extend_select: Vec<Selector>,
    /// Rules to leave out.
    pub ignore: Vec<Selector>,
    /// (glob, rules): rules to leave out in matching files.
    pub per_file_ignores: Vec<(GlobMatcher, Vec<Selector>)>,
    /// Names of people, places, products: never alarms for the LANG rules.
    pub names: Vec<String>,
    /// Words and phrases of the other language that are welcome.
    pub allow: Vec<String>,
    /// The languages the site is written in, as tags; empty where nothing is configured.
    pub languages: Vec<String>,
    /// The site's default language, where configured: the source side of pairs.
    pub default_language: Option<String>,
    /// (glob, tag): the language of the pages that match, the first match decides.
    pub language_of: Vec<(GlobMatcher, String)>,
    /// Whether fixes that need a human's eye are applied too.
    pub unsafe_fixes: bool,
    /// Findings at this severity and above fail the run.
    pub fail_on: Severity,
    /// Review mode: the PAIR rules speak at lower confidence.
    pub strict: bool,
    /// Findings below this confidence are dropped.
    pub min_confidence: f64,
    /// Extensions of posts, without the dot.
    pub extensions: Vec<String>,
    /// Other text files that a walk takes in, for the ENC rules.
    pub include: GlobSet,
    /// What a walk leaves out.
    pub exclude: GlobSet,
    /// Where globs are anchored, seen from the working directory.
    pub anchor: Anchor,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            select: Vec::new(),
            extend_select: Vec::new(),
            ignore: Vec::new(),
            per_file_ignores: Vec::new(),
            names: Vec::new(),
            allow: Vec::new(),
            languages: Vec::new(),
            default_language: None,
            language_of: Vec::new(),
            unsafe_fixes: false,
            fail_on: Severity::Error,
            strict: false,
            min_confidence: 0.0,
            extensions: ["md", "markdown", "mdx"].map(str::to_owned).to_vec(),
            include: GlobSet::empty(),
            exclude: GlobSet::empty(),
            anchor: Anchor::default(),
        }
    }
}

impl Settings {
    /// Whether `rule` runs at all. The most specific selector that names it decides; ignore wins ties.
    #[must_use]
    pub fn runs(&self, rule: &Rule) -> bool {
        let weight = |list: &[Selector]| list.iter().filter(|s| s.matches(rule)).map(Selector::weight).max();
        match (weight(&self.select).max(weight(&self.extend_select)), weight(&self.ignore)) {
            (Some(s), Some(i)) => s > i,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => self.select.is_empty() && rule.default,
        }
    }

    /// Whether the per-file ignores take `rule` away in the file at `path`.
    #[must_use]
    pub fn ignored_in(&self, path: &str, rule: &Rule) -> bool {
        if self.per_file_ignores.is_empty() {
            return false;
        }
        let path = self.anchor.anchored(path);
        let mut matching = self.per_file_ignores.iter().filter(|(glob, _)| glob.is_match(&path));
        matching.any(|(_, rules)| rules.iter().any(|s| s.matches(rule)))
    }

    /// The language that the configuration gives the page at `path`.
    #[must_use]
    pub fn language_of(&self, path: &str) -> Option<&str> {
        if self.language_of.is_empty() {
            return None;
        }
        let path = self.anchor.anchored(path);
        self.language_of.iter().find(|(glob, _)| glob.is_match(&path)).map(|(_, tag)| tag.as_str())
    }

    /// How the file at `path` is read: posts with an extension of the user's own are Markdown.
    #[must_use]
    pub fn kind(&self, path: &str) -> Kind {
        match Kind::of_path(path) {
            Kind::Plain if self.is_post(path) => Kind::Markdown,
            kind => kind,
        }
    }

    /// Whether the extension of `path` makes it a post.
    #[must_use]
    pub fn is_post(&self, path: &str) -> bool {
        let path = tail(path).map_or(path, |(path, _)| path);
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, e)| e);
        self.extensions.iter().any(|e| e.eq_ignore_ascii_case(extension))
    }
}

/// How report paths (relative to the working directory) become paths relative to the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Taken off the front: the configuration lies below the working directory.
    strip: String,
    /// Put in front: the configuration lies above the working directory.
    prefix: String,
    /// The folder of the configuration and the working directory, for paths that lead out of the latter.
    folders: Option<(PathBuf, PathBuf)>,
}

impl Anchor {
    /// The anchor for a configuration in `root`, seen from `cwd`; both absolute.
    #[must_use]
    pub fn new(root: &Path, cwd: &Path) -> Self {
        let folders = Some((root.to_owned(), cwd.to_owned()));
        let slashed = |p: &Path| {
            let mut s = crate::source::slashed(p);
            if !s.is_empty() {
                s.push('/');
            }
            s
        };
        if let Ok(below) = cwd.strip_prefix(root) {
            return Self { strip: String::new(), prefix: slashed(below), folders };
        }
        let strip = root.strip_prefix(cwd).map(slashed).unwrap_or_default();
        Self { strip, prefix: String::new(), folders }
    }

    /// `path` as the configuration's globs see it.
    #[must_use]
    pub fn anchored(&self, path: &str) -> String {
        if let Some((root, cwd)) = self.folders.as_ref().filter(|_| leads_out(path)) {
            let full = lexical(&cwd.join(path));
            return full.strip_prefix(root).map_or_else(|_| path.to_owned(), crate::source::slashed);
        }
        let rest = path.strip_prefix(self.strip.as_str()).unwrap_or(path);
        format!("{}{rest}", self.prefix)
    }
}

/// Whether a path as reports show it is not one below the working directory.
fn leads_out(path: &str) -> bool {
    path.starts_with("../") || Path::new(path).is_absolute()
}

/// `path` without `..`, by its letters alone.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_anchored_at_the_configuration() {
        let above = Anchor::new(Path::new("/site"), Path::new("/site/content/fr"));
        assert_eq!(above.anchored("post.md"), "content/fr/post.md");
        let below = Anchor::new(Path::new("/repo/blog"), Path::new("/repo"));
        assert_eq!(below.anchored("blog/posts/a.md"), "posts/a.md");
        assert_eq!(above.anchored("../en/post.md"), "content/en/post.md");
        assert_eq!(above.anchored("/site/a.md"), "a.md");
        let beside = Anchor::new(Path::new("/repo/blog"), Path::new("/repo/tools"));
        assert_eq!(beside.anchored("../blog/posts/a.md"), "posts/a.md");
        assert_eq!(beside.anchored("../other/a.md"), "../other/a.md");
        let same = Anchor::new(Path::new("/repo"), Path::new("/repo"));
        assert_eq!(same.anchored("a.md"), "a.md");
    }

    #[test]
    fn the_most_specific_selector_decides_and_ignore_wins_ties() {
        let parse = |s: &str| Selector::parse(s).unwrap();
        let rule = crate::checks::find("ENC001").unwrap();
        let mut settings = Settings { ignore: vec![parse("ENC")], ..Settings::default() };
        assert!(!settings.runs(rule));
        settings.extend_select = vec![parse("ENC001")];
        assert!(settings.runs(rule));
        settings.ignore.push(parse("ENC001"));
        assert!(!settings.runs(rule));
    }

    #[test]
    fn posts_are_known_by_their_extension() {
        let settings = Settings::default();
        assert!(settings.is_post("a/b.fr.MD") && settings.is_post("a/b.md.fr"));
        assert!(!settings.is_post("a.md/b.po"));
        assert!(!settings.is_post("README") && !settings.is_post("a.fr") && !settings.is_post("a.md.in"));
    }
}
