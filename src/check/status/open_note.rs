//! Notes of the editors that nobody has settled.

use crate::check::Subject;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{EditorialNote, Highlight, Section, Status};

/// A note of the editors that is not settled.
pub(super) const CODE: Code = Code("open-note");

pub(super) fn find(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let report = subject.report;
    // A note never prints, so whoever reads the final report would never learn of it.
    let severity = match report.status {
        Status::Final => Severity::Error,
        Status::Draft | Status::Embargoed { .. } => Severity::Warning,
    };
    let mut look = |notes: &[EditorialNote]| {
        for note in notes.iter().filter(|note| note.settled.is_none()) {
            let message = match severity {
                Severity::Error => {
                    "the report is final, and a note of its editors is open"
                }
                Severity::Warning => "a note of the editors is open",
            };
            let problem = Diagnostic::warning(CODE, message).at(&note.note.place);
            let hint = "write it as `note`, and beside it `settled`: how it was settled";
            found.push(Diagnostic { severity, ..problem.hint(hint) });
        }
    };
    look(&report.editorial_notes);
    report.measures.iter().for_each(|measure| look(&measure.editorial_notes));
    for section in &report.sections {
        match section {
            Section::Plain(section) => look(&section.editorial_notes),
            Section::Priority(priority) => {
                look(&priority.editorial_notes);
                highlights(&priority.highlights, &mut look);
            }
        }
    }
}

/// Looks at the notes of highlights and of the items below them.
fn highlights(highlights: &[Highlight], look: &mut impl FnMut(&[EditorialNote])) {
    for highlight in highlights {
        look(&highlight.editorial_notes);
        self::highlights(&highlight.items, look);
    }
}
