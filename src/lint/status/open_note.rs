//! Notes of the editors that nobody has settled.

use crate::lint::{Findings, Subject};
use crate::report::declare::Noun;
use crate::report::visit::{Scope, Visit, walk, walk_noun};
use crate::report::{EditorialNote, Status};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let report = subject.report;
    walk(report, &mut Open { status: &report.status, found });
}

/// Looks at every note of the editors, wherever it stands.
struct Open<'o, 'f> {
    status: &'o Status,
    found: &'o mut Findings<'f>,
}

impl<'r> Visit<'r> for Open<'_, '_> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        let note = noun.as_noun::<EditorialNote>();
        if let Some(note) = note.filter(|note| note.settled.is_none()) {
            let place = &note.note.place;
            let hint = "write it as `note`, and beside it `settled`: how it was settled";
            match self.status {
                // A note never prints, so whoever reads the final report would never
                // learn of it.
                Status::Final => {
                    let message =
                        "the report is final, and a note of its editors is open";
                    self.found.error(place, message, hint);
                }
                Status::Draft | Status::Embargoed { .. } => {
                    self.found.warn(place, "a note of the editors is open", hint);
                }
            }
        }
        walk_noun(self, noun, scope);
    }
}
