//! What must hold for every text, and for whole small posts.

use super::*;
use proptest::prelude::*;

fn parse(text: &str) -> Document {
    Document::parse(text.to_owned(), Kind::Markdown)
}

fn mdx(text: &str) -> Document {
    Document::parse(text.to_owned(), Kind::Mdx)
}

fn sentences(d: &Document) -> Vec<&str> {
    d.sentences.iter().map(|s| s.span.of(&d.text)).collect()
}

/// Everything a document promises whatever the text.
fn sane(d: &Document) {
    let text = d.text.as_str();
    assert_eq!(d.prose.len(), text.len());
    for (a, b) in text.bytes().zip(d.prose.bytes()) {
        assert_eq!(a == b'\n', b == b'\n', "line ends stay");
    }
    let whole = |s: Span| s.start <= s.end && text.get(s.start..s.end).is_some();
    let good = |s: Span| whole(s) && d.prose.get(s.start..s.end).is_some();
    assert!(d.masks.windows(2).all(|w| w[0].span.end <= w[1].span.start), "masks are sorted: {:?}", d.masks);
    assert!(d.masks.iter().all(|m| whole(m.span) && !m.span.is_empty()));
    assert!(
        d.blocks.is_sorted_by_key(|b| b.span.start) && d.blocks.iter().all(|b| whole(b.span)),
        "{:?}",
        d.blocks
    );
    assert!(d.sentences.is_sorted_by_key(|s| s.span.start));
    for s in &d.sentences {
        assert!(good(s.span) && !s.span.is_empty(), "{s:?}");
        assert!(s.block < d.blocks.len());
        assert_eq!(d.sentence_prose(s).len(), s.span.len());
    }
    assert!(d.links.iter().all(|l| whole(l.span) && whole(l.text) && whole(l.destination)));
    assert!(d.inlines.iter().all(|i| whole(i.span) && whole(i.inner)));
    assert!(d.code.iter().all(|c| whole(c.span) && whole(c.content)));
    assert!(d.declared.iter().all(|(s, _)| whole(*s)));
    assert!(d.templates.iter().all(|t| whole(t.span) && whole(t.name)));
    assert!(d.suppressions.iter().all(|s| whole(s.span) && whole(s.covers)));
    if let Some(fm) = &d.front_matter {
        assert!(whole(fm.span) && fm.values.iter().all(|v| whole(v.span)), "{fm:?}");
        assert!(fm.error.as_ref().is_none_or(|(s, _)| whole(*s)));
    }
    // What is masked is never read as prose, and the other way round.
    let mut at = 0;
    for m in &d.masks {
        let (raw, seen) = (text.get(at..m.span.start), d.prose.get(at..m.span.start));
        if let (Some(raw), Some(seen)) = (raw, seen) {
            let same = raw
                .chars()
                .zip(seen.chars())
                .all(|(a, b)| a == b || a.is_whitespace() && b == ' ' || b == char::from(JOIN));
            assert!(same, "{raw:?} reads {seen:?}");
        }
        at = m.span.end;
    }
}

