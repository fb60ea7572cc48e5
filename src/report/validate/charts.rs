//! Charts: that a chart can show its series, and shows what is true.

mod shown;
mod values;

use std::collections::BTreeSet;

use crate::diagnostic::{Place, Problems};
use crate::report::code;
use crate::report::declare::NounKind;
use crate::report::locale::Locale;
use crate::report::model::{Chart, ChartKind, Measure, Report, Series, Text};
use crate::report::times::Times;
use crate::theme::Charts;

use super::index::Index;

pub(super) fn check(report: &Report, index: &Index, theme: &Charts, problems: &Problems) {
    // A language without words has been reported.
    let locale = report.locale().map(|locale| &**locale);
    for chart in &report.charts {
        // A series that is not there has been reported as a reference.
        let Some(at) = index.position(NounKind::Series, &chart.series) else { continue };
        let series = &report.series[at];
        let check = Check { report, index, chart, series, theme, problems };
        check.shape();
        check.size();
        check.share();
        check.times(locale);
        check.names(locale);
        check.values();
        check.shown();
    }
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
        let groups = self.series.groups.len();
        let id = &self.chart.id.value;
        let (fits, wants, hint) = match self.chart.kind {
            ChartKind::StackedBar | ChartKind::StackedColumn => (
                groups > 0,
                "with groups",
                "give the series a `file` with several columns of numbers, or use `bar`",
            ),
            ChartKind::Proportion => (
                groups == 0,
                "without groups",
                "use a series with one value a point, or `stacked-bar`",
            ),
            ChartKind::Waterfall | ChartKind::Spc => (
                groups == 0,
                "without groups",
                "use a series with one value a point, or `line` or `bar`",
            ),
            ChartKind::Dot => (
                matches!(groups, 0 | 2),
                "without groups, or with two: before and now",
                "use `bar`, or a series with one or two values a point",
            ),
            ChartKind::Slope | ChartKind::Pyramid => {
                (groups == 2, "with two groups", "use `bar`, or give it two groups")
            }
            ChartKind::Bar | ChartKind::Column | ChartKind::Line => (true, "", ""),
        };
        if !fits {
            let message = format!("the chart `{id}` wants a series {wants}");
            self.report(message, &self.chart.series.place, hint);
        }
        // Points that could not be read have been reported.
        if self.series.points.is_empty() && !self.report.gaps.any {
            let message = format!("the series `{}` has no points", self.series.id.value);
            self.report(message, &self.chart.series.place, "add its points");
        }
        let least = match self.chart.kind {
            ChartKind::Waterfall => 3,
            ChartKind::Spc => 2,
            _ => 0,
        };
        let points = self.series.points.len();
        if (1..least).contains(&points) && !self.report.gaps.any {
            let message = format!("the chart `{id}` wants {least} points at least");
            self.report(message, &self.chart.series.place, "add points, or use a table");
        }
        if let Some(total) = &self.chart.total
            && self.chart.kind != ChartKind::Proportion
        {
            let message = "`total` is only for a proportion chart".to_owned();
            let hint = "remove it, or set `kind: proportion`";
            self.report(message, &total.place, hint);
        }
    }

    /// How much the chart has to show against the page.
    fn size(&self) {
        let points = self.series.points.len();
        let groups = self.series.groups.len().max(1);
        let id = &self.chart.id.value;
        let place = &self.chart.series.place;
        // Groups that have a drawing each have one more for their sum.
        let is_parted = groups > self.theme.parts && self.chart.highlight.is_none();
        let (count, what, most) = match self.chart.kind {
            ChartKind::Bar | ChartKind::Dot | ChartKind::Proportion => {
                (points * groups, "bars", self.theme.bars)
            }
            ChartKind::StackedBar if is_parted => {
                (points * (groups + 1), "bars", self.theme.bars)
            }
            ChartKind::Slope => (points, "lines", self.theme.groups),
            ChartKind::StackedBar => (points, "rows", self.theme.stacks),
            ChartKind::Waterfall | ChartKind::Pyramid => {
                (points, "rows", self.theme.bars)
            }
            ChartKind::Column
            | ChartKind::StackedColumn
            | ChartKind::Line
            | ChartKind::Spc => (points, "points", self.theme.points),
        };
        if count > most {
            let message = format!(
                "the chart `{id}` has {count} {what}, and there is room for {most}"
            );
            let hint = match self.chart.kind {
                ChartKind::StackedBar => "use `stacked-column`, or a table",
                ChartKind::Slope if 2 * points <= self.theme.bars => {
                    "use `dot`, which has a row for each, or a table"
                }
                _ => "show fewer, or use a table",
            };
            self.report(message, place, hint);
        } else if groups > self.theme.groups {
            let most = self.theme.groups;
            let message = format!(
                "the chart `{id}` has {groups} groups, and there is room for {most}"
            );
            self.report(message, place, "show fewer, or use a table");
        }
    }

    /// More parts than colours have a bar each, which is no share of a whole.
    fn share(&self) {
        let groups = self.series.groups.len();
        let is_parted = groups > self.theme.parts && self.chart.highlight.is_none();
        if self.chart.share && is_parted {
            let message = format!(
                "the chart `{}` has shares of {groups} parts, and there is room for {}",
                self.chart.id.value, self.theme.parts
            );
            let hint = "put the smaller parts together, such as `Other`, name one in \
                        `highlight`, or remove `share`";
            self.report(message, &self.chart.series.place, hint);
        }
    }

    /// What is over time is in order.
    fn times(&self, locale: Option<&Locale>) {
        let Some(locale) = locale.filter(|_| self.is_over_time()) else { return };
        let labels = self.series.points.iter().map(|it| &*it.label.value);
        if let Err(out) = Times::read(labels, locale)
            && let Some(point) = self.series.points.get(out.point)
        {
            let message = format!(
                "the chart `{}` runs over time, and `{}` is not later than the point before it",
                self.chart.id.value, point.label.value
            );
            let hint = "put the points in order of time, each time once";
            self.report(message, &point.label.place, hint);
        }
    }

    /// Points and groups are told apart by their names.
    fn names(&self, locale: Option<&Locale>) {
        let labels = || self.series.points.iter().map(|it| &it.label);
        let times =
            locale.map(|locale| Times::read(labels().map(|label| &*label.value), locale));
        // What is twice among times is out of order.
        let is_reported = self.is_over_time() && matches!(times, Some(Err(_)));
        if !is_reported {
            self.twice(labels(), "points");
        }
        self.twice(self.series.groups.iter(), "groups");
    }

    fn twice(&self, names: impl Iterator<Item = &'r Text>, what: &str) {
        let mut seen = BTreeSet::new();
        for name in names.filter(|name| !seen.insert(&*name.value)) {
            let message = format!(
                "two {what} of the chart `{}` are called `{}`",
                self.chart.id.value, name.value
            );
            self.report(message, &name.place, "give each a name of its own");
        }
    }

    /// Whether the points of its kind stand as far apart as the times that they are.
    fn is_over_time(&self) -> bool {
        matches!(
            self.chart.kind,
            ChartKind::Line
                | ChartKind::Spc
                | ChartKind::Column
                | ChartKind::StackedColumn
        )
    }

    fn report(&self, message: String, place: &Place, hint: &str) {
        self.problems.error(code::CHART_SHAPE, place, message, hint);
    }

    /// The kind as files have it.
    fn kind(&self) -> &'static str {
        self.chart.kind.name()
    }
}
