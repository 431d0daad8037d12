//! Small things inside prose: URLs, addresses, emoji codes, formulas, and the markup of fragments.

use super::build::{NO_BLOCK, Token, What};
use super::types::MaskKind;
use super::{dialect, html};
use crate::span::Span;

/// Adds a weak token for each bare URL, e-mail address and emoji code of `text` from `from` on.
pub(super) fn weak(text: &str, from: usize, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut done = from;
    let body = bytes.get(from..).unwrap_or(&[]);
    for i in memchr::memchr3_iter(b':', b'@', b'.', body) {
        let at = from + i;
        if at < done {
            continue;
        }
        let found = match bytes.get(at) {
            Some(b':') if bytes.get(at + 1..at + 3) == Some(b"//") => url(text, done, at),
            Some(b':') => emoji_code(bytes, at),
            Some(b'@') => email(bytes, done, at),
            Some(b'.')
                if at >= from + 3
                    && bytes.get(at - 3..at).is_some_and(|w| w.eq_ignore_ascii_case(b"www")) =>
            {
                www(text, done, at)
            }
            _ => None,
        };
        if let Some((span, kind)) = found
            && text.is_char_boundary(span.start)
            && text.is_char_boundary(span.end)
        {
            done = span.end;
            out.push(Token { span, what: What::Weak(kind), block: NO_BLOCK });
        }
    }
}

/// `scheme://…` around the colon at `at`.
fn url(text: &str, floor: usize, at: usize) -> Option<(Span, MaskKind)> {
    let bytes = text.as_bytes();
    let mut start = at;
    while start > floor
        && bytes.get(start - 1).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'))
    {
        start -= 1;
    }
    let end = url_end(text, at + 3);
    (start < at && end > at + 3).then_some((Span::new(start, end), MaskKind::Url))
}

/// `www.…` around the dot at `at`.
fn www(text: &str, floor: usize, at: usize) -> Option<(Span, MaskKind)> {
    let start = at - 3;
    let before = text.as_bytes().get(start.wrapping_sub(1));
    let end = url_end(text, at + 1);
    let fits = start >= floor && !before.is_some_and(u8::is_ascii_alphanumeric) && end > at + 1;
    fits.then_some((Span::new(start, end), MaskKind::Url))
}

/// Where the URL that runs at `from` ends, without the punctuation of the sentence around it.
fn url_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let stop = |c: char| match c {
        '\0'..='\u{7f}' => {
            c <= ' ' || matches!(c, '<' | '>' | '"' | '`' | '\\' | '|' | '^' | '{' | '}' | '\u{7f}')
        }
        c => c.is_whitespace() || c.is_control() || matches!(c, '«' | '»' | '“' | '”'),
    };
    let mut url = rest.split(stop).next().unwrap_or("");
    while let Some(last) = url.chars().next_back() {
        let unbalanced =
            |open: char, close: char| last == close && url.matches(close).count() > url.matches(open).count();
        let outside = ".,;:!?*_'~…’".contains(last) || unbalanced('(', ')') || unbalanced('[', ']');
        if !outside {
            break;
        }
        url = url.get(..url.len() - last.len_utf8()).unwrap_or("");
    }
    from + url.len()
}

/// `name@host.tld` around the `@` at `at`.
fn email(bytes: &[u8], floor: usize, at: usize) -> Option<(Span, MaskKind)> {
    let mut start = at;
    while start > floor
        && bytes.get(start - 1).is_some_and(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b))
    {
        start -= 1;
    }
    let mut end = at + 1;
    while bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || b".-".contains(b)) {
        end += 1;
    }
    while end > at && bytes.get(end - 1).is_some_and(|b| b".-".contains(b)) {
        end -= 1;
    }
    let host = bytes.get(at + 1..end)?;
    (start < at && host.contains(&b'.')).then_some((Span::new(start, end), MaskKind::Url))
}

/// `:smile:` at the colon at `at`.
fn emoji_code(bytes: &[u8], at: usize) -> Option<(Span, MaskKind)> {
    let before = bytes.get(at.wrapping_sub(1));
    let letters = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-');
    if before.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b':' || *b >= 0x80) {
        return None;
    }
    let name = bytes.get(at + 1..)?.iter().take(40).take_while(|b| letters(b)).count();
    let end = at + 1 + name;
    let named = bytes.get(at + 1).is_some_and(|b| b.is_ascii_lowercase() || matches!(b, b'+' | b'-'));
    let closed = bytes.get(end) == Some(&b':') && !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    (named && name >= 2 && closed).then_some((Span::new(at, end + 1), MaskKind::Template))
}

/// Whether what stands between two dollar signs is a formula, not prices in prose.
pub(super) fn is_formula(content: &str) -> bool {
    let content = content.trim();
    let word = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() > 2 && !w.starts_with('\\');
    let words = content.split_whitespace().filter(|w| word(w)).count();
    content.contains(['\\', '^', '_', '{', '=']) || words == 0 && !content.is_empty()
}

