//! The full format on text that tempts columns out of line.

use super::*;
use crate::checks::find;
use crate::encoding::Codec;
use crate::engine::Report;
use crate::finding::Severity;
use crate::span::LineIndex;

fn report(text: &str, findings: Vec<Finding>) -> Report {
    Report {
        path: "content/posts/été.fr.md".to_owned(),
        text: text.to_owned(),
        lines: LineIndex::new(text),
        source: crate::encoding::Source::Utf8,
        findings,
        suppressed: 0,
    }
}

fn rendered(report: Report) -> String {
    let mut out = Vec::new();
    write(&[report], &Styles::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A finding of ENC001 on every place where `damaged` stands, read as `reading`.
fn finding(text: &str, damaged: &str, reading: &str) -> Vec<Finding> {
    let rule = find("ENC001").unwrap();
    text.match_indices(damaged)
        .map(|(at, _)| {
            let span = Span::new(at, at + damaged.len());
            Finding::new(rule, span, format!("`{damaged}` is `{reading}`, UTF-8 read as macintosh"))
                .fact("stack", vec!["macintosh"])
                .fix(Fix::replace(Applicability::Safe, span, reading))
        })
        .collect()
}

fn one(text: &str, damaged: &str, reading: &str) -> String {
    rendered(report(text, finding(text, damaged, reading)))
}

#[test]
fn accents_and_combining_marks() {
    insta::assert_snapshot!(one("# L'été\n\nDéjà cre\u{301}e\u{301} apr√®s la fête.\n", "apr√®s", "après"));
}

#[test]
fn emoji_and_cjk() {
    let text = "👩‍🚀 Fusée 🇫🇷 日本語 d√©collée ✈️ ici";
    insta::assert_snapshot!(one(text, "d√©collée", "décollée"));
}

#[test]
fn tabs_and_control_characters() {
    insta::assert_snapshot!(one("\tun\tmot\u{1b}[31m cach\u{200b}é d√©j√† dit\n", "d√©j√†", "déjà"));
}

#[test]
fn long_lines_are_cut() {
    let text = format!("{}le r√©cit{}", "mot après mot, ".repeat(20), " et encore un mot".repeat(20));
    insta::assert_snapshot!(one(&text, "r√©cit", "récit"));
}

#[test]
fn several_lines_an_unsafe_fix_and_a_doubt() {
    let text =
        "Un début.\n\n> This paragraph\n> stayed in\n> English,\n> all of it,\n> to the end.\n\nUne fin.\n";
    let span = Span::new(text.find("This").unwrap(), text.find("\n\nUne").unwrap());
    let unsafe_fix = Fix::replace(Applicability::Unsafe, span, "Ce paragraphe\n> est en français.");
    let finding = Finding::new(find("ENC001").unwrap(), span, "English in a French page")
        .severity(Severity::Warning)
        .confidence(0.8)
        .fix(unsafe_fix);
    insta::assert_snapshot!(rendered(report(text, vec![finding])));
}

#[test]
fn an_empty_span_and_the_other_side() {
    let text = "Une phrase.\n\nUne autre.\n";
    let at = text.find("\n\nUne autre").unwrap();
    let position = crate::span::Position { line: 14, column: 1 };
    let related = Related {
        path: "content/posts/ete.md".to_owned(),
        span: Span::new(0, 4),
        position: (position, position),
        text: "A sentence that nobody translated.".to_owned(),
        message: "the original has one more sentence here".to_owned(),
    };
    let finding =
        Finding::new(find("ENC001").unwrap(), Span::empty(at), "a sentence is missing").related(related);
    insta::assert_snapshot!(rendered(report(text, vec![finding])));
}

#[test]
fn a_page_damaged_throughout_is_told_once() {
    let text = "# D√©part\n\nNous √©tions pr√™ts, √† l'heure.\n\nUn **d√©tour** plus tard.\n";
    let mut all: Vec<Finding> = [
        ("D√©part", "Départ"),
        ("√©tions", "étions"),
        ("pr√™ts", "prêts"),
        ("√†", "à"),
        ("d√©tour", "détour"),
    ]
    .iter()
    .flat_map(|(damaged, reading)| finding(text, damaged, reading))
    .collect();
    all.sort_by_key(|f| f.span);
    insta::assert_snapshot!(rendered(report(text, all)));
}

#[test]
fn a_few_words_among_sound_ones_are_told_one_by_one() {
    let text = "Été, forêt, dîner, hôtel, où, ça, naïf.\n\nd√©j√† là, encore d√©j√† là\n";
    let shown = rendered(report(text, finding(text, "d√©j√†", "déjà")));
    assert_eq!(shown.matches("error[ENC001]").count(), 2);
}

#[test]
fn a_file_in_legacy_bytes() {
    let fix = Fix::transcode(Applicability::Safe, Transcode::File(Codec::Windows1252));
    let finding = Finding::new(find("ENC001").unwrap(), Span::new(0, 3), "not UTF-8").fix(fix);
    insta::assert_snapshot!(rendered(report("Été\r\nFin\r\n", vec![finding])));
}
