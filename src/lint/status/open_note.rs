//! Notes of the editors that nobody has settled.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lint::Subject;
use crate::report::declare::Noun;
use crate::report::visit::{Scope, Visit, walk, walk_noun};
use crate::report::{EditorialNote, Status};

/// A note of the editors that is not settled.
pub(super) const CODE: Code = Code("open-note");

pub(super) fn find(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let report = subject.report;
    // A note never prints, so whoever reads the final report would never learn of it.
    let severity = match report.status {
        Status::Final => Severity::Error,
        Status::Draft | Status::Embargoed { .. } => Severity::Warning,
    };
    let mut notes = Open { severity, found };
    walk(report, &mut notes);
}

/// Looks at every note of the editors, wherever it stands.
struct Open<'f> {
    severity: Severity,
    found: &'f mut Vec<Diagnostic>,
}

impl<'r> Visit<'r> for Open<'_> {
    fn noun(&mut self, noun: &'r dyn Noun, scope: Scope<'r>) {
        let note = noun.as_noun::<EditorialNote>();
        if let Some(note) = note.filter(|note| note.settled.is_none()) {
            let message = match self.severity {
                Severity::Error => {
                    "the report is final, and a note of its editors is open"
                }
                Severity::Warning => "a note of the editors is open",
            };
            let problem = Diagnostic::warning(CODE, message).at(&note.note.place);
            let hint = "write it as `note`, and beside it `settled`: how it was settled";
            let severity = self.severity;
            self.found.push(Diagnostic { severity, ..problem.hint(hint) });
        }
        walk_noun(self, noun, scope);
    }
}