/// Pieces of Markdown and its dialects, in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "---\n",
            "+++\n",
            "{\n",
            "}\n",
            "title: \"É\"\n",
            "t = 'x'\n",
            "\"a\": [1, {\"b\": \"é\\\"\"}],\n",
            "\n",
            "\r\n",
            "\n\n",
            "    ",
            "\t",
            "> ",
            "- ",
            "1. ",
            "# ",
            "## ",
            "```",
            "```js\n",
            "~~~\n",
            "`",
            "``",
            "*",
            "**",
            "_",
            "~~",
            "[",
            "](",
            ")",
            "![",
            "[^1]",
            "[^1]: ",
            "[a]: http://b \"c\"\n",
            "{{< figure caption=\"É. Puis\" >}}",
            "{{<",
            ">}}",
            "{{% note %}}",
            "{{",
            "}}",
            "{%",
            "%}",
            "{% raw %}",
            "{#",
            "#}",
            "{: .c}",
            "{#id}",
            "{lang=en}",
            "<",
            ">",
            "<Foo title=\"Été\" b={{a: \"x\"}}>",
            "</Foo>",
            "<!--",
            "-->",
            "<span lang=\"en\">",
            "</span>",
            "<br/>",
            "<pre>",
            "import X from 'y'\n",
            "export const a = {\n",
            "{/*",
            "*/}",
            ":::note[Titre é]\n",
            ":::\n",
            "!!! note \"É\"\n",
            "=== \"Tab\"\n",
            "$",
            "$$",
            "\\(",
            "\\\\(",
            "\\\\)",
            "http://é.fr/à.",
            "www.a.b",
            "a@b.c",
            ":smile:",
            "&eacute;",
            "&nbsp;",
            "&nGt;",
            "&NewLine;",
            "| a | b |\n",
            "|--|--|\n",
            "M. Dupont",
            "É",
            "« ",
            " »",
            "…",
            ".",
            "? ",
            "! ",
            "😊",
            "👉 ",
            "\u{a0}",
            "\u{feff}",
            "\u{1a}",
            "\u{1f}",
            "\u{0}",
            "visavis-disable LANG001",
            "<!-- visavis-enable -->",
            "été",
            "The end",
            "(",
            "\"",
            "“",
            "'",
            "\\",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>(), jsx in any::<bool>()) {
        sane(&Document::parse(text, if jsx { Kind::Mdx } else { Kind::Markdown }));
    }

    #[test]
    fn any_markdown_is_read(pieces in prop::collection::vec(piece(), 0..40), jsx in any::<bool>()) {
        sane(&Document::parse(pieces.concat(), if jsx { Kind::Mdx } else { Kind::Markdown }));
    }

    #[test]
    fn sentences_of_any_text_are_in_order(text in any::<String>()) {
        let found = sentence::split(&text);
        prop_assert!(found.windows(2).all(|w| w[0].end <= w[1].start));
        prop_assert!(found.iter().all(|s| text.get(s.start..s.end).is_some()));
    }
}

#[test]
fn a_link_stands_whole_in_its_sentence() {
    let d = parse(
        "On commence à Lyon. [LYON P2P #1](https://x.y/?a=1. B) a eu lieu. *libp2p* plaît. **Attention !** Suite.\n",
    );
    assert_eq!(
        sentences(&d),
        [
            "On commence à Lyon.",
            "[LYON P2P #1](https://x.y/?a=1. B) a eu lieu.",
            "*libp2p* plaît.",
            "Attention !",
            "Suite."
        ]
    );
    sane(&d);
}

#[test]
fn link_destinations_leave_no_object_in_the_prose() {
    let d = parse("Le [Camp IPFS](https://camp.ipfs.io/), puis `du code` et d**é**but.\n");
    let visible: String = d.prose.chars().filter(|c| *c != char::from(JOIN)).collect();
    assert_eq!(visible, format!("Le  Camp IPFS, puis {} et début.\n", "\u{1a}".repeat(9)));
    assert_eq!(d.links[0].url, "https://camp.ipfs.io/");
    assert_eq!(d.links[0].destination.of(&d.text), "https://camp.ipfs.io/");
    assert_eq!(d.links[0].text.of(&d.text), "Camp IPFS");
}

#[test]
fn shortcodes_are_hidden_and_their_captions_read() {
    let text = "Avant {{< ref \"a > b\" >}} après.\n\n{{< figure\n  src=\"a.png\"\n  caption=\"Une vue. De Lyon.\"\n>}}\nSuite [ici]({{< relref \"x y\" >}}).\n\n{{< highlight go >}}\nfmt.Println(\"no\")\n{{< /highlight >}}\n\n{{% note %}}\nTexte *dedans*.\n{{% /note %}}\n";
    let d = parse(text);
    sane(&d);
    assert_eq!(
        sentences(&d),
        [
            "Avant {{< ref \"a > b\" >}} après.",
            "Une vue.",
            "De Lyon.",
            "Suite [ici]({{< relref \"x y\" >}}).",
            "Texte *dedans*."
        ]
    );
    assert_eq!(d.links[0].url, "{{< relref \"x y\" >}}");
    assert_eq!(d.templates.iter().filter(|t| t.closing).count(), 1);
    assert_eq!(d.code[0].content.of(text), "\nfmt.Println(\"no\")\n");
}

