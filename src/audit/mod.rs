//! The audit: laid-out pages are measured, so that nothing prints wrong in silence.
//!
//! [`audit`] walks through the frames of a document and measures the ink of its glyphs: what
//! stands outside of the page, in its margins or out of its column, what prints over something
//! else, what a box cuts, headings that stand alone and pages that are nearly empty. It knows
//! frames and geometry, and what a theme tells of them by labels; what a piece means to a
//! project is the business of those who made the sources.

mod bounds;
mod causes;
mod fill;
mod finding;
mod geometry;
mod ground;
mod holders;
mod ink;
mod overlap;
mod pieces;
mod rules;
mod sheet;
mod tracks;
mod walk;

use typst::syntax::Source;
use typst_layout::PagedDocument;

use self::bounds::{Breach, of_picture, of_run, worst_glyph};
use self::causes::{Causes, FURNITURE, Told, within};
use self::fill::{Ending, filled, last_heading};
pub use self::finding::{Content, Fault, Finding, Piece, Within, WithinKind};
pub use self::geometry::Side;
use self::geometry::millimetres;
use self::holders::{HolderId, HolderKind};
use self::overlap::{Overlap, crowded_runs, over_pictures, over_runs};
use self::pieces::Pieces;
pub use self::rules::Rules;
use self::sheet::{Sheet, Standing, Zone};
use self::walk::Walk;

/// Measures the pages of a document, and tells what is wrong with them in the order of the
/// pages, one finding for each cause. `sources` are those that places are wanted in.
pub fn audit(
    document: &PagedDocument,
    sources: &[Source],
    rules: &Rules,
) -> Vec<Finding> {
    let mut audit = Audit {
        rules,
        pieces: Pieces::of(sources),
        walk: Walk::new(),
        causes: Causes::default(),
        ending: None,
        findings: Vec::new(),
    };
    for (page, number) in document.pages().iter().zip(1..) {
        let sheet = audit.walk.sheet(page, number);
        audit.turn(Some(&sheet));
        audit.measure(&sheet);
    }
    audit.turn(None);
    let mut findings = audit.causes.into_findings(&audit.walk.holders);
    findings.extend(audit.findings);
    findings.sort_by_key(|finding| finding.page);
    findings
}

/// An audit on its way through the pages.
struct Audit<'a> {
    rules: &'a Rules,
    pieces: Pieces<'a>,
    walk: Walk,
    causes: Causes,
    /// The end of the page before.
    ending: Option<Ending>,
    /// What was found of whole pages.
    findings: Vec<Finding>,
}

