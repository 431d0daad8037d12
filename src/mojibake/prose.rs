//! What of a line is prose: its code spans, tags, addresses, paths and identifiers are in no language.

use std::borrow::Cow;

/// The line with a space in the place of every character of a code span, a tag, the target of a link, an
/// address, a path or an identifier: as many characters as before, at the same places.
#[must_use]
pub fn of(line: &str) -> Cow<'_, str> {
    if !line.contains(['`', '<', '/', '_']) {
        return Cow::Borrowed(line);
    }
    let mut chars: Vec<char> = line.chars().collect();
    blank_code(&mut chars);
    blank_elements(&mut chars);
    blank_tags(&mut chars);
    blank_between(&mut chars, |chars, at| chars.get(at) == Some(&'(') && at > 0 && chars[at - 1] == ']', ')');
    blank_names(&mut chars);
    Cow::Owned(chars.into_iter().collect())
}

fn blank(chars: &mut [char], from: usize, to: usize) {
    if let Some(part) = chars.get_mut(from..to) {
        part.fill(' ');
    }
}

/// Blanks code spans: between two runs of backticks of the same length.
fn blank_code(chars: &mut [char]) {
    let run = |chars: &[char], at: usize| chars.iter().skip(at).take_while(|c| **c == '`').count();
    // The last run that was not closed: a longer line has nothing for it either.
    let mut at = 0;
    let mut open: Option<(usize, usize)> = None;
    while at < chars.len() {
        let length = run(chars, at);
        match open {
            _ if length == 0 => at += 1,
            Some((start, n)) if n == length => {
                blank(chars, start, at + length);
                open = None;
                at += length;
            }
            Some(_) => at += length,
            None => {
                open = Some((at, length));
                at += length;
            }
        }
    }
}

/// Blanks what stands between the tags of code: `<code>…</code>`.
fn blank_elements(chars: &mut [char]) {
    const OPEN: [char; 6] = ['<', 'c', 'o', 'd', 'e', '>'];
    const CLOSE: [char; 7] = ['<', '/', 'c', 'o', 'd', 'e', '>'];
    let find = |chars: &[char], from: usize, tag: &[char]| {
        chars.get(from..)?.windows(tag.len()).position(|w| w == tag).map(|at| from + at)
    };
    let mut at = 0;
    while let Some(open) = find(chars, at, &OPEN) {
        let Some(close) = find(chars, open, &CLOSE) else { return };
        blank(chars, open, close + CLOSE.len());
        at = close + CLOSE.len();
    }
}

/// Whether a tag or a comment opens at `at`.
fn is_tag(chars: &[char], at: usize) -> bool {
    chars.get(at) == Some(&'<')
        && chars.get(at + 1).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
}

/// Blanks tags, but for what is said in them: values of several words, `title="Un mot de plus"`.
fn blank_tags(chars: &mut [char]) {
    let mut at = 0;
    while at < chars.len() {
        if !is_tag(chars, at) {
            at += 1;
            continue;
        }
        let Some(length) = chars.iter().skip(at).position(|c| *c == '>') else { return };
        blank_tag(chars, at, at + length);
        at += length + 1;
    }
}

/// Blanks a tag from `from` up to `to`, its end.
fn blank_tag(chars: &mut [char], from: usize, to: usize) {
    let (mut start, mut quoted) = (from, false);
    while start < to {
        let part = chars.get(start..to).unwrap_or(&[]).split(|c| *c == '"').next().unwrap_or(&[]);
        let (length, said) = (part.len(), quoted && part.contains(&' '));
        if !said {
            blank(chars, start, start + length);
        }
        start += length + 1;
        quoted = !quoted;
    }
}

/// Blanks what `opens`, up to the next `close`.
fn blank_between(chars: &mut [char], opens: fn(&[char], usize) -> bool, close: char) {
    let mut at = 0;
    while at < chars.len() {
        if !opens(chars, at) {
            at += 1;
            continue;
        }
        let Some(length) = chars.iter().skip(at).position(|c| *c == close) else { return };
        blank(chars, at, at + length + 1);
        at += length + 1;
    }
}

/// Blanks addresses, paths and identifiers: words with `://`, two slashes, one at their beginning, a low line.
fn blank_names(chars: &mut [char]) {
    let mut start = 0;
    while start < chars.len() {
        let length = chars.iter().skip(start).take_while(|c| !c.is_whitespace()).count();
        let word = chars.get(start..start + length).unwrap_or(&[]);
        let slashes = word.iter().filter(|c| **c == '/').count();
        // What low lines surround is emphasis.
        let inner: &[char] = {
            let mark = |c: &&char| !c.is_alphanumeric();
            let (before, after) =
                (word.iter().take_while(mark).count(), word.iter().rev().take_while(mark).count());
            word.get(before..word.len().saturating_sub(after)).unwrap_or(&[])
        };
        if slashes > 1 || slashes == 1 && word.starts_with(&['/']) || inner.contains(&'_') {
            blank(chars, start, start + length);
        }
        start += length + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn code_tags_and_addresses_are_blank() {
        for (line, prose) in [
            ("Lancez `make all` ici", "Lancez            ici"),
            ("Un <b class=\"x\">mot</b> et [lui](/a/b)", "Un          \" \">mot   > et [lui]      "),
            ("<Card title=\"De Lyon à Nice\" />", "            \"De Lyon à Nice\"  >"),
            ("voir https://a.example/b et/ou max_len", "voir                     et/ou        "),
            ("Type : <code>(a: B)</code>", "Type :                    "),
            ("un ``a ` b`` puis ` seul", "un           puis ` seul"),
            ("a < b, c > d", "a < b, c > d"),
            ("un _mot_ à part", "un _mot_ à part"),
        ] {
            assert_eq!(of(line), prose);
        }
    }
}
