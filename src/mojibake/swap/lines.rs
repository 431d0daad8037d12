//! Swaps by the line (ENC005): a codec taken for another hits every character of a line beyond ASCII,
//! so a line is read whole under one pair of codecs or not at all, and the lines of a document
//! testify together to the pair.
//!
//! Both readings are weighed in nats: the line as found as text of any language, the line repaired as
//! French, by the character model, the words of French, and what stands beside a lone `à`.

use super::super::{Damage, Repair, class, plausible::has_small, verdict::probability, words};
use super::testimony::{FRENCH, OTHER, alphabetic, evidence, is_mixed, vocation};
use super::weigh::cost;
use super::{PAIRS, is_suspected, named, rarity, signs, tree};
use crate::encoding::Codec;
use crate::fix::Applicability;
use crate::span::Span;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Nats that a line must gain, beyond the rarity of its pair, to be repaired without asking; for a
/// human to look at.
const SAFE: f32 = 7.0;
const LIKELY: f32 = 6.0;
/// … and to need less testimony than others do.
const OBVIOUS: f32 = 12.0;
/// … and in a line that is French or English and holds two things that only they do.
const FLUENT: f32 = 4.0;
/// A pair this near to the best that reads differently makes the reading uncertain.
const MARGIN: f32 = 3.0;
/// What one line lends the others of a document, at most.
const LENT: f32 = 8.0;
/// The least that a line must gain by itself in a document that suffered its pair for certain.
const LEAST: f32 = 2.0;
/// A capital within a word of small letters, or the other way round.
const MIXED: f32 = 6.0;
/// A line that leans to French, as far as it has words that are no names.
const LEANING: f32 = 1.0;
/// Nats that a letter which was a sign is worth, and how many of them count.
const SIGN: f32 = 5.0;
const SIGNS: usize = 3;
/// The log-odds of a drawn tree: nothing else looks like one.
const CERTAIN: f32 = 50.0;
/// Lines looked at first.
const SAMPLE: usize = 16;

/// A line as it stands: what it costs, and what its words of mixed case add.
struct Found {
    span: Span,
    cost: f32,
    mixed: f32,
}

/// A line as a pair reads it.
struct Reading {
    span: Span,
    text: String,
    score: f32,
    testifies: bool,
    /// The least odds for a repair, for one without asking.
    least: [f32; 2],
}

/// What a pair of codecs makes of a document.
struct Account {
    pair: usize,
    lines: Vec<Reading>,
    odds: f32,
}

/// The repairs of a document that a swap explains, where it explains whole lines, `against` nats
/// better than another misreading does; else none.
#[must_use]
pub fn scan(text: &str, against: f32) -> Vec<Repair> {
    let mut out = prose(text, against);
    let read: FxHashSet<usize> = out.iter().map(|r| r.span.line_around(text).start).collect();
    for branch in tree::scan(text).iter().filter(|b| !read.contains(&b.span.start)) {
        repairs(text, (branch.span, &branch.text), branch.pair, CERTAIN, true, &mut out);
    }
    out.sort_by_key(|r| r.span);
    out
}

fn prose(text: &str, against: f32) -> Vec<Repair> {
    let odd = |s: &Span| !s.of(text).is_ascii() && is_suspected(s.of(text));
    let odd: Vec<Span> = Span::lines(text).filter(odd).collect();
    // Most texts that come here suffer from something else: a few lines tell.
    let step = odd.len().div_ceil(SAMPLE).max(1);
    let few: Vec<Span> = odd.iter().copied().step_by(step).collect();
    let mut accounts = accounts(text, &few);
    let enough = |a: &Account| a.odds * step as f32 > against;
    if !accounts.first().is_some_and(enough) {
        return Vec::new();
    }
    if step > 1 {
        accounts = self::accounts(text, &odd);
    }
    // What no odd line testifies to, the others, which could all be clean, need not be asked about.
    if !accounts.iter().any(|a| a.odds > against && a.lines.iter().any(|l| l.testifies)) {
        return Vec::new();
    }
    if odd.len() > 1 {
        let all: Vec<Span> = Span::lines(text).filter(|s| !s.of(text).is_ascii()).collect();
        accounts = self::accounts(text, &all);
    }
    let Some(best) = accounts.first().filter(|a| a.odds >= FLUENT + against) else { return Vec::new() };
    if !best.lines.iter().any(|l| l.testifies) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for line in &best.lines {
        let lent: f32 = best.lines.iter().filter(|l| l.span != line.span).map(|l| l.score.min(LENT)).sum();
        let odds = line.score + lent - rarity(1 << best.pair);
        let rival = accounts.iter().skip(1).flat_map(|a| a.lines.iter().map(move |l| (a, l)));
        let contested = rival
            .filter(|(_, l)| l.span == line.span && l.text != line.text)
            .any(|(a, l)| line.score - l.score + (best.odds - a.odds).min(LENT) < 2.0 * MARGIN);
        let convicted = line.testifies || lent >= 2.0 * SAFE;
        if odds < line.least[0] || line.score < LEAST || !convicted {
            continue;
        }
        repairs(
            text,
            (line.span, &line.text),
            best.pair,
            odds,
            odds >= line.least[1] && !contested,
            &mut out,
        );
    }
    out
}

