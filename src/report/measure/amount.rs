//! Amounts: how numbers of each unit print.

use std::sync::Arc;

use fixed_decimal::{Decimal, Sign, UnsignedDecimal, UnsignedRoundingMode};

use crate::report::locale::{Locale, UnitWords};
use crate::report::model::{
    ChangeForm, Currency, DeclaredUnit, HouseStyle, Measure, MoneyStyle, PerCentStyle,
    Scale, Unit, UnitPlace, WordForms,
};

/// Digits after the point that a shortened count may have: “2.5 million”.
pub(super) const COUNT_PLACES: i16 = 1;

/// Where a measure prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// In a sentence: small counts are words, and units too.
    Prose,
    /// In a tile, a table or a chart: always figures, and the symbols of units.
    Display,
}

/// What a measure says of how exactly it prints.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Precision {
    decimals: Option<u32>,
    printed_in: Option<Scale>,
}

impl Precision {
    pub(super) fn of(measure: &Measure) -> Self {
        Self { decimals: measure.decimals, printed_in: measure.printed_in }
    }

    /// Whether the measure says in which scale.
    pub(super) fn is_in_scale(self) -> bool {
        self.printed_in.is_some()
    }

    /// The same, without a scale.
    pub(super) fn in_full(self) -> Self {
        Self { printed_in: Some(Scale::One), ..self }
    }

    pub(super) fn given(decimals: u32, scale: Scale) -> Self {
        Self { decimals: Some(decimals), printed_in: Some(scale) }
    }
}

/// What printing a number needs to know.
pub(super) struct Amount<'a> {
    pub(super) unit: &'a Unit,
    pub(super) change: Option<ChangeForm>,
    pub(super) precision: Precision,
    pub(super) style: &'a HouseStyle,
    pub(super) locale: &'a Locale,
    pub(super) context: Context,
}

/// A size as it prints: in a scale, rounded.
struct Sized {
    size: UnsignedDecimal,
    scale: Scale,
}

impl<'a> Amount<'a> {
    /// Of a number that is no measure, outside of prose.
    pub(super) fn displayed(
        unit: &'a Unit,
        style: &'a HouseStyle,
        locale: &'a Locale,
    ) -> Self {
        let (precision, context) = (Precision::default(), Context::Display);
        Self { unit, change: None, precision, style, locale, context }
    }

