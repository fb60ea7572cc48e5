//! Colours: that text in them can be read on white, and that paper takes their inks.

use crate::colour::{Cmyk, WHITE, contrast, shown};
use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::model::{Colour, Colours, Report};

/// The most ink that paper takes, in per cent of one ink: the least of what printers of
/// coated paper allow (300 to 340), so that a brand prints everywhere.
const MOST_INK: u32 = 300;

/// The least contrast of text (WCAG 2.2, success criterion 1.4.3, level AA).
const LEAST_CONTRAST: f64 = 4.5;

pub(super) fn check(report: &Report, problems: &Problems) {
    let colours = &report.brand.colours;
    let text_colours =
        [&colours.brand, &colours.ink].into_iter().chain(&colours.priorities);
    for colour in text_colours {
        let contrast = contrast(colour.rgb.value, WHITE);
        if contrast < LEAST_CONTRAST {
            let message = format!(
                "`{}` has a contrast of {} on white, and text wants {LEAST_CONTRAST}",
                colour.rgb.value,
                shown(contrast)
            );
            let hint = "choose a darker colour";
            problems.error(code::CONTRAST, &colour.rgb.place, message, hint);
        }
    }
    for colour in all(colours) {
        let Some(total) = colour.cmyk.map(Cmyk::total) else { continue };
        if total > MOST_INK {
            let message = format!(
                "the inks of `{}` come to {total} per cent, more than {MOST_INK}",
                colour.rgb.value
            );
            let hint = "take less of cyan, magenta and yellow, and more black";
            problems.error(code::BAD_VALUE, &colour.rgb.place, message, hint);
        }
    }
}

fn all(colours: &Colours) -> impl Iterator<Item = &Colour> {
    let own = [&colours.brand, &colours.ink];
    own.into_iter().chain(&colours.priorities).chain(&colours.chart)
}
