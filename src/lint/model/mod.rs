//! Rules about the model: that a measure's fields, dates and relations go together.
//!
//! [`spans`] says which days a period or a date takes in. What a reader sees of a figure in
//! running text is the business of the family `figures`.

mod date_order;
mod empty_rows;
mod empty_section;
mod period_outside_year;
mod placed_twice;
mod spans;
mod unit_differs;
mod unit_name;
mod unjudged_target;

use super::Rule;

pub(super) use unit_differs::is_same_unit;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    Rule::of("period-outside-year", period_outside_year::find),
    Rule::of("date-order", date_order::find),
    Rule::of("empty-section", empty_section::find),
    Rule::of("empty-rows", empty_rows::find),
    Rule::of("placed-twice", placed_twice::find),
    Rule::of("unit-differs", unit_differs::find),
    Rule::of("unit-name", unit_name::find),
    Rule::of("unjudged-target", unjudged_target::find),
];
