//! What the rules on damaged text (ENC001, ENC004, ENC005) share: one finding a damaged word, with
//! the least edits, and restraint where a text only talks about damage.

use super::word;
use crate::checks::{Rule, TextContext};
use crate::document::{BlockKind, Kind, MaskKind};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Edit, Fix, apply};
use crate::mojibake::{Damage, Repair};
use crate::span::Span;

/// Words that a text about encodings uses, in lower case.
const ABOUT: &[&str] = &[
    "mojibake",
    "encod",
    "décod",
    "decod",
    "charset",
    "codepage",
    "code page",
    "page de code",
    "unicode",
    "utf-8",
    "utf8",
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

/// Longest quotation, in words, that such words speak of; twice that on a page about encodings.
const PHRASE: usize = 4;

/// Quotation marks, those of Japanese and Chinese too, and the marks of direction that Arabic sets
/// beside them.
const QUOTES: [char; 19] = [
    '"', '\'', '`', '“', '”', '„', '‘', '’', '‚', '«', '»', '‹', '›', '「', '」', '『', '』', '\u{200e}',
    '\u{200f}',
];

/// A damaged word and the repairs inside it.
struct Word<'a> {
    span: Span,
    repairs: Vec<&'a Repair>,
    shown: bool,
}

/// Reports every word that suffered `damage`.
pub(super) fn report(rule: &'static Rule, damage: Damage, cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    let repairs: Vec<&Repair> = cx.mojibake().iter().filter(|r| r.damage == damage).collect();
    if repairs.is_empty() {
        return;
    }
    let about = topics(cx.text());
    let words: Vec<Word<'_>> = word::groups(cx.text(), repairs, |r| r.span)
        .into_iter()
        .map(|(span, repairs)| Word { span, shown: is_shown(cx, span, &repairs, about), repairs })
        .collect();
    for w in &words {
        // Whoever quotes damage in a text damaged alike does not quote: it is the damage.
        let stack = |w: &Word<'_>| w.repairs.first().map(|r| r.stack.clone());
        let suffered = |o: &Word<'_>| !o.shown && !in_code_span(cx, o.span);
        let quoted = w.shown && !words.iter().any(|o| suffered(o) && stack(o) == stack(w));
        out.push(finding(rule, cx.text(), w, quoted));
    }
}

