//! The first difference between two blocks of code that no translator makes.

use super::TEXT;
use super::translated::{declared, line_translated, parts, translated};
use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// A token and the number of its line.
pub type Placed<'t> = (usize, &'t str);

/// Whether two blocks have so few words in common that only their place joined them.
#[must_use]
pub fn strangers(p: &[&str], q: &[&str]) -> bool {
    let words = |list: &[&str]| {
        let is_word = |t: &&&str| t.contains(char::is_alphanumeric);
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        list.iter().filter(is_word).for_each(|t| *counts.entry((*t).to_owned()).or_default() += 1);
        counts
    };
    let (x, y) = (words(p), words(q));
    let common: usize = x.iter().map(|(word, n)| (*n).min(y.get(word).copied().unwrap_or(0))).sum();
    let least = x.values().sum::<usize>().min(y.values().sum());
    common * 3 < least || (common == 0 && least > 0 && x.len().max(y.len()) > 1)
}

/// Whether a fence stands inside one of the blocks: it does not end where its author thought.
#[must_use]
pub fn torn(a: &str, b: &str) -> bool {
    let fence = |line: &str| line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
    a.lines().chain(b.lines()).any(fence)
}

/// The first tokens that differ although nobody translated them.
#[must_use]
pub fn difference(
    x: &[Placed<'_>],
    y: &[Placed<'_>],
    strict: bool,
    english: bool,
) -> Option<(Range<usize>, Range<usize>)> {
    let (p, q): (Vec<&str>, Vec<&str>) = (x.iter().map(|t| t.1).collect(), y.iter().map(|t| t.1).collect());
    let mut names = Names { declared: (declared(&p), declared(&q)), renamed: Vec::new() };
    // What is alike at the start is passed over first: finding differences takes time that grows with
    // the square of their number, so only so much is looked at in one go.
    let skip = p.iter().zip(&q).take_while(|(p, q)| p == q).count();
    let part = |list: &[&str]| skip..list.len().min(skip + WINDOW);
    let (own, other) = (p.get(part(&p)).unwrap_or(&[]), q.get(part(&q)).unwrap_or(&[]));
    let parts = capture_diff_slices(Algorithm::Myers, own, other);
    parts.iter().filter(|o| o.tag() != DiffTag::Equal).find_map(|op| {
        let shift = |range: Range<usize>| range.start + skip..range.end + skip;
        let (old, new) = (shift(op.old_range()), shift(op.new_range()));
        let cut = |end: usize, list: &[&str]| end == skip + WINDOW && end < list.len();
        if cut(old.end, &p) || cut(new.end, &q) {
            return None;
        }
        let (a, b) = (p.get(old.clone())?, q.get(new.clone())?);
        let lines = || line_translated(&on_line(x, old.start), &on_line(y, new.start), english);
        let excused = !strict
            && (translated(a, b, english)
                || names.renamed(a, b)
                || lines()
                || only_text(x, y, &old, &new)
                || own_text(b, a, english));
        (!excused).then_some((old, new))
    })
}

/// Whether one side has lines of text for people where the other has none or others.
fn only_text(x: &[Placed<'_>], y: &[Placed<'_>], old: &Range<usize>, new: &Range<usize>) -> bool {
    let text = |list: &[Placed<'_>], range: &Range<usize>| {
        range.clone().all(|at| on_line(list, at).iter().all(|t| *t == TEXT))
    };
    text(x, old) && text(y, new)
}

/// Whether what one side adds is named after its language: `question_fr = "…"` beside the English one.
fn own_text(added: &[&str], lost: &[&str], english: bool) -> bool {
    let own = if english { "fr" } else { "en" };
    lost.is_empty() && added.contains(&TEXT) && parts(added).iter().any(|p| p == own)
}

/// Tokens of a block that are compared at once.
const WINDOW: usize = 4000;

/// The names that each side declares, and which stands for which.
struct Names<'t> {
    declared: (Vec<&'t str>, Vec<&'t str>),
    renamed: Vec<(&'t str, &'t str)>,
}

impl<'t> Names<'t> {
    /// Whether one name stands for another that the original declares, as it does everywhere else.
    fn renamed(&mut self, a: &[&'t str], b: &[&'t str]) -> bool {
        let ([a], [b]) = (a, b) else { return false };
        let (mine, theirs) = &self.declared;
        if !mine.contains(a) || !theirs.contains(b) || theirs.contains(a) {
            return false;
        }
        match self.renamed.iter().find(|(x, y)| x == a || y == b) {
            Some(known) => known == &(*a, *b),
            None => {
                self.renamed.push((*a, *b));
                true
            }
        }
    }
}

/// The tokens on the line of token number `at`.
fn on_line<'t>(list: &[Placed<'t>], at: usize) -> Vec<&'t str> {
    let Some((number, _)) = list.get(at).or(list.last()).copied() else { return Vec::new() };
    let first = list.partition_point(|t| t.0 < number);
    list.iter().skip(first).take_while(|t| t.0 == number).map(|t| t.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pair::code::tokens;

    /// The first difference between two programs, as words.
    fn first(english: &str, french: &str) -> Option<(String, String)> {
        let (x, y) = (tokens(english, &["//"]), tokens(french, &["//"]));
        let flat = |list: &'_ [(usize, Vec<String>)]| -> Vec<(usize, String)> {
            list.iter().flat_map(|(n, l)| l.iter().map(move |t| (*n, t.clone()))).collect()
        };
        let (x, y) = (flat(&x), flat(&y));
        let (x, y): (Vec<Placed<'_>>, Vec<Placed<'_>>) =
            (x.iter().map(|t| (t.0, &*t.1)).collect(), y.iter().map(|t| (t.0, &*t.1)).collect());
        let (old, new) = difference(&x, &y, false, true)?;
        let said = |list: &[Placed<'_>], range: Range<usize>| {
            list[range].iter().map(|t| t.1).collect::<Vec<_>>().join(" ")
        };
        Some((said(&x, old), said(&y, new)))
    }

    #[test]
    fn a_declared_name_is_called_one_thing_throughout() {
        let english = "let cot = 1; let tun = 2; put(cot); put(tun);";
        assert_eq!(first(english, "let zib = 1; let gax = 2; put(zib); put(gax);"), None);
        let swapped = first(english, "let zib = 1; let gax = 2; put(gax); put(zib);");
        assert_eq!(swapped, Some(("cot".to_owned(), "gax".to_owned())));
    }

    #[test]
    fn a_lost_argument_speaks_even_where_it_is_text() {
        let lost = first("put(\"a\", \"b\");", "put(\"un\");");
        assert_eq!(lost, Some((", \"\"".to_owned(), String::new())));
    }

    #[test]
    fn text_of_its_own_is_a_matter_of_the_translator() {
        let english = "put(tun);\n\"one\";\nput(cot);";
        assert_eq!(first("put(tun);\n\"one\"\nput(cot);", "put(tun);\n\"un\"\n\"deux\"\nput(cot);"), None);
        assert_eq!(first(english, "put(tun);\n\"one\";\ntext_fr = \"un\";\nput(cot);"), None);
        assert!(first(english, "put(tun);\n\"one\";\ntext = \"un\";\nput(cot);").is_some());
    }

    #[test]
    fn long_blocks_are_compared_in_time() {
        let long = |word: &str| (0..60_000).map(|n| format!("{word}{n} ")).collect::<String>();
        assert_eq!(
            first(&format!("{}x", long("a")), &format!("{}y z", long("a"))).map(|d| d.0),
            Some("x".into())
        );
    }

    #[test]
    fn blocks_without_common_words_are_strangers() {
        assert!(strangers(&["print", "(", "config", ")"], &["model.push", "(", "\"\"", ")"]));
        assert!(!strangers(&["listen", "(", "80", ")"], &["listen", "(", "81", ")"]));
    }
}
