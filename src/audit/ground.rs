//! Grounds: filled boxes that hide what was drawn before them, so that text on one is legible
//! whatever lies below it.

use typst::visualize::{Geometry, Paint, Shape};

use super::geometry::Rect;

/// A filled box that hides whatever was drawn below it.
pub(super) struct Ground {
    /// The part of the box that no clip cuts off.
    pub(super) area: Rect,
    /// The number of text runs on the page that were drawn before the box.
    pub(super) runs: usize,
    /// The number of pictures on the page that were drawn before the box.
    pub(super) pictures: usize,
}

/// Whether a shape is a box with an opaque fill.
pub(super) fn is_solid(shape: &Shape) -> bool {
    let is_opaque = |paint: &Paint| match paint {
        Paint::Solid(colour) => colour.alpha().is_none_or(|alpha| alpha >= 1.0),
        Paint::Gradient(_) | Paint::Tiling(_) => false,
    };
    matches!(shape.geometry, Geometry::Rect(_))
        && shape.fill.as_ref().is_some_and(is_opaque)
}
