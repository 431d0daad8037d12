//! What never counts as evidence: names, quotations, titles, loan words, declared languages.

use super::Language;
use super::lists::{Lists, Phrases};
use super::quoted;
use super::token::{Case, Gap, Token};
use super::tokens::{Tokens, Unit, inlines};
use crate::document::{BlockKind, Document, Inline, InlineKind};
use crate::span::Span;

/// Whether a token is evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It counts.
    Counts,
    /// A loan word: no evidence, but a word of a sentence that others speak for.
    Loan,
    /// A name, quotation, title, label, number or object.
    Silent,
}

/// What the shields of one page know.
pub struct Shield<'a> {
    /// The page.
    pub document: &'a Document,
    /// Its tokens.
    pub all: &'a Tokens,
    /// The language it should be in.
    pub page: Language,
    /// The user's names and welcome phrases.
    pub allow: &'a Phrases,
}

/// Longest emphasis, in words, that reads as a title or a term rather than as a sentence.
const EMPHASIS: usize = 9;
/// Longest bold stretch, in words, that reads as a label.
const STRONG: usize = 5;

impl Shield<'_> {
    /// For each token of `unit`, whether it says nothing about the language.
    #[must_use]
    pub fn marks(&self, unit: &Unit, quotations: &[Span]) -> Vec<Mark> {
        let tokens = self.all.of(&unit.range);
        let mut marks: Vec<Mark> =
            tokens.iter().map(|t| if speaks(t) { Mark::Counts } else { Mark::Silent }).collect();
        self.phrases(tokens, &mut marks);
        compounds(&self.document.prose, tokens, &mut marks);
        spelled_out(&self.document.prose, tokens, &mut marks);
        self.names(unit, tokens, &mut marks);
        for inline in inlines(self.document, &unit.sentence) {
            if self.shields(inline, unit, tokens) {
                cover(tokens, inline.inner, &mut marks);
            }
        }
        quotations.iter().for_each(|span| cover(tokens, *span, &mut marks));
        for (span, _) in &self.document.declared {
            cover(tokens, *span, &mut marks);
        }
        marks
    }

    /// What is quoted in the block of `unit`.
    #[must_use]
    pub fn quotations(&self, unit: &Unit) -> Vec<Span> {
        let block = self.document.blocks.get(unit.sentence.block);
        block.map_or_else(Vec::new, |b| quoted::quotations(&self.document.prose, b.span))
    }

    /// Loan words and phrases, the user's names and phrases.
    fn phrases(&self, tokens: &[Token], marks: &mut [Mark]) {
        let lists = Lists::get();
        for (at, token) in tokens.iter().enumerate() {
            let rest = tokens.get(at..).unwrap_or(&[]);
            let known = marks.iter_mut().skip(at).take(lists.phrases.matched(rest));
            known.filter(|m| **m == Mark::Counts).for_each(|m| *m = Mark::Loan);
            let welcome = self.allow.matched(rest);
            marks.iter_mut().skip(at).take(welcome).for_each(|m| *m = Mark::Silent);
            if let Some(mark) = marks.get_mut(at).filter(|m| **m == Mark::Counts)
                && token.lists.borrowed(self.page)
            {
                *mark = Mark::Loan;
            }
        }
    }

    /// Whether the text of `inline` is a quotation, a title, a term or a label.
    fn shields(&self, inline: &Inline, unit: &Unit, tokens: &[Token]) -> bool {
        let (from, to) = within(tokens, inline.inner);
        let words = tokens.iter().take(to).skip(from).filter(|t| t.is_word()).count();
        let mut outside = tokens.iter().take(from).chain(tokens.iter().skip(to.max(from)));
        // A label in bold is one before code or a number, too.
        let labels = outside.clone().next().is_some();
        let partial = outside.any(Token::is_word);
        match inline.kind {
            InlineKind::Quote | InlineKind::Cite | InlineKind::Language => true,
            InlineKind::Emphasis => words <= EMPHASIS && (partial || self.cited(inline, unit)),
            InlineKind::Strong => labels && words <= STRONG,
            InlineKind::Link => {
                self.title_of_link(inline, unit, tokens.get(from..to).unwrap_or(&[]), partial)
            }
            InlineKind::Strikethrough => false,
        }
    }

    /// Whether emphasis that is a sentence of its own is a title in a list of works: more stands before
    /// it, and the full stop after it.
    fn cited(&self, inline: &Inline, unit: &Unit) -> bool {
        let begins = self.document.blocks.get(unit.sentence.block).map_or(0, |b| b.span.start);
        let after = self.document.text.as_bytes().get(inline.span.end);
        begins < inline.span.start && matches!(after, Some(b'.' | b','))
    }

    /// A link whose text, `tokens`, is the title of what it leads to: capitals inside a sentence, or another
    /// site.
    fn title_of_link(&self, inline: &Inline, unit: &Unit, tokens: &[Token], partial: bool) -> bool {
        let links = &self.document.links;
        let from = links.partition_point(|l| l.span.start < inline.span.start);
        let mut here = links.iter().skip(from).take_while(|l| l.span.start < inline.span.end);
        let link = here.find(|l| !l.image);
        if link.is_some_and(|l| names_a_change(&l.url)) {
            return true;
        }
        let Some(first) = tokens.iter().find(|t| t.is_word()) else { return false };
        if first.case == Case::Lower {
            return false;
        }
        let opens = self.all.tokens.get(unit.range.start).is_some_and(|t| t.start >= first.start);
        let elsewhere = link.is_some_and(|l| l.url.contains("://"));
        (partial && !opens) || elsewhere
    }

    /// Runs of capitalised words: names of people, places, products, events.
    fn names(&self, unit: &Unit, tokens: &[Token], marks: &mut [Mark]) {
        let kind = self.document.blocks.get(unit.sentence.block).map(|b| b.kind);
        let by_clause = !matches!(kind, Some(BlockKind::Paragraph | BlockKind::Footnote) | None);
        // A title in capitals is a title; only a short one is likely to be a mere name.
        let longest = if matches!(kind, Some(BlockKind::Heading(_))) { 3 } else { 12 };
        let asks = unit.sentence.span.of(&self.document.text).ends_with(['?', '!']);
        let mut piece = 0;
        for end in 1..=tokens.len() {
            let ends = tokens.get(end).is_none_or(|t| by_clause && t.gap >= Gap::Clause);
            if ends {
                runs(tokens, piece..end, if asks { 0 } else { longest }, marks);
                piece = end;
            }
        }
    }
}

