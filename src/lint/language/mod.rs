//! Rules about words: how the text reads, and whether it keeps to one style.

mod capitals;
mod double_space;
mod hyphen_dash;
mod known;
mod link_text;
mod long_sentence;
mod ordinal_date;
mod own;
mod per_cent_form;
mod title;
mod unexpanded_abbreviation;
mod vocabulary;
mod word;
mod year;
mod year_form;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    Rule { code: capitals::CODE, find: capitals::find },
    Rule { code: double_space::CODE, find: double_space::find },
    Rule { code: hyphen_dash::CODE, find: hyphen_dash::find },
    Rule { code: link_text::CODE, find: link_text::find },
    Rule { code: long_sentence::CODE, find: long_sentence::find },
    Rule { code: ordinal_date::CODE, find: ordinal_date::find },
    Rule { code: per_cent_form::CODE, find: per_cent_form::find },
    Rule { code: unexpanded_abbreviation::CODE, find: unexpanded_abbreviation::find },
    Rule { code: year_form::CODE, find: year_form::find },
];
