//! Series: their points from the data file or from CSV, with marks and bounds of their values.

use fixed_decimal::Decimal;

use crate::diagnostic::{Place, Problems};
use crate::report::cell::{self, Said};
use crate::report::code;
use crate::report::declare::{
    Condition, Field, Held, NounKind, Purpose, Rule, Scalar, Shape, Value, ValueMut,
};
use crate::report::decode::{Cursor, Fields, Read};
use crate::report::files::CsvRows;
use crate::report::model::{
    Bounds, FilePath, Id, IntervalColumns, Observation, Placed, Point, PointValue,
    Series, Shorthand, Text, one_paragraph,
};
use crate::report::node::Value as NodeValue;
use crate::report::number as numbers;
use crate::wording::{counted, excerpt, listed, nearest};

use super::charts::{Rows, csv, rows_of};

/// The names of the groups of a series, and its points.
type SeriesContent = (Vec<Text>, Vec<Point>);

impl Series {
    pub(in crate::report) const RULES: &[Rule] = &[Rule::ExactlyOne(&["points", "file"])];

    /// The groups and points: `points` here, or the rows of a CSV file.
    pub(in crate::report) fn content(fields: &mut Fields<'_>) -> Option<SeriesContent> {
        let in_file = fields.has("file") && !fields.has("points");
        let (mut groups, mut intervals) = (Vec::new(), Vec::new());
        if in_file {
            fields
                .refuse("groups", "remove it: the header of the `file` names the groups");
            intervals = fields.list("interval_columns", IntervalColumns::read);
        } else {
            let hint = "remove it: points have their bounds in `low` and `high`";
            fields.refuse("interval_columns", hint);
            groups = fields.list("groups", Text::read);
        }
        match rows_of(fields, "points") {
            Rows::Here => {
                let points = fields.optional("points", Vec::<Point>::read)?;
                let count = groups.len().max(1);
                for point in points.iter().filter(|it| it.values.len() != count) {
                    let found = counted(point.values.len(), "value");
                    let message = match groups.len() {
                        0 => {
                            format!("the point has {found}, and the series has no groups")
                        }
                        _ => format!(
                            "the point has {found}, and the series {}",
                            counted(count, "group")
                        ),
                    };
                    let hint = "give `groups` a name for each value, and each point all `values`";
                    fields.disagree(&point.label.place, &message, hint);
                }
                Some((groups, points))
            }
            Rows::InFile => fields.optional("file", |at| {
                let rows = at.files()?.csv(&FilePath::read(at)?)?;
                series_rows(rows, &intervals, at.problems())
            }),
            Rows::Unclear => None,
        }
    }

    pub(in crate::report) fn content_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new("points", "Its points, in order.", Vec::<Point>::shape),
            Field::new(
                "groups",
                "The names of its groups, where each point has several `values`.",
                Vec::<Text>::shape,
            )
            .only(Condition::Beside("points")),
            Field::new("file", CSV_OF_SERIES, csv),
            Field::new(
                "interval_columns",
                "Which columns of the file hold the bounds of others.",
                Vec::<IntervalColumns>::shape,
            )
            .only(Condition::Beside("file")),
        ];
        FIELDS
    }
}

const CSV_OF_SERIES: &str = "A CSV file in place of `points`: labels in the first column, \
    numbers in the others, whose headers name the groups.";

/// A number, with marks behind it or one in its place, as a regular expression.
const OBSERVATION: &str = r"^(-?[0-9]+(\.[0-9]+)? *)?(\[(nil|low|[cxzwbefpru])\] *)+$";

/// What the value of a point may be.
fn observation() -> Shape {
    let marked = Scalar::matching("number with marks such as `[p]`", OBSERVATION);
    Shape::Either(vec![Placed::<Decimal>::shape(), Shape::Scalar(marked)])
}

fn observations() -> Shape {
    Shape::list(observation(), 1)
}

impl Point {
    pub(in crate::report) const RULES: &[Rule] =
        &[Rule::ExactlyOne(&["measure", "value", "values"])];

    /// Its values: that of a measure, or numbers.
    pub(in crate::report) fn value(fields: &mut Fields<'_>) -> Option<Vec<PointValue>> {
        let given = ["measure", "value", "values"];
        let count = given.iter().filter(|name| fields.has(name)).count();
        let measure = fields.optional("measure", Id::read);
        let value = fields.optional("value", Observation::read);
        let values = fields.optional("values", |at| {
            Some(at.items()?.iter().filter_map(Observation::read).collect::<Vec<_>>())
        });
        let bounds = bounds(fields);
        if count != 1 {
            let message = "a point has either `measure` or `value`, or several `values`";
            fields.report_choice(&given, count == 0, message, "give one of them");
        }
        if let Some(measure) = measure {
            return Some(vec![PointValue::Measure(measure)]);
        }
        if let Some(values) = values {
            return Some(values.into_iter().map(PointValue::of).collect());
        }
        let mut value = value?;
        value.bounds = bounds;
        Some(vec![PointValue::of(value)])
    }

