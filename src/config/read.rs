//! Reading a configuration file: every complaint names the file, the line and the column.

use super::keys::{EXTEND, KEYS};
use super::{ConfigError, Layer};
use crate::span::LineIndex;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong, and the bytes of the file that are wrong.
pub(super) struct Problem {
    message: String,
    at: Range<usize>,
}

/// A value and where it stands.
pub(super) struct Value<'a> {
    key: &'a str,
    inner: &'a Spanned<DeValue<'a>>,
}

/// A key of a table and where it stands.
pub(super) struct TableKey<'a> {
    /// The key.
    pub text: &'a str,
    at: Range<usize>,
}

impl TableKey<'_> {
    /// A complaint about this key.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { message: message.into(), at: self.at.clone() }
    }
}

impl<'a> Value<'a> {
    /// A complaint about this value.
    pub fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { message: message.into(), at: self.inner.span() }
    }

    fn not(&self, wanted: &str) -> Problem {
        let found = self.inner.get_ref().type_str();
        self.problem(format!("`{}` takes {wanted}, not {} {found}", self.key, article(found)))
    }

    /// The value as a string.
    pub fn string(&self) -> Result<String, Problem> {
        self.inner.get_ref().as_str().map(str::to_owned).ok_or_else(|| self.not("a string"))
    }

    /// The value as a list of strings.
    pub fn strings(&self) -> Result<Vec<String>, Problem> {
        self.each(Value::string)
    }

    /// Each item of a list, read by `read`. A single item may stand without brackets.
    pub fn each<T>(&self, read: impl Fn(&Value<'a>) -> Result<T, Problem>) -> Result<Vec<T>, Problem> {
        match self.inner.get_ref() {
            DeValue::Array(items) => {
                items.iter().map(|inner| read(&Value { key: self.key, inner })).collect()
            }
            DeValue::String(_) => Ok(vec![read(self)?]),
            _ => Err(self.not("a list of strings")),
        }
    }

    /// The value as true or false.
    pub fn boolean(&self) -> Result<bool, Problem> {
        self.inner.get_ref().as_bool().ok_or_else(|| self.not("true or false"))
    }

    /// The value as a number.
    pub fn number(&self) -> Result<f64, Problem> {
        let text = match self.inner.get_ref() {
            DeValue::Float(f) => f.as_str(),
            DeValue::Integer(i) => i.as_str(),
            _ => return Err(self.not("a number")),
        };
        text.replace('_', "").parse().map_err(|_| self.not("a number"))
    }

    /// The keys and values of a table, in the order they are written.
    pub fn table(&self) -> Result<Vec<(TableKey<'a>, Value<'a>)>, Problem> {
        let table = self.inner.get_ref().as_table().ok_or_else(|| self.not("a table"))?;
        Ok(entries(table))
    }
}

fn entries<'a>(table: &'a DeTable<'a>) -> Vec<(TableKey<'a>, Value<'a>)> {
    let mut all: Vec<_> = table
        .iter()
        .map(|(key, inner)| {
            let text = key.get_ref().as_ref();
            (TableKey { text, at: key.span() }, Value { key: text, inner })
        })
        .collect();
    all.sort_by_key(|(key, _)| key.at.start);
    all
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// Reads the text of the configuration file called `name`: its layer, and the file it extends.
///
/// # Errors
/// Names the file, the line, the column and what to write instead.
pub(super) fn read(name: &str, text: &str) -> Result<(Layer, Option<String>), ConfigError> {
    let fail = |problem: Problem| {
        let at = LineIndex::new(text).position(text, problem.at.start);
        ConfigError(format!("{name}:{}:{}: {}", at.line, at.column, problem.message))
    };
    let table = DeTable::parse(text).map_err(|e| {
        let at = e.span().unwrap_or(0..0);
        fail(Problem { message: e.message().lines().collect::<Vec<_>>().join(", "), at })
    })?;
    let (mut layer, mut extend) = (Layer::default(), None);
    for (key, value) in entries(table.get_ref()) {
        if key.text == EXTEND {
            extend = Some(value.string().map_err(fail)?);
        } else if let Some(known) = KEYS.iter().find(|k| k.name == key.text) {
            (known.read)(&value, &mut layer).map_err(fail)?;
        } else {
            return Err(fail(unknown(&key)));
        }
    }
    Ok((layer, extend))
}

fn unknown(key: &TableKey<'_>) -> Problem {
    let names = KEYS.iter().map(|k| k.name).chain([EXTEND]);
    let written = key.text.to_lowercase().replace('_', "-");
    let near =
        names.max_by(|a, b| strsim::jaro_winkler(&written, a).total_cmp(&strsim::jaro_winkler(&written, b)));
    key.problem(format!("unknown key `{}`; did you mean `{}`?", key.text, near.unwrap_or(EXTEND)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        read("visavis.toml", text).unwrap_err().0
    }

    #[test]
    fn every_kind_of_key_is_read() {
        let text = "extend = \"base.toml\"\nselect = [\"ENC\"]\nignore = \"ENC001\"\nnames = [\"Ann\"]\n\
                    fail-on = \"warning\"\nmin-confidence = 0.5\nstrict = true\ninclude = [\"*.po\"]\n\
                    extensions = [\".qmd\"]\n[per-file-ignores]\n\"a/**\" = [\"ENC\"]\n\
                    [language-of]\n\"b/**\" = \"fr\"\n";
        let (layer, extend) = read("x", text).unwrap();
        assert_eq!(extend.as_deref(), Some("base.toml"));
        assert_eq!(layer.fail_on, Some(crate::finding::Severity::Warning));
        assert_eq!(layer.min_confidence, Some(0.5));
        assert_eq!(layer.extensions.unwrap(), ["qmd"]);
        assert_eq!(layer.per_file_ignores.len(), 1);
        assert_eq!(layer.language_of[0].1, "fr");
        assert_eq!(layer.include.len(), 1);
    }

    #[test]
    fn an_unknown_key_names_its_place_and_the_nearest_key() {
        assert_eq!(
            error("names = []\n  min_confidense = 1"),
            "visavis.toml:2:3: unknown key `min_confidense`; did you mean `min-confidence`?"
        );
    }

    #[test]
    fn wrong_types_values_and_syntax_name_their_place() {
        assert_eq!(error("strict = 1"), "visavis.toml:1:10: `strict` takes true or false, not an integer");
        assert_eq!(error("names = [1]"), "visavis.toml:1:10: `names` takes a string, not an integer");
        assert!(
            error("select = [\"ENC\", \"ENX\"]").starts_with("visavis.toml:1:18: no rule is called `ENX`")
        );
        assert!(error("fail-on = \"eror\"").contains("write `error` or `warning`"));
        assert!(error("min-confidence = 2").contains("from 0 to 1"));
        assert!(error("[language-of]\n\"*.md\" = \"frenhc\"").contains("`frenhc` is no language tag"));
        assert!(error("names = [").starts_with("visavis.toml:1:"), "{}", error("names = ["));
        assert!(error("strict = true\nstrict = false").starts_with("visavis.toml:2:"));
    }
}
