//! PAIR008: front matter that must agree and does not.

use crate::checks::{Check, Example, PairContext, Rule};
use crate::document::{FrontMatter, FrontMatterFormat, FrontMatterValue};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::pair::addresses::Address;
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR008",
    name: "front-matter-mismatch",
    summary: "Front matter that both sides share differs",
    docs: "\
Compares the values of the front matter that say the same in every language: dates, `draft`, \
`weight`, images, layout, type, and whatever is `true` or `false`. Titles, descriptions, slugs, tags and addresses are translated and are \
not compared; images whose names differ by their language only are the same.

A key that the translation lacks is reported too, whatever it says, unless it names the page (slugs, \
addresses, identities; but these too where both sides have one of them alike), credits someone or dates the last change; so is a draft that the original is not. The fix takes the value of the original; \
it is unsafe, because a translation may have a date or an image of its own on purpose.",
    severity: Severity::Warning,
    default: true,
    check: Check::Pair(check),
    bad: &[Example::pair(
        "post.fr.md",
        "---\ntitle: Le jardin\ndate: 2020-05-11\nimage: mur.jpg\n---\n\nBonjour.\n",
        ("post.md", "---\ntitle: The garden\ndate: 2020-05-12\nimage: mur.jpg\n---\n\nHello.\n"),
    )],
    good: &[Example::pair(
        "post.fr.md",
        "---\ntitle: Le jardin\ndate: 2020-05-11T08:00:00Z\nslug: jardin\nimage: /img/mur-fr.jpg\n---\n\nBonjour.\n",
        ("post.md", "---\ntitle: The garden\ndate: 2020-05-11\nimage: /img/mur-en.jpg\n---\n\nHello.\n"),
    )],
};

/// Keys whose values are the same in every language; those that must stand on both sides first.
const SHARED: &[&str] = &[
    "date",
    "draft",
    "image",
    "cover",
    "cover.image",
    "thumbnail",
    "featured_image",
    "featuredimage",
    "heroimage",
    "banner",
    "weight",
    "layout",
    "type",
    "template",
    "publishdate",
    "pubdate",
    "expirydate",
    "sidebar_position",
    "nav_order",
    "math",
];
/// How many of them must stand on both sides.
const NEEDED: usize = 11;

fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    let (Some(a), Some(b)) = (&cx.source.document.front_matter, &cx.target.document.front_matter) else {
        return;
    };
    if a.error.is_some() || b.error.is_some() || b.values.is_empty() {
        return;
    }
    for (n, key) in SHARED.iter().enumerate() {
        match (a.get(key), b.get(key)) {
            (Some(x), Some(y)) if !agree(key, &x.value, &y.value) => out.push(differs(cx, x, y)),
            (Some(x), None) if n < NEEDED && !idle(x) => out.push(lacks(cx, b, x)),
            (None, Some(y)) if *key == "draft" && !idle(y) => out.push(adds(cx, y)),
            _ => {}
        }
    }
    switches(cx, a, b, out);
    absent(cx, a, b, out);
}

/// Keys that a page may have of its own, or that a translation has no use for.
const OWN: &[&str] = &[
    "slug",
    "url",
    "permalink",
    "aliases",
    "alias",
    "redirect_from",
    "redirects",
    "id",
    "uid",
    "uuid",
    "guid",
    "key",
    "ref",
    "lang",
    "language",
    "locale",
    "lastmod",
    "updated",
    "modified",
    "last_modified_at",
    "lastupdated",
    "revision",
    "translationkey",
    "translation_key",
    "page_id",
    "translator",
    "translators",
    "translated_by",
    "contributors",
    "author",
    "authors",
    "reviewers",
    "comments",
    "discussion",
    "guestauthor",
    "visavis",
    "original",
    "source",
    "canonical",
    "canonical_url",
    "canonicalurl",
    "lang-exclusive",
    "build",
    "outputs",
    "cascade",
    "params",
    "sitemap",
    "robots",
];

