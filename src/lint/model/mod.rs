//! Rules about the model: that a measure's fields, dates and relations go together.
//!
//! [`spans`] says which days a period or a date takes in. What a reader sees of a figure in
//! running text is the business of the family `figures`.

mod date_order;
mod period_outside_year;
mod spans;
mod unit_differs;

use super::Rule;

pub(super) use unit_differs::is_same_unit;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    Rule { code: period_outside_year::CODE, find: period_outside_year::find },
    Rule { code: date_order::CODE, find: date_order::find },
    Rule { code: unit_differs::CODE, find: unit_differs::find },
];
