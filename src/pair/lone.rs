//! Sentences that have no counterpart, and where it would stand.

use super::align::{Alignment, Link};
use crate::document::{BlockKind, Document, JOIN, MaskKind};
use crate::span::Span;

/// A sentence of one side without counterpart on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lone {
    /// The sentence, an index into its document's sentences.
    pub sentence: usize,
    /// Where its counterpart would stand, a byte of the other document.
    pub at: usize,
}

/// How many times as long as its original even a free translation hardly is.
const LONGER: usize = 3;

/// Sentences of the source that the target lacks.
#[must_use]
pub fn missing(source: &Document, target: &Document, alignment: &Alignment, strict: bool) -> Vec<Lone> {
    lone(source, target, alignment, strict, true)
}

/// Sentences of the target that the source lacks.
#[must_use]
pub fn extra(source: &Document, target: &Document, alignment: &Alignment, strict: bool) -> Vec<Lone> {
    lone(source, target, alignment, strict, false)
}

fn lone(
    source: &Document,
    target: &Document,
    alignment: &Alignment,
    strict: bool,
    missing: bool,
) -> Vec<Lone> {
    let (own, other) = if missing { (source, target) } else { (target, source) };
    let mut out = Vec::new();
    let mut before = body_start(other);
    for run in alignment.links.chunk_by(|a, b| is_lone(a) && is_lone(b)) {
        let telling =
            |document: &Document, list: &[usize]| list.first().is_some_and(|i| tells(document, *i, strict));
        if !run.first().is_some_and(is_lone) {
            for link in run {
                let list = if missing { &link.target } else { &link.source };
                if let Some(s) = list.last().and_then(|i| other.sentences.get(*i)).filter(|_| !link.moved) {
                    before = s.span.end;
                }
            }
            continue;
        }
        let mine = |l: &&Link| telling(own, if missing { &l.source } else { &l.target });
        let theirs = run.iter().map(|l| if missing { &l.target } else { &l.source });
        let theirs = theirs.filter_map(|l| l.first()).filter(|s| !strict && tells(other, **s, false));
        let mut free: Vec<usize> = theirs.map(|s| letters(other, *s)).collect();
        for link in run.iter().filter(mine) {
            let list = if missing { &link.source } else { &link.target };
            let Some(sentence) = list.first() else { continue };
            // What stands alone on both sides of one gap was rather translated freely than left out.
            let size = letters(own, *sentence);
            if let Some(at) = free.iter().position(|l| size.max(*l) <= LONGER * size.min(*l)) {
                free.remove(at);
                continue;
            }
            out.push(Lone { sentence: *sentence, at: place(own, other, *sentence, before) });
        }
    }
    out.sort_by_key(|l| l.sentence);
    out
}

