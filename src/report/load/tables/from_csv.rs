//! Rows of a CSV file: its header against the columns, and what columns say of their rows.

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::declare::Choice;
use crate::report::files::CsvRows;
use crate::report::model::{Cell, Column, Placed, Prose, Row, RowColumns, RowKind, Text};
use crate::report::prose;
use crate::wording::{counted, excerpt, listed, nearest};

/// How deep the names of rows can be indented: more cannot be told apart.
pub(super) const MOST_INDENT: u32 = 4;

/// How many columns of a header are named where they are wrong; of more, the number is told.
const MOST_NAMED: usize = 20;

impl Column {
    /// What heads it in a CSV file.
    fn heading(&self) -> String {
        match &self.from {
            Some(from) => from.value.to_string(),
            None => self.label.typed(),
        }
    }
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
pub(super) fn csv_rows(
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
    // All the columns of the table, in order, and others.
    let mut wanted = labels().peekable();
    let others = header.iter().filter(|name| wanted.next_if_eq(&&*name.value).is_none());
    let others: Vec<&Text> = others.copied().collect();
    if let (None, [other, ..]) = (wanted.peek(), others.as_slice())
        && others.len() <= MOST_NAMED
    {
        let names = listed(others.iter().map(|name| &*name.value), "and");
        let message = format!("the table has no column {names}");
        let hint = "remove it from the file, with its cells, or add it to `columns` of the table";
        problems.error(code::CSV_SHAPE, &other.place, message, hint);
        return None;
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
    let mut row = Row::item(Vec::with_capacity(roles.len()));
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
