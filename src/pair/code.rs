//! Code compared without what translators rightly change: comments and strings.

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
    if first.is_alphanumeric() || first == '_' {
        return rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
    }
    first.len_utf8()
}

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
    }

    #[test]
    fn halves_do_no_harm() {
        for code in ["\"", "'é", "/*", "\"\"\"\nx", "`", "é🙂"] {
            let _ = plain(code, &["//"]);
        }
    }
}
