//! Structure: the tree of an external file under that of the host (ISO 32000-1, 14.7).
//!
//! The external tree becomes a `Part` of the host's document, right after what stands on the
//! page before it. Its types are resolved to the standard ones of PDF 1.7 (14.8.4), which
//! the host is; its headings go deeper by the level of the heading that it comes under.

use std::collections::{BTreeMap, HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::copy::Copier;
use super::insertion::Insertion;
use super::survey::Source;
use crate::object::{DEPTH, Dict, MOST, name_tree};
use crate::roles::{self, heading_level};

/// The structure of the host while others are merged into it.
pub(super) struct Merge {
    tree: Option<Tree>,
}

struct Tree {
    root: ObjectId,
    /// The element that holds everything.
    document: ObjectId,
    kids: Vec<Object>,
    /// For each of them, the page of its first content, from 0.
    pages: Vec<usize>,
    /// Parts that are added, each with the number of kids before it.
    added: Vec<(usize, ObjectId)>,
    parents: BTreeMap<i64, Object>,
    next: i64,
    ids: BTreeMap<Vec<u8>, Object>,
    classes: Dictionary,
}

/// A part of the host that an external tree goes into.
pub(super) struct Begun {
    part: ObjectId,
    from: i64,
}

impl Merge {
    /// The structure of the host; none where it has none.
    pub(super) fn of(host: &Document, pages: &[ObjectId]) -> Self {
        Self { tree: Tree::of(host, pages) }
    }

    /// Makes room for an external tree before its pages are copied. `first` is the first of
    /// its host pages.
    pub(super) fn begin(
        &mut self,
        source: &Source,
        copier: &mut Copier<'_>,
        first: usize,
    ) -> Option<Begun> {
        let tree = self.tree.as_mut()?;
        let part = copier.fresh();
        if let Some(root) = source.catalogue()?.reference(b"StructTreeRoot") {
            copier.stands_for(root, part);
        }
        copier.parents_from = Some(tree.next);
        let before = tree.pages.iter().take_while(|page| **page < first).count();
        tree.added.push((before, part));
        Some(Begun { part, from: tree.next })
    }

    /// Copies the external tree, once its pages and links are.
    pub(super) fn end(
        &mut self,
        begun: Option<Begun>,
        source: &Source,
        insertion: &Insertion<'_>,
        copier: &mut Copier<'_>,
    ) {
        let (Some(tree), Some(begun)) = (self.tree.as_mut(), begun) else { return };
        let Some(catalogue) = source.catalogue() else { return };
        let Some(root) = catalogue.dict(b"StructTreeRoot") else { return };
        let kids = root.one_or_more(b"K").iter();
        let kids: Vec<Object> = kids.map(|kid| copier.object(kid)).collect();
        let parents = root.dict(b"ParentTree").map(|it| it.pairs(b"Nums"));
        for (key, value) in parents.unwrap_or_default() {
            let Ok(key) = key.as_i64() else { continue };
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            if !(0..most).contains(&key) {
                continue;
            }
            let value = copier.object(value);
            tree.parents.insert(begun.from + key, value);
            tree.next = tree.next.max(begun.from + key + 1);
        }
        copier.catch_up();
        if let Some(classes) = root.dict(b"ClassMap") {
            for (name, attributes) in classes.entries {
                let name = named(insertion.name, name);
                let attributes = copier.object(attributes);
                tree.classes.set(name, attributes);
            }
            copier.catch_up();
        }
        let mut part = dictionary! {
            "Type" => "StructElem",
            "S" => "Part",
            "P" => tree.document,
            "K" => kids.clone(),
        };
        if let Some(language) = catalogue.get(b"Lang") {
            part.set("Lang", language.clone());
        }
        copier.objects.insert(begun.part, Object::Dictionary(part));
        let roles = root.dict(b"RoleMap");
        let mut walk = Walk { roles, insertion, seen: HashSet::new(), ids: Vec::new() };
        walk.elements(kids, copier);
        tree.ids.extend(walk.ids);
    }

    /// Writes it into the host.
    pub(super) fn write(self, host: &mut Document) -> Result<(), lopdf::Error> {
        let Some(tree) = self.tree.filter(|tree| !tree.added.is_empty()) else {
            return Ok(());
        };
        let mut kids = Vec::with_capacity(tree.kids.len() + tree.added.len());
        let mut added = tree.added.into_iter().peekable();
        for (at, kid) in tree.kids.into_iter().enumerate() {
            while let Some((_, part)) = added.next_if(|(before, _)| *before <= at) {
                kids.push(Object::Reference(part));
            }
            kids.push(kid);
        }
        kids.extend(added.map(|(_, part)| Object::Reference(part)));
        host.get_dictionary_mut(tree.document)?.set("K", kids);
        let numbers =
            tree.parents.into_iter().flat_map(|(key, value)| [key.into(), value]);
        let numbers: Vec<Object> = numbers.collect();
        let parents = host.add_object(dictionary! { "Nums" => numbers });
        let names = (!tree.ids.is_empty()).then(|| host.add_object(name_tree(tree.ids)));
        let root = host.get_dictionary_mut(tree.root)?;
        root.set("ParentTree", parents);
        root.set("ParentTreeNextKey", tree.next);
        if let Some(names) = names {
            root.set("IDTree", names);
        }
        if !tree.classes.is_empty() {
            root.set("ClassMap", tree.classes);
        }
        Ok(())
    }
}

impl Tree {
    fn of(host: &Document, pages: &[ObjectId]) -> Option<Self> {
        let root_id = Dict::catalogue(host)?.reference(b"StructTreeRoot")?;
        let root = Dict::numbered(host, root_id)?;
        let top = root.one_or_more(b"K").first()?.as_reference().ok()?;
        let kids = Dict::numbered(host, top)?.array(b"K").to_vec();
        let positions: HashMap<ObjectId, usize> =
            pages.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut last = 0;
        let firsts = kids.iter().map(|kid| {
            last = first_page(host, kid, &positions).unwrap_or(last);
            last
        });
        let firsts = firsts.collect();
        let pairs = |tree: &[u8], key: &[u8]| {
            root.dict(tree).map(|it| it.pairs(key)).unwrap_or_default().into_iter()
        };
        let parents: BTreeMap<i64, Object> = pairs(b"ParentTree", b"Nums")
            .filter_map(|(key, value)| Some((key.as_i64().ok()?, value.clone())))
            .collect();
        let next = parents.keys().next_back().map_or(0, |last| last + 1);
        let ids = pairs(b"IDTree", b"Names").filter_map(|(name, value)| {
            Some((name.as_str().ok()?.to_vec(), value.clone()))
        });
        Some(Self {
            root: root_id,
            document: top,
            kids,
            pages: firsts,
            added: Vec::new(),
            parents,
            next,
            ids: ids.collect(),
            classes: root
                .dict(b"ClassMap")
                .map(|it| it.entries.clone())
                .unwrap_or_default(),
        })
    }
}

/// The page of the first content of an element of the host.
fn first_page(
    host: &Document,
    element: &Object,
    positions: &HashMap<ObjectId, usize>,
) -> Option<usize> {
    let mut waiting = vec![element];
    let mut looked = 0;
    while let Some(object) = waiting.pop() {
        looked += 1;
        if looked > MOST {
            return None;
        }
        let Some(found) = Dict::of(host, object) else { continue };
        if let Some(at) = found.reference(b"Pg").and_then(|page| positions.get(&page)) {
            return Some(*at);
        }
        waiting.extend(found.one_or_more(b"K").iter().rev());
    }
    None
}

/// A name with that of its file before it.
fn named(prefix: &str, name: &[u8]) -> Vec<u8> {
    let mut whole = format!("{prefix}-").into_bytes();
    whole.extend(name);
    whole
}

/// Goes through copied elements and makes them at home in the host.
struct Walk<'a> {
    roles: Option<Dict<'a>>,
    insertion: &'a Insertion<'a>,
    seen: HashSet<ObjectId>,
    ids: Vec<(Vec<u8>, Object)>,
}

