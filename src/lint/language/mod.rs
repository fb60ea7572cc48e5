//! Rules about words: how the text reads, and whether it keeps to one style.

mod abbreviation_form;
mod capitals;
mod double_space;
mod hyphen_dash;
mod known;
mod lacking_language;
mod link_text;
mod long_sentence;
mod misspelt_name;
mod odd_character;
mod odd_date;
mod ordinal_date;
mod own;
mod per_cent_form;
mod raw_markup;
mod repeated_label;
mod repeated_word;
mod title;
mod unexpanded_abbreviation;
mod unused_abbreviation;
mod vocabulary;
mod word;
mod year;
mod year_form;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    Rule::of("abbreviation-form", abbreviation_form::find).in_english(),
    Rule::of("capitals", capitals::find).in_english(),
    Rule::of("double-space", double_space::find),
    Rule::of("hyphen-dash", hyphen_dash::find),
    Rule::of("lacking-language", lacking_language::find),
    Rule::of("link-text", link_text::find),
    Rule::of("long-sentence", long_sentence::find),
    Rule::of("odd-character", odd_character::find),
    Rule::of("ordinal-date", ordinal_date::find).in_english(),
    Rule::of("per-cent-form", per_cent_form::find).in_english(),
    Rule::of("raw-markup", raw_markup::find),
    Rule::of("repeated-label", repeated_label::find),
    Rule::of("unexpanded-abbreviation", unexpanded_abbreviation::find),
    Rule::of("unused-abbreviation", unused_abbreviation::find),
    Rule::of("year-form", year_form::find),
    Rule::of("odd-date", odd_date::find).in_english(),
    Rule::of("misspelt-name", misspelt_name::find),
    Rule::of("repeated-word", repeated_word::find).in_english(),
];
