//! From text to repairs: finds the stretches that could be damaged, hears their evidence about the
//! document, and reads each of them once more in the light of it.

use super::bytes;
use super::class;
use super::evidence::{self, Verdict, Witness};
use super::lattice::{self, Stacks};
use super::model::{EDGE, Symbol};
use super::search::{self, Path, Step, Stretch};
use super::{Damage, Repair};
use crate::fix::Applicability;
use crate::span::Span;
use rustc_hash::FxHashMap;

/// Stretches this near to each other, in ASCII characters, are read as one.
const JOIN: usize = 2;
/// Characters on each side that tell the script of the text around a stretch.
const AROUND: usize = 48;
/// Log-odds from which a repair is safe.
const SAFE: f32 = 3.0;

/// Finds every damaged stretch of `text`, in order, none overlapping another.
///
/// Clean text costs one pass at memory speed and gives an empty list.
#[must_use]
pub fn scan(text: &str) -> Vec<Repair> {
    let spans = candidates(text);
    if spans.is_empty() {
        return Vec::new();
    }
    let mut seen: FxHashMap<Stretch, usize> = FxHashMap::default();
    let mut witnesses: Vec<Witness> = Vec::new();
    let mut order: Vec<(Span, usize)> = Vec::new();
    for span in spans {
        let stretch = stretch(text, span);
        let index = *seen.entry(stretch.clone()).or_insert_with(|| {
            let lattice = lattice::readings(&stretch.chars);
            let found = search::as_found(&stretch);
            witnesses.push(Witness { stretch, lattice, found });
            witnesses.len() - 1
        });
        order.push((span, index));
    }
    let verdict = evidence::weigh(&witnesses);
    let paths: Vec<Path> = witnesses.iter().map(|w| search::best(&w.stretch, &w.lattice, &verdict)).collect();
    let mut repairs = Vec::new();
    for (span, index) in order {
        if let (Some(witness), Some(path)) = (witnesses.get(index), paths.get(index)) {
            report(text, span, witness, path, &verdict, &mut repairs);
        }
    }
    repairs
}

/// The stretches of `text` in which some sequence could be UTF-8 bytes under some codec.
fn candidates(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut run: Option<(usize, bool)> = None;
    let mut previous: Option<char> = None;
    let mut close = |run: &mut Option<(usize, bool)>, end: usize| {
        if let Some((start, true)) = run.take() {
            match out.last_mut() {
                Some(last)
                    if start - last.end <= JOIN && !text.as_bytes()[last.end..start].contains(&b'\n') =>
                {
                    last.end = end
                }
                _ => out.push(Span::new(start, end)),
            }
        }
    };
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            close(&mut run, at);
            previous = None;
            continue;
        }
        let run = run.get_or_insert((at, false));
        if let Some(p) = previous {
            run.1 |= bytes::of(p).lead & bytes::of(c).tail != 0
                || bytes::of(p).tail & bytes::of(c).tail & bytes::MACINTOSH != 0;
        }
        previous = Some(c);
    }
    close(&mut run, text.len());
    out
}

fn stretch(text: &str, span: Span) -> Stretch {
    let mut before = text.get(..span.start).unwrap_or("").chars().rev().map(Symbol::of);
    let (b, a) = (before.next().unwrap_or(EDGE), before.next().unwrap_or(EDGE));
    let mut after = text.get(span.end..).unwrap_or("").chars().map(Symbol::of);
    let after = [after.next().unwrap_or(EDGE), after.next().unwrap_or(EDGE)];
    Stretch { before: [a, b], chars: span.of(text).chars().collect(), after, around: around(text, span) }
}

/// The scripts of the text on both sides of `span`, in its line and not far away.
fn around(text: &str, span: Span) -> u64 {
    let near = |c: &char| *c != '\n';
    let before = text.get(..span.start).unwrap_or("").chars().rev().take_while(near).take(AROUND);
    let after = text.get(span.end..).unwrap_or("").chars().take_while(near).take(AROUND);
    class::around(before) | class::around(after)
}

/// Turns the steps of a path into repairs; neighbours under one stack are one repair.
fn report(text: &str, span: Span, w: &Witness, path: &Path, verdict: &Verdict, out: &mut Vec<Repair>) {
    let odds = w.found - path.cost;
    if path.steps.is_empty() || odds <= 0.0 {
        return;
    }
    let mut offsets: Vec<usize> = span.of(text).char_indices().map(|(i, _)| span.start + i).collect();
    offsets.push(span.end);
    let mut at = 0;
    while let Some((group, met)) = together(path.steps.get(at..).unwrap_or(&[])) {
        at += group.len();
        let (Some(first), Some(last)) = (group.first(), group.last()) else { break };
        let place = |i: usize| offsets.get(i).copied().unwrap_or(span.end);
        let stack = verdict.guilty.iter().find_map(|(s, _)| s.meet(met)).unwrap_or(met);
        let codecs = evidence::named(stack);
        let certain = odds >= SAFE && !group.iter().any(|step| is_contested(w, step, verdict));
        let names: Vec<&str> = codecs.iter().map(|c| c.label()).collect();
        out.push(Repair {
            damage: Damage::Mojibake,
            span: Span::new(place(first.0), place(last.0 + usize::from(last.1.len))),
            reading: Some(group.iter().map(|(_, e)| e.out).collect()),
            lossy: group.iter().any(|(_, e)| e.lossy),
            confidence: f64::from(1.0 / (1.0 + (-odds).exp())),
            applicability: if certain { Applicability::Safe } else { Applicability::Unsafe },
            why: format!("UTF-8 bytes read as {}", names.join(", saved as UTF-8, read as ")),
            stack: codecs,
        });
    }
}

/// Whether a rival explanation of the document reads this step differently.
fn is_contested(w: &Witness, (at, edge): &Step, verdict: &Verdict) -> bool {
    let others = w.lattice.get(*at).into_iter().flatten().filter(|e| e.len == edge.len && e.out != edge.out);
    others.into_iter().any(|e| verdict.rivals.iter().any(|r| r.meet(e.stacks).is_some()))
}

/// The steps at the beginning of `steps` that stand side by side under one stack.
fn together(steps: &[Step]) -> Option<(&[Step], Stacks)> {
    let (at, edge) = steps.first()?;
    let (mut met, mut end, mut n) = (edge.stacks, at + usize::from(edge.len), 1);
    for (at, edge) in steps.iter().skip(1) {
        let Some(both) = met.meet(edge.stacks).filter(|_| *at == end) else { break };
        (met, end, n) = (both, at + usize::from(edge.len), n + 1);
    }
    Some((steps.get(..n)?, met))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::{self, Edit};

    fn repaired(text: &str) -> String {
        let edits: Vec<Edit> =
            scan(text).into_iter().map(|r| Edit::new(r.span, r.reading.unwrap_or_default())).collect();
        fix::apply(text, &edits)
    }

    #[test]
    fn one_correct_accent_blocks_nothing() {
        assert_eq!(repaired("Extrême (athl√®te professionnel)"), "Extrême (athlète professionnel)");
    }

    #[test]
    fn spans_are_minimal_and_stacks_named() {
        let found = scan("Apr√®s");
        assert_eq!((found[0].span.start, found[0].span.end), (3, 8));
        assert_eq!(found[0].stack, [crate::encoding::Codec::Macintosh]);
    }
}
