//! What is drawn beside the values of a chart, in words.

use std::sync::Arc;

use super::{ReferenceLine, Total, ValueRange};
use crate::document::builder::Builder;
use crate::document::text::Text;
use crate::report::Chart;

/// What is drawn beside the values, in words: shapes say nothing to those who listen.
pub(super) fn said(
    chart: &Chart,
    lines: &[Arc<ReferenceLine>],
    ranges: &[Arc<ValueRange>],
    builder: &Builder<'_>,
) -> Vec<Text> {
    let place = &chart.id.place;
    let locale = builder.locale();
    let mut remarks = Vec::new();
    let mut remark = |word: &str, name: &str, all: Vec<String>| {
        if !all.is_empty() {
            let words = locale.word(word).replace(name, &all.join("; "));
            remarks.push(Text::at(words, place));
        }
    };
    let lines = lines.iter().map(|it| format!("{} {}", &*it.label, &*it.shown));
    remark("chart-line", "{lines}", lines.collect());
    let to = locale.to();
    let ranges = ranges
        .iter()
        .map(|it| format!("{} {} {to} {}", &*it.label, &*it.first, &*it.last));
    let periods = chart.periods.iter().map(|it| {
        let (first, last) = (&it.first.value, &it.last.value);
        if first == last {
            format!("{} {first}", it.label.value)
        } else {
            format!("{} {first} {to} {last}", it.label.value)
        }
    });
    remark("chart-range", "{ranges}", ranges.chain(periods).collect());
    let words = chart.annotations.iter().map(|it| {
        let text = builder.basis.line(&it.text);
        format!("{}: {}", it.at.value, text.trim_end_matches('.'))
    });
    remark("chart-words", "{words}", words.collect());
    remarks
}

/// The words that say what the whole of each bar stands for. The bars themselves have no label for
/// it.
pub(super) fn whole(chart: &Chart, total: &Total, builder: &Builder<'_>) -> Text {
    let measure = &total.measure;
    let shown = format!("{} {}", &*measure.label, &*measure.whole);
    let words = builder.locale().word("chart-whole").replace("{total}", &shown);
    Text::at(words, &chart.id.place)
}
