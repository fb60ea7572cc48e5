//! Columns that cannot be told apart by their headers.

use crate::lint::{Findings, Subject};
use crate::report::{Text, ValidReport};

/// A header: its label, and the unit that prints below it.
type Header<'r> = (&'r Text, Option<&'r Text>);

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for headers in tables(subject.report) {
        for (index, header) in headers.iter().enumerate() {
            let (label, _) = header;
            if says_nothing(label) {
                let message =
                    format!("the label `{}` does not name a column", label.value);
                found.warn(&label.place, message, "write what stands in the column");
            } else if headers[..index].iter().any(|earlier| is_same(earlier, header)) {
                let message = format!(
                    "two columns of one table are both called `{}`",
                    label.trim()
                );
                found.warn(
                    &label.place,
                    message,
                    "say in each label what sets its column apart",
                );
            }
        }
    }
}

/// The headers of every table, and of the table that stands below a chart with groups.
fn tables(report: &ValidReport) -> impl Iterator<Item = Vec<Header<'_>>> {
    let tables = report.tables.iter().map(|table| {
        table.columns.iter().map(|column| (&column.label, column.unit.as_ref())).collect()
    });
    let series = report
        .series
        .iter()
        .map(|series| series.groups.iter().map(|group| (group, None)).collect());
    tables.chain(series)
}

/// Whether a label is only a stand-in, such as a dash. A sign that is read aloud, such as
/// `%`, `£` or `±`, says something.
fn says_nothing(label: &str) -> bool {
    label.chars().all(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '‐'..='―' | '−' | '.' | '…' | '·' | '_' | '*' | '?' | '/'
            )
            || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
    })
}

fn is_same(one: &Header<'_>, other: &Header<'_>) -> bool {
    let plain = |header: &Header<'_>| {
        let unit = header.1.map(|unit| unit.trim().to_lowercase());
        (header.0.trim().to_lowercase(), unit)
    };
    plain(one) == plain(other)
}
