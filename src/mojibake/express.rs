//! The fast lane: a text in which one codec, read as it was, explains nearly everything at first
//! sight is decoded run by run. The search is left with what this does not read.

use super::bytes::{self, CODECS};
use super::lattice::Stacks;
use super::model::{self, EDGE, Symbol};
use super::prefilter::Runs;
use super::strict;
use super::verdict::{self, ABSURD, Verdict};
use super::{Damage, Repair};
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;
use std::sync::Arc;

/// Different runs heard before a codec is convicted.
const SAMPLE: usize = 64;
/// At least this many must there be, of which a codec must read all but one in [`SHARE`].
const LEAST: usize = 6;
const SHARE: usize = 5;
/// Nats by which the readings must be likelier than the runs as found, all in all.
const CLEARLY: f32 = 60.0;
/// … and likelier than what any other codec makes of them.
const MARGIN: f32 = 8.0;

/// What the fast lane makes of a text.
pub struct Express {
    /// What it read.
    pub repairs: Vec<Repair>,
    /// The runs that it did not, in order.
    pub rest: Vec<Span>,
    /// The verdict that the search needs to read them.
    pub verdict: Verdict,
}

/// Reads a text whose damage is of one codec and plain to see; `None` where it is not.
#[must_use]
pub fn scan(text: &str) -> Option<Express> {
    let sample = sample(text);
    if sample.len() < LEAST {
        return None;
    }
    let (codec, odds) = convict(text, &sample)?;
    if is_layered(text, &sample, codec) {
        return None;
    }
    let (repairs, rest) = read(text, codec);
    let guilty = vec![(Stacks([1 << codec, 0, 0]), odds)];
    Some(Express { repairs, rest, verdict: Verdict { guilty, ..Verdict::default() } })
}

/// The first different runs that could be damaged.
fn sample(text: &str) -> Vec<Span> {
    let mut runs = Runs::of(text);
    let mut out: Vec<Span> = Vec::with_capacity(SAMPLE);
    // Whoever repeats one run for ever is not asked for ever.
    for _ in 0..SAMPLE * 4 {
        let Some(run) = runs.suspect() else { break };
        if !out.iter().any(|o| o.of(text) == run.of(text)) {
            out.push(run);
        }
        if out.len() == SAMPLE {
            break;
        }
    }
    out
}

/// The codec that reads nearly all of the sample, better than it stands and than any other does.
fn convict(text: &str, sample: &[Span]) -> Option<(usize, f32)> {
    let mut best: Option<(usize, f32)> = None;
    let mut second = f32::MIN;
    let found: Vec<f32> = sample.iter().map(|&run| cost(text, run, run.of(text).chars())).collect();
    for codec in 0..CODECS {
        let gains = sample.iter().zip(&found).filter_map(|(&run, found)| {
            let reading = decode(run.of(text), codec)?;
            Some(found - cost(text, run, reading.chars()))
        });
        let (read, gain) = gains.fold((0, 0.0), |(n, sum), gain| (n + 1, sum + gain));
        if read == 0 || (sample.len() - read) * SHARE > sample.len() {
            continue;
        }
        let odds = gain - verdict::rarity(Stacks([1 << codec, 0, 0]));
        match best {
            Some((_, o)) if odds <= o => second = second.max(odds),
            _ => {
                second = best.map_or(second, |(_, o)| second.max(o));
                best = Some((codec, odds));
            }
        }
    }
    let (codec, odds) = best?;
    // Codecs that read everything alike differ in nothing that matters.
    let alike = |other: usize| {
        sample
            .iter()
            .all(|run| decode(run.of(text), other).is_none_or(|r| Some(r) == decode(run.of(text), codec)))
    };
    let clear = odds - second >= MARGIN || (0..CODECS).all(alike);
    (odds >= CLEARLY && clear).then_some((codec, odds))
}

/// Whether half of the sample is damaged still when `codec` has read it: the search reads all layers at once.
fn is_layered(text: &str, sample: &[Span], codec: usize) -> bool {
    let again = |run: &&Span| {
        let Some(reading) = decode(run.of(text), codec) else { return false };
        (0..CODECS).any(|c| decode(&reading, c).is_some())
    };
    sample.iter().filter(again).count() * 2 >= sample.len()
}

/// What a run costs, read as `chars`, between its neighbours.
fn cost(text: &str, run: Span, chars: impl Iterator<Item = char>) -> f32 {
    let mut before = text.get(..run.start).unwrap_or("").chars().rev().map(Symbol::of);
    let (mut b, mut a) = (before.next().unwrap_or(EDGE), before.next().unwrap_or(EDGE));
    let after = text.get(run.end..).unwrap_or("").chars().chain([' ', ' ']).take(2);
    let mut total = 0.0;
    for c in chars.chain(after).map(Symbol::of) {
        total += model::cost(a, b, c);
        (a, b) = (b, c);
    }
    total
}

