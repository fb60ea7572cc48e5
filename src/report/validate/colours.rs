//! Colours: that text in them can be read on white.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::decode::Problems;
use crate::report::model::{Report, Rgb};

/// The least contrast of text (WCAG 2.2, success criterion 1.4.3, level AA).
const LEAST_CONTRAST: f64 = 4.5;
const WHITE: Rgb = Rgb { red: 255, green: 255, blue: 255 };

pub(super) fn check(report: &Report, problems: &mut Problems) {
    let colours = &report.brand.colours;
    let text_colours =
        [&colours.brand, &colours.ink].into_iter().chain(&colours.priorities);
    for colour in text_colours {
        let contrast = contrast(colour.value, WHITE);
        if contrast < LEAST_CONTRAST {
            // Rounded down, so that 4.49 does not print as the 4.5 that it misses.
            let shown = (contrast * 100.0).floor() / 100.0;
            let Rgb { red, green, blue } = colour.value;
            let message = format!(
                "`#{red:02X}{green:02X}{blue:02X}` has a contrast of {shown} on white, \
                 and text wants {LEAST_CONTRAST}"
            );
            problems.push(
                Diagnostic::error(code::CONTRAST, message)
                    .at(&colour.place)
                    .hint("choose a darker colour"),
            );
        }
    }
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”).
pub(super) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of a colour, 0 to 1 (WCAG 2.2, “relative luminance”).
fn luminance(colour: Rgb) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let Rgb { red, green, blue } = colour;
    0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let black = Rgb { red: 0, green: 0, blue: 0 };
        assert!((contrast(black, WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(WHITE, WHITE) - 1.0).abs() < 1e-9);
        // The grey that is known to just pass, and the one that just fails.
        let grey = |value| Rgb { red: value, green: value, blue: value };
        assert!(contrast(grey(0x76), WHITE) >= LEAST_CONTRAST);
        assert!(contrast(grey(0x77), WHITE) < LEAST_CONTRAST);
    }
}
