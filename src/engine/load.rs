//! From bytes to a parsed file: decoding, encoding rules, the reading.

use super::{makes_reading, to_input};
use crate::checks::context::PageLanguage;
use crate::checks::{ALL, Check, TextContext};
use crate::config::Settings;
use crate::document::{BlockKind, Document, Kind};
use crate::encoding::{self, Source};
use crate::finding::Finding;
use crate::fix::{self, Applicability, OffsetMap};
use crate::span::Span;

/// Repairs cascade (`&Atilde;&copy;` → `Ã©` → `é`), a step a pass. A stack of three codecs under
/// two escapes needs five; more than this is a loop, not a cascade.
pub(super) const MOST_PASSES: usize = 8;

/// One file, read and parsed.
#[derive(Debug)]
pub struct Loaded {
    /// Path as reports show it.
    pub path: String,
    /// The language it should be in, where front matter, configuration or path say.
    pub language: Option<PageLanguage>,
    /// How the bytes became text.
    pub source: Source,
    /// The text as found.
    pub input: Document,
    /// What is known about the file as one of a site before it is checked (PAIR001, PAIR011);
    /// whoever knows the site fills it in. Positions are in the input.
    pub about: Vec<Finding>,
    /// For a translation: its original when it was last touched; whoever knows the history fills it in.
    pub origin: Option<std::sync::Arc<crate::pair::stale::Origin>>,
    /// Findings of the selected encoding rules, in the input.
    pub(super) text_findings: Vec<Finding>,
    /// The text after every safe encoding repair; `None` when that changes nothing.
    repaired: Option<Document>,
    /// One map a pass, from the input towards the reading.
    pub(super) maps: Vec<OffsetMap>,
}

impl Loaded {
    /// The document that rules about language and pairs look at.
    #[must_use]
    pub fn reading(&self) -> &Document {
        self.repaired.as_ref().unwrap_or(&self.input)
    }

    /// Whether it is a post; other text files get the encoding rules only.
    #[must_use]
    pub fn is_post(&self) -> bool {
        self.input.kind != Kind::Plain
    }

    /// Where a span of the reading stands in the input.
    #[must_use]
    pub fn before(&self, span: Span) -> Span {
        self.maps.iter().rev().fold(span, |s, m| m.before(s))
    }
}

/// Decodes and parses a file and runs the encoding rules.
///
/// `language` is what configuration or the path say; the front matter overrides it.
#[must_use]
pub fn load(
    path: &str,
    bytes: Vec<u8>,
    kind: Kind,
    language: Option<PageLanguage>,
    settings: &Settings,
) -> Loaded {
    let decoded = encoding::decode(bytes);
    from_text(path, decoded.text, decoded.source, kind, language, settings)
}

/// The same, for text already decoded.
pub(super) fn from_text(
    path: &str,
    text: String,
    source: Source,
    kind: Kind,
    language: Option<PageLanguage>,
    settings: &Settings,
) -> Loaded {
    let input = Document::parse(text, kind);
    let mut all = text_findings(path, &input, &source, settings);
    let mut maps = Vec::new();
    let mut later = Vec::new();
    let mut repaired: Option<Document> = None;
    let mut current = all.clone();
    while maps.len() < MOST_PASSES {
        let edits = fix::select(current.iter().filter(|f| safe(f)).filter_map(|f| f.fix.as_ref()));
        if edits.is_empty() {
            break;
        }
        let before = repaired.as_ref().unwrap_or(&input);
        let after = Document::parse(fix::apply(&before.text, &edits), kind);
        maps.push(OffsetMap::new(&edits));
        current = text_findings(path, &after, &Source::Utf8, settings);
        later.extend(current.iter().filter(|f| safe(f)).map(|f| to_input(f.clone(), &maps)));
        repaired = Some(after);
    }
    settled_later(&mut all, later);
    let language = declared(repaired.as_ref().unwrap_or(&input)).or(language);
    let text_findings = all.into_iter().filter(|f| settings.runs(f.rule)).collect();
    Loaded {
        path: path.to_owned(),
        language,
        source,
        input,
        about: Vec::new(),
        origin: None,
        text_findings,
        repaired,
        maps,
    }
}

/// Whether the reading takes the finding's fix in.
fn safe(finding: &Finding) -> bool {
    let fix = finding.fix.as_ref();
    makes_reading(finding.rule) && fix.is_some_and(|f| f.applicability == Applicability::Safe)
}

/// Takes up into the findings of the text as found what is certain only once the rest is repaired, so
/// that `check` promises what `fix` does. A later step of a repair already begun adds nothing.
fn settled_later(found: &mut Vec<Finding>, later: Vec<Finding>) {
    for finding in later {
        let same = |f: &&mut Finding| {
            (f.span.overlaps(finding.span) || f.span == finding.span) && f.rule.code == finding.rule.code
        };
        match found.iter_mut().find(same) {
            Some(known) if safe(known) || finding.fix.is_none() => {}
            Some(known) => *known = finding,
            None if finding.fix.is_some() => found.push(finding),
            None => {}
        }
    }
}

fn text_findings(path: &str, document: &Document, source: &Source, settings: &Settings) -> Vec<Finding> {
    let cx = TextContext::new(path, document, source, settings);
    let mut out = Vec::new();
    for rule in ALL {
        if let Check::Text(check) = rule.check
            && (makes_reading(rule) || settings.runs(rule))
        {
            check(&cx, &mut out);
        }
    }
    out
}

/// The language a post's front matter declares.
fn declared(document: &Document) -> Option<PageLanguage> {
    let front = document.front_matter.as_ref()?;
    ["lang", "language", "locale"].iter().find_map(|key| {
        let value = front.get(key)?;
        let tag = value.value.trim();
        let plausible = (2..=12).contains(&tag.len())
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        plausible.then(|| PageLanguage {
            tag: tag.to_owned(),
            because: format!("its front matter says `{key}: {tag}`"),
        })
    })
}

/// Whether two texts have the same blocks in the same order: the proof that an encoding repair
/// touched words and nothing else.
#[must_use]
pub(super) fn same_structure(a: &Document, b: &Document) -> bool {
    let kinds = |d: &Document| {
        d.blocks.iter().map(|b| b.kind).filter(|k| *k != BlockKind::FrontMatter).collect::<Vec<_>>()
    };
    kinds(a) == kinds(b)
}
