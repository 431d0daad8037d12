//! What stands equal on both sides by right: names of calls, changes, fields and buttons.

use crate::checks::PairContext;
use crate::document::{BlockKind, Document};
use crate::span::Span;

/// Items of a list that are looked at on either side.
const NEAR: usize = 200;
/// Words below which an item may be a name.
const SHORT: usize = 9;

fn kind(document: &Document, sentence: usize) -> Option<BlockKind> {
    let block = document.sentences.get(sentence)?.block;
    Some(document.blocks.get(block)?.kind)
}

/// Whether a sentence is a text that stands for an image.
pub(super) fn label(document: &Document, sentence: usize) -> bool {
    matches!(kind(document, sentence), Some(BlockKind::Alt | BlockKind::Caption))
}

/// Whether an attribute stands beside one that is a number, `number="123" title="…"`: it is the title
/// of a change or a ticket.
fn numbered(document: &Document, span: Span) -> bool {
    // No tag is longer than a page.
    let before = Span::new(span.widened(&document.text, 2000).start, span.start).of(&document.text);
    let tag = before.rfind('<').and_then(|at| before.get(at..)).filter(|t| !t.contains('>')).unwrap_or("");
    let digits = |value: &str| value.len() > 1 && value.bytes().all(|b| b.is_ascii_digit());
    tag.split(['"', '\'', '{', '}']).skip(1).step_by(2).any(digits)
}

/// Whether a sentence is a name rather than text: a call with its arguments, the title of a change, or
/// a short table cell.
fn named(document: &Document, sentence: usize, words: usize) -> bool {
    let Some(s) = document.sentences.get(sentence) else { return false };
    let text = s.span.of(&document.text).trim_start_matches('[');
    let name = text.split('(').next().filter(|n| n.len() < text.len()).unwrap_or("");
    let call = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'));
    call || numbered(document, s.span)
        || (words < 4 && kind(document, sentence) == Some(BlockKind::TableCell))
}

/// Whether a sentence that is the same on both sides is a name, so that nobody has to translate it.
/// `link` is the number of the link that holds it.
pub(super) fn by_right(cx: &PairContext<'_>, link: usize, sentence: usize, words: usize) -> bool {
    named(cx.target.document, sentence, words) || (words < SHORT && among_names(cx, link, sentence))
}

/// Whether a sentence stands in a list most of whose other items were kept as they are: names of
/// fields, buttons and the like.
fn among_names(cx: &PairContext<'_>, link: usize, sentence: usize) -> bool {
    let (source, target) = (cx.source.document, cx.target.document);
    let Some(block) = target.sentences.get(sentence).map(|s| s.block) else { return false };
    let listed = |b: usize| target.blocks.get(b).is_some_and(|b| b.list_depth > 0);
    let first = (0..=block).rev().take(NEAR).take_while(|b| listed(*b)).last().unwrap_or(block);
    let after = (block..target.blocks.len()).take(NEAR);
    let end = after.take_while(|b| listed(*b)).last().map_or(block, |b| b + 1);
    fn letters<'d>(document: &'d Document, list: &'d [usize]) -> impl Iterator<Item = char> + 'd {
        let sentences = list.iter().filter_map(|s| document.sentences.get(*s));
        sentences.flat_map(|s| s.span.of(&document.text).chars()).filter(|c| c.is_alphanumeric())
    }
    let inside = |t: &usize| target.sentences.get(*t).is_some_and(|s| (first..end).contains(&s.block));
    let around = cx.alignment().links.iter().skip(link.saturating_sub(2 * NEAR)).take(4 * NEAR);
    let near = around.filter(|l| l.target.first().is_some_and(inside));
    let (mut same, mut all) = (0, 0);
    for link in near.filter(|l| !l.target.contains(&sentence)) {
        all += 1;
        same += usize::from(letters(source, &link.source).eq(letters(target, &link.target)));
    }
    same >= 2 && same * 2 >= all
}
