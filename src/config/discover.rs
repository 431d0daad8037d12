//! Finding the configuration: the nearest file upwards, what it extends, the command line over it.

use super::{Anchor, ConfigError, Layer, Settings, read};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a configuration may stand in a folder, in order of preference.
const NAMES: [&str; 3] = ["visavis.toml", ".visavis.toml", ".config/visavis.toml"];

/// A chain of `extend` longer than this is a mistake.
const MOST_EXTENDS: usize = 16;

/// Answers which settings hold in a folder. Each folder is looked at once.
pub struct Resolver {
    command_line: Layer,
    cwd: PathBuf,
    /// One configuration for everything: `--config FILE` or `--isolated`.
    fixed: Option<Arc<Settings>>,
    cache: Mutex<HashMap<PathBuf, Result<Arc<Settings>, ConfigError>>>,
}

impl Resolver {
    /// A resolver that lays `command_line` over what it finds. `config` names the file to use for
    /// everything; `isolated` forbids looking for any.
    ///
    /// # Errors
    /// When `config` cannot be read or is wrong.
    pub fn new(
        command_line: Layer,
        config: Option<&Path>,
        isolated: bool,
        cwd: &Path,
    ) -> Result<Self, ConfigError> {
        let fixed = match config {
            // Globs of a file named on the command line are relative to the working directory.
            Some(file) => {
                let layer = command_line.clone().over(load(file, MOST_EXTENDS)?);
                Some(Arc::new(layer.resolve(Anchor::default())?))
            }
            None if isolated => Some(Arc::new(command_line.clone().resolve(Anchor::default())?)),
            None => None,
        };
        Ok(Self { command_line, cwd: cwd.to_owned(), fixed, cache: Mutex::default() })
    }

    /// The settings for files in `folder`, an absolute path.
    ///
    /// # Errors
    /// When the nearest configuration cannot be read or is wrong.
    pub fn settings(&self, folder: &Path) -> Result<Arc<Settings>, ConfigError> {
        if let Some(fixed) = &self.fixed {
            return Ok(Arc::clone(fixed));
        }
        if let Some(known) = self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return known.clone();
        }
        let found = match (own_file(folder), folder.parent()) {
            (Some(file), _) => self.beside(&file, folder),
            (None, Some(parent)) => self.settings(parent),
            (None, None) => self.command_line.clone().resolve(Anchor::default()).map(Arc::new),
        };
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        cache.insert(folder.to_owned(), found.clone());
        found
    }

    fn beside(&self, file: &Path, root: &Path) -> Result<Arc<Settings>, ConfigError> {
        let shown = file.strip_prefix(&self.cwd).unwrap_or(file);
        let layer = self.command_line.clone().over(load(shown_or(file, shown), MOST_EXTENDS)?);
        Ok(Arc::new(layer.resolve(Anchor::new(root, &self.cwd))?))
    }
}

/// The short path where it leads to the same file: the working directory may have moved meanwhile.
fn shown_or<'a>(file: &'a Path, shown: &'a Path) -> &'a Path {
    if shown.is_file() { shown } else { file }
}

fn own_file(folder: &Path) -> Option<PathBuf> {
    NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file())
}

/// Reads a file and the files it extends, nearest on top.
fn load(file: &Path, depth: usize) -> Result<Layer, ConfigError> {
    let name = crate::source::slashed(file);
    let bytes = std::fs::read(file)
        .map_err(|e| ConfigError(format!("{name}: the configuration cannot be read: {}", plain(&e))))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| ConfigError(format!("{name}: the configuration is not UTF-8; save it as UTF-8")))?;
    let (layer, extend) = read::read(&name, &text)?;
    let Some(extend) = extend else { return Ok(layer) };
    if depth == 0 {
        return Err(ConfigError(format!("{name}: `extend` goes round in a circle; take one of them out")));
    }
    let base = file.parent().unwrap_or(Path::new("")).join(extend);
    Ok(layer.over(load(&base, depth - 1)?))
}

/// An operating-system error in words, without its number.
pub(crate) fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn resolver(cwd: &Path, layer: Layer) -> Resolver {
        Resolver::new(layer, None, false, cwd).unwrap()
    }

    #[test]
    fn the_nearest_file_upwards_holds_and_extends_another() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("a/b/.config")).unwrap();
        fs::create_dir_all(root.join("a/b/c")).unwrap();
        fs::write(root.join("visavis.toml"), "names = [\"root\"]\nstrict = true").unwrap();
        fs::write(
            root.join("a/b/.config/visavis.toml"),
            "extend = \"../../../visavis.toml\"\nnames = [\"near\"]",
        )
        .unwrap();
        let resolver = resolver(root, Layer::default());
        let near = resolver.settings(&root.join("a/b/c")).unwrap();
        assert_eq!(near.names, ["near", "root"]);
        assert!(near.strict);
        assert_eq!(resolver.settings(&root.join("a")).unwrap().names, ["root"]);
    }

    #[test]
    fn globs_are_relative_to_their_configuration() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("blog/posts")).unwrap();
        fs::write(root.join("blog/visavis.toml"), "[per-file-ignores]\n\"posts/*.md\" = [\"ENC\"]").unwrap();
        let rule = crate::checks::find("ENC001").unwrap();
        let settings = resolver(root, Layer::default()).settings(&root.join("blog/posts")).unwrap();
        assert!(settings.ignored_in("blog/posts/a.md", rule));
        let inside = root.join("blog/posts");
        let settings = resolver(&inside, Layer::default()).settings(&inside).unwrap();
        assert!(settings.ignored_in("a.md", rule));
    }

    #[test]
    fn circles_and_missing_files_are_errors_in_words() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::write(root.join("visavis.toml"), "extend = \"visavis.toml\"").unwrap();
        let error = resolver(root, Layer::default()).settings(root).unwrap_err();
        assert!(error.0.contains("circle"), "{error}");
        let error = Resolver::new(Layer::default(), Some(&root.join("no.toml")), false, root);
        assert!(error.is_err_and(|e| e.0.contains("no.toml: the configuration cannot be read")));
    }
}