impl Audit<'_> {
    fn cause(&self, standing: Standing) -> HolderId {
        self.causes.of(&self.walk.holders, standing.holder)
    }

    /// The cause of a breach. What comes after something that runs off the foot of a page is
    /// pushed off it as well.
    fn cause_of(
        &mut self,
        breach: Breach,
        standing: Standing,
        first: &mut Option<HolderId>,
    ) -> HolderId {
        let cause = self.cause(standing);
        if !matches!(breach, Breach::Page(Side::Bottom) | Breach::Margin(Side::Bottom)) {
            return cause;
        }
        let first = *first.get_or_insert(cause);
        self.causes.push(cause, first);
        first
    }

    /// Looks for what does not fit on a page.
    fn measure(&mut self, sheet: &Sheet<'_>) {
        // What runs off the foot of the page before anything else does.
        let mut first = None;
        for picture in &sheet.pictures {
            let Some((breach, by)) = of_picture(picture, sheet) else { continue };
            let cause = self.cause_of(breach, picture.standing, &mut first);
            let fault = told(breach, by);
            if self.causes.is_worst(cause, fault) {
                let piece = self.pieces.picture(&self.walk.holders, picture);
                self.causes
                    .keep(cause, Told { fault, page: sheet.number, piece, other: None });
            }
        }
        for (at, run) in sheet.runs.iter().enumerate() {
            let Some((breach, by)) = of_run(run, sheet) else { continue };
            let cause = self.cause_of(breach, run.standing, &mut first);
            let fault = told(breach, by);
            if self.causes.is_worst(cause, fault) {
                let glyph = worst_glyph(run, breach, &mut self.walk.ink);
                let piece = self.pieces.text(sheet, &self.walk.holders, at, glyph);
                self.causes
                    .keep(cause, Told { fault, page: sheet.number, piece, other: None });
            }
        }
        let mut overlaps = Vec::new();
        over_runs(sheet, &mut self.walk.ink, |overlap| overlaps.push(overlap));
        overlaps.into_iter().for_each(|overlap| self.overlap(sheet, overlap));
        self.crowd(sheet);
        self.coarse(sheet);
        for (picture, run, by) in over_pictures(sheet) {
            let (image, text) = (&sheet.pictures[picture], &sheet.runs[run]);
            let pair = (self.cause(image.standing), self.cause(text.standing));
            let fault = Fault::Overlap { by: millimetres(by) };
            if self.causes.is_worst_pair(pair, fault) {
                let other = Some(self.pieces.picture(&self.walk.holders, image));
                let piece = self.pieces.text(sheet, &self.walk.holders, run, 0);
                self.causes
                    .keep_pair(pair, Told { fault, page: sheet.number, piece, other });
            }
        }
    }

    /// Looks for images that have too few pixels for their size.
    fn coarse(&mut self, sheet: &Sheet<'_>) {
        let Some(least) = self.rules.least_dots else { return };
        for picture in &sheet.pictures {
            let Some(dots) = picture.dots.filter(|dots| *dots < f64::from(least)) else {
                continue;
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a number between nought and the least"
            )]
            let fault = Fault::Coarse { dots: dots as u32, least };
            let cause = self.cause(picture.standing);
            if self.causes.is_worst(cause, fault) {
                let piece = self.pieces.picture(&self.walk.holders, picture);
                self.causes
                    .keep(cause, Told { fault, page: sheet.number, piece, other: None });
            }
        }
    }

    /// Looks for what stands so near to what is above it that no room is left between them.
    fn crowd(&mut self, sheet: &Sheet<'_>) {
        for (upper, lower, between) in crowded_runs(sheet) {
            let standing = |at: usize| sheet.runs[at].standing;
            let pair = (self.cause(standing(upper)), self.cause(standing(lower)));
            let fault = Fault::Crowded { apart: millimetres(between.max(0.0)) };
            if pair.0 != pair.1 && self.causes.is_worst_pair(pair, fault) {
                let holders = &self.walk.holders;
                let piece = self.pieces.text(sheet, holders, lower, 0);
                let other = Some(self.pieces.text(sheet, holders, upper, 0));
                self.causes
                    .keep_pair(pair, Told { fault, page: sheet.number, piece, other });
            }
        }
    }

    /// Takes up that two runs print over one another.
    fn overlap(&mut self, sheet: &Sheet<'_>, overlap: Overlap) {
        let Overlap { mut under, mut over, by } = overlap;
        let by = millimetres(by);
        let standing = |at: usize| sheet.runs[at].standing;
        let (mut below, mut above) =
            (self.cause(standing(under.0)), self.cause(standing(over.0)));
        // What runs along is put second.
        if below == FURNITURE {
            std::mem::swap(&mut under, &mut over);
            std::mem::swap(&mut below, &mut above);
        }
        let is_astray = sheet.is_in_body(over.0);
        let fault = match above {
            FURNITURE if below != FURNITURE && !is_astray => Fault::OverFurniture { by },
            _ => Fault::Overlap { by },
        };
        // What runs along and reaches into the page is at fault; else what stands in its place
        // is, and of two pieces of text the one that comes later.
        let is_under = matches!(fault, Fault::OverFurniture { .. });
        if above == FURNITURE && is_astray {
            below = FURNITURE;
        }
        let (subject, other) = if is_under { (under, over) } else { (over, under) };
        if self.causes.is_worst_pair((below, above), fault) {
            let holders = &self.walk.holders;
            let piece = self.pieces.text(sheet, holders, subject.0, subject.1);
            let other = Some(self.pieces.text(sheet, holders, other.0, other.1));
            let told = Told { fault, page: sheet.number, piece, other };
            self.causes.keep_pair((below, above), told);
        }
    }

    /// What a page begins with, where that is a table, a chart or a picture.
    fn beginning(&mut self, sheet: &Sheet<'_>) -> Option<Within> {
        let runs = sheet.runs.iter().map(|run| (run.seen().top, run.standing));
        let pictures = sheet.pictures.iter().map(|it| (it.ink.top, it.standing));
        let body = runs.chain(pictures).filter(|(_, it)| it.zone == Zone::Body);
        let (_, first) = body.min_by(|one, other| one.0.total_cmp(&other.0))?;
        let cause = self.cause(first);
        let within = within(&self.walk.holders, cause)?;
        let is_turned = sheet.trim.width() > sheet.trim.height();
        Some(match within.kind {
            WithinKind::Table if is_turned => {
                Within { kind: WithinKind::TurnedTable, ..within }
            }
            _ => within,
        })
    }

    /// Judges the page before, now that the next one is known, and keeps what matters of this.
    fn turn(&mut self, next: Option<&Sheet<'_>>) {
        // What a float takes the page after, goes on behind it, or has ended before it.
        if next.is_some_and(|sheet| sheet.is_float && !sheet.begins_a_part()) {
            return;
        }
        if let Some(ending) = self.ending.take() {
            let is_last = next.is_none_or(Sheet::begins_a_part);
            let begins = next.and_then(|sheet| self.beginning(sheet));
            self.findings.extend(ending.judged(is_last, begins, self.rules));
        }
        let Some(sheet) = next else { return };
        let holders = &self.walk.holders;
        let is_heading = |holder: HolderId| {
            let heads = [HolderKind::Heading, HolderKind::Caption];
            holders.around(holder).any(|(_, around)| heads.contains(&around.kind))
        };
        let filled = filled(sheet, self.rules).filter(|_| !sheet.is_composed);
        let doubtful = filled.filter(|it| *it < self.rules.least_filled);
        let heading = last_heading(sheet, is_heading);
        let piece = |at: usize| self.pieces.text(sheet, holders, at, 0);
        let first = sheet.first_of_body();
        // Its heading says what a page is about, rather than the number beside it.
        let first =
            sheet.runs.iter().position(|run| is_heading(run.standing.holder)).or(first);
        let picture = || match sheet.pictures.first() {
            Some(picture) => self.pieces.picture(holders, picture),
            None => Piece::NONE,
        };
        self.ending = Some(Ending {
            page: sheet.number,
            filled: doubtful.map(|it| (it, first.map_or_else(picture, piece))),
            heading: heading.map(piece),
        });
    }
}

/// What is wrong, as it is told.
fn told(breach: Breach, by: f64) -> Fault {
    let by = millimetres(by);
    match breach {
        Breach::Page(side) => Fault::OutsidePage { side, by },
        Breach::Margin(side) => Fault::InMargin { side, by },
        Breach::Box(_) => Fault::Cut { by },
        Breach::Column => Fault::WiderThanColumn { by },
    }
}
