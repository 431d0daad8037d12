//! ENC008: a letter and a combining accent where one character would do.

use super::word;
use crate::checks::{Check, Example, Rule, TextContext};
use crate::document::{Kind, MaskKind};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Edit, Fix};
use crate::span::Span;
use unicode_normalization::UnicodeNormalization;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC008",
    name: "decomposed-character",
    summary: "A letter and a combining accent instead of one character",
    docs: "\
## What it does
Finds Latin, Greek and Cyrillic letters followed by combining accents (U+0300 to U+036F) that Unicode
can write as one character: `e` and U+0301 for `é`. Old Mac file systems and some editors leave them.
Marks that have no composed form, and the scripts whose marks stand apart by right (Hebrew, Arabic,
those of India, Hangul), are left alone.

## Why is this bad?
The word looks right, but search, links to headings, spelling checkers and comparisons see other
letters, and some fonts set the accent beside its letter.

## Is the fix safe?
The fix composes the letter (NFC). It is `safe` in prose: the two spellings are equivalent by
definition. In code, addresses and file names, where bytes count, it is only shown; in files that are
neither posts nor text for readers it is `unsafe`.

## Example
`cafe\\u{301}` becomes `café`.",
    severity: Severity::Warning,
    default: true,
    check: Check::Text(check),
    bad: &[Example::file("post.fr.md", "Le cafe\u{301} est ferme\u{301}.\n")],
    good: &[
        Example::file("post.fr.md", "Le café est fermé.\n"),
        Example::file("post.md", "Hebrew שָׁלוֹם, a lone x\u{301}.\n"),
    ],
};

/// Files that hold text for readers, though they are no posts.
const READABLE: [&str; 14] = [
    ".txt", ".po", ".pot", ".srt", ".vtt", ".csv", ".tsv", ".json", ".yaml", ".yml", ".toml", ".rst",
    ".adoc", ".tex",
];

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    let edits = compositions(cx.text());
    for (span, edits) in word::groups(cx.text(), edits, |e| e.span) {
        let readings: Vec<&str> = edits.iter().map(|e| e.replacement.as_str()).collect();
        let message = format!("combining accents where Unicode has one character: {}", readings.join(" "));
        let reading = crate::fix::apply(cx.text().get(..span.end).unwrap_or(""), &edits);
        out.push(
            Finding::new(&RULE, span, message)
                .fact("reading", reading.get(span.start..).unwrap_or(""))
                .fix(Fix::edits(applicability(cx, span), edits)),
        );
    }
}

/// The clusters of `text` that have a shorter composed form.
fn compositions(text: &str) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::new();
    // The UTF-8 of U+0300 to U+036F begins with 0xCC or 0xCD.
    for at in memchr::memchr2_iter(0xcc, 0xcd, text.as_bytes()) {
        if out.last().is_some_and(|e| at < e.span.end) {
            continue;
        }
        let Some((before, after)) = text.split_at_checked(at) else { continue };
        let Some(base) = before.chars().next_back().filter(|c| composes(*c)) else { continue };
        let marks = after.find(|c| !matches!(c, '\u{300}'..='\u{36f}')).unwrap_or(after.len());
        let span = Span::new(at - base.len_utf8(), at + marks);
        let composed: String = span.of(text).nfc().collect();
        if marks > 0 && composed.chars().count() < span.of(text).chars().count() {
            out.push(Edit::new(span, composed));
        }
    }
    out
}

/// Whether the accents of this base are ours to compose: Latin, Greek, Cyrillic letters.
fn composes(base: char) -> bool {
    let point = u32::from(base);
    base.is_alphabetic() && matches!(point, 0x41..=0x24f | 0x370..=0x52f | 0x1e00..=0x1fff)
}

fn applicability(cx: &TextContext<'_>, span: Span) -> Applicability {
    let mask = cx.document.mask_at(span.start).map(|m| m.kind);
    let prose = matches!(mask, None | Some(MaskKind::Syntax));
    match cx.document.kind {
        _ if !prose || names_a_file(cx.text(), span) => Applicability::Display,
        Kind::Plain if !READABLE.iter().any(|e| cx.path.ends_with(e)) => Applicability::Unsafe,
        _ => Applicability::Safe,
    }
}

/// Whether the word is part of a path or has an extension: `été.png`.
fn names_a_file(text: &str, span: Span) -> bool {
    let outside = |c: char| c.is_whitespace() || "()[]<>\"'`".contains(c);
    let start = text.get(..span.start).and_then(|t| t.rfind(outside)).map_or(0, |i| i + 1);
    let start = (start..=span.start).find(|&i| text.is_char_boundary(i)).unwrap_or(span.start);
    let end = text.get(span.end..).and_then(|t| t.find(outside)).map_or(text.len(), |i| span.end + i);
    let word = Span::new(start, end).of(text);
    let extension = word.rsplit_once('.').is_some_and(|(name, e)| {
        !name.is_empty() && (2..=4).contains(&e.len()) && e.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    word.contains(['/', '\\']) || extension
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::document::Document;
    use crate::encoding::Source;

    fn run(path: &str, text: &str) -> Vec<(String, Applicability, String)> {
        let document = Document::parse(text.to_owned(), Kind::of_path(path));
        let settings = Settings::default();
        let mut out = Vec::new();
        check(&TextContext::new(path, &document, &Source::Utf8, &settings), &mut out);
        let fixed = |f: &Fix| crate::fix::apply(text, &f.edits);
        out.iter()
            .map(|f| {
                (
                    f.span.of(text).to_owned(),
                    f.fix.as_ref().unwrap().applicability,
                    fixed(f.fix.as_ref().unwrap()),
                )
            })
            .collect()
    }

    #[test]
    fn words_are_composed_and_file_names_are_shown() {
        let text = "(de\u{301}ja\u{300}) vu\n";
        let found = run("a.md", text);
        assert_eq!(found, [("de\u{301}ja\u{300}".to_owned(), Applicability::Safe, "(déjà) vu\n".to_owned())]);
        assert_eq!(run("a.md", "voir e\u{301}te\u{301}.png ici\n")[0].1, Applicability::Display);
        assert_eq!(run("a.rs", "// de\u{301}ja\n")[0].1, Applicability::Unsafe);
        assert_eq!(run("a.md", "u\u{308}\u{304} et x\u{301}\u{300}\n").len(), 1);
    }
}
