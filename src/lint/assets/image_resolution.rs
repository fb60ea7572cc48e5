//! Images with too few pixels for the size that they print at.

use recto_pdf::preflight::{COARSE_BELOW, SHARP_FROM};

use super::image::{name, rasters};
use crate::lint::{Findings, Subject};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (image, raster) in rasters(subject.images()) {
        let dots = image.printed.dots_per_inch(raster.width);
        let name = name(&image.file.value);
        let message = if dots < f64::from(COARSE_BELOW) {
            format!("`{name}` prints at only {dots} dots per inch, and will look coarse")
        } else if dots < f64::from(SHARP_FROM) {
            format!(
                "`{name}` prints at {dots} dots per inch, and {SHARP_FROM} look sharp"
            )
        } else {
            continue;
        };
        let pixels = image.printed.pixels(SHARP_FROM);
        let hint = format!("use an image at least {pixels} pixels wide");
        found.warn(&image.file.place, message, hint);
    }
}
