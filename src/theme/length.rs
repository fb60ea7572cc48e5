//! Lengths: how far something is on a page.

use serde::{Deserialize, Deserializer, de};

/// A length, in points.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Length(pub(super) f64);

const MILLIMETRES_OF_INCH: f64 = 25.4;
const POINTS_OF_INCH: f64 = 72.0;

impl Length {
    /// A number of points of the printer.
    pub fn of_points(points: f64) -> Self {
        Self(points)
    }

    /// A number of millimetres.
    pub fn of_millimetres(millimetres: f64) -> Self {
        Self(millimetres / MILLIMETRES_OF_INCH * POINTS_OF_INCH)
    }

    /// A length as it is written: a number and its unit.
    pub fn parse(text: &str) -> Option<Self> {
        let units = [
            ("mm", POINTS_OF_INCH / MILLIMETRES_OF_INCH),
            ("cm", POINTS_OF_INCH / MILLIMETRES_OF_INCH * 10.0),
            ("in", POINTS_OF_INCH),
            ("pt", 1.0),
        ];
        let text = text.trim();
        let (number, points) = units
            .iter()
            .find_map(|(unit, points)| Some((text.strip_suffix(unit)?, points)))?;
        let number = number.trim_end();
        // Neither a sign nor an exponent, nor a word that floats have.
        if !number.starts_with(|c: char| c.is_ascii_digit())
            || !number.chars().all(|c| c.is_ascii_digit() || c == '.')
        {
            return None;
        }
        let number: f64 = number.parse().ok()?;
        Some(Self(number * points)).filter(|length| length.0.is_finite())
    }

    /// In points of the printer, 72 to an inch.
    pub fn points(self) -> f64 {
        self.0
    }

    /// In inches.
    pub fn inches(self) -> f64 {
        self.0 / POINTS_OF_INCH
    }

    /// In millimetres.
    pub fn millimetres(self) -> f64 {
        self.inches() * MILLIMETRES_OF_INCH
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let unit = |unit: &str| text.strip_suffix(unit)?.parse().ok();
        let points = unit("pt")
            .or_else(|| unit("mm").map(|number| Self::of_millimetres(number).points()));
        let points = points.filter(|points| points.is_finite() && *points >= 0.0);
        points.map(Length).ok_or_else(|| {
            de::Error::custom("a length is a number with `pt` or `mm` behind it")
        })
    }
}
