//! The pipeline, pure: bytes → text → reading → findings → edits → text.
//!
//! The *input* is the file's text as found. The *reading* is the same text after every safe encoding
//! repair, whether selected or not: rules about language and pairs look at the reading, so that damage
//! never hides what a sentence says. All findings are mapped back to the input.

mod fixing;
mod load;
mod proof;
mod suppress;

pub use fixing::{Fixed, fix};
pub use load::{Loaded, load};

use crate::checks::{ALL, Check, DocumentContext, PairContext, Rule, context::PageLanguage, context::Side};
use crate::config::Settings;
use crate::encoding::Source;
use crate::finding::Finding;
use crate::fix::{Fix, OffsetMap};
use crate::language::{Language, Reading};
use crate::pair::Memory;
use crate::span::{LineIndex, Span};
use suppress::Ran;

/// Everything found in one file.
#[derive(Debug, Clone)]
pub struct Report {
    /// Path as reports show it.
    pub path: String,
    /// The file's text as found (decoded, not repaired): what all positions refer to.
    pub text: String,
    /// Its lines.
    pub lines: LineIndex,
    /// How the bytes were read.
    pub source: Source,
    /// Findings, in order of position, then code.
    pub findings: Vec<Finding>,
    /// How many findings suppressions and per-file ignores took away.
    pub suppressed: usize,
}

/// The other side of a post, for the rules that compare.
#[derive(Clone, Copy)]
pub enum Counterpart<'a> {
    /// There is none, or it is not known.
    None,
    /// This file is the translation of that source: PAIR rules run, with findings here.
    Source(&'a Loaded),
    /// The same, with what the other posts of the site teach.
    Remembered(&'a Loaded, &'a Memory<'a>),
    /// This file is the source; the other side is evidence only.
    Target(&'a Loaded),
}

impl<'a> Counterpart<'a> {
    fn loaded(self) -> Option<&'a Loaded> {
        match self {
            Self::None => None,
            Self::Source(l) | Self::Remembered(l, _) | Self::Target(l) => Some(l),
        }
    }

    /// The source that this file is compared with.
    fn source(self) -> Option<&'a Loaded> {
        match self {
            Self::Source(l) | Self::Remembered(l, _) => Some(l),
            Self::None | Self::Target(_) => None,
        }
    }

    fn memory(self) -> Option<&'a Memory<'a>> {
        match self {
            Self::Remembered(_, memory) => Some(memory),
            _ => None,
        }
    }
}

/// Runs every selected rule over one file.
#[must_use]
pub fn check(file: &Loaded, other: Counterpart<'_>, settings: &Settings) -> Report {
    let mut found = file.text_findings.clone();
    found.extend(file.about.iter().filter(|f| settings.runs(f.rule)).cloned());
    let (mut late, reading) = document_findings(file, other, settings);
    if other.source().is_some() {
        // The pair's rules read the page in the same light where its language is declared.
        let reading = reading.filter(|_| file.language.is_some());
        late.extend(pair_findings(other, file, reading, settings));
    }
    found.extend(late.into_iter().map(|f| to_input(f, &file.maps)));
    let ran = if other.source().is_some() { Ran::Paired } else { Ran::Alone };
    settle(file, found, ran, settings)
}

/// Runs only the PAIR rules: for a translation that is read because its source was given.
#[must_use]
pub fn check_pair(other: Counterpart<'_>, target: &Loaded, settings: &Settings) -> Report {
    let found =
        pair_findings(other, target, None, settings).into_iter().map(|f| to_input(f, &target.maps)).collect();
    settle(target, found, Ran::OnlyPair, settings)
}

/// What the rules about one post find, and what they read the post as.
fn document_findings(
    file: &Loaded,
    other: Counterpart<'_>,
    settings: &Settings,
) -> (Vec<Finding>, Option<Reading>) {
    let mut out = Vec::new();
    if !file.is_post() {
        return (out, None);
    }
    let cx = DocumentContext::new(
        &file.path,
        file.reading(),
        file.language.clone(),
        other.loaded().map(Loaded::reading),
        settings,
    );
    for rule in ALL {
        if let Check::Document(check) = rule.check
            && settings.runs(rule)
        {
            check(&cx, &mut out);
        }
    }
    (out, cx.into_reading())
}

