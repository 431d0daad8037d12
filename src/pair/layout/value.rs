//! Configuration files as plain values, whatever their syntax. What cannot be read is absent.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// Reads YAML, TOML or JSON by the extension of `path`.
#[must_use]
pub fn read(path: &str, content: &str) -> Option<Value> {
    let content = content.trim_start_matches('\u{feff}');
    match path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase())?.as_str() {
        "yaml" | "yml" => yaml(content),
        "toml" => toml::from_str(content).ok(),
        "json" => serde_json::from_str(content).ok(),
        _ => None,
    }
}

/// A member by name, without regard to case.
#[must_use]
pub fn get<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    value.as_object()?.iter().find(|(k, _)| k.eq_ignore_ascii_case(key)).map(|(_, v)| v)
}

/// A member that is a string, by name.
#[must_use]
pub fn string(value: &Value, key: &str) -> Option<String> {
    get(value, key)?.as_str().map(str::to_owned)
}

/// Depth past which YAML is not followed: a configuration never needs more.
const DEPTH: usize = 64;

/// A container being filled: a list, or a map with the key that waits for its value.
enum Open {
    List(Vec<Value>),
    Map(Map<String, Value>, Option<String>),
}

fn yaml(content: &str) -> Option<Value> {
    let mut stack: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(content) {
        // A syntax error late in the file does not spoil what was read before it.
        let Ok((event, _)) = event else { break };
        let done = match event {
            Event::Scalar(text, style, ..) => Some(scalar(&text, style)),
            Event::Alias(_) => Some(Value::Null),
            Event::SequenceStart(..) | Event::MappingStart(..) if stack.len() >= DEPTH => break,
            Event::SequenceStart(..) => {
                stack.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                stack.push(Open::Map(Map::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => stack.pop().map(close),
            _ => None,
        };
        if let Some(value) = done {
            match stack.last_mut() {
                Some(open) => put(open, value),
                None => return Some(value),
            }
        }
    }
    // Close what the error left open, innermost first.
    while let Some(value) = stack.pop().map(close) {
        match stack.last_mut() {
            Some(open) => put(open, value),
            None => return Some(value),
        }
    }
    None
}

fn close(open: Open) -> Value {
    match open {
        Open::List(list) => Value::Array(list),
        Open::Map(map, _) => Value::Object(map),
    }
}

fn put(open: &mut Open, value: Value) {
    match open {
        Open::List(list) => list.push(value),
        Open::Map(map, key) => match key.take() {
            Some(key) => {
                map.insert(key, value);
            }
            None => {
                *key = Some(match value {
                    Value::String(s) => s,
                    other => other.to_string(),
                });
            }
        },
    }
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style == ScalarStyle::Plain {
        match text {
            "true" | "True" => return Value::Bool(true),
            "false" | "False" => return Value::Bool(false),
            "" | "~" | "null" => return Value::Null,
            _ => {}
        }
    }
    Value::String(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_becomes_a_value_and_survives_errors() {
        let v = read("a.yml", "languages: [en, 'fr']\nnav:\n  - a: !!python/name:x\n").expect("value");
        assert_eq!(v["languages"][1], "fr");
        let broken = read("a.yml", "default_lang: fr\nx: [1, 2\ny: }").expect("value");
        assert_eq!(broken["default_lang"], "fr");
    }

    #[test]
    fn toml_and_json_too() {
        assert_eq!(
            read("a.toml", "[languages.fr]\nweight = 1\n").expect("v")["languages"]["fr"]["weight"],
            1
        );
        assert!(read("a.json", "{").is_none());
    }
}
