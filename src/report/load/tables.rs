//! Tables: their rows from the data file or from CSV, their cells, heads and marks.

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::declare::{
    Choice, Condition, Field, Held, Rule, Scalar, ScalarIs, Shape, Value, ValueMut,
};
use crate::report::decode::scalars::{excerpt, raw};
use crate::report::decode::{Cursor, Fields, Read};
use crate::report::files::{CsvRows, uneven_rows};
use crate::report::model::{
    Align, Cell, Column, ColumnGroup, FilePath, Inline, Line, NumberForm, Placed, Prose,
    Row, RowColumns, RowKind, Table, TableNote, Text,
};
use crate::report::node::Value as NodeValue;
use crate::report::prose;
use crate::wording::{counted, listed, nearest};

use super::charts::{Rows, csv, rows_of};

/// How deep the names of rows can be indented: more cannot be told apart.
const MOST_INDENT: u32 = 4;
/// How many digits a printed number can have behind the point.
const MOST_DECIMALS: u32 = 6;
/// How many columns of a header are named where they are wrong; of more, the number is told.
const MOST_NAMED: usize = 20;

/// The columns of a table, and its rows.
type TableContent = (Vec<Column>, Vec<Row>);

impl Table {
    pub(in crate::report) const RULES: &[Rule] = &[
        Rule::ExactlyOne(&["rows", "file"]),
        Rule::AsLong {
            lists: "rows",
            within: "cells",
            but: Condition::Says("kind", &["group"]),
            list: "columns",
        },
    ];

    /// The columns and rows: `rows` here, or those of a CSV file.
    pub(in crate::report) fn content(fields: &mut Fields<'_>) -> Option<TableContent> {
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
                let is_known = columns.len() == width;
                is_known.then(|| csv_rows(rows, &columns, &roles, at.problems()))?
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
        ];
        FIELDS
    }
}

const CSV_OF_TABLE: &str = "A CSV file in place of `rows`; its header holds the labels of the \
    columns, or what they say in `from`.";

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

    /// What heads it in a CSV file.
    fn heading(&self) -> String {
        match &self.from {
            Some(from) => from.value.to_string(),
            None => self.label.typed(),
        }
    }
}

impl Line {
    /// Its text as it was typed, without emphasis, addresses of links and marks of notes.
    pub fn typed(&self) -> String {
        let mut text = String::new();
        push_typed(&self.content, &mut text);
        text.trim().to_owned()
    }
}

