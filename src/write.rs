//! The only code that writes files: atomically, in place or into another folder.

use crate::config::plain;
use std::fs::{self, Metadata, Permissions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use tempfile::NamedTempFile;

/// Why a file was not written, in words for people: what went wrong and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct WriteError(pub String);

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WriteError {}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self(format!("could not be written: {}", plain(&error)))
    }
}

/// Replaces what the file at `path` holds, `old`, by `new`, all or nothing. Returns whether anything
/// was written. A symbolic link stays one: its target is replaced. The mode is kept.
///
/// # Errors
/// When the file no longer holds `old`, is read-only, or cannot be written. It is then as it was.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<bool, WriteError> {
    if old == new {
        return Ok(false);
    }
    let target = fs::canonicalize(path)?;
    let meta = fs::metadata(&target)?;
    // A rename asks nothing of the file itself: one that its owner closed to writing would be replaced.
    if fs::OpenOptions::new()
        .write(true)
        .open(&target)
        .is_err_and(|e| e.kind() == io::ErrorKind::PermissionDenied)
    {
        return Err(WriteError("may not be written, left alone; make it writable and run again".to_owned()));
    }
    if fs::read(&target)? != old {
        return Err(changed());
    }
    let file = beside(&target, new, Some(&meta))?;
    // Writing may have taken a while: look once more, at what can be seen without reading.
    let now = fs::metadata(&target)?;
    if now.len() != meta.len() || now.modified().ok() != meta.modified().ok() {
        return Err(changed());
    }
    file.persist(&target).map_err(|e| e.error)?;
    Ok(true)
}

fn changed() -> WriteError {
    WriteError("changed while visavis was at work, left alone; run again".to_owned())
}

/// Writes the fixed copy of the file at `original` to its place under `dir`.
///
/// # Errors
/// When that place is the original itself, or cannot be written.
pub fn copy(dir: &Path, name: &Path, original: &Path, new: &[u8]) -> Result<PathBuf, WriteError> {
    let target = place(dir, name);
    let parent = target.parent().unwrap_or(dir);
    fs::create_dir_all(parent)?;
    let real = fs::canonicalize(parent)?.join(target.file_name().unwrap_or_default());
    if fs::canonicalize(original).is_ok_and(|o| o == real || fs::canonicalize(&real).is_ok_and(|r| r == o)) {
        return Err(WriteError(
            "the copy would overwrite the original; name another folder for --output".to_owned(),
        ));
    }
    beside(&real, new, fs::metadata(original).ok().as_ref())?.persist(&real).map_err(|e| e.error)?;
    Ok(target)
}

/// Where the copy of the file that reports call `name` belongs under `dir`: never outside of it. What
/// lies above the working directory (`../a.md`, `/a.md`) keeps the part of its path below that.
#[must_use]
pub fn place(dir: &Path, name: &Path) -> PathBuf {
    let mut below = PathBuf::new();
    for component in name.components() {
        match component {
            Component::Normal(part) => below.push(part),
            Component::ParentDir => {
                below.pop();
            }
            _ => {}
        }
    }
    dir.join(below)
}

/// Writes a new file at `path`.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub fn create(path: &Path, content: &[u8]) -> Result<(), WriteError> {
    let exists = || WriteError("exists already, left alone; remove it first".to_owned());
    beside(path, content, None)?.persist_noclobber(path).map_err(|e| match e.error.kind() {
        io::ErrorKind::AlreadyExists => exists(),
        _ => WriteError::from(e.error),
    })?;
    Ok(())
}

/// A temporary file in the folder of `target` that holds `content`, with the mode and owner of `like`.
fn beside(target: &Path, content: &[u8], like: Option<&Metadata>) -> Result<NamedTempFile, WriteError> {
    let folder = match target.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new().prefix(".visavis-").tempfile_in(folder)?;
    file.write_all(content)?;
    let mode = like.map_or_else(|| default_mode(folder), |meta| Some(meta.permissions()));
    if let Some(meta) = like {
        keep_owner(file.path(), meta);
    }
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode)?;
    }
    // Without this a crash shortly after the rename can leave an empty file.
    file.as_file().sync_data()?;
    Ok(file)
}

