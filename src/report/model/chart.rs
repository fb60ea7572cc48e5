//! Charts: how series are drawn, and images.
//!
//! Each stands in a list of the report and is placed by id. Whether a chart can show its
//! series is for validation; how it is drawn is not known on this floor.

use fixed_decimal::Decimal;
use recto_macros::{Choice, Noun};

use super::{Better, FilePath, Id, Line, Placed, Text, Visibility};

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
    /// Whether each stack is drawn as 100%, to compare how wholes are made up.
    #[noun(default, only = Says("kind", &["stacked-bar", "stacked-column"]),
        instead = "remove it, or set `kind: stacked-bar`")]
    pub share: bool,
    /// The group that is meant, or the point where there are no groups and in dots, slopes and
    /// pyramids: all others step back.
    #[noun(unprinted, only = SaysNot("kind", &["waterfall", "spc"]),
        instead = "remove it: nothing steps back in such a chart")]
    pub highlight: Option<Text>,
    /// Where the axis of the values begins and ends, where that is not worked out from them.
    #[noun(only = SaysNot("kind", &["proportion"]), instead = "remove it: shares end at 100%")]
    pub axis: Option<Axis>,
    /// Values that the chart is held against, such as a target: lines across it.
    #[noun(only = Says("kind", &["bar", "column", "stacked-column", "line", "dot", "spc"]),
        instead = "remove it, or draw the series as `bar`, `column`, `line` or `dot`")]
    pub reference_lines: Vec<ReferenceLine>,
    /// Ranges of values that are shaded, such as what is usual.
    #[noun(only = Says("kind", &["bar", "column", "stacked-column", "line", "dot", "spc"]),
        instead = "remove it, or draw the series as `bar`, `column`, `line` or `dot`")]
    pub ranges: Vec<ValueRange>,
    /// Times that are shaded, from one point to another.
    #[noun(only = Says("kind", &["column", "stacked-column", "line", "spc"]),
        instead = "remove it, or draw the series as `column` or `line`")]
    pub periods: Vec<PointRange>,
    /// Words at single points: what happened there.
    #[noun(only = Says("kind", &["column", "stacked-column", "line", "spc"]),
        instead = "remove it, or draw the series as `column` or `line`")]
    pub annotations: Vec<Annotation>,
    /// How its limits are worked out.
    #[noun(only = Says("kind", &["spc"]), instead = "remove it, or set `kind: spc`")]
    pub process: Option<Process>,
    /// Who may see it.
    pub audience: Visibility,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ChartKind {
    /// Lying bars, one a point; with groups, a bar for each side by side.
    Bar,
    /// Lying bars whose parts are the groups.
    StackedBar,
    /// Upright bars over time; with groups, a bar for each side by side.
    Column,
    /// Upright bars over time whose parts are the groups.
    StackedColumn,
    /// One bar whose parts are the points.
    Proportion,
    /// Lines over time, one a group.
    Line,
    /// A dot a point; with two groups, before and now.
    Dot,
    /// Lines from one time to another, one a group.
    Slope,
    /// From one amount to another by what was added and taken off.
    Waterfall,
    /// Two groups on either side of an axis, such as women and men by age.
    Pyramid,
    /// A line over time with its mean and the limits of what varies by chance (`XmR`).
    Spc,
}

impl ChartKind {
    /// Whether what is meant in such a chart of so many groups is one of its points, and not one
    /// of the groups.
    pub fn highlights_points(self, groups: usize) -> bool {
        groups == 0 || matches!(self, Self::Dot | Self::Slope | Self::Pyramid)
    }

    /// Whether groups are the parts of one bar.
    pub fn is_stacked(self) -> bool {
        matches!(self, Self::StackedBar | Self::StackedColumn)
    }
}

/// The axis of the values of a chart.
#[derive(Debug, Clone, Noun)]
pub struct Axis {
    /// Where it begins. Only lines and dots may begin elsewhere than at nought, as they do by
    /// themselves where their values lie close together; it is said below them.
    pub from: Option<Placed<Decimal>>,
    /// Where it ends.
    pub to: Option<Placed<Decimal>>,
}

/// A line across a chart at a value.
#[derive(Debug, Clone, Noun)]
#[noun(rules, check = check_value(value, measure))]
pub struct ReferenceLine {
    /// What it is, such as `Target`.
    pub label: Text,
    /// The value.
    pub value: Option<Placed<Decimal>>,
    /// The measure whose value it is.
    #[noun(refers(Measure, Print))]
    pub measure: Option<Id>,
}

/// A shaded range of values.
#[derive(Debug, Clone, Noun)]
pub struct ValueRange {
    /// What it is.
    pub label: Text,
    /// Where it begins.
    pub from: Placed<Decimal>,
    /// Where it ends.
    pub to: Placed<Decimal>,
}

/// A shaded time.
#[derive(Debug, Clone, Noun)]
pub struct PointRange {
    /// What it is.
    pub label: Text,
    /// The label of its first point.
    #[noun(unprinted)]
    pub first: Text,
    /// The label of its last point.
    #[noun(unprinted)]
    pub last: Text,
}

/// Words at a point of a chart.
#[derive(Debug, Clone, Noun)]
pub struct Annotation {
    /// The label of the point.
    #[noun(unprinted)]
    pub at: Text,
    /// The group whose value they stand at; the first where it is left out.
    #[noun(unprinted)]
    pub group: Option<Text>,
    /// What they say, in up to about 50 letters.
    pub text: Line,
}

/// How the limits of an SPC chart (`XmR`) are worked out.
#[derive(Debug, Clone, Noun)]
pub struct Process {
    /// Which direction is better; left out, signals are high or low alone.
    pub better: Option<Better>,
    /// The target, which is held against the limits.
    pub target: Option<Placed<Decimal>>,
    /// The labels of the points at which a step begins: mean and limits are worked out anew.
    #[noun(unprinted)]
    pub steps: Vec<Text>,
    /// Of how many points at the start of each step mean and limits are; of all, where it is
    /// left out.
    pub baseline: Option<Placed<u32>>,
    /// Whether moving ranges that are too large to be chance are left out of the limits once.
    #[noun(default = true)]
    pub screen: bool,
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
