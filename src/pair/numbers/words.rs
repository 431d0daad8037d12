//! Numbers written as words or Roman numerals.

use super::Number;
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Words that stand for numbers in either language.
const WORDS: &[(&str, &str)] = &[
    ("zero", "0"),
    ("zéro", "0"),
    ("one", "1"),
    ("first", "1"),
    ("once", "1"),
    ("un", "1"),
    ("une", "1"),
    ("premier", "1"),
    ("première", "1"),
    ("two", "2"),
    ("second", "2"),
    ("twice", "2"),
    ("deux", "2"),
    ("deuxième", "2"),
    ("double", "2"),
    ("three", "3"),
    ("third", "3"),
    ("trois", "3"),
    ("troisième", "3"),
    ("triple", "3"),
    ("tiers", "3"),
    ("four", "4"),
    ("fourth", "4"),
    ("quarter", "4"),
    ("quatre", "4"),
    ("quatrième", "4"),
    ("quart", "4"),
    ("five", "5"),
    ("fifth", "5"),
    ("cinq", "5"),
    ("cinquième", "5"),
    ("six", "6"),
    ("sixth", "6"),
    ("sixième", "6"),
    ("seven", "7"),
    ("seventh", "7"),
    ("sept", "7"),
    ("septième", "7"),
    ("eight", "8"),
    ("eighth", "8"),
    ("huit", "8"),
    ("huitième", "8"),
    ("nine", "9"),
    ("ninth", "9"),
    ("neuf", "9"),
    ("neuvième", "9"),
    ("ten", "10"),
    ("tenth", "10"),
    ("dix", "10"),
    ("dixième", "10"),
    ("dizaine", "10"),
    ("eleven", "11"),
    ("onze", "11"),
    ("twelve", "12"),
    ("douze", "12"),
    ("dozen", "12"),
    ("douzaine", "12"),
    ("midi", "12"),
    ("noon", "12"),
    ("thirteen", "13"),
    ("treize", "13"),
    ("fourteen", "14"),
    ("quatorze", "14"),
    ("fifteen", "15"),
    ("quinze", "15"),
    ("quinzaine", "15"),
    ("sixteen", "16"),
    ("seize", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("vingt", "20"),
    ("vingtaine", "20"),
    ("thirty", "30"),
    ("trente", "30"),
    ("trentaine", "30"),
    ("forty", "40"),
    ("quarante", "40"),
    ("quarantaine", "40"),
    ("fifty", "50"),
    ("cinquante", "50"),
    ("cinquantaine", "50"),
    ("sixty", "60"),
    ("soixante", "60"),
    ("soixantaine", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("cent", "100"),
    ("cents", "100"),
    ("centaine", "100"),
    ("thousand", "1000"),
    ("mille", "1000"),
    ("millier", "1000"),
    ("million", "1000000"),
    ("half", "2"),
    ("january", "1"),
    ("janvier", "1"),
    ("february", "2"),
    ("février", "2"),
    ("march", "3"),
    ("mars", "3"),
    ("april", "4"),
    ("avril", "4"),
    ("may", "5"),
    ("mai", "5"),
    ("june", "6"),
    ("juin", "6"),
    ("july", "7"),
    ("juillet", "7"),
    ("august", "8"),
    ("août", "8"),
    ("september", "9"),
    ("septembre", "9"),
    ("october", "10"),
    ("octobre", "10"),
    ("november", "11"),
    ("novembre", "11"),
    ("december", "12"),
    ("décembre", "12"),
    ("jan", "1"),
    ("janv", "1"),
    ("feb", "2"),
    ("févr", "2"),
    ("apr", "4"),
    ("avr", "4"),
    ("jun", "6"),
    ("jul", "7"),
    ("juil", "7"),
    ("aug", "8"),
    ("sep", "9"),
    ("sept", "9"),
    ("oct", "10"),
    ("nov", "11"),
    ("dec", "12"),
    ("déc", "12"),
];

/// Bytes of the longest of them.
const LONGEST: usize = 12;

/// Reads the word at `at`, and says where to go on.
pub(super) fn word(prose: &str, at: usize, offset: usize, out: &mut Vec<Number>) -> usize {
    let rest = prose.get(at..).unwrap_or("");
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let found = rest.get(..end).unwrap_or("");
    // `v2.0` is version 2.0; what runs on after any other name is part of it: `gpt3.5`.
    if found.strip_prefix(['v', 'V']).is_some_and(|v| !v.is_empty() && v.bytes().all(|b| b.is_ascii_digit()))
    {
        return at + 1;
    }
    if found.ends_with(|c: char| c.is_ascii_digit()) {
        let tail = rest.get(end..).unwrap_or("");
        let more: usize = tail.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let more = tail.get(..more).unwrap_or("").trim_end_matches('.').len();
        let letters = found.trim_end_matches(|c: char| c.is_ascii_digit());
        // `SHA512` answers `SHA-512`.
        if more == 0 && letters.len() >= 2 && letters.bytes().all(|b| b.is_ascii_uppercase()) {
            let keys = vec![found.get(letters.len()..).unwrap_or("").to_owned()];
            let span = Span::new(offset + at, offset + at + end);
            out.push(Number { span, keys, digits: false, article: false });
        }
        return at + end + more;
    }
    let span = Span::new(offset + at, offset + at + end);
    let mut keys: Vec<String> = values(found).iter().map(|k| (*k).to_owned()).collect();
    if keys.is_empty() {
        let numeral = found.trim_end_matches("ème").trim_end_matches("eme").trim_end_matches(['e', 'r']);
        keys.extend(roman(numeral).map(|n| n.to_string()));
    }
    if let Some(last) = out.last().filter(|l| !l.digits && l.span.end + 1 == span.start) {
        // `vingt-cinq`, `twenty five`: both as they are and added up.
        let sum = last
            .keys
            .first()
            .and_then(|a| a.parse::<u32>().ok())
            .zip(keys.first().and_then(|b| b.parse::<u32>().ok()));
        keys.extend(sum.map(|(a, b)| (a + b).to_string()));
        keys.extend(sum.filter(|(a, b)| *b >= 100 && *a < 100).map(|(a, b)| a.saturating_mul(b).to_string()));
    }
    if !keys.is_empty() {
        let article = ["un", "une", "one"].iter().any(|w| found.eq_ignore_ascii_case(w));
        out.push(Number { span, keys, digits: false, article });
    }
    at + end.max(1)
}

/// What a word may stand for, in whatever case.
fn values(word: &str) -> &'static [&'static str] {
    static INDEX: OnceLock<FxHashMap<&str, Vec<&str>>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        WORDS.iter().for_each(|(word, value)| index.entry(word).or_default().push(value));
        index
    });
    if word.len() > LONGEST {
        return &[];
    }
    let found = if word.bytes().all(|b| b.is_ascii_lowercase()) {
        index.get(word)
    } else {
        index.get(word.to_lowercase().as_str())
    };
    found.map_or(&[], Vec::as_slice)
}

/// The value of a Roman numeral.
fn roman(text: &str) -> Option<u32> {
    // `L’`, `C’`, `D’` and `M.` are letters, and so is what is left of `Le`, `De`, `Ce` and `Me`.
    if text.is_empty() || text.len() > 7 || matches!(text, "L" | "C" | "D" | "M") {
        return None;
    }
    let mut total = 0u32;
    let mut last = 0u32;
    for c in text.chars().rev() {
        let value = match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            'M' => 1000,
            _ => return None,
        };
        total = if value < last { total.checked_sub(value)? } else { total + value };
        last = last.max(value);
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_word_is_longer_than_the_longest() {
        assert_eq!(WORDS.iter().map(|w| w.0.len()).max(), Some(LONGEST));
        assert_eq!(
            (values("SEPT"), values("Février"), values("bread")),
            (&["7", "9"][..], &["2"][..], &[][..])
        );
    }
}