/// Temporary files are private; a new file is as readable as its folder lets it be.
#[cfg(unix)]
fn default_mode(folder: &Path) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let folder_mode = fs::metadata(folder).ok()?.permissions().mode();
    Some(Permissions::from_mode((folder_mode & 0o644) | 0o600))
}

#[cfg(not(unix))]
fn default_mode(_folder: &Path) -> Option<Permissions> {
    None
}

/// Gives the file the owner of the one it replaces. Only an administrator may, so failing is fine.
#[cfg(unix)]
fn keep_owner(path: &Path, meta: &Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    let mine = fs::metadata(path).is_ok_and(|m| (m.uid(), m.gid()) == (meta.uid(), meta.gid()));
    if !mine {
        let _ = chown(path, Some(meta.uid()), Some(meta.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _meta: &Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut all: Vec<String> = fs::read_dir(dir)
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        all.sort();
        all
    }

    #[test]
    fn replaces_the_content_and_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("post.md");
        fs::write(&path, b"old").unwrap();
        assert_eq!(replace(&path, b"old", b"new"), Ok(true));
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(dir.path()), ["post.md"]);
    }

    #[test]
    fn writes_nothing_when_nothing_changes() {
        let dir = tempfile::tempdir().unwrap();
        // Not even a look: the file need not exist.
        assert_eq!(replace(&dir.path().join("none.md"), b"same", b"same"), Ok(false));
        let path = dir.path().join("post.md");
        fs::write(&path, b"same").unwrap();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(replace(&path, b"same", b"same"), Ok(false));
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("post.md");
        fs::write(&path, b"newer").unwrap();
        let error = replace(&path, b"older", b"fixed").unwrap_err();
        assert!(error.0.contains("changed while"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        assert_eq!(names(dir.path()), ["post.md"]);
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("post.md");
        fs::write(&path, b"old").unwrap();
        let mut mode = fs::metadata(&path).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(&path, mode.clone()).unwrap();
        // An administrator may write it all the same.
        let may = fs::OpenOptions::new().write(true).open(&path).is_ok();
        assert_eq!(replace(&path, b"old", b"new").is_ok(), may);
        assert_eq!(fs::read(&path).unwrap(), if may { b"new" } else { b"old" });
        assert!(fs::metadata(&path).unwrap().permissions().readonly());
        #[allow(clippy::permissions_set_readonly_false)]
        mode.set_readonly(false);
        fs::set_permissions(&path, mode).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links_and_modes_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("real")).unwrap();
        let target = dir.path().join("real/post.md");
        let link = dir.path().join("link.md");
        fs::write(&target, b"old").unwrap();
        fs::set_permissions(&target, Permissions::from_mode(0o640)).unwrap();
        symlink("real/post.md", &link).unwrap();
        assert_eq!(replace(&link, b"old", b"new"), Ok(true));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn copies_keep_their_relative_path_and_never_touch_the_original() {
        let dir = tempfile::tempdir().unwrap();
        let original = dir.path().join("a/post.md");
        fs::create_dir(dir.path().join("a")).unwrap();
        fs::write(&original, b"old").unwrap();
        let out = dir.path().join("out");
        let copied = copy(&out, Path::new("../a/post.md"), &original, b"new").unwrap();
        assert_eq!(copied, out.join("a/post.md"));
        assert_eq!(fs::read(copied).unwrap(), b"new");
        assert!(copy(dir.path(), Path::new("a/post.md"), &original, b"new").is_err());
        assert_eq!(fs::read(&original).unwrap(), b"old");
    }

    #[test]
    fn copies_stay_below_their_folder() {
        for (name, below) in
            [("a/b.md", "a/b.md"), ("../../a/b.md", "a/b.md"), ("a/../b.md", "b.md"), ("/a/b.md", "a/b.md")]
        {
            assert_eq!(place(Path::new("out"), Path::new(name)), Path::new("out").join(below), "{name}");
        }
    }

    #[test]
    fn an_existing_file_is_not_created_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("visavis.toml");
        create(&path, b"one").unwrap();
        assert!(create(&path, b"two").unwrap_err().0.contains("exists already"));
        assert_eq!(fs::read(&path).unwrap(), b"one");
    }
}
