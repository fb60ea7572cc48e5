//! Charts: that a chart can show its series, and shows what is true.

use crate::diagnostic::{Place, Problems};
use crate::report::code;
use crate::report::declare::NounKind;
use crate::report::model::{
    Chart, ChartKind, Measure, MeasureValue, PointValue, Report, Series, Unit,
};
use crate::report::number::scaled;
use crate::theme::Charts;

use super::index::Index;

pub(super) fn check(report: &Report, index: &Index, theme: &Charts, problems: &Problems) {
    for chart in &report.charts {
        // A series that is not there has been reported as a reference.
        let Some(at) = index.position(NounKind::Series, &chart.series) else { continue };
        let series = &report.series[at];
        let check = Check { report, index, chart, series, theme, problems };
        check.shape();
        let values = check.values();
        check.signs(&values);
        check.total(&values);
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
    theme: &'r Charts,
    problems: &'r Problems,
}

impl<'r> Check<'r> {
    fn measure(&self, id: &str) -> Option<&'r Measure> {
        let at = self.index.position(NounKind::Measure, id)?;
        self.report.measures.get(at)
    }

    /// The kind of chart against the groups of the series.
    fn shape(&self) {
        let is_grouped = !self.series.groups.is_empty();
        let (wants_groups, hint) = match self.chart.kind {
            ChartKind::StackedBar => (
                true,
                "give the series a `file` with several columns of numbers, or use `bar`",
            ),
            ChartKind::Proportion => {
                (false, "use a series with one value a point, or `stacked-bar`")
            }
            ChartKind::Bar => {
                (false, "use `stacked-bar` or `line` for a series with groups")
            }
            ChartKind::Dot => {
                (false, "use `line` or `stacked-bar` for a series with groups")
            }
            ChartKind::Line => (is_grouped, ""),
        };
        if wants_groups != is_grouped {
            let wants = if wants_groups { "with" } else { "without" };
            let id = &self.chart.id.value;
            let message = format!("the chart `{id}` wants a series {wants} groups");
            self.report(message, &self.chart.series.place, hint);
        }
        self.size();
        // Points that could not be read have been reported.
        if self.series.points.is_empty() && !self.report.gaps.any {
            let message = format!("the series `{}` has no points", self.series.id.value);
            self.report(message, &self.chart.series.place, "add its points");
        }
        if let Some(total) = &self.chart.total
            && self.chart.kind != ChartKind::Proportion
        {
            let message = "`total` is only for a proportion chart".to_owned();
            let hint = "remove it, or set `kind: proportion`";
            self.report(message, &total.place, hint);
        }
    }

    /// How much the chart has to show against the colours and the page.
    fn size(&self) {
        let points = self.series.points.len();
        let parts = match self.chart.kind {
            ChartKind::Proportion => points,
            ChartKind::StackedBar | ChartKind::Line => self.series.groups.len(),
            ChartKind::Bar | ChartKind::Dot => 0,
        };
        let (most, hint) = match self.chart.kind {
            ChartKind::Bar | ChartKind::Dot => {
                (self.theme.rows, "show the highest, or use a table")
            }
            ChartKind::StackedBar => (self.theme.stacks, "show fewer, or use a table"),
            ChartKind::Line => (self.theme.points, "use longer steps, or a table"),
            ChartKind::Proportion => (self.theme.parts, ""),
        };
        let id = &self.chart.id.value;
        let place = &self.chart.series.place;
        let colours = self.theme.parts;
        if parts > colours {
            let message = format!(
                "the chart `{id}` has {parts} parts, and only {colours} colours can be told apart"
            );
            self.report(message, place, "put the smaller ones together");
        } else if points > most {
            let message = format!(
                "the chart `{id}` has {points} points, and a page has room for {most}"
            );
            self.report(message, place, hint);
        }
    }

    /// The values that are numbers; others, and other units, are problems.
    fn values(&self) -> Vec<Value<'r>> {
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

    /// Parts of a whole cannot be negative, and a scale that starts at zero shows nothing
    /// below it. Parts that are all zero make no whole.
    fn signs(&self, values: &[Value<'_>]) {
        let id = &self.chart.id.value;
        let what = match self.chart.kind {
            ChartKind::StackedBar | ChartKind::Proportion => "a negative part",
            ChartKind::Line | ChartKind::Dot => "a value below zero",
            ChartKind::Bar => return,
        };
        for value in values.iter().filter(|value| value.exact < 0) {
            let message = format!("the chart `{id}` cannot show {what}");
            self.report(message, value.place, "use `bar`, or a table");
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

    fn report(&self, message: String, place: &Place, hint: &str) {
        self.problems.error(code::CHART_SHAPE, place, message, hint);
    }
}
