//! Rules about images: whether the files that a report names can be printed, and whether
//! they will look as their author wants.
//!
//! Each file is read once, and only what the rules ask for is kept of it. Nothing is
//! drawn here.

mod drawing;
mod image_colours;
mod image_resolution;
mod image_size;
mod image_type;
mod lettering;
mod svg_content;

use super::Rule;
use crate::report::declare::FileUse;
use crate::report::image::{self, Format, Raster};
use crate::report::visit::files;
use crate::report::{FilePath, Logo, Signatory, ValidReport};
use crate::sources::{SourceFile, Sources};
use crate::theme::Facts;
use drawing::{Drawing, NotSvg};
use lettering::Lettering;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    Rule::of("image-type", image_type::find),
    Rule::of("image-colours", image_colours::find),
    Rule::of("image-resolution", image_resolution::find),
    Rule::of("image-size", image_size::find),
    Rule::of("svg-content", svg_content::find),
];

/// An image that a report names.
#[derive(Debug)]
pub(super) struct Image<'r> {
    /// Its file, where it is first named.
    file: &'r FilePath,
    /// How large it prints: the largest, where it prints in several places.
    printed: Printed,
    /// The size of the file in bytes.
    bytes: usize,
    /// What the file holds, whatever its name says.
    content: Content,
}

impl Image<'_> {
    /// Its file, where it is first named.
    pub(super) fn file(&self) -> &FilePath {
        self.file
    }

    /// The smallest text of a figure that is a drawing. What is drawn in a logo is drawn
    /// to be recognised, and has been read elsewhere.
    pub(super) fn smallest_text(&self) -> Option<&Lettering> {
        match (&self.content, self.printed) {
            (Content::Drawing(drawing), Printed::AcrossMeasure) => {
                lettering::smallest(&drawing.texts)
            }
            _ => None,
        }
    }
}

/// How large an image prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Printed {
    /// As a figure, as wide as the measure.
    AcrossMeasure,
    /// As the logo of the cover.
    AsLogo,
}

impl Printed {
    /// The side of an image that decides how large it prints, in pixels.
    fn side(self, raster: &Raster) -> u32 {
        match self {
            Self::AcrossMeasure => raster.width,
            Self::AsLogo => raster.height,
        }
    }

    /// How many pixels that side needs for a number of dots per inch, rounded up.
    fn pixels(self, dots_per_inch: u32, theme: &Facts) -> f64 {
        (f64::from(dots_per_inch) * self.inches(theme)).ceil()
    }

    /// How many dots of an image print on an inch, rounded down.
    fn dots_per_inch(self, raster: &Raster, theme: &Facts) -> f64 {
        (f64::from(self.side(raster)) / self.inches(theme)).floor()
    }

    /// How high an image prints, in millimetres, where that is more than a page has.
    fn beyond_page(self, raster: &Raster, theme: &Facts) -> Option<f64> {
        let ratio = f64::from(raster.height) / f64::from(raster.width);
        let height = theme.measure().millimetres() * ratio;
        let is_beyond = height > theme.text_height().millimetres();
        (self == Self::AcrossMeasure && is_beyond).then_some(height.ceil())
    }

    /// What that side is called.
    fn dimension(self) -> &'static str {
        match self {
            Self::AcrossMeasure => "wide",
            Self::AsLogo => "high",
        }
    }

    fn inches(self, theme: &Facts) -> f64 {
        match self {
            Self::AcrossMeasure => theme.measure().inches(),
            Self::AsLogo => theme.cover.logo.inches(),
        }
    }
}

/// What a file holds.
#[derive(Debug)]
enum Content {
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
pub(super) fn images<'r>(sources: &Sources, report: &'r ValidReport) -> Vec<Image<'r>> {
    let mut images: Vec<Image<'r>> = Vec::new();
    for (file, noun) in files(report, FileUse::Image) {
        // A signature is about as high as a logo.
        let is_small =
            noun.as_noun::<Logo>().is_some() || noun.as_noun::<Signatory>().is_some();
        let printed = if is_small { Printed::AsLogo } else { Printed::AcrossMeasure };
        if let Some(known) = images.iter_mut().find(|it| it.file.value == file.value) {
            // A figure is larger than a logo.
            known.printed = printed;
            continue;
        }
        // A file that cannot be read has been reported when the report was.
        let Ok(SourceFile { bytes, .. }) = sources.file(file) else { continue };
        let content = content(&bytes);
        images.push(Image { file, printed, bytes: bytes.len(), content });
    }
    images
}

fn content(bytes: &[u8]) -> Content {
    match image::format(bytes) {
        Some(format @ Format::Png) => Content::Raster(format, image::png(bytes)),
        Some(format @ Format::Jpeg) => Content::Raster(format, image::jpeg(bytes)),
        Some(Format::Other(name)) => Content::OtherImage(name),
        None => match drawing::read(bytes) {
            Ok(drawing) => Content::Drawing(drawing),
            Err(NotSvg::Damaged(reason)) => Content::DamagedDrawing(reason),
            Err(NotSvg::SomethingElse) => Content::Nothing,
        },
    }
}

/// The images of a report that hold pixels, with what is known of them.
fn rasters<'i, 'r>(
    images: &'i [Image<'r>],
) -> impl Iterator<Item = (&'i Image<'r>, &'i Raster)> {
    images.iter().filter_map(|image| match &image.content {
        Content::Raster(_, Some(raster)) => Some((image, raster)),
        _ => None,
    })
}

/// The name of a file without its folders.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
