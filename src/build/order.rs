//! Orders: one layout of one edition, and the files that are made of it.
//!
//! Profiles of one medium share their pages, so that an edition is laid out once for all of
//! them.

use super::Job;
use crate::edition::{Medium, Profile, Selection};

/// One layout that a job asks for.
pub(super) struct Order<'r> {
    /// The edition.
    pub(super) selection: Selection<'r>,
    /// What it is laid out for.
    pub(super) medium: Medium,
    /// The files that are made of it.
    pub(super) profiles: Vec<Profile>,
}

impl Order<'_> {
    /// What messages call it.
    pub(super) fn name(&self) -> String {
        match self.medium {
            Medium::Screen => self.selection.name(),
            Medium::Paper => format!("{} (print)", self.selection.name()),
        }
    }
}

/// The layouts of some editions: those for screens first, which are what most wait for.
pub(super) fn orders<'r>(job: &Job, selections: &[Selection<'r>]) -> Vec<Order<'r>> {
    let mut orders = Vec::new();
    for medium in job.media() {
        let profiles: Vec<_> =
            job.profiles.iter().copied().filter(|it| it.medium() == medium).collect();
        orders.extend(selections.iter().map(|selection| Order {
            selection: *selection,
            medium,
            profiles: profiles.clone(),
        }));
    }
    orders
}
