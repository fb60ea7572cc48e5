//! Sections that print their title and nothing below it.

use crate::lint::{Findings, Subject};
use crate::report::Section;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for section in &subject.report.sections {
        let Section::Plain(section) = section else { continue };
        if section.body.is_empty() && section.lead.is_none() {
            let message = format!(
                "the section `{}` has a title alone, and what comes next prints as if it were in it",
                section.title.value
            );
            let hint = "give it a `body` or a `lead`, or leave it out";
            found.warn(&section.title.place, message, hint);
        }
    }
}
