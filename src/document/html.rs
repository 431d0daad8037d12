//! HTML and JSX tags: reading one, and what readers see of it.

use super::build::{Break, Build, NO_BLOCK, TagMark, Token, What};
use super::inline;
use super::types::{BlockKind, MaskKind};
use crate::span::Span;

/// A tag.
#[derive(Debug)]
pub(super) struct Tag {
    pub span: Span,
    pub name: Span,
    pub closing: bool,
    pub self_closing: bool,
    pub attributes: Vec<Attribute>,
}

/// An attribute with a value.
#[derive(Debug)]
pub(super) struct Attribute {
    pub name: Span,
    /// Without quotes or braces.
    pub value: Span,
    /// A JSX expression in braces.
    pub expression: bool,
}

/// Elements that begin a line of their own on the page.
const BLOCK_ELEMENTS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "iframe",
    "img",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "picture",
    "section",
    "select",
    "source",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
];

/// Whether the element named `name` begins a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    let mut lower = [0_u8; 10];
    let Some(room) = lower.get_mut(..name.len()) else { return false };
    room.copy_from_slice(name.as_bytes());
    room.make_ascii_lowercase();
    BLOCK_ELEMENTS.binary_search_by(|e| e.as_bytes().cmp(room)).is_ok()
}

/// Whether the element holds text that is not language.
pub(super) fn is_code(name: &str) -> bool {
    ["code", "pre", "kbd", "samp", "var", "tt", "textarea", "math", "svg"]
        .iter()
        .any(|e| e.eq_ignore_ascii_case(name))
}

/// Whether what stands in the element is not for readers at all.
pub(super) fn is_raw(name: &str) -> bool {
    ["script", "style", "template"].iter().any(|e| e.eq_ignore_ascii_case(name))
}

/// The tag that begins at byte `at` of `text`, where `<` stands; none where that is no tag.
pub(super) fn tag(text: &str, at: usize, jsx: bool) -> Option<Tag> {
    let bytes = text.as_bytes();
    let closing = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closing);
    let mut i = start;
    while bytes
        .get(i)
        .is_some_and(|b| b.is_ascii_alphanumeric() || (i > start && matches!(b, b'-' | b'_' | b'.' | b':')))
    {
        i += 1;
    }
    let name = Span::new(start, i);
    let fragment = jsx && name.is_empty() && bytes.get(i) == Some(&b'>');
    if !fragment && !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let mut tag = Tag { span: Span::new(at, at), name, closing, self_closing: false, attributes: Vec::new() };
    loop {
        let before = i;
        i = skip_space(bytes, i);
        match bytes.get(i)? {
            b'>' => {
                tag.span.end = i + 1;
                return Some(tag);
            }
            b'/' if bytes.get(i + 1) == Some(&b'>') => {
                tag.span.end = i + 2;
                tag.self_closing = true;
                return Some(tag);
            }
            b'{' if jsx => i = super::dialect::braces(bytes, i)?,
            _ if before == i => return None,
            _ => i = attribute(bytes, i, jsx, &mut tag.attributes)?,
        }
    }
}

/// Reads the attribute that begins at `i`; where it ends.
fn attribute(bytes: &[u8], i: usize, jsx: bool, out: &mut Vec<Attribute>) -> Option<usize> {
    let mut end = i;
    while bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || b"-_:.@$#*".contains(b)) {
        end += 1;
    }
    if end == i {
        return None;
    }
    let name = Span::new(i, end);
    let equals = skip_space(bytes, end);
    if bytes.get(equals) != Some(&b'=') {
        return Some(end);
    }
    let from = skip_space(bytes, equals + 1);
    let quote = *bytes.get(from)?;
    match quote {
        b'"' | b'\'' => {
            let close = from + 1 + memchr::memchr(quote, bytes.get(from + 1..)?)?;
            out.push(Attribute { name, value: Span::new(from + 1, close), expression: false });
            Some(close + 1)
        }
        b'{' if jsx => {
            let close = super::dialect::braces(bytes, from)?;
            out.push(Attribute { name, value: Span::new(from + 1, close - 1), expression: true });
            Some(close)
        }
        _ => {
            let mut close = from;
            while bytes.get(close).is_some_and(|b| !b.is_ascii_whitespace() && !b"\"'=<>`".contains(b)) {
                close += 1;
            }
            // `<br class=x/>`: the slash belongs to the tag.
            if bytes.get(close) == Some(&b'>') && close > from && bytes.get(close - 1) == Some(&b'/') {
                close -= 1;
            }
            out.push(Attribute { name, value: Span::new(from, close), expression: false });
            (close > from).then_some(close)
        }
    }
}

