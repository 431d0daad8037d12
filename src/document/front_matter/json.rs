//! JSON scalars with their bytes: a small reader that keeps positions.

use super::Read;
use crate::document::types::{FrontMatter, FrontMatterFormat, FrontMatterValue, Quoting};
use crate::span::Span;

/// Deeper nesting than any site uses is an error.
const DEPTH: usize = 64;

/// The JSON front matter that begins at `start`, if what stands there is an object with a quoted key.
pub(super) fn front_matter(text: &str, start: usize) -> Option<FrontMatter> {
    let bytes = text.as_bytes();
    let mut reader = Reader { text, bytes, at: start + 1, values: Vec::new() };
    reader.space();
    if bytes.get(reader.at) != Some(&b'"') {
        return None;
    }
    reader.at = start;
    let result = reader.value(&mut String::new(), 0);
    let (values, error): Read = match result {
        Ok(()) => (reader.values, None),
        Err(what) => {
            let at = Span::empty(reader.at.min(text.len()));
            (reader.values, Some((at, what.to_owned())))
        }
    };
    let end = if error.is_none() { reader.at } else { object_end(text, start) };
    // Markdown that follows the brace on its line is no front matter of any generator.
    let rest = super::line(text, end);
    let blank = rest.of(text).trim().is_empty();
    (blank || error.is_some()).then(|| FrontMatter {
        format: FrontMatterFormat::Json,
        span: Span::new(start, if blank { (rest.end + 1).min(text.len()) } else { end }),
        values,
        error,
    })
}

/// The end of a broken object: after a line that is only `}`, else the first blank line.
fn object_end(text: &str, start: usize) -> usize {
    let mut at = start;
    let mut blank = None;
    while at < text.len() {
        let row = super::line(text, at);
        match row.of(text).trim_end() {
            "}" => return row.end,
            "" if blank.is_none() => blank = Some(row.start),
            _ => {}
        }
        at = row.end + 1;
    }
    blank.unwrap_or(text.len())
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    values: Vec<FrontMatterValue>,
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, path: &mut String, depth: usize) -> Result<(), &'static str> {
        self.space();
        match self.bytes.get(self.at) {
            _ if depth > DEPTH => Err("the front matter is nested too deeply"),
            Some(b'{') => self.object(path, depth),
            Some(b'[') => self.array(path, depth),
            Some(b'"') => {
                let (span, value) = self.string()?;
                self.push(path, span, value, Quoting::Double);
                Ok(())
            }
            Some(b'-' | b'0'..=b'9' | b'a'..=b'z') => {
                let start = self.at;
                let word = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
                while self.bytes.get(self.at).is_some_and(word) {
                    self.at += 1;
                }
                let span = Span::new(start, self.at);
                self.push(path, span, span.of(self.text).to_owned(), Quoting::Plain);
                Ok(())
            }
            _ => Err("a value was expected here"),
        }
    }

    fn object(&mut self, path: &mut String, depth: usize) -> Result<(), &'static str> {
        self.at += 1;
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            self.space();
            if self.bytes.get(self.at) != Some(&b'"') {
                return Err("a key in double quotes was expected here");
            }
            let (_, key) = self.string()?;
            if !self.take(b':') {
                return Err("a colon was expected after the key");
            }
            self.nested(path, &key, depth)?;
            if self.take(b'}') {
                return Ok(());
            }
            if !self.take(b',') {
                return Err("a comma or `}` was expected here");
            }
        }
    }

    fn array(&mut self, path: &mut String, depth: usize) -> Result<(), &'static str> {
        self.at += 1;
        if self.take(b']') {
            return Ok(());
        }
        for index in 0_usize.. {
            self.nested(path, &index.to_string(), depth)?;
            if self.take(b']') {
                break;
            }
            if !self.take(b',') {
                return Err("a comma or `]` was expected here");
            }
        }
        Ok(())
    }

    fn nested(&mut self, path: &mut String, key: &str, depth: usize) -> Result<(), &'static str> {
        let length = path.len();
        if length > 0 {
            path.push('.');
        }
        path.push_str(key);
        let result = self.value(path, depth + 1);
        path.truncate(length);
        result
    }

    /// The string that begins here: its bytes between the quotes, and its value.
    fn string(&mut self) -> Result<(Span, String), &'static str> {
        let start = self.at + 1;
        let mut at = start;
        loop {
            let rest = self.bytes.get(at..).unwrap_or(&[]);
            let Some(i) = memchr::memchr3(b'"', b'\\', b'\n', rest) else {
                return Err("a string is not closed");
            };
            match rest.get(i) {
                Some(b'"') => {
                    let span = Span::new(start, at + i);
                    self.at = at + i + 1;
                    return Ok((span, unescape(span.of(self.text))));
                }
                Some(b'\\') => at += i + 2,
                _ => return Err("a string is not closed"),
            }
        }
    }

    fn push(&mut self, path: &str, span: Span, value: String, quoting: Quoting) {
        self.values.push(FrontMatterValue { key: path.to_owned(), span, value, quoting });
    }
}

/// The value of a string's content; as written where its escapes are wrong.
fn unescape(written: &str) -> String {
    if !written.contains('\\') {
        return written.to_owned();
    }
    serde_json::from_str(&format!("\"{written}\"")).unwrap_or_else(|_| written.to_owned())
}