/// Decodes every run, keeping apart those that do not give everyday characters.
fn read(text: &str, codec: usize) -> (Vec<Repair>, Vec<Span>) {
    let sure = Sure::of(Stacks([1 << codec, 0, 0]));
    let (mut repairs, mut rest) = (Vec::new(), Vec::new());
    let mut runs = Runs::of(text);
    while let Some(run) = runs.any() {
        match decode(run.of(text), codec) {
            Some(reading) => repairs.push(sure.repair(run, reading)),
            None => rest.push(run),
        }
    }
    (repairs, rest)
}

/// The repairs of the runs that the fast lane left, if each of them decodes under the codec convicted,
/// rare characters too, and none gets absurd: then no run of the text was spared, and there is nothing to
/// weigh.
#[must_use]
pub fn entire(text: &str, rest: &[Span], verdict: &Verdict) -> Option<Vec<Repair>> {
    let stack = verdict.guilty.first()?.0;
    let sure = Sure::of(stack);
    let read = |run: &Span| {
        let (reading, _) = strict::decode(run.of(text), stack)?;
        let gain = cost(text, *run, run.of(text).chars()) - cost(text, *run, reading.chars());
        (gain > ABSURD).then(|| sure.repair(*run, reading))
    };
    rest.iter().map(read).collect()
}

/// What all repairs under one stack share.
struct Sure {
    stack: Arc<[Codec]>,
    why: Arc<str>,
}

impl Sure {
    fn of(stack: Stacks) -> Self {
        let stack: Arc<[Codec]> = verdict::named(stack).into();
        Self { why: verdict::told(&stack), stack }
    }

    fn repair(&self, span: Span, reading: String) -> Repair {
        Repair {
            damage: Damage::Mojibake,
            span,
            reading: Some(reading),
            stack: self.stack.clone(),
            lossy: false,
            confidence: 1.0,
            applicability: Applicability::Safe,
            why: self.why.clone(),
        }
    }
}

/// The run as UTF-8 read through `codec`, if that gives everyday characters and nothing else.
fn decode(run: &str, codec: usize) -> Option<String> {
    let mut out = String::with_capacity(run.len());
    let mut chars = run.chars();
    let mut byte = || Some(bytes::of(chars.next()?).byte.get(codec).copied().unwrap_or(0));
    while let Some(lead) = byte() {
        let mut later = || byte().filter(|b| b & 0xC0 == 0x80).map(|b| u32::from(b & 0x3F));
        let point = match lead {
            0xC2..=0xDF => (u32::from(lead & 0x1F) << 6) | later()?,
            0xE2 | 0xEF => (u32::from(lead & 0x0F) << 12) | (later()? << 6) | later()?,
            0xF0 => (later()? << 12) | (later()? << 6) | later()?,
            _ => return None,
        };
        out.push(char::from_u32(point).filter(|&c| is_everyday(c))?);
    }
    Some(out)
}

/// The letters and marks of western European prose, arrows and emoji: what damage hit, if it hit prose.
fn is_everyday(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{ff}' | 'Œ' | 'œ' | 'Ÿ')
        || matches!(c, '\u{a0}' | '\u{202f}' | '«' | '»' | '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•')
        || matches!(c, '€' | '°' | '©' | '®' | '™' | '·' | '←'..='⇿' | '☀'..='➿')
        || matches!(c, '\u{fe0f}' | '\u{200d}' | '\u{1f300}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::{self, Edit};

    fn repaired(text: &str) -> Option<String> {
        let edits: Vec<Edit> = scan(text)?
            .repairs
            .into_iter()
            .map(|r| Edit::new(r.span, r.reading.unwrap_or_default()))
            .collect();
        Some(fix::apply(text, &edits))
    }

    #[test]
    fn prose_damaged_throughout_is_read_under_every_codec() {
        let clean = "L’été dernier, à la crèche, « Noël » fut fêté trop tôt : çà et là, où ? Au goût du maître… naïf.";
        for codec in Codec::SINGLE_BYTE {
            let damaged: String = clean.bytes().map(|b| codec.decode(b)).collect();
            if damaged.chars().all(|c| c != '\u{f8ff}') {
                assert_eq!(repaired(&damaged).as_deref(), Some(clean), "{codec}");
            }
        }
    }

    #[test]
    fn layers_are_left_to_the_search() {
        let clean =
            "L’été dernier, à la crèche, « Noël » fut fêté trop tôt : çà et là, où ? Au goût du maître…";
        let misread = |text: &str| text.bytes().map(|b| Codec::Windows1252.decode(b)).collect::<String>();
        assert!(repaired(&misread(clean)).is_some());
        assert!(repaired(&misread(&misread(clean))).is_none());
    }

    #[test]
    fn clean_text_and_little_evidence_are_left_to_the_search() {
        let clean =
            "L’été dernier, à la crèche, « Noël » fut fêté trop tôt : çà et là, où ? Au goût du maître…";
        assert!(repaired(clean).is_none());
        assert!(repaired("dÃ©jÃ\u{a0} vu").is_none());
    }
}
