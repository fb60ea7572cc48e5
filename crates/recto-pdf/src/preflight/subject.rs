//! A file of ours that is being read back: what its checks look at.

use std::collections::HashSet;

use lopdf::ObjectId;

use crate::Profile;
use crate::conformance::{Claim, Standard};
use crate::object::Dict;
use crate::reading::{Element, Page, Reading};

/// A file that is being read back.
pub(super) struct Subject<'d> {
    pub(super) reading: Reading<'d>,
    pub(super) profile: Option<Profile>,
    claims_ua: bool,
    claims_a: bool,
    /// The pages that other makers made, which keep what standards ask and no more.
    externals: HashSet<ObjectId>,
}

impl<'d> Subject<'d> {
    pub(super) fn of(reading: Reading<'d>, standards: &[Standard]) -> Self {
        let externals = reading.nodes.iter().filter(|node| {
            let objects = node.own.dict(b"Resources").and_then(|it| it.dict(b"XObject"));
            let mut names = objects.into_iter().flat_map(|it| it.entries.iter());
            names.any(|(name, _)| name.starts_with(crate::join::STAMP.as_bytes()))
        });
        let externals = externals.map(|node| node.id).collect();
        let claims_ua = standards.contains(&Standard::Ua1);
        let claims_a = standards.iter().any(|it| matches!(it, Standard::A { .. }));
        let profile = reading.metadata.profile();
        Self { reading, profile, claims_ua, claims_a, externals }
    }

    /// What a file for readers does not promise, where a claim is a part of it: it took the
    /// promise back.
    pub(super) fn not_promised(&self, claim: Claim) -> Option<&'static str> {
        let (ua, a) = (self.claims_ua, self.claims_a);
        if matches!(self.profile, None | Some(Profile::Print)) {
            return None;
        }
        match claim {
            Claim::Tags
            | Claim::Headings
            | Claim::Tables
            | Claim::AlternativeText
            | Claim::Links
                if !ua =>
            {
                Some("the file does not claim PDF/UA-1")
            }
            Claim::Colour | Claim::OutputIntent if !a => {
                Some("the file does not claim PDF/A")
            }
            Claim::Fonts | Claim::Language if !a && !ua => {
                Some("the file claims neither PDF/UA-1 nor PDF/A")
            }
            _ => None,
        }
    }

    /// Whether a page came from another maker.
    pub(super) fn is_external(&self, page: ObjectId) -> bool {
        self.externals.contains(&page)
    }

    /// Whether an element holds what is on pages of other makers.
    pub(super) fn is_of_an_external(&self, element: &Element<'_>) -> bool {
        let own = element.page.is_some_and(|it| self.is_external(it));
        own || element.children.iter().any(|it| self.is_of_an_external(it))
    }

    pub(super) fn catalogue(&self) -> Option<Dict<'d>> {
        self.reading.catalogue()
    }

    /// The pages with their numbers, from 1.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, &Page<'d>)> {
        self.reading.numbered()
    }
}
