//! Jobs: what is asked of the pipeline, who is told how far it has come, and what comes of
//! it. How it is done is not said here.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use time::OffsetDateTime;

use crate::diagnostic::{Diagnostic, SourceTexts};
use crate::digest::Digest;
use crate::edition::audience::Readership;
use crate::edition::{Medium, Profile, Selector};
use crate::error::Error;
use crate::limits::Limits;
use crate::manifest::{Inputs, Part};
use crate::report::{Locale, ValidReport};
use crate::sources::Sources;
use recto_pdf::preflight::Preflight;
use recto_pdf::prepress::Press;

/// A resolved command: what is to be made, from what, to where.
#[derive(Debug, Clone)]
pub struct Job {
    /// The project folder.
    pub project: PathBuf,
    /// The folder that the files go to.
    pub out: PathBuf,
    /// Which documents.
    pub selector: Selector,
    /// For whom.
    pub audience: Readership,
    /// In which profiles, in the order of [`Profile::ALL`], each once.
    pub profiles: Vec<Profile>,
    /// How a printer wants the files; there where a profile is [`Profile::Print`].
    pub press: Option<Press>,
    /// How many threads.
    pub jobs: NonZeroUsize,
    /// Whether the Typst sources are written out as well.
    pub typst_sources: TypstSources,
    /// Whether anything is written at all.
    pub writing: Writing,
    /// The date of documents that have no date of publication, from
    /// `SOURCE_DATE_EPOCH`.
    pub epoch: Option<OffsetDateTime>,
    /// How much of the machine the project may ask for.
    pub limits: Limits,
}

impl Job {
    /// What pages are laid out for, each once.
    pub fn media(&self) -> Vec<Medium> {
        let mut media: Vec<_> = self.profiles.iter().map(|it| it.medium()).collect();
        media.dedup();
        media
    }
}

/// Whether what is made is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// The files, and the manifest that records them.
    Files,
    /// Nothing: what is made is only looked at.
    Nothing,
}

/// What becomes of the Typst sources of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypstSources {
    /// They are forgotten.
    Forget,
    /// They are written to `sources/` in the output folder, or `sources-restricted/`.
    Keep,
}

/// Who wants to know how far the work has come. Editions may start and finish side by
/// side.
pub trait Observer: Sync {
    /// The editions that will be made, by name.
    fn planned(&self, _editions: &[String]) {}
    /// An edition was finished, well or not.
    fn finished(&self, _edition: &str) {}
    /// A limit of time or memory was passed. What passed it cannot be stopped: only the
    /// end of the program ends it. The work goes on where this returns.
    ///
    /// The problem's place points into the texts.
    fn overrun(&self, _problem: &Diagnostic, _texts: &SourceTexts) {}
}

/// A project that was read and found whole.
pub struct Opened {
    /// The files of the project.
    pub sources: Sources,
    /// The report.
    pub report: ValidReport,
    /// The fixed words in the report's language.
    pub locale: Locale,
    /// What is not wrong, and may not be meant.
    pub warnings: Vec<Diagnostic>,
    /// The texts of the files that were read.
    pub texts: SourceTexts,
}

/// A finished file.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The edition's name, such as `brief-violence`.
    pub name: String,
    /// What the file is for.
    pub profile: Profile,
    /// The file.
    pub path: PathBuf,
    /// How many pages it has.
    pub pages: usize,
    /// Its size in bytes.
    pub bytes: usize,
    /// The digest of its bytes.
    pub digest: Digest,
    /// What it holds, where it is a paper or a pack.
    pub parts: Vec<Part>,
    /// What came of reading it back.
    pub preflight: Preflight,
    /// How long it took.
    pub elapsed: Duration,
    /// What is not wrong with it, and may not be meant.
    pub warnings: Vec<Diagnostic>,
}

impl Edition {
    /// The name of the file in the output folder.
    pub fn file_name(&self) -> String {
        let name = self.path.file_name().and_then(|name| name.to_str());
        name.unwrap_or_default().to_owned()
    }
}

/// What came of a job.
pub struct Production {
    /// The project, if it could be read.
    pub opened: Option<Opened>,
    /// What is not wrong with it, and may not be meant; and what is wrong, where the
    /// outcome is that the machine refused something.
    pub warnings: Vec<Diagnostic>,
    /// What they were made from, if it came that far.
    pub inputs: Option<Inputs>,
    /// The report's version, or its status where it has none.
    pub version: String,
    /// The files that were made, in the order of [`all`](crate::edition::all).
    pub editions: Vec<Edition>,
    /// The names of the editions that were begun and could not be made, in that order.
    pub failed: Vec<String>,
    /// Whether that is all that was asked for.
    pub outcome: Result<(), Error>,
}

impl Production {
    pub(super) fn failed(opened: Option<Opened>, error: Error) -> Self {
        let warnings = Vec::new();
        let (editions, failed) = (Vec::new(), Vec::new());
        let (inputs, version) = (None, String::new());
        Self { opened, warnings, inputs, version, editions, failed, outcome: Err(error) }
    }
}
