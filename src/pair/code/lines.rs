//! Code in a language whose comments and texts are not told apart (markup, output, tables, none): it is
//! compared line by line, and only a single change in a block that is otherwise the same to the letter
//! is believed.

use super::difference::difference;
use super::tokens;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// Lines of more blocks than this are not compared: no slip hides in so much.
const LONGEST: usize = 2_000;
/// More lines than this are no slip.
const MOST: usize = 4;

/// The lines (of the original, of the translation, from 0) that one change lost, added or rewrote;
/// `None` where nothing differs, or more than one place does, or what differs is text for people.
#[must_use]
pub fn lone_change(original: &str, translated: &str, english: bool) -> Option<(Range<usize>, Range<usize>)> {
    let (a, b) = (lines(original), lines(translated));
    if a.len().max(b.len()) > LONGEST {
        return None;
    }
    let (p, q): (Vec<&str>, Vec<&str>) = (a.iter().map(|l| l.1).collect(), b.iter().map(|l| l.1).collect());
    let parts = capture_diff_slices(Algorithm::Myers, &p, &q);
    let mut changes = parts.iter().filter(|o| o.tag() != DiffTag::Equal);
    let change = changes.next().filter(|_| changes.next().is_none())?;
    let (old, new) = (change.old_range(), change.new_range());
    let (lost, added) = (p.get(old.clone())?, q.get(new.clone())?);
    let same = p.len() - lost.len();
    // A block of one line has no others that would tell it is the same block: its line has to.
    let single = p.len() == 1 && q.len() == 1;
    if lost.len().max(added.len()) > MOST || (same < lost.len().max(added.len()) && !q.is_empty() && !single)
    {
        return None;
    }
    let number = |list: &[(usize, &str)], range: &Range<usize>| {
        let first = list.get(range.start).or(list.last()).map_or(0, |l| l.0);
        first..list.get(range.end.saturating_sub(1)).map_or(first, |l| l.0 + 1).max(first)
    };
    let speaks = match (lost, added) {
        // A block that lost all it held.
        ([_], []) if q.is_empty() => true,
        (one, []) | ([], one) => one.iter().any(|l| is_code(l)),
        ([x], [y]) => rewritten(x, y, english),
        _ => false,
    };
    speaks.then(|| (number(&a, &old), number(&b, &new)))
}

/// The lines of a block that are not blank, without the space around them, and their numbers.
fn lines(code: &str) -> Vec<(usize, &str)> {
    code.lines().map(str::trim).enumerate().filter(|l| !l.1.is_empty()).collect()
}

/// Whether a line is more than a comment or a sentence.
fn is_code(line: &str) -> bool {
    let comment = ["//", "#", "<!--", "/*", "*", "--", ";", "%", "..."].iter().any(|m| line.starts_with(m));
    let signs = line.contains(['(', ')', '{', '}', '[', ']', '<', '>', '=', ';', '_', '/', '|', '@', '$']);
    let data = line.matches(',').count() >= 3 && line.contains(|c: char| c.is_ascii_digit());
    let named = line.split_once(':').is_some_and(|(key, _)| !key.contains(' '));
    !comment && (signs || data || named)
}

/// Whether one line is another one for a machine: what differs is a number, a sign or a name that no
/// translator touches.
fn rewritten(x: &str, y: &str, english: bool) -> bool {
    let read = |line: &str| -> Vec<String> { tokens(line, &["//"]).into_iter().flat_map(|l| l.1).collect() };
    let (p, q) = (read(x), read(y));
    let placed =
        |list: &'_ [String]| -> Vec<(usize, String)> { list.iter().map(|t| (0, t.clone())).collect() };
    let (p, q) = (placed(&p), placed(&q));
    let p: Vec<(usize, &str)> = p.iter().map(|t| (t.0, t.1.as_str())).collect();
    let q: Vec<(usize, &str)> = q.iter().map(|t| (t.0, t.1.as_str())).collect();
    let Some((old, new)) = difference(&p, &q, false, english) else { return false };
    let (from, to) = (p.get(old).unwrap_or(&[]), q.get(new).unwrap_or(&[]));
    // Half a line that differs is another text.
    let few = (from.len() + to.len()) * 3 <= p.len() + q.len() + 3;
    let place = |list: &[(usize, &str)], line: &[(usize, &str)]| {
        let open = |t: &(usize, &str)| t.1.contains(char::is_alphabetic) && placeholder(t.1);
        list.iter().any(|t| open(t) && !variable(t.1, line))
    };
    if from.is_empty() || to.is_empty() || place(from, &p) || place(to, &q) {
        return false;
    }
    let made = from.iter().chain(to).all(|t| technical(t.1));
    (few && (made || named(from, &p))) || one_for_one(from, to)
}

