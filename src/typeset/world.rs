//! The world that Typst sees: the theme, the edition's own sources, the images that it
//! names, the embedded fonts. No network, no packages, no clock, no file system.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_kit::files::{FileLoader, FileStore};
use typst_layout::PagedDocument;

use super::{Fonts, Remark};
use crate::diagnostic::Severity;

/// What Typst needs whatever it typesets: its library and the embedded fonts.
pub struct Foundation {
    library: LazyHash<Library>,
    fonts: Fonts,
}

impl Foundation {
    /// The library as it is, and the embedded fonts.
    pub fn new() -> Self {
        Self { library: LazyHash::new(Library::default()), fonts: Fonts::embedded() }
    }
}

impl Default for Foundation {
    fn default() -> Self {
        Self::new()
    }
}

/// What every edition of a project shares.
pub struct Typesetter {
    foundation: Foundation,
    shared: FileStore<Files>,
    /// The shared files again, as they were given, in the order of their paths.
    given: BTreeMap<String, Vec<u8>>,
}

/// The sources of one edition.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The path of the source that includes the others, from the root, such as
    /// `report/main.typ`.
    pub main: String,
    /// Sources and images by path, from the root.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Files by their id.
#[derive(Debug, Default)]
struct Files(FxHashMap<FileId, Bytes>);

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
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

fn files(given: &BTreeMap<String, Vec<u8>>) -> Files {
    // A path that leads out of the root names no file.
    let known = given
        .iter()
        .filter_map(|(path, data)| Some((file_id(path)?, Bytes::new(data.clone()))));
    Files(known.collect())
}

impl Typesetter {
    /// A typesetter on a foundation, over files that every edition sees, by path from the
    /// root, such as `theme/theme.typ`.
    pub fn new(
        foundation: Foundation,
        shared: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Self {
        let given: BTreeMap<_, _> = shared.into_iter().collect();
        let files = files(&given);
        Self { foundation, shared: FileStore::new(files), given }
    }

    /// The embedded fonts.
    pub fn fonts(&self) -> &Fonts {
        &self.foundation.fonts
    }

    /// The files that every edition sees, in the order of their paths.
    pub fn shared_files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.given.iter().map(|(path, data)| (path.as_str(), data.as_slice()))
    }

    /// Lays out a document. What Typst remarks comes with it, in Typst's order; a
    /// document is `None` exactly when a remark is an error.
    pub fn compile(&self, document: &Document) -> (Option<PagedDocument>, Vec<Remark>) {
        let world = match self.world(document) {
            Ok(world) => world,
            Err(refusal) => return (None, vec![refusal]),
        };
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
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
        let files = FileStore::new(files(&document.files));
        Ok(EditionWorld { typesetter: self, main, files })
    }
}

/// What Typst sees while it lays out one edition.
struct EditionWorld<'t> {
    typesetter: &'t Typesetter,
    main: FileId,
    files: FileStore<Files>,
}

impl EditionWorld<'_> {
    fn store(&self, id: FileId) -> &FileStore<Files> {
        if self.typesetter.shared.loader().0.contains_key(&id) {
            &self.typesetter.shared
        } else {
            &self.files
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
        self.typesetter.foundation.fonts.store().book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.store(id).source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.store(id).file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.typesetter.foundation.fonts.store().font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        // There is no clock: the same project gives the same bytes on every day.
        None
    }
}
