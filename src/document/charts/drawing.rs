//! The drawing of a chart: where its values stand, and what its axis says.

use std::sync::Arc;

use super::axis::{self, Axis};
use super::domain::{self, Span, is_of_shares, is_over_time, others, reference};
use super::marks::{Form, Printed, legend};
use super::process::{ProcessNote, ProcessStep, Worked};
use super::said::said;
use super::{
    Point, PointFigure, ReferenceLine, SumAxis, Tick, ValueRange, has_bars, position,
};
use crate::colour::palette::PARTS;
use crate::diagnostic::Place;
use crate::document::builder::Builder;
use crate::document::tables::Mark;
use crate::document::text::Text;
use crate::report::measure::digits_that_keep;
use crate::report::number::{ONE, scaled, unscaled};
use crate::report::times::Times;
use crate::report::{Chart, ChartKind, Series, Unit};

/// What is worked out of a chart.
pub struct Drawn {
    /// How it is drawn.
    pub drawing: &'static str,
    /// Whether each group has a drawing of its own.
    pub is_parted: bool,
    /// The axis of the last group where that is the sum of the others.
    pub sum: Option<Arc<SumAxis>>,
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
    /// What an SPC chart finds.
    pub findings: Vec<Arc<ProcessNote>>,
    /// What the marks of its points mean.
    pub signals: Vec<Arc<ProcessNote>>,
    /// What the marks mean.
    pub legend: Vec<Arc<Mark>>,
    /// What is to be said of the drawing.
    pub remarks: Vec<Text>,
}

