//! Which sentences changed since a translation was made.

use super::*;
use crate::document::Kind;

fn found(old: &str, new: &str, fr: &str) -> Vec<Change> {
    let parse = |t: &str| Document::parse(t.to_owned(), Kind::Markdown);
    let (old, new, fr) = (parse(old), parse(new), parse(fr));
    let now = align(&new, &fr, ("en", "fr"));
    changes(&old, &new, &fr, ("en", "fr"), &now)
}

const OLD: &str = "# Garden\n\nThe garden opens in spring at the old gate. We close in winter.\n";
const FRENCH: &str = "# Jardin\n\nLe jardin ouvre au printemps à la vieille porte. Nous fermons en hiver.\n";

#[test]
fn cosmetic_edits_are_silent() {
    for new in [
        OLD.replace("The garden", "The **garden**"),
        OLD.replace("old gate", "[old gate](https://x.org)"),
        OLD.replace("opens in", "opens in the"),
        OLD.replace("garden opens", "gardne opens"),
        "# Garden\n\nWe close in winter.\n\nThe garden opens in spring at the old gate.\n".to_owned(),
        OLD.replace("gate. We", "gate, and we"),
    ] {
        assert_eq!(found(OLD, &new, FRENCH), [], "{new}");
    }
}

#[test]
fn a_sentence_that_says_something_else_speaks() {
    let new = OLD.replace("in spring at the old gate", "in autumn behind the market hall");
    assert!(matches!(found(OLD, &new, FRENCH)[..], [Change::Changed { .. }]));
    let followed =
        FRENCH.replace("au printemps à la vieille porte", "en automne derrière la halle du marché");
    assert_eq!(found(OLD, &new, &followed), []);
}

#[test]
fn a_sentence_written_anew_in_the_same_place_speaks() {
    let new = OLD.replace("We close in winter.", "A friendly dog watches our tools all night long.");
    assert!(
        matches!(found(OLD, &new, FRENCH)[..], [Change::Changed { .. }]),
        "{:?}",
        found(OLD, &new, FRENCH)
    );
    let followed =
        FRENCH.replace("Nous fermons en hiver.", "Un chien aimable garde nos outils toute la nuit.");
    assert_eq!(found(OLD, &new, &followed), []);
}

#[test]
fn titles_are_read_and_labels_of_menus_are_not() {
    let page = |title: &str, label: &str, body: &str| {
        format!("---\ntitle: {title}\nsidebar:\n  label: {label}\n---\n\n{body}")
    };
    let old = page("The garden behind the old gate", "Garden", OLD);
    let french = page("Le jardin derrière la vieille porte", "Jardin", FRENCH);
    let new = page("The market hall behind the new gate", "Garden", OLD);
    assert!(matches!(found(&old, &new, &french)[..], [Change::Changed { .. }]));
    let new = page("The garden behind the old gate", "Part three of the tutorial", OLD);
    assert_eq!(found(&old, &new, &french), []);
}

#[test]
fn what_came_and_what_went_is_told() {
    let new = format!("{OLD}\nChildren plant beans near the wall every year.\n");
    assert!(matches!(found(OLD, &new, FRENCH)[..], [Change::Added { .. }]));
    let new = OLD.replace(" We close in winter.", "");
    assert!(matches!(found(OLD, &new, FRENCH)[..], [Change::Removed { .. }]));
}
