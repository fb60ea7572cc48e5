//! Numbers that stand beside each other, as in a chart: all in one scale and with as many digits
//! after the point.

use fixed_decimal::Decimal;

use super::amount::{Amount, COUNT_PLACES, Precision};
use super::{Context, with_unit_if};
use crate::report::locale::Locale;
use crate::report::model::{HouseStyle, Scale, Unit};
use crate::report::number::{ONE, scaled};

/// More digits after the point than these are not added to numbers that have fewer.
const MOST_PADDED: i16 = 3;
/// How many digits after the point a number has at the most.
const MOST_DIGITS: u32 = 12;

/// The scales that numbers share, the largest first.
const SCALES: [Scale; 3] = [Scale::Billion, Scale::Million, Scale::One];

/// How far a number may be from what it prints as alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Not at all.
    None,
    /// By a tenth of itself, where a table has it as it is.
    Tenth,
}

impl Loss {
    /// Whether a number may print as another, both in the units of [`scaled`].
    pub(super) fn allows(self, exact: i128, printed: i128) -> bool {
        let off = (printed - exact).abs();
        match self {
            Self::None => off == 0,
            Self::Tenth => off.saturating_mul(10) <= exact.abs(),
        }
    }
}

/// The scale in which a number and others print in columns, without their units: that of the number,
/// or the next smaller one in which none of the others loses more than a tenth of itself.
pub(super) fn common_scale(
    amount: &Amount<'_>,
    value: &Decimal,
    others: &[&Decimal],
) -> Scale {
    let own = amount.scale(value);
    if amount.precision.is_in_scale() {
        return own;
    }
    let keeps = |number: &Decimal, scale: Scale| {
        let printed = amount.rounded_in_column(number, scale);
        Loss::Tenth.allows(scaled(number), scaled(&printed))
    };
    // Thousands are for what the data set in thousands alone.
    let smaller = SCALES.into_iter().filter(|scale| scale.power() < own.power());
    let mut scales = std::iter::once(own).chain(smaller);
    let fits = scales.find(|scale| others.iter().all(|it| keeps(it, *scale)));
    fits.unwrap_or(Scale::One)
}

/// How some numbers of one unit print beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Together {
    scale: Scale,
    decimals: u32,
    unit_belongs: bool,
}

impl Together {
    /// The largest scale in which no number loses more than it may, by the greatest of them;
    /// `None` where each prints by itself.
    pub fn of(
        numbers: &[Decimal],
        unit: &Unit,
        style: &HouseStyle,
        locale: &Locale,
        loss: Loss,
    ) -> Option<Self> {
        let finer = style_that_keeps(numbers, unit, style);
        let style = finer.as_ref().unwrap_or(style);
        let alone = Amount::displayed(unit, style, locale);
        let largest = numbers.iter().max_by_key(|number| scaled(number).abs())?;
        let first = alone.scale(largest);
        let unit_belongs = numbers.iter().any(|number| alone.unit_belongs(number));
        let forms = SCALES.into_iter().filter(|scale| scale.power() <= first.power());
        let mut forms = forms.filter_map(|scale| {
            let decimals = decimals(numbers, &alone, scale)?;
            Some(Self { scale, decimals, unit_belongs })
        });
        forms.find(|form| {
            numbers.iter().all(|number| {
                let alone = number_alone(number, &alone, form.scale);
                let (exact, printed) =
                    (scaled(&alone), form.rounded(number, unit, style, locale));
                loss.allows(exact, printed)
            })
        })
    }

    /// The same with a digit more, as for a mean; money in full has none.
    #[must_use]
    pub fn finer(self, unit: &Unit) -> Self {
        let is_full = matches!(unit, Unit::Money(_)) && self.scale == Scale::One;
        let more = u32::from(!is_full);
        Self { decimals: self.decimals + more, ..self }
    }

    /// A number beside the others.
    pub fn print(
        &self,
        number: &Decimal,
        unit: &Unit,
        style: &HouseStyle,
        locale: &Locale,
    ) -> String {
        // Nought needs no scale.
        let form = match number.absolute.is_zero() {
            true if self.scale != Scale::One => {
                Self { scale: Scale::One, decimals: 0, ..*self }
            }
            _ => *self,
        };
        with_unit_if(self.unit_belongs, &form.amount(unit, style, locale), number)
    }

    /// Whether a number has their scale by itself too.
    pub fn is_scale_of(
        &self,
        number: &Decimal,
        unit: &Unit,
        style: &HouseStyle,
        locale: &Locale,
    ) -> bool {
        Amount::displayed(unit, style, locale).scale(number) == self.scale
    }

