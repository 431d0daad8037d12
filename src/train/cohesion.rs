//! How words hold together in each language: for neighbours of two classes, how much likelier they stand
//! side by side than their shares of the text would have it (pointwise mutual information).
//!
//! Where a sentence changes its language between two words, this says on which side a word stands that both
//! languages have: `la page | is long`, `la | page is long`.

use std::collections::BTreeMap;
use visavis::language::features::{self, COHESIONS, WEIGHTS};
use visavis::language::token::{self, Gap};
use visavis::language::{Language, model};

/// Times a class must occur to be expected beside others.
const KNOWN: u64 = 20;
/// Added to what is seen and to what is expected: a few sightings prove nothing.
const DOUBT: f64 = 20.0;

/// What was seen in one language.
#[derive(Default)]
struct Seen {
    classes: BTreeMap<u64, u64>,
    pairs: BTreeMap<(u64, u64), u64>,
}

impl Seen {
    fn sentence(&mut self, text: &str, language: Language) {
        let mut tokens = Vec::new();
        token::tokenize(text, 0, text.len(), Gap::Block, &mut tokens);
        let mut before = None;
        for token in &mut tokens {
            token.lists = model::word(text, token).lists;
            let class = features::class(token, language);
            *self.classes.entry(class).or_default() += 1;
            match before {
                Some(left) if token.gap <= Gap::Word => self.pair(left, class),
                _ => {
                    before.into_iter().for_each(|left| self.closes(left));
                    self.opens(class);
                }
            }
            before = Some(class);
        }
        before.into_iter().for_each(|left| self.closes(left));
    }

    fn pair(&mut self, left: u64, right: u64) {
        *self.pairs.entry((left, right)).or_default() += 1;
    }

    fn opens(&mut self, first: u64) {
        *self.classes.entry(features::OPENS).or_default() += 1;
        self.pair(features::OPENS, first);
    }

    fn closes(&mut self, last: u64) {
        *self.classes.entry(features::CLOSES).or_default() += 1;
        self.pair(last, features::CLOSES);
    }

    /// Adds the cohesions of `language` to `out`.
    fn cohesions(&self, language: Language, out: &mut [f64]) {
        let index = |a: u64, b: u64| features::cohesion_index(language, a, b);
        let mut seen = vec![0.0; out.len()];
        let mut expected = vec![0.0; out.len()];
        for ((a, b), count) in &self.pairs {
            seen[index(*a, *b)] += *count as f64;
        }
        let words: u64 = self.classes.values().sum();
        let pairs: u64 = self.pairs.values().sum();
        let known: Vec<_> = self.classes.iter().filter(|(_, n)| **n >= KNOWN).collect();
        for (a, left) in &known {
            let share = **left as f64 / words as f64 / words as f64 * pairs as f64;
            for (b, right) in &known {
                expected[index(**a, **b)] += share * **right as f64;
            }
        }
        for ((slot, seen), expected) in out.iter_mut().zip(seen).zip(expected) {
            if seen > 0.0 || expected > 0.0 {
                *slot = ((seen + DOUBT) / (expected + DOUBT)).ln();
            }
        }
    }
}

/// The cohesions of both languages, in natural units, from lines of `language<TAB>source<TAB>sentence`.
///
/// # Errors
/// Says which file could not be read.
pub fn measure(paths: &[String]) -> Result<Vec<f64>, String> {
    let mut seen = [Seen::default(), Seen::default()];
    for path in paths {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
        for line in text.lines() {
            let mut fields = line.splitn(3, '\t');
            let (Some(tag), Some(source), Some(text)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            // Words of a dictionary have no neighbours.
            if let Some(language) = Language::from_tag(tag).filter(|_| !source.starts_with("words")) {
                seen[usize::from(language == Language::English)].sentence(text, language);
            }
        }
    }
    let mut out = vec![0.0; WEIGHTS + 2 * COHESIONS];
    for (seen, language) in seen.iter().zip([Language::French, Language::English]) {
        seen.cohesions(language, &mut out);
    }
    Ok(out.split_off(WEIGHTS))
}
