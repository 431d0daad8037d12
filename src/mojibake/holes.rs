//! What bytes lost leave in a text that shows no other damage: `donât`, `Ã?cole`, `ð¤`.

use super::words;

/// Whether a text without any other damage shows what bytes lost leave: `donâ??t`, `Ã?cole`, and in
/// English or French `donât`, `câest`, `âyesâ`, with nothing else beyond ASCII.
#[must_use]
pub fn is_marked(text: &str) -> bool {
    let holds = |sign: &str| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
    let signs = ["â??", "â\u{fffd}\u{fffd}", "ï¸?", "ï¸\u{fffd}"];
    // `Hvað?` is Icelandic, ` ð?` is not.
    let eth = |&(at, _): &(usize, &str)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        !before.is_some_and(char::is_alphabetic)
    };
    if signs.iter().any(|sign| holds(sign))
        || ["ð?", "ð\u{fffd}"].iter().any(|sign| holds(sign) && text.match_indices(sign).any(|m| eth(&m)))
    {
        return true;
    }
    let signs = |rest: &str| begins_eastern(rest) || rest.starts_with("???");
    if ["đ?", "đ\u{fffd}"].iter().any(|sign| {
        holds(sign) && text.match_indices(sign).any(|m| eth(&m) && signs(text.get(m.0 + 2..).unwrap_or("")))
    }) {
        return true;
    }
    let mut any = false;
    for line in text.lines().filter(|l| !l.is_ascii()) {
        let chars: Vec<char> = line.chars().collect();
        let (mut opened, mut closed, mut sure) = (0, 0, 0);
        let mut rest = 0;
        while let Some(at) = chars.iter().skip(rest).position(|c| !c.is_ascii()).map(|i| i + rest) {
            let pictograph = pictograph(&chars, at);
            rest = at + pictograph.max(1);
            match hole(&chars, at) {
                _ if pictograph > 0 => sure += 1,
                // The genitive of a plural.
                Some(Hole::Closes) if opened == closed && is_genitive(&chars, at) => sure += 1,
                Some(Hole::Opens) => opened += 1,
                Some(Hole::Closes) => closed += 1,
                Some(Hole::Sure) => sure += 1,
                None => return false,
            }
        }
        any |= opened == closed && opened + sure > 0 && words::leans_english(line)
            || sure > 0 && opened + closed == 0;
    }
    any
}

/// What iso-8859-2 has for the bytes A0 to BF.
const EASTERN: &str = "\u{a0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{ad}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žż";

/// Whether only iso-8859-2 can have lost the bytes that a text misses: it shows what other codecs have none of.
#[must_use]
pub fn is_eastern(text: &str) -> bool {
    let follows = |lead: &str| {
        text.match_indices(lead).any(|(at, lead)| begins_eastern(text.get(at + lead.len()..).unwrap_or("")))
    };
    follows("đ") || follows("ď") || ["âŚ", "â˘", "âŹ", "âĄ", "âĽ"].iter().any(|s| text.contains(s))
}

/// Whether a text begins, behind marks of lost bytes, with a byte that iso-8859-2 kept; a no-break space alone
/// tells nothing.
fn begins_eastern(text: &str) -> bool {
    let next = text.trim_start_matches(['?', '\u{fffd}']).chars().next();
    next.is_some_and(|c| c != '\u{a0}' && EASTERN.contains(c))
}

fn is_behind_letter(chars: &[char], at: usize) -> bool {
    at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| c.is_alphabetic())
}

