//! The head of a post: YAML, TOML or JSON, every scalar with its bytes.

mod encode;
mod json;
mod simple;
mod toml;
mod yaml;

use super::types::{FrontMatter, FrontMatterFormat, FrontMatterValue};
use crate::span::Span;

/// Keys whose values readers see. Compared to the last named part of a dotted key, without case,
/// `-` and `_`.
const PROSE_KEYS: &[&str] = &[
    "abstract",
    "lead",
    "lede",
    "intro",
    "introduction",
    "headline",
    "heading",
    "alt",
    "imagealt",
    "coveralt",
    "sidebarlabel",
    "paginationlabel",
    "teaser",
    "blurb",
    "subheading",
    "footnote",
];

/// Endings of keys whose values readers see: `unitTitle`, `og_description`.
const PROSE_ENDINGS: &[&str] = &["title", "description", "summary", "excerpt", "caption", "tagline"];

impl FrontMatterValue {
    /// Whether readers see the value as text: titles, descriptions, summaries.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        let last = self.key.rsplit('.').find(|part| !part.bytes().all(|b| b.is_ascii_digit()));
        let plain = |key: &str| -> String {
            key.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_lowercase()).collect()
        };
        let named = |key: &str| PROSE_KEYS.contains(&key) || PROSE_ENDINGS.iter().any(|e| key.ends_with(e));
        let last = last.unwrap_or("");
        let named =
            if last.bytes().all(|b| b.is_ascii_lowercase()) { named(last) } else { named(&plain(last)) };
        named && self.value.chars().any(char::is_alphabetic)
    }
}

/// Scalars found in the body of a front matter and what went wrong, in bytes of the whole text.
type Read = (Vec<FrontMatterValue>, Option<(Span, String)>);

/// Reads the front matter of `text`, if it begins with one.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = line(text, start);
    match first.of(text).trim_end() {
        "---" => fenced(text, start, FrontMatterFormat::Yaml, &["---", "..."]),
        "+++" => fenced(text, start, FrontMatterFormat::Toml, &["+++"]),
        head if head.starts_with('{') => json::front_matter(text, start),
        _ => None,
    }
}

/// The line that starts at byte `at`, without its end.
fn line(text: &str, at: usize) -> Span {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    Span::new(at, at + memchr::memchr(b'\n', rest).unwrap_or(rest.len()))
}

/// A front matter between fences. Unclosed, it is one only if its first line is a key.
fn fenced(text: &str, start: usize, format: FrontMatterFormat, closers: &[&str]) -> Option<FrontMatter> {
    let body = (line(text, start).end + 1).min(text.len());
    let mut at = body;
    let mut close = None;
    while at < text.len() {
        let row = line(text, at);
        let row_text = row.of(text);
        if row_text.starts_with(['-', '+', '.']) && closers.contains(&row_text.trim_end()) {
            close = Some(row);
            break;
        }
        at = row.end + 1;
    }
    let (inner, end, open) = match close {
        Some(row) => (Span::new(body, row.start), (row.end + 1).min(text.len()), false),
        None => {
            let inner = unclosed(text, body)?;
            (inner, inner.end, true)
        }
    };
    if format == FrontMatterFormat::Yaml && !open && reads_as_text(text, inner) {
        return None;
    }
    let (mut values, mut error) = match format {
        FrontMatterFormat::Yaml => yaml::read(text, inner),
        _ => toml::read(text, inner),
    };
    values.sort_by_key(|v| v.span);
    if open {
        let fence = Span::new(start, line(text, start).end);
        error = Some((fence, "the front matter is opened here and never closed".to_owned()));
    }
    Some(FrontMatter { format, span: Span::new(start, end), values, error })
}

