//! Text in drawings that prints smaller than any text of the theme.
//!
//! Nothing that a project sets has a bearing on the size of the report's own text. A
//! drawing brings its text with it, made for a screen or a slide.

use super::super::assets;
use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic};

/// Text in a drawing that prints smaller than any text of the theme.
pub(super) const CODE: Code = Code("small-text");

/// The smallest size of text in a report, in points: that of `folio`, the lowest step of
/// the type scale in `templates/theme/tokens.typ`, in which page numbers are set.
const LEAST: f64 = 9.0;
/// How many points a size may fall short for want of digits in the drawing.
const ROUNDING: f64 = 0.05;

pub(super) fn find(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for image in subject.images() {
        let Some(text) = image.smallest_text() else { continue };
        let points = text.points();
        if points > LEAST - ROUNDING {
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
            "`{excerpt}` in `{name}` prints at {shown} points, and {LEAST} is the least"
        );
        let pixels = rounded_up(text.pixels(LEAST));
        let hint = format!("set its `font-size` to `{pixels}px` or more");
        found.push(Diagnostic::warning(CODE, message).at(&file.place).hint(hint));
    }
}

/// A number above zero with three digits that count, rounded up.
fn rounded_up(number: f64) -> f64 {
    let step = 10_f64.powf(2.0 - number.log10().floor());
    // What a float is off by is no reason for the next digit.
    let rounded = (number * step - 1e-6).ceil() / step;
    // Beyond what a float can be multiplied by.
    if rounded.is_finite() { rounded } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_is_the_lowest_step_of_the_theme() {
        let tokens = include_str!("../../../templates/theme/tokens.typ");
        let steps = tokens.lines().filter_map(|line| {
            let size = line.split_once("(size: ")?.1.split_once("pt, pitch: ")?.0;
            Some(size.parse::<f64>().unwrap())
        });
        let steps: Vec<_> = steps.collect();
        assert!(steps.len() >= 10, "{steps:?}");
        assert_eq!(steps.iter().copied().reduce(f64::min), Some(LEAST));
    }

    #[test]
    fn what_is_asked_for_is_never_too_small() {
        for (number, rounded) in [
            (18.8976, "18.9"),
            (12.000_000_001, "12"),
            (0.012_341, "0.0124"),
            (1234.5, "1240"),
        ] {
            assert_eq!(rounded_up(number).to_string(), rounded);
        }
    }
}
