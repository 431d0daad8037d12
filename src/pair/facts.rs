//! What is known about a post before it is compared: its front matter keys and what its content is like.

use super::fingerprint::Content;
use super::layout::tag;
use crate::document::Document;

/// Front matter keys that join the language versions of a page, the strongest first.
const JOINING: &[&str] = &[
    "translationKey",
    "translation_key",
    "translation-key",
    "translationId",
    "translation_id",
    "page_id",
    "permalink",
    "lang-ref",
    "lang_ref",
    "i18n_key",
    "i18nKey",
    "i18n-key",
    "ref",
    "key",
];

/// Keys that name a page: equal in two languages they join it where nothing stronger does.
const NAMING: &[&str] = &["slug", "id", "uid"];

/// Facts about one post.
#[derive(Debug, Clone, Default)]
pub struct PostFacts {
    /// Its path, with `/`.
    pub path: String,
    /// The language that its front matter names.
    pub language: Option<String>,
    /// Joining keys: name and trimmed value, the strongest first.
    pub keys: Vec<(&'static str, String)>,
    /// Keys that name it, weaker than those that join: name and trimmed value.
    pub names: Vec<(&'static str, String)>,
    /// The header of a post without front matter: `Key: value` lines.
    pub header: Vec<(String, String)>,
    /// Its slug; it joins versions only where the generator says so.
    pub slug: Option<String>,
    /// Its date, the day only: `2020-05-11`.
    pub date: Option<String>,
    /// Whether it is declared to exist in its own language only.
    pub exclusive: bool,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether it has front matter.
    pub front_matter: bool,
    /// What of its content survives translation.
    pub content: Content,
}

impl PostFacts {
    /// Reads the facts of the post at `path`.
    #[must_use]
    pub fn read(path: &str, document: &Document) -> Self {
        let mut facts = Self { path: path.to_owned(), ..Self::default() };
        let (mut body, mut values) = (0, String::new());
        if let Some(front) = &document.front_matter {
            facts.front_matter = true;
            body = front.span.end;
            let get = |key: &str| {
                let value = front.get(key)?.value.trim();
                (!value.is_empty()).then(|| value.to_owned())
            };
            facts.take(get);
            for value in front.values.iter().filter(|v| v.value.contains(char::is_alphabetic)) {
                values.push_str(&value.value);
                values.push('\n');
            }
            facts.exclusive |=
                front.values.iter().any(|v| v.key.to_ascii_lowercase().starts_with("lang-exclusive"));
        } else {
            let header = header(&document.text);
            facts
                .take(|key| header.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v.clone()));
            facts.header = header;
        }
        if facts.date.is_none() {
            // Jekyll dates posts in their names.
            facts.date = day(path.rsplit('/').next().unwrap_or(path));
        }
        facts.content = Content::new(&values, document.text.get(body..).unwrap_or(""));
        facts
    }

    fn take(&mut self, get: impl Fn(&str) -> Option<String>) {
        self.language = ["lang", "language", "locale"]
            .iter()
            .find_map(|k| get(k))
            .filter(|l| (2..=8).contains(&tag::normal(l).len()) && !l.contains(' '));
        self.keys = JOINING.iter().filter_map(|k| Some((*k, get(k)?))).collect();
        self.names = NAMING.iter().filter_map(|k| Some((*k, get(k)?))).collect();
        self.slug = get("slug");
        self.date = get("date").as_deref().and_then(day);
        self.exclusive = get("lang-exclusive").is_some() || get("lang_exclusive").is_some();
        self.draft = get("draft").is_some_and(|d| d.eq_ignore_ascii_case("true"));
    }
}

/// The day at the start of a date or file name: `2020-05-11`, digits padded.
fn day(text: &str) -> Option<String> {
    let mut parts = text.splitn(3, ['-', '/']);
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let day: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let number = |s: &str| s.parse::<u16>().ok();
    let (y, m, d) = (number(year)?, number(month)?, number(&day)?);
    (year.len() == 4 && (1..=12).contains(&m) && (1..=31).contains(&d))
        .then(|| format!("{y:04}-{m:02}-{d:02}"))
}

/// `Key: value` lines at the top of a Pelican post.
fn header(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines().take(20) {
        let Some((key, value)) = line.split_once(':') else { break };
        if key.is_empty() || !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
            break;
        }
        out.push((key.to_owned(), value.trim().to_owned()));
    }
    out
}

/// The place of a key among those that join, the strongest first.
pub(super) fn rank(key: &str) -> usize {
    JOINING.iter().position(|k| *k == key).unwrap_or(JOINING.len())
}

/// A permalink without what names a language in it: `/fr/bread/` is `/bread/`.
pub(super) fn place(permalink: &str, is_language: impl Fn(&str) -> bool) -> String {
    let parts = permalink.split('/').filter(|p| !p.is_empty() && !is_language(p));
    parts.flat_map(|p| ["/", p]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn days_are_read_from_dates_and_names() {
        assert_eq!(day("2020-05-11T10:00:00Z").as_deref(), Some("2020-05-11"));
        assert_eq!(day("2015-9-19-hello.md").as_deref(), Some("2015-09-19"));
        assert_eq!(day("notes-on-2019"), None);
    }

    #[test]
    fn pelican_headers_count() {
        let text = "Title: Salut\nLang: fr\nSlug: hello\n\nBonjour.\n".to_owned();
        let facts = PostFacts::read("salut.md", &Document::parse(text, Kind::Markdown));
        assert_eq!((facts.language.as_deref(), facts.slug.as_deref()), (Some("fr"), Some("hello")));
    }
}
