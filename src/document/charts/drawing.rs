//! The drawing of a chart: where its values stand, and what its axis says.

use std::sync::Arc;

use fixed_decimal::Decimal;

use super::axis::{self, Axis, Domain};
use super::marks::{Printed, legend};
use super::process::{ProcessStep, Worked};
use super::said::said;
use super::{Point, PointFigure, ReferenceLine, Tick, ValueRange, has_bars, position};
use crate::diagnostic::Place;
use crate::document::builder::Builder;
use crate::document::tables::Mark;
use crate::document::text::Text;
use crate::report::number::{ONE, scaled, unscaled};
use crate::report::times::Times;
use crate::report::{self, Chart, ChartKind, Placed, Series, measure};

/// How many groups colours can tell apart: more have a drawing each, or step back.
const MOST_GROUPS: usize = 4;

/// What is worked out of a chart.
pub struct Drawn {
    /// How it is drawn.
    pub drawing: &'static str,
    /// Whether each group has a drawing of its own.
    pub is_parted: bool,
    /// The group or point that is meant.
    pub highlight: Option<usize>,
    /// Its points.
    pub points: Vec<Arc<Point>>,
    /// Values that it is held against.
    pub reference_lines: Vec<Arc<ReferenceLine>>,
    /// Shaded ranges of values.
    pub ranges: Vec<Arc<ValueRange>>,
    /// Where nought stands.
    pub zero: f64,
    /// The values that the axis names.
    pub ticks: Vec<Arc<Tick>>,
    /// By how many points labels may go on.
    pub rounds: Vec<u32>,
    /// Whether the points are times.
    pub is_time: bool,
    /// The stretches of an SPC chart.
    pub process: Vec<Arc<ProcessStep>>,
    /// What the marks mean.
    pub legend: Vec<Arc<Mark>>,
    /// What is to be said of the drawing.
    pub remarks: Vec<Text>,
}

/// How the bars or points of one value stand: where they begin and end.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: i128,
    to: Option<i128>,
}

