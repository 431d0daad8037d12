//! PAIR007: code that differs between the two sides.

use crate::checks::{Check, Example, PairContext, Rule};
use crate::document::{BlockKind, CodeBlock, Document};
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::pair::BlockLink;
use crate::pair::code::{comment_marks, difference, lone_change, strangers, tokens, torn};
use crate::span::Span;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The rule.
pub static RULE: Rule = Rule {
    code: "PAIR007",
    name: "code-mismatch",
    summary: "Code differs between the two sides",
    docs: "\
Compares each code block with its counterpart, without what is translated by right: comments, \
strings meant for people, names and placeholders put into the other language (`dogs` and `chiens`), \
names that the block declares itself and calls otherwise throughout, and lines that say the same in the \
other language word by word. It reports the first line of the translation whose code is another one, \
which is nearly always a correction that reached one side only.

In blocks in no language, and in languages that mix code with text (HTML, JSX, Markdown), only a single \
change speaks: a line that is missing, or a number or name that is another one, where everything else is \
the same to the letter. The \
same holds for the output of programs; there, a line that differs in its figures alone is reported only with \
`--strict`. There is no fix: either side may be right.",
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
    // Most pages hold no code, or the same, and need no alignment to say so.
    let (a, b) = (cx.source.document, cx.target.document);
    let same = a.code.len() == b.code.len() && !differs(cx);
    if !same && !a.code.is_empty() && !b.code.is_empty() {
        let before = out.len();
        let aligned = super::by_blocks(cx, out, |blocks, _, out| blockwise(cx, blocks, out));
        // Comments are translated on many pages; where that is all, there is nothing to join anew.
        if let Some(blocks) = cx.congruent().filter(|_| aligned && differs(cx)) {
            blockwise(cx, &alone(cx, blocks), out);
            out.get_mut(before..).into_iter().for_each(|new| new.sort_by_key(|f| f.span.start));
        }
        if out.len() > before && super::other_text(cx).is_some() {
            out.truncate(before);
        }
    }
}

/// Whether any two blocks of code in the same places differ.
fn differs(cx: &PairContext<'_>) -> bool {
    let (a, b) = (cx.source.document, cx.target.document);
    a.code.iter().zip(&b.code).any(|(x, y)| x.content.of(&a.text) != y.content.of(&b.text))
}

/// Blocks in the same places that the alignment leaves alone on both sides: code in which every line
/// differs has nothing that would join it.
fn alone(cx: &PairContext<'_>, blocks: &[BlockLink]) -> Vec<BlockLink> {
    let links = || cx.alignment().blocks.iter().filter(|l| !l.source.is_empty() && !l.target.is_empty());
    let source: FxHashSet<usize> = links().flat_map(|l| l.source.iter().copied()).collect();
    let target: FxHashSet<usize> = links().flat_map(|l| l.target.iter().copied()).collect();
    let lone = |l: &&BlockLink| {
        l.source.iter().all(|s| !source.contains(s)) && l.target.iter().all(|t| !target.contains(t))
    };
    blocks.iter().filter(lone).cloned().collect()
}

fn blockwise(cx: &PairContext<'_>, blocks: &[BlockLink], out: &mut Vec<Finding>) {
    let (source, target) = (cx.source.document, cx.target.document);
    for pair in blocks {
        let ([s], [t]) = (&pair.source[..], &pair.target[..]) else { continue };
        let (Some(a), Some(b)) = (code_of(source, *s), code_of(target, *t)) else { continue };
        let output = |c: &CodeBlock| c.info.split_whitespace().skip(1).any(|w| matches!(w, "out" | "output"));
        if (output(a) || output(b)) && !cx.settings.strict {
            // A program that ran again prints other figures.
            out.extend(alone_in_its_block(cx, a, b).filter(|f| !figures_only(cx, f)));
            continue;
        }
        let marks = match comment_marks(a.language()).or(comment_marks(b.language())) {
            Some(marks) => marks,
            None if cx.settings.strict => &["//", "#"],
            None => {
                out.extend(alone_in_its_block(cx, a, b));
                continue;
            }
        };
        if let Some(finding) = compare(cx, a, b, marks) {
            out.push(finding);
        }
    }
}

/// Whether two lines say the same but for their figures.
fn figures_only(cx: &PairContext<'_>, finding: &Finding) -> bool {
    let words = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let there = finding.related.first().map_or(Span::empty(0), |r| r.span);
    let (here, there) = (finding.span.of(&cx.target.document.text), there.of(&cx.source.document.text));
    words(here) == words(there)
}

fn code_of(document: &Document, block: usize) -> Option<&CodeBlock> {
    // The item of a list overlaps with the code in it, and is none.
    let span = document.blocks.get(block).filter(|b| b.kind == BlockKind::Code)?.span;
    let first = document.code.partition_point(|c| c.span.end <= span.start);
    document.code.get(first).filter(|c| c.span.overlaps(span))
}

