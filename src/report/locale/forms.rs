//! The forms of a word by the number that it stands with: “1 dzień”, “2 dni”.
//!
//! Which form a number takes is the rule of its language (CLDR); the words are of its file.

use std::sync::Arc;

use fixed_decimal::{Decimal, Sign, UnsignedDecimal};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use super::Locale;
use crate::report::code;
use crate::report::decode::{Cursor, Read};
use crate::report::model::{Text, WordForms};

/// The forms with their names in files, from none to the one for every other number.
pub(crate) const CATEGORIES: [(PluralCategory, &str); 6] = [
    (PluralCategory::Zero, "zero"),
    (PluralCategory::One, "one"),
    (PluralCategory::Two, "two"),
    (PluralCategory::Few, "few"),
    (PluralCategory::Many, "many"),
    (PluralCategory::Other, "other"),
];

/// The numbers that a report prints with a word beside them, so that a language must have a form
/// for each of them: larger ones have a scale.
const USUAL: u32 = 1_000;

/// How the number of what is counted decides on the form of a word.
#[derive(Debug, Clone)]
pub(crate) struct Plurals {
    rules: Arc<PluralRules>,
    /// The names of every form that the language has.
    all: Vec<&'static str>,
    /// The names of the forms that the numbers of a report take, in the order of the forms.
    usual: Vec<&'static str>,
}

impl Plurals {
    /// The rules of a language; `None` where the CLDR does not know it.
    pub(super) fn of(tag: &icu_locale_core::Locale) -> Option<Self> {
        let rules =
            PluralRules::try_new(tag.into(), PluralRulesOptions::default()).ok()?;
        let known: Vec<_> = rules.categories().collect();
        let taken = taken(&rules);
        let names = |categories: &[PluralCategory]| {
            let named = CATEGORIES.iter().filter(|(it, _)| categories.contains(it));
            named.map(|(_, name)| *name).collect()
        };
        Some(Self { all: names(&known), usual: names(&taken), rules: Arc::new(rules) })
    }

    /// The form that a number takes.
    pub(super) fn of_number(&self, number: &UnsignedDecimal) -> PluralCategory {
        self.rules.category_for(&Decimal::new(Sign::None, number.clone()))
    }
}

/// The forms that the numbers of a report take.
fn taken(rules: &PluralRules) -> Vec<PluralCategory> {
    let whole = (0..USUAL).map(|it| rules.category_for(it));
    let of_fractions = (1..100_u32).map(|tenths| {
        let mut number = Decimal::from(tenths);
        number.multiply_pow10(-1);
        rules.category_for(&number)
    });
    whole.chain(of_fractions).chain([PluralCategory::Other]).collect()
}

/// The name of a form in files.
pub(crate) fn category_name(category: PluralCategory) -> &'static str {
    let found = CATEGORIES.iter().find(|(it, _)| *it == category);
    found.map_or("other", |(_, name)| name)
}

/// A word in each of its forms.
#[derive(Debug, Clone)]
pub(crate) struct Forms {
    other: Arc<str>,
    forms: Vec<(PluralCategory, Arc<str>)>,
}

impl Forms {
    /// The form that numbers of a category take.
    pub(crate) fn of(&self, category: PluralCategory) -> &Arc<str> {
        let found = self.forms.iter().find(|(it, _)| *it == category);
        found.map_or(&self.other, |(_, word)| word)
    }

    /// That of every number that has none of its own.
    pub(crate) fn other(&self) -> &Arc<str> {
        &self.other
    }

    /// Every form.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.other).chain(self.forms.iter().map(|(_, word)| word))
    }

    /// A word of one form, or a mapping with all forms that numbers take in the language. Of a
    /// mapping that holds other fields too, they are named.
    pub(super) fn read(
        at: &Cursor<'_>,
        plurals: &Plurals,
        fields: &[&str],
    ) -> Option<Self> {
        if !at.is_mapping() {
            return Some(Self { other: Text::read(at)?.value, forms: Vec::new() });
        }
        let mut found: Vec<(PluralCategory, Arc<str>)> = Vec::new();
        for (name, entry) in at.entries()? {
            if fields.contains(&&*name) {
                continue;
            }
            let category = CATEGORIES.iter().find(|(_, it)| **it == *name);
            match category.filter(|(_, it)| plurals.all.contains(it)) {
                Some((category, _)) => found.push((*category, Text::read(&entry)?.value)),
                None => {
                    let message = format!("{} has no form `{name}`", at.subject());
                    let forms = plurals.all.iter().copied();
                    let hint = format!("write {}", crate::wording::listed(forms, "or"));
                    entry.report(code::UNKNOWN_FIELD, message, hint);
                }
            }
        }
        let has = |name: &str| found.iter().any(|(it, _)| category_name(*it) == name);
        // One form for all numbers is said by `other` alone.
        let is_one = found.len() == 1 && has("other");
        let missing: Vec<_> = plurals.usual.iter().filter(|name| !has(name)).collect();
        if !missing.is_empty() && !is_one {
            let message = format!(
                "{} has no form {}",
                at.subject(),
                crate::wording::listed(missing.into_iter().copied(), "and")
            );
            let hint =
                "write every form that numbers take in this language, or `other` alone";
            at.report(code::MISSING_FIELD, message, hint);
            return None;
        }
        let (_, other) =
            found.iter().find(|(it, _)| *it == PluralCategory::Other)?.clone();
        Some(Self { other, forms: found })
    }
}

/// Which of the two names of what a project counts stands behind numbers of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// That for one: “5 swyddog”.
    Singular,
    /// That for several.
    Plural,
}

impl Locale {
    /// The form that a number takes.
    pub(crate) fn category(&self, number: &UnsignedDecimal) -> PluralCategory {
        self.plurals.of_number(number)
    }

    /// What a project counts as it stands behind a number: in the form that it has for such numbers,
    /// else as the language takes its singular and its plural; `None` where that is not known.
    pub(crate) fn counted(
        &self,
        number: &UnsignedDecimal,
        plural: &Arc<str>,
        singular: Option<&Arc<str>>,
        forms: &WordForms,
    ) -> Option<Arc<str>> {
        let name = category_name(self.category(number));
        if let Some(own) = forms.get(name) {
            return Some(own.clone());
        }
        match self.counts.iter().find(|(category, _)| *category == name)?.1 {
            Counted::Singular => singular.cloned(),
            Counted::Plural => Some(plural.clone()),
        }
    }
}