impl Drawn {
    /// What is drawn of a series by a chart.
    pub(super) fn of(chart: &Chart, series: &Series, builder: &mut Builder<'_>) -> Self {
        let unit = &*series.unit.value;
        let values: Vec<Vec<Printed>> = series
            .points
            .iter()
            .map(|point| {
                let values = point.values.iter();
                values.map(|value| Printed::of(value, unit, builder)).collect()
            })
            .collect();
        let highlight =
            chart.highlight.as_ref().map(|name| match series.groups.as_slice() {
                [] => position(series.points.iter().map(|it| &it.label), name),
                groups => position(groups.iter(), name),
            });
        let count = series.groups.len();
        let is_parted = count > MOST_GROUPS && highlight.is_none();
        let drawing = drawing(chart, series, is_parted);
        let spans = spans(drawing, chart, &values);
        let total = chart
            .total
            .as_ref()
            .and_then(|id| super::marks::number_of(builder.report().measure(&id.value)));
        let worked = (chart.kind == ChartKind::Spc).then(|| {
            let values = values.iter().map(|values| values.first()?.number);
            let process = chart.process.as_ref();
            Worked::of(values.collect(), series, process, &chart.series.place)
        });
        let ends = worked.as_ref().map(Worked::ends).unwrap_or_default();
        let others = others(chart, &values, ends, builder);
        let axis = axis(chart, series, drawing, &spans, &others, total.as_ref());
        let at_text = |value: i128, place: &Place| {
            let number = unscaled(value);
            let style = &builder.report().brand.style;
            Text::at(measure::number(&number, unit, style, builder.locale()), place)
        };
        let reference_lines = chart.reference_lines.iter().filter_map(|line| {
            let (value, place) = reference(line, builder)?;
            Some(Arc::new(ReferenceLine {
                label: Text::typed(&line.label),
                shown: at_text(value, &place),
                at: axis.place(value),
            }))
        });
        let mut reference_lines: Vec<_> = reference_lines.collect();
        let ranges = chart.ranges.iter().map(|range| {
            let (from, to) = (scaled(&range.from.value), scaled(&range.to.value));
            Arc::new(ValueRange {
                label: Text::typed(&range.label),
                first: at_text(from, &range.from.place),
                last: at_text(to, &range.to.place),
                from: axis.place(from),
                to: axis.place(to),
            })
        });
        let ranges: Vec<_> = ranges.collect();
        let style = &builder.report().brand.style;
        let values_of_ticks = axis.ticks();
        let tick_unit = if is_of_shares(drawing, chart) { "%" } else { unit };
        let shown = axis::printed(
            &values_of_ticks,
            axis.step,
            tick_unit,
            style,
            builder.locale(),
        );
        let ticks = values_of_ticks.iter().zip(shown);
        let ticks = ticks.map(|(value, shown)| {
            Arc::new(Tick { at: axis.place(*value), shown: Text::word(&shown) })
        });
        let ticks = ticks.collect();
        let mut remarks = Vec::new();
        if axis.is_cut() && !has_bars(chart.kind) {
            let number = unscaled(axis.from);
            let begins = measure::number(&number, unit, style, builder.locale());
            let words = builder.locale().word("axis-begins");
            remarks.push(Text::word(&words.replace("{value}", &begins)));
        }
        if let Some(interval) = &series.interval {
            let words = builder.locale().word("chart-interval");
            let words = words.replace("{interval}", &interval.value);
            remarks.push(Text::at(words, &interval.place));
        }
        remarks.extend(said(chart, &reference_lines, &ranges, builder));
        if is_parted {
            remarks.push(Text::word(builder.locale().word("one-scale")));
        }
        let labels = series.points.iter().map(|it| &*it.label.value);
        let times = Times::read(labels, builder.locale()).ok().flatten();
        let times = times.filter(|_| is_over_time(drawing));
        let rounds = times.as_ref().filter(|times| times.is_even());
        let rounds = rounds.map(|times| times.step.rounds().to_vec()).unwrap_or_default();
        let legend = legend(values.iter().flatten(), builder);
        let process = worked.as_ref().map(|it| it.steps(&axis, builder));
        let process = process.unwrap_or_default();
        if let Some(worked) = &worked {
            remarks.extend(worked.said(series, builder));
            reference_lines.extend(worked.target().map(|value| {
                Arc::new(ReferenceLine {
                    label: builder.word("target"),
                    shown: at_text(value, &chart.series.place),
                    at: axis.place(value),
                })
            }));
        }
        let worked = worked.as_ref();
        let points = points(
            series,
            values,
            &spans,
            &axis,
            times.as_ref(),
            worked,
            chart.kind == ChartKind::Waterfall,
        );
        Self {
            drawing,
            is_parted,
            highlight,
            points,
            reference_lines,
            ranges,
            zero: axis.place(0),
            ticks,
            rounds,
            is_time: times.is_some(),
            process,
            legend,
            remarks,
        }
    }
}

/// How a chart is drawn.
fn drawing(chart: &Chart, series: &Series, is_parted: bool) -> &'static str {
    match chart.kind {
        ChartKind::Bar => "bars",
        ChartKind::StackedBar if is_parted => "bars",
        ChartKind::StackedBar => "stacks",
        ChartKind::Column => "columns",
        ChartKind::StackedColumn if is_parted => "columns",
        ChartKind::StackedColumn => "stacked-columns",
        ChartKind::Proportion if chart.total.is_some() => "shares",
        ChartKind::Proportion if series.points.len() > MOST_GROUPS => "bars",
        ChartKind::Proportion => "whole",
        ChartKind::Line => "lines",
        ChartKind::Spc => "process",
        ChartKind::Dot => "dots",
        ChartKind::Slope => "slope",
        ChartKind::Waterfall => "waterfall",
        ChartKind::Pyramid => "pyramid",
    }
}

