//! Where a stretch of another language begins and ends: what holds neighbours together in each language,
//! learnt from planted stretches, so that of all places to begin and to end the true ones weigh most.
//!
//! What words are written in says the rest, by the weights learnt before. So what is learnt here is on which
//! side a word stands that both languages have: `la page | is long`, `la | page is long`.

use super::language::Random;
use super::planted::{Corpus, Planted};
use visavis::language::Language;
use visavis::language::cohesion::{self, COHESIONS};
use visavis::language::edges::bonus;
use visavis::language::features::{UNIT, WEIGHTS};
use visavis::language::token::Gap;

/// Stretches planted in training.
const SAMPLES: usize = 4_000_000;
/// Step size of Adagrad.
const RATE: f32 = 0.05;
/// Shrinkage of every weight touched, relative to the step size.
const DECAY: f32 = 5e-5;

/// What speaks for an edge before a token, as places among the weights.
#[derive(Default)]
struct Place {
    /// What the token itself says, French above zero.
    alone: Vec<u32>,
    /// What holds it and the one before together in the language of the page, and in that of the stretch.
    page: Vec<u32>,
    guest: Vec<u32>,
    /// What it says as the first of a stretch, and the one before as the last.
    opens: Option<u32>,
    closes: Option<u32>,
}

fn places(planted: &Planted) -> Vec<Place> {
    let (guest, page, row) = (planted.guest, planted.guest.other(), planted.row());
    let place = |at: usize| {
        let mut place = Place::default();
        let before = at.checked_sub(1).map(|i| &planted.tokens[i]);
        place.closes = before.map(|t| id(cohesion::closing(guest, t)));
        let Some(token) = planted.tokens.get(at) else { return place };
        cohesion::alone(token, |i| place.alone.push(id(i)));
        place.opens = Some(id(cohesion::opening(guest, token)));
        row.holding(page, at, |i| place.page.push(id(i)));
        row.holding(guest, at, |i| place.guest.push(id(i)));
        place
    };
    (0..=planted.tokens.len()).map(place).collect()
}

/// A place in the table as one among the weights learnt here.
const fn id(place: usize) -> u32 {
    (place - WEIGHTS) as u32
}

/// What holds the words on both sides of a stretch together, where it begins at `start` and ends before `end`.
fn bridge(planted: &Planted, start: usize, end: usize) -> Vec<u32> {
    let mut list = Vec::new();
    let tight = |at: usize| planted.tokens.get(at).is_some_and(|t| t.gap <= Gap::Word);
    if start > 0 && tight(start) && tight(end) {
        planted.row().pair(planted.guest.other(), start - 1, end, |i| list.push(id(i)));
    }
    list
}

