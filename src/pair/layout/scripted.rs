//! Configuration files that are programs: what their literals say about languages.

use super::configs::{above, join};
use super::{Generator, Site, script, tag};

pub(super) fn astro(dir: &str, text: &str) -> Option<Site> {
    let mut site = Site::new(Generator::Astro, above(dir, 0));
    locales(&mut site, text);
    site.default = script::literal(text, "defaultLocale").map(str::to_owned).or(site.default);
    if site.default.as_deref() == Some("root") {
        site.default = None;
    }
    for folder in ["src/content", "src/pages"] {
        site.content.push(join(&site.root, folder));
    }
    Some(site)
}

pub(super) fn vitepress(dir: &str, levels: usize, text: &str) -> Option<Site> {
    let mut site = Site::new(Generator::VitePress, above(dir, levels));
    locales(&mut site, text);
    if site.default.is_none() {
        site.default = script::literal(text, "lang").map(str::to_owned);
    }
    Some(site)
}

/// `locales` as a list of tags or as an object whose key `root` or `/` is the unmarked language.
fn locales(site: &mut Site, text: &str) {
    let Some(found) = script::literal(text, "locales") else { return };
    if found.starts_with('[') {
        site.languages = script::strings(found);
        return;
    }
    for (key, body) in script::entries(found) {
        let key = key.trim_matches('/');
        if key == "root" || key.is_empty() {
            let language = script::literal(&body, "lang").unwrap_or("en");
            site.default = Some(language.to_owned());
            site.languages.push(language.to_owned());
        } else {
            site.languages.push(key.to_owned());
        }
    }
}

/// Generators whose plugins list languages in one array.
pub(super) fn listed(dir: &str, generator: Generator, text: &str) -> Option<Site> {
    let mut site = Site::new(generator, above(dir, 0));
    for key in ["languages", "locales", "availableLngs"] {
        let found = script::literal(text, key).map(script::strings).unwrap_or_default();
        if found.iter().all(|t| t.len() <= 12) && !found.is_empty() {
            site.languages = found;
            break;
        }
    }
    site.default = ["defaultLanguage", "defaultLocale", "fallbackLng"]
        .iter()
        .find_map(|k| script::literal(text, k))
        .filter(|d| d.len() <= 12)
        .map(str::to_owned);
    Some(site)
}

/// Pelican and Nikola.
pub(super) fn python(dir: &str, generator: Generator, text: &str) -> Option<Site> {
    let mut site = Site::new(generator, above(dir, 0));
    site.default = script::literal(text, "DEFAULT_LANG").map(str::to_owned);
    if generator == Generator::Nikola {
        // `conf.py` is also the name of other programs' files.
        site.default.as_ref()?;
        site.languages.extend(site.default.clone());
        for (key, _) in script::literal(text, "TRANSLATIONS").map(script::entries).unwrap_or_default() {
            if key != "DEFAULT_LANG" && !site.languages.iter().any(|l| tag::same(l, &key)) {
                site.languages.push(key);
            }
        }
    }
    if generator == Generator::Pelican {
        // A name, several, or `False`.
        for key in ["ARTICLE_TRANSLATION_ID", "PAGE_TRANSLATION_ID"] {
            let found = script::literal(text, key).unwrap_or("");
            let fields = if found.starts_with(['[', '(', '{']) {
                script::strings(found)
            } else {
                vec![found.to_owned()]
            };
            let field = fields.join("+");
            if !field.is_empty() && !site.joining.contains(&field) {
                site.joining.push(field);
            }
        }
    }
    Some(site)
}
