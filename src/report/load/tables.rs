//! Tables: their rows from the data file or from CSV, their cells, heads and marks.

mod from_csv;

use crate::report::code;
use crate::report::declare::{
    Condition, Field, Held, Rule, Scalar, ScalarIs, Shape, Value, ValueMut,
};
use crate::report::decode::raw;
use crate::report::decode::{Cursor, Fields, Read};
use crate::report::files::uneven_rows;
use crate::report::model::{
    Align, Cell, Column, ColumnGroup, FilePath, Id, Line, NumberForm, Placed, Prose, Row,
    RowColumns, RowKind, Scorecard, ScorecardGroup, Table, TableNote, Text,
};
use crate::report::node::Value as NodeValue;
use crate::report::prose;
use crate::wording::{counted, excerpt};

use super::charts::{Rows, csv, rows_of};
use from_csv::{MOST_INDENT, csv_rows};

/// How many digits a printed number can have behind the point.
const MOST_DECIMALS: u32 = 6;

/// The columns of a table, and its rows; or its measures.
type TableContent = (Vec<Column>, Vec<Row>, Option<Scorecard>);

impl Table {
    pub(in crate::report) const RULES: &[Rule] = &[
        Rule::ExactlyOne(&["rows", "file", "scorecard"]),
        Rule::ExactlyOne(&["columns", "scorecard"]),
        Rule::AsLong {
            lists: "rows",
            within: "cells",
            but: Condition::Says("kind", &["group"]),
            list: "columns",
        },
    ];

    /// The columns and rows: `rows` here, or those of a CSV file.
    pub(in crate::report) fn content(fields: &mut Fields<'_>) -> Option<TableContent> {
        if fields.has("scorecard") {
            for name in ["columns", "rows", "file", "row_columns"] {
                fields.refuse(
                    name,
                    "remove it: the measures of `scorecard` make the table",
                );
            }
            let scorecard = fields.required("scorecard", Scorecard::read);
            return Some((Vec::new(), Vec::new(), Some(scorecard?)));
        }
        // A column that cannot be read is a column all the same: its cells are not wrong.
        let width = fields.count_of("columns");
        let columns: Vec<Column> =
            fields.required("columns", Vec::read).unwrap_or_default();
        let roles = if fields.has("file") {
            fields.optional("row_columns", RowColumns::read).unwrap_or_default()
        } else {
            fields.refuse("row_columns", "remove it: it is for the rows of a `file`");
            RowColumns::default()
        };
        let rows = match rows_of(fields, "rows") {
            Rows::Here => fields.optional("rows", |at| rows(at, width)),
            Rows::InFile => fields.optional("file", |at| {
                let rows = at.files()?.csv(&FilePath::read(at)?)?;
                // Its header can only be held against columns that are all known.
                let is_known = width > 0 && columns.len() == width;
                is_known.then(|| csv_rows(rows, &columns, &roles, at.problems()))?
            }),
            Rows::Unclear => None,
        };
        Some((columns, rows?, None))
    }

    pub(in crate::report) fn content_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new(
                "columns",
                "Its columns; the first names the row.",
                Vec::<Column>::shape,
            ),
            Field::new(
                "rows",
                "Its rows, each a list of cells with one for each column, or a mapping that says \
                 more of it.",
                Vec::<Row>::shape,
            ),
            Field::new("file", CSV_OF_TABLE, csv),
            Field::new(
                "row_columns",
                "Which columns of the CSV file say what its rows are.",
                RowColumns::shape,
            )
            .only(Condition::Beside("file")),
            Field::new(
                "scorecard",
                "Measures in place of `columns` and `rows`, or groups of measures: each prints with \
                 its target, what it was before, its trend, status and note, as far as any has one.",
                Scorecard::shape,
            ),
        ];
        FIELDS
    }
}

const CSV_OF_TABLE: &str = "A CSV file in place of `rows`; its header holds the labels of the \
    columns, or what they say in `from`.";

impl Scorecard {
    pub(in crate::report) const RULES: &[Rule] =
        &[Rule::AtLeastOne(&["measures", "groups"])];

    /// It has a measure.
    pub(in crate::report) fn check_some(
        fields: &mut Fields<'_>,
        measures: &[Id],
        groups: &[ScorecardGroup],
    ) -> Option<()> {
        // What could not be read of them has been said.
        let is_there = fields.has("measures") || fields.has("groups");
        if measures.is_empty() && groups.is_empty() && !is_there {
            let message = "there are neither `measures` nor `groups`";
            fields.report_missing(
                &["measures", "groups"],
                message,
                "give either of the two",
            );
        }
        Some(())
    }
}

impl ColumnGroup {
    /// What it says.
    pub(in crate::report) fn label(at: &Cursor<'_>) -> Option<Line> {
        Column::label(at)
    }

    pub(in crate::report) fn label_shape() -> Shape {
        Line::shape()
    }

    /// Over how many columns it stands: one at least.
    pub(in crate::report) fn count(at: &Cursor<'_>) -> Option<Placed<u32>> {
        let count = Placed::<u32>::read(at)?;
        if count.value == 0 {
            let message = "a head stands over no column";
            let hint = "write over how many it stands, or remove it";
            at.report(code::BAD_VALUE, message, hint);
            return None;
        }
        Some(count)
    }

    pub(in crate::report) fn count_shape() -> Shape {
        Shape::Scalar(Scalar::whole("whole number", Some((1, u32::MAX))))
    }
}

impl Column {
    /// Its head.
    pub(in crate::report) fn label(at: &Cursor<'_>) -> Option<Line> {
        raw(at, "text")?;
        prose::label(at)
    }

    pub(in crate::report) fn label_shape() -> Shape {
        Line::shape()
    }

