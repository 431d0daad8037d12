//! Hard cases, in `cases/`; more stand in `corpus/sentences`.

use super::*;

/// Cases of one language: the text, and the sentences expected.
fn cases(language: &str) -> Vec<(String, Vec<String>)> {
    let file = if language == "fr" { include_str!("cases/fr.txt") } else { include_str!("cases/en.txt") };
    file.lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| {
            let want = l.split('‖').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
            (l.replace(" ‖ ", " ").replace('‖', ""), want)
        })
        .collect()
}

fn score(language: &str) -> (usize, usize) {
    let cases = cases(language);
    let mut right = 0;
    for (text, want) in &cases {
        let got: Vec<&str> = split(text).iter().map(|s| s.of(text)).collect();
        if got == *want {
            right += 1;
        } else {
            println!("{language}: {got:?}\n    want {want:?}");
        }
    }
    println!("{language}: {right} of {}", cases.len());
    (right, cases.len())
}

#[test]
fn hard_cases_in_french() {
    let (right, all) = score("fr");
    assert!(right * 100 >= all * 97, "{right} of {all}");
}

#[test]
fn hard_cases_in_english() {
    let (right, all) = score("en");
    assert!(right * 100 >= all * 97, "{right} of {all}");
}

#[test]
fn a_break_ends_a_sentence_without_punctuation() {
    let text = "12 rue Haute\n75000 Paris et\nla suite";
    let mut out = Vec::new();
    split_with(text, &[Break { at: 12, hard: false }, Break { at: 27, hard: false }], &mut out);
    let got: Vec<&str> = out.iter().map(|s| s.of(text)).collect();
    assert_eq!(got, ["12 rue Haute", "75000 Paris et\nla suite"]);
}

#[test]
fn long_and_nested_openings_stay_linear() {
    for piece in ["(", "« ", "\"a ", "“(", ". ", "😊 A ", "... "] {
        let text = piece.repeat(20_000);
        assert!(split(&text).len() <= 20_000);
    }
}

/// The cases of `corpus/sentences` are scored by the evaluation; here they are only shown.
/// `cargo test --lib sentence::tests::corpus -- --ignored --nocapture`
#[test]
#[ignore = "a tool for looking"]
fn corpus() {
    use crate::document::{Document, Kind};
    for language in ["fr", "en"] {
        let path = format!("{}/corpus/sentences/{language}.txt", env!("CARGO_MANIFEST_DIR"));
        let file = std::fs::read_to_string(path).unwrap_or_default();
        let lines = file.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        let (mut right, mut all) = (0, 0);
        for line in lines {
            let want: Vec<&str> = line.split(" | ").collect();
            let d = Document::parse(format!("{}\n", want.join(" ")), Kind::Markdown);
            all += 1;
            if d.sentences.len() == want.len() {
                right += 1;
            } else {
                println!(
                    "{line}\n    {:?}",
                    d.sentences.iter().map(|s| s.span.of(&d.text)).collect::<Vec<_>>()
                );
            }
        }
        println!("{language}: {right} of {all}");
    }
}
