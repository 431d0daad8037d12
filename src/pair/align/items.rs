//! A post as alignment sees it: blocks in order, each with its sentences, or a block without prose.

use super::Unit;
use crate::document::{BlockKind, Document, FrontMatter, MaskKind, OBJECT};
use crate::pair::words::{Endings, Word, hash, words};
use crate::span::Span;
use std::ops::Range;

/// What a group of sentences is. Groups of unlike classes do not translate each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A heading of this level.
    Heading(u8),
    /// Running text.
    Text,
    /// The text of a list item.
    Item,
    /// A cell of a table.
    Cell,
    /// Text of an image, link title, shortcode or attribute.
    Label,
    /// A footnote.
    Note,
    /// Code.
    Code,
    /// A shortcode, import or the like.
    Markup,
}

impl Class {
    /// The class of a block; front matter has none.
    #[must_use]
    pub fn of(kind: BlockKind) -> Option<Self> {
        Some(match kind {
            BlockKind::Heading(level) => Self::Heading(level),
            BlockKind::Paragraph | BlockKind::Html => Self::Text,
            BlockKind::ListItem => Self::Item,
            BlockKind::TableCell => Self::Cell,
            BlockKind::Alt | BlockKind::Caption => Self::Label,
            BlockKind::Footnote => Self::Note,
            BlockKind::Code => Self::Code,
            BlockKind::Markup => Self::Markup,
            BlockKind::FrontMatter => return None,
        })
    }

    /// What it costs that a group of one class stands for a group of another, in nats.
    pub(super) fn distance(self, other: Self) -> f32 {
        let solid = |c: Self| matches!(c, Self::Code | Self::Markup);
        match (self, other) {
            (a, b) if a == b => 0.0,
            (Self::Heading(a), Self::Heading(b)) => 1.0 + 0.5 * f32::from(a.abs_diff(b)),
            (a, b) if solid(a) || solid(b) => f32::INFINITY,
            (Self::Label, _) | (_, Self::Label) => 6.0,
            (Self::Text, Self::Item | Self::Note) | (Self::Item | Self::Note, Self::Text) => 2.0,
            (Self::Heading(_), _) | (_, Self::Heading(_)) => 5.0,
            _ => 4.0,
        }
    }
}

/// One item: a sentence, or a block without sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Its bytes.
    pub span: Span,
    /// The block, an index into [`Document::blocks`].
    pub block: usize,
    /// The sentence, an index into [`Document::sentences`]; `None` for a block without sentences.
    pub sentence: Option<usize>,
}

/// A post taken apart. Front matter is left out: its values are joined by their keys.
#[derive(Debug, Clone, Default)]
pub struct Items {
    /// The items, block by block.
    pub list: Vec<Item>,
    /// What the aligner compares, one for each item.
    pub units: Vec<Unit>,
    /// For each group (block) the items it holds.
    pub groups: Vec<Range<usize>>,
    /// The class of each group.
    pub classes: Vec<Class>,
}

impl Items {
    /// Takes `document` apart.
    #[must_use]
    pub fn read(document: &Document, endings: Endings) -> Self {
        let mut sentences: Vec<Vec<usize>> = vec![Vec::new(); document.blocks.len()];
        for (n, sentence) in document.sentences.iter().enumerate() {
            if let Some(list) = sentences.get_mut(sentence.block) {
                list.push(n);
            }
        }
        let mut out = Self::default();
        for (n, block) in document.blocks.iter().enumerate() {
            let Some(class) = Class::of(block.kind) else { continue };
            let start = out.list.len();
            let paragraph = u32::try_from(n).unwrap_or(u32::MAX);
            for &sentence in sentences.get(n).map_or(&[][..], Vec::as_slice) {
                let Some(span) = document.sentences.get(sentence).map(|s| s.span) else { continue };
                out.list.push(Item { span, block: n, sentence: Some(sentence) });
                out.units.push(prose_unit(document, span, endings, paragraph));
            }
            if start == out.list.len() {
                if !matches!(class, Class::Code | Class::Markup) {
                    continue;
                }
                out.list.push(Item { span: block.span, block: n, sentence: None });
                out.units.push(solid_unit(block.span.of(&document.text), paragraph));
            }
            out.groups.push(start..out.list.len());
            out.classes.push(class);
        }
        out
    }

    /// The class of the group that a run of items begins in.
    pub(super) fn class_of(&self, range: &Range<usize>) -> Class {
        let group = self.groups.partition_point(|g| g.start <= range.start).saturating_sub(1);
        self.classes.get(group).copied().unwrap_or(Class::Text)
    }
}

/// A sentence's words: prose and inline code, no addresses or syntax.
fn prose_unit(document: &Document, span: Span, endings: Endings, paragraph: u32) -> Unit {
    let mut clean = String::with_capacity(span.len());
    let text = span.of(&document.text);
    let first = document.masks.partition_point(|m| m.span.end <= span.start);
    let mut at = span.start;
    for mask in document.masks.iter().skip(first).take_while(|m| m.span.start < span.end) {
        let (from, to) = (mask.span.start.max(span.start), mask.span.end.min(span.end));
        clean.push_str(Span::new(at, from).of(&document.text));
        match mask.kind {
            MaskKind::Code | MaskKind::Math => clean.push_str(Span::new(from, to).of(&document.text)),
            // Emphasis inside a word does not end it.
            MaskKind::Syntax if to - from <= 2 => {}
            _ => clean.push(' '),
        }
        at = to;
    }
    clean.push_str(Span::new(at, span.end).of(&document.text));
    let prose = span.of(&document.prose).bytes().filter(|b| *b != OBJECT).count();
    let shown = text.chars().count().min(prose.max(clean.chars().count()));
    Unit { words: words(&clean, endings), length: shown as f32, paragraph, marks: marks(&clean) }
}

/// The words of a sentence as alignment sees them: prose and inline code, no addresses or syntax.
#[must_use]
pub fn prose_words_of(document: &Document, span: Span, endings: Endings) -> Vec<Word> {
    prose_unit(document, span, endings, 0).words
}

/// Bits for a final question mark, a final exclamation mark, and a final colon.
#[must_use]
pub fn marks(text: &str) -> u8 {
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !"?!:.…".contains(c));
    match end.chars().next_back() {
        Some('?') => 1,
        Some('!') => 2,
        Some(':') => 4,
        _ => 0,
    }
}

/// A block without prose: its lines are its words, so that equal code finds its twin.
fn solid_unit(text: &str, paragraph: u32) -> Unit {
    let word =
        |line: &str| Word { stem: hash(b'|', line.as_bytes()), root: 0, number: false, capital: false };
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let words: Vec<Word> = lines.take(60).map(word).collect();
    Unit { words, length: text.len() as f32, paragraph, marks: 0 }
}

/// The key of the front matter value that `span` lies in.
#[must_use]
pub fn front_key(front: &FrontMatter, span: Span) -> Option<&str> {
    // Values stand in order, and none in another: those before end before.
    let first = front.values.partition_point(|v| v.span.end < span.end);
    let mut rest = front.values.iter().skip(first).take_while(|v| v.span.start <= span.start);
    rest.find(|v| v.span.contains(span)).map(|v| v.key.as_str())
}
