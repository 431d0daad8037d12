//! ENC009: a byte-order mark at the start of a UTF-8 file.

use crate::checks::{Check, Example, Rule, TextContext};
use crate::encoding::Source;
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC009",
    name: "byte-order-mark",
    summary: "The file begins with a UTF-8 byte-order mark",
    docs: "\
## What it does
Finds U+FEFF, in bytes `EF BB BF`, at the very start of a UTF-8 file.

## Why is this bad?
UTF-8 has no byte order to mark. Site generators that look for `---` in the first bytes miss the
front matter behind the mark and publish it as text; concatenated files get an invisible character
in their middle.

## Is the fix safe?
Yes. The mark is no part of the text; nothing else changes. Keep it, by ignoring this rule for the
files in question, only where a program that you cannot change insists on it.",
    severity: Severity::Warning,
    default: true,
    check: Check::Text(check),
    bad: &[Example::file("post.md", "\u{feff}# Titre\n")],
    good: &[Example::file("post.md", "# Titre\n"), Example::bytes("post.md", b"\xff\xfeH\0i\0!\0\n\0")],
};

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    // In UTF-16 the mark belongs to the encoding, and goes with it.
    let utf8 = matches!(cx.source, Source::Utf8 | Source::Mixed { .. });
    if !utf8 || !cx.text().starts_with('\u{feff}') {
        return;
    }
    let span = Span::new(0, '\u{feff}'.len_utf8());
    out.push(
        Finding::new(&RULE, span, "the file begins with a byte-order mark, which UTF-8 does not need")
            .fix(Fix::replace(Applicability::Safe, span, "")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::document::{Document, Kind};

    #[test]
    fn only_the_first_mark_is_meant() {
        let settings = Settings::default();
        let count = |text: &str| {
            let document = Document::parse(text.to_owned(), Kind::Markdown);
            let mut out = Vec::new();
            check(&TextContext::new("a.md", &document, &Source::Utf8, &settings), &mut out);
            out.len()
        };
        assert_eq!(count("\u{feff}\u{feff}a"), 1);
        assert_eq!(count("a\u{feff}"), 0);
    }
}
