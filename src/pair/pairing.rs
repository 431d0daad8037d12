//! What is said about the versions of a post: which they are, what joined them, and what is doubtful.

/// What joined the two sides of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundBy {
    /// The same value under this front matter key.
    Key(&'static str),
    /// Folders that the site's configuration maps.
    Config,
    /// `post.fr.md`.
    Suffix,
    /// `fr/post.md`.
    Folder,
    /// `post-fr.md`.
    Flat,
    /// What the posts say.
    Content,
    /// Nothing: one side is missing.
    Nothing,
}

impl FoundBy {
    /// The word that reports use.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Key(key) => key,
            Self::Config => "config",
            Self::Suffix => "suffix",
            Self::Folder => "folder",
            Self::Flat => "flat-suffix",
            Self::Content => "content",
            Self::Nothing => "none",
        }
    }
}

/// Why a pair, or a post without one, needs a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The likely partner, or the other post with the same key.
    pub partner: String,
    /// What is wrong, in words.
    pub reason: String,
}

/// Two versions of a post, or one that lacks its counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairing {
    /// The original's path.
    pub source: Option<String>,
    /// The translation's path.
    pub target: Option<String>,
    /// The original's language, as a tag.
    pub source_language: String,
    /// The translation's language.
    pub target_language: String,
    /// What joined them.
    pub found_by: FoundBy,
    /// Where the missing side would be, by the way the site names its files.
    pub expected: Option<String>,
    /// Why a human should look.
    pub doubt: Option<Doubt>,
}

impl Pairing {
    /// Both sides, where both are there.
    #[must_use]
    pub fn both(&self) -> Option<(&str, &str)> {
        self.source.as_deref().zip(self.target.as_deref())
    }

    /// The side that is there, where the other is missing: an original that nobody translated, or a
    /// translation without its original.
    #[must_use]
    pub fn lone(&self) -> Option<&str> {
        match (&self.source, &self.target) {
            (Some(one), None) | (None, Some(one)) => Some(one),
            _ => None,
        }
    }
}
