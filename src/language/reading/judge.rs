//! The second reading of a block, without what says nothing, and the verdicts on its stretches.

use super::super::candidate::{Candidate, Sentence, confidence};
use super::super::decode::{Costs, Segment, decode};
use super::super::machine;
use super::super::shield::Mark;
use super::super::token::Token;
use super::super::tokens::{Unit, inlines};
use super::super::{Language, model};
use super::{Facts, Kind, Reader, Verdict};
use crate::document::{Inline, InlineKind, MaskKind};
use crate::span::Span;
use std::ops::Range;

/// What the words of a link say at least that is read for itself, in the units of the model's scores.
pub(super) const LINK: i32 = model::UNIT * 5 / 2;

/// A block as the second reading sees it. All indices are tokens of the block.
struct Block<'a> {
    /// Where it begins among the tokens of the page.
    start: usize,
    marks: Vec<Mark>,
    /// The scores of what counts.
    scores: Vec<i32>,
    /// All scores.
    raw: &'a [i32],
    /// The parts of all scores that speak of the word before.
    beside: &'a [i32],
    segments: Vec<Segment>,
}

impl Block<'_> {
    /// What the words in `range` that count say for `language`.
    fn says(&self, range: &Range<usize>, language: Language) -> i32 {
        let sum: i32 = self.scores.get(range.clone()).unwrap_or(&[]).iter().sum();
        if language == Language::French { sum } else { -sum }
    }
}

