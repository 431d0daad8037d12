//! What an original has come to say since it was translated: its text of that time against today's,
//! sentence by sentence, and against the translation.
//!
//! Most changes of an original ask nothing of its translations: typing errors, links, formatting,
//! text that only moved. They are told from the others by the words that came and went.

use super::align::items::prose_words_of;
use super::align::{Alignment, Languages, align};
use super::lexicon::Lexicon;
use super::lone;
use super::versions::{Piece, common, leftovers, versions, without};
use super::words::{Endings, Word};
use crate::document::Document;
use rustc_hash::FxHashSet;

/// The original as it was when the translation was last touched.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Its text of that time, parsed.
    pub document: Document,
    /// The commit that touched the translation, abbreviated.
    pub commit: String,
    /// That commit's day: `2024-05-01`.
    pub date: String,
}

/// What happened to a sentence of the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It says something else: the old sentence, today's, and the sentences of the translation.
    Changed {
        /// A sentence of the old original.
        old: usize,
        /// A sentence of today's original.
        new: usize,
        /// Sentences of the translation that still say what the old one said.
        target: Vec<usize>,
    },
    /// It is new, and the translation lacks it.
    Added {
        /// A sentence of today's original.
        new: usize,
    },
    /// It is gone, and the translation still has it.
    Removed {
        /// A sentence of the old original.
        old: usize,
        /// Its counterparts in the translation, which stand for nothing any more.
        target: Vec<usize>,
    },
}

/// Changes of this many content words alter what a sentence says.
const MANY: usize = 3;
/// So does this share of them.
const SHARE: f32 = 0.3;
/// Share of a sentence's words that another must hold for the two to have been merged or split.
const HELD: f32 = 0.8;

/// The three texts.
struct Texts<'a> {
    old: &'a Document,
    new: &'a Document,
    target: &'a Document,
    tags: (&'a str, &'a str),
    /// Today's original against the translation.
    now: &'a Alignment,
}

/// What the translation has not followed. `now` aligns today's original with the translation.
#[must_use]
pub fn changes(
    old: &Document,
    new: &Document,
    target: &Document,
    tags: (&str, &str),
    now: &Alignment,
) -> Vec<Change> {
    let texts = Texts { old, new, target, tags, now };
    let (gone, come) = leftovers(old, new, Endings::of_tag(tags.0));
    if gone.is_empty() && come.is_empty() {
        return Vec::new();
    }
    let versions = versions(&gone, &come);
    texts.judge(&gone, &come, &versions)
}

impl Texts<'_> {
    fn judge(&self, gone: &[Piece], come: &[Piece], versions: &[(usize, usize)]) -> Vec<Change> {
        let before = align(self.old, self.target, self.tags);
        let mut out = Vec::new();
        let matched_old: FxHashSet<usize> = versions.iter().map(|v| v.0).collect();
        let matched_new: FxHashSet<usize> = versions.iter().map(|v| v.1).collect();
        let lone_old: Vec<&Piece> = unmatched(gone, &matched_old);
        let lone_new: Vec<&Piece> = unmatched(come, &matched_new);
        for (i, j) in versions {
            let (Some(old), Some(new)) = (gone.get(*i), come.get(*j)) else { continue };
            // What was split off or merged in stands elsewhere, not nowhere.
            let lost = elsewhere(without(&old.words, &new.words), &lone_new);
            let won = elsewhere(without(&new.words, &old.words), &lone_old);
            if !self.real(old, new, &lost, &won) {
                continue;
            }
            let target = counterparts(self.now, new.sentence);
            if !target.is_empty() && !self.holds(&target, &lost, &won) {
                out.push(Change::Changed { old: old.sentence, new: new.sentence, target });
            }
        }
        let missing: FxHashSet<usize> =
            lone::missing(self.new, self.target, self.now, true).iter().map(|l| l.sentence).collect();
        for new in lone_new.iter().filter(|n| missing.contains(&n.sentence)) {
            if !gone.iter().any(|o| held(new, o)) && lone::tells(self.new, new.sentence, false) {
                out.push(Change::Added { new: new.sentence });
            }
        }
        self.replaced(&before, &lone_old, &lone_new, &mut out);
        let extra: FxHashSet<usize> =
            lone::extra(self.new, self.target, self.now, true).iter().map(|l| l.sentence).collect();
        for old in lone_old.iter().filter(|o| !come.iter().any(|n| held(o, n))) {
            let target = counterparts(&before, old.sentence);
            if !target.is_empty() && target.iter().all(|t| extra.contains(t)) {
                out.push(Change::Removed { old: old.sentence, target });
            }
        }
        out
    }

    /// Sentences written anew, unlike what they replace: one sentence of the translation stands for both.
    fn replaced(&self, before: &Alignment, gone: &[&Piece], come: &[&Piece], out: &mut Vec<Change>) {
        for new in come {
            let target = counterparts(self.now, new.sentence);
            let stood = |o: &&&Piece| counterparts(before, o.sentence).iter().any(|t| target.contains(t));
            let Some(old) = gone.iter().find(stood) else { continue };
            let (lost, won) = (without(&old.words, &new.words), without(&new.words, &old.words));
            if self.real(old, new, &lost, &won) && !self.holds(&target, &lost, &won) {
                out.push(Change::Changed { old: old.sentence, new: new.sentence, target });
            }
        }
    }

    /// Whether the words that came and went alter what the sentence says.
    fn real(&self, old: &Piece, new: &Piece, lost: &[Word], won: &[Word]) -> bool {
        let english = Endings::of_tag(self.tags.0) == Endings::English;
        let telling = |w: &&Word| w.number || !english || !is_function_word(w.stem);
        let count = |list: &[Word]| list.iter().filter(telling).count();
        let numbers = |list: &[Word]| list.iter().any(|w| w.number);
        let negation = |list: &[Word]| list.iter().any(|w| english && negations().contains(&w.stem));
        if numbers(lost) || numbers(won) || negation(lost) != negation(won) {
            return true;
        }
        let size = count(&old.words).max(count(&new.words)).max(1);
        let changed = count(lost).max(count(won));
        // One word of few may be a typing error; those share their beginning.
        let slips = lost.iter().filter(|l| won.iter().any(|w| w.root != 0 && w.root == l.root)).count();
        let changed = changed.saturating_sub(slips);
        changed >= MANY || (changed >= 2 && changed as f32 >= SHARE * size as f32)
    }

    /// Whether the translation says what is new rather than what is gone.
    fn holds(&self, target: &[usize], lost: &[Word], won: &[Word]) -> bool {
        let endings = (Endings::of_tag(self.tags.0), Endings::of_tag(self.tags.1));
        let spans = target.iter().filter_map(|t| self.target.sentences.get(*t)).map(|s| s.span);
        let words: Vec<Word> = spans.flat_map(|s| prose_words_of(self.target, s, endings.1)).collect();
        let share = |list: &[Word]| {
            let told: Vec<&Word> = list.iter().filter(|w| w.number || !is_function_word(w.stem)).collect();
            let said = told.iter().filter(|w| says(&words, w, Languages::of(endings.0, endings.1))).count();
            (!told.is_empty()).then(|| said as f32 / told.len() as f32)
        };
        match (share(lost), share(won)) {
            (Some(lost), Some(won)) => won >= 0.5 && won > lost + 0.1,
            (None, Some(won)) => won >= 0.5,
            (Some(lost), None) => lost < 0.5,
            (None, None) => true,
        }
    }
}

