//! The project: one folder, and the files in it that may be read.
//!
//! Paths are relative to the folder and use `/`. Nothing outside the folder is ever read,
//! whether a path says so by `..`, by a root, or by a symbolic link. What the files mean
//! is not known here.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Place};
use crate::digest::Digest;
use crate::limits::{Limit, Limits};

use super::code;
use super::wording::{listed, nearest};

/// Bytes in a MiB.
const MIB: u64 = 1024 * 1024;

/// The longest path, in bytes: the least that systems agree on (`MAX_PATH` on Windows).
const MAX_PATH_BYTES: usize = 260;

/// The names that the report file may have, in the order in which they are looked for.
const REPORT_FILES: [&str; 4] =
    ["report.yaml", "report.yml", "report.json", "report.toml"];

/// A project folder.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    limits: Limits,
    /// What was read, by its path; for all copies of the project together.
    read: Arc<Mutex<BTreeMap<String, Digest>>>,
}

/// Why a file of the project cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The path is not a path within the project.
    #[error("`{path}` is not a path within the project")]
    BadPath {
        /// The path, as written.
        path: String,
        /// What to do about it.
        hint: &'static str,
    },
    /// There is no such file.
    #[error("there is no file `{path}`")]
    Missing {
        /// The path, as written.
        path: String,
        /// The file of the same folder whose name is nearest.
        nearest: Option<String>,
    },
    /// A symbolic link leads out of the project.
    #[error("`{path}` leads out of the project folder")]
    Outside {
        /// The path, as written.
        path: String,
    },
    /// It is a folder, a device or the like.
    #[error("`{path}` is not a file")]
    NotAFile {
        /// The path, as written.
        path: String,
    },
    /// It is larger than the limit.
    #[error("`{path}` is larger than {} MiB", limits.get(Limit::FileSize))]
    TooLarge {
        /// The path, as written.
        path: String,
        /// The limits that it was read within.
        limits: Limits,
    },
    /// Its text is not in UTF-8.
    #[error(
        "`{path}` is not UTF-8: line {line} has a byte that no character starts with or continues"
    )]
    NotUtf8 {
        /// The path, as written.
        path: String,
        /// The line of the first wrong byte, from 1.
        line: usize,
        /// The offset of the first wrong byte, from 0.
        offset: usize,
    },
    /// The operating system refused.
    #[error("`{path}` cannot be read")]
    Io {
        /// The path, as written.
        path: String,
        /// What the operating system says.
        #[source]
        cause: io::Error,
    },
}

impl FileError {
    /// The same as a diagnostic at the field that names the file.
    pub fn diagnostic(&self, place: &Place) -> Diagnostic {
        let (code, hint) = match self {
            Self::BadPath { hint, .. } => (code::BAD_PATH, (*hint).to_owned()),
            Self::Missing { nearest: Some(name), .. } => {
                (code::MISSING_FILE, format!("did you mean `{name}`?"))
            }
            Self::Missing { .. } => {
                (code::MISSING_FILE, "add the file, or mend the path".to_owned())
            }
            Self::Outside { .. } => {
                (code::BAD_PATH, "copy the file into the project folder".to_owned())
            }
            Self::NotAFile { .. } => {
                (code::UNREADABLE_FILE, "name a file in the project folder".to_owned())
            }
            Self::TooLarge { limits, .. } => {
                (code::LIMIT, limits.remedy(Limit::FileSize))
            }
            Self::NotUtf8 { offset, .. } => (
                code::NOT_UTF8,
                format!("save the file as UTF-8; the byte is number {}", offset + 1),
            ),
            Self::Io { .. } => {
                (code::UNREADABLE_FILE, "check the file and who may read it".to_owned())
            }
        };
        let message = match self {
            Self::Io { cause, .. } => format!("{self}: {cause}"),
            _ => self.to_string(),
        };
        Diagnostic::error(code, message).at(place).hint(hint)
    }
}

/// Why a folder is not a project.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder is not there or cannot be entered.
    #[error("`{}` cannot be opened", root.display())]
    Io {
        /// The folder, as given.
        root: PathBuf,
        /// What the operating system says.
        #[source]
        cause: io::Error,
    },
    /// It is not a folder.
    #[error("`{}` is not a folder", root.display())]
    NotAFolder {
        /// What was given.
        root: PathBuf,
    },
    /// It holds no report file.
    #[error("`{}` holds no report.yaml", root.display())]
    NoReport {
        /// The folder, as given.
        root: PathBuf,
    },
    /// It holds several report files.
    #[error("`{}` holds {}", root.display(), listed(found.iter().copied(), "and"))]
    SeveralReports {
        /// The folder, as given.
        root: PathBuf,
        /// The names of the report files.
        found: Vec<&'static str>,
    },
}

