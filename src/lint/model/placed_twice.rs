//! Tables, charts and images that are placed more than once, and measures that are twice in one
//! scorecard or among the same tiles.

use std::collections::HashMap;

use crate::lint::{Findings, Subject};
use crate::report::declare::{Noun, NounKind, Purpose};
use crate::report::visit::{Reference, Scope, Visit, walk, walk_noun};
use crate::report::{Block, Brief, Id, Priority, Report, Scorecard};

/// A reference, in the order of the report.
struct Placed<'r> {
    kind: NounKind,
    id: &'r Id,
    section: usize,
}

#[derive(Default)]
struct Places<'r> {
    placed: Vec<Placed<'r>>,
    /// The measures that stand together, and in what.
    together: Vec<(&'static str, Vec<&'r Id>)>,
}

/// The measures that a noun shows beside each other, and what they are in.
fn together(noun: &dyn Noun) -> Option<(&'static str, Vec<&Id>)> {
    if let Some(scorecard) = noun.as_noun::<Scorecard>() {
        let measures = scorecard.parts().flat_map(|(_, measures)| measures);
        return Some(("one scorecard", measures.collect()));
    }
    if let Some(Block::Measures(measures)) = noun.as_noun::<Block>() {
        return Some(("one run of tiles", measures.iter().collect()));
    }
    let priority = noun.as_noun::<Priority>()?;
    Some(("one opener", priority.measures.iter().collect()))
}

impl<'r> Visit<'r> for Places<'r> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        self.together.extend(together(noun));
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
            self.placed.push(Placed { kind, id, section });
        }
    }
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let mut places = Places::default();
    walk(subject.report, &mut places);
    report_together(&places, subject.report, found);
    let mut firsts: HashMap<(NounKind, &str), &Placed<'_>> = HashMap::new();
    for placed in &places.placed {
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

fn report_together(places: &Places<'_>, report: &Report, found: &mut Findings<'_>) {
    let year = ("the year in figures", report.year_in_figures.iter().collect());
    for (what, measures) in std::iter::once(&year).chain(&places.together) {
        let mut firsts: HashMap<&str, &Id> = HashMap::new();
        for id in measures {
            let Some(first) = firsts.get(&*id.value) else {
                firsts.insert(&id.value, id);
                continue;
            };
            let message = format!("the measure `{}` is twice in {what}", id.value);
            found.warn(
                &id.place,
                message,
                "remove it, or name the measure that was meant",
            );
            found.relate(&first.place, "the first time");
        }
    }
}