impl Walk<'_> {
    fn elements(&mut self, kids: Vec<Object>, copier: &mut Copier<'_>) {
        // With how many sections are around each, for headings without a level.
        let mut waiting: Vec<(Object, u8)> =
            kids.into_iter().rev().map(|kid| (kid, 0)).collect();
        while let Some((object, depth)) = waiting.pop() {
            let Ok(id) = object.as_reference() else { continue };
            if self.seen.len() > MOST || !self.seen.insert(id) {
                continue;
            }
            let Some(Object::Dictionary(mut element)) = copier.objects.get(&id).cloned()
            else {
                continue;
            };
            let Ok(kind) =
                element.get(b"S").and_then(Object::as_name).map(<[u8]>::to_vec)
            else {
                continue;
            };
            let kind = self.standard(kind, &element, copier, depth);
            let around = if kind == b"Sect" { depth.saturating_add(1) } else { depth };
            element.set("S", Object::Name(kind));
            element.set("Type", "StructElem");
            element.remove(b"NS");
            if let Ok(Object::String(own, format)) = element.get(b"ID").cloned() {
                let own = named(self.insertion.name, &own);
                self.ids.push((own.clone(), Object::Reference(id)));
                element.set("ID", Object::String(own, format));
            }
            self.classes(&mut element);
            if let Ok(attributes) = element.get(b"A").cloned() {
                element.set("A", self.attributes(attributes, copier, 0));
            }
            let kids = match element.get(b"K").cloned() {
                Ok(Object::Array(kids)) => kids,
                Ok(Object::Reference(kids)) => match copier.objects.get(&kids) {
                    Some(Object::Array(kids)) => kids.clone(),
                    _ => vec![Object::Reference(kids)],
                },
                Ok(other) => vec![other],
                Err(_) => Vec::new(),
            };
            let kids: Vec<Object> =
                kids.into_iter().filter(|kid| leads_somewhere(kid, copier)).collect();
            waiting.extend(kids.iter().rev().map(|kid| (kid.clone(), around)));
            element.set("K", kids);
            copier.objects.insert(id, Object::Dictionary(element));
        }
    }

    /// The standard type of an element.
    fn standard(
        &self,
        mut kind: Vec<u8>,
        element: &Dictionary,
        copier: &Copier<'_>,
        depth: u8,
    ) -> Vec<u8> {
        let namespace = element.get(b"NS").ok().and_then(|it| it.as_reference().ok());
        let namespace = namespace.and_then(|id| copier.objects.get(&id));
        let own_roles = namespace
            .and_then(|it| it.as_dict().ok())
            .and_then(|it| it.get(b"RoleMapNS").ok())
            .and_then(|it| it.as_dict().ok());
        for _ in 0..DEPTH {
            if is_known(&kind) {
                break;
            }
            let own = own_roles.and_then(|it| it.get(&kind).ok());
            let own = own.and_then(|it| match it {
                Object::Array(pair) => pair.first()?.as_name().ok(),
                other => other.as_name().ok(),
            });
            let mapped = self.roles.and_then(|it| it.name(&kind));
            match own.or(mapped) {
                Some(next) => kind = next.to_vec(),
                None => break,
            }
        }
        let level = self.insertion.level;
        match kind.as_slice() {
            b"Document" | b"DocumentFragment" => b"Part".to_vec(),
            b"Title" => b"P".to_vec(),
            b"Em" | b"Strong" | b"Sub" => b"Span".to_vec(),
            b"FENote" => b"Note".to_vec(),
            b"Aside" => b"Sect".to_vec(),
            b"H" => heading(depth.max(1).saturating_add(level)),
            other if is_numbered_heading(other) => {
                // A level too large to read is deeper than the deepest.
                heading(heading_level(other).unwrap_or(6).saturating_add(level))
            }
            other if roles::STANDARD.contains(&other) => other.to_vec(),
            _ => b"NonStruct".to_vec(),
        }
    }

    /// Names of attribute classes as they are in the host.
    fn classes(&self, element: &mut Dictionary) {
        let renamed = |class: &Object| match class {
            Object::Name(name) => Object::Name(named(self.insertion.name, name)),
            other => other.clone(),
        };
        match element.get(b"C").cloned() {
            Ok(Object::Array(classes)) => {
                element.set("C", classes.iter().map(renamed).collect::<Vec<_>>());
            }
            Ok(class) => element.set("C", renamed(&class)),
            Err(_) => {}
        }
    }

    /// Attributes, the headers of cells by their new names (14.8.5.7).
    fn attributes(
        &self,
        attributes: Object,
        copier: &Copier<'_>,
        depth: usize,
    ) -> Object {
        match attributes {
            Object::Array(all) if depth < 4 => Object::Array(
                all.into_iter()
                    .map(|it| self.attributes(it, copier, depth + 1))
                    .collect(),
            ),
            Object::Reference(id) if depth < 4 => match copier.objects.get(&id) {
                // It is written out here: another element may share it.
                Some(Object::Dictionary(found)) if found.has(b"Headers") => {
                    self.attributes(Object::Dictionary(found.clone()), copier, depth + 1)
                }
                _ => Object::Reference(id),
            },
            Object::Dictionary(mut found) => {
                if let Ok(Object::Array(headers)) = found.get(b"Headers").cloned() {
                    let headers = headers.into_iter().map(|header| match header {
                        Object::String(own, format) => {
                            Object::String(named(self.insertion.name, &own), format)
                        }
                        other => other,
                    });
                    found.set("Headers", headers.collect::<Vec<_>>());
                }
                Object::Dictionary(found)
            }
            other => other,
        }
    }
}

