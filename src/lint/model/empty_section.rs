//! Sections and headings that print their title and nothing below it.

use crate::lint::{Findings, Subject};
use crate::report::{Block, Section};

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for section in &subject.report.sections {
        match section {
            Section::Plain(section) => headings(&section.body, found),
            Section::Priority(priority) => headings(&priority.body, found),
        }
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

/// Headings that the next follows at once, or nothing.
fn headings(body: &[Block], found: &mut Findings<'_>) {
    for (at, block) in body.iter().enumerate() {
        let Block::Heading(heading) = block else { continue };
        if matches!(body.get(at + 1), None | Some(Block::Heading(_))) {
            let message = format!("nothing stands below the heading `{}`", heading.value);
            found.warn(&heading.place, message, "write what belongs there, or remove it");
        }
    }
}
