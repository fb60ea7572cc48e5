//! Tables: their rows and columns meet, and every cell has its headers (ISO 14289-1, 7.2 and
//! 7.5).

use std::collections::HashSet;

use lopdf::Object;

use super::finding::{At, Findings};
use super::rule::{rules, ua};
use crate::object::resolve;
use crate::reading::{Element, Reading, Tree, attribute};

rules! {
    OVERLAP "cells-overlap" Tables ua("7.2"),
        "cells of a table lie over each other", "mend how many rows and columns they take";
    UNEVEN "rows-of-other-widths" Tables ua("7.2"),
        "the rows of a table are not of one width", "add the cells that are missing, or mend `ColSpan`";
    TOO_TALL "cells-reach-out-of-table" Tables ua("7.2"),
        "a cell reaches below the last row of its table", "mend its `RowSpan`";
    UNHEADED "cell-without-header" Tables ua("7.5"),
        "no header says what a cell of a table is", "give the headers a `Scope`, or the cell its `Headers`";
    UNKNOWN_HEADER "unknown-header" Tables ua("7.5"),
        "a cell names a header that its table does not have", "name headers by their ids";
}

/// The largest span that is followed.
const MOST_SPAN: usize = 2_000;

/// A cell of a table, where it stands.
struct Cell<'e, 'd> {
    element: &'e Element<'d>,
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(tree) = &reading.structure else { return };
    tree.walk(|element| {
        if element.role == b"Table" {
            let page = element.page.or_else(|| first_page(element));
            let page = page.and_then(|it| reading.page_number(it));
            judge_table(tree, element, At { page, object: element.id }, findings);
        }
    });
}

/// The page of the first content in an element.
fn first_page(element: &Element<'_>) -> Option<lopdf::ObjectId> {
    element.page.or_else(|| element.children.iter().find_map(first_page))
}

fn rows<'e, 'd>(table: &'e Element<'d>) -> Vec<&'e Element<'d>> {
    let mut rows = Vec::new();
    for part in &table.children {
        match part.role {
            b"TR" => rows.push(part),
            b"THead" | b"TBody" | b"TFoot" => {
                rows.extend(part.children.iter().filter(|it| it.role == b"TR"));
            }
            _ => {}
        }
    }
    rows
}

fn judge_table(tree: &Tree<'_>, table: &Element<'_>, at: At, findings: &mut Findings) {
    let rows = rows(table);
    let span = |cell: &Element<'_>, key: &[u8]| {
        let span = attribute(tree, cell, key).and_then(|it| it.as_i64().ok());
        let span = span.and_then(|it| usize::try_from(it).ok());
        span.unwrap_or(1).clamp(1, MOST_SPAN)
    };
    let mut taken: Vec<Vec<bool>> = Vec::new();
    let mut cells = Vec::new();
    let mut widths = Vec::new();
    for (row, element) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in element.children.iter().filter(|it| matches!(it.role, b"TH" | b"TD"))
        {
            let is_taken = |column: usize| {
                taken.get(row).and_then(|it| it.get(column)).copied().unwrap_or(false)
            };
            while is_taken(column) {
                column += 1;
            }
            let (columns, down) = (span(cell, b"ColSpan"), span(cell, b"RowSpan"));
            for below in row..row + down.min(rows.len() - row) {
                if taken.len() <= below {
                    taken.resize(below + 1, Vec::new());
                }
                let line = &mut taken[below];
                if line.len() < column + columns {
                    line.resize(column + columns, false);
                }
                for slot in &mut line[column..column + columns] {
                    if std::mem::replace(slot, true) {
                        findings.add(&OVERLAP, at);
                    }
                }
            }
            if row + down > rows.len() {
                findings.add(&TOO_TALL, at);
            }
            cells.push(Cell { element: cell, row, column, rows: down, columns });
            column += columns;
        }
        let line = taken.get(row).map(Vec::as_slice).unwrap_or_default();
        widths.push(line.iter().filter(|it| **it).count());
    }
    if widths.iter().any(|it| Some(it) != widths.first()) {
        findings.add(&UNEVEN, at);
    }
    judge_headers(tree, &cells, at, findings);
}

fn judge_headers(
    tree: &Tree<'_>,
    cells: &[Cell<'_, '_>],
    at: At,
    findings: &mut Findings,
) {
    let headers = || cells.iter().filter(|it| it.element.role == b"TH");
    if headers().next().is_none() {
        return;
    }
    let ids: HashSet<&[u8]> =
        headers().filter_map(|it| it.element.entries.string(b"ID")).collect();
    let scope = |cell: &Cell<'_, '_>| {
        attribute(tree, cell.element, b"Scope")
            .and_then(|it| it.as_name().ok())
            .map(<[u8]>::to_vec)
    };
    let scopes: Vec<_> = headers().map(|cell| (cell, scope(cell))).collect();
    let is_empty = |it: &Element<'_>| it.content.is_empty() && it.children.is_empty();
    let with_content =
        cells.iter().filter(|it| it.element.role == b"TD" && !is_empty(it.element));
    for cell in with_content {
        let at = At { object: cell.element.id.or(at.object), ..at };
        let named = attribute(tree, cell.element, b"Headers");
        let named = named.and_then(|it| it.as_array().ok()).filter(|it| !it.is_empty());
        if let Some(named) = named {
            let document = cell.element.entries.document;
            let is_known = |name: &Object| match resolve(document, name) {
                Some(Object::String(name, _)) => ids.contains(name.as_slice()),
                _ => false,
            };
            if !named.iter().all(is_known) {
                findings.add(&UNKNOWN_HEADER, at);
            }
            continue;
        }
        let is_headed = scopes.iter().any(|(header, scope)| {
            let shares = |from: usize, count: usize, other: usize, others: usize| {
                from < other + others && other < from + count
            };
            let in_row = shares(cell.row, cell.rows, header.row, header.rows);
            let in_column =
                shares(cell.column, cell.columns, header.column, header.columns);
            match scope.as_deref() {
                Some(b"Row") => in_row,
                Some(b"Column") => in_column,
                Some(b"Both") => in_row || in_column,
                _ => false,
            }
        });
        if !is_headed {
            findings.add(&UNHEADED, at);
        }
    }
}
