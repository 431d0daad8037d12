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

/// Fixes `text`, beside its original where there is one, with all fixes allowed.
fn mended(text: &str, original: Option<&str>) -> Fixed {
    let settings = Settings { unsafe_fixes: true, ..Settings::default() };
    let load = |path: &str, text: &str| load(path, text.into(), Kind::Markdown, None, &settings);
    let original = original.map(|o| load("post.md", o));
    let other = original.as_ref().map_or(Counterpart::None, Counterpart::Source);
    fix(&load("post.fr.md", text), other, &settings)
}

#[test]
fn a_repair_that_changes_blocks_is_left_out_and_the_others_are_made() {
    let fixed = mended("\u{200b}# Titre\n\nLe cafÃ© est trÃ¨s bon, dÃ©jÃ\u{a0} vu.\n", None);
    assert_eq!(fixed.text, "\u{200b}# Titre\n\nLe café est très bon, déjà vu.\n");
    assert!(fixed.report.findings.iter().any(|f| f.rule.code == "ENC007"));
}

#[test]
fn other_fixes_do_not_excuse_a_repair_from_its_proof() {
    let original = "See [the guide](https://e.org/a).\n\nTitle here\n";
    let fixed = mended("Voir [le guide] (https://e.org/a).\n\n\u{200b}# Titre ici\n", Some(original));
    assert!(fixed.text.contains("\u{200b}# Titre"), "{}", fixed.text);
}

#[test]
fn a_fix_after_which_the_same_is_found_is_not_made() {
    let original = "---\ntitle: The wall\ndate: 2020-05-12\n---\n\nThe wall is old.\n";
    let text = "---\n{title: Le mur}\n---\n\nLe mur est vieux.\n";
    let fixed = mended(text, Some(original));
    assert_eq!(fixed.text, text);
}

#[test]
fn what_is_not_shown_silences_nothing() {
    let of = |code: &str, confidence: f64| {
        Finding::new(crate::checks::find(code).unwrap(), Span::new(0, 4), "").confidence(confidence)
    };
    let settings = Settings { min_confidence: 0.95, ..Settings::default() };
    let file = load("post.fr.md", b"Some text.\n".to_vec(), Kind::Markdown, None, &settings);
    let report = settle(&file, vec![of("PAIR004", 0.9), of("LANG001", 0.99)], Ran::Paired, &settings);
    assert_eq!(report.findings.iter().map(|f| f.rule.code).collect::<Vec<_>>(), ["LANG001"]);
}
