//! The command line as a layer of configuration.

use super::{Failure, Session};
use crate::checks::Selector;
use crate::cli::{FailOn, FileArgs, RuleArgs};
use crate::config::{Layer, Resolver, glob};
use crate::finding::Severity;
use std::path::Path;

impl Session {
    /// Settings by folder: configuration files with the command line laid over them.
    pub(super) fn resolver(&self, files: &FileArgs, rules: Option<&RuleArgs>) -> Result<Resolver, Failure> {
        if files.stdin_filename.is_some() && !files.paths.iter().any(|p| p == Path::new("-")) {
            let message = "--stdin-filename names what `-` reads; give `-` as well, or leave it out";
            return Err(Failure::Said(message.to_owned()));
        }
        let mut layer = rules.map_or_else(|| Ok(Layer::default()), rule_layer)?;
        for (option, patterns, globs) in [
            ("--include", &files.include, &mut layer.include),
            ("--exclude", &files.exclude, &mut layer.exclude),
        ] {
            for pattern in patterns {
                globs.push(glob(pattern).map_err(|e| Failure::Said(format!("{option}: {e}")))?);
            }
        }
        Ok(Resolver::new(layer, self.global.config.as_deref(), self.global.isolated, &self.cwd)?)
    }
}

/// A percentage given to `--fail-under`.
pub(super) fn percentage(given: Option<f64>) -> Result<Option<f64>, Failure> {
    match given.filter(|p| !(0.0..=100.0).contains(p)) {
        Some(bad) => Err(Failure::Said(format!("--fail-under: {bad} is not a percentage from 0 to 100"))),
        None => Ok(given),
    }
}

fn rule_layer(args: &RuleArgs) -> Result<Layer, Failure> {
    if let Some(bad) = args.min_confidence.filter(|c| !(0.0..=1.0).contains(c)) {
        return Err(Failure::Said(format!("--min-confidence: {bad} is not a number from 0 to 1")));
    }
    let list = |option: &str, codes: &[String]| -> Result<Vec<Selector>, Failure> {
        let parse =
            |code: &String| Selector::parse(code).map_err(|e| Failure::Said(format!("{option}: {e}")));
        codes.iter().map(parse).collect()
    };
    Ok(Layer {
        select: args.select.as_deref().map(|c| list("--select", c)).transpose()?,
        extend_select: list("--extend-select", &args.extend_select)?,
        ignore: args.ignore.as_deref().map(|c| list("--ignore", c)).transpose()?,
        min_confidence: args.min_confidence,
        unsafe_fixes: args.unsafe_fixes.then_some(true),
        strict: args.strict.then_some(true),
        fail_on: args.fail_on.map(|f| match f {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
        }),
        ..Layer::default()
    })
}
