//! Verdicts on pages of one sentence and of many.

use super::*;
use crate::document::Kind as Format;

fn verdicts(page: &str, text: &str) -> Vec<(Kind, String)> {
    let document = Document::parse(text.to_owned(), Format::Markdown);
    let input = Input { document: &document, page: Some((page, "test")), counterpart: None, allow: &[] };
    read(&input).verdicts.iter().map(|v| (v.kind, v.span.of(text).to_owned())).collect()
}

#[test]
fn spans_are_exact() {
    let text = "La porte est verte. The key is under the mat. Elle grince toujours quand il pleut, but nobody seems to mind it, et tant mieux pour nous.";
    let expected = [
        (Kind::Sentence, "The key is under the mat.".to_owned()),
        (Kind::Clause, "but nobody seems to mind it".to_owned()),
    ];
    assert_eq!(verdicts("fr", text), expected);
}

#[test]
fn a_page_in_the_other_language_is_one_verdict() {
    let text = "# The garden\n\nWe planted beans along the wall and waited for the rain.\n\nIt never came, so \
                we carried water from the well every evening until August.\n";
    let found = verdicts("fr", text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, Kind::Page);
    assert!(verdicts("en", text).is_empty());
}

#[test]
fn names_quotations_and_declared_languages_are_silent() {
    for text in [
        "Il cite « the early bird catches the worm » puis sourit au public.",
        "Elle travaille chez Open Harbour Software avec Mary Ann Fletcher depuis mars.",
        "Le panneau dit <span lang=\"en\">keep the gate closed at all times</span> en lettres rouges.",
        "On a lu *The Keeper of Small Boats* en classe.",
        "Chaque réponse porte une durée de vie, dite TTL (time to live), que le serveur choisit.",
        "Le programme tient en une ligne : int main(void) { int fd = open_the(path); return fd; }",
        "## Proxy local\n\nIl écoute sur le port que voici.",
        "Il règle tout le reste (logs, sessions, redirects, headers, cookies) sans qu'on le lui demande.",
    ] {
        assert_eq!(verdicts("fr", text), [], "{text}");
    }
}

#[test]
fn a_sentence_with_a_loan_word_at_its_end_is_whole() {
    let text =
        "The values are known by now. Les valeurs sont exposées dans le template. We go on to the next page.";
    let expected = (Kind::Sentence, "Les valeurs sont exposées dans le template.".to_owned());
    assert_eq!(verdicts("en", text), [expected]);
}

#[test]
fn tables_that_notebooks_export_are_data() {
    let row = "<tr><td>the bug is still there after the update</td></tr>";
    let page =
        |class: &str| format!("La table suit.\n\n<table {class}>\n{row}\n</table>\n\nElle est longue.\n");
    assert_eq!(verdicts("fr", &page("border=\"1\" class=\"dataframe\"")), []);
    assert_eq!(verdicts("fr", &page("border=\"1\"")).len(), 1);
}

#[test]
fn allowed_phrases_are_silent() {
    let text = "Notre rubrique ne change pas : what the cat brought in, chaque lundi.";
    let document = Document::parse(text.to_owned(), Format::Markdown);
    let allow = ["what the cat brought in".to_owned()];
    let with = |allow| Input { document: &document, page: Some(("fr", "test")), counterpart: None, allow };
    assert_eq!(read(&with(&[])).verdicts.len(), 1);
    assert_eq!(read(&with(&[&allow])).verdicts.len(), 0);
}

#[test]
fn the_text_itself_says_the_language_of_the_page() {
    let text = "Le jardin est calme ce matin et les oiseaux chantent. Someone left the gate open last night.";
    let document = Document::parse(text.to_owned(), Format::Markdown);
    let reading = read(&Input { document: &document, page: None, counterpart: None, allow: &[] });
    // Ten words against seven decide nothing.
    assert_eq!(reading, Reading::default());
    let text = text.replace("Someone", "Il a plu toute la nuit sur les semis de mars. Someone");
    let document = Document::parse(text, Format::Markdown);
    let reading = read(&Input { document: &document, page: None, counterpart: None, allow: &[] });
    assert_eq!(reading.page.map(|p| p.0), Some(Language::French));
    assert_eq!(reading.verdicts.len(), 1);
}