/// Keys that name a page. A site that gives both versions the same names gives them all of these.
const NAMING: &[&str] = &["slug", "url", "permalink", "id", "uid", "uuid", "key", "ref", "page_id"];

/// Whether both sides have one of the [`NAMING`] keys, with the same value.
fn named_alike(a: &FrontMatter, b: &FrontMatter) -> bool {
    let value = |f: &'_ FrontMatter, key: &str| f.get(key).map(|v| v.value.trim().to_owned());
    NAMING.iter().any(|key| {
        let (x, y) = (value(a, key), value(b, key));
        x.is_some_and(|x| !x.is_empty() && Some(x) == y)
    })
}

/// Keys of the original that the translation lacks, whatever they say, one finding a key.
fn absent(cx: &PairContext<'_>, a: &FrontMatter, b: &FrontMatter, out: &mut Vec<Finding>) {
    let top = |key: &str| key.split('.').next().unwrap_or(key).to_ascii_lowercase();
    let theirs: FxHashSet<String> = b.values.iter().map(|v| top(&v.key)).collect();
    let mut told: FxHashSet<String> = FxHashSet::default();
    let named = named_alike(a, b);
    for value in &a.values {
        let key = top(&value.key);
        let own = OWN.contains(&&*key) && !(named && NAMING.contains(&&*key));
        let known = SHARED.iter().take(NEEDED).any(|k| top(k) == key) || own;
        if known || theirs.contains(&key) || idle(value) || !told.insert(key) {
            continue;
        }
        let mut finding = lacks(cx, b, value).confidence(0.6);
        if let Some((key, _)) = value.key.split_once('.') {
            finding.message = format!("`{key}` of the original is not here");
        }
        out.push(finding);
    }
}

/// Whatever is `true` or `false` says the same in every language, under any key. Other numbers and
/// names may be identities (`id: 12`), which each page has of its own.
fn switches(cx: &PairContext<'_>, a: &FrontMatter, b: &FrontMatter, out: &mut Vec<Finding>) {
    let switch = |v: &&FrontMatterValue| {
        let boolean = ["true", "false"].iter().any(|s| v.value.eq_ignore_ascii_case(s));
        boolean && !SHARED.contains(&v.key.to_ascii_lowercase().as_str())
    };
    let theirs: FxHashMap<&str, &FrontMatterValue> =
        b.values.iter().filter(switch).map(|v| (v.key.as_str(), v)).collect();
    for x in a.values.iter().filter(switch) {
        let twin = theirs.get(x.key.as_str());
        out.extend(twin.filter(|y| !y.value.eq_ignore_ascii_case(&x.value)).map(|y| differs(cx, x, y)));
    }
}

/// A value that says no more than its absence.
fn idle(value: &FrontMatterValue) -> bool {
    value.value.trim().is_empty() || value.value.eq_ignore_ascii_case("false")
}

fn agree(key: &str, a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    if key.ends_with("date") {
        return match (day(a), day(b)) {
            (Some(x), Some(y)) => x == y,
            // Dates in other notations are not compared.
            _ => true,
        };
    }
    if let (Ok(x), Ok(y)) = (a.parse::<f64>(), b.parse::<f64>()) {
        return (x - y).abs() < 1e-9;
    }
    if key.contains("image") || key.contains("cover") || key.contains("thumbnail") || key == "banner" {
        let (x, y) = (Address::read(a), Address::read(b));
        let name = |p: &str| p.rsplit('/').next().unwrap_or(p).to_owned();
        return x.same_page(&y) || name(&x.path) == name(&y.path);
    }
    false
}

/// Year, month and day of an ISO date.
fn day(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.get(..10).unwrap_or(text).split('-');
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    Some((y.parse().ok()?, m.parse().ok()?, d.trim().parse().ok()?))
}