/// What every pair makes of `lines`, the best first.
fn accounts(text: &str, lines: &[Span]) -> Vec<Account> {
    let found = |s: &Span| Found { span: *s, cost: cost(s.of(text), false), mixed: mixed(s.of(text), true) };
    let lines: Vec<Found> = lines.iter().map(found).collect();
    let mut out: Vec<Account> = (0..PAIRS.len()).filter_map(|pair| account(text, &lines, pair)).collect();
    out.sort_by(|a, b| b.odds.total_cmp(&a.odds));
    out
}

/// What `pair` makes of the lines: those that it reads better than they stand.
fn account(text: &str, lines: &[Found], pair: usize) -> Option<Account> {
    let (written, read) = PAIRS.get(pair).copied()?;
    let reading = |found: &Found| {
        let span = found.span;
        let line = span.of(text);
        let reading: String = line.chars().map(|c| decode_prose(c, written, read)).collect::<Option<_>>()?;
        if reading == line {
            return None;
        }
        let gain = found.cost + found.mixed - cost(&reading, true) - mixed(&reading, false);
        if gain + FRENCH <= 0.0 {
            return None;
        }
        let vocation = match vocation(line, &reading) {
            // Names say nothing: `Passer de GitBook ê Astro`.
            v if v == 0.0 && has_small(line) && words::leans_french(line) => LEANING,
            // No language has a capital like this in a word of small letters, whatever words stand beside.
            v if found.mixed > 0.0 && mixed(&reading, false) == 0.0 => v.max(0.0),
            v => v,
        };
        let sure = words::is_french(line) || words::is_english(line);
        let signs = if vocation > 0.0 { signs::count(line, &reading, sure).min(SIGNS) } else { 0 };
        let lost = if loses_its_capital(line, &reading) { MIXED } else { 0.0 };
        let score = gain + vocation - lost + SIGN * signs as f32;
        if score <= 0.0 {
            return None;
        }
        let (pro, contra) = evidence(line, &reading, vocation > 0.0);
        let pro = pro + signs;
        let sure = score - rarity(1 << pair) >= OBVIOUS;
        // A control character is damage; but what it was, letters alone do not tell: `Àù`.
        let control = line.chars().any(|c| matches!(c, '\u{80}'..='\u{9f}'));
        let alone = |w: &[char]| !w.iter().any(char::is_ascii);
        let letters: Vec<char> = reading.chars().collect();
        let letters_told = || pro >= contra || !alphabetic(&letters).any(|(_, w)| alone(w));
        let enough = match vocation {
            v if v > 0.0 => 1,
            v if v <= OTHER => 4,
            v if v < 0.0 && !sure => 3,
            _ if sure => 1,
            _ => 2,
        };
        // What German writes too takes more: capitals begin its words, and `aö` is no pair of its letters.
        let german = !words::is_french(line)
            && line.chars().all(|c| c.is_ascii() || "äöüÄÖÜß".contains(c))
            && found.mixed == 0.0
            && !line.contains("aö");
        let noun = || has_noun(line) || lost > 0.0;
        let testifies = control && letters_told()
            || pro >= contra + enough + usize::from(german && (vocation <= 0.0 || noun())) * 2;
        let french = pro > contra + 1 && vocation > 0.0;
        let least = if french { [FLUENT, FLUENT] } else { [LIKELY, SAFE] };
        Some(Reading { span, testifies, text: reading, score, least })
    };
    let lines: Vec<Reading> = lines.iter().filter_map(reading).collect();
    let odds = lines.iter().map(|l| l.score).sum::<f32>() - rarity(1 << pair);
    (!lines.is_empty()).then_some(Account { pair, lines, odds })
}

