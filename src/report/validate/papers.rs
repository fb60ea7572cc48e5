//! Papers and packs: that they have what their body of members requires, and that what they
//! attach and take in is there.

use std::collections::HashMap;

use crate::diagnostic::Problems;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::report::code;
use crate::report::declare::NounKind;
use crate::report::model::{
    Appendix, Enclosure, Id, Pack, Paper, Priority, Report, Section,
};

use super::index::Index;

pub(super) fn check(report: &Report, index: &Index, problems: &mut Problems) {
    for paper in &report.papers {
        check_required(report, paper, problems);
        for appendix in &paper.appendices {
            check_appendix(report, index, appendix, problems);
        }
    }
    for pack in &report.packs {
        check_pack(pack, problems);
    }
}

/// Every field that the body of members requires is there.
fn check_required(report: &Report, paper: &Paper, problems: &mut Problems) {
    for required in &report.paper_settings.required {
        let field = required.value;
        if paper.has(field) {
            continue;
        }
        let name = field.name();
        let settings = required.place.file();
        let message =
            format!("`{name}` is missing, and `{settings}` requires it of every paper");
        let place = paper.id.place.clone().under(name);
        problems.push(
            Diagnostic::error(code::REQUIRED_OF_PAPERS, message)
                .at(&place)
                .hint(format!("add `{name}`")),
        );
    }
}

fn check_appendix(
    report: &Report,
    index: &Index,
    appendix: &Appendix,
    problems: &mut Problems,
) {
    match &appendix.content {
        Enclosure::Brief(id) => {
            let mut priorities = report.sections.iter().filter_map(priority);
            if let Some(priority) = priorities.find(|it| it.id.value == id.value) {
                let is_restricted = priority.audience.is_restricted();
                refuse_restricted(id, is_restricted, appendix, problems);
            }
        }
        Enclosure::Sections(ids) => {
            for id in ids {
                let mut sections = report.sections.iter();
                if let Some(section) = sections.find(|it| it.id().value == id.value) {
                    let is_restricted = section.audience().is_restricted();
                    refuse_restricted(id, is_restricted, appendix, problems);
                }
            }
        }
        Enclosure::Table(id) => {
            let position = index.position(NounKind::Table, id);
            if let Some(table) = position.and_then(|at| report.tables.get(at)) {
                let is_restricted = table.audience.is_restricted();
                refuse_restricted(id, is_restricted, appendix, problems);
            }
        }
        Enclosure::Report(_) | Enclosure::External(_) | Enclosure::Withheld => {}
    }
}

fn priority(section: &Section) -> Option<&Priority> {
    match section {
        Section::Priority(priority) => Some(priority),
        Section::Plain(_) => None,
    }
}

/// What is withheld as a whole cannot be attached to something that is public.
fn refuse_restricted(
    id: &Id,
    is_restricted: bool,
    appendix: &Appendix,
    problems: &mut Problems,
) {
    if is_restricted && !appendix.audience.is_restricted() {
        let message = format!(
            "`{}` is restricted, and the appendix that holds it is public",
            id.value
        );
        problems.push(
            Diagnostic::error(code::RESTRICTED_REFERENCE, message)
                .at(&id.place)
                .hint("make the appendix restricted, or attach something else"),
        );
    }
}

fn check_pack(pack: &Pack, problems: &mut Problems) {
    let mut numbers: HashMap<&str, &Place> = HashMap::new();
    let mut papers: HashMap<&str, &Place> = HashMap::new();
    for item in &pack.items {
        let number = &item.number;
        if let Some(first) = numbers.insert(&number.value, &number.place) {
            let message = format!("two items have the number `{}`", item.number.value);
            problems.push(
                pack_problem(code::DUPLICATE_ID, message, &number.place)
                    .related(first, "the first is here")
                    .hint("give each item a number of its own"),
            );
        }
        let Some(id) = &item.paper else { continue };
        if let Some(first) = papers.insert(&id.value, &id.place) {
            let message = format!("the pack holds the paper `{}` twice", id.value);
            problems.push(
                pack_problem(code::DUPLICATE_ID, message, &id.place)
                    .related(first, "the first is here")
                    .hint("refer to the first from a `note`, and remove this one"),
            );
        }
    }
    if let Some(id) = &pack.supplement_to {
        if id.value == pack.id.value {
            let message = format!("the pack `{}` is a supplement to itself", id.value);
            problems.push(
                pack_problem(code::BAD_VALUE, message, &id.place)
                    .hint("give the id of the pack that it adds to"),
            );
        }
        let mut last = 0;
        for page in pack.items.iter().filter_map(|item| item.after_page.as_ref()) {
            if page.value < last {
                let message = format!("`after_page` is {}, after {last}", page.value);
                problems.push(
                    pack_problem(code::FIELDS_DISAGREE, message, &page.place)
                        .hint("put the items in the order of their pages"),
                );
            }
            last = page.value;
        }
    }
}

fn pack_problem(code: Code, message: String, place: &Place) -> Diagnostic {
    Diagnostic::error(code, message).at(place)
}
