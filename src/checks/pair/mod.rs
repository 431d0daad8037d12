//! PAIR: the two sides of a post.

mod bold_lines;
mod broken_links;
pub mod code_mismatch;
pub mod doubtful_pair;
pub mod extra_text;
mod figure_cells;
mod flattened_headings;
pub mod front_matter_mismatch;
mod kept;
pub mod link_mismatch;
pub mod missing_counterpart;
pub mod missing_text;
pub mod number_mismatch;
mod open_links;
mod shape_mismatch;
pub mod stale_translation;
pub mod structure_mismatch;
pub mod untranslated;

use super::PairContext;
use crate::finding::Finding;
use crate::language::Kind;
use crate::pair::{BlockLink, Pairing, lone};

/// What discovery itself has to say: PAIR001 and PAIR011, each with the path it belongs to, at most
/// one of each a post. The findings stand at the start of the post.
#[must_use]
pub fn about_pairings(pairings: &[Pairing]) -> Vec<(String, Finding)> {
    let mut out = missing_counterpart::findings(pairings);
    out.extend(doubtful_pair::findings(pairings));
    out
}

/// Whether the whole translation is in the other language: LANG003 says it once for all.
fn foreign_page(cx: &PairContext<'_>) -> bool {
    cx.reading().verdicts.iter().any(|v| v.kind == Kind::Page)
}

/// How far two sides follow different texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OtherText {
    /// Sentences of one side that the other lacks.
    lone: usize,
    /// Sentences of that side that matter.
    all: usize,
    /// Whether that side is the original.
    missing: bool,
}

/// Whether the two sides follow different texts: half of what matters on one of them (and at least 15
/// sentences) has no counterpart, or two fifths on both. PAIR002 or PAIR003 says that once for all, and
/// comparing what happens to stand side by side would say nothing.
fn other_text(cx: &PairContext<'_>) -> Option<OtherText> {
    if cx.settings.strict {
        return None;
    }
    *cx.other_text.get_or_init(|| {
        let (source, target) = (cx.source.document, cx.target.document);
        let missing = lone::missing(source, target, cx.alignment(), false).len();
        let extra = lone::extra(source, target, cx.alignment(), false).len();
        // Most pages lack a sentence or two: then the others need not be counted.
        if missing + extra < 15 {
            return None;
        }
        let (mine, theirs) = (lone::telling(source), lone::telling(target));
        let half = |lone: usize, all: usize| lone >= 15 && lone * 2 >= all;
        let other = half(missing, mine)
            || half(extra, theirs)
            || (missing + extra >= 20 && (missing + extra) * 5 >= (mine + theirs) * 2);
        // What is said is the greater share, where its rule speaks at all.
        let less = missing * theirs >= extra * mine || !cx.settings.runs(&extra_text::RULE);
        let (lone, all) = if less { (missing, mine) } else { (extra, theirs) };
        other.then_some(OtherText { lone, all, missing: less })
    })
}

/// Compares blocks that belong together. Where both sides are built alike and nothing differs between
/// the blocks in the same places, that is all there is to say; whatever differs is looked at again by
/// the alignment, and `compare` is told so. Says whether anything was.
fn by_blocks(
    cx: &PairContext<'_>,
    out: &mut Vec<Finding>,
    compare: impl Fn(&[BlockLink], bool, &mut Vec<Finding>),
) -> bool {
    let mut found = Vec::new();
    if let Some(blocks) = cx.congruent() {
        compare(blocks, false, &mut found);
        if found.is_empty() {
            return false;
        }
        found.clear();
    }
    compare(&cx.alignment().blocks, true, &mut found);
    out.append(&mut found);
    true
}

/// The beginning of a sentence on one line, for messages.
fn excerpt(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("").trim_end()),
        None => text,
    }
}

/// How many sentences of the original were left untranslated; all of them on a foreign page.
#[must_use]
pub fn untranslated_sentences(cx: &PairContext<'_>) -> usize {
    if foreign_page(cx) {
        return cx.source.document.sentences.len();
    }
    let mut found = Vec::new();
    untranslated::check(cx, &mut found);
    found.len()
}

/// How many sentences of the original changed, came or went without the translation following.
#[must_use]
pub fn stale_sentences(cx: &PairContext<'_>) -> usize {
    cx.origin.map_or(0, |origin| stale_translation::of(cx, origin).len())
}

#[cfg(test)]
mod tests {
    use crate::checks::Selector;
    use crate::checks::context::PageLanguage;
    use crate::config::Settings;
    use crate::document::Kind;
    use crate::engine::{self, Counterpart};
    use crate::fix;

