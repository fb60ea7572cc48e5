//! Images in which nothing is to be seen.

use super::image::{Content, name};
use crate::lint::{Findings, Subject};
use crate::report::image::is_blank;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for image in subject.images() {
        let is_blank = match &image.content {
            Content::Raster(_, Some(raster)) => {
                let pixels = u64::from(raster.width) * u64::from(raster.height);
                let file = subject.sources.file(image.file);
                file.is_ok_and(|file| is_blank(&file.bytes, pixels))
            }
            // What a drawing has and does not print is said by another rule.
            Content::Drawing(drawing) => {
                let is_said = drawing.lost.is_some() || !drawing.outside.is_empty();
                drawing.is_empty && !drawing.has_pixels && !is_said
            }
            _ => false,
        };
        if is_blank {
            let message =
                format!("nothing is to be seen in `{}`", name(&image.file.value));
            let hint = "export the image again, or take it out";
            found.warn(&image.file.place, message, hint);
        }
    }
}
