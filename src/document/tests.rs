//! Whole small posts, and what they are read as.

use super::*;

mod promises;
mod shared;

use promises::sane;

fn parse(text: &str) -> Document {
    Document::parse(text.to_owned(), Kind::Markdown)
}

fn mdx(text: &str) -> Document {
    Document::parse(text.to_owned(), Kind::Mdx)
}

fn sentences(d: &Document) -> Vec<&str> {
    d.sentences.iter().map(|s| s.span.of(&d.text)).collect()
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
        d.headings.iter().zip(d.slugs()).map(|(h, slug)| (h.level, h.id.as_deref(), slug.as_str())).collect();
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

#[test]
fn a_page_that_turns_out_to_be_mdx_is_read_as_mdx_from_there_on() {
    // The only code stands at the end: what was looked for before the import is not what opens an expression.
    let d = parse(
        "Du texte.\n\nimport A from './a.astro';\n\nVoir <A label=\"Un mot\" hint={(x) => x > 1} /> ici.\n\nDu `code`.\n",
    );
    let captions = d.blocks.iter().filter(|b| b.kind == BlockKind::Caption);
    assert_eq!(captions.map(|b| b.span.of(&d.text)).collect::<Vec<_>>(), ["Un mot"]);
    assert!(!d.prose.contains("=>"), "{}", d.prose);
    sane(&d);
}
