//! Which of the files to read are sides of one post, and which language each should be in.

use crate::checks::context::PageLanguage;
use crate::source::Entry;

/// One side of a post.
pub(super) struct Member {
    /// The file.
    pub entry: Entry,
    /// The language that configuration or path give it; its front matter may say otherwise.
    pub language: Option<PageLanguage>,
    /// Whether it is among the files asked for; otherwise it is only read for its other side's sake.
    pub given: bool,
}

/// The sides of one post: the source first, then its translations. A file on its own is a post too.
pub(super) struct Post {
    /// At least one.
    pub sides: Vec<Member>,
}

/// Sorts files into posts, and adds the sides that were not asked for but exist.
pub(super) fn posts(entries: Vec<Entry>) -> Vec<Post> {
    entries
        .into_iter()
        .map(|entry| {
            let language = language(&entry);
            Post { sides: vec![Member { entry, language, given: true }] }
        })
        .collect()
}

fn language(entry: &Entry) -> Option<PageLanguage> {
    let tag = entry.settings.language_of(&entry.name)?;
    Some(PageLanguage { tag: tag.to_owned(), because: "the configuration's `language-of`".to_owned() })
}