#[test]
fn mdx_is_no_prose_but_its_text_is() {
    let text = "import A from 'a'\nexport const b = {\n  c: 1,\n\n  d: 2\n}\n\n# Titre {props.x}\n\n<Tabs\n  items={[1, \">\"]}\n>\n  <TabItem label=\"Un titre ici\">\n    Du texte indenté.\n\n        Encore du texte.\n  </TabItem>\n</Tabs>\n\n{/* visavis-disable-next-line LANG001: cité */}\nUn <b>mot</b> de {nom}.\n";
    let d = mdx(text);
    sane(&d);
    assert_eq!(
        sentences(&d),
        [
            "Titre {props.x}",
            "Un titre ici",
            "Du texte indenté.",
            "Encore du texte.",
            "Un <b>mot</b> de {nom}."
        ]
    );
    assert_eq!(d.suppressions[0].rules, ["LANG001"]);
    assert_eq!(d.suppressions[0].reason.as_deref(), Some("cité"));
    assert!(d.suppressions[0].covers.of(text).starts_with("Un <b>"));
}

#[test]
fn directives_and_admonitions_deepen_and_their_titles_are_read() {
    let text = ":::note[Bon à savoir]\nDedans.\n:::\n\n!!! tip \"Un titre\"\n\n    Du texte.\n\n        du code\n\nDehors.\n\n::: warning Prenez garde\nEncore\n:::\n";
    let d = parse(text);
    sane(&d);
    assert_eq!(
        sentences(&d),
        ["Bon à savoir", "Dedans.", "Un titre", "Du texte.", "Dehors.", "Prenez garde", "Encore"]
    );
    let depth: Vec<u8> = d.sentences.iter().map(|s| d.blocks[s.block].quote_depth).collect();
    assert_eq!(depth, [0, 1, 0, 1, 0, 0, 1]);
    assert_eq!(d.code.len(), 1);
}

#[test]
fn html_is_hidden_and_its_text_read() {
    let text = "<div class=\"a\" title=\"Un titre\">\n<h2>Été</h2>\n<p>Un <em>mot</em>. Deux &eacute;t&eacute;s.</p>\n<script>var no = 1;</script>\n</div>\n\n<!-- rien -->\n\n<img src=\"a.png\" alt=\"Une vue\">\n";
    let d = parse(text);
    sane(&d);
    assert_eq!(sentences(&d), ["Un titre", "Été", "Un <em>mot</em>.", "Deux &eacute;t&eacute;s.", "Une vue"]);
    assert!(d.prose.contains("Deux é"));
    assert!(d.links.iter().any(|l| l.image && l.url == "a.png"));
}

#[test]
fn declared_languages_reach_their_blocks() {
    let text = "Un <span lang=\"en\">good morning</span> ici.\n\n<div lang=\"en\">\n\nAll of this.\n\n</div>\n\nHello there\n{: lang=\"en\"}\n\n## Good bye {lang=de}\n\nUn [last one]{lang=en} ici.\n";
    let d = parse(text);
    sane(&d);
    let declared: Vec<(&str, &str)> =
        d.declared.iter().map(|(s, l)| (s.of(text).trim(), l.as_str())).collect();
    assert_eq!(
        declared,
        [
            ("good morning", "en"),
            ("All of this.", "en"),
            ("Hello there", "en"),
            ("Good bye", "de"),
            ("last one", "en")
        ]
    );
    let block = d.blocks.iter().find(|b| b.span.of(text).starts_with("All")).expect("a block");
    assert_eq!(block.declared_language.as_deref(), Some("en"));
}

#[test]
fn alternative_texts_are_sentences_of_their_own() {
    let text = "Avant ![une vue. De haut](a.png \"Le titre\") après.\n\n![](b.png)\n";
    let d = parse(text);
    sane(&d);
    assert_eq!(
        sentences(&d),
        ["Avant ![une vue. De haut](a.png \"Le titre\") après.", "une vue.", "De haut", "Le titre"]
    );
    let kinds: Vec<BlockKind> = d.sentences.iter().map(|s| d.blocks[s.block].kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Alt, BlockKind::Alt, BlockKind::Caption]);
    assert!(!d.sentence_prose(&d.sentences[0]).contains("vue"));
    assert_eq!(d.links[1].text, Span::empty(text.find("](b").expect("there")));
}

