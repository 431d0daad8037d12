//! Discovery on small repositories in many languages, and of READMEs wherever they stand.

use super::{found, names};
use crate::pair::Layout;

const EN: &str = "# Garden\n\nGarden is a planner for 12 beds and 48 plants, see <https://garden.example/start>.\n\n\
    ## Install\n\nRun `npm install garden` and open the planner. Bees love the flowers of Camille Durand.\n\n\
    ## Licence\n\nWritten in 2019 by Camille Durand, at <https://garden.example/licence>.\n";
const FR: &str = "# Garden\n\nGarden planifie 12 plates-bandes et 48 plantes, voir <https://garden.example/start>.\n\n\
    ## Installation\n\nLancez `npm install garden` et ouvrez le plan. Les abeilles aiment les fleurs de Camille \
    Durand.\n\n## Licence\n\nÉcrit en 2019 par Camille Durand, sur <https://garden.example/licence>.\n";
const OTHER: &str = "# Documentation\n\nCe dossier contient les pages du manuel. Chaque page traite d'un sujet.\n\n\
    ## Relecture\n\nEnvoyez vos corrections à l'équipe qui relit les textes chaque semaine.\n";

fn one(name: &str, text: &str) -> Vec<String> {
    found(&[], &[("README.md", EN), (name, text)])
}

#[test]
fn a_readme_finds_its_original_from_wherever_it_stands() {
    for name in [
        "docs/fr/README.md",
        "docs/README.fr.md",
        "docs/README_FR.md",
        "docs/fr-FR/README.md",
        "doc/fr/README.md",
        "i18n/README.fr.md",
        "i18n/fr/README.md",
        "translations/README.fr.md",
        ".github/README.fr.md",
        "LISEZMOI.md",
        "LISEZ-MOI.md",
        "readme.fr.md",
        "README.french.md",
        "README-French.md",
        "README_FR.md",
        "fr/README.md",
    ] {
        assert_eq!(one(name, FR), [format!("README.md > {name}")], "{name}");
    }
}

#[test]
fn the_readme_of_a_folder_is_no_translation() {
    for name in ["docs/fr/README.md", "src/fr/README.md", "packages/x/LISEZMOI.md"] {
        assert!(one(name, OTHER).iter().all(|p| !p.contains('>')), "{name}: {:?}", one(name, OTHER));
    }
    // The nearest README is the original.
    let posts = [("README.md", EN), ("docs/README.md", EN), ("docs/fr/README.md", FR)];
    assert_eq!(found(&[], &posts), ["docs/README.md > docs/fr/README.md"]);
    assert_eq!(
        names(&[], &["docs/en/README.md", "docs/fr/README.md"]),
        ["docs/en/README.md > docs/fr/README.md"]
    );
}

#[test]
fn short_readmes_in_two_languages_pair_by_their_names() {
    assert_eq!(names(&[], &["README_EN.md", "README_FR.md"]), ["README_EN.md > README_FR.md"]);
    // The one without a mark is in a third language, and nobody's translation.
    let chinese = "# 花园\n\n".to_owned() + &"花园是一个为许多植物设计的规划工具，欢迎大家使用。".repeat(12);
    let posts = [("README.md", chinese.as_str()), ("README_EN.md", EN), ("README_FR.md", FR)];
    assert_eq!(found(&[], &posts), ["README_EN.md > README_FR.md"]);
}

#[test]
fn a_translated_readme_makes_no_site_bilingual() {
    assert_eq!(
        names(&[], &["README.md", "README-fr.md", "MIGRATION-11.md", "RELEASENOTES.md"]),
        ["README.md > README-fr.md"]
    );
}