    /// The same where it prints as it is.
    pub fn print_exact(
        &self,
        number: &Decimal,
        unit: &Unit,
        style: &HouseStyle,
        locale: &Locale,
    ) -> Option<String> {
        let is_exact = self.rounded(number, unit, style, locale) == scaled(number);
        is_exact.then(|| self.print(number, unit, style, locale))
    }

    fn rounded(
        &self,
        number: &Decimal,
        unit: &Unit,
        style: &HouseStyle,
        locale: &Locale,
    ) -> i128 {
        scaled(&self.amount(unit, style, locale).rounded(number))
    }

    fn amount<'a>(
        &self,
        unit: &'a Unit,
        style: &'a HouseStyle,
        locale: &'a Locale,
    ) -> Amount<'a> {
        let precision = Precision::given(self.decimals, self.scale);
        Amount { unit, change: None, precision, style, locale, context: Context::Display }
    }
}

/// Whether any number prints by itself as nought, or as all of a whole, that is not.
pub fn any_vanishes(numbers: &[Decimal], unit: &Unit, style: &HouseStyle) -> bool {
    style_that_keeps(numbers, unit, style).is_some()
}

/// How many digits after the point per cents need, from the least on, so that none prints as nought
/// or as 100% that is not.
pub fn digits_that_keep(numbers: &[Decimal], least: u32) -> u32 {
    let vanishes = |number: &Decimal, digits: u32| {
        let exact = scaled(number).abs();
        let unit = 10_i128.checked_pow(digits).map_or(1, |by| (ONE / by).max(1));
        let printed = exact.saturating_add(unit / 2) / unit * unit;
        printed != exact && (printed == 0 || printed == 100 * ONE)
    };
    let keep = |digits: &u32| numbers.iter().all(|number| !vanishes(number, *digits));
    (least..MOST_DIGITS).find(keep).unwrap_or(MOST_DIGITS)
}

/// The house style with the digits of per cents that keep some numbers; `None` where its own do. No
/// other unit is rounded so far that something is lost: what is money is held against [`Loss`].
fn style_that_keeps(
    numbers: &[Decimal],
    unit: &Unit,
    style: &HouseStyle,
) -> Option<HouseStyle> {
    let least = match unit {
        Unit::Percent | Unit::PercentagePoints => style.per_cent_decimals?,
        _ => return None,
    };
    let digits = digits_that_keep(numbers, least);
    let wider = || HouseStyle { per_cent_decimals: Some(digits), ..style.clone() };
    (digits > least).then(wider)
}

/// What a number is held against in a scale: what it prints as by itself, but in full what it is.
fn number_alone(number: &Decimal, alone: &Amount<'_>, scale: Scale) -> Decimal {
    match (alone.unit, scale) {
        (Unit::Money(_), Scale::One) => number.clone(),
        _ => alone.rounded(number),
    }
}

