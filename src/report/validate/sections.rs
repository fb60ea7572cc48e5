//! Sections: numbers of priorities, the year in figures, the charts of briefs.

use std::collections::HashMap;

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::declare::NounKind;
use crate::report::model::{Block, Priority, Report, Section};
use crate::wording::{counted, nearest};

use crate::theme::Tiles;

use super::index::Index;

pub(super) fn check(report: &Report, index: &Index, tiles: &Tiles, problems: &Problems) {
    check_year_in_figures(report, tiles, problems);
    for id in &report.large_figures {
        let all = || report.year_in_figures.iter().map(|other| &*other.value);
        let hint = match report.year_in_figures.first() {
            Some(first) if first.value == id.value => {
                let message = format!(
                    "`{}` is the first figure of the year, which is set largest already",
                    id.value
                );
                let hint = "remove it from `large_figures`";
                problems.error(code::FIELDS_DISAGREE, &id.place, message, hint);
                continue;
            }
            _ if all().any(|other| *other == *id.value) => continue,
            _ => "add it to `year_in_figures`, or remove it here",
        };
        let message = format!("`{}` is no figure of the year", id.value);
        problems.error(code::FIELDS_DISAGREE, &id.place, message, hint);
    }
    let mut numbers: HashMap<u32, &str> = HashMap::new();
    for section in &report.sections {
        let Section::Priority(priority) = section else { continue };
        let number = &priority.number;
        if let Some(other) = numbers.insert(number.value, &priority.id) {
            let message = format!(
                "priority {} is both `{other}` and `{}`",
                number.value, priority.id.value
            );
            let hint = "give each priority its number in the plan";
            problems.error(code::FIELDS_DISAGREE, &number.place, message, hint);
        }
        // The brief may show what could not be read.
        if !report.gaps.any {
            check_charts_of_brief(priority, index, problems);
        }
    }
}

/// A brief leaves charts out; it cannot bring in what is not there.
fn check_charts_of_brief(priority: &Priority, index: &Index, problems: &Problems) {
    let Some(charts) = &priority.brief.charts else { return };
    let body = priority.brief.body.as_ref().unwrap_or(&priority.body);
    let after_highlights = priority.highlights.iter().flat_map(|it| &it.then);
    let blocks = after_highlights.chain(body);
    let shown: Vec<&str> = blocks
        .filter_map(|block| match block {
            Block::Chart(id) => Some(&*id.value),
            _ => None,
        })
        .collect();
    for id in charts.iter().filter(|id| !shown.contains(&&*id.value)) {
        // A chart that is not there at all has been reported as a reference.
        if index.position(NounKind::Chart, id).is_none() {
            continue;
        }
        let message = format!("the brief does not show the chart `{}`", id.value);
        let hint = match nearest(id, shown.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add the block `chart: {}`, or remove it here", id.value),
        };
        problems.error(code::UNKNOWN_REFERENCE, &id.place, message, hint);
    }
}

fn check_year_in_figures(report: &Report, tiles: &Tiles, problems: &Problems) {
    let Tiles { fewest, most, .. } = *tiles;
    let count = report.year_in_figures.len();
    let is_wrong = !(fewest..=most).contains(&count) && !report.gaps.any;
    let Some(first) = report.year_in_figures.first().filter(|_| is_wrong) else { return };
    let place = first.place.clone().under("year_in_figures");
    let message = format!("`year_in_figures` has {}", counted(count, "measure"));
    let hint = format!("choose from {fewest} to {most} measures, or leave the field out");
    problems.error(code::BAD_COUNT, &place, message, hint);
}
