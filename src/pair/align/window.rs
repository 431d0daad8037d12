//! Strengths summed up beforehand, so that the score of any bead near a path is a few differences.

use super::assoc::Side;
use super::points::Points;
use super::texts::Texts;
use std::ops::Range;

/// Beads judged near a path, with every strength that may be asked for summed up beforehand.
pub(super) struct Scorer<'a> {
    pub texts: Texts<'a>,
    /// For each sentence and word: strengths towards a window of the other side's sentences.
    windows: (Windows, Windows),
    /// For each word type, running sums of its strengths: in place of the windows where these would
    /// take too much memory, as in a list of ten thousand items.
    running: Option<(Running, Running)>,
}

/// For each word type: sentences, ascending, each with the sum of the strengths up to it.
type Running = Vec<Vec<(u32, f32)>>;

/// Strengths, as numbers of 4 bytes, that windows may hold: 16 MB. Filling more takes longer than
/// looking up the few that are asked for.
const MOST: usize = 4_000_000;

fn running(points: &Points) -> Running {
    let sum = |list: &[(u32, f32)]| {
        let mut total = 0.0;
        let add = |(at, strength): &(u32, f32)| {
            total += strength;
            (*at, total)
        };
        list.iter().map(add).collect()
    };
    points.lists().map(sum).collect()
}

/// The strength of a word type towards the sentences of `range`.
fn between(running: &Running, word: u32, range: &Range<usize>) -> f32 {
    let list = running.get(word as usize).map_or(&[][..], Vec::as_slice);
    let before = |end: usize| {
        let at = list.partition_point(|x| (x.0 as usize) < end);
        at.checked_sub(1).and_then(|i| list.get(i)).map_or(0.0, |x| x.1)
    };
    before(range.end) - before(range.start)
}

/// The windows of a run of sentences, the first of which is number `first`.
struct Windows {
    first: usize,
    list: Vec<Window>,
}

impl Windows {
    /// For sentence number `at`, the strength of each of its words towards the sentences of `range`.
    #[inline]
    fn sums(&self, at: usize, range: &Range<usize>) -> impl Fn(usize, u32) -> f32 {
        let window = at.checked_sub(self.first).and_then(|i| self.list.get(i));
        let sums = window.map(|w| w.towards(range));
        move |row, _| sums.as_ref().map_or(0.0, |sum| sum(row))
    }
}

/// Strengths of the words of one sentence towards the sentences from `first` on.
struct Window {
    first: usize,
    width: usize,
    /// Row by row, one row a word, as running sums so that ranges are differences.
    sums: Vec<f32>,
}

impl Window {
    fn new(words: Option<&Vec<u32>>, points: &Points, around: Range<usize>) -> Self {
        let width = around.len();
        // Most sentences are out of reach when one block is looked at.
        let words = words.filter(|_| width > 0).map_or(&[][..], Vec::as_slice);
        let mut sums = Vec::with_capacity(words.len() * (width + 1));
        for word in words {
            let start = sums.len();
            sums.resize(start + width + 1, 0.0);
            let list = points.of(*word);
            let from = list.partition_point(|x| (x.0 as usize) < around.start);
            for (at, strength) in list.iter().skip(from).take_while(|x| (x.0 as usize) < around.end) {
                sums[start + 1 + (*at as usize - around.start)] = *strength;
            }
            for i in start + 1..start + width + 1 {
                sums[i] += sums[i - 1];
            }
        }
        Self { first: around.start, width, sums }
    }

    /// Strength of each word, by number, towards the sentences of `range`.
    #[inline]
    fn towards(&self, range: &Range<usize>) -> impl Fn(usize) -> f32 {
        let at = |i: usize| i.saturating_sub(self.first).min(self.width);
        let (from, to) = (at(range.start), at(range.end));
        move |row| {
            let base = row * (self.width + 1);
            let sum = |at: usize| self.sums.get(base + at).copied().unwrap_or(0.0);
            sum(to) - sum(from)
        }
    }
}
impl<'a> Scorer<'a> {
    /// `reach` gives for each source sentence the target sentences that it may be compared with.
    pub(super) fn new(texts: Texts<'a>, reach: &[Range<usize>]) -> Self {
        let (words, many) = (texts.words, texts.target.len());
        let size = |(i, near): (usize, &Range<usize>)| {
            words.source.units.get(i).map_or(0, Vec::len).saturating_mul(near.len() + 1)
        };
        if reach.iter().enumerate().map(size).fold(0, usize::saturating_add) > MOST {
            let none = || Windows { first: 0, list: Vec::new() };
            let running = (running(&words.from_source), running(&words.from_target));
            return Self { texts, windows: (none(), none()), running: Some(running) };
        }
        let mut columns = vec![(usize::MAX, 0usize); many];
        let mut forth = Vec::with_capacity(texts.source.len());
        for (i, around) in reach.iter().enumerate().take(texts.source.len()) {
            let around = around.start.min(many)..around.end.min(many);
            for column in columns.get_mut(around.clone()).unwrap_or_default() {
                *column = (column.0.min(i), i + 1);
            }
            forth.push(Window::new(words.source.units.get(i), &words.from_source, around));
        }
        let back = |(j, (from, to)): (usize, &(usize, usize))| {
            let around = (*from).min(*to)..*to;
            Window::new(words.target.units.get(j), &words.from_target, around)
        };
        let back = columns.iter().enumerate().map(back).collect();
        let windows = (Windows { first: 0, list: forth }, Windows { first: 0, list: back });
        Self { texts, windows, running: None }
    }

    /// Only `s` against `t`.
    pub(super) fn within(texts: Texts<'a>, s: &Range<usize>, t: &Range<usize>) -> Self {
        let window = |side: &Side, points: &Points, own: &Range<usize>, other: &Range<usize>| {
            let one = |i: usize| Window::new(side.units.get(i), points, other.clone());
            Windows { first: own.start, list: own.clone().map(one).collect() }
        };
        let words = texts.words;
        let forth = window(&words.source, &words.from_source, s, t);
        let back = window(&words.target, &words.from_target, t, s);
        Self { texts, windows: (forth, back), running: None }
    }

    /// The score of translating `s` by `t`, without the prior.
    pub(super) fn content(&self, s: &Range<usize>, t: &Range<usize>) -> f32 {
        let x = &self.texts;
        let (a, b) = x.sizes(s, t);
        let smooth = x.params.smooth;
        if let Some((forth, back)) = &self.running {
            let forth = x.side(&x.words.source, s, b + smooth, |_| |_, word| between(forth, word, t));
            let back = x.side(&x.words.target, t, a + smooth, |_| |_, word| between(back, word, s));
            return 0.5 * (forth + back) + x.shape(s, t);
        }
        let forth = x.side(&x.words.source, s, b + smooth, |at| self.windows.0.sums(at, t));
        let back = x.side(&x.words.target, t, a + smooth, |at| self.windows.1.sums(at, s));
        0.5 * (forth + back) + x.shape(s, t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_sums_and_windows_agree() {
        // The first of two types stands once, twice and four times.
        let units = [&[0][..], &[], &[0, 0], &[], &[], &[], &[], &[0, 0, 0, 0]].map(<[u32]>::to_vec);
        let points = Points::places(&units, 2);
        let running = running(&points);
        let window = Window::new(Some(&vec![0, 1]), &points, 1..9);
        for start in 1..9 {
            for end in start..9 {
                for (row, word) in [0u32, 1].into_iter().enumerate() {
                    assert_eq!(window.towards(&(start..end))(row), between(&running, word, &(start..end)));
                }
            }
        }
    }
}
