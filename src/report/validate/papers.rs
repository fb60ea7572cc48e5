//! Papers and packs: that they have what their body of members requires, and that what they
//! attach and take in is there.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Place, Problems};
use crate::report::code;
use crate::report::declare::NounKind;
use crate::report::model::{
    Appendix, Enclosure, Pack, Paper, Report, Section, Visibility,
};

use super::index::Index;

pub(super) fn check(report: &Report, index: &Index, problems: &Problems) {
    // What a paper lacks may be what of it could not be read.
    let whole = |paper: &&Paper| !report.gaps.is_at(&paper.id.place);
    for paper in report.papers.iter().filter(whole) {
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
fn check_required(report: &Report, paper: &Paper, problems: &Problems) {
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
        let hint = format!("add `{name}`");
        problems.error(code::REQUIRED_OF_PAPERS, &place, message, hint);
    }
}

/// What is withheld as a whole cannot be attached to something that is public.
fn check_appendix(
    report: &Report,
    index: &Index,
    appendix: &Appendix,
    problems: &Problems,
) {
    let (ids, is_brief) = match &appendix.content {
        Enclosure::Brief(id) => (std::slice::from_ref(id), true),
        Enclosure::Table(id) => (std::slice::from_ref(id), false),
        Enclosure::Sections(ids) => (ids.as_slice(), false),
        Enclosure::Report(_) | Enclosure::External(_) | Enclosure::Withheld => return,
    };
    for id in ids {
        let audience = if let Enclosure::Table(_) = appendix.content {
            let position = index.position(NounKind::Table, id);
            position.and_then(|at| report.tables.get(at)).map(|table| &table.audience)
        } else {
            let mut sections = report.sections.iter();
            let is_it = |it: &&Section| {
                it.id().value == id.value
                    && (!is_brief || matches!(it, Section::Priority(_)))
            };
            sections.find(is_it).map(Section::audience)
        };
        let is_restricted = audience.is_some_and(Visibility::is_restricted);
        if is_restricted && !appendix.audience.is_restricted() {
            let message = format!(
                "`{}` is restricted, and the appendix that holds it is public",
                id.value
            );
            let hint = "make the appendix restricted, or attach something else";
            problems.error(code::RESTRICTED_REFERENCE, &id.place, message, hint);
        }
    }
}

fn check_pack(pack: &Pack, problems: &Problems) {
    let mut numbers: HashMap<&str, &Place> = HashMap::new();
    let mut papers: HashMap<&str, &Place> = HashMap::new();
    let twice = |message: String, place: &Place, first: &Place, hint: &str| {
        let problem = Diagnostic::error(code::DUPLICATE_ID, message).at(place).hint(hint);
        problems.push(problem.related(first, "the first is here"));
    };
    for item in &pack.items {
        let number = &item.number;
        if let Some(first) = numbers.insert(&number.value, &number.place) {
            let message = format!("two items have the number `{}`", item.number.value);
            let hint = "give each item a number of its own";
            twice(message, &number.place, first, hint);
        }
        let Some(id) = &item.paper else { continue };
        if let Some(first) = papers.insert(&id.value, &id.place) {
            let message = format!("the pack holds the paper `{}` twice", id.value);
            let hint = "refer to the first from a `note`, and remove this one";
            twice(message, &id.place, first, hint);
        }
    }
    let Some(id) = &pack.supplement_to else { return };
    if id.value == pack.id.value {
        let message = format!("the pack `{}` is a supplement to itself", id.value);
        let hint = "give the id of the pack that it adds to";
        problems.error(code::BAD_VALUE, &id.place, message, hint);
    }
    let mut last = 0;
    for page in pack.items.iter().filter_map(|item| item.after_page.as_ref()) {
        if page.value < last {
            let message = format!("`after_page` is {}, after {last}", page.value);
            let hint = "put the items in the order of their pages";
            problems.error(code::FIELDS_DISAGREE, &page.place, message, hint);
        }
        last = page.value;
    }
}
