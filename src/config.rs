//! Configuration: what `visavis.toml` and the command line decide, resolved.

use crate::checks::{Rule, Selector};

/// Resolved settings of one run, shared by every check.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Rules to run; empty for the default ones.
    pub select: Vec<Selector>,
    /// Rules to leave out.
    pub ignore: Vec<Selector>,
    /// (glob, rules): rules to leave out in matching files.
    pub per_file_ignores: Vec<(globset::GlobMatcher, Vec<Selector>)>,
    /// Names of people, places, products: never alarms for the LANG rules.
    pub names: Vec<String>,
    /// Words and phrases of the other language that are welcome.
    pub allow: Vec<String>,
    /// The site's default language, where configured: the source side of pairs.
    pub default_language: Option<String>,
    /// Whether fixes that need a human's eye are applied too.
    pub unsafe_fixes: bool,
    /// Findings below this confidence are dropped.
    pub min_confidence: f64,
    /// Extensions of posts, without the dot.
    pub extensions: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            select: Vec::new(),
            ignore: Vec::new(),
            per_file_ignores: Vec::new(),
            names: Vec::new(),
            allow: Vec::new(),
            default_language: None,
            unsafe_fixes: false,
            min_confidence: 0.0,
            extensions: ["md", "markdown", "mdx"].map(str::to_owned).to_vec(),
        }
    }
}

impl Settings {
    /// Whether the per-file ignores take `rule` away in the file at `path`.
    #[must_use]
    pub fn ignored_in(&self, path: &str, rule: &Rule) -> bool {
        let mut matching = self.per_file_ignores.iter().filter(|(glob, _)| glob.is_match(path));
        matching.any(|(_, rules)| rules.iter().any(|s| s.matches(rule)))
    }

    /// Whether `rule` runs at all. The most specific selector that names it decides; ignore wins ties.
    #[must_use]
    pub fn runs(&self, rule: &Rule) -> bool {
        let weight = |list: &[Selector]| list.iter().filter(|s| s.matches(rule)).map(Selector::weight).max();
        match (weight(&self.select), weight(&self.ignore)) {
            (Some(s), Some(i)) => s > i,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => self.select.is_empty() && rule.default,
        }
    }
}
