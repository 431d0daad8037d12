//! The best reading of a stretch: a search over its lattice for the cheapest way to write it, where
//! a way costs what the character model says plus what the misreadings it supposes are worth.

use super::class;
use super::lattice::{Edge, Lattice, Stacks};
use super::model::{self, EDGE, Symbol};
use super::price::{self, Closing};
use super::uncommon;

/// What it costs, in nats, to suppose misreadings.
pub trait Prior {
    /// The ways to begin with one of these stacks: calls `way` with each and its price.
    fn enter(&self, stacks: Stacks, way: &mut dyn FnMut(Stacks, f32));
    /// What it costs to learn, later on, that only these stacks are left of those begun with.
    fn narrow(&self, from: Stacks, to: Stacks) -> f32;
    /// What it costs to suppose that damage spared a character that begins one of these sequences.
    fn spare(&self, _: &[Edge]) -> f32 {
        0.0
    }
    /// Whether the text is known, beyond this stretch, to have suffered one of these stacks.
    fn trusts(&self, _: Stacks) -> bool {
        false
    }
    /// What it costs to suppose that a no-break space became a space, then that this one was merged
    /// with the next, where what follows `closes` or not.
    fn spaces(&self, closes: Closing) -> [f32; 2] {
        price::by_typography(closes)
    }
}

/// Going on with a stack already supposed costs this much a character.
const STAY: f32 = 0.05;
/// A word of which one letter is damaged and another, not ASCII either, is not: damage comes by the
/// byte stream, so this hardly happens, while clean words next to signs happen all the time.
const HALF: f32 = 16.0;
/// Ways kept at each position.
const BEAM: usize = 12;

/// A stretch of text to read: characters with the two symbols before and after them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// The two symbols before.
    pub before: [Symbol; 2],
    /// The characters.
    pub chars: Vec<char>,
    /// The two symbols after.
    pub after: [Symbol; 2],
    /// Scripts in the text around, a bit for each class of letters.
    pub around: u64,
}

/// A letter of a script that nothing around it is written in costs this much more.
const FOREIGN: f32 = 5.5;

/// … and a Greek one, which science borrows, this much.
const BORROWED: f32 = 2.5;

/// … and this much more right behind a letter from A to Z: `publié…»` in latin-1 is no `publi酻`.
const GLUED: f32 = 8.0;

/// … and an accented capital behind a small letter, or between a capital and a small letter, this
/// much: `Gröber` is no `GrÜber`.
const HUMP: f32 = 9.0;

/// … and a letter of Central Europe right behind one of the west, this much: `ÂŽ` begins no word.
const CLASH: f32 = 5.0;

/// Whether no language writes these two letters side by side. (Turkish does write `âş`, Czech `ýš`.)
fn is_clash(a: char, b: char) -> bool {
    matches!(a, 'Â' | 'Ã' | 'ã') && "ŠšŽžŤťŹźŚśĽľĄąŁłŻż".contains(b)
}

fn is_accented_capital(c: Symbol) -> bool {
    matches!(c.char(), 'À'..='Þ' | 'Ā'..='Ž') && c.char().is_uppercase()
}

impl Stretch {
    /// The character at `at`, which may be one of the two after the stretch.
    pub fn char(&self, at: usize) -> char {
        let after = |i: usize| self.after.get(i).copied().unwrap_or(EDGE).char();
        self.chars.get(at).copied().unwrap_or_else(|| after(at.saturating_sub(self.chars.len())))
    }

    /// Whether a class is of letters of a script in which nothing around is written.
    pub fn is_foreign(&self, class: u8) -> bool {
        class::is_script(class) && self.around != 0 && self.around & (1 << class) == 0
    }

