//! `train words OUT.bin SOURCE…`: the French words with letters beyond ASCII, by how often they occur
//! in the sources; files named `list…` hold one word a line and say only that it exists.

use std::collections::BTreeMap;
use visavis::mojibake::words::{PROBES, SLOTS, key};

/// Most words kept: what the table holds at about three quarters of its slots.
const KEPT: usize = SLOTS / 4 * 3;

/// Reads `args` and writes the table.
///
/// # Errors
/// Says which file could not be read or written.
pub fn run(args: &[String]) -> Result<(), String> {
    let (out, sources) = args.split_first().ok_or("usage: train words OUT.bin SOURCE…")?;
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for source in sources {
        let text = std::fs::read_to_string(source).map_err(|e| format!("{source}: {e}"))?;
        let list = source.rsplit('/').next().is_some_and(|n| n.starts_with("list"));
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_ascii()) {
            let french = |c: char| c.is_ascii_alphabetic() || visavis::mojibake::words::LETTERS.contains(&c);
            let word = word.to_lowercase();
            if word.chars().all(french) && word.chars().count() > 1 {
                *counts.entry(word).or_default() += if list { 1 } else { 2 };
            }
        }
    }
    let mut words: Vec<(u64, String)> = counts.into_iter().map(|(w, n)| (n, w)).collect();
    // Seen once in running text and on no list: as likely a misprint as a word.
    words.retain(|(n, _)| *n != 2);
    words.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    words.truncate(KEPT);
    let mut table = vec![0_u8; SLOTS * 3];
    for (place, (_, word)) in words.iter().enumerate() {
        let (slot, fingerprint) = key(word);
        let rank = ((((place + 1) as f64).log2() * 14.0) as u8).max(1);
        let at = (0..PROBES)
            .map(|p| ((slot + p) & (SLOTS - 1)) * 3)
            .find(|&at| table.get(at..at + 2) == Some(&[0, 0]));
        if let Some(entry) = at.and_then(|at| table.get_mut(at..at + 3)) {
            let [low, high] = fingerprint.to_le_bytes();
            entry.copy_from_slice(&[low, high, rank]);
        }
    }
    eprintln!("train words: {} words", words.len());
    std::fs::write(out, table).map_err(|e| format!("{out}: {e}"))
}
