//! Bounds: what of a page runs past its edge, into its margins, out of its column or its box.

use super::geometry::{Rect, Side};
use super::ink::Ink;
use super::sheet::{Picture, Run, Sheet, Zone};

/// How far ink may stand out of the page or of a box, in points: as far as nobody sees.
const UNSEEN: f64 = 0.5;
/// How far it may stand out of a column or between the margins, in parts of an em: signs at
/// the end of a line hang by as much.
const HANGING: f64 = 0.25;

/// That something stands where it should not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Breach {
    /// Past the edge of the page.
    Page(Side),
    /// In a margin.
    Margin(Side),
    /// Past the box that cuts it.
    Box(Side),
    /// Wider than its column.
    Column,
}

/// What is wrong with where a run stands, and by how many points.
pub(super) fn of_run(run: &Run<'_>, sheet: &Sheet<'_>) -> Option<(Breach, f64)> {
    let em = run.item.size.to_pt();
    if let Some(clip) = run.clip {
        let (side, by) = run.ink.beyond(clip);
        if by > UNSEEN.max(em / 10.0) {
            return Some((Breach::Box(side), by));
        }
    }
    let (side, by) = run.ink.beyond(sheet.trim);
    if by > UNSEEN {
        return Some((Breach::Page(side), by));
    }
    let standing = run.standing;
    if standing.zone == Zone::Furniture {
        return None;
    }
    if let Some(body) = sheet.body.filter(|_| !standing.is_marginal) {
        let (side, by) = run.ink.beyond(body);
        if by > em * HANGING {
            return Some((Breach::Margin(side), by));
        }
    }
    let mut column = run.column.and_then(|it| sheet.columns.get(it));
    while let Some(within) = column {
        let by = (run.ink.right - within.right).max(within.left - run.ink.left);
        if by > em * HANGING {
            return Some((Breach::Column, by));
        }
        column = within.outer.and_then(|it| sheet.columns.get(it));
    }
    None
}

/// The same of an image.
pub(super) fn of_picture(picture: &Picture, sheet: &Sheet<'_>) -> Option<(Breach, f64)> {
    let standing = picture.standing;
    if let Some(clip) = picture.clip {
        let (whole, seen) = (picture.whole, picture.whole.within(clip));
        // It may be cut at both sides.
        let by = (whole.width() - seen.width()).max(whole.height() - seen.height());
        if by > UNSEEN {
            return Some((Breach::Box(whole.beyond(clip).0), by));
        }
    }
    if picture.bleeds {
        return None;
    }
    let (side, by) = picture.ink.beyond(sheet.trim);
    if by > UNSEEN {
        return Some((Breach::Page(side), by));
    }
    let body =
        sheet.body.filter(|_| !standing.is_marginal && standing.zone == Zone::Body)?;
    let (side, by) = picture.ink.beyond(body);
    (by > UNSEEN).then_some((Breach::Margin(side), by))
}

/// The word of a run that breaks its bounds the most: the first or the last glyph of it that
/// stands farthest out.
pub(super) fn worst_glyph(run: &Run<'_>, breach: Breach, ink: &mut Ink) -> usize {
    let farther = |one: &Rect, two: &Rect| match breach {
        Breach::Page(side) | Breach::Margin(side) | Breach::Box(side) => match side {
            Side::Left => one.left < two.left,
            Side::Right => one.right > two.right,
            Side::Top => one.top < two.top,
            Side::Bottom => one.bottom > two.bottom,
        },
        Breach::Column => one.right > two.right,
    };
    let mut worst: Option<(usize, Rect)> = None;
    ink.each(run.item, |glyph| {
        let placed = glyph.ink.placed(&run.at);
        if worst.as_ref().is_none_or(|(_, known)| farther(&placed, known)) {
            worst = Some((glyph.number, placed));
        }
    });
    worst.map_or(0, |(number, _)| number)
}
