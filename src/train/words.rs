//! `train words OUT.bin SOURCE…`: what the mojibake room knows of words. What a file gives, its name
//! says: `list…` which French words exist, one a line; `ranked…` French words, commonest first;
//! `foreign…` words and names that English borrows; any other is French text.

use std::collections::{BTreeMap, BTreeSet};
use visavis::mojibake::words::{FOREIGN, LETTERS, PROBES, RAREST, SLOTS, key, rank_of_place};

/// Most entries kept: about three quarters of the slots, so that a lookup stays short and few words
/// share a fingerprint.
const KEPT: usize = SLOTS / 4 * 3;
/// French words within ASCII kept, and neighbours of `à` on each side.
const PLAIN: usize = 12_000;
const BESIDE: usize = 6_000;

/// Words and names beyond ASCII that English texts use, whatever the sources hold.
const BORROWED: &str = "à açaí adiós agüero aïoli andré andrés ångström aníbal antónio apéritif appétit atatürk attaché \
    auto-da-fé bogotá brontë beyoncé björk björn blasé bolívar brûlée buñuel café cafés canapé canapés céline césar chávez \
    château châteaux chloë chloé cliché clichéd clichés cloisonné communiqué consommé coöperate cortázar coupé coup d’état \
    crème crêpe crêpes croûton croûtons curaçao curaçaoan débâcle début décolletage décor découpage déjà dépôt détente \
    diyarbakır divorcé divorcée doppelgänger dürer düsseldorf éclair éclairs éclat édith élan élite émigré émigrés encyclopædia \
    entrée entrées étienne exposé exposés façade façades faïence fête fêtes fiancé fiancée fiancés flambé föhn frappé \
    françois françoise führer gabrielle garcía garçon gdańsk gérard glacé gödel göring gómez gonçalves gonzález göteborg \
    habitué habitués hábitat hélène hernández hôtel ingénue jalapeño jalapeños jardinière jesús jiménez josé joão jürgen \
    kraków königsberg lamé león lópez lucía macramé mächtig maître málaga malmö manqué maría martín martínez matinée \
    matinées mêlée ménage méxico mélange météo möbius moiré montréal motörhead müller münchen muñoz naïve naïvely naïveté \
    naïf née néstor noël núñez olé outré papier-mâché passé pâté pâtés peña pérez piña piñata pique-niqué piqué pokémon \
    précis première prêt-à-porter président protégé protégée protégés provençal purée québec quiché ramírez ramón raphaël \
    recherché régime renée rené résumé résumés réunion risqué ritardé rodríguez roué rosé sánchez sauté sautéed schrödinger \
    séance séances señor señora señorita sèvres sofía soirée soirées soufflé soufflés soupçon stéphane são suárez \
    díaz erdoğan español españa fernández françaises féin für guzmán ibáñez más mañana montréal nestlé niño niños \
    núñez özil peñarol qué raúl sinn société vélez ángel álvarez élysée état tête-à-tête tomás touché toupée über zoë zürich voilà vis-à-vis vicuña yucatán zeitgeist öre łódź";

/// What is known of each key.
#[derive(Default)]
struct Lexicon {
    /// Share of French text, summed over the sources.
    share: BTreeMap<String, f64>,
    exists: BTreeSet<String>,
    foreign: BTreeSet<String>,
    beside: BTreeMap<String, u64>,
}

