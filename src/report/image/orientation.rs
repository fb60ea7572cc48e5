//! Orientation: how a camera was held, which an image says in its EXIF data.
//!
//! Cameras store the pixels as their sensor lies and note by how much the image must be
//! turned to be seen upright. Typst turns it, so that whoever measures an image must too.

use std::io::Cursor;

use exif::{In, Reader, Tag};

use super::Raster;

/// A raster with the width and height at which it is shown.
pub(super) fn upright(raster: Raster, bytes: &[u8]) -> Raster {
    let exif = Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
    let orientation = exif.and_then(|exif| {
        exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)
    });
    // From 5 to 8 the image lies on its side (Exif 2.32, 4.6.4, tag 274).
    if orientation.is_some_and(|it| (5..=8).contains(&it)) {
        let Raster { width, height, .. } = raster;
        return Raster { width: height, height: width, ..raster };
    }
    raster
}
