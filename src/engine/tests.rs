use super::*;
use crate::document::Kind;
use crate::finding::Severity;

fn run(text: &str) -> Report {
    let settings = Settings::default();
    let file = load("post.fr.md", text.as_bytes().to_vec(), Kind::Markdown, None, &settings);
    check(&file, Counterpart::None, &settings)
}

#[test]
fn clean_text_has_no_findings() {
    let report = run("Une messagerie décentralisée.\n");
    assert!(report.findings.iter().all(|f| f.severity < Severity::Error), "{:?}", report.findings);
}

#[test]
fn fixing_clean_text_changes_nothing() {
    let settings = Settings::default();
    let file = load("post.fr.md", b"Rien \xc3\xa0 faire.\r\n".to_vec(), Kind::Markdown, None, &settings);
    let fixed = fix(&file, Counterpart::None, &settings);
    assert!(!fixed.changed);
    assert_eq!(fixed.text, "Rien à faire.\r\n");
}

#[test]
fn the_mark_of_utf16_goes_with_its_encoding() {
    let settings = Settings::default();
    let text = "\u{feff}---\r\ntitle: Été\r\n---\r\n\r\nÀ bientôt.\r\n";
    let bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = load("post.fr.md", bytes, Kind::Markdown, None, &settings);
    let fixed = fix(&file, Counterpart::None, &settings);
    assert_eq!(fixed.text, text.trim_start_matches('\u{feff}'));
    assert_eq!(fixed.applied.iter().filter(|f| f.rule.code == "ENC002").count(), 1);
    assert!(fixed.report.findings.iter().all(|f| f.rule.code != "ENC002"));
}
