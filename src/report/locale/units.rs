//! The words of units and currencies, and what they are called in data files.
//!
//! Which unit a name means is the business of `report::units`.

use std::sync::Arc;

use fixed_decimal::UnsignedDecimal;

use super::Locale;
use super::forms::{Forms, Plurals};
use crate::report::decode::{Cursor, Read, list_of};
use crate::report::model::{Currency, Scale, Text, Unit};

impl Locale {
    /// The words of a unit that is known, by its name in the file.
    pub(crate) fn unit(&self, name: &str) -> Option<&UnitWords> {
        self.units.get(name)
    }

    /// The words of a currency; `None` for one that prints with its code.
    pub(crate) fn currency(&self, code: &str) -> Option<&UnitWords> {
        self.currencies.get(code)
    }

    /// The sign of a currency as it stands at a sum: its own, or its code and a space.
    fn money_sign(&self, currency: Currency) -> String {
        match self.currency(currency.code()).and_then(|it| it.symbol.as_deref()) {
            Some(sign) => sign.to_owned(),
            None => format!("{}\u{a0}", currency.code()),
        }
    }

    /// The sign of a currency by itself.
    fn money_sign_alone(&self, currency: Currency) -> String {
        self.money_sign(currency).trim_end().to_owned()
    }

    /// A sum in whole units: “£5”, “5 €”.
    pub(crate) fn money(&self, currency: Currency, digits: &str) -> String {
        let sign = self.money_sign(currency);
        let sum = self.fill("money", &[("{sign}", &sign), ("{number}", digits)]);
        sum.trim_end().to_owned()
    }

    /// A sum in a scale: “£5m”, “5 Mio. €”.
    pub(crate) fn money_short(
        &self,
        currency: Currency,
        digits: &str,
        scale: Scale,
    ) -> String {
        let gaps = [
            ("{sign}", &*self.money_sign(currency)),
            ("{number}", digits),
            ("{scale}", self.scale_short(scale)),
        ];
        self.fill("money-short", &gaps).trim_end().to_owned()
    }

    /// The same with the scale in words: “£5 million”.
    pub(crate) fn money_in_words(
        &self,
        currency: Currency,
        digits: &str,
        scale: &str,
    ) -> String {
        let gaps = [
            ("{sign}", &*self.money_sign(currency)),
            ("{number}", digits),
            ("{scale}", scale),
        ];
        self.fill("money-words", &gaps).trim_end().to_owned()
    }

    /// What heads a column of sums in a scale: “£000”, “£m”.
    pub(crate) fn money_head(&self, currency: Currency, scale: Scale) -> String {
        let sign = self.money_sign_alone(currency);
        match scale {
            Scale::One => sign,
            Scale::Thousand => self.fill("money-thousands", &[("{sign}", &sign)]),
            Scale::Million | Scale::Billion => {
                let gaps = [("{sign}", &*sign), ("{scale}", self.scale_short(scale))];
                self.fill("money-head", &gaps)
            }
        }
    }

    /// A scale behind a sum: “m”.
    pub(crate) fn scale_short(&self, scale: Scale) -> &str {
        match scale {
            Scale::One => "",
            Scale::Thousand => self.figure("thousand-short"),
            Scale::Million => self.figure("million-short"),
            Scale::Billion => self.figure("billion-short"),
        }
    }

    /// The word of a scale behind a number of it: “million”; nothing for ones.
    pub(crate) fn scale_word(&self, scale: Scale, number: &UnsignedDecimal) -> &str {
        let category = self.category(number);
        self.scale_forms(scale).map_or("", |forms| forms.of(category))
    }

    /// What heads a column of things in a scale: “million visits”.
    pub(crate) fn unit_in_scale(&self, unit: &str, scale: Scale) -> String {
        let Some(forms) = self.scale_forms(scale) else { return unit.to_owned() };
        let unit = self.behind_scale(unit);
        self.fill("scaled-unit", &[("{scale}", forms.other()), ("{unit}", &unit)])
    }

