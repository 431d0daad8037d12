//! Plants damage in clean pairs: the same pages always get the same damage.

use super::case::Case;
use std::path::{Path, PathBuf};
use visavis::document::{Block, BlockKind, Document, Kind};
use visavis::span::Span;

/// Where damage may be planted: a paragraph with its counterpart, sentence by sentence.
struct Place {
    source: Vec<Span>,
    target: Vec<Span>,
    /// The paragraph of the target.
    block: Span,
}

struct Pair {
    id: String,
    source: Document,
    target: Document,
    places: Vec<Place>,
}

/// The scenarios, each with the function that plants it at two places of a pair.
type Plant = fn(&Pair, &[&Place], &str, &mut Case) -> Vec<(Span, String)>;
const SCENARIOS: &[(&str, Plant)] = &[
    ("clean", |_, _, _, _| Vec::new()),
    ("delete", delete),
    ("delpara", delete_paragraph),
    ("insert", insert),
    ("untr", copy),
    ("untr-edited", edit),
    ("merge", merge),
    ("swap", swap),
];

/// Every scenario on every pair below `folder` that is not `known` and that is the same on both sides.
pub fn cases(folder: &Path, known: &[&str]) -> Vec<Case> {
    let mut files = Vec::new();
    walk(folder, &mut files);
    files.sort();
    let pairs: Vec<Pair> = files.iter().filter_map(|p| read(p)).collect();
    let pairs: Vec<Pair> = pairs.into_iter().filter(|p| !known.contains(&p.source.text.as_str())).collect();
    let mut out = Vec::new();
    for (n, pair) in pairs.iter().enumerate() {
        let other = &pairs[(n + 1) % pairs.len()];
        for (k, (name, plant)) in SCENARIOS.iter().enumerate() {
            let picked = pick(pair, n * 7 + k * 3);
            let foreign = foreign(other, n + k);
            let mut case = Case {
                id: pair.id.clone(),
                scenario: (*name).to_owned(),
                source: pair.source.text.clone(),
                mdx: pair.source.kind == Kind::Mdx,
                ..Case::default()
            };
            let mut edits = plant(pair, &picked, &foreign, &mut case);
            if edits.is_empty() && *name != "clean" {
                continue;
            }
            edits.sort_by_key(|e| std::cmp::Reverse(e.0.start));
            case.target = pair.target.text.clone();
            for (span, text) in edits {
                case.target.replace_range(span.start..span.end, &text);
            }
            out.push(case);
        }
    }
    out
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, out);
        } else if path.extension().is_some_and(|e| e == "md" || e == "mdx") {
            out.push(path);
        }
    }
}

fn read(target: &Path) -> Option<Pair> {
    let name = target.to_str()?.replace('\\', "/");
    let at = name.rfind("/fr/")?;
    let source = format!("{}/en/{}", &name[..at], &name[at + 4..]);
    let parse = |p: &str| Some(Document::parse(std::fs::read_to_string(p).ok()?, Kind::of_path(p)));
    let (source, target) = (parse(&source)?, parse(&name)?);
    let places = places(&source, &target)?;
    (places.len() >= 4).then(|| Pair { id: name[at + 4..].to_owned(), source, target, places })
}

/// The paragraphs of a pair whose two sides have the same blocks and the same number of sentences in
/// each: only there is what corresponds to what known beforehand.
fn places(source: &Document, target: &Document) -> Option<Vec<Place>> {
    let body = |d: &Document| -> Vec<(usize, Block)> {
        let skip = |k: BlockKind| matches!(k, BlockKind::FrontMatter | BlockKind::Markup | BlockKind::Alt);
        d.blocks.iter().cloned().enumerate().filter(|(_, b)| !skip(b.kind)).collect()
    };
    let (a, b) = (body(source), body(target));
    let same = a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| x.1.kind == y.1.kind);
    let sentences = |d: &Document, n: usize| -> Vec<Span> {
        d.sentences.iter().filter(|s| s.block == n).map(|s| s.span).collect()
    };
    let mut out = Vec::new();
    for ((i, _), (j, block)) in a.iter().zip(&b).filter(|_| same) {
        let (s, t) = (sentences(source, *i), sentences(target, *j));
        if s.len() != t.len() {
            return None;
        }
        let long = |d: &Document, l: &[Span]| l.iter().all(|x| x.of(&d.prose).split_whitespace().count() > 4);
        let flat = block.kind == BlockKind::Paragraph && block.list_depth + block.quote_depth == 0;
        if flat && !s.is_empty() && long(source, &s) && long(target, &t) && twins(source, target, &s, &t) {
            out.push(Place { source: s, target: t, block: block.span });
        }
    }
    same.then_some(out)
}

