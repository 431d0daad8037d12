//! The keys of `visavis.toml`: each with its type and the place it fills.

use super::layer::{Layer, glob};
use super::read::{Problem, Value};
use crate::checks::Selector;
use crate::finding::Severity;

/// A key: how it is written, one line for `visavis init`, and how it is read.
pub(super) struct Key {
    /// As written in the file.
    pub name: &'static str,
    /// Reads the value into the layer.
    pub read: fn(&Value<'_>, &mut Layer) -> Result<(), Problem>,
}

/// Every key except `extend`, which is followed before the others are read.
pub(super) const KEYS: &[Key] = &[
    Key { name: "select", read: |v, l| set(&mut l.select, selectors(v).map(Some)) },
    Key { name: "extend-select", read: |v, l| set(&mut l.extend_select, selectors(v)) },
    Key { name: "ignore", read: |v, l| set(&mut l.ignore, selectors(v).map(Some)) },
    Key { name: "per-file-ignores", read: per_file_ignores },
    Key { name: "names", read: |v, l| set(&mut l.names, v.strings()) },
    Key { name: "allow", read: |v, l| set(&mut l.allow, v.strings()) },
    Key { name: "languages", read: |v, l| set(&mut l.languages, v.strings().map(Some)) },
    Key { name: "default-language", read: |v, l| set(&mut l.default_language, v.string().map(Some)) },
    Key { name: "language-of", read: language_of },
    Key { name: "unsafe-fixes", read: |v, l| set(&mut l.unsafe_fixes, v.boolean().map(Some)) },
    Key { name: "strict", read: |v, l| set(&mut l.strict, v.boolean().map(Some)) },
    Key { name: "fail-on", read: fail_on },
    Key { name: "min-confidence", read: min_confidence },
    Key { name: "extensions", read: extensions },
    Key { name: "include", read: |v, l| set(&mut l.include, globs(v)) },
    Key { name: "exclude", read: |v, l| set(&mut l.exclude, globs(v)) },
];

/// The key that names the file to build on.
pub(super) const EXTEND: &str = "extend";

fn set<T>(slot: &mut T, value: Result<T, Problem>) -> Result<(), Problem> {
    *slot = value?;
    Ok(())
}

fn selectors(value: &Value<'_>) -> Result<Vec<Selector>, Problem> {
    value.each(|item| Selector::parse(&item.string()?).map_err(|e| item.problem(e)))
}

fn globs(value: &Value<'_>) -> Result<Vec<globset::Glob>, Problem> {
    value.each(|item| glob(&item.string()?).map_err(|e| item.problem(e.0)))
}

fn per_file_ignores(value: &Value<'_>, layer: &mut Layer) -> Result<(), Problem> {
    for (key, value) in value.table()? {
        let matcher = glob(key.text).map_err(|e| key.problem(e.0))?.compile_matcher();
        layer.per_file_ignores.push((matcher, selectors(&value)?));
    }
    Ok(())
}

fn language_of(value: &Value<'_>, layer: &mut Layer) -> Result<(), Problem> {
    for (key, value) in value.table()? {
        let matcher = glob(key.text).map_err(|e| key.problem(e.0))?.compile_matcher();
        layer.language_of.push((matcher, value.string()?));
    }
    Ok(())
}

fn fail_on(value: &Value<'_>, layer: &mut Layer) -> Result<(), Problem> {
    layer.fail_on = Some(match value.string()?.as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        other => {
            return Err(value.problem(format!("`{other}` is not a severity; write `error` or `warning`")));
        }
    });
    Ok(())
}

fn min_confidence(value: &Value<'_>, layer: &mut Layer) -> Result<(), Problem> {
    let number = value.number()?;
    if !(0.0..=1.0).contains(&number) {
        return Err(value.problem(format!("{number} is not a confidence; write a number from 0 to 1")));
    }
    layer.min_confidence = Some(number);
    Ok(())
}

fn extensions(value: &Value<'_>, layer: &mut Layer) -> Result<(), Problem> {
    let listed = value.strings()?;
    layer.extensions = Some(listed.iter().map(|e| e.trim_start_matches('.').to_owned()).collect());
    Ok(())
}
