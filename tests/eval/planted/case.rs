//! A damaged pair and the truth about it.

use serde::Deserialize;
use std::path::Path;

/// A pair of pages, what was done to it, and the sentences that it was done to.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// What the page is called.
    pub id: String,
    /// The kind of damage.
    pub scenario: String,
    /// The original.
    pub source: String,
    /// The translation.
    pub target: String,
    /// Whether the pages are MDX.
    pub mdx: bool,
    /// Sentences of the source that the target lacks.
    pub missing: Vec<String>,
    /// Sentences of the target that the source lacks.
    pub extra: Vec<String>,
    /// Sentences of the target that are in the language of the source.
    pub untranslated: Vec<String>,
    /// For each thing moved, sentences of which one at least has to be called moved.
    pub moved: Vec<Vec<String>>,
    /// Links around the damage: sentences of both sides.
    pub links: Vec<(Vec<String>, Vec<String>)>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    scenario: String,
    repo: String,
    en_markdown: String,
    fr_markdown: String,
    en: Vec<String>,
    fr: Vec<String>,
    gold: Vec<(Vec<usize>, Vec<usize>)>,
    missing: Vec<usize>,
    extra: Vec<usize>,
    untranslated: Vec<usize>,
}

/// Reads a file of cases, one JSON object a line.
pub fn read(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|l| serde_json::from_str::<Line>(l).unwrap().case()).collect()
}

impl Line {
    fn case(self) -> Case {
        let at = |list: &[String], of: &[usize]| -> Vec<String> {
            of.iter().filter_map(|i| list.get(*i).cloned()).collect()
        };
        let links = self.around();
        Case {
            missing: at(&self.en, &self.missing),
            extra: at(&self.fr, &self.extra),
            untranslated: at(&self.fr, &self.untranslated),
            moved: self.crossed().iter().map(|m| at(&self.en, m)).collect(),
            links: links.into_iter().map(|(s, t)| (at(&self.en, &s), at(&self.fr, &t))).collect(),
            mdx: !self.repo.contains("gtfs"),
            id: self.id,
            scenario: self.scenario,
            source: self.en_markdown,
            target: self.fr_markdown,
        }
    }

    /// For each thing moved, the sentences that changed order: either side of what was crossed may be
    /// called the one that moved.
    fn crossed(&self) -> Vec<Vec<usize>> {
        let at = |l: &(Vec<usize>, Vec<usize>)| Some((*l.0.first()?, *l.1.first()?));
        let links: Vec<(usize, usize)> = self.gold.iter().filter_map(at).collect();
        let crosses = |a: &(usize, usize), b: &(usize, usize)| (a.0 < b.0) != (a.1 < b.1) && a.0 != b.0;
        let inverted = |a: &(usize, usize)| links.iter().any(|b| crosses(a, b));
        let mut out: Vec<Vec<usize>> = Vec::new();
        for link in links.iter().filter(|l| inverted(l)) {
            match out.last_mut() {
                Some(group) if group.last().is_some_and(|s| s + 1 == link.0) => group.push(link.0),
                _ => out.push(vec![link.0]),
            }
        }
        out
    }

    /// The links that were damaged, and their neighbours.
    fn around(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let crossed = self.crossed().concat();
        let damaged = |(s, t): &(Vec<usize>, Vec<usize>)| {
            s.iter().any(|i| self.missing.contains(i) || crossed.contains(i))
                || t.iter().any(|i| self.extra.contains(i) || self.untranslated.contains(i))
                || s.len() + t.len() > 2
        };
        let near = |n: usize| (n.saturating_sub(1)..n + 2).any(|k| self.gold.get(k).is_some_and(damaged));
        let clean = self.scenario == "clean";
        (0..self.gold.len()).filter(|n| clean || near(*n)).map(|n| self.gold[n].clone()).collect()
    }
}
