//! The look: sheets and lengths, each within what pages can be made of.

use crate::report::declare::{Scalar, Shape};
use crate::report::decode::{Cursor, Read, raw};
use crate::report::model::{Look, PageMargins, Placed, Sheet};
use crate::theme::Length;

/// The sheets that have a name, in millimetres.
const SHEETS: [(&str, f64, f64); 3] =
    [("A4", 210.0, 297.0), ("A5", 148.0, 210.0), ("Letter", 215.9, 279.4)];
/// The least and the greatest sheet, in millimetres: A6, and somewhat more than A3.
const LEAST_SHEET: (f64, f64) = (105.0, 148.0);
const MOST_SHEET: (f64, f64) = (330.0, 480.0);
/// The least and the widest margin.
const MARGINS: Bounds = Bounds { least: 8.0, most: 80.0, unit: "mm" };
/// The sizes of body text.
const TEXT: Bounds = Bounds { least: 10.0, most: 16.0, unit: "pt" };
/// The same in large print.
const LARGE: Bounds = Bounds { least: 16.0, most: 24.0, unit: "pt" };

/// The least and the greatest that a length may be.
struct Bounds {
    least: f64,
    most: f64,
    unit: &'static str,
}

impl Bounds {
    /// A length within them.
    fn read(&self, at: &Cursor<'_>) -> Option<Placed<Length>> {
        let Self { least, most, unit } = self;
        let typed = raw(at, "a length")?;
        let hint = format!("write a length from `{least}{unit}` to `{most}{unit}`");
        let Some(length) = Length::parse(typed) else {
            return at.refuse(format!("{} is no length: `{typed}`", at.subject()), hint);
        };
        let number = match *unit {
            "mm" => length.millimetres(),
            _ => length.points(),
        };
        if number + 1e-6 < *least {
            let message = format!(
                "{} is `{typed}`, and `{least}{unit}` is the least",
                at.subject()
            );
            return at.refuse(message, hint);
        }
        if number - 1e-6 > *most {
            let message =
                format!("{} is `{typed}`, and `{most}{unit}` is the most", at.subject());
            return at.refuse(message, hint);
        }
        Some(Placed { value: length, place: at.place() })
    }
}

fn shape() -> Shape {
    Shape::Scalar(Scalar::matching("length", r"^[0-9]+(\.[0-9]+)? ?(mm|cm|in|pt)$"))
}

impl Look {
    /// The size of body text.
    pub(in crate::report) fn text_size(at: &Cursor<'_>) -> Option<Placed<Length>> {
        TEXT.read(at)
    }

    pub(in crate::report) fn text_size_shape() -> Shape {
        shape()
    }

    /// The size of body text in large print.
    pub(in crate::report) fn large_size(at: &Cursor<'_>) -> Option<Placed<Length>> {
        LARGE.read(at)
    }

    pub(in crate::report) fn large_size_shape() -> Shape {
        shape()
    }
}

impl PageMargins {
    /// A margin.
    pub(in crate::report) fn margin(at: &Cursor<'_>) -> Option<Placed<Length>> {
        MARGINS.read(at)
    }

    pub(in crate::report) fn margin_shape() -> Shape {
        shape()
    }
}

/// A sheet by its name, or by its width and height.
impl Read for Placed<Sheet> {
    fn shape() -> Shape {
        Shape::Scalar(Scalar::matching(
            "sheet",
            r"^(A4|A5|Letter|[0-9]+(\.[0-9]+)? ?(mm|cm|in|pt) ?[x×] ?[0-9]+(\.[0-9]+)? ?(mm|cm|in|pt))$",
        ))
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        let typed = raw(at, "a sheet")?;
        let named = SHEETS.iter().find(|(name, ..)| **name == **typed);
        let named = named.map(|&(_, width, height)| {
            (Length::of_millimetres(width), Length::of_millimetres(height))
        });
        let written = || {
            let (width, height) = typed.split_once(['x', '×'])?;
            Some((Length::parse(width)?, Length::parse(height)?))
        };
        let Some((width, height)) = named.or_else(written) else {
            let hint = "write `A4`, `A5`, `Letter`, or a width and a height such as `170mm x 240mm`";
            return at.refuse(format!("{} is no sheet: `{typed}`", at.subject()), hint);
        };
        let is_within = |(least_wide, least_high): (f64, f64),
                         (wide, high): (f64, f64)| {
            least_wide <= wide + 1e-6 && least_high <= high + 1e-6
        };
        let own = (width.millimetres(), height.millimetres());
        if !is_within(LEAST_SHEET, own) || !is_within(own, MOST_SHEET) {
            let ((wide, high), (widest, highest)) = (LEAST_SHEET, MOST_SHEET);
            let message = format!("{} cannot be `{typed}`", at.subject());
            let hint = format!(
                "write a sheet from `{wide}mm x {high}mm` to `{widest}mm x {highest}mm`"
            );
            return at.refuse(message, hint);
        }
        Some(Self { value: Sheet { width, height }, place: at.place() })
    }
}
