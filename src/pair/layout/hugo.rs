//! Hugo and Zola, whose configuration files have one name and much the same form.

use super::configs::{above, ends_with_dir, join, under_config};
use super::{Generator, Root, Site, value};
use serde_json::Value;

/// What stands for the folders of posts in the name that both sides of a pair share.
pub(super) const CONTENT: &str = "content//";

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
    if let Some(module) = value::get(v, "module") {
        add_mounts(&mut site, module);
    }
    Some(site)
}

/// The mounts of Hugo's `module.toml`.
pub(super) fn hugo_module(dir: &str, v: &Value) -> Option<Site> {
    let mut site = Site::new(Generator::Hugo, hugo_root(dir));
    add_mounts(&mut site, v);
    (!site.roots.is_empty()).then_some(site)
}

/// One language, from Hugo's `languages.fr.toml`.
pub(super) fn hugo_language(dir: &str, key: &str, v: &Value) -> Option<Site> {
    let mut site = Site::new(Generator::Hugo, hugo_root(dir));
    add_hugo_language(&mut site, key, v);
    Some(site)
}

/// Folders that `module.mounts` gives to the posts of one language, in the old and the new way.
fn add_mounts(site: &mut Site, module: &Value) {
    for mount in value::get(module, "mounts").and_then(Value::as_array).into_iter().flatten() {
        let (Some(source), Some(target)) = (value::string(mount, "source"), value::string(mount, "target"))
        else {
            continue;
        };
        let matrix = value::get(mount, "sites").and_then(|s| value::get(s, "matrix"));
        let language = value::string(mount, "lang").or_else(|| {
            match value::get(matrix?, "languages")? {
                Value::Array(list) if list.len() == 1 => list.first()?.as_str().map(str::to_owned),
                one => one.as_str().map(str::to_owned),
            }
            // `**` and the like are patterns, not names.
            .filter(|l| !l.contains(['*', '!', '{']))
        });
        let (Some(language), Some(below)) = (language, target.strip_prefix("content")) else { continue };
        let prefix = join(&site.root, &source);
        let below = join("", below);
        site.content.push(prefix.clone());
        site.roots.push(Root { prefix, language, key: format!("{CONTENT}{below}") });
    }
}

/// The languages of Hugo's `languages.toml`.
pub(super) fn hugo_languages(dir: &str, v: &Value) -> Option<Site> {
    let mut site = Site::new(Generator::Hugo, hugo_root(dir));
    add_hugo_languages(&mut site, v);
    Some(site)
}

fn add_hugo_languages(site: &mut Site, languages: &Value) {
    for (key, language) in languages.as_object().into_iter().flatten() {
        if language.is_object() {
            add_hugo_language(site, key, language);
        }
    }
}

fn add_hugo_language(site: &mut Site, key: &str, language: &Value) {
    if value::get(language, "disabled").and_then(Value::as_bool) == Some(true) {
        return;
    }
    site.languages.push(key.to_owned());
    if let Some(folder) = value::string(language, "contentDir") {
        let prefix = join(&site.root, &folder);
        site.content.push(prefix.clone());
        site.roots.push(Root { prefix, language: key.to_owned(), key: CONTENT.to_owned() });
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
