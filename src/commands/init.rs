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
        let mut unmarked = false;
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
            match site.layout.locate(&path).language {
                Some(tag) => found.tags.push(written(&tag)),
                None => unmarked = true,
            }
        }
        found.tags.sort();
        found.tags.dedup();
        if unmarked && !found.tags.is_empty() && !found.tags.iter().any(|t| t.starts_with("en")) {
            // The side without a mark: its language is not shown, and English is what is supposed.
            found.tags.insert(0, "en".to_owned());
        }
        found
    }
}

/// A tag found in a name as tags are written: `FR` is `fr`, `pt_br` is `pt-BR`.
fn written(tag: &str) -> String {
    let mut parts = tag.split(['-', '_']);
    let mut out = parts.next().unwrap_or("").to_lowercase();
    for part in parts {
        out.push('-');
        out.push_str(&if part.len() == 2 { part.to_uppercase() } else { part.to_owned() });
    }
    out
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
    let width = crate::config::keys().map(|(name, _)| name.len()).max().unwrap_or(0);
    lines.extend(crate::config::keys().map(|(name, about)| format!("#   {name:width$}  {about}")));
    lines.push(String::new());
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
    "# extend-select = [\"DOC004\"]",
    "# ignore = [\"PAIR001\"]",
    "",
    "# Severity that fails a run: \"error\" or \"warning\".",
    "# fail-on = \"error\"",
    "",
    "# [per-file-ignores]",
    "# \"content/archive/\" = [\"LANG\"]",
    "",
    "# All keys:",
];
