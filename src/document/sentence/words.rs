//! The word lists of `rules/abbreviations.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

/// What a full stop after a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A name follows.
    Title,
    /// The sentence goes on.
    Never,
    /// The sentence goes on if a number follows.
    Number,
    /// The sentence goes on unless a word follows that often begins one.
    MayEnd,
    /// Both of the last two: `sec. 3`, `30 sec. Ensuite`.
    NumberOrEnd,
    /// The sentence ends before any capital.
    Ends,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    titles: Vec<String>,
    never: Vec<String>,
    number: Vec<String>,
    may_end: Vec<String>,
    ends: Vec<String>,
    labels: Vec<String>,
    lettered: Vec<String>,
    exclaim: Vec<String>,
    reporting: Vec<String>,
    starters: Vec<String>,
}

/// The lists, ready to be asked.
#[derive(Default)]
pub(super) struct Words {
    titles: FxHashSet<String>,
    stops: FxHashMap<String, Stop>,
    labels: FxHashSet<String>,
    lettered: FxHashSet<String>,
    exclaim: FxHashSet<String>,
    reporting: FxHashSet<String>,
    starters: FxHashSet<String>,
}

/// The lists that ship with the program.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let source = include_str!("../../../rules/abbreviations.toml");
    // The file is part of the program and a test reads it: without it sentences are only coarser.
    toml::from_str::<Lists>(source).map(Words::new).unwrap_or_default()
});

impl Words {
    fn new(lists: Lists) -> Self {
        let mut stops = FxHashMap::default();
        stops.extend(lists.ends.into_iter().map(|w| (w, Stop::Ends)));
        stops.extend(lists.may_end.into_iter().map(|w| (w, Stop::MayEnd)));
        for word in lists.number {
            let stop = match stops.get(&word) {
                Some(Stop::MayEnd) => Stop::NumberOrEnd,
                _ => Stop::Number,
            };
            stops.insert(word, stop);
        }
        for word in lists.never {
            stops.entry(word).or_insert(Stop::Never);
        }
        Self {
            titles: lists.titles.into_iter().collect(),
            stops,
            labels: lists.labels.into_iter().collect(),
            lettered: lists.lettered.into_iter().collect(),
            exclaim: lists.exclaim.into_iter().collect(),
            reporting: lists.reporting.into_iter().collect(),
            starters: lists.starters.into_iter().collect(),
        }
    }

    /// What a full stop after `word` means, for a word of the lists.
    pub fn stop(&self, word: &str) -> Option<Stop> {
        if self.titles.contains(word) {
            return Some(Stop::Title);
        }
        let mut chars = word.chars();
        if chars.next().is_some_and(char::is_uppercase) && chars.next().is_none() {
            // A capital on its own is an initial, not the `p.` of pages or the `t.` of volumes.
            return None;
        }
        lowered(word, |w| self.stops.get(w).copied())
    }

    /// Whether `word` labels a number: `Étape 1.`
    pub fn is_label(&self, word: &str) -> bool {
        lowered(word, |w| self.labels.contains(w))
    }

    /// Whether a single letter after `word` is no initial.
    pub fn is_lettered(&self, word: &str) -> bool {
        lowered(word, |w| self.lettered.contains(w))
    }

    /// Whether the name `word` carries an exclamation mark.
    pub fn exclaims(&self, word: &str) -> bool {
        lowered(word, |w| self.exclaim.contains(w))
    }

    /// Whether `word` says who spoke.
    pub fn reports(&self, word: &str) -> bool {
        self.reporting.contains(word)
    }

    /// Whether `word`, with a capital, often begins a sentence. Elided words count: `L'été`.
    pub fn is_starter(&self, word: &str) -> bool {
        lowered(word, |lower| match lower.split_once(['\'', '’']) {
            Some((head, _)) => self.starters.contains(head) || self.starters.contains(lower),
            // A single consonant is an elided word only before an apostrophe.
            None => self.starters.contains(lower) && !(lower.len() == 1 && "cdjlmnst".contains(lower)),
        })
    }
}

/// What `ask` says of `word` in lower case; short words of ASCII, which most are, take no allocation.
fn lowered<T>(word: &str, ask: impl FnOnce(&str) -> T) -> T {
    let mut short = [0; 24];
    match short.get_mut(..word.len()) {
        Some(place) if word.is_ascii() => {
            place.copy_from_slice(word.as_bytes());
            place.make_ascii_lowercase();
            ask(std::str::from_utf8(place).unwrap_or(word))
        }
        _ => ask(&word.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_can_be_read() {
        assert_eq!(WORDS.stop("Mme"), Some(Stop::Title));
        assert_eq!(WORDS.stop("Etc"), Some(Stop::Ends));
        assert!(WORDS.is_starter("L’Empire") && !WORDS.is_starter("César"));
    }
}
