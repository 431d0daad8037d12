//! Text by or for machines: error messages, commit messages, code that no markup tells, identifiers.

use crate::document::{Block, Document};

/// Whether `block` quotes an error message: it begins with the error's identifier and a colon.
#[must_use]
pub fn error_message(document: &Document, block: &Block) -> bool {
    names_an_error(block.span.of(&document.text))
}

fn names_an_error(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_', '`', ' ']);
    let name = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').next().unwrap_or("");
    let rest =
        text.get(name.len()..).unwrap_or("").trim_start_matches(['*', '_', '`', ' ', '\u{a0}', '\u{202f}']);
    let inner =
        name.chars().skip(1).any(|c| c.is_ascii_uppercase()) && name.chars().any(|c| c.is_ascii_lowercase());
    // What a list explains is no error: `setPosition: where the boat lies`, `defaultBoat`: the first one.
    let kinds = ["rror", "xception", "arning", "ailure"];
    // `noBoatFoundInHarbour` says what went wrong.
    let told = name.chars().filter(char::is_ascii_uppercase).count() >= 4;
    let error =
        told || name.starts_with(|c: char| c.is_ascii_uppercase()) || kinds.iter().any(|k| name.ends_with(k));
    name.len() >= 6 && inner && error && rest.starts_with(':')
}

/// How the text of error messages begins, where no full stop ends it.
const BEGINNINGS: &[&str] = &[
    "Cannot ",
    "Can't ",
    "Could not ",
    "Couldn't ",
    "Failed to ",
    "Unable to ",
    "Refused to ",
    "Unexpected ",
    "Expected ",
    "Unknown ",
    "Invalid ",
    "Missing ",
    "No such ",
    "Permission denied",
    "Access denied",
];
/// How it ends.
const ENDINGS: &[&str] = &["is not defined", "is undefined", "is not a function", "not found", "is required"];
/// The types of a commit message.
const COMMITS: &[&str] =
    &["feat", "fix", "chore", "refactor", "docs", "perf", "test", "tests", "build", "ci", "style", "revert"];

/// Whether a sentence was written by or for a machine: an error message as a heading or item, the first
/// line of a commit, a call, an import.
#[must_use]
pub fn machine_text(text: &str) -> bool {
    let text = text.trim();
    let commit = text.split_once(':').is_some_and(|(kind, _)| {
        let kind = kind.trim_end_matches('!');
        let kind = kind.split_once('(').map_or(kind, |(k, _)| k);
        COMMITS.contains(&kind)
    });
    let error = !text.ends_with(['.', '!', '?'])
        && (BEGINNINGS.iter().any(|b| text.starts_with(b)) || ENDINGS.iter().any(|e| text.ends_with(e)));
    let import = text.starts_with("import ") && text.contains(" from ");
    let word = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(text.len());
    let call = word > 0 && text.get(word..).is_some_and(|t| t.starts_with('(')) && text.ends_with(')');
    commit || error || import || call || names_an_error(text) || key(text) || files(text)
}

/// Whether a text is the key of an option: a path in small letters, with its short form at most.
/// `mirror/protocol`, `debconf/priority (priority)`.
fn key(text: &str) -> bool {
    let (path, short) = text.split_once(' ').unwrap_or((text, "()"));
    let small =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'/' | b'-' | b'_' | b':');
    path.contains('/') && path.bytes().all(small) && short.starts_with('(') && short.ends_with(')')
}

/// Whether half of the words are names of files.
fn files(text: &str) -> bool {
    let word = |w: &&str| w.contains(char::is_alphanumeric);
    let file = |w: &&str| {
        let Some((stem, extension)) = w.trim_end_matches([',', '.', ';', ')']).rsplit_once('.') else {
            return false;
        };
        let letters = extension.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let name = |b: u8| b.is_ascii_alphanumeric() || b"_-+~*./".contains(&b);
        stem.len() >= 2 && stem.bytes().all(name) && (2..=5).contains(&extension.len()) && letters
    };
    let words = text.split_whitespace().filter(word).count();
    words >= 2 && text.split_whitespace().filter(word).filter(file).count() * 2 >= words
}

/// Where the anchor begins that a heading ends with: `Where next?[[where-next]]`.
#[must_use]
pub fn anchor(prose: &str) -> Option<usize> {
    let inner = prose.trim_end().strip_suffix("]]")?;
    let start = inner.rfind("[[")?;
    let slug = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    inner.bytes().skip(start + 2).all(slug).then_some(start)
}

/// Whether prose is code that no markup tells: options, brackets, paths, assignments, calls, two for five
/// words at least.
#[must_use]
pub fn code(prose: &str) -> bool {
    let prose = anchor(prose).and_then(|at| prose.get(..at)).unwrap_or(prose);
    let bytes = prose.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(b' ');
    let mark = |i: usize| match at(i) {
        b'{' | b'}' | b'[' | b']' | b'=' | b'<' | b'>' | b'|' | b'$' | b'\\' | b'_' | b'#' => true,
        // A path, not `and/or`.
        b'/' => !at(i.wrapping_sub(1)).is_ascii_alphanumeric() || at(i + 1) == b'*',
        b'(' => at(i.wrapping_sub(1)).is_ascii_alphanumeric(),
        b';' => at(i + 1) == b'\n',
        b'-' => at(i.wrapping_sub(1)).is_ascii_whitespace() && !at(i + 1).is_ascii_whitespace(),
        _ => false,
    };
    let marks = (0..bytes.len()).filter(|i| mark(*i)).count();
    // Two assignments are enough: `stable = bookworm, testing = trixie`.
    let assigned = prose.matches(" = ").count();
    let words = prose.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
    (marks >= 3 || assigned >= 2) && marks * 5 >= 2 * words
}

#[cfg(test)]
mod tests {
    use super::{anchor, code, machine_text};

    #[test]
    fn the_anchor_of_a_heading_is_no_code() {
        assert_eq!(anchor("Where to next?[[where-to-next]]"), Some(14));
        assert!(!code("Where to next?[[where-to-next]]"));
        assert_eq!(anchor("if [[ -f boat ]]"), None);
    }

    #[test]
    fn assignments_are_code() {
        assert!(code("port = left, mast = tall"));
        assert!(code("oldboat = blue; boat = red; newboat = green; raft = grey"));
        assert!(!code("If a = b and c = d, then the two boats are of the same length."));
        assert!(!code("The boat and the cart are equal."));
    }

    #[test]
    fn identifiers_are_told_from_words() {
        for yes in [
            "mirror/protocol",
            "debconf/priority (priority)",
            "harbour-11.otf\n> harbour-13.otf",
            "feat(boat): a mast",
        ] {
            assert!(machine_text(yes), "{yes}");
        }
        for no in [
            "read/write access",
            "the boat and/or the cart",
            "See notes.txt for the rest of it.",
            "Etc. and so on.",
        ] {
            assert!(!machine_text(no), "{no}");
        }
    }
}
