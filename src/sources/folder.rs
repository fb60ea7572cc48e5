//! A folder of a project: what stands below it, by path, whether anything names it or not.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::error::FileError;

/// The most files and folders below a folder that is listed.
const MOST_ENTRIES: usize = 1000;

/// What stands below a folder of a project, by path from the project folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// Everything that is not a folder, symbolic links too, wherever they lead.
    pub files: BTreeSet<String>,
    /// The folders.
    pub folders: BTreeSet<String>,
}

impl Folder {
    /// The paths that only one of two has, in the order of the alphabet.
    pub(super) fn changed(&self, other: &Self) -> Vec<String> {
        let files = self.files.symmetric_difference(&other.files);
        let folders = self.folders.symmetric_difference(&other.folders);
        files.chain(folders).cloned().collect()
    }

    /// What stands below a folder; nothing where there is no such folder.
    pub(super) fn list(root: &Path, path: &str) -> Result<Self, FileError> {
        let full = root.join(path);
        let mut folder = Self::default();
        match fs::symlink_metadata(&full) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(folder),
            Err(cause) => return Err(refused(path, cause)),
            Ok(_) => {}
        }
        let full = full.canonicalize().map_err(|cause| refused(path, cause))?;
        if !full.starts_with(root) {
            return Err(FileError::Outside { path: path.to_owned() });
        }
        if !full.is_dir() {
            return Err(FileError::NotAFolder { path: path.to_owned() });
        }
        folder.add(&full, path)?;
        Ok(folder)
    }

    /// Adds what stands below a folder. Links to folders are not followed, so that it ends.
    fn add(&mut self, full: &Path, path: &str) -> Result<(), FileError> {
        let entries = fs::read_dir(full).map_err(|cause| refused(path, cause))?;
        for entry in entries {
            let entry = entry.map_err(|cause| refused(path, cause))?;
            let name = entry.file_name();
            let inner = format!("{path}/{}", name.to_string_lossy());
            let kind = entry.file_type().map_err(|cause| refused(&inner, cause))?;
            if self.files.len() + self.folders.len() >= MOST_ENTRIES {
                return Err(FileError::TooMany {
                    path: path.to_owned(),
                    most: MOST_ENTRIES,
                });
            }
            if kind.is_dir() {
                self.folders.insert(inner.clone());
                self.add(&entry.path(), &inner)?;
            } else {
                self.files.insert(inner);
            }
        }
        Ok(())
    }
}

fn refused(path: &str, cause: io::Error) -> FileError {
    FileError::Io { path: path.to_owned(), cause: Arc::new(cause) }
}
