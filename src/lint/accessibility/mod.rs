//! Rules about readers who see badly, or not at all: what stands for an image, how well
//! colours can be told apart, how large the text of drawings prints, and what a table or a
//! chart is called.
//!
//! The levels of headings need no rule: they follow from where a block stands, so none can
//! be skipped.

mod graphic_contrast;
mod long_chart_title;
mod poor_alternative;
mod small_text;
mod unclear_columns;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    Rule::of("poor-alternative", poor_alternative::find),
    Rule::of("graphic-contrast", graphic_contrast::find),
    Rule::of("long-chart-title", long_chart_title::find),
    Rule::of("unclear-columns", unclear_columns::find),
    Rule::of("small-text", small_text::find),
];
