//! Links, named destinations and bookmarks (ISO 32000-1, 12.3 and 12.5.6.5).

use std::collections::{BTreeMap, HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use super::copy::Copier;
use super::survey::Source;
use super::tree::{array, entry, inner, pairs};
use super::{DEPTH, MOST};

/// The named destinations of an external file, each as an array that begins with a page.
pub(super) type Destinations = BTreeMap<Vec<u8>, Vec<Object>>;

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

/// The named destinations of a file: those of its name tree and those of its dictionary.
pub(super) fn destinations(source: &Source) -> Destinations {
    let document = &source.document;
    let mut found = Destinations::new();
    let Some(catalogue) = source.catalogue() else { return found };
    if let Some(names) = inner(document, catalogue, b"Dests") {
        for (name, value) in names.iter().take(MOST) {
            found.extend(explicit(source, value).map(|it| (name.clone(), it)));
        }
    }
    let tree =
        inner(document, catalogue, b"Names").and_then(|it| inner(document, it, b"Dests"));
    for (name, value) in
        tree.map(|tree| pairs(document, tree, b"Names")).unwrap_or_default()
    {
        let Ok(name) = name.as_str() else { continue };
        found.extend(explicit(source, value).map(|it| (name.to_vec(), it)));
    }
    found
}

/// A destination that is no name: a page and what of it is shown.
fn explicit(source: &Source, value: &Object) -> Option<Vec<Object>> {
    let document = &source.document;
    let (_, value) = document.dereference(value).ok()?;
    let array = match value {
        Object::Array(array) => array,
        Object::Dictionary(holder) => entry(document, holder, b"D")?.as_array().ok()?,
        _ => return None,
    };
    let mut array = array.clone();
    let first = array.first_mut()?;
    match first {
        Object::Reference(id) if source.pages.iter().any(|page| page.id == *id) => {}
        // Some programs count pages instead.
        Object::Integer(at) => {
            let page = source.pages.get(usize::try_from(*at).ok()?)?;
            *first = Object::Reference(page.id);
        }
        _ => return None,
    }
    Some(array)
}

/// A destination, a name or not, as one within the host.
fn destination(
    value: &Object,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
) -> Option<Object> {
    let source = copier.source;
    let array = match source.document.dereference(value).ok()?.1 {
        Object::Name(name) | Object::String(name, _) => destinations.get(name)?.clone(),
        _ => explicit(source, value)?,
    };
    Some(copier.object(&Object::Array(array)))
}

/// A link as an annotation of its copied page; `None` for one that does what a paper must
/// not, or leads nowhere.
pub(super) fn link(
    annotation: &Dictionary,
    place: ObjectId,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
) -> Option<Dictionary> {
    let document = &copier.source.document;
    let mut kept = Dictionary::new();
    for key in KEPT {
        if let Ok(value) = annotation.get(key) {
            kept.set(key, value.clone());
        }
    }
    let action = inner(document, annotation, b"A");
    let target = target(annotation.get(b"Dest").ok(), action, copier, destinations)?;
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

/// Where something leads: a destination, or an address.
fn target(
    own: Option<&Object>,
    action: Option<&Dictionary>,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
) -> Option<(&'static str, Object)> {
    if let Some(own) = own {
        return Some(("Dest", destination(own, copier, destinations)?));
    }
    let action = action?;
    let document = &copier.source.document;
    match entry(document, action, b"S")?.as_name().ok()? {
        b"GoTo" => {
            Some(("Dest", destination(action.get(b"D").ok()?, copier, destinations)?))
        }
        b"URI" => {
            let address = entry(document, action, b"URI")?.as_str().ok()?.to_vec();
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
        let tree = host
            .catalog()
            .ok()
            .and_then(|it| inner(host, it, b"Names"))
            .and_then(|it| inner(host, it, b"Dests"));
        let own = tree.map(|tree| pairs(host, tree, b"Names")).unwrap_or_default();
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
        let pairs = self.names.into_iter().flat_map(|(name, value)| {
            [Object::String(name, StringFormat::Literal), value]
        });
        let tree = dictionary! { "Names" => pairs.collect::<Vec<_>>() };
        let tree = host.add_object(tree);
        let names =
            host.catalog()?.get(b"Names").ok().and_then(|it| it.as_reference().ok());
        match names {
            Some(id) => host.get_dictionary_mut(id)?.set("Dests", tree),
            None => match host.catalog_mut()?.get_mut(b"Names") {
                Ok(Object::Dictionary(names)) => names.set("Dests", tree),
                _ => host.catalog_mut()?.set("Names", dictionary! { "Dests" => tree }),
            },
        }
        Ok(())
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
        let outline = host.catalog().ok().and_then(|it| inner(host, it, b"Outlines"));
        let first = outline.and_then(|it| it.get(b"First").ok());
        let mut waiting: Vec<ObjectId> =
            first.and_then(|it| it.as_reference().ok()).into_iter().collect();
        let mut seen = HashSet::new();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let Ok(item) = host.get_dictionary(id) else { continue };
            let page = array(host, item, b"Dest").first();
            if let Some(page) = page.and_then(|it| it.as_reference().ok()) {
                by_page.insert(page, id);
            }
            for key in [b"Next".as_slice(), b"First"] {
                waiting.extend(item.get(key).and_then(Object::as_reference));
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
        let document = &source.document;
        let outline = source.catalogue().and_then(|it| inner(document, it, b"Outlines"));
        let Some(first) = outline.and_then(|it| it.get(b"First").ok()) else { return };
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
    first: &Object,
    copier: &mut Copier<'_>,
    destinations: &Destinations,
    seen: &mut HashSet<ObjectId>,
    depth: usize,
) -> Vec<Bookmark> {
    let source = copier.source;
    let document = &source.document;
    let mut found = Vec::new();
    let mut next = Some(first);
    while let Some(id) = next.and_then(|it| it.as_reference().ok()) {
        if depth > DEPTH || seen.len() >= MOST || !seen.insert(id) {
            break;
        }
        let Ok(item) = document.get_dictionary(id) else { break };
        let action = inner(document, item, b"A");
        let target = target(item.get(b"Dest").ok(), action, copier, destinations);
        let kids = match item.get(b"First") {
            Ok(first) => read(first, copier, destinations, seen, depth + 1),
            Err(_) => Vec::new(),
        };
        if let Some(title) = entry(document, item, b"Title").cloned() {
            found.push(Bookmark { title, target, kids });
        }
        next = item.get(b"Next").ok();
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
