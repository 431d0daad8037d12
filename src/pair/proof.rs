//! Whether two posts whose likeness stands out really say the same: they are aligned, and their titles
//! compared. Pages made after one pattern are alike although each speaks of something else.

use super::align::align;
use super::content::{ALONE, Match};
use super::facts::PostFacts;
use super::lexicon::Lexicon;
use super::words::{Endings, Word, words};
use crate::document::{Document, Kind};

/// How much of two posts translates the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proof {
    /// Letters of the shorter text that stand in sentences.
    letters: usize,
    /// The share of the letters, on the side where it is less, in sentences that the other translates.
    covered: f64,
    /// The same on the side where it is more.
    embraced: f64,
    /// The share of the rarer words of the titles and descriptions that the other's hold too; `None`
    /// where there are none.
    titles: Option<f64>,
    /// Whether both are plainly in one language: one of them is a copy that waits to be translated.
    copied: bool,
}

/// Texts of fewer letters have nothing to align.
const NOTHING: usize = 20;
/// Texts of more letters are seldom alike by their pattern alone.
const LONG: usize = 500;
/// Likeness of pages that are nearly the same.
const ALIKE: f64 = 0.6;
/// Likeness of a page and its copy that waits to be translated, but for menus and the like.
const COPIED: f64 = 0.5;
/// The least share of a text that has grown which its older translation covers; and how much of that one.
const GROWN: f64 = 0.4;
const WHOLE: f64 = 0.95;
/// How much of both sides agrees where all that is left is read.
const ENTIRE: f64 = 0.7;
/// The same of the shorter one, where the other has grown.
const KEPT: f64 = 0.8;
/// How many times as alike as either to any third page two pages are that only each other resembles.
const FAR: f64 = 3.0;
/// Links less sure than this prove nothing.
const SURE: f32 = 0.78;

impl Proof {
    /// Compares two posts in languages `tags`.
    pub(super) fn of(a: &PostFacts, b: &PostFacts, tags: (&str, &str)) -> Self {
        let endings = (Endings::of_tag(tags.0), Endings::of_tag(tags.1));
        let read = |post: &PostFacts| {
            let kind = match Kind::of_path(&post.path) {
                Kind::Plain => Kind::Markdown,
                kind => kind,
            };
            Document::parse(post.content.body().to_owned(), kind)
        };
        let (x, y) = (read(a), read(b));
        let mut sums = [0usize; 4];
        for link in &align(&x, &y, tags).links {
            let (s, t) = (letters(&x, &link.source), letters(&y, &link.target));
            let sure = !link.source.is_empty() && !link.target.is_empty() && link.score >= SURE;
            for (sum, more) in sums.iter_mut().zip([s, t, usize::from(sure) * s, usize::from(sure) * t]) {
                *sum += more;
            }
        }
        let titles = titles(a.content.front(), b.content.front(), endings);
        let (near, far) = (share(sums[2], sums[0]), share(sums[3], sums[1]));
        let language = a.content.language();
        let copied = language.is_some() && language == b.content.language();
        Self {
            letters: sums[0].min(sums[1]),
            covered: near.min(far),
            embraced: near.max(far),
            titles,
            copied,
        }
    }

    /// How much of the two says the same, where it is nearly all, or all of one that the other has
    /// outgrown; 0 otherwise, for texts too short to tell and where titles speak of other things.
    pub(super) fn agreement(&self) -> f64 {
        let told = self.letters >= 3 * NOTHING && !self.copied;
        if !told || self.titles.is_some_and(|t| t < 0.5) {
            return 0.0;
        }
        let kept = self.letters >= 2 * LONG && self.covered >= GROWN && self.embraced >= KEPT;
        if self.covered >= ENTIRE || kept { self.covered.max(ENTIRE) } else { 0.0 }
    }

    /// Whether one side may have grown since: then the other is in it from end to end.
    fn has_grown(&self) -> bool {
        self.letters >= 2 * LONG && self.covered >= GROWN && self.embraced >= WHOLE
    }

    /// Whether two posts so much alike say the same. Read from five real sites and the exercises of
    /// five courses: of 23 pages that found a stranger after one pattern, once their own partners were
    /// taken away, 19 are refused (the others differ by a word or two); so are a few of 680 pairs,
    /// rewritten on one side since. Strangers are seldom far more alike than any third page.
    pub(super) fn convinces(&self, found: Match) -> bool {
        let likeness = found.likeness;
        if self.copied && likeness < COPIED {
            return false;
        }
        if self.letters < NOTHING {
            return self.titles.map_or(likeness >= ALIKE || self.covered >= 0.9, |t| t >= 0.9);
        }
        let least = match likeness {
            l if l < 0.3 => 0.76,
            l if found.exceeds(FAR) && l >= 0.44 => 0.45,
            _ if found.exceeds(FAR) => 0.5,
            _ if found.exceeds(ALONE) => 0.6,
            l if self.letters < LONG || l < 0.4 => 0.76,
            l if l < 0.6 => 0.65,
            _ => 0.5,
        };
        self.covered >= least || self.has_grown()
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn letters(document: &Document, sentences: &[usize]) -> usize {
    let spans = sentences.iter().filter_map(|s| document.sentences.get(*s)).map(|s| s.span);
    spans.map(|s| s.of(&document.prose).chars().filter(|c| c.is_alphabetic()).count()).sum()
}

/// The share of the rarer words of each title that the other has too, the lesser of the two.
fn titles(a: &str, b: &str, endings: (Endings, Endings)) -> Option<f64> {
    let (x, y) = (telling(a, endings.0), telling(b, endings.1));
    if x.is_empty() || y.is_empty() {
        return None;
    }
    let lexicon = Lexicon::shipped();
    let same = |p: &Word, q: &Word| {
        let (e, f) = if endings.0 == Endings::French { (q, p) } else { (p, q) };
        p.stem == q.stem || (p.root != 0 && p.root == q.root) || lexicon.translates(e.stem, f.stem)
    };
    let mine = x.iter().filter(|p| y.iter().any(|q| same(p, q))).count();
    let theirs = y.iter().filter(|q| x.iter().any(|p| same(p, q))).count();
    Some(share(mine, x.len()).min(share(theirs, y.len())))
}

/// Words that say what a page is about: no number, and none of the most frequent.
fn telling(text: &str, endings: Endings) -> Vec<Word> {
    const COMMON: f32 = 2e-3;
    let lexicon = Lexicon::shipped();
    let own = if endings == Endings::French { &lexicon.french } else { &lexicon.english };
    let common = |w: &Word| own.number(w.stem).is_some_and(|n| own.chance(n) >= COMMON);
    let mut list: Vec<Word> = words(text, endings).into_iter().filter(|w| !w.number && !common(w)).collect();
    list.truncate(200);
    list
}
