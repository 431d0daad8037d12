//! Code compared without what translators rightly change: comments, strings and names.

mod difference;
mod lines;
mod translated;

pub use difference::{Placed, difference, strangers, torn};
pub use lines::lone_change;

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
        let length = token(rest, c, marks);
        let text = rest.get(..length).unwrap_or("");
        if matches!(c, '"' | '\'') {
            out.push(TEXT.to_owned());
        } else if matches!(c, '<' | '[') && length > 1 {
            out.push("<>".to_owned());
        } else if !c.is_whitespace() {
            out.push(text.to_owned());
        }
        rest = rest.get(length.max(1)..).unwrap_or("");
    }
    out
}

/// Length of the token at the start of `rest`.
fn token(rest: &str, first: char, marks: &[&str]) -> usize {
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
    if first == '[' {
        // So does `[...options]` in the synopsis of a command; in programs `...` stands before a name.
        let inner = rest.strip_prefix("[...").and_then(|r| r.split_once(']')).map_or("", |p| p.0);
        let word = !inner.is_empty() && inner.chars().all(|c| c.is_alphabetic() || c == '-');
        return if word && !marks.contains(&"//") { inner.len() + 5 } else { 1 };
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

/// What stands for a string: text for people.
const TEXT: &str = "\"\"";

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(plain("run [...flags]", &["#"]), plain("run [...options]", &["#"]));
        assert_ne!(plain("[...cats]", &["//"]), plain("[...dogs]", &["//"]));
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