    fn scale_forms(&self, scale: Scale) -> Option<&Forms> {
        let name = match scale {
            Scale::One => return None,
            Scale::Thousand => "thousand",
            Scale::Million => "million",
            Scale::Billion => "billion",
        };
        self.scale_words.get(name)
    }

    /// What is counted as it stands behind the word of a scale: “de visites”.
    pub(crate) fn behind_scale(&self, unit: &str) -> String {
        let name = match self.starts_with_vowel(unit) {
            true => "of-scaled-vowel",
            false => "of-scaled",
        };
        self.fill(name, &[("{unit}", unit)])
    }

    /// A share: “35%”, “35 %”.
    pub(crate) fn per_cent(&self, digits: &str) -> String {
        self.fill("per-cent-sign", &[("{number}", digits)])
    }

    /// What names a unit over a column; `None` for one that has no words here.
    pub(crate) fn unit_in_head(&self, unit: &Unit) -> Option<String> {
        let short =
            |words: &UnitWords| words.symbol.as_ref().unwrap_or(&words.name).to_string();
        match unit {
            Unit::Money(currency) => Some(self.money_sign_alone(*currency)),
            Unit::Percent => Some("%".to_owned()),
            Unit::PercentagePoints => self.unit("percentage-points").map(short),
            Unit::Measured(quantity) => self.unit(quantity.name()).map(short),
            Unit::ToOne => self.unit("to-one").map(short),
            Unit::Index => self.unit("index").map(short),
            Unit::Age => self.unit("years-of-age").map(short),
            _ => None,
        }
    }

    /// Every unit that is known with its words: by its name, currencies by their codes.
    pub(crate) fn known_units(&self) -> impl Iterator<Item = (&str, &UnitWords)> {
        self.units.iter().chain(&self.currencies).map(|(name, words)| (&**name, words))
    }

    /// The scale that a word in the name of a unit is, by its name.
    pub(crate) fn scale(&self, word: &str) -> Option<&str> {
        let is_it = |words: &Vec<Arc<str>>| words.iter().any(|it| **it == *word);
        self.scales.iter().find(|(_, words)| is_it(words)).map(|(name, _)| &**name)
    }
}

/// The words of a unit.
#[derive(Debug, Clone)]
pub(crate) struct UnitWords {
    /// What stands behind numbers.
    pub(crate) forms: Forms,
    /// Its name by itself, as over a column.
    pub(crate) name: Arc<str>,
    /// What stands for it in tiles and tables; the sign of a currency.
    pub(crate) symbol: Option<Arc<str>>,
    /// Other names in data files.
    pub(crate) spelt: Vec<Arc<str>>,
    /// Names that are asked about.
    pub(crate) like: Vec<Arc<str>>,
}

impl UnitWords {
    /// Every name that data files may give it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let own = std::iter::once(&self.name).chain(self.forms.all());
        own.chain(&self.symbol).chain(&self.spelt).map(|name| &**name)
    }

    pub(super) fn read(at: &Cursor<'_>, plurals: &Plurals) -> Option<Self> {
        const OTHERS: [&str; 4] = ["name", "symbol", "spelt", "like"];
        let word = |at: &Cursor<'_>| Some(Text::read(at)?.value);
        let forms = Forms::read(at, plurals, &OTHERS);
        let (mut name, mut symbol, mut spelt, mut like) = Default::default();
        if at.is_mapping() {
            for (field, at) in at.entries()? {
                match &*field {
                    "name" => name = word(&at),
                    "symbol" => symbol = word(&at),
                    "spelt" => spelt = list_of(word)(&at)?,
                    "like" => like = list_of(word)(&at)?,
                    // The forms are read, and what is none of them is refused, above.
                    _ => {}
                }
            }
        }
        let forms = forms?;
        let name = name.unwrap_or_else(|| forms.other().clone());
        Some(Self { forms, name, symbol, spelt, like })
    }
}
