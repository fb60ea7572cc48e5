//! Geometry: matrices and boxes, in points (ISO 32000-1, 8.3).

/// A transformation `[a b c d e f]`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matrix(pub(crate) [f64; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this one, then another.
    pub(crate) fn then(self, outer: Self) -> Self {
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

    /// The inverse matrix; `None` where this matrix lays every point on one line.
    pub(crate) fn inverse(self) -> Option<Self> {
        let [a, b, c, d, e, f] = self.0;
        let area = a * d - b * c;
        if area.abs() < 1e-12 || !area.is_finite() {
            return None;
        }
        let (p, q, r, s) = (d / area, -b / area, -c / area, a / area);
        Some(Self([p, q, r, s, -(e * p + f * r), -(e * q + f * s)]))
    }

    /// Where a point goes.
    pub(crate) fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// By how much lengths grow at least: the smaller of what the axes grow by.
    pub(crate) fn scale(self) -> f64 {
        let (width, height) = self.sides();
        width.min(height)
    }

    /// How long the sides of a unit square become.
    pub(crate) fn sides(self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }

    /// The box around a box, transformed.
    pub(crate) fn around(self, inner: Rect) -> Rect {
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
pub(crate) struct Rect {
    pub(crate) left: f64,
    pub(crate) bottom: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
}

impl Rect {
    /// The box around nothing.
    pub(crate) const NOTHING: Self = Self {
        left: f64::INFINITY,
        bottom: f64::INFINITY,
        right: f64::NEG_INFINITY,
        top: f64::NEG_INFINITY,
    };
    /// The box around everything.
    pub(crate) const ALL: Self = Self {
        left: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
        right: f64::INFINITY,
        top: f64::INFINITY,
    };

    /// The box that images are drawn in before their matrix (8.9.5).
    pub(crate) const UNIT: Self = Self { left: 0.0, bottom: 0.0, right: 1.0, top: 1.0 };

    /// Grows to hold a point.
    pub(crate) fn reach(&mut self, (x, y): (f64, f64)) {
        self.left = self.left.min(x);
        self.bottom = self.bottom.min(y);
        self.right = self.right.max(x);
        self.top = self.top.max(y);
    }

    /// What two boxes share.
    pub(crate) fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.left > self.right || self.bottom > self.top
    }

    /// Whether a box lies within this one, to some tolerance.
    pub(crate) fn holds(self, inner: Self, tolerance: f64) -> bool {
        inner.left >= self.left - tolerance
            && inner.bottom >= self.bottom - tolerance
            && inner.right <= self.right + tolerance
            && inner.top <= self.top + tolerance
    }

    /// Whether it is more than a line.
    pub(crate) fn has_area(self) -> bool {
        self.left < self.right && self.bottom < self.top
    }

    pub(crate) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(self) -> f64 {
        self.top - self.bottom
    }

    /// The box between two corners, whichever they are; `None` where a number is none.
    pub(crate) fn between([a, b, c, d]: [f64; 4]) -> Option<Self> {
        let all = [a, b, c, d].into_iter().all(f64::is_finite);
        all.then(|| Self {
            left: a.min(c),
            bottom: b.min(d),
            right: a.max(c),
            top: b.max(d),
        })
    }

    /// Its sides: left, bottom, right, top.
    pub(crate) fn sides(self) -> [f64; 4] {
        [self.left, self.bottom, self.right, self.top]
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
