//! Boxes: pages on their sheets, and what of the drawing can be printed.

use super::check::Check;
use super::subject::Subject;
use crate::geometry::Rect;
use crate::reading::Shape;
use crate::space::Paint;

/// From how many dots per inch an image looks sharp, at the size that it prints at.
pub const SHARP_FROM: u32 = 250;
/// Below how many dots per inch the steps between an image's pixels are seen.
pub const COARSE_BELOW: u32 = 150;

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// How exactly boxes and grounds must meet, in points.
const EXACT: f64 = 0.1;
/// How near to an edge a ground is meant to reach it, in points.
const NEAR: f64 = 1.0;

pub(super) fn check(subject: &Subject<'_>, check: &mut Check) {
    let mut first: Option<Rect> = None;
    for (number, page) in subject.numbered() {
        let (Some(media), Some(bleed), Some(trim)) = (page.media, page.bleed, page.trim)
        else {
            let boxes = [
                ("MediaBox", page.media),
                ("BleedBox", page.bleed),
                ("TrimBox", page.trim),
            ];
            for (name, _) in boxes.iter().filter(|(_, it)| it.is_none()) {
                check.fail(number, format!("there is no {name}"));
            }
            continue;
        };
        if !media.holds(bleed, EXACT) {
            check.fail(number, "the bleed reaches out of the sheet");
        }
        if !bleed.holds(trim, EXACT) {
            check.fail(number, "the trimmed page reaches out of the bleed");
        }
        if page.has_art {
            check.fail(number, "there is an ArtBox beside the TrimBox");
        }
        let sides = [
            trim.left - bleed.left,
            bleed.right - trim.right,
            trim.bottom - bleed.bottom,
            bleed.top - trim.top,
        ];
        let least = sides.into_iter().fold(f64::INFINITY, f64::min);
        let most = sides.into_iter().fold(0.0, f64::max);
        if most - least > EXACT {
            let (least, most) = (least / MM, most / MM);
            check.fail(number, format!("the bleed is {least:.1} to {most:.1} mm"));
        } else if least < 2.9 * MM {
            let least = least.max(0.0) / MM;
            check.doubt(number, format!("the bleed is {least:.1} mm, and 3 mm is usual"));
        }
        let first = first.get_or_insert(trim);
        if (first.width() - trim.width()).abs() > EXACT
            || (first.height() - trim.height()).abs() > EXACT
        {
            check.fail(number, "its trimmed size is not that of the first page");
        }
    }
}

/// The shapes of a page that are painted on the trimmed page or its bleed.
fn art(shapes: &[Shape], bleed: Rect) -> impl Iterator<Item = (&Shape, Rect)> {
    let seen = move |shape: &'_ Shape| shape.extent.within(bleed);
    shapes
        .iter()
        .map(move |it| (it, seen(it)))
        .filter(|(_, seen)| !seen.is_empty() && seen.width().max(seen.height()) > EXACT)
}

/// The area at one side of a ground that ends within the bleed: from the edge of the ground to the end of
/// the bleed.
fn strip(side: &str, seen: Rect, bleed: Rect) -> Rect {
    match side {
        "left" => Rect { left: bleed.left, right: seen.left, ..seen },
        "right" => Rect { left: seen.right, right: bleed.right, ..seen },
        "bottom" => Rect { bottom: bleed.bottom, top: seen.bottom, ..seen },
        _ => Rect { bottom: seen.top, top: bleed.top, ..seen },
    }
}

pub(super) fn check_bleed(subject: &Subject<'_>, check: &mut Check) {
    for (number, page) in subject.numbered() {
        let (Some(bleed), Some(trim)) = (page.bleed, page.trim) else { continue };
        let mut below: Vec<Rect> = Vec::new();
        for (shape, seen) in art(&page.shapes, bleed) {
            if shape.paint.is_bare() || shape.line.is_some() {
                continue;
            }
            // At each side, how far the ground ends past the trimmed page, and short of the bleed.
            let sides = [
                ("left", trim.left - seen.left, seen.left - bleed.left),
                ("right", seen.right - trim.right, bleed.right - seen.right),
                ("bottom", trim.bottom - seen.bottom, seen.bottom - bleed.bottom),
                ("top", seen.top - trim.top, bleed.top - seen.top),
            ];
            for (side, past, short) in sides {
                // A part of a drawing, such as a tree before a sky, may end over what runs on.
                let is_backed = || {
                    let strip = strip(side, seen, bleed);
                    past > NEAR && below.iter().any(|it| it.holds(strip, EXACT))
                };
                if past >= -NEAR && short > EXACT && !is_backed() {
                    let what = format!("a ground ends before the bleed at the {side}");
                    check.fail(number, what);
                }
            }
            below.push(seen);
        }
    }
}

pub(super) fn check_marks(subject: &Subject<'_>, check: &mut Check) {
    for (number, page) in subject.numbered() {
        let Some(bleed) = page.bleed else { continue };
        for shape in &page.shapes {
            let within = !shape.extent.within(bleed).is_empty();
            let outside = !bleed.holds(shape.extent, EXACT);
            let marks = shape.paint == Paint::AllPlates;
            if marks && within {
                check.fail(number, "a mark reaches into the bleed");
            } else if outside && !marks && !shape.paint.is_bare() {
                check.fail(
                    number,
                    "art reaches out of the bleed, or a mark is not on every plate",
                );
            }
        }
    }
}

pub(super) fn check_resolution(subject: &Subject<'_>, check: &mut Check) {
    for (number, page) in subject.numbered() {
        for image in &page.images {
            let found = image.resolution;
            if image.bits == 1 && found < 600.0 {
                check.doubt(
                    number,
                    format!("line art of {found:.0} dpi, and 600 is least"),
                );
            } else if found < f64::from(COARSE_BELOW) {
                check.fail(
                    number,
                    format!("an image of {found:.0} dpi, and {COARSE_BELOW} is least"),
                );
            } else if found < f64::from(SHARP_FROM) {
                check.doubt(
                    number,
                    format!("an image of {found:.0} dpi, and {SHARP_FROM} look sharp"),
                );
            }
        }
    }
}

pub(super) fn check_hairlines(subject: &Subject<'_>, check: &mut Check) {
    for (number, page) in subject.numbered() {
        for shape in &page.shapes {
            if shape.paint.is_bare() {
                continue;
            }
            let thickness = match shape.line {
                Some(line) => line,
                // A ground that is cut away to nothing is no line.
                None => {
                    let thin = shape.extent.width().min(shape.extent.height());
                    if thin <= 0.01 {
                        continue;
                    }
                    thin
                }
            };
            if thickness < 0.124 {
                check.fail(number, format!("a line of {thickness:.2} pt"));
            } else if thickness < 0.249 {
                check.doubt(number, format!("a line of {thickness:.2} pt"));
            }
        }
    }
}
