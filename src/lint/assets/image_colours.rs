//! Images in colours that a report is not made in.

use super::image::{name, rasters};
use crate::lint::{Findings, Subject};
use crate::report::image::Channels;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (image, raster) in rasters(subject.images()) {
        let (name, place) = (name(&image.file.value), &image.file.place);
        let remedy = "export the image in sRGB";
        if raster.channels == Channels::Ink {
            if raster.profile.is_none() {
                let message = format!(
                    "`{name}` is in CMYK and has no colour profile: screens show it as \
                     FOGRA39 prints"
                );
                found.warn(
                    place,
                    message,
                    "export the image with its profile, or in sRGB",
                );
            }
            continue;
        }
        if let Some(profile) = &raster.profile {
            let message = match &profile.name {
                Some(colours) => format!("`{name}` is in `{colours}`, and not in sRGB"),
                None => format!("the colour profile of `{name}` cannot be read"),
            };
            found.warn(place, message, remedy);
        }
        if raster.bits > 8 {
            let bits = raster.bits;
            let message = format!(
                "`{name}` has {bits} bits a channel, and prints no better for it"
            );
            let hint = "export the image with 8 bits a channel";
            found.warn(place, message, hint);
        }
    }
}
