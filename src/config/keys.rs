//! The keys of `visavis.toml`: each with its type and the place it fills.

use super::layer::{Layer, glob};
use super::read::{Problem, Value};
use crate::checks::Selector;
use crate::finding::Severity;

/// A key: how it is written, what it says and how it is read.
pub(super) struct Key {
    /// As written in the file.
    pub name: &'static str,
    /// One line for `visavis init`.
    pub about: &'static str,
    /// Reads the value into the layer.
    pub read: fn(&Value<'_>, &mut Layer) -> Result<(), Problem>,
}

const fn key(
    name: &'static str,
    about: &'static str,
    read: fn(&Value<'_>, &mut Layer) -> Result<(), Problem>,
) -> Key {
    Key { name, about, read }
}

/// Every key except [`EXTEND`], which is no part of a layer.
pub(super) const KEYS: &[Key] = &[
    key("select", "run these rules only: codes, prefixes or names", |v, l| {
        set(&mut l.select, selectors(v).map(Some))
    }),
    key("extend-select", "run these rules as well", |v, l| set(&mut l.extend_select, selectors(v))),
    key("ignore", "leave these rules out", |v, l| set(&mut l.ignore, selectors(v).map(Some))),
    key("per-file-ignores", "a table: rules to leave out in the files that match", per_file_ignores),
    key("names", "people, places, products: never foreign text", |v, l| set(&mut l.names, v.strings())),
    key("allow", "words and phrases of the other language that are welcome", |v, l| {
        set(&mut l.allow, v.strings())
    }),
    key("languages", "the languages of the site", |v, l| set(&mut l.languages, v.strings().map(Some))),
    key("default-language", "the language that translations are made from", |v, l| {
        set(&mut l.default_language, v.string().map(Some))
    }),
    key("language-of", "a table: the language of the pages that match", language_of),
    key("unsafe-fixes", "apply fixes that need a human's eye too", |v, l| {
        set(&mut l.unsafe_fixes, v.boolean().map(Some))
    }),
    key("strict", "compare the two sides of a post more sensitively", |v, l| {
        set(&mut l.strict, v.boolean().map(Some))
    }),
    key("fail-on", "the severity that fails a run: error or warning", fail_on),
    key("min-confidence", "drop findings that are less sure, from 0 to 1", min_confidence),
    key("extensions", "what posts end in: md, markdown, mdx", extensions),
    key("include", "globs of other text files that a walk takes in, for the ENC rules", |v, l| {
        set(&mut l.include, globs(v))
    }),
    key("exclude", "globs of what a walk leaves out", |v, l| set(&mut l.exclude, globs(v))),
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
        layer.language_of.push((matcher, language(&value)?));
    }
    Ok(())
}

/// A language tag: letters first, as `fr`, `pt-BR` or `zh_Hant`.
fn language(value: &Value<'_>) -> Result<String, Problem> {
    let tag = value.string()?;
    let mut parts = tag.split(['-', '_']);
    let first =
        parts.next().is_some_and(|p| matches!(p.len(), 2 | 3) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    if first && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return Ok(tag);
    }
    Err(value.problem(format!("`{tag}` is no language tag; write one like `fr`, `en` or `pt-BR`")))
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
