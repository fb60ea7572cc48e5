//! Measures: the values that their units take, and what fits which unit.

use fixed_decimal::Decimal;

use crate::report::code;
use crate::report::declare::{Condition, Field, Rule, Scalar, Shape};
use crate::report::decode::dates::{self, financial_year, partial_date, quarter};
use crate::report::decode::{Cursor, Fields, Read};
use crate::report::model::{
    ChangeForm, Comparator, Measure, MeasureValue, NumberForm, PartialDate, PastValue,
    Placed, Qualifier, Scale, Target, Text, Unit, WordForms,
};
use crate::report::number::{ONE, scaled};
use crate::report::units::scale_in;

/// The units whose values are no amounts.
const OTHER_VALUES: &[&str] = &["date", "period", "financial year", "quarter", "ratio"];
/// The commonest of those that have words of their own, and so take no singular.
const WITH_WORDS: &[&str] = &[
    "GBP",
    "%",
    "percentage points",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "years of age",
];
/// Those of which no thousands are printed.
const UNSCALED: &[&str] = &["%", "percentage points", "years of age"];

use crate::wording::excerpt;
impl Measure {
    pub(in crate::report) const RULES: &[Rule] = &[
        Rule::Where(Condition::Says("unit", &["date"]), "value", dates::partial_shape),
        Rule::Where(Condition::Says("unit", &["period"]), "value", period),
        Rule::Where(
            Condition::Says("unit", &["financial year"]),
            "value",
            dates::financial_year_shape,
        ),
        Rule::Where(Condition::Says("unit", &["quarter"]), "value", dates::quarter_shape),
        Rule::Where(Condition::Says("unit", &["ratio"]), "value", number),
        Rule::Where(Condition::SaysNot("unit", OTHER_VALUES), "value", number_or_range),
        Rule::Where(Condition::Beside("change"), "value", number),
        Rule::Never(Condition::Says("unit", OTHER_VALUES), "change"),
        Rule::Never(Condition::Says("unit", &["years of age"]), "change"),
        Rule::Where(Condition::Says("qualifier", &["end of"]), "unit", || {
            Shape::word("date")
        }),
        Rule::Never(Condition::Says("unit", OTHER_VALUES), "singular"),
        Rule::Never(Condition::Says("unit", WITH_WORDS), "singular"),
        Rule::Never(Condition::Says("unit", OTHER_VALUES), "forms"),
        Rule::Never(Condition::Says("unit", WITH_WORDS), "forms"),
        Rule::Never(Condition::Says("unit", OTHER_VALUES), "decimals"),
        Rule::Never(Condition::Says("unit", OTHER_VALUES), "printed_in"),
        Rule::Never(Condition::Says("unit", UNSCALED), "printed_in"),
    ];

    /// The value and what it counts. The unit says how to read the value, wherever the two
    /// stand.
    pub(in crate::report) fn amount(
        fields: &mut Fields<'_>,
    ) -> Option<(Placed<MeasureValue>, Placed<Unit>)> {
        let name = fields.required("unit", unit_name);
        let mut unit = name.as_ref().map(|name| Unit::named(name));
        let value = match &unit {
            Some(unit) => fields.required("value", |at| value(at, unit)),
            None => fields.required("value", |_| None),
        };
        let singular = fields.optional("singular", Text::read);
        let forms = fields.optional("forms", WordForms::read);
        let out_of = fields.optional("out_of", Placed::<u32>::read);
        if let (Some(unit), Some(name)) = (&mut unit, &name) {
            complete_unit(unit, name, singular, out_of, fields);
            if let Some(value) = &value {
                read_out_of_one(unit, &value.value);
            }
            give_forms(unit, name, forms, fields);
        }
        Some((value?, Placed { value: unit?, place: name?.place }))
    }

    /// How many digits follow the point.
    pub(in crate::report) fn decimals(at: &Cursor<'_>) -> Option<u32> {
        NumberForm::decimals(at)
    }

    pub(in crate::report) fn decimals_shape() -> Shape {
        NumberForm::decimals_shape()
    }

