//! Joining: pages of PDFs of other makers take the place of empty pages in one of ours.
//!
//! [`survey`] reads an external PDF and says what it is, or why it cannot be joined;
//! [`Pdf::join`] puts its pages where empty *host pages* of the same size stand. An external page
//! keeps its content, its resources and its boxes; what the host page holds, such as a stamp,
//! is drawn over it, and the content made smaller where that would cover it. The structure tree (ISO 32000-1, 14.7), links, destinations and
//! bookmarks of the external file are merged into ours. Nothing is known here of reports.

mod careless;
mod claims;
mod comparison;
mod copy;
mod destinations;
mod extent;
mod ink;
mod insertion;
mod judgement;
mod layers;
#[cfg(test)]
mod leaks;
mod links;
mod pages;
mod parents;
mod protection;
mod refusal;
mod remains;
mod repair;
mod room;
mod structure;
mod survey;
mod withdrawal;

use lopdf::ObjectId;

pub use self::claims::{Claim, Claims};
pub use self::comparison::Difference;
pub use self::insertion::Insertion;
pub(crate) use self::insertion::STAMP;
pub use self::refusal::{Damage, Permission, Refusal, Remark};
pub use self::room::Bands;
pub use self::survey::{Sheet, Survey, Tagging, survey};
pub use self::withdrawal::{Broken, Cause, Withdrawal};
use crate::{Malformed, Pdf};

/// What came of joining.
#[derive(Debug, Default)]
pub struct Joined {
    /// What the file can no longer claim, and why.
    pub withdrawn: Vec<Withdrawal>,
    /// The pages on which a stamp or a marking covers what is printed: which insertion, and which
    /// of its pages, from 0.
    pub covered: Vec<(usize, usize)>,
}

/// Why files could not be joined.
#[derive(Debug, thiserror::Error)]
pub enum JoinFailure {
    /// An external file cannot be joined at all.
    #[error("the file at {insertion}: {refusal}")]
    Refused {
        /// Which, from 0.
        insertion: usize,
        /// Why.
        refusal: Refusal,
    },
    /// The pages of the host are not as many or not where they should be.
    #[error("there are {pages} pages, and {host_pages} places for them")]
    Places {
        /// How many pages an external file has.
        pages: usize,
        /// How many places there are.
        host_pages: usize,
    },
    /// A page shows something else than it did in its own file.
    #[error("page {page} of the file at {insertion} is not what it was: {difference}")]
    Differs {
        /// Which file, from 0.
        insertion: usize,
        /// Its page, from 1.
        page: usize,
        /// What differs.
        difference: Difference,
    },
    /// The host is not built as it should be.
    #[error("the host: {0}")]
    Host(#[from] Malformed),
}

impl From<lopdf::Error> for JoinFailure {
    fn from(error: lopdf::Error) -> Self {
        Self::Host(error.into())
    }
}

impl Pdf {
    /// Puts the pages of external files in the place of host pages.
    ///
    /// # Errors
    ///
    /// When an external file cannot be joined, or the host is not built as Typst builds one.
    pub fn join(&mut self, insertions: &[Insertion<'_>]) -> Result<Joined, JoinFailure> {
        let host = &mut self.document;
        let mut joined = Joined::default();
        let host_pages: Vec<ObjectId> = host.page_iter().collect();
        let mut merge = structure::Merge::of(host, &host_pages);
        let mut names = links::Names::of(host);
        let mut bookmarks = links::Bookmarks::of(host);
        let mut layers = pages::Layers::of(host);
        let mut shares = Vec::new();
        for (index, insertion) in insertions.iter().enumerate() {
            let source = survey::open(insertion.data)
                .map_err(|refusal| JoinFailure::Refused { insertion: index, refusal })?;
            let places: Vec<ObjectId> = insertion
                .host_pages
                .iter()
                .filter_map(|at| host_pages.get(*at))
                .copied()
                .collect();
            let pages = source.pages.len();
            if places.len() != pages {
                return Err(JoinFailure::Places { pages, host_pages: places.len() });
            }
            let survey = source.survey();
            let causes = withdrawal::causes(&survey);
            joined.withdrawn.extend(
                causes.into_iter().map(|(claim, cause)| Withdrawal {
                    claim,
                    insertion: index,
                    cause,
                }),
            );
            let before = host.max_id;
            let mut copier = copy::Copier::new(before, &source, &places);
            let is_tagged = survey.tagging == Tagging::Tagged;
            let first = insertion.host_pages.first().copied().unwrap_or_default();
            let element = is_tagged.then(|| merge.begin(&source, &mut copier, first));
            let destinations = destinations::destinations(source.leaves());
            let mut joined_pages = Vec::with_capacity(pages);
            for (at, (page, place)) in source.pages.iter().zip(&places).enumerate() {
                let bands = insertion.bands.get(at).copied().unwrap_or_default();
                let room = room::room(&source.document, page, bands);
                if let room::Room::None = room {
                    joined.covered.push((index, at));
                }
                let (replaced, page) =
                    pages::replace(host, *place, page, &mut copier, &destinations, room)?;
                host.objects.insert(*place, replaced);
                joined_pages.push(page);
            }
            names.add(insertion.name, &destinations, &mut copier);
            let flysheet = first.checked_sub(1).and_then(|at| host_pages.get(at));
            bookmarks.add(flysheet.copied(), &source, &destinations, &mut copier);
            layers.add(&source, &mut copier);
            if let Some(element) = element {
                merge.end(element, &source, insertion, &mut copier);
            }
            let (objects, max_id, on_pages) = copier.finish();
            host.objects.extend(objects);
            host.max_id = max_id;
            let differing =
                comparison::difference(host, &source, &on_pages, &joined_pages);
            if let Some((at, difference)) = differing {
                let page = at + 1;
                return Err(JoinFailure::Differs { insertion: index, page, difference });
            }
            shares.push(judgement::Share {
                pages: insertion.host_pages.clone(),
                objects: before + 1..max_id + 1,
            });
        }
        merge.write(host)?;
        names.write(host)?;
        bookmarks.write(host);
        layers.write(host)?;
        if !shares.is_empty() {
            let broken = judgement::broken(host, &shares, &joined.withdrawn);
            joined.withdrawn.extend(broken);
        }
        withdrawal::withdraw(host, &joined.withdrawn)?;
        Ok(joined)
    }
}
