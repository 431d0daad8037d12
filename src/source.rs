//! What there is to read: walking folders, ignore files, standard input.

use crate::config::{ConfigError, Resolver, Settings};
use crate::document::Kind;
use ignore::WalkBuilder;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A file to read, not yet read.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it is, for the operating system.
    pub path: PathBuf,
    /// Path as reports show it: with `/`, relative to the working directory.
    pub name: String,
    /// Where it is from the root of the file system, its folders resolved.
    pub real: PathBuf,
    /// The folder that was asked for, or the folder of the file that was: where its site is looked for.
    pub scope: PathBuf,
    /// Whether it was named on the command line (or is standard input) rather than found by a walk.
    pub explicit: bool,
    /// The settings that hold for it.
    pub settings: Arc<Settings>,
    /// What standard input said, for the entry that stands for it.
    pub stdin: Option<Vec<u8>>,
}

impl Entry {
    /// How the file is read. Standard input without a name is taken for Markdown.
    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.name == "-" { Kind::Markdown } else { self.settings.kind(&self.name) }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// As the operating system says.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        self.stdin.as_ref().map_or_else(|| std::fs::read(&self.path), |bytes| Ok(bytes.clone()))
    }
}

/// What to list.
#[derive(Debug, Default)]
pub struct Request<'a> {
    /// Files and folders; `-` is standard input.
    pub paths: &'a [PathBuf],
    /// The name that stands for standard input.
    pub stdin_filename: Option<&'a Path>,
    /// A folder that a walk leaves out: where copies are written.
    pub leave_out: Option<&'a Path>,
}

/// The files to read, in order of name, and what could not be listed.
#[derive(Debug, Default)]
pub struct Listing {
    /// Sorted by name, each once.
    pub entries: Vec<Entry>,
    /// Complaints for people; each makes the run a failure.
    pub failures: Vec<String>,
}

/// Lists what `request` names. Never stops at the first thing that is wrong.
#[must_use]
pub fn list(request: &Request<'_>, resolver: &Resolver, cwd: &Path) -> Listing {
    let mut lister = Lister { request, resolver, cwd, found: BTreeMap::new(), failures: Vec::new() };
    for path in request.paths {
        lister.add(path);
    }
    let mut entries: Vec<Entry> = lister.found.into_values().collect();
    entries.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    Listing { entries, failures: lister.failures }
}

/// Why a path could not be listed.
enum Complaint {
    Configuration(ConfigError),
    Path(String),
}

impl From<ConfigError> for Complaint {
    fn from(error: ConfigError) -> Self {
        Self::Configuration(error)
    }
}

struct Lister<'a> {
    request: &'a Request<'a>,
    resolver: &'a Resolver,
    cwd: &'a Path,
    /// By the file it is in the end: two names, or a link and what it leads to, are one.
    found: BTreeMap<PathBuf, Entry>,
    failures: Vec<String>,
}

impl Lister<'_> {
    fn add(&mut self, path: &Path) {
        let outcome = match std::fs::metadata(path) {
            _ if path == Path::new("-") => self.add_stdin(),
            Ok(meta) if meta.is_dir() => self.walk(path),
            Ok(_) => self.add_file(path),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                Err(Complaint::Path("there is no such file or folder".to_owned()))
            }
            Err(e) => Err(Complaint::Path(format!("cannot be opened: {}", crate::config::plain(&e)))),
        };
        if let Err(complaint) = outcome {
            self.complain(path, complaint);
        }
    }

    fn complain(&mut self, path: &Path, complaint: Complaint) {
        let complaint = match complaint {
            // It names its own file, and holds for every path below that file.
            Complaint::Configuration(e) => e.0,
            Complaint::Path(message) => format!("{}: {message}", self.name(path)),
        };
        if !self.failures.contains(&complaint) {
            self.failures.push(complaint);
        }
    }

    fn name(&self, path: &Path) -> String {
        slashed(path.strip_prefix(self.cwd).unwrap_or(path))
    }

    fn add_stdin(&mut self) -> Result<(), Complaint> {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|e| Complaint::Path(format!("cannot be read: {}", crate::config::plain(&e))))?;
        let path = self.request.stdin_filename.unwrap_or(Path::new("-")).to_owned();
        // The file need not exist; the nearest folder that does decides the settings.
        let beside = path.ancestors().skip(1).find(|p| p.is_dir()).unwrap_or(Path::new(""));
        let scope = absolute(self.cwd, beside);
        let real = self.cwd.join(&path);
        let entry = Entry { stdin: Some(bytes), ..self.entry(&path, real, scope)? };
        self.insert(absolute(self.cwd, &path), entry);
        Ok(())
    }

    fn add_file(&mut self, path: &Path) -> Result<(), Complaint> {
        let scope = absolute(self.cwd, path.parent().unwrap_or(Path::new("")));
        let real = scope.join(path.file_name().unwrap_or_default());
        let entry = self.entry(path, real, scope)?;
        self.insert(absolute(self.cwd, path), entry);
        Ok(())
    }

    /// A file named on the command line.
    fn entry(&self, path: &Path, real: PathBuf, scope: PathBuf) -> Result<Entry, Complaint> {
        let settings = self.settings(&scope)?;
        let name = self.name(path);
        Ok(Entry { path: path.to_owned(), name, real, scope, explicit: true, settings, stdin: None })
    }

    /// Takes the entry in, unless the file is known by a better name: standard input stands for what it
    /// names, then what was named counts, then the file itself before a link to it.
    fn insert(&mut self, file: PathBuf, entry: Entry) {
        let rank = |e: &Entry| (e.stdin.is_none(), !e.explicit, e.real != file, e.name.clone());
        if self.found.get(&file).is_none_or(|known| rank(&entry) < rank(known)) {
            self.found.insert(file, entry);
        }
    }

    fn settings(&self, folder: &Path) -> Result<Arc<Settings>, ConfigError> {
        self.resolver.settings(folder)
    }

    fn walk(&mut self, root: &Path) -> Result<(), Complaint> {
        let real_root = absolute(self.cwd, root);
        let top = self.settings(&real_root)?;
        let left_out = self.request.leave_out.map(|p| absolute(self.cwd, p));
        let (cwd, shown_root, walked) = (self.cwd.to_owned(), root.to_owned(), real_root.clone());
        let mut builder = WalkBuilder::new(root);
        // `.gitignore` counts even where the site is not (yet) a repository.
        builder.require_git(false).filter_entry(move |entry| {
            let is_dir = entry.file_type().is_some_and(|t| t.is_dir());
            if entry.depth() == 0 || !is_dir {
                return true;
            }
            let below = entry.path().strip_prefix(&shown_root).unwrap_or(entry.path());
            let name = slashed(entry.path().strip_prefix(&cwd).unwrap_or(entry.path()));
            left_out.as_deref() != Some(walked.join(below).as_path()) && !excluded(&top, &name)
        });
        for item in builder.build() {
            match item {
                Ok(item) if item.file_type().is_some_and(|t| t.is_file()) => {
                    let below = item.path().strip_prefix(root).unwrap_or(item.path());
                    // What is wrong in one folder does not stop the others.
                    if let Err(complaint) = self.add_walked(item.path(), real_root.join(below), &real_root) {
                        self.complain(root, complaint);
                    }
                }
                Ok(_) => {}
                Err(e) => {
                    let (path, why) = trouble(&e);
                    self.complain(path.unwrap_or(root), Complaint::Path(why));
                }
            }
        }
        Ok(())
    }

    fn add_walked(&mut self, path: &Path, real: PathBuf, scope: &Path) -> Result<(), Complaint> {
        let settings = self.settings(real.parent().unwrap_or(&real))?;
        let name = self.name(path);
        let wanted = settings.is_post(&name) || settings.include.is_match(settings.anchor.anchored(&name));
        if wanted && !excluded(&settings, &name) {
            let (path, scope) = (path.to_owned(), scope.to_owned());
            // The walk follows no links: the file is where it was found.
            let file = real.clone();
            self.insert(file, Entry { path, name, real, scope, explicit: false, settings, stdin: None });
        }
        Ok(())
    }
}

