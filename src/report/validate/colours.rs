//! Colours: that text in them can be read on white.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::contrast::{WHITE, contrast, shown};
use crate::report::decode::Problems;
use crate::report::model::Report;

/// The least contrast of text (WCAG 2.2, success criterion 1.4.3, level AA).
const LEAST_CONTRAST: f64 = 4.5;

pub(super) fn check(report: &Report, problems: &mut Problems) {
    let colours = &report.brand.colours;
    let text_colours =
        [&colours.brand, &colours.ink].into_iter().chain(&colours.priorities);
    for colour in text_colours {
        let contrast = contrast(colour.value, WHITE);
        if contrast < LEAST_CONTRAST {
            let message = format!(
                "`{}` has a contrast of {} on white, and text wants {LEAST_CONTRAST}",
                colour.value,
                shown(contrast)
            );
            problems.push(
                Diagnostic::error(code::CONTRAST, message)
                    .at(&colour.place)
                    .hint("choose a darker colour"),
            );
        }
    }
}
