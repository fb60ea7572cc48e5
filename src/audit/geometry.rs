//! Rectangles on a page: in points, from the upper left corner of the trimmed sheet, downwards.

use typst::layout::{self, Abs, Point, Size, Transform};

/// How many points a millimetre has.
const POINTS_A_MILLIMETRE: f64 = 72.0 / 25.4;

/// A length in points as millimetres, to a tenth.
pub(super) fn millimetres(points: f64) -> f64 {
    (points / POINTS_A_MILLIMETRE * 10.0).round() / 10.0
}

/// A rectangle whose sides are those of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// A rectangle that holds nothing, and that every point widens.
    pub(super) const NOTHING: Self = Self {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };

    /// A rectangle at the origin.
    pub(super) fn of_size(size: Size) -> Self {
        let (right, bottom) = (size.x.to_pt(), size.y.to_pt());
        Self { left: 0.0, top: 0.0, right, bottom }
    }

    /// The same as a rectangle of Typst.
    pub(super) fn of(rect: layout::Rect) -> Self {
        Self {
            left: rect.min.x.to_pt(),
            top: rect.min.y.to_pt(),
            right: rect.max.x.to_pt(),
            bottom: rect.max.y.to_pt(),
        }
    }

    /// Where it comes to lie under a transformation: the smallest rectangle around that.
    pub(super) fn placed(self, at: &Transform) -> Self {
        if at.is_only_translate() {
            let (x, y) = (at.tx.to_pt(), at.ty.to_pt());
            return Self {
                left: self.left + x,
                top: self.top + y,
                right: self.right + x,
                bottom: self.bottom + y,
            };
        }
        let mut around = Self::NOTHING;
        if self.is_nothing() {
            return around;
        }
        for (x, y) in [
            (self.left, self.top),
            (self.right, self.top),
            (self.left, self.bottom),
            (self.right, self.bottom),
        ] {
            let point = Point::new(Abs::pt(x), Abs::pt(y)).transform(*at);
            let (x, y) = (point.x.to_pt(), point.y.to_pt());
            around = around.with(Self { left: x, top: y, right: x, bottom: y });
        }
        around
    }

    /// The smallest rectangle around two.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// What two have in common.
    pub(super) fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// Whether no ink fits into it.
    pub(super) fn is_nothing(self) -> bool {
        self.right < self.left || self.bottom < self.top
    }

    /// Whether this box holds the whole of another.
    pub(super) fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    /// Past which side of another it runs the farthest, and by how much.
    pub(super) fn beyond(self, other: Self) -> (Side, f64) {
        let sides = [
            (Side::Right, self.right - other.right),
            (Side::Bottom, self.bottom - other.bottom),
            (Side::Left, other.left - self.left),
            (Side::Top, other.top - self.top),
        ];
        let farthest = sides.into_iter().max_by(|one, two| one.1.total_cmp(&two.1));
        farthest.unwrap_or((Side::Right, 0.0))
    }
}

/// A rectangle that may be turned: its corners, one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quad([(f64, f64); 4]);

impl Quad {
    /// A rectangle under a transformation.
    pub(super) fn of(rect: Rect, at: &Transform) -> Self {
        let Rect { left, top, right, bottom } = rect;
        Self([(left, top), (right, top), (right, bottom), (left, bottom)].map(
            |(x, y)| {
                let point = Point::new(Abs::pt(x), Abs::pt(y)).transform(*at);
                (point.x.to_pt(), point.y.to_pt())
            },
        ))
    }

    /// How far two must be moved to part them, across the side where that is least; not more
    /// than nothing where they do not meet.
    pub(super) fn depth(&self, other: &Self) -> f64 {
        let across = self.normals().into_iter().chain(other.normals());
        let depths = across.map(|normal| {
            let ((low, high), (least, most)) = (self.along(normal), other.along(normal));
            high.min(most) - low.max(least)
        });
        depths.fold(f64::INFINITY, f64::min)
    }

    /// The directions across its sides; the opposite ones are the same.
    fn normals(&self) -> [(f64, f64); 2] {
        let normal = |from: usize| {
            let ((x0, y0), (x1, y1)) = (self.0[from], self.0[from + 1]);
            let length = (x1 - x0).hypot(y1 - y0).max(f64::MIN_POSITIVE);
            ((y0 - y1) / length, (x1 - x0) / length)
        };
        [normal(0), normal(1)]
    }

    /// From where to where it reaches in a direction.
    fn along(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let reached = self.0.map(|corner| corner.0 * x + corner.1 * y);
        let low = reached.into_iter().fold(f64::INFINITY, f64::min);
        (low, reached.into_iter().fold(f64::NEG_INFINITY, f64::max))
    }
}

/// A side of a page or of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// The head.
    Top,
    /// The foot.
    Bottom,
}

#[cfg(test)]
mod tests {
    use typst::layout::Angle;

    use super::*;

    const SQUARE: Rect = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };

    #[test]
    fn a_turned_square_has_a_larger_one_around_it() {
        let turned = SQUARE.placed(&Transform::rotate(Angle::deg(45.0)));
        assert!((turned.width() - 200_f64.sqrt()).abs() < 1e-9, "{turned:?}");
        let moved = SQUARE.placed(&Transform::translate(Abs::pt(3.0), Abs::pt(-2.0)));
        assert_eq!(moved, Rect { left: 3.0, top: -2.0, right: 13.0, bottom: 8.0 });
    }

    #[test]
    fn turned_squares_meet_where_their_corners_do() {
        let square = Quad::of(SQUARE, &Transform::identity());
        let turned = |x: f64| {
            let at = Transform::translate(Abs::pt(x), Abs::pt(5.0));
            let turn = Transform::rotate(Angle::deg(45.0));
            let middle = Rect { left: -5.0, top: -5.0, right: 5.0, bottom: 5.0 };
            Quad::of(middle, &at.pre_concat(turn))
        };
        assert!((square.depth(&turned(15.0)) - 50_f64.sqrt() + 5.0).abs() < 1e-9);
        assert!(square.depth(&turned(17.1)) < 0.0);
        // The upright rectangles around these two meet, and they do not.
        let turn = Transform::rotate(Angle::deg(45.0));
        let above = Rect { left: 0.0, top: -6.0, right: 10.0, bottom: -1.0 };
        assert!(!SQUARE.placed(&turn).within(above.placed(&turn)).is_nothing());
        assert!(Quad::of(SQUARE, &turn).depth(&Quad::of(above, &turn)) < 0.0);
    }

    #[test]
    fn the_farthest_side_is_told() {
        let ink = Rect { left: -1.0, top: 4.0, right: 9.0, bottom: 14.0 };
        assert_eq!(ink.beyond(SQUARE), (Side::Bottom, 4.0));
        assert!(SQUARE.within(ink).height().eq(&6.0));
        assert!(Rect::NOTHING.is_nothing());
    }
}
