//! Reports as people and machines read them: one format a file.

pub mod diff;
pub mod style;

mod concise;
mod fingerprint;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod sarif;

use crate::cli::Format;
use crate::engine::Report;
use crate::finding::Finding;
use crate::span::Position;
use std::io::{self, Write};
use style::Styles;

/// Writes the findings of `reports`, which are in order of path, to `out`.
///
/// # Errors
/// When `out` does not take what is written.
pub fn write(format: Format, reports: &[Report], styles: &Styles, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Full => full::write(reports, styles, out),
        Format::Concise => concise::write(reports, styles, out),
        Format::Json => json::write_array(reports, out),
        Format::Jsonl => json::write_lines(reports, out),
        Format::Sarif => sarif::write(reports, out),
        Format::Github => github::write(reports, out),
        Format::Gitlab => gitlab::write(reports, out),
        Format::Junit => junit::write(reports, out),
    }
}

/// The first and last position of a finding.
fn positions(report: &Report, finding: &Finding) -> (Position, Position) {
    let at = |byte| report.lines.position(&report.text, byte);
    (at(finding.span.start), at(finding.span.end))
}

/// Every finding with its report.
fn each(reports: &[Report]) -> impl Iterator<Item = (&Report, &Finding)> {
    reports.iter().flat_map(|r| r.findings.iter().map(move |f| (r, f)))
}

/// `text` without anything that a terminal would obey: control and invisible characters are spelt out.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push('⏎'),
            '\t' => out.push(' '),
            c if hidden(c) => out.push_str(&escape(c)),
            c => out.push(c),
        }
    }
    out
}

/// Whether a character on its own shows nothing, or does something to the text around it.
const fn hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e007f}')
}

fn escape(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}
