//! Rows of tables that print nothing, and groups of rows that have none.

use crate::diagnostic::Place;
use crate::lint::{Findings, Subject};
use crate::report::{Cell, Row, RowKind};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for table in &subject.report.tables {
        for (at, row) in table.rows.iter().enumerate() {
            let Some(place) = place_of(row) else { continue };
            if row.cells.iter().all(Cell::is_empty) {
                let hint = "remove the row, or write what belongs in it";
                found.warn(place, "all cells of this row are empty", hint);
            } else if is_empty_group(row, table.rows.get(at + 1)) {
                let name = row.cells.first().map(|cell| cell.typed()).unwrap_or_default();
                let message = format!("the group `{name}` has no rows");
                let hint = "write its rows below it, or remove it";
                found.warn(place, message, hint);
            }
        }
    }
}

fn place_of(row: &Row) -> Option<&Place> {
    row.cells.first().map(|cell| &cell.place)
}

/// Whether a row names rows and has neither any nor figures of its own. `next` is what stands below it.
fn is_empty_group(row: &Row, next: Option<&Row>) -> bool {
    let is_name_alone = row.cells.iter().skip(1).all(Cell::is_empty);
    let is_followed = next.is_some_and(|next| match next.kind {
        RowKind::Group => next.indent > row.indent,
        RowKind::Subtotal | RowKind::Total => false,
        RowKind::Item | RowKind::Memo => true,
    });
    row.kind == RowKind::Group && is_name_alone && !is_followed
}
