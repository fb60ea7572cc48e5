//! Images: the files that a report names, how large each prints, and what it holds.

use std::cmp::Ordering;

use super::drawing::{self, Drawing, NotSvg};
use super::lettering::{self, Lettering};
use super::printed::{Printed, Standing};
use super::uses::Uses;
use crate::report::declare::FileUse;
use crate::report::image::{self, Format, Raster};
use crate::report::visit::files;
use crate::report::{FilePath, ValidReport};
use crate::sources::{SourceFile, Sources};
use crate::theme::{Facts, Length};

/// An image that a report names.
#[derive(Debug)]
pub(in crate::lint) struct Image<'r> {
    /// Its file, where it is first named.
    pub(super) file: &'r FilePath,
    /// Where it prints: where it is largest, if in several places.
    pub(super) standing: Standing,
    /// How large it prints there.
    pub(super) printed: Printed,
    /// The size of the file in bytes.
    pub(super) bytes: usize,
    /// What the file holds, whatever its name says.
    pub(super) content: Content,
}

impl Image<'_> {
    /// Its file, where it is first named.
    pub(in crate::lint) fn file(&self) -> &FilePath {
        self.file
    }

    /// The smallest text of a figure that is a drawing, and how wide that prints. What is
    /// drawn in a logo is drawn to be recognised, and has been read elsewhere.
    pub(in crate::lint) fn smallest_text(&self) -> Option<(&Lettering, Length)> {
        match (&self.content, self.standing) {
            (Content::Drawing(drawing), Standing::Figure(_)) => {
                Some((lettering::smallest(&drawing.texts)?, self.printed.width))
            }
            _ => None,
        }
    }
}

/// What a file holds.
#[derive(Debug)]
pub(super) enum Content {
    /// A PNG or JPEG; `None` for its facts where it is damaged.
    Raster(Format, Option<Raster>),
    /// An SVG.
    Drawing(Drawing),
    /// An SVG that cannot be read, and why.
    DamagedDrawing(String),
    /// An image of a kind that is not printed, by name.
    OtherImage(&'static str),
    /// No image that is known.
    Nothing,
}

/// Every image that a report names, each once, the logo first.
pub(in crate::lint) fn images<'r>(
    sources: &Sources,
    report: &'r ValidReport,
    theme: &Facts,
) -> Vec<Image<'r>> {
    let mut held: Vec<(&FilePath, usize, Content)> = Vec::new();
    let named = files(report, FileUse::Image);
    for (file, _) in &named {
        if held.iter().all(|(known, ..)| known.value != file.value) {
            // A file that cannot be read has been reported when the report was.
            let Ok(SourceFile { bytes, .. }) = sources.file(file) else { continue };
            held.push((file, bytes.len(), content(&bytes)));
        }
    }
    let ratio = |file: &FilePath| {
        let of = held.iter().find(|(known, ..)| known.value == file.value);
        of.and_then(|(.., content)| content.ratio())
    };
    let uses = Uses::of(report, theme.pictures.across, &ratio);
    let mut standings: Vec<(&FilePath, Standing)> = Vec::new();
    for (file, noun) in named {
        standings.extend(uses.standings(noun).into_iter().map(|it| (file, it)));
    }
    let images = held.into_iter().map(|(file, bytes, content)| {
        let own = standings.iter().filter(|(it, _)| it.value == file.value);
        let own = own.map(|(_, it)| (*it, it.printed(content.ratio(), theme)));
        // A figure is larger than a logo, and is what is judged of a file that is both.
        let size = |(standing, printed): &(Standing, Printed)| {
            (*standing != Standing::Logo, printed.width.points())
        };
        let largest = own.max_by(|left, right| {
            size(left).partial_cmp(&size(right)).unwrap_or(Ordering::Equal)
        });
        let fallback =
            || (Standing::Logo, Standing::Logo.printed(content.ratio(), theme));
        let (standing, printed) = largest.unwrap_or_else(fallback);
        Image { file, standing, printed, bytes, content }
    });
    images.collect()
}

impl Content {
    /// How many times wider than high the image is; `None` where it does not say.
    pub(super) fn ratio(&self) -> Option<f64> {
        match self {
            Self::Raster(_, Some(Raster { width, height, .. })) => {
                Some(f64::from(*width) / f64::from(*height))
            }
            Self::Drawing(drawing) => drawing.ratio,
            _ => None,
        }
    }
}

fn content(bytes: &[u8]) -> Content {
    match image::format(bytes) {
        Some(format @ Format::Png) => Content::Raster(format, image::png(bytes)),
        Some(format @ Format::Jpeg) => {
            let raster = image::jpeg(bytes).filter(|_| image::is_whole(bytes));
            Content::Raster(format, raster)
        }
        Some(Format::Other(name)) => Content::OtherImage(name),
        None => match drawing::read(bytes) {
            Ok(drawing) => Content::Drawing(drawing),
            Err(NotSvg::Damaged(reason)) => Content::DamagedDrawing(reason),
            Err(NotSvg::SomethingElse) => Content::Nothing,
        },
    }
}

/// The images of a report that hold pixels, with what is known of them.
pub(super) fn rasters<'i, 'r>(
    images: &'i [Image<'r>],
) -> impl Iterator<Item = (&'i Image<'r>, &'i Raster)> {
    images.iter().filter_map(|image| match &image.content {
        Content::Raster(_, Some(raster)) => Some((image, raster)),
        _ => None,
    })
}

/// The name of a file without its folders.
pub(in crate::lint) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