/// Whether the word shows damage rather than suffers it: in a code span, alone between quotation
/// marks, in a sentence about encodings, or in a phrase quoted on a page that uses two words or more
/// `about` them.
fn is_shown(cx: &TextContext<'_>, span: Span, repairs: &[&Repair], about: usize) -> bool {
    let text = cx.text();
    let shows = || about > 0 || is_whole_code(cx, span) || repairs.iter().any(|r| is_letter(r));
    if repairs.iter().all(|r| in_code_span(cx, r.span)) && shows() {
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
    (bare && quoted && !delimited)
        || ((bare && is_example(text, span, repairs) || quoted) && speaks_of_encodings(text, span))
        || in_quotation(text, span).is_some_and(|inner| {
            let length = inner.of(text).split_whitespace().count();
            about > 1 && length <= 2 * PHRASE || !marks && length <= PHRASE && speaks_of_letters(text, inner)
        })
}

/// Whether damage that is a word of its own may be an example of damage: an `à` that goes on between two words
/// is none.
fn is_example(text: &str, span: Span, repairs: &[&Repair]) -> bool {
    let before = text.get(..span.start).unwrap_or("").trim_end_matches(' ').chars().next_back();
    let after = text.get(span.end..).unwrap_or("").trim_start_matches(' ').chars().next();
    let preposition = matches!(repairs, [r] if r.reading.as_deref() == Some("à"))
        && before.is_some_and(char::is_alphabetic)
        && after.is_some_and(char::is_alphanumeric);
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

fn in_code_span(cx: &TextContext<'_>, span: Span) -> bool {
    let code = cx.document.mask_at(span.start).is_some_and(|m| m.kind == MaskKind::Code);
    code && !in_code_block(cx, span)
}

/// Whether the code span around `span` holds no more than that word. Longer code is there for what it does.
fn is_whole_code(cx: &TextContext<'_>, span: Span) -> bool {
    let mark = |c: char| c == '`' || c.is_whitespace() || QUOTES.contains(&c);
    let inside = cx.document.mask_at(span.start).map_or(span, |m| m.span).of(cx.text()).trim_matches(mark);
    inside.len() <= span.of(cx.text()).trim_matches(mark).len()
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
    let line = line_around(text, span);
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

/// Whether the line of a quotation speaks of its letters.
fn speaks_of_letters(text: &str, quotation: Span) -> bool {
    let line = line_around(text, quotation);
    let outside = [Span::new(line.start, quotation.start), Span::new(quotation.end, line.end)];
    outside.iter().any(|s| {
        let said = s.of(text).to_lowercase();
        LETTERS.iter().any(|w| said.contains(w))
    })
}

/// How many of the words of those who write about encodings the page uses.
fn topics(text: &str) -> usize {
    let text = text.to_lowercase();
    ABOUT.iter().filter(|word| speaks(&text, word)).count()
}

/// Whether the line uses a word of those who write about encodings.
fn speaks_of_encodings(text: &str, span: Span) -> bool {
    let line = line_around(text, span).of(text).to_lowercase();
    ABOUT.iter().any(|word| speaks(&line, word))
}

/// Whether a text in lower case holds `word`, and not as a part of what models and films need: an encoder.
fn speaks(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let rest = text.get(at + word.len()..).unwrap_or("");
        !(word.ends_with("cod") && (rest.starts_with("er") || rest.starts_with("eur")))
    })
}

fn line_around(text: &str, span: Span) -> Span {
    let start = text.get(..span.start).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let end = text.get(span.end..).and_then(|t| t.find('\n')).map_or(text.len(), |i| span.end + i);
    Span::new(start, end)
}

fn finding(rule: &'static Rule, text: &str, word: &Word<'_>, quoted: bool) -> Finding {
    let edits: Vec<Edit> = word
        .repairs
        .iter()
        .filter_map(|r| r.reading.as_ref().map(|reading| Edit::new(r.span, reading.as_str())))
        .collect();
    let reading = reading(text, word.span, &edits);
    let mut why = word.repairs.first().map_or(String::new(), |r| r.why.to_string());
    if quoted {
        why.push_str("; shown rather than suffered, so left alone");
    }
    let confidence = word.repairs.iter().map(|r| r.confidence).fold(1.0, f64::min);
    let least = word.repairs.iter().map(|r| r.applicability).min().unwrap_or(Applicability::Display);
    let stack: Vec<&str> = word.repairs.iter().flat_map(|r| r.stack.iter()).map(|c| c.label()).collect();
    let depth = word.repairs.first().map_or(0, |r| r.stack.len());
    let message = match edits.is_empty() {
        true => format!("`{}`: {why}", word.span.of(text)),
        false => format!("`{}` should read `{reading}`: {why}", word.span.of(text)),
    };
    let mut out = Finding::new(rule, word.span, message).confidence(confidence);
    if depth > 0 {
        out = out.fact("stack", stack.get(..depth).unwrap_or(&stack).to_vec());
    }
    if word.repairs.iter().any(|r| r.lossy) {
        out = out.fact("lossy", true);
    }
    if edits.is_empty() {
        return out.severity(Severity::Warning);
    }
    let applicability = if quoted { Applicability::Display } else { least };
    if quoted {
        out = out.severity(Severity::Warning);
    }
    out.fact("reading", reading).fix(Fix::edits(applicability, edits))
}

/// The word with its edits.
fn reading(text: &str, span: Span, edits: &[Edit]) -> String {
    let moved = |e: &Edit| {
        Edit::new(
            Span::new(e.span.start.saturating_sub(span.start), e.span.end.saturating_sub(span.start)),
            e.replacement.as_str(),
        )
    };
    apply(span.of(text), &edits.iter().map(moved).collect::<Vec<_>>())
}
