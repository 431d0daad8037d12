//! The tokens of a document: every sentence's words, scored, with its blocks and inline markup.

use super::token::{Gap, Strange, Token, tokenize};
use super::{machine, model};
use crate::document::{Document, Inline, Sentence};
use std::ops::Range;

/// A sentence and its tokens.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The sentence.
    pub sentence: Sentence,
    /// Its tokens, indices into [`Tokens::tokens`].
    pub range: Range<usize>,
    /// Letters of neither alphabet in it.
    pub letters: Strange,
}

/// The inline markup that touches `sentence`.
pub fn inlines<'d>(document: &'d Document, sentence: &Sentence) -> impl Iterator<Item = &'d Inline> {
    let start = document.blocks.get(sentence.block).map_or(sentence.span.start, |b| b.span.start);
    let from = document.inlines.partition_point(|i| i.span.start < start);
    let span = sentence.span;
    let until = document.inlines.iter().skip(from).take_while(move |i| i.span.start < span.end);
    until.filter(move |i| i.span.overlaps(span))
}

/// The tokens of a document.
#[derive(Debug, Default)]
pub struct Tokens {
    /// Every token, sentence by sentence.
    pub tokens: Vec<Token>,
    /// The model's score of each.
    pub scores: Vec<i32>,
    /// The part of each score that speaks of the word before, too.
    pub pairs: Vec<i32>,
    /// The sentences.
    pub units: Vec<Unit>,
}

impl Tokens {
    /// Reads the sentences of `document` that no markup declares to be in some language.
    #[must_use]
    pub fn read(document: &Document) -> Self {
        let mut out = Self::default();
        // A word and what follows it are six bytes and more, markup counted in.
        out.tokens.reserve(document.prose.len() / 8);
        out.units.reserve(document.sentences.len());
        let mut block = usize::MAX;
        for sentence in &document.sentences {
            let declared = document.blocks.get(sentence.block).is_some_and(|b| b.declared_language.is_some());
            if declared {
                continue;
            }
            let gap = if sentence.block == block { Gap::Sentence } else { Gap::Block };
            block = sentence.block;
            let first = out.tokens.len();
            let letters = out.sentence(document, sentence, gap);
            out.units.push(Unit { sentence: *sentence, range: first..out.tokens.len(), letters });
        }
        let mut scores = model::Scores::default();
        model::scores(&document.prose, &mut out.tokens, &mut scores);
        (out.scores, out.pairs) = (scores.all, scores.pairs);
        out
    }

    /// Appends the tokens of one sentence.
    fn sentence(&mut self, document: &Document, sentence: &Sentence, gap: Gap) -> Strange {
        let first = self.tokens.len();
        let span = sentence.span;
        let letters = match document.sentence_prose(sentence) {
            std::borrow::Cow::Borrowed(_) => {
                // The anchor that ends a heading is an address, in whatever language.
                let anchor = machine::anchor(span.of(&document.prose));
                let end = anchor.map_or(span.end, |at| span.start + at);
                tokenize(&document.prose, span.start, end, gap, &mut self.tokens)
            }
            std::borrow::Cow::Owned(prose) => {
                let letters = tokenize(&prose, 0, prose.len(), gap, &mut self.tokens);
                for token in self.tokens.iter_mut().skip(first) {
                    token.start += span.start;
                    token.end += span.start;
                }
                letters
            }
        };
        // The edge of emphasis, a link or a quotation is a place where the language may change.
        for inline in inlines(document, sentence) {
            for edge in [inline.inner.start, inline.inner.end] {
                let tokens = self.tokens.get_mut(first..).unwrap_or(&mut []);
                let at = tokens.partition_point(|t| t.start < edge);
                if let Some(token) = tokens.get_mut(at).filter(|t| t.gap == Gap::Word || t.gap == Gap::Comma)
                {
                    token.gap = Gap::Clause;
                }
            }
        }
        letters
    }

    /// The tokens of a unit.
    #[must_use]
    pub fn of(&self, range: &Range<usize>) -> &[Token] {
        self.tokens.get(range.clone()).unwrap_or(&[])
    }
}
