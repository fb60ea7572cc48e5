//! Rules about how far a report has come: what must be done before it is final.

mod open_note;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[Rule::of("open-note", open_note::find)];
