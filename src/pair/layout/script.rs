//! JavaScript, TypeScript and Python configuration files, read without running them: comments are
//! dropped, and the literal that follows a key is cut out by its brackets.

/// `text` with its comments replaced by spaces; strings are left alone.
#[must_use]
pub fn without_comments(text: &str, python: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut quote = None;
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                out.push(c);
                out.extend(chars.next());
            }
            (Some(q), _) => {
                // A string that is never closed ends with its line, except a template.
                if c == q || (c == '\n' && q != '`') {
                    quote = None;
                }
                out.push(c);
            }
            (None, '"' | '\'' | '`') => {
                quote = Some(c);
                out.push(c);
            }
            (None, '#') if python => skip_line(&mut chars, &mut out),
            (None, '/') if !python && chars.peek() == Some(&'/') => skip_line(&mut chars, &mut out),
            (None, '/') if !python && chars.peek() == Some(&'*') => {
                let mut last = ' ';
                chars.next();
                for c in chars.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
                out.push(' ');
            }
            _ => out.push(c),
        }
    }
    out
}

fn skip_line(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    for c in chars.by_ref() {
        if c == '\n' {
            break;
        }
    }
    out.push('\n');
}

/// The literal after the first `key:` or `key =`: a quoted string's content, or a bracketed group
/// with its brackets.
#[must_use]
pub fn literal<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let (mut from, mut unclosed) = (0, 0);
    while let Some(at) = text.get(from..)?.find(key) {
        let start = from + at;
        from = start + key.len();
        let before = text.get(..start)?.chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
            continue;
        }
        let rest = text.get(from..)?.trim_start_matches(['"', '\'']).trim_start();
        let Some(rest) = rest.strip_prefix([':', '=']).map(str::trim_start) else { continue };
        if let Some(found) = value(rest) {
            return Some(found);
        }
        // A group that never closes was read to the end of the file.
        unclosed += usize::from(rest.starts_with(OPENING));
        if unclosed == BROKEN {
            return None;
        }
    }
    None
}

/// What opens a bracketed group.
const OPENING: [char; 3] = ['[', '{', '('];

/// A file in which so many groups under one key never close is no configuration.
const BROKEN: usize = 16;

/// The literal at the start of `text`.
fn value(text: &str) -> Option<&str> {
    let open = text.chars().next()?;
    match open {
        '"' | '\'' | '`' => text.get(1..)?.split(open).next(),
        '[' | '{' | '(' => text.get(..balanced(text)?),
        _ => None,
    }
}

/// The length of the bracketed group that `text` starts with.
fn balanced(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '[' | '{' | '(') => depth += 1,
            (None, ']' | '}' | ')') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

/// The first object literal in `text`, with its brackets.
#[must_use]
pub fn first_object(text: &str) -> Option<&str> {
    text.get(text.find('{')?..).and_then(value)
}

/// The strings of an array literal, at its first level.
#[must_use]
pub fn strings(array: &str) -> Vec<String> {
    members(array)
        .into_iter()
        .filter_map(|m| value(m.trim()).filter(|_| quoted(m)).map(str::to_owned))
        .collect()
}

fn quoted(text: &str) -> bool {
    text.trim_start().starts_with(['"', '\'', '`'])
}

/// The keys of an object literal and the text of their values.
#[must_use]
pub fn entries(object: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for member in members(object) {
        let member = member.trim();
        let (key, rest) = if quoted(member) {
            let Some(key) = value(member) else { continue };
            (key, member.get(key.len() + 2..).unwrap_or(""))
        } else {
            let end =
                member.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(member.len());
            member.split_at(end)
        };
        if let Some(rest) = rest.trim_start().strip_prefix(':') {
            out.push((key.to_owned(), rest.trim().to_owned()));
        }
    }
    out
}

/// The members of a bracketed group, split at its own commas.
fn members(group: &str) -> Vec<&str> {
    let inner = group.get(1..group.len().saturating_sub(1)).unwrap_or("");
    let (mut out, mut depth, mut quote, mut start) = (Vec::new(), 0usize, None, 0);
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '[' | '{' | '(') => depth += 1,
            (None, ']' | '}' | ')') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                out.extend(inner.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    out.extend(inner.get(start..).filter(|m| !m.trim().is_empty()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_cut_out_by_their_brackets() {
        let js = without_comments(
            "// i18n: no\nexport default { url: 'https://x', i18n: { defaultLocale: \"en\", /* x */ locales: ['en', `fr`], } }",
            false,
        );
        let i18n = literal(&js, "i18n").expect("i18n");
        assert_eq!(literal(i18n, "defaultLocale"), Some("en"));
        assert_eq!(strings(literal(i18n, "locales").expect("locales")), ["en", "fr"]);
    }

    #[test]
    fn objects_give_their_keys() {
        let e = entries("{ root: { lang: 'en', x: [1, 2] }, '/fr/': { label: 'Français' } }");
        assert_eq!(e.iter().map(|(k, _)| k.as_str()).collect::<Vec<_>>(), ["root", "/fr/"]);
        assert_eq!(literal(&e[0].1, "lang"), Some("en"));
    }

    #[test]
    fn groups_that_never_close_are_not_read_to_the_end_each() {
        let text = "locales: [ ".repeat(30_000);
        assert_eq!(literal(&text, "locales"), None);
        assert_eq!(literal("locales: [ a\nlocales: 'en'", "locales"), Some("en"));
    }

    #[test]
    fn nothing_panics_on_halves() {
        for text in ["i18n: {", "i18n: \"", "locales: [", "é: [é", "x:", "{", ""] {
            let _ = (literal(text, "i18n"), entries(text), strings(text), without_comments(text, true));
        }
    }
}