/// Whether the first letter of a line is a capital beyond ASCII that the reading makes small: sentences begin with
/// a capital, `Äquivalent` is a German one.
fn loses_its_capital(line: &str, reading: &str) -> bool {
    let mut letters = line.chars().zip(reading.chars()).filter(|(c, _)| c.is_alphanumeric());
    letters
        .next()
        .is_some_and(|(found, read)| !found.is_ascii() && found.is_uppercase() && read.is_lowercase())
}

/// Whether a word of two letters and more, one of them beyond ASCII, begins with a capital inside a sentence, as
/// the nouns of German do.
fn has_noun(line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    let inside = |at: usize| {
        let before = chars.get(..at).unwrap_or(&[]).iter().rev().find(|c| **c != ' ');
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '}'))
    };
    let noun = |w: &[char]| {
        w.len() > 1 && w.iter().any(|c| !c.is_ascii()) && w.first().is_some_and(|c| c.is_uppercase())
    };
    alphabetic(&chars).any(|(at, word)| noun(word) && inside(at))
}

/// What the words of a line with capitals among small letters cost; as `found`, only those that no lost
/// space explains: `É`, `È` and `À` are words of Portuguese, Italian and French.
fn mixed(line: &str, found: bool) -> f32 {
    let chars: Vec<char> = line.chars().collect();
    let joined = |w: &[char]| found && matches!(w.last(), Some('É' | 'È' | 'À'));
    MIXED * alphabetic(&chars).filter(|(_, w)| is_mixed(w) && !joined(w)).count() as f32
}

/// The character that was written where `c` was read, if prose holds it: lines and control characters are what a
/// wrong codec makes of it.
fn decode_prose(c: char, written: Codec, read: Codec) -> Option<char> {
    let out = super::decode(c, written, read)?;
    (!class::is_line(out) && !matches!(out, '\u{80}'..='\u{9f}' | '\u{f8ff}')).then_some(out)
}

