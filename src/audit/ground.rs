//! Grounds: filled boxes that hide what was drawn before them, so that text on one is legible
//! whatever lies below it.

use typst::visualize::{Geometry, Paint, Shape};

use super::geometry::Rect;

/// A filled box that nothing shows through.
pub(super) struct Ground {
    /// What is seen of it.
    pub(super) area: Rect,
    /// How many runs of the page are drawn before it.
    pub(super) runs: usize,
    /// How many pictures of the page are drawn before it.
    pub(super) pictures: usize,
}

/// Whether a shape is a box that nothing shows through.
pub(super) fn is_solid(shape: &Shape) -> bool {
    let is_opaque = |paint: &Paint| match paint {
        Paint::Solid(colour) => colour.alpha().is_none_or(|alpha| alpha >= 1.0),
        Paint::Gradient(_) | Paint::Tiling(_) => false,
    };
    matches!(shape.geometry, Geometry::Rect(_))
        && shape.fill.as_ref().is_some_and(is_opaque)
}
