//! PAIR007: code that differs between the two sides.

use crate::checks::{Check, Example, PairContext, Rule};
use crate::document::{CodeBlock, Document};
use crate::finding::{Finding, Severity};
use crate::pair::code::{comment_marks, tokens};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR007",
    name: "code-mismatch",
    summary: "Code differs between the two sides",
    docs: "\
Compares each code block with its counterpart, without what is translated by right: comments, and \
strings meant for people. It reports the first line of the translation whose code is another one, \
which is nearly always a correction that reached one side only.

Blocks in no language, in a language that mixes code with text (HTML, JSX, Markdown), and output of \
programs are left alone, except with `--strict`. There is no fix: either side may be right.",
    severity: Severity::Warning,
    default: true,
    check: Check::Pair(check),
    bad: &[Example::pair(
        "post.fr.md",
        "Lancez :\n\n```js\nserver.listen(8080) // le port\n```\n",
        ("post.md", "Run:\n\n```js\nserver.listen(3000) // the port\n```\n"),
    )],
    good: &[Example::pair(
        "post.fr.md",
        "Lancez :\n\n```js\nlog(\"bonjour\", 3) // le salut\n```\n",
        ("post.md", "Run:\n\n```js\nlog(\"hello\", 3) // the greeting\n```\n"),
    )],
};

fn check(cx: &PairContext<'_>, out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    for pair in &cx.alignment().blocks {
        let ([s], [t]) = (&pair.source[..], &pair.target[..]) else { continue };
        let (Some(a), Some(b)) = (code_of(source, *s), code_of(target, *t)) else { continue };
        let marks = match comment_marks(a.language()).or(comment_marks(b.language())) {
            Some(marks) => marks,
            None if cx.settings.strict => &["//", "#"],
            None => continue,
        };
        if let Some(finding) = compare(cx, a, b, marks) {
            out.push(finding);
        }
    }
}

fn code_of(document: &Document, block: usize) -> Option<&CodeBlock> {
    let span = document.blocks.get(block)?.span;
    document.code.iter().find(|c| c.span.overlaps(span))
}

/// The first line that differs.
fn compare(cx: &PairContext<'_>, a: &CodeBlock, b: &CodeBlock, marks: &[&str]) -> Option<Finding> {
    let (source, target) = (cx.source.document, cx.target.document);
    let (x, y) = (tokens(a.content.of(&source.text), marks), tokens(b.content.of(&target.text), marks));
    // How lines are broken does not matter, only what they say.
    let flat = |l: &[(usize, Vec<String>)]| -> Vec<(usize, String)> {
        l.iter().flat_map(|(n, t)| t.iter().map(move |t| (*n, t.clone()))).collect()
    };
    let (x, y) = (flat(&x), flat(&y));
    let at = (0..x.len().max(y.len())).find(|i| x.get(*i).map(|p| &p.1) != y.get(*i).map(|p| &p.1))?;
    let same = x.iter().zip(&y).filter(|(p, q)| p.1 == q.1).count();
    // Blocks with little in common were paired by their place only.
    if same * 3 < x.len().min(y.len()) && !cx.settings.strict {
        return None;
    }
    let line = |document: &Document, block: &CodeBlock, list: &[(usize, String)]| {
        let n = list.get(at).or(list.last()).map_or(0, |p| p.0);
        let first = document.lines.line(block.content.start);
        document.lines.line_span(&document.text, first + n)
    };
    let (here, there) = (line(target, b, &y), line(source, a, &x));
    let message = match (x.get(at), y.get(at)) {
        (Some(p), Some(q)) => format!("`{}` in this code, but `{}` in the original", q.1, p.1),
        (Some(p), None) => format!("this code ends before `{}` of the original", p.1),
        _ => "this code goes on where the original ends".to_owned(),
    };
    let here = if here.is_empty() { Span::empty(b.content.start) } else { here };
    Some(
        Finding::new(&RULE, here, message)
            .confidence(0.85)
            .related(cx.in_source(there, "the code in the original")),
    )
}
