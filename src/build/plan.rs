//! Plans: what a build is asked for, who is told how far it has come, and what comes of it.
//! How it is done is not said here.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use time::OffsetDateTime;

use crate::diagnostic::{Diagnostic, SourceTexts};
use crate::digest::Digest;
use crate::document::Part;
use crate::edition::Audience;
use crate::edition::{EditionId, Medium, Profile, Selector};
use crate::error::Error;
use crate::manifest::Inputs;
use crate::report::{Locale, ValidReport};
use crate::theme::Theme;
use crate::typeset::Fonts;
use recto_pdf::preflight::Preflight;
use recto_pdf::prepress::Press;

/// What is to be made of a project, for whom, and to where.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The folder that the files go to.
    pub out: PathBuf,
    /// Which documents.
    pub selector: Selector,
    /// For whom.
    pub audience: Audience,
    /// In which profiles, in the order of [`Profile`], each once.
    pub profiles: Vec<Profile>,
    /// How a printer wants the files; there where a profile is [`Profile::Print`].
    pub press: Option<Press>,
    /// Whether the Typst sources are written out as well.
    pub typst_sources: TypstSources,
    /// Whether anything is written at all.
    pub writing: Writing,
    /// The date of documents that have no date of publication, from
    /// `SOURCE_DATE_EPOCH`.
    pub epoch: Option<OffsetDateTime>,
    /// What becomes of editions that the workspace has made of the very same before.
    pub again: Again,
    /// Stops it from outside.
    pub cancellation: Cancellation,
}

impl Plan {
    /// What pages are laid out for, each once.
    pub fn media(&self) -> Vec<Medium> {
        let mut media: Vec<_> = self.profiles.iter().map(|it| it.medium()).collect();
        media.dedup();
        media
    }
}

/// What becomes of editions that have been made of the same before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// They are made again, so that every file carries the record of the same inputs.
    Make,
    /// Their files stay as they are.
    Leave,
}

/// Stops a build from outside. Typst cannot be stopped while it lays out pages, so what is
/// laid out comes to its end; nothing is begun after it. Clones stop the same build.
#[derive(Debug, Clone, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// Stops the build.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// What stops the build when it is true.
    pub fn flag(&self) -> Arc<AtomicBool> {
        self.0.clone()
    }

    /// Whether the build is to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on, unless the build is to stop.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
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
}

/// A project that was read and found whole.
#[derive(Clone)]
pub struct Opened {
    /// The report.
    pub report: ValidReport,
    /// The fixed words in the report's language.
    pub locale: Arc<Locale>,
    /// The theme that prints it, as its brand has it.
    pub theme: Theme,
    /// The fonts that it prints in.
    pub fonts: Arc<Fonts>,
    /// What is not wrong, and may not be meant.
    pub warnings: Vec<Diagnostic>,
    /// The texts of the files that were read.
    pub texts: SourceTexts,
}

/// A finished file.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Which edition it is.
    pub id: EditionId,
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

/// What came of a plan.
#[derive(Default)]
pub struct Built {
    /// The texts that places in what is said point into, as the readers may see them.
    pub texts: SourceTexts,
    /// What may not be meant; and what is wrong, where the machine refused something.
    pub warnings: Vec<Diagnostic>,
    /// What the files were made from, if it came that far.
    pub inputs: Option<Inputs>,
    /// The report's version, or its status where it has none.
    pub version: String,
    /// The files that were made, in the order of [`all`](crate::edition::all).
    pub editions: Vec<Edition>,
    /// The names of the editions whose files are as they were, in that order.
    pub untouched: Vec<String>,
}

/// Why a plan was not carried out, or not all of it.
pub struct Failed {
    /// Why.
    pub error: Error,
    /// What was made all the same; boxed, because a result holds the larger of two.
    pub built: Box<Built>,
    /// The names of the editions that were begun and could not be made.
    pub not_made: Vec<String>,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { error, built: Box::default(), not_made: Vec::new() }
    }
}