/// Tokens of a short stretch of prose that no Markdown parser reads: attribute values, titles,
/// front matter. Tags, code, link destinations and emphasis marks are told from the words.
pub(super) fn fragment(text: &str, span: Span, block: u32, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut prose = span.start;
    let mut at = span.start;
    let mut searches = 32_u8;
    while let Some(i) =
        bytes.get(at..span.end).and_then(|rest| rest.iter().position(|b| b"<`*_]\\&{".contains(b)))
    {
        at += i;
        let found = marked(text, at, span, &mut searches);
        let Some((end, what)) = found else {
            at += 1;
            continue;
        };
        let end = end.min(span.end);
        out.push(Token { span: Span::new(prose, at), what: What::Prose, block });
        out.push(Token { span: Span::new(at, end), what, block });
        prose = end;
        at = end;
    }
    out.push(Token { span: Span::new(prose, span.end), what: What::Prose, block });
}

/// What begins at byte `at` of a fragment, if it is not prose, and where it ends.
fn marked(text: &str, at: usize, span: Span, searches: &mut u8) -> Option<(usize, What)> {
    let bytes = text.as_bytes();
    let rest = text.get(at..span.end)?;
    let hidden = What::Hidden(MaskKind::Syntax);
    if matches!(bytes.get(at), Some(b'<' | b'`' | b'{')) {
        *searches = searches.checked_sub(1)?;
    }
    match bytes.get(at)? {
        b'<' => {
            let tag =
                html::tag(text.get(..span.end)?, at, false).or_else(|| escaped_tag(text, at, span.end))?;
            // Code is looked for as far as its own end tag; the tag itself hides within it.
            let close = html::is_code(tag.name.of(text)).then(|| rest.find("</")).flatten();
            let end = close.and_then(|i| Some(at + i + rest.get(i..)?.find('>')? + 1));
            Some(
                end.map_or((tag.span.end, What::Hidden(MaskKind::Html)), |e| {
                    (e, What::Object(MaskKind::Code))
                }),
            )
        }
        b'`' => {
            let ticks = rest.bytes().take_while(|b| *b == b'`').count();
            let close = rest.get(ticks..)?.find(rest.get(..ticks)?)?;
            Some((at + 2 * ticks + close, What::Object(MaskKind::Code)))
        }
        b'{' if rest.starts_with("{{") || rest.starts_with("{%") => {
            let close = rest.find("}}").or_else(|| rest.find("%}"))?;
            Some((at + close + 2, What::Object(MaskKind::Template)))
        }
        b']' => {
            let tail = dialect::link_tail(bytes.get(..span.end)?, at)?;
            Some((tail.end, What::Hidden(MaskKind::Url)))
        }
        b'\\' if rest.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation) => Some((at + 1, hidden)),
        b'*' | b'_' => {
            let run = rest.bytes().take_while(|b| Some(b) == bytes.get(at)).count();
            let inside = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
            let before = at > span.start && inside(bytes.get(at - 1));
            let after = at + run < span.end && inside(bytes.get(at + run));
            (run <= 3 && before != after).then_some((at + run, hidden))
        }
        b'&' => {
            let end = rest.bytes().take(12).position(|b| b == b';')?;
            let c = entity(rest.get(..=end)?)?;
            Some((at + end + 1, What::Entity(c)))
        }
        _ => None,
    }
}

/// A tag whose quotes are escaped, as in a string of JavaScript: `<a href=\"…\">`.
fn escaped_tag(text: &str, at: usize, end: usize) -> Option<html::Tag> {
    let rest = text.get(at..end)?;
    let named = rest.as_bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
    let close = rest.find('>')?;
    let length = rest.bytes().skip(1).take_while(u8::is_ascii_alphanumeric).count();
    (named && close < 400).then(|| html::Tag {
        span: Span::new(at, at + close + 1),
        name: Span::new(at + 1, at + 1 + length),
        closing: false,
        self_closing: false,
        attributes: Vec::new(),
    })
}

/// The character that the entity `written` (`&eacute;`, `&#233;`) stands for, if it is just one.
pub(super) fn entity(written: &str) -> Option<char> {
    let mut parser = pulldown_cmark::Parser::new(written);
    let decoded = parser.find_map(|e| match e {
        pulldown_cmark::Event::Text(t) => Some(t),
        _ => None,
    })?;
    let mut chars = decoded.chars();
    let c = chars.next()?;
    (chars.next().is_none() && c != '&' || decoded.len() == 1 && written == "&amp;").then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        weak(text, 0, &mut out);
        out.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn urls_end_before_the_punctuation_of_the_sentence() {
        assert_eq!(found("Voir https://a.b/c_(d)). Puis"), ["https://a.b/c_(d)"]);
        assert_eq!(found("(www.exemple.fr), écrire à moi@exemple.fr."), ["www.exemple.fr", "moi@exemple.fr"]);
        assert_eq!(found("« http://é.fr/à » : à 10:30:45, :tada: et a:b:c"), ["http://é.fr/à", ":tada:"]);
        assert!(found("mot : // et @moi").is_empty());
    }

    #[test]
    fn prices_are_no_formulas() {
        assert!(is_formula("x_1") && is_formula("E = mc^2") && is_formula("n"));
        assert!(!is_formula("5 a month and US"));
    }
}
