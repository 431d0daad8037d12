//! The links of one side that nothing on the other side answers, for PAIR006.

use crate::checks::PairContext;
use crate::document::{Block, BlockKind, Document, Link};
use crate::pair::BlockLink;
use crate::pair::addresses::{Address, Pages};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// What is open between blocks that belong together. A link that moved to another block is not lost;
/// one that the other block has anyway is no move.
pub(super) fn between<'d>(cx: &PairContext<'d>, blocks: &[BlockLink]) -> Vec<Open<'d>> {
    let (source, target) = (Places::of(cx.source.document), Places::of(cx.target.document));
    let anchors = Anchors::new(cx, blocks);
    let both = || blocks.iter().filter(|p| !p.source.is_empty() && !p.target.is_empty());
    let mut open = Vec::new();
    for pair in both() {
        for image in [false, true] {
            let (a, b) = (source.of_blocks(&pair.source, image), target.of_blocks(&pair.target, image));
            open.extend(Open::of(&anchors, pair, a, b));
        }
    }
    // Pictures and links that stand alone hold no sentence that would join their blocks.
    let alone = between_pairs(&source, &target, blocks);
    for pair in &alone {
        for image in [false, true] {
            let (a, b) = (source.of_blocks(&pair.source, image), target.of_blocks(&pair.target, image));
            open.extend(Open::of(&anchors, pair, a, b));
        }
    }
    if open.is_empty() {
        return open;
    }
    let joined = || both().chain(&alone);
    let mut free_source = source.pages_outside(joined().flat_map(|p| &p.source));
    let mut free_target = target.pages_outside(joined().flat_map(|p| &p.target));
    for Open { a, b, .. } in &open {
        a.iter().for_each(|x| free_source.add(&Address::read(&x.url)));
        b.iter().for_each(|y| free_target.add(&Address::read(&y.url)));
    }
    // A paragraph that became two answers in either.
    let (mut at_source, mut at_target) = (Answers::default(), Answers::default());
    for pair in joined() {
        at_source.add(&pair.source, &target, &pair.target);
        at_target.add(&pair.target, &source, &pair.source);
    }
    for Open { pair, a, b, .. } in &mut open {
        a.retain(|x| {
            let address = Address::read(&x.url);
            !free_target.holds(&address) && !at_source.hold(&pair.source, &pair.target, &address)
        });
        b.retain(|y| {
            let address = Address::read(&y.url);
            !free_source.holds(&address) && !at_target.hold(&pair.target, &pair.source, &address)
        });
    }
    open
}

/// The blocks with links that no pair holds, joined by the pair that they follow on both sides.
fn between_pairs(source: &Places<'_>, target: &Places<'_>, blocks: &[BlockLink]) -> Vec<BlockLink> {
    let follow = |places: &Places<'_>, side: fn(&BlockLink) -> &Vec<usize>| {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (n, pair) in
            blocks.iter().enumerate().filter(|(_, p)| !p.source.is_empty() && !p.target.is_empty())
        {
            pairs.extend(side(pair).iter().map(|b| (*b, n)));
        }
        pairs.sort_unstable();
        let mut groups: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut holding: Vec<usize> = places.by_block.keys().copied().collect();
        holding.sort_unstable();
        for block in holding {
            let at = pairs.partition_point(|p| p.0 <= block);
            let before = at.checked_sub(1).and_then(|n| pairs.get(n));
            if before.is_none_or(|p| p.0 != block) {
                groups.entry(before.map(|p| p.1)).or_default().push(block);
            }
        }
        groups
    };
    let mut theirs = follow(target, |p| &p.target);
    let mine = follow(source, |p| &p.source);
    mine.into_iter()
        .filter_map(|(after, source)| {
            Some(BlockLink { source, target: theirs.remove(&after)?, moved: false })
        })
        .collect()
}

/// The links of two blocks that belong together and that nothing in the other block answers.
pub(super) struct Open<'d> {
    pub pair: BlockLink,
    /// Links of the source that the target lacks.
    pub a: Vec<&'d Link>,
    /// Links of the target that the source lacks.
    pub b: Vec<&'d Link>,
    /// Links to one page, but to another place in it.
    pub changed: Vec<(&'d Link, &'d Link)>,
}

/// For each block the blocks which belong to it, with the pages that they link to.
#[derive(Default)]
struct Answers(FxHashMap<usize, Vec<(Vec<usize>, Pages)>>);

impl Answers {
    fn add(&mut self, blocks: &[usize], other: &Places<'_>, theirs: &[usize]) {
        let mut pages = Pages::default();
        for image in [false, true] {
            other.of_blocks(theirs, image).iter().for_each(|link| pages.add(&Address::read(&link.url)));
        }
        for block in blocks {
            self.0.entry(*block).or_default().push((theirs.to_vec(), pages.clone()));
        }
    }

    /// Whether a block of another pair than that with `theirs` links there. In the pair itself each
    /// link has had its answer: a second one to the same page is another link.
    fn hold(&self, blocks: &[usize], theirs: &[usize], address: &Address) -> bool {
        let mut all = blocks.iter().filter_map(|b| self.0.get(b)).flatten();
        all.any(|(others, pages)| others != theirs && pages.holds(address))
    }
}

