//! Destinations: the places of an external file to which its links lead (ISO 32000-1, 12.3.2).

use std::collections::{BTreeMap, HashSet};

use lopdf::{Document, Object, ObjectId};

use crate::object::{Dict, MOST, resolve};

/// The named destinations of an external file, each as an array that begins with a page.
pub(super) type Destinations = BTreeMap<Vec<u8>, Vec<Object>>;

/// The pages of an external file.
#[derive(Clone, Copy)]
pub(super) struct Leaves<'s> {
    pub(super) document: &'s Document,
    /// The objects that its pages are.
    pub(super) ids: &'s HashSet<ObjectId>,
    /// The same, in their order.
    pub(super) order: &'s [ObjectId],
}

/// The named destinations of a file: those of its name tree and those of its dictionary.
pub(super) fn destinations(leaves: Leaves<'_>) -> Destinations {
    let mut found = Destinations::new();
    let Some(catalogue) = Dict::catalogue(leaves.document) else { return found };
    let mut add = |name: &[u8], value| {
        found.extend(explicit(leaves, value).map(|it| (name.to_vec(), it)));
    };
    if let Some(names) = catalogue.dict(b"Dests") {
        names.entries.iter().take(MOST).for_each(|(name, value)| add(name, value));
    }
    let tree = catalogue.dict(b"Names").and_then(|it| it.dict(b"Dests"));
    for (name, value) in tree.map(|tree| tree.pairs(b"Names")).unwrap_or_default() {
        if let Ok(name) = name.as_str() {
            add(name, value);
        }
    }
    found
}

/// A destination that is no name: a page and what of it is shown.
pub(super) fn explicit(leaves: Leaves<'_>, value: &Object) -> Option<Vec<Object>> {
    let document = leaves.document;
    let mut array = match resolve(document, value)? {
        Object::Array(array) => array.clone(),
        Object::Dictionary(it) => {
            Dict::new(document, it).get(b"D")?.as_array().ok()?.clone()
        }
        _ => return None,
    };
    let first = array.first_mut()?;
    match first {
        Object::Reference(id) if leaves.ids.contains(id) => {}
        // Some programs count pages instead.
        Object::Integer(at) => {
            let page = leaves.order.get(usize::try_from(*at).ok()?)?;
            *first = Object::Reference(*page);
        }
        _ => return None,
    }
    Some(array)
}

/// Whether a link leads to a page of its own file, or to an address: others are left out.
pub(super) fn leads(
    leaves: Leaves<'_>,
    link: Dict<'_>,
    destinations: &Destinations,
) -> bool {
    let is_there = |value: &Object| match resolve(leaves.document, value) {
        Some(Object::Name(name) | Object::String(name, _)) => {
            destinations.contains_key(name)
        }
        Some(value) => explicit(leaves, value).is_some(),
        None => false,
    };
    if let Some(own) = link.raw(b"Dest") {
        return is_there(own);
    }
    let Some(action) = link.dict(b"A") else { return false };
    match action.name(b"S") {
        Some(b"GoTo") => action.raw(b"D").is_some_and(is_there),
        Some(b"URI") => action.string(b"URI").is_some(),
        _ => false,
    }
}
