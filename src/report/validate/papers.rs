//! Papers and packs: that they have what their body of members requires, and that what they
//! attach and take in is there.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Place, Problems};
use crate::report::code;
use crate::report::declare::{Choice, NounKind};
use crate::report::model::{
    Enclosure, Pack, Paper, PaperField, PaperPurpose, Report, Section, Text, Visibility,
};
use crate::wording::{listed, nearest};

use super::index::Index;

pub(super) fn check(report: &Report, index: &Index, problems: &Problems) {
    // What a paper lacks may be what of it could not be read.
    let whole = |paper: &&Paper| !report.gaps.is_at(&paper.id.place);
    check_settings(report, problems);
    for paper in &report.papers {
        check_purpose(report, &paper.cover.purpose, problems);
    }
    for paper in report.papers.iter().filter(whole) {
        check_required(report, paper, problems);
        check_own_fields(report, paper, problems);
        for appendix in &paper.appendices {
            let (content, audience) = (&appendix.content, &appendix.audience);
            check_attached(report, index, content, audience, problems);
        }
    }
    for pack in &report.packs {
        for item in &pack.items {
            if let Some(purpose) = &item.purpose {
                check_purpose(report, purpose, problems);
            }
            if let Some(content) = &item.content {
                let within = [&pack.audience, &item.audience];
                let audience = within.into_iter().find(|it| it.is_restricted());
                let audience = audience.unwrap_or(&item.audience);
                check_attached(report, index, content, audience, problems);
            }
        }
        check_pack(pack, problems);
    }
}

/// Every field that the body of members requires is there.
fn check_required(report: &Report, paper: &Paper, problems: &Problems) {
    let settings = report.paper_settings.of_kind(paper.kind.as_ref());
    for required in settings.required() {
        let field = required.value;
        if paper.has(field) {
            continue;
        }
        let name = field.name();
        let file = required.place.file();
        let whom = match settings.label() {
            Some(label) => format!("papers of the kind “{}”", label.value),
            None => "every paper".to_owned(),
        };
        let message = format!("`{name}` is missing, and `{file}` requires it of {whom}");
        let place = paper.id.place.clone().under(name);
        let hint = format!("add `{name}`");
        problems.error(code::REQUIRED_OF_PAPERS, &place, message, hint);
    }
}

/// What is withheld as a whole cannot be attached to something that is public.
fn check_attached(
    report: &Report,
    index: &Index,
    content: &Enclosure,
    within: &Visibility,
    problems: &Problems,
) {
    let (ids, is_brief) = match content {
        Enclosure::Brief(id) => (std::slice::from_ref(id), true),
        Enclosure::Table(id) => (std::slice::from_ref(id), false),
        Enclosure::Sections(ids) => (ids.as_slice(), false),
        Enclosure::Report(_)
        | Enclosure::Text(_)
        | Enclosure::External(_)
        | Enclosure::Withheld => return,
    };
    for id in ids {
        let audience = if let Enclosure::Table(_) = content {
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
        if is_restricted && !within.is_restricted() {
            let message = format!(
                "`{}` is restricted, and what it is attached to is public",
                id.value
            );
            let hint =
                "make the appendix or the item restricted, or attach something else";
            problems.error(code::RESTRICTED_REFERENCE, &id.place, message, hint);
        }
    }
}

/// Every field of the body's own that the kind of a paper must have is there, and once.
fn check_own_fields(report: &Report, paper: &Paper, problems: &Problems) {
    let given = &paper.cover.own_fields;
    for field in &report.paper_settings.own_fields {
        let name = &field.id.value;
        let mut says = given.iter().filter(|it| it.field.value == *name);
        let first = says.next();
        if let Some(again) = says.next() {
            let message = format!("the paper has the field `{name}` twice");
            let hint = "put all of it into the first";
            problems.error(code::DUPLICATE_ID, &again.field.place, message, hint);
        }
        let required = paper
            .kind
            .as_ref()
            .and_then(|kind| field.required_of.iter().find(|it| it.value == kind.value));
        if let (None, Some(required)) = (first, required) {
            let file = required.place.file();
            let message = format!(
                "the field `{name}` is missing, and `{file}` requires it of papers of the \
                 kind `{}`",
                required.value
            );
            let place = paper.id.place.clone().under("own_fields");
            let hint = format!("add `{{field: {name}, text: …}}` to `own_fields`");
            problems.error(code::REQUIRED_OF_PAPERS, &place, message, hint);
        }
    }
}

/// The purposes of every body.
fn usual_purposes() -> impl Iterator<Item = &'static str> {
    PaperPurpose::WORDS.iter().map(|(word, _)| word.name)
}

/// What something is for is a usual purpose, or one that the body declares.
fn check_purpose(report: &Report, purpose: &Text, problems: &Problems) {
    let mut known: Vec<&str> = usual_purposes().collect();
    known.extend(report.paper_settings.purposes.iter().map(|it| &*it.id.value));
    if known.contains(&&*purpose.value) || report.gaps.may_hold(&purpose.value) {
        return;
    }
    let message = format!("there is no purpose `{}`", purpose.value);
    let hint = match nearest(&purpose.value, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write {}, or add it to `purposes` of the paper settings",
            listed(known, "or")
        ),
    };
    problems.error(code::UNKNOWN_REFERENCE, &purpose.place, message, hint);
}

/// No purpose of the body's own is a usual one, and each kind has fields of a cover sheet there.
fn check_settings(report: &Report, problems: &Problems) {
    let settings = &report.paper_settings;
    for purpose in &settings.purposes {
        if usual_purposes().any(|usual| usual == &*purpose.id.value) {
            let message = format!("`{}` is a purpose of every body", purpose.id.value);
            let hint = "give it another id";
            problems.error(code::DUPLICATE_ID, &purpose.id.place, message, hint);
        }
    }
    for kind in &settings.kinds {
        let cover = kind.cover.iter().flatten();
        for field in cover.filter(|it| !PaperField::COVER.contains(&it.value)) {
            let name = field.value.name();
            let message = format!("`{name}` does not stand on a cover sheet");
            problems.error(code::BAD_VALUE, &field.place, message, "remove it");
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