impl<'d> Open<'d> {
    /// What is open between the links of two blocks; `None` where each answers another.
    fn of(anchors: &Anchors, pair: &BlockLink, mut a: Vec<&'d Link>, mut b: Vec<&'d Link>) -> Option<Self> {
        equal(&mut a, &mut b);
        let mut changed = Vec::new();
        let mut theirs: Vec<Option<(&'d Link, Address)>> =
            b.iter().map(|y| Some((*y, Address::read(&y.url)))).collect();
        let (count, reach) = (a.len(), MOST / a.len().max(1));
        let mut number = 0;
        a.retain(|x| {
            // Links keep their order by and large: among thousands one is looked for near its place.
            let place = number * theirs.len() / count;
            number += 1;
            let first = place.saturating_sub(reach);
            let near = theirs.get_mut(first..).unwrap_or(&mut []).iter_mut().take(2 * reach + 1);
            let address = Address::read(&x.url);
            let mut answers = near.filter(|y| y.as_ref().is_some_and(|y| same(anchors, &address, &y.1)));
            let Some((y, other)) = answers.next().and_then(Option::take) else { return true };
            if other_place(&address, &other) {
                changed.push((*x, y));
            }
            false
        });
        let b: Vec<&Link> = theirs.into_iter().flatten().map(|y| y.0).collect();
        let open = !(a.is_empty() && b.is_empty() && changed.is_empty());
        open.then(|| Self { pair: pair.clone(), a, b, changed })
    }
}

/// Links of two blocks that are compared, every one with every other.
const MOST: usize = 1_000_000;

/// Leaves out of two lists of links what has the same destination to the letter.
fn equal(a: &mut Vec<&Link>, b: &mut Vec<&Link>) {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    b.iter().for_each(|y| *counts.entry(&*y.url).or_default() += 1);
    let mut taken: FxHashMap<&str, usize> = FxHashMap::default();
    a.retain(|x| {
        let free = counts.get_mut(&*x.url).filter(|n| **n > 0);
        let found = free.is_some();
        if let Some(n) = free {
            *n -= 1;
            *taken.entry(&*x.url).or_default() += 1;
        }
        !found
    });
    b.retain(|y| match taken.get_mut(&*y.url).filter(|n| **n > 0) {
        Some(n) => {
            *n -= 1;
            false
        }
        None => true,
    });
}

/// Whether two addresses name different anchors of one page of another site in one language.
fn other_place(x: &Address, y: &Address) -> bool {
    let anchors = !x.fragment.is_empty() && !y.fragment.is_empty() && x.fragment != y.fragment;
    anchors && !x.host.is_empty() && x.host == y.host && x.path == y.path && x.language == y.language
}

/// The links of a post that lead anywhere: by the innermost block that holds each, and all.
#[derive(Default)]
struct Places<'d> {
    by_block: FxHashMap<usize, Vec<&'d Link>>,
}

impl<'d> Places<'d> {
    fn of(document: &'d Document) -> Self {
        let mut places = Self::default();
        let labels = |kind| matches!(kind, BlockKind::Alt | BlockKind::Caption);
        for link in document.links.iter().filter(|l| !l.url.is_empty()) {
            let holds = |b: &Block| b.span.contains(link.span) && !labels(b.kind);
            // Blocks stand in order of their starts: no later one holds it.
            let end = document.blocks.partition_point(|b| b.span.start <= link.span.start);
            if let Some(block) = document.blocks.iter().take(end).rposition(holds) {
                places.by_block.entry(block).or_default().push(link);
            }
        }
        places
    }

    /// What is linked to from anywhere else than these blocks.
    fn pages_outside<'b>(&self, blocks: impl Iterator<Item = &'b usize>) -> Pages {
        let blocks: FxHashSet<&usize> = blocks.collect();
        let others = self.by_block.iter().filter(|(block, _)| !blocks.contains(block));
        let mut pages = Pages::default();
        others.flat_map(|(_, links)| links).for_each(|l| pages.add(&Address::read(&l.url)));
        pages
    }

    /// The links of some blocks, or their images.
    fn of_blocks(&self, blocks: &[usize], image: bool) -> Vec<&'d Link> {
        let all = blocks.iter().filter_map(|b| self.by_block.get(b)).flatten();
        all.filter(|l| l.image == image).copied().collect()
    }
}

fn same(anchors: &Anchors, x: &Address, y: &Address) -> bool {
    let own = |x: &Address| x.host.is_empty() && x.path.is_empty();
    if own(x) && own(y) {
        return x.fragment == y.fragment || anchors.one_heading(&x.fragment, &y.fragment);
    }
    x.same_page(y) || x.localised_twin(y)
}

/// The headings of both sides by their anchors, and which translate each other.
struct Anchors {
    source: FxHashMap<String, usize>,
    target: FxHashMap<String, usize>,
    joined: FxHashSet<(usize, usize)>,
}

impl Anchors {
    fn new(cx: &PairContext<'_>, blocks: &[BlockLink]) -> Self {
        let read = |document: &Document| {
            let mut out = FxHashMap::default();
            for (heading, slug) in document.headings.iter().zip(document.slugs()) {
                let anchor = heading.id.as_deref().unwrap_or(slug).to_ascii_lowercase();
                out.entry(anchor).or_insert(heading.block);
            }
            out
        };
        let (source, target): (FxHashMap<String, usize>, _) =
            (read(cx.source.document), read(cx.target.document));
        let headings: FxHashSet<&usize> = source.values().collect();
        let mut joined = FxHashSet::default();
        for pair in blocks {
            for s in pair.source.iter().filter(|s| headings.contains(s)) {
                joined.extend(pair.target.iter().map(|t| (*s, *t)));
            }
        }
        Self { source, target, joined }
    }

    /// Whether two anchors name headings that translate each other, or none that is known.
    fn one_heading(&self, a: &str, b: &str) -> bool {
        let of =
            |map: &FxHashMap<String, usize>, anchor: &str| map.get(&anchor.to_ascii_lowercase()).copied();
        match (of(&self.source, a), of(&self.target, b)) {
            (Some(s), Some(t)) => self.joined.contains(&(s, t)),
            // An anchor that is no heading's may be set by hand anywhere.
            _ => true,
        }
    }
}