    /// States are words, and numbers are none.
    pub(in crate::report) fn check_align(
        fields: &mut Fields<'_>,
        status: &bool,
        number: &Option<NumberForm>,
        align: &Option<Align>,
    ) -> Option<()> {
        let (other, what) = match (number, align) {
            (Some(_), _) => ("number", "how numbers print"),
            (None, Some(Align::Right)) => ("align", "that its cells are figures"),
            _ => return Some(()),
        };
        if *status {
            let message =
                format!("`status` says that its cells are states, and `{other}` {what}");
            let place = fields.at().place_of_value("status");
            fields.disagree(&place, &message, "remove one of the two");
            return None;
        }
        Some(())
    }
}

impl NumberForm {
    /// How many digits follow the point.
    pub(in crate::report) fn decimals(at: &Cursor<'_>) -> Option<u32> {
        within(at, MOST_DECIMALS)
    }

    pub(in crate::report) fn decimals_shape() -> Shape {
        Shape::Scalar(Scalar::whole("whole number", Some((0, MOST_DECIMALS))))
    }
}

impl Row {
    /// By how many levels its name is indented.
    pub(in crate::report) fn indent(at: &Cursor<'_>) -> Option<u32> {
        within(at, MOST_INDENT)
    }

    pub(in crate::report) fn indent_shape() -> Shape {
        Shape::Scalar(Scalar::whole("whole number", Some((0, MOST_INDENT))))
    }
}

/// A whole number up to the most that may be.
fn within(at: &Cursor<'_>, most: u32) -> Option<u32> {
    let number = Placed::<u32>::read(at)?;
    if number.value > most {
        let message =
            format!("{} is {}, and the most is {most}", at.subject(), number.value);
        let hint = format!("write a number from 0 to {most}");
        at.report(code::BAD_VALUE, message, hint);
        return None;
    }
    Some(number.value)
}

/// What the mark of a note may be, as a regular expression.
const MARK: &str = r"^([0-9]{1,2}|[a-z]|[*†‡]{1,3})$";

impl TableNote {
    /// Its mark.
    pub(in crate::report) fn mark(at: &Cursor<'_>) -> Option<Text> {
        let mark = Text::read(at)?;
        if is_mark(&mark.value) {
            return Some(mark);
        }
        let message = format!("`{}` is no mark of a note", excerpt(&mark.value));
        let hint = "write a number such as `1`, a small letter, `*`, `†` or `‡`";
        at.report(code::BAD_VALUE, message, hint);
        None
    }

    pub(in crate::report) fn mark_shape() -> Shape {
        let number = Scalar::whole("whole number", Some((0, 99)));
        let sign = Scalar::matching("mark", MARK);
        Shape::Either(vec![Shape::Scalar(number), Shape::Scalar(sign)])
    }
}

fn is_mark(text: &str) -> bool {
    let count = text.chars().count();
    let all = |is: fn(char) -> bool| text.chars().all(is);
    match count {
        1 if all(|c| c.is_ascii_lowercase()) => true,
        1 | 2 if all(|c| c.is_ascii_digit()) => true,
        1..=3 => all(|c| matches!(c, '*' | '†' | '‡')),
        _ => false,
    }
}

impl Read for Cell {
    fn shape() -> Shape {
        Shape::Scalar(Scalar { kind: ScalarIs::Cell, ..Scalar::typed("cell") })
    }

    fn read(at: &Cursor<'_>) -> Option<Self> {
        let scalar = match &at.node().value {
            // What has no value may be left empty.
            NodeValue::Scalar(scalar) => scalar,
            NodeValue::List(_) | NodeValue::Map(_) => at.scalar("the text of a cell")?,
        };
        if at.node().is_null() {
            if !scalar.text.is_empty() && at.is_yaml() {
                let message =
                    format!("`{}` is no text in YAML, but nothing", scalar.text);
                let hint = format!(
                    "write `\"\"` for an empty cell, or `\"{}\"` where the cell is to say that",
                    scalar.text
                );
                at.report(code::BAD_VALUE, message, hint);
            }
            return Some(Self(Prose { blocks: Vec::new(), place: at.place() }));
        }
        let mut locator = at.locator()?;
        let mut place = |range| at.place_of(locator.span(range));
        let blocks = prose::cell(&scalar.text, &mut place, at.problems());
        Some(Self(Prose { blocks, place: at.place() }))
    }
}

impl Held for Cell {
    fn value(&self) -> Value<'_> {
        if self.is_empty() { Value::Nothing } else { Value::Prose(&self.0) }
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        if self.is_empty() { ValueMut::Nothing } else { ValueMut::Prose(&mut self.0) }
    }
}

/// The rows of a table that has `columns` columns; of none, how many there are is not
/// known.
fn rows(at: &Cursor<'_>, columns: usize) -> Option<Vec<Row>> {
    let items = at.items()?;
    let rows = items.iter().filter_map(|at| Some((at.place(), Row::read(at)?)));
    let mut rows: Vec<_> = rows.collect();
    if columns > 0 {
        let whole = format!("the table has {}", counted(columns, "column"));
        let is_named = |row: &Row| row.kind == RowKind::Group && row.cells.len() == 1;
        let uneven = rows.iter().filter(|(_, row)| !is_named(row));
        let sizes = uneven.map(|(place, row)| (row.cells.len(), place));
        for (size, message, place) in uneven_rows(sizes, columns, &whole) {
            let hint = if size > columns {
                "write a cell for each column, and put one that holds a comma in quotation marks"
            } else {
                "write a cell for each column, `\"\"` for one that is empty"
            };
            at.problems().error(code::FIELDS_DISAGREE, place, message, hint);
        }
        rows.retain(|(_, row)| row.cells.len() == columns || is_named(row));
    }
    Some(rows.into_iter().map(|(_, row)| row).collect())
}
