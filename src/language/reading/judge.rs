//! The second reading of a block, without what says nothing, and the verdicts on its stretches.

use super::super::candidate::{Candidate, Sentence, confidence};
use super::super::decode::{Costs, Segment, decode};
use super::super::machine;
use super::super::shield::Mark;
use super::super::tokens::Unit;
use super::{Facts, Kind, Reader, Verdict};
use crate::document::MaskKind;
use crate::span::Span;

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
        let sentence = Sentence {
            tokens: self.all.of(&unit.range),
            scores: block.scores.get(range.clone()).unwrap_or(&[]),
            raw: block.raw.get(range.clone()).unwrap_or(&[]),
            pairs: block.beside.get(range.clone()).unwrap_or(&[]),
            marks: own,
            extent: (first, last),
        };
        let from = block.segments.partition_point(|s| s.end <= range.start);
        let touching = block.segments.iter().skip(from).take_while(|s| s.first < range.end);
        let mut foreign: Vec<Segment> = touching.filter(|s| s.language != self.page).copied().collect();
        if !foreign.is_empty() && self.suspect(unit).elsewhere() {
            return;
        }
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
            let third = |v: &Verdict| matches!(v.kind, Kind::Placeholder | Kind::Other);
            let known = |v: &Verdict| third(v) && v.span.overlaps(unit.sentence.span);
            if out.iter().rev().take(64).any(known) || !sentence.speaks(&candidate, segment.language) {
                continue;
            }
            let verdict = self.verdict(unit, &sentence, &candidate);
            if !machine::code(verdict.span.of(&self.input.document.prose)) && !self.known_name(&verdict) {
                out.push(verdict);
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
}
