//! ENC001: UTF-8 that was read as a single-byte codec.

use super::damaged;
use crate::checks::{Check, Example, Rule, TextContext};
use crate::finding::{Finding, Severity};
use crate::mojibake::Damage;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC001",
    name: "mojibake",
    summary: "UTF-8 text was decoded with the wrong codec",
    docs: "\
## What it does
Finds words whose UTF-8 bytes were read as a single-byte codec (macintosh, windows-1252, iso-8859-x,
windows-125x, ibm437, ibm850, koi8-r) once, twice or three times, and gives the word as it was
written. `evidence.stack` names the codecs, the last misreading first; `evidence.reading` is the word.

## Why is this bad?
`Apr√®s` and `Ã©tÃ©` are garbage to readers, search engines and screen readers alike.

## Is the fix safe?
Only stretches that encode, under the codecs named, to valid UTF-8 are candidates. Every reading of
every stack is compared with the text as found by a model of seventy languages, and what one
word shows with certainty makes the next one likelier. A fix is `safe` when no other reading comes
near, otherwise `unsafe`. Undoing the fix by the damage it names gives the text as found, always.

Text about mojibake (a code span or quotation that shows `Ã©` in clean prose) is reported as a
warning and never changed. Code is repaired where the page or the block around it is damaged too.

## Example
`Une messagerie d√©centralis√©e` becomes `Une messagerie décentralisée` (macintosh).",
    severity: Severity::Error,
    default: true,
    check: Check::Text(check),
    bad: &[
        Example::file("post.fr.md", "Une messagerie d√©centralis√©e.\n"),
        Example::file("post.fr.md", "Extrême (athlÃ¨te professionnel)\n"),
        Example::file("post.fr.md", "Le bouton est cliqu√É¬©.\n"),
        Example::file("strings.po", "msgstr \"R├®sultat du mod├¿le\"\n"),
    ],
    good: &[
        Example::file("post.fr.md", "Une messagerie décentralisée, « l’été » à Zürich…\n"),
        Example::file("post.en.md", "NESTLÉ® and ∆° and 4288×… are fine.\n"),
    ],
};

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    damaged::report(&RULE, Damage::Mojibake, cx, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::document::{Document, Kind};
    use crate::encoding::Source;
    use crate::fix::Applicability;

    fn findings(text: &str) -> Vec<Finding> {
        findings_in(text, Kind::Markdown)
    }

    fn findings_in(text: &str, kind: Kind) -> Vec<Finding> {
        let document = Document::parse(text.to_owned(), kind);
        let (source, settings, mut out) = (Source::Utf8, Settings::default(), Vec::new());
        check(&TextContext::new("post.fr.md", &document, &source, &settings), &mut out);
        out
    }

    #[test]
    fn a_finding_covers_the_word_and_its_edits_the_damage() {
        let found = findings("tags: (Apr√®s l‚Äô√©t√©)\n");
        let spans: Vec<(usize, usize)> = found.iter().map(|f| (f.span.start, f.span.end)).collect();
        assert_eq!(spans, [(7, 16), (17, 36)]);
        let fix = found[1].fix.as_ref().unwrap();
        assert_eq!(fix.applicability, Applicability::Safe);
        assert_eq!(fix.edits.len(), 2);
        assert_eq!(found[1].evidence["reading"], "l’été");
    }

    #[test]
    fn text_about_mojibake_is_shown_never_changed() {
        for text in [
            "An é in UTF-8, decoded as latin-1, gives “Ã©” on the screen.\n",
            "Vous verrez `Ã©tÃ©` à la place des accents quand le jeu de caractères est faux.\n",
        ] {
            let found = findings(text);
            assert!(
                found.iter().all(|f| f.fix.as_ref().unwrap().applicability == Applicability::Display),
                "{text}"
            );
        }
    }

    #[test]
    fn code_that_does_something_may_have_suffered_though_the_page_has_its_word() {
        let fix = |text: &str| findings(text)[0].fix.as_ref().map(|f| f.applicability);
        let suffered = "Chaque région compte.\n\nLe champ `[nom-rÃ©gion]` suit.\n";
        assert_eq!(fix(suffered), Some(Applicability::Safe));
        let shown = "Le champ `[nom-rÃ©gion]` pour `[nom-région]` suit.\n";
        assert_ne!(fix(shown), Some(Applicability::Safe));
    }

    #[test]
    fn in_data_and_code_quotation_marks_only_delimit() {
        let safe = |text: &str, kind| {
            let found = findings_in(text, kind);
            found.iter().all(|f| f.fix.as_ref().unwrap().applicability == Applicability::Safe)
                && !found.is_empty()
        };
        assert!(safe("{\"title\": \"prÃ©nom\"}\n", Kind::Plain));
        assert!(safe("Texte.\n\n```js\nconst emoji = \"âš¡\";\n```\n", Kind::Markdown));
        assert!(!safe("# decoded twice\nbad = \"Ã©\"\n", Kind::Plain));
    }

    #[test]
    fn a_preposition_is_suffered_even_where_encodings_are_the_subject() {
        let found = findings("Les encodages étaient limités ├á 256 caractères.\n");
        assert_eq!(found[0].fix.as_ref().unwrap().applicability, Applicability::Safe);
        let found = findings("L’encodage est faux : on lit ├á, ├® et ├¿.\n");
        assert!(found.iter().all(|f| f.fix.as_ref().unwrap().applicability == Applicability::Display));
    }
}
