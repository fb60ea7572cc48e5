//! Kinds: what sort of figure a claim or a fact is. Only those of one kind compare.

use crate::report::Unit;

/// What kind of figure a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClaimKind {
    /// Money.
    Money,
    /// Per cent.
    PerCent,
    /// Percentage points.
    Points,
    /// A fraction in words, as per cent: “a fifth”, “nine in ten”.
    Fraction,
    /// A number.
    Number,
}

/// What kind of figure a unit has; `None` for what is no figure.
pub(super) fn kind(unit: &Unit) -> Option<ClaimKind> {
    Some(match unit {
        Unit::Money(_) => ClaimKind::Money,
        Unit::Percent => ClaimKind::PerCent,
        Unit::PercentagePoints => ClaimKind::Points,
        Unit::Count { .. } | Unit::Measured(_) => ClaimKind::Number,
        _ => return None,
    })
}
