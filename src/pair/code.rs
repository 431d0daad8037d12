//! Code compared without what translators rightly change: comments, strings and names.

use super::lexicon::Lexicon;
use super::words::{Endings, stem_of};
use crate::language::identify;

/// Languages whose code is compared, with the marks of their comments.
#[must_use]
pub fn comment_marks(language: &str) -> Option<&'static [&'static str]> {
    Some(match language.to_ascii_lowercase().as_str() {
        "js" | "javascript" | "ts" | "typescript" | "java" | "c" | "cpp" | "c++" | "cs" | "csharp" | "go"
        | "rust" | "rs" | "swift" | "kotlin" | "scala" | "dart" | "json" | "json5" | "jsonc" | "php" => {
            &["//"]
        }
        "py" | "python" | "rb" | "ruby" | "sh" | "bash" | "shell" | "zsh" | "yaml" | "yml" | "toml" | "r"
        | "perl" | "dockerfile" | "makefile" => &["#"],
        "sql" | "lua" | "haskell" | "hs" => &["--"],
        _ => return None,
    })
}

/// The tokens of each line of `code` without comments and strings: words, numbers and signs.
/// Lines without tokens are left out; each comes with its number, from 0.
#[must_use]
pub fn tokens(code: &str, marks: &[&str]) -> Vec<(usize, Vec<String>)> {
    let mut out = Vec::new();
    let mut block = false;
    let mut long: Option<&str> = None;
    for (number, line) in code.lines().enumerate() {
        let list = line_tokens(line, marks, &mut block, &mut long);
        if !list.is_empty() {
            out.push((number, list));
        }
    }
    out
}

fn line_tokens(line: &str, marks: &[&str], block: &mut bool, long: &mut Option<&'static str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = line.trim();
    while let Some(c) = rest.chars().next() {
        if let Some(mark) = long {
            // Inside a string of several lines.
            match rest.split_once(*mark) {
                Some((_, after)) => rest = after,
                None => return out,
            }
            *long = None;
            continue;
        }
        if *block {
            let Some((_, after)) = rest.split_once("*/") else { return out };
            rest = after;
            *block = false;
            continue;
        }
        if marks.iter().any(|m| rest.starts_with(m)) {
            return out;
        }
        if marks.contains(&"//") && rest.starts_with("/*") {
            *block = true;
            rest = rest.get(2..).unwrap_or("");
            continue;
        }
        if let Some(mark) = ["\"\"\"", "'''", "`"].into_iter().find(|m| rest.starts_with(m)) {
            out.push(TEXT.to_owned());
            *long = Some(mark);
            rest = rest.get(mark.len()..).unwrap_or("");
            continue;
        }
        let length = token(rest, c);
        let text = rest.get(..length).unwrap_or("");
        if matches!(c, '"' | '\'') {
            out.push(TEXT.to_owned());
        } else if c == '<' && length > 1 {
            out.push("<>".to_owned());
        } else if !c.is_whitespace() {
            out.push(text.to_owned());
        }
        rest = rest.get(length.max(1)..).unwrap_or("");
    }
    out
}

/// Length of the token at the start of `rest`.
fn token(rest: &str, first: char) -> usize {
    if matches!(first, '"' | '\'') {
        let mut escaped = false;
        for (at, c) in rest.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                // A quote before a letter is an apostrophe in text.
                _ if c == first => {
                    let end = at + c.len_utf8();
                    let next = rest.get(end..).and_then(|r| r.chars().next());
                    if !(c == '\'' && next.is_some_and(char::is_alphabetic)) {
                        return end;
                    }
                }
                _ => {}
            }
        }
        return rest.len();
    }
    if first == '<' {
        // `<your-name>` stands for something, in whatever words.
        let inner = rest.get(1..).and_then(|r| r.split_once('>')).map_or("", |p| p.0);
        let words =
            inner.contains(['-', ' ', '_']) && inner.chars().all(|c| c.is_alphabetic() || "-_ ".contains(c));
        return if words { inner.len() + 2 } else { 1 };
    }
    if first.is_alphanumeric() || first == '_' {
        let mut last = first;
        let ends = |(at, c): (usize, char)| {
            let next = rest.get(at + c.len_utf8()..).and_then(|r| r.chars().next());
            // `your-name` is one name; `a - b` and `a--` are none.
            let hyphen = c == '-' && last.is_alphabetic() && next.is_some_and(char::is_alphabetic);
            last = c;
            (!(c.is_alphanumeric() || c == '_' || c == '.' || hyphen)).then_some(at)
        };
        return rest.char_indices().find_map(ends).unwrap_or(rest.len());
    }
    first.len_utf8()
}

