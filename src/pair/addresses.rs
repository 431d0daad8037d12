//! Link destinations compared across languages: `/fr/` is `/en/`, `fr.wikipedia.org` any Wikipedia.

use super::layout::tag;
use rustc_hash::FxHashMap;

/// A destination taken apart for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The host without `www.` and language; empty for a link inside the site.
    pub host: String,
    /// The path without language, extension and slashes at its ends.
    pub path: String,
    /// The anchor, without `#`.
    pub fragment: String,
    /// Whether host, path or query name a language.
    pub localised: bool,
    /// The language that is named first; empty where none is.
    pub language: String,
}

impl Address {
    /// Takes a destination apart.
    #[must_use]
    pub fn read(url: &str) -> Self {
        let (rest, fragment) = url.trim().split_once('#').unwrap_or((url.trim(), ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = match rest.split_once("://").or_else(|| Some(("", rest.strip_prefix("//")?))) {
            Some((_, r)) => r.split_once('/').unwrap_or((r, "")),
            None => ("", rest),
        };
        let (mut localised, mut language) = (false, String::new());
        let mut keep = |part: &&str| {
            let named = tag::french_or_english(part);
            localised |= named;
            if named && language.is_empty() {
                language = tag::primary(part);
            }
            !named
                && !tag::common(part)
                && !part.is_empty()
                && *part != "."
                && *part != ".."
                && *part != "www"
        };
        let host = host.to_ascii_lowercase();
        let host = host.split('.').filter(&mut keep).collect::<Vec<_>>().join(".");
        let path = path.trim_end_matches('/');
        let stem =
            ["mdx", "md", "html", "htm", "php"].iter().find_map(|e| path.strip_suffix(e)?.strip_suffix('.'));
        let stem = stem.unwrap_or(path);
        let stem = stem.rsplit_once('.').filter(|(_, t)| tag::french_or_english(t)).map_or(stem, |(s, _)| s);
        let mut parts: Vec<&str> = stem.split('/').filter(&mut keep).collect();
        // The page of a folder is the folder.
        parts.pop_if(|last| *last == "index");
        let mut path = parts.join("/");
        let parameters = query.split('&').filter(|q| {
            let spoken = ["lang=", "hl=", "locale=", "language="].iter().any(|k| q.starts_with(k));
            localised |= spoken;
            if spoken && language.is_empty() {
                language = q.split('=').nth(1).map_or_else(String::new, tag::primary);
            }
            !spoken && !q.is_empty()
        });
        for parameter in parameters {
            path.push('?');
            path.push_str(parameter);
        }
        Self { host, path, fragment: fragment.to_owned(), localised, language }
    }

    /// Whether two destinations are one, anchors apart.
    #[must_use]
    pub fn same_page(&self, other: &Self) -> bool {
        // A site links to itself with and without its own host.
        let host = self.host == other.host
            || (self.host.is_empty() != other.host.is_empty() && self.path.contains('/'));
        host && (self.path == other.path || unmarked(&self.path) == unmarked(&other.path))
    }

    /// The path without language marks inside its names; two addresses of one page agree in it.
    #[must_use]
    pub fn page(&self) -> String {
        unmarked(&self.path)
    }

    /// Whether they are plainly the same place in two languages: one host, and one of them says so. Two
    /// pages in one language are two pages.
    #[must_use]
    pub fn localised_twin(&self, other: &Self) -> bool {
        // `example.fr` may stand for `example.com`.
        let country = |h: &str| h.rsplit('.').next().is_some_and(|end| end.len() == 2);
        let base = |h: &str| h.rsplit_once('.').map_or(h, |(base, _)| base).to_owned();
        let national = country(&self.host) || country(&other.host);
        let host = self.host == other.host
            || (!self.host.is_empty() && national && base(&self.host) == base(&other.host));
        let languages = (self.localised || other.localised) && self.language != other.language;
        host && (languages || self.host != other.host)
    }
}

/// Many destinations, so that one can be found among them at once.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// The hosts of each path without language marks.
    hosts: FxHashMap<String, Vec<String>>,
}

impl Pages {
    /// Adds a destination.
    pub fn add(&mut self, address: &Address) {
        let hosts = self.hosts.entry(unmarked(&address.path)).or_default();
        if !hosts.contains(&address.host) {
            hosts.push(address.host.clone());
        }
    }

    /// Whether one of them is the same page as `address`: [`Address::same_page`] for all at once.
    #[must_use]
    pub fn holds(&self, address: &Address) -> bool {
        let one = |host: &String| {
            address.host == *host
                || (address.host.is_empty() != host.is_empty() && address.path.contains('/'))
        };
        self.hosts.get(&unmarked(&address.path)).is_some_and(|hosts| hosts.iter().any(one))
    }
}

/// A path without language marks inside its names: `map-fr.png`, `map_en.png`.
fn unmarked(path: &str) -> String {
    let part = |p: &&str| !tag::french_or_english(p) && !p.is_empty();
    path.split(['/', '-', '_', '.']).filter(part).collect::<Vec<_>>().join("/").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_do_not_make_a_difference() {
        for (a, b) in [
            ("https://x.org/en/guide/", "https://x.org/fr/guide"),
            ("../start.md", "../start.fr.md"),
            ("/en/docs/a.html", "/docs/a/"),
            ("https://en.x.org/a?hl=en", "https://fr.x.org/a?hl=fr"),
            ("/img/map-en.png", "/img/map-fr.png"),
            ("https://x.org/manual/", "https://x.org/manual/index.fr.html"),
        ] {
            assert!(Address::read(a).same_page(&Address::read(b)), "{a} {b}");
            let mut pages = Pages::default();
            pages.add(&Address::read(b));
            assert!(pages.holds(&Address::read(a)), "{a} {b}");
            assert!(!pages.holds(&Address::read("/guide/two")), "{b}");
        }
        assert!(!Address::read("/guide/one").same_page(&Address::read("/guide/two")));
    }

    #[test]
    fn wikipedia_may_translate_its_titles() {
        let (a, b) = ("https://en.wikipedia.org/wiki/Bread", "https://fr.wikipedia.org/wiki/Pain");
        assert!(Address::read(a).localised_twin(&Address::read(b)));
        assert!(!Address::read("https://x.org/a").localised_twin(&Address::read("https://x.org/b")));
        let (a, b) = ("https://x.org/en-US/docs/a", "https://x.org/en-US/docs/b");
        assert!(!Address::read(a).localised_twin(&Address::read(b)));
    }
}
