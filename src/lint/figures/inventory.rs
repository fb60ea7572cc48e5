//! The inventory: every figure of a report where it stands, and what it is, so that an editor can tick
//! off those that nothing explains.

use crate::diagnostic::Place;
use crate::lint::{Passage, Subject};
use crate::report::declare::{NounKind, Purpose};
use crate::report::measure::{Context, written};
use crate::report::visit::{Reference, Scope, Visit, walk};
use crate::report::{Measure, MeasureForm};

use super::entry::{FigureEntry, FigureStatus};
use super::phrases::plain_spaces;
use super::reconcile::Read;

/// Every figure of a report, file by file in the order of the report.
///
/// Measures stand where they are referred to, and those that stand in the tables of figures alone
/// where they are declared.
pub fn inventory(subject: &Subject<'_>) -> Vec<FigureEntry> {
    let report = subject.report;
    let mut references = References {
        subject,
        found: Vec::new(),
        used: vec![false; report.measures.len()],
    };
    walk(report, &mut references);
    let References { mut found, used, .. } = references;
    for (measure, _) in report.measures.iter().zip(&used).filter(|(_, used)| !**used) {
        if measure.listed {
            found.push(entry_of(subject, measure, measure.value.place.clone()));
        }
    }
    typed(subject, &mut found);
    let files: Vec<&str> = subject.texts.files().map(|(file, _)| file).collect();
    let position = |entry: &FigureEntry| {
        let file = files.iter().position(|file| **file == **entry.place.file());
        let at = subject.texts.line_column(&entry.place);
        (file, entry.place.file().to_string(), at.map(|at| (at.line, at.column)))
    };
    found.sort_by_cached_key(position);
    found
}

fn entry_of(subject: &Subject<'_>, measure: &Measure, place: Place) -> FigureEntry {
    let style = &subject.report.brand.style;
    let form = MeasureForm::Full;
    let text = written(measure, form, style, subject.locale, Context::Display);
    FigureEntry {
        text: plain_spaces(&text),
        place,
        status: FigureStatus::Reference,
        of: Some(measure.id.value.to_string()),
    }
}

/// What is typed: in text, in cells and in points.
fn typed(subject: &Subject<'_>, found: &mut Vec<FigureEntry>) {
    let read = super::reconcile::read(subject, subject.reconciled());
    for Read { passage, range, status, of } in read.texts {
        let Some(passage) = subject.passages().get(passage) else { continue };
        let is_contradicted = subject.reconciled().has(passage, &range);
        let known = || known(subject, passage, &range);
        let (status, of) = match (status, of) {
            _ if is_contradicted => (FigureStatus::Contradicted, None),
            (FigureStatus::Unknown, None) => match known() {
                Some(id) => (FigureStatus::Matched, Some(id)),
                None => (FigureStatus::Unknown, None),
            },
            other => other,
        };
        let text = plain_spaces(&passage.text[range.clone()]);
        let place = passage.place_of(&range, subject.texts);
        // What stands in place of something withheld, nobody typed.
        let typed = subject.texts.excerpt(&place).map(letters);
        if typed.is_some_and(|typed| !typed.contains(&letters(&text))) {
            continue;
        }
        found.push(FigureEntry { text, place, status, of });
    }
    found.extend(read.points);
}

/// The letters and digits of a text, in small letters.
fn letters(text: &str) -> String {
    let kept = text.chars().filter(|it| it.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The measure that a typed figure is, by its value alone.
fn known(
    subject: &Subject<'_>,
    passage: &Passage<'_>,
    range: &std::ops::Range<usize>,
) -> Option<String> {
    let mut all = subject.amounts().filter(|(it, _)| std::ptr::eq(*it, passage));
    let amount = all.next()?.1.iter().find(|amount| amount.range == *range)?;
    let measure = subject.known().equal(passage, amount)?;
    Some(measure.id.value.to_string())
}

/// Where measures are referred to so that they print.
struct References<'s, 'r> {
    subject: &'s Subject<'r>,
    found: Vec<FigureEntry>,
    used: Vec<bool>,
}

impl<'r> Visit<'r> for References<'_, 'r> {
    fn reference(&mut self, reference: Reference<'r>, _: Scope<'r>) {
        let Reference { kind: NounKind::Measure, purpose, id } = reference else {
            return;
        };
        if matches!(purpose, Purpose::Relate | Purpose::Point) {
            return;
        }
        if let Some(at) = self.subject.report.measure_index(&id.value) {
            self.used[at] = true;
            let measure = &self.subject.report.measures[at];
            self.found.push(entry_of(self.subject, measure, id.place.clone()));
        }
    }
}