    pub(in crate::report) fn value_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new("measure", "The measure whose value it has.", Id::shape)
                .refers(NounKind::Measure, Purpose::Print),
            Field::new(
                "value",
                "A number of its own, with marks behind it such as `61 [p]`, or a mark in its \
                 place such as `\"[x]\"`.",
                observation,
            ),
            Field::new("values", "The same for each group of the series.", observations),
            Field::new(
                "low",
                "The lower bound of the interval around `value`.",
                Placed::<Decimal>::shape,
            )
            .only(Condition::Beside("value")),
            Field::new("high", "The upper bound.", Placed::<Decimal>::shape)
                .needed(Condition::Beside("low"))
                .only(Condition::Beside("value")),
        ];
        FIELDS
    }
}

/// The bounds of the value of a point, both or none.
fn bounds(fields: &mut Fields<'_>) -> Option<Bounds> {
    if !fields.has("value") {
        for name in ["low", "high"] {
            fields.refuse(name, "remove it: bounds stand beside a `value`");
        }
        return None;
    }
    let (has_low, has_high) = (fields.has("low"), fields.has("high"));
    let low = fields.optional("low", Placed::<Decimal>::read);
    let high = fields.optional("high", Placed::<Decimal>::read);
    if has_low != has_high {
        let missing = if has_low { "high" } else { "low" };
        let message = format!("`{missing}` is missing");
        fields.report_missing(&["low", "high"], message, "give both bounds, or none");
    }
    Some(Bounds { low: low?, high: high? })
}

impl Observation {
    /// A number with marks, or a mark in its place.
    fn read(at: &Cursor<'_>) -> Option<Self> {
        if let NodeValue::List(_) = at.node().value {
            let hint = "put a mark in quotation marks, such as `\"[x]\"`";
            return at.refuse(format!("{} is a list", at.subject()), hint);
        }
        let scalar = at.scalar("a number, or a mark such as `[x]`")?;
        if !scalar.text.contains('[') {
            let number = Placed::<Decimal>::read(at)?;
            return Some(Self::of_number(number.value, at.place()));
        }
        match Self::parse(&scalar.text, at.place()) {
            Ok(observation) => Some(observation),
            Err(hint) => {
                let text = excerpt(&scalar.text);
                let message = format!("{} is not a number: `{text}`", at.subject());
                at.refuse(message, hint)
            }
        }
    }

    fn of_number(number: Decimal, place: Place) -> Self {
        Self { number: Some(number), marks: Vec::new(), bounds: None, place }
    }

    /// What a cell of a series says; else what to do about it. An empty one is not available.
    fn parse(text: &str, place: Place) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            let marks = vec![Shorthand::NotAvailable];
            return Ok(Self { number: None, marks, bounds: None, place });
        }
        let (typed, marks) = match (cell::said(text), text.split_once('[')) {
            (Said::Mark(Shorthand::Nil), _) => ("0", vec![Shorthand::Nil]),
            (Said::Mark(mark), _) => {
                return Ok(Self { number: None, marks: vec![mark], bounds: None, place });
            }
            (Said::Figure(figure), Some((number, _))) => (number.trim(), figure.marks),
            (_, Some((number, _)))
                if numbers::parse(number.trim()).is_ok() || number.is_empty() =>
            {
                let marks = Shorthand::all().map(|mark| format!("[{}]", mark.name()));
                let marks: Vec<_> = marks.collect();
                let known = listed(marks.iter().map(String::as_str), "or");
                return Err(format!(
                    "write a number, and behind it or in its place {known}"
                ));
            }
            _ => (text, Vec::new()),
        };
        let number = numbers::parse(typed).map_err(|error| error.hint().to_owned())?;
        Ok(Self { marks, ..Self::of_number(number, place) })
    }
}

impl PointValue {
    fn of(observation: Observation) -> Self {
        Self::Observed(Box::new(observation))
    }
}

impl Held for PointValue {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Measure(id) => id.value(),
            Self::Observed(observation) => Value::Fact(&**observation),
        }
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        match self {
            Self::Measure(id) => id.value_mut(),
            Self::Observed(observation) => ValueMut::Fact(&mut **observation),
        }
    }
}

/// What a column of numbers is: values, or the bounds of those of another column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Values,
    Low(usize),
    High(usize),
}

