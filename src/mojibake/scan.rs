//! From text to repairs: finds the stretches that could be damaged, hears their evidence about the
//! document, and reads each of them once more in the light of it.

use super::bytes;
use super::chance::{doubt_drawings, doubt_fragments, is_drawing, is_listed, is_oddity, is_remnant};
use super::class;
use super::controls;
use super::evidence::{self, Witness};
use super::express::{self, Express};
use super::gaps;
use super::lattice::{self, Loss, Stacks};
use super::lost;
use super::model::{EDGE, Symbol};
use super::plausible::drop_plausible;
use super::prefilter::{self, Runs};
use super::search::{self, Path, Prior, Step, Stretch};
use super::swap;
use super::verdict::{Verdict, named, probability, told};
use super::words;
use super::{Damage, Repair};
use crate::encoding::Codec;
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

/// Takes out what chance makes: drawings, what only one repair under a stack supports, and what only pairs of
/// characters that give rare ones do. `repairs` stand in order; `guilty` are the codecs at fault in the text.
fn drop_oddities(text: &str, repairs: &mut Vec<Repair>, guilty: u16) {
    let odd = |r: &Repair| is_oddity(text, r) || is_remnant(text, r, guilty);
    let rare = |r: &Repair| {
        !r.lossy
            && r.reading.as_deref().is_some_and(|t| t.chars().nth(1).is_none())
            && r.span.of(text).chars().nth(2).is_none()
    };
    // For each stack: how many repairs there are, and how many that are not both rare and odd.
    let mut support: FxHashMap<&[Codec], (usize, usize)> = FxHashMap::default();
    let odds: Vec<bool> = repairs.iter().map(odd).collect();
    for (repair, odd) in repairs.iter().zip(&odds) {
        let entry = support.entry(&*repair.stack).or_default();
        entry.0 += 1;
        entry.1 += usize::from(!(*odd && rare(repair)));
    }
    let supported = |r: &Repair| support.get(&*r.stack).is_some_and(|(n, sound)| *n > 1 && sound * 2 >= *n);
    let chance = |(r, odd): (&Repair, &bool)| {
        is_drawing(text, r.span) || is_listed(text, r.span, repairs) || *odd && !supported(r)
    };
    let mut chances = repairs.iter().zip(&odds).map(chance).collect::<Vec<bool>>().into_iter();
    repairs.retain(|_| !chances.next().unwrap_or(false));
    drop_plausible(text, repairs);
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
    if verdict.is_beyond_doubt() {
        repairs = express::entire(text, &Runs::of(text).all(), &verdict).unwrap_or_default();
    }
    if repairs.is_empty() {
        verdict.merged = merged(text, &survey.witnesses);
        survey.report(text, &verdict, &mut repairs);
    }
    if verdict.entire.is_some() && repairs.iter().any(|r| r.applicability < Applicability::Safe) {
        // What was damaged as a whole is repaired as a whole, or by a human.
        repairs.iter_mut().for_each(|r| r.applicability = r.applicability.min(Applicability::Unsafe));
    }
    drop_oddities(text, &mut repairs, verdict.codecs());
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
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_ascii() {
            continue;
        }
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
fn ends_in_space(b: &bytes::Bytes) -> bool {
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
            let sides = (place(step.0), place(step.0 + usize::from(step.1.len)));
            let alien =
                |c: char| matches!(c, 'å' | 'Å') && words::leans_romance(span.line_around(text).of(text));
            is_contested(w, step, verdict, |c| makes_a_word(text, sides, c), alien)
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

/// Whether spaces were merged: never where two still follow a damaged letter, surely where a letter
/// follows what can only be an `à`, a word of its own.
fn merged(text: &str, witnesses: &[Witness]) -> Option<bool> {
    let opens = |w: &&Witness| matches!(w.stretch.chars.as_slice(), [.., lead, ' '] if ends_in_space(bytes::of(*lead)));
    let mut open = witnesses.iter().filter(opens).peekable();
    open.peek()?;
    let whole = ["Ã  ", "Г  ", "Ă  ", "Â  "].iter().any(|s| text.contains(s));
    let letter = |w: &Witness| {
        let before = w.stretch.chars.iter().rev().nth(2).copied().unwrap_or(w.stretch.before[1].char());
        w.stretch.after[0].char().is_alphabetic()
            && !before.is_alphabetic()
            && w.stretch.chars.iter().rev().nth(1) != Some(&'Â')
    };
    if whole { Some(false) } else { open.any(letter).then_some(true) }
}

/// Whether a rival explanation of the document reads this step differently, and as well: what makes a word
/// where the rival makes none leaves no doubt, nor does a letter beside one that is `alien` to its line.
fn is_contested(
    w: &Witness,
    (at, edge): &Step,
    verdict: &Verdict,
    is_word: impl Fn(char) -> bool,
    alien: impl Fn(char) -> bool,
) -> bool {
    let mut others =
        w.lattice.get(*at).into_iter().flatten().filter(|e| e.len == edge.len && e.out != edge.out);
    let rival = |e: &lattice::Edge| verdict.rivals.iter().any(|r| r.meet(e.stacks).is_some());
    if alien(edge.out) && !is_word(edge.out) {
        return others.any(|e| e.out.is_alphabetic());
    }
    others.any(|e| rival(e) && !alien(e.out) && (is_word(e.out) || !is_word(edge.out)))
}

/// Whether `c` between the two `sides` of a text makes a French word of four letters and more.
fn makes_a_word(text: &str, sides: (usize, usize), c: char) -> bool {
    let letters = |c: char| !c.is_alphabetic();
    let before = text.get(..sides.0).unwrap_or("").rsplit(letters).next().unwrap_or("");
    let after = text.get(sides.1..).unwrap_or("").split(letters).next().unwrap_or("");
    let word = format!("{before}{c}{after}");
    // Inside a sentence words begin small: `les Îlots` is no rival of `les îlots`.
    let inside = || {
        text.get(..sides.0)
            .is_some_and(|t| t.trim_end_matches([' ', '[', '*', '_']).ends_with(char::is_lowercase))
    };
    if c.is_uppercase() && before.is_empty() && after.starts_with(char::is_lowercase) && inside() {
        return false;
    }
    let known = || words::rank_as_written(&word).or_else(|| words::foreign_rank(&word.to_lowercase()));
    c.is_alphabetic() && word.chars().count() > 3 && known().is_some()
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
