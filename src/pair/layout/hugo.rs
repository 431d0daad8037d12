//! Hugo and Zola, whose configuration files have one name and much the same form.

use super::configs::{above, ends_with_dir, join, under_config};
use super::{Generator, Root, Site, value};
use serde_json::Value;

/// The site that a configuration in TOML, YAML or JSON describes, if it is one of the two's.
pub(super) fn hugo_or_zola(dir: &str, v: &Value) -> Option<Site> {
    if value::get(v, "baseURL").is_some() || value::get(v, "defaultContentLanguage").is_some() {
        return hugo(dir, v);
    }
    if v.get("base_url").is_some() {
        return zola(dir, v);
    }
    // Hugo's split configuration leaves any of its files nearly empty.
    if under_config(dir) || value::get(v, "languages").is_some_and(Value::is_object) {
        return hugo(dir, v);
    }
    None
}

/// The root of a Hugo site: `config/_default/hugo.toml` describes the folder above `config`.
fn hugo_root(dir: &str) -> String {
    if ends_with_dir(dir, "config") {
        above(dir, 1)
    } else if under_config(dir) {
        above(dir, 2)
    } else {
        above(dir, 0)
    }
}

/// The site that Hugo's own configuration file describes.
pub(super) fn hugo(dir: &str, v: &Value) -> Option<Site> {
    let mut site = Site::new(Generator::Hugo, hugo_root(dir));
    site.default = value::string(v, "defaultContentLanguage");
    let content = value::string(v, "contentDir").unwrap_or_else(|| "content".to_owned());
    site.content.push(join(&site.root, &content));
    if let Some(languages) = value::get(v, "languages") {
        add_hugo_languages(&mut site, languages);
    }
    Some(site)
}

/// The languages of Hugo's `languages.toml`.
pub(super) fn hugo_languages(dir: &str, v: &Value) -> Option<Site> {
    let mut site = Site::new(Generator::Hugo, hugo_root(dir));
    add_hugo_languages(&mut site, v);
    Some(site)
}

fn add_hugo_languages(site: &mut Site, languages: &Value) {
    for (key, language) in languages.as_object().into_iter().flatten() {
        if value::get(language, "disabled").and_then(Value::as_bool) == Some(true) || !language.is_object() {
            continue;
        }
        site.languages.push(key.clone());
        if let Some(folder) = value::string(language, "contentDir") {
            let prefix = join(&site.root, &folder);
            site.content.push(prefix.clone());
            site.roots.push(Root { prefix, language: key.clone() });
        }
    }
}

fn zola(dir: &str, v: &Value) -> Option<Site> {
    let mut site = Site::new(Generator::Zola, above(dir, 0));
    let default = value::string(v, "default_language").unwrap_or_else(|| "en".to_owned());
    site.languages.push(default.clone());
    site.default = Some(default);
    if let Some(languages) = value::get(v, "languages").and_then(Value::as_object) {
        site.languages.extend(languages.keys().cloned());
    }
    site.content.push(join(&site.root, "content"));
    Some(site)
}
