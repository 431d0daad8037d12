//! Small sources and translations: what the PAIR rules must say, and no more.

use super::select;
use crate::cases;
use crate::score::Board;
use serde::Deserialize;
use visavis::engine::Report;
use visavis::finding::Finding;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    source: String,
    target: String,
    findings: Vec<String>,
}

pub fn run(board: &mut Board) {
    let settings = select(&["PAIR"]);
    for path in cases::files("pairs", "toml") {
        for case in cases::toml::<Case>(&path).cases {
            let source = ("post.md", case.source.clone().into_bytes());
            let target = ("post.fr.md", case.target.clone().into_bytes());
            score(board, &case, &visavis::check_pair(source, target, &settings));
        }
    }
}

fn score(board: &mut Board, case: &Case, report: &Report) {
    let mut used = vec![false; report.findings.len()];
    for want in &case.findings {
        let (rule, words) = want.split_once(": ").unwrap_or((want, ""));
        let hit = (0..used.len()).find(|&i| {
            let f = &report.findings[i];
            !used[i] && f.rule.code == rule && about(f, report).contains(words)
        });
        if let Some(i) = hit {
            used[i] = true;
        }
        board.count(rule, hit.map(|_| true), || format!("{}: {want}", case.name));
    }
    for (f, _) in report.findings.iter().zip(&used).filter(|(_, used)| !**used) {
        board.count(f.rule.code, Some(false), || format!("{}: {}", case.name, f.message));
    }
    let silent = case.findings.is_empty().then_some(report.findings.is_empty());
    if silent.is_some() {
        board.count("PAIR clean pairs are silent", silent, || case.name.clone());
    }
}

/// Everything a reader sees of a finding: its lines, its message, and the other side.
fn about(finding: &Finding, report: &Report) -> String {
    let lines = report.lines.line(finding.span.start)..=report.lines.line(finding.span.end);
    let mut out: String = lines.map(|l| report.lines.line_span(&report.text, l).of(&report.text)).collect();
    out.push_str(&finding.message);
    finding.related.iter().for_each(|r| out.push_str(&r.text));
    out
}
