//! References: everything in a report that refers to something, in the order of the report.

use crate::report::declare::{Noun, NounKind};
use crate::report::model::visit::{Reference, Scope, Visit, walk};
use crate::report::model::{Id, Paper, Report};

/// A reference, and who sees the place where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'r> {
    pub(super) reference: Reference<'r>,
    pub(super) exposure: Exposure,
}

/// Who sees the place where something is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Exposure {
    /// Everyone.
    Public,
    /// Those who may see what is restricted.
    Restricted,
}

#[derive(Default)]
struct Collect<'r> {
    found: Vec<Found<'r>>,
}

impl<'r> Visit<'r> for Collect<'r> {
    fn reference(&mut self, reference: Reference<'r>, scope: Scope<'r>) {
        let exposure =
            if scope.is_restricted() { Exposure::Restricted } else { Exposure::Public };
        self.found.push(Found { reference, exposure });
    }
}

/// Every reference of a report.
pub(super) fn references(report: &Report) -> Vec<Found<'_>> {
    let mut collect = Collect::default();
    walk(report, &mut collect);
    collect.found
}

/// The measures that a paper refers to, each once.
pub(super) fn measures_of_paper<'r>(report: &'r Report, paper: &'r Paper) -> Vec<&'r Id> {
    let mut collect = Collect::default();
    collect.noun(paper, Scope::of(report, report as &dyn Noun));
    let mut measures: Vec<&Id> = Vec::new();
    for Found { reference, .. } in collect.found {
        let is_new = || measures.iter().all(|id| id.value != reference.id.value);
        if reference.kind == NounKind::Measure && is_new() {
            measures.push(reference.id);
        }
    }
    measures
}
