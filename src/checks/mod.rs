//! The rules: one file each, by family, and the registry that lists them.
//!
//! A check is a pure function from a context to findings. It does no I/O and holds no state.

pub mod context;
pub mod document;
pub mod encoding;
pub mod language;
pub mod pair;
mod registry;

pub use context::{DocumentContext, PairContext, TextContext};
pub use registry::{ALL, Selector, find};

use crate::finding::{Finding, Severity};

/// What a rule looks at, and the function that looks.
#[derive(Clone, Copy)]
pub enum Check {
    /// Any text file, post or not (ENC).
    Text(fn(&TextContext<'_>, &mut Vec<Finding>)),
    /// One post (LANG, DOC).
    Document(fn(&DocumentContext<'_>, &mut Vec<Finding>)),
    /// The two sides of a post (PAIR). Findings are positions on the target.
    Pair(fn(&PairContext<'_>, &mut Vec<Finding>)),
    /// Reported by the engine itself: about the set of files, or about suppressions.
    Engine,
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text",
            Self::Document(_) => "Document",
            Self::Pair(_) => "Pair",
            Self::Engine => "Engine",
        })
    }
}

/// A file that shows a rule at work. Tests run every example.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Its path; the extension and the language mark matter.
    pub path: &'static str,
    /// Its content.
    pub content: &'static [u8],
    /// The other side of the pair: path and content.
    pub other: Option<(&'static str, &'static [u8])>,
}

impl Example {
    /// A file on its own.
    #[must_use]
    pub const fn file(path: &'static str, content: &'static str) -> Self {
        Self { path, content: content.as_bytes(), other: None }
    }

    /// A file of raw bytes.
    #[must_use]
    pub const fn bytes(path: &'static str, content: &'static [u8]) -> Self {
        Self { path, content, other: None }
    }

    /// A file and its other side.
    #[must_use]
    pub const fn pair(
        path: &'static str,
        content: &'static str,
        other: (&'static str, &'static str),
    ) -> Self {
        Self { path, content: content.as_bytes(), other: Some((other.0, other.1.as_bytes())) }
    }
}

/// A rule: metadata, docs, check and examples.
#[derive(Debug)]
pub struct Rule {
    /// The code, never reused: `ENC001`.
    pub code: &'static str,
    /// The kebab-case name: `mojibake`.
    pub name: &'static str,
    /// One line for `visavis rules`.
    pub summary: &'static str,
    /// The page `visavis explain` prints, in Markdown, without the title.
    pub docs: &'static str,
    /// How bad a finding is unless the check says otherwise.
    pub severity: Severity,
    /// Whether the rule runs when nothing is selected.
    pub default: bool,
    /// The check.
    pub check: Check,
    /// Files on which the rule must speak.
    pub bad: &'static [Example],
    /// Files on which it must stay silent.
    pub good: &'static [Example],
}
