//! What never counts as evidence: names, quotations, titles, loan words, declared languages.

use super::Language;
use super::lists::{Lists, Phrases};
use super::names;
use super::other_side::OtherSide;
use super::quoted;
use super::titles;
use super::token::{Case, Gap, Token};
use super::tokens::{Tokens, Unit, inlines};
use crate::document::{BlockKind, Document, Inline, InlineKind, Mask, MaskKind};
use crate::span::Span;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// Whether a token is evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It counts.
    Counts,
    /// A loan word: no evidence, but a word of a sentence that others speak for.
    Loan,
    /// A name, quotation, title, label, number or object.
    Silent,
}

/// What the shields of one page know.
pub struct Shield<'a> {
    /// The page.
    pub document: &'a Document,
    /// Its tokens.
    pub all: &'a Tokens,
    /// The language it should be in.
    pub page: Language,
    /// The user's names and welcome phrases.
    pub allow: &'a Phrases,
    /// What the other side of the pair says.
    pub other: &'a OtherSide<'a>,
    /// Names in code and addresses, looked for when something asks.
    pub written: OnceCell<FxHashSet<&'a str>>,
}

/// Longest emphasis, in words, that reads as a title or a term rather than as a sentence.
const EMPHASIS: usize = 9;
/// Longest bold stretch, in words, that reads as a label.
const STRONG: usize = 5;

impl<'a> Shield<'a> {
    /// For each token of `unit`, whether it says nothing about the language.
    #[must_use]
    pub fn marks(&self, unit: &Unit, quotations: &[Span]) -> Vec<Mark> {
        let tokens = self.all.of(&unit.range);
        let mut marks: Vec<Mark> =
            tokens.iter().map(|t| if speaks(t) { Mark::Counts } else { Mark::Silent }).collect();
        self.phrases(tokens, &mut marks);
        self.compounds(tokens, &mut marks);
        spelled_out(&self.document.prose, tokens, &mut marks);
        self.names(unit, tokens, &mut marks);
        for inline in inlines(self.document, &unit.sentence) {
            if self.shields(inline, unit, tokens) {
                cover(tokens, inline.inner, &mut marks);
            }
        }
        quotations.iter().for_each(|span| cover(tokens, *span, &mut marks));
        for (span, _) in &self.document.declared {
            cover(tokens, *span, &mut marks);
        }
        marks
    }

    /// What is quoted in the block of `unit`.
    #[must_use]
    pub fn quotations(&self, unit: &Unit) -> Vec<Span> {
        let block = self.document.blocks.get(unit.sentence.block);
        block.map_or_else(Vec::new, |b| quoted::quotations(&self.document.prose, b.span))
    }

    /// Loan words and phrases, the user's names and phrases.
    fn phrases(&self, tokens: &[Token], marks: &mut [Mark]) {
        let lists = Lists::get();
        for (at, token) in tokens.iter().enumerate() {
            let rest = tokens.get(at..).unwrap_or(&[]);
            let known = marks.iter_mut().skip(at).take(lists.phrases.matched(rest));
            known.filter(|m| **m == Mark::Counts).for_each(|m| *m = Mark::Loan);
            let welcome = self.allow.matched(rest);
            marks.iter_mut().skip(at).take(welcome).for_each(|m| *m = Mark::Silent);
            if let Some(mark) = marks.get_mut(at).filter(|m| **m == Mark::Counts)
                && token.lists.borrowed(self.page)
            {
                *mark = Mark::Loan;
            }
        }
    }

    /// Whether the text of `inline` is a quotation, a title, a term or a label.
    fn shields(&self, inline: &Inline, unit: &Unit, tokens: &[Token]) -> bool {
        let (from, to) = within(tokens, inline.inner);
        let words = tokens.iter().take(to).skip(from).filter(|t| t.is_word()).count();
        let mut outside = tokens.iter().take(from).chain(tokens.iter().skip(to.max(from)));
        // A label in bold is one before code or a number, too.
        let labels = outside.clone().next().is_some();
        let partial = outside.any(Token::is_word);
        match inline.kind {
            InlineKind::Quote | InlineKind::Cite | InlineKind::Language => true,
            InlineKind::Emphasis => words <= EMPHASIS && (partial || self.cited(inline, unit)),
            InlineKind::Strong => {
                let asks =
                    tokens.get(from).is_some_and(|t| from == 0 && titles::asks(&self.document.prose, t));
                labels && words <= STRONG && !asks
            }
            InlineKind::Link => {
                let opens = tokens.get(..from).is_some_and(|t| !t.iter().any(Token::is_word));
                let text = tokens.get(from..to).unwrap_or(&[]);
                titles::of_link(self.document, inline, text, opens, partial)
            }
            InlineKind::Strikethrough => false,
        }
    }

    /// Whether emphasis that is a sentence of its own is a title in a list of works: more stands before
    /// it, and the full stop after it.
    fn cited(&self, inline: &Inline, unit: &Unit) -> bool {
        let begins = self.document.blocks.get(unit.sentence.block).map_or(0, |b| b.span.start);
        let after = self.document.text.as_bytes().get(inline.span.end);
        begins < inline.span.start && matches!(after, Some(b'.' | b','))
    }

