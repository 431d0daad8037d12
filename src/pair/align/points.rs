//! Where words stand, and where they point: for each word type a list of sentences with a number each.

use super::assoc::Link;

/// Lists of (sentence, number), ascending, one for each word type. They stand one behind the other: a page
/// has a thousand types, most of them with a place or two.
#[derive(Default)]
pub(super) struct Points {
    /// Where the list of each type begins, and where the last one ends.
    starts: Vec<usize>,
    all: Vec<(u32, f32)>,
}

impl Points {
    /// The list of a type.
    #[inline]
    pub(super) fn of(&self, word: u32) -> &[(u32, f32)] {
        match self.starts.get(word as usize..).and_then(|s| s.first_chunk::<2>()) {
            Some([start, end]) => self.all.get(*start..*end).unwrap_or(&[]),
            None => &[],
        }
    }

    /// All lists.
    pub(super) fn lists(&self) -> impl Iterator<Item = &[(u32, f32)]> {
        self.starts.windows(2).map(|w| self.all.get(w[0]..w[1]).unwrap_or(&[]))
    }

    /// The sentences in which each of `types` types stands, and how often. `units` are the types of the
    /// words of each sentence.
    pub(super) fn places(units: &[Vec<u32>], types: usize) -> Self {
        // How long the list of each type is, and the last sentence that it was met in.
        let mut met = vec![(0usize, u32::MAX); types];
        for (unit, at) in units.iter().zip(0u32..) {
            for word in unit {
                let (count, last) = &mut met[*word as usize];
                *count += usize::from(*last != at);
                *last = at;
            }
        }
        let mut starts = Vec::with_capacity(types + 1);
        let mut next = 0;
        starts.push(0);
        for (count, last) in &mut met {
            let begins = next;
            next += *count;
            starts.push(next);
            (*count, *last) = (begins, u32::MAX);
        }
        let mut all = vec![(0u32, 0.0f32); next];
        for (unit, at) in units.iter().zip(0u32..) {
            for word in unit {
                let (behind, last) = &mut met[*word as usize];
                if *last != at {
                    *last = at;
                    *behind += 1;
                    all[*behind - 1].0 = at;
                }
                all[*behind - 1].1 += 1.0;
            }
        }
        Self { starts, all }
    }

    /// For each of `types` types the sentences, of `sentences`, that its links lead to: `links` are in order
    /// of the type that `end` gives, with the places it points at and what each of these is worth.
    pub(super) fn gather<'p>(
        (types, sentences): (usize, usize),
        links: &[Link],
        end: impl Fn(&Link) -> u32,
        places: impl Fn(&Link) -> (&'p [(u32, f32)], f32),
    ) -> Self {
        let mut out = Self { starts: Vec::with_capacity(types + 1), all: Vec::with_capacity(links.len()) };
        let mut sums = Sums { all: vec![0.0; sentences], touched: vec![0; sentences.div_ceil(64)] };
        for group in links.chunk_by(|a, b| end(a) == end(b)) {
            out.starts.resize(end(&group[0]) as usize + 1, out.all.len());
            if let [link] = group {
                let (places, worth) = places(link);
                out.all.extend(places.iter().map(|(at, times)| (*at, times * worth)));
                continue;
            }
            let all = group.iter().map(&places);
            // Where most sentences are touched, which ones need not be noted.
            if all.clone().map(|(places, _)| places.len()).sum::<usize>() >= sentences {
                all.for_each(|(places, worth)| sums.add(places, worth));
                sums.take_all(&mut out.all);
            } else {
                all.for_each(|(places, worth)| sums.note(places, worth));
                sums.take(&mut out.all);
            }
        }
        out.starts.resize(types + 1, out.all.len());
        out
    }
}

/// Chances added up by sentence.
struct Sums {
    /// One for each sentence; nought between two lists.
    all: Vec<f32>,
    /// A bit for each sentence that is not.
    touched: Vec<u64>,
}

impl Sums {
    fn add(&mut self, places: &[(u32, f32)], worth: f32) {
        for (at, times) in places {
            self.all[*at as usize] += times * worth;
        }
    }

    /// Moves what was added up to the end of `out`, in order of the sentences.
    fn take_all(&mut self, out: &mut Vec<(u32, f32)>) {
        let start = out.len();
        out.resize(start + self.all.len(), (0, 0.0));
        let mut end = start;
        for (sum, at) in self.all.iter_mut().zip(0u32..) {
            // Without a branch: whether a sentence is touched cannot be foretold.
            out[end] = (at, *sum);
            end += usize::from(*sum != 0.0);
            *sum = 0.0;
        }
        out.truncate(end);
    }

    /// The same as `add` for [`Sums::take`].
    fn note(&mut self, places: &[(u32, f32)], worth: f32) {
        for (at, times) in places {
            let at = *at as usize;
            self.all[at] += times * worth;
            self.touched[at / 64] |= 1 << (at % 64);
        }
    }

    /// Moves what was noted to the end of `out`, in order of the sentences.
    fn take(&mut self, out: &mut Vec<(u32, f32)>) {
        for (bits, from) in self.touched.iter_mut().zip((0u32..).step_by(64)) {
            let mut left = std::mem::take(bits);
            while left != 0 {
                let at = from + left.trailing_zeros();
                out.push((at, std::mem::take(&mut self.all[at as usize])));
                left &= left - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_each_sentence_once() {
        let places = Points::places(&[vec![0, 2, 0], vec![2], vec![0]], 4);
        assert_eq!(places.of(0), [(0, 2.0), (2, 1.0)]);
        assert_eq!(places.of(2), [(0, 1.0), (1, 1.0)]);
        assert!(places.of(1).is_empty() && places.of(3).is_empty() && places.of(4).is_empty());
        assert_eq!(places.lists().count(), 4);
    }

    #[test]
    fn chances_add_up_by_sentence() {
        let places = Points::places(&[vec![0], vec![0, 1], vec![1, 1]], 2);
        let links = [(1, 0, 0.5, 0.25), (1, 1, 0.5, 0.125), (3, 1, 0.5, 0.5)];
        let lead = |l: &Link| (places.of(l.1), l.3);
        let found = Points::gather((5, 3), &links, |l| l.0, lead);
        assert_eq!(found.of(1), [(0, 0.25), (1, 0.375), (2, 0.25)]);
        assert_eq!(found.of(3), [(1, 0.5), (2, 1.0)]);
        assert!([0, 2, 4, 5].iter().all(|word| found.of(*word).is_empty()));
    }
}
