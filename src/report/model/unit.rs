//! Units: what a value counts or measures.
//!
//! A unit is known to the program, declared by the brand, or a plain noun that is counted. Its words,
//! and how projects may spell it, are those of the language; see
//! [`report::units`](crate::report::units).

use std::sync::Arc;

pub use iso_currency::Currency;
use recto_macros::{Choice, Noun};

use super::Text;

/// What a value counts or measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Money of a currency (ISO 4217).
    Money(Currency),
    /// Per cent.
    Percent,
    /// Percentage points: a difference of two percentages.
    PercentagePoints,
    /// So many out of so many.
    Ratio {
        /// The second number.
        out_of: u32,
    },
    /// So many to one: “4.0 to 1”.
    ToOne,
    /// An index: a number against a base that its label names.
    Index,
    /// A length of time, a length, an area, a mass or another quantity.
    Measured(Quantity),
    /// Years of age.
    Age,
    /// The value is a date.
    Date,
    /// The value is a financial year.
    FinancialYear,
    /// The value is a period.
    Period,
    /// The value is a quarter.
    Quarter,
    /// A count of what it names, or a unit that the brand declares.
    Count {
        /// What is counted, plural: “officers”.
        plural: Arc<str>,
        /// The same in the singular, where it was given.
        singular: Option<Arc<str>>,
        /// The forms that were given for some numbers.
        forms: WordForms,
    },
}

/// What is counted as it stands behind some numbers, by the names of the forms that the language
/// has: `two: ddau`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordForms(Vec<(&'static str, Arc<str>)>);

impl WordForms {
    /// The name of what stands behind the word of a scale: `o swyddogion`, of “2.5 miliwn o
    /// swyddogion”.
    pub const SCALED: &str = "scaled";

    /// Some forms by their names.
    pub fn new(forms: Vec<(&'static str, Arc<str>)>) -> Self {
        Self(forms)
    }

    /// The word behind numbers of a form.
    pub fn get(&self, name: &str) -> Option<&Arc<str>> {
        self.0.iter().find(|(it, _)| *it == name).map(|(_, word)| word)
    }

    /// Every form.
    pub fn all(&self) -> impl Iterator<Item = &Arc<str>> {
        self.0.iter().map(|(_, word)| word)
    }
}

/// A unit of a quantity that is measured, by the name that its words have in the locale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Quantity {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
    /// Millimetres.
    Millimetres,
    /// Centimetres.
    Centimetres,
    /// Metres.
    Metres,
    /// Kilometres.
    Kilometres,
    /// Miles.
    Miles,
    /// Square metres.
    SquareMetres,
    /// Square kilometres.
    SquareKilometres,
    /// Hectares.
    Hectares,
    /// Acres.
    Acres,
    /// Millilitres.
    Millilitres,
    /// Litres.
    Litres,
    /// Cubic metres.
    CubicMetres,
    /// Grams.
    Grams,
    /// Kilograms.
    Kilograms,
    /// Tonnes.
    Tonnes,
    /// Kilowatt-hours.
    KilowattHours,
    /// Megawatt-hours.
    MegawattHours,
    /// Gigawatt-hours.
    GigawattHours,
    /// Kilograms of carbon dioxide equivalent.
    KilogramsOfCarbon,
    /// Tonnes of carbon dioxide equivalent.
    TonnesOfCarbon,
    /// Thousands of tonnes of carbon dioxide equivalent.
    KilotonnesOfCarbon,
    /// Whole-time equivalents of staff.
    WholeTimeEquivalents,
    /// The same as central government calls them.
    FullTimeEquivalents,
}

impl Quantity {
    /// Whether it is a length of time.
    pub fn is_time(self) -> bool {
        self.dimension() == Dimension::Time
    }

    /// What it measures, in whatever unit.
    pub fn dimension(self) -> Dimension {
        match self {
            Self::Seconds
            | Self::Minutes
            | Self::Hours
            | Self::Days
            | Self::Weeks
            | Self::Months
            | Self::Years => Dimension::Time,
            Self::Millimetres
            | Self::Centimetres
            | Self::Metres
            | Self::Kilometres
            | Self::Miles => Dimension::Length,
            Self::SquareMetres
            | Self::SquareKilometres
            | Self::Hectares
            | Self::Acres => Dimension::Area,
            Self::Millilitres | Self::Litres | Self::CubicMetres => Dimension::Volume,
            Self::Grams | Self::Kilograms | Self::Tonnes => Dimension::Mass,
            Self::KilowattHours | Self::MegawattHours | Self::GigawattHours => {
                Dimension::Energy
            }
            Self::KilogramsOfCarbon | Self::TonnesOfCarbon | Self::KilotonnesOfCarbon => {
                Dimension::Carbon
            }
            Self::WholeTimeEquivalents | Self::FullTimeEquivalents => Dimension::Staff,
        }
    }
}

/// What quantities measure: miles and kilometres both a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// A length of time.
    Time,
    /// A length.
    Length,
    /// An area.
    Area,
    /// A volume.
    Volume,
    /// A mass.
    Mass,
    /// Energy.
    Energy,
    /// Carbon dioxide equivalent.
    Carbon,
    /// Equivalents of staff.
    Staff,
}

/// A unit that a brand declares, beside those that are known.
#[derive(Debug, Clone, Noun)]
pub struct DeclaredUnit {
    /// Its name for several, by which measures and series name it: “bed days”.
    pub plural: Text,
    /// Its name for one: “bed day”.
    pub singular: Option<Text>,
    /// Its name behind numbers for which neither stands, by the form that the language has for them.
    #[noun(default)]
    pub forms: WordForms,
    /// What stands for it in tiles and tables, where that is shorter; measures and series may name
    /// it so too.
    pub symbol: Option<Text>,
    /// How it stands beside the figure; `spaced` where it is left out.
    #[noun(default)]
    pub stands: UnitPlace,
}

/// How a unit stands beside its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum UnitPlace {
    /// Behind it, with a space: “5 bed days”.
    #[default]
    Spaced,
    /// Behind it, without one: “5km”.
    Close,
    /// Before it, without a space: “#5”.
    Before,
    /// Nowhere: it is named only where a table has a column of units.
    Apart,
}
