//! The domain of a chart: what its axis must have room for.

use fixed_decimal::Decimal;

use super::axis::{Axis, Domain};
use super::has_bars;
use super::marks::{Printed, number_of};
use crate::diagnostic::Place;
use crate::document::builder::Builder;
use crate::report::number::{ONE, scaled};
use crate::report::{self, Chart, ChartKind, Placed, Series, Unit};

/// How the bars or points of one value stand: where they begin and end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) from: i128,
    pub(super) to: Option<i128>,
}

/// Whether a drawing has its points along a time.
pub(super) fn is_over_time(drawing: &str) -> bool {
    matches!(drawing, "lines" | "process" | "slope" | "columns" | "stacked-columns")
}

/// Whether a drawing names round values on its axis.
pub(super) fn has_axis(drawing: &str) -> bool {
    is_over_time(drawing) || drawing == "dots"
}

/// Whether an axis shows shares of wholes, and not the values.
pub(super) fn is_of_shares(drawing: &str, chart: &Chart) -> bool {
    drawing == "whole" || (chart.share && matches!(drawing, "stacks" | "stacked-columns"))
}

/// The value of a reference line, and where it stands in the project.
pub(super) fn reference(
    line: &report::ReferenceLine,
    builder: &Builder<'_>,
) -> Option<(i128, Place)> {
    if let Some(Placed { value, place }) = &line.value {
        return Some((scaled(value), place.clone()));
    }
    let id = line.measure.as_ref()?;
    let number = number_of(builder.report().measure(&id.value))?;
    Some((scaled(&number), id.place.clone()))
}

/// What an axis has room for beside the values: bounds of intervals, lines and ranges.
pub(super) fn others(
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

/// Whether values lie so many times closer together than they are to nought, which is on one side of
/// all.
fn is_close(least: i128, greatest: i128, times: i128) -> bool {
    let is_apart = least > 0 || greatest < 0;
    let nearest = least.abs().min(greatest.abs());
    let apart = greatest.saturating_sub(least);
    is_apart && greatest > least && apart.saturating_mul(times) < nearest
}

/// How many times closer together than to nought the values of lines and dots lie that would seem to
/// be one: they would take less than a fifth of an axis that begins at nought.
const FLAT: i128 = 4;

/// The axis of a chart, or of the parts of stacks that have a drawing each: the sums of these have
/// an axis of their own, which is what `own` is of.
pub(super) fn axis(
    chart: &Chart,
    series: &Series,
    drawing: &str,
    spans: &[Vec<Span>],
    others: &[i128],
    total: Option<&Decimal>,
    own: Option<&report::Axis>,
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
    let is_count = matches!(Unit::named(&series.unit.value), Unit::Count { .. });
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
        with_zero: match chart.kind {
            ChartKind::Spc => false,
            // Each line is named with its values, and lines that lie close must be told apart.
            ChartKind::Slope => !is_close(least, greatest, 1),
            ChartKind::Line | ChartKind::Dot => !is_close(least, greatest, FLAT),
            _ => true,
        },
        // Nothing counts half a thing.
        is_whole: all.iter().all(|value| value % ONE == 0)
            && (greatest >= 5 * ONE || is_count),
        is_share: &*series.unit.value == "%",
    })
}
