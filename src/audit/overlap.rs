//! Overlap: text that prints over other text, or over an image.

use super::geometry::{Quad, Rect};
use super::ink::Ink;
use super::sheet::{Run, Sheet, Zone};

/// How much of an em glyphs may share in both directions: letters of two styles that meet in a
/// line touch by as much.
const TOUCHING: f64 = 0.1;
/// Lines of two paragraphs, or of a paragraph and a figure, have at least this share of an em
/// between the ink of the one and that of the other.
const CROWDED: f64 = 0.1;
/// How near a glyph is to the same glyph drawn twice in one place, in points.
const SAME_PLACE: f64 = 0.3;

/// How many pairs of one page are looked for.
const ENOUGH: usize = 1000;

/// Two runs that print over one another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Overlap {
    /// The one that comes first, and its glyph.
    pub(super) under: (usize, usize),
    /// The other, and its glyph.
    pub(super) over: (usize, usize),
    /// By how many points: along the line where they share one, else across.
    pub(super) by: f64,
}

/// Every pair of runs of a page whose ink meets, up to as many as anyone wants to know.
pub(super) fn over_runs(
    sheet: &Sheet<'_>,
    ink: &mut Ink,
    mut found: impl FnMut(Overlap),
) {
    let mut count = 0;
    let seen: Vec<Rect> = sheet.runs.iter().map(Run::seen).collect();
    let mut order: Vec<usize> =
        (0..seen.len()).filter(|at| !seen[*at].is_nothing()).collect();
    order.sort_unstable_by(|one, two| seen[*one].top.total_cmp(&seen[*two].top));
    // Those that reach down to where the next one begins.
    let mut open: Vec<usize> = Vec::new();
    for at in order {
        open.retain(|other| seen[*other].bottom > seen[at].top);
        for other in &open {
            let (under, over) = (at.min(*other), at.max(*other));
            if let Some(overlap) = overlap(sheet, &seen, (under, over), ink) {
                found(overlap);
                count += 1;
            }
            if count == ENOUGH {
                return;
            }
        }
        open.push(at);
    }
}

/// Every pair of runs of a page that stand below one another with hardly any room between
/// their ink: the upper one, the lower one, and how many points lie between.
pub(super) fn crowded_runs(sheet: &Sheet<'_>) -> Vec<(usize, usize, f64)> {
    let is_told = |run: &Run<'_>| run.standing.zone == Zone::Body && is_upright(run);
    let mut order: Vec<usize> = (0..sheet.runs.len())
        .filter(|at| is_told(&sheet.runs[*at]) && !sheet.runs[*at].seen().is_nothing())
        .collect();
    let seen = |at: usize| sheet.runs[at].seen();
    order.sort_unstable_by(|one, two| seen(*one).top.total_cmp(&seen(*two).top));
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for lower in order {
        let (box_below, size_below) = (seen(lower), size(&sheet.runs[lower]));
        open.retain(|at| seen(*at).bottom + CROWDED * size_below > box_below.top);
        for upper in &open {
            let (box_above, size_above) = (seen(*upper), size(&sheet.runs[*upper]));
            let between = box_below.top - box_above.bottom;
            let least = size_above.min(size_below);
            let shared =
                box_above.right.min(box_below.right) - box_above.left.max(box_below.left);
            let lines =
                sheet.runs[lower].at.ty.to_pt() - sheet.runs[*upper].at.ty.to_pt();
            if shared > least / 2.0
                && lines > least / 2.0
                && between < CROWDED * least
                && between > -TOUCHING * least
                && found.len() < ENOUGH
            {
                found.push((*upper, lower, between));
            }
        }
        open.push(lower);
    }
    found
}

/// The type size of a run, in points, before anything scales it.
fn size(run: &Run<'_>) -> f64 {
    run.item.size.to_pt()
}

