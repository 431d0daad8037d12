use super::*;
use crate::config::Settings;
use crate::document::Document;
use crate::encoding::Source;

fn run(path: &str, text: &str) -> Vec<Finding> {
    let document = Document::parse(text.to_owned(), Kind::of_path(path));
    let settings = Settings::default();
    let mut out = Vec::new();
    check(&TextContext::new(path, &document, &Source::Utf8, &settings), &mut out);
    out
}

/// The text with every fix but those for show.
fn fixed(path: &str, text: &str) -> String {
    let found = run(path, text);
    let fixes =
        found.iter().filter_map(|f| f.fix.as_ref()).filter(|f| f.applicability > Applicability::Display);
    crate::fix::apply(text, &crate::fix::select(fixes))
}

#[test]
fn prose_gets_its_letters_back() {
    for (text, reading) in [
        ("Le caf&eacute; &agrave; c&ocirc;t&#233;.\n", "Le café à côté.\n"),
        ("La soci&amp;eacute;t&amp;eacute; d&amp;rsquo;ici.\n", "La société d’ici.\n"),
        ("Rendez-vous \\u00e0 l'\\u00e9cole.\n", "Rendez-vous à l'école.\n"),
        ("La r=C3=A9union est report=C3=A9e =C3=A0 mardi.\n", "La réunion est reportée à mardi.\n"),
        ("Le march%C3%A9 de No%C3%ABl.\n", "Le marché de Noël.\n"),
        ("La su00e9curitu00e9.\n", "La sécurité.\n"),
        ("C&rsquo;est l&agrave;.\n", "C’est là.\n"),
    ] {
        assert_eq!(fixed("post.fr.md", text), reading);
        assert!(
            run("post.fr.md", text)
                .iter()
                .all(|f| f.fix.as_ref().unwrap().applicability == Applicability::Unsafe)
        );
    }
}

#[test]
fn what_is_meant_stays() {
    for text in [
        "a&nbsp;: &lt; &amp; &copy; &mdash; 5&deg; &laquo;&nbsp;mot&nbsp;&raquo; R&amp;D\n",
        "voir wiki/Caf%C3%A9 ou caf%C3%A9.html, 100 %\n",
        "a==C3=A9b\n",
    ] {
        assert_eq!(run("post.fr.md", text).len(), 0, "{text}");
    }
    assert_eq!(
        run("post.fr.md", "L'entité &eacute; existe.\n")[0].fix.as_ref().unwrap().applicability,
        Applicability::Display
    );
}

#[test]
fn a_word_is_one_finding() {
    let text = "La (soci&eacute;t&eacute;), &agrave; nous.\n";
    let found = run("post.fr.md", text);
    let words: Vec<&str> = found.iter().map(|f| f.span.of(text)).collect();
    assert_eq!(words, ["soci&eacute;t&eacute;", "&agrave;"]);
}

#[test]
fn misread_escapes_cascade_in_posts_and_stay_escapes_elsewhere() {
    assert_eq!(fixed("post.md", "C&Atilde;&copy;line\n"), "CÃ©line\n");
    assert_eq!(fixed("a.json", "\"B\\u00c3\\u00a9ton \\u00e9\"\n"), "\"B\\u00e9ton \\u00e9\"\n");
    assert_eq!(
        fixed("a.html", "<b>&Atilde;&copy;l&Atilde;&uml;ve</b> &eacute;\n"),
        "<b>&eacute;l&egrave;ve</b> &eacute;\n"
    );
    assert_eq!(fixed("a.po", "msgid \"\\u00e9\"\n"), "msgid \"\\u00e9\"\n");
}

#[test]
fn front_matter_that_resolves_its_escapes_is_left_alone() {
    for text in [
        "---\ntitle: \"D\\u00e9j\\u00e0 vu\"\n---\n",
        "+++\ntitle = \"D\\u00e9j\\u00e0 vu\"\n+++\n",
        "{\n \"title\": \"D\\u00e9j\\u00e0 vu\"\n}\n",
    ] {
        assert_eq!(run("post.fr.md", text).len(), 0, "{text}");
    }
    for (text, mended) in [
        ("---\ntitle: 'D\\u00e9j\\u00e0 vu'\n---\n", "---\ntitle: 'Déjà vu'\n---\n"),
        ("+++\ntitle = 'D\\u00e9j\\u00e0 vu'\n+++\n", "+++\ntitle = 'Déjà vu'\n+++\n"),
        // What the format makes of these is mojibake.
        ("+++\ntitle = \"D\\u00c3\\u00a9tail\"\n+++\n", "+++\ntitle = \"DÃ©tail\"\n+++\n"),
    ] {
        assert_eq!(fixed("post.fr.md", text), mended);
    }
}

#[test]
fn text_that_is_quoted_printable_as_a_whole_is_only_shown() {
    let found = run("post.fr.md", "La soci=\n=C3=A9t=C3=A9 est l=C3=A0 et\nl=C3=A0.\n");
    let offered: Vec<_> = found.iter().map(|f| f.fix.as_ref().unwrap().applicability).collect();
    assert_eq!(offered, [Applicability::Display, Applicability::Display, Applicability::Unsafe]);
}
