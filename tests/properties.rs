//! What must hold for any input at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use std::path::{Path, PathBuf};
use visavis::checks::Selector;
use visavis::checks::context::PageLanguage;
use visavis::config::Settings;
use visavis::encoding::Source;
use visavis::engine::{self, Counterpart};
use visavis::fix::Applicability;

fn french() -> Option<PageLanguage> {
    Some(PageLanguage { tag: "fr".to_owned(), because: "the test".to_owned() })
}

fn everything() -> Settings {
    Settings { select: vec![Selector::parse("ALL").unwrap()], ..Settings::default() }
}

/// Pieces of text that have caused trouble, to be thrown together at random.
const PIECES: &[&str] = &[
    "Après la pluie, ",
    "the sun shines on the old bridge. ",
    "dÃ©jÃ\u{a0} vu ",
    "r√©paration ",
    "pr\u{fffd}sent ",
    "prŽsent ",
    "d‚j… ",
    "caf&eacute; ",
    "l=C3=A9ger ",
    "\\u00e9t\\u00e9 ",
    "👩🏽‍🌾",
    "🇫🇷",
    "\u{feff}",
    "\u{200b}",
    "e\u{301}",
    "\r\n",
    "\n",
    "\r",
    "\n\n",
    "\r\n\r\n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "| a | b |\n|---|---|\n",
    "```\n",
    "`",
    "**",
    "*",
    "[",
    "](",
    ")",
    "![",
    "{{< figure src=\"a.jpg\" caption=\"Un été\" >}}",
    "{% raw %}",
    "<!-- visavis-disable ENC001 -->",
    "<!--",
    "-->",
    "<p lang=\"en\">",
    "</p>",
    "import X from 'y'\n",
    "export const a = 1\n",
    "{/* x */}",
    ":::note\n",
    ":::\n",
    "$x$",
    "[^1]",
    "[^1]: ",
    "---\n",
    "title: \"Été\"\n",
    "+++\n",
    "{\"title\": ",
    "\u{1a}",
    "\0",
    "«\u{a0}Oui\u{a0}» ",
    "18h30 ",
    "1\u{202f}234,50 € ",
    "https://example.org/a(b)c ",
    "√2 ≈ 1.414 ",
    "Ã",
    "â€™",
    "ã\u{81}",
    "\u{85}",
    "\u{2028}",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|v| v.concat())
}

/// Damaged and clean words without Markdown, whose repair cannot change the structure of a document.
fn prose() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Après",
        "la",
        "pluie,",
        "the",
        "old",
        "bridge.",
        "dÃ©jÃ\u{a0}",
        "vu",
        "r√©paration",
        "pr\u{fffd}sent",
        "prŽsent",
        "d‚j…",
        "l'‚Äôt√©",
        "cÃ´tÃ©",
        "e\u{301}t",
        "👩🏽‍🌾",
        "\u{a0}!",
        "18h30",
        "Ã",
        "â€™",
        "√2",
        "\n\n",
    ]);
    prop::collection::vec(word, 0..30).prop_map(|v| v.join(" "))
}

