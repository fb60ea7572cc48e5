//! Drawings that hold what does not print, prints otherwise, or is not theirs.

use super::image::{Content, name};
use crate::lint::{Findings, Subject};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let typefaces = &subject.report.brand.typefaces;
    let ours = [&typefaces.text, &typefaces.display].map(|face| face.to_lowercase());
    for image in subject.images() {
        let Content::Drawing(drawing) = &image.content else { continue };
        let (name, place) = (name(&image.file.value), &image.file.place);
        if let Some(address) = drawing.outside.first() {
            let message =
                format!("`{name}` wants `{address}`, and nothing outside is read");
            let hint = "put what it needs into the SVG";
            found.error(place, message, hint);
        }
        if let Some(text) = &drawing.lost {
            let message = format!(
                "`{text}` in `{name}` is HTML in a `foreignObject`, and does not print"
            );
            let hint = "export the drawing with its text as SVG, or as paths";
            found.error(place, message, hint);
        }
        if let Some(text) = &drawing.unseen {
            let message = format!(
                "`{text}` in `{name}` cannot be seen, and would stand in the file all the same"
            );
            found.error(place, message, "delete it in the drawing");
        }
        let mut warn = |message: String, hint: &str| {
            found.warn(place, message, hint);
        };
        if let (Some(text), None) = (&drawing.cut, &drawing.unseen) {
            let message =
                format!("`{text}` runs past the edge of `{name}`, and is cut off there");
            warn(message, "make the drawing's `viewBox` larger, or move the text");
        }
        let foreign = drawing.texts.iter().find_map(|text| {
            let is_ours = |family: &String| ours.contains(&family.to_lowercase());
            // Text that names no typeface prints in that of the report.
            (!text.families.iter().any(is_ours)).then(|| text.families.first()).flatten()
        });
        if let Some(family) = foreign {
            let message = format!(
                "`{name}` has text in `{family}`, which prints in the report's typeface"
            );
            warn(message, "turn its text into paths");
        }
        if let Some(notice) = &drawing.notice {
            warn(
                format!("`{name}` prints the notice `{notice}`"),
                "export the drawing without formatted text, or delete its last `switch`",
            );
        }
        if drawing.has_script {
            warn(
                format!("`{name}` holds a script, which does nothing"),
                "take the script out",
            );
        }
        if drawing.has_pixels {
            let message = format!(
                "`{name}` holds an image made of pixels, which blurs when it grows"
            );
            warn(message, "draw it as shapes");
        }
    }
}