    /// The denominator of a rate, to which print adds “a” or “per” itself.
    pub(in crate::report) fn per(at: &Cursor<'_>) -> Option<Text> {
        let per = Text::read(at)?;
        let wanted = match per.value.split_once(' ') {
            Some(("a" | "an" | "per" | "each" | "every", rest)) => rest.trim_start(),
            _ => match &*per.value {
                "seconds" | "minutes" | "hours" | "days" | "weeks" | "months"
                | "quarters" | "years" => per.value.trim_end_matches('s'),
                _ => return Some(per),
            },
        };
        let message =
            format!("`per` is `{}`, and print adds “a” to it", excerpt(&per.value));
        let hint = format!("write `{}`", excerpt(wanted));
        at.report(code::BAD_VALUE, message, hint);
        None
    }

    pub(in crate::report) fn per_shape() -> Shape {
        Text::shape()
    }

    /// What is no amount has no digits to round, and shares are not printed in thousands.
    pub(in crate::report) fn check_precision(
        fields: &mut Fields<'_>,
        unit: &Option<Placed<Unit>>,
        decimals: &Option<u32>,
        printed_in: &Option<Scale>,
    ) -> Option<()> {
        let Some(unit) = unit else { return Some(()) };
        let is_amount = !matches!(
            unit.value,
            Unit::Date
                | Unit::Period
                | Unit::FinancialYear
                | Unit::Quarter
                | Unit::Ratio { .. }
        );
        let is_scaled = is_amount
            && !matches!(
                unit.value,
                Unit::Percent
                    | Unit::PercentagePoints
                    | Unit::Age
                    | Unit::ToOne
                    | Unit::Index
            );
        let given = [
            ("decimals", decimals.is_some(), is_amount),
            ("printed_in", printed_in.is_some(), is_scaled),
        ];
        for (name, is_given, may_be) in given {
            if is_given && !may_be {
                let place = fields.at().place_of_value(name);
                let message = format!("values in {} have no `{name}`", unit.in_words());
                fields.disagree(&place, &message, "remove it");
            }
        }
        Some(())
    }

    pub(in crate::report) fn amount_fields() -> &'static [Field] {
        static FIELDS: &[Field] = &[
            Field::new("value", VALUE, value_shape).required(),
            Field::new("unit", UNIT, Text::shape).required(),
            Field::new(
                "singular",
                "What is counted in the singular, for “1 visit”; other units have their own.",
                Text::shape,
            ),
            Field::new(
                "forms",
                "What is counted behind numbers for which neither word stands, by the form that the \
                 language has for them, such as `two` or `few`; `scaled` behind a word such as \
                 million.",
                WordForms::shape,
            ),
            Field::new(
                "out_of",
                "The second number of a ratio: “nine out of 10” is value 9, out_of 10. Where it is 1, the \
                 ratio prints as `to one`.",
                || Shape::Scalar(Scalar::whole("whole number", Some((1, u32::MAX)))),
            )
            .needed(Condition::Says("unit", &["ratio"]))
            .only(Condition::Says("unit", &["ratio"])),
        ];
        FIELDS
    }

    /// “End of” is for dates.
    pub(in crate::report) fn check_qualifier(
        fields: &mut Fields<'_>,
        unit: &Option<Placed<Unit>>,
        qualifier: &Qualifier,
    ) -> Option<()> {
        let is_date = unit.as_ref().is_none_or(|unit| unit.value == Unit::Date);
        if *qualifier == Qualifier::EndOf && !is_date {
            let place = fields.at().place_of_value("qualifier");
            let hint = "set `unit: date`, or choose another qualifier";
            fields.disagree(&place, "`end of` is only for dates", hint);
        }
        Some(())
    }

    /// Only what is one number can be a change.
    pub(in crate::report) fn check_change(
        fields: &mut Fields<'_>,
        unit: &Option<Placed<Unit>>,
        value: &Option<Placed<MeasureValue>>,
        change: &Option<ChangeForm>,
    ) -> Option<()> {
        let (Some(unit), Some(value), Some(_)) = (unit, value, change) else {
            return Some(());
        };
        let is_number = matches!(value.value, MeasureValue::Number(_));
        if !is_number || matches!(unit.value, Unit::Ratio { .. } | Unit::Age) {
            let place = fields.at().place_of_value("change");
            fields.disagree(&place, "this value cannot be a change", "remove `change`");
        }
        Some(())
    }

    /// Changes of which the words say the direction go one way, for their signs do not print.
    pub(in crate::report) fn check_directions(
        fields: &mut Fields<'_>,
        value: &Option<Placed<MeasureValue>>,
        change: &Option<ChangeForm>,
        comparator: &Option<Comparator>,
        target: &Option<Target>,
        history: &Option<Vec<PastValue>>,
    ) -> Option<()> {
        let (Some(ChangeForm::Words), Some(value)) = (change, value) else {
            return Some(());
        };
        let MeasureValue::Number(own) = &value.value else { return Some(()) };
        let own = scaled(own).signum();
        let past = history.iter().flatten().map(|past| &past.value);
        let compared = comparator.as_ref().and_then(|it| it.value.as_ref());
        let others = past.chain(compared).chain(target.as_ref().map(|it| &it.value));
        let mut others = others.filter(|it| scaled(&it.value).signum() * own < 0);
        if let Some(other) = others.next() {
            let message =
                "this goes the other way than the value, and neither prints its sign";
            fields.disagree(&other.place, message, "set `change: shown`");
        }
        Some(())
    }
}

