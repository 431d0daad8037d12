//! Signs that a swap makes letters of: a lone `ù` in a French or English line was a dash, `45 Ç` a price.

use super::weigh::is_space;

/// Letters that stand alone in lines of French and English, so that they tell nothing; `ð` is what is left of an
/// emoji whose other bytes vanished.
const WORDS: &str = "àÀéÉôÔð";
/// Letters that stand alone in lines of Spanish, which look like French.
const SPANISH: &str = "óÓñÑ";

/// How many letters of `found` stand where no word does and are read as a sign that belongs there: a dash or a
/// bullet between spaces, a dash or a multiplication sign behind a figure, a currency. `sure` says that the line
/// is French or English.
pub fn count(found: &str, reading: &str, sure: bool) -> usize {
    let (found, read): (Vec<char>, Vec<char>) = (found.chars().collect(), reading.chars().collect());
    let is_letter = |c: &char| {
        (c.is_alphabetic() || *c == '◊')
            && !c.is_ascii()
            && !WORDS.contains(*c)
            && (sure || !SPANISH.contains(*c))
    };
    let places = found.iter().enumerate().filter(|(_, c)| is_letter(c));
    places.filter(|(at, _)| is_in_place(&read, *at)).count()
}

fn is_in_place(read: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| read.get(i)).copied();
    let after = read.get(at + 1).copied();
    // Tables of characters set them apart with tabs.
    let blank = |c: Option<char>| c.is_none_or(|c| matches!(c, '\n' | '\r') || is_space(c));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let spaced = blank(before) && blank(after);
    match read.get(at) {
        Some('—' | '•' | '›') => spaced,
        Some('–') => spaced || digit(before) && digit(after),
        Some('×') => digit(before) && !after.is_some_and(char::is_alphabetic),
        Some('€') => {
            let figure = || at.checked_sub(2).is_some_and(|i| digit(read.get(i).copied()));
            !after.is_some_and(char::is_alphanumeric) && (digit(before) || blank(before) && figure())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_count_where_they_belong() {
        for (found, reading, n) in [
            ("Les photos ù et les plans", "Les photos — et les plans", 1),
            ("de 1û3 à 45 Ç ou 2Î plus", "de 1–3 à 45 € ou 2× plus", 3),
            ("ò un\n", "• un\n", 1),
            ("un ô deux où", "un — deux où", 0),
            ("dès làù", "dès là—", 0),
            ("> ð Check this out", "> – Check this out", 0),
        ] {
            assert_eq!(count(found, reading, true), n, "{found}");
        }
    }
}
