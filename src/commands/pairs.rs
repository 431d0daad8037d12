//! `visavis pairs`: one row a post and language.

use super::layers::percentage;
use super::origins::Origins;
use super::site::Site;
use super::{Outcome, Session, Status, stdout};
use crate::checks::context::{PageLanguage, PairContext, Side};
use crate::checks::pair::{stale_sentences, untranslated_sentences};
use crate::cli::{PairsArgs, PairsFormat};
use crate::config::Settings;
use crate::engine::{self, Loaded};
use crate::output::printable;
use crate::pair::stale::Origin;
use crate::pair::summary::Row;
use crate::pair::{Pairing, PostFacts, discover};
use crate::source::{self, Request, unslashed};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::Write;

/// A row of the table.
struct Line {
    pairing: Pairing,
    /// `None` where a side is missing.
    row: Option<Row>,
    /// Sentences of the side that is there.
    sentences: usize,
    /// The day of the commit since which the original has changed for good.
    since: Option<String>,
}

impl Line {
    fn coverage(&self) -> f64 {
        self.row.map_or(0.0, |r| r.coverage())
    }
}

pub(super) fn run(session: &Session, args: &PairsArgs) -> Outcome {
    let fail_under = percentage(args.fail_under)?;
    let resolver = session.resolver(&args.files, None)?;
    let request = Request {
        paths: &args.files.paths,
        stdin_filename: args.files.stdin_filename.as_deref(),
        leave_out: None,
    };
    let listing = source::list(&request, &resolver, &session.cwd);
    listing.failures.iter().for_each(|f| session.error(f));
    let mut failed = !listing.failures.is_empty();
    let (sites, _) = Site::all(&listing.entries, &session.cwd);
    let mut lines = Vec::new();
    for site in &sites {
        let (found, unread) = of_site(site, session, args.strict);
        unread.iter().for_each(|f| session.error(f));
        failed |= !unread.is_empty();
        let mine = |l: &Line| {
            let shown = [&l.pairing.source, &l.pairing.target];
            shown.into_iter().flatten().any(|p| listing.entries.iter().any(|e| e.name == *p))
        };
        lines.extend(found.into_iter().filter(mine));
    }
    let mut out = stdout();
    match args.format {
        PairsFormat::Text => table(&mut out, &lines, false)?,
        PairsFormat::Markdown => table(&mut out, &lines, true)?,
        PairsFormat::Csv => csv(&mut out, &lines)?,
        PairsFormat::Json => {
            let all: Vec<Value> = lines.iter().map(object).collect();
            serde_json::to_writer_pretty(&mut out, &all).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    let low = fail_under.is_some_and(|least| lines.iter().any(|l| l.coverage() * 100.0 < least));
    Ok(match (failed, low) {
        (true, _) => Status::Failed,
        (_, true) => Status::Findings,
        _ => Status::Clean,
    })
}

/// The rows of one site, with paths as they are shown, and which files could not be read, and why.
fn of_site(site: &Site, session: &Session, strict: bool) -> (Vec<Line>, Vec<String>) {
    let settings = Settings { strict, ..(*site.settings).clone() };
    let read = |path: &String| {
        let shown = site.shown(path, &session.cwd);
        let bytes = std::fs::read(unslashed(&site.root, path))
            .map_err(|e| format!("{shown}: cannot be read: {}", crate::config::plain(&e)))?;
        let language = site.language(path, &shown, &settings);
        let kind = settings.kind(path);
        Ok((path.clone(), engine::load(&shown, bytes, kind, language, &settings)))
    };
    let outcomes: Vec<Result<(String, Loaded), String>> = site.paths.par_iter().map(read).collect();
    let (mut loaded, mut unread): (HashMap<String, Loaded>, Vec<String>) = Default::default();
    for outcome in outcomes {
        match outcome {
            Ok((path, post)) => _ = loaded.insert(path, post),
            Err(why) => unread.push(why),
        }
    }
    let mut paths: Vec<&String> = loaded.keys().collect();
    paths.sort();
    let facts: Vec<PostFacts> =
        paths.into_iter().filter_map(|p| Some(PostFacts::read(p, loaded.get(p)?.reading()))).collect();
    let pairings = discover(&site.layout, &facts);
    let both: Vec<(&str, &str)> = pairings.iter().filter_map(Pairing::both).collect();
    let origins = Origins::read(site, &both);
    origins.note().iter().for_each(|n| session.say(n));
    let lines = pairings.into_par_iter().filter(|p| !p.target_language.is_empty()).map(|pairing| {
        let get = |p: &Option<String>| p.as_ref().and_then(|p| loaded.get(p));
        let (source, target) = (get(&pairing.source), get(&pairing.target));
        let origin = pairing.target.as_ref().and_then(|t| origins.of.get(t));
        let row = source
            .zip(target)
            .map(|(s, t)| count(s, t, &pairing, origin.map(std::sync::Arc::as_ref), &settings));
        let since = origin.filter(|_| row.is_some_and(|r| r.stale > 0)).map(|o| o.date.clone());
        let sentences = source.or(target).map_or(0, |l| l.reading().sentences.len());
        Line { pairing: shown(pairing, site, session), row, sentences, since }
    });
    (lines.collect(), unread)
}

fn shown(mut pairing: Pairing, site: &Site, session: &Session) -> Pairing {
    for path in [&mut pairing.source, &mut pairing.target].into_iter().flatten() {
        *path = site.shown(path, &session.cwd);
    }
    pairing
}

fn count(
    source: &Loaded,
    target: &Loaded,
    pairing: &Pairing,
    origin: Option<&Origin>,
    settings: &Settings,
) -> Row {
    let side = |l: &'_ Loaded, tag: &str| -> PageLanguage {
        l.language
            .clone()
            .unwrap_or_else(|| PageLanguage { tag: tag.to_owned(), because: "its pair".to_owned() })
    };
    let cx = PairContext::new(
        Side {
            path: &source.path,
            document: source.reading(),
            language: side(source, &pairing.source_language),
        },
        Side {
            path: &target.path,
            document: target.reading(),
            language: side(target, &pairing.target_language),
        },
        settings,
    )
    .since(origin);
    let untranslated = untranslated_sentences(&cx);
    let row =
        Row::count(cx.source.document, cx.target.document, cx.alignment(), untranslated, settings.strict);
    Row { stale: stale_sentences(&cx), ..row }
}

fn object(line: &Line) -> Value {
    let p = &line.pairing;
    let side = |path: &Option<String>, language: &str| {
        path.as_ref().map(|path| json!({"path": path, "language": language}))
    };
    let row = line.row.unwrap_or_default();
    json!({
        "source": side(&p.source, &p.source_language),
        "target": side(&p.target, &p.target_language),
        "found_by": p.found_by.word(),
        "sentences": line.sentences,
        "coverage": (line.coverage() * 10_000.0).round() / 10_000.0,
        "untranslated": row.untranslated,
        "missing": row.missing,
        "extra": row.extra,
        "moved": row.moved,
        "stale": row.stale,
        "stale_since": line.since,
    })
}

const TITLES: [&str; 9] =
    ["post", "to", "found by", "coverage", "untranslated", "missing", "extra", "moved", "stale since"];

fn cells(line: &Line) -> [String; 9] {
    let p = &line.pairing;
    let path = p.source.as_ref().or(p.target.as_ref()).cloned().unwrap_or_default();
    let Some(row) = line.row else {
        let (lacks, none) = if p.target.is_none() {
            (&p.target_language, "none")
        } else {
            (&p.source_language, "no original")
        };
        let mut cells: [String; 9] = Default::default();
        let first = [path, lacks.clone(), none.to_owned(), "0 %".to_owned()];
        cells.iter_mut().zip(first).for_each(|(cell, text)| *cell = text);
        return cells;
    };
    let number = |n: usize| n.to_string();
    [
        path,
        p.target_language.clone(),
        p.found_by.word().to_owned(),
        format!("{:.0} %", (line.coverage() * 100.0).floor()),
        number(row.untranslated),
        number(row.missing),
        number(row.extra),
        number(row.moved),
        line.since.clone().unwrap_or_default(),
    ]
}

fn totals(lines: &[Line]) -> String {
    let pairs = lines.iter().filter(|l| l.row.is_some()).count();
    let sum = |f: fn(&Row) -> usize| lines.iter().filter_map(|l| l.row.as_ref()).map(f).sum::<usize>();
    format!(
        "{pairs} pairs, {} without counterpart; {} sentences, {} untranslated, {} missing, {} extra, {} moved, {} stale",
        lines.len() - pairs,
        sum(|r| r.sentences),
        sum(|r| r.untranslated),
        sum(|r| r.missing),
        sum(|r| r.extra),
        sum(|r| r.moved),
        sum(|r| r.stale)
    )
}

fn table(out: &mut impl Write, lines: &[Line], markdown: bool) -> std::io::Result<()> {
    let rows: Vec<[String; 9]> = lines.iter().map(cells).collect();
    let widths: Vec<usize> = (0..TITLES.len())
        .map(|i| rows.iter().map(|r| r[i].chars().count()).chain([TITLES[i].len()]).max().unwrap_or(0))
        .collect();
    let mut line = |cells: &[String]| -> std::io::Result<()> {
        let padded: Vec<String> = cells.iter().zip(&widths).map(|(c, w)| format!("{c:w$}")).collect();
        let text = if markdown { format!("| {} |", padded.join(" | ")) } else { padded.join("  ") };
        writeln!(out, "{}", text.trim_end())
    };
    line(&TITLES.map(str::to_owned))?;
    if markdown {
        line(&widths.iter().map(|w| "-".repeat(*w)).collect::<Vec<_>>())?;
    }
    for row in &rows {
        line(&row.each_ref().map(|cell| printable(cell)))?;
    }
    writeln!(out, "\n{}", totals(lines))
}

fn csv(out: &mut impl Write, lines: &[Line]) -> std::io::Result<()> {
    writeln!(
        out,
        "source,target,source_language,target_language,found_by,sentences,coverage,untranslated,missing,extra,moved,stale"
    )?;
    let quoted = |text: &str| {
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    for line in lines {
        let p = &line.pairing;
        let row = line.row.unwrap_or_default();
        let path = |p: &Option<String>| quoted(p.as_deref().unwrap_or(""));
        writeln!(
            out,
            "{},{},{},{},{},{},{:.4},{},{},{},{},{}",
            path(&p.source),
            path(&p.target),
            p.source_language,
            p.target_language,
            p.found_by.word(),
            line.sentences,
            line.coverage(),
            row.untranslated,
            row.missing,
            row.extra,
            row.moved,
            row.stale
        )?;
    }
    Ok(())
}
