//! What a page is written in, stretch by stretch: the one pass that every LANG rule shares.

use super::Language;
use super::decode::{Costs, Segment, decode};
use super::guard::{Other, Suspect};
use super::licence;
use super::lists::Phrases;
use super::machine;
use super::other_side::OtherSide;
use super::page::majority;
use super::quoted;
use super::shield::Shield;
use super::switcher;
use super::third::{self, Third};
use super::tokens::{Tokens, Unit};
use crate::document::{BlockKind, Document};
use crate::span::Span;
use std::cell::OnceCell;

mod judge;

/// A page and what is known of it.
pub struct Input<'a> {
    /// The page.
    pub document: &'a Document,
    /// The tag of the language it should be in, and what says so; `None` when nothing does.
    pub page: Option<(&'a str, &'a str)>,
    /// The other side of the pair.
    pub counterpart: Option<&'a Document>,
    /// Names and phrases that never alarm.
    pub allow: &'a [&'a [String]],
}

/// What was found in a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A sentence, heading, item, cell or value in the other language.
    Sentence,
    /// A part of a sentence in the other language.
    Clause,
    /// The whole body in the other language.
    Page,
    /// Placeholder text.
    Placeholder,
    /// A language that is neither French nor English.
    Other,
}

/// A stretch of text that is not in the language of its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What it is.
    pub kind: Kind,
    /// Where.
    pub span: Span,
    /// The English name of its language.
    pub language: &'static str,
    /// Its code: `fr`, `en`, or ISO 639-3.
    pub code: &'static str,
    /// Words in it.
    pub words: usize,
    /// Certainty, 0 to 1.
    pub confidence: f64,
    /// The words that say most.
    pub telling: Vec<Span>,
    /// Whether the other side of the pair holds the same text.
    pub in_counterpart: bool,
}

/// The result of reading one page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The language of the page, and what says so.
    pub page: Option<(Language, String)>,
    /// What is not in it, in order of position.
    pub verdicts: Vec<Verdict>,
}

/// Reads a page.
#[must_use]
pub fn read(input: &Input<'_>) -> Reading {
    let all = Tokens::read(input.document);
    let said = input.page.and_then(|(tag, because)| Some((Language::from_tag(tag)?, because.to_owned())));
    let page = match (&said, input.page) {
        (Some(_), _) => said.clone(),
        // A page of a third language may hold anything, but for one that is none.
        (None, Some(_)) if !third::is_plainly_ours(input.document, &all) => None,
        _ => majority(input.document, &all).map(|m| (m.language, "most of its own text".to_owned())),
    };
    let Some((language, _)) = &page else { return Reading { page, verdicts: Vec::new() } };
    let mut allow = Phrases::default();
    input.allow.iter().flat_map(|l| l.iter()).for_each(|p| allow.add(p));
    let other = OtherSide::new(input.counterpart);
    let reader = Reader {
        input,
        page: *language,
        shield: Shield {
            document: input.document,
            all: &all,
            page: *language,
            allow: &allow,
            other: &other,
            written: OnceCell::new(),
        },
        all: &all,
        licences: OnceCell::new(),
    };
    let verdicts = reader.verdicts();
    match third::of_page(input.document, &all, &verdicts) {
        // Nothing but the text says what the page is in, and that is neither of the two.
        Some(_) if said.is_none() => Reading::default(),
        None if said.is_none() && third::is_mixed(input.document, &all, &verdicts) => Reading::default(),
        // It was said to be in a third language, and is so in part.
        None if said.is_none() && input.page.is_some() && verdicts.iter().any(|v| v.kind == Kind::Other) => {
            Reading::default()
        }
        Some(other) if other.whole => Reading { page, verdicts: reader.third_page(other, verdicts) },
        _ => Reading { page, verdicts },
    }
}

/// A page being read.
struct Reader<'a> {
    input: &'a Input<'a>,
    page: Language,
    shield: Shield<'a>,
    all: &'a Tokens,
    /// The sections that hold licences, looked for when something there is in the other language.
    licences: OnceCell<Vec<Span>>,
}

