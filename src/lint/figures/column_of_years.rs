//! Columns whose numbers are years, and print as amounts: 1,998.

use std::ops::RangeInclusive;

use crate::lint::{Findings, Subject};
use crate::report::cell::{Said, said};
use crate::report::{Cell, Column, Scale, Table};

/// The numbers that may be years.
const POSSIBLE: RangeInclusive<u16> = 1000..=2999;

/// Those of which most are, in a column of years.
const LIKELY: RangeInclusive<u16> = 1800..=2100;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for table in &subject.report.tables {
        for (index, column) in table.columns.iter().enumerate() {
            if !prints_plainly(column) {
                continue;
            }
            if let Some(year) = first_year(table, index) {
                let printed = subject.locale.digits(&year.into());
                let message = format!("the year {year} prints as `{printed}`");
                let hint = "write `number: {thousands: false}`; give amounts a `unit`";
                found.warn(&column.label.place, message, hint);
            }
        }
    }
}

/// Whether a column sets thousands apart, and says nothing else of what its numbers are.
fn prints_plainly(column: &Column) -> bool {
    column.number.as_ref().is_some_and(|form| {
        form.thousands
            && form.unit.is_none()
            && column.unit.is_none()
            && form.given_in == Scale::One
            && form.printed_in.is_none()
            && form.decimals.is_none()
            && !form.plus
    })
}

/// The first figure of a column, where there are several and all may be years.
fn first_year(table: &Table, column: usize) -> Option<u16> {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let texts: Vec<String> = cells.filter_map(Cell::plain).collect();
    let figures = texts.iter().filter(|text| matches!(said(text), Said::Figure(_)));
    let years: Option<Vec<u16>> = figures
        .map(|text| text.trim().parse().ok().filter(|year| POSSIBLE.contains(year)))
        .collect();
    let years = years.filter(|years| years.len() > 1)?;
    let likely = years.iter().filter(|year| LIKELY.contains(year)).count();
    (likely * 2 > years.len()).then(|| years[0])
}
