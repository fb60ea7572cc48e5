//! Measures, and the values that their units take.

use crate::diagnostic::Diagnostic;
use crate::report::code;
use crate::report::decode::dates::{financial_year, partial_date, quarter};
use crate::report::decode::scalars::{
    boolean, id, line, number, one_of, text, whole_number,
};
use crate::report::decode::{Cursor, Fields, Problems};
use crate::report::model::{
    Better, ChangeForm, Comparator, Measure, MeasureValue, PartialDate, Placed,
    Qualifier, SourceReference, Target, Text, Unit,
};
use crate::report::node::Value;
use crate::report::number::scaled;

use super::audience::audience;
use super::nouns::editorial_note;

const QUALIFIERS: &[(&str, Qualifier)] = &[
    ("exactly", Qualifier::Exactly),
    ("more than", Qualifier::MoreThan),
    ("over", Qualifier::Over),
    ("at least", Qualifier::AtLeast),
    ("around", Qualifier::Around),
    ("about", Qualifier::About),
    ("nearly", Qualifier::Nearly),
    ("up to", Qualifier::UpTo),
    ("fewer than", Qualifier::FewerThan),
    ("under", Qualifier::Under),
    ("end of", Qualifier::EndOf),
];
const CHANGES: &[(&str, ChangeForm)] =
    &[("shown", ChangeForm::Shown), ("words", ChangeForm::Words)];
const BETTER: &[(&str, Better)] = &[("higher", Better::Higher), ("lower", Better::Lower)];

/// Reads a measure.
pub(crate) fn measure(at: &Cursor<'_>, problems: &mut Problems) -> Option<Measure> {
    let mut fields = Fields::of(at, problems)?;
    let id = fields.required("id", id);
    let label = fields.required("label", text);
    // The unit says how to read the value, wherever the two stand.
    let unit_name = fields.required("unit", text);
    let mut unit = unit_name.as_ref().map(|name| Unit::named(name));
    let value = match &unit {
        Some(unit) => fields.required("value", |at, problems| value(at, unit, problems)),
        None => fields.required("value", |_, _| None),
    };
    let singular = fields.optional("singular", text);
    let out_of = fields.optional("out_of", whole_number);
    if let (Some(unit), Some(name)) = (&mut unit, &unit_name) {
        complete_unit(unit, name, singular, out_of, &mut fields);
    }
    let per = fields.optional("per", text);
    let qualifier = fields.optional("qualifier", placed(one_of(QUALIFIERS)));
    let change = fields.optional("change", placed(one_of(CHANGES)));
    if let (Some(unit), Some(value)) = (&unit, &value) {
        check_qualifier(unit, qualifier.as_ref(), &mut fields);
        check_change(value, unit, change.as_ref(), &mut fields);
    }
    let period = fields.optional("period", text);
    let within_year = fields.optional("within_year", boolean).unwrap_or(true);
    let listed = fields.optional("listed", boolean).unwrap_or(true);
    let source = fields.optional("source", source_reference);
    let comparator = fields.optional("comparator", comparator);
    let target = fields.optional("target", target);
    let better = fields.optional("better", one_of(BETTER));
    let note = fields.optional("note", line);
    let published_as = fields.optional("published_as", text);
    let part_of = fields.optional("part_of", self::id);
    let same_as = fields.optional("same_as", self::id);
    let sum_of = fields.list("sum_of", self::id);
    let audience = audience(at, &mut fields);
    let editorial_notes = fields.list("editorial_notes", editorial_note);
    fields.finish();
    Some(Measure {
        id: id?,
        label: label?,
        value: value?,
        unit: unit?,
        per,
        qualifier: qualifier.map_or(Qualifier::Exactly, |found| found.value),
        change: change.map(|found| found.value),
        period,
        within_year,
        listed,
        source,
        comparator,
        target,
        better,
        note,
        published_as,
        part_of,
        same_as,
        sum_of,
        audience,
        editorial_notes,
    })
}

/// A reader that keeps the place of what another reader reads.
fn placed<T>(
    read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
) -> impl Fn(&Cursor<'_>, &mut Problems) -> Option<Placed<T>> {
    move |at, problems| Some(Placed { value: read(at, problems)?, place: at.place() })
}

/// Reads where a figure comes from.
pub(crate) fn source_reference(
    at: &Cursor<'_>,
    problems: &mut Problems,
) -> Option<SourceReference> {
    let mut fields = Fields::of(at, problems)?;
    let document = fields.required("document", id);
    let at = fields.optional("at", text);
    fields.finish();
    Some(SourceReference { document: document?, at })
}

fn comparator(at: &Cursor<'_>, problems: &mut Problems) -> Option<Comparator> {
    let mut fields = Fields::of(at, problems)?;
    let label = fields.required("label", text);
    let value = fields.optional("value", number);
    let period = fields.optional("period", text);
    fields.finish();
    Some(Comparator { label: label?, value, period })
}

fn target(at: &Cursor<'_>, problems: &mut Problems) -> Option<Target> {
    let mut fields = Fields::of(at, problems)?;
    let value = fields.required("value", number);
    let label = fields.optional("label", text);
    fields.finish();
    Some(Target { value: value?, label })
}

