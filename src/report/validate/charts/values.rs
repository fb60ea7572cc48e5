//! The values of a chart: of one kind, and such as its kind can show.

use crate::diagnostic::Place;
use crate::report::model::{Bounds, ChartKind, MeasureValue, PointValue, Unit};
use crate::report::number::{scaled, unscaled};

use super::Check;

/// A value of a series: exact, with where it stands.
struct Value<'r> {
    exact: i128,
    place: &'r Place,
}

impl<'r> Check<'r> {
    /// The values against each other, and against what the kind can show.
    pub(super) fn values(&self) {
        let values = self.numbers();
        self.unknown(!values.is_empty());
        self.signs(&values);
        self.bounds();
        self.total(&values);
        self.casts(&values);
    }

    /// The values that are numbers; others, and other units, are problems.
    fn numbers(&self) -> Vec<Value<'r>> {
        let mut values = Vec::new();
        let unit = Unit::named(&self.series.unit);
        for value in self.series.points.iter().flat_map(|point| &point.values) {
            let id = match value {
                PointValue::Observed(of) => {
                    let exact = of.number.as_ref().map(scaled);
                    values.extend(exact.map(|exact| Value { exact, place: &of.place }));
                    continue;
                }
                PointValue::Measure(id) => id,
            };
            let Some(measure) = self.measure(id) else { continue };
            let MeasureValue::Number(number) = &measure.value.value else {
                let message = format!("`{}` is not a single number", id.value);
                let hint = "use measures with one number each in a chart";
                self.report(message, &id.place, hint);
                continue;
            };
            if !unit.is_like(&measure.unit) {
                let message = format!(
                    "`{}` is in {}, and the series `{}` is in {}",
                    id.value,
                    measure.unit.in_words(),
                    self.series.id.value,
                    unit.in_words()
                );
                let hint = "use measures of the series’ unit";
                self.report(message, &id.place, hint);
            }
            values.push(Value { exact: scaled(number), place: &id.place });
        }
        values
    }

    /// What a value that is not known leaves open.
    fn unknown(&self, any: bool) {
        let observed = self.series.points.iter().flat_map(|point| &point.values);
        let unknown = observed.filter_map(|value| match value {
            PointValue::Observed(of) if of.number.is_none() => Some(&of.place),
            _ => None,
        });
        let first = unknown.into_iter().next();
        let id = &self.chart.id.value;
        if let (Some(_), false) = (first, any || self.report.gaps.any) {
            let message = format!("the series `{}` has no number", self.series.id.value);
            self.report(message, &self.chart.series.place, "use a table");
            return;
        }
        let needs_all = match self.chart.kind {
            ChartKind::Proportion | ChartKind::Waterfall => true,
            ChartKind::StackedBar | ChartKind::StackedColumn => self.chart.share,
            _ => false,
        };
        if let (Some(place), true) = (first, needs_all) {
            let message =
                format!("the chart `{id}` shows parts of a whole, and one is not known");
            self.report(message, place, "use `bar`, which leaves its place empty");
        }
    }

    /// Parts of a whole cannot be negative. Parts that are all zero make no whole.
    fn signs(&self, values: &[Value<'_>]) {
        let id = &self.chart.id.value;
        let of_whole = match self.chart.kind {
            ChartKind::Proportion | ChartKind::Pyramid => true,
            ChartKind::StackedBar | ChartKind::StackedColumn => self.chart.share,
            _ => false,
        };
        if of_whole {
            for value in values.iter().filter(|value| value.exact < 0) {
                let message = format!("the chart `{id}` cannot show a negative part");
                self.report(message, value.place, "use `bar`, or a table");
            }
        }
        if self.chart.kind == ChartKind::Proportion
            && self.chart.total.is_none()
            && !values.is_empty()
            && !self.report.gaps.any
            && values.iter().all(|value| value.exact == 0)
        {
            let message = format!("the parts of the chart `{id}` are all zero");
            self.report(message, &self.chart.series.place, "use a table");
        }
    }

    /// Intervals: around their values, explained, and in a chart that draws them.
    fn bounds(&self) {
        let mut first: Option<&Bounds> = None;
        for value in self.series.points.iter().flat_map(|point| &point.values) {
            let PointValue::Observed(of) = value else { continue };
            let Some(bounds) = &of.bounds else { continue };
            first = first.or(Some(bounds));
            let (low, high) = (scaled(&bounds.low.value), scaled(&bounds.high.value));
            let is_within = of.number.as_ref().is_some_and(|number| {
                let number = scaled(number);
                low <= number && number <= high
            });
            if !is_within {
                let message = "the value is not within its interval".to_owned();
                let hint = "give a lower bound below it and an upper one above it";
                self.report(message, &of.place, hint);
            }
        }
        let Some(bounds) = first else { return };
        if self.series.interval.is_none() {
            let message = "it is not said what the bounds of the values are".to_owned();
            let hint =
                "say so in `interval` of the series, such as `95% confidence interval`";
            self.report(message, &bounds.low.place, hint);
        }
        let draws_them = matches!(
            self.chart.kind,
            ChartKind::Bar | ChartKind::Column | ChartKind::Line | ChartKind::Dot
        );
        if !draws_them {
            let message =
                format!("a chart of the kind `{}` draws no intervals", self.kind());
            self.report(
                message,
                &bounds.low.place,
                "use `bar`, `column`, `line` or `dot`",
            );
        }
    }

    /// The parts against the whole.
    fn total(&self, values: &[Value<'_>]) {
        let Some(id) = &self.chart.total else { return };
        let Some(measure) = self.measure(id) else { return };
        let MeasureValue::Number(total) = &measure.value.value else {
            let message = format!("`{}` is not a single number", id.value);
            let hint = "give a measure with one number as `total`";
            self.report(message, &id.place, hint);
            return;
        };
        let unit = Unit::named(&self.series.unit);
        if !unit.is_like(&measure.unit) {
            let message = format!(
                "the total `{}` is in {}, and the parts are in {}",
                id.value,
                measure.unit.in_words(),
                unit.in_words()
            );
            let hint = "give a `total` in the unit of the parts";
            self.report(message, &id.place, hint);
            return;
        }
        let sum =
            values.iter().fold(0_i128, |sum, value| sum.saturating_add(value.exact));
        if sum > scaled(total) {
            let message =
                format!("the parts add up to more than their total `{}`", id.value);
            let hint = "check the values, or give another `total`";
            self.report(message, &id.place, hint);
        }
    }

    /// The steps of a waterfall lead from its first amount to its last.
    fn casts(&self, values: &[Value<'_>]) {
        let is_whole = values.len() == self.series.points.len();
        let is_waterfall = self.chart.kind == ChartKind::Waterfall;
        let (Some((last, before)), true) =
            (values.split_last(), is_waterfall && is_whole)
        else {
            return;
        };
        let sum =
            before.iter().fold(0_i128, |sum, value| sum.saturating_add(value.exact));
        if sum != last.exact {
            let message = format!(
                "the steps of the chart `{}` lead to {}, and it ends with {}",
                self.chart.id.value,
                unscaled(sum),
                unscaled(last.exact)
            );
            let hint = "correct a value, or add what is missing as a step";
            self.report(message, last.place, hint);
        }
    }
}
