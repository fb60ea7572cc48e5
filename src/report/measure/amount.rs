//! Amounts: how numbers of each unit print.

use fixed_decimal::{Decimal, Sign, UnsignedDecimal};

use crate::report::locale::{Grammatical, Locale};
use crate::report::model::{
    ChangeForm, DurationUnit, HouseStyle, MoneyStyle, PerCentStyle, Unit,
};

/// Digits after the point that a shortened sum of money may have: “£1.25bn”.
const MONEY_PLACES: i16 = 2;
/// Digits after the point that a shortened count may have: “2.5 million”.
const COUNT_PLACES: i16 = 1;
/// The power of ten of a million.
const MILLION: i16 = 6;
/// The power of ten of a billion, a thousand million.
const BILLION: i16 = 9;

/// Where a measure prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// In a sentence: small counts are words.
    Prose,
    /// In a tile, a table or a chart: always figures.
    Display,
}

/// What printing a number needs to know.
pub(super) struct Amount<'a> {
    pub(super) unit: &'a Unit,
    pub(super) change: Option<ChangeForm>,
    pub(super) style: &'a HouseStyle,
    pub(super) locale: &'a Locale,
    pub(super) context: Context,
}

impl Amount<'_> {
    /// A number with its sign and the marks of its unit.
    pub(super) fn number(&self, value: &Decimal) -> String {
        let negative = value.sign() == Sign::Negative;
        let sign = match self.change {
            Some(ChangeForm::Words) => "",
            Some(ChangeForm::Shown) if !negative && !value.absolute.is_zero() => "+",
            // A minus sign, not a hyphen.
            _ if negative => "\u{2212}",
            _ => "",
        };
        let size = match self.small(value) {
            Some(word) if sign.is_empty() => word.to_owned(),
            _ => self.size(&value.absolute),
        };
        format!("{sign}{size}")
    }

    /// A range: “15 to 24”.
    pub(super) fn range(&self, from: &Decimal, to: &Decimal) -> String {
        // “five to 15” would mix words and figures.
        let both_small = self.small(from).is_some() && self.small(to).is_some();
        let context = if both_small { self.context } else { Context::Display };
        let ends = Amount { context, change: None, ..*self };
        format!("{} {} {}", ends.number(from), self.locale.to(), ends.number(to))
    }

    /// What a number counts, in singular or plural; `None` when its marks say it.
    pub(super) fn unit_of(&self, value: &Decimal) -> Option<String> {
        let one = value.absolute == UnsignedDecimal::from(1_u8);
        let form = if one { Grammatical::Singular } else { Grammatical::Plural };
        match self.unit {
            Unit::Count { singular: Some(singular), .. } if one => {
                Some(singular.to_string())
            }
            Unit::Count { plural, .. } => Some(plural.to_string()),
            unit => unit_name(unit).map(|name| self.locale.unit(name, form).to_owned()),
        }
    }

    /// The word for a small whole number, where words are wanted.
    fn small(&self, value: &Decimal) -> Option<&str> {
        let wanted = match (self.unit, self.context) {
            // A ratio is a phrase and reads the same everywhere.
            (Unit::Ratio { .. }, _) => return None,
            (Unit::Count { .. } | Unit::Duration(_), Context::Prose) => true,
            _ => false,
        };
        if !wanted {
            return None;
        }
        self.word(&value.absolute)
    }

    fn word(&self, value: &UnsignedDecimal) -> Option<&str> {
        let whole: u32 = value.to_string().parse().ok()?;
        if whole >= self.style.words_below {
            return None;
        }
        self.locale.number_word(whole)
    }

    /// A number without its sign, with the marks of its unit.
    fn size(&self, value: &UnsignedDecimal) -> String {
        let digits = self.locale.digits(value);
        match self.unit {
            Unit::Pounds => self.money(value),
            Unit::Percent => match self.style.per_cent {
                PerCentStyle::Sign => format!("{digits}%"),
                PerCentStyle::Words => {
                    format!("{digits}\u{a0}{}", self.locale.figure("per-cent"))
                }
            },
            Unit::Ratio { out_of } => {
                let first = self.word(value).map_or(digits, str::to_owned);
                let of = self.locale.figure("out-of");
                let total = self.locale.digits(&UnsignedDecimal::from(*out_of));
                format!("{first} {of}\u{a0}{total}")
            }
            Unit::Count { .. } => self.count(value),
            _ => digits,
        }
    }

    fn money(&self, value: &UnsignedDecimal) -> String {
        let shortened = match self.style.money {
            MoneyStyle::Full => None,
            MoneyStyle::Short | MoneyStyle::Words => shorten(value, MONEY_PLACES),
        };
        match (shortened, self.style.money) {
            (Some((short, power)), MoneyStyle::Words) => {
                let word = self.large(power);
                format!("£{}\u{a0}{word}", self.locale.digits(&short))
            }
            (Some((short, power)), _) => {
                let name =
                    if power == BILLION { "billion-short" } else { "million-short" };
                format!("£{}{}", self.locale.digits(&short), self.locale.figure(name))
            }
            (None, _) => {
                // Pence are two digits: “£2.50”.
                let mut full = value.clone();
                full.trim_end();
                if full.nonzero_magnitude_end() < 0 {
                    full.pad_end(-2);
                }
                format!("£{}", self.locale.digits(&full))
            }
        }
    }

    fn count(&self, value: &UnsignedDecimal) -> String {
        match shorten(value, COUNT_PLACES) {
            Some((short, power)) => {
                format!("{}\u{a0}{}", self.locale.digits(&short), self.large(power))
            }
            None => self.locale.digits(value),
        }
    }

    fn large(&self, power: i16) -> &str {
        self.locale.figure(if power == BILLION { "billion" } else { "million" })
    }
}

/// A value of a million or more in billions or millions, where that needs at most so many
/// digits after the point; with the power of ten that was taken out.
fn shorten(value: &UnsignedDecimal, places: i16) -> Option<(UnsignedDecimal, i16)> {
    let (start, end) = (value.nonzero_magnitude_start(), value.nonzero_magnitude_end());
    let power = [BILLION, MILLION]
        .into_iter()
        .find(|power| !value.is_zero() && start >= *power && end >= power - places)?;
    let mut short = value.clone();
    short.multiply_pow10(-power);
    short.trim_end();
    Some((short, power))
}

/// The name under which the locale has a unit's words.
fn unit_name(unit: &Unit) -> Option<&'static str> {
    match unit {
        Unit::PercentagePoints => Some("percentage-points"),
        Unit::Duration(DurationUnit::Days) => Some("days"),
        Unit::Duration(DurationUnit::Months) => Some("months"),
        Unit::Duration(DurationUnit::Years) => Some("years"),
        Unit::Age => Some("years-of-age"),
        _ => None,
    }
}
