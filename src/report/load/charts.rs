//! Series, charts and tables, with their rows from the data file or from CSV.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::decode::scalars::{excerpt, id, line, number, one_of, path, text};
use crate::report::decode::{Cursor, Fields, Problems, list_of};
use crate::report::model::{
    Align, Chart, ChartKind, Column, Line, Placed, Point, PointValue, Series, Table, Text,
};
use crate::report::{number as numbers, prose};
use crate::wording::{counted, listed};

use super::audience::audience;
use super::files::{CsvRows, Files};
use super::measures::source_reference;

const KINDS: &[(&str, ChartKind)] = &[
    ("bar", ChartKind::Bar),
    ("stacked-bar", ChartKind::StackedBar),
    ("proportion", ChartKind::Proportion),
    ("line", ChartKind::Line),
    ("dot", ChartKind::Dot),
];
const ALIGNS: &[(&str, Align)] = &[("left", Align::Left), ("right", Align::Right)];

/// Reads a chart.
pub(crate) fn chart(at: &Cursor<'_>, problems: &mut Problems) -> Option<Chart> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let kind = fields.required("kind", one_of(KINDS));
    let series = fields.required("series", self::id);
    let title = fields.required("title", line);
    let subtitle = fields.optional("subtitle", line);
    let source = fields.optional("source", text);
    let note = fields.optional("note", line);
    let total = fields.optional("total", self::id);
    let audience = audience(at, &mut fields);
    fields.finish();
    Some(Chart {
        id: id?,
        kind: kind?,
        series: series?,
        title: title?,
        subtitle,
        source,
        note,
        total,
        audience,
    })
}

/// Reads a series.
pub(crate) fn series(
    at: &Cursor<'_>,
    files: &mut Files<'_>,
    problems: &mut Problems,
) -> Option<Series> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let label = fields.required("label", text);
    let unit = fields.required("unit", text);
    let period = fields.optional("period", text);
    let source = fields.optional("source", source_reference);
    let content = match rows_of(at, &mut fields, "points") {
        Rows::Here => {
            fields.optional("points", list_of(point)).map(|points| (Vec::new(), points))
        }
        Rows::InFile => fields.optional("file", |at, problems| {
            let rows = files.csv(&path(at, problems)?, problems)?;
            series_rows(rows, problems)
        }),
        Rows::Unclear => None,
    };
    let audience = audience(at, &mut fields);
    fields.finish();
    let (groups, points) = content?;
    Some(Series {
        id: id?,
        label: label?,
        unit: unit?,
        period,
        source,
        groups,
        points,
        audience,
    })
}

/// Where the rows of a series or table stand.
enum Rows {
    Here,
    InFile,
    /// In both or neither, which has been reported.
    Unclear,
}

fn rows_of(at: &Cursor<'_>, fields: &mut Fields<'_, '_>, here: &'static str) -> Rows {
    let (code, message) = match (fields.has(here), fields.has("file")) {
        (true, false) => return Rows::Here,
        (false, true) => return Rows::InFile,
        (true, true) => {
            (code::FIELDS_DISAGREE, format!("there are both `{here}` and `file`"))
        }
        (false, false) => {
            (code::MISSING_FIELD, format!("there is neither `{here}` nor `file`"))
        }
    };
    fields.optional(here, |_, _| None::<()>);
    fields.optional("file", |_, _| None::<()>);
    let hint = format!("give either `{here}` or `file`");
    let problem = Diagnostic::error(code, message).at(&at.place()).hint(hint);
    if code == code::MISSING_FIELD {
        fields.report_missing(&[here, "file"], problem);
    } else {
        fields.report(problem);
    }
    Rows::Unclear
}

fn point(at: &Cursor<'_>, problems: &mut Problems) -> Option<Point> {
    let mut fields = Fields::of(at, problems)?;
    let label = fields.required("label", text);
    let both = fields.has("measure") == fields.has("value");
    let measure = fields.optional("measure", id);
    let value = fields.optional("value", number);
    if both {
        fields.report(
            at.error(code::FIELDS_DISAGREE, "a point has either `measure` or `value`")
                .hint("give one of the two"),
        );
    }
    fields.finish();
    let value = measure.map(PointValue::Measure).or(value.map(PointValue::Number));
    Some(Point { label: label?, values: vec![value?] })
}

fn series_rows(
    rows: CsvRows,
    problems: &mut Problems,
) -> Option<(Vec<Text>, Vec<Point>)> {
    let (first, groups) = rows.header.split_first()?;
    if groups.is_empty() {
        problems.push(
            Diagnostic::error(code::CSV_SHAPE, "the file has no column of numbers")
                .at(&first.place)
                .hint("write the labels in the first column and numbers in the others"),
        );
        return None;
    }
    if let Some(empty) = groups.iter().find(|group| group.is_empty()) {
        problems.push(
            Diagnostic::error(code::CSV_SHAPE, "a column has no name")
                .at(&empty.place)
                .hint("write its name in the header row"),
        );
    }
    // The one column of a series without groups is named by the series itself.
    let groups = if groups.len() > 1 { groups.to_vec() } else { Vec::new() };
    let points =
        rows.rows.into_iter().filter_map(|row| csv_point(row, problems)).collect();
    Some((groups, points))
}

