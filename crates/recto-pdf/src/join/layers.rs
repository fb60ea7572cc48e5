//! Layers: which of a file are hidden when it is opened (ISO 32000-1, 8.11.4.3).

use std::collections::HashSet;

use lopdf::{Document, ObjectId};

use crate::object::Dict;

/// The layers that are hidden when a file is opened.
pub(super) fn hidden_layers(document: &Document) -> HashSet<ObjectId> {
    let properties = Dict::catalogue(document).and_then(|it| it.dict(b"OCProperties"));
    let Some(properties) = properties else { return HashSet::new() };
    let usual = properties.dict(b"D");
    let listed = |key: &[u8]| usual.map(|it| it.array(key)).unwrap_or_default();
    let (on, off) = (listed(b"ON"), listed(b"OFF"));
    let all_off = usual.and_then(|it| it.name(b"BaseState")) == Some(b"OFF");
    let groups = properties.array(b"OCGs").iter();
    let groups =
        groups.filter(|it| if all_off { !on.contains(it) } else { off.contains(it) });
    groups.filter_map(|it| it.as_reference().ok()).collect()
}
