//! Where French sets an `à`, a word of its own of which hardly anything is left when it is damaged: `Ã `.

use super::plausible::has_small;
use super::words;
use crate::span::Span;

/// Words before a letter that is spoken of: `le caractère Ã est rare`.
const NAMES: [&str; 12] = [
    "caractère",
    "caractères",
    "lettre",
    "lettres",
    "voyelle",
    "voyelles",
    "symbole",
    "signe",
    "character",
    "characters",
    "letter",
    "letters",
];

/// Bytes on either side of a letter that tell the language it stands in.
const NEAR: usize = 400;

/// Words that follow no `à`.
const NOT_AFTER: [&str; 13] =
    ["est", "était", "sont", "dans", "et", "ou", "en", "sur", "pour", "par", "avec", "au", "aux"];

/// Whether a word beside `span` often stands beside an `à` in French, behind it or before it, or it stands
/// between the words of a line that is neither English nor German: nothing else tells the `Ã` of `Das Ã gibt es`
/// from damage.
pub fn fits(text: &str, span: Span) -> bool {
    let place = Place::of(text, span);
    if ["qu'", "qu’"].iter().any(|q| place.opened.ends_with(q)) {
        return true;
    }
    if place.is_named() || place.is_inside_a_compound() {
        return !place.is_named();
    }
    // What joins the members of a list joins letters, too; and some words say that a letter comes.
    let joins = ["et", "ou"].contains(&place.before.as_str());
    // What is near tells as much as a whole line, which may be a whole file.
    let near = span.widened(text, NEAR);
    let line = Span::new(near.start.max(place.line.start), near.end.min(place.line.end)).of(text);
    // No language has an `ã` for a word that is a capital inside a line of small letters; in a line of English or
    // German a letter is spoken of, unless what French lent them follows: `à la carte`.
    let foreign = words::is_german(line)
        || (words::leans_german(line) || words::leans_english(line)) && !words::leans_romance(line);
    let lent = || !foreign || ["la", "propos", "gogo"].contains(&place.after.as_str());
    // Letters set apart are no words: `C O N C L U S Ã O`.
    let beside = || {
        !joins && !place.is_behind_a_letter() && words::rank(&format!("{} à", place.before)).is_some()
            || !NOT_AFTER.contains(&place.after.as_str())
                && !place.is_before_a_letter()
                && words::rank(&format!("à {}", place.after)).is_some()
    };
    let roman = || !joins && !foreign && (has_small(line) || words::leans_french(line));
    place.is_amid() && roman() || lent() && beside()
}

/// Whether the letter at `span` goes on between two words, or a word and code, and no word says that a letter
/// comes: what an `à` does in French.
pub fn is_amid(text: &str, span: Span) -> bool {
    let place = Place::of(text, span);
    !place.is_named() && !["et", "ou"].contains(&place.before.as_str()) && place.is_amid()
}

/// Whether no `à` stands at `span`: where a letter or sign is spoken of, before a word that joins or a verb,
/// where a line begins small, and where a capital would come into a sentence.
pub fn is_barred(text: &str, span: Span) -> bool {
    let place = Place::of(text, span);
    let inside = place.opened.ends_with(char::is_lowercase) && place.after != "propos";
    // `le signe à utiliser`
    let named = place.is_named() && words::rank(&format!("à {}", place.after)).is_none();
    named
        || place.opened.is_empty() && span.of(text) == "à"
        || ["et", "ou", "est", "sont", "dans", "sur", "pour", "avec"].contains(&place.after.as_str())
        || span.of(text) == "À" && inside
}

/// What stands beside a letter.
struct Place<'a> {
    line: Span,
    /// The words beside it, in lower case.
    before: String,
    after: String,
    /// The line before it and behind it, without the spaces between.
    opened: &'a str,
    goes_on: &'a str,
}

impl<'a> Place<'a> {
    fn of(text: &'a str, span: Span) -> Self {
        let letter = |c: char| c.is_alphabetic();
        let line = span.line_around(text);
        let opened = Span::new(line.start, span.start).of(text).trim_end_matches([' ', '\u{a0}']);
        let goes_on = Span::new(span.end, line.end).of(text).trim_start_matches([' ', '\u{a0}']);
        let before = opened.rsplit(|c| !letter(c)).next().unwrap_or("").to_lowercase();
        let after = goes_on.split(|c| !letter(c)).next().unwrap_or("").to_lowercase();
        Self { line, before, after, opened, goes_on }
    }

    /// Whether a lone capital stands before it, behind it.
    fn is_behind_a_letter(&self) -> bool {
        self.before.chars().nth(1).is_none() && self.opened.ends_with(char::is_uppercase)
    }

    fn is_before_a_letter(&self) -> bool {
        self.after.chars().nth(1).is_none() && self.goes_on.starts_with(char::is_uppercase)
    }

    fn is_named(&self) -> bool {
        NAMES.contains(&self.before.as_str())
    }

    /// `c’est-à-dire`.
    fn is_inside_a_compound(&self) -> bool {
        let linked = self
            .opened
            .strip_suffix('-')
            .is_some_and(|t| t.ends_with(|c: char| c.is_alphabetic() || c == '.'));
        linked && self.goes_on.strip_prefix('-').is_some_and(|t| t.starts_with(char::is_alphabetic))
    }

    fn is_amid(&self) -> bool {
        let opened = self.opened;
        // A parenthesis inside a sentence opens with no capital.
        let inside = opened.strip_suffix('(').is_some_and(|t| t.trim_end().ends_with(char::is_alphanumeric));
        (inside
            || !opened.is_empty()
                && !opened.ends_with(|c: char| c.is_ascii_punctuation() && !"`)]*_".contains(c)))
            && self.goes_on.starts_with(|c: char| c.is_alphanumeric() || "`[*_".contains(c))
            && !NOT_AFTER.contains(&self.after.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use crate::fix::{self, Applicability, Edit};

    #[test]
    fn an_a_goes_on_between_the_words_of_a_french_line() {
        for damaged in [
            "##### Ajouter un capteur Ã Raspberry",
            "C'est-Ã -dire demain",
            "Qui donc serait venue en 1931 Ã Douarnenez ?",
            "Le car part Ã  6h00, puis Ã  7h00.",
            "Le bouton vert (Ã gauche) ouvre le menu.",
            "## Qgis Ã Kartix",
            "collez la balise Ã `src/fond.html`",
        ] {
            let found = scan(damaged);
            assert!(
                !found.is_empty() && found.iter().all(|r| r.applicability == Applicability::Safe),
                "{damaged}"
            );
        }
        for clean in [
            "Le signe Ã vient ensuite",
            "- Ã est une lettre",
            "Das Ã gibt es bei uns nicht.",
            "The Ã sound",
            "D I R E Ç Ã O",
        ] {
            assert!(scan(clean).is_empty(), "{clean}");
        }
    }

    #[test]
    fn a_compound_takes_the_space_in() {
        let read = |found: &str| {
            let repairs = scan(found).into_iter();
            let edits: Vec<Edit> =
                repairs.map(|r| Edit::new(r.span, r.reading.unwrap_or_default())).collect();
            fix::apply(found, &edits)
        };
        assert_eq!(read("LÃ -bas, lâ€™Ã©tÃ©"), "Là-bas, l’été");
        assert_eq!(read("Il dit Ã  ðŸš€ que tout va"), "Il dit à 🚀 que tout va");
        assert_eq!(read("Les piÃ¨ces de 1Â Ã Â 4 ici"), "Les pièces de 1\u{a0}à\u{a0}4 ici");
    }
}
