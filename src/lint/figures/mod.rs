//! Rules about figures: that each is written once, prints as it is, and adds up.
//!
//! [`amounts`] finds the figures that an author typed; [`known`] says which measure such a
//! figure is. How a measure's fields go together is the business of the family `model`.

mod amounts;
mod column_of_years;
mod column_unit;
mod contradicted_change;
mod contradicted_figure;
mod contradicted_sum;
mod entry;
mod inventory;
mod known;
mod line_of_names;
mod loose_figure;
mod lost_direction;
mod lost_qualifier;
mod odd_time;
mod phrases;
mod points_or_per_cent;
mod reconcile;
mod repeated_figure;
mod repeated_unit;
mod rounding;
mod shares_exceed;
mod sum_differs;

use super::Rule;

pub(super) use self::amounts::{Amount, amounts_of};
pub use self::entry::{FigureEntry, FigureStatus};
pub use self::inventory::inventory;
pub(super) use self::known::Known;
pub(super) use self::reconcile::{Reconciled, reconcile};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    Rule::of("loose-figure", loose_figure::find).in_english(),
    Rule::of("column-of-years", column_of_years::find),
    Rule::of("contradicted-figure", contradicted_figure::find).in_english(),
    Rule::of("contradicted-change", contradicted_change::find).in_english(),
    Rule::of("contradicted-sum", contradicted_sum::find).in_english(),
    Rule::of("repeated-figure", repeated_figure::find).in_english(),
    Rule::of("repeated-unit", repeated_unit::find).in_english(),
    Rule::of("repeated-unit", column_unit::find),
    Rule::of("unit-differs", column_unit::find_others),
    Rule::of("sum-differs", sum_differs::find),
    Rule::of("rounding", rounding::find),
    Rule::of("shares-exceed", shares_exceed::find),
    Rule::of("points-or-per-cent", points_or_per_cent::find).in_english(),
    Rule::of("lost-qualifier", lost_qualifier::find).in_english(),
    Rule::of("lost-direction", lost_direction::find).in_english(),
    Rule::of("odd-time", odd_time::find),
    Rule::of("line-of-names", line_of_names::find).in_english(),
];
