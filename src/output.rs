//! Output: the only writer.
//!
//! A file appears whole or not at all: it is written under a temporary name in the
//! folder it belongs to, flushed to the disk, and renamed.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file or folder that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`", path.display())]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the machine says.
    pub source: io::Error,
}

/// Writes a file, and the folders that it stands in.
///
/// # Errors
///
/// When the machine refuses; what stood there before is then still whole.
pub fn write(path: &Path, data: &[u8]) -> Result<(), WriteError> {
    let failed = |source| WriteError { path: path.to_owned(), source };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".recto-").suffix(".part");
    // A temporary file is private to its owner; a published document is not.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(data).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|refusal| failed(refusal.error))?;
    Ok(())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test looks at what was written")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.pdf");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let names: Vec<_> = fs::read_dir(folder.path().join("a"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, ["b.pdf"]);
    }

    #[test]
    fn a_folder_that_is_a_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), b"").unwrap();
        let error = write(&folder.path().join("a/b.pdf"), b"one").unwrap_err();
        assert!(error.to_string().ends_with("a/b.pdf`"), "{error}");
    }
}
