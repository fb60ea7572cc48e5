//! Audiences: that nothing public prints a figure that is restricted.
//!
//! What can be left out by itself, such as a tile, is left out of public editions; a
//! sentence, a cell or a point cannot be, so that it must not hold such a figure.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::declare::{Noun, NounKind, Purpose};
use crate::report::model::visit::{Fate, Reference, VisitMut, walk_noun_mut};
use crate::report::model::{Chart, Exemption, Report};

use super::index::Index;
use super::references::{Exposure, Found, references};

/// Reports each restricted measure that something public prints in its text.
pub(super) fn check(
    report: &Report,
    index: &Index,
    references: &[Found<'_>],
    problems: &Problems,
) {
    for Found { reference: Reference { kind, id, purpose }, exposure } in references {
        let prints = *kind == NounKind::Measure && *purpose == Purpose::Print;
        // What could not be read may be what restricts it: its audience, or a series.
        let may_be_restricted = report.gaps.any;
        if !prints || *exposure == Exposure::Restricted || may_be_restricted {
            continue;
        }
        let measure = index
            .position(NounKind::Measure, id)
            .and_then(|position| report.measures.get(position));
        if measure.is_some_and(|measure| measure.audience.is_restricted()) {
            let message = format!(
                "`{}` is restricted, and what prints it here is public",
                id.value
            );
            let hint = "make the text restricted, or leave the figure out";
            problems.error(code::RESTRICTED_REFERENCE, &id.place, message, hint);
        }
    }
}

/// Takes out of a report what only the parts that are gone referred to: what was referred
/// to in `whole`, and is not any more.
pub(super) fn prune(whole: &Report, left: &mut Report) {
    let before = referred_to(whole);
    loop {
        let mut pruning = Pruning { before: &before, now: referred_to(left), gone: 0 };
        walk_noun_mut(&mut pruning, left);
        // What has just gone may have been the last to refer to something.
        if pruning.gone == 0 {
            return;
        }
    }
}

/// What is referred to, by its kind and id.
type ReferredTo = HashSet<(NounKind, Arc<str>)>;

fn referred_to(report: &Report) -> ReferredTo {
    let all = references(report).into_iter().map(|found| found.reference);
    all.map(|reference| (reference.kind, reference.id.value.clone())).collect()
}

struct Pruning<'b> {
    before: &'b ReferredTo,
    now: ReferredTo,
    gone: usize,
}

impl VisitMut for Pruning<'_> {
    fn noun(&mut self, noun: &mut dyn Noun) -> Fate {
        let listed = noun.defined().filter(|defined| defined.kind.is_listed());
        let goes = listed.is_some_and(|defined| {
            let key = (defined.kind, defined.id.clone());
            self.before.contains(&key) && !self.now.contains(&key)
        });
        self.gone += usize::from(goes);
        // What is in a list of the report holds nothing that is in one.
        if goes { Fate::Goes } else { Fate::Stays }
    }
}

impl Report {
    /// The ground on which a chart is restricted: its own, or else that of its series.
    pub fn exemption_of_chart<'r>(&'r self, chart: &'r Chart) -> Option<&'r Exemption> {
        let series = self.series.iter().find(|it| it.id.value == chart.series.value);
        let of_series = series.and_then(|series| series.audience.exemption());
        chart.audience.exemption().or(of_series)
    }
}
