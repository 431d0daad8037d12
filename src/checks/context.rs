//! What checks are given: the text or document, and facts that several rules share, computed once.

use super::pair::OtherText;
use crate::config::Settings;
use crate::document::Document;
use crate::encoding;
use crate::finding::Related;
use crate::language::{Language, Reading};
use crate::mojibake::{self, Repair};
use crate::pair::congruent::congruent;
use crate::pair::stale::Origin;
use crate::pair::{Alignment, BlockLink, Memory, align};
use crate::span::Span;
use std::cell::OnceCell;

/// What a rule about text sees.
pub struct TextContext<'a> {
    /// Path as reports show it.
    pub path: &'a str,
    /// The file as it was read. For posts, blocks and masks are filled in; otherwise it is plain.
    pub document: &'a Document,
    /// How the bytes became text.
    pub source: &'a encoding::Source,
    /// Configuration.
    pub settings: &'a Settings,
    mojibake: OnceCell<Vec<Repair>>,
}

impl<'a> TextContext<'a> {
    /// A context with nothing computed yet.
    #[must_use]
    pub fn new(
        path: &'a str,
        document: &'a Document,
        source: &'a encoding::Source,
        settings: &'a Settings,
    ) -> Self {
        Self { path, document, source, settings, mojibake: OnceCell::new() }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    /// Damaged stretches of the text; ENC001, ENC004 and ENC005 each take their kind.
    #[must_use]
    pub fn mojibake(&self) -> &[Repair] {
        self.mojibake.get_or_init(|| mojibake::scan(self.text()))
    }
}

/// What a rule about one post sees: the text after every safe encoding repair.
pub struct DocumentContext<'a> {
    /// Path as reports show it.
    pub path: &'a str,
    /// The post.
    pub document: &'a Document,
    /// The language the page should be in, and how that is known; `None` when nothing says.
    pub language: Option<PageLanguage>,
    /// The other side of the pair, where there is one: evidence, never proof.
    pub counterpart: Option<&'a Document>,
    /// Names and allow lists.
    pub settings: &'a Settings,
    reading: OnceCell<Reading>,
}

impl<'a> DocumentContext<'a> {
    /// A context with nothing computed yet.
    #[must_use]
    pub fn new(
        path: &'a str,
        document: &'a Document,
        language: Option<PageLanguage>,
        counterpart: Option<&'a Document>,
        settings: &'a Settings,
    ) -> Self {
        Self { path, document, language, counterpart, settings, reading: OnceCell::new() }
    }

    /// What was read so far, if anything was.
    #[must_use]
    pub fn into_reading(self) -> Option<Reading> {
        self.reading.into_inner()
    }

    /// What the text is written in, stretch by stretch; every LANG rule takes its part.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| {
            crate::language::read(&crate::language::Input {
                document: self.document,
                page: self.language.as_ref().map(|l| (l.tag.as_str(), l.because.as_str())),
                counterpart: self.counterpart,
                allow: &[&self.settings.names, &self.settings.allow],
            })
        })
    }
}

/// The language a page should be in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLanguage {
    /// The BCP 47 tag as declared: `fr`, `fr-CA`, `es`.
    pub tag: String,
    /// What says so, in words: "front matter `lang`", "its name `post.fr.md`".
    pub because: String,
}

impl PageLanguage {
    /// French or English, if it is one of them.
    #[must_use]
    pub fn known(&self) -> Option<Language> {
        Language::from_tag(&self.tag)
    }
}

/// One side of a pair.
pub struct Side<'a> {
    /// Path as reports show it.
    pub path: &'a str,
    /// The post.
    pub document: &'a Document,
    /// Its language.
    pub language: PageLanguage,
}

/// What a rule about a pair sees. Findings are positions on the target (the translation).
pub struct PairContext<'a> {
    /// The original.
    pub source: Side<'a>,
    /// The translation.
    pub target: Side<'a>,
    /// Configuration.
    pub settings: &'a Settings,
    /// The original when the translation was last touched, where a history tells.
    pub origin: Option<&'a Origin>,
    /// What the other posts of the site teach.
    pub memory: Option<&'a Memory<'a>>,
    alignment: OnceCell<Alignment>,
    congruent: OnceCell<Option<Vec<BlockLink>>>,
    reading: OnceCell<Reading>,
    /// What every rule about sentences asks before it speaks; see `pair::other_text`.
    pub(super) other_text: OnceCell<Option<OtherText>>,
}

impl<'a> PairContext<'a> {
    /// A context with nothing computed yet.
    #[must_use]
    pub fn new(source: Side<'a>, target: Side<'a>, settings: &'a Settings) -> Self {
        Self {
            source,
            target,
            settings,
            origin: None,
            memory: None,
            alignment: OnceCell::new(),
            congruent: OnceCell::new(),
            reading: OnceCell::new(),
            other_text: OnceCell::new(),
        }
    }

    /// The same context with the original of the time of the translation.
    #[must_use]
    pub fn since(mut self, origin: Option<&'a Origin>) -> Self {
        self.origin = origin;
        self
    }

    /// The same context with what the other posts of the site teach.
    #[must_use]
    pub fn with_memory(mut self, memory: Option<&'a Memory<'a>>) -> Self {
        self.memory = memory;
        self
    }

    /// How the site translates a sentence of the original elsewhere, if it does so in one way.
    #[must_use]
    pub fn remembered(&self, sentence: Span) -> Option<String> {
        let text = sentence.of(&self.source.document.text);
        self.memory?.translation(text, &self.target.language.tag)
    }

    /// The same context with the translation read already, in the language it should be in.
    #[must_use]
    pub fn with_reading(mut self, reading: Option<Reading>) -> Self {
        self.reading = reading.map_or_else(OnceCell::new, OnceCell::from);
        self
    }

    /// Which blocks and sentences translate which.
    #[must_use]
    pub fn alignment(&self) -> &Alignment {
        let (source, target) = (self.source.document, self.target.document);
        let tags = (self.source.language.tag.as_str(), self.target.language.tag.as_str());
        let shared = self.memory.and_then(|m| m.alignment(source, target, tags));
        shared.unwrap_or_else(|| self.alignment.get_or_init(|| align(source, target, tags)))
    }

    /// Blocks joined by their places, where both sides are built alike: enough to see that nothing
    /// differs, without aligning a sentence. `None` where that proves nothing, and in `--strict`.
    #[must_use]
    pub fn congruent(&self) -> Option<&[BlockLink]> {
        let find = || congruent(self.source.document, self.target.document);
        let found = if self.settings.strict { &None } else { self.congruent.get_or_init(find) };
        found.as_deref()
    }

    /// What the translation is written in, stretch by stretch.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| {
            let language = &self.target.language;
            crate::language::read(&crate::language::Input {
                document: self.target.document,
                page: Some((language.tag.as_str(), language.because.as_str())),
                counterpart: Some(self.source.document),
                allow: &[&self.settings.names, &self.settings.allow],
            })
        })
    }

    /// A place in the original, for a finding about the translation.
    #[must_use]
    pub fn in_source(&self, span: Span, message: &str) -> Related {
        Related::new(self.source.path, self.source.document, span, message)
    }
}
