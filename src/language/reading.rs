//! What a page is written in, stretch by stretch: the one pass that every LANG rule shares.

use super::Language;
use super::candidate::{Candidate, Sentence, confidence};
use super::decode::{Costs, Segment, decode};
use super::guard::{Other, Suspect};
use super::lists::Phrases;
use super::page::majority;
use super::quoted;
use super::shield::{Mark, Shield};
use super::tokens::{Tokens, Unit};
use crate::document::{BlockKind, Document, MaskKind};
use crate::span::Span;

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
    let page = match input.page {
        Some((tag, because)) => Language::from_tag(tag).map(|l| (l, because.to_owned())),
        None => majority(input.document, &all).map(|m| (m.language, "most of its own text".to_owned())),
    };
    let Some((language, _)) = &page else { return Reading { page, verdicts: Vec::new() } };
    let mut allow = Phrases::default();
    input.allow.iter().flat_map(|l| l.iter()).for_each(|p| allow.add(p));
    let reader = Reader {
        input,
        page: *language,
        shield: Shield { document: input.document, all: &all, page: *language, allow: &allow },
        all: &all,
    };
    let verdicts = reader.verdicts();
    Reading { page, verdicts }
}

/// A page being read.
struct Reader<'a> {
    input: &'a Input<'a>,
    page: Language,
    shield: Shield<'a>,
    all: &'a Tokens,
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
            units.iter().for_each(|u| self.third(u, &mut out));
            if !whole {
                self.block(units, &segments, &mut out);
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
        let whole = foreign >= WORDS && own * 8 <= foreign && odds > 24 * 20;
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

    fn kind(&self, unit: &Unit) -> Option<BlockKind> {
        self.input.document.blocks.get(unit.sentence.block).map(|b| b.kind)
    }

    /// The verdicts on the sentences of one block.
    fn block(&self, units: &[Unit], segments: &[Segment], out: &mut Vec<Verdict>) {
        let (Some(first), Some(last)) = (units.first(), units.last()) else { return };
        let range = first.range.start..last.range.end;
        let from = segments.partition_point(|s| s.end <= range.start);
        let touches = segments.iter().skip(from).take_while(|s| s.first < range.end);
        if touches.clone().all(|s| s.language == self.page) && !units.iter().any(|u| self.brief(u)) {
            return;
        }
        if self.exempt(first) {
            return;
        }
        self.again(units, range.start, out);
    }

    /// Whether `unit` is a sentence of few words that read as the other language, too few for the decoder
    /// to switch.
    fn brief(&self, unit: &Unit) -> bool {
        let scores = self.all.scores.get(unit.range.clone()).unwrap_or(&[]);
        let sum: i32 = scores.iter().sum();
        let other = if self.page == Language::French { -sum } else { sum };
        scores.len() <= 4 && 2 * other >= 3 * super::model::unit()
    }

    /// Whether the block of `unit` may be in any language: somebody's words, sample data, an error.
    fn exempt(&self, unit: &Unit) -> bool {
        let document = self.input.document;
        let Some(block) = document.blocks.get(unit.sentence.block) else { return false };
        quoted::attributed(document, block)
            || quoted::sample_data(document, block)
            || quoted::error_message(document, block)
    }

    /// Reads a block again without what says nothing, and judges its stretches.
    fn again(&self, units: &[Unit], start: usize, out: &mut Vec<Verdict>) {
        let quotations = units.first().map_or_else(Vec::new, |u| self.shield.quotations(u));
        let marks: Vec<Mark> = units.iter().flat_map(|u| self.shield.marks(u, &quotations)).collect();
        let end = start + marks.len();
        let (tokens, raw) = (self.all.of(&(start..end)), self.all.scores.get(start..end).unwrap_or(&[]));
        let counted = |(s, m): (&i32, &Mark)| if *m == Mark::Counts { *s } else { 0 };
        let scores: Vec<i32> = raw.iter().zip(&marks).map(counted).collect();
        let beside = self.all.pairs.get(start..end).unwrap_or(&[]);
        let pairs: Vec<i32> = beside.iter().zip(&marks).map(counted).collect();
        let mut segments = Vec::new();
        decode(tokens, &scores, &pairs, &Costs::default(), &mut segments);
        for unit in units {
            let document = self.input.document;
            let written = [&document.text, &document.prose].map(|t| unit.sentence.span.of(t));
            if written.iter().any(|t| quoted::machine_text(t)) {
                continue;
            }
            let range = unit.range.start - start..unit.range.end - start;
            let own = marks.get(range.clone()).unwrap_or(&[]);
            let first = own.iter().position(|m| *m == Mark::Counts).unwrap_or(0);
            let last = own.iter().rposition(|m| *m == Mark::Counts).unwrap_or(0);
            let sentence = Sentence {
                tokens: tokens.get(range.clone()).unwrap_or(&[]),
                scores: scores.get(range.clone()).unwrap_or(&[]),
                raw: raw.get(range.clone()).unwrap_or(&[]),
                pairs: beside.get(range.clone()).unwrap_or(&[]),
                marks: own,
                extent: (first, last),
            };
            let touching = segments.iter().filter(|s| s.first < range.end && s.end > range.start);
            let mut foreign: Vec<Segment> = touching.filter(|s| s.language != self.page).copied().collect();
            if foreign.is_empty() && self.brief(unit) {
                let (first, end) = (range.start, range.end);
                foreign.push(Segment { first, end, language: self.page.other(), margin: 0 });
            }
            for (n, segment) in foreign.iter().enumerate() {
                let low = n.checked_sub(1).and_then(|p| foreign.get(p)).map_or(range.start, |s| s.end);
                let high = foreign.get(n + 1).map_or(range.end, |s| s.first);
                let limits = (low.max(range.start) - range.start, high.min(range.end) - range.start);
                let local = Segment {
                    first: segment.first.max(range.start) - range.start,
                    end: segment.end.min(range.end) - range.start,
                    ..*segment
                };
                let Some(candidate) = sentence.candidate(&local, limits) else { continue };
                if out.iter().rev().take(64).any(|v| {
                    v.span.overlaps(unit.sentence.span) && matches!(v.kind, Kind::Placeholder | Kind::Other)
                }) {
                    continue;
                }
                if !sentence.speaks(&candidate, segment.language) {
                    continue;
                }
                let verdict = self.verdict(unit, &sentence, &candidate);
                if !quoted::code(verdict.span.of(&document.prose)) && !self.known_name(&verdict) {
                    out.push(verdict);
                }
            }
        }
    }

    fn verdict(&self, unit: &Unit, sentence: &Sentence<'_>, candidate: &Candidate) -> Verdict {
        let other = self.page.other();
        let at = |i: usize| sentence.tokens.get(i).map_or(Span::empty(0), |t| Span::new(t.start, t.end));
        let span = if candidate.whole {
            unit.sentence.span
        } else {
            let end = (candidate.from..candidate.to).rev().map(at).find(|s| !self.address(*s));
            Span::new(at(candidate.from).start, end.map_or(at(candidate.from).end, |s| s.end))
        };
        let text = span.of(&self.input.document.text);
        let same = self.input.counterpart.is_some_and(|c| candidate.words >= 2 && c.text.contains(text));
        Verdict {
            kind: if candidate.whole { Kind::Sentence } else { Kind::Clause },
            span,
            language: other.name(),
            code: other.code(),
            words: candidate.words,
            confidence: confidence(candidate.odds + if same { 2.0 } else { 0.0 }),
            telling: candidate.telling.iter().map(|i| at(*i)).collect(),
            in_counterpart: same,
        }
    }

    /// Whether a short text is a name that both sides of the pair know: it has a capital more than a sentence
    /// does, the other side has it, and so does a sentence of this page, in its midst.
    fn known_name(&self, verdict: &Verdict) -> bool {
        let Some(other) = self.input.counterpart.filter(|_| verdict.words <= 3) else { return false };
        let prose = &self.input.document.prose;
        let name = verdict.span.of(prose).trim();
        let capitals = name.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count();
        let amid = |(at, _): (usize, &str)| {
            let before = prose.get(..at).unwrap_or("");
            before.trim_end_matches(' ').len() < before.len()
                && before.trim_end_matches(' ').ends_with(|c: char| c.is_lowercase() || c == '\'' || c == '’')
        };
        capitals >= 2 && other.prose.contains(name) && prose.match_indices(name).any(amid)
    }

    /// Whether the token at `span` stands for a link's destination.
    fn address(&self, span: Span) -> bool {
        self.input
            .document
            .mask_at(span.start)
            .is_some_and(|m| matches!(m.kind, MaskKind::Url | MaskKind::Syntax))
    }

    /// A sentence in neither language.
    fn third(&self, unit: &Unit, out: &mut Vec<Verdict>) {
        let tokens = self.all.of(&unit.range);
        let document = self.input.document;
        let text = unit.sentence.span.of(&document.prose);
        let scores = self.all.scores.get(unit.range.clone()).unwrap_or(&[]);
        let suspect = Suspect { text, tokens, scores, letters: unit.letters };
        if !suspect.strange() || self.exempt(unit) {
            return;
        }
        let Some(other) = suspect.other(&self.shield.marks(unit, &self.shield.quotations(unit))) else {
            return;
        };
        let (kind, code, language, confidence) = match other {
            Other::Placeholder => (Kind::Placeholder, "la", "placeholder Latin", 0.99),
            Other::Language(code, name, sure) => (Kind::Other, code, name, sure.min(0.99)),
        };
        let words = tokens.iter().filter(|t| t.is_word()).count();
        let (span, telling) = (unit.sentence.span, Vec::new());
        out.push(Verdict { kind, span, language, code, words, confidence, telling, in_counterpart: false });
    }
}

#[cfg(test)]
mod tests;
