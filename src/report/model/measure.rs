//! Measures: each figure written once, exactly, with what it counts and whence it comes.
//!
//! A measure says what is true. How it prints is the business of
//! [`report::measure`](crate::report::measure).

use fixed_decimal::Decimal;
use recto_macros::{Choice, Noun};
use time::Date;

use super::{
    Comparator, EditorialNote, FilePath, Id, Line, PastValue, Placed, Scale, StatusRule,
    Target, Text, Unit, Visibility,
};

/// One figure, written once.
#[derive(Debug, Clone, Noun)]
#[noun(kind = Measure, rules, together(value, unit) = amount)]
#[noun(check = check_qualifier(unit, qualifier))]
#[noun(check = check_change(unit, value, change))]
#[noun(together(history) = past)]
#[noun(check = check_performance(value))]
#[noun(check = check_directions(value, change, comparator, target, history))]
#[noun(check = check_precision(unit, decimals, printed_in))]
pub struct Measure {
    /// Its id.
    pub id: Id,
    /// What it is, short: “Police officers”.
    pub label: Text,
    /// Its value.
    pub value: Placed<MeasureValue>,
    /// What the value counts.
    pub unit: Placed<Unit>,
    /// The rate's denominator, one of it and without “a” or “per”: “year” gives “£70m a year”.
    #[noun(with = per)]
    pub per: Option<Text>,
    /// How many digits follow the point where it prints, to which it is rounded, a half away from
    /// nought; left out, it prints as the house style says. The value itself stays exact.
    #[noun(with = decimals)]
    pub decimals: Option<u32>,
    /// What it prints in: `million` prints 238248000 as 238 million, or £238m. Left out, it prints
    /// as the house style says.
    pub printed_in: Option<Scale>,
    /// How exact the value is; `exactly` where it is left out.
    #[noun(default)]
    pub qualifier: Qualifier,
    /// That the value is a change: `shown` prints its sign (“+5%”), `words` leaves the
    /// direction to the sentence (“4%”).
    pub change: Option<ChangeForm>,
    /// The period it covers, as printed: “2022/23”, “1 October 2022 to September 2023”.
    pub period: Option<Text>,
    /// Whether that is in the reporting year; true where it is left out. A period outside
    /// of it prints with the figure's tile and table row.
    #[noun(default = true)]
    pub within_year: bool,
    /// Whether it stands in the tables of figures; true where it is left out. A number that
    /// only counts or dates other things does not, and dates never do.
    #[noun(default = true)]
    pub listed: bool,
    /// Where the figure comes from.
    pub source: Option<SourceReference>,
    /// What it is held against.
    pub comparator: Option<Comparator>,
    /// What it should reach.
    pub target: Option<Target>,
    /// Which direction is better; left out where neither is.
    pub better: Option<Better>,
    /// By which rule it is judged, where that is not the rule of the house style.
    pub status: Option<StatusRule>,
    /// What it was in earlier periods, the oldest first.
    pub history: Vec<PastValue>,
    /// A drawing that stands before its label in tiles. Nobody hears of it: it says nothing that the
    /// label does not.
    #[noun(file = Image)]
    pub icon: Option<FilePath>,
    /// What a reader should know of it; printed with it in the tables of figures.
    pub note: Option<Line>,
    /// How the source printed it, where that differs from the house's form.
    #[noun(quoted)]
    pub published_as: Option<Text>,
    /// The measure of which it is a share, so that it is not added to that one.
    #[noun(refers(Measure, Relate))]
    pub part_of: Option<Id>,
    /// The measure that is the same figure in another place, so that it is not added.
    #[noun(refers(Measure, Relate))]
    pub same_as: Option<Id>,
    /// Its parts: their exact sum must be the value.
    #[noun(refers(Measure, Relate))]
    pub sum_of: Vec<Id>,
    /// Whether its parts may not add up to it as they print, because each is rounded, which the tables
    /// of figures then say.
    #[noun(default)]
    pub rounded: bool,
    /// Who may see it.
    pub audience: Visibility,
    /// Notes of the editors; never printed.
    pub editorial_notes: Vec<EditorialNote>,
}

/// The value of a measure.
#[derive(Debug, Clone, PartialEq)]
pub enum MeasureValue {
    /// An exact decimal number, in the unit itself (pounds, not millions of pounds).
    Number(Decimal),
    /// From one number to another, both included.
    Range {
        /// The lower end.
        from: Decimal,
        /// The upper end.
        to: Decimal,
    },
    /// A date, perhaps in part.
    Date(PartialDate),
    /// A stretch of time, both ends included.
    Period {
        /// Its first day, month or year.
        from: PartialDate,
        /// Its last day, month or year.
        to: PartialDate,
    },
    /// A financial year, by the calendar year in which it starts.
    FinancialYear(i32),
    /// A quarter of a financial year.
    Quarter {
        /// The calendar year in which the financial year starts.
        year: i32,
        /// The quarter, 1 to 4.
        quarter: u8,
    },
}

/// A date of which only a part may be known (ISO 8601, reduced accuracy).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartialDate {
    /// A year.
    Year(i32),
    /// A month of a year, the month from 1.
    Month {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u8,
    },
    /// A day.
    Day(Date),
    /// A day of a year that is not known.
    DayOfYear {
        /// The month, 1 to 12.
        month: u8,
        /// The day of the month, from 1.
        day: u8,
    },
}

/// How exact a value is; each prints as its own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Choice)]
pub enum Qualifier {
    /// Nothing is printed.
    #[default]
    Exactly,
    /// “more than”
    #[choice(word = "more than")]
    MoreThan,
    /// “over”
    Over,
    /// “at least”
    #[choice(word = "at least")]
    AtLeast,
    /// “around”
    Around,
    /// “about”
    About,
    /// “nearly”
    Nearly,
    /// “up to”
    #[choice(word = "up to")]
    UpTo,
    /// “fewer than”
    #[choice(word = "fewer than")]
    FewerThan,
    /// “under”
    Under,
    /// “end of”, for dates
    #[choice(word = "end of")]
    EndOf,
}

/// How the direction of a change is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ChangeForm {
    /// By its sign: “+5%”.
    Shown,
    /// By the sentence around it: “4%”.
    Words,
}

/// Which direction is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// Where a figure comes from.
#[derive(Debug, Clone, Noun)]
pub struct SourceReference {
    /// The document, by id.
    #[noun(refers(Source, Print))]
    pub document: Id,
    /// The place in it, in words that help whoever looks the figure up.
    pub at: Option<Text>,
}
