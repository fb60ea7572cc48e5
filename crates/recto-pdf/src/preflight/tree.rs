//! The structure tree, as it stands in a file (ISO 32000-1, 14.7).

use std::collections::HashSet;

use lopdf::{Document, ObjectId};

use crate::object::Dict;

/// How many elements are read, and how deep.
const MOST: usize = 2_000_000;
const DEEPEST: usize = 200;

/// An element of the tree.
pub(super) struct Element<'d> {
    pub(super) role: &'d [u8],
    pub(super) entries: Dict<'d>,
    pub(super) children: Vec<Element<'d>>,
    /// The marked content that it holds, by page.
    pub(super) content: Vec<(ObjectId, i64)>,
}

impl Element<'_> {
    fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Self)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }

    pub(super) fn says(&self, key: &[u8]) -> bool {
        self.entries.string(key).is_some_and(|it| !it.is_empty())
    }
}

/// The tree of a document.
pub(super) struct Tree<'d> {
    root: Vec<Element<'d>>,
    /// Why not all of it could be read.
    pub(super) broken: Option<&'static str>,
}

impl<'d> Tree<'d> {
    /// The tree of a document, if it has one.
    pub(super) fn of(document: &'d Document) -> Option<Self> {
        let root = Dict::catalogue(document)?.dict(b"StructTreeRoot")?;
        let roles = root.dict(b"RoleMap");
        let mut reader =
            Reader { document, roles, seen: HashSet::new(), read: 0, broken: None };
        let (children, _) = reader.kids(root, None, 0);
        Some(Self { root: children, broken: reader.broken })
    }

    pub(super) fn walk<'e>(&'e self, mut visit: impl FnMut(&'e Element<'d>)) {
        for element in &self.root {
            element.walk(&mut visit);
        }
    }
}

struct Reader<'d> {
    document: &'d Document,
    roles: Option<Dict<'d>>,
    /// The elements that were read, so that a circle ends.
    seen: HashSet<ObjectId>,
    read: usize,
    broken: Option<&'static str>,
}

/// Marked content, by its page.
type Marked = Vec<(ObjectId, i64)>;

impl<'d> Reader<'d> {
    fn kids(
        &mut self,
        entries: Dict<'d>,
        page: Option<ObjectId>,
        depth: usize,
    ) -> (Vec<Element<'d>>, Marked) {
        let (mut children, mut content) = (Vec::new(), Vec::new());
        if depth > DEEPEST {
            self.broken = Some("its elements lie too deep within each other");
            return (children, content);
        }
        for kid in entries.one_or_more(b"K") {
            self.read += 1;
            if self.read > MOST {
                self.broken = Some("it has too many elements");
                break;
            }
            if let (Ok(id), Some(page)) = (kid.as_i64(), page) {
                content.push((page, id));
                continue;
            }
            if let Ok(id) = kid.as_reference()
                && !self.seen.insert(id)
            {
                self.broken = Some("an element stands in it twice");
                continue;
            }
            let Some(kid) = Dict::of(self.document, kid) else { continue };
            let own = kid.reference(b"Pg").or(page);
            match kid.name(b"Type") {
                Some(b"MCR") => content.extend(own.zip(kid.integer(b"MCID"))),
                Some(b"OBJR") => {}
                _ => {
                    let (inner, held) = self.kids(kid, own, depth + 1);
                    children.push(Element {
                        role: self.role(kid),
                        entries: kid,
                        children: inner,
                        content: held,
                    });
                }
            }
        }
        (children, content)
    }

    /// The role of an element: a standard one, or what it is mapped to.
    fn role(&self, entries: Dict<'d>) -> &'d [u8] {
        let mut role = entries.name(b"S").unwrap_or_default();
        for _ in 0..8 {
            match self.roles.and_then(|it| it.name(role)) {
                Some(mapped) => role = mapped,
                None => break,
            }
        }
        role
    }
}
