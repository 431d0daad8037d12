//! The work on many files: load each, find out who belongs to whom, check or fix each, in parallel.

use super::origins::Origins;
use super::posts::Posts;
use super::run::{Change, Checked, Mode, Run};
use super::site::Site;
use crate::checks::{ALL, Check};
use crate::config::Settings;
use crate::document::Kind;
use crate::encoding::Source;
use crate::engine::{self, Counterpart, Loaded, Report};
use crate::pair::{Memory, PostFacts};
use crate::source::{Entry, unslashed};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file that was read.
struct Side {
    entry: Entry,
    loaded: Loaded,
    /// As read; kept only where it will be needed again.
    bytes: Vec<u8>,
    /// Whether it was asked for; otherwise it is only read for its other side's sake.
    given: bool,
}

/// Checks or fixes every entry; `done` counts them.
pub(super) fn all(entries: &[Entry], cwd: &Path, mode: Mode, done: &AtomicUsize) -> Vec<Run> {
    // Standard input without a name has no place in a site.
    let comparing = entries.iter().any(|e| compares(&e.settings) && e.name != "-");
    if comparing { together(entries, cwd, mode, done) } else { apart(entries, mode, done) }
}

/// One file at a time: rules that look at nothing else need not wait for the others, nor keep them.
fn apart(entries: &[Entry], mode: Mode, done: &AtomicUsize) -> Vec<Run> {
    each(entries, |entry| {
        let run = guarded(&entry.name, || match load(entry, None, mode, true) {
            Ok(Some(side)) => post(&[side], &Memory::default(), mode),
            Ok(None) => Run::default(),
            Err(message) => failed(message),
        });
        done.fetch_add(1, Ordering::Relaxed);
        run
    })
}

/// Site by site: everything is read, sorted into posts, then checked post by post.
fn together(entries: &[Entry], cwd: &Path, mode: Mode, done: &AtomicUsize) -> Vec<Run> {
    let (sites, of) = Site::all(entries, cwd);
    let mut runs = Vec::new();
    for (number, site) in sites.iter().enumerate() {
        let mine: Vec<&Entry> =
            entries.iter().zip(&of).filter(|(_, n)| **n == number).map(|(e, _)| e).collect();
        let mut sides = Vec::new();
        let load = |entry: &&Entry| {
            caught(&entry.name, || load(entry, Some(site), mode, true)).and_then(|outcome| outcome)
        };
        for outcome in each(&mine, load) {
            match outcome {
                Ok(side) => sides.extend(side),
                Err(message) => runs.push(failed(message)),
            }
        }
        let (posts, note) = assemble(site, sides, cwd, mode);
        runs.push(Run { notes: note.into_iter().collect(), ..Run::default() });
        let memory = memory(&posts);
        runs.extend(each(&posts, |sides| {
            let name = sides.first().map_or("", |s| s.entry.name.as_str());
            let run = guarded(name, || post(sides, &memory, mode));
            done.fetch_add(sides.iter().filter(|s| s.given).count(), Ordering::Relaxed);
            run
        }));
    }
    runs
}

/// Whether any rule that runs needs to know about other files.
fn compares(settings: &Settings) -> bool {
    ALL.iter().any(|r| settings.runs(r) && !matches!(r.check, Check::Text(_)) && r.code != "SUP001")
}

/// Maps in parallel, in order. Starting threads for one item would take longer than the item.
fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if items.len() < 2 { items.iter().map(work).collect() } else { items.par_iter().map(work).collect() }
}

fn failed(message: String) -> Run {
    Run { failures: vec![message], ..Run::default() }
}

/// Runs `work`; a fault of ours in one file must not take the others along.
fn caught<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| format!("{name}: visavis failed on this file; please report it as a bug"))
}

fn guarded(name: &str, work: impl FnOnce() -> Run) -> Run {
    let mut run = caught(name, work).unwrap_or_else(failed);
    // A large site is mostly clean: its texts need not all stay in memory to the end.
    for file in run.files.iter_mut().filter(|f| f.report.findings.is_empty() && f.applied.is_empty()) {
        file.report.text = String::new();
    }
    run
}

/// Reads, decodes and parses a file. `None` for one that a walk took in and that is no text at all.
fn load(entry: &Entry, site: Option<&Site>, mode: Mode, given: bool) -> Result<Option<Side>, String> {
    let bytes =
        entry.read().map_err(|e| format!("{}: cannot be read: {}", entry.name, crate::config::plain(&e)))?;
    let kind = entry.kind();
    let language = site.and_then(|s| s.language(&s.relative(&entry.real), &entry.name, &entry.settings));
    let kept = if mode == Mode::Fix && given { bytes.clone() } else { Vec::new() };
    let loaded = engine::load(&entry.name, bytes, kind, language, &entry.settings);
    if kind == Kind::Plain && !entry.explicit && matches!(loaded.source, Source::Binary { .. }) {
        return Ok(None);
    }
    Ok(Some(Side { entry: entry.clone(), loaded, bytes: kept, given }))
}

