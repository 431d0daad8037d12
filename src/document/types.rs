//! The types that describe a post: blocks, masks, links, sentences, front matter.

use crate::span::Span;

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
        let kind = |path: &str| {
            let ext = path.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
            match ext.as_str() {
                "md" | "markdown" => Self::Markdown,
                "mdx" => Self::Mdx,
                _ => Self::Plain,
            }
        };
        kind(tail(path).map_or(path, |(path, _)| path))
    }
}

/// `post.md.fr` as `post.md` and `fr`: Nikola's old way to mark a language, after the extension.
#[must_use]
pub fn tail(path: &str) -> Option<(&str, &str)> {
    let (before, token) = path.rsplit_once('.')?;
    let marked = ["fr", "en"].iter().any(|t| token.eq_ignore_ascii_case(t));
    let name = before.rsplit('/').next().unwrap_or(before);
    (marked && name.contains('.')).then_some((before, token))
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

/// How a scalar of the front matter is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quoting {
    /// YAML without quotes; TOML and JSON numbers, booleans and dates.
    Plain,
    /// YAML `'…'`.
    Single,
    /// YAML `"…"`, JSON strings, TOML basic strings: backslash escapes.
    Double,
    /// YAML `|`.
    Literal,
    /// YAML `>`.
    Folded,
    /// TOML `'…'`: no escapes at all.
    Raw,
    /// TOML `"""…"""`.
    MultilineDouble,
    /// TOML `'''…'''`: no escapes at all.
    MultilineRaw,
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
    /// How it is quoted, which decides how an edit inside it must be escaped.
    pub quoting: Quoting,
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
    /// The block it stands in, an index into [`Document::blocks`](super::Document::blocks).
    pub block: usize,
}

/// A stretch of inline markup or quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// All of it, markers included.
    pub span: Span,
    /// What stands between the markers.
    pub inner: Span,
}

/// What an [`Inline`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InlineKind {
    /// `*text*`, `<em>`, `<i>`.
    Emphasis,
    /// `**text**`, `<strong>`, `<b>`.
    Strong,
    /// `[text](destination)` or an HTML anchor.
    Link,
    /// `~~text~~`.
    Strikethrough,
    /// `« … »`, `“ … ”`, `" … "` or an HTML `q`.
    Quote,
    /// An HTML `cite`: the title of a work.
    Cite,
    /// Any other HTML element that carries a `lang` attribute, or a bracketed span with one.
    Language,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The info string as written; its first word is the language. Empty when there is none.
    pub info: String,
    /// All of it, fences included.
    pub span: Span,
    /// The code, without fences; with the indentation and quote marks of its containers.
    pub content: Span,
    /// Whether it is fenced (or a shortcode), not indented.
    pub fenced: bool,
    /// Whether a fence was opened and never closed.
    pub unclosed: bool,
}

impl CodeBlock {
    /// The language named by the info string, without decoration: `js` of `js {1,3} title="x"`.
    #[must_use]
    pub fn language(&self) -> &str {
        let word = self.info.trim_start_matches(['{', '.', ' ']);
        word.split(|c: char| c.is_whitespace() || matches!(c, '{' | ',' | '}' | ':')).next().unwrap_or("")
    }
}

/// A shortcode, Liquid tag or template expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// All of it, delimiters included.
    pub span: Span,
    /// Its name: `figure` of `{{< figure src="x" >}}`; empty for expressions and comments.
    pub name: Span,
    /// Whether it closes an earlier one: `{{< /note >}}`.
    pub closing: bool,
    /// Whether its closing delimiter is missing.
    pub unclosed: bool,
}

/// A heading and the anchor that links may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The heading, an index into [`super::Document::blocks`].
    pub block: usize,
    /// 1 to 6.
    pub level: u8,
    /// The identifier written in the text (`{#id}`), if any.
    pub id: Option<String>,
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
