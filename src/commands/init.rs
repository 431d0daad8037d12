//! `visavis init`: a visavis.toml that fits the site.

use super::{Failure, Outcome, Session, Status, stdout};
use crate::cli::InitArgs;
use crate::write;
use std::io::Write;
use std::path::Path;

pub(super) fn run(session: &Session, args: &InitArgs) -> Outcome {
    let content = proposal(&args.folder);
    if args.dry_run {
        let mut out = stdout();
        out.write_all(content.as_bytes())?;
        out.flush()?;
        return Ok(Status::Clean);
    }
    let path = args.folder.join("visavis.toml");
    let name = crate::source::slashed(&path);
    write::create(&path, content.as_bytes()).map_err(|e| Failure::Said(format!("{name}: {e}")))?;
    session.say(&format!("wrote {name}"));
    Ok(Status::Clean)
}

fn proposal(_folder: &Path) -> String {
    let lines = [
        "# Configuration of visavis. Every key may be left out.",
        "",
        "# The languages of the site, the source of translations first.",
        "# default-language = \"en\"",
        "# languages = [\"en\", \"fr\"]",
        "",
        "# Names of people, places and products: never foreign text.",
        "names = []",
        "",
        "# Words and phrases of the other language that are welcome.",
        "allow = []",
        "",
        "# Rules, by code, prefix or name; `visavis rules` lists them.",
        "# extend-select = [\"TYPO\"]",
        "# ignore = []",
        "",
        "# [per-file-ignores]",
        "# \"content/archive/**\" = [\"LANG\"]",
        "",
    ];
    lines.join("\n")
}
