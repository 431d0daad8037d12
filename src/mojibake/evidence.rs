//! Which misreadings a document suffered: every stretch that could be mojibake votes for the stacks
//! that would explain it, and what one stretch shows with certainty makes the next one likelier.

use super::bytes;
use super::class;
use super::lattice::{Edge, LAYERS, Lattice, Loss, Stacks};
use super::search::{self, Path, Prior, Step, Stretch};
use super::strict;
use super::verdict::{ABSURD, RARITY, Verdict, rarity};
use super::words;
use crate::span::Span;

/// Different stretches looked at as evidence, at most.
const WITNESSES: usize = 96;
/// Stacks compared as explanations of the document, at most.
const SUSPECTS: usize = 10;
/// What it says for a stack, in nats, that it makes a word of French, less what the word costs: the
/// commonest words speak loudest.
const WORD: f32 = 14.0;
/// … and that it makes a line of a box beside others.
const DRAWN: f32 = 8.0;
/// What a stack's vote counts where another reading is likelier.
const HEARSAY: f32 = 0.8;
/// Stretch by stretch, a document that suffered a stack is damaged by it this often.
const DAMAGED: f32 = 0.7;

/// A text that decodes under a stack from end to end speaks for it with this many nats, and as many
/// again for each sequence, up to [`ENOUGH`]; one sequence may be chance: `√π`, `“×”`.
const ENTIRE: f32 = 1.5;
const ENOUGH: usize = 12;
/// A stack that explains the document within this many nats of the best is its rival: where the two
/// read differently, neither reading is certain.
const MARGIN: f32 = 5.0;

/// Supposes freely: finds what could explain a stretch, before anything is known.
struct Open;

impl Prior for Open {
    fn enter(&self, stacks: Stacks, way: &mut dyn FnMut(Stacks, f32)) {
        way(stacks, rarity(stacks) - 7.0);
    }

    fn narrow(&self, from: Stacks, to: Stacks) -> f32 {
        rarity(to) - rarity(from)
    }
}

/// Supposes one stack and no other; of a `whole` text, that it spared nothing.
struct Only {
    stack: Stacks,
    whole: bool,
}

impl Prior for Only {
    fn enter(&self, stacks: Stacks, way: &mut dyn FnMut(Stacks, f32)) {
        if let Some(met) = stacks.meet(self.stack) {
            way(met, 0.0);
        }
    }

    fn narrow(&self, _: Stacks, _: Stacks) -> f32 {
        0.0
    }

    fn spare(&self, edges: &[Edge]) -> f32 {
        let hit = |e: &Edge| e.loss == Loss::None && e.stacks.meet(self.stack).is_some();
        if self.whole && edges.iter().any(hit) { NEVER } else { 0.0 }
    }
}

/// What cannot be costs this much.
const NEVER: f32 = 1000.0;

/// A stretch, its readings, and how it costs as found.
pub struct Witness {
    /// Where it stands first.
    pub span: Span,
    /// The stretch.
    pub stretch: Stretch,
    /// Its readings.
    pub lattice: Lattice,
    /// Its cost as it stands.
    pub found: f32,
}

/// Hears [`WITNESSES`] different witnesses, those first that need no loss to speak: a clean `é` could be
/// the rest of a letter anywhere.
#[must_use]
pub fn weigh(text: &str, witnesses: &[Witness]) -> Verdict {
    let plain = |w: &&Witness| w.lattice.iter().flatten().any(|e| e.loss == Loss::None);
    let (mut heard, others): (Vec<&Witness>, Vec<&Witness>) = witnesses.iter().partition(plain);
    heard.extend(others);
    heard.truncate(WITNESSES);
    let open: Vec<Path> = heard.iter().map(|w| search::best(&w.stretch, &w.lattice, &Open)).collect();
    let suspects: Vec<Suspect> = suspects(&heard, &open)
        .into_iter()
        .map(|stack| {
            let entire = entirety(text, stack);
            let absurd = entire > 0.0 && heard.iter().any(|w| forced(w, stack) < ABSURD);
            Suspect {
                stack,
                entire: if absurd { 0.0 } else { entire },
                row: heard.iter().map(|w| support(gain(text, w, stack))).collect(),
            }
        })
        .collect();
    convict(&suspects)
}