impl Reader<'_> {
    /// Reads a block again without what says nothing, and judges its stretches.
    pub(super) fn again(&self, units: &[Unit], facts: &Facts, start: usize, out: &mut Vec<Verdict>) {
        let marks = units.iter().flat_map(|u| self.shield.marks(u, self.quotations(u, facts)));
        let marks: Vec<Mark> = marks.collect();
        let end = start + marks.len();
        let raw = self.all.scores.get(start..end).unwrap_or(&[]);
        let counted = |(s, m): (&i32, &Mark)| if *m == Mark::Counts { *s } else { 0 };
        let scores: Vec<i32> = raw.iter().zip(&marks).map(counted).collect();
        let beside = self.all.pairs.get(start..end).unwrap_or(&[]);
        let pairs: Vec<i32> = beside.iter().zip(&marks).map(counted).collect();
        let mut segments = Vec::new();
        decode(self.all.of(&(start..end)), &scores, &pairs, &Costs::default(), &mut segments);
        let block = Block { start, marks, scores, raw, beside, segments };
        for unit in units {
            let before = out.len();
            self.sentence(unit, &block, out);
            let document = self.input.document;
            let written = [&document.text, &document.prose].map(|t| unit.sentence.span.of(t));
            if out.len() > before && written.iter().any(|t| machine::machine_text(t)) {
                out.truncate(before);
            }
        }
    }

    /// Judges the stretches of one sentence.
    fn sentence(&self, unit: &Unit, block: &Block<'_>, out: &mut Vec<Verdict>) {
        let range = unit.range.start - block.start..unit.range.end - block.start;
        let own = block.marks.get(range.clone()).unwrap_or(&[]);
        let first = own.iter().position(|m| *m == Mark::Counts).unwrap_or(0);
        let last = own.iter().rposition(|m| *m == Mark::Counts).unwrap_or(0);
        let from = block.segments.partition_point(|s| s.end <= range.start);
        let touching = block.segments.iter().skip(from).take_while(|s| s.first < range.end);
        let mut foreign: Vec<Segment> = touching.filter(|s| s.language != self.page).copied().collect();
        let here = |r: Range<usize>| r.start - block.start..r.end - block.start;
        let all: Vec<Range<usize>> = self.links(unit).map(here).collect();
        let links: Vec<Range<usize>> = all.iter().filter(|r| r.len() >= 2).cloned().collect();
        let other = self.page.other();
        let apart = |r: &&Range<usize>| !foreign.iter().any(|s| s.first < r.end && r.start < s.end);
        let added: Vec<Segment> = links
            .iter()
            .filter(apart)
            .filter(|r| block.says(r, other) >= LINK)
            .map(|r| Segment { first: r.start, end: r.end, language: other, margin: 0 })
            .collect();
        foreign.extend(added);
        foreign.sort_by_key(|s| s.first);
        if foreign.is_empty() && self.brief(unit) {
            foreign.push(Segment { first: range.start, end: range.end, language: other, margin: 0 });
        }
        if foreign.is_empty() || self.suspect(unit).elsewhere() {
            return;
        }
        let sentence = Sentence {
            tokens: self.all.of(&unit.range),
            scores: block.scores.get(range.clone()).unwrap_or(&[]),
            raw: block.raw.get(range.clone()).unwrap_or(&[]),
            pairs: block.beside.get(range.clone()).unwrap_or(&[]),
            marks: own,
            extent: (first, last),
            prose: &self.input.document.prose,
            text: &self.input.document.text,
        };
        for (n, segment) in foreign.iter().enumerate() {
            let low = n.checked_sub(1).and_then(|p| foreign.get(p)).map_or(range.start, |s| s.end);
            let high = foreign.get(n + 1).map_or(range.end, |s| s.first);
            let limits = (low.max(range.start) - range.start, high.min(range.end) - range.start);
            let local = Segment {
                first: segment.first.max(range.start) - range.start,
                end: segment.end.min(range.end) - range.start,
                ..*segment
            };
            let Some(mut candidate) = sentence.candidate(&local, limits) else { continue };
            if candidate.whole
                && let Some(link) = links.iter().find(|r| sentence.lies_in(r, range.start, other))
            {
                (candidate.whole, candidate.from) = (false, link.start - range.start);
                candidate.to = link.end - range.start;
            }
            // The last link of a list of names, before what was left: `[Harbour](…) and many other places`.
            let name = all.iter().find(|r| r.start - range.start == candidate.from);
            if let Some(end) = name.and_then(|r| sentence.behind_name(&candidate, r.end - range.start)) {
                let name = sentence.tokens.get(candidate.from..end).unwrap_or(&[]);
                candidate.words = candidate.words.saturating_sub(name.iter().filter(|t| t.is_word()).count());
                candidate.from = end;
            }
            candidate.apart |= links.iter().any(|r| sentence.is_all_of(&candidate, r, range.start));
            let third = |v: &Verdict| matches!(v.kind, Kind::Placeholder | Kind::Other);
            let known = |v: &Verdict| third(v) && v.span.overlaps(unit.sentence.span);
            if out.iter().rev().take(64).any(known) {
                continue;
            }
            candidate.same =
                candidate.words >= 2 && self.on_the_other_side(self.span(unit, &sentence, &candidate));
            if !sentence.speaks(&candidate, segment.language) {
                continue;
            }
            let verdict = self.verdict(unit, &sentence, &candidate);
            if !machine::code(verdict.span.of(&self.input.document.prose)) && !self.known_name(&verdict) {
                out.push(verdict);
            }
        }
    }

    /// The links of a sentence that goes on around them, as tokens of the page.
    pub(super) fn links<'r>(&'r self, unit: &'r Unit) -> impl Iterator<Item = Range<usize>> + 'r {
        let tokens = self.all.of(&unit.range);
        let links = inlines(self.input.document, &unit.sentence).filter(|i| i.kind == InlineKind::Link);
        let place = move |inline: &Inline| {
            let from = tokens.partition_point(|t| t.start < inline.inner.start);
            let to = tokens.partition_point(|t| t.end <= inline.inner.end);
            unit.range.start + from..unit.range.start + to.max(from)
        };
        links.map(place).filter(move |r| (1..tokens.len()).contains(&r.len()))
    }

    fn verdict(&self, unit: &Unit, sentence: &Sentence<'_>, candidate: &Candidate) -> Verdict {
        let other = self.page.other();
        let at = |i: usize| sentence.tokens.get(i).map_or(Span::empty(0), |t| Span::new(t.start, t.end));
        let (span, same) = (self.span(unit, sentence, candidate), candidate.same);
        Verdict {
            kind: if candidate.whole || candidate.apart { Kind::Sentence } else { Kind::Clause },
            span,
            language: other.name(),
            code: other.code(),
            words: candidate.words,
            confidence: confidence(candidate.odds + if same { 2.0 } else { 0.0 }),
            telling: candidate.telling.iter().map(|i| at(*i)).collect(),
            in_counterpart: same,
        }
    }

    /// Where a stretch stands.
    fn span(&self, unit: &Unit, sentence: &Sentence<'_>, candidate: &Candidate) -> Span {
        if candidate.whole {
            return self.inside_markup(unit, sentence.tokens);
        }
        let at = |i: usize| sentence.tokens.get(i).map_or(Span::empty(0), |t| Span::new(t.start, t.end));
        let end = (candidate.from..candidate.to).rev().map(at).find(|s| !self.address(*s));
        Span::new(at(candidate.from).start, end.map_or(at(candidate.from).end, |s| s.end))
    }

    /// Whether the other side of the pair has the text at `span`.
    fn on_the_other_side(&self, span: Span) -> bool {
        let text = span.of(&self.input.document.text);
        self.input.counterpart.is_some_and(|c| c.text.contains(text))
    }

    /// The span of a sentence, or what a link or an HTML element that is all of it holds.
    fn inside_markup(&self, unit: &Unit, tokens: &[Token]) -> Span {
        let span = unit.sentence.span;
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return span };
        let holds = |i: &&Inline| i.inner.start <= first.start && last.end <= i.inner.end;
        let links = inlines(self.input.document, &unit.sentence).filter(|i| i.kind == InlineKind::Link);
        links.filter(holds).last().map_or(span, |i| {
            // What it ends with is no word, but belongs to it: `Read more!`.
            Span::new(i.inner.start.max(span.start), i.inner.end.min(span.end))
        })
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
}
