//! Language tags as sites write them: compared without regard to case, `_` and `-` being one.

/// A tag in lower case with `-` between its parts.
#[must_use]
pub fn normal(tag: &str) -> String {
    tag.trim().to_ascii_lowercase().replace('_', "-")
}

/// Whether two tags name one language variant.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    let mut left = a.trim().bytes().map(fold);
    let mut right = b.trim().bytes().map(fold);
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (x, y) if x == y => {}
            _ => return false,
        }
    }
}

fn fold(b: u8) -> u8 {
    if b == b'_' { b'-' } else { b.to_ascii_lowercase() }
}

/// The primary subtag in lower case: `fr` for `fr-CA`, `fra` and `fr_FR`.
#[must_use]
pub fn primary(tag: &str) -> String {
    let first = tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    match first.as_str() {
        "fra" | "fre" => "fr".to_owned(),
        "eng" => "en".to_owned(),
        _ => first,
    }
}

/// Whether `token` looks like French or English where a site declares nothing: the language alone,
/// its three-letter code, or the language with a region of two letters (`en_fr` names two languages).
#[must_use]
pub fn french_or_english(token: &str) -> bool {
    let token = token.as_bytes();
    match token.len() {
        2 | 3 => matches!(&*token.to_ascii_lowercase(), b"fr" | b"en" | b"fra" | b"eng"),
        5 => {
            let (language, region) = (token.get(..2).unwrap_or(b""), token.get(3..).unwrap_or(b""));
            matches!(&*language.to_ascii_lowercase(), b"fr" | b"en")
                && matches!(token.get(2), Some(b'-' | b'_'))
                && region.iter().all(u8::is_ascii_alphabetic)
                && !matches!(&*region.to_ascii_lowercase(), b"en" | b"fr" if !region.eq_ignore_ascii_case(language))
        }
        _ => false,
    }
}

/// Whether a part of an address names one of the languages that sites are most often translated into.
#[must_use]
pub fn common(part: &str) -> bool {
    const CODES: &[&str] = &[
        "ar", "cs", "de", "el", "es", "fa", "he", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ro", "ru",
        "sv", "tr", "uk", "vi", "zh",
    ];
    if !matches!(part.len(), 2 | 5 | 7) {
        return false;
    }
    let low = normal(part);
    let (code, region) = low.split_once('-').unwrap_or((&low, ""));
    CODES.contains(&code) && (region.is_empty() || matches!(region.len(), 2 | 4))
}

/// The English name of a language, for messages; the tag itself where it is not known.
#[must_use]
pub fn name(tag: &str) -> String {
    let known = match primary(tag).as_str() {
        "fr" => "French",
        "en" => "English",
        "de" => "German",
        "es" => "Spanish",
        "it" => "Italian",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        _ => return format!("`{tag}`"),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_underscore_do_not_matter() {
        assert!(same("fr_FR", "FR-fr"));
        assert!(!same("fr", "fr-FR"));
        assert_eq!(primary("fra"), "fr");
    }

    #[test]
    fn only_french_and_english_count_undeclared() {
        for yes in ["fr", "EN", "fr-CA", "en_US", "fra"] {
            assert!(french_or_english(yes), "{yes}");
        }
        for no in ["de", "fr-", "free", "en-masse", "frAU", "e", "en_fr", "fr-en"] {
            assert!(!french_or_english(no), "{no}");
        }
    }
}
