//! Charts, as they are drawn: points with the values of each group, where these stand on an
//! axis, and what the axis and the rest of the drawing say.
//!
//! Where something stands is a share, from 0 to 1, of the axis or of the time, worked out here;
//! the theme knows no values. Each value has its text, with marks, for the table.

mod axis;
mod domain;
mod drawing;
mod marks;
mod process;
mod said;

use std::sync::Arc;

use recto_macros::Shown;

pub use self::drawing::Drawn;
pub use self::process::{ProcessNote, ProcessStep};
use super::builder::Builder;
use super::measure::Measure;
use super::tables::Mark;
use super::text::Text;
use crate::report::{self, ChartKind, measure};

/// A chart with its data.
#[derive(Debug, Shown)]
pub struct Chart {
    /// Its id.
    pub id: Arc<str>,
    /// `bar`, `stacked-bar`, `column`, `stacked-column`, `proportion`, `line`, `dot`, `slope`,
    /// `waterfall`, `pyramid` or `spc`.
    pub kind: &'static str,
    /// What it shows.
    pub title: Text,
    /// What is measured, in which unit and period.
    pub subtitle: Option<Text>,
    /// What the points are.
    pub label: Text,
    /// What the values count.
    pub unit: Text,
    /// The same as the project writes it: `GBP`.
    #[shown(skip)]
    pub unit_name: Text,
    /// The names of the groups; empty where there is one value a point.
    pub groups: Vec<Text>,
    /// The points in order.
    pub points: Vec<Arc<Point>>,
    /// The whole of a proportion.
    pub total: Option<Arc<Total>>,
    /// Values that it is held against.
    pub reference_lines: Vec<Arc<ReferenceLine>>,
    /// Shaded ranges of values.
    pub ranges: Vec<Arc<ValueRange>>,
    /// Shaded times.
    pub periods: Vec<Arc<PointRange>>,
    /// Words at points.
    pub annotations: Vec<Arc<Annotation>>,
    /// How it is drawn: `bars`, `shares`, `stacks`, `columns`, `stacked-columns`, `lines`,
    /// `process`, `dots`, `slope`, `waterfall` or `pyramid`.
    #[shown(aside)]
    pub drawing: &'static str,
    /// Whether each group has a drawing of its own, all on one scale.
    #[shown(aside)]
    pub is_parted: bool,
    /// The axis of the last group, where that is the sum of the others, which have a drawing each in
    /// place of a stack.
    #[shown(aside)]
    pub sum: Option<Arc<SumAxis>>,
    /// Whether parts are drawn as shares of their wholes.
    #[shown(aside)]
    pub is_share: bool,
    /// The position from 0 of the group that is meant, or of the point where there are none.
    #[shown(aside)]
    pub highlight: Option<usize>,
    /// Where nought stands on the axis.
    #[shown(aside)]
    pub zero: f64,
    /// The values that the axis names.
    #[shown(aside)]
    pub ticks: Vec<Arc<Tick>>,
    /// By how many points the labels of a time may go on; empty where the points are no times,
    /// or are not as far apart.
    #[shown(aside)]
    pub rounds: Vec<u32>,
    /// Whether the points are times, set as far apart as they are.
    #[shown(aside)]
    pub is_time: bool,
    /// The stretches of an SPC chart with one mean each.
    #[shown(aside)]
    pub process: Vec<Arc<ProcessStep>>,
    /// What an SPC chart finds of variation and assurance.
    #[shown(aside)]
    pub findings: Vec<Arc<ProcessNote>>,
    /// What the marks of the points of an SPC chart mean.
    #[shown(aside)]
    pub signals: Vec<Arc<ProcessNote>>,
    /// What the marks of its values mean, each once.
    #[shown(aside)]
    pub legend: Vec<Arc<Mark>>,
    /// What is to be said of how it is drawn: where its axis begins, what intervals are.
    #[shown(aside)]
    pub remarks: Vec<Text>,
    /// Where the data come from.
    pub source: Option<Text>,
    /// What a reader should know.
    pub note: Option<Text>,
}