impl OpenError {
    /// One thing to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io { .. } => "check the path",
            Self::NotAFolder { .. } => "give the folder that holds report.yaml",
            Self::NoReport { .. } => "add report.yaml, or give the folder that holds it",
            Self::SeveralReports { .. } => "keep one report file and remove the others",
        }
    }
}

impl Project {
    /// Opens a folder that holds a report file.
    ///
    /// # Errors
    /// When it is not a folder or does not hold exactly one report file.
    pub fn open(root: &Path) -> Result<Self, OpenError> {
        let io = |cause| OpenError::Io { root: root.to_path_buf(), cause };
        let canonical = root.canonicalize().map_err(io)?;
        if !canonical.is_dir() {
            return Err(OpenError::NotAFolder { root: root.to_path_buf() });
        }
        let project =
            Self { root: canonical, limits: Limits::default(), read: Arc::default() };
        match project.report_files().as_slice() {
            [_] => Ok(project),
            [] => Err(OpenError::NoReport { root: root.to_path_buf() }),
            found => Err(OpenError::SeveralReports {
                root: root.to_path_buf(),
                found: found.to_vec(),
            }),
        }
    }

    /// The same project, read within other limits than the usual ones.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The limits that its files are read within.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The folder, as an absolute path without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The name of the report file.
    pub fn report_file(&self) -> &'static str {
        self.report_files().first().copied().unwrap_or(REPORT_FILES[0])
    }

    fn report_files(&self) -> Vec<&'static str> {
        // `symlink_metadata`, so that a link counts as there and is judged when it is read.
        REPORT_FILES
            .into_iter()
            .filter(|name| fs::symlink_metadata(self.root.join(name)).is_ok())
            .collect()
    }

    /// The text of a file, without a byte order mark and with `\n` as its line breaks.
    ///
    /// # Errors
    /// When the file cannot be read or is not UTF-8.
    pub fn read_text(&self, path: &str) -> Result<Arc<str>, FileError> {
        let bytes = self.read_bytes(path)?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let offset = error.valid_up_to();
            let line = 1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count();
            FileError::NotUtf8 { path: path.to_owned(), line, offset }
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.contains('\r') {
            Ok(text.replace("\r\n", "\n").into())
        } else {
            Ok(text.into())
        }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When the file is not in the project, is too large or cannot be read.
    pub fn read_bytes(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let full = self.resolve(path)?;
        let io = |cause| FileError::Io { path: path.to_owned(), cause };
        // The kind is asked for before opening: opening a named pipe would wait forever.
        if !fs::metadata(&full).map_err(io)?.is_file() {
            return Err(FileError::NotAFile { path: path.to_owned() });
        }
        let file = fs::File::open(&full).map_err(io)?;
        let mut bytes = Vec::new();
        // One byte more than allowed is enough to know that a file is too large, also
        // where it grows while it is read.
        let most = self.limits.get(Limit::FileSize).saturating_mul(MIB);
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(io)?;
        if bytes.len() as u64 > most {
            return Err(FileError::TooLarge {
                path: path.to_owned(),
                limits: self.limits,
            });
        }
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if !read.contains_key(path) {
            read.insert(path.to_owned(), Digest::of(&bytes));
        }
        drop(read);
        Ok(bytes)
    }

    /// The digests of the files that were read so far, by path.
    pub fn digests(&self) -> BTreeMap<String, Digest> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where a file is on the disk, once it is known to be within the project.
    fn resolve(&self, path: &str) -> Result<PathBuf, FileError> {
        check_path(path)?;
        match self.root.join(path).canonicalize() {
            Ok(full) if full.starts_with(&self.root) => Ok(full),
            Ok(_) => Err(FileError::Outside { path: path.to_owned() }),
            Err(cause)
                if matches!(
                    cause.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                let nearest = self.nearest_file(path);
                Err(FileError::Missing { path: path.to_owned(), nearest })
            }
            Err(cause) => Err(FileError::Io { path: path.to_owned(), cause }),
        }
    }

    /// The file of the same folder whose name is nearest to that of a missing one.
    fn nearest_file(&self, path: &str) -> Option<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let full = self.root.join(folder).canonicalize().ok()?;
        if !full.starts_with(&self.root) {
            return None;
        }
        let mut names: Vec<String> = fs::read_dir(full)
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        // The order of a folder is that of the file system; the suggestion must not be.
        names.sort();
        // A link that leads to nothing has the very name.
        names.retain(|other| other != name);
        let near = nearest(name, names.iter().map(String::as_str))?;
        Some(if folder.is_empty() { near.to_owned() } else { format!("{folder}/{near}") })
    }
}

