//! Hard sentence boundaries: a case passes when every sentence starts where it should.

use crate::cases;
use crate::score::Board;
use visavis::document::{Document, Kind};

pub fn run(board: &mut Board) {
    for path in cases::files("sentences", "txt") {
        let language = path.file_stem().unwrap().to_string_lossy().into_owned();
        for line in cases::lines(&path) {
            let want: Vec<&str> = line.split(" | ").collect();
            let text = want.join(" ");
            let document = Document::parse(format!("{text}\n"), Kind::Markdown);
            let got: Vec<&str> = document.sentences.iter().map(|s| s.span.of(&document.text)).collect();
            let ok = boundaries(&want) == starts(&document, &want);
            board.count(&format!("sentences {language}"), Some(ok), || format!("{line}\n    got {got:?}"));
        }
    }
}

/// Which of the expected sentences each sentence found starts in.
fn starts(document: &Document, want: &[&str]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    for sentence in want {
        at += sentence.len() + 1;
        ends.push(at);
    }
    document.sentences.iter().map(|s| ends.partition_point(|&e| e <= s.span.start)).collect()
}

/// One sentence in each.
fn boundaries(want: &[&str]) -> Vec<usize> {
    (0..want.len()).collect()
}