    /// The French text after every fix that the rule offers, and how many findings it has.
    fn fixed(code: &str, english: &str, french: &str) -> (String, usize) {
        let settings = Settings { select: vec![Selector::parse(code).unwrap()], ..Settings::default() };
        let load = |path: &str, text: &str, tag: &str| {
            let language = PageLanguage { tag: tag.to_owned(), because: "its name".to_owned() };
            engine::load(path, text.as_bytes().to_vec(), Kind::Markdown, Some(language), &settings)
        };
        let (source, target) = (load("post.md", english, "en"), load("post.fr.md", french, "fr"));
        let report = engine::check(&target, Counterpart::Source(&source), &settings);
        let edits = fix::select(report.findings.iter().filter_map(|f| f.fix.as_ref()));
        (fix::apply(&report.text, &edits), report.findings.len())
    }

    #[test]
    fn a_lost_link_is_set_around_its_own_words_where_they_stand_once() {
        let english = "The bread comes from [Moulin Vert](https://mill.example/bread) every day.\n";
        let (text, findings) = fixed("PAIR006", english, "Le pain vient du Moulin Vert tous les jours.\n");
        assert_eq!(text, "Le pain vient du [Moulin Vert](https://mill.example/bread) tous les jours.\n");
        assert_eq!(findings, 1);
        // Twice, or in other words, nobody knows where the link belongs.
        for french in [
            "Le Moulin Vert livre le pain du Moulin Vert tous les jours.\n",
            "Le pain vient du moulin tous les jours.\n",
            "Le pain vient du Moulin Vertueux tous les jours.\n",
        ] {
            assert_eq!(fixed("PAIR006", english, french), (french.to_owned(), 1));
        }
    }

    #[test]
    fn a_missing_key_is_copied_into_front_matter_of_the_same_syntax() {
        let english = "---\ntitle: The wall\ndate: 2020-05-12\n---\n\nHello.\n";
        let (text, findings) = fixed("PAIR008", english, "---\r\ntitle: Le mur\r\n---\r\n\r\nBonjour.\r\n");
        assert_eq!(text, "---\r\ntitle: Le mur\r\ndate: 2020-05-12\r\n---\r\n\r\nBonjour.\r\n");
        assert_eq!(findings, 1);
        // Another syntax has no line to copy, and `draft: false` says nothing.
        let toml = "+++\ntitle = \"Le mur\"\n+++\n\nBonjour.\n";
        assert_eq!(fixed("PAIR008", english, toml), (toml.to_owned(), 1));
        // A line has no place in braces, nor below the heading of a table.
        let braces = "---\n{title: Le mur}\n---\n\nBonjour.\n";
        assert_eq!(fixed("PAIR008", english, braces), (braces.to_owned(), 1));
        let source = "+++\ntitle = \"The wall\"\ndate = 2020-05-12\n+++\n\nHello.\n";
        let french = "+++\ntitle = \"Le mur\"\n[params]\n+++\n\nBonjour.\n";
        assert_eq!(fixed("PAIR008", source, french), (french.to_owned(), 1));
        let draft = "---\ntitle: The wall\ndraft: false\n---\n\nHello.\n";
        let french = "---\ntitle: Le mur\n---\n\nBonjour.\n";
        assert_eq!(fixed("PAIR008", draft, french), (french.to_owned(), 0));
    }

    #[test]
    fn brackets_that_the_original_holds_too_are_no_broken_link() {
        let task = |done: &str| format!("- [x] (https://x.org/a) {done} [l](https://x.org/a)\n");
        let french = task("fait");
        assert_eq!(fixed("PAIR006", &task("done"), &french), (french, 0));
        let english = "See [the wall] (https://x.org/wall) and [the well](https://x.org/well).\n";
        let french = "Voir [le mur] (https://x.org/wall) et [le puits] (https://x.org/well).\n";
        let mended = "Voir [le mur] (https://x.org/wall) et [le puits](https://x.org/well).\n";
        assert_eq!(fixed("PAIR006", english, french), (mended.to_owned(), 1));
        // What an address needs to stand in angle brackets is not written without them.
        let english = "See [the wall](<https://x.org/a b>) there.\n";
        let french = "Voir [le mur](https://x.org/zz) ici.\n";
        assert_eq!(fixed("PAIR006", english, french), (french.to_owned(), 1));
    }

