//! Which single-byte codec, for a whole file or for the lines and spans of it that are not UTF-8.
//!
//! Every candidate reads the bytes; [`score`](super::score) says how plausible each character is
//! between its neighbours; the sums over the file decide. Two kinds of reading compete: the whole
//! file in one codec, or UTF-8 with stretches in one codec. Single lines may deviate from the file's
//! codec only where their own evidence is overwhelming.

use super::evidence::{CANDIDATES, N, Scorer};
use super::lines::{Line, lines};
use super::transcode::{decode_with, with_parts};
use super::{Codec, Decoded, LegacyPart, Source};
use crate::span::Span;
use std::ops::Range;

/// What it costs to hold that a file mixes UTF-8 with something else.
const MIXED: f64 = 6.0;
/// What it costs, in a mixed file, to read a line of valid UTF-8 as something else.
const OVERRULE_UTF8: f64 = 6.0;
/// What it costs to read a single line as a mixture: most lines that are broken are so throughout, and
/// their valid UTF-8 is there by accident (`é`, a no-break space and `»` in windows-1252).
const MIXED_LINE: f64 = 6.0;
/// Below this mean no decoding is trusted, if it is the mean of more than a word's worth.
const PLAIN: f64 = -13.5;
const FEW: usize = 5;
/// So few characters must win by more, unless each is ordinary in its place: at least this likely.
const SCANT: usize = 2;
const TYPICAL: f64 = -9.5;
const SCANT_MARGIN: f64 = 4.0;
/// The most that signs in the cells of a table are trusted: not enough to be applied unasked.
const DOUBTFUL: f64 = 0.8;
/// How much better another codec must read a line for the line to leave the file's codec.
const DEVIATE: f64 = 18.0;
/// Below this mean of nats a character, a reading is not ordinary text.
const ORDINARY: f64 = -15.0;

/// Decodes bytes that are neither UTF-8, UTF-16, UTF-32 nor binary.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    let lines = lines(&bytes);
    let mut scorer = Scorer::new(&bytes, &lines);
    let weighed: Vec<Weighed<'_>> = lines.iter().map(|l| Weighed::new(l, &bytes, &mut scorer)).collect();
    let whole = total(&weighed, |w, k| w.legacy[k]);
    let mixed = total(&weighed, |w, k| w.best(k));
    let (any, single) = (lines.iter().any(Line::any_utf8), best(&whole));
    let several = best(&mixed);
    // Which codec is a matter of all evidence, each once; whether there is UTF-8 at all, of every line.
    let gain: f64 = weighed.iter().map(|w| w.best(several) - w.legacy[single]).sum();
    if any && gain > MIXED {
        return decode_parts(&bytes, &weighed, &mixed, several, false);
    }
    if weighed.iter().any(|w| w.deviates(single, true).is_some()) {
        return decode_parts(&bytes, &weighed, &whole, single, true);
    }
    let codec = CANDIDATES[single].0;
    let high: Vec<u8> = bytes.iter().copied().filter(|b| !b.is_ascii()).collect();
    let rival = rival(&whole, single, &high);
    let margin = rival.map_or(f64::MAX, |r| whole[single] - whole[r]);
    let sum: f64 = weighed.iter().map(|w| w.legacy[single]).sum();
    let confidence = confidence(margin, sum, high.len()).min(most_sure(&lines, &bytes));
    let at = lines.iter().find_map(|l| l.broken().first().map(|r| r.start)).unwrap_or(0);
    let why = format!(
        "not UTF-8 from byte {at} on; {}",
        explain(&bytes, at..at + 1, codec, rival.map(|r| CANDIDATES[r].0))
    );
    Decoded { text: decode_with(&bytes, codec), source: Source::Legacy { codec, confidence, why } }
}

/// A line's plausibility under every candidate, in nats.
struct Weighed<'a> {
    line: &'a Line,
    /// Every byte in the codec.
    legacy: [f64; N],
    /// Valid UTF-8 as such, the other bytes in the codec.
    mixed: [f64; N],
    /// Whether it is a row of a table of characters.
    cells: bool,
    /// How much of it counts towards the file's sums.
    news: f64,
    /// What each candidate costs before any evidence.
    priors: [f64; N],
}

impl<'a> Weighed<'a> {
    fn new(line: &'a Line, bytes: &[u8], scorer: &mut Scorer) -> Self {
        let legacy = scorer.sum(line, bytes, false);
        let mixed = if line.any_utf8() { scorer.sum(line, bytes, true) } else { legacy };
        let (cells, news) = (line.cells(bytes), scorer.news(line, bytes));
        Self { line, legacy, mixed, cells, news, priors: scorer.priors() }
    }

    fn keeps_utf8(&self, k: usize) -> bool {
        let gain = self.mixed[k] - self.legacy[k];
        if self.line.valid() {
            // Ordinary text is never UTF-8 by accident.
            let ordinary = self.mixed[k] / to_f64(self.line.atoms.len().max(1)) > ORDINARY;
            return ordinary || gain >= -OVERRULE_UTF8;
        }
        self.line.any_utf8() && gain >= MIXED_LINE
    }

    fn best(&self, k: usize) -> f64 {
        if self.keeps_utf8(k) { self.mixed[k] } else { self.legacy[k] }
    }

    /// The candidate this line is in, where it is not in the file's: its own evidence must be
    /// overwhelming, and its reading ordinary where the file's codec gives nonsense.
    fn deviates(&self, k: usize, whole: bool) -> Option<usize> {
        let value = |k: usize| if whole { self.legacy[k] } else { self.best(k) };
        if self.cells || (!whole && self.line.valid() && self.keeps_utf8(k)) {
            return None;
        }
        let other = best(&std::array::from_fn(|k| value(k) - self.priors[k]));
        let count = to_f64(self.line.atoms.len());
        let nonsense = value(k) / count < ORDINARY;
        (other != k && nonsense && value(other) / count > ORDINARY && value(other) - value(k) > DEVIATE)
            .then_some(other)
    }
}

