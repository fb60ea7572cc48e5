//! Audiences: that nothing public prints a figure that is restricted.
//!
//! What can be left out by itself, such as a tile, is left out of public editions; a
//! sentence, a cell or a point cannot be, so that it must not hold such a figure.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::model::{Chart, Exemption, Id, Report};
use crate::diagnostic::Problems;

use super::index::{Index, Noun};
use super::walk::{self, Exposure, Purpose, Reference};

/// Reports each restricted measure that something public prints in its text.
pub(super) fn check(
    report: &Report,
    index: &Index,
    references: &[Reference<'_>],
    problems: &mut Problems,
) {
    for Reference { noun, id, purpose, exposure } in references {
        let prints = *noun == Noun::Measure && *purpose == Purpose::Print;
        if !prints || *exposure == Exposure::Restricted {
            continue;
        }
        let measure = index
            .position(Noun::Measure, id)
            .and_then(|position| report.measures.get(position));
        if measure.is_some_and(|measure| measure.audience.is_restricted()) {
            let message = format!(
                "`{}` is restricted, and what prints it here is public",
                id.value
            );
            problems.push(
                Diagnostic::error(code::RESTRICTED_REFERENCE, message)
                    .at(&id.place)
                    .hint("make the text restricted, or leave the figure out"),
            );
        }
    }
}

/// Takes out of a report what only the parts that are gone referred to: what was referred
/// to in `whole`, and is not any more.
pub(super) fn prune(whole: &Report, left: &mut Report) {
    let before = referred_to(whole);
    loop {
        let now = referred_to(left);
        let stays = |noun, id: &Id| {
            let key = (noun, id.value.clone());
            now.contains(&key) || !before.contains(&key)
        };
        let counted = count(left);
        left.measures.retain(|it| stays(Noun::Measure, &it.id));
        left.series.retain(|it| stays(Noun::Series, &it.id));
        left.charts.retain(|it| stays(Noun::Chart, &it.id));
        left.tables.retain(|it| stays(Noun::Table, &it.id));
        left.figures.retain(|it| stays(Noun::Figure, &it.id));
        left.people.retain(|it| stays(Noun::Person, &it.id));
        left.links.retain(|it| stays(Noun::Link, &it.id));
        left.contacts.retain(|it| stays(Noun::Contact, &it.id));
        left.sources.retain(|it| stays(Noun::Source, &it.id));
        // What has just gone may have been the last to refer to something.
        if count(left) == counted {
            return;
        }
    }
}

fn referred_to(report: &Report) -> HashSet<(Noun, Arc<str>)> {
    let references = walk::references(report).into_iter();
    references.map(|reference| (reference.noun, reference.id.value.clone())).collect()
}

fn count(report: &Report) -> usize {
    [
        report.measures.len(),
        report.series.len(),
        report.charts.len(),
        report.tables.len(),
        report.figures.len(),
        report.people.len(),
        report.links.len(),
        report.contacts.len(),
        report.sources.len(),
    ]
    .iter()
    .sum()
}

impl Report {
    /// The ground on which a chart is restricted: its own, or else that of its series.
    pub fn exemption_of_chart<'r>(&'r self, chart: &'r Chart) -> Option<&'r Exemption> {
        let series = self.series.iter().find(|it| it.id.value == chart.series.value);
        let of_series = series.and_then(|series| series.audience.exemption());
        chart.audience.exemption().or(of_series)
    }
}
