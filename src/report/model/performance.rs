//! Performance: what a measure is held against, what it was, and by which rule it is judged.
//!
//! What a rule says of a measure is worked out by [`report::status`](crate::report::status).

use fixed_decimal::Decimal;
use recto_macros::{Choice, Noun};

use super::{Placed, Text};

/// What a measure is held against.
#[derive(Debug, Clone, Noun)]
pub struct Comparator {
    /// What it is, in words. One that names a time (`2023/24`, `last year`) is of the measure itself; else
    /// it is of others (`England`), and no trend.
    pub label: Text,
    /// Its value, in the measure's unit.
    pub value: Option<Placed<Decimal>>,
    /// Its period, where the label does not say it; printed with the value.
    pub period: Option<Text>,
}

/// What a measure should reach.
#[derive(Debug, Clone, Noun)]
pub struct Target {
    /// The value, in the measure's unit.
    pub value: Placed<Decimal>,
    /// What it is, in words.
    pub label: Option<Text>,
}

/// What a measure was in an earlier period.
#[derive(Debug, Clone, Noun)]
pub struct PastValue {
    /// The period, as printed.
    pub period: Text,
    /// Its value then, in the measure's unit.
    pub value: Placed<Decimal>,
}

/// By which rule a measure is judged.
#[derive(Debug, Clone, Noun)]
#[noun(short = by)]
pub struct StatusRule {
    /// What the value is held against.
    pub by: StatusBy,
    /// How far from it still counts as close, or as steady: a number in the measure's unit, or so many
    /// per cent of what it is held against, such as `5%`.
    #[noun(with = within)]
    pub within: Option<Placed<Within>>,
    /// What the statuses are called, where that is not as the language has it.
    pub words: Option<StatusWords>,
}

/// What a value is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum StatusBy {
    /// Its target: met, close or missed.
    Target,
    /// What it was before: improving, steady or worsening.
    Previous,
    /// Nothing: it has no status.
    Nothing,
}

/// How far from what it is held against a value may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Within {
    /// So much, in the measure's unit.
    Amount(Decimal),
    /// So many per cent of what it is held against.
    PerCent(Decimal),
}

/// What the statuses of a measure are called.
#[derive(Debug, Clone, Noun)]
pub struct StatusWords {
    /// The target is met.
    pub met: Option<Text>,
    /// It is not, by little.
    pub close: Option<Text>,
    /// It is missed.
    pub missed: Option<Text>,
    /// It is better than before.
    pub improving: Option<Text>,
    /// It is about the same.
    pub steady: Option<Text>,
    /// It is worse.
    pub worsening: Option<Text>,
}
