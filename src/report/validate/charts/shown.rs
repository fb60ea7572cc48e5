//! What a chart shows beside its values: its axis, lines and ranges, and words at its points.

use crate::report::model::{ChartKind, MeasureValue, PointValue, Text, Unit};
use crate::report::number::{scaled, unscaled};
use crate::wording::nearest;

use super::Check;

impl<'r> Check<'r> {
    /// The axis, and what refers to values, points and groups.
    pub(super) fn shown(&self) {
        self.axis();
        self.intervals();
        self.reference_lines();
        self.ranges();
        let chart = self.chart;
        if let Some(name) = &chart.highlight {
            if chart.kind.highlights_points(self.series.groups.len()) {
                self.point(name);
            } else {
                self.group(name);
            }
        }
        for annotation in &chart.annotations {
            self.point(&annotation.at);
            if let Some(group) = &annotation.group {
                self.group(group);
            }
        }
        for period in &chart.periods {
            let (first, last) = (self.point(&period.first), self.point(&period.last));
            if let (Some(first), Some(last)) = (first, last)
                && last < first
            {
                let message = format!(
                    "`{}` comes before `{}`",
                    period.last.value, period.first.value
                );
                self.report(
                    message,
                    &period.last.place,
                    "name the earlier one in `first`",
                );
            }
        }
        if let Some(baseline) = chart.process.as_ref().and_then(|it| it.baseline.as_ref())
            && baseline.value < 2
        {
            let message = "limits want two points at the least".to_owned();
            self.report(
                message,
                &baseline.place,
                "give more points, twelve if there are",
            );
        }
        for step in chart.process.iter().flat_map(|process| &process.steps) {
            self.point(step);
        }
    }

    /// The position of the point of a label.
    fn point(&self, label: &Text) -> Option<usize> {
        self.named(label, "point", || self.series.points.iter().map(|it| &it.label))
    }

    /// The position of the group of a name.
    fn group(&self, name: &Text) -> Option<usize> {
        self.named(name, "group", || self.series.groups.iter())
    }

    fn named<'t, I: Iterator<Item = &'t Text>>(
        &self,
        name: &Text,
        what: &str,
        all: impl Fn() -> I,
    ) -> Option<usize> {
        let found = all().position(|it| it.value == name.value);
        if found.is_none() && !self.report.gaps.any {
            let id = &self.series.id.value;
            let message = format!("the series `{id}` has no {what} `{}`", name.value);
            let hint = match nearest(&name.value, all().map(|it| &*it.value)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write the name of a {what} as the series has it"),
            };
            self.report(message, &name.place, &hint);
        }
        found
    }

    /// The axis holds all values, and those of bars from nought.
    fn axis(&self) {
        let Some(axis) = &self.chart.axis else { return };
        let from = axis.from.as_ref().map(|it| (scaled(&it.value), &it.place));
        let to = axis.to.as_ref().map(|it| (scaled(&it.value), &it.place));
        if let (Some((from, place)), Some((to, _))) = (from, to)
            && to <= from
        {
            let message = "the axis ends before it begins".to_owned();
            self.report(message, place, "give a smaller `from`, or a greater `to`");
            return;
        }
        let may_be_cut = matches!(
            self.chart.kind,
            ChartKind::Line | ChartKind::Dot | ChartKind::Slope | ChartKind::Spc
        );
        if let (Some((from, place)), false) = (from, may_be_cut)
            && from > 0
        {
            let message = "bars begin at nought, and the axis begins above it".to_owned();
            self.report(message, place, "remove `from`, or use `line` or `dot`");
            return;
        }
        // Where bars are put one behind the other, their sums are what must have room.
        let is_sum = matches!(
            self.chart.kind,
            ChartKind::StackedBar | ChartKind::StackedColumn | ChartKind::Waterfall
        );
        let mut numbers = Vec::new();
        for point in &self.series.points {
            let values = point.values.iter().filter_map(|value| match value {
                PointValue::Observed(of) => of.number.as_ref().map(scaled),
                PointValue::Measure(id) => match &self.measure(id)?.value.value {
                    MeasureValue::Number(number) => Some(scaled(number)),
                    _ => None,
                },
            });
            if is_sum {
                let (above, below): (Vec<i128>, Vec<i128>) =
                    values.partition(|it| *it > 0);
                numbers.extend([above.iter().sum(), below.iter().sum::<i128>()]);
            } else {
                numbers.extend(values);
            }
        }
        let least = numbers.iter().min().copied();
        let greatest = numbers.iter().max().copied();
        if let (Some((from, place)), Some(least)) = (from, least)
            && least < from
        {
            let message = format!(
                "the axis begins at {}, and a value is {}",
                unscaled(from),
                unscaled(least)
            );
            self.report(message, place, "give a `from` that is no greater, or remove it");
        }
        if let (Some((to, place)), Some(greatest)) = (to, greatest)
            && greatest > to
        {
            let message = format!(
                "the axis ends at {}, and a value is {}",
                unscaled(to),
                unscaled(greatest)
            );
            self.report(message, place, "give a `to` that is no smaller, or remove it");
        }
    }

    /// An interval that is cut off at the end of the axis would look shorter than it is.
    fn intervals(&self) {
        for value in self.series.points.iter().flat_map(|point| &point.values) {
            let PointValue::Observed(of) = value else { continue };
            let Some(bounds) = &of.bounds else { continue };
            self.on_axis(scaled(&bounds.low.value), &bounds.low.place);
            self.on_axis(scaled(&bounds.high.value), &bounds.high.place);
        }
    }

    /// Lines stand at single numbers of the unit of the series, on the axis.
    fn reference_lines(&self) {
        let unit = Unit::named(&self.series.unit);
        for line in &self.chart.reference_lines {
            if let Some(value) = &line.value {
                self.on_axis(scaled(&value.value), &value.place);
            }
            let Some(id) = &line.measure else { continue };
            let Some(measure) = self.measure(id) else { continue };
            match &measure.value.value {
                MeasureValue::Number(number) if unit.is_like(&measure.unit) => {
                    self.on_axis(scaled(number), &id.place);
                }
                MeasureValue::Number(_) => {
                    let message =
                        format!("`{}` has another unit than the series", id.value);
                    self.report(message, &id.place, "use a measure of the series’ unit");
                }
                _ => {
                    let message = format!("`{}` is not a single number", id.value);
                    self.report(message, &id.place, "use a measure with one number");
                }
            }
        }
    }

    fn ranges(&self) {
        for range in &self.chart.ranges {
            let (from, to) = (scaled(&range.from.value), scaled(&range.to.value));
            if to <= from {
                let message = "the range ends before it begins".to_owned();
                self.report(message, &range.to.place, "give a `to` greater than `from`");
            }
            self.on_axis(from, &range.from.place);
            self.on_axis(to, &range.to.place);
        }
    }

    /// A value that is drawn is on the axis, where the project says how far that goes.
    fn on_axis(&self, value: i128, place: &crate::diagnostic::Place) {
        let Some(axis) = &self.chart.axis else { return };
        let from = axis.from.as_ref().map(|it| scaled(&it.value));
        let to = axis.to.as_ref().map(|it| scaled(&it.value));
        if from.is_some_and(|from| value < from) || to.is_some_and(|to| value > to) {
            let message = format!("{} is not on the axis of the chart", unscaled(value));
            self.report(message, place, "make the `axis` longer, or remove this");
        }
    }
}
