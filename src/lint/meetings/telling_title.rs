//! Public titles that name what is withheld: a person, a firm or a place that stands in the title of
//! something exempt beside them.

use std::collections::BTreeSet;

use crate::lint::{Findings, Subject};
use crate::report::Text;

use super::held::items_of;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let report = subject.report;
    let common = common(subject);
    for paper in &report.papers {
        let mut public: Vec<&Text> = Vec::new();
        let mut withheld: Vec<&Text> = Vec::new();
        let is_withheld = paper.audience.is_restricted();
        if is_withheld { &mut withheld } else { &mut public }.push(&paper.title);
        let parts = paper.appendices.iter().map(|it| (&it.title, &it.audience));
        let parts =
            parts.chain(paper.sections.iter().map(|it| (&it.title, &it.audience)));
        for (title, audience) in parts {
            let is_withheld = is_withheld || audience.is_restricted();
            if is_withheld { &mut withheld } else { &mut public }.extend(title);
        }
        let items = items_of(report, paper).map(|(_, item)| item);
        let items = items.filter(|item| !item.audience.is_restricted());
        public.extend(items.filter_map(|item| item.title.as_ref()));
        for title in public {
            tell(title, &withheld, &common, found);
        }
    }
}

/// Tells of a public title that has a name of a title that is withheld.
fn tell(
    title: &Text,
    withheld: &[&Text],
    common: &BTreeSet<&str>,
    found: &mut Findings<'_>,
) {
    let own: Vec<&str> = words(&title.value).collect();
    let names = withheld.iter().flat_map(|it| names(&it.value));
    let mut told = names.filter(|name| own.contains(name) && !common.contains(name));
    if let Some(name) = told.next() {
        let message = format!(
            "the public title says “{name}”, which stands in the title of what is exempt"
        );
        let hint = "give it a title that names nobody and no place";
        found.warn(&title.place, message, hint);
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What titles may name: the months, and what the report, its publisher and the body are called.
fn common<'s>(subject: &'s Subject<'_>) -> BTreeSet<&'s str> {
    let report = subject.report;
    let body = report.paper_settings.body.as_ref();
    let called = [&report.title, &report.brand.publisher.name].into_iter().chain(body);
    let mut common: BTreeSet<&str> = called.flat_map(|it| words(&it.value)).collect();
    common.extend((1..=12).map(|month| subject.locale.month(month)));
    common
}

/// The words of a title that are names: with a capital, but for the first and for single letters.
fn names(title: &str) -> impl Iterator<Item = &str> {
    let is_name = |word: &&str| word.len() > 1 && word.starts_with(char::is_uppercase);
    words(title).skip(1).filter(is_name)
}
