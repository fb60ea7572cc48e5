//! Trees: name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7), outlines of objects
//! that an external file may have tied in knots.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{DEPTH, MOST};

/// The dictionary that an object is or leads to.
pub(super) fn dictionary<'d>(
    document: &'d Document,
    object: &'d Object,
) -> Option<&'d Dictionary> {
    match document.dereference(object).ok()?.1 {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// An entry of a dictionary, found behind its reference.
pub(super) fn entry<'d>(
    document: &'d Document,
    dictionary: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Object> {
    let object = dictionary.get(key).ok()?;
    Some(document.dereference(object).ok()?.1)
}

/// An entry that is a dictionary.
pub(super) fn inner<'d>(
    document: &'d Document,
    dictionary: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Dictionary> {
    entry(document, dictionary, key).and_then(|object| object.as_dict().ok())
}

/// An entry that is an array.
pub(super) fn array<'d>(
    document: &'d Document,
    dictionary: &'d Dictionary,
    key: &[u8],
) -> &'d [Object] {
    let found =
        entry(document, dictionary, key).and_then(|object| object.as_array().ok());
    found.map(Vec::as_slice).unwrap_or_default()
}

/// The pairs of a name tree or a number tree, whose leaves hold them under `key`.
pub(super) fn pairs<'d>(
    document: &'d Document,
    root: &'d Dictionary,
    key: &[u8],
) -> Vec<(&'d Object, &'d Object)> {
    let mut found = Vec::new();
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut nodes = vec![(root, 0)];
    while let Some((node, depth)) = nodes.pop() {
        let leaves = array(document, node, key).chunks_exact(2);
        found.extend(leaves.filter_map(|pair| match pair {
            [key, value] => Some((document.dereference(key).ok()?.1, value)),
            _ => None,
        }));
        if found.len() > MOST || depth > DEPTH {
            break;
        }
        for kid in array(document, node, b"Kids").iter().rev() {
            let is_new = kid.as_reference().map_or(true, |id| seen.insert(id));
            if let Some(kid) = dictionary(document, kid).filter(|_| is_new) {
                nodes.push((kid, depth + 1));
            }
        }
    }
    found
}