    #[test]
    fn a_translation_of_the_site_fills_what_is_missing_or_left() {
        let settings = Settings { unsafe_fixes: true, ..Settings::default() };
        let load = |path: &str, text: &str, tag: &str| {
            let language = PageLanguage { tag: tag.to_owned(), because: "its name".to_owned() };
            engine::load(path, text.as_bytes().to_vec(), Kind::Markdown, Some(language), &settings)
        };
        let (en, fr) = ("Water the beans every morning.", "Arrosez les haricots chaque matin.");
        let a = format!("The garden opens in spring.\n\n{en}\n");
        let b = format!("Le jardin ouvre au printemps.\n\n{fr}\n");
        let (known, translated) = (load("a.md", &a, "en"), load("a.fr.md", &b, "fr"));
        let mut memory = crate::pair::Memory::default();
        memory.add(known.reading(), translated.reading(), ("en", "fr"));
        let english = format!("We close in winter.\n\n{en} Bees come in May.\n");
        let source = load("b.md", &english, "en");
        let whole = format!("Nous fermons en hiver.\n\n{fr} Les abeilles viennent en mai.\n");
        for there in ["", "Water the beans every morning. "] {
            let french = whole.replace(&format!("{fr} "), there);
            let target = load("b.fr.md", &french, "fr");
            let other = Counterpart::Remembered(&source, &memory);
            let fixed = engine::fix(&target, other, &settings);
            assert_eq!(fixed.text, whole, "{french}");
            assert!(fixed.report.findings.is_empty(), "{:?}", fixed.report.findings);
            // Without the other post there is nothing to put in.
            assert_eq!(engine::fix(&target, Counterpart::Source(&source), &settings).text, french);
        }
    }

    #[test]
    fn a_copy_speaks_although_much_of_it_may_be_a_name() {
        let findings = |english: &str, french: &str| fixed("PAIR004", english, french).1;
        let (en, fr) = ("Bees love the garden.\n\n", "Les abeilles aiment le jardin.\n\n");
        for (english, french) in [
            // Titles of links may stand in either language; what is around them may not.
            ("Learn more about Camille's [Garden Guide](https://garden.example/guide).\n", None),
            // Rewritten in part, and still English.
            (
                "Water all of these beans from the `west/well` of your garden.\n",
                Some("Water all of these beans simply the well of your garden.\n"),
            ),
        ] {
            let french = format!("{fr}{}", french.unwrap_or(english));
            assert_eq!(findings(&format!("{en}{english}"), &french), 1, "{french}");
        }
    }

    #[test]
    fn names_in_lists_and_of_changes_stand_equal_by_right() {
        let findings = |english: &str, french: &str| fixed("PAIR004", english, french).1;
        let names = "- Text field\n- Rich text field\n- Date and time field\n";
        let (en, fr) = ("Bees love the garden.\n\n", "Les abeilles aiment le jardin.\n\n");
        assert_eq!(findings(&format!("{en}{names}"), &format!("{fr}{names}")), 0);
        let left = "- Bread\n- The water from the well\n- The old garden wall\n";
        let begun = "- Pain\n- L'eau du puits\n- The old garden wall\n";
        assert_eq!(findings(&format!("{en}{left}"), &format!("{fr}{begun}")), 1);
    }

    #[test]
    fn lists_and_tables_are_compared_where_nothing_else_speaks() {
        let english = "You need:\n\n- beans\n- a wall\n- water\n\nThat is all.\n";
        let findings = |english: &str, french: &str| fixed("PAIR010", english, french).1;
        assert_eq!(findings(english, "Il faut :\n\n- des haricots\n- un mur\n\nC'est tout.\n"), 1);
        assert_eq!(
            findings(english, "Il faut :\n\n- des haricots\n- un mur\n- de l'eau\n\nC'est tout.\n"),
            0
        );
        // An item that is a sentence is PAIR002's to name, and a list may become a paragraph.
        let long = english.replace("water", "fresh water from the old well behind the house");
        assert_eq!(findings(&long, "Il faut :\n\n- des haricots\n- un mur\n\nC'est tout.\n"), 0);
        assert_eq!(findings(english, "Il faut : des haricots, un mur, de l'eau.\n\nC'est tout.\n"), 0);
        let table = "| Plant | Month |\n|---|---|\n| Bean | May |\n| Leek | June |\n";
        assert_eq!(findings(table, "| Plante | Mois |\n|---|---|\n| Haricot | mai |\n"), 1);
        assert_eq!(findings(table, "| Plante | Mois |\n|:-:|-|\n| Haricot | mai |\n| Poireau | juin |\n"), 0);
    }
}