/// How two runs overlap, if they do.
fn overlap(
    sheet: &Sheet<'_>,
    seen: &[Rect],
    (under, over): (usize, usize),
    ink: &mut Ink,
) -> Option<Overlap> {
    let shared = seen[under].within(seen[over]);
    let (one, two) = (&sheet.runs[under], &sheet.runs[over]);
    let least = TOUCHING * one.item.size.min(two.item.size).to_pt();
    if shared.width() <= least || shared.height() <= least {
        return None;
    }
    let (of_one, of_two) = (glyphs(one, shared, ink), glyphs(two, shared, ink));
    let are_upright = is_upright(one) && is_upright(two);
    let meet = |first: &Placed, second: &Placed| {
        let shared = first.ink.within(second.ink);
        shared.width() > least
            && shared.height() > least
            && (are_upright || first.quad(one).depth(&second.quad(two)) > least)
    };
    let mut found = None;
    for first in &of_one {
        for second in of_two.iter().filter(|second| meet(first, second)) {
            if are_joined(one, first.number, two, second.number) {
                continue;
            }
            let is_twice = (first.ink.left - second.ink.left).abs() < SAME_PLACE
                && (first.ink.top - second.ink.top).abs() < SAME_PLACE
                && one.item.glyphs[first.number].id == two.item.glyphs[second.number].id;
            if !is_twice {
                found.get_or_insert((first.number, second.number));
            }
        }
    }
    let (first, second) = found?;
    let in_line = shared.height() * 2.0 > seen[under].height().min(seen[over].height());
    let by = if in_line { shared.width() } else { shared.height() };
    Some(Overlap { under: (under, first), over: (over, second), by })
}

/// Whether two glyphs are of one text whose letters are joined. They reach over each other, and
/// their dots and vowels are runs of their own. The same glyph of the same letter is the text
/// drawn twice.
fn are_joined(one: &Run<'_>, first: usize, two: &Run<'_>, second: usize) -> bool {
    let (from, to) = (&one.item.glyphs[first], &two.item.glyphs[second]);
    let is_joined = |run: &Run<'_>| run.item.text.chars().any(of_joined_script);
    !from.span.0.is_detached()
        && from.span.0 == to.span.0
        && (from.span.1 != to.span.1 || from.id != to.id)
        && is_joined(one)
        && is_joined(two)
}

/// Whether a character is of a script that joins its letters or puts signs over and below them:
/// Hebrew to Myanmar, Khmer and Mongolian, with their forms for presentation; or a mark that is
/// put on any letter (Unicode 16).
fn of_joined_script(character: char) -> bool {
    matches!(u32::from(character),
        0x300..=0x36F | 0x590..=0x109F | 0x1780..=0x18AF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC)
}

/// Text that prints over an image and has no ground of its own there: the image, the run, and
/// by how many points.
pub(super) fn over_pictures(sheet: &Sheet<'_>) -> Vec<(usize, usize, f64)> {
    let mut found = Vec::new();
    for (picture, image) in sheet.pictures.iter().enumerate() {
        if image.is_ground {
            continue;
        }
        for (at, run) in sheet.runs.iter().enumerate() {
            let shared = image.ink.within(run.seen());
            let least = TOUCHING * run.item.size.to_pt();
            if shared.width() > least
                && shared.height() > least
                && !sheet.is_grounded(at, picture)
            {
                found.push((picture, at, shared.width().min(shared.height())));
            }
        }
    }
    found
}

/// A glyph of a run on the page.
struct Placed {
    /// Its number in the run.
    number: usize,
    /// The box of its ink, where the run begins at the origin.
    own: Rect,
    /// The box around its ink on the page.
    ink: Rect,
}

impl Placed {
    fn quad(&self, run: &Run<'_>) -> Quad {
        Quad::of(self.own, &run.at)
    }
}

/// Whether a run is not turned.
fn is_upright(run: &Run<'_>) -> bool {
    run.at.kx.is_zero() && run.at.ky.is_zero()
}

/// The glyphs of a run that touch a part of the page, where they stand on it.
fn glyphs(run: &Run<'_>, part: Rect, ink: &mut Ink) -> Vec<Placed> {
    let mut glyphs = Vec::new();
    ink.each(run.item, |glyph| {
        let placed = glyph.ink.placed(&run.at);
        if !placed.within(part).is_nothing() {
            glyphs.push(Placed { number: glyph.number, own: glyph.ink, ink: placed });
        }
    });
    glyphs
}
