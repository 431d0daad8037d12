//! For people: the line with the span underlined, the repair below it, why, and what to do.

mod cells;
mod group;
mod snippet;
#[cfg(test)]
mod tests;

use super::style::Styles;
use super::{positions, printable};
use crate::engine::Report;
use crate::finding::{Finding, Related};
use crate::fix::{Applicability, Edit, Fix, Transcode};
use crate::span::Span;
use group::Group;
use snippet::Gutter;
use std::io::{self, Write};

/// Examples shown of a page or paragraph damaged throughout, besides the first.
const EXAMPLES: usize = 4;

pub(super) fn write(reports: &[Report], styles: &Styles, out: &mut dyn Write) -> io::Result<()> {
    for report in reports {
        for group in group::group(report) {
            entry(report, &group, styles, out)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn entry(report: &Report, group: &Group<'_>, styles: &Styles, out: &mut dyn Write) -> io::Result<()> {
    let Some(finding) = group.findings.first().copied() else { return Ok(()) };
    let (start, end) = positions(report, finding);
    let related = finding.related.iter().map(|r| r.position.0.line).max().unwrap_or(0);
    let gutter = Gutter { styles, width: end.line.max(related).to_string().len() };
    let (strong, ruler, width) = (styles.strong, styles.ruler, gutter.width);
    let color = styles.severity(finding.severity);
    let severity = format!("{:?}", finding.severity).to_lowercase();
    writeln!(
        out,
        "{color}{severity}[{}]{color:#} {strong}{}{strong:#}: {}",
        finding.rule.code,
        finding.rule.name,
        printable(&headline(group, finding))
    )?;
    let path = printable(&report.path);
    writeln!(out, "{:width$}{ruler}-->{ruler:#} {path}:{}:{}", "", start.line, start.column)?;
    gutter.blank(out)?;
    snippet::found(&gutter, report, finding.span, color, out)?;
    let mut edits: Vec<Edit> = finding.fix.iter().flat_map(|f| f.edits.clone()).collect();
    edits.sort_by_key(|e| e.span);
    snippet::repair(&gutter, report, &edits, out)?;
    let mut notes = Vec::new();
    if group.findings.len() > 1 {
        notes.push(("note", examples(report, group)));
    }
    notes.extend(finding.fix.iter().map(|fix| help(fix, group.findings.len())));
    if finding.confidence < 0.95 {
        notes.push(("note", format!("confidence {:.2}", finding.confidence)));
    }
    for related in &finding.related {
        place(related, &gutter, out)?;
    }
    if !notes.is_empty() {
        gutter.blank(out)?;
    }
    for (kind, text) in notes {
        writeln!(out, "{ruler}{:width$} ={ruler:#} {strong}{kind}{strong:#}: {}", "", printable(&text))?;
    }
    Ok(())
}

/// The finding's own words, or how often they hold.
fn headline(group: &Group<'_>, finding: &Finding) -> String {
    let n = group.findings.len();
    if n == 1 {
        return finding.message.clone();
    }
    let stack = finding
        .evidence
        .get("stack")
        .and_then(|s| s.as_array())
        .map(|codecs| codecs.iter().filter_map(|c| c.as_str()).collect::<Vec<_>>().join(", then "));
    match stack {
        Some(stack) if !stack.is_empty() => {
            format!("{n} damaged words throughout this {}, all by one cause: {stack}", group.place)
        }
        _ => format!("{} (and {} more like it in this {})", finding.message, n - 1, group.place),
    }
}

/// A few of the other words, each once, with their readings and lines.
fn examples(report: &Report, group: &Group<'_>) -> String {
    let mut seen: Vec<&str> = group.findings.first().map(|f| f.span.of(&report.text)).into_iter().collect();
    let mut shown = Vec::new();
    for finding in group.findings.iter().skip(1) {
        let text = finding.span.of(&report.text);
        if shown.len() < EXAMPLES && !seen.contains(&text) {
            seen.push(text);
            let line = report.lines.line(finding.span.start);
            shown.push(format!("`{text}` → `{}` (line {line})", reading(report, finding)));
        }
    }
    let others = group.findings.len() - 1 - shown.len();
    let more = if others == 0 { String::new() } else { format!(", and {others} more") };
    if shown.is_empty() {
        format!("{others} more of the same")
    } else {
        format!("also {}{more}", shown.join(", "))
    }
}

/// What the finding's text says once its edits are applied.
fn reading(report: &Report, finding: &Finding) -> String {
    let edits: Vec<Edit> = finding
        .fix
        .iter()
        .flat_map(|f| &f.edits)
        .filter(|e| finding.span.contains(e.span))
        .map(|e| {
            let at = finding.span.start;
            Edit::new(Span::new(e.span.start - at, e.span.end - at), e.replacement.as_str())
        })
        .collect();
    crate::fix::apply(finding.span.of(&report.text), &edits)
}

/// What may be done about it.
fn help(fix: &Fix, count: usize) -> (&'static str, String) {
    let what = match &fix.transcode {
        Some(Transcode::File(codec)) => format!("rewrites the file, which is {}, as UTF-8", codec.label()),
        Some(Transcode::Spans(_)) => "rewrites the stretches that are not UTF-8 as UTF-8".to_owned(),
        None if count > 1 => format!("repairs all {count}"),
        None => "repairs this".to_owned(),
    };
    match fix.applicability {
        Applicability::Safe => ("help", format!("`visavis fix` {what}")),
        Applicability::Unsafe => {
            ("help", format!("`visavis fix --unsafe-fixes` {what}; look at the outcome"))
        }
        Applicability::Display => ("note", "shown only: no fix is applied here".to_owned()),
    }
}

/// A related place: where, what it has to do with it, what stands there.
fn place(related: &Related, gutter: &Gutter<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (ruler, width, start) = (gutter.styles.ruler, gutter.width, related.position.0);
    writeln!(
        out,
        "{:width$}{ruler}:::{ruler:#} {}:{}:{}: {}",
        "",
        printable(&related.path),
        start.line,
        start.column,
        printable(&related.message)
    )?;
    let first = related.text.lines().next().unwrap_or("");
    if first.is_empty() {
        return Ok(());
    }
    let w = cells::window(first, Span::new(0, 0), 100);
    writeln!(out, "{ruler}{:>width$} |{ruler:#} {}", start.line, w.text)
}