/// Whether a type needs no role map.
fn is_known(kind: &[u8]) -> bool {
    const OF_PDF_2: [&[u8]; 7] =
        [b"DocumentFragment", b"Title", b"Em", b"Strong", b"Sub", b"FENote", b"Aside"];
    is_numbered_heading(kind)
        || roles::STANDARD.contains(&kind)
        || OF_PDF_2.contains(&kind)
}

/// Whether a type is `H` with a number.
fn is_numbered_heading(kind: &[u8]) -> bool {
    matches!(kind, [b'H', digits @ ..]
        if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

/// A heading of a level, of which there are six.
fn heading(level: u8) -> Vec<u8> {
    format!("H{}", level.clamp(1, 6)).into_bytes()
}

/// Whether a kid still leads to something: a link that was left out does not.
fn leads_somewhere(kid: &Object, copier: &Copier<'_>) -> bool {
    let found = match kid {
        Object::Null => return false,
        Object::Reference(id) => copier.objects.get(id).and_then(|it| it.as_dict().ok()),
        Object::Dictionary(found) => Some(found),
        _ => None,
    };
    let Some(found) = found else { return true };
    let leads = |key: &[u8]| found.get(key).and_then(Object::as_reference).is_ok();
    match found.get(b"Type").and_then(Object::as_name).ok() {
        Some(b"OBJR") => leads(b"Obj"),
        // Content of a page that was taken out leads nowhere.
        Some(b"MCR") => leads(b"Pg") || !found.has(b"Pg"),
        _ => true,
    }
}
