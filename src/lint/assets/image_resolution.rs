//! Images with too few pixels for the size that they print at.

use super::{name, rasters};
use crate::lint::{Findings, Subject};

/// What an image wants to look sharp on paper, in dots per inch.
const SHARP: u32 = 250;
/// Below it the steps between pixels are seen.
const COARSE: u32 = 150;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (image, raster) in rasters(subject.images()) {
        let dots = image.printed.dots_per_inch(raster, subject.theme);
        let name = name(&image.file.value);
        let message = if dots < f64::from(COARSE) {
            format!("`{name}` prints at only {dots} dots per inch, and will look coarse")
        } else if dots < f64::from(SHARP) {
            format!("`{name}` prints at {dots} dots per inch, and {SHARP} look sharp")
        } else {
            continue;
        };
        let (pixels, dimension) =
            (image.printed.pixels(SHARP, subject.theme), image.printed.dimension());
        let hint = format!("use an image at least {pixels} pixels {dimension}");
        found.warn(&image.file.place, message, hint);
    }
}