impl Drawn {
    /// What is drawn of a series by a chart.
    pub(super) fn of(chart: &Chart, series: &Series, builder: &mut Builder<'_>) -> Self {
        let unit = &*series.unit.value;
        let mut values: Vec<Vec<Printed>> = series
            .points
            .iter()
            .map(|point| {
                let values = point.values.iter();
                values.map(|value| Printed::of(value, unit, builder)).collect()
            })
            .collect();
        let count = series.groups.len();
        let is_parted = count > PARTS && chart.highlight.is_none();
        // Parts that have no stack say beside them what it came to.
        let is_summed = is_parted && chart.kind.is_stacked();
        if is_summed {
            for (values, point) in values.iter_mut().zip(&series.points) {
                values.push(Printed::sum(values, unit, &point.label.place, builder));
            }
        }
        let named = Unit::named(unit);
        let (style, locale) = (&builder.report().brand.style, builder.locale());
        let form = Form::of(&values, &named, style, locale);
        form.set(&mut values);
        let of_points = chart.kind.highlights_points(series.groups.len());
        let highlight = chart.highlight.as_ref().map(|name| match of_points {
            true => position(series.points.iter().map(|it| &it.label), name),
            false => position(series.groups.iter(), name),
        });
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
        let own = chart.axis.as_ref();
        let axis_of = |spans: &[Vec<Span>], others: &[i128], own| {
            domain::axis(chart, series, drawing, spans, others, total.as_ref(), own)
        };
        // The sums have a scale of their own, on which lines are that a stack is held against.
        let (axis, of_sums) = match is_summed {
            false => (axis_of(&spans, &others, own), None),
            true => {
                let (parts, sums): (Vec<_>, Vec<_>) =
                    spans.iter().map(|it| apart(it)).unzip();
                (axis_of(&parts, &[], None), Some(axis_of(&sums, &others, own)))
            }
        };
        let held = of_sums.as_ref().unwrap_or(&axis);
        let at_text =
            |value: i128, place: &Place| Text::at(form.beside(&unscaled(value)), place);
        let reference_lines = chart.reference_lines.iter().filter_map(|line| {
            let (value, place) = reference(line, builder)?;
            Some(Arc::new(ReferenceLine {
                label: Text::typed(&line.label),
                shown: at_text(value, &place),
                at: held.place(value),
            }))
        });
        let mut reference_lines: Vec<_> = reference_lines.collect();
        let ranges = chart.ranges.iter().map(|range| {
            let (from, to) = (scaled(&range.from.value), scaled(&range.to.value));
            Arc::new(ValueRange {
                label: Text::typed(&range.label),
                first: at_text(from, &range.from.place),
                last: at_text(to, &range.to.place),
                from: held.place(from),
                to: held.place(to),
            })
        });
        let ranges: Vec<_> = ranges.collect();
        // What is worked out is of the chart, for those who must be told where it is.
        let place = &chart.id.place;
        let tick_unit = if is_of_shares(drawing, chart) { "%" } else { unit };
        let ticks_of = |axis: &Axis| -> Vec<Arc<Tick>> {
            let values = axis.ticks();
            let shown = axis::printed(&values, axis.step, tick_unit, style, locale);
            let ticks = values.iter().zip(shown);
            let ticks = ticks.map(|(value, shown)| {
                Arc::new(Tick { at: axis.place(*value), shown: Text::at(shown, place) })
            });
            ticks.collect()
        };
        let ticks = ticks_of(&axis);
        let sum = of_sums
            .as_ref()
            .map(|it| Arc::new(SumAxis { zero: it.place(0), ticks: ticks_of(it) }));
        let mut remarks = Vec::new();
        if axis.is_cut() && !has_bars(chart.kind) {
            let begins = form.beside(&unscaled(axis.from));
            let words = builder.locale().word("axis-begins");
            remarks.push(Text::at(words.replace("{value}", &begins), place));
        }
        if let Some(interval) = &series.interval {
            let words = builder.locale().word("chart-interval");
            let words = words.replace("{interval}", &interval.value);
            remarks.push(Text::at(words, &interval.place));
        }
        remarks.extend(said(chart, &reference_lines, &ranges, builder));
        if is_parted {
            let word = if is_summed { "one-scale-of-parts" } else { "one-scale" };
            remarks.push(Text::named(builder.locale(), word));
        }
        let labels = series.points.iter().map(|it| &*it.label.value);
        let times = Times::read(labels, builder.locale()).ok().flatten();
        let times = times.filter(|_| is_over_time(drawing));
        let rounds = times.as_ref().filter(|times| times.is_even());
        let rounds = rounds.map(|times| times.step.rounds().to_vec()).unwrap_or_default();
        let legend = legend(values.iter().flatten(), builder);
        let process = worked.as_ref().map(|it| it.steps(&axis, &form));
        let process = process.unwrap_or_default();
        let findings = worked.as_ref().map(|it| it.findings(builder));
        let findings = findings.unwrap_or_default();
        let signals = worked.as_ref().map(|it| it.keys(builder)).unwrap_or_default();
        if let Some(worked) = &worked {
            remarks.extend(worked.said(series, &form, builder));
            let target = worked.target().zip(worked.target_shown(&form));
            reference_lines.extend(target.map(|(value, shown)| {
                Arc::new(ReferenceLine {
                    label: builder.word("target"),
                    shown,
                    at: axis.place(value),
                })
            }));
        }
        let worked = worked.as_ref();
        // What is drawn as a share says which: the table has the value.
        if chart.share && is_of_shares(drawing, chart) {
            let share =
                |span: &Span| unscaled(span.to.map_or(0, |to| (to - span.from).abs()));
            let shares: Vec<_> = spans.iter().flatten().map(share).collect();
            let digits = digits_that_keep(&shares, 0);
            for (value, share) in values.iter_mut().flatten().zip(&shares) {
                value.set_share(share, digits, &form);
            }
        }
        let points = points(
            series,
            values,
            &spans,
            (&axis, of_sums.as_ref()),
            times.as_ref(),
            worked,
            chart.kind == ChartKind::Waterfall,
        );
        Self {
            drawing,
            is_parted,
            sum,
            highlight,
            points,
            reference_lines,
            ranges,
            zero: axis.place(0),
            ticks,
            rounds,
            is_time: times.is_some(),
            process,
            findings,
            signals,
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
        ChartKind::Proportion if series.points.len() > PARTS => "bars",
        ChartKind::Proportion => "whole",
        ChartKind::Line => "lines",
        ChartKind::Spc => "process",
        ChartKind::Dot => "dots",
        ChartKind::Slope => "slope",
        ChartKind::Waterfall => "waterfall",
        ChartKind::Pyramid => "pyramid",
    }
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

/// The parts of a point, and their sum.
fn apart(spans: &[Span]) -> (Vec<Span>, Vec<Span>) {
    let (parts, sum) = spans.split_at(spans.len().saturating_sub(1));
    (parts.to_vec(), sum.to_vec())
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

/// The points of a chart.
fn points(
    series: &Series,
    values: Vec<Vec<Printed>>,
    spans: &[Vec<Span>],
    (axis, of_sums): (&Axis, Option<&Axis>),
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
        let groups = spans.len();
        let values =
            values.into_iter().zip(spans).enumerate().map(|(group, (value, span))| {
                let axis = of_sums.filter(|_| group + 1 == groups).unwrap_or(axis);
                let (is_open, is_parted) = (value.is_open(), value.is_parted());
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
                    is_parted,
                    shown: value.shown,
                    label: value.label,
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
