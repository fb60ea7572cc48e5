//! Structure: what our files keep of tags, headings and tables beside what standards ask.

use std::collections::HashSet;

use super::check::Check;
use super::subject::Subject;
use crate::reading::{Element, Place};
use crate::roles::heading_level;

/// The structure of our pages holds only what is there. One of another maker may hold more.
pub(super) fn check_tags(subject: &Subject<'_>, check: &mut Check) {
    let Some(tree) = &subject.reading.structure else { return };
    let pages = subject.reading.pages.iter();
    let marked: HashSet<Place> =
        pages.flat_map(|page| page.marks.marked.keys().copied()).collect();
    tree.walk(|element| {
        let is_external = element.page.is_some_and(|it| subject.is_external(it));
        if !is_external && element.content.iter().any(|place| !marked.contains(place)) {
            let page = element.page.and_then(|it| subject.reading.page_number(it));
            check.fail(page, "the structure holds content that is not there");
        }
    });
}

pub(super) fn check_headings(subject: &Subject<'_>, check: &mut Check) {
    let Some(tree) = &subject.reading.structure else {
        check.fail(None, "it has no structure");
        return;
    };
    let mut has_headings = false;
    tree.walk(|element| has_headings |= heading_level(element.role).is_some());
    if !has_headings {
        check.doubt(None, "there are no headings");
    }
}

pub(super) fn check_tables(subject: &Subject<'_>, check: &mut Check) {
    let Some(tree) = &subject.reading.structure else { return };
    let mut number = 0;
    tree.walk(|element| {
        if element.role == b"Table" {
            number += 1;
            if !has_headers(element) && !subject.is_of_an_external(element) {
                check.fail(None, format!("table {number} has no headers"));
            }
        }
    });
}

fn has_headers(element: &Element<'_>) -> bool {
    let mut inner = element.children.iter().filter(|it| it.role != b"Table");
    inner.any(|it| it.role == b"TH" || has_headers(it))
}