/// Letters and digits of a sentence, code and all.
fn letters(document: &Document, sentence: usize) -> usize {
    let text = document.sentences.get(sentence).map_or("", |s| s.span.of(&document.text));
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// How many sentences of a document say enough for their absence to matter.
#[must_use]
pub fn telling(document: &Document) -> usize {
    (0..document.sentences.len()).filter(|s| tells(document, *s, false)).count()
}

fn is_lone(link: &Link) -> bool {
    link.source.is_empty() || link.target.is_empty()
}

fn body_start(document: &Document) -> usize {
    document.front_matter.as_ref().map_or(0, |f| f.span.end)
}

/// The end of what stands before, or of its whole block where the sentence opens a block of its own.
fn place(own: &Document, other: &Document, sentence: usize, before: usize) -> usize {
    let first = |n: usize| {
        let block = own.sentences.get(n).map(|s| s.block);
        n == 0 || own.sentences.get(n - 1).map(|s| s.block) != block
    };
    if !first(sentence) {
        return before;
    }
    // Sentences stand in the order of their starts; the one that ends there is among the last before.
    let started = other.sentences.partition_point(|s| s.span.start < before.max(1));
    let near = other.sentences.get(started.saturating_sub(32)..started).unwrap_or(&[]);
    let around = near.iter().find(|s| s.span.end == before).and_then(|s| other.blocks.get(s.block));
    around.map_or(before, |b| b.span.end.max(before))
}

/// Whether a sentence says enough for its absence to matter.
#[must_use]
pub fn tells(document: &Document, sentence: usize, strict: bool) -> bool {
    let Some(s) = document.sentences.get(sentence) else { return false };
    let kind = document.blocks.get(s.block).map(|b| b.kind);
    let words = prose_words(document, s.span);
    let least = match kind {
        Some(BlockKind::Heading(_)) => 2,
        Some(BlockKind::TableCell | BlockKind::Alt | BlockKind::Caption) => 4,
        Some(BlockKind::FrontMatter) | None => return false,
        _ => 3,
    };
    let labels = matches!(kind, Some(BlockKind::Alt | BlockKind::Caption));
    // `Type: string` as a paragraph of its own is a line of a reference.
    if words > 0 && words < least && matches!(kind, Some(BlockKind::Paragraph)) {
        let code = document.masks.iter().filter(|m| m.kind == MaskKind::Code && s.span.contains(m.span));
        let alone = document.blocks.get(s.block).is_some_and(|b| {
            let before = document.prose.get(b.span.start..s.span.start).unwrap_or("");
            !before.contains(char::is_alphanumeric)
        });
        return alone && code.map(|m| m.span.len()).sum::<usize>() > 0;
    }
    words >= if strict { least.min(2) } else { least } && (strict || !labels)
}

/// Words of two letters and more in the prose of `span`; code, addresses and markup do not count.
#[must_use]
pub fn prose_words(document: &Document, span: Span) -> usize {
    const JOINT: char = JOIN as char;
    let (mut words, mut letters) = (0, 0);
    for c in span.of(&document.prose).chars() {
        // Most characters are ASCII, and told without the tables of Unicode.
        let (letter, inside) = match c {
            'a'..='z' | 'A'..='Z' => (true, true),
            '0'..='9' | JOINT => (false, true),
            c if c.is_ascii() => (false, false),
            c => (c.is_alphabetic(), c.is_alphanumeric()),
        };
        letters = if inside { letters + usize::from(letter) } else { 0 };
        // The second letter makes the word.
        words += usize::from(letter && letters == 2);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::pair::align;

    #[test]
    fn words_have_two_letters_and_may_hold_hidden_markup() {
        let text = "d**é**but à l'*eau* : 3 P2P, 2e x `code` été ωμ\n".to_owned();
        let document = Document::parse(text, Kind::Markdown);
        // début, eau, P2P, été, ωμ
        assert_eq!(prose_words(&document, Span::new(0, document.text.len())), 5);
    }

    fn documents(en: &str, fr: &str) -> (Document, Document) {
        (Document::parse(en.to_owned(), Kind::Markdown), Document::parse(fr.to_owned(), Kind::Markdown))
    }

    #[test]
    fn a_sentence_left_out_is_found_with_its_place() {
        let (en, fr) = documents(
            "# Garden\n\nThe garden opens in spring. Children plant beans near the wall. We close in winter.\n",
            "# Jardin\n\nLe jardin ouvre au printemps. Nous fermons en hiver.\n",
        );
        let alignment = align(&en, &fr, ("en", "fr"));
        let found = missing(&en, &fr, &alignment, false);
        assert_eq!(found.len(), 1);
        let sentence = en.sentences[found[0].sentence].span.of(&en.text);
        assert_eq!(sentence, "Children plant beans near the wall.");
        assert!(fr.text[..found[0].at].ends_with("printemps."));
        assert!(extra(&en, &fr, &alignment, false).is_empty());
    }

    #[test]
    fn a_faithful_translation_is_silent() {
        let (en, fr) = documents(
            "The night train leaves the city at ten. It reaches the sea before dawn.\n\n- bread\n- water\n",
            "Le train de nuit quitte la ville à dix heures. Il arrive à la mer avant l'aube.\n\n- pain\n- eau\n",
        );
        let alignment = align(&en, &fr, ("en", "fr"));
        assert!(missing(&en, &fr, &alignment, false).is_empty());
        assert!(extra(&en, &fr, &alignment, false).is_empty());
    }
}
