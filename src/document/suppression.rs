//! Comments and keys that switch rules off.

use super::types::{FrontMatter, Suppression};
use crate::span::{LineIndex, Span};

/// What a comment asks for.
enum Command {
    NextLine,
    Disable,
    Enable,
}

/// The suppressions in `comments` (in any order) and the front matter, in order of position.
pub(super) fn read(
    text: &str,
    lines: &LineIndex,
    front_matter: Option<&FrontMatter>,
    mut comments: Vec<Span>,
) -> Vec<Suppression> {
    let mut found = front_matter.map_or_else(Vec::new, |fm| from_keys(text, fm));
    comments.sort_unstable();
    comments.dedup();
    let mut open: Vec<Suppression> = Vec::new();
    for span in comments {
        let Some((command, rules, reason)) = parse(span.of(text)) else { continue };
        match command {
            Command::NextLine => {
                let covers = next_line(text, lines, span.end);
                found.push(Suppression { rules, span, covers, reason });
            }
            Command::Disable => {
                open.push(Suppression { rules, span, covers: Span::new(span.end, text.len()), reason });
            }
            Command::Enable => enable(&mut open, &mut found, &rules, span),
        }
    }
    found.append(&mut open);
    found.sort_by_key(|s| s.span);
    found
}

/// Ends the open suppressions of these rules, of all when there are none.
fn enable(open: &mut Vec<Suppression>, found: &mut Vec<Suppression>, rules: &[String], span: Span) {
    let named = |s: &Suppression, rule: &String| s.rules.iter().any(|r| r.eq_ignore_ascii_case(rule));
    let mut left = Vec::new();
    for mut s in open.drain(..) {
        let ended: Vec<String> =
            s.rules.iter().filter(|r| rules.iter().any(|x| x.eq_ignore_ascii_case(r))).cloned().collect();
        let all = rules.is_empty() || (s.rules.iter().all(|r| ended.contains(r)) && !s.rules.is_empty());
        if all {
            s.covers.end = span.start;
            found.push(s);
        } else if rules.iter().any(|r| named(&s, r)) {
            // Some of its rules end here, the others go on.
            s.rules.retain(|r| !ended.contains(r));
            let covers = Span::new(s.covers.start, span.start);
            found.push(Suppression { rules: ended, span: s.span, covers, reason: s.reason.clone() });
            left.push(s);
        } else {
            left.push(s);
        }
    }
    *open = left;
}

/// The command, rules and reason of a comment, delimiters included.
fn parse(comment: &str) -> Option<(Command, Vec<String>, Option<String>)> {
    let inner = comment
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim_start_matches(['{', '/', '*', ' ', '\t', '\n', '\r'])
        .trim_end_matches(['}', '/', '*', ' ', '\t', '\n', '\r'])
        .trim();
    let rest = inner.strip_prefix("visavis-")?;
    let (command, rest) = if let Some(rest) = rest.strip_prefix("disable-next-line") {
        (Command::NextLine, rest)
    } else if let Some(rest) = rest.strip_prefix("disable") {
        (Command::Disable, rest)
    } else {
        (Command::Enable, rest.strip_prefix("enable")?)
    };
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
        return None;
    }
    let (rules, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let reason = reason.trim();
    Some((command, list(rules), (!reason.is_empty()).then(|| reason.to_owned())))
}

/// Rules separated by commas or spaces.
fn list(rules: &str) -> Vec<String> {
    rules
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|r| !r.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The next line that holds anything, after the line of byte `at`, or what follows on that line.
fn next_line(text: &str, lines: &LineIndex, at: usize) -> Span {
    let mut line = lines.line(at) + 1;
    while line <= lines.lines() {
        let span = lines.line_span(text, line);
        if !span.of(text).trim().is_empty() {
            return span;
        }
        line += 1;
    }
    Span::empty(text.len())
}

/// `visavis: {disable: [RULE]}` covers the whole file.
fn from_keys(text: &str, fm: &FrontMatter) -> Vec<Suppression> {
    let covers = Span::new(0, text.len());
    fm.values
        .iter()
        .filter(|v| v.key == "visavis.disable" || v.key.starts_with("visavis.disable."))
        .map(|v| Suppression { rules: list(&v.value), span: v.span, covers, reason: None })
        .collect()
}