/// Refuses what is not a plain path downwards from the project folder.
pub(crate) fn check_path(path: &str) -> Result<(), FileError> {
    let bad = |hint| {
        // A message is one line that can be read.
        let shown = path.chars().take(MAX_PATH_BYTES);
        let shown = shown.map(|c| if c.is_control() { '\u{fffd}' } else { c });
        Err(FileError::BadPath { path: shown.collect(), hint })
    };
    if path.len() > MAX_PATH_BYTES {
        return bad("write a shorter path");
    }
    if path.contains('\\') {
        return bad("write `/` between the parts of the path");
    }
    if path.contains(|c: char| c.is_control()) {
        return bad("write the path without control characters");
    }
    if path.starts_with('/') || path.get(1..2) == Some(":") {
        return bad("write the path from the project folder, such as `images/logo.svg`");
    }
    if path.split('/').any(|part| part == "..") {
        return bad("copy the file into the project folder");
    }
    if path.split('/').any(|part| part.is_empty() || part == ".") {
        return bad("write the path without empty parts and without `.`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::Sample;

    fn refusal(sample: &Sample, path: &str) -> String {
        let project = Project::open(sample.path()).unwrap();
        let problem =
            project.read_text(path).unwrap_err().diagnostic(&Place::file("r.yaml"));
        format!("{} [{}]", problem.message, problem.hint.unwrap_or_default())
    }

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let sample = Sample::new(&[("sub/a.txt", "a")]);
        for path in
            ["../x", "sub/../../x", "/etc/passwd", "C:/x", "a\\b", "./a", "a//b", ""]
        {
            let refusal = refusal(&sample, path);
            assert!(refusal.contains("is not a path within the project"), "{refusal}");
        }
        assert_eq!(
            refusal(&sample, "sub"),
            "`sub` is not a file [name a file in the project folder]"
        );
        assert_eq!(
            refusal(&sample, "sub/b.txt"),
            "there is no file `sub/b.txt` [did you mean `sub/a.txt`?]"
        );
        assert_eq!(
            refusal(&sample, "brand.yaml/x"),
            "there is no file `brand.yaml/x` [add the file, or mend the path]"
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_that_leave_the_folder_are_refused() {
        let outside = tempfile::NamedTempFile::new().unwrap();
        let sample = Sample::new(&[]);
        std::os::unix::fs::symlink(outside.path(), sample.path().join("link.txt"))
            .unwrap();
        std::os::unix::fs::symlink("brand.yaml", sample.path().join("inside.txt"))
            .unwrap();
        assert_eq!(
            refusal(&sample, "link.txt"),
            "`link.txt` leads out of the project folder [copy the file into the project folder]"
        );
        let project = Project::open(sample.path()).unwrap();
        assert!(project.read_text("inside.txt").is_ok());
    }

    #[test]
    fn text_is_utf_8_without_mark_and_with_one_kind_of_line_break() {
        let sample = Sample::new(&[("a.txt", "\u{feff}a\r\nb\n")]);
        let project = Project::open(sample.path()).unwrap();
        assert_eq!(project.read_text("a.txt").unwrap().as_ref(), "a\nb\n");
        sample.write("b.txt", b"a\nb\xe9\n");
        assert_eq!(
            refusal(&sample, "b.txt"),
            "`b.txt` is not UTF-8: line 2 has a byte that no character starts with or \
             continues [save the file as UTF-8; the byte is number 4]"
        );
    }

    #[test]
    fn large_files_are_refused() {
        let sample = Sample::new(&[]);
        let most = 16 * 1024 * 1024;
        sample.write("most.txt", &vec![b'a'; most]);
        sample.write("more.txt", &vec![b'a'; most + 1]);
        let project = Project::open(sample.path()).unwrap();
        assert!(project.read_bytes("most.txt").is_ok());
        let refusal = refusal(&sample, "more.txt");
        assert_eq!(
            refusal,
            "`more.txt` is larger than 16 MiB [raise the limit with `--limit file-size=32` \
             if this is meant]"
        );
        let project = project.within(Limits::default().with(Limit::FileSize, 17));
        assert!(project.read_bytes("more.txt").is_ok());
    }

    #[test]
    fn a_project_has_one_report_file() {
        let sample = Sample::new(&[("report.json", "{}")]);
        let error = Project::open(sample.path()).unwrap_err();
        let message = error.to_string();
        assert!(message.ends_with("holds `report.yaml` and `report.json`"), "{message}");
        assert!(Project::open(&sample.path().join("brand.yaml")).is_err());
        let nothing = Project::open(&sample.path().join("nothing")).unwrap_err();
        assert!(nothing.to_string().ends_with("/nothing` cannot be opened"), "{nothing}");
        assert!(std::error::Error::source(&nothing).is_some());
    }
}
