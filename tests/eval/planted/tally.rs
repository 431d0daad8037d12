//! Counting what was found against what was planted.

use super::case::Case;
use std::collections::HashSet;
use visavis::checks::Selector;
use visavis::config::Settings;
use visavis::document::{Document, Kind, MaskKind};
use visavis::pair::align;
use visavis::span::Span;

/// Hits, planted things, and alarms of one kind.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    hits: usize,
    planted: usize,
    right: usize,
    alarms: usize,
}

/// Counts over cases.
#[derive(Debug, Default)]
pub struct Tally {
    cases: usize,
    kinds: [Count; 4],
    /// Links found exactly, links planted, links said.
    links: (usize, usize, usize),
    /// What went wrong, in words.
    pub faults: Vec<String>,
}

const NAMES: [&str; 4] = ["missing", "extra", "untranslated", "moved"];

impl Tally {
    /// The head of the table.
    pub const TITLES: &str = "scenario        cases   missing P R          extra P R            untranslated P R     moved P R            strict F1 (links)";

    /// Checks one case.
    pub fn of(case: &Case) -> Self {
        let (path, other) = if case.mdx { ("post.mdx", "post.fr.mdx") } else { ("post.md", "post.fr.md") };
        let kind = if case.mdx { Kind::Mdx } else { Kind::Markdown };
        let select = ["PAIR002", "PAIR003", "PAIR004"].map(|r| Selector::parse(r).unwrap()).to_vec();
        let settings = Settings { select, ..Settings::default() };
        let report = visavis::check_pair(
            (path, case.source.clone().into_bytes()),
            (other, case.target.clone().into_bytes()),
            &settings,
        );
        let mut said: [Vec<String>; 4] = Default::default();
        for f in &report.findings {
            let own = f.span.of(&report.text).to_owned();
            match f.rule.code {
                "PAIR002" => said[0].push(f.related.first().map_or_else(String::new, |r| r.text.clone())),
                "PAIR003" => said[1].push(own),
                "PAIR004" => said[2].push(own),
                _ => {}
            }
        }
        let source = Document::parse(case.source.clone(), kind);
        let target = Document::parse(case.target.clone(), kind);
        let alignment = align(&source, &target, ("en", "fr"));
        for link in alignment.links.iter().filter(|l| l.moved) {
            said[3].push(link.source.iter().map(|i| clean(&source, source.sentences[*i].span)).collect());
        }
        let mut tally = Self { cases: 1, ..Self::default() };
        let single = |list: &[String]| -> Vec<Vec<String>> { list.iter().map(|s| vec![s.clone()]).collect() };
        let planted =
            [single(&case.missing), single(&case.extra), single(&case.untranslated), case.moved.clone()];
        for k in 0..4 {
            tally.count(k, case, &planted[k], &said[k]);
        }
        tally.strict(case, (&source, &target), &alignment);
        tally
    }

    fn count(&mut self, kind: usize, case: &Case, planted: &[Vec<String>], said: &[String]) {
        let any = |p: &Vec<String>, s: &String| p.iter().any(|p| alike(p, s));
        let c = &mut self.kinds[kind];
        for p in planted.iter().filter(|p| p.iter().any(|t| words(t).len() > 2)) {
            c.planted += 1;
            if said.iter().any(|s| any(p, s)) {
                c.hits += 1;
            } else {
                self.faults.push(format!("{} {} not found: {:?}", case.id, NAMES[kind], p));
            }
        }
        for s in said {
            if planted.iter().any(|p| any(p, s)) {
                c.right += 1;
            } else {
                c.alarms += 1;
                self.faults.push(format!("{} {} false: {s:?}", case.id, NAMES[kind]));
            }
        }
    }

    /// Links around the damage whose sentences are split here as they are split there.
    fn strict(&mut self, case: &Case, (a, b): (&Document, &Document), alignment: &visavis::pair::Alignment) {
        let keys = |d: &Document| -> Vec<String> {
            d.sentences.iter().map(|s| letters(&clean(d, s.span))).collect()
        };
        let (mine, theirs) = (keys(a), keys(b));
        let find = |keys: &[String], texts: &[String]| -> Option<Vec<usize>> {
            texts
                .iter()
                .map(|t| {
                    let t = letters(t);
                    let mut at = keys.iter().enumerate().filter(|(_, k)| **k == t).map(|x| x.0);
                    // What stands twice on a page cannot be told apart here.
                    at.next().filter(|_| at.next().is_none())
                })
                .collect()
        };
        let mut touched: HashSet<usize> = HashSet::new();
        for (s, t) in &case.links {
            let (Some(s), Some(t)) = (find(&mine, s), find(&theirs, t)) else { continue };
            self.links.1 += 1;
            for (n, link) in alignment.links.iter().enumerate() {
                let same = link.source == s && link.target == t;
                self.links.0 += usize::from(same);
                let touches =
                    link.source.iter().any(|i| s.contains(i)) || link.target.iter().any(|i| t.contains(i));
                if touches && touched.insert(n) && !same {
                    let text = |d: &Document, l: &[usize]| -> Vec<String> {
                        l.iter().map(|i| clean(d, d.sentences[*i].span)).collect()
                    };
                    self.faults.push(format!(
                        "{} link {:?} = {:?}",
                        case.id,
                        text(a, &link.source),
                        text(b, &link.target)
                    ));
                }
            }
        }
        self.links.2 += touched.len();
    }

    /// Both counts together.
    pub fn plus(mut self, other: Self) -> Self {
        self.cases += other.cases;
        for (a, b) in self.kinds.iter_mut().zip(other.kinds) {
            a.hits += b.hits;
            a.planted += b.planted;
            a.right += b.right;
            a.alarms += b.alarms;
        }
        self.links.0 += other.links.0;
        self.links.1 += other.links.1;
        self.links.2 += other.links.2;
        self.faults.extend(other.faults);
        self
    }

    /// One line of the table.
    pub fn row(&self, name: &str) -> String {
        let mut out = format!("{name:15} {:5}   ", self.cases);
        for c in &self.kinds {
            let said = c.right + c.alarms;
            let cell = if c.planted == 0 {
                format!("{said} alarms")
            } else {
                format!("{} {} ({}+{})", share(c.right, said), share(c.hits, c.planted), c.planted, c.alarms)
            };
            out.push_str(&format!("{cell:21}"));
        }
        let (hit, gold, said) = self.links;
        out.push_str(&format!("{} ({gold})", share(2 * hit, gold + said)));
        out
    }
}

#[allow(clippy::cast_precision_loss)]
fn share(a: usize, b: usize) -> String {
    if b == 0 { "–".to_owned() } else { format!("{:.3}", a as f64 / b as f64) }
}

/// A sentence without markup and addresses.
fn clean(document: &Document, span: Span) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for mask in document.masks.iter().filter(|m| m.span.end > span.start && m.span.start < span.end) {
        out.push_str(document.text.get(at..mask.span.start.max(at)).unwrap_or(""));
        if matches!(mask.kind, MaskKind::Code | MaskKind::Math) {
            out.push_str(
                document.text.get(mask.span.start.max(at)..mask.span.end.min(span.end)).unwrap_or(""),
            );
        }
        at = mask.span.end.max(at).min(span.end);
    }
    out.push_str(document.text.get(at..span.end).unwrap_or(""));
    out
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether two texts are the same sentence, or one a large part of the other.
fn alike(a: &str, b: &str) -> bool {
    let (x, y) = (words(a), words(b));
    let least = x.len().min(y.len());
    least > 0 && x.intersection(&y).count() * 10 >= least * 8
}