fn path() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["post.fr.md", "post.mdx", "notes.txt", "fr/post.markdown"])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_and_fixed_without_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        path in path(),
    ) {
        let settings = Settings { unsafe_fixes: true, ..everything() };
        let report = visavis::check_text(path, bytes.clone(), french(), &settings);
        for f in &report.findings {
            prop_assert!(report.text.get(f.span.start..f.span.end).is_some(), "{:?}", f.span);
        }
        let fixed = visavis::fix_text(path, bytes, None, &settings);
        prop_assert!(fixed.changed || fixed.text == report.text);
    }

    #[test]
    fn findings_and_edits_lie_on_character_boundaries(text in soup(), path in path()) {
        let report = visavis::check_text(path, text.into_bytes(), french(), &everything());
        for f in &report.findings {
            prop_assert!(report.text.get(f.span.start..f.span.end).is_some(), "{} {:?}", f.rule.code, f.span);
            for e in f.fix.iter().flat_map(|x| &x.edits) {
                prop_assert!(report.text.get(e.span.start..e.span.end).is_some(), "{} {:?}", f.rule.code, e.span);
            }
        }
    }

    #[test]
    fn fixing_twice_is_fixing_once(text in soup(), path in path(), unsafe_fixes in any::<bool>()) {
        let settings = Settings { unsafe_fixes, ..everything() };
        let once = visavis::fix_text(path, text.into_bytes(), french(), &settings);
        let twice = visavis::fix_text(path, once.text.clone().into_bytes(), french(), &settings);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(!twice.changed);
    }

    #[test]
    fn nothing_safe_is_left_after_fixing(text in prose()) {
        let fixed = visavis::fix_text("post.fr.md", text.into_bytes(), french(), &everything());
        let report = visavis::check_text("post.fr.md", fixed.text.into_bytes(), french(), &everything());
        let left = report.findings.iter().find(|f| {
            f.fix.as_ref().is_some_and(|x| x.applicability == Applicability::Safe)
        });
        prop_assert!(left.is_none(), "{:?}", left);
    }

    #[test]
    fn pairs_of_any_text_are_compared_without_panic(source in soup(), target in soup()) {
        let source = ("post.md", source.into_bytes());
        let report = visavis::check_pair(source, ("post.fr.md", target.into_bytes()), &everything());
        for f in &report.findings {
            prop_assert!(report.text.get(f.span.start..f.span.end).is_some(), "{} {:?}", f.rule.code, f.span);
        }
    }

    #[test]
    fn line_ends_survive_outside_fixes(
        words in prop::collection::vec(prop::sample::select(vec!["Après la pluie", "r√©paration", "le beau temps", "", "été"]), 1..12),
        ends in prop::collection::vec(prop::sample::select(vec!["\n", "\r\n"]), 12),
        bom in any::<bool>(),
        last in any::<bool>(),
    ) {
        let mut text = String::from(if bom { "\u{feff}" } else { "" });
        let lines = words.len();
        for (i, (word, end)) in words.iter().zip(&ends).enumerate() {
            text.push_str(word);
            text.push_str(if i + 1 == lines && !last { "" } else { end });
        }
        let settings = Settings { select: vec![Selector::parse("ENC001").unwrap()], ..Settings::default() };
        let fixed = visavis::fix_text("post.fr.md", text.clone().into_bytes(), french(), &settings);
        // Whatever was or was not repaired, all that is not a letter is where it was.
        let frame = |s: &str| s.replace("r√©paration", "réparation");
        prop_assert_eq!(frame(&fixed.text), frame(&text));
    }
}

/// Every clean file of the demo blog: those whose repair is not among the expected ones.
fn clean_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut out = Vec::new();
    let mut folders = vec![root.join("demo/content")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let repaired = root.join("demo-expected").join(path.strip_prefix(root.join("demo")).unwrap());
            if path.is_dir() {
                folders.push(path);
            } else if repaired.exists() {
                out.push(repaired);
            } else {
                out.push(path);
            }
        }
    }
    out
}

#[test]
fn no_encoding_rule_speaks_on_clean_posts_whatever_their_line_ends() {
    let settings = Settings { select: vec![Selector::parse("ENC").unwrap()], ..Settings::default() };
    for path in clean_files() {
        let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        for text in
            [text.clone(), text.replace('\n', "\r\n"), text.trim_end().to_owned(), text.to_uppercase()]
        {
            let file = engine::load(
                "post.md",
                text.clone().into_bytes(),
                visavis::document::Kind::Markdown,
                None,
                &settings,
            );
            assert_eq!(file.source, Source::Utf8, "{}", path.display());
            let fixed = engine::fix(&file, Counterpart::None, &settings);
            assert_eq!(fixed.text, text, "{}", path.display());
            let loud = fixed
                .report
                .findings
                .iter()
                .find(|f| f.fix.as_ref().is_none_or(|x| x.applicability > Applicability::Display));
            assert!(loud.is_none(), "{}: {}", path.display(), loud.unwrap().message);
        }
    }
}
