//! Room: a page of another maker is made smaller where a stamp or a marking would cover what is
//! printed on it.

use lopdf::Document;

use super::ink::painted;
use super::survey::SourcePage;
use crate::geometry::{Matrix, Rect};

/// The smallest scale that a page is drawn at. A page that would need a smaller one keeps its size.
pub(super) const SMALLEST: f64 = 0.9;

/// The bands that stamps and markings take at the edges of a page as it is shown, in points.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bands {
    /// From the upper edge.
    pub top: f64,
    /// From the lower edge.
    pub bottom: f64,
}

/// The way in which a page makes room for its bands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Room {
    /// Nothing is printed there: it stays as it is.
    Enough,
    /// It is made smaller, by this matrix of user space.
    Made(Matrix),
    /// It would have to become too small: what is printed there is covered.
    None,
}

/// Makes room on a page.
pub(super) fn room(document: &Document, page: &SourcePage, bands: Bands) -> Room {
    let (width, height) = page.size();
    let to_user = page.to_user_space();
    let area = |bottom: f64, top: f64| {
        to_user.around(Rect { left: 0.0, right: width, bottom, top })
    };
    if bands.top <= 0.0 && bands.bottom <= 0.0 {
        return Room::Enough;
    }
    let areas = [area(height - bands.top, height), area(0.0, bands.bottom)];
    let [above, below] = painted(document, page, areas);
    let taken = |band: f64, is_met: bool| if is_met && band > 0.0 { band } else { 0.0 };
    let (above, below) = (taken(bands.top, above), taken(bands.bottom, below));
    if above + below <= 0.0 {
        return Room::Enough;
    }
    let scale = 1.0 - (above + below) / height;
    if scale < SMALLEST {
        return Room::None;
    }
    let shrink = Matrix([scale, 0.0, 0.0, scale, (1.0 - scale) * width / 2.0, below]);
    match to_user.inverse() {
        Some(from_user) => Room::Made(from_user.then(shrink).then(to_user)),
        None => Room::None,
    }
}
