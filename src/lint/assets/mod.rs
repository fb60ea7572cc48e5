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
mod printed;
mod svg_content;

use super::Rule;
use crate::report::declare::FileUse;
use crate::report::image::{self, Format, Raster};
use crate::report::visit::files;
use crate::report::{Figure, FilePath, Signatory, ValidReport};
use crate::sources::{SourceFile, Sources};
use crate::theme::{Facts, Length};
use drawing::{Drawing, NotSvg};
use lettering::Lettering;
use printed::{Printed, Standing};

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
    /// Where it prints: where it is largest, if in several places.
    standing: Standing,
    /// How large it prints there.
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

    /// The smallest text of a figure that is a drawing, and how wide that prints. What is
    /// drawn in a logo is drawn to be recognised, and has been read elsewhere.
    pub(super) fn smallest_text(&self) -> Option<(&Lettering, Length)> {
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
pub(super) fn images<'r>(
    sources: &Sources,
    report: &'r ValidReport,
    theme: &Facts,
) -> Vec<Image<'r>> {
    let mut images: Vec<Image<'r>> = Vec::new();
    for (file, noun) in files(report, FileUse::Image) {
        let standing = if let Some(figure) = noun.as_noun::<Figure>() {
            Standing::Figure(figure.placing)
        } else if noun.as_noun::<Signatory>().is_some() {
            Standing::Signature
        } else {
            Standing::Logo
        };
        if let Some(known) = images.iter_mut().find(|it| it.file.value == file.value) {
            let printed = standing.printed(known.content.ratio(), theme);
            // A figure is larger than a logo.
            let is_larger = printed.width > known.printed.width;
            if known.standing == Standing::Logo || is_larger {
                (known.standing, known.printed) = (standing, printed);
            }
            continue;
        }
        // A file that cannot be read has been reported when the report was.
        let Ok(SourceFile { bytes, .. }) = sources.file(file) else { continue };
        let content = content(&bytes);
        let printed = standing.printed(content.ratio(), theme);
        images.push(Image { file, standing, printed, bytes: bytes.len(), content });
    }
    images
}

impl Content {
    /// How many times wider than high the image is; `None` where it does not say.
    fn ratio(&self) -> Option<f64> {
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