/// Whether tokens that stand for others only say the same in the other language: names, placeholders,
/// output for people. `english` says that the first ones are in English, the second in French.
#[must_use]
pub fn translated(from: &[&str], to: &[&str], english: bool) -> bool {
    let (a, b) = (parts(from), parts(to));
    if a.is_empty() && b.is_empty() {
        // The comma after a last item is a matter of taste, and text for people is as long as it is.
        return from.iter().chain(to).all(|t| matches!(*t, "," | ";" | "." | TEXT));
    }
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let accented = |list: &[String]| list.iter().any(|w| !w.is_ascii());
    if accented(&a) != accented(&b) {
        return true;
    }
    let (en, fr) = if english { (&a, &b) } else { (&b, &a) };
    let lexicon = Lexicon::shipped();
    let known = |e: &String, f: &String| {
        let (e, f) = (stem_of(e, Endings::English)?, stem_of(f, Endings::French)?);
        (e != f && lexicon.translates(e, f)).then_some(())
    };
    let told = en.iter().any(|e| fr.iter().any(|f| e != f && known(e, f).is_some()));
    told || (identify(&fr.join(" ")).odds >= TELLING && identify(&en.join(" ")).odds <= -TELLING)
}

/// Whether two lines of code are one line with its words in the other language: what only one of them
/// has are words that translate each other one by one, or both are running text of their language.
#[must_use]
pub fn line_translated(from: &[&str], to: &[&str], english: bool) -> bool {
    let signs = |list: &[&str]| {
        let mut signs: Vec<String> = list
            .iter()
            .map(|t| t.chars().filter(|c| !c.is_alphabetic() && !",;.'’!".contains(*c)).collect())
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
    let lexicon = Lexicon::shipped();
    let known = |e: &String, f: &String| {
        let stems = stem_of(e, Endings::English).zip(stem_of(f, Endings::French));
        stems.is_some_and(|(e, f)| e != f && lexicon.translates(e, f))
    };
    let each = a.len() == b.len() && b.iter().all(|f| a.iter().any(|e| known(e, f)));
    let (en, fr) = if english { (whole_a, whole_b) } else { (whole_b, whole_a) };
    let text =
        |line: &str, sign: f64| line.split(' ').count() >= 4 && identify(line).odds * sign >= 2.0 * TELLING;
    (each && !b.is_empty()) || (text(&fr, 1.0) && text(&en, -1.0))
}

/// The identifiers that a block of code declares: a reader may call them what they like.
#[must_use]
pub fn declared<'t>(tokens: &[&'t str]) -> Vec<&'t str> {
    const MARKS: &[&str] = &["const", "let", "var", "def", "fn", "function", "class", "type", "interface"];
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs.filter(|(mark, _)| MARKS.contains(mark)).map(|(_, name)| *name).collect()
}

/// What stands for a string: text for people.
const TEXT: &str = "\"\"";

/// How plainly names have to be in their languages, in nats.
const TELLING: f64 = 1.5;

/// The words that names are made of: `monChargeur` is `mon` and `chargeur`.
fn parts(tokens: &[&str]) -> Vec<String> {
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
        ] {
            assert!(!translated(en, fr, true), "{en:?} {fr:?}");
        }
    }

    #[test]
    fn lines_may_be_translated_as_a_whole() {
        let line = |text: &str| -> Vec<String> { plain(text, &["#"]) };
        let translated = |en: &str, fr: &str| {
            let (a, b) = (line(en), line(fr));
            let (a, b): (Vec<&str>, Vec<&str>) =
                (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
            line_translated(&a, &b, true)
        };
        let name = "- name: Water the beans and open the garden";
        assert!(translated(name, "- name: Arroser les haricots et ouvrir le jardin"));
        assert!(translated("src/pages/test%25file.html", "src/pages/fichier%25test.html"));
        assert!(!translated("listen(8080, garden)", "listen(3000, jardin)"));
        assert!(!translated("model.train(data)", "model.fit(data)"));
    }

    #[test]
    fn declared_names_are_known() {
        let tokens = ["const", "cats", "=", "load", "(", "let", "dogs"];
        assert_eq!(declared(&tokens), ["cats", "dogs"]);
    }

    fn plain(code: &str, marks: &[&str]) -> Vec<String> {
        tokens(code, marks).into_iter().flat_map(|l| l.1).collect()
    }

    #[test]
    fn comments_and_strings_do_not_count() {
        let en = "let x = \"hello\"; // greet\n/* two\nlines */ run(3)\n";
        let fr = "let x = \"bonjour\"; // saluer\nrun(3) /* deux */\n";
        assert_eq!(plain(en, &["//"]), plain(fr, &["//"]));
        assert_ne!(plain("run(3)", &["//"]), plain("run(4)", &["//"]));
        assert_eq!(plain("x = 1  # un", &["#"]), plain("x = 1", &["#"]));
        assert_eq!(plain("'[CLS] la clé de l'atelier'", &["#"]), ["\"\""]);
    }

    #[test]
    fn placeholders_are_one_and_compounds_are_whole() {
        assert_eq!(plain("run <your-name> -p", &["#"]), plain("run <votre-nom-à-vous> -p", &["#"]));
        assert_eq!(plain("mkdir my-astro-project", &["#"]), ["mkdir", "my-astro-project"]);
        assert_eq!(plain("a - b--", &[]), ["a", "-", "b", "-", "-"]);
        assert_ne!(plain("if a<b", &[]), plain("if a<c", &[]));
    }

    #[test]
    fn halves_do_no_harm() {
        for code in ["\"", "'é", "/*", "\"\"\"\nx", "`", "é🙂"] {
            let _ = plain(code, &["//"]);
        }
    }
}
