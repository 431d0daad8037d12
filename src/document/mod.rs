//! Text to document: front matter, Markdown blocks, masks over what is not prose, sentences.
//!
//! A [`Document`] is immutable and holds the text once; everything else is spans into it.
//!
//! The order of work: `front_matter` takes the head of the file; `dialect` finds what Markdown does
//! not know (shortcodes, Liquid, MDX, directives) and hides it from the parser at equal length;
//! `markdown` walks the events of pulldown-cmark; `mask` weaves both into masks and prose;
//! `sentence` splits the prose.

mod build;
mod declared;
mod dialect;
mod front_matter;
mod html;
mod html_block;
mod inline;
mod markdown;
mod mask;
mod quotes;
pub mod sentence;
mod sentences;
mod slug;
mod suppression;
#[cfg(test)]
mod tests;
mod types;

pub use types::*;

use crate::span::{LineIndex, Span};
use build::Build;
use std::sync::OnceLock;

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
    /// Emphasis, links and quotations, in order of position; inner ones after those around them.
    pub inlines: Vec<Inline>,
    /// Code blocks, in order of position.
    pub code: Vec<CodeBlock>,
    /// Headings and their anchors, in order of position.
    pub headings: Vec<Heading>,
    /// Stretches whose language markup declares, in order of position, inner ones last.
    pub declared: Vec<(Span, String)>,
    /// Shortcodes, Liquid tags and expressions outside code, in order of position.
    pub templates: Vec<Template>,
    /// See [`Document::slugs`].
    slugs: OnceLock<Vec<String>>,
}

/// `text` with every CR that ends a line on its own as LF: the readers of front matter, fences and dialects
/// need to know one line end only. Of equal length, so that all positions hold for `text` too.
fn line_feeds(text: &str) -> std::borrow::Cow<'_, str> {
    let bytes = text.as_bytes();
    let lone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let mut found = memchr::memchr_iter(b'\r', bytes).filter(lone).peekable();
    if found.peek().is_none() {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in found {
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push('\n');
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out.into()
}

/// The byte that stands for an opaque object (code, URL, template, math) in [`Document::prose`].
pub const OBJECT: u8 = 0x1a;

/// The byte that stands for hidden markup where readers see no space: `d**é**but` reads `d`, two of
/// these, `é`, two of these, `but`. Skip it inside words.
pub const JOIN: u8 = 0x1f;

impl Document {
    /// Reads `text` as `kind`. Never fails: what cannot be understood is prose.
    #[must_use]
    pub fn parse(text: String, kind: Kind) -> Self {
        let mut document = Self {
            lines: LineIndex::new(&text),
            kind,
            front_matter: None,
            blocks: Vec::new(),
            masks: Vec::new(),
            prose: String::new(),
            sentences: Vec::new(),
            links: Vec::new(),
            suppressions: Vec::new(),
            inlines: Vec::new(),
            code: Vec::new(),
            headings: Vec::new(),
            declared: Vec::new(),
            templates: Vec::new(),
            slugs: OnceLock::new(),
            text,
        };
        if kind == Kind::Plain {
            document.prose.clone_from(&document.text);
            let all = Span::new(0, document.text.len());
            let kind = BlockKind::Paragraph;
            document.blocks.push(Block {
                kind,
                span: all,
                quote_depth: 0,
                list_depth: 0,
                declared_language: None,
            });
            return document;
        }
        document.read();
        document
    }

    /// For each heading, the identifier that GitHub, Hugo and most generators derive from its text, unique in
    /// the page. Few rules ask for them, so they are derived when the first does.
    #[must_use]
    pub fn slugs(&self) -> &[String] {
        self.slugs.get_or_init(|| {
            slug::unique(&self.headings, |block| {
                let span = self.blocks.get(block).map_or(Span::empty(0), |b| b.span);
                slug::visible(&self.text, &self.prose, span)
            })
        })
    }

    /// Reads the text as a post.
    fn read(&mut self) {
        let view = line_feeds(&self.text);
        let text = view.as_ref();
        let mut build = Build::new(memchr::memmem::find(text.as_bytes(), b"lang=").is_some(), text.len());
        self.front_matter = front_matter::read(text);
        let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let body = self.front_matter.as_ref().map_or(bom, |fm| fm.span.end);
        for value in self.front_matter.iter().flat_map(|fm| &fm.values).filter(|v| v.is_prose()) {
            let block = build.block(BlockKind::FrontMatter, value.span, 0, 0);
            inline::fragment(text, value.span, block, &mut build.tokens);
        }
        let dialect = dialect::scan(text, body, self.kind, &mut build);
        let parsed = dialect.text.as_deref().or(text.get(body..)).unwrap_or("");
        markdown::walk(text, parsed, markdown::Map::Shift(body), &dialect, &mut build);
        inline::weak(text, body, &mut build.over);
        let tokens = mask::weave(std::mem::take(&mut build.tokens), std::mem::take(&mut build.over));
        let woven = mask::finish(text, &tokens, body);
        (self.masks, self.prose) = (woven.masks, woven.prose);
        self.keep(build);
    }

    /// Takes over what was collected, sorted.
    fn keep(&mut self, mut build: Build) {
        let mut numbered: Vec<(usize, Block)> = build.blocks.drain(..).enumerate().collect();
        numbered.sort_by_key(|(_, b)| (b.span.start, std::cmp::Reverse(b.span.end)));
        let mut place = vec![0; numbered.len()];
        for (new, (old, _)) in numbered.iter().enumerate() {
            if let Some(slot) = place.get_mut(*old) {
                *slot = new;
            }
        }
        self.blocks = numbered.into_iter().map(|(_, block)| block).collect();
        build.inlines.sort_by_key(|i| (i.span.start, std::cmp::Reverse(i.span.end)));
        self.declared = declared::languages(&self.text, &self.blocks, &mut build);
        declared::mark(&mut self.blocks, &self.declared);
        self.headings = slug::headings(std::mem::take(&mut build.headings), &place);
        self.inlines = build.inlines;
        self.links = build.links;
        self.links.sort_by_key(|l| (l.span.start, std::cmp::Reverse(l.span.end)));
        self.code = build.code;
        self.code.sort_by_key(|c| c.span);
        self.templates = build.templates;
        self.templates.sort_by_key(|t| t.span);
        self.suppressions =
            suppression::read(&self.text, &self.lines, self.front_matter.as_ref(), build.comments);
        build.breaks.sort_unstable();
        self.sentences =
            sentences::read(&self.text, &self.prose, &self.blocks, &build.breaks, &mut self.inlines);
    }

    /// The mask that covers byte `at`, if any.
    #[must_use]
    pub fn mask_at(&self, at: usize) -> Option<Mask> {
        let i = self.masks.partition_point(|m| m.span.end <= at);
        self.masks.get(i).copied().filter(|m| m.span.start <= at)
    }

    /// The prose of a sentence, with the alternative texts and captions inside it, which are blocks
    /// of their own, as [`OBJECT`] bytes. The same length in bytes as the sentence.
    #[must_use]
    pub fn sentence_prose(&self, sentence: &Sentence) -> std::borrow::Cow<'_, str> {
        sentences::prose(&self.prose, &self.blocks, sentence.block, sentence.span)
    }
}
