//! From text to repairs: finds the stretches that could be damaged, hears their evidence about the
//! document, and reads each of them once more in the light of it.

use super::bytes;
use super::chance::{doubt_drawings, doubt_fragments};
use super::class;
use super::controls;
use super::doubt::{drop_oddities, is_ambiguous, is_contested, merged};
use super::evidence::{self, Witness};
use super::express::{self, Express};
use super::gaps;
use super::lattice::{self, Loss, Stacks};
use super::lost;
use super::model::{EDGE, Symbol};
use super::prefilter::{self, Runs};
use super::search::{self, Path, Prior, Step, Stretch};
use super::swap;
use super::verdict::{Verdict, named, probability, told};
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
    let suspect = Runs::of(text).suspect().is_some();
    let asks = prefilter::asks(text);
    if !suspect && !asks {
        return Vec::new();
    }
    let mut repairs = if suspect { gaps::revise(text, damaged(text)) } else { Vec::new() };
    gaps::contract(text, &mut repairs);
    doubt_fragments(text, &mut repairs);
    let mut more = controls::scan(text, &repairs);
    more.extend(lost::scan(text, &repairs));
    if !more.is_empty() {
        repairs.extend(more);
        repairs.sort_by_key(|r| r.span);
    }
    repairs
}

/// Mojibake and swaps.
fn damaged(text: &str) -> Vec<Repair> {
    match express::scan(text) {
        Some(express) => finish(text, express),
        None => searched(text),
    }
}

/// What the fast lane read, and what the search makes of the rest in the light of it.
fn finish(text: &str, express: Express) -> Vec<Repair> {
    let Express { mut repairs, rest, mut verdict } = express;
    if let Some(others) = express::entire(text, &rest, &verdict) {
        repairs.extend(others);
        repairs.sort_by_key(|r| r.span);
        return repairs;
    }
    let spans = around_rest(text, &rest, &verdict);
    let survey = Survey::read(text, spans, bytes::GAPS & verdict.codecs());
    verdict.merged = merged(text, &survey.witnesses);
    let read = repairs.len();
    survey.report(text, &verdict, &mut repairs);
    if repairs.len() > read {
        repairs.sort_by_key(|r| r.span);
        drop_oddities(text, &mut repairs, verdict.codecs());
    }
    repairs
}

/// The stretches around the runs that the fast lane left, each up to the next run it may have read.
fn around_rest(text: &str, rest: &[Span], verdict: &Verdict) -> Vec<Span> {
    let mut out = Vec::new();
    for run in rest {
        let after = text.as_bytes().get(run.end..).unwrap_or(&[]);
        let end = run.end + after.iter().position(|b| *b >= 0x80 || *b == b'\n').unwrap_or(after.len());
        let window = text.get(run.start..end).unwrap_or("");
        let found = candidates(window, bytes::GAPS & verdict.codecs());
        out.extend(found.into_iter().map(|s| Span::new(run.start + s.start, run.start + s.end)));
    }
    out
}

/// Mojibake and swaps, by a search of every stretch.
fn searched(text: &str) -> Vec<Repair> {
    let mut survey = Survey::of(text, 0);
    let mut verdict = evidence::weigh(text, &survey.witnesses);
    let against = verdict.guilty.iter().map(|(_, odds)| odds).sum();
    let whole = if verdict.entire.is_none() { swap::scan(text, against) } else { Vec::new() };
    if !whole.is_empty() {
        return whole;
    }
    if survey.order.is_empty() {
        return Vec::new();
    }
    // Bytes that vanished are looked for only where a codec that loses bytes is known to be at fault.
    if verdict.codecs() & bytes::GAPS != 0 {
        let second = Survey::of(text, bytes::GAPS);
        if second.witnesses.len() > survey.witnesses.len() {
            verdict = evidence::weigh(text, &second.witnesses);
            survey = second;
        }
    }
    let mut repairs = Vec::new();
    if verdict.is_beyond_doubt() && !is_ambiguous(text, &verdict) {
        repairs = express::entire(text, &Runs::of(text).all(), &verdict).unwrap_or_default();
    }
    if repairs.is_empty() {
        verdict.merged = merged(text, &survey.witnesses);
        survey.report(text, &verdict, &mut repairs);
    }
    drop_oddities(text, &mut repairs, verdict.codecs());
    let partly = || {
        repairs.iter().any(|r| r.applicability < Applicability::Safe)
            || gaps::left(text, Span::new(0, text.len()), &repairs).next().is_some()
    };
    if verdict.entire.is_some() && partly() {
        // What was damaged as a whole is repaired as a whole, or by a human.
        repairs.iter_mut().for_each(|r| r.applicability = r.applicability.min(Applicability::Unsafe));
    }
    doubt_drawings(text, &mut repairs);
    repairs
}