/// Adagrad: weights and the running sums of their squared gradients.
struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Learner {
    fn sum<'a>(&self, list: impl IntoIterator<Item = &'a u32>) -> f32 {
        list.into_iter().map(|i| self.weights[*i as usize]).sum()
    }

    fn step<'a>(&mut self, list: impl IntoIterator<Item = &'a u32>, gradient: f32, rate: f32) {
        for i in list.into_iter().map(|i| *i as usize) {
            self.squares[i] += gradient * gradient;
            let step = gradient / (self.squares[i] + 1e-2).sqrt();
            self.weights[i] -= rate * (step + DECAY * self.weights[i]);
        }
    }

    /// The worth of every place to begin, from 0 to the anchor, and of every place to end behind it: the same
    /// sums as the search of the library builds.
    fn worths(&self, planted: &Planted, places: &[Place]) -> [Vec<f32>; 2] {
        let (sign, all) = (sign(planted), planted.tokens.len());
        let says = |at: usize| (planted.own[at] + self.sum(&places[at].alone)) * sign;
        let bonus = |at: usize| bonus(planted.gap(at), false) as f32 / UNIT as f32;
        let mut starts = vec![0.0; planted.anchor + 1];
        let mut inside = 0.0;
        for at in (0..=planted.anchor).rev() {
            inside += says(at);
            let apart = self.sum(&places[at].page);
            starts[at] = inside - apart + self.sum(&places[at].opens) + bonus(at);
            inside += self.sum(&places[at].guest) - apart;
        }
        let mut ends = Vec::with_capacity(all - planted.anchor);
        inside = 0.0;
        for (at, place) in places.iter().enumerate().skip(planted.anchor + 1) {
            let apart = self.sum(&place.page);
            ends.push(inside - apart + self.sum(&place.closes) + bonus(at));
            if at < all {
                inside += says(at) + self.sum(&place.guest) - apart;
            }
        }
        [starts, ends]
    }

    /// The gradients of the places to begin and to end, by how likely each pair of them is; what is learnt of
    /// bridges is learnt on the way. The third is the loss before that.
    fn gradients(&mut self, planted: &Planted, worths: &[Vec<f32>; 2], rate: f32) -> ([Vec<f32>; 2], f32) {
        let (behind, [starts, ends]) = (planted.anchor + 1, worths);
        let truth = (planted.from, planted.to - behind);
        let mut pairs = Vec::new();
        for start in likely(starts, truth.0) {
            for end in likely(ends, truth.1) {
                let bridge = bridge(planted, start, end + behind);
                pairs.push((start, end, starts[start] + ends[end] + self.sum(&bridge), bridge));
            }
        }
        let top = pairs.iter().map(|p| p.2).fold(f32::MIN, f32::max);
        let sum: f32 = pairs.iter().map(|p| (p.2 - top).exp()).sum();
        let mut out = [vec![0.0; starts.len()], vec![0.0; ends.len()]];
        let mut loss = 0.0;
        for (start, end, worth, bridge) in pairs {
            let mut gradient = (worth - top).exp() / sum;
            if (start, end) == truth {
                loss = -gradient.max(1e-9).ln();
                gradient -= 1.0;
            }
            out[0][start] += gradient;
            out[1][end] += gradient;
            if gradient.abs() > 1e-3 {
                self.step(&bridge, gradient, rate);
            }
        }
        (out, loss)
    }

    /// Makes the true edges weigh more; the loss before that.
    fn learn(&mut self, planted: &Planted, rate: f32) -> f32 {
        let places = places(planted);
        let worths = self.worths(planted, &places);
        let ([starts, ends], loss) = self.gradients(planted, &worths, rate);
        let (sign, behind) = (sign(planted), planted.anchor + 1);
        // What lies between an edge and the anchor counts for every place beyond it.
        let mut beyond = 0.0;
        for (place, start) in places.iter().zip(&starts) {
            self.step(&place.guest, beyond, rate);
            self.step(&place.opens, *start, rate);
            beyond += start;
            self.step(&place.alone, beyond * sign, rate);
            self.step(&place.page, -beyond, rate);
        }
        beyond = 0.0;
        for (place, end) in places.iter().skip(behind).zip(&ends).rev() {
            self.step(&place.closes, *end, rate);
            self.step(&place.guest, beyond, rate);
            self.step(&place.alone, beyond * sign, rate);
            beyond += end;
            self.step(&place.page, -beyond, rate);
        }
        loss
    }
}

/// The places that are worth nearly as much as the best, and the true one.
fn likely(worths: &[f32], truth: usize) -> Vec<usize> {
    /// In log-odds.
    const NEARLY: f32 = 9.0;
    let top = worths.iter().copied().fold(f32::MIN, f32::max);
    (0..worths.len()).filter(|i| worths[*i] > top - NEARLY || *i == truth).collect()
}

fn sign(planted: &Planted) -> f32 {
    if planted.guest == Language::French { 1.0 } else { -1.0 }
}

/// What holds neighbours together, in log-odds, for both languages; `weights` are those of the words, as they
/// will be kept, `parts` the parts they play.
///
/// # Errors
/// Says which file could not be read.
pub fn learn(paths: &[String], weights: &[i8], parts: &[u8]) -> Result<Vec<f32>, String> {
    let corpus = Corpus::read(paths, weights, parts)?;
    let mut learner = Learner { weights: vec![0.0; 2 * COHESIONS], squares: vec![0.0; 2 * COHESIONS] };
    let mut random = Random(7);
    let (mut loss, mut seen) = (0.0f64, 0usize);
    for step in 0..SAMPLES {
        let rate = RATE * (1.0 - step as f32 / SAMPLES as f32).max(0.02);
        if let Some(planted) = Planted::draw(&corpus, &mut random, step % 2) {
            loss += f64::from(learner.learn(&planted, rate));
            seen += 1;
        }
        if (step + 1) % 1_000_000 == 0 {
            eprintln!("{} M stretches, loss {:.4}", (step + 1) / 1_000_000, loss / seen as f64);
            (loss, seen) = (0.0, 0);
        }
    }
    Ok(learner.weights)
}