/// The first byte at or after `i` that is not white space.
pub(super) fn skip_space(bytes: &[u8], mut i: usize) -> usize {
    while bytes.get(i).is_some_and(u8::is_ascii_whitespace) {
        i += 1;
    }
    i
}

impl Tag {
    /// The value of the attribute called `name`, as written.
    pub fn value<'t>(&self, text: &'t str, name: &str) -> Option<&'t str> {
        let found = self.attributes.iter().find(|a| a.name.of(text).eq_ignore_ascii_case(name))?;
        Some(found.value.of(text))
    }

    /// The spans of its attributes that readers see, with the kind of block they are.
    pub fn readable(&self, text: &str) -> Vec<(Span, BlockKind)> {
        let mut found = Vec::new();
        for a in &self.attributes {
            if a.expression {
                super::dialect::expression_strings(text, a.name.of(text), a.value, &mut found);
            } else if let Some(kind) = readable_name(a.name.of(text))
                && is_language(a.value.of(text))
            {
                found.push((a.value, kind));
            }
        }
        found
    }
}

/// The kind of block an attribute of this name is, if readers see it.
pub(super) fn readable_name(name: &str) -> Option<BlockKind> {
    const CAPTIONS: &[&str] = &[
        "title",
        "label",
        "caption",
        "description",
        "placeholder",
        "aria-label",
        "summary",
        "subtitle",
        "heading",
    ];
    if name.eq_ignore_ascii_case("alt") {
        Some(BlockKind::Alt)
    } else {
        CAPTIONS.iter().any(|c| c.eq_ignore_ascii_case(name)).then_some(BlockKind::Caption)
    }
}

/// Whether a value has a letter in it and is no path or address.
pub(super) fn is_language(value: &str) -> bool {
    let letters = value.chars().any(char::is_alphabetic);
    letters && (value.contains([' ', '\n']) || !value.contains(['/', '{', '\\', '_']))
}

/// Adds the tokens of a tag: hidden, except the attributes that readers see.
///
/// `out` is where they go; nothing of the tag is prose of the block around it.
pub(super) fn push_tag(text: &str, tag: &Tag, depth: (u8, u8), build: &mut Build, out: &mut Vec<Token>) {
    let hidden = What::Hidden(MaskKind::Html);
    let mut at = tag.span.start;
    if tag.attributes.iter().any(|a| !a.value.is_empty()) {
        for (span, kind) in tag.readable(text) {
            if span.start < at {
                continue;
            }
            out.push(Token { span: Span::new(at, span.start), what: hidden, block: NO_BLOCK });
            let block = build.block(kind, span, depth.0, depth.1);
            inline::fragment(text, span, block, out);
            at = span.end;
        }
    }
    out.push(Token { span: Span::new(at, tag.span.end), what: hidden, block: NO_BLOCK });
    let name = tag.name.of(text);
    if is_block(name) {
        build.breaks.push(Break { at: tag.span.start, hard: !name.eq_ignore_ascii_case("br") });
    }
    if build.has_lang {
        build.tags.push(TagMark {
            span: tag.span,
            name: name.to_ascii_lowercase(),
            closing: tag.closing,
            lang: if tag.self_closing { None } else { tag.value(text, "lang").map(str::to_owned) },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_elements_are_sorted() {
        assert!(BLOCK_ELEMENTS.is_sorted());
        assert!(is_block("DIV") && is_block("br") && !is_block("span") && !is_block("averylongelementname"));
    }

    #[test]
    fn tags_end_where_their_quotes_say() {
        let text = "<Foo a=\"1 > 2\" b={x => {\"}\"}} alt='Été' /> après";
        let found = tag(text, 0, true).expect("a tag");
        assert!(found.self_closing);
        assert_eq!(found.value(text, "alt"), Some("Été"));
        assert!(found.span.of(text).ends_with("/>"));
        assert!(tag("<3 toi>", 0, true).is_none());
        assert!(tag("<a href=\"jamais fermé", 0, false).is_none());
    }
}
