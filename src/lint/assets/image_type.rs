//! Images that are not what the name of their file says.

use super::image::{Content, Image, name};
use crate::lint::{Findings, Subject};
use crate::report::image::Format;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for image in subject.images() {
        if let Some((message, hint)) = fault(image) {
            found.error(&image.file.place, message, hint);
        }
    }
}

/// The kinds of image that a report can use: how a file's name ends, and the kind with its
/// article.
const KINDS: [(&str, &str); 4] =
    [("png", "a PNG"), ("jpg", "a JPEG"), ("jpeg", "a JPEG"), ("svg", "an SVG")];

/// What is wrong with a file, and what to do about it.
fn fault(image: &Image<'_>) -> Option<(String, String)> {
    const SAVE: &str = "save the image as PNG, JPEG or SVG";
    const EXPORT: &str = "export the image again";
    let name = name(&image.file.value);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let promised = KINDS.iter().find(|(it, _)| ending.as_deref() == Some(it));
    let promised = promised.map(|(_, kind)| *kind);
    let (ending, is_whole) = match &image.content {
        Content::Raster(Format::Png, raster) => ("png", raster.is_some()),
        Content::Raster(_, raster) => ("jpg", raster.is_some()),
        Content::Drawing(_) => ("svg", true),
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
            let wanted = promised.unwrap_or("an image");
            return Some((format!("`{name}` is not {wanted}"), SAVE.to_owned()));
        }
    };
    let kind = KINDS.iter().find(|(it, _)| *it == ending).map_or("an image", |it| it.1);
    if !is_whole {
        let message = format!("`{name}` is {kind} that is cut short or damaged");
        return Some((message, EXPORT.to_owned()));
    }
    (promised != Some(kind)).then(|| {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        (format!("`{name}` holds {kind}"), format!("name the file `{stem}.{ending}`"))
    })
}