const VALUE: &str = "The value, exact and in the unit itself (pounds, not millions of \
    pounds): a number; `{from, to}` for a range; a date, a period, a financial year \
    (`2022/23`) or a quarter (`2022/23 Q4`) where the unit says so.";

const UNIT: &str = "What the value counts or measures: money by its code, such as `GBP`; `%`; \
    `percentage points`; `ratio`, `to one`, `index`; a time, length, area, volume, mass, energy or \
    emission, such as `weeks`, `km`, `kWh` or `tCO2e`; `years of age`; `date`, `financial year`, \
    `period`, `quarter`; a unit that the brand declares; or the plural of what is counted, such as \
    “officers”.";

/// What a value may be, of whatever unit.
fn value_shape() -> Shape {
    Shape::Either(vec![
        number(),
        dates::partial_shape(),
        dates::financial_year_shape(),
        dates::quarter_shape(),
        number_or_range(),
        period(),
    ])
}

fn number() -> Shape {
    Placed::<Decimal>::shape()
}

fn number_or_range() -> Shape {
    static ENDS: &[Field] = &[
        Field::new("from", "The lower end.", number).required(),
        Field::new("to", "The upper end.", number).required(),
    ];
    Shape::Either(vec![number(), Shape::Fields(ENDS)])
}

fn period() -> Shape {
    static ENDS: &[Field] = &[
        Field::new("from", "The first day, month or year.", dates::partial_shape)
            .required(),
        Field::new("to", "The last day, month or year.", dates::partial_shape).required(),
    ];
    Shape::Fields(ENDS)
}

/// Gives a unit what its own fields say, and refuses the fields of other units.
fn complete_unit(
    unit: &mut Unit,
    name: &Text,
    one: Option<Text>,
    second: Option<Placed<u32>>,
    fields: &mut Fields<'_>,
) {
    match (&mut *unit, &second) {
        (Unit::Ratio { out_of }, Some(given)) if given.value > 0 => *out_of = given.value,
        (Unit::Ratio { .. }, Some(given)) => {
            let hint = "write how many there are in all";
            let problems = fields.at().problems();
            problems.error(code::BAD_VALUE, &given.place, "`out_of` is 0", hint);
        }
        (Unit::Ratio { .. }, None) => {
            let message = "`out_of` is missing for a ratio";
            let hint = "add `out_of`: “nine out of 10” is value 9, out_of 10; for “4 to 1”, set \
                `unit: to one`";
            fields.report_missing_at(&name.place, &["out_of"], message, hint);
        }
        (_, Some(given)) => {
            let hint = "remove it, or set `unit: ratio`";
            fields.disagree(&given.place, "`out_of` is only for ratios", hint);
        }
        (_, None) => {}
    }
    match (unit, one) {
        (Unit::Count { singular, .. }, Some(one)) => *singular = Some(one.value),
        (_, Some(one)) => {
            let message = format!("`{}` needs no singular: it has its own", &**name);
            fields.disagree(&one.place, &message, "remove `singular`");
        }
        (_, None) => {}
    }
}

/// So many out of 1 are so many to one; less than one may as well be a share, which validation refuses.
fn read_out_of_one(unit: &mut Unit, value: &MeasureValue) {
    if *unit == (Unit::Ratio { out_of: 1 })
        && let MeasureValue::Number(number) = value
        && scaled(number) >= ONE
    {
        *unit = Unit::ToOne;
    }
}

