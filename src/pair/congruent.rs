//! Two posts of the same build: as many blocks of the same kinds, in the same order.
//!
//! Most translations are laid out as their original is. Rules that compare blocks may then compare
//! them one by one, and where nothing differs there is nothing to align.

use super::align::BlockLink;
use super::align::items::{Class, front_key};
use crate::document::{BlockKind, Document};
use std::collections::BTreeMap;

/// Blocks of the two sides joined in order, where both are built alike; front matter by its keys.
#[must_use]
pub fn congruent(source: &Document, target: &Document) -> Option<Vec<BlockLink>> {
    let (a, b) = (blocks(source), blocks(target));
    let alike = |(x, y): (&(usize, Class), &(usize, Class))| match (x.1, y.1) {
        (Class::Heading(_), Class::Heading(_)) => true,
        (x, y) => x == y,
    };
    if a.len() != b.len() || !a.iter().zip(&b).all(alike) {
        return None;
    }
    let join = |s: usize, t: usize| BlockLink { source: vec![s], target: vec![t], moved: false };
    let (mine, theirs) = (front(source), front(target));
    let values = mine.iter().filter_map(|(key, s)| Some(join(*s, *theirs.get(key)?)));
    Some(values.chain(a.iter().zip(&b).map(|(x, y)| join(x.0, y.0))).collect())
}

/// The blocks that are compared, with their classes: those that hold a sentence, code or markup.
fn blocks(document: &Document) -> Vec<(usize, Class)> {
    let mut spoken = vec![false; document.blocks.len()];
    for sentence in &document.sentences {
        spoken.get_mut(sentence.block).into_iter().for_each(|s| *s = true);
    }
    let list = document.blocks.iter().zip(spoken).enumerate();
    list.filter_map(|(n, (block, spoken))| {
        let class = Class::of(block.kind)?;
        (spoken || matches!(class, Class::Code | Class::Markup)).then_some((n, class))
    })
    .collect()
}

/// The first block of each value of the front matter.
pub(super) fn front(document: &Document) -> BTreeMap<String, usize> {
    let mut map = BTreeMap::new();
    let Some(front) = &document.front_matter else { return map };
    for (n, block) in document.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::FrontMatter) {
        if let Some(key) = front_key(front, block.span) {
            map.entry(key.to_ascii_lowercase()).or_insert(n);
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    fn joined(english: &str, french: &str) -> Option<usize> {
        let parse = |text: &str| Document::parse(text.to_owned(), Kind::Markdown);
        congruent(&parse(english), &parse(french)).map(|links| links.len())
    }

    #[test]
    fn posts_of_one_build_are_joined_in_order() {
        let english = "---\ntitle: The wall\n---\n\n# Wall\n\nIt is old.\n\n```sh\nls\n```\n";
        let french = "---\ntitle: Le mur\n---\n\n## Mur\n\nIl est vieux. Vraiment.\n\n```sh\nls\n```\n";
        assert_eq!(joined(english, french), Some(4));
        assert_eq!(joined(english, &french.replace("```", "")), None);
        assert_eq!(joined(english, &format!("{french}\nFin.\n")), None);
        assert_eq!(joined("", ""), Some(0));
    }
}
