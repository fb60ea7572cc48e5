//! Sections: numbers of priorities, the year in figures, the leads of highlights.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::report::code;
use crate::report::decode::Problems;
use crate::report::model::{Report, Section};
use crate::report::wording::counted;

/// How many tiles the year in figures may have.
const TILES: std::ops::RangeInclusive<usize> = 6..=12;

pub(super) fn check(report: &Report, problems: &mut Problems) {
    check_year_in_figures(report, problems);
    let mut numbers: HashMap<u32, &str> = HashMap::new();
    for section in &report.sections {
        let Section::Priority(priority) = section else { continue };
        let number = &priority.number;
        if let Some(other) = numbers.insert(number.value, &priority.id) {
            let message = format!(
                "priority {} is both `{other}` and `{}`",
                number.value, priority.id.value
            );
            problems.push(
                Diagnostic::error(code::FIELDS_DISAGREE, message)
                    .at(&number.place)
                    .hint("give each priority its number in the plan"),
            );
        }
        for highlight in priority.highlights.iter().filter(|it| it.lead.is_none()) {
            let field = highlight.place.field.as_ref();
            let place = Place {
                field: format!("{field}.lead").into(),
                ..highlight.place.clone()
            };
            problems.push(
                Diagnostic::error(code::MISSING_FIELD, "`lead` is missing")
                    .at(&place)
                    .hint("add `lead`, the phrase that a scanning eye reads"),
            );
        }
    }
}

fn check_year_in_figures(report: &Report, problems: &mut Problems) {
    let count = report.year_in_figures.len();
    let Some(first) = report.year_in_figures.first().filter(|_| !TILES.contains(&count))
    else {
        return;
    };
    let place = Place { field: "year_in_figures".into(), ..first.place.clone() };
    let message = format!("`year_in_figures` has {}", counted(count, "measure"));
    problems.push(
        Diagnostic::error(code::BAD_COUNT, message)
            .at(&place)
            .hint("choose six to twelve measures, or leave the field out"),
    );
}