/// Reads `args` and writes the table.
///
/// # Errors
/// Says which file could not be read or written.
pub fn run(args: &[String]) -> Result<(), String> {
    let (out, sources) = args.split_first().ok_or("usage: train words OUT.bin SOURCE…")?;
    let mut known = Lexicon::default();
    for source in sources {
        let text = std::fs::read_to_string(source).map_err(|e| format!("{source}: {e}"))?;
        let name = source.rsplit('/').next().unwrap_or("");
        match name.split(['-', '.']).next() {
            Some("list") => known.exists.extend(words(&text)),
            Some("ranked") => ranked(&text, &mut known.share),
            Some("foreign") => {
                known.foreign.extend(words(&text).filter(|w| !w.is_ascii() && w.chars().count() > 2));
            }
            _ => running(&text, &mut known),
        }
    }
    known.foreign.extend(words(BORROWED).filter(|w| !w.is_ascii() && w.chars().count() > 1));
    let entries = known.entries();
    eprintln!("train words: {} entries", entries.len());
    std::fs::write(out, table(&entries)).map_err(|e| format!("{out}: {e}"))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// A list in order of frequency gives shares by Zipf's law.
fn ranked(text: &str, share: &mut BTreeMap<String, f64>) {
    for (place, line) in text.lines().enumerate() {
        for word in words(line) {
            *share.entry(word).or_default() += 1.0 / (11.0 * (place + 1) as f64);
        }
    }
}

fn running(text: &str, known: &mut Lexicon) {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for line in text.lines() {
        for word in words(line) {
            *counts.entry(word).or_default() += 1;
        }
        let tokens: Vec<String> = line.split([' ', '-']).map(str::to_lowercase).collect();
        for pair in tokens.windows(2).filter(|p| p.iter().any(|w| w == "à")) {
            // Within a clause: an apostrophe ends a word, a comma the neighbourhood.
            let [a, b] = pair else { continue };
            let a = a.rsplit(['’', '\'']).next().unwrap_or("");
            let b = b.split(['’', '\'', '.', ',']).next().unwrap_or("");
            if !a.is_empty() && !b.is_empty() && format!("{a}{b}").chars().all(char::is_alphabetic) {
                *known.beside.entry(format!("{a} {b}")).or_default() += 1;
            }
        }
    }
    let total: u64 = counts.values().sum();
    // Seen once: as likely a misprint as a word.
    for (word, n) in counts.into_iter().filter(|(_, n)| *n > 1) {
        *known.share.entry(word).or_default() += n as f64 / total as f64;
    }
}

impl Lexicon {
    /// Keys with their ranks, the most useful first.
    fn entries(&self) -> Vec<(String, u8)> {
        let french = |c: char| c.is_ascii_alphabetic() || LETTERS.contains(&c);
        let mut seen: Vec<(&String, f64)> = self.share.iter().map(|(w, s)| (w, *s)).collect();
        // `-è` ends no word but the inverted verbs of the oldest books.
        seen.retain(|(w, _)| {
            w.chars().all(french) && w.chars().count() > 1 && !w.ends_with('è') || *w == "à"
        });
        seen.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let mut out: Vec<(String, u8)> = Vec::new();
        for (place, (word, share)) in seen.iter().enumerate() {
            // What no dictionary has must be common to be believed.
            let believed = self.exists.contains(*word) || *share > 2e-6;
            if believed && (place < PLAIN || !word.is_ascii()) {
                out.push(((*word).clone(), rank_of_place(place)));
            }
        }
        let mut beside: Vec<(&String, &u64)> = self.beside.iter().filter(|(_, n)| **n > 1).collect();
        beside.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        beside.truncate(BESIDE);
        out.extend(beside.iter().enumerate().map(|(i, (w, _))| ((*w).clone(), rank_of_place(i))));
        out.extend(self.foreign.iter().map(|w| (format!("{FOREIGN}{w}"), RAREST / 2)));
        self.unseen(&seen, &mut out);
        out
    }

    /// Words that exist but were never seen: those of today's tenses first, akin to words seen, then the shorter ones.
    fn unseen(&self, seen: &[(&String, f64)], out: &mut Vec<(String, u8)>) {
        let stem = |w: &str| w.chars().take(w.chars().count().saturating_sub(4).max(4)).collect::<String>();
        let akin: BTreeSet<String> = seen.iter().map(|(w, _)| stem(w)).collect();
        let known: BTreeSet<&String> = seen.iter().map(|(w, _)| *w).collect();
        let french = |c: char| c.is_ascii_alphabetic() || LETTERS.contains(&c);
        let mut rest: Vec<(bool, bool, usize, &String)> = self
            .exists
            .iter()
            .filter(|w| {
                !w.is_ascii()
                    && !known.contains(w)
                    && w.chars().all(french)
                    && w.chars().count() > 1
                    && !w.ends_with('è')
            })
            .map(|w| (is_bookish(w), !akin.contains(&stem(w)), w.chars().count(), w))
            .collect();
        rest.sort();
        rest.truncate(KEPT.saturating_sub(out.len()));
        out.extend(rest.into_iter().map(|(_, _, _, w)| (w.clone(), RAREST)));
    }
}

/// Endings of the simple past and the imperfect subjunctive, which nobody writes any more, and of the
/// conditional with `nous` and `vous`, which hardly anybody does. A few words of today end alike (`dépasse`);
/// it only orders words that no text held.
fn is_bookish(word: &str) -> bool {
    [
        "âmes", "âtes", "îmes", "îtes", "ûmes", "ûtes", "înt", "înmes", "întes", "asse", "asses", "assent",
        "assions", "assiez", "issions", "issiez", "ât", "erions", "eriez",
    ]
    .iter()
    .any(|e| word.ends_with(e))
}

fn table(entries: &[(String, u8)]) -> Vec<u8> {
    let mut table = vec![0_u8; SLOTS * 3];
    for (word, rank) in entries {
        let (slot, fingerprint) = key(word);
        let at = (0..PROBES)
            .map(|p| ((slot + p) & (SLOTS - 1)) * 3)
            .find(|&at| table.get(at..at + 3) == Some(&[0, 0, 0]));
        if let Some(entry) = at.and_then(|at| table.get_mut(at..at + 3)) {
            entry.copy_from_slice(&(fingerprint | (u32::from(*rank) << 18)).to_le_bytes()[..3]);
        }
    }
    table
}
