//! What of code a translator rightly puts into the other language.

use super::TEXT;
use crate::language::identify;
use crate::pair::lexicon::Lexicon;
use crate::pair::words::{Endings, stem_of};

/// Whether tokens that stand for others only say the same in the other language: names, placeholders,
/// output for people. `english` says that the first ones are in English, the second in French.
#[must_use]
pub(super) fn translated(from: &[&str], to: &[&str], english: bool) -> bool {
    let (a, b) = (parts(from), parts(to));
    if a.is_empty() && b.is_empty() {
        // The comma after a last item is a matter of taste, and text for people is as long as it is; but
        // a text on one side only is an argument that the other lacks.
        let text = |list: &[&str]| list.contains(&TEXT);
        return text(from) == text(to) && from.iter().chain(to).all(|t| matches!(*t, "," | ";" | "." | TEXT));
    }
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let accented = |list: &[String]| list.iter().any(|w| !w.is_ascii());
    if accented(&a) != accented(&b) {
        return true;
    }
    let (en, fr) = if english { (&a, &b) } else { (&b, &a) };
    let told = en.iter().any(|e| fr.iter().any(|f| e != f && known(e, f)));
    told || (identify(&fr.join(" ")).odds >= TELLING && identify(&en.join(" ")).odds <= -TELLING)
}

/// Whether the lexicon translates one word into the other, and not only as the same word.
fn known(english: &str, french: &str) -> bool {
    let stems = stem_of(english, Endings::English).zip(stem_of(french, Endings::French));
    stems.is_some_and(|(e, f)| e != f && Lexicon::shipped().translates(e, f))
}

/// Whether two lines of code are one line with its words in the other language: what only one of them
/// has are words that translate each other one by one, or both are running text of their language.
#[must_use]
pub(super) fn line_translated(from: &[&str], to: &[&str], english: bool) -> bool {
    let signs = |list: &[&str]| {
        let mut signs: Vec<String> = list
            .iter()
            .map(|t| {
                // A point inside a number is part of it.
                let marks = if t.contains(|c: char| c.is_ascii_digit()) { ",;'’!" } else { ",;.'’!" };
                t.chars().filter(|c| !c.is_alphabetic() && !marks.contains(*c)).collect()
            })
            .collect();
        signs.retain(|s: &String| !s.is_empty());
        signs.sort();
        signs
    };
    if signs(from) != signs(to) {
        return false;
    }
    let (mut a, mut b) = (parts(from), parts(to));
    let (whole_a, whole_b) = (a.join(" "), b.join(" "));
    a.retain(|w| match b.iter().position(|o| o == w) {
        Some(at) => {
            b.remove(at);
            false
        }
        None => true,
    });
    if !english {
        std::mem::swap(&mut a, &mut b);
    }
    let each = a.len() == b.len() && b.iter().all(|f| a.iter().any(|e| known(e, f)));
    let (en, fr) = if english { (whole_a, whole_b) } else { (whole_b, whole_a) };
    let text =
        |line: &str, sign: f64| line.split(' ').count() >= 4 && identify(line).odds * sign >= 2.0 * TELLING;
    // A French word of grammar that the original lacks is nothing but text.
    let spoken = !a.is_empty() && b.iter().any(|w| GRAMMAR.contains(&w.as_str()));
    spoken || (each && !b.is_empty()) || (text(&fr, 1.0) && text(&en, -1.0))
}

/// The identifiers that a block of code declares: a reader may call them what they like.
#[must_use]
pub(super) fn declared<'t>(tokens: &[&'t str]) -> Vec<&'t str> {
    const MARKS: &[&str] = &["const", "let", "var", "def", "fn", "function", "class", "type", "interface"];
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs.filter(|(mark, _)| MARKS.contains(mark)).map(|(_, name)| *name).collect()
}

/// French words that no program calls anything.
const GRAMMAR: &[&str] =
    &["des", "de", "du", "la", "le", "les", "une", "et", "pour", "dans", "avec", "sur", "aux"];

/// How plainly names have to be in their languages, in nats.
const TELLING: f64 = 1.5;

/// The words that names are made of: `monChargeur` is `mon` and `chargeur`.
pub(super) fn parts(tokens: &[&str]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for token in tokens {
        let mut open = false;
        for c in token.chars() {
            if !c.is_alphabetic() {
                open = false;
                continue;
            }
            match out.last_mut().filter(|_| open && !c.is_uppercase()) {
                Some(word) => word.push(c),
                None => out.push(c.to_lowercase().collect()),
            }
            open = true;
        }
    }
    out.retain(|w| w.chars().nth(1).is_some());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pair::code::tokens;

    #[test]
    fn names_may_be_translated_and_other_names_are_other_names() {
        for (en, fr) in [
            (&["dogs"][..], &["chiens"][..]),
            (&["myLoader"], &["monChargeur"]),
            (&["database", "-", "name"], &["nom", "-", "base", "-", "de", "-", "données"]),
            (&["Created"], &["Créé"]),
            (&[","], &[]),
            (&["\"\"", ","], &["\"\""]),
        ] {
            assert!(translated(en, fr, true), "{en:?} {fr:?}");
            assert!(translated(fr, en, false), "{en:?} {fr:?}");
        }
        for (en, fr) in [
            (&["adapterFeatures"][..], &["supportedFeatures"][..]),
            (&["tokenized_datasets"], &["tokenized_dataset"]),
            (&["max_length"], &["max_target_length"]),
            (&["8080"], &["3000"]),
            (&["run"], &[]),
            (&[",", "\"\""], &[]),
            (&["\"\""], &[","]),
        ] {
            assert!(!translated(en, fr, true), "{en:?} {fr:?}");
        }
    }

    #[test]
    fn lines_may_be_translated_as_a_whole() {
        let line =
            |text: &str| -> Vec<String> { tokens(text, &["#"]).into_iter().flat_map(|l| l.1).collect() };
        let translated = |en: &str, fr: &str| {
            let (a, b) = (line(en), line(fr));
            let (a, b): (Vec<&str>, Vec<&str>) =
                (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
            line_translated(&a, &b, true)
        };
        let name = "- name: Water the beans and open the garden";
        assert!(translated(name, "- name: Arroser les haricots et ouvrir le jardin"));
        assert!(translated("- name: Install beans", "- name: Installation des haricots"));
        assert!(translated("src/pages/test%25file.html", "src/pages/fichier%25test.html"));
        assert!(!translated("listen(8080, garden)", "listen(3000, jardin)"));
        assert!(!translated("model.train(data)", "model.fit(data)"));
        assert!(!translated("wait 1.5 garden", "wait 15 jardin"));
    }

    #[test]
    fn declared_names_are_known() {
        let tokens = ["const", "cats", "=", "load", "(", "let", "dogs"];
        assert_eq!(declared(&tokens), ["cats", "dogs"]);
    }
}
