//! Performance: the history of a measure from its data file or from CSV, and how near is near.

use crate::report::code;
use crate::report::declare::{Field, Scalar, Shape};
use crate::report::decode::{Cursor, Fields, Read};
use crate::report::model::{
    FilePath, Measure, MeasureValue, PastValue, Placed, StatusRule, Text, Within,
};
use crate::report::node::Value;
use crate::report::number as numbers;
use crate::wording::excerpt;

use super::charts::csv;

impl Measure {
    /// What it was in earlier periods: `history` here, or a column of a CSV file.
    pub(in crate::report) fn past(fields: &mut Fields<'_>) -> Option<Vec<PastValue>> {
        let said = |name: &str| match fields.at().node().get(name).map(|it| &it.value) {
            Some(Value::Scalar(said)) => said.text.to_string(),
            _ => String::new(),
        };
        let names = [said("id"), said("label")];
        let here = fields.optional("history", Vec::<PastValue>::read);
        let in_file = fields.optional("history_file", |at| past_in_file(at, &names));
        if here.is_some() && in_file.is_some() {
            let place = fields.at().place_of_value("history_file");
            let message = "there are both `history` and `history_file`";
            fields.disagree(&place, message, "remove one of the two");
        }
        Some(here.or(in_file).unwrap_or_default())
    }

    pub(in crate::report) fn past_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new(
                "history",
                "What it was in earlier periods, the oldest first.",
                Vec::<PastValue>::shape,
            ),
            Field::new("history_file", CSV_OF_HISTORY, csv),
        ];
        FIELDS
    }

    /// What is judged, or was something else before, must be one number.
    pub(in crate::report) fn check_performance(
        fields: &mut Fields<'_>,
        value: &Option<Placed<MeasureValue>>,
    ) -> Option<()> {
        let is_number =
            value.as_ref().is_none_or(|it| matches!(it.value, MeasureValue::Number(_)));
        for name in ["target", "history", "history_file", "status"] {
            if fields.has(name) && !is_number {
                let place = fields.at().place_of_value(name);
                let message = format!("`{name}` is only for values that are one number");
                fields.disagree(&place, &message, "remove it");
            }
        }
        Some(())
    }
}

const CSV_OF_HISTORY: &str = "A CSV file in place of `history`: periods in the first column, and \
    values in the one that is headed by the measure's id or label, or in the second of two.";

/// The column of a file that is the history of a measure. Empty cells are no values.
fn past_in_file(at: &Cursor<'_>, names: &[String; 2]) -> Option<Vec<PastValue>> {
    let rows = at.files()?.csv(&FilePath::read(at)?)?;
    let named = |head: &Text| names.iter().any(|name| **name == *head.trim());
    let others = rows.header.iter().enumerate().skip(1);
    let column = match others.clone().find(|(_, head)| named(head)) {
        Some((column, _)) => column,
        None if others.count() == 1 => 1,
        None => {
            let message = format!("no column of the file is headed `{}`", names[0]);
            let hint = "head a column by the id or the label of the measure";
            at.report(code::CSV_SHAPE, message, hint);
            return None;
        }
    };
    let mut past = Vec::new();
    for row in rows.rows {
        let mut cells = row.into_iter();
        let (Some(period), Some(cell)) = (cells.next(), cells.nth(column - 1)) else {
            continue;
        };
        if cell.trim().is_empty() {
            continue;
        }
        match numbers::parse(cell.trim()) {
            Ok(value) if !period.trim().is_empty() => {
                past.push(PastValue {
                    period,
                    value: Placed { value, place: cell.place },
                });
            }
            Ok(_) => {
                let hint = "write the period in the first column";
                let message = "the row has no period";
                at.problems().error(code::EMPTY_FIELD, &period.place, message, hint);
            }
            Err(error) => {
                let message = format!("the cell is not a number: `{}`", excerpt(&cell));
                at.problems().error(code::BAD_VALUE, &cell.place, message, error.hint());
            }
        }
    }
    Some(past)
}

impl StatusRule {
    /// How near is near: an amount, or a share in per cent.
    pub(in crate::report) fn within(at: &Cursor<'_>) -> Option<Placed<Within>> {
        let typed = Text::read(at)?;
        let (number, is_share) = match typed.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (&**typed, false),
        };
        match numbers::parse(number) {
            Ok(number) if !number.to_string().starts_with('-') => {
                let value = if is_share {
                    Within::PerCent(number)
                } else {
                    Within::Amount(number)
                };
                Some(Placed { value, place: typed.place })
            }
            _ => {
                let message = format!("`{}` is no distance", excerpt(&typed));
                at.refuse(message, "write a number in the measure's unit, such as `2`, or a share, such as `5%`")
            }
        }
    }

    pub(in crate::report) fn within_shape() -> Shape {
        let number = Scalar::whole("number", None);
        Shape::Either(vec![
            Shape::Scalar(Scalar {
                kind: crate::report::declare::ScalarIs::Number,
                range: Some((0, u32::MAX)),
                ..number
            }),
            Shape::Scalar(Scalar::matching(
                "share, such as `5%`",
                r"^([0-9]|[1-9][0-9]+)(\.[0-9]+)?%$",
            )),
        ])
    }
}
