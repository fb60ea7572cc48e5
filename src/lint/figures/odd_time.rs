//! Charts over time in which one label is no time, so that their points are drawn equally far apart.

use crate::lint::{Findings, Subject};
use crate::report::times::Times;
use crate::report::{Chart, ChartKind};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let charts = subject.report.charts.iter();
    for chart in charts.filter(|it| is_over_time(it)) {
        let points = &subject.report.series_by_id(&chart.series).points;
        let labels = points.iter().map(|it| &*it.label.value);
        let Some(misfit) = Times::misfit(labels, subject.locale) else { continue };
        let Some(point) = points.get(misfit.point) else { continue };
        let (label, id) = (&point.label.value, &chart.id.value);
        let (message, hint) = match misfit.is_without_year {
            true => (
                format!(
                    "`{label}` has no full year, so that the points of the chart `{id}` are \
                     drawn equally far apart"
                ),
                "write the year with each, such as `Apr 2024`, `1 April 2024` or `2023/24`",
            ),
            false => (
                format!(
                    "`{label}` is not such a time as the other labels of the chart `{id}`, so \
                     that its points are drawn equally far apart"
                ),
                "write all alike, such as `2023/24` or `Apr 2024`; put a mark such as `[p]` \
                 behind the value",
            ),
        };
        found.warn(&point.label.place, message, hint);
    }
}

/// Whether a chart sets its points as far apart as the times that they are.
fn is_over_time(chart: &Chart) -> bool {
    matches!(
        chart.kind,
        ChartKind::Line | ChartKind::Spc | ChartKind::Column | ChartKind::StackedColumn
    )
}
