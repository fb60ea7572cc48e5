//! Series and tables, with their rows from the data file or from CSV.

use fixed_decimal::Decimal;

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::declare::{
    Field, Held, NounKind, Purpose, Rule, Scalar, Shape, Value, ValueMut,
};
use crate::report::decode::scalars::excerpt;
use crate::report::decode::{Cursor, Fields, Read};
use crate::report::files::{CsvRows, uneven_rows};
use crate::report::model::{
    Column, FilePath, Id, Line, Placed, Point, PointValue, Series, Table, Text,
};
use crate::report::{number as numbers, prose};
use crate::wording::{counted, listed};

/// The names of the groups of a series, and its points.
type SeriesContent = (Vec<Text>, Vec<Point>);

impl Series {
    pub(in crate::report) const RULES: &[Rule] = &[Rule::ExactlyOne(&["points", "file"])];

    /// The groups and points: `points` here, or the rows of a CSV file.
    pub(in crate::report) fn content(fields: &mut Fields<'_>) -> Option<SeriesContent> {
        match rows_of(fields, "points") {
            Rows::Here => Some((Vec::new(), fields.optional("points", Vec::read)?)),
            Rows::InFile => fields.optional("file", |at| {
                let rows = at.files()?.csv(&FilePath::read(at)?)?;
                series_rows(rows, at.problems())
            }),
            Rows::Unclear => None,
        }
    }

    pub(in crate::report) fn content_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new("points", "Its points, in order.", Vec::<Point>::shape),
            Field::new("file", CSV_OF_SERIES, csv),
        ];
        FIELDS
    }
}

const CSV_OF_SERIES: &str = "A CSV file in place of `points`: labels in the first column, \
    numbers in the others, whose headers name the groups.";

/// A path to a CSV file.
fn csv() -> Shape {
    Shape::Scalar(Scalar { name: "path of a CSV file", ..Scalar::PATH })
}

impl Point {
    pub(in crate::report) const RULES: &[Rule] =
        &[Rule::ExactlyOne(&["measure", "value"])];

    /// Its value: that of a measure, or a number.
    pub(in crate::report) fn value(fields: &mut Fields<'_>) -> Option<Vec<PointValue>> {
        let both = fields.has("measure") == fields.has("value");
        let measure = fields.optional("measure", Id::read);
        let value = fields.optional("value", Placed::read);
        if both {
            let message = "a point has either `measure` or `value`";
            fields.disagree(&fields.at().place(), message, "give one of the two");
        }
        let value = measure.map(PointValue::Measure).or(value.map(PointValue::Number));
        Some(vec![value?])
    }

    pub(in crate::report) fn value_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new("measure", "The measure whose value it has.", Id::shape)
                .refers(NounKind::Measure, Purpose::Print),
            Field::new("value", "A number of its own.", Placed::<Decimal>::shape),
        ];
        FIELDS
    }
}

impl Held for PointValue {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Measure(id) => id.value(),
            Self::Number(number) => number.value(),
        }
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        match self {
            Self::Measure(id) => id.value_mut(),
            Self::Number(number) => number.value_mut(),
        }
    }
}

/// The columns of a table, and its rows.
type TableContent = (Vec<Column>, Vec<Vec<Line>>);

impl Table {
    pub(in crate::report) const RULES: &[Rule] =
        &[Rule::ExactlyOne(&["rows", "file"]), Rule::AsLong("rows", "columns")];

    /// The columns and rows: `rows` here, or those of a CSV file.
    pub(in crate::report) fn content(fields: &mut Fields<'_>) -> Option<TableContent> {
        // A column that cannot be read is a column all the same: its cells are not wrong.
        let width = fields.count_of("columns");
        let columns: Vec<Column> =
            fields.required("columns", Vec::read).unwrap_or_default();
        let rows = match rows_of(fields, "rows") {
            Rows::Here => fields.optional("rows", |at| rows(at, width)),
            Rows::InFile => fields.optional("file", |at| {
                let rows = at.files()?.csv(&FilePath::read(at)?)?;
                // Its header can only be held against columns that are all known.
                let is_known = columns.len() == width;
                is_known.then(|| table_rows(rows, &columns, at.problems()))?
            }),
            Rows::Unclear => None,
        };
        Some((columns, rows?))
    }

    pub(in crate::report) fn content_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new(
                "columns",
                "Its columns; the first names the row.",
                Vec::<Column>::shape,
            )
            .required(),
            Field::new(
                "rows",
                "Its rows; each has as many cells as there are columns.",
                Vec::<Vec<Line>>::shape,
            ),
            Field::new("file", CSV_OF_TABLE, csv),
        ];
        FIELDS
    }
}

const CSV_OF_TABLE: &str =
    "A CSV file in place of `rows`; its header holds the labels of the columns.";

