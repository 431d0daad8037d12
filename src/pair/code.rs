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
            out.push("\"\"".to_owned());
            *long = Some(mark);
            rest = rest.get(mark.len()..).unwrap_or("");
            continue;
        }
        let length = token(rest, c);
        let text = rest.get(..length).unwrap_or("");
        if matches!(c, '"' | '\'') {
            out.push("\"\"".to_owned());
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
                _ if c == first => return at + c.len_utf8(),
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
        // The comma after a last item is a matter of taste.
        return from.iter().chain(to).all(|t| matches!(*t, "," | ";"));
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
