//! ENC006: escapes of letters left in prose.

use super::word;
use crate::checks::{Check, Example, Rule, TextContext};
use crate::document::{Kind, MaskKind, Quoting};
use crate::encoding::escapes::{self, Escape, Style};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Edit, Fix};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC006",
    name: "escape-residue",
    summary: "Letters written as escapes: `&eacute;`, `\\u00e9`, `=C3=A9`",
    docs: "\
## What it does
Finds letters beyond ASCII that stand in prose as HTML entities (`&eacute;`, `&#233;`, escaped twice
`&amp;eacute;`), as `\\u00e9` or `u00e9`, in quoted-printable (`=C3=A9`) or percent-encoded outside of
addresses (`%C3%A9`). Entities that a writer needs or means stay silent: `&nbsp;`, `&lt;`, `&copy;`,
dashes, ellipses. So do code, templates, addresses and HTML tags.

In files other than posts, and between the double quotes of front matter, escapes are syntax. There, as
in HTML tags, only escapes that spell UTF-8
misread as windows-1252 are reported (`&Atilde;&copy;`, `\\u00c3\\u00a9`).

## Why is this bad?
Only an entity escaped once is shown as the letter; all other forms reach the reader as they are. Even
the entity hides the word from search, from spelling checkers and from translators.

## Is the fix safe?
It is `unsafe`: the fix writes the letter, and someone may have meant the escape. An escape that
stands alone, away from any letter, is only shown. Escapes of misread UTF-8 become the misread
characters, which ENC001 repairs; in files where escapes are syntax, the right escape.

## Example
`La soci&amp;eacute;t&amp;eacute;` becomes `La société`.",
    severity: Severity::Warning,
    default: true,
    check: Check::Text(check),
    bad: &[
        Example::file("post.fr.md", "Le caf&eacute; est ferm&#233;.\n"),
        Example::file("post.fr.md", "La soci&amp;eacute;t&amp;eacute; a d\\u00e9m\\u00e9nag\\u00e9.\n"),
        Example::file("post.fr.md", "La r=C3=A9union du No%C3%ABl.\n"),
        Example::file("labels.json", "{\"a\": \"B\\u00c3\\u00a9ton\"}\n"),
    ],
    good: &[
        Example::file(
            "post.fr.md",
            "Le café `&eacute;` &nbsp; &lt; &copy; &mdash; <https://a.fr/caf%C3%A9>.\n",
        ),
        Example::file("labels.json", "{\"a\": \"B\\u00e9ton\"}\n"),
    ],
};

/// An escape and what would stand in its place.
struct Residue {
    span: Span,
    replacement: String,
    applicability: Applicability,
    style: Style,
    confidence: f64,
}

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    let found = escapes::find(cx.text());
    if found.is_empty() {
        return;
    }
    let mut residue = misread(cx, &found);
    if cx.document.kind != Kind::Plain {
        let taken: Vec<Span> = residue.iter().map(|r| r.span).collect();
        let free = found.iter().filter(|e| !taken.iter().any(|t| t.overlaps(e.span)));
        residue.extend(free.filter_map(|e| in_prose(cx, e)));
        residue.sort_by_key(|r| r.span);
    }
    for (span, inside) in word::groups(cx.text(), residue, |r| r.span) {
        out.push(finding(cx.text(), span, &inside));
    }
}

fn finding(text: &str, span: Span, inside: &[Residue]) -> Finding {
    let edits: Vec<Edit> = inside.iter().map(|r| Edit::new(r.span, r.replacement.as_str())).collect();
    let applicability = inside.iter().map(|r| r.applicability).min().unwrap_or(Applicability::Display);
    let confidence = inside.iter().map(|r| r.confidence).fold(1.0, f64::min);
    let reading = crate::fix::apply(text.get(..span.end).unwrap_or(""), &edits);
    let reading = reading.get(span.start..).unwrap_or("").to_owned();
    let style = inside.first().map_or("escape", |r| describe(r.style));
    // Browsers show an entity that was escaped once as the letter it stands for.
    let shown_right = inside.iter().all(|r| r.style == Style::Entity);
    Finding::new(&RULE, span, format!("left as {style}; it says `{reading}`"))
        .severity(if shown_right { Severity::Warning } else { Severity::Error })
        .confidence(confidence)
        .fact("reading", reading)
        .fact("style", style)
        .fix(Fix::edits(applicability, edits))
}

