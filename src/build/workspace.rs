//! The workspace: what any number of builds of one project share.
//!
//! It holds the sources, the templates, what Typst needs whatever it lays out, and what is
//! known of editions that were made. Nothing in it outlives it but what Typst itself keeps
//! for the process: its cache, and the names of files, which slots bound.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::drawing::Drawing;
use super::fonts;
use super::ledger::Ledger;
use super::plan::{Edition, Opened};
use super::typst_errors::OF_PAGES;
use crate::diagnostic::{Diagnostic, SourceTexts, has_errors};
use crate::digest::Digest;
use crate::error::Error;
use crate::layers::{Layers, common, outdated};
use crate::limits::Limits;
use crate::lint::{FigureEntry, Subject, inventory, lint};
use crate::output::Output;
use crate::render::unused;
use crate::report::declare::FileUse;
use crate::report::{self, ValidReport, visit};
use crate::sources::{OpenError, Sources};
use crate::theme::{self, Layout, Theme, ThemeError};
use crate::typeset::{self, Foundation};

/// How many builds ago a cached result may have been used last.
const CACHE_AGE: usize = 3;

/// A project, and what its builds share.
pub struct Workspace {
    sources: Sources,
    drawing: Mutex<Known>,
    foundation: OnceLock<Arc<Foundation>>,
    /// The language that a project in several is read in; `None` for the first.
    language: Mutex<Option<Arc<str>>>,
    /// What is being made.
    pub ledger: Ledger,
    /// What writes files.
    pub output: Output,
    /// The editions that were made last, by the name of their unit.
    made: Mutex<BTreeMap<String, Remembered>>,
}

/// What is known of what draws the editions.
#[derive(Default)]
struct Known {
    drawing: Option<Arc<Drawing>>,
    /// Whether files may have changed since it was made.
    is_stale: bool,
}

/// A unit that was made.
struct Remembered {
    fingerprint: Digest,
    /// Its files, each with its size in bytes.
    files: Vec<(PathBuf, usize)>,
}

impl Workspace {
    /// A workspace for a project folder, whose files are read within some limits.
    ///
    /// # Errors
    ///
    /// When the folder is no project.
    pub fn open(folder: &Path, limits: Limits) -> Result<Self, OpenError> {
        Ok(Self {
            sources: Sources::open(folder, limits)?,
            drawing: Mutex::default(),
            language: Mutex::default(),
            foundation: OnceLock::new(),
            ledger: Ledger::default(),
            output: Output::default(),
            made: Mutex::default(),
        })
    }

    /// The files of the project.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// How much of the machine the project may ask for.
    pub fn limits(&self) -> &Limits {
        self.sources.limits()
    }

    /// The languages of the project, where it is in several, by the names that it has for them.
    ///
    /// # Errors
    ///
    /// When there is no report file.
    pub fn languages(&self) -> Result<Vec<Arc<str>>, OpenError> {
        report::languages(&self.sources)
    }

    /// Does something with the project in one of its languages.
    pub(super) fn in_language<T>(
        &self,
        language: &Arc<str>,
        work: impl FnOnce() -> T,
    ) -> T {
        let before = self.set_language(Some(language.clone()));
        let done = work();
        self.set_language(before);
        done
    }

