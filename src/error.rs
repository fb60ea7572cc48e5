//! Why a command did not do what it was asked: one variant for each way.

use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, SourceTexts};
use crate::output::WriteError;
use crate::report::OpenError;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The report has problems; nothing, or not everything, was made.
    #[error("the report has problems")]
    Problems {
        /// What is wrong, in the order of reading.
        diagnostics: Vec<Diagnostic>,
        /// The texts that the places point into.
        texts: SourceTexts,
    },
    /// The project folder is none.
    #[error(transparent)]
    Project(#[from] OpenError),
    /// No project folder was named, and there is none where one is looked for.
    #[error("there is no report.yaml in `{}` or in its data folder", .looked_in.display())]
    NoProject {
        /// Where it was looked for.
        looked_in: PathBuf,
    },
    /// The command line means nothing that can be done.
    #[error("{message}")]
    Usage {
        /// What is wrong with it.
        message: String,
        /// One thing to do.
        hint: Option<String>,
    },
    /// The machine refused a file.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The machine refused a thread.
    #[error("cannot start {count} threads")]
    Threads {
        /// How many were asked for.
        count: usize,
        /// What the machine says.
        source: rayon::ThreadPoolBuildError,
    },
}
