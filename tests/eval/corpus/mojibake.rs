//! Damaged lines and their readings, by rule and codec; clean lines that must stay.

use super::select;
use crate::cases;
use crate::score::Board;
use serde::Deserialize;
use visavis::fix::Applicability;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    reading: String,
    #[serde(default)]
    stack: Vec<String>,
    #[serde(default)]
    fix: Option<String>,
    /// What kind of file it stands in: `case.md` where nothing is said.
    path: Option<String>,
}

pub fn run(board: &mut Board) {
    for path in cases::files("mojibake", "toml") {
        let file = cases::toml::<Case>(&path);
        let rule = file.rule.unwrap();
        let codec = file.codec.unwrap();
        for case in &file.cases {
            damaged(board, &rule, &codec, case);
        }
    }
    for line in cases::lines(&cases::corpus().join("mojibake/clean.txt")) {
        clean(board, "clean text is silent", &line, Applicability::Display);
    }
    for line in cases::lines(&cases::corpus().join("mojibake/about.txt")) {
        clean(board, "text about mojibake stays", &line, Applicability::Unsafe);
    }
}

fn damaged(board: &mut Board, rule: &str, codec: &str, case: &Case) {
    let mut settings = select(&[rule]);
    settings.unsafe_fixes = case.fix.as_deref() == Some("unsafe");
    let text = format!("{}\n", case.text);
    let fixed = visavis::fix_text(
        case.path.as_deref().unwrap_or("case.md"),
        text.clone().into_bytes(),
        None,
        &settings,
    );
    let want = format!("{}\n", case.reading);
    let outcome = match fixed.text {
        ref t if *t == want => Some(true),
        ref t if *t == text => None,
        _ => Some(false),
    };
    let row = match case.stack.len() {
        _ if rule != "ENC001" => format!("{rule} {codec}"),
        2 | 3 => format!("{rule} {codec}, in layers"),
        _ => format!("{rule} {codec}"),
    };
    board.count(&row, outcome, || format!("{}\n    got  {}\n    want {}", case.text, fixed.text, want));
}

/// A line that must not change, and about which nothing may be said that is `from` this applicability up.
fn clean(board: &mut Board, row: &str, line: &str, from: Applicability) {
    let mut settings = select(&["ENC001", "ENC004", "ENC005"]);
    settings.unsafe_fixes = true;
    let text = format!("{line}\n");
    let report = visavis::check_text("case.md", text.clone().into_bytes(), None, &settings);
    let fixed = visavis::fix_text("case.md", text.clone().into_bytes(), None, &settings);
    let loud = report.findings.iter().find(|f| match &f.fix {
        Some(fix) => fix.applicability >= from,
        None => from == Applicability::Display,
    });
    let silent = fixed.text == text && loud.is_none();
    board.count(row, Some(silent), || {
        format!("{line}\n    {}", loud.map_or_else(|| fixed.text.clone(), |f| f.message.clone()))
    });
}
