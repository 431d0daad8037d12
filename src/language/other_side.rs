//! What the other side of a pair says of short text: the same string there, and whether its words are words.

use super::token::{Case, Token};
use super::tokens::Unit;
use crate::document::Document;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// The other side of a pair, read when something asks.
#[derive(Default)]
pub struct OtherSide<'a> {
    document: Option<&'a Document>,
    sentences: OnceCell<FxHashSet<&'a str>>,
    words: OnceCell<FxHashSet<&'a str>>,
}

impl<'a> OtherSide<'a> {
    /// The other side, if there is one.
    #[must_use]
    pub fn new(document: Option<&'a Document>) -> Self {
        Self { document, ..Self::default() }
    }

    /// Whether the sentence of `unit` stands on the other side as it is.
    #[must_use]
    pub fn has(&self, document: &Document, unit: &Unit) -> bool {
        let Some(other) = self.document else { return false };
        let all = self
            .sentences
            .get_or_init(|| other.sentences.iter().map(|s| s.span.of(&other.text).trim()).collect());
        all.contains(unit.sentence.span.of(&document.text).trim())
    }

    /// Whether every capitalised word of a heading, cell or title, `tokens`, is a plain word on the other side,
    /// which has the same title: `Child Elements` on a page that speaks of elements and children. Names are
    /// not written in small letters.
    #[must_use]
    pub fn common_nouns(&self, document: &Document, unit: &Unit, tokens: &[Token]) -> bool {
        let Some(other) = self.document else { return false };
        let capital = |t: &&Token| t.is_word() && t.case == Case::Title;
        if !tokens.iter().any(|t| capital(&t)) || tokens.iter().any(|t| !t.is_word()) {
            return false;
        }
        if !self.has(document, unit) {
            return false;
        }
        let letter = |c: char| c.is_alphanumeric() || c == '_';
        let words = self.words.get_or_init(|| {
            let all = other.prose.split(|c: char| !letter(c)).filter(|w| w.starts_with(char::is_lowercase));
            all.collect()
        });
        let plain = |t: &Token| {
            let written = document.prose.get(t.start..t.end).unwrap_or("").to_lowercase();
            let number = [written.as_str(), written.strip_suffix('s').unwrap_or(&written)];
            number.iter().any(|w| words.contains(w)) || words.contains(format!("{written}s").as_str())
        };
        tokens.iter().filter(capital).all(plain)
    }
}