/// Whether a drawing has its points along a time.
fn is_over_time(drawing: &str) -> bool {
    matches!(drawing, "lines" | "process" | "slope" | "columns" | "stacked-columns")
}

/// Whether a drawing names round values on its axis.
fn has_axis(drawing: &str) -> bool {
    is_over_time(drawing) || drawing == "dots"
}

/// Whether an axis shows shares of wholes, and not the values.
fn is_of_shares(drawing: &str, chart: &Chart) -> bool {
    drawing == "whole" || (chart.share && matches!(drawing, "stacks" | "stacked-columns"))
}

/// Where the values of each point begin and end.
fn spans(drawing: &str, chart: &Chart, values: &[Vec<Printed>]) -> Vec<Vec<Span>> {
    match drawing {
        "stacks" | "stacked-columns" => {
            let stacks = values.iter().map(|values| {
                let numbers = values.iter().map(|value| value.number);
                if chart.share { shares(numbers) } else { stacked(numbers) }
            });
            stacks.collect()
        }
        "whole" => {
            let numbers =
                values.iter().map(|values| values.first().and_then(|it| it.number));
            shares(numbers).into_iter().map(|span| vec![span]).collect()
        }
        "waterfall" => {
            let mut sum = 0;
            let last = values.len().saturating_sub(1);
            let steps = values.iter().enumerate().map(|(at, values)| {
                let number = values.first().and_then(|value| value.number);
                if at == 0 || at == last {
                    sum = number.unwrap_or(sum);
                    return vec![Span { from: 0, to: number }];
                }
                let from = sum;
                sum += number.unwrap_or(0);
                vec![Span { from, to: number.map(|_| sum) }]
            });
            steps.collect()
        }
        _ => {
            let each = |value: &Printed| Span { from: 0, to: value.number };
            values.iter().map(|values| values.iter().map(each).collect()).collect()
        }
    }
}

/// Parts one behind the other: those below nought apart from those above.
fn stacked(numbers: impl Iterator<Item = Option<i128>>) -> Vec<Span> {
    let (mut above, mut below) = (0_i128, 0_i128);
    let spans = numbers.map(|number| {
        let end = if number.is_some_and(|it| it < 0) { &mut below } else { &mut above };
        let from = *end;
        *end = end.saturating_add(number.unwrap_or(0));
        Span { from, to: number.map(|_| *end) }
    });
    spans.collect()
}

/// The same as shares of their sum, in per cent.
fn shares(numbers: impl Iterator<Item = Option<i128>>) -> Vec<Span> {
    let spans = stacked(numbers);
    let whole = spans.iter().filter_map(|span| span.to).max().unwrap_or_default();
    let share = |value: i128| match value.checked_mul(100 * ONE) {
        Some(value) => value / whole.max(1),
        // What is left of so large a number is less than a line is wide.
        None => value / (whole / (100 * ONE)).max(1),
    };
    let spans =
        spans.iter().map(|span| Span { from: share(span.from), to: span.to.map(share) });
    spans.collect()
}

/// The value of a reference line, and where it stands in the project.
fn reference(
    line: &report::ReferenceLine,
    builder: &Builder<'_>,
) -> Option<(i128, Place)> {
    if let Some(Placed { value, place }) = &line.value {
        return Some((scaled(value), place.clone()));
    }
    let id = line.measure.as_ref()?;
    let number = super::marks::number_of(builder.report().measure(&id.value))?;
    Some((scaled(&number), id.place.clone()))
}

/// What an axis has room for beside the values: bounds of intervals, lines and ranges.
fn others(
    chart: &Chart,
    values: &[Vec<Printed>],
    mut others: Vec<i128>,
    builder: &Builder<'_>,
) -> Vec<i128> {
    let bounds = values.iter().flatten().filter_map(|value| value.bounds);
    others.extend(bounds.flat_map(|(low, high)| [low, high]));
    let lines = chart.reference_lines.iter().filter_map(|it| reference(it, builder));
    others.extend(lines.map(|(value, _)| value));
    let ranges = chart.ranges.iter();
    others.extend(ranges.flat_map(|it| [scaled(&it.from.value), scaled(&it.to.value)]));
    others
}

