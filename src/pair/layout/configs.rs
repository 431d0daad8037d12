//! What each static site generator's configuration says about languages.

use super::docusaurus::docusaurus;
use super::hugo::{hugo, hugo_language, hugo_languages, hugo_module, hugo_or_zola};
use super::scripted::{astro, listed, python, vitepress};
use super::{Generator, Site, data, script, value};
use serde_json::Value;

/// Base names of the configuration files that [`super::Layout::detect`] reads.
pub const CONFIG_NAMES: &[&str] = &[
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "languages.toml",
    "languages.yaml",
    "languages.yml",
    "zola.toml",
    "module.toml",
    "module.yaml",
    "module.yml",
    "_config.yml",
    "_config.yaml",
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
    "mkdocs.yml",
    "mkdocs.yaml",
    "astro.config.mjs",
    "astro.config.js",
    "astro.config.ts",
    "config.js",
    "config.ts",
    "config.mjs",
    "config.mts",
    "gatsby-config.js",
    "gatsby-config.ts",
    "gatsby-config.mjs",
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    "pelicanconf.py",
    "conf.py",
];

/// Whether a layout is read from the file at `path`, by its name: those of [`CONFIG_NAMES`], and those
/// that carry the name of a language or of their folder.
#[must_use]
pub fn is_config(path: &str) -> bool {
    let (dir, name) = path.rsplit_once('/').unwrap_or(("", path));
    // `config.js` is any program's name but in these folders.
    let any_program = name.starts_with("config.") && (name.ends_with("js") || name.ends_with("ts"));
    let known = CONFIG_NAMES.contains(&name) && (!any_program || press(dir).is_some());
    let index = name.starts_with("index.") && press(dir).is_some_and(|levels| levels == 2);
    let of_language = name.starts_with("languages.") && under_config(dir);
    let mkdocs = name.starts_with("mkdocs") && (name.ends_with(".yml") || name.ends_with(".yaml"));
    known || index || of_language || mkdocs || data::is_data(path)
}

/// How many folders down from its site the configuration of VitePress or VuePress stands in `dir`.
fn press(dir: &str) -> Option<usize> {
    let own = |d: &str| ends_with_dir(d, ".vitepress") || ends_with_dir(d, ".vuepress");
    if own(dir) {
        return Some(1);
    }
    dir.strip_suffix("/config").is_some_and(own).then_some(2)
}

/// The site that a configuration file describes, if it is one this tool knows.
#[must_use]
pub fn read(path: &str, content: &str) -> Option<Site> {
    let (dir, name) = path.rsplit_once('/').map_or(("", path), |(d, n)| (d, n));
    let stem = name.trim_start_matches('.').split('.').next().unwrap_or("");
    match (stem, name) {
        (_, "_config.yml" | "_config.yaml") => jekyll(dir, &value::read(path, content)?),
        (mkdocs_file, _) if mkdocs_file.starts_with("mkdocs") => {
            super::mkdocs::read(dir, &value::read(path, content)?)
        }
        ("hugo" | "zola", _) => hugo_or_zola(dir, &value::read(path, content)?)
            .or_else(|| hugo(dir, &value::read(path, content)?)),
        ("docusaurus", _) => docusaurus(dir, &code(content)),
        ("astro", _) => astro(dir, &code(content)),
        ("gatsby-config", _) => listed(dir, Generator::Gatsby, &code(content)),
        ("eleventy", _) => listed(dir, Generator::Eleventy, &code(content)),
        ("pelicanconf", _) => python(dir, Generator::Pelican, &script::without_comments(content, true)),
        ("conf", "conf.py") => python(dir, Generator::Nikola, &script::without_comments(content, true)),
        ("languages", _) if under_config(dir) => match name.split('.').nth(1).filter(|_| dots(name) > 1) {
            Some(language) => hugo_language(dir, language, &value::read(path, content)?),
            None => hugo_languages(dir, &value::read(path, content)?),
        },
        ("module", _) if under_config(dir) => hugo_module(dir, &value::read(path, content)?),
        ("config" | "index", _) if let Some(levels) = press(dir) => vitepress(dir, levels, &code(content)),
        ("config", _) => hugo_or_zola(dir, &value::read(path, content)?),
        _ => data::read(path, content),
    }
}

fn code(content: &str) -> String {
    script::without_comments(content, false)
}

fn dots(name: &str) -> usize {
    name.matches('.').count()
}

pub(super) fn ends_with_dir(dir: &str, name: &str) -> bool {
    dir.rsplit('/').next() == Some(name)
}

