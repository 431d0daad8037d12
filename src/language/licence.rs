//! Licences: their wording is law, and stays in the language it was written in.

use crate::document::{BlockKind, Document};
use crate::span::Span;

/// Words of a heading that names the licence below it, in lower case.
const HEADINGS: &[&str] = &["license", "licence", "licenses", "licences", "licensing"];
/// What the names of licences are made of, in lower case.
const FAMILIES: &[&str] = &[
    "gnu",
    "gpl",
    "lgpl",
    "agpl",
    "gfdl",
    "fdl",
    "general",
    "public",
    "documentation",
    "mit",
    "apache",
    "bsd",
    "isc",
    "mozilla",
    "mpl",
    "eclipse",
    "boost",
    "zlib",
    "openssl",
    "creative",
    "commons",
    "cecill",
    "unlicense",
    "copyleft",
    "wtfpl",
    "ofl",
    "eupl",
    "gpl-2",
    "gpl-3",
    "bsd-3",
    "x11",
];
/// Longest heading, in words, that is a licence's name rather than a sentence on licences.
const NAME: usize = 8;

/// What a licence does, in lower case: it permits, forbids, disclaims.
const ACTS: &[&str] = &[
    "this license",
    "this licence",
    "all rights reserved",
    "without any warranty",
    "without warrant",
    "implied warrant",
    "no warrant",
    "merchantability",
    "fitness for a particular",
    "permission is hereby",
    "permission is granted",
    "hereby grant",
    "redistribut",
    "sublicense",
    "copy, modify",
    "under the terms",
    "“as is”",
    "\"as is\"",
    "be liable",
    "legally state",
    "should have received",
    "présente licence",
    "sans aucune garantie",
    "garantie implicite",
    "selon les termes",
    "tous droits réservés",
    "redistribu",
    "aucune responsabilité",
];

/// What a licence speaks of. One of these beside an act, or two acts, are no accident.
const SUBJECTS: &[&str] = &[
    "public license",
    "documentation license",
    "apache license",
    "mit license",
    "bsd license",
    "free software foundation",
    "copyright holder",
    "copyright notice",
    "copyright (c)",
    "permission notice",
    "warranties",
    "warranty of",
    "licensor",
    "licence publique",
    "licence apache",
    "licence mit",
    "titulaire des droits",
    "avis de copyright",
];

/// The sections of `document` that hold a licence, by their headings, in order of position; the whole text when
/// its title names one.
#[must_use]
pub fn sections(document: &Document) -> Vec<Span> {
    let text = |block: usize| document.blocks.get(block).map(|b| b.span);
    let titled = |b: &&crate::document::Block| b.kind == BlockKind::FrontMatter;
    if document.blocks.iter().take_while(titled).any(|b| names_a_licence(b.span.of(&document.text))) {
        return vec![Span::new(0, document.text.len())];
    }
    let mut found: Vec<Span> = Vec::new();
    for (at, heading) in document.headings.iter().enumerate() {
        let Some(span) = text(heading.block) else { continue };
        let known = found.last().is_some_and(|f| f.end > span.start);
        if known || !names_a_licence(span.of(&document.text)) {
            continue;
        }
        let next = document.headings.iter().skip(at + 1).find(|h| h.level <= heading.level);
        let end = next.and_then(|h| text(h.block)).map_or(document.text.len(), |s| s.start);
        found.push(Span::new(span.start, end));
    }
    found
}

/// Whether a title is the name of a licence, or just `License`.
fn names_a_licence(title: &str) -> bool {
    if title.len() > 120 {
        return false;
    }
    let title = title.to_lowercase();
    let words = || {
        title.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| w.chars().any(char::is_alphabetic))
    };
    let count = words().filter(|w| w.chars().count() > 1).count();
    let licence = words().any(|w| HEADINGS.contains(&w));
    licence && (count == 1 || (count <= NAME && words().any(|w| FAMILIES.contains(&w))))
}

/// Whether a text is the wording of a licence or a notice of one.
#[must_use]
pub fn wording(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = |phrases: &[&str]| phrases.iter().filter(|p| text.contains(**p)).take(2).count();
    let acts = count(ACTS);
    acts > 0 && acts + count(SUBJECTS) >= 2
}

#[cfg(test)]
mod tests {
    use super::{names_a_licence, sections, wording};
    use crate::document::{Document, Kind};

    #[test]
    fn headings_name_licences() {
        for yes in
            ["License", "Licence", "B. GNU Free Documentation License", "MIT License", "Licence Apache 2.0"]
        {
            assert!(names_a_licence(yes), "{yes}");
        }
        for no in [
            "Choosing a license",
            "Why we left the public cloud",
            "Public transport",
            "Driving licence and insurance",
        ] {
            assert!(!names_a_licence(no), "{no}");
        }
    }

    #[test]
    fn a_section_ends_where_its_sisters_begin() {
        let text = "# Outil\n\nDu texte.\n\n## MIT License\n\nAnyone may use it.\n\n### Notes\n\nMore.\n\n## Suite\n\nDu texte.\n";
        let document = Document::parse(text.to_owned(), Kind::Markdown);
        let found: Vec<&str> = sections(&document).iter().map(|s| s.of(text)).collect();
        assert_eq!(found.len(), 1);
        assert!(
            found[0].contains("Anyone") && found[0].contains("More") && !found[0].contains("Suite"),
            "{found:?}"
        );
    }

    #[test]
    fn legal_wording_is_told_from_talk_of_licences() {
        assert!(wording(
            "You may redistribute this tool and change it under the\nterms of the GNU General Public License."
        ));
        assert!(wording("Nobody shall be liable for what it breaks; there are no warranties."));
        assert!(!wording("We chose the Apache license because our friends did."));
        assert!(!wording("Name the copyright holder and the license, the GNU General Public License say."));
        assert!(!wording("The warranty of the bicycle ran out last year."));
    }
}
