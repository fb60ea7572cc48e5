//! Images that are not what the name of their file says.

use super::{Content, Image, name};
use crate::lint::{Findings, Subject};
use crate::report::image::Format;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for image in subject.images() {
        if let Some((message, hint)) = fault(image) {
            found.error(&image.file.place, message, hint);
        }
    }
}

/// The kinds of image that a report can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    Svg,
}

impl Kind {
    /// The kind that the ending of a file's name stands for.
    fn of_ending(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_lowercase().as_str() {
            "png" => Some(Self::Png),
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Svg => "svg",
        }
    }

    fn with_article(self) -> &'static str {
        match self {
            Self::Png => "a PNG",
            Self::Jpeg => "a JPEG",
            Self::Svg => "an SVG",
        }
    }
}

/// What is wrong with a file, and what to do about it.
fn fault(image: &Image<'_>) -> Option<(String, String)> {
    const SAVE: &str = "save the image as PNG, JPEG or SVG";
    const EXPORT: &str = "export the image again";
    let name = name(&image.file.value);
    let ending = Kind::of_ending(name);
    let held = match &image.content {
        Content::Raster(Format::Png, raster) => (Kind::Png, raster.is_some()),
        Content::Raster(_, raster) => (Kind::Jpeg, raster.is_some()),
        Content::Drawing(_) => (Kind::Svg, true),
        Content::DamagedDrawing(reason) => {
            let message = format!("`{name}` cannot be read as SVG: {reason}");
            return Some((message, EXPORT.to_owned()));
        }
        Content::OtherImage(kind) => {
            let message =
                format!("`{name}` holds a {kind}, and PNG, JPEG or SVG is wanted");
            return Some((message, SAVE.to_owned()));
        }
        Content::Nothing => {
            let wanted = ending.map_or("an image", Kind::with_article);
            return Some((format!("`{name}` is not {wanted}"), SAVE.to_owned()));
        }
    };
    let (kind, is_whole) = held;
    if !is_whole {
        let kind = kind.with_article();
        let message = format!("`{name}` is {kind} that is cut short or damaged");
        return Some((message, EXPORT.to_owned()));
    }
    (ending != Some(kind)).then(|| {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        (
            format!("`{name}` holds {}", kind.with_article()),
            format!("name the file `{stem}.{}`", kind.ending()),
        )
    })
}
