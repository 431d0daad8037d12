//! French or English: verdicts on sentences, clauses and pages; "unsure" is an answer.

mod candidate;
pub mod cohesion;
pub mod decode;
pub mod edges;
pub mod features;
mod guard;
mod identify;
pub mod licence;
mod lists;
pub mod machine;
pub mod model;
mod names;
mod other_side;
mod page;
pub mod parts;
pub mod quoted;
mod reading;
mod shield;
mod speaks;
mod switcher;
mod third;
mod titles;
pub mod token;
mod tokens;

pub use identify::{Identification, Identifier, identify};
pub use page::{Majority, page_language};
pub use reading::{Input, Kind, Reading, Verdict, read};

use serde::{Deserialize, Serialize};

/// A language this tool reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// French.
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The language a BCP 47 tag names (`fr`, `fr-CA`, `en_US`, `fra`), if it is one of the two.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        match primary.as_str() {
            "fr" | "fra" | "fre" | "french" => Some(Self::French),
            "en" | "eng" | "english" => Some(Self::English),
            _ => None,
        }
    }

    /// The two-letter code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The English name of the language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::French => "French",
            Self::English => "English",
        }
    }

    /// The other of the two.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::French => Self::English,
            Self::English => Self::French,
        }
    }
}
