//! What the readers of a post collect before it becomes a document.

use super::types::{Block, BlockKind, CodeBlock, Inline, Link, MaskKind, Template};
use crate::span::Span;

/// A failed search for the end of a tag, expression or element may run to the end of the file.
/// After this many of one kind nothing of that kind is looked for any more, which keeps reading linear.
const FAILURES: u32 = 128;

/// What a search that may fail looks for. Each kind is counted on its own: a page full of `Array<string`
/// still has comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// The end of a tag.
    Tag,
    /// The closing brace of an expression.
    Brace,
    /// The end of a comment.
    Comment,
    /// The closing tag of an element or shortcode whose inside is no language.
    Pair,
}

/// No block.
pub(super) const NO_BLOCK: u32 = u32::MAX;

/// What a stretch of text is to a reader of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Text to be read.
    Prose,
    /// Something seen that is not language: code, a URL, a formula.
    Object(MaskKind),
    /// Something not seen: a tag, a destination, a marker.
    Hidden(MaskKind),
    /// An HTML entity and the character it stands for.
    Entity(char),
    /// A URL, address or emoji code, if it stands in prose.
    Weak(MaskKind),
}

/// A stretch of the text and what it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub span: Span,
    pub what: What,
    /// The block it stands in, an index into [`Build::blocks`].
    pub block: u32,
}

/// An element with a `lang` attribute, or a tag that may close one.
#[derive(Debug, Clone)]
pub(super) struct TagMark {
    pub span: Span,
    pub name: String,
    pub closing: bool,
    pub lang: Option<String>,
}

/// An attribute list with a language: `{lang=en}`.
#[derive(Debug, Clone)]
pub(super) struct LanguageMark {
    pub span: Span,
    pub lang: String,
    /// It stands alone on its line and speaks of a block.
    pub alone: bool,
}

/// A heading before slugs are known.
#[derive(Debug)]
pub(super) struct RawHeading {
    pub block: u32,
    pub level: u8,
    pub id: Option<String>,
}

/// Where sentences end whatever the punctuation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Break {
    pub at: usize,
    /// Always; else only when the text goes on with anything but a small letter.
    pub hard: bool,
}

/// The collection.
#[derive(Debug, Default)]
pub(super) struct Build {
    /// From the Markdown parser, in order of position.
    pub tokens: Vec<Token>,
    /// From the dialects: these win over `tokens`, except inside code.
    pub over: Vec<Token>,
    pub blocks: Vec<Block>,
    pub links: Vec<Link>,
    pub inlines: Vec<Inline>,
    pub code: Vec<CodeBlock>,
    pub headings: Vec<RawHeading>,
    pub breaks: Vec<Break>,
    pub tags: Vec<TagMark>,
    pub language_marks: Vec<LanguageMark>,
    pub comments: Vec<Span>,
    pub templates: Vec<Template>,
    /// Whether any `lang` stands in the text; tags are not collected otherwise.
    pub has_lang: bool,
    failures: [u32; 4],
}

impl Build {
    /// An empty collection; `has_lang` says whether tags are worth collecting, `size` how long the text is.
    pub fn new(has_lang: bool, size: usize) -> Self {
        Self {
            has_lang,
            tokens: Vec::with_capacity(size / 24),
            blocks: Vec::with_capacity(size / 96),
            ..Self::default()
        }
    }

    /// Adds a block and returns its number.
    pub fn block(&mut self, kind: BlockKind, span: Span, quote_depth: u8, list_depth: u8) -> u32 {
        let number = u32::try_from(self.blocks.len()).unwrap_or(NO_BLOCK);
        self.blocks.push(Block { kind, span, quote_depth, list_depth, declared_language: None });
        number
    }

    /// Adds a token to `tokens`, joined to the last one where it continues it.
    pub fn token(&mut self, span: Span, what: What, block: u32) {
        if span.is_empty() {
            return;
        }
        if let Some(last) = self.tokens.last_mut()
            && last.what == What::Prose
            && what == What::Prose
            && last.block == block
            && last.span.end == span.start
        {
            last.span.end = span.end;
            return;
        }
        self.tokens.push(Token { span, what, block });
    }

    /// Whether a search that may fail is still worth its price.
    pub fn may_search(&self, what: Search) -> bool {
        self.failures.get(what as usize).is_some_and(|n| *n < FAILURES)
    }

    /// A search failed after running over much text.
    pub fn failed(&mut self, what: Search) {
        if let Some(n) = self.failures.get_mut(what as usize) {
            *n += 1;
        }
    }
}
