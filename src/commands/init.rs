//! `visavis init`: a visavis.toml that fits the site.

use super::site::Site;
use super::{Failure, Outcome, Session, Status, stdout};
use crate::cli::InitArgs;
use crate::config::{Layer, Resolver};
use crate::source::{self, Entry, Request};
use crate::write;
use std::io::Write;
use std::path::Path;

pub(super) fn run(session: &Session, args: &InitArgs) -> Outcome {
    let resolver = Resolver::new(Layer::default(), None, true, &session.cwd)?;
    let paths = [args.folder.clone()];
    let listing = source::list(&Request { paths: &paths, ..Request::default() }, &resolver, &session.cwd);
    if let Some(failure) = listing.failures.into_iter().next() {
        return Err(Failure::Said(failure));
    }
    let content = proposal(&Languages::of(&listing.entries, &session.cwd));
    if args.dry_run {
        let mut out = stdout();
        out.write_all(content.as_bytes())?;
        out.flush()?;
        return Ok(Status::Clean);
    }
    let path = args.folder.join("visavis.toml");
    let name = source::slashed(&path);
    write::create(&path, content.as_bytes()).map_err(|e| Failure::Said(format!("{name}: {e}")))?;
    session.say(&format!("wrote {name}"));
    Ok(Status::Clean)
}

/// What the site shows of its languages.
#[derive(Default)]
struct Languages {
    /// What builds the site, where that is known.
    generator: Option<&'static str>,
    tags: Vec<String>,
    default: Option<String>,
}

impl Languages {
    /// What the posts of the folder show: a repository may hold other sites around it.
    fn of(entries: &[Entry], cwd: &Path) -> Self {
        let mut found = Self::default();
        let (sites, of) = Site::all(entries, cwd);
        for (entry, number) in entries.iter().zip(of) {
            let Some(site) = sites.get(number) else { continue };
            let path = site.relative(&entry.real);
            let (_, known) = site.layout.site_of(&path);
            if !known.languages.is_empty() {
                found.generator = Some(known.generator.name());
                found.default.clone_from(&known.default);
                found.tags.clone_from(&known.languages);
                return found;
            }
            let tag = site.layout.locate(&path).language;
            found.tags.extend(tag.filter(|t| !found.tags.contains(t)));
        }
        found.tags.sort();
        found
    }
}

fn proposal(languages: &Languages) -> String {
    let quoted = |tags: &[String]| {
        let all: Vec<String> = tags.iter().map(|t| format!("\"{t}\"")).collect();
        format!("[{}]", all.join(", "))
    };
    let mut lines = vec!["# Configuration of visavis. Every key may be left out.".to_owned(), String::new()];
    let both = ["en".to_owned(), "fr".to_owned()];
    let (mark, tags) = match (&languages.generator, languages.tags.len()) {
        (Some(generator), _) => {
            lines.push(format!("# The languages of the site, read from its {generator} configuration."));
            ("# ", languages.tags.as_slice())
        }
        (None, 2..) => {
            lines.push("# The languages of the site, as its file names show them.".to_owned());
            ("", languages.tags.as_slice())
        }
        (None, _) => {
            lines
                .push("# The languages of the site, and the one that translations are made from.".to_owned());
            ("# ", &both[..])
        }
    };
    lines.push(format!("{mark}languages = {}", quoted(tags)));
    let default = languages.default.as_deref().unwrap_or("en");
    lines.push(format!("# default-language = \"{default}\""));
    lines.extend(REST.iter().map(|line| (*line).to_owned()));
    lines.join("\n")
}

const REST: &[&str] = &[
    "",
    "# Names of people, places and products: never foreign text.",
    "names = []",
    "",
    "# Words and phrases of the other language that are welcome.",
    "allow = []",
    "",
    "# Rules, by code, prefix or name; `visavis rules` lists them.",
    "# extend-select = [\"TYPO\"]",
    "# ignore = [\"PAIR001\"]",
    "",
    "# Severity that fails a run: \"error\" or \"warning\".",
    "# fail-on = \"error\"",
    "",
    "# [per-file-ignores]",
    "# \"content/archive/\" = [\"LANG\"]",
    "",
];
