//! Discovery on small sites of each kind, and what holds for any two documents.

mod joined;
mod many;
mod real;

use super::*;
use crate::document::{Document, Kind};

/// Pairs as `source > target`, and lone posts as `path -`, from (path, content) posts.
fn found(configs: &[(&str, &str)], posts: &[(&str, &str)]) -> Vec<String> {
    let paths: Vec<&str> = posts.iter().map(|p| p.0).collect();
    let layout = Layout::detect(configs, &paths);
    let facts: Vec<PostFacts> = posts
        .iter()
        .map(|(path, text)| PostFacts::read(path, &Document::parse((*text).to_owned(), Kind::of_path(path))))
        .collect();
    let line = |p: &Pairing| match p.both() {
        Some((s, t)) => format!("{s} > {t}"),
        None => format!("{} {}", p.lone().unwrap_or("?"), if p.doubt.is_some() { "?" } else { "-" }),
    };
    discover(&layout, &facts).iter().map(line).collect()
}

/// The same for posts without content.
fn names(configs: &[(&str, &str)], paths: &[&str]) -> Vec<String> {
    let posts: Vec<(&str, &str)> = paths.iter().map(|p| (*p, "")).collect();
    found(configs, &posts)
}

#[test]
fn suffixes_and_bundles() {
    let paths =
        ["content/posts/a/index.md", "content/posts/a/index.fr.md", "content/posts/b/index.md", "README.md"];
    assert_eq!(
        names(&[], &paths),
        ["content/posts/a/index.md > content/posts/a/index.fr.md", "content/posts/b/index.md -"]
    );
    assert_eq!(names(&[], &["p.en.md", "p.md"]), ["p.md > p.en.md"]);
}

#[test]
fn an_english_repository_hears_nothing() {
    assert_eq!(names(&[], &["README.md", "docs/a.md", "docs/b.md", "CHANGELOG.md"]), [""; 0]);
    // A translated README does not make a blog bilingual.
    assert_eq!(names(&[], &["README.md", "README.fr.md", "a.md", "docs/b.md"]), ["README.md > README.fr.md"]);
    assert_eq!(names(&[("mkdocs.yml", "theme:\n  language: en\n")], &["docs/a.md"]), [""; 0]);
}

#[test]
fn folders_with_and_without_an_unmarked_side() {
    assert_eq!(
        names(&[], &["docs/en/a.md", "docs/fr/a.mdx", "docs/en/b.md"]),
        ["docs/en/a.md > docs/fr/a.mdx", "docs/en/b.md -"]
    );
    assert_eq!(
        names(&[], &["docs/a.md", "docs/fr/a.md", "docs/de/a.md", "docs/fr/z.md"]),
        ["docs/a.md > docs/de/a.md", "docs/a.md > docs/fr/a.md", "docs/fr/z.md -"]
    );
}

#[test]
fn other_languages_lack_nothing_and_pair_where_they_are_shown() {
    let exercise =
        ["a/problem.md", "a/problem_fr.md", "a/problem_es.md", "a/problem.nb-no.md", "a/extra_es.md"];
    assert_eq!(
        names(&[], &exercise),
        [
            "a/extra_es.md -",
            "a/problem.md > a/problem_es.md",
            "a/problem.md > a/problem_fr.md",
            "a/problem.md > a/problem.nb-no.md"
        ]
    );
    let lone = ["en/a.md", "fr/a.md", "de/a.md", "en/b.md", "fr/b.md", "de/c.md"];
    assert_eq!(names(&[], &lone), ["en/a.md > de/a.md", "en/a.md > fr/a.md", "en/b.md > fr/b.md"]);
    assert_eq!(names(&[], &["docs/de/a.md", "docs/en/a.md"]), ["docs/en/a.md > docs/de/a.md"]);
    assert_eq!(names(&[], &["p/a.es.md", "p/a.fr.md"]), ["p/a.es.md > p/a.fr.md"]);
}

