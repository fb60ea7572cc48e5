//! Tables as data files hold them: rows in full, with exact numbers and without marks.

use serde::Serialize;

use super::{Cell, Column, Table, TableRow};
use crate::document::text::Marked;
use crate::report::cell::{self, Said};

/// A row as data files hold it.
#[derive(Debug, Serialize)]
pub struct RowRead {
    pub(in crate::document) kind: &'static str,
    pub(in crate::document) indent: u32,
    pub(in crate::document) cells: Vec<CellRead>,
}

/// A cell as data files hold it. What is one cell over several rows stands in each of them.
#[derive(Debug, Clone, Serialize)]
pub struct CellRead {
    /// As it prints, without marks of notes.
    pub(in crate::document) text: String,
    /// The exact number, in plain decimal digits, and in the unit itself where the column says
    /// in what it is given.
    pub(in crate::document) value: Option<String>,
    /// The marks of the shorthand: `x`, `p`.
    pub(in crate::document) marks: Vec<&'static str>,
    /// The marks of notes.
    pub(in crate::document) notes: Vec<String>,
}

impl Table {
    /// For each column the head that it has in common with others.
    pub(in crate::document) fn groups_of_columns(
        &self,
    ) -> impl Iterator<Item = Option<String>> {
        let groups = self.groups.iter().flat_map(|group| {
            let label = group.label.as_ref().map(Marked::plain_text);
            std::iter::repeat_n(label, group.columns as usize)
        });
        groups.chain(std::iter::repeat(None))
    }

    /// Its rows as data files hold them.
    pub(in crate::document) fn read_rows(&self) -> impl Iterator<Item = RowRead> {
        let mut above: Vec<CellRead> = Vec::new();
        self.rows.iter().map(move |row| {
            let (kind, indent, cells) = match row {
                TableRow::Plain { cells, exact } => {
                    let cells = cells.iter().zip(&self.columns).enumerate();
                    let cells = cells.map(|(at, (text, column))| {
                        let exact = exact.get(at).and_then(Option::as_deref);
                        CellRead::of_text(text, column, exact)
                    });
                    ("item", 0, cells.collect())
                }
                TableRow::Row(row) => {
                    let cells = row.cells.iter().zip(&self.columns).enumerate();
                    let cells = cells.filter_map(|(at, (cell, column))| match cell {
                        Some(cell) => Some(CellRead::of_cell(cell, column)),
                        None => above.get(at).cloned(),
                    });
                    (row.kind, row.indent, cells.collect::<Vec<_>>())
                }
            };
            above.clone_from(&cells);
            RowRead { kind, indent, cells }
        })
    }
}

impl CellRead {
    fn of_text(text: &str, column: &Column, exact: Option<&str>) -> Self {
        let figure = || match cell::said(text) {
            Said::Figure(figure) if column.align == "right" => {
                Some(figure.value.to_string())
            }
            _ => None,
        };
        let value = exact.map(str::to_owned).or_else(figure);
        Self { text: text.to_owned(), value, marks: Vec::new(), notes: Vec::new() }
    }

    fn of_cell(cell: &Cell, column: &Column) -> Self {
        let text = cell.text.plain_text();
        let read = Self::of_text(&text, column, cell.exact.as_deref());
        let marks = cell.marks.iter().map(|mark| mark.name()).collect();
        let mut notes: Vec<String> =
            cell.notes.iter().map(|mark| mark.to_string()).collect();
        if let Marked::Prose(prose) = &cell.text {
            notes.extend(prose.note_marks());
        }
        Self { marks, notes, ..read }
    }
}