fn describe(style: Style) -> &'static str {
    match style {
        Style::Entity => "an HTML entity",
        Style::DoubleEntity => "an HTML entity escaped twice",
        Style::Backslash => "a backslash escape",
        Style::BareBackslash => "an escape without its backslash",
        Style::QuotedPrintable => "quoted-printable",
        Style::Percent => "percent-encoding",
    }
}

/// Escapes that spell misread UTF-8: certain in any file, outside the code of posts.
fn misread(cx: &TextContext<'_>, found: &[Escape]) -> Vec<Residue> {
    let mut out = Vec::new();
    for (range, c) in escapes::misread(cx.text(), found) {
        let run = found.get(range).unwrap_or(&[]);
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let mask = cx.document.mask_at(first.span.start).map(|m| m.kind);
        if !matches!(mask, None | Some(MaskKind::Syntax | MaskKind::Html | MaskKind::FrontMatter)) {
            continue;
        }
        let span = Span::new(first.span.start, last.span.end);
        let whole =
            cx.text().get(..span.start).and_then(|t| t.chars().next_back()).is_none_or(|c| c.is_ascii());
        let style = first.style;
        let syntax = cx.document.kind == Kind::Plain && whole && first.char != c;
        let replacement =
            if syntax { escapes::write(c, style) } else { run.iter().map(|e| e.char).collect() };
        out.push(Residue {
            span,
            replacement,
            applicability: Applicability::Unsafe,
            style,
            confidence: 0.97,
        });
    }
    out
}

/// An escape in the prose of a post, where it is one of a letter or of an apostrophe in a word.
fn in_prose(cx: &TextContext<'_>, e: &Escape) -> Option<Residue> {
    let mask = cx.document.mask_at(e.span.start).map(|m| m.kind);
    if !matches!(mask, None | Some(MaskKind::Syntax)) || resolved(cx, e) {
        return None;
    }
    let before = cx.text().get(..e.span.start)?.chars().next_back();
    let after = cx.text().get(e.span.end..)?.chars().next();
    let letter =
        |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || matches!(c, ';' | '&' | '\\' | '=' | '%'));
    let joined = letter(before) || letter(after);
    let typographic = matches!(e.char, '’' | '‘' | '“' | '”' | '«' | '»' | '…' | '–' | '—' | '\u{a0}');
    let apostrophe = matches!(e.char, '’' | '‘') && letter(before) && letter(after);
    let residue = e.char.is_alphabetic()
        || match e.style {
            Style::Entity => apostrophe,
            Style::Percent | Style::QuotedPrintable => true,
            _ => (typographic && joined) || u32::from(e.char) >= 0x2100,
        };
    let byte_wise = matches!(e.style, Style::Percent | Style::QuotedPrintable);
    if !residue || (byte_wise && word::is_address(cx.text(), e.span)) {
        return None;
    }
    // A word of one letter may be an escape: `&agrave;`.
    let single = matches!(e.char, 'à' | 'À' | 'ô' | 'Ô') && e.style != Style::Percent;
    let applicability =
        if (joined || single) && !soft_break(cx, e) { Applicability::Unsafe } else { Applicability::Display };
    let confidence = if joined { 0.95 } else { 0.8 };
    let replacement = e.char.to_string();
    Some(Residue { span: e.span, replacement, applicability, style: e.style, confidence })
}

/// Whether the front matter's own syntax turns the escape into its letter: YAML, TOML and JSON do so
/// between double quotes, and readers see the letter.
fn resolved(cx: &TextContext<'_>, e: &Escape) -> bool {
    let front = cx.document.front_matter.as_ref().filter(|_| e.style == Style::Backslash);
    front.is_some_and(|f| {
        f.values.iter().any(|v| {
            v.span.overlaps(e.span) && matches!(v.quoting, Quoting::Double | Quoting::MultilineDouble)
        })
    })
}

/// Whether a quoted-printable escape stands beside a soft line break: then the text is still encoded
/// as a whole, and no word of it can be mended alone.
fn soft_break(cx: &TextContext<'_>, e: &Escape) -> bool {
    let text = cx.text();
    let line = e.span.line_around(text);
    let ends = |t: Option<&str>| t.is_some_and(|t| t.trim_end_matches(['\r', '\n']).ends_with('='));
    e.style == Style::QuotedPrintable && (ends(text.get(..line.start)) || ends(Some(line.of(text))))
}

#[cfg(test)]
mod tests;
