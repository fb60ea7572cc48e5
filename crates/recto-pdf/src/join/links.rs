//! Links, named destinations and bookmarks (ISO 32000-1, 12.3 and 12.5.6.5).

use std::collections::{BTreeMap, HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use super::copy::Copier;
use super::destinations::{Destinations, explicit};
use super::survey::Source;
use crate::object::{DEPTH, Dict, MOST, name_tree, resolve, set_names};

/// The entries of a link that say how it looks and where it is.
const KEPT: [&[u8]; 9] = [
    b"Rect",
    b"Border",
    b"BS",
    b"C",
    b"H",
    b"F",
    b"QuadPoints",
    b"StructParent",
    b"Contents",
];

/// A destination, a name or not, as one within the host.
fn destination(
    value: &Object,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
) -> Option<Object> {
    let source = copier.source;
    let array = match resolve(&source.document, value)? {
        Object::Name(name) | Object::String(name, _) => destinations.get(name)?.clone(),
        _ => explicit(source.leaves(), value)?,
    };
    Some(copier.object(&Object::Array(array)))
}

/// A link as an annotation of its copied page; `None` for one that does what a paper must
/// not, or leads nowhere.
pub(super) fn link(
    annotation: Dict<'_>,
    place: ObjectId,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
) -> Option<Dictionary> {
    let mut kept = Dictionary::new();
    for key in KEPT {
        if let Some(value) = annotation.raw(key) {
            kept.set(key, value.clone());
        }
    }
    let target = target(annotation, copier, destinations)?;
    let mut link = copier.dictionary(&kept);
    link.set("Type", "Annot");
    link.set("Subtype", "Link");
    link.set("P", place);
    link.set(target.0, target.1);
    // Links print (ISO 19005-2, 6.3.2).
    let flags = link.get(b"F").and_then(Object::as_i64).unwrap_or(0);
    link.set("F", flags | 4);
    Some(link)
}

/// Where a link or a bookmark leads: to a destination, or an address.
fn target(
    from: Dict<'_>,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
) -> Option<(&'static str, Object)> {
    if let Some(own) = from.raw(b"Dest") {
        return Some(("Dest", destination(own, copier, destinations)?));
    }
    let action = from.dict(b"A")?;
    match action.name(b"S")? {
        b"GoTo" => Some(("Dest", destination(action.raw(b"D")?, copier, destinations)?)),
        b"URI" => {
            let address = action.string(b"URI")?.to_vec();
            let uri = Object::String(address, StringFormat::Literal);
            Some(("A", dictionary! { "S" => "URI", "URI" => uri }.into()))
        }
        _ => None,
    }
}

/// The named destinations of the host, and those that are added.
pub(super) struct Names {
    names: BTreeMap<Vec<u8>, Object>,
    is_changed: bool,
}

impl Names {
    /// Those of the host.
    pub(super) fn of(host: &Document) -> Self {
        let names = Dict::catalogue(host).and_then(|it| it.dict(b"Names"));
        let tree = names.and_then(|it| it.dict(b"Dests"));
        let own = tree.map(|tree| tree.pairs(b"Names")).unwrap_or_default();
        let own = own.into_iter().filter_map(|(name, value)| {
            Some((name.as_str().ok()?.to_vec(), value.clone()))
        });
        Self { names: own.collect(), is_changed: false }
    }

    /// Adds those of an external file, with a name before each.
    pub(super) fn add(
        &mut self,
        prefix: &str,
        destinations: &Destinations,
        copier: &mut Copier<'_>,
    ) {
        for (name, array) in destinations {
            let mut own = format!("{prefix}.").into_bytes();
            own.extend(name);
            self.names.insert(own, copier.object(&Object::Array(array.clone())));
            self.is_changed = true;
        }
    }

    /// Writes them into the host.
    pub(super) fn write(self, host: &mut Document) -> Result<(), lopdf::Error> {
        if !self.is_changed {
            return Ok(());
        }
        let tree = host.add_object(name_tree(self.names));
        set_names(host, "Dests", tree)
    }
}

/// A bookmark of an external file.
struct Bookmark {
    title: Object,
    target: Option<(&'static str, Object)>,
    kids: Vec<Bookmark>,
}

/// The bookmarks that external ones come under.
pub(super) struct Bookmarks {
    /// For each page that a bookmark of the host leads to, the last one that does.
    by_page: HashMap<ObjectId, ObjectId>,
    /// What is set in bookmarks of the host: first, last, and how many.
    hung: Vec<(ObjectId, ObjectId, ObjectId, i64)>,
}

impl Bookmarks {
    /// Those of the host.
    pub(super) fn of(host: &Document) -> Self {
        let mut by_page = HashMap::new();
        let outline = Dict::catalogue(host).and_then(|it| it.dict(b"Outlines"));
        let first = outline.and_then(|it| it.reference(b"First"));
        let mut waiting: Vec<ObjectId> = first.into_iter().collect();
        let mut seen = HashSet::new();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let Some(item) = Dict::numbered(host, id) else { continue };
            let page = item.array(b"Dest").first();
            if let Some(page) = page.and_then(|it| it.as_reference().ok()) {
                by_page.insert(page, id);
            }
            for key in [b"Next".as_slice(), b"First"] {
                waiting.extend(item.reference(key));
            }
        }
        Self { by_page, hung: Vec::new() }
    }

    /// Hangs the bookmarks of an external file under that of a page of the host, closed.
    pub(super) fn add(
        &mut self,
        page: Option<ObjectId>,
        source: &Source,
        destinations: &Destinations,
        copier: &mut Copier<'_>,
    ) {
        let Some(parent) = page.and_then(|page| self.by_page.get(&page)).copied() else {
            return;
        };
        let outline = source.catalogue().and_then(|it| it.dict(b"Outlines"));
        let first = outline.and_then(|it| it.reference(b"First"));
        let mut seen = HashSet::new();
        let kids = read(first, copier, destinations, &mut seen, 0);
        if let Some((first, last, count)) = hang(kids, parent, copier) {
            self.hung.push((parent, first, last, count));
        }
    }

    /// Writes them into the host.
    pub(super) fn write(self, host: &mut Document) {
        for (parent, first, last, count) in self.hung {
            if let Ok(item) = host.get_dictionary_mut(parent) {
                item.set("First", first);
                item.set("Last", last);
                // A closed bookmark counts those within it below nought.
                item.set("Count", -count);
            }
        }
    }
}

/// A bookmark and those that follow it.
fn read(
    first: Option<ObjectId>,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
    seen: &mut HashSet<ObjectId>,
    depth: usize,
) -> Vec<Bookmark> {
    let source = copier.source;
    let mut found = Vec::new();
    let mut next = first;
    while let Some(id) = next {
        if depth > DEPTH || seen.len() >= MOST || !seen.insert(id) {
            break;
        }
        let Some(item) = Dict::numbered(&source.document, id) else { break };
        let target = target(item, copier, destinations);
        let kids = read(item.reference(b"First"), copier, destinations, seen, depth + 1);
        // A bookmark to a page that was taken out says what was on it.
        let leads = item.has(b"Dest") || item.dict(b"A").is_some_and(|it| it.has(b"D"));
        let is_lost = leads && target.is_none() && kids.is_empty();
        if let Some(title) = item.get(b"Title").cloned().filter(|_| !is_lost) {
            found.push(Bookmark { title, target, kids });
        }
        next = item.reference(b"Next");
    }
    found
}

/// Writes bookmarks under a parent: the first, the last, and how many there are.
fn hang(
    bookmarks: Vec<Bookmark>,
    parent: ObjectId,
    copier: &mut Copier<'_>,
) -> Option<(ObjectId, ObjectId, i64)> {
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| copier.fresh()).collect();
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    for (at, bookmark) in bookmarks.into_iter().enumerate() {
        let id = ids[at];
        let mut item = dictionary! { "Title" => bookmark.title, "Parent" => parent };
        if let Some((key, value)) = bookmark.target {
            item.set(key, value);
        }
        if let Some(previous) = at.checked_sub(1).and_then(|at| ids.get(at)) {
            item.set("Prev", *previous);
        }
        if let Some(next) = ids.get(at + 1) {
            item.set("Next", *next);
        }
        if let Some((first, last, count)) = hang(bookmark.kids, id, copier) {
            item.set("First", first);
            item.set("Last", last);
            item.set("Count", -count);
        }
        copier.objects.insert(id, Object::Dictionary(item));
    }
    Some((*ids.first()?, *ids.last()?, count))
}