/// Puts the files of one site together into posts, with the sides that were not asked for, and says
/// what could not be known about them.
fn assemble(site: &Site, sides: Vec<Side>, cwd: &Path, mode: Mode) -> (Vec<Vec<Side>>, Option<String>) {
    let facts: Vec<PostFacts> = sides
        .par_iter()
        .filter(|s| s.loaded.is_post())
        .map(|s| PostFacts::read(&site.relative(&s.entry.real), s.loaded.reading()))
        .collect();
    let mut files: HashMap<String, Side> =
        sides.into_iter().map(|s| (site.relative(&s.entry.real), s)).collect();
    let names: HashMap<String, String> =
        files.iter().map(|(path, side)| (path.clone(), side.entry.name.clone())).collect();
    let shown = |path: &str| names.get(path).cloned().unwrap_or_else(|| site.shown(path, cwd));
    let found = Posts::find(site, &facts, &shown);
    for (path, findings) in found.about {
        if let Some(side) = files.get_mut(&path) {
            side.loaded.about = findings;
        }
    }
    let asked: HashSet<String> = files.keys().cloned().collect();
    let origins = origins(site, &found.sides, &asked);
    let mut posts = Vec::new();
    for paths in found.sides.iter().filter(|p| p.iter().any(|path| asked.contains(path))) {
        let whole = asked.contains(paths.first().map_or("", String::as_str));
        let mut members = Vec::new();
        for (i, path) in paths.iter().enumerate() {
            let side = files.remove(path);
            // A translation is compared with its source, not with its sisters.
            let wanted = whole || i == 0;
            let side = side.or_else(|| wanted.then(|| other(site, path, &shown(path), mode)).flatten());
            members.extend(side.map(|mut side| {
                side.loaded.origin = origins.of.get(path).cloned();
                side
            }));
        }
        posts.push(members);
    }
    posts.extend(files.into_values().map(|side| vec![side]));
    (posts, origins.note())
}

/// What git says about the posts that a side of was asked for, if a rule wants to know.
fn origins(site: &Site, posts: &[Vec<String>], asked: &HashSet<String>) -> Origins {
    let wanted = ALL.iter().any(|r| r.code == "PAIR009" && site.settings.runs(r));
    let touched = posts.iter().filter(|p| wanted && p.iter().any(|path| asked.contains(path)));
    let pairs = touched
        .filter_map(|p| p.split_first())
        .flat_map(|(source, targets)| targets.iter().map(move |target| (source.as_str(), target.as_str())));
    Origins::read(site, &pairs.collect::<Vec<_>>())
}

/// What the posts of a site teach about each other.
fn memory(posts: &[Vec<Side>]) -> Memory<'_> {
    let mut memory = Memory::default();
    for (source, targets) in posts.iter().filter_map(|sides| sides.split_first()) {
        for target in targets {
            // As the rules that compare take them: see `engine::side`.
            let tags = (language(source).unwrap_or("en"), language(target).unwrap_or("fr"));
            if tags.0 != tags.1 {
                memory.add(source.loaded.reading(), target.loaded.reading(), tags);
            }
        }
    }
    memory
}

fn language(side: &Side) -> Option<&str> {
    side.loaded.language.as_ref().map(|l| l.tag.as_str())
}

/// A side that was not asked for. Where it cannot be read, the post is checked without it.
fn other(site: &Site, path: &str, name: &str, mode: Mode) -> Option<Side> {
    let real = unslashed(&site.root, path);
    let entry = Entry {
        path: real.clone(),
        name: name.to_owned(),
        real,
        scope: site.root.clone(),
        explicit: true,
        settings: Arc::clone(&site.settings),
        stdin: None,
    };
    load(&entry, Some(site), mode, false).ok().flatten()
}

/// Checks or fixes the sides of one post: the source first, where it has more than one.
fn post(sides: &[Side], memory: &Memory<'_>, mode: Mode) -> Run {
    let source = sides.first();
    let mut run = Run::default();
    for (i, side) in sides.iter().enumerate() {
        let other = match (i, source, sides.get(1)) {
            (0, _, Some(translation)) => Counterpart::Target(&translation.loaded),
            (1.., Some(source), _) => Counterpart::Remembered(&source.loaded, memory),
            _ => Counterpart::None,
        };
        run.files.extend(one(side, other, mode));
    }
    run
}

fn one(side: &Side, other: Counterpart<'_>, mode: Mode) -> Option<Checked> {
    let settings = &side.entry.settings;
    if !side.given {
        // What the pair rules say about a translation is news for whoever changed its source.
        let Counterpart::Remembered(..) = other else { return None };
        let report = engine::check_pair(other, &side.loaded, settings);
        return (!report.findings.is_empty()).then(|| checked(side, report));
    }
    Some(match mode {
        Mode::Check => checked(side, engine::check(&side.loaded, other, settings)),
        Mode::Fix => fixed(side, other),
    })
}

fn checked(side: &Side, report: Report) -> Checked {
    let settings = Arc::clone(&side.entry.settings);
    Checked { report, settings, applied: Vec::new(), fixed: None, stdin: None, unwritten: false }
}

fn fixed(side: &Side, other: Counterpart<'_>) -> Checked {
    let outcome = engine::fix(&side.loaded, other, &side.entry.settings);
    let mut result = checked(side, outcome.report);
    result.applied = outcome.applied;
    result.stdin.clone_from(&side.entry.stdin);
    if outcome.changed && outcome.text.as_bytes() != side.bytes {
        let path = side.entry.path.clone();
        result.fixed = Some(Change { path, old: side.bytes.clone(), new: outcome.text.into_bytes() });
    }
    result
}
