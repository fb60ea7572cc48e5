//! The look: that a page can be laid out as the brand asks.

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::model::{CoverComposition, Report};
use crate::theme::{Layout, Theme, ThemeError};

pub(super) fn check(report: &Report, problems: &Problems) {
    let look = &report.brand.theme;
    let parameters = look.parameters();
    if let Some(cover) = &look.cover {
        let (message, hint) = match (cover.value, &report.cover_image) {
            (CoverComposition::Image, None) => (
                "the report has no image for its cover",
                "name one as `cover_image` in the report",
            ),
            (CoverComposition::Plain, Some(_)) => (
                "the report has an image for a cover that shows none",
                "write `image`, or remove `cover_image` from the report",
            ),
            _ => ("", ""),
        };
        if !message.is_empty() {
            problems.error(code::FIELDS_DISAGREE, &cover.place, message, hint);
        }
    }
    for layout in [Layout::Usual, Layout::Large] {
        // Nobody may ever ask for large print of a sheet that has no room for it.
        if layout == Layout::Large && look.large.is_none() {
            continue;
        }
        let Err(ThemeError::Misfit(misfit)) = Theme::of(&parameters, layout) else {
            continue;
        };
        let Some(place) = look.place_of_margins() else { continue };
        problems.error(code::BAD_VALUE, place, misfit.to_string(), misfit.remedy());
        return;
    }
}