/// Whether the exclude globs match the path or a folder above it.
pub(crate) fn excluded(settings: &Settings, name: &str) -> bool {
    if settings.exclude.is_empty() {
        return false;
    }
    let anchored = settings.anchor.anchored(name);
    let ends = anchored.match_indices('/').map(|(i, _)| i).chain([anchored.len()]);
    ends.into_iter().any(|end| settings.exclude.is_match(anchored.get(..end).unwrap_or("")))
}

/// Where a walk met trouble, and which, in words.
fn trouble(error: &ignore::Error) -> (Option<&Path>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), trouble(err).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => trouble(err),
        ignore::Error::Io(e) => {
            // The error of the walk wraps that of the operating system and names the path once more.
            let inner = e.get_ref().and_then(|e| e.source()).and_then(|s| s.downcast_ref::<io::Error>());
            (None, format!("cannot be opened: {}", crate::config::plain(inner.unwrap_or(e))))
        }
        other => (None, other.to_string()),
    }
}

/// `path` from the root of the file system, symbolic links resolved where it exists.
fn absolute(cwd: &Path, path: &Path) -> PathBuf {
    let joined = cwd.join(path);
    std::fs::canonicalize(&joined).unwrap_or(joined)
}

/// A path as reports show it: `/` between parts, no `.` parts. Bytes that are no UTF-8 are written `\xE9`, so
/// that two names that differ in nothing else stay two; [`unslashed`] is the way back.
#[must_use]
pub fn slashed(path: &Path) -> String {
    let mut out = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => {
                out.push('/');
                continue;
            }
            _ => {}
        }
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        for chunk in component.as_os_str().as_encoded_bytes().utf8_chunks() {
            out.push_str(chunk.valid());
            out.extend(chunk.invalid().iter().map(|b| format!("\\x{b:02X}")));
        }
    }
    out
}

/// The file below `root` that [`slashed`] shows as `name`.
#[must_use]
pub fn unslashed(root: &Path, name: &str) -> PathBuf {
    let plain = root.join(name);
    #[cfg(unix)]
    if name.contains("\\x") && !plain.exists() {
        use std::os::unix::ffi::OsStringExt;
        return root.join(std::ffi::OsString::from_vec(unescaped(name)));
    }
    plain
}

/// The bytes of `name` with every `\xE9` read as the byte it stands for.
#[cfg(unix)]
fn unescaped(name: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("\\x") {
        out.extend(before.bytes());
        let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|b| *b >= 0x80);
        out.extend(byte.map_or_else(|| b"\\x".to_vec(), |b| vec![b]));
        rest = after.get(if byte.is_some() { 2 } else { 0 }..).unwrap_or("");
    }
    out.extend(rest.bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf8_stay_apart_and_lead_back() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"x/a\xe9\xc3.fr.md"));
        assert_eq!(slashed(path), "x/a\\xE9\\xC3.fr.md");
        assert_eq!(unslashed(Path::new("/s"), &slashed(path)), Path::new("/s").join(path));
        assert_eq!(unescaped("a\\xzz\\x41é"), "a\\xzz\\x41é".as_bytes());
    }
}
