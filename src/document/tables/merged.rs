//! Merged cells: which columns name the rows of a table, and over how many rows each cell reaches.

use crate::report::{Cell, RowKind, Table};

/// How many columns name the row: the first, and with columns whose cells are merged before it,
/// those.
pub(super) fn stub(table: &Table) -> usize {
    let merged = table.columns.iter().take_while(|column| column.merge).count();
    (merged + 1).min(table.columns.len()).max(1)
}

/// How many rows each cell reaches over, 0 for one that is within another; by row and column.
/// `None` where no column is merged.
pub(super) fn spans(table: &Table) -> Option<Vec<Vec<usize>>> {
    if !table.columns.iter().any(|column| column.merge) {
        return None;
    }
    let width = table.columns.len();
    let mut spans = vec![vec![1; width]; table.rows.len()];
    for (at, _) in table.columns.iter().enumerate().filter(|(_, column)| column.merge) {
        let mut first = None;
        for y in 0..table.rows.len() {
            let row = &table.rows[y];
            let text = row.cells.get(at).and_then(Cell::plain);
            let is_item = matches!(row.kind, RowKind::Item | RowKind::Memo);
            // What is merged to its left bounds it.
            let is_bound = table.columns[..at]
                .iter()
                .enumerate()
                .any(|(left, column)| column.merge && spans[y][left] != 0);
            let same = match (first, &text) {
                (Some(top), Some(text)) if is_item && !is_bound => {
                    let above: Option<String> =
                        table.rows.get::<usize>(top).and_then(|it| it.cells[at].plain());
                    text.trim().is_empty()
                        || above.is_some_and(|it| it.trim() == text.trim())
                }
                _ => false,
            };
            if let (Some(top), true) = (first, same) {
                spans[top][at] += 1;
                spans[y][at] = 0;
            } else {
                first = (is_item && text.is_some_and(|it| !it.trim().is_empty()))
                    .then_some(y);
            }
        }
    }
    Some(spans)
}
