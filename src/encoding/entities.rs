//! HTML entities of letters and signs that windows-1252 has: names, both ways.

/// Names of U+00A0 to U+00FF, in order, from the HTML 4 character entity sets.
const LATIN1: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo",
    "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
    "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",
    "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute",
    "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash",
    "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde",
    "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
    "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave",
    "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// Names of the characters that windows-1252 has between 0x80 and 0x9F.
const OTHERS: [(&str, char); 25] = [
    ("euro", '€'),
    ("sbquo", '‚'),
    ("fnof", 'ƒ'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("circ", 'ˆ'),
    ("permil", '‰'),
    ("Scaron", 'Š'),
    ("lsaquo", '‹'),
    ("OElig", 'Œ'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("tilde", '˜'),
    ("trade", '™'),
    ("scaron", 'š'),
    ("rsaquo", '›'),
    ("oelig", 'œ'),
    ("Yuml", 'Ÿ'),
];

/// The character an entity's name stands for.
pub(super) fn char_of(name: &str) -> Option<char> {
    let at = LATIN1.iter().position(|n| *n == name);
    let latin1 = at.and_then(|i| char::from_u32(0xa0 + u32::try_from(i).ok()?));
    latin1.or_else(|| OTHERS.iter().find(|(n, _)| *n == name).map(|(_, c)| *c))
}

/// The entity for `c`, by name where it has one here.
pub(super) fn entity(c: char) -> String {
    let at = u32::from(c).checked_sub(0xa0).and_then(|i| usize::try_from(i).ok());
    let latin1 = at.and_then(|i| LATIN1.get(i)).copied();
    match latin1.or_else(|| OTHERS.iter().find(|(_, o)| *o == c).map(|(n, _)| *n)) {
        Some(name) => format!("&{name};"),
        None => format!("&#{};", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_at_their_code_points() {
        for (name, c) in [("nbsp", '\u{a0}'), ("eacute", 'é'), ("Atilde", 'Ã'), ("yuml", 'ÿ'), ("rsquo", '’')]
        {
            assert_eq!(char_of(name), Some(c));
            assert_eq!(entity(c), format!("&{name};"));
        }
        assert_eq!(char_of("amp"), None);
        assert_eq!(entity('ł'), "&#322;");
    }
}
