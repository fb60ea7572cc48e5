//! Series, with their points from the data file or from CSV.

use fixed_decimal::Decimal;

use crate::diagnostic::Problems;
use crate::report::code;
use crate::report::declare::{
    Field, Held, NounKind, Purpose, Rule, Scalar, Shape, Value, ValueMut,
};
use crate::report::decode::{Fields, Read};
use crate::report::files::CsvRows;
use crate::report::model::{
    FilePath, Id, Placed, Point, PointValue, Series, Text, one_paragraph,
};
use crate::report::number as numbers;
use crate::wording::excerpt;

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
pub(super) fn csv() -> Shape {
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

/// Where the rows of a series or table stand.
pub(super) enum Rows {
    /// In the data file.
    Here,
    /// In a CSV file.
    InFile,
    /// In both or neither, which has been reported.
    Unclear,
}

pub(super) fn rows_of(fields: &mut Fields<'_>, here: &'static str) -> Rows {
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
    let label = Placed { value: one_paragraph(&label.value), place: label.place };
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
