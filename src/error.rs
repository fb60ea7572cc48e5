//! Why a command did not do what it was asked: one variant for each way.

use std::io;
use std::path::PathBuf;

use recto_pdf::intent::IntentError;

use crate::diagnostic::{Diagnostic, SourceTexts};
use crate::manifest::ManifestError;
use crate::output::WriteError;
use crate::sources::OpenError;
use crate::theme::FactsError;

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
    /// The theme in the program is broken.
    #[error(transparent)]
    Theme(#[from] FactsError),
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
    /// A file that was named cannot be read.
    #[error("`{}` cannot be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the machine says.
        source: io::Error,
    },
    /// There is no record of the files that are to be verified.
    #[error("`{}` cannot be verified", path.display())]
    NoRecord {
        /// The manifest.
        path: PathBuf,
        /// What the machine says.
        source: io::Error,
    },
    /// The record of the files that are to be verified cannot be read.
    #[error("`{}` cannot be verified", path.display())]
    BadRecord {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        source: ManifestError,
    },
    /// Files that are to be verified were made for a printing condition that is not at hand.
    #[error("files were made for `{condition}`, which is not in the program")]
    UnknownCondition {
        /// What the record calls it.
        condition: String,
    },
    /// The printing condition in the program is damaged.
    #[error("the printing condition in the program cannot be used")]
    Condition(#[from] IntentError),
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
    /// The machine refused the thread that keeps the limits.
    #[error("cannot start the thread that keeps the limits")]
    Watchdog {
        /// What the machine says.
        source: io::Error,
    },
    /// The files of the project cannot be watched.
    #[error("cannot watch `{}`", path.display())]
    Watch {
        /// The folder.
        path: PathBuf,
        /// What the machine says.
        source: io::Error,
    },
    /// It was stopped from outside before it was done.
    #[error("it was stopped before it was done")]
    Cancelled,
    /// A mistake in the program or in Typst, which an edition met, or a report's check.
    #[error("{stage} `{edition}` failed inside {}: {message}", inside(*.stage))]
    Panicked {
        /// The edition, or the report.
        edition: String,
        /// What was being done.
        stage: Stage,
        /// What the code that failed says.
        message: String,
    },
}

impl Error {
    /// Its message, and behind it those of its causes.
    pub fn with_causes(&self) -> String {
        let mut message = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(inner) = cause {
            message = format!("{message}: {inner}");
            cause = inner.source();
        }
        message
    }

    /// One thing to do about it; problems of a report have hints of their own.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Theme(_) | Self::Problems { .. } | Self::Cancelled => return None,
            Self::Usage { hint, .. } => return hint.clone(),
            Self::Project(refusal) => refusal.hint(),
            Self::NoProject { .. } => {
                "name the folder that holds `report.yaml` with `--project`"
            }
            Self::Read { .. } => "check the path",
            Self::NoRecord { .. } => "run `recto build` first",
            Self::BadRecord { .. } => "run `recto build` again",
            Self::UnknownCondition { .. } => "give its profile with `--output-intent`",
            Self::Condition(_) => "report this: the program is damaged",
            Self::Write(_) => {
                "choose another folder with `--out`, or make room and allow writing there"
            }
            Self::Threads { .. } | Self::Watchdog { .. } => {
                "ask for fewer threads with `--jobs`"
            }
            Self::Watch { .. } => {
                "build without `--watch`, or let the system watch more files"
            }
            Self::Panicked { .. } => {
                "please report it with the files that `--keep-sources` writes"
            }
        };
        Some(hint.to_owned())
    }
}

/// What is being done, for the project or for an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "kebab-case")]
pub enum Stage {
    /// The project is read and validated.
    Reading,
    /// The rules look at it.
    Checking,
    /// Its sources are drawn from the templates.
    Rendering,
    /// Typst lays out its pages.
    Typesetting,
    /// Its pages are measured.
    Measuring,
    /// Typst makes a PDF of the pages.
    Exporting,
}

/// Whose code works at a stage.
fn inside(stage: Stage) -> &'static str {
    match stage {
        Stage::Reading | Stage::Checking | Stage::Rendering | Stage::Measuring => "Recto",
        Stage::Typesetting | Stage::Exporting => "Typst",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_names_the_edition_and_whose_mistake_it_is() {
        let error = Error::Panicked {
            edition: "brief-x".to_owned(),
            stage: Stage::Typesetting,
            message: "no room".to_owned(),
        };
        let said = "typesetting `brief-x` failed inside Typst: no room";
        assert_eq!(error.to_string(), said);
    }
}
