//! Images that are larger than a report needs, or than a page is.

use super::image::{Content, Image, name};
use super::printed::{Printed, Standing};
use crate::lint::{Findings, Subject};
use crate::theme::Length;

/// The most bytes of a file that can be sent round with ease.
const MOST_BYTES: usize = 5_000_000;
/// More dots per inch than any printer shows.
const ENOUGH: u32 = 600;
/// The share of its place below which a picture that was made to fit is lost in it.
const NARROW: f64 = 0.4;
/// A file below it is no burden, however many pixels it holds.
const SMALL: usize = 1_000_000;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for image in subject.images() {
        if let Some((message, hint)) = fault(image) {
            found.warn(&image.file.place, message, hint);
        }
    }
}

fn whole_millimetres(length: Length) -> f64 {
    length.millimetres().round()
}

/// The worst that is wrong with the size of an image, and what to do about it.
fn fault(image: &Image<'_>) -> Option<(String, String)> {
    let name = name(&image.file.value);
    if let Content::Raster(_, Some(raster)) = &image.content {
        let (width, height) = (raster.width, raster.height);
        let pixels = image.printed.pixels(ENOUGH);
        let Printed { width: printed, room } = image.printed;
        let is_figure = matches!(image.standing, Standing::Figure(_));
        if is_figure && printed.points() < room.points() * NARROW {
            let (shown, room) = (whole_millimetres(printed), whole_millimetres(room));
            let message = format!(
                "`{name}` is so high that it prints only {shown} mm wide, where there is \
                 room for {room}"
            );
            return Some((message, "crop the image, or set `placing: page`".to_owned()));
        }
        if image.bytes > SMALL && f64::from(width) > pixels {
            let message = format!(
                "`{name}` has {width} by {height} pixels, far more than print at its size"
            );
            return Some((message, format!("make it {pixels} pixels wide, or less")));
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
    use super::*;
    use crate::diagnostic::Place;
    use crate::report::image::{Channels, Format, Raster};
    use crate::report::{FilePath, Placing};
    use crate::theme::{Facts, Name};

    const FIGURE: Standing = Standing::Figure(None);

    fn said(standing: Standing, width: u32, height: u32, bytes: usize) -> String {
        let file = FilePath {
            value: "images/a.png".into(),
            place: Place::whole_file("figures.yaml"),
        };
        let channels = Channels::Light;
        let raster = Raster { width, height, bits: 8, channels, profile: None };
        let content = Content::Raster(Format::Png, Some(raster));
        let printed =
            standing.printed(content.ratio(), Facts::of(Name::default()).unwrap());
        let image = Image { file: &file, standing, printed, bytes, content };
        fault(&image).map_or_else(String::new, |(message, _)| message)
    }

    #[test]
    fn what_a_page_can_use_is_left_alone() {
        assert_eq!(said(FIGURE, 3968, 3000, 4_900_000), "");
        // Many pixels are no burden where the file is small.
        assert_eq!(said(FIGURE, 9000, 9000, 900_000), "");
        assert_eq!(said(Standing::Logo, 2000, 425, 2_000_000), "");
        assert_eq!(said(FIGURE, 2000, 3000, 100), "");
    }

    #[test]
    fn the_worst_is_said() {
        assert_eq!(
            said(FIGURE, 3970, 3000, 7_000_000),
            "`a.png` has 3970 by 3000 pixels, far more than print at its size"
        );
        // A portrait takes the text column, and is as high as a page lets it be.
        assert_eq!(
            said(FIGURE, 3000, 4000, 2_000_000),
            "`a.png` has 3000 by 4000 pixels, far more than print at its size"
        );
        assert_eq!(said(FIGURE, 2650, 3533, 2_000_000), "");
        assert_eq!(
            said(FIGURE, 2000, 1500, 5_000_001),
            "`a.png` has 5.1 MB, and makes the PDF a large one"
        );
        assert_eq!(
            said(FIGURE, 300, 1000, 100),
            "`a.png` is so high that it prints only 45 mm wide, where there is \
             room for 122"
        );
        let bleed = Standing::Figure(Some(Placing::Bleed));
        assert!(said(bleed, 300, 1000, 100).contains("68 mm wide"));
        assert!(said(Standing::Logo, 2000, 427, 1_000_001).contains("far more"));
    }
}
