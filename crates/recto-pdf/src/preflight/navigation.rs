//! Navigation: links, bookmarks and the numbers of pages.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{Check, Subject};

/// How many bookmarks are read.
const MOST: usize = 100_000;

pub(super) fn check(subject: &Subject<'_>, check: &mut Check) {
    let document = subject.document;
    for ((number, _), id) in subject.numbered().zip(&subject.ids) {
        let notes = annotations(document, *id);
        let tabbed = document.get_dictionary(*id).and_then(|it| it.get(b"Tabs"));
        let tabbed = tabbed.and_then(Object::as_name).is_ok_and(|it| it == b"S");
        if !notes.is_empty() && !tabbed {
            check.fail(number, "tabs do not follow the structure");
        }
        for note in notes {
            let kind = note.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
            if kind != b"Link" {
                check.fail(
                    number,
                    format!("an annotation of kind `{}`", kind.escape_ascii()),
                );
                continue;
            }
            let said = note.get_deref(b"Contents", document).and_then(Object::as_str);
            if !said.is_ok_and(|it| !it.is_empty()) {
                check.fail(number, "a link does not say where it leads");
            }
            if !note.has(b"StructParent") {
                check.fail(number, "a link is not in the structure");
            }
            if !leads(subject, note) {
                check.fail(number, "a link leads nowhere");
            }
        }
    }
    let Ok(catalogue) = document.catalog() else { return };
    if !catalogue.has(b"PageLabels") {
        check.fail(None, "pages have no labels");
    }
    let outline = catalogue.get_deref(b"Outlines", document).and_then(Object::as_dict);
    match outline {
        Ok(outline) if outline.has(b"First") => bookmarks(subject, outline, check),
        _ => check.fail(None, "there are no bookmarks"),
    }
}

pub(super) fn check_none(subject: &Subject<'_>, check: &mut Check) {
    for ((number, _), id) in subject.numbered().zip(&subject.ids) {
        if !annotations(subject.document, *id).is_empty() {
            check.fail(number, "an annotation");
        }
    }
}

/// The annotations of a page.
fn annotations(document: &Document, page: ObjectId) -> Vec<&Dictionary> {
    let notes = document
        .get_dictionary(page)
        .and_then(|it| it.get_deref(b"Annots", document))
        .and_then(Object::as_array);
    let notes = notes.into_iter().flatten();
    notes.filter_map(|it| document.dereference(it).ok()?.1.as_dict().ok()).collect()
}

fn bookmarks(subject: &Subject<'_>, outline: &Dictionary, check: &mut Check) {
    let document = subject.document;
    let mut seen = BTreeSet::new();
    let mut queue: Vec<ObjectId> =
        outline.get(b"First").and_then(Object::as_reference).into_iter().collect();
    while let Some(id) = queue.pop() {
        if !seen.insert(id) || seen.len() > MOST {
            check.fail(None, "bookmarks run in a circle");
            return;
        }
        let Ok(item) = document.get_dictionary(id) else {
            check.fail(None, "a bookmark is not there");
            continue;
        };
        let title = item.get_deref(b"Title", document).and_then(Object::as_str);
        if !title.is_ok_and(|it| !it.is_empty()) {
            check.fail(None, "a bookmark says nothing");
        }
        if !leads(subject, item) {
            check.fail(None, "a bookmark leads nowhere");
        }
        let open = item.get(b"Count").and_then(Object::as_i64).is_ok_and(|it| it > 0);
        if open {
            check.fail(None, "bookmarks below the first level are open");
        }
        for key in [&b"First"[..], b"Next"] {
            queue.extend(item.get(key).and_then(Object::as_reference));
        }
    }
}

/// Whether a link or a bookmark leads to an address, or to a page of the file.
fn leads(subject: &Subject<'_>, from: &Dictionary) -> bool {
    let document = subject.document;
    let action = from.get_deref(b"A", document).and_then(Object::as_dict).ok();
    let destination = match action {
        Some(action) => match action.get(b"S").and_then(Object::as_name) {
            Ok(b"URI") => {
                let address = action.get_deref(b"URI", document).and_then(Object::as_str);
                return address.is_ok_and(|it| !it.is_empty());
            }
            Ok(b"GoTo") => action.get(b"D"),
            _ => return false,
        },
        None => from.get(b"Dest"),
    };
    let Ok(Ok((_, destination))) = destination.map(|it| document.dereference(it)) else {
        return false;
    };
    match destination {
        Object::Array(place) => {
            let page = place.first().and_then(|it| it.as_reference().ok());
            page.is_some_and(|page| subject.ids.contains(&page))
        }
        Object::String(name, _) => named(document, name)
            .and_then(|place| place.first().and_then(|it| it.as_reference().ok()))
            .is_some_and(|page| subject.ids.contains(&page)),
        _ => false,
    }
}

/// The place that a name stands for, in the name tree of destinations.
fn named<'d>(document: &'d Document, name: &[u8]) -> Option<&'d Vec<Object>> {
    let names = document.catalog().ok()?.get_deref(b"Names", document).ok()?;
    let mut queue = vec![names.as_dict().ok()?.get(b"Dests").ok()?];
    let mut read = 0;
    while let Some(node) = queue.pop() {
        read += 1;
        if read > MOST {
            return None;
        }
        let Ok(Ok(node)) = document.dereference(node).map(|(_, it)| it.as_dict()) else {
            continue;
        };
        let list =
            |key: &[u8]| node.get_deref(key, document).and_then(Object::as_array).ok();
        let names = list(b"Names").map(Vec::as_slice).unwrap_or_default();
        for pair in names.chunks_exact(2) {
            if pair[0].as_str().is_ok_and(|it| it == name) {
                let (_, place) = document.dereference(&pair[1]).ok()?;
                return match place {
                    Object::Array(place) => Some(place),
                    Object::Dictionary(place) => {
                        place.get_deref(b"D", document).ok()?.as_array().ok()
                    }
                    _ => None,
                };
            }
        }
        queue.extend(list(b"Kids").into_iter().flatten());
    }
    None
}
