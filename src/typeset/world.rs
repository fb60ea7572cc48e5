//! The world that Typst sees: the theme, the edition's own sources, the images that it
//! names, the embedded fonts. No network, no packages, no clock, no file system.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time;

use rustc_hash::FxHashMap;
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Scope};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World, WorldExt};
use typst_kit::files::{FileLoader, FileStore};
use typst_layout::PagedDocument;

use super::{Fonts, Remark};
use crate::diagnostic::Severity;

/// What Typst needs whatever it typesets: its library, the embedded fonts, and files that
/// do not depend on the project.
pub struct Foundation {
    library: LazyHash<Library>,
    fonts: Arc<Fonts>,
    fixed: FileStore<Files>,
}

impl Foundation {
    /// The embedded fonts.
    pub fn fonts(&self) -> &Arc<Fonts> {
        &self.fonts
    }

    /// A foundation with files by path from the root, such as `theme/page.typ`. Sources
    /// among them are parsed at once, so that this can be done beside other work.
    pub fn new<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let fixed: FxHashMap<_, _> = files
            .into_iter()
            .filter_map(|(path, text)| {
                Some((file_id(path)?, Bytes::from_string(text.to_owned())))
            })
            .collect();
        let is_source = |id: &FileId| id.vpath().get_without_slash().ends_with(".typ");
        let ids: Vec<_> = fixed.keys().copied().filter(is_source).collect();
        let fixed = FileStore::new(Files(fixed));
        for id in ids {
            // A source that does not parse is Typst's to complain of, when it is used.
            let _ = fixed.source(id);
        }
        // Heads of rows, and so heads of both directions in tables, are such a feature.
        let features = Features::from_iter([Feature::A11yExtras]);
        let library = Library::builder().with_features(features).build();
        let library = LazyHash::new(without_evaluation(library));
        Self { library, fonts: Arc::new(Fonts::embedded()), fixed }
    }
}

/// What would make code of text or bytes: no source gets it, so that a value stays text
/// whatever a project's theme does with it.
const EVALUATION: [&str; 2] = ["eval", "plugin"];

/// A library without what would evaluate text or bytes.
fn without_evaluation(mut library: Library) -> Library {
    let mut scope = Scope::new();
    for (name, binding) in library.global.scope().iter() {
        if !EVALUATION.contains(&name.as_str()) {
            scope.bind(name.clone(), binding.clone());
        }
    }
    library.global = library.global.with_scope(scope);
    library.std = Binding::detached(library.global.clone());
    library
}

/// What every edition of a project shares.
pub struct Typesetter {
    foundation: Arc<Foundation>,
    fonts: Arc<Fonts>,
    shared: FileStore<Files>,
}

/// The sources of one edition.
#[derive(Debug, Clone)]
pub struct Document {
    /// The path of the source that includes the others, from the root, such as
    /// `report/main.typ`.
    pub main: String,
    /// Its sources; their ids are paths from the root.
    pub sources: Vec<Source>,
}

/// Files by their id.
#[derive(Debug, Default)]
struct Files(FxHashMap<FileId, Bytes>);

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if let VirtualRoot::Package(package) = id.root() {
            let refusal = format!("`{package}` cannot be loaded: there are no packages");
            return Err(FileError::Other(Some(refusal.into())));
        }
        self.0
            .get(&id)
            .cloned()
            .ok_or_else(|| FileError::NotFound(id.vpath().get_with_slash().into()))
    }
}

