//! Navigation: links, bookmarks and the numbers of pages.

use std::collections::{HashMap, HashSet};

use lopdf::{Object, ObjectId};

use super::check::Check;
use super::subject::Subject;
use crate::object::{Dict, MOST, resolve};

pub(super) fn check(subject: &Subject<'_>, check: &mut Check) {
    let targets = Targets::of(subject);
    for ((number, _), node) in subject.numbered().zip(&subject.reading.nodes) {
        for note in node.own.dicts(b"Annots") {
            let kind = note.name(b"Subtype").unwrap_or_default();
            if kind != b"Link" {
                let kind = kind.escape_ascii();
                check.fail(number, format!("an annotation of kind `{kind}`"));
            } else if !targets.has(note) {
                check.fail(number, "a link leads nowhere");
            }
        }
    }
    let Some(catalogue) = subject.catalogue() else { return };
    if !catalogue.has(b"PageLabels") {
        check.fail(None, "pages have no labels");
    }
    match catalogue.dict(b"Outlines") {
        Some(outline) if outline.has(b"First") => bookmarks(&targets, outline, check),
        _ => check.fail(None, "there are no bookmarks"),
    }
}

pub(super) fn check_none(subject: &Subject<'_>, check: &mut Check) {
    for ((number, _), node) in subject.numbered().zip(&subject.reading.nodes) {
        if node.own.dicts(b"Annots").next().is_some() {
            check.fail(number, "an annotation");
        }
    }
}

fn bookmarks(targets: &Targets<'_>, outline: Dict<'_>, check: &mut Check) {
    let mut seen = HashSet::new();
    let mut queue: Vec<ObjectId> = outline.reference(b"First").into_iter().collect();
    while let Some(id) = queue.pop() {
        if !seen.insert(id) || seen.len() > MOST {
            check.fail(None, "bookmarks run in a circle");
            return;
        }
        let Some(item) = Dict::numbered(outline.document, id) else {
            check.fail(None, "a bookmark is not there");
            continue;
        };
        if item.string(b"Title").is_none_or(<[u8]>::is_empty) {
            check.fail(None, "a bookmark says nothing");
        }
        if !targets.has(item) {
            check.fail(None, "a bookmark leads nowhere");
        }
        if item.integer(b"Count").is_some_and(|it| it > 0) {
            check.fail(None, "bookmarks below the first level are open");
        }
        queue.extend([&b"First"[..], b"Next"].iter().filter_map(|it| item.reference(it)));
    }
}

/// Where links and bookmarks can lead within a file.
struct Targets<'d> {
    pages: HashSet<ObjectId>,
    names: HashMap<&'d [u8], &'d Object>,
}

impl<'d> Targets<'d> {
    fn of(subject: &Subject<'d>) -> Self {
        let names = subject
            .catalogue()
            .and_then(|it| it.dict(b"Names")?.dict(b"Dests"))
            .map(|it| it.pairs(b"Names"))
            .unwrap_or_default();
        let names =
            names.into_iter().filter_map(|(key, it)| Some((key.as_str().ok()?, it)));
        Self { pages: subject.reading.ids().collect(), names: names.collect() }
    }

    /// Whether a link or a bookmark leads to an address, or to a page of the file.
    fn has(&self, from: Dict<'d>) -> bool {
        let destination = match from.dict(b"A") {
            Some(action) => match action.name(b"S") {
                Some(b"URI") => {
                    return action.string(b"URI").is_some_and(|it| !it.is_empty());
                }
                Some(b"GoTo") => action.get(b"D"),
                _ => return false,
            },
            None => from.get(b"Dest"),
        };
        let place = match destination {
            Some(Object::String(name, _)) => self.names.get(name.as_slice()).copied(),
            other => other,
        };
        let place = place.and_then(|it| match resolve(from.document, it)? {
            Object::Array(place) => Some(place.as_slice()),
            Object::Dictionary(it) => Some(Dict::new(from.document, it).array(b"D")),
            _ => None,
        });
        let page = place.and_then(|it| it.first()?.as_reference().ok());
        page.is_some_and(|page| self.pages.contains(&page))
    }
}