/// Signs in the cells of a table have no neighbours to be judged by.
fn most_sure<'a>(lines: impl IntoIterator<Item = &'a Line>, bytes: &[u8]) -> f64 {
    let cells = lines.into_iter().filter(|l| !l.valid()).all(|l| l.cells(bytes));
    if cells { DOUBTFUL } else { 1.0 }
}

fn decode_parts(bytes: &[u8], weighed: &[Weighed<'_>], sums: &[f64; N], k: usize, whole: bool) -> Decoded {
    let mut parts: Vec<LegacyPart> = Vec::new();
    let regular = |w: &&Weighed<'_>| (whole || !w.line.valid()) && w.deviates(k, whole).is_none();
    let value = |w: &Weighed<'_>, k: usize| if !whole && w.keeps_utf8(k) { w.mixed[k] } else { w.legacy[k] };
    let all: f64 = weighed.iter().filter(regular).map(|w| value(w, k)).sum();
    let count: usize = weighed.iter().filter(regular).map(|w| w.line.atoms.len()).sum();
    let most = most_sure(weighed.iter().map(|w| w.line), bytes);
    for w in weighed {
        let other = w.deviates(k, whole);
        let codec = other.unwrap_or(k);
        let utf8 = !whole && w.keeps_utf8(codec);
        let ranges = if utf8 { w.line.broken() } else { vec![w.line.high()] };
        for raw in ranges {
            let high: Vec<u8> = bytes[raw.clone()].iter().copied().filter(|b| !b.is_ascii()).collect();
            let local: [f64; N] =
                std::array::from_fn(|k| if whole { w.legacy[k] } else { w.best(k) } - w.priors[k]);
            let scores = if other.is_some() { &local } else { sums };
            let rival = rival(scores, codec, &high);
            let margin = rival.map_or(f64::MAX, |r| scores[codec] - scores[r]);
            let (value, count) =
                if other.is_some() { (value(w, codec), w.line.atoms.len()) } else { (all, count) };
            let name = CANDIDATES[codec].0;
            let why = explain(bytes, raw.clone(), name, rival.map(|r| CANDIDATES[r].0));
            parts.push(LegacyPart {
                raw: raw.into(),
                text: Span::empty(0),
                codec: name,
                confidence: confidence(margin, value, count).min(most),
                why,
            });
        }
    }
    let (text, spans) = with_parts(bytes, parts.iter().map(|p| (p.raw, p.codec)));
    for (part, span) in parts.iter_mut().zip(spans) {
        part.text = span;
    }
    Decoded { text, source: Source::Mixed { parts } }
}

fn total(weighed: &[Weighed<'_>], value: impl Fn(&Weighed<'_>, usize) -> f64) -> [f64; N] {
    let prior = |k: usize| weighed.first().map_or(0.0, |w| w.priors[k]);
    std::array::from_fn(|k| weighed.iter().map(|w| value(w, k) * w.news).sum::<f64>() - prior(k))
}

pub(super) fn best(scores: &[f64; N]) -> usize {
    (0..N).fold(0, |best, k| if scores[k] > scores[best] { k } else { best })
}

/// The next best candidate that reads any of the `high` bytes differently.
fn rival(scores: &[f64; N], k: usize, high: &[u8]) -> Option<usize> {
    let codec = CANDIDATES[k].0;
    let mut seen = [false; 256];
    high.iter().for_each(|&b| seen[usize::from(b)] = true);
    let differs =
        |j: usize| (0..=255_u8).any(|b| seen[usize::from(b)] && CANDIDATES[j].0.decode(b) != codec.decode(b));
    (0..N).filter(|&j| j != k && differs(j)).max_by(|&a, &b| scores[a].total_cmp(&scores[b]))
}

/// From the margin over the next best reading, in nats, and how ordinary the best one is.
fn confidence(margin: f64, sum: f64, count: usize) -> f64 {
    let mean = sum / to_f64(count.max(1));
    let margin = if count <= SCANT && mean < TYPICAL { margin - SCANT_MARGIN } else { margin };
    let sure = 1.0 - 0.5 * (-margin.max(0.0) / 2.0).exp();
    // Nonsense in every codec is nonsense in the best one too.
    let nonsense = mean < PLAIN && count >= FEW;
    if nonsense { sure.min(0.9 * (PLAIN / mean).powi(8)) } else { sure }
}

#[allow(clippy::cast_precision_loss)]
pub(super) fn to_f64(n: usize) -> f64 {
    n as f64
}

/// The word around `raw` as `codec` reads it, and as the next best candidate would.
pub(super) fn explain(bytes: &[u8], raw: Range<usize>, codec: Codec, rival: Option<Codec>) -> String {
    let blank = |b: &u8| b.is_ascii_whitespace();
    let start = bytes[..raw.start].iter().rposition(blank).map_or(0, |i| i + 1);
    let end = bytes[raw.start..].iter().position(blank).map_or(bytes.len(), |i| raw.start + i);
    let word = bytes.get(start.max(raw.start.saturating_sub(40))..end.min(raw.start + 40)).unwrap_or(&[]);
    let shown = |c: Codec| decode_with(word, c);
    match rival {
        Some(r) if shown(r) != shown(codec) => {
            format!("{codec} reads `{}`, where {r} would read `{}`", shown(codec), shown(r))
        }
        Some(r) => format!("{codec} reads `{}`; {r} would read the file worse elsewhere", shown(codec)),
        None => format!("{codec} reads `{}`", shown(codec)),
    }
}
