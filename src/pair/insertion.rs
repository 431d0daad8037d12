//! Where a sentence that was left out belongs, and how it is written there.

use super::align::{Alignment, Link};
use crate::document::{Block, BlockKind, Document};

/// Text to be put in at a byte of the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insertion {
    /// The byte.
    pub at: usize,
    /// What stands there before the sentence: white space, a new line with the mark of an item.
    pub before: String,
    /// What follows it.
    pub after: String,
}

/// How to put in the translation of `sentence`, which has no counterpart: beside its neighbours where
/// its block has one, in a block of its own where that is new. `None` where that is not plain.
#[must_use]
pub fn insertion(
    source: &Document,
    target: &Document,
    alignment: &Alignment,
    sentence: usize,
) -> Option<Insertion> {
    let mut place = place(source, target, alignment, sentence)?;
    if target.text.contains("\r\n") {
        place.before = place.before.replace('\n', "\r\n");
    }
    Some(place)
}

fn place(source: &Document, target: &Document, alignment: &Alignment, sentence: usize) -> Option<Insertion> {
    let block = source.sentences.get(sentence)?.block;
    let inside = |n: &usize| source.sentences.get(*n).is_some_and(|s| s.block == block);
    let linked = |n: usize| linked(alignment, n);
    let earlier = (0..sentence).rev().take_while(inside).find_map(|n| linked(n)?.target.last().copied());
    if let Some(end) = earlier.and_then(|t| target.sentences.get(t)).map(|s| s.span.end) {
        let at = after_markup(&target.text, end)?;
        return Some(Insertion { at, before: " ".to_owned(), after: String::new() });
    }
    let later = (sentence + 1..source.sentences.len()).take_while(inside);
    if let Some(first) = later.clone().find_map(|n| linked(n)?.target.first().copied()) {
        let at = target.sentences.get(first)?.span.start;
        let opens = target.blocks.iter().any(|b| b.span.start == at);
        return opens.then(|| Insertion { at, before: String::new(), after: " ".to_owned() });
    }
    // A paragraph of several sentences has to come whole.
    let alone = later.count() == 0 && !(0..sentence).rev().any(|n| inside(&n));
    if alone { new_block(source, target, alignment, block) } else { None }
}

fn linked(alignment: &Alignment, sentence: usize) -> Option<&Link> {
    let link = alignment.links.iter().find(|l| l.source.contains(&sentence))?;
    (!link.target.is_empty() && !link.moved).then_some(link)
}

/// The end of a sentence with the marks that close it, if white space follows.
fn after_markup(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let marks = rest.len() - rest.trim_start_matches(['*', '_', '~', '"', '”', ')', '’']).len();
    let after = rest.get(marks..)?;
    after.chars().next().is_none_or(char::is_whitespace).then_some(end + marks)
}

/// A block that the target lacks, after the counterpart of the block before it.
fn new_block(source: &Document, target: &Document, alignment: &Alignment, block: usize) -> Option<Insertion> {
    let own = source.blocks.get(block)?;
    let item = own.kind == BlockKind::ListItem;
    if own.quote_depth > 0 || (own.list_depth > 0) != item {
        return None;
    }
    let label = |b: &Block| matches!(b.kind, BlockKind::Alt | BlockKind::Caption);
    let beside = |n: &usize| source.blocks.get(*n).is_some_and(|b| !label(b));
    let counterpart = |n: usize| {
        let link = alignment.blocks.iter().find(|l| l.source.contains(&n) && !l.moved)?;
        link.target.last().and_then(|t| target.blocks.get(*t))
    };
    let like =
        |b: &Block| b.quote_depth == 0 && (!item || (b.kind == own.kind && b.list_depth == own.list_depth));
    let previous = (0..block).rev().find(beside)?;
    let there = counterpart(previous)?;
    if !item {
        let flat = there.quote_depth == 0 && there.list_depth == 0 && there.kind != BlockKind::FrontMatter;
        let at = line_end(&target.text, there.span.end).filter(|_| flat)?;
        let hashes = match own.kind {
            BlockKind::Heading(level) => format!("{} ", "#".repeat(usize::from(level))),
            BlockKind::Paragraph => String::new(),
            _ => return None,
        };
        return Some(Insertion { at, before: format!("\n\n{hashes}"), after: String::new() });
    }
    let near = source.blocks.get(previous)?;
    if !like(near) || !like(there) {
        return None;
    }
    let at = line_end(&target.text, there.span.end)?;
    let between = source.text.get(near.span.end..own.span.start)?;
    let gap = if between.matches('\n').count() > 1 { "\n\n" } else { "\n" };
    let line = target.lines.line_span(&target.text, target.lines.line(there.span.start));
    let mark = next_mark(target.text.get(line.start..there.span.start)?)?;
    Some(Insertion { at, before: format!("{gap}{mark}"), after: String::new() })
}

