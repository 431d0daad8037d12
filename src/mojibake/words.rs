//! The words of French, foreign words in English and names of many languages, that hold a letter beyond ASCII, the commonest
//! French words that do not, and what stands beside an `à`: fingerprints with a rank of frequency,
//! enough to know whether a word exists, nothing to read it back from.
//!
//! Built by `train words`; `model/SOURCES.md` says from what.

use super::prose;

/// The table: [`SLOTS`] entries of three bytes, 18 bits of fingerprint and 6 bits of rank.
static TABLE: &[u8] = include_bytes!("model/words.bin");

/// Number of slots, a power of two.
pub const SLOTS: usize = 1 << 18;
/// Most slots a lookup tries.
pub const PROBES: usize = 24;
/// The rarest rank.
pub const RAREST: u8 = 63;

/// Letters a French word may have lost, commonest first.
pub const LETTERS: [char; 17] =
    ['é', 'è', 'à', 'ê', 'ç', 'ô', 'î', 'â', 'û', 'ï', 'ù', 'ë', 'œ', 'ü', 'ö', 'ä', 'æ'];

/// What stands before a foreign word in its key, so that it is not taken for a French one.
pub const FOREIGN: char = '+';

/// Slot and fingerprint (never 0, below 2^18) of a word in lower case.
#[must_use]
pub fn key(word: &str) -> (usize, u32) {
    // FNV-1a over the bytes, mixed once more.
    let hash =
        word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    let mixed = (hash ^ (hash >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let fingerprint = u32::try_from(mixed >> 46).unwrap_or(0).max(1);
    (usize::try_from(mixed & 0xFFFF_FFFF).unwrap_or(0) & (SLOTS - 1), fingerprint)
}

/// The rank of a place among the words, commonest first: 3.5 a doubling.
#[must_use]
pub fn rank_of_place(place: usize) -> u8 {
    (((place + 1) as f64).log2() * 3.5).clamp(0.0, f64::from(RAREST)) as u8
}

/// The rank of a key in lower case (a word, two words with a space between them), if it is known.
#[must_use]
pub fn rank(word: &str) -> Option<u8> {
    let (slot, fingerprint) = key(word);
    for probe in 0..PROBES {
        let at = ((slot + probe) & (SLOTS - 1)) * 3;
        let entry = TABLE.get(at..at + 3)?;
        let entry = u32::from_le_bytes([entry[0], entry[1], entry[2], 0]);
        match entry & 0x3_FFFF {
            0 => return None,
            found if found == fingerprint => return u8::try_from(entry >> 18).ok(),
            _ => {}
        }
    }
    None
}

/// The rank of a foreign word or name that English uses, in lower case.
#[must_use]
pub fn foreign_rank(word: &str) -> Option<u8> {
    rank(&format!("{FOREIGN}{word}"))
}

/// The rank of a word as written, its capitals made small and its elided article set aside.
#[must_use]
pub fn rank_as_written(word: &str) -> Option<u8> {
    let small = word.to_lowercase();
    let bare = small.rsplit(['’', '\'', '-']).find(|p| !p.is_ascii())?;
    rank(bare)
}

/// The letters right before `at`, in lower case.
#[must_use]
pub fn before(chars: &[char], at: usize) -> String {
    let head = chars.get(..at).unwrap_or(&[]);
    let start = head.iter().rposition(|c| !c.is_alphabetic()).map_or(0, |i| i + 1);
    head.get(start..).unwrap_or(&[]).iter().flat_map(|c| c.to_lowercase()).collect()
}

/// Words that tell English.
const ENGLISH: [&str; 38] = [
    "the", "of", "and", "to", "in", "is", "for", "that", "with", "are", "this", "be", "it", "you", "not",
    "can", "from", "by", "as", "at", "an", "have", "will", "we", "was", "were", "she", "his", "they",
    "their", "which", "would", "there", "what", "when", "been", "after", "about",
];

/// Words that tell German.
const GERMAN: [&str; 20] = [
    "der", "das", "und", "ist", "nicht", "ein", "eine", "einer", "den", "dem", "von", "mit", "auf", "wird",
    "werden", "sofern", "deren", "sich", "auch", "oder",
];

/// Words that tell French, no other language of Europe having them.
const FRENCH: [&str; 24] = [
    "le", "les", "des", "du", "une", "vous", "votre", "vos", "nous", "notre", "pour", "dans", "est", "sont",
    "avec", "sur", "aux", "par", "pas", "qui", "cette", "ces", "peut", "comment",
];

/// Whether a line is French: every sixth word is one that tells, or three are.
#[must_use]
pub fn is_french(line: &str) -> bool {
    let (found, all) = telling(line, &FRENCH);
    found > 2 || found > 0 && found * 6 >= all
}

/// Whether a line may well be French: it [is](is_french), or half of its words are words of French and it is
/// neither English nor German. Words in capitals and names inside the line, which no list has, say nothing.
#[must_use]
pub fn leans_french(line: &str) -> bool {
    if is_french(line) {
        return true;
    }
    if is_english(line) || is_german(line) {
        return false;
    }
    let line = prose::of(line);
    let words = line.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 1 && w.is_ascii());
    let (mut known, mut unknown) = (0, 0);
    for word in words.take(60) {
        let small = word.to_ascii_lowercase();
        match rank(&small) {
            Some(_) => known += 1,
            None => unknown += usize::from(small == word),
        }
    }
    known > 1 && known > unknown
}

/// Words that tell Welsh, where `â` is a word, and Romanian, where it stands inside many.
const NOT_ENGLISH: [&str; 14] =
    ["yn", "yr", "ac", "ar", "gan", "eich", "neu", "wedi", "si", "sau", "pentru", "din", "este", "nu"];

/// How many words of a line within ASCII, of 60 at most, are among `words`, and of how many.
fn telling(line: &str, words: &[&str]) -> (usize, usize) {
    let line = prose::of(line);
    let all = line.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 1 && w.is_ascii()).take(60);
    all.fold((0, 0), |(telling, all), word| {
        (telling + usize::from(words.iter().any(|e| e.eq_ignore_ascii_case(word))), all + 1)
    })
}

