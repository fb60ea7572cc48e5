//! Images that are larger than a report needs, or than a page is.

use super::{Content, Image, name};
use crate::lint::{Findings, Subject};
use crate::theme::Facts;

/// The most bytes of a file that can be sent round with ease.
const MOST_BYTES: usize = 5_000_000;
/// More dots per inch than any printer shows.
const ENOUGH: u32 = 600;
/// A file below it is no burden, however many pixels it holds.
const SMALL: usize = 1_000_000;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for image in subject.images() {
        if let Some((message, hint)) = fault(image, subject.theme) {
            found.warn(&image.file.place, message, hint);
        }
    }
}

/// The worst that is wrong with the size of an image, and what to do about it.
fn fault(image: &Image<'_>, theme: &Facts) -> Option<(String, String)> {
    let name = name(&image.file.value);
    if let Content::Raster(_, Some(raster)) = &image.content {
        let (width, height) = (raster.width, raster.height);
        let pixels = image.printed.pixels(ENOUGH, theme);
        let hint =
            format!("make it {pixels} pixels {}, or less", image.printed.dimension());
        if let Some(height) = image.printed.beyond_page(raster, theme) {
            let most = theme.text_height().millimetres().floor();
            let message = format!(
                "`{name}` would print {height} mm high, and a page has room for {most}"
            );
            return Some((message, "crop the image".to_owned()));
        }
        if image.bytes > SMALL && f64::from(image.printed.side(raster)) > pixels {
            let message = format!(
                "`{name}` has {width} by {height} pixels, far more than print at its size"
            );
            return Some((message, hint));
        }
    }
    if image.bytes <= MOST_BYTES {
        return None;
    }
    // Rounded up, so that it is never the very size that it exceeds.
    let tenths = image.bytes.div_ceil(100_000);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let message =
        format!("`{name}` has {whole}.{tenth} MB, and makes the PDF a large one");
    Some((message, "save the image with more compression".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::Printed;
    use super::*;
    use crate::diagnostic::Place;
    use crate::report::FilePath;
    use crate::report::image::{Channels, Format, Raster};

    fn said(printed: Printed, width: u32, height: u32, bytes: usize) -> String {
        let file = FilePath {
            value: "images/a.png".into(),
            place: Place::whole_file("figures.yaml"),
        };
        let channels = Channels::Light;
        let raster = Raster { width, height, bits: 8, channels, profile: None };
        let content = Content::Raster(Format::Png, Some(raster));
        let image = Image { file: &file, printed, bytes, content };
        let found = fault(&image, &Facts::builtin().unwrap());
        found.map_or_else(String::new, |(message, _)| message)
    }

    #[test]
    fn what_a_page_can_use_is_left_alone() {
        assert_eq!(said(Printed::AcrossMeasure, 3968, 3000, 4_900_000), "");
        // Many pixels are no burden where the file is small.
        assert_eq!(said(Printed::AcrossMeasure, 9000, 9000, 900_000), "");
        assert_eq!(said(Printed::AsLogo, 2000, 425, 2_000_000), "");
    }

    #[test]
    fn the_worst_is_said() {
        assert_eq!(
            said(Printed::AcrossMeasure, 3970, 3000, 7_000_000),
            "`a.png` has 3970 by 3000 pixels, far more than print at its size"
        );
        assert_eq!(
            said(Printed::AcrossMeasure, 2000, 1500, 5_000_001),
            "`a.png` has 5.1 MB, and makes the PDF a large one"
        );
        assert_eq!(
            said(Printed::AcrossMeasure, 2000, 3000, 100),
            "`a.png` would print 252 mm high, and a page has room for 247"
        );
        assert_eq!(said(Printed::AcrossMeasure, 2000, 2900, 100), "");
        assert!(said(Printed::AsLogo, 1, 427, 1_000_001).contains("far more"));
    }
}
