//! Charts: that a chart can show its series, and shows what is true.

use crate::diagnostic::{Diagnostic, Place};
use crate::report::code;
use crate::report::decode::Problems;
use crate::report::model::{
    Chart, ChartKind, DurationUnit, Measure, MeasureValue, PointValue, Report, Series,
    Unit,
};
use crate::report::number::scaled;

use super::index::{Index, Noun};

pub(super) fn check(report: &Report, index: &Index, problems: &mut Problems) {
    for chart in &report.charts {
        // A series that is not there has been reported as a reference.
        let Some(at) = index.position(Noun::Series, &chart.series) else { continue };
        let check = Check { report, index, chart, series: &report.series[at] };
        check.shape(problems);
        let values = check.values(problems);
        check.signs(&values, problems);
        check.total(&values, problems);
    }
}

/// A value of a series: exact, with where it stands.
struct Value<'r> {
    exact: i128,
    place: &'r Place,
}

struct Check<'r> {
    report: &'r Report,
    index: &'r Index,
    chart: &'r Chart,
    series: &'r Series,
}

impl<'r> Check<'r> {
    fn measure(&self, id: &str) -> Option<&'r Measure> {
        let at = self.index.position(Noun::Measure, id)?;
        self.report.measures.get(at)
    }

    /// The kind of chart against the groups of the series.
    fn shape(&self, problems: &mut Problems) {
        let groups = self.series.groups.len();
        let (wrong, wants, hint) = match self.chart.kind {
            ChartKind::StackedBar => (
                groups == 0,
                "a series with groups",
                "give the series a `file` with several columns of numbers, or use `bar`",
            ),
            ChartKind::Proportion => (
                groups > 0,
                "a series without groups",
                "use a series with one value a point, or `stacked-bar`",
            ),
            ChartKind::Bar => (
                groups > 0,
                "a series without groups",
                "use `stacked-bar` or `line` for a series with groups",
            ),
            ChartKind::Line | ChartKind::Dot => (false, "", ""),
        };
        if wrong {
            let message = format!("the chart `{}` wants {wants}", self.chart.id.value);
            self.report(message, &self.chart.series.place, hint, problems);
        }
        if self.series.points.is_empty() {
            let message = format!("the series `{}` has no points", self.series.id.value);
            self.report(message, &self.chart.series.place, "add its points", problems);
        }
        if let Some(total) = &self.chart.total
            && self.chart.kind != ChartKind::Proportion
        {
            let message = "`total` is only for a proportion chart".to_owned();
            let hint = "remove it, or set `kind: proportion`";
            self.report(message, &total.place, hint, problems);
        }
    }

    /// The values that are numbers; others, and other units, are problems.
    fn values(&self, problems: &mut Problems) -> Vec<Value<'r>> {
        let mut values = Vec::new();
        let unit = Unit::named(&self.series.unit);
        for value in self.series.points.iter().flat_map(|point| &point.values) {
            let id = match value {
                PointValue::Number(number) => {
                    let exact = scaled(&number.value);
                    values.push(Value { exact, place: &number.place });
                    continue;
                }
                PointValue::Measure(id) => id,
            };
            let Some(measure) = self.measure(id) else { continue };
            let MeasureValue::Number(number) = &measure.value.value else {
                let message = format!("`{}` is not a single number", id.value);
                let hint = "use measures with one number each in a chart";
                self.report(message, &id.place, hint, problems);
                continue;
            };
            if !same_unit(&unit, &measure.unit) {
                let message = format!(
                    "`{}` is in {}, and the series `{}` is in {}",
                    id.value,
                    unit_words(&measure.unit),
                    self.series.id.value,
                    unit_words(&unit)
                );
                let hint = "use measures of the series’ unit";
                self.report(message, &id.place, hint, problems);
            }
            values.push(Value { exact: scaled(number), place: &id.place });
        }
        values
    }

    /// Parts of a whole cannot be negative.
    fn signs(&self, values: &[Value<'_>], problems: &mut Problems) {
        let parts =
            matches!(self.chart.kind, ChartKind::StackedBar | ChartKind::Proportion);
        for value in values.iter().filter(|value| parts && value.exact < 0) {
            let message = format!(
                "the chart `{}` cannot show a negative part",
                self.chart.id.value
            );
            let hint = "use `bar`, `line` or `dot` for values below zero";
            self.report(message, value.place, hint, problems);
        }
    }

    /// The parts against the whole.
    fn total(&self, values: &[Value<'_>], problems: &mut Problems) {
        let Some(id) = &self.chart.total else { return };
        let Some(measure) = self.measure(id) else { return };
        let MeasureValue::Number(total) = &measure.value.value else {
            let message = format!("`{}` is not a single number", id.value);
            let hint = "give a measure with one number as `total`";
            self.report(message, &id.place, hint, problems);
            return;
        };
        let unit = Unit::named(&self.series.unit);
        if !same_unit(&unit, &measure.unit) {
            let message = format!(
                "the total `{}` is in {}, and the parts are in {}",
                id.value,
                unit_words(&measure.unit),
                unit_words(&unit)
            );
            let hint = "give a `total` in the unit of the parts";
            self.report(message, &id.place, hint, problems);
            return;
        }
        let sum =
            values.iter().fold(0_i128, |sum, value| sum.saturating_add(value.exact));
        if sum > scaled(total) {
            let message =
                format!("the parts add up to more than their total `{}`", id.value);
            let hint = "check the values, or give another `total`";
            self.report(message, &id.place, hint, problems);
        }
    }

    fn report(
        &self,
        message: String,
        place: &Place,
        hint: &str,
        problems: &mut Problems,
    ) {
        problems.push(Diagnostic::error(code::CHART_SHAPE, message).at(place).hint(hint));
    }
}

/// Whether values of two units can share an axis. Counts of different things can: the
/// series says what they are together, as officers and staff are people.
fn same_unit(one: &Unit, other: &Unit) -> bool {
    match (one, other) {
        (Unit::Count { .. }, Unit::Count { .. }) => true,
        _ => one == other,
    }
}

fn unit_words(unit: &Unit) -> &str {
    match unit {
        Unit::Pounds => "pounds",
        Unit::Percent => "per cent",
        Unit::PercentagePoints => "percentage points",
        Unit::Ratio { .. } => "so many out of so many",
        Unit::Duration(DurationUnit::Days) => "days",
        Unit::Duration(DurationUnit::Months) => "months",
        Unit::Duration(DurationUnit::Years) => "years",
        Unit::Age => "years of age",
        Unit::Count { plural, .. } => plural,
        Unit::Date | Unit::FinancialYear | Unit::Period | Unit::Quarter => "dates",
    }
}
