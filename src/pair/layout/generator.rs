//! The static site generators that this tool knows.

/// A static site generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Generator {
    /// Hugo.
    Hugo,
    /// Jekyll, with polyglot or multiple-languages.
    Jekyll,
    /// Docusaurus.
    Docusaurus,
    /// MkDocs, with static-i18n or one configuration a language.
    MkDocs,
    /// Zola.
    Zola,
    /// Astro, with or without Starlight.
    Astro,
    /// VitePress and VuePress.
    VitePress,
    /// Gatsby.
    Gatsby,
    /// Eleventy.
    Eleventy,
    /// Pelican.
    Pelican,
    /// Nikola.
    Nikola,
    /// None that is known: marks in file and folder names.
    Plain,
}

impl Generator {
    /// The name people know.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::Docusaurus => "Docusaurus",
            Self::MkDocs => "MkDocs",
            Self::Zola => "Zola",
            Self::Astro => "Astro",
            Self::VitePress => "VitePress",
            Self::Gatsby => "Gatsby",
            Self::Eleventy => "Eleventy",
            Self::Pelican => "Pelican",
            Self::Nikola => "Nikola",
            Self::Plain => "plain",
        }
    }
}