#[test]
fn no_language_is_the_original_because_of_its_name() {
    // Nothing in English: where the site shows what it translates from, German is no original.
    let pages = ["doc/a.md", "doc/fr/a.md", "doc/de/a.md", "doc/de/b.md", "doc/fr/b.md"];
    let pairs = names(&[], &pages);
    assert!(pairs.iter().all(|p| !p.starts_with("doc/de/b.md >")), "{pairs:?}");
    assert!(pairs.contains(&"doc/a.md > doc/fr/a.md".to_owned()), "{pairs:?}");
    let readmes = ["README.md", "doc/de/README.md", "doc/fr/README.md", "doc/it/README.md"];
    assert!(names(&[], &readmes).iter().all(|p| !p.starts_with("doc/de")));
    // A default language says the same.
    let layout = Layout::detect(&[], &["de/b.md", "fr/b.md"]).with_languages(&[], Some("en"));
    let facts =
        ["de/b.md", "fr/b.md"].map(|p| crate::pair::PostFacts { path: p.into(), ..Default::default() });
    assert!(crate::pair::discover(&layout, &facts).iter().all(|p| p.both().is_none()));
}

#[test]
fn a_folder_of_two_languages_is_in_none() {
    let layout = Layout::detect(&[], &["t/en_fr/docs/fr/index.md", "t/en_fr/docs/index.md"]);
    assert_eq!(layout.language_of("t/en_fr/docs/fr/index.md").map(|l| l.0).as_deref(), Some("fr"));
    assert_eq!(layout.language_of("t/en_fr/docs/index.md"), None);
}

#[test]
fn a_third_language_is_known_from_names_folders_and_configuration() {
    let paths =
        ["README.md", "README.fr.md", "README.es.md", "doc/ko/a.md", "doc/fr/a.md", "p/q.md", "p/q_tr.md"];
    let layout = Layout::detect(&[], &paths);
    let language = |p: &str| layout.language_of(p).map(|l| l.0);
    assert_eq!(language("README.es.md").as_deref(), Some("es"));
    assert_eq!(language("doc/ko/a.md").as_deref(), Some("ko"));
    assert_eq!(language("p/q_tr.md").as_deref(), Some("tr"));
    assert_eq!(language("p/q.md"), None);
    let tags = ["en", "es", "fr", "ko", "tr"].map(str::to_owned);
    let declared = layout.clone().with_languages(&tags, None);
    for path in ["README.es.md", "doc/ko/a.md", "p/q_tr.md"] {
        assert_eq!(declared.language_of(path).map(|l| l.0), language(path), "{path}");
    }
    assert!(names(&[], &paths).iter().all(|p| !p.ends_with(" -")), "{:?}", names(&[], &paths));
}

#[test]
fn one_mkdocs_configuration_says_nothing_about_translations() {
    let french = ("mkdocs.yml", "docs_dir: docs\ntheme:\n  name: material\n  language: fr\n");
    assert_eq!(names(&[french], &["docs/a.md", "docs/b.md"]), [""; 0]);
    let english = ("mkdocs.yml", "docs_dir: docs/en\n");
    let second = ("mkdocs-fr.yml", "docs_dir: docs/fr\ntheme:\n  language: fr\n");
    let pages = ["docs/en/a.md", "docs/en/b.md", "docs/fr/a.md", "docs/fr/b.md"];
    assert_eq!(
        names(&[english, second], &pages),
        ["docs/en/a.md > docs/fr/a.md", "docs/en/b.md > docs/fr/b.md"]
    );
    let unsaid = ("mkdocs.yml", "site_name: x\n");
    let beside = ("mkdocs-fr.yml", "docs_dir: docs-fr\ntheme: {language: fr}\n");
    assert_eq!(names(&[unsaid, beside], &["docs/a.md", "docs-fr/a.md"]), ["docs/a.md > docs-fr/a.md"]);
}

#[test]
fn what_stands_beside_the_folders_of_mkdocs_is_in_no_language() {
    let config = (
        "mkdocs.yml",
        "plugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n        - {locale: en, default: true}\n        - {locale: fr}\n",
    );
    let pages = ["docs/en/a.md", "docs/fr/a.md", "docs/scripts/run.md"];
    assert_eq!(names(&[config], &pages), ["docs/en/a.md > docs/fr/a.md"]);
}
