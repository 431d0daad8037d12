//! One layer of configuration: what one file, or the command line, says.

use super::{Anchor, ConfigError, Settings};
use crate::checks::Selector;
use crate::finding::Severity;
use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};

/// What one file or the command line says; `None` and empty lists say nothing.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// `select`
    pub select: Option<Vec<Selector>>,
    /// `extend-select`
    pub extend_select: Vec<Selector>,
    /// `ignore`
    pub ignore: Option<Vec<Selector>>,
    /// `per-file-ignores`
    pub per_file_ignores: Vec<(GlobMatcher, Vec<Selector>)>,
    /// `names`
    pub names: Vec<String>,
    /// `allow`
    pub allow: Vec<String>,
    /// `languages`
    pub languages: Option<Vec<String>>,
    /// `default-language`
    pub default_language: Option<String>,
    /// `language-of`
    pub language_of: Vec<(GlobMatcher, String)>,
    /// `unsafe-fixes`
    pub unsafe_fixes: Option<bool>,
    /// `fail-on`
    pub fail_on: Option<Severity>,
    /// `strict`
    pub strict: Option<bool>,
    /// `min-confidence`
    pub min_confidence: Option<f64>,
    /// `extensions`
    pub extensions: Option<Vec<String>>,
    /// `include`
    pub include: Vec<Glob>,
    /// `exclude`
    pub exclude: Vec<Glob>,
}

impl Layer {
    /// This layer, with what it does not say taken from `base`. Lists that describe the site (names,
    /// allowed words, globs, per-file ignores) add up; lists that choose (select, ignore) replace.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        // A selection made here starts afresh: what the base adds or leaves out as specifically as it
        // is selected here no longer counts, or `--select X` could come to nothing.
        let chosen = self.select.clone().unwrap_or_default();
        let kept = |list: Vec<Selector>| -> Vec<Selector> {
            list.into_iter().filter(|i| !chosen.iter().any(|s| outranks(s, i))).collect()
        };
        let base_extend = if self.select.is_some() { Vec::new() } else { base.extend_select };
        Self {
            ignore: self.ignore.or_else(|| base.ignore.map(kept)),
            select: self.select.or(base.select),
            extend_select: joined(self.extend_select, base_extend),
            per_file_ignores: joined(self.per_file_ignores, base.per_file_ignores),
            names: joined(self.names, base.names),
            allow: joined(self.allow, base.allow),
            languages: self.languages.or(base.languages),
            default_language: self.default_language.or(base.default_language),
            language_of: joined(self.language_of, base.language_of),
            unsafe_fixes: self.unsafe_fixes.or(base.unsafe_fixes),
            fail_on: self.fail_on.or(base.fail_on),
            strict: self.strict.or(base.strict),
            min_confidence: self.min_confidence.or(base.min_confidence),
            extensions: self.extensions.or(base.extensions),
            include: joined(self.include, base.include),
            exclude: joined(self.exclude, base.exclude),
        }
    }

    /// The settings this layer makes over the defaults.
    ///
    /// # Errors
    /// When the globs together are more than a matcher can hold.
    pub fn resolve(self, anchor: Anchor) -> Result<Settings, ConfigError> {
        let default = Settings::default();
        Ok(Settings {
            select: self.select.unwrap_or_default(),
            extend_select: self.extend_select,
            ignore: self.ignore.unwrap_or_default(),
            per_file_ignores: self.per_file_ignores,
            names: self.names,
            allow: self.allow,
            languages: self.languages.unwrap_or_default(),
            default_language: self.default_language,
            language_of: self.language_of,
            unsafe_fixes: self.unsafe_fixes.unwrap_or(default.unsafe_fixes),
            fail_on: self.fail_on.unwrap_or(default.fail_on),
            strict: self.strict.unwrap_or(default.strict),
            min_confidence: self.min_confidence.unwrap_or(default.min_confidence),
            extensions: self.extensions.unwrap_or(default.extensions),
            include: set(&self.include)?,
            exclude: set(&self.exclude)?,
            anchor,
        })
    }
}

/// Compiles a glob as users mean it: `*` stays within a folder, a pattern without a slash matches in
/// any folder, and one that ends in a slash matches everything below.
///
/// # Errors
/// Says what is wrong with the pattern.
pub fn glob(pattern: &str) -> Result<Glob, ConfigError> {
    let trimmed = pattern.strip_prefix("./").unwrap_or(pattern);
    let mut full = match trimmed.strip_prefix('/') {
        Some(anchored) => anchored.to_owned(),
        None if trimmed.trim_end_matches('/').contains('/') => trimmed.to_owned(),
        None => format!("**/{trimmed}"),
    };
    if full.ends_with('/') {
        full.push_str("**");
    }
    GlobBuilder::new(&full)
        .literal_separator(true)
        .build()
        .map_err(|e| ConfigError(format!("`{pattern}` is not a glob: {}", e.kind())))
}

fn set(globs: &[Glob]) -> Result<GlobSet, ConfigError> {
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        builder.add(glob.clone());
    }
    builder
        .build()
        .map_err(|e| ConfigError(format!("the include and exclude globs do not fit together: {e}")))
}

fn outranks(selected: &Selector, ignored: &Selector) -> bool {
    selected.weight() >= ignored.weight()
        && crate::checks::ALL.iter().any(|r| selected.matches(r) && ignored.matches(r))
}

fn joined<T>(mut first: Vec<T>, second: Vec<T>) -> Vec<T> {
    first.extend(second);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selectors(codes: &[&str]) -> Vec<Selector> {
        codes.iter().map(|c| Selector::parse(c).unwrap()).collect()
    }

    #[test]
    fn a_selection_starts_afresh_and_outranks_what_the_file_ignores() {
        let file =
            Layer { ignore: Some(selectors(&["ENC001"])), names: vec!["Ann".to_owned()], ..Layer::default() };
        let cli =
            Layer { select: Some(selectors(&["ENC001"])), names: vec!["Bob".to_owned()], ..Layer::default() };
        let both = cli.over(file.clone());
        assert_eq!(both.ignore, Some(Vec::new()));
        assert_eq!(both.names, ["Bob", "Ann"]);
        let family = Layer { select: Some(selectors(&["ENC"])), ..Layer::default() }.over(file);
        assert_eq!(family.ignore, Some(selectors(&["ENC001"])));
    }

    #[test]
    fn globs_mean_what_people_mean() {
        let matches = |pattern: &str, path: &str| glob(pattern).unwrap().compile_matcher().is_match(path);
        assert!(matches("*.po", "locale/fr/a.po"));
        assert!(matches("drafts/", "content/drafts/a.md"));
        assert!(matches("/drafts/", "drafts/x/a.md"));
        assert!(!matches("/drafts/", "content/drafts/a.md"));
        assert!(matches("content/*.md", "content/a.md"));
        assert!(!matches("content/*.md", "content/x/a.md"));
        assert!(glob("a[").unwrap_err().0.contains("`a[`"));
    }
}