/// Sentences that are already equal, or far from equal in length, are no place to plant anything.
fn twins(source: &Document, target: &Document, s: &[Span], t: &[Span]) -> bool {
    s.iter().zip(t).all(|(s, t)| {
        let (x, y) = (s.len().max(1), t.len().max(1));
        s.of(&source.text) != t.of(&target.text) && x < 3 * y && y < 3 * x
    })
}

fn pick(pair: &Pair, salt: usize) -> Vec<&Place> {
    let n = pair.places.len();
    let first = (salt * 31 + 7) % n;
    let second = (first + n / 2) % n;
    [first, second].iter().map(|i| &pair.places[*i]).collect()
}

/// A whole sentence of another page.
fn foreign(other: &Pair, salt: usize) -> String {
    let all = other.places.iter().flat_map(|p| &p.target).map(|s| s.of(&other.target.text));
    let whole: Vec<&str> = all.filter(|s| s.ends_with('.')).collect();
    whole.get(salt % whole.len().max(1)).map_or_else(String::new, |s| (*s).to_owned())
}

fn of(spans: &[Span], document: &Document) -> Vec<String> {
    spans.iter().map(|s| s.of(&document.text).to_owned()).collect()
}

fn delete(pair: &Pair, places: &[&Place], _: &str, case: &mut Case) -> Vec<(Span, String)> {
    let mut out = Vec::new();
    for place in places.iter().filter(|p| p.target.len() > 1) {
        let n = place.block.start % place.target.len();
        let end = place.target.get(n + 1).map_or(place.target[n].end, |s| s.start);
        out.push((Span::new(place.target[n].start, end), String::new()));
        case.missing.extend(of(&place.source[n..=n], &pair.source));
    }
    out
}

fn delete_paragraph(pair: &Pair, places: &[&Place], _: &str, case: &mut Case) -> Vec<(Span, String)> {
    let place = places[0];
    case.missing.extend(of(&place.source, &pair.source));
    vec![(place.block, String::new())]
}

fn insert(pair: &Pair, places: &[&Place], foreign: &str, case: &mut Case) -> Vec<(Span, String)> {
    let target = &pair.target.text;
    let ends = places.iter().flat_map(|p| &p.target).find(|s| s.of(target).ends_with('.'));
    let Some(at) = ends.filter(|_| !foreign.is_empty()) else { return Vec::new() };
    case.extra.push(foreign.to_owned());
    vec![(Span::empty(at.end), format!(" {foreign}"))]
}

fn copy(pair: &Pair, places: &[&Place], _: &str, case: &mut Case) -> Vec<(Span, String)> {
    english(pair, places, case, str::to_owned)
}

fn edit(pair: &Pair, places: &[&Place], _: &str, case: &mut Case) -> Vec<(Span, String)> {
    english(pair, places, case, |text| {
        // One word in the middle is left out, another is replaced.
        let mut words: Vec<&str> = text.split(' ').collect();
        let middle = words.len() / 2;
        if words.len() > 6 {
            words.remove(middle);
            words[middle - 2] = "simply";
        }
        words.join(" ")
    })
}

fn english(
    pair: &Pair,
    places: &[&Place],
    case: &mut Case,
    change: fn(&str) -> String,
) -> Vec<(Span, String)> {
    let mut out = Vec::new();
    for place in places {
        let n = place.block.end % place.target.len();
        let text = change(place.source[n].of(&pair.source.text));
        case.untranslated.push(text.clone());
        out.push((place.target[n], text));
    }
    out
}

fn merge(pair: &Pair, places: &[&Place], _: &str, _: &mut Case) -> Vec<(Span, String)> {
    let mut out = Vec::new();
    for place in places.iter().filter(|p| p.target.len() > 1) {
        let (first, second) = (place.target[0], place.target[1]);
        let between = Span::new(first.end.saturating_sub(1), second.start);
        let next = second.of(&pair.target.text).chars().next();
        if between.of(&pair.target.text).starts_with('.')
            && let Some(c) = next
        {
            let lower: String = c.to_lowercase().collect();
            out.push((Span::new(between.start, second.start + c.len_utf8()), format!(", et {lower}")));
        }
    }
    out
}

fn swap(pair: &Pair, places: &[&Place], _: &str, case: &mut Case) -> Vec<(Span, String)> {
    let [a, b] = places else { return Vec::new() };
    if a.block == b.block {
        return Vec::new();
    }
    let text = |p: &Place| p.block.of(&pair.target.text).to_owned();
    let both = of(&a.source, &pair.source).into_iter().chain(of(&b.source, &pair.source));
    case.moved.push(both.collect());
    vec![(a.block, text(b)), (b.block, text(a))]
}
