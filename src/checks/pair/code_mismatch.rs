//! PAIR007: code that differs between the two sides.

use crate::checks::{Check, Example, PairContext, Rule};
use crate::document::{CodeBlock, Document};
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::pair::BlockLink;
use crate::pair::code::{comment_marks, declared, line_translated, tokens, translated};
use crate::span::Span;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR007",
    name: "code-mismatch",
    summary: "Code differs between the two sides",
    docs: "\
Compares each code block with its counterpart, without what is translated by right: comments, and \
strings meant for people, and names and placeholders put into the other language (`dogs` and `chiens`). \
It reports the first line of the translation whose code is another one, \
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
    // Most pages hold no code, and need no alignment to say so.
    if !cx.source.document.code.is_empty() && !cx.target.document.code.is_empty() {
        super::by_blocks(cx, out, |blocks, out| blockwise(cx, blocks, out));
    }
}

fn blockwise(cx: &PairContext<'_>, blocks: &[BlockLink], out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    for pair in blocks {
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

/// The first difference that no translator makes.
fn compare(cx: &PairContext<'_>, a: &CodeBlock, b: &CodeBlock, marks: &[&str]) -> Option<Finding> {
    let (source, target) = (cx.source.document, cx.target.document);
    let (x, y) = (tokens(a.content.of(&source.text), marks), tokens(b.content.of(&target.text), marks));
    // How lines are broken does not matter, only what they say.
    let (x, y) = (flat(&x), flat(&y));
    let (p, q): (Vec<&str>, Vec<&str>) = (x.iter().map(|t| t.1).collect(), y.iter().map(|t| t.1).collect());
    if p == q {
        return None;
    }
    let same = p.iter().zip(&q).filter(|(p, q)| p == q).count();
    // Blocks with little in common were paired by their place only.
    if same * 3 < p.len().min(q.len()) && !cx.settings.strict {
        return None;
    }
    let english = cx.source.language.known() == Some(Language::English);
    let (old, new) = differs(&x, &y, cx.settings.strict, english)?;
    let line = |document: &Document, block: &CodeBlock, list: &[(usize, &str)], at: usize| {
        let n = list.get(at).or(list.last()).map_or(0, |p| p.0);
        let first = document.lines.line(block.content.start);
        document.lines.line_span(&document.text, first + n)
    };
    let (here, there) = (line(target, b, &y, new.start), line(source, a, &x, old.start));
    let message = match (p.get(old.clone())?.first(), q.get(new.clone())?.first()) {
        (Some(p), Some(q)) => format!("`{q}` in this code, but `{p}` in the original"),
        (Some(p), None) if new.start == q.len() => format!("this code ends before `{p}` of the original"),
        (Some(p), None) => format!("this code lacks `{p}` of the original"),
        _ if old.start == p.len() => "this code goes on where the original ends".to_owned(),
        (None, Some(q)) => format!("`{q}` in this code is not in the original"),
        (None, None) => return None,
    };
    let here = if here.is_empty() { Span::empty(b.content.start) } else { here };
    Some(
        Finding::new(&RULE, here, message)
            .confidence(0.85)
            .related(cx.in_source(there, "the code in the original")),
    )
}

/// A token and the number of its line.
type Placed<'t> = (usize, &'t str);

/// The first tokens that differ although nobody translated them.
fn differs(
    x: &[Placed<'_>],
    y: &[Placed<'_>],
    strict: bool,
    english: bool,
) -> Option<(Range<usize>, Range<usize>)> {
    let (p, q): (Vec<&str>, Vec<&str>) = (x.iter().map(|t| t.1).collect(), y.iter().map(|t| t.1).collect());
    let names = (declared(&p), declared(&q));
    let renamed = |a: &[&str], b: &[&str]| match (a, b) {
        ([a], [b]) => names.0.contains(a) && names.1.contains(b) && !names.1.contains(a),
        _ => false,
    };
    let parts = capture_diff_slices(Algorithm::Myers, &p, &q);
    parts.iter().filter(|o| o.tag() != DiffTag::Equal).find_map(|op| {
        let (old, new) = (op.old_range(), op.new_range());
        let (a, b) = (p.get(old.clone())?, q.get(new.clone())?);
        let lines = || line_translated(&on_line(x, old.start), &on_line(y, new.start), english);
        let excused = !strict && (translated(a, b, english) || renamed(a, b) || lines());
        (!excused).then_some((old, new))
    })
}

/// The tokens on the line of token number `at`.
fn on_line<'t>(list: &[Placed<'t>], at: usize) -> Vec<&'t str> {
    let number = list.get(at).or(list.last()).map(|t| t.0);
    list.iter().filter(|t| Some(t.0) == number).map(|t| t.1).collect()
}

fn flat(lines: &[(usize, Vec<String>)]) -> Vec<(usize, &str)> {
    lines.iter().flat_map(|(n, list)| list.iter().map(move |t| (*n, t.as_str()))).collect()
}
