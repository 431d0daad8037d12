//! How well a run of sentences of one side translates a run of the other: the score of a bead.

use super::assoc::{Association, Side};
use super::points::Points;
use super::{Params, Unit};
use std::ops::Range;

/// Two texts and what their words say about each other: all that judging a bead needs.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    pub source: &'a [Unit],
    pub target: &'a [Unit],
    pub words: &'a Association,
    pub params: &'a Params,
    /// Characters of the target for one of the source.
    ratio: f32,
}
impl<'a> Texts<'a> {
    pub(super) fn new(
        source: &'a [Unit],
        target: &'a [Unit],
        words: &'a Association,
        params: &'a Params,
    ) -> Self {
        let length = |units: &[Unit]| units.iter().map(|u| u.length).sum::<f32>() + 1.0;
        let ratio = (length(target) / length(source)).clamp(0.6, 1.7);
        // Short texts say little about their ratio.
        let trust = (length(source) / 2000.0).min(1.0);
        let ratio = ratio * trust + params.ratio * (1.0 - trust);
        Self { source, target, words, params, ratio }
    }

    /// The same texts, judged with other weights.
    pub(super) fn with(self, params: &'a Params) -> Self {
        Self { params, ..self }
    }

    /// How many words a range of the source and one of the target hold.
    #[inline]
    pub(super) fn sizes(&self, s: &Range<usize>, t: &Range<usize>) -> (f32, f32) {
        let size = |side: &Side, range: &Range<usize>| {
            side.units.get(range.clone()).map_or(0, |u| u.iter().map(Vec::len).sum::<usize>()) as f32
        };
        (size(&self.words.source, s), size(&self.words.target, t))
    }

    /// The score of translating `s` by `t`, wherever they stand, without the prior.
    pub(super) fn content(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        let within = |points: &Points, word: u32, range: &Range<usize>| -> f32 {
            let list = points.of(word);
            let begins = |list: &[(u32, f32)]| list.first().is_none_or(|x| x.0 as usize >= range.start);
            let from = if begins(list) { 0 } else { list.partition_point(|x| (x.0 as usize) < range.start) };
            let near = list.iter().skip(from).take_while(|x| (x.0 as usize) < range.end);
            near.map(|x| x.1).sum()
        };
        let (a, b) = self.sizes(s, t);
        let smooth = self.params.smooth;
        let forth = self
            .side(&self.words.source, s, b + smooth, |_| |_, word| within(&self.words.from_source, word, t));
        let back = self
            .side(&self.words.target, t, a + smooth, |_| |_, word| within(&self.words.from_target, word, s));
        0.5 * (forth + back) + self.shape(s, t)
    }

    /// How much better `range` of one side is explained by the other side, `size` words long, than by
    /// chance. `given` gives for a sentence the strength of its words (row and type) towards that side.
    #[inline]
    pub(super) fn side<F: Fn(usize, u32) -> f32>(
        &self,
        side: &Side,
        range: &Range<usize>,
        size: f32,
        given: impl Fn(usize) -> F,
    ) -> f32 {
        let p = self.params;
        // Plain comparisons: no ratio is a NaN.
        let worth = |ratio: f32, floor: f32| {
            let nats = ln(if ratio > floor { ratio } else { floor });
            if nats < p.ceiling { nats } else { p.ceiling }
        };
        // Many words are not explained at all, which is the same for all of them; it speaks less against a bead
        // where the lexicon hardly knows the word.
        let nothing = [worth(p.unexplained, p.strange), worth(p.unexplained, p.floor)];
        let mut sum = 0.0;
        for at in range.clone() {
            let Some(words) = side.units.get(at) else { continue };
            let given = given(at);
            for (row, word) in words.iter().enumerate() {
                let given = given(row, *word);
                let known = side.known.get(*word as usize).copied().unwrap_or(false);
                if given == 0.0 {
                    sum += nothing[usize::from(known)];
                    continue;
                }
                let chance = side.chance.get(*word as usize).copied().unwrap_or(1e-5);
                let ratio = p.unexplained + (1.0 - p.unexplained) * (given / size) / chance;
                sum += worth(ratio, if known { p.floor } else { p.strange });
            }
        }
        sum
    }

