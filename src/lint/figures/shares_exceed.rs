//! Parts that are larger than their whole, and shares that do not make it up.

use crate::lint::model::is_same_unit;
use crate::lint::{Findings, Subject};
use crate::report::number::{ONE, scaled, unscaled};
use crate::report::{Chart, ChartKind, Measure, PointValue, Qualifier, Unit};

use super::known::number;
use super::known::printed;

/// A whole of shares, in the units of [`scaled`].
const HUNDRED: i128 = 100 * ONE;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for part in &subject.report.measures {
        if let Some(id) = &part.part_of {
            larger_than_whole(subject, part, subject.report.measure(id), found);
        }
    }
    for chart in &subject.report.charts {
        shares_of_chart(subject, chart, found);
        shares_of_stack(subject, chart, found);
    }
}

fn larger_than_whole(
    subject: &Subject<'_>,
    part: &Measure,
    whole: &Measure,
    found: &mut Findings<'_>,
) {
    let (Some(size), Some(limit)) = (number(part), number(whole)) else { return };
    let (part_id, whole_id) = (&part.id.value, &whole.id.value);
    let is_share = part.unit.value == Unit::Percent && whole.unit.value != Unit::Percent;
    if is_share && part.change.is_none() && size > HUNDRED {
        let message = format!(
            "`{part_id}` is {} of `{whole_id}`, and a part is 100% at most",
            printed(subject, part, size)
        );
        found.warn(&part.value.place, message, "correct the value, or remove `part_of`");
        return;
    }
    // “more than 500” may be 600; “up to 600” may be 500.
    let is_open = matches!(
        whole.qualifier,
        Qualifier::MoreThan | Qualifier::Over | Qualifier::AtLeast
    ) || matches!(
        part.qualifier,
        Qualifier::UpTo | Qualifier::FewerThan | Qualifier::Under
    );
    if is_open || !is_same_unit(part, whole) || limit < 0 || size <= limit {
        return;
    }
    let message = format!(
        "`{part_id}` is {}, and is part of `{whole_id}`, which is only {}",
        printed(subject, part, size),
        printed(subject, whole, limit)
    );
    let hint = "correct one of the values, or remove `part_of`";
    found.warn(&part.value.place, message, hint);
    found.relate(&whole.value.place, "the whole");
}

/// The shares of each point of a stacked chart, whose bar is drawn as their sum.
fn shares_of_stack(subject: &Subject<'_>, chart: &Chart, found: &mut Findings<'_>) {
    let report = subject.report;
    let series = report.series_by_id(&chart.series);
    let is_stack = matches!(chart.kind, ChartKind::StackedBar | ChartKind::StackedColumn);
    if !is_stack || Unit::named(&series.unit) != Unit::Percent {
        return;
    }
    for point in &series.points {
        let sizes = point.values.iter().filter_map(|value| match value {
            PointValue::Observed(value) => value.number.as_ref().map(scaled),
            PointValue::Measure(id) => number(report.measure(id)),
        });
        let (sum, spare) = sizes
            .filter(|size| *size > 0)
            .fold((0_i128, 0_i128), |(sum, spare), size| {
                (sum + size, spare + rounding(size))
            });
        if sum - HUNDRED > spare.max(ONE / 10) {
            let message = format!(
                "the shares of `{}` in the chart `{}` are stacked to {}%",
                point.label.value,
                chart.id.value,
                unscaled(sum)
            );
            let hint = "stack the parts of one whole alone, or draw them side by side";
            found.warn(&chart.series.place, message, hint);
            found.relate(&point.label.place, "the point");
            return;
        }
    }
}

/// The shares of a proportion chart, whose bar is drawn as the whole of them.
fn shares_of_chart(subject: &Subject<'_>, chart: &Chart, found: &mut Findings<'_>) {
    let report = subject.report;
    let series = report.series_by_id(&chart.series);
    if chart.kind != ChartKind::Proportion || Unit::named(&series.unit) != Unit::Percent {
        return;
    }
    let total = chart.total.as_ref().map(|id| number(report.measure(id)));
    let mut sum = 0_i128;
    let mut spare = 0_i128;
    let mut count = 0_i128;
    for value in series.points.iter().flat_map(|point| &point.values) {
        let size = match value {
            PointValue::Observed(value) => {
                // Validation lets no part be unknown.
                let Some(number) = &value.number else { return };
                scaled(number)
            }
            PointValue::Measure(id) => {
                let Some(size) = number(report.measure(id)) else { return };
                size
            }
        };
        sum = sum.saturating_add(size);
        spare = spare.saturating_add(rounding(size));
        count += 1;
    }
    // A total of another size is the whole of what is drawn.
    let is_whole = total.is_none_or(|total| total == Some(HUNDRED));
    // Shares that are rounded each may miss the whole by half of their last digit each.
    if count < 2 || !is_whole || (sum - HUNDRED).saturating_abs() < spare.max(1) {
        return;
    }
    let message = format!(
        "the shares of the chart `{}` make {}%, and not 100%",
        chart.id.value,
        unscaled(sum)
    );
    found.warn(
        &chart.series.place,
        message,
        "correct the shares, or add what is left as a point",
    );
    // Where there are many, none of them is more to the point than the others.
    if count > 8 {
        return;
    }
    for value in series.points.iter().flat_map(|point| &point.values) {
        match value {
            PointValue::Observed(value) => found.relate(&value.place, "a share"),
            PointValue::Measure(id) => {
                found.relate(&report.measure(id).value.place, "a share");
            }
        }
    }
}

/// Half of the last digit that a share has.
fn rounding(size: i128) -> i128 {
    let mut unit = ONE;
    while unit > 1 && size % unit != 0 {
        unit /= 10;
    }
    unit / 2
}