    /// What the model says of a character, and the script of the text around.
    fn cost(&self, a: Symbol, b: Symbol, c: Symbol) -> f32 {
        let foreign = self.is_foreign(c.class());
        // Science glues Greek letters to Latin ones: `TNFα`, `γc`.
        let greek = matches!(c.char(), 'α'..='ω');
        let glued = foreign && !greek && b.char().is_ascii_alphabetic();
        let hump = is_accented_capital(c) && b.char().is_lowercase();
        let valley = is_accented_capital(b) && a.char().is_uppercase() && c.char().is_lowercase();
        model::cost(a, b, c)
            + match foreign {
                true if greek => BORROWED,
                true => FOREIGN,
                false => 0.0,
            }
            + match c.class() {
                _ if !glued => 0.0,
                // Nobody glues these to Latin letters, as Korean and Arabic do theirs.
                19 | 20 => 5.0 * GLUED,
                _ => GLUED,
            }
            + if hump || valley { HUMP } else { 0.0 }
            + if is_clash(b.char(), c.char()) { CLASH } else { 0.0 }
    }
}

/// A character read in a stretch: where its damaged form begins, and the edge.
pub type Step = (usize, Edge);

/// A way to read a stretch.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Cost in nats, misreadings included.
    pub cost: f32,
    /// Cost of the misreadings alone.
    pub supposed: f32,
    /// The characters repaired, in order.
    pub steps: Vec<Step>,
}

#[derive(Clone, Copy)]
struct Way {
    cost: f32,
    supposed: f32,
    last: [Symbol; 2],
    stacks: Option<Stacks>,
    from: Option<(u32, u32)>,
    edge: Option<Edge>,
    word: Word,
}

/// What the word that is being read holds so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Word {
    kept: bool,
    repaired: bool,
}

impl Word {
    fn before(symbols: [Symbol; 2]) -> Self {
        Self::default().with(symbols[0].char(), false).with(symbols[1].char(), false)
    }

    fn with(self, c: char, repaired: bool) -> Self {
        match c {
            c if c.is_whitespace() && !repaired => Self::default(),
            _ if repaired => Self { repaired: true, ..self },
            c if c.is_ascii() || !c.is_alphabetic() => self,
            _ => Self { kept: true, ..self },
        }
    }

    fn is_half(self) -> bool {
        self.kept && self.repaired
    }
}

impl Way {
    /// This way, followed by one more character.
    fn then(&self, stretch: &Stretch, c: char, repaired: bool, at: (usize, usize)) -> Way {
        let symbol = Symbol::of(c);
        let word = self.word.with(c, repaired);
        let half = if word.is_half() && !self.word.is_half() { HALF } else { 0.0 };
        let cost = self.cost + stretch.cost(self.last[0], self.last[1], symbol) + half;
        let from = Some((u32::try_from(at.0).unwrap_or(0), u32::try_from(at.1).unwrap_or(0)));
        Way { cost, last: [self.last[1], symbol], from, edge: None, word, ..*self }
    }

    fn suppose(mut self, stacks: Stacks, cost: f32, edge: Edge) -> Way {
        self.cost += cost;
        self.supposed += cost;
        self.stacks = Some(stacks);
        self.edge = Some(edge);
        self
    }
}

/// What the stretch costs as it stands.
#[must_use]
pub fn as_found(stretch: &Stretch) -> f32 {
    let [mut a, mut b] = stretch.before;
    let mut cost = 0.0;
    for (at, &c) in stretch.chars.iter().enumerate() {
        let symbol = Symbol::of(c);
        cost += stretch.cost(a, b, symbol) + price::idle_space(stretch, at, c);
        (a, b) = (b, symbol);
    }
    for c in stretch.after {
        cost += stretch.cost(a, b, c);
        (a, b) = (b, c);
    }
    cost
}