fn unmatched<'a>(pieces: &'a [Piece], matched: &FxHashSet<usize>) -> Vec<&'a Piece> {
    pieces.iter().enumerate().filter(|(i, _)| !matched.contains(i)).map(|x| x.1).collect()
}

/// The words that none of the pieces, each largely made of them, has taken over.
fn elsewhere(words: Vec<Word>, pieces: &[&Piece]) -> Vec<Word> {
    pieces.iter().fold(words, |left, piece| {
        let taken = common(&piece.words, &left);
        if taken as f32 >= HELD * piece.words.len() as f32 { without(&left, &piece.words) } else { left }
    })
}

/// Whether the words of `a` stand in `b`.
fn held(a: &Piece, b: &Piece) -> bool {
    common(&a.words, &b.words) as f32 >= HELD * a.words.len() as f32
}

/// The sentences of the target that are linked to a sentence of the source.
fn counterparts(alignment: &Alignment, source: usize) -> Vec<usize> {
    let link = alignment.links.iter().find(|l| l.source.contains(&source));
    link.map_or_else(Vec::new, |l| l.target.clone())
}

/// Whether one of `words` may translate `word`.
fn says(words: &[Word], word: &Word, languages: Languages) -> bool {
    let alike = |w: &Word| w.stem == word.stem || (w.root != 0 && w.root == word.root);
    if words.iter().any(alike) {
        return true;
    }
    let lexicon = Lexicon::shipped();
    match languages {
        Languages::EnglishFrench => words.iter().any(|w| lexicon.translates(word.stem, w.stem)),
        Languages::FrenchEnglish => words.iter().any(|w| lexicon.translates(w.stem, word.stem)),
        Languages::Other => false,
    }
}

/// English words of grammar: their coming and going is rewording.
fn is_function_word(stem: u32) -> bool {
    use std::sync::OnceLock;
    static LIST: OnceLock<FxHashSet<u32>> = OnceLock::new();
    const WORDS: &str = "the an of and to is in that for with you it this are be we can your or as by on \
        at from will which when if has have do does also use using used see its their they them these \
        those there our us was were been into about any all some more most such so then than may might \
        should would could must please simply just now here what how where while via per each other \
        get gets one out up own ll re ve allow allows like only make makes";
    let stems = || super::words::words(WORDS, Endings::English).iter().map(|w| w.stem).collect();
    LIST.get_or_init(stems).contains(&stem)
}

/// Words that turn a sentence into its opposite.
fn negations() -> [u32; 4] {
    ["not", "never", "without", "no"].map(|w| super::words::stem_of(w, Endings::English).unwrap_or(0))
}

#[cfg(test)]
mod tests;
