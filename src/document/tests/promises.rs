//! What must hold for every text.

use super::*;
use proptest::prelude::*;

/// Everything a document promises whatever the text.
pub(super) fn sane(d: &Document) {
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