/// Whether one word stands for another, and one of the two no translator writes: `slugId` for `slug`,
/// `let` for `const`.
fn one_for_one(from: &[(usize, &str)], to: &[(usize, &str)]) -> bool {
    let ([(_, a)], [(_, b)]) = (from, to) else { return false };
    let word = |t: &str| t.is_ascii() && t.starts_with(|c: char| c.is_ascii_alphabetic());
    let made = |t: &str| technical(t) || KEYWORDS.contains(&t);
    word(a) && word(b) && (made(a) || made(b))
}

/// Words of programs that are none of running text.
const KEYWORDS: &[&str] = &[
    "const",
    "let",
    "var",
    "func",
    "fn",
    "def",
    "struct",
    "enum",
    "async",
    "await",
    "elif",
    "endif",
    "null",
    "undefined",
    "None",
    "True",
    "False",
    "typeof",
    "instanceof",
    "lambda",
    "mut",
    "impl",
    "bool",
    "elsif",
];

/// Whether a line sets this variable, as a file of settings does: `API_KEY=…`.
fn variable(token: &str, line: &[(usize, &str)]) -> bool {
    let sets = line.first().is_some_and(|t| t.1 == token) && line.get(1).is_some_and(|t| t.1 == "=");
    sets && !own(token)
}

/// Whether a token is no word of any language: a number, a sign, `like_this` or `likeThis`.
fn technical(token: &str) -> bool {
    let inner = |c: char| c.is_ascii_digit() || c == '_' || c == '.';
    let camel = token.chars().skip(1).any(char::is_uppercase) && token.chars().any(char::is_lowercase);
    token.is_ascii()
        && token != super::TEXT
        && (token.contains(inner) || camel || !token.contains(char::is_alphanumeric))
}

/// Whether a token says that something is to be put in its place: `YOUR_API_KEY`, `API_KEY`.
fn placeholder(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    let number = digits * 2 > token.len();
    (!number && super::translated::parts(&[token]).is_empty()) || own(token)
}

/// Whether one of the words of a token says whose it is.
fn own(token: &str) -> bool {
    const OWN: [&str; 10] = ["your", "my", "votre", "vos", "mon", "ma", "mes", "ton", "example", "exemple"];
    token.split(|c: char| !c.is_alphabetic()).any(|w| OWN.contains(&w.to_lowercase().as_str()))
}

/// Whether what was lost is one `technical` name, or the name of a call or a key.
fn named(lost: &[(usize, &str)], line: &[(usize, &str)]) -> bool {
    let [(_, name)] = lost else { return false };
    let after = line.iter().position(|t| t.1 == *name).and_then(|at| line.get(at + 1)).map(|t| t.1);
    technical(name)
        || (name.contains(char::is_alphabetic)
            && name.is_ascii()
            && matches!(after, Some("(" | ":" | "=" | ";" | "{")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_change_in_a_block_that_is_the_same_is_a_slip() {
        let code = "<Layout>\n  <Card size=3 />\n  <p>Hello dear friends of bread</p>\n</Layout>\n";
        let speaks = |other: &str| lone_change(code, other, true).is_some();
        assert!(speaks(&code.replace("  <Card size=3 />\n", "")));
        assert!(speaks(&code.replace("size=3", "size=4")));
        assert!(!speaks(&code.replace("Hello dear friends of bread", "Bonjour chers amis du pain")));
        assert!(!speaks(&code.replace("Hello", "Salut").replace("size=3", "size=4")));
        let keys = ("a=1\nKEY=YOUR_API_KEY\n", "a=1\nKEY=VOTRE_CLE_API\n");
        assert!(lone_change(keys.0, keys.1, true).is_none());
        assert!(!speaks(code));
        assert!(lone_change("npm install x@2\n", "", true).is_some());
    }

    #[test]
    fn comments_and_text_may_come_and_go() {
        let code = "a(1)\nb(2)\n";
        assert!(lone_change(code, "a(1)\n# ceci est le second\nb(2)\n", true).is_none());
        assert!(lone_change("one\ntwo words here\n", "one\n", true).is_none());
        assert!(lone_change("key: value\nother: two\n", "key: value\n", true).is_some());
    }
}
