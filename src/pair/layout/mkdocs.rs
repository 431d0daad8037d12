//! What MkDocs configurations say about languages: static-i18n, or one configuration a language.

use super::configs::{above, join};
use super::{Generator, Root, Site, tag, value};
use serde_json::Value;

/// The site that a configuration in `dir` describes.
pub(super) fn read(dir: &str, v: &Value) -> Option<Site> {
    let mut site = Site::new(Generator::MkDocs, above(dir, 0));
    let docs = join(&site.root, &value::string(v, "docs_dir").unwrap_or_else(|| "docs".to_owned()));
    site.content.push(docs.clone());
    let plugins = value::get(v, "plugins");
    let i18n = plugins.and_then(|p| match p {
        Value::Array(list) => list.iter().find_map(|p| value::get(p, "i18n")),
        other => value::get(other, "i18n"),
    });
    let Some(i18n) = i18n else {
        // One configuration a language: each has its own folder and says its language in its theme, or the
        // folder is named after it.
        let said = value::get(v, "theme").and_then(|t| value::string(t, "language"));
        let folder = docs.trim_end_matches('/').rsplit('/').next().filter(|f| tag::french_or_english(f));
        let language = said.or_else(|| folder.map(str::to_owned)).unwrap_or_default();
        site.roots.push(Root { prefix: docs, language, key: String::new() });
        return Some(site);
    };
    site.default = value::string(i18n, "default_language");
    match value::get(i18n, "languages") {
        Some(Value::Array(list)) => {
            for language in list {
                let Some(tag) = value::string(language, "locale") else { continue };
                if value::get(language, "default").and_then(Value::as_bool) == Some(true) {
                    site.default = Some(tag.clone());
                }
                site.languages.push(tag);
            }
        }
        Some(Value::Object(map)) => site.languages.extend(map.keys().filter(|k| *k != "default").cloned()),
        _ => {}
    }
    // With a folder for each language, what stands beside them is in none.
    if value::string(i18n, "docs_structure").is_some_and(|s| s == "folder") && !site.languages.is_empty() {
        site.content = site.languages.iter().map(|l| format!("{docs}{l}/")).collect();
    }
    Some(site)
}

/// Keeps the folders of configurations that give several languages a folder each. One alone says nothing
/// about translations, whatever the language of its theme.
pub(super) fn settle(mut sites: Vec<Site>) -> Vec<Site> {
    for site in sites.iter_mut().filter(|s| s.generator == Generator::MkDocs) {
        let mut roots = std::mem::take(&mut site.roots);
        // Of two configurations of one folder, the one that says a language counts.
        roots.sort_by(|a, b| (&a.prefix, a.language.is_empty()).cmp(&(&b.prefix, b.language.is_empty())));
        roots.dedup_by(|a, b| a.prefix == b.prefix);
        let unsaid = roots.iter().filter(|r| r.language.is_empty()).count();
        // MkDocs speaks English where it is told nothing.
        if unsaid == 1 && !roots.iter().any(|r| tag::primary(&r.language) == "en") {
            roots.iter_mut().filter(|r| r.language.is_empty()).for_each(|r| "en".clone_into(&mut r.language));
        }
        roots.retain(|r| !r.language.is_empty());
        let first = roots.first().map(|r| tag::normal(&r.language));
        if !site.languages.is_empty() || roots.iter().all(|r| Some(tag::normal(&r.language)) == first) {
            continue;
        }
        for root in &mut roots {
            // Pages beside these folders are no side of theirs, whatever their names.
            root.key = "mkdocs//".to_owned();
            if !site.languages.iter().any(|l| tag::same(l, &root.language)) {
                site.languages.push(root.language.clone());
            }
        }
        site.roots = roots;
    }
    sites.retain(|s| s.generator != Generator::MkDocs || !s.languages.is_empty() || s.default.is_some());
    sites
}