/// A point of a chart.
#[derive(Debug, Shown)]
pub struct Point {
    /// What or when it is.
    pub label: Text,
    /// The same beside its year: `Apr`.
    #[shown(aside)]
    pub short: Text,
    /// That year; none where there is none beside it.
    #[shown(aside)]
    pub year: Option<Text>,
    /// Where it stands between the first point, 0, and the last, 1.
    #[shown(aside)]
    pub at: f64,
    /// Whether it is a sum of those before it, in a waterfall.
    #[shown(aside)]
    pub is_total: bool,
    /// One, or as many as there are groups.
    pub values: Vec<Arc<PointFigure>>,
}

/// A value of a point.
#[derive(Debug, Shown)]
#[shown(name = "value")]
pub struct PointFigure {
    /// The value; none where it is not known.
    pub number: Option<f64>,
    /// The value in the house's form with its marks, or the mark in its place.
    pub shown: Text,
    /// The same in the drawing, where that says something else: in the scale of the others, as a
    /// share of its stack, or without its interval.
    #[shown(aside)]
    pub label: Option<Text>,
    /// Where it stands on the axis.
    #[shown(aside)]
    pub at: Option<f64>,
    /// Where its bar begins.
    #[shown(aside)]
    pub from: f64,
    /// Where the lower bound of its interval stands.
    #[shown(aside)]
    pub low: Option<f64>,
    /// Where the upper one does.
    #[shown(aside)]
    pub high: Option<f64>,
    /// The shape that marks it in an SPC chart, `up` or `down`; none for what varies by chance.
    #[shown(aside)]
    pub signal: Option<&'static str>,
    /// What that means: `good`, `caution` or `plain`.
    #[shown(aside)]
    pub tone: Option<&'static str>,
    /// Whether it may still change, or is estimated: it is drawn hollow.
    #[shown(aside)]
    pub is_open: bool,
    /// Whether a break in the series parts it from those before it: no line leads to it.
    #[shown(aside)]
    pub is_parted: bool,
    /// The value to the last digit, in plain decimal digits; empty where it is not known.
    #[shown(skip)]
    pub exact: String,
    /// The marks of the shorthand, by their names.
    #[shown(skip)]
    pub marks: Vec<&'static str>,
    /// The bounds of its interval, as exact.
    #[shown(skip)]
    pub bounds: Option<(String, String)>,
    /// The id of the measure that it is.
    #[shown(aside)]
    pub measure: Option<Arc<str>>,
}

/// The whole of a proportion.
#[derive(Debug, Shown)]
pub struct Total {
    /// The value.
    pub value: f64,
    /// The measure.
    pub measure: Arc<Measure>,
}

/// The axis of sums, beside that of their parts.
#[derive(Debug, Shown)]
pub struct SumAxis {
    /// Where nought stands on it.
    pub zero: f64,
    /// The values that it names.
    pub ticks: Vec<Arc<Tick>>,
}

/// A value that an axis names.
#[derive(Debug, Shown)]
pub struct Tick {
    /// Where it stands on the axis.
    pub at: f64,
    /// What prints.
    pub shown: Text,
}

/// A value that a chart is held against.
#[derive(Debug, Shown)]
pub struct ReferenceLine {
    /// What it is.
    pub label: Text,
    /// The value in the house's form.
    pub shown: Text,
    /// Where it stands on the axis.
    #[shown(aside)]
    pub at: f64,
}

/// A shaded range of values.
#[derive(Debug, Shown)]
pub struct ValueRange {
    /// What it is.
    pub label: Text,
    /// Where it begins, in the house's form.
    pub first: Text,
    /// Where it ends, in the house's form.
    pub last: Text,
    /// Where it begins on the axis.
    #[shown(aside)]
    pub from: f64,
    /// Where it ends on the axis.
    #[shown(aside)]
    pub to: f64,
}