/// The different stretches of a text, and where each stands.
struct Survey {
    witnesses: Vec<Witness>,
    order: Vec<(Span, usize)>,
}

impl Survey {
    fn of(text: &str, dropped: u16) -> Self {
        Self::read(text, candidates(text, dropped), dropped)
    }

    fn read(text: &str, spans: Vec<Span>, dropped: u16) -> Self {
        let mut seen: FxHashMap<Stretch, usize> = FxHashMap::default();
        let mut witnesses: Vec<Witness> = Vec::new();
        let mut order: Vec<(Span, usize)> = Vec::new();
        for span in spans {
            let stretch = stretch(text, span);
            let index = *seen.entry(stretch.clone()).or_insert_with(|| {
                let lattice = lattice::readings(&stretch.chars, dropped);
                let found = search::as_found(&stretch);
                witnesses.push(Witness { span, stretch, lattice, found });
                witnesses.len() - 1
            });
            order.push((span, index));
        }
        Self { witnesses, order }
    }

    /// Reads every stretch once more, in the light of the verdict.
    fn report(&self, text: &str, verdict: &Verdict, out: &mut Vec<Repair>) {
        let read = |w: &Witness| search::best(&w.stretch, &w.lattice, verdict);
        let paths: Vec<Path> = self.witnesses.iter().map(read).collect();
        for (span, index) in &self.order {
            if let (Some(witness), Some(path)) = (self.witnesses.get(*index), paths.get(*index)) {
                report(text, *span, witness, path, verdict, out);
            }
        }
    }
}

/// The stretches of `text` in which some sequence could be UTF-8 bytes under some codec, or under a
/// codec of `dropped` after some of them vanished.
fn candidates(text: &str, dropped: u16) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut after = 0;
    while let Some(from) = prefilter::skip_ascii(text.as_bytes(), after) {
        let mut chars =
            text.get(from..).unwrap_or("").char_indices().map(|(at, c)| (from + at, c)).peekable();
        let Some((start, first)) = chars.next() else { break };
        after = start + first.len_utf8();
        let (mut end, mut last, mut hot) =
            (start + first.len_utf8(), first, bytes::of(first).lead & dropped != 0);
        while let Some(&(at, c)) = chars.peek() {
            let (p, n) = (bytes::of(last), bytes::of(c));
            match c {
                c if !c.is_ascii() => {
                    hot |= p.lead & n.tail != 0 || p.tail & n.tail & bytes::MACINTOSH != 0;
                    hot |= n.lead & dropped != 0 || c == '\u{fffd}' && p.lead & bytes::GAPS != 0;
                }
                ' ' if ends_in_space(p) => hot = true,
                ' ' if hot => {}
                '?' | '"' if hot || p.lead & bytes::GAPS != 0 && p.is_short() => hot = true,
                _ => break,
            }
            (end, last) = (at + c.len_utf8(), c);
            after = end;
            chars.next();
            if c == ' ' {
                // Behind three bytes of a pictograph, two of them tell what the first was.
                let second = text.get(end..).is_some_and(|t| t.starts_with(' '));
                end += usize::from(second && is_pictograph(text.get(..at).unwrap_or("")));
                break;
            }
        }
        if hot {
            add(text, &mut out, Span::new(start, end));
        }
    }
    out
}

/// Whether a text ends with what are the first three of four bytes.
fn is_pictograph(text: &str) -> bool {
    let lead = text.chars().nth_back(2).map(bytes::of);
    let tails = text.chars().rev().take(2).all(|c| bytes::of(c).tail & bytes::NBSP != 0);
    tails && lead.is_some_and(|b| b.byte.iter().any(|b| (0xf0..=0xf4).contains(b)))
}

/// Whether a space after this character may be the last byte of a two-byte sequence.
pub fn ends_in_space(b: &bytes::Bytes) -> bool {
    b.lead & bytes::NBSP != 0 && b.is_short()
}

/// Adds a stretch, or lengthens the last one where it stands near in the same line.
fn add(text: &str, out: &mut Vec<Span>, span: Span) {
    match out.last_mut() {
        Some(last)
            if span.start.saturating_sub(last.end) <= JOIN
                && !Span::new(last.end, span.start).of(text).contains('\n') =>
        {
            last.end = span.end;
        }
        _ => out.push(span),
    }
}

fn stretch(text: &str, span: Span) -> Stretch {
    let mut before = outside_escape(text.get(..span.start).unwrap_or("")).chars().rev().map(Symbol::of);
    let (b, a) = (before.next().unwrap_or(EDGE), before.next().unwrap_or(EDGE));
    let mut after = text.get(span.end..).unwrap_or("").chars().map(Symbol::of);
    let after = [after.next().unwrap_or(EDGE), after.next().unwrap_or(EDGE)];
    Stretch { before: [a, b], chars: span.of(text).chars().collect(), after, around: around(text, span) }
}