fn csv_point(row: Vec<Text>, problems: &mut Problems) -> Option<Point> {
    let mut cells = row.into_iter();
    let label = cells.next()?;
    if label.is_empty() {
        problems.push(
            Diagnostic::error(code::EMPTY_FIELD, "the row has no label")
                .at(&label.place)
                .hint("write what the row is about in its first column"),
        );
    }
    let mut values = Vec::new();
    for cell in cells {
        match numbers::parse(&cell) {
            Ok(value) => {
                values.push(PointValue::Number(Placed { value, place: cell.place }));
            }
            Err(error) => problems.push(
                if cell.trim().is_empty() {
                    Diagnostic::error(code::EMPTY_FIELD, "the cell is empty")
                        .hint("write a number")
                } else {
                    let message =
                        format!("the cell is not a number: `{}`", excerpt(&cell));
                    Diagnostic::error(code::BAD_VALUE, message).hint(error.hint())
                }
                .at(&cell.place),
            ),
        }
    }
    Some(Point { label, values })
}

/// Reads a table.
pub(crate) fn table(
    at: &Cursor<'_>,
    files: &mut Files<'_>,
    problems: &mut Problems,
) -> Option<Table> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let title = fields.required("title", line);
    let subtitle = fields.optional("subtitle", line);
    let columns = fields.required("columns", list_of(column)).unwrap_or_default();
    let source = fields.optional("source", text);
    let note = fields.optional("note", line);
    let rows = match rows_of(at, &mut fields, "rows") {
        Rows::Here => fields
            .optional("rows", list_of(|at, problems| row(at, columns.len(), problems))),
        Rows::InFile => fields.optional("file", |at, problems| {
            let file = path(at, problems)?;
            let rows = files.csv(&file, problems)?;
            table_rows(rows, &columns, problems)
        }),
        Rows::Unclear => None,
    };
    let audience = audience(at, &mut fields);
    fields.finish();
    Some(Table {
        id: id?,
        title: title?,
        subtitle,
        columns,
        rows: rows?,
        source,
        note,
        audience,
    })
}

fn column(at: &Cursor<'_>, problems: &mut Problems) -> Option<Column> {
    let mut fields = Fields::of(at, problems)?;
    let label = fields.required("label", text);
    let align = fields.optional("align", one_of(ALIGNS)).unwrap_or_default();
    let unit = fields.optional("unit", text);
    fields.finish();
    Some(Column { label: label?, align, unit })
}

fn row(at: &Cursor<'_>, columns: usize, problems: &mut Problems) -> Option<Vec<Line>> {
    let cells = at.items(problems)?;
    if cells.len() != columns {
        let message = format!(
            "the row has {}, and the table has {}",
            counted(cells.len(), "cell"),
            counted(columns, "column")
        );
        problems.push(
            at.error(code::FIELDS_DISAGREE, message).hint("write a cell for each column"),
        );
        return None;
    }
    // An empty cell is written as empty text: what has no value must show that it has none.
    Some(cells.iter().filter_map(|cell| line(cell, problems)).collect())
}

/// How many columns of a header are named where they are wrong; of more, the number is told.
const MOST_NAMED: usize = 20;

fn table_rows(
    rows: CsvRows,
    columns: &[Column],
    problems: &mut Problems,
) -> Option<Vec<Vec<Line>>> {
    let labels = || columns.iter().map(|column| &*column.label.value);
    if !rows.header.iter().map(|name| &*name.value).eq(labels()) {
        let place = rows.header.first().map(|name| name.place.clone())?;
        if rows.header.len() > columns.len().max(MOST_NAMED) {
            let message = format!(
                "the header has {}, and the table {}",
                counted(rows.header.len(), "column"),
                columns.len()
            );
            problems.push(
                Diagnostic::error(code::CSV_SHAPE, message)
                    .at(&place)
                    .hint(format!("write {} as the first row", listed(labels(), "and"))),
            );
            return None;
        }
        let found = listed(rows.header.iter().map(|name| &*name.value), "and");
        problems.push(
            Diagnostic::error(
                code::CSV_SHAPE,
                format!("the header is {found}, and not the labels of the columns"),
            )
            .at(&place)
            .hint(format!("write {} as the first row", listed(labels(), "and"))),
        );
        return None;
    }
    let cell = |cell: &Text| prose::cell(&cell.value, &cell.place, problems);
    let mut cell = cell;
    Some(rows.rows.iter().map(|row| row.iter().map(&mut cell).collect()).collect())
}