/// Whether a word is one of those that tell English.
#[must_use]
pub fn tells_english(word: &str) -> bool {
    ENGLISH.contains(&word)
}

/// Whether a line is English: every fifth word is one that tells, and there are two at least.
#[must_use]
pub fn is_english(line: &str) -> bool {
    let (found, all) = telling(line, &ENGLISH);
    found > 1 && found * 5 >= all
}

/// Whether a line is German: every fifth word is one that tells, and there are two at least.
#[must_use]
pub fn is_german(line: &str) -> bool {
    let (found, all) = telling(line, &GERMAN);
    found > 1 && found * 5 >= all
}

/// Whether a line may well be German: some word tells.
#[must_use]
pub fn leans_german(line: &str) -> bool {
    telling(line, &GERMAN).0 > 0
}

/// Words of Spanish, Portuguese, Italian and French, and of the Nordic languages, which write `å`.
const ROMANCE: [&str; 32] = [
    "un", "une", "de", "la", "el", "los", "las", "que", "una", "por", "para", "con", "su", "del", "ya", "lo",
    "do", "dos", "das", "em", "um", "uma", "os", "ao", "est", "les", "le", "des", "di", "il", "che", "per",
];
const NORDIC: [&str; 17] = [
    "og", "det", "som", "til", "ikke", "med", "att", "och", "inte", "jag", "jeg", "er", "av", "har", "den",
    "af", "fra",
];

/// Whether a line may well be in a Romance language: every twelfth word tells, and none is Nordic.
#[must_use]
pub fn leans_romance(line: &str) -> bool {
    let (found, all) = telling(line, &ROMANCE);
    found > 0 && found * 12 >= all && telling(line, &NORDIC).0 == 0
}

/// Whether a line may well be English: some word tells, and none tells another language that has an `â`.
#[must_use]
pub fn leans_english(line: &str) -> bool {
    let (found, all) = telling(line, &ENGLISH);
    found > 0 && found * 12 >= all && telling(line, &NOT_ENGLISH).0 == 0
}

/// What a word costs in French, in nats: minus the logarithm of its share of a text.
#[must_use]
pub fn cost(rank: u8) -> f32 {
    // Zipf: the word at place n is one in about eleven n.
    f32::from(rank) / 3.5 * std::f32::consts::LN_2 + 2.4
}

/// Whether `left`, in lower case, is what is left of a word elided in French.
pub fn is_elided(left: &str) -> bool {
    const ELIDED: [&str; 16] = [
        "l", "d", "n", "s", "j", "m", "t", "c", "qu", "lorsqu", "jusqu", "puisqu", "quelqu", "quoiqu",
        "presqu", "aujourd",
    ];
    ELIDED.contains(&left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_words_are_known_and_others_are_not() {
        for word in ["décentralisé", "été", "L’École", "aujourd’hui-même", "février"] {
            assert!(rank_as_written(word).is_some(), "{word}");
        }
        for word in ["décàntralisé", "étè", "xéq", "maison"] {
            assert!(rank_as_written(word).is_none(), "{word}");
        }
        assert!(rank("été") < rank("décentralisé"));
        assert!(rank("maison") < rank("maisonnette") || rank("maisonnette").is_none());
        assert!(foreign_rank("naïve").is_some() && rank("straße").is_none());
    }

    #[test]
    fn what_stands_beside_a_lone_letter_is_known() {
        assert!(rank("grâce à").is_some() && rank("à la").is_some());
        assert!(rank("à toto").is_none());
    }
}
