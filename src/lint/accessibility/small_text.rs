//! Text in drawings that prints smaller than any text of the theme.
//!
//! Nothing that a project sets has a bearing on the size of the report's own text. A
//! drawing brings its text with it, made for a screen or a slide.

use super::super::assets;
use crate::lint::{Findings, Subject};

/// How many points a size may fall short for want of digits in the drawing.
const ROUNDING: f64 = 0.05;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let theme = subject.theme;
    let least = theme.smallest_type().points();
    for image in subject.images() {
        let Some((text, width)) = image.smallest_text() else { continue };
        let points = text.points(width);
        if points > least - ROUNDING {
            continue;
        }
        let file = image.file();
        let name = assets::name(&file.value);
        let excerpt = &text.excerpt;
        let shown = if points < 0.1 {
            "less than 0.1".to_owned()
        } else {
            ((points * 10.0).round() / 10.0).to_string()
        };
        let message = format!(
            "`{excerpt}` in `{name}` prints at {shown} points, and {least} is the least"
        );
        let pixels = rounded_up(text.pixels(least, width));
        let hint = format!("set its `font-size` to `{pixels}px` or more");
        found.warn(&file.place, message, hint);
    }
}

/// A number above zero with three digits that count, rounded up.
fn rounded_up(number: f64) -> f64 {
    let step = 10_f64.powf(2.0 - number.log10().floor());
    // What a float of the drawing's reader is off by is no reason for the next digit.
    let rounded = (number * step - 1e-3).ceil() / step;
    // Beyond what a float can be multiplied by.
    if rounded.is_finite() { rounded } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_never_too_small() {
        for (number, rounded) in [
            (18.8976, "18.9"),
            (12.000_001, "12"),
            (0.012_341, "0.0124"),
            (1234.5, "1240"),
        ] {
            assert_eq!(rounded_up(number).to_string(), rounded);
        }
    }
}