fn push_typed(content: &[Inline], text: &mut String) {
    for piece in content {
        match piece {
            Inline::Text(piece) => text.push_str(piece),
            Inline::Break => text.push(' '),
            Inline::Emphasis(inner) | Inline::Strong(inner) => push_typed(inner, text),
            Inline::Link { content, .. } => push_typed(content, text),
            Inline::Measure { id, .. } | Inline::Pointer { id, .. } => {
                text.extend(["{", &*id.value, "}"]);
            }
            Inline::NoteMark(_) | Inline::Footnote { .. } | Inline::FootnoteMark(_) => {}
        }
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

/// What a column of a CSV file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Cell,
    Kind,
    Indent,
    Id,
    SumOf,
    Less,
    Casts,
    Apart,
    Shaded,
}

impl RowColumns {
    /// The roles that are given to columns, each with the name of its column.
    fn roles(&self) -> Vec<(Role, &Text)> {
        let all = [
            (Role::Kind, &self.kind),
            (Role::Indent, &self.indent),
            (Role::Id, &self.id),
            (Role::SumOf, &self.sum_of),
            (Role::Less, &self.less),
            (Role::Casts, &self.casts),
            (Role::Apart, &self.apart),
            (Role::Shaded, &self.shaded),
        ];
        all.into_iter().filter_map(|(role, name)| Some((role, name.as_ref()?))).collect()
    }
}

/// The rows of a CSV file.
fn csv_rows(
    rows: CsvRows,
    columns: &[Column],
    roles: &RowColumns,
    problems: &Problems,
) -> Option<Vec<Row>> {
    let all = roles.roles();
    let mut of_columns = Vec::new();
    for name in &rows.header {
        let role = all.iter().find(|(_, column)| *column.value == *name.value);
        of_columns.push(role.map_or(Role::Cell, |(role, _)| *role));
    }
    for (role, name) in &all {
        if !of_columns.contains(role) {
            let message = format!("the file has no column `{}`", name.value);
            let known = rows.header.iter().map(|it| &*it.value);
            let hint = match nearest(&name.value, known.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("name one of {}", listed(known, "and")),
            };
            problems.error(code::CSV_SHAPE, &name.place, message, hint);
            return None;
        }
    }
    let header = rows.header.iter().zip(&of_columns);
    let header: Vec<&Text> =
        header.filter(|(_, role)| **role == Role::Cell).map(|(name, _)| name).collect();
    check_header(&header, columns, rows.header.first(), problems)?;
    let read = rows.rows.into_iter().map(|row| csv_row(row, &of_columns, problems));
    Some(read.collect())
}

/// Holds the header of a file against the columns.
fn check_header(
    header: &[&Text],
    columns: &[Column],
    first: Option<&Text>,
    problems: &Problems,
) -> Option<()> {
    let labels: Vec<String> = columns.iter().map(Column::heading).collect();
    let labels = || labels.iter().map(String::as_str);
    if header.iter().map(|name| &*name.value).eq(labels()) {
        return Some(());
    }
    let place = first.map(|name| name.place.clone())?;
    let message = if header.len() > columns.len().max(MOST_NAMED) {
        let count = counted(header.len(), "column");
        format!("the header has {count}, and the table {}", columns.len())
    } else {
        let found = listed(header.iter().map(|name| &*name.value), "and");
        format!("the header is {found}, and not the labels of the columns")
    };
    let hint = format!("write {} as the first row", listed(labels(), "and"));
    problems.error(code::CSV_SHAPE, &place, message, hint);
    None
}

/// A row of a CSV file.
fn csv_row(cells: Vec<Text>, roles: &[Role], problems: &Problems) -> Row {
    let mut row = Row {
        kind: RowKind::Item,
        indent: 0,
        id: None,
        sum_of: Vec::new(),
        less: Vec::new(),
        casts: true,
        apart: false,
        shaded: false,
        cells: Vec::with_capacity(roles.len()),
    };
    for (text, role) in cells.into_iter().zip(roles) {
        if *role == Role::Cell {
            let mut place = |_| text.place.clone();
            let blocks = prose::cell(&text.value, &mut place, problems);
            row.cells.push(Cell(Prose { blocks, place: text.place }));
            continue;
        }
        if text.value.trim().is_empty() {
            continue;
        }
        let found = match role {
            Role::Cell => Some(()),
            Role::Kind => one_of(&text).map(|kind| row.kind = kind),
            Role::Indent => text.value.trim().parse().ok().and_then(|indent| {
                row.indent = indent;
                (indent <= MOST_INDENT).then_some(())
            }),
            Role::Id => {
                row.id = Some(text.clone());
                Some(())
            }
            Role::SumOf => {
                row.sum_of = words(&text);
                Some(())
            }
            Role::Less => {
                row.less = words(&text);
                Some(())
            }
            Role::Casts => truth(&text).map(|is| row.casts = is),
            Role::Apart => truth(&text).map(|is| row.apart = is),
            Role::Shaded => truth(&text).map(|is| row.shaded = is),
        };
        if found.is_none() {
            let message = format!("the cell cannot be `{}`", excerpt(&text.value));
            let hint = match role {
                Role::Kind => {
                    let words = RowKind::WORDS.iter().map(|(word, _)| word.name);
                    format!("write {}", listed(words, "or"))
                }
                Role::Indent => format!("write a number from 0 to {MOST_INDENT}"),
                _ => "write `true` or `false`".to_owned(),
            };
            problems.error(code::BAD_VALUE, &text.place, message, hint);
        }
    }
    // A group of a file has a cell in each column; those behind its name may be empty.
    if row.kind == RowKind::Group && row.cells.iter().skip(1).all(Cell::is_empty) {
        row.cells.truncate(1);
    }
    row
}

fn one_of<T: Choice>(text: &Text) -> Option<T> {
    let found = T::WORDS.iter().find(|(word, _)| word.name == text.value.trim());
    found.map(|(_, value)| *value)
}

fn truth(text: &Text) -> Option<bool> {
    match text.value.trim() {
        "true" | "TRUE" => Some(true),
        "false" | "FALSE" => Some(false),
        _ => None,
    }
}

/// The words of a text, each at its place.
fn words(text: &Text) -> Vec<Text> {
    let words = text.value.split_whitespace();
    words.map(|word| Placed { value: word.into(), place: text.place.clone() }).collect()
}