/// How many digits after the point all numbers need in a scale, as far as the house goes; `None`
/// where some would get more than they could be known to.
fn decimals(numbers: &[Decimal], alone: &Amount<'_>, scale: Scale) -> Option<u32> {
    let needed = numbers.iter().map(|number| {
        let number = number_alone(number, alone, scale);
        // What was typed is kept: “79.0”. In a scale it says nothing.
        let is_typed = scale == Scale::One && !matches!(alone.unit, Unit::Money(_));
        let end = match is_typed {
            true => *number.absolute.magnitude_range().start(),
            // Nought needs no digits in any scale.
            false if number.absolute.is_zero() => return 0,
            false => number.absolute.nonzero_magnitude_end(),
        };
        (scale.power() - end).max(0)
    });
    let needed: Vec<i16> = needed.collect();
    let most = needed.iter().copied().max().unwrap_or_default();
    let decimals = match (alone.unit, scale) {
        (Unit::Money(currency), Scale::One) if most > 0 => most
            .max(currency.exponent().and_then(|it| i16::try_from(it).ok()).unwrap_or(0)),
        (_, Scale::One) => most,
        (Unit::Money(_), _) => {
            most.min(i16::try_from(alone.style.money_decimals).unwrap_or(i16::MAX))
        }
        _ => most.min(COUNT_PLACES),
    };
    let is_even = needed.iter().all(|it| *it == most);
    let is_padded = scale == Scale::One && !is_even && decimals > MOST_PADDED;
    u32::try_from(decimals).ok().filter(|_| !is_padded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::number::parse;

    fn printed(numbers: &[&str], unit: &str, style: &HouseStyle, loss: Loss) -> String {
        let locale = Locale::for_language("en-GB").unwrap();
        let numbers: Vec<_> = numbers.iter().map(|it| parse(it).unwrap()).collect();
        let unit = Unit::named(unit);
        let Some(form) = Together::of(&numbers, &unit, style, &locale, loss) else {
            return "alone".to_owned();
        };
        let all = numbers.iter().map(|it| form.print(it, &unit, style, &locale));
        all.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn numbers_beside_each_other_have_one_scale_and_as_many_digits() {
        let style = HouseStyle::default();
        let exact = |numbers: &[&str], unit| printed(numbers, unit, &style, Loss::None);
        assert_eq!(exact(&["1200000", "340000", "0"], "GBP"), "£1.20m, £0.34m, £0");
        assert_eq!(
            exact(&["24300000", "-2100000", "24050000"], "GBP"),
            "£24.30m, −£2.10m, £24.05m"
        );
        assert_eq!(exact(&["3000000000", "5000000"], "GBP"), "£3,000m, £5m");
        assert_eq!(exact(&["-2000000", "0"], "GBP"), "−£2m, £0");
        assert_eq!(exact(&["15000000", "0"], "visits"), "15\u{a0}million, 0");
        assert_eq!(exact(&["12000", "2.5"], "GBP"), "£12,000.00, £2.50");
        assert_eq!(exact(&["74", "76.1", "0"], "%"), "74.0%, 76.1%, 0.0%");
        assert_eq!(exact(&["2500000", "340000"], "visits"), "2,500,000, 340,000");
        assert_eq!(
            exact(&["2500000", "300000"], "visits"),
            "2.5\u{a0}million, 0.3\u{a0}million"
        );
        assert_eq!(exact(&["2.5", "3"], "visits"), "2.5\u{a0}visits, 3.0\u{a0}visits");
        assert_eq!(exact(&["5", "0.00012"], "visits"), "alone");
    }

    #[test]
    fn nothing_prints_as_nought_that_is_not() {
        let style = HouseStyle::default();
        let close = |numbers: &[&str]| printed(numbers, "GBP", &style, Loss::Tenth);
        // In a drawing a little may be lost, in a table nothing.
        assert_eq!(close(&["24300000", "345678"]), "£24.30m, £0.35m");
        assert_eq!(
            printed(&["24300000", "345678"], "GBP", &style, Loss::None),
            "£24,300,000, £345,678"
        );
        assert_eq!(close(&["24300000", "3000"]), "£24,300,000, £3,000");
        assert_eq!(close(&["4000000000", "3000000"]), "£4,000m, £3m");
        // What is rounded by itself too stays so.
        assert_eq!(
            printed(&["24345678", "1000000"], "GBP", &style, Loss::None),
            "£24.35m, £1.00m"
        );
    }

    #[test]
    fn the_house_says_how_many_digits_there_are() {
        let style = HouseStyle { money_decimals: 1, ..HouseStyle::default() };
        assert_eq!(
            printed(&["24340000", "650000"], "GBP", &style, Loss::Tenth),
            "£24.3m, £0.7m"
        );
        let style = HouseStyle {
            money: crate::report::MoneyStyle::Full,
            ..HouseStyle::default()
        };
        assert_eq!(
            printed(&["24340000", "650000"], "GBP", &style, Loss::None),
            "£24,340,000, £650,000"
        );
        let style = HouseStyle { per_cent_decimals: Some(0), ..HouseStyle::default() };
        assert_eq!(printed(&["24.34", "65"], "%", &style, Loss::None), "24%, 65%");
    }

    #[test]
    fn per_cents_get_the_digits_that_they_need() {
        let style = HouseStyle { per_cent_decimals: Some(1), ..HouseStyle::default() };
        let all = |numbers: &[&str]| printed(numbers, "%", &style, Loss::None);
        assert_eq!(all(&["99.96", "0.04", "33.333333"]), "99.96%, 0.04%, 33.33%");
        assert_eq!(all(&["99.96", "2.5"]), "99.96%, 2.50%");
        assert_eq!(all(&["100", "0", "12.34"]), "100.0%, 0.0%, 12.3%");
        assert_eq!(all(&["-0.04", "12"]), "\u{2212}0.04%, 12.00%");
        let numbers =
            |it: &[&str]| it.iter().map(|it| parse(it).unwrap()).collect::<Vec<_>>();
        let unit = Unit::Percent;
        assert!(any_vanishes(&numbers(&["0.000004"]), &unit, &style));
        assert!(!any_vanishes(&numbers(&["0", "100", "0.1"]), &unit, &style));
        assert_eq!(digits_that_keep(&numbers(&["99.999", "0.001"]), 0), 3);
    }
}
