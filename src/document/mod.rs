//! Text to document: front matter, Markdown blocks, masks over what is not prose, sentences.
//!
//! A [`Document`] is immutable and holds the text once; everything else is spans into it.

use crate::span::{LineIndex, Span};

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Markdown, in any static site generator's dialect.
    Markdown,
    /// Markdown with JSX.
    Mdx,
    /// Any other text: one block of plain text; only the ENC rules read it.
    Plain,
}

impl Kind {
    /// The kind a path's extension says.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        let ext = path.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
        match ext.as_str() {
            "md" | "markdown" => Self::Markdown,
            "mdx" => Self::Mdx,
            _ => Self::Plain,
        }
    }
}

/// The syntax of a front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontMatterFormat {
    /// `---`
    Yaml,
    /// `+++`
    Toml,
    /// `{` … `}`
    Json,
}

/// A scalar of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatterValue {
    /// Dotted path of the key: `title`, `seo.description`, `tags.0`.
    pub key: String,
    /// The value's bytes in the text, quotes excluded.
    pub span: Span,
    /// The value with escapes resolved.
    pub value: String,
}

/// The front matter of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// Its syntax.
    pub format: FrontMatterFormat,
    /// All of it, fences included.
    pub span: Span,
    /// Every scalar, in order of position.
    pub values: Vec<FrontMatterValue>,
    /// Why it could not be read to its end, and where, when it could not.
    pub error: Option<(Span, String)>,
}

impl FrontMatter {
    /// The value at a dotted `key`, compared without regard to case.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&FrontMatterValue> {
        self.values.iter().find(|v| v.key.eq_ignore_ascii_case(key))
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading and its level, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// The text of a list item.
    ListItem,
    /// A cell of a table.
    TableCell,
    /// A code block, fenced or indented. Holds no prose.
    Code,
    /// Raw HTML or JSX. Its readable attributes and text are blocks of their own.
    Html,
    /// A value of the front matter that readers see: `title`, `description`, `summary`.
    FrontMatter,
    /// An image's alternative text.
    Alt,
    /// A caption or title: of a link or image, in a shortcode or a JSX attribute.
    Caption,
    /// A footnote's text.
    Footnote,
    /// A shortcode, import, export, directive line or comment. Holds no prose.
    Markup,
}

/// One block of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the text, without list markers, quote markers and heading hashes.
    pub span: Span,
    /// How many block quotes and admonitions it stands in.
    pub quote_depth: u8,
    /// How many lists it stands in.
    pub list_depth: u8,
    /// The language that markup declares for it: `lang="en"`, `{lang=en}`.
    pub declared_language: Option<String>,
}

/// What a mask covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MaskKind {
    /// Inline code or a code block.
    Code,
    /// Raw HTML, JSX, imports, exports.
    Html,
    /// A shortcode, Liquid or template expression.
    Template,
    /// A URL, autolink or link destination.
    Url,
    /// Mathematics.
    Math,
    /// Markdown syntax: emphasis marks, brackets, table pipes, directives, attributes.
    Syntax,
    /// Front matter that is not prose.
    FrontMatter,
    /// A comment that readers do not see.
    Comment,
}

/// A stretch of text that is not prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mask {
    /// What it covers.
    pub kind: MaskKind,
    /// Its bytes.
    pub span: Span,
}

/// A link or image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// All of it.
    pub span: Span,
    /// Its text or alternative text.
    pub text: Span,
    /// Its destination as written, an empty span where a reference defines it.
    pub destination: Span,
    /// The destination, resolved.
    pub url: String,
    /// Whether it is an image.
    pub image: bool,
}

/// A sentence (or heading, cell, value …) of prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, without surrounding white space and closing markup.
    pub span: Span,
    /// The block it stands in, an index into [`Document::blocks`].
    pub block: usize,
}

/// A comment or key that switches rules off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The rule codes, prefixes or names it lists; empty for all rules.
    pub rules: Vec<String>,
    /// Where the suppression itself stands.
    pub span: Span,
    /// Findings that start in this span are suppressed.
    pub covers: Span,
    /// The reason given, if any.
    pub reason: Option<String>,
}

/// A parsed post.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text, whole.
    pub text: String,
    /// How it was read.
    pub kind: Kind,
    /// Where its lines begin.
    pub lines: LineIndex,
    /// The front matter, where there is one.
    pub front_matter: Option<FrontMatter>,
    /// Blocks, in order of position. Inner blocks (alt texts, captions) may lie inside others.
    pub blocks: Vec<Block>,
    /// What is not prose, sorted, not overlapping.
    pub masks: Vec<Mask>,
    /// The text at equal length in bytes, with everything that is not prose replaced: syntax by
    /// spaces, opaque objects (code, URLs, templates, math) by [`OBJECT`] bytes, line ends kept.
    pub prose: String,
    /// Sentences of all prose blocks, in order of position.
    pub sentences: Vec<Sentence>,
    /// Links and images, in order of position.
    pub links: Vec<Link>,
    /// Suppressions, in order of position.
    pub suppressions: Vec<Suppression>,
}

/// The byte that stands for an opaque object (code, URL, template, math) in [`Document::prose`].
pub const OBJECT: u8 = 0x1a;

impl Document {
    /// Reads `text` as `kind`. Never fails: what cannot be understood is prose.
    #[must_use]
    pub fn parse(text: String, kind: Kind) -> Self {
        let lines = LineIndex::new(&text);
        let prose = text.clone();
        Self {
            text,
            kind,
            lines,
            front_matter: None,
            blocks: Vec::new(),
            masks: Vec::new(),
            prose,
            sentences: Vec::new(),
            links: Vec::new(),
            suppressions: Vec::new(),
        }
    }

    /// The mask that covers byte `at`, if any.
    #[must_use]
    pub fn mask_at(&self, at: usize) -> Option<Mask> {
        let i = self.masks.partition_point(|m| m.span.end <= at);
        self.masks.get(i).copied().filter(|m| m.span.start <= at)
    }
}
