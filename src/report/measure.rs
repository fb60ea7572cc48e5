//! How a measure prints: in prose and in tiles, tables and charts.
//!
//! Nothing is ever rounded: a value that cannot be shown shorter without loss prints in
//! full. The words come from the [`Locale`], the choices from the brand's
//! [`HouseStyle`].

mod amount;
mod date;

use fixed_decimal::Decimal;

use super::locale::Locale;
use super::model::{ChangeForm, HouseStyle, Measure, MeasureForm, MeasureValue, Unit};

pub use super::number::as_f64;
pub use date::day;

use self::amount::Amount;
pub use self::amount::Context;

/// A measure as it prints, in the parts that a tile sets apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// How exact it is: “more than”; `None` when it is exact.
    pub qualifier: Option<String>,
    /// The figure: “£1.1bn”, “4,000”, “15 to 24”, “1 March 2024”.
    pub figure: String,
    /// The rate's denominator: “a year”.
    pub per: Option<String>,
    /// What the figure counts: “officers”, “percentage points”, “days”; `None` when the
    /// figure says it, as in “35%”, and for dates.
    pub unit: Option<String>,
}

/// How a measure prints in a context, in parts.
pub fn print(
    measure: &Measure,
    style: &HouseStyle,
    locale: &Locale,
    context: Context,
) -> Printed {
    let amount =
        Amount { unit: &measure.unit, change: measure.change, style, locale, context };
    let (figure, unit) = match &measure.value.value {
        MeasureValue::Number(value) => (amount.number(value), amount.unit_of(value)),
        MeasureValue::Range { from, to } => (amount.range(from, to), amount.unit_of(to)),
        MeasureValue::Date(date) => (date::partial(*date, locale), None),
        MeasureValue::Period { from, to } => {
            let (from, to) = (date::partial(*from, locale), date::partial(*to, locale));
            (format!("{from} {} {to}", locale.to()), None)
        }
        MeasureValue::FinancialYear(year) => (date::financial_year(*year), None),
        MeasureValue::Quarter { year, quarter } => {
            (date::quarter(*year, *quarter, locale), None)
        }
    };
    Printed {
        qualifier: locale.qualifier(measure.qualifier).map(str::to_owned),
        figure,
        per: measure.per.as_ref().map(|per| locale.per(per)),
        unit,
    }
}

/// How a measure prints in one piece, in one of the forms of a reference.
///
/// “12 percentage points” and “5 days” always have their unit; what a count counts is
/// printed by [`MeasureForm::WithUnit`] alone.
pub fn written(
    measure: &Measure,
    form: MeasureForm,
    style: &HouseStyle,
    locale: &Locale,
    context: Context,
) -> String {
    let printed = print(measure, style, locale, context);
    let mut text = String::new();
    if let Some(qualifier) = printed.qualifier.filter(|_| form != MeasureForm::Bare) {
        text.push_str(&qualifier);
        text.push(' ');
    }
    text.push_str(&printed.figure);
    let with_unit = form == MeasureForm::WithUnit || unit_belongs(&measure.unit);
    if let Some(unit) = printed.unit.filter(|_| with_unit) {
        // A figure must not be parted from what it counts; two words may.
        let in_figures = printed.figure.ends_with(|c: char| c.is_ascii_digit());
        text.push(if in_figures { '\u{a0}' } else { ' ' });
        text.push_str(&unit);
    }
    if let Some(per) = printed.per {
        text.push(' ');
        text.push_str(&per);
    }
    match form {
        MeasureForm::Sentence => capitalised(&text),
        MeasureForm::Full | MeasureForm::Bare | MeasureForm::WithUnit => text,
    }
}

/// How a measure prints in a sentence.
pub fn in_prose(
    measure: &Measure,
    form: MeasureForm,
    style: &HouseStyle,
    locale: &Locale,
) -> String {
    written(measure, form, style, locale, Context::Prose)
}

/// How a number of a unit prints that is no measure: a point of a series, a comparator.
///
/// `unit` is named as in a data file; what a count counts is not printed.
pub fn number(
    value: &Decimal,
    unit: &str,
    style: &HouseStyle,
    locale: &Locale,
) -> String {
    number_of(value, &Unit::named(unit), None, style, locale)
}

/// The same for a unit and a change that a measure has: its comparator, its target.
pub fn number_of(
    value: &Decimal,
    unit: &Unit,
    change: Option<ChangeForm>,
    style: &HouseStyle,
    locale: &Locale,
) -> String {
    let amount = Amount { unit, change, style, locale, context: Context::Display };
    let figure = amount.number(value);
    match amount.unit_of(value).filter(|_| unit_belongs(unit)) {
        Some(unit) => format!("{figure}\u{a0}{unit}"),
        None => figure,
    }
}

/// Whether a figure without its unit would be wrong rather than short.
pub fn unit_belongs(unit: &Unit) -> bool {
    matches!(unit, Unit::PercentagePoints | Unit::Duration(_))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests;