/// A stack that may explain the document.
struct Suspect {
    stack: Stacks,
    /// What it says for the stack that the whole text decodes under it, in nats; 0 if it does not.
    entire: f32,
    /// How much likelier the stack makes each witness, in nats.
    row: Vec<f32>,
}

impl Suspect {
    /// What must be overcome to convict it: what it explains entirely counts only for the first one.
    fn price(&self, first: bool) -> f32 {
        rarity(self.stack) - if first { self.entire } else { 0.0 }
    }
}

/// What it says for a stack, in nats, that the text decodes under it from end to end.
fn entirety(text: &str, stacks: Stacks) -> f32 {
    let sequences = strict::decode(text, stacks);
    sequences.filter(|(_, n)| *n > 1).map_or(0.0, |(_, n)| ENTIRE + ENTIRE * n.min(ENOUGH) as f32)
}

/// How much cheaper the witness is when every sequence of it that `stack` decodes is damaged, in nats.
fn forced(witness: &Witness, stack: Stacks) -> f32 {
    let path = search::best(&witness.stretch, &witness.lattice, &Only { stack, whole: true });
    witness.found - (path.cost - path.supposed)
}

/// How much a witness that is `gain` nats cheaper under a stack speaks for it, given that not every
/// stretch of a damaged document is damaged.
fn support(gain: f32) -> f32 {
    if gain > 20.0 { gain + DAMAGED.ln() } else { (DAMAGED * gain.exp() + 1.0 - DAMAGED).ln() }
}

/// How much cheaper the witness is when the document suffered `stacks`, in nats; 0 when it is not.
fn gain(text: &str, witness: &Witness, stacks: Stacks) -> f32 {
    let touches = witness.lattice.iter().flatten().any(|e| e.stacks.meet(stacks).is_some());
    if !touches {
        return 0.0;
    }
    let path = search::best(&witness.stretch, &witness.lattice, &Only { stack: stacks, whole: false });
    let known = word(text, witness, &path).map_or(0.0, |rank| (WORD - words::cost(rank)).max(0.0));
    let drawn = if draws_on(text, witness, &path) { DRAWN } else { 0.0 };
    witness.found - path.cost + known + drawn
}

/// Whether a path reads nothing but lines of boxes, and its line of text holds more of them.
fn draws_on(text: &str, witness: &Witness, path: &Path) -> bool {
    !path.steps.is_empty()
        && path.steps.iter().all(|(_, edge)| class::is_line(edge.out))
        && !witness.stretch.chars.iter().copied().any(class::is_line)
        && witness.span.line_around(text).of(text).contains(class::is_line)
}

/// The rank of the French word, or of the foreign name, that the one character that a path reads makes of
/// the letters around it.
fn word(text: &str, witness: &Witness, path: &Path) -> Option<u8> {
    let [(0, edge)] = path.steps.as_slice() else { return None };
    // A space that was merged with the one behind it stands behind the word.
    let rest = witness.stretch.chars.get(usize::from(edge.len)..)?;
    if !edge.out.is_alphabetic() || !matches!(rest, [] | [' ']) {
        return None;
    }
    let letter = |c: &char| c.is_alphabetic() || matches!(c, '’' | '\'');
    let before = text.get(..witness.span.start).unwrap_or("").chars().rev().take_while(letter);
    let end = witness.span.end - rest.len();
    let after = text.get(end..).unwrap_or("").chars().take_while(letter);
    let mut word: Vec<char> = before.collect();
    word.reverse();
    word.push(edge.out);
    word.extend(after);
    if word.len() < 2 && !matches!(edge.out, 'à' | 'À') {
        return None;
    }
    let word: String = word.into_iter().collect();
    words::rank_as_written(&word).or_else(|| words::foreign_rank(&word.to_lowercase()))
}