/// The repairs of a line, one for each run of characters read differently.
fn repairs(
    text: &str,
    (span, reading): (Span, &str),
    pair: usize,
    odds: f32,
    certain: bool,
    out: &mut Vec<Repair>,
) {
    let stack: Arc<[Codec]> = named(1 << pair).into();
    let why: Arc<str> = match &*stack {
        [read, written] => format!("{} bytes read as {}", written.label(), read.label()).into(),
        _ => "".into(),
    };
    let first = out.len();
    for ((at, c), reading) in span.of(text).char_indices().zip(reading.chars()) {
        let at = span.start + at;
        if c == reading {
            continue;
        }
        match out.get_mut(first..).and_then(|o| o.last_mut()).filter(|r| r.span.end == at) {
            Some(last) => {
                last.span.end = at + c.len_utf8();
                last.reading.get_or_insert_default().push(reading);
            }
            None => out.push(Repair {
                damage: Damage::Swap,
                span: Span::new(at, at + c.len_utf8()),
                reading: Some(reading.into()),
                stack: stack.clone(),
                lossy: false,
                confidence: probability(odds),
                applicability: if certain { Applicability::Safe } else { Applicability::Unsafe },
                why: why.clone(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::{self, Edit};

    fn repaired(text: &str) -> String {
        let safe = scan(text, 0.0).into_iter().filter(|r| r.applicability == Applicability::Safe);
        let edits: Vec<Edit> = safe.map(|r| Edit::new(r.span, r.reading.unwrap_or_default())).collect();
        fix::apply(text, &edits)
    }

    #[test]
    fn a_line_is_read_whole_under_every_pair() {
        let clean = "Vous pouvez être sûr que « l’élève » déjà prêt va à l’école.\n";
        for (written, read) in PAIRS {
            let spoiled: Option<String> =
                clean.chars().map(|c| written.encode(c).map(|b| read.decode(b))).collect();
            if let Some(spoiled) = spoiled {
                assert_eq!(repaired(&spoiled), clean, "{written:?} as {read:?}");
            }
        }
    }

    #[test]
    fn a_lone_letter_is_read_by_its_neighbours() {
        for (found, clean) in [
            ("La mise … jour se trouve dans ce dossier.\n", "La mise à jour se trouve dans ce dossier.\n"),
            (
                "This command rotates the view 15∞ clockwise.\n",
                "This command rotates the view 15° clockwise.\n",
            ),
            ("## Passer de Trapize ê Kartix\n", "## Passer de Trapize à Kartix\n"),
            ("Le bord est mis en Ävidence.\n", "Le bord est mis en évidence.\n"),
            ("Faites pivoter l'image de 180¡.\n", "Faites pivoter l'image de 180°.\n"),
            ("Seulement le jour du mois (de 1 ‡ 31)†;\n", "Seulement le jour du mois (de 1 à 31)\u{a0};\n"),
            ("Ajuster líespacement entre les lettres\n", "Ajuster l’espacement entre les lettres\n"),
            ("3.2.ÿLes outils de mesure\n", "3.2.\u{a0}Les outils de mesure\n"),
            ("R‚essayer plus tard\n", "Réessayer plus tard\n"),
            ("## Routage avancÄ\n", "## Routage avancé\n"),
            ("# Entraönement\n", "# Entraînement\n"),
            ("Une capture dÕŽcran de lÕŽcran\n", "Une capture d’écran de l’écran\n"),
            ("La boŒte … outils du dessin\n", "La boîte à outils du dessin\n"),
            ("Voir la page suivante†: elle est longue.\n", "Voir la page suivante\u{a0}: elle est longue.\n"),
        ] {
            assert_eq!(repaired(found), clean);
        }
    }

    #[test]
    fn a_capital_that_begins_a_line_is_never_made_small() {
        assert!(!repaired("## Œlots de chaleur\n").contains("îlots"));
    }

    #[test]
    fn clean_lines_and_tables_of_characters_are_left_alone() {
        for text in [
            "L’été à l’École, « déjà » : ça va… Où ?\n",
            "306\t198\tC6\tÆ\tLETTRE MAJUSCULE LATINE AE\n",
            "323\t211\tD3\tÓ\tLETTRE MAJUSCULE LATINE O\n",
            "En Żelazowa Wola naît Chopin ; Ève l’a déjà dit à Göteborg.\n",
            "Die Größe der Straße ändert sich über Nacht.\n",
            "«a pair of shoes that you can wear in the rain;\n",
            "Die Zeichen werden in der Ausgabe durch ihre ISO-Äquivalente ersetzt und nicht gelöscht.\n",
            "The interval [0, 1∞) is no range, and 3¯ is a mean.\n",
            "Un, deux … trois, on verra bien la suite.\n",
            "# Atmosphäre\n",
            "Äquivalent zu --console=cable.\n",
            "| Show the load of the system       |Lê o estado |\n",
            "O capitalÉ o montante original de dinheiro investido.\n",
            "## Äquivalente\n",
            "\"one\": \"{0} Atmosphäre\"\n\"other\": \"{0} Atmosphäre\"\n",
            "    (ejemplo: 24 horas, 7 días, 56 semanas, 365 días)\n",
            "\"unitPattern-count-one\": \"{0} Atmosphäre\",\n\"perUnit\": \"{0} Atmosphäre\",\n",
            "\"relative\": \"un día\",\n\"other\": \"hai {0} días\",\n",
            "Du_Lu_Ma_Mi_Jo_Vi_Sâ\n",
            "BEBÊ: PELE ESCURA\n",
            "Works on the desktop ‡ and on phones.\n",
            "Press ˆ to go on.\n",
            "361\t241\tF1\tñ\tLETTRE MINUSCULE LATINE N TILDE\n",
            "Ponga el 1 ó un número. Las reglas de la ñ son otras.\n",
            "En castillan, le signe ¿ ouvre la question.\n",
            "Ouvrez le menu … et choisissez une couleur.\n",
            "Des prunes, des noix … et des figues.\n",
            "La capa es gira. Sembla com si la pintura es partís per tot arreu.\n",
        ] {
            assert!(scan(text, 0.0).is_empty(), "{text}");
        }
    }
}
