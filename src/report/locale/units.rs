//! The words of units and currencies, and what they are called in data files.
//!
//! Which unit a name means is the business of `report::units`.

use std::sync::Arc;

use super::Locale;
use crate::report::decode::{Cursor, Fields, Read};
use crate::report::model::{Currency, Text, Unit};

impl Locale {
    /// The words of a unit that is known, by its name in the file.
    pub(crate) fn unit(&self, name: &str) -> Option<&UnitWords> {
        self.units.get(name)
    }

    /// The words of a currency; `None` for one that prints with its code.
    pub(crate) fn currency(&self, code: &str) -> Option<&UnitWords> {
        self.currencies.get(code)
    }

    /// What stands before a sum of money: its sign, or its code and a space.
    pub(crate) fn money_sign(&self, currency: Currency) -> String {
        match self.currency(currency.code()).and_then(|it| it.symbol.as_deref()) {
            Some(sign) => sign.to_owned(),
            None => format!("{}\u{a0}", currency.code()),
        }
    }

    /// What names a unit over a column; `None` for one that has no words here.
    pub(crate) fn unit_in_head(&self, unit: &Unit) -> Option<String> {
        let short = |words: &UnitWords| {
            words.symbol.as_ref().unwrap_or(&words.plural).to_string()
        };
        match unit {
            Unit::Money(currency) => {
                Some(self.money_sign(*currency).trim_end().to_owned())
            }
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
    /// For any number but one.
    pub(crate) plural: Arc<str>,
    /// For one.
    pub(crate) singular: Arc<str>,
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
        let own = [Some(&self.plural), Some(&self.singular), self.symbol.as_ref()];
        own.into_iter().flatten().chain(&self.spelt).map(|name| &**name)
    }

    pub(super) fn read(at: &Cursor<'_>) -> Option<Self> {
        let word = |at: &Cursor<'_>| Some(Text::read(at)?.value);
        Fields::of(at)?.read_all(|fields| {
            let plural = fields.required("plural", word);
            let singular = fields.required("singular", word);
            let symbol = fields.optional("symbol", word);
            let spelt = fields.list("spelt", word);
            let like = fields.list("like", word);
            Some(Self { plural: plural?, singular: singular?, symbol, spelt, like })
        })
    }
}
