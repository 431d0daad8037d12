//! The words of French that hold a letter beyond ASCII, as fingerprints with a rank of frequency:
//! enough to know whether a word exists, nothing to read it back from.
//!
//! Built by `train words`; `model/SOURCES.md` says from what.

/// The table: [`SLOTS`] entries of three bytes, a fingerprint and a rank (1 commonest, 255 rare).
static TABLE: &[u8] = include_bytes!("model/words.bin");

/// Number of slots, a power of two.
pub const SLOTS: usize = 1 << 18;
/// Most slots a lookup tries.
pub const PROBES: usize = 24;

/// Letters a French word may have lost, commonest first.
pub const LETTERS: [char; 17] =
    ['é', 'è', 'à', 'ê', 'ç', 'ô', 'î', 'â', 'û', 'ï', 'ù', 'ë', 'œ', 'ü', 'ö', 'ä', 'æ'];

/// Slot and fingerprint (never 0) of a word in lower case.
#[must_use]
pub fn key(word: &str) -> (usize, u16) {
    // FNV-1a over the bytes, mixed once more.
    let hash =
        word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    let mixed = (hash ^ (hash >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let fingerprint = u16::try_from(mixed >> 48).unwrap_or(0).max(1);
    (usize::try_from(mixed & 0xFFFF_FFFF).unwrap_or(0) & (SLOTS - 1), fingerprint)
}

/// The rank of a word in lower case, if it is one.
#[must_use]
pub fn rank(word: &str) -> Option<u8> {
    let (slot, fingerprint) = key(word);
    for probe in 0..PROBES {
        let at = ((slot + probe) & (SLOTS - 1)) * 3;
        let entry = TABLE.get(at..at + 3)?;
        match u16::from_le_bytes([entry[0], entry[1]]) {
            0 => return None,
            found if found == fingerprint => return Some(entry[2]),
            _ => {}
        }
    }
    None
}

/// The rank of a word as written, its capitals made small and its elided article set aside.
#[must_use]
pub fn rank_as_written(word: &str) -> Option<u8> {
    let small = word.to_lowercase();
    let bare = small.rsplit(['’', '\'', '-']).find(|p| !p.is_ascii())?;
    rank(bare)
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
    }
}