/// The text before a stretch, without the letter of an escaped line end (`\\n` in a string), which is none.
fn outside_escape(before: &str) -> &str {
    ["\\n", "\\t", "\\r"].iter().find_map(|escape| before.strip_suffix(escape)).unwrap_or(before)
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
    let spared: f32 = w.lattice.iter().map(|edges| verdict.spare(edges)).sum();
    let odds = w.found + spared - path.cost;
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
        let codecs = named(stack);
        let loss = group.iter().map(|(_, e)| e.loss).max().unwrap_or_default();
        let contested = |step: &Step| {
            let found = Span::new(place(step.0), place(step.0 + usize::from(step.1.len)));
            is_contested(text, found, w, step, verdict)
        };
        let certain = odds >= SAFE && loss < Loss::Guessed && !group.iter().any(contested);
        out.push(Repair {
            damage: Damage::Mojibake,
            span: Span::new(place(first.0), place(last.0 + usize::from(last.1.len))),
            reading: Some(group.iter().map(|(_, e)| e.out).collect()),
            lossy: loss > Loss::None,
            confidence: probability(odds),
            applicability: if certain { Applicability::Safe } else { Applicability::Unsafe },
            why: told(&codecs),
            stack: codecs.into(),
        });
    }
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
    use crate::encoding::Codec;
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
    fn an_elision_is_no_letter_of_armenian_whatever_else_was_damaged() {
        for (found, clean) in [
            ("Sa m√©thode donne des parts d’égale longueur", "Sa méthode donne des parts d’égale longueur"),
            ("Le pr√®s de l’Éditeur", "Le près de l’Éditeur"),
        ] {
            assert_eq!(safe(found), clean);
        }
    }

    #[test]
    fn spans_are_minimal_and_stacks_named() {
        let found = scan("Apr√®s");
        assert_eq!((found[0].span.start, found[0].span.end), (3, 8));
        assert_eq!(*found[0].stack, [crate::encoding::Codec::Macintosh]);
    }

    fn safe(text: &str) -> String {
        let safe = scan(text).into_iter().filter(|r| r.applicability == Applicability::Safe);
        let edits: Vec<Edit> = safe.map(|r| Edit::new(r.span, r.reading.unwrap_or_default())).collect();
        fix::apply(text, &edits)
    }

    fn misread(text: &str, codec: Codec) -> String {
        text.bytes().map(|b| codec.decode(b)).collect()
    }

    #[test]
    fn what_one_stack_explains_from_end_to_end_is_read_under_it_alone() {
        for (clean, codec) in [
            ("| ✔ | ✔ | ✔ |", Codec::Iso8859_1),
            ("Никита Андреевич (Nikita)", Codec::Iso8859_15),
            ("│   u64 ┆   hash", Codec::Ibm850),
            ("(Hüseyin Açacak) [#52538]", Codec::Iso8859_15),
        ] {
            assert_eq!(safe(&misread(clean, codec)), clean, "{codec}");
        }
    }

    #[test]
    fn codecs_that_are_alike_are_told_apart_or_left_to_a_human() {
        for clean in ["(Daniel Gröber)", "- Être visible pour le compilateur", "(René Kooi) [#916]"] {
            for codec in [Codec::Windows1250, Codec::Iso8859_2, Codec::Iso8859_15] {
                let damaged = misread(clean, codec);
                let got = safe(&damaged);
                assert!(got == clean || got == damaged, "{codec}: {got}");
            }
        }
    }

    #[test]
    fn a_rare_sign_alone_is_read_where_chance_does_not_make_it() {
        assert_eq!(safe("(Felix GeisendoÌˆrfer)"), "(Felix Geisendo\u{308}rfer)");
        assert_eq!(safe("This is signiп¬Ѓcantly lower"), "This is signiﬁcantly lower");
        for formula in ["(-1/2)! = √π", "∆°", "Connect with Āø here"] {
            assert!(scan(formula).is_empty(), "{formula}");
        }
    }

    #[test]
    fn the_damaged_paragraph_of_a_long_page_is_heard_before_its_clean_words() {
        let clean: String = (0..200).map(|i| format!("L’été {i} à l’école é{i} à É{i} {i}é.\n")).collect();
        let hit = "Il a ignoré la génération du modèle typé, et la chaîne littérale à définir.";
        let page = format!("{clean}\n{}\n", misread(hit, Codec::Iso8859_15));
        assert_eq!(safe(&page), format!("{clean}\n{hit}\n"));
    }

    #[test]
    fn a_line_that_still_holds_half_a_character_is_not_safe() {
        for hurt in ["è°¢è°¢ï¼?\n", "Thanks: è°¢è°¢ï¼\n", "(macOS : <kbd>Cmd âŚ + EntrĂ©e</kbd>)\n"]
        {
            assert_eq!(safe(hurt), hurt);
        }
    }
}