#[test]
fn suppressions_cover_what_they_say() {
    let text = "---\nvisavis:\n  disable: [LANG003]\n---\n<!-- visavis-disable LANG001, PAIR: cité -->\n\nUn.\n\n<!-- visavis-enable LANG001 -->\n\nDeux.\n\n<!-- visavis-disable-next-line -->\n\nTrois.\nQuatre.\n";
    let d = parse(text);
    sane(&d);
    let all: Vec<(Vec<String>, bool, bool, bool)> = d
        .suppressions
        .iter()
        .map(|s| {
            let c = s.covers.of(text);
            (s.rules.clone(), c.contains("Un."), c.contains("Deux."), c.contains("Trois."))
        })
        .collect();
    assert_eq!(all[0], (vec!["LANG003".to_owned()], true, true, true));
    assert_eq!(all[1], (vec!["LANG001".to_owned()], true, false, false));
    assert_eq!(all[2], (vec!["PAIR".to_owned()], true, true, true));
    assert_eq!(all[3], (vec![], false, false, true));
    assert_eq!(d.suppressions[3].covers.of(text), "Trois.");
}

#[test]
fn headings_have_levels_ids_and_unique_slugs() {
    let d = parse("# Été à Lyon\n\n## Suite {#la-suite}\n\n## Suite\n\n### Le `code` *vif*\n");
    let all: Vec<(u8, Option<&str>, &str)> =
        d.headings.iter().map(|h| (h.level, h.id.as_deref(), h.slug.as_str())).collect();
    assert_eq!(
        all,
        [
            (1, None, "été-à-lyon"),
            (2, Some("la-suite"), "suite"),
            (2, None, "suite-1"),
            (3, None, "le-code-vif")
        ]
    );
}

/// Every post of the shared sites, where they are.
fn shared_posts() -> Vec<std::path::PathBuf> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut found = Vec::new();
    let mut folders = vec![root.join("sites"), root.join("seed")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md" || e == "mdx") {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        println!("skipped: no shared data");
    }
    found.sort();
    found
}

#[test]
fn real_posts_are_read() {
    for path in shared_posts() {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let kind = Kind::of_path(&path.to_string_lossy());
        let d = Document::parse(text, kind);
        sane(&d);
        if let Some((_, why)) = d.front_matter.as_ref().and_then(|fm| fm.error.as_ref()) {
            println!("{}: {why}", path.display());
        }
    }
}

/// Prints what is read of the files named in `DUMP` (separated by spaces).
/// `DUMP=post.md cargo test --lib document::tests::dump -- --ignored --nocapture`
#[test]
#[ignore = "a tool for looking"]
fn dump() {
    for path in std::env::var("DUMP").unwrap_or_default().split_whitespace() {
        let text = std::fs::read_to_string(path).expect("the file");
        let d = Document::parse(text, Kind::of_path(path));
        println!("===== {path}");
        for m in &d.masks {
            let what = m.span.of(&d.text);
            if m.kind != MaskKind::Code && what.split_whitespace().count() > 3 {
                println!("~~ {}:{:?}: {what:?}", d.lines.line(m.span.start), m.kind);
            }
        }
        for s in &d.sentences {
            let b = &d.blocks[s.block];
            println!(
                "{}:{:?} q{} l{}: {:?}",
                d.lines.line(s.span.start),
                b.kind,
                b.quote_depth,
                b.list_depth,
                s.span.of(&d.text)
            );
            println!(
                "      {:?}",
                d.sentence_prose(s).replace(char::from(JOIN), "").replace(char::from(OBJECT), "¤")
            );
        }
    }
}

/// Speed over the shared posts. `cargo test --release --lib document::tests::speed -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn speed() {
    let texts: Vec<(String, Kind)> = shared_posts()
        .iter()
        .filter_map(|p| Some((std::fs::read_to_string(p).ok()?, Kind::of_path(&p.to_string_lossy()))))
        .collect();
    let bytes: usize = texts.iter().map(|t| t.0.len()).sum();
    for _ in 0..10 {
        let copies = texts.clone();
        let start = std::time::Instant::now();
        let mut count = 0;
        for (text, kind) in copies {
            count += Document::parse(text, kind).sentences.len();
        }
        let seconds = start.elapsed().as_secs_f64();
        println!("{count} sentences, {:.1} MB/s", bytes as f64 / 1e6 / seconds);
    }
}
