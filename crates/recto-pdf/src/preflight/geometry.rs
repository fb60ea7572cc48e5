//! Geometry: matrices and boxes, in points (ISO 32000-1, 8.3).

use lopdf::{Document, Object};

/// A transformation `[a b c d e f]`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this one, then another.
    pub(super) fn then(self, outer: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = outer.0;
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    /// Where a point goes.
    pub(super) fn apply(self, (x, y): (f32, f32)) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// By how much lengths grow at least: the smaller of what the axes grow by.
    pub(super) fn scale(self) -> f32 {
        let (width, height) = self.sides();
        width.min(height)
    }

    /// How long the sides of a unit square become.
    pub(super) fn sides(self) -> (f32, f32) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }

    /// The box around a box, transformed.
    pub(super) fn around(self, inner: Rect) -> Rect {
        let Rect { left, bottom, right, top } = inner;
        let mut outer = Rect::NOTHING;
        for corner in [(left, bottom), (right, bottom), (left, top), (right, top)] {
            outer.reach(self.apply(corner));
        }
        outer
    }
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f32,
    pub(super) bottom: f32,
    pub(super) right: f32,
    pub(super) top: f32,
}

impl Rect {
    /// The box around nothing.
    pub(super) const NOTHING: Self = Self {
        left: f32::INFINITY,
        bottom: f32::INFINITY,
        right: f32::NEG_INFINITY,
        top: f32::NEG_INFINITY,
    };
    /// The box around everything.
    pub(super) const ALL: Self = Self {
        left: f32::NEG_INFINITY,
        bottom: f32::NEG_INFINITY,
        right: f32::INFINITY,
        top: f32::INFINITY,
    };

    /// Grows to hold a point.
    pub(super) fn reach(&mut self, (x, y): (f32, f32)) {
        self.left = self.left.min(x);
        self.bottom = self.bottom.min(y);
        self.right = self.right.max(x);
        self.top = self.top.max(y);
    }

    /// What two boxes share.
    pub(super) fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.left > self.right || self.bottom > self.top
    }

    /// Whether a box lies within this one, to some tolerance.
    pub(super) fn holds(self, inner: Self, tolerance: f32) -> bool {
        inner.left >= self.left - tolerance
            && inner.bottom >= self.bottom - tolerance
            && inner.right <= self.right + tolerance
            && inner.top <= self.top + tolerance
    }

    pub(super) fn width(self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f32 {
        self.top - self.bottom
    }

    /// The box that four numbers describe, whichever corners they are.
    pub(super) fn of(document: &Document, object: &Object) -> Option<Self> {
        let (_, object) = document.dereference(object).ok()?;
        let sides: Vec<f32> = object
            .as_array()
            .ok()?
            .iter()
            .filter_map(|it| document.dereference(it).ok()?.1.as_float().ok())
            .collect();
        let &[a, b, c, d] = sides.as_slice() else { return None };
        Some(Self { left: a.min(c), bottom: b.min(d), right: a.max(c), top: b.max(d) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_turned() {
        let quarter = Matrix([0.0, 1.0, -1.0, 0.0, 10.0, 0.0]);
        let inner = Rect { left: 0.0, bottom: 0.0, right: 4.0, top: 2.0 };
        let outer = Rect { left: 8.0, bottom: 0.0, right: 10.0, top: 4.0 };
        assert!(outer.holds(quarter.around(inner), 0.001));
        assert!(quarter.around(inner).holds(outer, 0.001));
    }
}