#[test]
fn expected_paths_follow_the_site() {
    let expected = |configs: &[(&str, &str)], paths: &[&str]| -> Vec<String> {
        let layout = Layout::detect(configs, paths);
        let read =
            |p: &&str| PostFacts::read(p, &Document::parse("---\na: b\n---\n".to_owned(), Kind::Markdown));
        let facts: Vec<PostFacts> = paths.iter().map(read).collect();
        discover(&layout, &facts).into_iter().filter_map(|p| p.expected).collect()
    };
    assert_eq!(expected(&[], &["p/a.md", "p/a.fr.md", "p/b.md", "p/c.fr.md"]), ["p/b.fr.md", "p/c.md"]);
    assert_eq!(expected(&[], &["d/a.md", "d/fr/a.md", "d/b/c.md"]), ["d/fr/b/c.md"]);
    let docusaurus = ("docusaurus.config.js", "i18n: { defaultLocale: 'en', locales: ['en', 'fr'] }");
    assert_eq!(
        expected(&[docusaurus], &["docs/a.md"]),
        ["i18n/fr/docusaurus-plugin-content-docs/current/a.md"]
    );
    let news = "i18n: { defaultLocale: 'en', locales: ['en', 'fr'] }, \
                plugins: [['@docusaurus/plugin-content-blog', { id: 'news', path: 'news' }]]";
    assert_eq!(
        expected(&[("docusaurus.config.js", news)], &["news/a.md"]),
        ["i18n/fr/docusaurus-plugin-content-blog-news/a.md"]
    );
    let hugo = ("hugo.toml", "defaultContentLanguage='en'\n[languages.en]\n[languages.fr]\n");
    assert_eq!(expected(&[hugo], &["content/a.md", "layouts/x.md"]), ["content/a.fr.md"]);
}

#[test]
fn misspelt_names_are_doubtful_and_parts_of_a_series_are_not() {
    let paths =
        ["en/rentree-2019.md", "fr/rentre-2019.md", "en/part-1.md", "fr/part-2.md", "en/a.md", "fr/a.md"];
    assert_eq!(
        names(&[], &paths),
        [
            "en/a.md > fr/a.md",
            "en/part-1.md -",
            "en/rentree-2019.md ?",
            "fr/part-2.md -",
            "fr/rentre-2019.md ?"
        ]
    );
}

#[test]
fn pelican_joins_by_slug() {
    let posts = [
        ("a.md", "Title: A\nLang: en\nSlug: hello\n\nHi.\n"),
        ("b.md", "Title: B\nLang: fr\nSlug: hello\n\nOh.\n"),
    ];
    assert_eq!(found(&[], &posts), ["a.md > b.md"]);
}

#[test]
fn pelican_sites_join_by_slug_and_default_language() {
    let config = ("pelicanconf.py", "AUTHOR = 'A'\nDEFAULT_LANG = 'en'\n");
    let posts = [
        ("content/the-wall.md", "Title: The wall\nSlug: wall\n\nThe wall is old.\n"),
        (
            "content/le-mur.md",
            "Title: Le mur\nLang: fr\nSlug: wall\nTranslation: true\n\nLe mur est vieux.\n",
        ),
        ("content/bread.md", "Title: Bread\nSlug: bread\n\nWe bake on Mondays.\n"),
    ];
    let pairs = found(&[config], &posts);
    assert!(pairs.contains(&"content/the-wall.md > content/le-mur.md".to_owned()), "{pairs:?}");
    assert!(pairs.iter().all(|p| !p.contains("bread") || p.ends_with(" -")), "{pairs:?}");
}

#[test]
fn nikola_sites_join_by_the_mark_before_the_extension() {
    let config = (
        "conf.py",
        "DEFAULT_LANG = \"en\"\nTRANSLATIONS = {DEFAULT_LANG: \"\", \"fr\": \"./fr\"}\nTRANSLATIONS_PATTERN = \"{path}.{lang}.{ext}\"\n",
    );
    assert_eq!(
        names(&[config], &["posts/wall.md", "posts/wall.fr.md", "posts/bread.md"]),
        ["posts/bread.md -", "posts/wall.md > posts/wall.fr.md"]
    );
    // A language that the site does not declare is part of a name.
    assert_eq!(names(&[config], &["posts/wall.md", "posts/wall.de.md"]).len(), 2);
}

