//! A file that is being read back: what its checks look at.

use lopdf::{Document, ObjectId};

use super::check::Claim;
use super::content::Page;
use super::metadata::Metadata;
use super::tree::Tree;
use crate::Profile;
use crate::object::PageNode;

/// A file that is being read back.
pub(super) struct Subject<'d> {
    pub(super) document: &'d Document,
    pub(super) profile: Option<Profile>,
    /// Its pages in order, as objects.
    pub(super) nodes: Vec<PageNode<'d>>,
    /// What is painted on each.
    pub(super) pages: Vec<Page>,
    pub(super) metadata: Metadata,
    /// Its structure, if it has one.
    pub(super) structure: Option<Tree<'d>>,
}

impl Subject<'_> {
    /// What a file for readers does not promise, where a claim is a part of it: it took the
    /// promise back.
    pub(super) fn not_promised(&self, claim: Claim) -> Option<&'static str> {
        let (ua, a) = (self.metadata.claims_ua(), self.metadata.claims_a());
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

    /// The objects that are its pages, in order.
    pub(super) fn ids(&self) -> impl Iterator<Item = ObjectId> {
        self.nodes.iter().map(|node| node.id)
    }

    /// The pages with their numbers, from 1.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, &Page)> {
        (1..).zip(&self.pages)
    }
}