    /// A number with its sign and the marks of its unit.
    pub(super) fn number(&self, value: &Decimal) -> String {
        let sized = self.sized(&value.absolute);
        let negative = value.sign() == Sign::Negative && !sized.size.is_zero();
        let sign = match self.change {
            Some(ChangeForm::Words) => "",
            Some(ChangeForm::Shown) if !negative && !sized.size.is_zero() => "+",
            // A minus sign, not a hyphen.
            _ if negative => "\u{2212}",
            _ => "",
        };
        let size = match self.small(value) {
            Some(word) if sign.is_empty() => word.to_owned(),
            _ => self.marked(&sized),
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

    /// The scale in which a number prints.
    pub(super) fn scale(&self, value: &Decimal) -> Scale {
        self.sized(&value.absolute).scale
    }

    /// A number in a scale with its sign, without the marks of its unit, for a column that has a
    /// unit of its own.
    pub(super) fn plain(&self, value: &Decimal, scale: Scale) -> String {
        let sized = self.in_column(value, scale);
        let negative = value.sign() == Sign::Negative && !sized.size.is_zero();
        let sign = match self.change {
            Some(ChangeForm::Shown) if !negative && !sized.size.is_zero() => "+",
            _ if negative => "\u{2212}",
            _ => "",
        };
        let digits = match self.unit {
            Unit::Money(currency) => self.money_digits(*currency, &sized),
            _ => self.locale.digits(&sized.size),
        };
        format!("{sign}{digits}")
    }

    fn in_column(&self, value: &Decimal, scale: Scale) -> Sized {
        let at_most = match self.unit {
            Unit::Money(_) if scale != Scale::One => Some(self.style.money_decimals),
            Unit::Percent | Unit::PercentagePoints => self.style.per_cent_decimals,
            _ => None,
        };
        self.in_scale(&value.absolute, scale, at_most)
    }

    /// Such a number to the last digit that prints.
    pub(super) fn rounded_in_column(&self, value: &Decimal, scale: Scale) -> Decimal {
        let Sized { mut size, .. } = self.in_column(value, scale);
        size.multiply_pow10(scale.power());
        let sign = if size.is_zero() { Sign::None } else { value.sign() };
        Decimal::new(sign, size)
    }

    /// What heads or stands beside such a number; `None` for what has no unit.
    pub(super) fn unit_of_column(&self, scale: Scale) -> Option<String> {
        let figure = |name| self.locale.figure(name);
        if let Some(declared) = self.declared() {
            let name = declared.symbol.as_ref().unwrap_or(&declared.plural);
            return Some(self.locale.unit_in_scale(name, scale));
        }
        Some(match self.unit {
            Unit::Ratio { out_of } => {
                let total = self.locale.digits(&UnsignedDecimal::from(*out_of));
                format!("{}\u{a0}{total}", figure("out-of"))
            }
            Unit::ToOne => figure("to-one").to_owned(),
            Unit::Money(currency) => self.locale.money_head(*currency, scale),
            Unit::Count { plural, .. } => self.locale.unit_in_scale(plural, scale),
            _ => self.locale.unit_in_scale(&self.locale.unit_in_head(self.unit)?, scale),
        })
    }

    /// The number that prints, to the last digit that does.
    pub(super) fn rounded(&self, value: &Decimal) -> Decimal {
        let Sized { mut size, scale } = self.sized(&value.absolute);
        size.multiply_pow10(scale.power());
        let sign = if size.is_zero() { Sign::None } else { value.sign() };
        Decimal::new(sign, size)
    }

    /// What a number counts, in the form that it takes; `None` when its marks say it.
    pub(super) fn unit_of(&self, value: &Decimal) -> Option<String> {
        let Sized { size, scale } = self.sized(&value.absolute);
        let of_words = |words: &UnitWords| {
            let symbol =
                words.symbol.as_ref().filter(|_| self.context == Context::Display);
            symbol.map_or_else(|| self.behind(&size, scale, words), ToString::to_string)
        };
        if let Some(declared) = self.declared() {
            let is_behind =
                matches!(declared.stands, UnitPlace::Spaced | UnitPlace::Apart);
            return is_behind.then(|| self.declared_name(declared, &size, scale));
        }
        match self.unit {
            Unit::Count { plural, singular, forms } => {
                Some(self.counted(&size, scale, plural, singular.as_ref(), forms))
            }
            Unit::PercentagePoints => {
                let words = self.locale.unit("percentage-points")?;
                Some(self.behind(&size, scale, words))
            }
            Unit::Age => self.locale.unit("years-of-age").map(of_words),
            Unit::Measured(quantity) => self.locale.unit(quantity.name()).map(of_words),
            _ => None,
        }
    }

    /// The words of a unit behind a number, or behind the word of its scale.
    fn behind(&self, size: &UnsignedDecimal, scale: Scale, words: &UnitWords) -> String {
        match scale {
            Scale::One => words.forms.of(self.locale.category(size)).to_string(),
            _ => self.locale.behind_scale(&words.name),
        }
    }

    /// The same of what a project counts. Where no form is given for the number, which validation
    /// refuses for what prints, it is the plural.
    fn counted(
        &self,
        size: &UnsignedDecimal,
        scale: Scale,
        plural: &Arc<str>,
        singular: Option<&Arc<str>>,
        forms: &WordForms,
    ) -> String {
        if scale != Scale::One {
            let own = forms.get(WordForms::SCALED).map(ToString::to_string);
            return own.unwrap_or_else(|| self.locale.behind_scale(plural));
        }
        let word = self.locale.counted(size, plural, singular, forms);
        word.unwrap_or_else(|| plural.clone()).to_string()
    }

    /// Whether a figure without its unit would be wrong rather than short. What a count counts, its
    /// label says; but no things are counted in fractions, so that such a noun is a unit.
    pub(super) fn unit_belongs(&self, value: &Decimal) -> bool {
        match self.unit {
            Unit::PercentagePoints | Unit::Measured(_) => true,
            Unit::Count { plural, .. } => match self.declared() {
                Some(declared) => declared.stands != UnitPlace::Apart,
                None => {
                    value.absolute.nonzero_magnitude_end() < 0
                        || crate::report::units::looks_like(plural, self.style).is_some()
                }
            },
            _ => false,
        }
    }

    /// The unit that the brand declares under the name of this one.
    fn declared(&self) -> Option<&'a DeclaredUnit> {
        match self.unit {
            Unit::Count { plural, .. } => self.style.unit(plural),
            _ => None,
        }
    }

    fn declared_name(
        &self,
        unit: &DeclaredUnit,
        size: &UnsignedDecimal,
        scale: Scale,
    ) -> String {
        let symbol = unit.symbol.as_ref().filter(|_| {
            self.context == Context::Display || unit.stands != UnitPlace::Spaced
        });
        if let Some(symbol) = symbol {
            return symbol.to_string();
        }
        let singular = unit.singular.as_ref().map(|it| &it.value);
        self.counted(size, scale, &unit.plural.value, singular, &unit.forms)
    }

    /// The word for a small whole number, where words are wanted.
    fn small(&self, value: &Decimal) -> Option<&str> {
        let wanted = match (self.unit, self.context) {
            // A ratio is a phrase and reads the same everywhere.
            (Unit::Ratio { .. }, _) => return None,
            (Unit::Count { .. }, Context::Prose) => self.declared().is_none_or(|unit| {
                !matches!(unit.stands, UnitPlace::Close | UnitPlace::Before)
            }),
            (Unit::Measured(quantity), Context::Prose) => quantity.is_time(),
            _ => false,
        };
        if !wanted || self.precision.printed_in.is_some() {
            return None;
        }
        let Sized { size, scale } = self.sized(&value.absolute);
        // Two million are no two.
        if scale == Scale::One { self.word(&size) } else { None }
    }

    fn word(&self, value: &UnsignedDecimal) -> Option<&str> {
        let whole: u32 = value.to_string().parse().ok()?;
        if whole >= self.style.words_below {
            return None;
        }
        self.locale.number_word(whole)
    }

    /// A size in the scale in which it prints, rounded half away from nought.
    fn sized(&self, value: &UnsignedDecimal) -> Sized {
        let at_most = match self.unit {
            Unit::Percent | Unit::PercentagePoints => self.style.per_cent_decimals,
            _ => None,
        };
        let money_places = self.style.money_decimals;
        if let Some(scale) = self.precision.printed_in {
            let at_most = matches!(self.unit, Unit::Money(_)).then_some(money_places);
            return self.in_scale(value, scale, at_most);
        }
        let is_short = self.style.money != MoneyStyle::Full;
        match self.unit {
            Unit::Money(_) if is_short && value.nonzero_magnitude_start() >= 6 => {
                let million = self.in_scale(value, Scale::Million, Some(money_places));
                // What is a thousand million, be it by rounding, is a billion.
                match million.size.nonzero_magnitude_start() >= 3 {
                    true => self.in_scale(value, Scale::Billion, Some(money_places)),
                    false => million,
                }
            }
            Unit::Count { .. } if self.precision.decimals.is_none() => {
                let scale = lossless(value, COUNT_PLACES);
                self.in_scale(value, scale, None)
            }
            _ => self.in_scale(value, Scale::One, at_most),
        }
    }

    /// A size in a scale, with as many digits after the point as the measure says, or at most so
    /// many.
    fn in_scale(
        &self,
        value: &UnsignedDecimal,
        scale: Scale,
        at_most: Option<u32>,
    ) -> Sized {
        let mut size = value.clone();
        size.multiply_pow10(-scale.power());
        let places = |digits: u32| i16::try_from(digits).unwrap_or(i16::MAX);
        if let Some(digits) = self.precision.decimals.map(places) {
            size.round_with_mode(-digits, UnsignedRoundingMode::HalfExpand);
            size.pad_end(-digits);
        } else {
            if let Some(digits) = at_most.map(places)
                && size.nonzero_magnitude_end() < -digits
            {
                size.round_with_mode(-digits, UnsignedRoundingMode::HalfExpand);
                size.trim_end();
            }
            if scale != Scale::One {
                size.trim_end();
            }
        }
        size.trim_start();
        Sized { size, scale }
    }

    /// A size without its sign, with the marks of its unit.
    fn marked(&self, sized: &Sized) -> String {
        let digits = self.locale.digits(&sized.size);
        if let Some(declared) = self.declared() {
            let name = self.declared_name(declared, &sized.size, sized.scale);
            let digits = self.with_scale(digits, sized);
            return match declared.stands {
                UnitPlace::Close => {
                    format!("{digits}{name}")
                }
                UnitPlace::Before => {
                    format!("{name}{digits}")
                }
                UnitPlace::Spaced | UnitPlace::Apart => digits,
            };
        }
        match self.unit {
            Unit::Money(currency) => self.money(*currency, sized),
            Unit::Percent => match self.style.per_cent {
                PerCentStyle::Sign => self.locale.per_cent(&digits),
                PerCentStyle::Words => {
                    format!("{digits}\u{a0}{}", self.locale.figure("per-cent"))
                }
            },
            Unit::Ratio { out_of } => {
                let first = self.word(&sized.size).map_or(digits, str::to_owned);
                let of = self.locale.figure("out-of");
                let total = self.locale.digits(&UnsignedDecimal::from(*out_of));
                format!("{first} {of}\u{a0}{total}")
            }
            Unit::ToOne => {
                // In one piece: “4.0 to / 1” would be read as two figures.
                let to_one = self.locale.figure("to-one").replace(' ', "\u{a0}");
                format!("{digits}\u{a0}{to_one}")
            }
            _ => self.with_scale(digits, sized),
        }
    }

    fn money_digits(&self, currency: Currency, sized: &Sized) -> String {
        match sized.scale {
            Scale::One if self.precision.decimals.is_none() => {
                // Pence are two digits: “£2.50”.
                let mut full = sized.size.clone();
                full.trim_end();
                if full.nonzero_magnitude_end() < 0 {
                    let minor = currency.exponent().unwrap_or(0);
                    full.pad_end(-i16::try_from(minor).unwrap_or(0));
                }
                self.locale.digits(&full)
            }
            _ => self.locale.digits(&sized.size),
        }
    }

    fn money(&self, currency: Currency, sized: &Sized) -> String {
        let digits = self.money_digits(currency, sized);
        let scale = sized.scale;
        match (scale, self.style.money) {
            (Scale::One, _) => self.locale.money(currency, &digits),
            (_, MoneyStyle::Words) => {
                let word = self.locale.scale_word(scale, &sized.size);
                self.locale.money_in_words(currency, &digits, word)
            }
            _ => self.locale.money_short(currency, &digits, scale),
        }
    }

    /// Digits with the word of their scale: “2.5 million”.
    fn with_scale(&self, digits: String, sized: &Sized) -> String {
        match sized.scale {
            Scale::One => digits,
            scale => {
                let word = self.locale.scale_word(scale, &sized.size);
                format!("{digits}\u{a0}{word}")
            }
        }
    }
}

/// The largest scale in which a value of a million or more needs at most so many digits after the
/// point.
fn lossless(value: &UnsignedDecimal, places: i16) -> Scale {
    let (start, end) = (value.nonzero_magnitude_start(), value.nonzero_magnitude_end());
    let fits = |scale: &Scale| start >= scale.power() && end >= scale.power() - places;
    let scales = [Scale::Billion, Scale::Million];
    scales.into_iter().find(|it| !value.is_zero() && fits(it)).unwrap_or_default()
}