/// The one change in code that is otherwise the same, in a language that is not read token by token.
fn alone_in_its_block(cx: &PairContext<'_>, a: &CodeBlock, b: &CodeBlock) -> Option<Finding> {
    let (source, target) = (cx.source.document, cx.target.document);
    let (original, translated) = (a.content.of(&source.text), b.content.of(&target.text));
    if original == translated || torn(original, translated) {
        return None;
    }
    let english = cx.source.language.known() == Some(Language::English);
    let (old, new) = lone_change(original, translated, english)?;
    let line = |document: &Document, block: &CodeBlock, lines: &Range<usize>| {
        let first = document.lines.line(block.content.start);
        let line = document.lines.line_span(&document.text, first + lines.start);
        if lines.is_empty() { Span::empty(line.start.min(block.content.end)) } else { line }
    };
    let (here, there) = (line(target, b, &new), line(source, a, &old));
    let message = match (old.is_empty(), new.is_empty()) {
        (false, true) => format!("this code lacks `{}` of the original", excerpt(source, there)),
        (true, _) => format!("`{}` in this code is not in the original", excerpt(target, here)),
        _ => format!(
            "`{}` in this code, but `{}` in the original",
            excerpt(target, here),
            excerpt(source, there)
        ),
    };
    let finding = Finding::new(&RULE, here, message).confidence(0.7);
    Some(finding.related(cx.in_source(there, "the code in the original")))
}

/// The first difference that no translator makes.
fn compare(cx: &PairContext<'_>, a: &CodeBlock, b: &CodeBlock, marks: &[&str]) -> Option<Finding> {
    let (source, target) = (cx.source.document, cx.target.document);
    let (original, translated) = (a.content.of(&source.text), b.content.of(&target.text));
    // Most code is copied as it is.
    if original == translated {
        return None;
    }
    let (x, y) = (tokens(original, marks), tokens(translated, marks));
    // How lines are broken does not matter, only what they say.
    let (x, y) = (flat(&x), flat(&y));
    let (p, q): (Vec<&str>, Vec<&str>) = (x.iter().map(|t| t.1).collect(), y.iter().map(|t| t.1).collect());
    if p == q {
        return None;
    }
    if !cx.settings.strict && (strangers(&p, &q) || torn(original, translated)) {
        return None;
    }
    let english = cx.source.language.known() == Some(Language::English);
    let (old, new) = difference(&x, &y, cx.settings.strict, english)?;
    let line = |document: &Document, block: &CodeBlock, list: &[(usize, &str)], at: usize| {
        let n = list.get(at).or(list.last()).map_or(0, |p| p.0);
        let first = document.lines.line(block.content.start);
        document.lines.line_span(&document.text, first + n)
    };
    let (here, there) = (line(target, b, &y, new.start), line(source, a, &x, old.start));
    let rows = (excerpt(target, here), excerpt(source, there));
    let message = match (p.get(old.clone())?.first(), q.get(new.clone())?.first()) {
        // A mark alone says nothing: whole lines do.
        (Some(mark), None) | (None, Some(mark)) if !is_word(mark) && rows.0 != rows.1 => {
            format!("`{}` in this code, but `{}` in the original", rows.0, rows.1)
        }
        (Some(p), Some(q)) if !(is_word(p) && is_word(q)) && rows.0 != rows.1 => {
            format!("`{}` in this code, but `{}` in the original", rows.0, rows.1)
        }
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

fn is_word(token: &str) -> bool {
    token.contains(char::is_alphanumeric)
}

/// The beginning of a line of code.
fn excerpt(document: &Document, line: Span) -> String {
    const LONGEST: usize = 96;
    let line = line.of(&document.text).trim();
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or(line).trim_end()),
        None => line.to_owned(),
    }
}

fn flat(lines: &[(usize, Vec<String>)]) -> Vec<(usize, &str)> {
    lines.iter().flat_map(|(n, list)| list.iter().map(move |t| (*n, t.as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::Selector;
    use crate::config::Settings;

    #[test]
    fn code_in_which_every_line_differs_is_compared_where_it_stands() {
        let settings =
            Settings { select: Selector::parse("PAIR007").into_iter().collect(), ..Settings::default() };
        let page = |intro: &str, port: usize| {
            let lines: String = (0..200).map(|n| format!("open(gate{n}, {})\n", port + n)).collect();
            format!("{intro}\n\n```js\n{lines}```\n").into_bytes()
        };
        let findings = |from: usize, to: usize| {
            let source = ("post.md", page("All the gates of the garden are opened.", from));
            let target = ("post.fr.md", page("Toutes les portes du jardin sont ouvertes.", to));
            crate::check_pair(source, target, &settings).findings.len()
        };
        assert_eq!(findings(3000, 8000), 1);
        assert_eq!(findings(3000, 3000), 0);
    }
}
