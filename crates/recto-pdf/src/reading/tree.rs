//! The structure tree, as it stands in a file (ISO 32000-1, 14.7).

use std::collections::HashSet;

use lopdf::{Document, Object, ObjectId};

use super::marks::Place;
use crate::object::Dict;
use crate::roles::is_standard;

/// How many elements are read, and how deep.
const MOST: usize = 2_000_000;
const DEEPEST: usize = 200;

/// How many times a role may be mapped to another.
const MOST_MAPPED: usize = 64;

/// An element of the tree.
pub(crate) struct Element<'d> {
    /// Its role: a standard one, or what it is mapped to.
    pub(crate) role: &'d [u8],
    /// Its type, as it stands there.
    pub(crate) kind: &'d [u8],
    pub(crate) entries: Dict<'d>,
    pub(crate) id: Option<ObjectId>,
    /// The page of its content.
    pub(crate) page: Option<ObjectId>,
    pub(crate) children: Vec<Element<'d>>,
    /// The marked content that it holds.
    pub(crate) content: Vec<Place>,
    /// The annotations and other objects that it holds.
    pub(crate) objects: Vec<ObjectId>,
    /// Whether it, or one that it is in, names a language.
    pub(crate) has_language: bool,
}

impl<'d> Element<'d> {
    fn walk<'e>(
        &'e self,
        parent: Option<&'e Self>,
        visit: &mut dyn FnMut(&'e Self, Option<&'e Self>),
    ) {
        visit(self, parent);
        for child in &self.children {
            child.walk(Some(self), visit);
        }
    }

    /// The roles of the elements right in it.
    pub(crate) fn roles(&self) -> impl Iterator<Item = &'d [u8]> + '_ {
        self.children.iter().map(|it| it.role)
    }
}

/// The tree of a document.
pub(crate) struct Tree<'d> {
    pub(crate) root: Vec<Element<'d>>,
    /// Its role map.
    pub(crate) roles: Option<Dict<'d>>,
    /// The attributes of its classes.
    pub(crate) classes: Option<Dict<'d>>,
    /// Why not all of it could be read.
    pub(crate) broken: Option<&'static str>,
}

impl<'d> Tree<'d> {
    /// The tree of a document, if it has one.
    pub(crate) fn of(document: &'d Document) -> Option<Self> {
        let catalogue = Dict::catalogue(document)?;
        let root = catalogue.dict(b"StructTreeRoot")?;
        let roles = root.dict(b"RoleMap");
        let mut reader =
            Reader { document, roles, seen: HashSet::new(), read: 0, broken: None };
        let above = Above { page: None, has_language: false };
        let kids = reader.kids(root, above, 0);
        let classes = root.dict(b"ClassMap");
        Some(Self { root: kids.children, roles, classes, broken: reader.broken })
    }

    /// The marked content that other text stands for.
    pub(super) fn said_otherwise(&self) -> HashSet<Place> {
        fn reach(element: &Element<'_>, is_within: bool, found: &mut HashSet<Place>) {
            let is_said = is_within || element.entries.has(b"ActualText");
            if is_said {
                found.extend(&element.content);
            }
            for child in &element.children {
                reach(child, is_said, found);
            }
        }
        let mut found = HashSet::new();
        for element in &self.root {
            reach(element, false, &mut found);
        }
        found
    }

    /// Goes through all elements in their order.
    pub(crate) fn walk<'e>(&'e self, mut visit: impl FnMut(&'e Element<'d>)) {
        self.walk_within(|element, _| visit(element));
    }

    /// Goes through all elements in their order, each with the one that it is in.
    pub(crate) fn walk_within<'e>(
        &'e self,
        mut visit: impl FnMut(&'e Element<'d>, Option<&'e Element<'d>>),
    ) {
        for element in &self.root {
            element.walk(None, &mut visit);
        }
    }
}

/// An attribute of an element, of its own or of its classes.
pub(crate) fn attribute<'d>(
    tree: &Tree<'d>,
    element: &Element<'d>,
    key: &[u8],
) -> Option<&'d Object> {
    let document = element.entries.document;
    let of = |owner: &'d Object| Dict::of(document, owner)?.get(key);
    let own = element.entries.one_or_more(b"A").iter().find_map(of);
    own.or_else(|| {
        let classes = element.entries.one_or_more(b"C").iter();
        let mut classes = classes.filter_map(|it| tree.classes?.raw(it.as_name().ok()?));
        classes.find_map(|class| match crate::object::resolve(document, class)? {
            Object::Array(owners) => owners.iter().find_map(of),
            _ => of(class),
        })
    })
}

struct Reader<'d> {
    document: &'d Document,
    roles: Option<Dict<'d>>,
    /// The elements that were read, so that a circle ends.
    seen: HashSet<ObjectId>,
    read: usize,
    broken: Option<&'static str>,
}

/// What an element takes from those above it.
#[derive(Clone, Copy)]
struct Above {
    page: Option<ObjectId>,
    has_language: bool,
}

#[derive(Default)]
struct Kids<'d> {
    children: Vec<Element<'d>>,
    content: Vec<Place>,
    objects: Vec<ObjectId>,
}

impl<'d> Reader<'d> {
    fn kids(&mut self, entries: Dict<'d>, above: Above, depth: usize) -> Kids<'d> {
        let mut kids = Kids::default();
        if depth > DEEPEST {
            self.broken = Some("its elements lie too deep within each other");
            return kids;
        }
        for kid in entries.one_or_more(b"K") {
            self.read += 1;
            if self.read > MOST {
                self.broken = Some("it has too many elements");
                break;
            }
            if let (Ok(id), Some(page)) = (kid.as_i64(), above.page) {
                kids.content.push((page, id));
                continue;
            }
            let reference = kid.as_reference().ok();
            let Some(kid) = Dict::of(self.document, kid) else { continue };
            let page = kid.reference(b"Pg").or(above.page);
            match kid.name(b"Type") {
                Some(b"MCR") => {
                    let container = kid.reference(b"Stm").or(page);
                    kids.content.extend(container.zip(kid.integer(b"MCID")));
                }
                Some(b"OBJR") => kids.objects.extend(kid.reference(b"Obj")),
                _ => {
                    if let Some(id) = reference
                        && !self.seen.insert(id)
                    {
                        self.broken = Some("an element stands in it twice");
                        continue;
                    }
                    let has_language = above.has_language || kid.has(b"Lang");
                    let inner = self.kids(kid, Above { page, has_language }, depth + 1);
                    let kind = kid.name(b"S").unwrap_or_default();
                    kids.children.push(Element {
                        role: self.role(kind),
                        kind,
                        entries: kid,
                        id: reference,
                        page,
                        children: inner.children,
                        content: inner.content,
                        objects: inner.objects,
                        has_language,
                    });
                }
            }
        }
        kids
    }

    /// The role of a type: a standard one, or what it is mapped to.
    fn role(&self, kind: &'d [u8]) -> &'d [u8] {
        let mut role = kind;
        for _ in 0..MOST_MAPPED {
            if is_standard(role) {
                break;
            }
            match self.roles.and_then(|it| it.name(role)) {
                Some(mapped) => role = mapped,
                None => break,
            }
        }
        role
    }
}
