//! DOC003: a code fence that swallows the rest of the page.

use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::finding::{Finding, Severity};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DOC003",
    name: "unclosed-code-fence",
    summary: "A code fence is never closed, so the rest of the page is code",
    docs: "\
Reports a code block that is opened with ``` or ~~~ and runs to the end of the page because no line \
closes it.

Markdown allows it, readers do not: the rest of the post shows as code, and no rule about language \
or translation can see it. Add the closing fence. A fence that ends with the list item or quotation \
it stands in is not reported: there the page goes on as meant.",
    severity: Severity::Warning,
    default: true,
    check: Check::Document(check),
    bad: &[Example::file("post.fr.md", "Un texte.\n\n```sh\nmake\n\nLa suite, devenue du code.\n")],
    good: &[Example::file("post.fr.md", "Un texte.\n\n```sh\nmake\n```\n\nLa suite.\n")],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    let text = &cx.document.text;
    for code in cx.document.code.iter().filter(|c| c.unclosed) {
        let rest = text.get(code.span.end..).unwrap_or("");
        if rest.trim().is_empty() {
            let line = code.span.of(text).lines().next().unwrap_or("");
            let span = Span::new(code.span.start, code.span.start + line.trim_end().len());
            out.push(Finding::new(&RULE, span, "this code fence is never closed"));
        }
    }
}
