//! The look: that a page can be laid out as the brand asks.

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::model::{CoverComposition, Look, Report};
use crate::theme::{Facts, Layout, Takes, Theme, ThemeError};
use crate::wording::listed;

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
    refuse_words(look, problems);
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

/// Refuses words that the chosen theme has no look for.
fn refuse_words(look: &Look, problems: &Problems) {
    let name = look.name();
    let Ok(Facts { takes, .. }) = Facts::of(name) else { return };
    let Takes { columns, cover, openers, headings } = &takes;
    for (field, word, place) in look.chosen() {
        let taken = match field {
            "columns" => columns,
            "cover" => cover,
            "openers" => openers,
            _ => headings,
        };
        if taken.iter().any(|it| it == word) {
            continue;
        }
        let message = format!("the theme `{name}` has no `{field}: {word}`");
        let words = listed(taken.iter().map(String::as_str), "or");
        let hint = format!("write {words}, or leave it out");
        problems.error(code::FIELDS_DISAGREE, place, message, hint);
    }
}