/// Where the rows of a series or table stand.
enum Rows {
    Here,
    InFile,
    /// In both or neither, which has been reported.
    Unclear,
}

fn rows_of(fields: &mut Fields<'_>, here: &'static str) -> Rows {
    let is_missing = match (fields.has(here), fields.has("file")) {
        (true, false) => return Rows::Here,
        (false, true) => return Rows::InFile,
        (both, _) => !both,
    };
    fields.optional(here, |_| None::<()>);
    fields.optional("file", |_| None::<()>);
    let message = if is_missing {
        format!("there is neither `{here}` nor `file`")
    } else {
        format!("there are both `{here}` and `file`")
    };
    let hint = format!("give either `{here}` or `file`");
    fields.report_choice(&[here, "file"], is_missing, message, hint);
    Rows::Unclear
}

fn series_rows(rows: CsvRows, problems: &Problems) -> Option<SeriesContent> {
    let (first, groups) = rows.header.split_first()?;
    if groups.is_empty() {
        let message = "the file has no column of numbers";
        let hint = "write the labels in the first column and numbers in the others";
        problems.error(code::CSV_SHAPE, &first.place, message, hint);
        return None;
    }
    if let Some(empty) = groups.iter().find(|group| group.is_empty()) {
        let hint = "write its name in the header row";
        problems.error(code::CSV_SHAPE, &empty.place, "a column has no name", hint);
    }
    // The one column of a series without groups is named by the series itself.
    let groups = if groups.len() > 1 { groups.to_vec() } else { Vec::new() };
    let points = rows.rows.into_iter().filter_map(|row| csv_point(row, problems));
    Some((groups, points.collect()))
}

fn csv_point(row: Vec<Text>, problems: &Problems) -> Option<Point> {
    let mut cells = row.into_iter();
    let label = cells.next()?;
    if label.is_empty() {
        let hint = "write what the row is about in its first column";
        problems.error(code::EMPTY_FIELD, &label.place, "the row has no label", hint);
    }
    let mut values = Vec::new();
    for cell in cells {
        match numbers::parse(&cell) {
            Ok(value) => {
                values.push(PointValue::Number(Placed { value, place: cell.place }));
            }
            Err(_) if cell.trim().is_empty() => {
                let (code, message) = (code::EMPTY_FIELD, "the cell is empty");
                problems.error(code, &cell.place, message, "write a number");
            }
            Err(error) => {
                let message = format!("the cell is not a number: `{}`", excerpt(&cell));
                problems.error(code::BAD_VALUE, &cell.place, message, error.hint());
            }
        }
    }
    Some(Point { label, values })
}

/// The rows of a table that has `columns` columns; of none, how many there are is not
/// known.
fn rows(at: &Cursor<'_>, columns: usize) -> Option<Vec<Vec<Line>>> {
    let items = at.items()?;
    let rows = items.iter().filter_map(|at| Some((at.place(), at.items()?)));
    let mut rows: Vec<_> = rows.collect();
    if columns > 0 {
        let whole = format!("the table has {}", counted(columns, "column"));
        let sizes = rows.iter().map(|(place, cells)| (cells.len(), place));
        for (message, place) in uneven_rows(sizes, columns, &whole) {
            let hint = "write a cell for each column";
            at.problems().error(code::FIELDS_DISAGREE, place, message, hint);
        }
        rows.retain(|(_, cells)| cells.len() == columns);
    }
    // An empty cell is written as empty text: what has no value must show that it has none.
    let row = |cells: Vec<Cursor<'_>>| cells.iter().filter_map(Line::read).collect();
    Some(rows.into_iter().map(|(_, cells)| row(cells)).collect())
}

/// How many columns of a header are named where they are wrong; of more, the number is told.
const MOST_NAMED: usize = 20;

fn table_rows(
    rows: CsvRows,
    columns: &[Column],
    problems: &Problems,
) -> Option<Vec<Vec<Line>>> {
    let labels = || columns.iter().map(|column| &*column.label.value);
    let header = || rows.header.iter().map(|name| &*name.value);
    if !header().eq(labels()) {
        let message = if rows.header.len() > columns.len().max(MOST_NAMED) {
            let count = counted(rows.header.len(), "column");
            format!("the header has {count}, and the table {}", columns.len())
        } else {
            let found = listed(header(), "and");
            format!("the header is {found}, and not the labels of the columns")
        };
        let hint = format!("write {} as the first row", listed(labels(), "and"));
        problems.error(code::CSV_SHAPE, &rows.header.first()?.place, message, hint);
        return None;
    }
    let cell = |cell: &Text| prose::cell(&cell.value, &cell.place, problems);
    Some(rows.rows.iter().map(|row| row.iter().map(cell).collect()).collect())
}
