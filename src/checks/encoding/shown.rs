//! Whether damage is shown rather than suffered: text about mojibake is reported, never changed.

use super::damaged::{edits, reading};
use crate::checks::TextContext;
use crate::document::{BlockKind, Kind, MaskKind};
use crate::mojibake::{Repair, class};
use crate::span::Span;

/// Words that a text about encodings uses, in lower case.
const ABOUT: &[&str] = &[
    "mojibake",
    "encod",
    "décod",
    "decod",
    "codepage",
    "code page",
    "page de code",
    "latin-1",
    "latin1",
    "iso-8859",
    "iso 8859",
    "iso8859",
    "windows-1252",
    "cp1252",
    "macroman",
    "garbled",
    "caractères bizarres",
    "character set",
    "jeu de caractères",
];

/// … and words that pages on anything hold: `<meta charset="utf-8">`. All of them together count as one.
const TECHNICAL: &[&str] = &["charset", "unicode", "utf-8", "utf8"];

/// Words, in lower case, that speak of the very letters of a quotation.
const LETTERS: &[&str] = &[
    "the string",
    "la chaîne «",
    "example of",
    "exemple de",
    "typo",
    "faute",
    "coquille",
    "gibberish",
    "charabia",
    "misprint",
    "devient",
    "turns into",
];

/// Words, in lower case, beside code that was seen rather than written.
const SHOWING: &[&str] = &[
    "affich",
    "s'est retrouvé",
    "à la place",
    "au lieu",
    "display",
    "show",
    "instead of",
    "appear",
    "broken",
    "expect",
    "attend",
    "reads",
    "se lit",
    "cassé",
    "saw",
    "voit",
    "voyait",
];

/// Longest quotation, in words, that such words speak of; twice that on a page about encodings.
const PHRASE: usize = 4;

/// Quotation marks, those of Japanese and Chinese too, and the marks of direction that Arabic sets
/// beside them.
const QUOTES: [char; 19] = [
    '"', '\'', '`', '“', '”', '„', '‘', '’', '‚', '«', '»', '‹', '›', '「', '」', '『', '』', '\u{200e}',
    '\u{200f}',
];

/// A page, and how much it speaks of encodings.
pub(super) struct Page<'a> {
    cx: &'a TextContext<'a>,
    /// Words of those who write about encodings that it uses.
    about: usize,
    /// Whether it uses one that pages on other things do not.
    sure: bool,
}

impl<'a> Page<'a> {
    pub(super) fn read(cx: &'a TextContext<'a>) -> Self {
        let (about, sure) = topics(cx.text());
        Self { cx, about, sure }
    }

    /// The code span that a word stands in.
    pub(super) fn code_span(&self, word: Span) -> Option<Span> {
        let code = self.cx.document.mask_at(word.start).filter(|m| m.kind == MaskKind::Code)?;
        (!in_code_block(self.cx, word)).then_some(code.span)
    }

    /// Whether a code span shows damage: words do; what is there for what it does (`[…slug].astro`, `a → b`) may
    /// have suffered like any text, unless the page speaks of encodings, the line of letters, or the right code
    /// stands near, too.
    fn shows_code(&self, span: Span, repairs: &[&Repair]) -> bool {
        const CODE: &str = "._/<>[](){}=;:#$@\\|&*+~";
        let text = self.cx.text();
        let code = self.cx.document.mask_at(span.start).map_or(span, |m| m.span);
        let does = |at: usize, c: char| {
            (CODE.contains(c) || c.is_ascii_digit())
                && !repairs.iter().any(|r| r.span.contains(Span::empty(code.start + at)))
        };
        let topical = if any_latin(repairs) { self.about > 0 } else { self.sure };
        let bare = || !code.of(text).char_indices().any(|(at, c)| does(at, c));
        topical || any_latin(repairs) && bare() || self.is_spoken_of(code, repairs)
    }