pub(super) fn under_config(dir: &str) -> bool {
    dir.rsplit('/').nth(1).or(Some("")).is_some_and(|d| d == "config") || ends_with_dir(dir, "config")
}

/// The folder above the last `levels` parts of `dir`, as a prefix: empty, or ending in `/`.
pub(super) fn above(dir: &str, levels: usize) -> String {
    let parts: Vec<&str> = dir.split('/').filter(|p| !p.is_empty() && *p != ".").collect();
    let kept = parts.get(..parts.len().saturating_sub(levels)).unwrap_or(&[]);
    kept.iter().flat_map(|p| [*p, "/"]).collect()
}

/// `prefix` and a relative `path` made one, `..` resolved, ending in `/`.
pub(super) fn join(prefix: &str, path: &str) -> String {
    let mut parts: Vec<&str> = prefix.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.iter().flat_map(|p| [*p, "/"]).collect()
}

fn jekyll(dir: &str, v: &Value) -> Option<Site> {
    let mut site = Site::new(Generator::Jekyll, above(dir, 0));
    for language in value::get(v, "languages").and_then(Value::as_array).into_iter().flatten() {
        site.languages.extend(language.as_str().map(str::to_owned));
    }
    site.default = value::string(v, "default_lang")
        .or_else(|| value::string(v, "default_locale"))
        .or_else(|| site.languages.first().cloned())
        .or_else(|| value::string(v, "lang"))
        .or_else(|| value::string(v, "locale"));
    site.excluded = value::get(v, "exclude")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|e| Some(format!("{}{}", site.root, e.as_str()?)))
        .collect();
    Some(site)
}

#[cfg(test)]
mod tests {
    use super::super::Root;
    use super::*;

    #[test]
    fn each_generator_says_its_languages() {
        let cases: &[(&str, &str, &[&str], Option<&str>)] = &[
            (
                "hugo.toml",
                "baseURL='x'\ndefaultContentLanguage='fr'\n[languages.fr]\n[languages.en]\n",
                &["en", "fr"],
                Some("fr"),
            ),
            (
                "config.toml",
                "base_url='x'\ndefault_language='en'\n[languages.fr]\n",
                &["en", "fr"],
                Some("en"),
            ),
            ("_config.yml", "languages: [en, fr]\ndefault_lang: fr\n", &["en", "fr"], Some("fr")),
            (
                "docusaurus.config.js",
                "module.exports = { i18n: { defaultLocale: 'en', locales: ['en', 'fr'] } }",
                &["en", "fr"],
                Some("en"),
            ),
            (
                "mkdocs.yml",
                "plugins:\n  - search\n  - i18n:\n      languages:\n        - locale: en\n          default: true\n        - locale: fr\n",
                &["en", "fr"],
                Some("en"),
            ),
            (
                "astro.config.mjs",
                "starlight({ locales: { root: { label: 'English', lang: 'en' }, fr: { label: 'Français' } } })",
                &["en", "fr"],
                Some("en"),
            ),
            (
                "docs/.vitepress/config.ts",
                "export default { locales: { root: { lang: 'en-US' }, fr: { lang: 'fr' } } }",
                &["en-US", "fr"],
                Some("en-US"),
            ),
            (
                "conf.py",
                "DEFAULT_LANG = \"en\"\nTRANSLATIONS = {DEFAULT_LANG: '', 'fr': './fr'}\n",
                &["en", "fr"],
                Some("en"),
            ),
        ];
        for (path, content, languages, default) in cases {
            let site = read(path, content).unwrap_or_else(|| panic!("{path}"));
            let mut found = site.languages.clone();
            found.sort();
            assert_eq!(found, *languages, "{path}");
            assert_eq!(site.default.as_deref(), *default, "{path}");
        }
    }

    #[test]
    fn one_mkdocs_configuration_a_language_maps_folders() {
        let site = read("config/fr/mkdocs.yml", "docs_dir: ../../docs/fr # here\ntheme:\n  language: fr\n");
        assert_eq!(
            site.expect("site").roots,
            [Root { prefix: "docs/fr/".into(), language: "fr".into(), key: String::new() }]
        );
    }

    #[test]
    fn hugo_content_folders_are_roots() {
        let text = "en:\n  contentDir: content/english\nfr:\n  contentDir: content/french\n";
        let site = read("site/config/_default/languages.yaml", text).expect("site");
        assert_eq!(site.root, "site/");
        assert_eq!(site.roots.len(), 2);
        assert_eq!(site.roots.first().map(|r| r.prefix.as_str()), Some("site/content/english/"));
    }
}
