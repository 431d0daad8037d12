//! Colours, or none.

use crate::finding::Severity;
use anstyle::{AnsiColor, Style};

/// The styles of a report. Without colours every style prints nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Styles {
    /// Codes and carets of errors.
    pub error: Style,
    /// Codes and carets of warnings.
    pub warning: Style,
    /// Line numbers and rulers.
    pub ruler: Style,
    /// What a repair puts in place; added lines of a diff.
    pub added: Style,
    /// Removed lines of a diff.
    pub removed: Style,
    /// Names, paths, headings.
    pub strong: Style,
}

impl Styles {
    /// Colours for a terminal.
    #[must_use]
    pub const fn colored() -> Self {
        Self {
            error: AnsiColor::BrightRed.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
            ruler: AnsiColor::BrightBlue.on_default().bold(),
            added: AnsiColor::Green.on_default(),
            removed: AnsiColor::Red.on_default(),
            strong: Style::new().bold(),
        }
    }

    /// The style of a severity.
    #[must_use]
    pub const fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
        }
    }
}
