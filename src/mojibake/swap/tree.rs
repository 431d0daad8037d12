//! Trees of files that a console of DOS drew, read as another codec: `ÃÄÄ src`, `³  ÀÄÄ main.rs`. Prose holds no
//! lines of boxes, so the lines of a text that do are read apart from the others.

use super::weigh::cost;
use super::{PAIRS, decode, rarity};
use crate::encoding::Codec;
use crate::span::Span;

/// A line of a tree: its place, what it said, and the pair of codecs that made of it what is found.
pub struct Branch {
    pub span: Span,
    pub text: String,
    pub pair: usize,
}

/// What only the lines of a drawn tree look like, in windows-1252 and latin-1, and in macintosh.
const BRANCHES: [&str; 4] = ["ÃÄÄ", "ÀÄÄ", "√ƒƒ", "¿ƒƒ"];

/// The lines of drawn trees, in order; none in a text that holds no branch for certain.
pub fn scan(text: &str) -> Vec<Branch> {
    if !BRANCHES.iter().any(|b| text.contains(b)) {
        return Vec::new();
    }
    let pairs = || PAIRS.iter().enumerate().filter(|(_, (w, _))| matches!(w, Codec::Ibm850 | Codec::Ibm437));
    let read = |span: Span| {
        let line = span.of(text);
        let readings = pairs().filter_map(|(pair, (written, read))| {
            let reading: String = line.chars().map(|c| decode(c, *written, *read)).collect::<Option<_>>()?;
            is_branch(&reading).then(|| (cost(&reading, true) + rarity(1 << pair), pair, reading))
        });
        let (_, pair, text) = readings.min_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(Branch { span, text, pair })
    };
    Span::lines(text).filter(|s| !s.of(text).is_ascii()).filter_map(read).collect()
}

/// Whether a line begins as the lines of a tree do, with a branch or the trunk, and draws nothing behind that.
fn is_branch(line: &str) -> bool {
    let trunk = |c: char| matches!(c, '│' | ' ' | '\u{a0}' | '\t');
    let rest = line.trim_start_matches(trunk);
    let name = rest.strip_prefix(['├', '└']).map(|r| r.trim_start_matches('─'));
    let drawn =
        |s: &str| s.contains(|c: char| super::class::is_line(c) || c.is_control() && c != '\r' && c != '\n');
    match name {
        Some(name) => rest.contains("──") && !drawn(name),
        None => line.contains('│') && !drawn(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_with_its_comments() {
        let found = "³   ÃÄÄ app.rs   # Requˆtes\n³ÿÿ ÀÄÄ lib.rs\n³\nUn mŠtre³ de plus\n";
        let lines: Vec<String> = scan(found).into_iter().map(|b| b.text).collect();
        assert_eq!(lines, ["│   ├── app.rs   # Requêtes\n", "│\u{a0}\u{a0} └── lib.rs\n", "│\n"]);
    }

    #[test]
    fn a_text_without_branches_holds_none() {
        assert!(scan("³ Voir plus bas.\nÀ la mer\nJÄÄ\n").is_empty());
    }
}
