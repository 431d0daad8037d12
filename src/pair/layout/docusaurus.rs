//! Docusaurus keeps sources in folders of its own choice and translations in `i18n/…/current/`.

use super::configs::{above, join};
use super::{Generator, Root, Site, script};

/// The site that `docusaurus.config.js` describes.
pub(super) fn docusaurus(dir: &str, text: &str) -> Option<Site> {
    let mut site = Site::new(Generator::Docusaurus, above(dir, 0));
    if let Some(i18n) = script::literal(text, "i18n") {
        site.default = script::literal(i18n, "defaultLocale").map(str::to_owned);
        site.languages = script::literal(i18n, "locales").map(script::strings).unwrap_or_default();
        let locales = script::literal(i18n, "localeConfigs").map(script::entries).unwrap_or_default();
        for (language, body) in locales {
            site.aliases.extend(script::literal(&body, "path").map(|p| (p.to_owned(), language)));
        }
    }
    for folder in ["docs", "blog", "src/pages", "versioned_docs", "i18n"] {
        site.content.push(join(&site.root, folder));
    }
    sources(&mut site, text);
    Some(site)
}

/// Folders of sources that the configuration names, and those of further instances of the plugins.
fn sources(site: &mut Site, text: &str) {
    let Some(language) = site.default.clone() else { return };
    let mut add = |kind: &str, id: &str, folder: &str| {
        let prefix = join(&site.root, folder);
        let below = if kind == "docs" { "current/" } else { "" };
        site.content.push(prefix.clone());
        site.content.push(join(&site.root, &format!("{id}_versioned_docs")));
        site.roots.push(Root { prefix, language: language.clone(), key: format!("{kind}/{id}/{below}") });
    };
    for kind in ["docs", "blog", "pages"] {
        let options = script::literal(text, kind).filter(|o| o.starts_with('{'));
        if let Some(folder) = options.and_then(|o| script::literal(o, "path")) {
            add(kind, "", folder);
        }
        let plugin = format!("plugin-content-{kind}");
        for rest in text.split(plugin.as_str()).skip(1) {
            let Some(options) = script::first_object(rest) else { continue };
            let id = script::literal(options, "id").filter(|id| *id != "default");
            if let Some(folder) = script::literal(options, "path") {
                add(kind, id.unwrap_or(""), folder);
            }
        }
    }
}

/// The name that both sides share, for a `key` that no configuration mapped.
pub(super) fn plain_key(site: &Site, key: String) -> String {
    let Some(rest) = key.strip_prefix(site.root.as_str()) else { return key };
    let (first, below) = rest.split_once('/').unwrap_or(("", rest));
    match first {
        "docs" => format!("docs//current/{below}"),
        "versioned_docs" => format!("docs//{below}"),
        "blog" => format!("blog//{below}"),
        "src" => below.strip_prefix("pages/").map_or(key.clone(), |p| format!("pages//{p}")),
        _ => match first.strip_suffix("_versioned_docs") {
            Some(id) => format!("docs/{id}/{below}"),
            None => format!("docs/{first}/current/{below}"),
        },
    }
}

/// The language and key of a translation, in any site that uses Docusaurus's folder names.
pub(super) fn translation(site: &Site, stem: &str) -> Option<(String, String)> {
    let rest = stem.strip_prefix(site.root.as_str())?.strip_prefix("i18n/")?;
    let (language, rest) = rest.split_once('/')?;
    let language = site.token(language)?;
    let (plugin, below) = rest.strip_prefix("docusaurus-plugin-content-")?.split_once('/')?;
    let (kind, id) = plugin.split_once('-').unwrap_or((plugin, ""));
    matches!(kind, "docs" | "blog" | "pages").then(|| (language, format!("{kind}/{id}/{below}")))
}