#[test]
fn a_third_language_is_named_or_passed_over() {
    let page = |text: &str| {
        format!("The oven has been hot for an hour. {text} So we wait before the dish comes out.")
    };
    let catalan = "Avui hem preparat el pa amb la massa mare que vam començar la setmana passada.";
    assert_eq!(verdicts("en", &page(catalan)), [(Kind::Other, catalan.to_owned())]);
    // Its letters read as French, its function words as none of ours.
    let close = "No sabem encara si la botiga obrirà demà, però la gent ja fa cua.";
    let found = verdicts("en", &page(close));
    assert!(found.iter().all(|v| v.0 == Kind::Other), "{found:?}");
}

#[test]
fn a_word_of_both_languages_goes_where_its_neighbours_are() {
    for (text, stretch) in [
        (
            "On a ouvert la page because the weather was getting worse mais sans lui.",
            "because the weather was getting worse",
        ),
        (
            "Il a promis de venir and he brought the long table for his children quand la nuit tombait.",
            "and he brought the long table for his children",
        ),
    ] {
        assert_eq!(verdicts("fr", text), [(Kind::Clause, stretch.to_owned())], "{text}");
    }
}

#[test]
fn names_that_both_sides_know_are_learnt() {
    let page = |rest: &str| format!("- Parlons jardin\n- Living with Weeds\n\nLes semis ont levé. {rest}\n");
    let found = |text: &str, other: Option<&str>| {
        let document = Document::parse(text.to_owned(), Format::Markdown);
        let other = other.map(|t| Document::parse(t.to_owned(), Format::Markdown));
        let page = Some(("fr", "test"));
        let input = Input { document: &document, page, counterpart: other.as_ref(), allow: &[] };
        read(&input).verdicts.iter().map(|v| v.span.of(text).to_owned()).collect::<Vec<_>>()
    };
    let used = page("On se retrouve chez Living with Weeds chaque jeudi.");
    let unused = page("On se retrouve chez nous chaque jeudi.");
    let knows = Some("We meet at Living with Weeds on Thursdays.");
    let words = ["Living with Weeds"];
    // Both sides have it, and a French sentence uses it as a name: it is one.
    assert!(found(&used, knows).is_empty());
    // One of the two alone proves nothing.
    assert_eq!(found(&unused, knows), words);
    assert_eq!(found(&used, None), words);
    assert_eq!(found(&used, Some("We meet on Thursdays.")), words);
}

#[test]
fn words_of_a_borrowed_phrase_are_words_where_the_sentence_is_foreign() {
    let text = "La fiche jointe, you can read how to open the box, reste dans le tiroir du bas.";
    let expected = (Kind::Clause, "you can read how to open the box".to_owned());
    assert_eq!(verdicts("fr", text), [expected]);
    assert_eq!(verdicts("fr", "La fiche jointe, un simple how to, reste dans le tiroir du bas."), []);
}

#[test]
fn a_short_text_that_both_sides_write_as_a_name_is_one() {
    let heading = |rest: &str| format!("## This is Us\n\nLa fête commence à midi. {rest}\n");
    let other = "## This is Us\n\nThe party starts at noon.\n";
    let counterpart = Document::parse(other.to_owned(), Format::Markdown);
    let count = |text: &str, counterpart: Option<&Document>| {
        let document = Document::parse(text.to_owned(), Format::Markdown);
        let input = Input { document: &document, page: Some(("fr", "test")), counterpart, allow: &[] };
        read(&input).verdicts.len()
    };
    let named = heading("On dîne ensuite avec This is Us, sous les arbres.");
    assert_eq!(count(&named, Some(&counterpart)), 0);
    // Nothing but a heading, or nothing on the other side: it names nobody.
    assert_eq!(count(&heading("On dîne ensuite sous les arbres."), Some(&counterpart)), 1);
    assert_eq!(count(&named, None), 1);
}

