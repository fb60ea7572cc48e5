//! Tables, charts and images that are placed more than once.

use std::collections::HashMap;

use crate::lint::{Findings, Subject};
use crate::report::declare::{Noun, NounKind, Purpose};
use crate::report::visit::{Reference, Scope, Visit, walk, walk_noun};
use crate::report::{Brief, Id};

/// A reference, in the order of the report.
struct Placed<'r> {
    kind: NounKind,
    id: &'r Id,
    section: usize,
}

#[derive(Default)]
struct Places<'r>(Vec<Placed<'r>>);

impl<'r> Visit<'r> for Places<'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        // A brief is another document.
        if noun.as_noun::<Brief>().is_none() {
            walk_noun(self, noun, scope);
        }
    }

    fn reference(&mut self, reference: Reference<'r>, scope: Scope<'r>) {
        let Reference { kind, purpose, id } = reference;
        let is_shown =
            matches!(kind, NounKind::Table | NounKind::Chart | NounKind::Figure);
        if let (Purpose::Print, true, Some(section)) = (purpose, is_shown, scope.section)
        {
            self.0.push(Placed { kind, id, section });
        }
    }
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let mut places = Places::default();
    walk(subject.report, &mut places);
    let mut firsts: HashMap<(NounKind, &str), &Placed<'_>> = HashMap::new();
    for placed in &places.0 {
        let key = (placed.kind, &*placed.id.value);
        let Some(first) = firsts.get(&key) else {
            firsts.insert(key, placed);
            continue;
        };
        // An image may well stand in several sections, as that of a place does.
        if placed.kind == NounKind::Figure && placed.section != first.section {
            continue;
        }
        let what = match placed.kind {
            NounKind::Table => "table",
            NounKind::Chart => "chart",
            _ => "figure",
        };
        let message =
            format!("the {what} `{}` prints a second time here", placed.id.value);
        let hint =
            format!("remove it, or refer to it with `{{see: {}}}`", placed.id.value);
        found.warn(&placed.id.place, message, hint);
        found.relate(&first.id.place, "the first time");
    }
}
