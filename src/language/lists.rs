//! Words the policy knows: function words, loan words, placeholder text. Kept in `rules/language/`.

use super::Language;
use super::token::{Gap, Token, tokenize};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The lists a word stands in.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Membership(pub(super) u8);

impl Membership {
    const FRENCH: u8 = 1;
    const ENGLISH: u8 = 2;
    const IN_FRENCH: u8 = 4;
    const IN_ENGLISH: u8 = 8;
    const LATIN: u8 = 16;
    const SHARED: u8 = 32;
    const JOINING: u8 = 64;
    const ELSEWHERE: u8 = 128;

    #[inline]
    const fn has(self, list: u8) -> bool {
        self.0 & list != 0
    }

    /// Whether it is a function word of `language`.
    #[must_use]
    pub const fn function_word(self, language: Language) -> bool {
        self.has(match language {
            Language::French => Self::FRENCH,
            Language::English => Self::ENGLISH,
        })
    }

    /// Whether it is a word that writers of `language` have borrowed.
    #[must_use]
    pub const fn borrowed(self, language: Language) -> bool {
        self.has(match language {
            Language::French => Self::IN_FRENCH,
            Language::English => Self::IN_ENGLISH,
        })
    }

    /// Whether it is a small word that stands inside names.
    #[must_use]
    pub const fn joins(self) -> bool {
        self.has(Self::JOINING)
    }

    /// Whether it is a function word that other European languages write too.
    #[must_use]
    pub const fn shared(self) -> bool {
        self.has(Self::SHARED)
    }

    /// Whether it is a function word of another European language, and of neither French nor English.
    #[must_use]
    pub const fn elsewhere(self) -> bool {
        self.has(Self::ELSEWHERE)
    }

    /// Whether it is a word of placeholder text, and none that holds French or English together: `qui`, `est`.
    #[must_use]
    pub const fn latin(self) -> bool {
        self.has(Self::LATIN) & !self.has(Self::FRENCH | Self::ENGLISH)
    }
}

/// All lists, as token keys.
pub struct Lists {
    words: FxHashMap<u64, Membership>,
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

/// Calls `each` with the key of every word of a list. Every start of the program reads all lists: one room
/// does for all of the words.
fn each_key(text: &str, mut each: impl FnMut(u64)) {
    let mut tokens = Vec::new();
    // Word by word: an elided `l'` stands alone in the list, and a compound counts by its parts.
    for word in lines(text).flat_map(str::split_whitespace) {
        let word = elided(word);
        tokens.clear();
        tokenize(&word, 0, word.len(), Gap::Block, &mut tokens);
        tokens.iter().filter(|t| t.is_word()).for_each(|t| each(t.key));
    }
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
        // There are some 1,600 of them.
        let mut words = FxHashMap::with_capacity_and_hasher(1700, Default::default());
        let mut add = |text: &str, list: u8, unless: u8| {
            each_key(text, |key| {
                let lists: &mut Membership = words.entry(key).or_default();
                if !lists.has(unless) {
                    lists.0 |= list;
                }
            });
        };
        add(include_str!("../../rules/language/function-words-fr.txt"), Membership::FRENCH, 0);
        add(include_str!("../../rules/language/function-words-en.txt"), Membership::ENGLISH, 0);
        // What is a function word of the other language as well is evidence of it.
        let (english, french) = (Membership::ENGLISH, Membership::FRENCH);
        add(include_str!("../../rules/language/anglicisms.txt"), Membership::IN_FRENCH, english);
        add(include_str!("../../rules/language/gallicisms.txt"), Membership::IN_ENGLISH, french);
        add(include_str!("../../rules/language/latin.txt"), Membership::LATIN, 0);
        add(include_str!("../../rules/language/shared-words.txt"), Membership::SHARED, 0);
        add(include_str!("../../rules/language/elsewhere.txt"), Membership::ELSEWHERE, french | english);
        add(JOINING, Membership::JOINING, 0);
        let mut phrases = Phrases::default();
        lines(include_str!("../../rules/language/loan-phrases.txt")).for_each(|l| phrases.add(l));
        Self { words, phrases }
    }

    /// The lists that `key` stands in.
    #[must_use]
    pub fn of(&self, key: u64) -> Membership {
        self.words.get(&key).copied().unwrap_or_default()
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
        assert!(lists.of(key("The")).function_word(Language::English));
        assert!(lists.of(keys("qu'il")[0]).function_word(Language::French));
        assert!(!lists.of(key("the")).function_word(Language::French));
        assert!(lists.of(key("blockchain")).borrowed(Language::French));
        assert!(lists.of(key("Lorem")).latin());
        assert!(lists.of(key("però")).elsewhere() && !lists.of(key("mais")).elsewhere());
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