fn differs(cx: &PairContext<'_>, a: &FrontMatterValue, b: &FrontMatterValue) -> Finding {
    let message = format!("`{}` is `{}` here, but `{}` in the original", b.key, b.value, a.value);
    let related = cx.in_source(a.span, "the value in the original");
    let finding = Finding::new(&RULE, b.span, message).confidence(0.9).related(related);
    let raw = a.span.of(&cx.source.document.text);
    // Only plain values fit whatever quotes stand around the other one.
    let plain = !raw.is_empty() && raw.chars().all(|c| c.is_alphanumeric() || "-_./:+".contains(c));
    let quoted = |text: &str, span: Span| {
        text.get(..span.start).and_then(|t| t.chars().next_back()).filter(|c| matches!(c, '"' | '\''))
    };
    let plain = plain
        && quoted(&cx.source.document.text, a.span).is_some()
            == quoted(&cx.target.document.text, b.span).is_some();
    if plain && !b.span.is_empty() {
        return finding.fix(Fix::replace(Applicability::Unsafe, b.span, raw));
    }
    finding
}

fn adds(cx: &PairContext<'_>, b: &FrontMatterValue) -> Finding {
    let message = format!("`{}: {}` is not in the original", b.key, b.value);
    let start = cx.source.document.front_matter.as_ref().map_or(0, |f| f.span.start);
    let related = cx.in_source(Span::empty(start), "the front matter of the original");
    Finding::new(&RULE, b.span, message).confidence(0.8).related(related)
}

fn lacks(cx: &PairContext<'_>, front: &FrontMatter, a: &FrontMatterValue) -> Finding {
    let at = front.values.last().map_or(front.span.end, |v| v.span.end).min(front.span.end);
    let message = format!("`{}: {}` of the original is not here", a.key, a.value);
    let finding = Finding::new(&RULE, Span::empty(at), message)
        .confidence(0.8)
        .related(cx.in_source(a.span, "the value in the original"));
    match line_to_add(cx, front, a) {
        Some((at, line)) => finding.fix(Fix::replace(Applicability::Unsafe, Span::empty(at), line)),
        None => finding,
    }
}

/// The original's own line, and where it fits: before the closing fence of front matter in the same
/// syntax. Keys below others have no line of their own to copy.
fn line_to_add(cx: &PairContext<'_>, front: &FrontMatter, a: &FrontMatterValue) -> Option<(usize, String)> {
    let source = cx.source.document;
    let theirs = source.front_matter.as_ref()?;
    let mut lines = front.span.of(&cx.target.document.text).lines().skip(1).map(str::trim_start);
    let tables =
        front.values.iter().any(|v| v.key.contains('.')) || lines.clone().any(|l| l.starts_with('['));
    // `{title: Le mur}` holds all its keys in one line.
    let flow = lines.any(|l| l.starts_with('{'));
    let fits = match front.format {
        FrontMatterFormat::Yaml => !flow,
        // After a table's heading the line would belong to the table.
        FrontMatterFormat::Toml => !tables,
        FrontMatterFormat::Json => false,
    };
    if theirs.format != front.format || !fits || a.key.contains('.') {
        return None;
    }
    let number = source.lines.line(a.span.start);
    let line = source.lines.line_span(&source.text, number).of(&source.text).trim_end_matches(['\r', '\n']);
    // Words are for people to put into the other language.
    let spoken = a.value.contains(' ') && a.value.contains(char::is_alphabetic);
    let alone = !spoken
        && line.get(..a.key.len()).is_some_and(|k| k.eq_ignore_ascii_case(&a.key))
        && source.lines.line(a.span.end) == number;
    let target = &cx.target.document.text;
    let fence = front.span.of(target).trim_end().rfind('\n').map(|n| front.span.start + n + 1)?;
    let ending = if target.get(..fence)?.ends_with("\r\n") { "\r\n" } else { "\n" };
    alone.then(|| (fence, format!("{line}{ending}")))
}
