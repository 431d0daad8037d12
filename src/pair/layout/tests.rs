//! What configuration files and paths say together.

use super::*;

#[test]
fn languages_come_from_roots_suffixes_folders_and_defaults() {
    let configs = [
        ("gt/config/fr/mkdocs.yml", "docs_dir: ../../docs/fr\ntheme: {language: fr}\n"),
        ("gt/config/en/mkdocs.yml", "docs_dir: ../../docs/en\ntheme: {language: en}\n"),
        ("hu/hugo.toml", "baseURL='x'\ndefaultContentLanguage='en'\n[languages.en]\n[languages.fr]\n"),
    ];
    let paths = ["gt/docs/fr/a.md", "gt/docs/en/a.md", "hu/content/p/index.fr.md", "hu/content/p/index.md"];
    let layout = Layout::detect(&configs, &paths);
    let tag = |p: &str| layout.language_of(p).map(|(t, _)| t);
    assert_eq!(tag("gt/docs/fr/a.md").as_deref(), Some("fr"));
    assert_eq!(tag("hu/content/p/index.fr.md").as_deref(), Some("fr"));
    assert_eq!(tag("hu/content/p/index.md").as_deref(), Some("en"));
    assert_eq!(tag("hu/README.md"), None);
    assert_eq!(tag("else/where.md"), None);
    assert_eq!(layout.locate("gt/docs/fr/a.md").key, layout.locate("gt/docs/en/a.md").key);
}

#[test]
fn only_declared_tokens_count() {
    let layout = Layout::detect(&[("_config.yml", "languages: [en, de]\ndefault_lang: en\n")], &[]);
    assert_eq!(layout.locate("_posts/fr/x.md").language, None);
    assert_eq!(layout.locate("_posts/de/x.md").language.as_deref(), Some("de"));
    let layout = layout.with_languages(&["fr".to_owned(), "en".to_owned()], Some("fr"));
    assert_eq!(layout.language_of("_posts/x.md").map(|l| l.0).as_deref(), Some("fr"));
}

#[test]
fn other_languages_are_shown_by_what_stands_side_by_side() {
    let layout = Layout::detect(&[], &["docs/de/a.md", "docs/en/a.md"]);
    assert_eq!(layout.language_of("docs/de/a.md").map(|l| l.0).as_deref(), Some("de"));
    assert_eq!(layout.locate("docs/de/a.md").key, layout.locate("docs/en/a.md").key);
    for third in ["docs/fr/a.md", "docs/a_fr.md"] {
        let layout = Layout::detect(&[], &["docs/a.md", "docs/de/a.md", "docs/en/a.md", third]);
        assert_eq!(layout.language_of("docs/de/a.md").map(|l| l.0).as_deref(), Some("de"), "{third}");
    }
    let readme = Layout::detect(&[], &["README.md", "README.zh-CN.md"]);
    assert_eq!(readme.language_of("README.zh-CN.md").map(|l| l.0).as_deref(), Some("zh-CN"));
    assert_eq!(readme.locate("README.zh-CN.md").language, None);
}

#[test]
fn docusaurus_is_known_by_its_folders_alone() {
    let fr = "w/i18n/fr/docusaurus-plugin-content-docs/current/a.md";
    let layout = Layout::detect(&[], &["w/docs/a.md", fr]);
    assert_eq!(layout.locate(fr).key, layout.locate("w/docs/a.md").key);
}

#[test]
fn a_mark_without_a_dot_needs_its_twin() {
    let layout = Layout::detect(&[], &["post-fr.md", "post.md", "lone-fr.md"]);
    assert_eq!(layout.locate("post-fr.md").mark, Mark::Flat);
    assert_eq!(layout.locate("lone-fr.md").mark, Mark::None);
}

/// Configuration files, a source, its translation, and the language of that.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str, &'a str);

/// The sites' own names of languages and folders, as their configuration gives them: both paths have to
/// get one key, and the second one its language.
#[test]
fn folders_that_a_configuration_names_pair() {
    let cases: &[Case<'_>] = &[
        (
            &[
                ("config/_default/hugo.yaml", "baseURL: x\ndefaultContentLanguage: en\n"),
                ("config/_default/languages.en.toml", "contentDir = 'content/anglais'\n"),
                ("config/_default/languages.fr.toml", "contentDir = 'content/francais'\n"),
            ],
            "content/anglais/p/a.md",
            "content/francais/p/a.md",
            "fr",
        ),
        (
            &[("hugo.toml", "baseURL='x'\n[languages.en]\n[languages.fr]\ncontentDir='content_fr'\n")],
            "content/p/a.md",
            "content_fr/p/a.md",
            "fr",
        ),
        (
            &[
                ("hugo.yaml", "baseURL: x\nlanguages:\n  en: {}\n  fr: {}\n"),
                (
                    "config/_default/module.yaml",
                    "mounts:\n- {source: text/en, target: content, lang: en}\n\
                     - {source: text/fr, target: content, sites: {matrix: {languages: [fr]}}}\n",
                ),
            ],
            "text/en/a.md",
            "text/fr/a.md",
            "fr",
        ),
        (
            &[(
                "web/docusaurus.config.js",
                "i18n: { defaultLocale: 'en', locales: ['en', 'fr-CA'], localeConfigs: { 'fr-CA': { path: 'quebec' } } }, \
                 presets: [['classic', { docs: { path: '../docs' } }]], \
                 plugins: [['@docusaurus/plugin-content-blog', { id: 'news', path: 'news' }]]",
            )],
            "docs/a.md",
            "web/i18n/quebec/docusaurus-plugin-content-docs/current/a.md",
            "fr-CA",
        ),
        (
            &[(
                "docusaurus.config.js",
                "i18n: { defaultLocale: 'en', locales: ['en', 'fr'] }, \
                 plugins: [['@docusaurus/plugin-content-blog', { id: 'news', path: 'news' }]]",
            )],
            "news/a.md",
            "i18n/fr/docusaurus-plugin-content-blog-news/a.md",
            "fr",
        ),
        (
            &[
                ("mkdocs_en.yml", "docs_dir: anglais\ntheme: {language: en}\n"),
                ("mkdocs_fr.yml", "docs_dir: francais\ntheme: {language: fr}\n"),
            ],
            "anglais/a.md",
            "francais/a.md",
            "fr",
        ),
        (
            &[
                (".eleventy.js", "module.exports = () => {}"),
                ("src/francais/francais.11tydata.js", "module.exports = { lang: 'fr' }"),
            ],
            "src/a.md",
            "src/francais/a.md",
            "fr",
        ),
    ];
    for (configs, source, target, language) in cases {
        assert!(configs.iter().all(|c| is_config(c.0)), "{configs:?}");
        let layout = Layout::detect(configs, &[source, target]);
        let (a, b) = (layout.locate(source), layout.locate(target));
        assert_eq!((a.site, &a.key), (b.site, &b.key), "{configs:?}");
        assert_eq!(b.language.as_deref(), Some(*language), "{configs:?}");
    }
}

#[test]
fn a_file_that_is_named_after_its_language_needs_its_twin() {
    let layout = Layout::detect(&[], &["p/en.md", "p/fr.md", "q/index.md", "q/fr.md", "r/fr.md"]);
    let key = |p: &str| layout.locate(p).key;
    assert_eq!((key("p/en.md"), key("q/fr.md")), (key("p/fr.md"), key("q/index.md")));
    assert_eq!(layout.locate("r/fr.md").mark, Mark::None);
}
