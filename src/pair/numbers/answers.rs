//! Which numbers of one text those of another answer. Numbers are looked up by what they may stand
//! for: a page may hold thousands of them.

use super::Number;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a list of numbers may stand for.
#[derive(Debug, Default)]
pub struct Values<'a>(FxHashSet<&'a str>);

impl<'a> Values<'a> {
    /// The values of some numbers.
    pub fn of(numbers: impl IntoIterator<Item = &'a Number>) -> Self {
        Self(numbers.into_iter().flat_map(|n| n.keys.iter().map(String::as_str)).collect())
    }

    /// Whether one of the numbers may be the same as this.
    #[must_use]
    pub fn hold(&self, number: &Number) -> bool {
        number.keys.iter().any(|k| self.0.contains(k.as_str()))
    }
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Digits,
    Word,
    Article,
}

fn form(number: &Number) -> Form {
    match (number.digits, number.article) {
        (true, _) => Form::Digits,
        (_, true) => Form::Article,
        _ => Form::Word,
    }
}

/// The numbers of one side that have answered nothing yet.
struct Free<'a> {
    free: Vec<bool>,
    /// By value, a queue for each [`Form`].
    places: FxHashMap<&'a str, [Queue; 3]>,
}

/// Where a value stands, in order; all before `next` are taken.
#[derive(Default)]
struct Queue {
    places: Vec<usize>,
    next: usize,
}

impl<'a> Free<'a> {
    fn new(numbers: &'a [Number]) -> Self {
        let mut places: FxHashMap<&'a str, [Queue; 3]> = FxHashMap::default();
        for (at, number) in numbers.iter().enumerate() {
            for key in &number.keys {
                let queue = places.entry(key).or_default().get_mut(form(number) as usize);
                queue.into_iter().for_each(|q| q.places.push(at));
            }
        }
        Self { free: vec![true; numbers.len()], places }
    }

    /// Takes the first free number in one of these forms that agrees with `number`.
    fn take(&mut self, number: &Number, forms: &[Form]) -> Option<usize> {
        let mut first: Option<usize> = None;
        for key in &number.keys {
            let Some(queues) = self.places.get_mut(key.as_str()) else { continue };
            for form in forms {
                let Some(queue) = queues.get_mut(*form as usize) else { continue };
                let taken = |at: &usize| !self.free.get(*at).copied().unwrap_or(false);
                while queue.places.get(queue.next).is_some_and(taken) {
                    queue.next += 1;
                }
                let at = queue.places.get(queue.next).copied();
                first = first.into_iter().chain(at).min();
            }
        }
        let place = self.free.get_mut(first?)?;
        *place = false;
        first
    }
}

/// Numbers in digits that nothing on the other side answers: (of the first, of the second).
#[must_use]
pub fn unanswered<'a>(a: &'a [Number], b: &'a [Number]) -> (Vec<&'a Number>, Vec<&'a Number>) {
    // Most sentences hold the same numbers in the same order, or none.
    let same = |(x, y): (&Number, &Number)| form(x) == form(y) && x.agrees(y);
    if a.len() == b.len() && a.iter().zip(b).all(same) {
        return (Vec::new(), Vec::new());
    }
    let mut free = Free::new(b);
    // `first` answers `première`, and leaves a figure that stands beside it to be answered by another.
    let spoken: Vec<bool> =
        a.iter().map(|n| form(n) == Form::Word && free.take(n, &[Form::Word]).is_some()).collect();
    // Digits are answered by digits first, so that a word does not take what a figure needs.
    let open: Vec<&Number> =
        a.iter().filter(|n| n.digits && free.take(n, &[Form::Digits]).is_none()).collect();
    let (mut lost, mut faintly_lost) = (Vec::new(), Vec::new());
    for number in open {
        let word = free.take(number, &[Form::Word, Form::Article]).and_then(|at| b.get(at));
        match word {
            None => lost.push(number),
            Some(word) if word.article => faintly_lost.push(number),
            Some(_) => {}
        }
    }
    let silent = |wanted: Form| a.iter().zip(&spoken).filter(move |p| form(p.0) == wanted && !p.1);
    let (words, articles) =
        (Values::of(silent(Form::Word).map(|p| p.0)), Values::of(silent(Form::Article).map(|p| p.0)));
    let (mut added, mut faintly_added) = (Vec::new(), Vec::new());
    for (number, _) in b.iter().zip(&free.free).filter(|(n, free)| **free && n.digits) {
        if words.hold(number) {
            continue;
        }
        if articles.hold(number) { faintly_added.push(number) } else { added.push(number) }
    }
    // An article answers a figure only while no other figure stands there in its place.
    while lost.len() < added.len()
        && let Some(number) = faintly_lost.pop()
    {
        lost.push(number);
    }
    while added.len() < lost.len()
        && let Some(number) = faintly_added.pop()
    {
        added.push(number);
    }
    lost.sort_by_key(|n: &&Number| n.span.start);
    added.sort_by_key(|n: &&Number| n.span.start);
    (lost, added)
}