/// Gives a unit what its own fields say, and refuses the fields of other units.
fn complete_unit(
    unit: &mut Unit,
    name: &Text,
    one: Option<Text>,
    second: Option<Placed<u32>>,
    fields: &mut Fields<'_, '_>,
) {
    match (&mut *unit, &second) {
        (Unit::Ratio { out_of }, Some(given)) if given.value > 0 => *out_of = given.value,
        (Unit::Ratio { .. }, Some(given)) => fields.report(
            Diagnostic::error(code::BAD_VALUE, "`out_of` is 0")
                .at(&given.place)
                .hint("write how many there are in all"),
        ),
        (Unit::Ratio { .. }, None) => fields.report_missing(
            &["out_of"],
            Diagnostic::error(code::MISSING_FIELD, "`out_of` is missing for a ratio")
                .at(&name.place)
                .hint("add `out_of`: “nine out of 10” is value 9, out_of 10"),
        ),
        (_, Some(given)) => fields.report(
            Diagnostic::error(code::FIELDS_DISAGREE, "`out_of` is only for ratios")
                .at(&given.place)
                .hint("remove it, or set `unit: ratio`"),
        ),
        (_, None) => {}
    }
    match (unit, one) {
        (Unit::Count { singular, .. }, Some(one)) => *singular = Some(one.value),
        // These have a singular of their own, which is that of the locale.
        (Unit::Duration(_) | Unit::Age | Unit::PercentagePoints, Some(_)) => {}
        (_, Some(one)) => fields.report(
            Diagnostic::error(code::FIELDS_DISAGREE, "this unit has no singular")
                .at(&one.place)
                .hint("remove `singular`"),
        ),
        (_, None) => {}
    }
}

fn check_qualifier(
    unit: &Unit,
    qualifier: Option<&Placed<Qualifier>>,
    fields: &mut Fields<'_, '_>,
) {
    let Some(qualifier) = qualifier else { return };
    let is_date = *unit == Unit::Date;
    if qualifier.value == Qualifier::EndOf && !is_date {
        fields.report(
            Diagnostic::error(code::FIELDS_DISAGREE, "`end of` is only for dates")
                .at(&qualifier.place)
                .hint("set `unit: date`, or choose another qualifier"),
        );
    }
}

fn check_change(
    value: &Placed<MeasureValue>,
    unit: &Unit,
    change: Option<&Placed<ChangeForm>>,
    fields: &mut Fields<'_, '_>,
) {
    let Some(change) = change else { return };
    let is_number = matches!(value.value, MeasureValue::Number(_));
    if !is_number || matches!(unit, Unit::Ratio { .. } | Unit::Age) {
        fields.report(
            Diagnostic::error(code::FIELDS_DISAGREE, "this value cannot be a change")
                .at(&change.place)
                .hint("remove `change`"),
        );
    }
}

/// Reads a value as its unit wants it.
fn value(
    at: &Cursor<'_>,
    unit: &Unit,
    problems: &mut Problems,
) -> Option<Placed<MeasureValue>> {
    let value = match unit {
        Unit::Date => MeasureValue::Date(partial_date(at, problems)?),
        Unit::Period => {
            let (from, to) = ends(at, problems, partial_date)?;
            if order(from) > order(to) {
                report_order(at, problems);
                return None;
            }
            MeasureValue::Period { from, to }
        }
        Unit::FinancialYear => MeasureValue::FinancialYear(financial_year(at, problems)?),
        Unit::Quarter => {
            let (year, quarter) = quarter(at, problems)?;
            MeasureValue::Quarter { year, quarter }
        }
        Unit::Ratio { .. } => MeasureValue::Number(number(at, problems)?.value),
        _ if matches!(at.node().value, Value::Map(_)) => {
            let (from, to) =
                ends(at, problems, |at, problems| Some(number(at, problems)?.value))?;
            if scaled(&from) > scaled(&to) {
                report_order(at, problems);
                return None;
            }
            MeasureValue::Range { from, to }
        }
        _ => MeasureValue::Number(number(at, problems)?.value),
    };
    Some(Placed { value, place: at.place() })
}

fn ends<T>(
    at: &Cursor<'_>,
    problems: &mut Problems,
    read: impl Fn(&Cursor<'_>, &mut Problems) -> Option<T>,
) -> Option<(T, T)> {
    let mut fields = Fields::of(at, problems)?;
    let from = fields.required("from", &read);
    let to = fields.required("to", &read);
    fields.finish();
    Some((from?, to?))
}

fn report_order(at: &Cursor<'_>, problems: &mut Problems) {
    let message = format!("{} ends before it starts", at.subject());
    problems
        .push(at.error(code::FIELDS_DISAGREE, message).hint("exchange `from` and `to`"));
}

/// A key by which dates of which a part is known can be compared.
fn order(date: PartialDate) -> (i32, u8, u8) {
    match date {
        PartialDate::Year(year) => (year, 0, 0),
        PartialDate::Month { year, month } => (year, month, 0),
        PartialDate::Day(date) => (date.year(), date.month().into(), date.day()),
        PartialDate::DayOfYear { month, day } => (0, month, day),
    }
}