/// The end of the line at which a block ends, if nothing but marks follows there.
fn line_end(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let line = rest.split(['\n', '\r']).next().unwrap_or("");
    (!line.contains(char::is_alphanumeric)).then_some(end + line.trim_end().len())
}

/// The mark of the item after one with the mark `before`: the same, or the next number.
fn next_mark(before: &str) -> Option<String> {
    let mark = before.trim();
    let digits = mark.trim_end_matches(['.', ')']);
    if matches!(mark, "-" | "*" | "+") {
        return Some(before.to_owned());
    }
    let number: u32 = digits.parse().ok().filter(|_| digits.len() < mark.len())?;
    Some(before.replacen(digits, &number.checked_add(1)?.to_string(), 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::pair::{align, lone};

    /// The French text with `said` put in for the only sentence that is missing.
    fn filled(english: &str, french: &str, said: &str) -> Option<String> {
        let parse = |t: &str| Document::parse(t.to_owned(), Kind::Markdown);
        let (en, fr) = (parse(english), parse(french));
        let alignment = align(&en, &fr, ("en", "fr"));
        let missing = lone::missing(&en, &fr, &alignment, true);
        assert_eq!(missing.len(), 1, "{:?}", alignment.links);
        let place = insertion(&en, &fr, &alignment, missing[0].sentence)?;
        let (head, tail) = fr.text.split_at(place.at);
        Some(format!("{head}{}{said}{}{tail}", place.before, place.after))
    }

    #[test]
    fn sentences_go_beside_their_neighbours() {
        let english =
            "The garden opens in spring. Children plant **green beans** near the wall. We close in winter.\n";
        let french = "Le jardin ouvre au printemps. Nous fermons en hiver.\n";
        let whole = "Le jardin ouvre au printemps. Les enfants plantent. Nous fermons en hiver.\n";
        assert_eq!(filled(english, french, "Les enfants plantent.").as_deref(), Some(whole));
        let english = "Children plant green beans near the wall. The garden opens in spring.\n";
        let french = "Le jardin ouvre au printemps.\n";
        let whole = "Les enfants plantent. Le jardin ouvre au printemps.\n";
        assert_eq!(filled(english, french, "Les enfants plantent.").as_deref(), Some(whole));
    }

    #[test]
    fn blocks_of_their_own_follow_the_block_before() {
        let english = "# The garden\n\nThe garden opens in spring.\n\nChildren plant beans near the wall.\n\nWe close in winter.\n";
        let french = "# Le jardin\n\nLe jardin ouvre au printemps.\n\nNous fermons en hiver.\n";
        let whole = "# Le jardin\n\nLe jardin ouvre au printemps.\n\nLes enfants plantent.\n\nNous fermons en hiver.\n";
        assert_eq!(filled(english, french, "Les enfants plantent.").as_deref(), Some(whole));
        let windows = |t: &str| t.replace('\n', "\r\n");
        let filled = filled(english, &windows(french), "Les enfants plantent.");
        assert_eq!(filled, Some(windows(whole)));
    }

    #[test]
    fn items_take_the_mark_of_the_item_before() {
        let english =
            "You need:\n\n1. water from the old well\n2. beans for the children\n3. a wall of grey stone\n";
        let french = "Il faut :\n\n1. de l'eau du vieux puits\n2. un mur de pierre grise\n";
        let whole = "Il faut :\n\n1. de l'eau du vieux puits\n2. des haricots\n2. un mur de pierre grise\n";
        assert_eq!(filled(english, french, "des haricots").as_deref(), Some(whole));
        let dashes = |t: &str| t.replace("1. ", "- ").replace("2. ", "- ").replace("3. ", "- ");
        assert_eq!(filled(&dashes(english), &dashes(french), "des haricots"), Some(dashes(whole)));
    }
}
