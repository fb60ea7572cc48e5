//! How a measure prints: in prose and in tiles, tables and charts.
//!
//! A figure is rounded where its measure or the house style says so, a half away from nought, and
//! only as it prints: whatever is worked out or judged goes by the exact value. The words come from
//! the [`Locale`], the choices from the brand's [`HouseStyle`].

mod amount;
mod date;
mod together;

use fixed_decimal::Decimal;

use super::locale::Locale;
use super::model::{
    ChangeForm, HouseStyle, Measure, MeasureForm, MeasureValue, MoneyStyle, Scale,
    StatusWords, Unit,
};

use super::number::scaled;
use super::status::{self, Outcome};

pub use super::number::as_f64;
pub use date::day;

pub use self::amount::Context;
use self::amount::{Amount, Precision};
pub use self::together::{Loss, Together, any_vanishes, digits_that_keep};

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
            (locale.from_to(&from, &to), None)
        }
        MeasureValue::FinancialYear(year) => (locale.financial_year(*year), None),
        MeasureValue::Quarter { year, quarter } => {
            (locale.quarter(*year, *quarter), None)
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

/// Whether a number of a measure prints with the word of a scale, such as million.
pub fn prints_in_scale(
    measure: &Measure,
    number: &Decimal,
    style: &HouseStyle,
    locale: &Locale,
) -> bool {
    amount_of(measure, style, locale, Context::Display).scale(number) != Scale::One
}

/// The value of a measure as it prints, to the last digit that does; `None` for what is no number.
pub fn rounded(
    measure: &Measure,
    style: &HouseStyle,
    locale: &Locale,
) -> Option<Decimal> {
    let MeasureValue::Number(value) = &measure.value.value else { return None };
    Some(rounded_alike(measure, value, style, locale))
}

/// Another number of a measure as it prints, to the last digit that does.
pub fn rounded_alike(
    measure: &Measure,
    value: &Decimal,
    style: &HouseStyle,
    locale: &Locale,
) -> Decimal {
    amount_of(measure, style, locale, Context::Display).rounded(value)
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
    let mut amount = amount_of(measure, style, locale, context);
    // “18 million” beside “18,640,250” would look like less exact a number.
    let is_in_full = match &measure.value.value {
        MeasureValue::Number(own) => amount.scale(own) == Scale::One,
        _ => false,
    };
    if is_in_full && amount.scale(value) != Scale::One {
        amount.precision = amount.precision.in_full();
    }
    with_per(with_unit(&amount, value), measure, locale)
}

/// A figure with what it is a rate of: “3.6 injuries per 1,000 staff”, “£7m a year”.
fn with_per(figure: String, measure: &Measure, locale: &Locale) -> String {
    match &measure.per {
        Some(per) => format!("{figure} {}", locale.per(per)),
        None => figure,
    }
}

/// A measure in a table that has a column of units: its unit, its value and other numbers of it
/// without their marks, all in one scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InColumns {
    /// The unit: “£m”, “%”, “weeks”; `None` for dates.
    pub unit: Option<String>,
    /// The value, with its qualifier.
    pub value: String,
    /// Each of the other numbers.
    pub others: Vec<String>,
}

/// A measure as it prints in columns, with other numbers of it.
pub fn in_columns(
    measure: &Measure,
    others: &[&Decimal],
    style: &HouseStyle,
    locale: &Locale,
) -> InColumns {
    let amount = amount_of(measure, style, locale, Context::Display);
    let qualified = |figure: String| match locale.qualifier(measure.qualifier) {
        Some(qualifier) => format!("{qualifier} {figure}"),
        None => figure,
    };
    let (value, scale) = match &measure.value.value {
        MeasureValue::Number(value) => {
            let scale = together::common_scale(&amount, value, others);
            (amount.plain(value, scale), scale)
        }
        MeasureValue::Range { from, to } => {
            let all: Vec<_> = others.iter().copied().chain([from]).collect();
            let scale = together::common_scale(&amount, to, &all);
            let ends = [from, to].map(|end| amount.plain(end, scale));
            (ends.join(&format!(" {} ", locale.to())), scale)
        }
        _ => {
            let value = qualified(print(measure, style, locale, Context::Display).figure);
            return InColumns { unit: None, value, others: Vec::new() };
        }
    };
    let unit = amount.unit_of_column(scale);
    let per = measure.per.as_ref().map(|per| locale.per(per));
    let unit: Vec<String> = unit.into_iter().chain(per).collect();
    InColumns {
        unit: (!unit.is_empty()).then(|| unit.join(" ")),
        value: qualified(value),
        others: others.iter().map(|other| amount.plain(other, scale)).collect(),
    }
}

fn with_unit(amount: &Amount<'_>, value: &Decimal) -> String {
    with_unit_if(amount.unit_belongs(value), amount, value)
}

fn with_unit_if(belongs: bool, amount: &Amount<'_>, value: &Decimal) -> String {
    let figure = amount.number(value);
    match amount.unit_of(value).filter(|_| belongs) {
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
    let other = match form {
        MeasureForm::Target => measure
            .target
            .as_ref()
            .map(|target| alike(measure, &target.value.value, style, locale, context)),
        MeasureForm::Previous => status::against(measure)
            .map(|previous| alike(measure, previous.value, style, locale, context)),
        MeasureForm::Change => change(measure, ChangeForm::Words, style, locale, context),
        MeasureForm::Status => {
            status_word(measure, style, locale).map(|word| lowered(&word))
        }
        _ => None,
    };
    if let Some(other) = other {
        return other;
    }
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
        _ => text,
    }
}

/// By how much a measure has changed; `None` where that is not known. Shares change by points, and so many
/// to one by a number.
pub fn change(
    measure: &Measure,
    form: ChangeForm,
    style: &HouseStyle,
    locale: &Locale,
    context: Context,
) -> Option<String> {
    let change = status::change(measure)?;
    let unit = match &measure.unit.value {
        Unit::Percent => &Unit::PercentagePoints,
        Unit::ToOne => &Unit::Index,
        own => own,
    };
    let amount = amount_of(measure, style, locale, context);
    let amount = Amount { unit, change: Some(form), ..amount };
    Some(with_per(with_unit(&amount, &change), measure, locale))
}

/// The word of what the rule of a measure says of it; `None` where it cannot be judged.
pub fn status_word(
    measure: &Measure,
    style: &HouseStyle,
    locale: &Locale,
) -> Option<String> {
    let outcome = status::outcome(measure, style)?;
    let own = status::rule(measure, style).and_then(|rule| rule.words.as_ref());
    Some(outcome_word(outcome, own, locale))
}

/// What a status is called.
pub fn outcome_word(
    outcome: Outcome,
    words: Option<&StatusWords>,
    locale: &Locale,
) -> String {
    let own = words.and_then(|words| {
        match outcome {
            Outcome::Met => &words.met,
            Outcome::Close => &words.close,
            Outcome::Missed => &words.missed,
            Outcome::Improving => &words.improving,
            Outcome::Steady => &words.steady,
            Outcome::Worsening => &words.worsening,
        }
        .as_ref()
    });
    own.map_or_else(|| locale.word(outcome.name()), |own| &**own).to_owned()
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

fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next();
    first.map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests;