/// How many characters at `at` can only be what a pictograph left: `ð¤`, `âœï¸`; 0 if none.
fn pictograph(chars: &[char], at: usize) -> usize {
    let rest = chars.get(at..).unwrap_or(&[]);
    // The bytes A0 to BF of the ISO codecs, and two that windows-1252 keeps.
    let sign =
        |c: &&char| matches!(c, '\u{a0}'..='\u{bf}' | '€' | 'Š' | 'š' | 'Ž' | 'ž' | 'Œ' | 'œ' | 'Ÿ' | '™');
    let signs = |n: usize| rest.iter().skip(n).take_while(sign).count();
    let eastern = |n: usize| rest.iter().skip(n).take_while(|c| EASTERN.contains(**c)).count();
    match rest {
        // The same in iso-8859-2: `đ¤`, `â ď¸`, `etcâŚ`. A no-break space alone stands behind the đ of Vietnam.
        ['đ', c, ..] if *c != '\u{a0}' && eastern(1) > 0 && !is_behind_letter(chars, at) => 1 + eastern(1),
        ['â', 'Ś' | '˘' | 'Ź' | 'Ą' | 'Ľ', ..] if !rest.get(2).is_some_and(|c| c.is_alphabetic()) => 2,
        ['â', ..] if matches!(rest.get(1 + eastern(1)..), Some(['ď', '¸', ..])) => 3 + eastern(1),
        ['ď', '¸', ..] if at > 0 => 2,
        ['ð', ..] if signs(1) > 0 => 1 + signs(1),
        // An ellipsis, a bullet, a euro, a sign of keyboards: no letter stands before these signs.
        ['â', 'Œ' | '¦' | '¢' | '¬', ..] => 2,
        ['â', ..] if matches!(rest.get(1 + signs(1)..), Some(['ï', '¸' | 'ž', ..])) => 3 + signs(1),
        ['ï', '¸' | 'ž', ..] if at > 0 => 2,
        _ => 0,
    }
}

/// What English contracts with `not`.
const NEGATED: [&str; 20] = [
    "do", "does", "did", "is", "are", "was", "were", "have", "has", "had", "ca", "wo", "would", "could",
    "should", "must", "need", "ai", "sha", "might",
];

/// Words that go on behind a dash, beside those that tell English.
const AFTER_DASH: [&str; 12] =
    ["including", "your", "but", "or", "if", "so", "even", "especially", "like", "our", "its", "my"];

/// Whether the `â` at `at` can be the apostrophe of `the agencies’ services`.
fn is_genitive(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    before == Some(&'s') && chars.get(at + 1) == Some(&' ') && leans_english(chars)
}

fn leans_english(chars: &[char]) -> bool {
    words::leans_english(&chars.iter().collect::<String>())
}

/// Where a lone `â` stands.
enum Hole {
    Opens,
    Closes,
    Sure,
}

/// What the `â` at `at` was, if it is one and stands where English and French have none.
fn hole(chars: &[char], at: usize) -> Option<Hole> {
    let get = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let (before, after) = (get(at.checked_sub(1)), get(Some(at + 1)));
    let rest = chars.get(at + 1..).unwrap_or(&[]);
    let tail: String = rest.iter().take_while(|c| c.is_alphabetic()).take(12).collect();
    let head = words::before(chars, at);
    let pronoun = ["i", "you", "he", "she", "it", "we", "they", "that", "there"].contains(&head.as_str());
    let capitals =
        |head: &str| chars.get(at - head.len()..at).is_some_and(|h| h.iter().all(char::is_ascii_uppercase));
    match (before.is_alphanumeric(), after.is_alphanumeric()) {
        _ if chars.get(at) != Some(&'â') => None,
        // A range of years or pages.
        (true, true) if before.is_ascii_digit() && after.is_ascii_digit() => Some(Hole::Sure),
        (true, true) if words::is_elided(&head) && "aeiou".contains(after) => Some(Hole::Sure),
        (true, true) if tail == "t" && head.strip_suffix('n').is_some_and(|h| NEGATED.contains(&h)) => {
            Some(Hole::Sure)
        }
        (true, true) if pronoun && ["m", "d", "re", "ve", "ll"].contains(&tail.as_str()) => Some(Hole::Sure),
        (true, true) if tail == "s" && head.is_ascii() && head.len() > 1 && capitals(&head) => {
            Some(Hole::Sure)
        }
        (_, true)
            if (head.len() > 1 || "`>)]*_".contains(before))
                && ["s", "re", "ve", "ll"].contains(&tail.as_str()) =>
        {
            leans_english(chars).then_some(Hole::Sure)
        }
        // A dash between two words.
        (true, true)
            if head.is_ascii()
                && head.len() > 2
                && (words::tells_english(&tail) || AFTER_DASH.contains(&tail.as_str())) =>
        {
            leans_english(chars).then_some(Hole::Sure)
        }
        (false, true) if before != '\'' => Some(Hole::Opens),
        (false, false) if " (".contains(before) && "[`*_".contains(after) => Some(Hole::Opens),
        (_, false) if before != ' ' => Some(Hole::Closes),
        (false, false) => leans_english(chars).then_some(Hole::Sure),
        _ => None,
    }
}
