//! DOC001: front matter that cannot be read to its end.

use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::document::FrontMatterFormat;
use crate::finding::{Finding, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "DOC001",
    name: "broken-front-matter",
    summary: "The front matter cannot be read to its end",
    docs: "\
Reports front matter that is not valid YAML, TOML or JSON, or whose closing fence is missing.

A site generator stops on it, or worse, publishes the page without its title, date and language. The \
usual causes are a colon or a quote inside an unquoted title, a quote that is never closed, and a \
closing `---` lost in a merge. Quote the value, or restore the fence.

The values before the fault are still used by the other rules, so that one slip does not silence them.",
    severity: Severity::Error,
    default: true,
    check: Check::Document(check),
    bad: &[
        Example::file("post.fr.md", "---\ntitle: \"Un départ\ndate: 2024-05-01\n---\n\nBonjour.\n"),
        Example::file("post.fr.md", "---\ntitle: Un départ\nlang: fr\n\nBonjour.\n"),
        Example::file("post.fr.md", "+++\ntitle = Un départ\n+++\n\nBonjour.\n"),
    ],
    good: &[
        Example::file("post.fr.md", "---\ntitle: \"Un départ : le nôtre\"\n---\n\nBonjour.\n"),
        Example::file("post.fr.md", "---\n\nUn trait, puis du texte.\n"),
    ],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    let Some(fm) = &cx.document.front_matter else { return };
    let Some((span, why)) = &fm.error else { return };
    let format = match fm.format {
        FrontMatterFormat::Yaml => "YAML",
        FrontMatterFormat::Toml => "TOML",
        FrontMatterFormat::Json => "JSON",
    };
    let message = format!("the front matter is not valid {format}: {why}");
    out.push(Finding::new(&RULE, *span, message).fact("format", format));
}
