//! Lines that join points which do not follow each other: a line reads as a course of time, and from
//! one library to the next there is none.

use crate::lint::word_list::word_list;
use crate::lint::{Findings, Subject};
use crate::report::ChartKind;

/// Words of which labels are made that follow each other without a number.
const IN_ORDER: &[&str] = word_list!(
    "monday, tuesday, wednesday, thursday, friday, saturday, sunday, mon, tue, tues, wed, thu, thur, \
     thurs, fri, sat, sun, spring, summer, autumn, winter, easter, christmas, michaelmas, hilary, \
     trinity, lent, morning, midday, noon, afternoon, evening, night, midnight, before, after, during, \
     then, now, start, end, beginning, middle, midline, baseline, endline, pre, post, first, second, \
     third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, last, previous, current, next, one, \
     two, three, four, five, six, seven, eight, nine, ten, i, ii, iii, iv, v, vi, vii, viii, ix, x, \
     under, over, youngest, oldest, low, medium, high, very, never, rarely, sometimes, often, always, \
     nursery, reception, today, yesterday, early, mid, late, initial, final, planned, actual, forecast, \
     target, opening, closing"
);

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let charts = subject.report.charts.iter();
    for chart in charts.filter(|it| it.kind == ChartKind::Line) {
        let points = &subject.report.series_by_id(&chart.series).points;
        let is_name = |label: &str| {
            let mut words = label.split(|c: char| !c.is_alphanumeric());
            !label.contains(|c: char| c.is_ascii_digit())
                && words.all(|word| {
                    let is_in_order = IN_ORDER.contains(&&*word.to_lowercase());
                    !is_in_order && subject.locale.month_named(word).is_none()
                })
        };
        // Between two points a line is as good as an arrow.
        if points.len() < 3 || !points.iter().all(|it| is_name(&it.label.value)) {
            continue;
        }
        let (first, second) = (&points[0].label.value, &points[1].label.value);
        let message = format!(
            "the line of the chart `{}` joins `{first}` to `{second}` as if one came after the other",
            chart.id.value
        );
        let hint =
            "set `kind: column`, `bar` or `dot`: a line joins what follows in time";
        found.warn(&chart.id.place, message, hint);
    }
}