    /// Whether the line of a quotation or of code says that it shows something, or holds the right form of it; a
    /// sign may well stand in the line twice.
    fn is_spoken_of(&self, inner: Span, repairs: &[&Repair]) -> bool {
        let text = self.cx.text();
        let read = reading(text, inner, &edits(repairs)).to_lowercase();
        let right = read.trim_matches('`');
        let latin = any_latin(repairs);
        let shown = |said: &String| latin && said.contains(right) || SHOWING.iter().any(|w| said.contains(w));
        near(text, inner).iter().any(shown) || speaks_of_letters(text, inner)
    }

    /// Whether the word shows damage rather than suffers it: in a code span, alone between quotation
    /// marks, in a sentence about encodings, or in a phrase quoted on a page that uses two words or more
    /// about them.
    pub(super) fn shows(&self, span: Span, repairs: &[&Repair]) -> bool {
        let (cx, about, text) = (self.cx, self.about, self.cx.text());
        if repairs.iter().all(|r| self.code_span(r.span).is_some()) && self.shows_code(span, repairs) {
            return true;
        }
        // Curly quotes belong to the word, as it is reported; here they are what it stands between.
        let core = span.of(text);
        let start = span.end - core.trim_start_matches(QUOTES).len();
        let span = Span::new(start, start + core.trim_matches(QUOTES).len());
        let bare = repairs.first().is_some_and(|r| r.span.start == span.start)
            && repairs.last().is_some_and(|r| r.span.end == span.end)
            && repairs.windows(2).all(|w| matches!(w, [a, b] if a.span.end == b.span.start));
        let quoted = is_quoted(text, span);
        // In code the quotation marks delimit strings, which may be damaged like any other text.
        let code = cx.document.kind == Kind::Plain || in_code_block(cx, span);
        let delimited = quoted && code && about == 0;
        // Nobody who shows damage lets it hit the quotation marks.
        let marks = repairs.iter().filter_map(|r| r.reading.as_ref()).any(|r| r.contains(QUOTES));
        // What people quote when they write about damage is letters of their own, and punctuation.
        let likely = || any_latin(repairs) || self.sure || self.is_spoken_of(span, repairs);
        (bare && quoted && !delimited && likely())
            || about > 0
                && (bare && is_example(text, span, repairs) || quoted)
                && speaks_of_encodings(text, span)
                && likely()
            || in_quotation(text, span).is_some_and(|inner| {
                let length = inner.of(text).split_whitespace().count();
                about > 1 && length <= 2 * PHRASE
                    || !marks && length <= PHRASE && speaks_of_letters(text, inner)
            })
    }
}

/// Whether damage that is a word of its own may be an example of damage: an `à` that goes on between two words
/// is none.
fn is_example(text: &str, span: Span, repairs: &[&Repair]) -> bool {
    let before = text.get(..span.start).unwrap_or("").trim_end_matches(' ').chars().next_back();
    let after = text.get(span.end..).unwrap_or("").trim_start_matches(' ').chars().next();
    let preposition = matches!(repairs, [r] if r.reading.as_deref() == Some("à"))
        && before.is_some_and(char::is_alphabetic)
        && after.is_some_and(|c| c.is_alphanumeric() || "`[*_".contains(c));
    !preposition && repairs.iter().any(|r| is_letter(r))
}

/// Whether a repair gives letters, apostrophes or quotation marks, which people show when they write about
/// damage, rather than pictographs and signs, which they use.
fn is_letter(repair: &Repair) -> bool {
    let shown = |c: char| {
        c.is_alphabetic() || QUOTES.contains(&c) || matches!(c, '\u{a0}'..='\u{bf}' | '–' | '—' | '€')
    };
    repair.reading.as_deref().is_none_or(|reading| reading.chars().any(shown))
}

/// Whether a repair gives what is shown of damage in French and English, rather than an arrow, a letter of
/// Greek or a word of Chinese, which code and quotations hold for themselves.
fn any_latin(repairs: &[&Repair]) -> bool {
    let far = |c: char| c.is_alphabetic() && class::of(c) >= class::FAR;
    repairs.iter().any(|r| is_letter(r) && r.reading.as_deref().is_none_or(|reading| !reading.contains(far)))
}

fn in_code_block(cx: &TextContext<'_>, span: Span) -> bool {
    cx.document.blocks.iter().any(|b| b.kind == BlockKind::Code && b.span.overlaps(span))
}

