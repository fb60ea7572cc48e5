//! Origins: where in the project something on a laid-out page comes from.
//!
//! Typst knows the sources that the templates wrote. Text that the theme builds from a string
//! has its place in the theme for Typst; it is found again by the words that it prints.

use std::ops::Range;

use crate::diagnostic::{Place, SourceTexts};
use crate::layers::{Kind, Layers, original};
use crate::render::{Origin, RenderedSource, imported_at};
use crate::report::declare::FileUse;
use crate::report::{FilePath, ValidReport, visit};

/// Where images of the project are in Typst's world.
const IMAGES: &str = "project/";

/// What the pages of an edition were made from.
#[derive(Clone, Copy)]
pub(super) struct Origins<'s> {
    /// The edition's own sources.
    pub(super) sources: &'s [RenderedSource],
    /// The settings of the theme.
    pub(super) settings: &'s [RenderedSource],
    /// The report that it is of.
    pub(super) report: &'s ValidReport,
    /// Its texts.
    pub(super) texts: &'s SourceTexts,
    /// The files of the project that lie over those of the program.
    pub(super) layers: &'s Layers,
}

impl<'s> Origins<'s> {
    fn all(&self) -> impl Iterator<Item = &'s RenderedSource> {
        self.sources.iter().chain(self.settings)
    }

    /// Where a range of a source came from; `None` where it is of the theme itself.
    pub(super) fn origin(&self, path: &str, range: &Range<usize>) -> Option<Origin> {
        if path.starts_with(IMAGES) {
            return Some(Origin::Data(Place::whole_file(in_project(path))));
        }
        self.all().find(|source| source.path == path)?.origin(range)
    }

    /// The place of a value that a byte of a source came from, or of a template or a source
    /// of the theme where it is the project's own.
    pub(super) fn place(&self, path: &str, at: usize) -> Option<Place> {
        match self.origin(path, &(at..at)) {
            Some(Origin::Data(place)) => Some(place),
            _ => self.own(path, &(at..at)),
        }
    }

    /// The place of a range in the project's own templates or theme, where it came from
    /// there.
    pub(super) fn own(&self, path: &str, range: &Range<usize>) -> Option<Place> {
        if let Some(file) = self.layers.named(Kind::Theme, path) {
            return Some(Place::text(file.path.clone(), range.clone()));
        }
        if self.layers.images().contains_key(path) {
            return Some(Place::whole_file(path));
        }
        let source = self.all().find(|source| source.path == path)?;
        let Some(Origin::Template { template, at, .. }) = source.template(range) else {
            return None;
        };
        let file = self.layers.named(Kind::Template, &template)?;
        Some(Place::text(file.path.clone(), at))
    }

    /// The project's own template of a whole edition, where there is one alone.
    pub(super) fn main_template(&self) -> Option<Place> {
        let templates = self.layers.of_kind(Kind::Template);
        let mut whole = templates.filter(|file| !file.name().contains('/'));
        match (whole.next(), whole.next()) {
            (Some(file), None) => Some(Place::whole_file(file.path.clone())),
            _ => None,
        }
    }

    /// Whether a place is in a template or a file of the theme that the project has of its own.
    pub(super) fn is_of_layers(&self, place: &Place) -> bool {
        self.layers.holds(place.file())
    }

    /// Whether one value alone wrote a range of a source.
    pub(super) fn is_one_value(&self, path: &str, range: &Range<usize>) -> bool {
        let mut of_path = self.all().filter(|source| source.path == path);
        of_path.any(|source| source.is_one_value(range))
    }

    /// Whether a range of a source is an import, which leads to a mistake and makes none.
    pub(super) fn is_import(&self, path: &str, range: &Range<usize>) -> bool {
        let of_edition = self.all().find(|source| source.path == path);
        let of_theme = || self.layers.named(Kind::Theme, path).map(|file| &*file.text);
        let text = of_edition.map(RenderedSource::text).or_else(of_theme);
        let text = text.and_then(|text| text.get(range.clone()));
        text.is_some_and(|text| text.starts_with("import"))
    }

    /// The project's own file of the theme that a range of the program's theme imports from.
    pub(super) fn imported(
        &self,
        path: &str,
        range: &Range<usize>,
    ) -> Option<(Place, &str)> {
        let text = original(self.report.brand.theme.name(), path)?;
        let of = imported_at(path, text, range.start)?;
        let file = self.layers.named(Kind::Theme, &of)?;
        Some((Place::whole_file(file.path.clone()), text.get(range.clone())?))
    }

    /// The place of a word around a byte of a source.
    pub(super) fn word(&self, path: &str, at: usize, word: &str) -> Option<Place> {
        let place = self.place(path, at)?;
        if self.is_of_layers(&place) {
            return Some(self.around(place, word));
        }
        let source = self.all().find(|source| source.path == path)?;
        let fragment = source.fragments.iter().find(|it| it.range.contains(&at));
        // A byte may lie within a character.
        let before = fragment.map_or("", |it| {
            let text = source.text();
            &text[it.range.start..text.floor_char_boundary(at)]
        });
        Some(self.narrowed(place, word, before.matches(word).count()))
    }

    /// The place of a word around a place of one of the layers, where it stands there.
    fn around(&self, place: Place, word: &str) -> Place {
        let text = self.texts.text(place.file()).unwrap_or_default();
        let Some(at) = place.span().map(|span| span.start) else { return place };
        let mut found =
            text.match_indices(word).map(|(start, _)| start..start + word.len());
        match found
            .find(|range| range.start <= at && at <= range.end && !range.is_empty())
        {
            Some(range) => place.narrowed(range),
            None => place,
        }
    }

    /// The place of a word in the first value that prints as some words.
    pub(super) fn printed(&self, words: &str, word: &str) -> Option<Place> {
        let fragments = self.all().flat_map(|source| &source.fragments);
        let mut placed = fragments.filter(|fragment| fragment.place.is_some());
        let found = placed.find(|fragment| fragment.printed.trim() == words)?;
        Some(self.narrowed(found.place.clone()?, word, 0))
    }

    /// The place of a word within a place, if its file shows it there as it prints: after so
    /// many others of the same letters.
    fn narrowed(&self, place: Place, word: &str, after: usize) -> Place {
        let excerpt = self.texts.excerpt(&place).unwrap_or_default();
        match (excerpt.match_indices(word).nth(after), place.span()) {
            (Some((offset, _)), Some(span)) if !word.is_empty() => {
                let start = span.start + offset;
                place.narrowed(start..start + word.len())
            }
            _ => place,
        }
    }

    /// An image of the report, by its path in Typst's world.
    pub(super) fn image(&self, path: &str) -> Option<&'s FilePath> {
        let path = in_project(path);
        self.images().find(|file| *file.value == *path)
    }

    /// The image that the report names at a place.
    pub(super) fn image_at(&self, place: &Place) -> Option<&'s FilePath> {
        let names =
            |file: &&FilePath| file.place == *place || file.value == *place.file();
        self.images().find(names)
    }

    fn images(&self) -> impl Iterator<Item = &'s FilePath> {
        let files = visit::files(self.report, FileUse::Image);
        files.into_iter().map(|(file, _)| file)
    }
}

/// The path in the project of an image in Typst's world.
pub(super) fn in_project(path: &str) -> &str {
    path.strip_prefix(IMAGES).unwrap_or(path)
}