/// A shaded time.
#[derive(Debug, Shown)]
pub struct PointRange {
    /// What it is.
    pub label: Text,
    /// The position from 0 of its first point.
    pub first: usize,
    /// The position from 0 of its last point.
    pub last: usize,
}

/// Words at a point.
#[derive(Debug, Shown)]
pub struct Annotation {
    /// The position from 0 of the point.
    pub point: usize,
    /// The position from 0 of the group whose value they stand at.
    pub group: usize,
    /// What they say.
    pub text: Text,
}

impl Builder<'_> {
    /// A chart with its data, as it is drawn.
    pub(super) fn chart(&mut self, chart: &report::Chart) -> Arc<Chart> {
        let title = self.line(&chart.title);
        let subtitle = self.optional_line(chart.subtitle.as_ref());
        let series = self.report().series_by_id(&chart.series.value);
        let drawn = Drawn::of(chart, series, self);
        let total = chart.total.as_ref().map(|id| {
            let value = marks::number_of(self.report().measure(&id.value));
            let value = value.as_ref().map(measure::as_f64).unwrap_or_default();
            Arc::new(Total { value, measure: self.measure(id) })
        });
        let whole = total.as_ref().map(|total| said::whole(chart, total, self));
        let annotations = chart.annotations.iter().map(|annotation| {
            let point =
                position(series.points.iter().map(|it| &it.label), &annotation.at);
            let group = annotation.group.as_ref();
            let group = group.map_or(0, |group| position(series.groups.iter(), group));
            Arc::new(Annotation { point, group, text: self.line(&annotation.text) })
        });
        let annotations = annotations.collect();
        let periods = chart.periods.iter().map(|period| {
            let labels = || series.points.iter().map(|it| &it.label);
            Arc::new(PointRange {
                label: Text::typed(&period.label),
                first: position(labels(), &period.first),
                last: position(labels(), &period.last),
            })
        });
        let groups = series.groups.iter().map(Text::typed);
        Arc::new(Chart {
            id: chart.id.value.clone(),
            kind: chart.kind.name(),
            title,
            subtitle: subtitle.or_else(|| series.period.as_ref().map(Text::typed)),
            label: Text::typed(&series.label),
            unit: self.unit(&series.unit),
            unit_name: Text::typed(&series.unit),
            groups: groups
                .chain(drawn.sum.as_ref().map(|_| self.word("total")))
                .collect(),
            points: drawn.points,
            total,
            reference_lines: drawn.reference_lines,
            ranges: drawn.ranges,
            periods: periods.collect(),
            annotations,
            drawing: drawn.drawing,
            is_parted: drawn.is_parted,
            sum: drawn.sum,
            is_share: chart.share,
            highlight: drawn.highlight,
            zero: drawn.zero,
            ticks: drawn.ticks,
            rounds: drawn.rounds,
            is_time: drawn.is_time,
            process: drawn.process,
            findings: drawn.findings,
            signals: drawn.signals,
            legend: drawn.legend,
            remarks: whole.into_iter().chain(drawn.remarks).collect(),
            source: chart.source.as_ref().map(Text::typed).or_else(|| {
                series.source.as_ref().map(|source| self.basis.cited(source))
            }),
            note: self.optional_line(chart.note.as_ref()),
        })
    }

    /// The name of a unit as it heads a column.
    fn unit(&self, unit: &report::Text) -> Text {
        let style = &self.report().brand.style;
        Text::at(measure::unit_in_head(&unit.value, style, self.locale()), &unit.place)
    }
}

/// The position of a label among others; validation has seen to it that it is there.
fn position<'t>(
    mut labels: impl Iterator<Item = &'t report::Text>,
    wanted: &report::Text,
) -> usize {
    labels.position(|label| label.value == wanted.value).unwrap_or_default()
}

/// Whether the bars of a kind begin at nought.
fn has_bars(kind: ChartKind) -> bool {
    !matches!(kind, ChartKind::Line | ChartKind::Dot | ChartKind::Slope | ChartKind::Spc)
}