    fn set_language(&self, language: Option<Arc<str>>) -> Option<Arc<str>> {
        let mut held = self.language.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut held, language)
    }

    /// Looks at the disk again, and gives the files that are not as they were. What the last
    /// builds did not use of Typst's cache is dropped.
    pub fn reset(&self) -> Vec<String> {
        typeset::forget(CACHE_AGE);
        self.known().is_stale = true;
        self.sources.reset()
    }

    /// Reads the project: load, then validate.
    ///
    /// # Errors
    ///
    /// When there is no report file, or the project has problems; all of them at once.
    pub fn read(&self) -> Result<Opened, Error> {
        let held = self.language.lock().unwrap_or_else(PoisonError::into_inner);
        let language = held.clone();
        drop(held);
        let loaded = report::load_in(&self.sources, language.as_deref())?;
        let mut diagnostics = loaded.diagnostics;
        let mut texts = loaded.texts;
        texts.set_folder(self.sources.folder());
        let theme = theme_of(loaded.report.as_ref())?;
        let valid = loaded.report.and_then(|report| {
            let validated = report::validate(report, &theme.facts);
            diagnostics.extend(validated.diagnostics);
            report::in_order(&mut diagnostics, &texts);
            validated.report
        });
        let locale = valid.as_ref().and_then(|report| report.locale().cloned());
        let drawing = self.drawing();
        for file in drawing.layers.texts() {
            texts.insert(file.path.clone(), file.text.clone());
        }
        let fonts = valid.as_ref().and_then(|report| {
            let fonts = fonts::of(&self.sources, self.foundation().fonts(), report);
            fonts.map_err(|problems| diagnostics.extend(problems)).ok()
        });
        let broken = has_errors(&diagnostics);
        match (valid, locale, fonts) {
            (Some(report), Some(locale), Some(fonts)) if !broken => {
                let mut warnings = diagnostics;
                warnings.extend(self.warnings_of_layers(
                    &drawing.layers,
                    &report,
                    theme.name,
                ));
                warnings.extend(fonts::warnings(&self.sources, &report, &fonts));
                Ok(Opened { report, locale, theme, fonts, warnings, texts })
            }
            _ => Err(Error::Problems { diagnostics, texts }),
        }
    }

    /// What reading warned of and what the lints find in a report, in document order. Where a
    /// final report may not have a warning, it is an error.
    pub(super) fn lint(
        &self,
        opened: &Opened,
        report: &ValidReport,
        texts: &SourceTexts,
    ) -> Vec<Diagnostic> {
        let mut found = opened.warnings.clone();
        let Opened { locale, theme, .. } = opened;
        let subject = Subject::new(&self.sources, report, locale, texts, &theme.facts);
        lint(&subject, OF_PAGES, &mut found);
        found
    }

    /// Every figure of a report as some readers have it, where it stands and what it is.
    pub fn figures(&self, opened: &Opened, report: &ValidReport) -> Vec<FigureEntry> {
        let Opened { locale, theme, texts, .. } = opened;
        let subject = Subject::new(&self.sources, report, locale, texts, &theme.facts);
        inventory(&subject)
    }

    /// What draws the editions: the layers of the project, read once until a reset, and the
    /// templates, parsed once until one of them changes.
    pub(super) fn drawing(&self) -> Arc<Drawing> {
        let mut known = self.known();
        if let Some(drawing) = known.drawing.as_ref().filter(|_| !known.is_stale) {
            return drawing.clone();
        }
        let layers = Layers::read(&self.sources);
        let drawing = match &known.drawing {
            Some(before) if before.layers.digest() == layers.digest() => before.clone(),
            _ => Arc::new(Drawing::new(layers, self.limits())),
        };
        *known = Known { drawing: Some(drawing.clone()), is_stale: false };
        drawing
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.drawing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What may not be meant of the layers of a project.
    fn warnings_of_layers(
        &self,
        layers: &Layers,
        report: &ValidReport,
        theme: theme::Name,
    ) -> Vec<Diagnostic> {
        let uses = [FileUse::Image, FileUse::Pages];
        let named = uses.iter().flat_map(|used| visit::files(report, *used));
        let named: BTreeSet<_> = named.map(|(file, _)| &*file.value).collect();
        let is_data = |path: &str| {
            named.contains(path)
                || (!layers.holds(path) && self.sources.was_asked_for(path))
        };
        let mut found = unused(layers, theme, &is_data);
        found.extend(outdated(layers, theme));
        found
    }

    /// What Typst needs of the program whatever the project: the fonts, and what all themes have in
    /// common but for the settings, which each project has its own of.
    pub(super) fn foundation(&self) -> &Arc<Foundation> {
        self.foundation.get_or_init(|| {
            let settings = ["theme/brand.typ", "theme/words.typ"];
            let files = common().into_iter().filter(|(path, _)| !settings.contains(path));
            Arc::new(Foundation::new(files))
        })
    }

    /// Whether a unit was made of the same, and its files are where they were written.
    pub(super) fn has_made(&self, unit: &str, fingerprint: Digest) -> bool {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(known) = made.get(unit) else { return false };
        let is_there = |(path, bytes): &(PathBuf, usize)| {
            path.metadata().is_ok_and(|about| about.len() == *bytes as u64)
        };
        known.fingerprint == fingerprint && known.files.iter().all(is_there)
    }

    /// Remembers the files of a unit, by what they were made of.
    pub(super) fn remember(&self, unit: String, fingerprint: Digest, files: &[Edition]) {
        let files = files.iter().map(|it| (it.path.clone(), it.bytes)).collect();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.insert(unit, Remembered { fingerprint, files });
    }
}

/// The theme as the brand of a report has it; as the program has it where no page can be laid
/// out as the brand asks, which validation says.
fn theme_of(report: Option<&report::Report>) -> Result<Theme, Error> {
    let parameters = report.map(|it| it.brand.theme.parameters()).unwrap_or_default();
    match Theme::of(&parameters, Layout::Usual) {
        Ok(theme) => Ok(theme),
        Err(ThemeError::Facts(error)) => Err(error.into()),
        Err(ThemeError::Misfit(_)) => match Theme::builtin(parameters.theme) {
            Ok(theme) => Ok(theme),
            Err(error) => Err(error.into()),
        },
    }
}
