//! A finding: what a rule saw, where, how sure, and how to resolve it.

use crate::checks::Rule;
use crate::document::Document;
use crate::fix::Fix;
use crate::span::Span;
use serde::Serialize;

/// How bad a finding is. Warnings never fail a run unless asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// Must not be published.
    Error,
}

/// Facts behind a finding, by name, in the order they were found. Serialised as they are.
pub type Evidence = serde_json::Map<String, serde_json::Value>;

/// Text in another file that a finding refers to; its position is filled in by whoever holds that file.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Path as reports show it.
    pub path: String,
    /// Bytes in that file's text.
    pub span: Span,
    /// 1-based line and column of the start, then of the end.
    pub position: (crate::span::Position, crate::span::Position),
    /// What stands there.
    pub text: String,
    /// What it has to do with the finding.
    pub message: String,
}

impl Related {
    /// A place in `document`, the file at `path`.
    #[must_use]
    pub fn new(path: &str, document: &Document, span: Span, message: impl Into<String>) -> Self {
        let start = document.lines.position(&document.text, span.start);
        let mut related = Self {
            path: path.to_owned(),
            span,
            position: (start, start),
            text: String::new(),
            message: message.into(),
        };
        related.relocate(document, span);
        related
    }

    /// Points at `span` of `document` instead: the same file, as found rather than as read.
    pub fn relocate(&mut self, document: &Document, span: Span) {
        let at = |byte| document.lines.position(&document.text, byte);
        self.span = span;
        self.position = (at(span.start), at(span.end));
        self.text = span.of(&document.text).to_owned();
    }
}

/// One finding in one file.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// Measured certainty, 0 to 1. Policy (`applicability`) is separate.
    pub confidence: f64,
    /// Where, in bytes of the text the check was given.
    pub span: Span,
    /// What happened and what to do, in a sentence.
    pub message: String,
    /// The facts behind it.
    pub evidence: Evidence,
    /// How to resolve it.
    pub fix: Option<Fix>,
    /// Other places that matter.
    pub related: Vec<Related>,
}

impl Finding {
    /// A finding of `rule` at `span`, with the rule's own severity and full confidence.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            confidence: 1.0,
            span,
            message: message.into(),
            evidence: Evidence::new(),
            fix: None,
            related: Vec::new(),
        }
    }

    /// Whether it is about bytes, codecs or code points rather than about what the text says.
    #[must_use]
    pub fn is_encoding(&self) -> bool {
        self.rule.code.starts_with("ENC")
    }

    /// The same finding with another severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same finding with this confidence, clamped to 0..1.
    #[must_use]
    pub fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence.clamp(0.0, 1.0);
        self
    }

    /// The same finding with one more fact.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.evidence.insert(name.to_owned(), value.into());
        self
    }

    /// The same finding with a fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same finding, pointing at one more place.
    #[must_use]
    pub fn related(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }
}