/// Whether a URL leads to a change, a ticket or a discussion, whose text is then its title.
fn names_a_change(url: &str) -> bool {
    ["/pull/", "/issues/", "/commit/", "/discussions/", "/merge_requests/"].iter().any(|p| url.contains(p))
}

/// The first of the tokens that lie in `span`, and the first behind them.
fn within(tokens: &[Token], span: Span) -> (usize, usize) {
    (tokens.partition_point(|t| t.start < span.start), tokens.partition_point(|t| t.end <= span.end))
}

/// Marks the tokens that lie in `span`.
fn cover(tokens: &[Token], span: Span, marks: &mut [Mark]) {
    let (from, to) = within(tokens, span);
    marks.iter_mut().take(to).skip(from).for_each(|m| *m = Mark::Silent);
}

/// Marks compounds of three and more parts: `awesome-small-tools`, `peer-to-peer`.
fn compounds(prose: &str, tokens: &[Token], marks: &mut [Mark]) {
    let hyphen =
        |t: &Token| t.gap == Gap::Joined && prose.as_bytes().get(t.start.wrapping_sub(1)) == Some(&b'-');
    let mut start = 0;
    for end in 1..=tokens.len() {
        if tokens.get(end).is_some_and(hyphen) {
            continue;
        }
        if end - start >= 3 {
            marks.iter_mut().take(end).skip(start).for_each(|m| *m = Mark::Silent);
        }
        start = end;
    }
}

/// How many words an acronym may stand from those that spell it out.
const NEAR: usize = 64;

