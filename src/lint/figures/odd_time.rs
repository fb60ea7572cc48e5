//! Charts over time in which one label is no time, or is not the next, so that their points are drawn
//! equally far apart.

use crate::lint::{Findings, Subject};
use crate::report::times::Times;
use crate::report::{Chart, ChartKind};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let charts = subject.report.charts.iter();
    for chart in charts.filter(|it| is_over_time(it)) {
        let points = &subject.report.series_by_id(&chart.series).points;
        let labels = || points.iter().map(|it| &*it.label.value);
        let Some(misfit) = Times::misfit(labels(), subject.locale) else {
            let is_line = matches!(chart.kind, ChartKind::Line | ChartKind::Spc);
            let is_time = !matches!(Times::read(labels(), subject.locale), Ok(None));
            if let Some(at) = gap(labels()).filter(|_| is_line && !is_time) {
                let (before, label) = (&points[at - 1].label.value, &points[at].label);
                let message = format!(
                    "`{}` is not the next after `{before}`, and the points of the chart `{}` are \
                     drawn equally far apart",
                    label.value, chart.id.value
                );
                let hint = "give what is missing between them a point with the value `[x]`, or \
                            write times with their years, such as `2024 Q1` or `Apr 2024`";
                found.warn(&label.place, message, hint);
            }
            continue;
        };
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

/// The position of the first label that does not follow the one before it, where all are alike but
/// for a number: `Week 5` after `Week 2`. Numbers may begin anew at one.
fn gap<'l>(labels: impl Iterator<Item = &'l str>) -> Option<usize> {
    let numbered: Option<Vec<_>> = labels.map(numbered).collect();
    let numbered = numbered.filter(|it| it.len() > 2)?;
    let (before, after, first) = *numbered.first()?;
    if numbered.iter().any(|it| (it.0, it.1) != (before, after)) {
        return None;
    }
    let numbers: Vec<u32> = numbered.iter().map(|it| it.2).collect();
    let step = numbers[1].checked_sub(first).filter(|step| *step > 0)?;
    let by_steps = |pair: &[u32]| pair[1] == pair[0].saturating_add(step);
    // What grows as many times as before is far apart on purpose: 1, 10, 100.
    let times = |pair: &[u32]| {
        u64::from(pair[1]) * u64::from(first)
            == u64::from(pair[0]) * u64::from(numbers[1])
    };
    if numbers.windows(2).all(by_steps) || (first > 0 && numbers.windows(2).all(times)) {
        return None;
    }
    let follows = |pair: &[u32]| pair[1] == pair[0].saturating_add(1) || pair[1] == 1;
    numbers.windows(2).position(|pair| !follows(pair)).map(|at| at + 1)
}

/// What stands before and after the only number of a label, and that number.
fn numbered(label: &str) -> Option<(&str, &str, u32)> {
    let start = label.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = label.split_at(start);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let is_only = !after.contains(|c: char| c.is_ascii_digit());
    is_only.then_some((before, after, number.parse().ok()?))
}