/// What the sentences of one block share, found out when the first of them asks.
#[derive(Default)]
struct Facts {
    /// Whether it may be in any language: somebody's words, sample data, an error, a licence.
    exempt: OnceCell<bool>,
    /// What is quoted in it.
    quotations: OnceCell<Vec<Span>>,
}

impl Reader<'_> {
    fn verdicts(&self) -> Vec<Verdict> {
        let mut segments = Vec::new();
        decode(&self.all.tokens, &self.all.scores, &self.all.pairs, &Costs::default(), &mut segments);
        let mut out = Vec::new();
        if let Some(page) = self.foreign_page(&segments) {
            out.push(page);
        }
        let whole = !out.is_empty();
        let mut first = 0;
        while let Some(unit) = self.all.units.get(first) {
            let same = |u: &&Unit| u.sentence.block == unit.sentence.block;
            let count = self.all.units.iter().skip(first).take_while(same).count();
            let units = self.all.units.get(first..first + count).unwrap_or(&[]);
            let facts = Facts::default();
            units.iter().for_each(|u| self.third(u, &facts, &mut out));
            if !whole {
                self.block(units, &facts, &segments, &mut out);
            }
            first += count;
        }
        out.sort_by_key(|v| v.span);
        out
    }

    /// One verdict for a body that is wholly in the other language.
    fn foreign_page(&self, segments: &[Segment]) -> Option<Verdict> {
        /// Words of a body that can be called a page.
        const WORDS: usize = 20;
        let body = self.all.units.iter().find(|u| self.kind(u) != Some(BlockKind::FrontMatter))?;
        let last = self.all.units.last()?;
        let (mut foreign, mut own, mut odds) = (0usize, 0usize, 0i64);
        for segment in segments.iter().filter(|s| s.end > body.range.start) {
            let from = segment.first.max(body.range.start);
            let words = self.all.of(&(from..segment.end)).iter().filter(|t| t.is_word()).count();
            let of = if segment.language == self.page { &mut own } else { &mut foreign };
            *of += words;
            odds += if segment.language == self.page { 0 } else { i64::from(segment.margin) };
        }
        let whole = foreign >= WORDS && own * 8 <= foreign && odds > 24 * 20 && !self.is_licence();
        let other = self.page.other();
        whole.then(|| Verdict {
            kind: Kind::Page,
            span: Span::new(body.sentence.span.start, last.sentence.span.end),
            language: other.name(),
            code: other.code(),
            words: foreign,
            confidence: 0.999,
            telling: Vec::new(),
            in_counterpart: false,
        })
    }

    /// One verdict for a body that is wholly in a third language; of the others, placeholder text stays.
    fn third_page(&self, other: Third, mut verdicts: Vec<Verdict>) -> Vec<Verdict> {
        let body = self.all.units.iter().find(|u| self.kind(u) != Some(BlockKind::FrontMatter));
        let (Some(body), Some(last)) = (body, self.all.units.last()) else { return verdicts };
        verdicts.retain(|v| v.kind == Kind::Placeholder);
        verdicts.push(Verdict {
            kind: Kind::Page,
            span: Span::new(body.sentence.span.start, last.sentence.span.end.max(body.sentence.span.end)),
            language: other.name,
            code: other.code,
            words: other.words,
            confidence: 0.99,
            telling: Vec::new(),
            in_counterpart: false,
        });
        verdicts.sort_by_key(|v| v.span);
        verdicts
    }

    fn kind(&self, unit: &Unit) -> Option<BlockKind> {
        self.input.document.blocks.get(unit.sentence.block).map(|b| b.kind)
    }

    /// The verdicts on the sentences of one block.
    fn block(&self, units: &[Unit], facts: &Facts, segments: &[Segment], out: &mut Vec<Verdict>) {
        let (Some(first), Some(last)) = (units.first(), units.last()) else { return };
        let range = first.range.start..last.range.end;
        let from = segments.partition_point(|s| s.end <= range.start);
        let touches = segments.iter().skip(from).take_while(|s| s.first < range.end);
        let apart = || units.iter().any(|u| self.brief(u) || self.linked(u));
        if touches.clone().all(|s| s.language == self.page) && !apart() {
            return;
        }
        let before = out.len();
        self.again(units, facts, range.start, out);
        // Clean pages have more blocks to read again than verdicts: this is asked last.
        if out.len() > before && self.exempt(first, facts) {
            out.truncate(before);
        }
    }

    /// Whether a link inside a sentence reads as the other language.
    fn linked(&self, unit: &Unit) -> bool {
        self.links(unit).filter(|r| r.len() >= 2).any(|range| {
            let sum: i32 = self.all.scores.get(range).unwrap_or(&[]).iter().sum();
            let other = if self.page == Language::French { -sum } else { sum };
            other >= judge::LINK
        })
    }

    /// Whether `unit` is a sentence of few words that read as the other language, too few for the decoder
    /// to switch.
    fn brief(&self, unit: &Unit) -> bool {
        let scores = self.all.scores.get(unit.range.clone()).unwrap_or(&[]);
        if scores.len() > 4 {
            return false;
        }
        let sum: i32 = scores.iter().sum();
        let other = if self.page == Language::French { -sum } else { sum };
        2 * other >= 3 * super::model::UNIT
    }

    /// Whether the block of `unit` may be in any language.
    fn exempt(&self, unit: &Unit, facts: &Facts) -> bool {
        let document = self.input.document;
        let Some(block) = document.blocks.get(unit.sentence.block) else { return false };
        *facts.exempt.get_or_init(|| {
            quoted::attributed(document, block)
                || quoted::sample_data(document, block)
                || machine::error_message(document, block)
                || quoted::polyglot(block.span.of(&document.text))
                || switcher::is_one(document, block)
                || quoted::reference(block.span.of(&document.text))
                || self.licensed(block.span)
        })
    }

    fn quotations<'f>(&self, unit: &Unit, facts: &'f Facts) -> &'f [Span] {
        facts.quotations.get_or_init(|| self.shield.quotations(unit))
    }

    /// Whether most of the page is a licence.
    fn is_licence(&self) -> bool {
        self.licences().iter().map(|s| s.len()).sum::<usize>() * 2 > self.input.document.text.len()
    }

    fn licences(&self) -> &[Span] {
        self.licences.get_or_init(|| licence::sections(self.input.document))
    }

    /// Whether the text at `span` is a licence, or a notice of one.
    fn licensed(&self, span: Span) -> bool {
        let document = self.input.document;
        self.licences().iter().any(|s| s.contains(span)) || licence::wording(span.of(&document.text))
    }

    /// What a sentence looks like beside languages that are neither.
    fn suspect<'s>(&'s self, unit: &Unit) -> Suspect<'s> {
        let text = unit.sentence.span.of(&self.input.document.prose);
        let scores = self.all.scores.get(unit.range.clone()).unwrap_or(&[]);
        Suspect::new(text, self.all.of(&unit.range), scores, unit.letters)
    }

    /// A sentence in neither language.
    fn third(&self, unit: &Unit, facts: &Facts, out: &mut Vec<Verdict>) {
        let suspect = self.suspect(unit);
        if !suspect.strange() || self.exempt(unit, facts) {
            return;
        }
        let Some(other) = suspect.other(&self.shield.marks(unit, self.quotations(unit, facts))) else {
            return;
        };
        let (kind, code, language, confidence) = match other {
            Other::Placeholder => (Kind::Placeholder, "la", "placeholder Latin", 0.99),
            Other::Language(code, name, sure) => (Kind::Other, code, name, sure.min(0.99)),
        };
        let words = suspect.words();
        let (span, telling) = (unit.sentence.span, Vec::new());
        out.push(Verdict { kind, span, language, code, words, confidence, telling, in_counterpart: false });
    }
}

#[cfg(test)]
mod tests;
