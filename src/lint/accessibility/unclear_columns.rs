//! Columns that cannot be told apart by their headers.

use std::borrow::Cow;

use crate::diagnostic::Place;
use crate::lint::{Findings, Subject};
use crate::report::{Column, Line, Text, ValidReport};

/// A header: its label, with where it stands, and what prints above and below it.
struct Header<'r> {
    label: Cow<'r, str>,
    place: &'r Place,
    group: Option<String>,
    unit: Option<&'r Text>,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for headers in tables(subject.report) {
        for (index, header) in headers.iter().enumerate() {
            let label = &header.label;
            if says_nothing(label) {
                let message = format!("the label `{label}` does not name a column");
                found.warn(header.place, message, "write what stands in the column");
            } else if headers[..index].iter().any(|earlier| is_same(earlier, header)) {
                let message = format!(
                    "two columns of one table are both called `{}`",
                    label.trim()
                );
                let hint = "say in each label what sets its column apart";
                found.warn(header.place, message, hint);
            }
        }
    }
}

/// The headers of every table, and of the table that stands below a chart with groups.
fn tables(report: &ValidReport) -> impl Iterator<Item = Vec<Header<'_>>> {
    let tables = report.tables.iter().map(|table| {
        let groups = table.groups.iter().flat_map(|group| {
            let label = group.label.as_ref().map(Line::typed);
            std::iter::repeat_n(label, group.columns.value as usize)
        });
        let groups = groups.chain(std::iter::repeat(None));
        let columns = table.columns.iter().zip(groups);
        columns.map(|(column, group)| Header::of_column(column, group)).collect()
    });
    let series = report.series.iter();
    tables.chain(series.map(|it| it.groups.iter().map(Header::of_group).collect()))
}

impl<'r> Header<'r> {
    fn of_column(column: &'r Column, group: Option<String>) -> Self {
        let label = Cow::Owned(column.label.typed());
        Self { label, place: &column.label.place, group, unit: column.unit.as_ref() }
    }

    fn of_group(group: &'r Text) -> Self {
        let label = Cow::Borrowed(&*group.value);
        Self { label, place: &group.place, group: None, unit: None }
    }
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
        let unit = header.unit.map(|unit| unit.trim().to_lowercase());
        let group = header.group.as_ref().map(|group| group.to_lowercase());
        (group, header.label.trim().to_lowercase(), unit)
    };
    plain(one) == plain(other)
}
