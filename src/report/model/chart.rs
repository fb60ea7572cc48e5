//! Charts: series and the drawings of them, and images.
//!
//! Each stands in a list of the report and is placed by id. Whether a chart can show its
//! series is for validation; how it is drawn is not known on this floor.

use fixed_decimal::Decimal;
use recto_macros::{Choice, Noun};

use super::{FilePath, Id, Line, Placed, SourceReference, Text, Visibility};

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
    /// The period, as printed.
    pub period: Option<Text>,
    /// Where it comes from.
    pub source: Option<SourceReference>,
    /// The names of its groups; empty for a series with one value a point.
    pub groups: Vec<Text>,
    /// Its points, in order.
    pub points: Vec<Point>,
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
    /// A number of its own.
    Number(Placed<Decimal>),
}

/// A drawing of a series, with its data table.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Chart)]
pub struct Chart {
    /// Its id.
    pub id: Id,
    /// How it is drawn.
    pub kind: ChartKind,
    /// The series that it draws.
    #[noun(refers(Series, Print))]
    pub series: Id,
    /// The headline: what it shows, in up to ten words.
    #[noun(text = Title)]
    pub title: Line,
    /// What is measured, in which unit and period.
    pub subtitle: Option<Line>,
    /// Where the data come from.
    #[noun(quoted)]
    pub source: Option<Text>,
    /// What a reader should know.
    pub note: Option<Line>,
    /// With `proportion`, the whole of which it shows the parts.
    #[noun(refers(Measure, Print))]
    pub total: Option<Id>,
    /// Who may see it.
    pub audience: Visibility,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ChartKind {
    /// Bars side by side, one a point.
    Bar,
    /// Bars whose parts are the groups.
    StackedBar,
    /// One bar whose parts are the points.
    Proportion,
    /// Lines over time, one a group.
    Line,
    /// A dot a point, on an axis from zero.
    Dot,
}

/// An image.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Figure)]
pub struct Figure {
    /// Its id.
    pub id: Id,
    /// The file: PNG, JPEG or SVG.
    #[noun(file = Image)]
    pub file: FilePath,
    /// What a reader who cannot see it should be told.
    #[noun(text = Alternative)]
    pub alt: Line,
    /// What it shows.
    pub caption: Option<Line>,
    /// Who made it.
    #[noun(quoted)]
    pub credit: Option<Text>,
    /// How wide it is and where it stands; `None` to go by its shape: a wide picture takes
    /// the measure, any other the text column.
    pub placing: Option<Placing>,
    /// The point that stays in view where it is cut, as a portrait or on the cover: how far it
    /// is from the left and from the top, in per cent. The middle, where it is left out.
    pub focus: Option<Focus>,
    /// Who may see it.
    pub audience: Visibility,
}

/// A point of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// How far it is from the left, in per cent.
    pub across: u8,
    /// How far it is from the top, in per cent.
    pub down: u8,
}

/// How wide an image is and where it stands. It is never cut: where its place is not high
/// enough, it is smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Placing {
    /// In the text column.
    Text,
    /// Across the measure.
    Full,
    /// Half of the measure, with the text that follows beside it, or else its caption.
    Half,
    /// In the margin column, with the text that follows beside it, or else its caption.
    Margin,
    /// On a page of its own.
    Page,
    /// At the head of a new page, across the sheet to its edges.
    Bleed,
}
