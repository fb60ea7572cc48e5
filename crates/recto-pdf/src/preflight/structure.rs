//! Structure: the tree that a reading aid follows (ISO 32000-1, 14.7; ISO 14289-1, 7).

use std::collections::{BTreeMap, HashSet};

use lopdf::{Document, Object, ObjectId};

use super::{Check, Subject};
use crate::object::Dict;
use crate::roles::{heading_level, is_standard};

/// How many elements are read, and how deep.
const MOST: usize = 2_000_000;
const DEEPEST: usize = 200;

/// An element of the tree.
pub(super) struct Element<'d> {
    role: &'d [u8],
    entries: Dict<'d>,
    children: Vec<Element<'d>>,
    /// The marked content that it holds, by page.
    content: Vec<(ObjectId, i64)>,
}

impl Element<'_> {
    fn walk<'e>(&'e self, visit: &mut dyn FnMut(&'e Self)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }

    fn says(&self, key: &[u8]) -> bool {
        self.entries.string(key).is_some_and(|it| !it.is_empty())
    }
}

pub(super) struct Tree<'d> {
    root: Vec<Element<'d>>,
    /// Why not all of it could be read.
    broken: Option<&'static str>,
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

    fn walk<'e>(&'e self, mut visit: impl FnMut(&'e Element<'d>)) {
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

pub(super) fn check_tags(subject: &Subject<'_>, check: &mut Check) {
    let marked = Dict::catalogue(subject.document).and_then(|it| it.dict(b"MarkInfo"));
    if !marked.is_some_and(|it| it.says(b"Marked")) {
        check.fail(None, "it does not say that it is tagged");
    }
    let Some(tree) = &subject.structure else {
        check.fail(None, "it has no structure");
        return;
    };
    if let Some(broken) = tree.broken {
        check.fail(None, broken);
    }
    let mut held: BTreeMap<ObjectId, BTreeMap<i64, usize>> = BTreeMap::new();
    tree.walk(|element| {
        if !is_standard(element.role) {
            check.fail(None, format!("`{}` is no role", element.role.escape_ascii()));
        }
        for (page, id) in &element.content {
            *held.entry(*page).or_default().entry(*id).or_default() += 1;
        }
    });
    for ((number, page), id) in subject.numbered().zip(subject.ids()) {
        if page.unmarked > 0 {
            let count = page.unmarked;
            check
                .fail(number, format!("{count} things are neither tagged nor artifacts"));
        }
        let held = held.remove(&id).unwrap_or_default();
        let twice = page.marked.values().chain(held.values()).filter(|count| **count > 1);
        if twice.count() > 0 {
            check.fail(number, "content has one tag twice");
        }
        if page.marked.keys().any(|id| !held.contains_key(id)) {
            check.fail(number, "tagged content is not in the structure");
        }
        if held.keys().any(|id| !page.marked.contains_key(id)) {
            check.fail(number, "the structure holds content that is not there");
        }
    }
}

pub(super) fn check_headings(subject: &Subject<'_>, check: &mut Check) {
    let Some(tree) = &subject.structure else {
        check.fail(None, "it has no structure");
        return;
    };
    let mut before = 0_u8;
    tree.walk(|element| {
        let Some(level) = heading_level(element.role) else { return };
        if before == 0 && level != 1 {
            check.fail(None, format!("the first heading is of level {level}"));
        } else if level > before.saturating_add(1) {
            check.fail(
                None,
                format!("a heading of level {level} follows one of {before}"),
            );
        }
        before = level;
    });
    if before == 0 {
        check.doubt(None, "there are no headings");
    }
}

pub(super) fn check_tables(subject: &Subject<'_>, check: &mut Check) {
    let Some(tree) = &subject.structure else { return };
    let mut number = 0;
    tree.walk(|element| {
        if element.role == b"Table" {
            number += 1;
            check_table(element, number, check);
        }
    });
}

fn check_table(table: &Element<'_>, number: usize, check: &mut Check) {
    let mut rows: Vec<&Element<'_>> = Vec::new();
    for part in &table.children {
        match part.role {
            b"TR" => rows.push(part),
            b"THead" | b"TBody" | b"TFoot" => {
                rows.extend(part.children.iter().filter(|it| it.role == b"TR"));
            }
            _ => {}
        }
    }
    let cells = |row: &'_ Element<'_>| -> Vec<(bool, usize, usize, bool)> {
        let cells = row.children.iter().filter(|it| it.role == b"TH" || it.role == b"TD");
        cells
            .map(|cell| {
                let span = |key: &[u8]| {
                    let span = attribute(cell.entries, key);
                    let span = span.and_then(|it| it.as_i64().ok()).unwrap_or(1);
                    usize::try_from(span.clamp(1, 1000)).unwrap_or(1)
                };
                let related = [&b"Scope"[..], b"Headers"]
                    .iter()
                    .any(|key| attribute(cell.entries, key).is_some());
                (cell.role == b"TH", span(b"ColSpan"), span(b"RowSpan"), related)
            })
            .collect()
    };
    let read: Vec<_> = rows.iter().map(|row| cells(row)).collect();
    let all = || read.iter().flatten();
    if !all().any(|(header, ..)| *header) {
        check.fail(None, format!("table {number} has no headers"));
    } else if !all().any(|(header, _, _, related)| *header && *related)
        && !all().any(|(header, _, _, related)| !*header && *related)
    {
        check.fail(None, format!("what the headers of table {number} head is not said"));
    }
    // Cells that reach down take room in the rows below.
    let mut below: Vec<usize> = Vec::new();
    let mut width = None;
    for row in &read {
        let mut wide = below.iter().filter(|rows| **rows > 0).count();
        below.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for (_, columns, rows, _) in row {
            wide += columns;
            below.extend(std::iter::repeat_n(rows - 1, *columns));
        }
        below.retain(|rows| *rows > 0);
        if *width.get_or_insert(wide) != wide {
            check.fail(None, format!("the rows of table {number} are not of one width"));
            break;
        }
    }
}

/// An attribute of an element, in whichever of its owners it stands.
fn attribute<'d>(entries: Dict<'d>, key: &[u8]) -> Option<&'d Object> {
    let mut owners = entries.one_or_more(b"A").iter();
    owners.find_map(|owner| Dict::of(entries.document, owner)?.raw(key))
}

pub(super) fn check_alternatives(subject: &Subject<'_>, check: &mut Check) {
    let Some(tree) = &subject.structure else { return };
    let mut number = 0;
    tree.walk(|element| {
        if element.role == b"Figure" || element.role == b"Formula" {
            number += 1;
            if !element.says(b"Alt") && !element.says(b"ActualText") {
                check.fail(None, format!("figure {number} has no words"));
            }
        }
    });
}
