//! Rules about words: how the text reads, and whether it keeps to one style.

mod double_space;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] =
    &[Rule { code: double_space::CODE, find: double_space::find }];