/// Gives what is counted its forms; other units have their own.
fn give_forms(
    unit: &mut Unit,
    name: &Text,
    given: Option<WordForms>,
    fields: &mut Fields<'_>,
) {
    match (unit, given) {
        (Unit::Count { forms, .. }, Some(given)) => *forms = given,
        (_, Some(_)) => {
            let place = fields.at().place_of_value("forms");
            let message = format!("`{}` needs no forms: it has its own", &**name);
            fields.disagree(&place, &message, "remove `forms`");
        }
        (_, None) => {}
    }
}

/// The forms of a word, by the names of those that languages have.
static FORMS: &[Field] = &[
    Field::new("zero", "Behind numbers of the form `zero`.", Text::shape),
    Field::new("one", "Behind numbers of the form `one`.", Text::shape),
    Field::new("two", "Behind numbers of the form `two`.", Text::shape),
    Field::new("few", "Behind numbers of the form `few`.", Text::shape),
    Field::new("many", "Behind numbers of the form `many`.", Text::shape),
    Field::new("other", "Behind every other number.", Text::shape),
    Field::new("scaled", "Behind the word of a scale, such as million.", Text::shape),
];

impl Read for WordForms {
    fn read(at: &Cursor<'_>) -> Option<Self> {
        Fields::of(at)?.read_all(|fields| {
            let read = FORMS.iter().filter_map(|field| {
                let word = fields.optional(field.name, Text::read)?;
                Some((field.name, word.value))
            });
            Some(Self::new(read.collect()))
        })
    }

    fn shape() -> Shape {
        Shape::Fields(FORMS)
    }
}

/// Reads the name of a unit. A scale is none.
fn unit_name(at: &Cursor<'_>) -> Option<Text> {
    let name = Text::read(at)?;
    if let Some((scale, rest)) = scale_in(&name) {
        let message = format!("`{}` is a scale, not a unit", &*name);
        let unit = match Unit::named(&rest) {
            Unit::Money(currency) => format!("`unit: {}`", currency.code()),
            _ if rest.is_empty() => "what it counts as `unit`".to_owned(),
            _ => format!("`unit: {rest}`"),
        };
        let hint = format!(
            "write the value in full, with {unit}, and `printed_in: {}` where it is to print so",
            scale.name()
        );
        return at.refuse(message, hint);
    }
    Some(name)
}

/// Reads a value as its unit wants it.
fn value(at: &Cursor<'_>, unit: &Unit) -> Option<Placed<MeasureValue>> {
    let number = |at: &Cursor<'_>| Some(Placed::<Decimal>::read(at)?.value);
    let value = match unit {
        Unit::Date => MeasureValue::Date(partial_date(at)?),
        Unit::Period => {
            let (from, to) =
                ends(at, partial_date, |from, to| order(*from) > order(*to))?;
            MeasureValue::Period { from, to }
        }
        Unit::FinancialYear => MeasureValue::FinancialYear(financial_year(at)?),
        Unit::Quarter => {
            let (year, quarter) = quarter(at)?;
            MeasureValue::Quarter { year, quarter }
        }
        _ if at.is_mapping() && !matches!(unit, Unit::Ratio { .. }) => {
            let (from, to) = ends(at, number, |from, to| scaled(from) > scaled(to))?;
            if scaled(&from) == scaled(&to) {
                let message = format!("the range is from {from} to {to}");
                let hint = format!("write `{from}` alone, or correct one of the ends");
                at.report(code::FIELDS_DISAGREE, message, hint);
                return None;
            }
            MeasureValue::Range { from, to }
        }
        _ => MeasureValue::Number(number(at)?),
    };
    Some(Placed { value, place: at.place() })
}

/// The two ends of a range, which must not be in the wrong order.
fn ends<T>(
    at: &Cursor<'_>,
    read: impl Fn(&Cursor<'_>) -> Option<T>,
    is_wrong: impl FnOnce(&T, &T) -> bool,
) -> Option<(T, T)> {
    let (from, to) = Fields::of(at)?.read_all(|fields| {
        let from = fields.required("from", &read);
        let to = fields.required("to", &read);
        Some((from?, to?))
    })?;
    if is_wrong(&from, &to) {
        let message = format!("{} ends before it starts", at.subject());
        at.report(code::FIELDS_DISAGREE, message, "exchange `from` and `to`");
        return None;
    }
    Some((from, to))
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
