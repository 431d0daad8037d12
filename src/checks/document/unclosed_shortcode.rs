//! DOC002: a shortcode or tag without its end, or an end without its beginning.

use crate::checks::{Check, DocumentContext, Example, Rule};
use crate::document::{Document, Template};
use crate::finding::{Finding, Severity};
use rustc_hash::FxHashMap;

/// The rule.
pub static RULE: Rule = Rule {
    code: "DOC002",
    name: "unclosed-shortcode",
    summary: "A shortcode or template tag is not closed, or closes nothing",
    docs: "\
Reports a shortcode whose closing delimiter is missing (`{{< figure src=\"a.png\"` without `>}}`), a \
template tag in the same state (`{% include x`), and a closing shortcode (`{{< /note >}}`) that no \
earlier one opens.

The site generator stops on each of them, often with a message about another line. Translations are \
where it happens: a delimiter is lost between two editors. Code and inline code are not looked at, \
nor are commented shortcodes, `{{</* … */>}}`.",
    severity: Severity::Error,
    default: true,
    check: Check::Document(check),
    bad: &[
        Example::file("post.fr.md", "Voici {{< figure src=\"a.png\" caption=\"Un port\"\n\nSuite.\n"),
        Example::file("post.fr.md", "Un texte.\n\n{{< /note >}}\n"),
        Example::file("post.fr.md", "{{< note >}}\nUn texte.\n{{< /note >}}\n\n{{< /note >}}\n"),
    ],
    good: &[
        Example::file("post.fr.md", "{{< note >}}\nUn texte.\n{{< /note >}}\n\nOn écrit `{{< figure`.\n"),
        Example::file("post.fr.md", "{% if page.title %}\nUn texte.\n{% endif %}\n"),
    ],
};

fn check(cx: &DocumentContext<'_>, out: &mut Vec<Finding>) {
    // How often each is open: a page may hold thousands that nothing need close.
    let mut open: FxHashMap<&str, usize> = FxHashMap::default();
    for template in &cx.document.templates {
        let name = template.name.of(&cx.document.text);
        if template.unclosed {
            // Its end is missing, not its beginning: what closes it is no second fault.
            *open.entry(name).or_default() += 1;
            let message = format!("`{name}` begins here and its closing delimiter is missing");
            out.push(Finding::new(&RULE, template.span, message).fact("name", name));
        } else if !template.closing {
            *open.entry(name).or_default() += 1;
        } else if let Some(times) = open.get_mut(name).filter(|times| **times > 0) {
            *times -= 1;
        } else if is_shortcode(cx.document, template) && !name.is_empty() {
            let message = format!("this closes `{name}`, but nothing opens it");
            out.push(Finding::new(&RULE, template.span, message).fact("name", name));
        }
    }
}

/// Whether it is written as Hugo's shortcodes are: other languages close in ways of their own.
fn is_shortcode(document: &Document, template: &Template) -> bool {
    let written = template.span.of(&document.text);
    written.starts_with("{{<") || written.starts_with("{{%")
}
