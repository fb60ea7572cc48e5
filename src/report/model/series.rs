//! Series: what charts draw, as points with values, and what stands in place of a value.

use fixed_decimal::Decimal;
use recto_macros::Noun;

use super::{Id, Placed, Shorthand, SourceReference, Text, Visibility};
use crate::diagnostic::Place;

/// A measure over time or by group.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Series, rules, together(groups, points) = content)]
pub struct Series {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub label: Text,
    /// What the values count.
    pub unit: Text,
    /// The period, as printed; the subtitle of charts that have none.
    pub period: Option<Text>,
    /// Where it comes from; printed below charts that have no source of their own.
    pub source: Option<SourceReference>,
    /// The names of its groups; empty for a series with one value a point.
    pub groups: Vec<Text>,
    /// Its points, in order.
    pub points: Vec<Point>,
    /// What `low` and `high` of its values are, which is said below the chart: “95% confidence
    /// interval”.
    pub interval: Option<Text>,
    /// Who may see it.
    pub audience: Visibility,
}

/// A point of a series.
#[derive(Debug, Clone, Noun)]
#[noun(together(values) = value, rules)]
pub struct Point {
    /// What or when it is.
    pub label: Text,
    /// Its values: one, or as many as the series has groups.
    #[noun(refers(Measure, Print))]
    pub values: Vec<PointValue>,
}

/// The value of a point.
#[derive(Debug, Clone)]
pub enum PointValue {
    /// The value of a measure.
    Measure(Id),
    /// An observation of its own.
    Observed(Box<Observation>),
}

/// A number with the marks behind it, or a mark in place of one.
#[derive(Debug, Clone)]
pub struct Observation {
    /// The number; none where a mark stands in its place.
    pub number: Option<Decimal>,
    /// The mark in place of the number, or those behind it.
    pub marks: Vec<Shorthand>,
    /// The bounds of its interval.
    pub bounds: Option<Bounds>,
    /// Where it stands.
    pub place: Place,
}

/// The bounds of an interval around a value.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// The lower one.
    pub low: Placed<Decimal>,
    /// The upper one.
    pub high: Placed<Decimal>,
}

/// The columns of a CSV file with the bounds of the values of another.
#[derive(Debug, Clone, Noun)]
pub struct IntervalColumns {
    /// The column with the values; left out where there is one alone.
    #[noun(unprinted)]
    pub of: Option<Text>,
    /// The column with the lower bounds.
    #[noun(unprinted)]
    pub low: Text,
    /// The column with the upper bounds.
    #[noun(unprinted)]
    pub high: Text,
}