/// Whether what stands between two `---` after a blank line is no data but part of the page, and the two
/// lines are thematic breaks: nothing in it, or a first line that is no key. What begins right below the
/// first line is front matter, broken or not.
fn reads_as_text(text: &str, inner: Span) -> bool {
    let mut lines = inner.of(text).lines().map(str::trim_end);
    if lines.next().is_none_or(|first| !first.is_empty()) {
        return false;
    }
    let first = lines.find(|l| !l.is_empty() && !l.starts_with('#'));
    first.is_none_or(|line| !is_key(line) && !line.starts_with('{'))
}

/// Whether an unindented line begins with a key.
fn is_key(line: &str) -> bool {
    let key = line.split([':', '=']).next().unwrap_or("").trim_end();
    key.len() < line.len()
        && !key.is_empty()
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

/// The lines of an unclosed front matter: up to the first blank one, if all of them look like data.
fn unclosed(text: &str, body: usize) -> Option<Span> {
    let mut end = body;
    let mut keys = 0;
    while end < text.len() {
        let row = line(text, end);
        let content = row.of(text).trim_end();
        if content.is_empty() {
            break;
        }
        let indented = content.starts_with([' ', '\t', '-', '#']);
        let named = is_key(content);
        if !(named || indented && keys > 0) {
            return None;
        }
        keys += usize::from(named);
        end = (row.end + 1).min(text.len());
    }
    (keys > 0).then(|| Span::new(body, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(String, String)> {
        let fm = read(text).expect("front matter");
        assert!(fm.error.is_none(), "{:?}", fm.error);
        fm.values.iter().map(|v| (v.key.clone(), v.span.of(text).to_owned())).collect()
    }

    #[test]
    fn every_format_gives_the_bytes_of_nested_values() {
        let want = [("title", "Été à Lyon"), ("tags.0", "vélo"), ("tags.1", "pluie"), ("seo.draft", "true")];
        let want: Vec<(String, String)> =
            want.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let yaml = "\u{feff}---\r\n# à noter\r\ntitle: \"Été à Lyon\" # fin\r\ntags:\r\n  - vélo\r\n  - 'pluie'\r\nseo: {draft: true}\r\n---\r\ncorps\r\n";
        assert_eq!(values(yaml), want);
        let toml =
            "+++\ntitle = \"Été à Lyon\"\ntags = ['vélo', \"\"\"pluie\"\"\"]\n[seo]\ndraft = true\n+++\n";
        assert_eq!(values(toml), want);
        let json = "{\n \"title\": \"Été à Lyon\",\n \"tags\": [\"vélo\", \"pluie\"],\n \"seo\": {\"draft\": true}\n}\n\ncorps";
        assert_eq!(values(json), want);
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        assert!(read("---\n\nUn paragraphe : voilà.\n").is_none());
        assert!(read("---\nDes mots\n\nsuite").is_none());
        assert!(read("---\n\n# Bravo !\n\nC’est : fini.\n\n---\n\nSuite.\n").is_none());
        assert!(read("---\n\n# Bravo\n\n---\n").is_none());
        assert!(read("---\n\ntitle: Départ\n---\n").is_some());
        assert!(read("---\n# rien\n---\n").is_some());
        assert!(read("{{< figure >}}\n").is_none());
        assert!(read("{% include x.html %}\n").is_none());
    }

    #[test]
    fn what_is_never_closed_is_an_error_with_its_values() {
        let fm = read("---\ntitle: Départ\nlang: fr\n\nCorps.\n").expect("front matter");
        assert!(fm.error.is_some());
        assert_eq!(fm.get("lang").map(|v| v.value.as_str()), Some("fr"));
        assert_eq!(fm.span, Span::new(0, 28));
    }

    #[test]
    fn broken_yaml_keeps_what_can_be_read() {
        let fm = read("---\ntitle: \"Départ\ndate: 2020\nlang: fr\n---\n").expect("front matter");
        assert!(fm.error.is_some());
        assert_eq!(fm.get("lang").map(|v| v.value.as_str()), Some("fr"));
    }
}