    /// Marks compounds of three and more parts, `awesome-small-tools`, `peer-to-peer`, and those of two that code
    /// or an address of the page holds: names of packages.
    fn compounds(&self, tokens: &[Token], marks: &mut [Mark]) {
        let prose = &self.document.prose;
        let hyphen =
            |t: &Token| t.gap == Gap::Joined && prose.as_bytes().get(t.start.wrapping_sub(1)) == Some(&b'-');
        let mut start = 0;
        for end in 1..=tokens.len() {
            if tokens.get(end).is_some_and(hyphen) {
                continue;
            }
            let parts = tokens.get(start..end).unwrap_or(&[]);
            let name = |p: &[Token]| {
                let span = p.first().zip(p.last()).map(|(a, b)| Span::new(a.start, b.end));
                p.len() == 2 && span.is_some_and(|s| self.written().contains(s.of(prose)))
            };
            if parts.len() >= 3 || name(parts) {
                marks.iter_mut().take(end).skip(start).for_each(|m| *m = Mark::Silent);
            }
            start = end;
        }
    }

    /// The names with a hyphen in the code and the addresses of the page.
    fn written(&self) -> &FxHashSet<&'a str> {
        self.written.get_or_init(|| {
            let names = |m: &'a Mask| {
                let code = matches!(m.kind, MaskKind::Code | MaskKind::Url);
                let text = if code { m.span.of(&self.document.text) } else { "" };
                text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| w.contains('-'))
            };
            self.document.masks.iter().flat_map(names).collect()
        })
    }

    /// Runs of capitalised words: names of people, places, products, events.
    fn names(&self, unit: &Unit, tokens: &[Token], marks: &mut [Mark]) {
        let kind = self.document.blocks.get(unit.sentence.block).map(|b| b.kind);
        let by_clause = !matches!(kind, Some(BlockKind::Paragraph | BlockKind::Footnote) | None);
        // A title in capitals is a title; only a short one is likely to be a mere name.
        let longest = if matches!(kind, Some(BlockKind::Heading(_))) { 3 } else { 12 };
        let asks = unit.sentence.span.of(&self.document.text).ends_with(['?', '!']);
        let mut piece = 0;
        for end in 1..=tokens.len() {
            let ends = tokens.get(end).is_none_or(|t| by_clause && t.gap >= Gap::Clause);
            if ends {
                let slice = tokens.get(piece..end).unwrap_or(&[]);
                let whole = piece == 0 && end == tokens.len();
                let known = by_clause && whole && self.other.common_nouns(self.document, unit, slice);
                let longest = if asks || known { 0 } else { longest };
                names::mark(tokens, piece..end, longest, marks);
                piece = end;
            }
        }
    }
}

/// The first of the tokens that lie in `span`, and the first behind them.
fn within(tokens: &[Token], span: Span) -> (usize, usize) {
    (tokens.partition_point(|t| t.start < span.start), tokens.partition_point(|t| t.end <= span.end))
}

/// Marks the tokens that lie in `span`.
fn cover(tokens: &[Token], span: Span, marks: &mut [Mark]) {
    let (from, to) = within(tokens, span);
    marks.iter_mut().take(to).skip(from).for_each(|m| *m = Mark::Silent);
}

/// How many words an acronym may stand from those that spell it out.
const NEAR: usize = 64;

/// Marks the words that spell out an acronym of the same sentence: `TTL (time to live)`.
fn spelled_out(prose: &str, tokens: &[Token], marks: &mut [Mark]) {
    let written = |t: &Token| prose.get(t.start..t.end).unwrap_or("");
    let initial = |t: &Token| written(t).bytes().next().map(|b| b.to_ascii_lowercase());
    let short = |t: &Token| t.is_word() && (3..=6).contains(&(t.end - t.start));
    for (place, acronym) in tokens.iter().enumerate().filter(|(_, t)| short(t)) {
        if acronym.case == Case::Upper && acronym.gap == Gap::Clause {
            let from = named_before(prose, tokens.get(..place).unwrap_or(&[]), acronym);
            marks.iter_mut().take(place).skip(from).for_each(|m| *m = Mark::Silent);
        }
        let letters = written(acronym).to_ascii_lowercase();
        if acronym.case != Case::Upper && letters.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
            continue;
        }
        let spelled = |w: &[Token]| w.iter().zip(letters.bytes()).all(|(t, b)| initial(t) == Some(b));
        let from = place.saturating_sub(NEAR);
        let near = tokens.get(from..tokens.len().min(place + NEAR)).unwrap_or(&[]);
        let spellings = near.windows(letters.len()).enumerate().filter(|(_, w)| spelled(w));
        for at in spellings.map(|(i, _)| from + i) {
            marks.iter_mut().skip(at).take(letters.len()).for_each(|m| *m = Mark::Silent);
        }
    }
}

/// The first of the words before an acronym in brackets whose capitals it is made of, small words between them:
/// `Software in the Public Interest (SPI)`.
fn named_before(prose: &str, before: &[Token], acronym: &Token) -> usize {
    let written = |t: &Token| prose.get(t.start..t.end).unwrap_or("");
    let mut at = before.len();
    for letter in written(acronym).chars().rev() {
        let small = |t: &&Token| t.case == Case::Lower;
        at -= before.get(..at).unwrap_or(&[]).iter().rev().take(3).take_while(small).count();
        let Some(word) = at.checked_sub(1).and_then(|i| before.get(i)) else { return before.len() };
        if !written(word).starts_with(letter) {
            return before.len();
        }
        at -= 1;
    }
    at
}

/// Whether a token can be evidence at all: a word, and not a lone letter that abbreviates one.
fn speaks(token: &Token) -> bool {
    const WORDS: [u32; 4] = [b'a' as u32, b'i' as u32, b'y' as u32, 0x80]; // 0x80 is à
    token.is_word() && (token.tail > 0xff || WORDS.contains(&token.tail))
}