/// The axis of a chart.
fn axis(
    chart: &Chart,
    series: &Series,
    drawing: &str,
    spans: &[Vec<Span>],
    others: &[i128],
    total: Option<&Decimal>,
) -> Axis {
    if is_of_shares(drawing, chart) {
        return Axis { from: 0, to: 100 * ONE, step: 25 * ONE };
    }
    if let Some(total) = total {
        let to = scaled(total).max(1);
        return Axis { from: 0, to, step: to };
    }
    let ends = spans.iter().flatten().flat_map(|span| {
        let from = if has_bars(chart.kind) { Some(span.from) } else { None };
        span.to.into_iter().chain(span.to.and(from))
    });
    let all: Vec<i128> = ends.chain(others.iter().copied()).collect();
    let own = chart.axis.as_ref();
    let given = |end: Option<&Placed<Decimal>>| end.map(|end| scaled(&end.value));
    let greatest = all.iter().copied().max().unwrap_or_default();
    let least = all.iter().copied().min().unwrap_or_default();
    if !has_axis(drawing) && own.is_none() {
        // Each value is said behind its bar, and no round value need have room.
        let (from, to) = (least.min(0), greatest.max(0));
        return Axis { from, to: to.max(from + 1), step: (to - from).max(1) };
    }
    Axis::of(&Domain {
        least,
        greatest,
        from: given(own.and_then(|it| it.from.as_ref())),
        to: given(own.and_then(|it| it.to.as_ref())),
        with_zero: chart.kind != ChartKind::Spc,
        is_whole: all.iter().all(|value| value % ONE == 0) && greatest >= 5 * ONE,
        is_share: &*series.unit.value == "%",
    })
}

/// The points of a chart.
fn points(
    series: &Series,
    values: Vec<Vec<Printed>>,
    spans: &[Vec<Span>],
    axis: &Axis,
    times: Option<&Times>,
    worked: Option<&Worked>,
    is_waterfall: bool,
) -> Vec<Arc<Point>> {
    let count = series.points.len();
    let even = |at: usize| at as f64 / (count.saturating_sub(1).max(1)) as f64;
    let places = times.map(Times::places);
    let rows = series.points.iter().zip(values).zip(spans).enumerate();
    let rows = rows.map(|(index, ((point, values), spans))| {
        let label = Text::typed(&point.label);
        let name = times.and_then(|times| times.names.get(index));
        let (short, year) = match name {
            Some((short, year)) => (
                Text::at(short.as_str(), &point.label.place),
                year.as_ref().map(|year| Text::at(year.as_str(), &point.label.place)),
            ),
            None => (label.clone(), None),
        };
        let values = values.into_iter().zip(spans).map(|(value, span)| {
            let is_open = value.is_open();
            let signal = worked.and_then(|worked| worked.mark(index));
            Arc::new(PointFigure {
                number: value.float,
                at: span.to.map(|to| axis.place(to)),
                from: axis.place(span.from),
                low: value.bounds.map(|(low, _)| axis.place(low)),
                high: value.bounds.map(|(_, high)| axis.place(high)),
                signal: signal.map(|(shape, _)| shape),
                tone: signal.map(|(_, tone)| tone),
                is_open,
                shown: value.shown,
                exact: value.exact,
                marks: value.marks.iter().map(|mark| mark.name()).collect(),
                bounds: value.exact_bounds,
                measure: value.measure,
            })
        });
        let is_end = index == 0 || index + 1 == count;
        Arc::new(Point {
            label,
            short,
            year,
            at: places
                .as_ref()
                .and_then(|it| it.get(index).copied())
                .unwrap_or(even(index)),
            is_total: is_waterfall && is_end,
            values: values.collect(),
        })
    });
    rows.collect()
}