fn series_rows(
    rows: CsvRows,
    intervals: &[IntervalColumns],
    problems: &Problems,
) -> Option<SeriesContent> {
    let (first, columns) = rows.header.split_first()?;
    if columns.is_empty() {
        let message = "the file has no column of numbers";
        let hint = "write the labels in the first column and numbers in the others";
        problems.error(code::CSV_SHAPE, &first.place, message, hint);
        return None;
    }
    if let Some(empty) = columns.iter().find(|column| column.is_empty()) {
        let hint = "write its name in the header row";
        problems.error(code::CSV_SHAPE, &empty.place, "a column has no name", hint);
    }
    let roles = roles(columns, intervals, problems)?;
    let named = columns.iter().zip(&roles);
    let values = named.filter(|(_, role)| **role == Role::Values);
    let groups: Vec<Text> = values.map(|(name, _)| name.clone()).collect();
    // The one column of a series without groups is named by the series itself.
    let groups = if groups.len() > 1 { groups } else { Vec::new() };
    let points = rows.rows.into_iter().filter_map(|row| csv_point(row, &roles, problems));
    Some((groups, points.collect()))
}

/// What each column of a file is.
fn roles(
    columns: &[Text],
    intervals: &[IntervalColumns],
    problems: &Problems,
) -> Option<Vec<Role>> {
    let mut roles = vec![Role::Values; columns.len()];
    let find = |name: &Text| {
        let found = columns.iter().position(|column| *column.value == *name.value);
        if found.is_none() {
            let message = format!("the file has no column `{}`", name.value);
            let known = columns.iter().map(|it| &*it.value);
            let hint = match nearest(&name.value, known.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("name one of {}", listed(known, "and")),
            };
            problems.error(code::CSV_SHAPE, &name.place, message, hint);
        }
        found
    };
    for interval in intervals {
        let (low, high) = (find(&interval.low)?, find(&interval.high)?);
        let of = match &interval.of {
            Some(of) => find(of)?,
            // That which is neither of the two.
            None => (0..columns.len()).find(|at| *at != low && *at != high).unwrap_or(0),
        };
        if low == high || of == low || of == high {
            let message = "a column cannot be both a value and a bound of it";
            let hint = "name three columns of the file";
            problems.error(code::CSV_SHAPE, &interval.low.place, message, hint);
            return None;
        }
        roles[low] = Role::Low(of);
        roles[high] = Role::High(of);
    }
    let is_of_values = |at: &usize| roles.get(*at) == Some(&Role::Values);
    let all = roles.iter().all(|role| match role {
        Role::Values => true,
        Role::Low(of) | Role::High(of) => is_of_values(of),
    });
    let count = roles.iter().filter(|role| **role == Role::Values).count();
    if !all || (count > 1 && intervals.iter().any(|it| it.of.is_none())) {
        let place = intervals.first().map(|it| &it.low.place)?;
        let message = "it is not clear which values the bounds are of";
        let hint = "name their column in `of`";
        problems.error(code::CSV_SHAPE, place, message, hint);
        return None;
    }
    Some(roles)
}

fn csv_point(row: Vec<Text>, roles: &[Role], problems: &Problems) -> Option<Point> {
    let mut cells = row.into_iter();
    let label = cells.next()?;
    let label = Placed { value: one_paragraph(&label.value), place: label.place };
    if label.is_empty() {
        let hint = "write what the row is about in its first column";
        problems.error(code::EMPTY_FIELD, &label.place, "the row has no label", hint);
    }
    let cells: Vec<Text> = cells.collect();
    let bound = |wanted: Role| -> Option<Placed<Decimal>> {
        let at = roles.iter().position(|role| *role == wanted)?;
        let cell = cells.get(at)?;
        if cell.trim().is_empty() {
            return None;
        }
        match numbers::parse(cell) {
            Ok(value) => Some(Placed { value, place: cell.place.clone() }),
            Err(error) => {
                let message = format!("the cell is not a number: `{}`", excerpt(cell));
                problems.error(code::BAD_VALUE, &cell.place, message, error.hint());
                None
            }
        }
    };
    let mut values = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        if roles.get(at) != Some(&Role::Values) {
            continue;
        }
        match Observation::parse(cell, cell.place.clone()) {
            Ok(mut observation) => {
                let bounds = (bound(Role::Low(at)), bound(Role::High(at)));
                observation.bounds = match bounds {
                    (Some(low), Some(high)) => Some(Bounds { low, high }),
                    (None, None) => None,
                    (Some(one), None) | (None, Some(one)) => {
                        let message = "one bound of an interval is empty";
                        let hint = "write both bounds, or leave both empty";
                        problems.error(code::EMPTY_FIELD, &one.place, message, hint);
                        None
                    }
                };
                values.push(PointValue::of(observation));
            }
            Err(hint) => {
                let message = format!("the cell is not a number: `{}`", excerpt(cell));
                problems.error(code::BAD_VALUE, &cell.place, message, hint);
            }
        }
    }
    Some(Point { label, values })
}
