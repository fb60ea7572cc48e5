//! What a project in several languages says in one of them alone.

use std::collections::BTreeSet;

use crate::diagnostic::Place;
use crate::lint::{Findings, Subject};
use crate::report::declare::{Noun, TextKind, Value, Wording};
use crate::report::visit::{Scope, Visit, walk, walk_noun};
use crate::report::{Line, Person, Placed, Prose, Text, Translations, Unit};
use crate::wording::excerpt;

const HINT: &str =
    "write it in each language, or as `{all: …}` where it is the same in all";

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let translations = subject.report.translations();
    if !translations.is_in_several() {
        return;
    }
    for gap in translations.gaps() {
        found.error(&gap.place, gap.message.clone(), gap.hint.clone());
    }
    let mut reader = Reader { translations, sheets: BTreeSet::new(), found };
    walk(subject.report, &mut reader);
}

struct Reader<'r, 'f, 't> {
    translations: &'r Translations,
    /// The sheets of which it has been said.
    sheets: BTreeSet<String>,
    found: &'f mut Findings<'t>,
}

impl Reader<'_, '_, '_> {
    fn look_at(&mut self, text: &str, place: &Place) {
        if !is_language(text) || self.translations.are_at(place) {
            return;
        }
        let file = place.file();
        if file.ends_with(".csv") {
            // A sheet is of one language as a whole.
            if self.sheets.insert(file.to_string()) {
                let message = format!("`{file}` has its words in one language");
                let hint = "name a file for each language: `{cy: a.csv, en: b.csv}`";
                self.found.error(&Place::whole_file(file.clone()), message, hint);
            }
            return;
        }
        let message = format!("“{}” stands in every language", excerpt(text));
        self.found.error(place, message, HINT);
    }
}

impl<'r> Visit<'r> for Reader<'_, '_, '_> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        noun.values(&mut |_, value| {
            let Value::Fact(fact) = value else { return };
            if let Some(unit) = fact.downcast_ref::<Placed<Unit>>()
                && let Unit::Count { plural, .. } = &unit.value
            {
                self.look_at(plural, &unit.place);
            }
        });
        walk_noun(self, noun, scope);
    }

    fn text(&mut self, text: &'r Text, kind: TextKind, scope: Scope<'r>) {
        let is_name =
            scope.noun.as_noun::<Person>().is_some() && scope.field.name == "name";
        // A unit that is known has its words in each language.
        let is_unit = scope.field.name == "unit"
            && !matches!(Unit::named(&text.value), Unit::Count { .. });
        let is_own = scope.field.wording == Wording::Own;
        if kind != TextKind::Unprinted && is_own && !is_name && !is_unit {
            self.look_at(&text.value, &text.place);
        }
    }

    fn line(&mut self, line: &'r Line, _: TextKind, _: Scope<'r>) {
        self.look_at(&line.typed(), &line.place);
    }

    fn prose(&mut self, prose: &'r Prose, _: Scope<'r>) {
        self.look_at(&prose.typed(), &prose.place);
    }
}

/// Whether a text is one of a language: not a year, a code, an address or a telephone number.
fn is_language(text: &str) -> bool {
    let is_address =
        text.contains('@') || text.contains("://") || text.starts_with("www.");
    let unfilled: String = text
        .split(['{', '}'])
        .enumerate()
        .filter(|(at, _)| at % 2 == 0)
        .map(|(_, piece)| piece)
        .collect();
    let mut letters = unfilled.chars().filter(|c| c.is_alphabetic());
    // `CAB-24-03` is a code, and `NHS` an abbreviation.
    (!is_address || text.contains(' ')) && letters.any(|c| !c.is_uppercase())
}