#[test]
fn nikola_sites_join_by_the_mark_after_the_extension() {
    let config = (
        "conf.py",
        "DEFAULT_LANG = \"en\"\nTRANSLATIONS = {DEFAULT_LANG: \"\", \"fr\": \"./fr\"}\nTRANSLATIONS_PATTERN = \"{path}.{ext}.{lang}\"\n",
    );
    let posts = ["posts/wall.md", "posts/wall.md.fr", "posts/bread.md", "posts/salt.md.fr"];
    assert_eq!(
        names(&[config], &posts),
        ["posts/bread.md -", "posts/salt.md.fr -", "posts/wall.md > posts/wall.md.fr"]
    );
    assert_eq!(names(&[], &posts[..2]), ["posts/wall.md > posts/wall.md.fr"]);
}

#[test]
fn gatsby_posts_join_by_suffix_in_their_folder() {
    let config = ("gatsby-config.js", "module.exports = { siteMetadata: { title: 'x' }, plugins: [] }");
    assert_eq!(
        names(
            &[config],
            &["src/pages/wall/index.md", "src/pages/wall/index.fr.md", "src/pages/bread/index.md"]
        ),
        ["src/pages/bread/index.md -", "src/pages/wall/index.md > src/pages/wall/index.fr.md"]
    );
}

#[test]
fn eleventy_posts_join_by_folder_or_by_a_key_of_their_own() {
    let configs = [
        ("eleventy.config.js", "module.exports = function (c) { return { dir: { input: 'src' } } }"),
        ("src/en/en.json", "{\"lang\": \"en\"}"),
        ("src/fr/fr.json", "{\"lang\": \"fr\"}"),
    ];
    let (a, b) = ("---\ntranslationKey: wall\n---\nThe wall.\n", "---\ntranslationKey: wall\n---\nLe mur.\n");
    let posts = [
        ("src/en/the-wall.md", a),
        ("src/fr/le-mur.md", b),
        ("src/en/bread.md", "We bake."),
        ("src/fr/bread.md", "On cuit."),
    ];
    assert_eq!(
        found(&configs, &posts),
        ["src/en/bread.md > src/fr/bread.md", "src/en/the-wall.md > src/fr/le-mur.md"]
    );
}

#[test]
fn short_paragraphs_that_changed_places_are_moved_and_not_missing() {
    let (en, fr) = (
        "# Garden\n\nThe map:\n\nThe garden opens in spring and closes in November.\n\nThere is one more thing to buy...\n\nChildren plant beans near the old wall.\n\nTools for cutting trees:\n",
        "# Jardin\n\nOutils pour couper les arbres :\n\nLe jardin ouvre au printemps et ferme en novembre.\n\nIl reste une chose à acheter...\n\nLes enfants plantent des haricots près du vieux mur.\n\nLa carte :\n",
    );
    let parse = |text: &str| Document::parse(text.to_owned(), Kind::Markdown);
    let (en, fr) = (parse(en), parse(fr));
    let alignment = align(&en, &fr, ("en", "fr"));
    let joined = |a: &str, b: &str| {
        let link =
            alignment.links.iter().find(|l| l.source.iter().any(|s| en.sentences[*s].span.of(&en.text) == a));
        link.is_some_and(|l| l.target.iter().any(|t| fr.sentences[*t].span.of(&fr.text) == b))
    };
    assert!(joined("The map:", "La carte :"));
    assert!(joined("Tools for cutting trees:", "Outils pour couper les arbres :"));
    assert!(alignment.links.iter().any(|l| l.moved));
}

proptest::proptest! {
    #[test]
    fn any_two_documents_align_and_every_sentence_stands_in_one_link(
        a in r"([a-zé]{1,7}[ .!?\n]|\n\n|# |- |```\n|\| |`x` ){0,80}",
        b in r"([a-zé]{1,7}[ .!?\n]|\n\n|# |- |```\n|\| |`x` ){0,80}",
    ) {
        use crate::document::{Document, Kind};
        let (a, b) = (Document::parse(a, Kind::Markdown), Document::parse(b, Kind::Markdown));
        let found = crate::pair::align(&a, &b, ("en", "fr"));
        let mut seen: Vec<usize> = found.links.iter().flat_map(|l| l.source.clone()).collect();
        seen.sort_unstable();
        proptest::prop_assert_eq!(seen, (0..a.sentences.len()).collect::<Vec<_>>());
        let mut seen: Vec<usize> = found.links.iter().flat_map(|l| l.target.clone()).collect();
        seen.sort_unstable();
        proptest::prop_assert_eq!(seen, (0..b.sentences.len()).collect::<Vec<_>>());
    }
}
