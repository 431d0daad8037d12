//! Writing a value back the way it is quoted.

use crate::document::types::{FrontMatterValue, Quoting};

impl FrontMatterValue {
    /// How `new` must be written to replace the bytes of this value, in its own quoting.
    ///
    /// `None` when this quoting cannot express it; for a value that spans lines, edit a part with
    /// [`FrontMatterValue::encode_part`].
    #[must_use]
    pub fn encode(&self, new: &str) -> Option<String> {
        match self.quoting {
            Quoting::Plain if plain(new) => Some(new.to_owned()),
            // The span of a plain value has no quotes around it, so they may be added.
            Quoting::Plain => Some(format!("\"{}\"", double(new))),
            _ => self.encode_part(new),
        }
    }

    /// How `part` must be written inside this value, the rest of which stays.
    #[must_use]
    pub fn encode_part(&self, part: &str) -> Option<String> {
        let one_line = !part.contains(['\n', '\r']);
        match self.quoting {
            Quoting::Plain => (one_line && inside_plain(part)).then(|| part.to_owned()),
            Quoting::Single => one_line.then(|| part.replace('\'', "''")),
            Quoting::Double | Quoting::MultilineDouble => Some(double(part)),
            Quoting::Literal | Quoting::Folded => one_line.then(|| part.to_owned()),
            Quoting::Raw => (one_line && !part.contains('\'')).then(|| part.to_owned()),
            Quoting::MultilineRaw => (!part.contains("'''")).then(|| part.to_owned()),
        }
    }
}

/// `new` with the escapes that YAML, TOML and JSON share.
fn double(new: &str) -> String {
    let mut out = String::with_capacity(new.len() + 2);
    for c in new.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Whether a whole plain YAML scalar may be written so.
fn plain(new: &str) -> bool {
    let first = new.chars().next();
    let special = |c| "-?:,[]{}#&*!|>'\"%@`".contains(c);
    inside_plain(new)
        && new.trim() == new
        && !new.ends_with(':')
        && first.is_some_and(|c| !special(c))
        && !matches!(
            new.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "~"
        )
        && new.parse::<f64>().is_err()
}

/// Whether a plain YAML scalar stays one with `part` inside it.
fn inside_plain(part: &str) -> bool {
    !part.contains(": ") && !part.contains(" #") && !part.contains(['\n', '\r', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn value(quoting: Quoting) -> FrontMatterValue {
        FrontMatterValue { key: "title".into(), span: Span::new(0, 0), value: String::new(), quoting }
    }

    #[test]
    fn each_quoting_escapes_its_own_way() {
        let text = "L'été : \"chaud\"";
        assert_eq!(value(Quoting::Plain).encode(text).as_deref(), Some("\"L'été : \\\"chaud\\\"\""));
        assert_eq!(value(Quoting::Plain).encode("L'été").as_deref(), Some("L'été"));
        assert_eq!(value(Quoting::Single).encode(text).as_deref(), Some("L''été : \"chaud\""));
        assert_eq!(value(Quoting::Double).encode(text).as_deref(), Some("L'été : \\\"chaud\\\""));
        assert_eq!(value(Quoting::Raw).encode(text), None);
        assert_eq!(value(Quoting::Folded).encode("a\nb"), None);
    }
}