/// Single stacks that some witness points to, those that explain most first.
fn suspects(witnesses: &[&Witness], open: &[Path]) -> Vec<Stacks> {
    let mut votes: Vec<(Stacks, f32)> = Vec::new();
    for (witness, path) in witnesses.iter().zip(open) {
        let weight = (witness.found - (path.cost - path.supposed)).clamp(0.0, 20.0);
        for stack in path.steps.iter().flat_map(|(_, e)| singles(e.stacks)) {
            vote(&mut votes, stack, weight);
        }
        // Who reads the same characters differently is heard as well, or nothing could be contested.
        for stack in path.steps.iter().flat_map(|step| others(&witness.lattice, step)).flat_map(singles) {
            vote(&mut votes, stack, weight * HEARSAY);
        }
    }
    votes.sort_by(|a, b| b.1.total_cmp(&a.1).then(rarity(a.0).total_cmp(&rarity(b.0))));
    votes.truncate(SUSPECTS);
    votes.into_iter().map(|(s, _)| s).collect()
}

fn vote(votes: &mut Vec<(Stacks, f32)>, stack: Stacks, weight: f32) {
    match votes.iter_mut().find(|(s, _)| *s == stack) {
        Some((_, total)) => *total += weight,
        None => votes.push((stack, weight)),
    }
}

/// The stacks of one misreading that give another character than this step for the same characters.
fn others(lattice: &Lattice, (at, edge): &Step) -> impl Iterator<Item = Stacks> {
    let differs = |e: &&Edge| e.len == edge.len && e.out != edge.out && e.loss == Loss::None;
    let plain = edge.stacks.depth() == 1;
    let edges = lattice.get(*at).into_iter().flatten().filter(move |e| plain && differs(e));
    edges.map(|e| e.stacks).filter(|s| s.depth() == 1)
}

/// The stacks of a set, one by one; of deep and wide sets only those of the commonest codecs.
fn singles(set: Stacks) -> Vec<Stacks> {
    let mut out = vec![Stacks::default()];
    for layer in 0..set.depth() {
        let mask = set.0.get(layer).copied().unwrap_or(0);
        let mut bits: Vec<usize> = (0..bytes::CODECS).filter(|i| mask & (1 << i) != 0).collect();
        bits.sort_by(|a, b| RARITY.get(*a).unwrap_or(&0.0).total_cmp(RARITY.get(*b).unwrap_or(&0.0)));
        bits.truncate(if set.depth() < LAYERS { bytes::CODECS } else { 10 });
        out = out
            .iter()
            .flat_map(|s| {
                bits.iter().map(move |bit| {
                    let mut masks = s.0;
                    if let Some(m) = masks.get_mut(layer) {
                        *m = 1 << bit;
                    }
                    Stacks(masks)
                })
            })
            .collect();
    }
    out
}

/// Convicts suspects one after the other, each for what those before it leave unexplained.
fn convict(suspects: &[Suspect]) -> Verdict {
    let mut verdict = Verdict::default();
    let mut explained: Vec<f32> = suspects.first().map_or(Vec::new(), |s| vec![0.0; s.row.len()]);
    while verdict.guilty.len() < SUSPECTS {
        let first = verdict.guilty.is_empty();
        let odds = |s: &Suspect| {
            let new = s.row.iter().zip(&explained);
            new.map(|(new, old)| if *old > 0.0 { (new - old).max(0.0) } else { *new }).sum::<f32>()
                - s.price(first)
        };
        let rest = suspects.iter().filter(|s| !verdict.guilty.iter().any(|(g, _)| *g == s.stack));
        let best = rest.map(|s| (s, odds(s))).max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((best, odds)) = best.filter(|(_, odds)| *odds > 0.0) else { break };
        verdict.guilty.push((best.stack, odds));
        if first && best.entire > 0.0 {
            verdict.entire = Some(best.stack);
        }
        let total = |s: &Suspect| {
            s.row.iter().zip(&best.row).filter(|(_, b)| **b > 0.0).map(|(r, _)| r).sum::<f32>()
                - s.price(first)
        };
        let near = suspects.iter().filter(|s| s.stack != best.stack && total(best) - total(s) < MARGIN);
        verdict.rivals.extend(near.map(|s| s.stack));
        for (old, new) in explained.iter_mut().zip(&best.row) {
            *old = old.max(*new);
        }
    }
    verdict
}