#[test]
fn links_that_call_on_the_reader_are_read() {
    for (text, found) in [
        ("La fête est finie. [Join us on the mailing list](https://lists.example.org)", 1),
        ("La fête est finie. [Our code of conduct is here](https://conduct.example.org)", 1),
        ("Si cela persiste, merci d'en parler ou de [open an issue](/new/) sans attendre.", 1),
        ("La fête est finie. [How We Built a Radio](https://radio.example.org)", 0),
        ("La fête est finie. [How we built a radio in a shoebox](https://radio.example.org)", 0),
        ("On a lu [Watch the Sky Above](https://books.example.org) en classe.", 0),
    ] {
        let spans = verdicts("fr", text);
        assert_eq!(spans.len(), found, "{text}");
        assert!(spans.iter().all(|(_, s)| !s.contains(['[', ']'])), "{spans:?}");
    }
}

#[test]
fn a_capital_that_begins_a_sentence_makes_no_name_of_it() {
    for text in [
        "Le chalet est ouvert. Welcome to the Harbour Kitchen course. On y mange bien.",
        "Le chalet est ouvert.\n\nWritten by Camille and Antoine\n\nOn y mange bien.",
        "Le chalet est ouvert.\n\nTHE HOUSE IS FREE AND OPEN TO ALL\n\nOn y mange bien.",
        "Le chalet est ouvert. [Harbour](https://harbour.example) is a small kitchen that focuses on bread.",
        "Le chalet est ouvert. Let's get started! On y mange bien.",
    ] {
        let found = verdicts("fr", text);
        assert!(found.len() == 1 && found[0].0 == Kind::Sentence, "{text}: {found:?}");
    }
    for text in [
        "Elle vient de Software in the Public Interest (SPI), une association.",
        "Back to Black est un disque.",
        "Le rendez-vous est à Portland, OR.",
    ] {
        assert_eq!(verdicts("fr", text), [], "{text}");
    }
}

#[test]
fn the_other_side_tells_titles_from_names() {
    let read = |text: &str, other: &str| {
        let (text, other) = [text, other].map(|t| Document::parse(t.to_owned(), Format::Markdown)).into();
        let input =
            Input { document: &text, page: Some(("fr", "test")), counterpart: Some(&other), allow: &[] };
        super::read(&input).verdicts.len()
    };
    let page = |title: &str| format!("## {title}\n\nLes bateaux sont au port et la voile est pliée.\n");
    let other = |title: &str, words: &str| format!("## {title}\n\nThe {words} are in the harbour.\n");
    let heading = |title: &str, words: &str| read(&page(title), &other(title, words));
    assert_eq!(heading("Known Weaknesses", "weaknesses known to us"), 1);
    assert_eq!(heading("Known Weaknesses", "boats"), 0);
    assert_eq!(heading("Ground Control", "boats on the ground"), 0);
}

#[test]
fn what_explains_an_option_is_no_error_message() {
    for text in [
        "- **setPosition**: Set the position of the boat. It takes the harbour that you name.",
        "- setPosition: the value is not stored anywhere, so you must keep it yourself.",
    ] {
        let found = verdicts("fr", &format!("Voici les réglages du bateau et du port.\n\n{text}\n"));
        assert!(!found.is_empty(), "{text}");
    }
    let error = "Voici le message que l'on reçoit alors.\n\n- TypeError: the boat is not a function\n";
    assert_eq!(verdicts("fr", error), []);
}

#[test]
fn names_of_packages_and_organisations_are_silent() {
    for text in [
        "Documentation du package `harbour-kitchen`.\n\n## Package harbour-kitchen\n\nIl est en ligne.",
        "Elle tient le Harbour Kitchen as a Service (HKS) depuis mars.",
        "## Qui est derrière qui\n\nElle tient le port depuis mars.",
        "Il faut lire ceci.\n\nMarch, E. (1987). The harbour at night. Quay Press, 12 pages.\n",
        "Il faut lire ceci.\n\n🇬🇧 [English version](README.md)\n",
    ] {
        assert_eq!(verdicts("fr", text), [], "{text}");
    }
}
