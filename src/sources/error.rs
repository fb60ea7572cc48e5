//! Why a file or a folder of a project cannot be read.

use std::io;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::limits::{self, Limit, Limits};

/// A file that a field names is not there.
pub const MISSING_FILE: Code = Code("missing-file");
/// A path that leaves the project, or is not written as a path within it.
pub const BAD_PATH: Code = Code("bad-path");
/// A file that cannot be read: no file, or no permission.
pub const UNREADABLE_FILE: Code = Code("unreadable-file");
/// A file that is not text in UTF-8.
pub const NOT_UTF8: Code = Code("not-utf-8");

/// Why a file of a project cannot be read.
#[derive(Debug, Clone, thiserror::Error)]
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
    /// It is a file, where a folder is meant.
    #[error("`{path}` is not a folder")]
    NotAFolder {
        /// The path.
        path: String,
    },
    /// More stands below a folder than is listed.
    #[error("`{path}` holds more than {most} files")]
    TooMany {
        /// The path of the folder.
        path: String,
        /// How many files that are.
        most: usize,
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
        cause: Arc<io::Error>,
    },
}

impl FileError {
    /// The same as a diagnostic at the field that names the file.
    pub fn diagnostic(&self, place: &Place) -> Diagnostic {
        let (code, hint) = match self {
            Self::BadPath { hint, .. } => (BAD_PATH, (*hint).to_owned()),
            Self::Missing { nearest: Some(name), .. } => {
                (MISSING_FILE, format!("did you mean `{name}`?"))
            }
            Self::Missing { .. } => {
                (MISSING_FILE, "add the file, or mend the path".to_owned())
            }
            Self::Outside { .. } => {
                (BAD_PATH, "copy the file into the project folder".to_owned())
            }
            Self::NotAFile { .. } => {
                (UNREADABLE_FILE, "name a file in the project folder".to_owned())
            }
            Self::NotAFolder { .. } => {
                (UNREADABLE_FILE, "rename the file, or put it into a folder".to_owned())
            }
            Self::TooMany { .. } => {
                (limits::LIMIT, "move what does not belong there elsewhere".to_owned())
            }
            Self::TooLarge { limits, .. } => {
                (limits::LIMIT, limits.remedy(Limit::FileSize))
            }
            Self::NotUtf8 { offset, .. } => (
                NOT_UTF8,
                format!("save the file as UTF-8; the byte is number {}", offset + 1),
            ),
            Self::Io { .. } => {
                (UNREADABLE_FILE, "check the file and who may read it".to_owned())
            }
        };
        let message = match self {
            Self::Io { cause, .. } => format!("{self}: {cause}"),
            _ => self.to_string(),
        };
        Diagnostic::error(code, message).at(place).hint(hint)
    }
}
