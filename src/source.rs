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
        match Kind::of_path(&self.name) {
            Kind::Plain if self.settings.is_post(&self.name) || self.name == "-" => Kind::Markdown,
            kind => kind,
        }
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
    Listing { entries: lister.found.into_values().collect(), failures: lister.failures }
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
    found: BTreeMap<String, Entry>,
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
        let complaint = match outcome {
            Ok(()) => return,
            // It names its own file, and holds for every path below that file.
            Err(Complaint::Configuration(e)) => e.0,
            Err(Complaint::Path(message)) => format!("{}: {message}", self.name(path)),
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
        self.insert(Entry { stdin: Some(bytes), ..self.entry(&path, real, scope)? });
        Ok(())
    }

    fn add_file(&mut self, path: &Path) -> Result<(), Complaint> {
        let scope = absolute(self.cwd, path.parent().unwrap_or(Path::new("")));
        let real = scope.join(path.file_name().unwrap_or_default());
        let entry = self.entry(path, real, scope)?;
        self.insert(entry);
        Ok(())
    }

    /// A file named on the command line.
    fn entry(&self, path: &Path, real: PathBuf, scope: PathBuf) -> Result<Entry, Complaint> {
        let settings = self.settings(&scope)?;
        let name = self.name(path);
        Ok(Entry { path: path.to_owned(), name, real, scope, explicit: true, settings, stdin: None })
    }

    fn insert(&mut self, entry: Entry) {
        self.found.insert(entry.name.clone(), entry);
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
                    self.add_walked(item.path(), real_root.join(below), &real_root)?;
                }
                Ok(_) => {}
                Err(e) => self.failures.push(format!("{}: {e}", self.name(root))),
            }
        }
        Ok(())
    }

    fn add_walked(&mut self, path: &Path, real: PathBuf, scope: &Path) -> Result<(), Complaint> {
        let settings = self.settings(real.parent().unwrap_or(&real))?;
        let name = self.name(path);
        let wanted = settings.is_post(&name) || settings.include.is_match(settings.anchor.anchored(&name));
        if wanted && !excluded(&settings, &name) && !self.found.contains_key(&name) {
            let (path, scope) = (path.to_owned(), scope.to_owned());
            self.insert(Entry { path, name, real, scope, explicit: false, settings, stdin: None });
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

/// `path` from the root of the file system, symbolic links resolved where it exists.
fn absolute(cwd: &Path, path: &Path) -> PathBuf {
    let joined = cwd.join(path);
    std::fs::canonicalize(&joined).unwrap_or(joined)
}

/// A path as reports show it: `/` between parts, no `.` parts.
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
        out.push_str(&component.as_os_str().to_string_lossy());
    }
    out
}
