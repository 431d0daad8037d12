//! Words the policy knows: function words, loan words, placeholder text. Kept in `rules/language/`.

use super::Language;
use super::token::{Gap, Token, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

/// All lists, as token keys.
pub struct Lists {
    french: FxHashSet<u64>,
    english: FxHashSet<u64>,
    in_french: FxHashSet<u64>,
    in_english: FxHashSet<u64>,
    latin: FxHashSet<u64>,
    shared: FxHashSet<u64>,
    joining: FxHashSet<u64>,
    /// Phrases welcome in both languages.
    pub phrases: Phrases,
}

/// Small words inside names: `Transport for NSW`, `Bureau des longitudes`.
const JOINING: &str =
    "the of for and in at by on to a an s new old first le la les l' du de des d' et en à au aux sur";

/// Phrases by the key of their first word.
#[derive(Debug, Default, Clone)]
pub struct Phrases(FxHashMap<u64, Vec<Vec<u64>>>);

impl Phrases {
    /// Adds a phrase; one without words is no phrase.
    pub fn add(&mut self, phrase: &str) {
        let keys = keys(phrase);
        if let Some(&first) = keys.first() {
            self.0.entry(first).or_default().push(keys);
        }
    }

    /// How many of `tokens`, from the first, are the longest phrase that starts there.
    #[must_use]
    pub fn matched(&self, tokens: &[Token]) -> usize {
        let Some(first) = tokens.first() else { return 0 };
        let here =
            |keys: &&Vec<u64>| keys.iter().zip(tokens).filter(|(k, t)| **k == t.key).count() == keys.len();
        self.0.get(&first.key).map_or(0, |all| all.iter().filter(here).map(Vec::len).max().unwrap_or(0))
    }
}

fn keys(text: &str) -> Vec<u64> {
    let mut tokens = Vec::new();
    tokenize(text, 0, text.len(), Gap::Block, &mut tokens);
    tokens.iter().filter(|t| t.is_word()).map(|t| t.key).collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|l| !l.starts_with('#'))
}

fn set(text: &str) -> FxHashSet<u64> {
    // Word by word: an elided `l'` stands alone in the list, and a compound counts by its parts.
    lines(text).flat_map(str::split_whitespace).flat_map(|w| keys(&elided(w))).collect()
}

/// An elided word only keeps its apostrophe before a letter: give it one and drop it again.
fn elided(word: &str) -> std::borrow::Cow<'_, str> {
    if word.ends_with('\'') { format!("{word}0").into() } else { word.into() }
}

impl Lists {
    /// The lists, read once.
    pub fn get() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(Self::read)
    }

    fn read() -> Self {
        let french = set(include_str!("../../rules/language/function-words-fr.txt"));
        let english = set(include_str!("../../rules/language/function-words-en.txt"));
        let mut in_french = set(include_str!("../../rules/language/anglicisms.txt"));
        in_french.retain(|k| !english.contains(k));
        let mut in_english = set(include_str!("../../rules/language/gallicisms.txt"));
        in_english.retain(|k| !french.contains(k));
        let mut phrases = Phrases::default();
        lines(include_str!("../../rules/language/loan-phrases.txt")).for_each(|l| phrases.add(l));
        let latin = set(include_str!("../../rules/language/latin.txt"));
        let shared = set(include_str!("../../rules/language/shared-words.txt"));
        let joining = set(JOINING);
        Self { french, english, in_french, in_english, latin, shared, joining, phrases }
    }

    /// Whether `key` is a function word of `language`.
    #[must_use]
    pub fn function_word(&self, language: Language, key: u64) -> bool {
        match language {
            Language::French => self.french.contains(&key),
            Language::English => self.english.contains(&key),
        }
    }

    /// Whether `key` is a word that writers of `language` have borrowed.
    #[must_use]
    pub fn borrowed(&self, language: Language, key: u64) -> bool {
        match language {
            Language::French => self.in_french.contains(&key),
            Language::English => self.in_english.contains(&key),
        }
    }

    /// Whether `key` is a small word that stands inside names.
    #[must_use]
    pub fn joins(&self, key: u64) -> bool {
        self.joining.contains(&key)
    }

    /// Whether `key` is a function word that other European languages write too.
    #[must_use]
    pub fn shared(&self, key: u64) -> bool {
        self.shared.contains(&key)
    }

    /// Whether `key` is a word of placeholder text.
    #[must_use]
    pub fn latin(&self, key: u64) -> bool {
        self.latin.contains(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> u64 {
        keys(word).first().copied().unwrap_or(0)
    }

    #[test]
    fn lists_are_read() {
        let lists = Lists::get();
        assert!(lists.function_word(Language::English, key("The")));
        assert!(lists.function_word(Language::French, keys("qu'il")[0]));
        assert!(!lists.function_word(Language::French, key("the")));
        assert!(lists.borrowed(Language::French, key("blockchain")));
        assert!(lists.latin(key("Lorem")));
    }

    #[test]
    fn phrases_match_whole() {
        let mut tokens = Vec::new();
        let text = "Peer-to-peer networks";
        tokenize(text, 0, text.len(), Gap::Block, &mut tokens);
        assert_eq!(Lists::get().phrases.matched(&tokens), 3);
        assert_eq!(Lists::get().phrases.matched(&tokens[1..]), 0);
    }
}
