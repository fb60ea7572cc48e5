//! Scorecards: tables that are made of measures.

use recto_macros::Noun;

use super::{Id, Line};

/// A table of measures: each with its target, what it was, its trend, its status and its note, as
/// far as any of them has one.
#[derive(Debug, Clone, Noun)]
#[noun(rules, short = measures, check = check_some(measures, groups))]
pub struct Scorecard {
    /// The measures, in order.
    #[noun(refers(Measure, Show))]
    pub measures: Vec<Id>,
    /// The measures in groups, each under its name.
    pub groups: Vec<ScorecardGroup>,
}

/// Measures of a scorecard under one name.
#[derive(Debug, Clone, Noun)]
pub struct ScorecardGroup {
    /// The name.
    #[noun(text = Name)]
    pub label: Line,
    /// The measures, in order.
    #[noun(refers(Measure, Show), at_least_one)]
    pub measures: Vec<Id>,
}

impl Scorecard {
    /// Its measures under the names of their groups, in order.
    pub fn parts(&self) -> impl Iterator<Item = (Option<&Line>, &[Id])> {
        let alone = std::iter::once((None, self.measures.as_slice()));
        let groups =
            self.groups.iter().map(|it| (Some(&it.label), it.measures.as_slice()));
        alone.chain(groups).filter(|(_, measures)| !measures.is_empty())
    }
}
