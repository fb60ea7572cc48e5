//! How a measure prints: in prose and in tiles, tables and charts.
//!
//! A figure is rounded where its measure or the house style says so, a half away from nought, and
//! only as it prints: whatever is worked out or judged goes by the exact value. The words come from
//! the [`Locale`], the choices from the brand's [`HouseStyle`].

mod amount;
mod date;

use fixed_decimal::Decimal;

use super::locale::Locale;
use super::model::{HouseStyle, Measure, MeasureForm, MeasureValue, MoneyStyle, Unit};

use super::number::scaled;

pub use super::number::as_f64;
pub use date::day;

pub use self::amount::Context;
use self::amount::{Amount, Precision};

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
    /// Whether the figure would be wrong without that, rather than short.
    pub unit_belongs: bool,
}

/// How a measure prints in a context, in parts.
pub fn print(
    measure: &Measure,
    style: &HouseStyle,
    locale: &Locale,
    context: Context,
) -> Printed {
    let amount = amount_of(measure, style, locale, context);
    let mut unit_belongs = false;
    let (figure, unit) = match &measure.value.value {
        MeasureValue::Number(value) => {
            unit_belongs = amount.unit_belongs(value);
            (amount.number(value), amount.unit_of(value))
        }
        MeasureValue::Range { from, to } => {
            unit_belongs = amount.unit_belongs(from) || amount.unit_belongs(to);
            (amount.range(from, to), amount.unit_of(to))
        }
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
        unit_belongs,
    }
}

/// How the numbers of a measure print.
fn amount_of<'a>(
    measure: &'a Measure,
    style: &'a HouseStyle,
    locale: &'a Locale,
    context: Context,
) -> Amount<'a> {
    let precision = Precision::of(measure);
    Amount {
        unit: &measure.unit,
        change: measure.change,
        precision,
        style,
        locale,
        context,
    }
}

/// The value of a measure as it prints, to the last digit that does; `None` for what is no number.
pub fn rounded(
    measure: &Measure,
    style: &HouseStyle,
    locale: &Locale,
) -> Option<Decimal> {
    let MeasureValue::Number(value) = &measure.value.value else { return None };
    Some(amount_of(measure, style, locale, Context::Display).rounded(value))
}

/// Another number of a measure as it prints, with its unit where that belongs to it: its target, what
/// it was before.
pub fn alike(
    measure: &Measure,
    value: &Decimal,
    style: &HouseStyle,
    locale: &Locale,
    context: Context,
) -> String {
    let amount = amount_of(measure, style, locale, context);
    with_unit(&amount, value)
}

fn with_unit(amount: &Amount<'_>, value: &Decimal) -> String {
    let figure = amount.number(value);
    match amount.unit_of(value).filter(|_| amount.unit_belongs(value)) {
        Some(unit) => format!("{figure}{}{unit}", space_before_unit(&figure)),
        None => figure,
    }
}

/// A figure must not be parted from what it counts; two words may.
fn space_before_unit(figure: &str) -> char {
    let in_figures = figure.ends_with(|c: char| c.is_ascii_digit());
    if in_figures { '\u{a0}' } else { ' ' }
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
    let with_unit = form == MeasureForm::WithUnit || printed.unit_belongs;
    if let Some(unit) = printed.unit.filter(|_| with_unit) {
        text.push(space_before_unit(&printed.figure));
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
    number_of(value, &Unit::named(unit), style, locale)
}

/// The name of a unit over a column, in a head or a key: “£”, “%”, “kWh”, “officers”.
pub fn unit_in_head(name: &str, style: &HouseStyle, locale: &Locale) -> String {
    if let Some(declared) = style.unit(name) {
        return declared.symbol.as_ref().unwrap_or(&declared.plural).to_string();
    }
    locale.unit_in_head(&Unit::named(name)).unwrap_or_else(|| name.to_owned())
}

/// The same for a unit that is known.
pub fn number_of(
    value: &Decimal,
    unit: &Unit,
    style: &HouseStyle,
    locale: &Locale,
) -> String {
    with_unit(&Amount::displayed(unit, style, locale), value)
}

/// The same, to the last digit, whatever the house rounds.
pub fn in_full(
    value: &Decimal,
    unit: &Unit,
    style: &HouseStyle,
    locale: &Locale,
) -> String {
    let amount = Amount::displayed(unit, style, locale);
    if scaled(&amount.rounded(value)) == scaled(value) {
        return with_unit(&amount, value);
    }
    let full =
        HouseStyle { money: MoneyStyle::Full, per_cent_decimals: None, ..style.clone() };
    with_unit(&Amount { style: &full, ..amount }, value)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests;
