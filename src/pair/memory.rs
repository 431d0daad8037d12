//! The site's own translations: what a sentence became where it stands elsewhere.
//!
//! Nothing is read before a sentence is asked for, and then only the posts that hold it are aligned.

use super::align::{Alignment, align};
use super::fingerprint::hash;
use super::words::{Endings, words};
use crate::document::{Document, Sentence};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Links less sure than this teach nothing.
const SURE: f32 = 0.9;

/// A post with its translation.
struct Post<'a> {
    source: &'a Document,
    target: &'a Document,
    tags: (&'a str, &'a str),
    alignment: OnceLock<Alignment>,
}

/// The posts of a run, and where each sentence of their originals stands.
#[derive(Default)]
pub struct Memory<'a> {
    posts: Vec<Post<'a>>,
    /// For each translation, by its address, the number of its post.
    numbers: FxHashMap<usize, usize>,
    /// For each sentence, by its hash, the posts that hold it.
    index: OnceLock<FxHashMap<u64, Vec<usize>>>,
}

impl<'a> Memory<'a> {
    /// Adds a post: its original, its translation, their languages.
    pub fn add(&mut self, source: &'a Document, target: &'a Document, tags: (&'a str, &'a str)) {
        self.numbers.insert(std::ptr::from_ref(target).addr(), self.posts.len());
        self.posts.push(Post { source, target, tags, alignment: OnceLock::new() });
    }

    /// The alignment of a post that was added: made once for the post's own rules and for the memory.
    #[must_use]
    pub fn alignment(&self, source: &Document, target: &Document, tags: (&str, &str)) -> Option<&Alignment> {
        let number = self.numbers.get(&std::ptr::from_ref(target).addr())?;
        let post = self.posts.get(*number)?;
        let same = std::ptr::eq(post.source, source) && std::ptr::eq(post.target, target);
        (same && post.tags == tags).then(|| post.alignment())
    }

    /// How the site translates a sentence into a language: the one way in which it does so wherever
    /// the sentence stands, markup and all; `None` where it never does, or in several ways.
    #[must_use]
    pub fn translation(&self, sentence: &str, language: &str) -> Option<String> {
        let wanted = plain(sentence);
        let holders = self.index.get_or_init(|| self.index()).get(&hash(&wanted))?;
        let mut only: Option<String> = None;
        for post in holders.iter().filter_map(|p| self.posts.get(*p)).filter(|p| p.tags.1 == language) {
            for said in post.said(&wanted) {
                if only.as_ref().is_some_and(|o| *o != said) {
                    return None;
                }
                only = Some(said);
            }
        }
        only
    }

    fn index(&self) -> FxHashMap<u64, Vec<usize>> {
        let mut index: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (n, post) in self.posts.iter().enumerate() {
            for sentence in &post.source.sentences {
                let holders = index.entry(hash(&plain(sentence.span.of(&post.source.text)))).or_default();
                if holders.last() != Some(&n) {
                    holders.push(n);
                }
            }
        }
        index
    }
}

impl Post<'_> {
    fn alignment(&self) -> &Alignment {
        self.alignment.get_or_init(|| align(self.source, self.target, self.tags))
    }

    /// What became of a sentence of the original, each time it stands there and was translated.
    fn said(&self, wanted: &str) -> Vec<String> {
        let alignment = self.alignment();
        let text = |d: &Document, n: usize| d.sentences.get(n).map(|s: &Sentence| plain(s.span.of(&d.text)));
        let one = |link: &super::Link| match (&link.source[..], &link.target[..]) {
            ([s], [t]) if link.score >= SURE && text(self.source, *s).as_deref() == Some(wanted) => {
                text(self.target, *t).filter(|said| !copied(said, wanted))
            }
            _ => None,
        };
        alignment.links.iter().filter_map(one).collect()
    }
}

/// Whether half the words of `said` stand in the original: it was left or only begun.
fn copied(said: &str, original: &str) -> bool {
    let words = |t: &str| words(t, Endings::Other).into_iter().map(|w| w.stem).collect::<Vec<u32>>();
    let (mine, theirs) = (words(said), words(original));
    mine.iter().filter(|w| theirs.contains(w)).count() * 2 >= mine.len()
}

/// A sentence on one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    const WALL: &str = "Water the beans near the old wall every morning.";

    fn parse(text: &str) -> Document {
        Document::parse(text.to_owned(), Kind::Markdown)
    }

    #[test]
    fn one_translation_is_remembered_and_two_are_not() {
        let english = parse(&format!("The garden opens in spring. {WALL}\n"));
        let french =
            parse("Le jardin ouvre au printemps. Arrosez chaque matin les haricots près du vieux mur.\n");
        let other = parse("Le jardin ouvre au printemps. Chaque matin, arrosez les haricots du vieux mur.\n");
        let begun = parse(&format!("Le jardin ouvre au printemps. {WALL}\n"));
        let half = parse("Le jardin ouvre au printemps. Arrosez near the old wall every morning.\n");
        let mut memory = Memory::default();
        memory.add(&english, &begun, ("en", "fr"));
        assert_eq!(memory.translation(WALL, "fr"), None);
        let mut memory = Memory::default();
        memory.add(&english, &begun, ("en", "fr"));
        memory.add(&english, &half, ("en", "fr"));
        memory.add(&english, &french, ("en", "fr"));
        let said = memory.translation("Water the beans\nnear the old wall every morning.", "fr");
        assert_eq!(said.as_deref(), Some("Arrosez chaque matin les haricots près du vieux mur."));
        assert_eq!(memory.translation(WALL, "de"), None);
        assert_eq!(memory.translation("Water the beans.", "fr"), None);
        let mut memory = Memory::default();
        memory.add(&english, &french, ("en", "fr"));
        memory.add(&english, &other, ("en", "fr"));
        assert_eq!(memory.translation(WALL, "fr"), None);
    }
}