    /// The logarithm of how much longer `t` is than `s` leads to expect; a few letters more or less do
    /// not count in short ones.
    pub(super) fn length_ratio(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        ((total(self.target, t) + 10.0) / (total(self.source, s) * self.ratio + 10.0)).ln()
    }

    /// Whether one is at most two and a half times as long as the other leads to expect.
    #[inline]
    pub(super) fn comparable(&self, s: &Range<usize>, t: &Range<usize>) -> bool {
        let (x, y) = (total(self.source, s) * self.ratio + 10.0, total(self.target, t) + 10.0);
        x.max(y) <= 2.6 * x.min(y)
    }

    /// What lengths, marks and paragraph edges say.
    #[inline]
    pub(super) fn shape(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        let p = self.params;
        let (a, b) = (total(self.source, s) * self.ratio + 1.0, total(self.target, t) + 1.0);
        let z = (b - a) / (p.spread * (a + b + 20.0)).sqrt();
        self.marks(s, t) - p.length * (z * z).min(p.most)
    }

    /// Agreement of final question and exclamation marks, and paragraph edges that beads cross.
    fn marks(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        let p = self.params;
        let end = |units: &[Unit], r: &Range<usize>, i: usize| {
            units.get(r.clone()).unwrap_or(&[]).iter().filter(|u| u.marks & (1 << i) != 0).count()
        };
        let mut sum = 0.0;
        for i in 0..3 {
            let (a, b) = (end(self.source, s, i), end(self.target, t, i));
            let (low, high) = (a.min(b) as f32, a.max(b) as f32);
            sum += p.mark * low - 0.5 * p.mark * (high - low);
        }
        let crossed = |units: &[Unit], r: &Range<usize>| {
            units
                .get(r.clone())
                .unwrap_or(&[])
                .windows(2)
                .filter(|w| w[0].paragraph != w[1].paragraph)
                .count()
        };
        let (a, b) = (crossed(self.source, s), crossed(self.target, t));
        // An edge inside both parts is one edge translated; inside one only, it is crossed.
        let open = |units: &[Unit], r: &Range<usize>| {
            r.start == 0
                || units.get(r.start).map(|u| u.paragraph) != units.get(r.start - 1).map(|u| u.paragraph)
        };
        let edges = match (open(self.source, s), open(self.target, t)) {
            (true, true) => p.edge,
            (false, false) => 0.0,
            _ => -p.edge,
        };
        sum - p.cross * (a + b) as f32 + edges
    }

    /// What a bead of this shape costs before its words are read.
    #[inline]
    pub(super) fn prior(&self, a: usize, b: usize) -> f32 {
        let p = self.params;
        match (a.min(b), a.max(b)) {
            (0, n) => -p.skip - p.skip_more * (n as f32 - 1.0),
            (1, 1) => 0.0,
            (1, 2) => -p.two,
            (1, n) => -p.two - p.more * (n as f32 - 2.0),
            (2, 2) => -p.both,
            (m, n) => -p.both - p.more * (m + n - 4) as f32,
        }
    }
}
/// Characters in a run of sentences.
#[inline]
fn total(units: &[Unit], range: &Range<usize>) -> f32 {
    units.get(range.clone()).unwrap_or(&[]).iter().map(|u| u.length).sum()
}

/// The natural logarithm of a positive number, to three digits: exponent and a cubic for the rest.
#[inline]
fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = (bits >> 23) as f32 - 127.0;
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    let log2 = exponent - 2.153_62 + m * (3.047_884 + m * (-1.051_875 + m * 0.158_249));
    log2 * std::f32::consts::LN_2
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_good_to_three_digits() {
        for x in [1e-6f32, 0.03, 0.4, 1.0, 1.7, 12.0, 4e5] {
            assert!((ln(x) - x.ln()).abs() < 2e-3, "{x}: {} {}", ln(x), x.ln());
        }
    }
}