/// The cheapest way to read `stretch` along `lattice`.
#[must_use]
pub fn best(stretch: &Stretch, lattice: &Lattice, prior: &impl Prior) -> Path {
    let len = stretch.chars.len();
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); len + 1];
    let word = Word::before(stretch.before);
    let start =
        Way { cost: 0.0, supposed: 0.0, last: stretch.before, stacks: None, from: None, edge: None, word };
    if let Some(first) = ways.first_mut() {
        first.push(start);
    }
    for (at, &c) in stretch.chars.iter().enumerate() {
        let here = ways.get_mut(at).map(std::mem::take).unwrap_or_default();
        for (i, way) in here.iter().enumerate() {
            let mut kept = way.then(stretch, c, false, (at, i));
            kept.cost +=
                price::idle_space(stretch, at, c) + prior.spare(lattice.get(at).map_or(&[], Vec::as_slice));
            push(&mut ways, at + 1, kept);
            for edge in lattice.get(at).into_iter().flatten() {
                let next = way.then(stretch, edge.out, true, (at, i));
                let end = at + usize::from(edge.len);
                let lost = price::of(stretch, at, edge, prior)
                    + uncommon::cost(way.last[1].char(), edge.out, stretch.char(end));
                if let Some((from, met)) = way.stacks.and_then(|s| Some((s, s.meet(edge.stacks)?))) {
                    let price = STAY + lost + prior.narrow(from, met);
                    push(&mut ways, end, next.suppose(met, price, *edge));
                    if met == from {
                        continue;
                    }
                }
                prior.enter(edge.stacks, &mut |stacks, price| {
                    push(&mut ways, end, next.suppose(stacks, price + lost, *edge));
                });
            }
        }
        if let Some(slot) = ways.get_mut(at) {
            *slot = here;
        }
    }
    finish(stretch, &ways)
}

/// Keeps `way` unless a cheaper one ends alike, and no more than [`BEAM`] ways.
fn push(ways: &mut [Vec<Way>], at: usize, way: Way) {
    let Some(slot) = ways.get_mut(at) else { return };
    if let Some(twin) = slot.iter_mut().find(|w| w.last == way.last && w.stacks == way.stacks) {
        if way.cost < twin.cost {
            *twin = way;
        }
        return;
    }
    if slot.len() < BEAM {
        slot.push(way);
    } else if let Some(worst) = slot.iter_mut().max_by(|a, b| a.cost.total_cmp(&b.cost))
        && way.cost < worst.cost
    {
        *worst = way;
    }
}

fn finish(stretch: &Stretch, ways: &[Vec<Way>]) -> Path {
    let after = |w: &Way| {
        let mid = stretch.cost(w.last[0], w.last[1], stretch.after[0]);
        w.cost + mid + stretch.cost(w.last[1], stretch.after[0], stretch.after[1])
    };
    let ends = ways.last().into_iter().flatten().map(|w| (after(w), w));
    let Some((cost, end)) = ends.min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return Path { cost: as_found(stretch), supposed: 0.0, steps: Vec::new() };
    };
    let mut steps = Vec::new();
    let mut way = end;
    while let Some((at, i)) = way.from {
        let (at, i) = (at as usize, i as usize);
        if let Some(edge) = way.edge {
            steps.push((at, edge));
        }
        let Some(before) = ways.get(at).and_then(|w| w.get(i)) else { break };
        way = before;
    }
    steps.reverse();
    Path { cost, supposed: end.supposed, steps }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mojibake::lattice;

    struct Flat(f32);
    impl Prior for Flat {
        fn enter(&self, stacks: Stacks, way: &mut dyn FnMut(Stacks, f32)) {
            way(stacks, self.0 + stacks.depth() as f32);
        }
        fn narrow(&self, _: Stacks, _: Stacks) -> f32 {
            0.0
        }
    }

    fn read(text: &str, price: f32) -> String {
        let chars: Vec<char> = text.chars().collect();
        let stretch = Stretch { before: [model::EDGE; 2], chars, after: [model::EDGE; 2], around: 0 };
        let path = best(&stretch, &lattice::readings(&stretch.chars, 0), &Flat(price));
        let (mut out, mut at) = (String::new(), 0);
        for (start, edge) in path.steps {
            out.extend(&stretch.chars[at..start]);
            out.push(edge.out);
            at = start + usize::from(edge.len);
        }
        out.extend(&stretch.chars[at..]);
        out
    }

    #[test]
    fn damaged_words_are_read_and_clean_ones_kept() {
        assert_eq!(read("d√©centralis√©", 9.0), "décentralisé");
        assert_eq!(read("Extrême (athlÃ¨te)", 9.0), "Extrême (athlète)");
        assert_eq!(read("l’été à Brontë…", 9.0), "l’été à Brontë…");
        assert_eq!(read("üëâLisez", 9.0), "👉Lisez");
    }
}
