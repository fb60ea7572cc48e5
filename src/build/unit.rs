//! Units: one layout of one edition, and the files that are made of it.
//!
//! Profiles of one medium share their pages, so that an edition is laid out once for all of
//! them.

use super::Plan;
use crate::edition::{EditionId, Medium, Profile, Selection};

/// One layout that a plan asks for.
pub(super) struct BuildUnit<'r> {
    /// Which edition it is.
    pub(super) id: EditionId,
    /// The edition.
    pub(super) selection: Selection<'r>,
    /// What it is laid out for.
    pub(super) medium: Medium,
    /// The files that are made of it.
    pub(super) profiles: Vec<Profile>,
}

impl BuildUnit<'_> {
    /// What messages call it.
    pub(super) fn name(&self) -> String {
        match self.medium {
            Medium::Screen => self.id.to_string(),
            Medium::Print => format!("{} (print)", self.id),
            Medium::Large => format!("{} (large)", self.id),
        }
    }
}

/// The layouts of some editions: those for screens first, which are what most wait for.
pub(super) fn units<'r>(plan: &Plan, selections: &[Selection<'r>]) -> Vec<BuildUnit<'r>> {
    let mut units = Vec::new();
    for medium in plan.media() {
        let profiles: Vec<_> =
            plan.profiles.iter().copied().filter(|it| it.medium() == medium).collect();
        units.extend(selections.iter().map(|selection| BuildUnit {
            id: selection.id(),
            selection: *selection,
            medium,
            profiles: profiles.clone(),
        }));
    }
    units
}