/// Marks the words that spell out an acronym of the same sentence: `TTL (time to live)`.
fn spelled_out(prose: &str, tokens: &[Token], marks: &mut [Mark]) {
    let written = |t: &Token| prose.get(t.start..t.end).unwrap_or("");
    let initial = |t: &Token| written(t).bytes().next().map(|b| b.to_ascii_lowercase());
    let short = |t: &Token| t.is_word() && (3..=6).contains(&(t.end - t.start));
    for (place, acronym) in tokens.iter().enumerate().filter(|(_, t)| short(t)) {
        let letters = written(acronym).to_ascii_lowercase();
        if acronym.case != Case::Upper && letters.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
            continue;
        }
        let spelled = |w: &[Token]| w.iter().zip(letters.bytes()).all(|(t, b)| initial(t) == Some(b));
        let from = place.saturating_sub(NEAR);
        let near = tokens.get(from..tokens.len().min(place + NEAR)).unwrap_or(&[]);
        let spellings = near.windows(letters.len()).enumerate().filter(|(_, w)| spelled(w));
        for at in spellings.map(|(i, _)| from + i) {
            marks.iter_mut().skip(at).take(letters.len()).for_each(|m| *m = Mark::Silent);
        }
    }
}

/// Whether a token can be evidence at all: a word, and not a lone letter that abbreviates one.
fn speaks(token: &Token) -> bool {
    const WORDS: [u32; 4] = [b'a' as u32, b'i' as u32, b'y' as u32, 0x80]; // 0x80 is à
    token.is_word() && (token.tail > 0xff || WORDS.contains(&token.tail))
}

/// Whether a word looks like part of a name.
fn titled(token: &Token) -> bool {
    !token.is_word() || (token.case != Case::Lower && token.end - token.start > 1)
}

fn function_word(token: &Token) -> bool {
    token.lists.function_word(Language::English) || token.lists.function_word(Language::French)
}

/// Marks the runs of capitalised words among `tokens[piece]`, with the small words that join them. A run
/// that is the whole piece is a name when it is at most `longest` words and made as names are.
fn runs(tokens: &[Token], piece: std::ops::Range<usize>, longest: usize, marks: &mut [Mark]) {
    let mut at = piece.start;
    while at < piece.end {
        // All of a piece may be a name or not; inside one, names go over `of` and `the` only: `Create your first
        // Boat` is none.
        let wide = if at == piece.start { run(tokens, at, piece.end, function_word) } else { at };
        let end = if wide == piece.end && wide > at {
            wide
        } else {
            run(tokens, at, piece.end, |t| t.lists.joins())
        };
        let slice = tokens.get(at..end).unwrap_or(&[]);
        // `For example`, where no punctuation explains the capital, names nothing; `The Guardian` does.
        let lone = |t: &&Token| slice.len() == 1 && t.case == Case::Title && function_word(t);
        let names = slice.iter().filter(|t| t.is_word() && titled(t) && !lone(t)).count();
        let shown = if at == piece.start && end == piece.end {
            slice.len() <= longest && !slice.iter().any(common)
        } else {
            names >= 2 || (at > piece.start && names == 1)
        };
        if shown {
            marks.iter_mut().take(end).skip(at).for_each(|m| *m = Mark::Silent);
        }
        at = end.max(at + 1);
    }
}

/// The end of the run of capitalised words, and of small words between them that `joins` lets pass, that starts at
/// `at`; `at` itself when none does.
fn run(tokens: &[Token], at: usize, to: usize, joins: fn(&Token) -> bool) -> usize {
    let mut end = at;
    let mut next = at;
    let mut joined = 0;
    while let Some(token) = tokens.get(next).filter(|_| next < to) {
        let tight = next == at || token.gap <= Gap::Word;
        if !tight || joined > 2 {
            break;
        }
        if titled(token) {
            end = next + 1;
            joined = 0;
        } else if end > at && function_word(token) && joins(token) {
            joined += 1;
        } else {
            break;
        }
        next += 1;
    }
    end
}

/// Words that names of people, places and organisations do without: `Getting`, `Started`, `How`, `Your`.
fn common(token: &Token) -> bool {
    const ING: u32 = u32::from_be_bytes(*b"\0ing");
    const NGS: u32 = u32::from_be_bytes(*b"\0ngs");
    const TED: u32 = u32::from_be_bytes(*b"\0ted");
    if token.case == Case::Title {
        let ending = token.end - token.start >= 6 && [ING, NGS, TED].contains(&token.tail);
        return ending || token.lists.function_word(Language::English) && !token.lists.joins();
    }
    token.case == Case::Lower && function_word(token) && !token.lists.joins()
}