fn pair_findings(
    other: Counterpart<'_>,
    target: &Loaded,
    reading: Option<Reading>,
    settings: &Settings,
) -> Vec<Finding> {
    let mut out = Vec::new();
    let Some(source) = other.source().filter(|s| s.is_post() && target.is_post()) else { return out };
    let cx = PairContext::new(side(source, Language::English), side(target, Language::French), settings)
        .since(target.origin.as_deref())
        .with_reading(reading)
        .with_memory(other.memory());
    for rule in ALL.iter().filter(|r| settings.runs(r)) {
        if let Check::Pair(check) = rule.check {
            check(&cx, &mut out);
        }
    }
    for related in out.iter_mut().flat_map(|f| &mut f.related) {
        // Checks see readings; people open the file as it is.
        if related.path == source.path {
            related.relocate(&source.input, source.before(related.span));
        }
    }
    out
}

fn side(file: &Loaded, fallback: Language) -> Side<'_> {
    let language = file.language.clone().unwrap_or_else(|| PageLanguage {
        tag: fallback.code().to_owned(),
        because: "the default".to_owned(),
    });
    Side { path: &file.path, document: file.reading(), language }
}

/// Moves a finding from the reading back to the input, through every pass of repairs.
fn to_input(mut finding: Finding, maps: &[OffsetMap]) -> Finding {
    for map in maps.iter().rev().filter(|m| !m.is_identity()) {
        if let Some(fix) = &mut finding.fix {
            if fix.edits.iter().all(|e| map.untouched(e.span)) {
                fix.edits.iter_mut().for_each(|e| e.span = map.before(e.span));
            } else {
                // It can only be applied to the repaired text: the next pass of `fix` will find it again.
                finding.fix = None;
            }
        }
        finding.span = map.before(finding.span);
    }
    finding
}

/// Precedence between rules, suppressions, thresholds and order: what is left is the report.
fn settle(file: &Loaded, mut found: Vec<Finding>, ran: Ran, settings: &Settings) -> Report {
    // First: what is not shown silences nothing.
    found.retain(|f| f.confidence >= settings.min_confidence);
    silence(&mut found);
    let before = found.len();
    found.retain(|f| !settings.ignored_in(&file.path, f.rule));
    let mut suppressed = before - found.len();
    suppressed += suppress::apply(&file.input, &mut found, ran, settings);
    found.sort_by(|a, b| {
        (a.span.start, a.rule.code, a.span.end).cmp(&(b.span.start, b.rule.code, b.span.end))
    });
    Report {
        path: file.path.clone(),
        text: file.input.text.clone(),
        lines: file.input.lines.clone(),
        source: file.source.clone(),
        findings: found,
        suppressed,
    }
}

/// LANG003 speaks for its whole page; PAIR004 absorbs LANG001 and LANG002 on the same sentence.
fn silence(found: &mut Vec<Finding>) {
    let code = |f: &Finding, codes: &[&str]| codes.contains(&f.rule.code);
    if found.iter().any(|f| f.rule.code == "LANG003") {
        found.retain(|f| !code(f, &["LANG001", "LANG002", "PAIR004"]));
    }
    let copied: Vec<Span> = found.iter().filter(|f| f.rule.code == "PAIR004").map(|f| f.span).collect();
    if !copied.is_empty() {
        found.retain(|f| !code(f, &["LANG001", "LANG002"]) || !copied.iter().any(|s| s.overlaps(f.span)));
    }
}

/// Whether a finding's fix may be applied under `settings`.
#[must_use]
pub fn applicable(fix: &Fix, settings: &Settings) -> bool {
    use crate::fix::Applicability::{Safe, Unsafe};
    fix.applicability >= if settings.unsafe_fixes { Unsafe } else { Safe }
}

/// The rules whose findings make the reading: every encoding rule that is on by default and may repair
/// safely. ENC006 and ENC007 never do, by contract, so that they need not run for other rules.
fn makes_reading(rule: &Rule) -> bool {
    rule.default && matches!(rule.check, Check::Text(_)) && !["ENC006", "ENC007"].contains(&rule.code)
}

#[cfg(test)]
mod tests;
