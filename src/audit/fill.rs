//! Fill: how much of a page its contents take, and what stands alone at its foot.

use super::finding::{Fault, Finding, Piece, Within};
use super::geometry::Rect;
use super::holders::HolderId;
use super::rules::Rules;
use super::sheet::{Run, Sheet, Zone};

/// What is kept of a page until the next one is known.
pub(super) struct Ending {
    /// Its number in the file, from 1.
    pub(super) page: usize,
    /// How much of it is filled, in per cent, where that may be too little, and what stands
    /// on it first.
    pub(super) filled: Option<(u8, Piece)>,
    /// The heading that stands last on it.
    pub(super) heading: Option<Piece>,
}

impl Ending {
    /// What is wrong with how the page ends; `is_last` when a part ends with it; `next` is what begins
    /// the page after it, where that is more than text.
    pub(super) fn judged(
        self,
        is_last: bool,
        next: Option<Within>,
        rules: &Rules,
    ) -> impl Iterator<Item = Finding> + use<> {
        let page = self.page;
        let of = move |fault: Fault, piece: Piece| {
            let (other, within, more) = (None, None, 0);
            Finding { fault, page, piece, other, within, next: None, more }
        };
        let least = if is_last { rules.least_filled_last } else { rules.least_filled };
        let sparse = self.filled.filter(|(filled, _)| *filled < least);
        // A heading that has a page for itself is one finding.
        let alone = sparse.as_ref().map(|(_, first)| first);
        let heading = self.heading.filter(|heading| !is_last && alone != Some(heading));
        let heading = heading.map(|heading| of(Fault::StrandedHeading, heading));
        let sparse = sparse.map(|(filled, first)| Finding {
            next: next.filter(|_| !is_last),
            ..of(Fault::SparsePage { filled }, first)
        });
        heading.into_iter().chain(sparse)
    }
}

/// How much of the space between the margins is filled, in per cent, by what stands in it and
/// the usual spaces between that; `None` for a page that has no margins.
pub(super) fn filled(sheet: &Sheet<'_>, rules: &Rules) -> Option<u8> {
    let body = sheet.body?;
    let runs =
        sheet.runs.iter().filter(|it| it.standing.zone == Zone::Body).map(Run::seen);
    let pictures = sheet.pictures.iter().filter(|it| it.standing.zone == Zone::Body);
    let pieces =
        runs.chain(pictures.map(|it| it.ink)).chain(sheet.shapes.iter().copied());
    let mut spans: Vec<(f64, f64)> = pieces
        .map(|piece| piece.within(body))
        .filter(|piece| !piece.is_nothing())
        .map(|piece| (piece.top, piece.bottom))
        .collect();
    spans.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let (mut total, mut reached) = (0.0, f64::NEG_INFINITY);
    for (top, bottom) in spans {
        if bottom <= reached {
            continue;
        }
        let gap = top - reached;
        total += bottom - if gap <= rules.usual_gap { reached } else { top };
        reached = bottom;
    }
    let share = (total / body.height() * 100.0).round().clamp(0.0, 100.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 100"
    )]
    let share = share as u8;
    Some(share)
}

/// The first run of the heading that is the last of what flows on a page, if nothing is drawn
/// below it.
pub(super) fn last_heading(
    sheet: &Sheet<'_>,
    is_heading: impl Fn(HolderId) -> bool,
) -> Option<usize> {
    let flows = |at: &usize| {
        let standing = sheet.runs[*at].standing;
        standing.zone == Zone::Body && !standing.is_placed
    };
    let last = (0..sheet.runs.len()).rev().find(flows)?;
    let run = &sheet.runs[last];
    let is_below = |drawn: &Rect| drawn.bottom > run.ink.bottom && drawn.height() > 1.0;
    let pictures = sheet.pictures.iter().map(|it| &it.ink);
    let drawn = pictures.chain(&sheet.shapes).any(is_below);
    if drawn || !is_heading(run.standing.holder) {
        return None;
    }
    sheet.runs.iter().position(|it| it.standing.holder == run.standing.holder)
}