fn is_quoted(text: &str, span: Span) -> bool {
    let before =
        text.get(..span.start).unwrap_or("").trim_end_matches(['\u{a0}', '\u{202f}']).chars().next_back();
    let after = text.get(span.end..).unwrap_or("").trim_start_matches(['\u{a0}', '\u{202f}']).chars().next();
    let mark = |c: Option<char>| c.is_some_and(|c| QUOTES.contains(&c));
    mark(before) && mark(after)
}

/// The inside of the quotation that the word stands in, which begins and ends on its line.
fn in_quotation(text: &str, span: Span) -> Option<Span> {
    let line = span.line_around(text);
    let before = Span::new(line.start, span.start).of(text);
    let after = Span::new(span.end, line.end).of(text);
    let between = |open: char, close: char| {
        let (from, to) = (before.rfind(open)?, after.find(close)?);
        Some(Span::new(line.start + from + open.len_utf8(), span.end + to))
    };
    let opened = |open: char, close: char| before.rfind(open) > before.rfind(close);
    // Straight quotes may stand around the others: `title: "On lit « Ã© »"`.
    let pair = [('«', '»'), ('“', '”'), ('„', '“')].into_iter().find(|&(open, close)| opened(open, close));
    let straight = || before.matches('"').count() % 2 == 1 && after.contains('"');
    pair.and_then(|(open, close)| between(open, close))
        .or_else(|| straight().then(|| between('"', '"')).flatten())
}

/// Whether the line of a quotation speaks of its letters, not far from it.
fn speaks_of_letters(text: &str, quotation: Span) -> bool {
    /// Bytes that are not far.
    const FAR: usize = 160;
    sides(text, quotation, FAR).iter().any(|said| LETTERS.iter().any(|w| said.to_lowercase().contains(w)))
}

/// What the line of `inner` says before and after it, `most` bytes at most.
fn sides(text: &str, inner: Span, most: usize) -> [&str; 2] {
    let around = inner.widened(text, most);
    let line = inner.line_around(text);
    [Span::new(around.start.max(line.start), inner.start), Span::new(inner.end, around.end.min(line.end))]
        .map(|s| s.of(text))
}

/// What stands on either side of `inner` in its sentence, or a few words from it, in lower case.
fn near(text: &str, inner: Span) -> [String; 2] {
    /// Bytes that are near.
    const NEAR: usize = 48;
    let [before, after] = sides(text, inner, NEAR);
    let ends = |s: &str, at: usize| s.get(at + 1..).is_none_or(|t| t.is_empty() || t.starts_with(' '));
    let begin =
        before.rmatch_indices(['.', '!', '?']).find(|(at, _)| ends(before, *at)).map_or(0, |(at, _)| at + 1);
    let end = after
        .match_indices(['.', '!', '?'])
        .find(|(at, _)| ends(after, *at))
        .map_or(after.len(), |(at, _)| at);
    [before.get(begin..).unwrap_or(""), after.get(..end).unwrap_or("")].map(str::to_lowercase)
}

/// How many of the words of those who write about encodings the page uses, and whether one of them is no word
/// of pages on anything.
fn topics(text: &str) -> (usize, bool) {
    let text = text.to_lowercase();
    let technical = TECHNICAL.iter().any(|word| text.contains(word));
    let sure = ABOUT.iter().filter(|word| speaks(&text, word)).count();
    (sure + usize::from(technical), sure > 0)
}

/// Whether the line uses a word of those who write about encodings.
fn speaks_of_encodings(text: &str, span: Span) -> bool {
    let line = span.line_around(text).of(text).to_lowercase();
    ABOUT.iter().any(|word| speaks(&line, word)) || TECHNICAL.iter().any(|word| line.contains(word))
}

/// Whether a text in lower case holds `word`, and not as a part of what models and films need: an encoder.
fn speaks(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        // … nor a part of another word: `opencode`.
        if text.get(..at).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_alphabetic())) {
            return false;
        }
        let rest = text.get(at + word.len()..).unwrap_or("");
        !(word.ends_with("cod") && (rest.starts_with("er") || rest.starts_with("eur")))
    })
}
