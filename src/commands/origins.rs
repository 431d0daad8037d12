//! For each translation, its original as it was when the translation was last committed.

use super::site::Site;
use crate::document::Document;
use crate::git::{Commit, History};
use crate::pair::stale::Origin;
use crate::source::unslashed;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What git says about the translations of a site.
#[derive(Default)]
pub(super) struct Origins {
    /// By path of the translation: originals that have been committed since.
    pub of: HashMap<String, Arc<Origin>>,
    /// How many translations were last committed before the history at hand begins.
    pub unknown: usize,
}

impl Origins {
    /// Asks git about pairs of (original, translation), paths relative to the site.
    pub(super) fn read(site: &Site, pairs: &[(&str, &str)]) -> Self {
        let wanted: HashSet<&str> = pairs.iter().flat_map(|(s, t)| [*s, *t]).collect();
        let Some(history) = History::read(&site.root, &wanted) else { return Self::default() };
        let mut out = Self::default();
        let mut asked: Vec<(&str, &str, &Commit)> = Vec::new();
        for (source, target) in pairs {
            let Some(commit) = history.last(target) else { continue };
            if history.cut_at(commit) {
                out.unknown += 1;
                continue;
            }
            // Not committed since, though perhaps edited since: an untracked original has no past.
            if history.last(source).is_some() {
                asked.push((source, target, commit));
            }
        }
        let requests: Vec<(String, String)> =
            asked.iter().map(|(s, _, c)| (c.id.clone(), (*s).to_owned())).collect();
        let contents = history.contents(&requests);
        let made = asked.par_iter().zip(contents).filter_map(|((source, target, commit), bytes)| {
            let today = std::fs::read(unslashed(&site.root, source)).ok();
            let bytes = bytes.filter(|b| today.as_ref() != Some(b))?;
            let text = crate::encoding::decode(bytes).text;
            let origin = Origin {
                document: Document::parse(text, site.settings.kind(source)),
                commit: commit.id.chars().take(9).collect(),
                date: commit.date.clone(),
            };
            Some(((*target).to_owned(), Arc::new(origin)))
        });
        out.of = made.collect();
        out
    }

    /// What cannot be known, in words.
    pub(super) fn note(&self) -> Option<String> {
        (self.unknown > 0).then(|| {
            format!(
                "the history is shallow: for {} translations it cannot be known whether they are stale \
                 (PAIR009); fetch all of it to find out",
                self.unknown
            )
        })
    }
}