/// The id of a path from the root; `None` for a path that leads out of it.
fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl Typesetter {
    /// A typesetter on a foundation, with the project's own files that every edition sees,
    /// by path from the root, such as `theme/brand.typ`.
    pub fn new(
        foundation: impl Into<Arc<Foundation>>,
        shared: impl IntoIterator<Item = (String, Bytes)>,
    ) -> Self {
        let files = shared
            .into_iter()
            .filter_map(|(path, data)| Some((file_id(&path)?, data)))
            .collect();
        let shared = FileStore::new(Files(files));
        let foundation = foundation.into();
        let fonts = foundation.fonts.clone();
        Self { foundation, fonts, shared }
    }

    /// The same with the fonts of a project.
    #[must_use]
    pub fn with_fonts(self, fonts: Arc<Fonts>) -> Self {
        Self { fonts, ..self }
    }

    /// The files that every edition sees, by path from the root, in the order of their
    /// paths.
    pub fn shared_files(&self) -> BTreeMap<String, Bytes> {
        let stores = [&self.foundation.fixed, &self.shared];
        let files = stores.into_iter().flat_map(|store| &store.loader().0);
        files
            .map(|(id, data)| (id.vpath().get_without_slash().to_owned(), data.clone()))
            .collect()
    }

    /// Lays out a document. What Typst remarks comes with it, in Typst's order; a
    /// document is `None` exactly when a remark is an error.
    pub fn compile(&self, document: &Document) -> (Option<PagedDocument>, Vec<Remark>) {
        let world = match self.world(document) {
            Ok(world) => world,
            Err(refusal) => return (None, vec![refusal]),
        };
        let Warned { output, warnings } =
            forgetting(&world.asked, || typst::compile::<PagedDocument>(&world));
        let mut remarks: Vec<_> =
            warnings.iter().map(|warning| world.remark(warning)).collect();
        match output {
            Ok(document) => (Some(document), remarks),
            Err(errors) => {
                remarks.extend(errors.iter().map(|error| world.remark(error)));
                (None, remarks)
            }
        }
    }

    /// What a later stage says about a document's sources, with its places found.
    pub fn explain(
        &self,
        document: &Document,
        diagnostics: &[SourceDiagnostic],
    ) -> Vec<Remark> {
        match self.world(document) {
            Ok(world) => diagnostics.iter().map(|it| world.remark(it)).collect(),
            Err(refusal) => vec![refusal],
        }
    }

    fn world(&self, document: &Document) -> Result<EditionWorld<'_>, Remark> {
        let main = file_id(&document.main).ok_or_else(|| Remark {
            severity: Severity::Error,
            message: format!("`{}` leads out of the sources", document.main),
            trace: Vec::new(),
            hints: Vec::new(),
        })?;
        let sources = document.sources.iter().map(|it| (it.id(), it.clone())).collect();
        Ok(EditionWorld { typesetter: self, main, sources, asked: AtomicUsize::new(0) })
    }
}

/// What Typst sees while it lays out one edition.
struct EditionWorld<'t> {
    typesetter: &'t Typesetter,
    main: FileId,
    sources: FxHashMap<FileId, Source>,
    /// How often a font was asked for, which tells how much text was laid out.
    asked: AtomicUsize,
}

/// How often fonts may be asked for before what Typst remembers ages by a step, while one
/// document is laid out: about 2,000 rows of a table with four columns. Such a table would else
/// keep all that was worked out for each of its cells until it is written.
const STEP: usize = 8_000;
/// What was not used for so many steps is forgotten.
const STEPS: usize = 1;
/// How often it is looked whether a step has been made.
const LOOK: time::Duration = time::Duration::from_millis(40);

/// Does some work, and lets what Typst remembers age as it goes on.
fn forgetting<T>(asked: &AtomicUsize, work: impl FnOnce() -> T) -> T {
    /// Ends the watch, also where the work panics.
    struct Ends<'d>(&'d AtomicBool, std::thread::Thread);
    impl Drop for Ends<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
            self.1.unpark();
        }
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut last = 0;
            while !done.load(Ordering::Relaxed) {
                let now = asked.load(Ordering::Relaxed);
                if now - last >= STEP {
                    comemo::evict(STEPS);
                    last = now;
                }
                std::thread::park_timeout(LOOK);
            }
        });
        let _ends = Ends(&done, watch.thread().clone());
        work()
    })
}

impl EditionWorld<'_> {
    fn store(&self, id: FileId) -> &FileStore<Files> {
        if self.typesetter.shared.loader().0.contains_key(&id) {
            &self.typesetter.shared
        } else {
            &self.typesetter.foundation.fixed
        }
    }

    fn remark(&self, diagnostic: &SourceDiagnostic) -> Remark {
        let calls = diagnostic.trace.iter().map(|point| DiagSpan::from(point.span));
        let trace = std::iter::once(diagnostic.span)
            .chain(calls)
            .filter_map(|span| {
                let path = span.id()?.vpath().get_without_slash().to_owned();
                Some((path, self.range(span)?))
            })
            .collect();
        Remark {
            severity: match diagnostic.severity {
                typst::diag::Severity::Error => Severity::Error,
                typst::diag::Severity::Warning => Severity::Warning,
            },
            message: diagnostic.message.to_string(),
            trace,
            hints: diagnostic.hints.iter().map(|hint| hint.v.to_string()).collect(),
        }
    }
}

impl World for EditionWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.typesetter.foundation.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.typesetter.fonts.store().book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match self.sources.get(&id) {
            Some(source) => Ok(source.clone()),
            None => self.store(id).source(id),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.sources.get(&id) {
            Some(source) => Ok(Bytes::from_string(source.clone())),
            None => self.store(id).file(id),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.typesetter.fonts.store().font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        // There is no clock: the same project gives the same bytes on every day.
        None
    }
}
