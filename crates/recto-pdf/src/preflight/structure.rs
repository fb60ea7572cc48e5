//! Structure: whether a reading aid can follow the tree (ISO 14289-1, 7).

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId};

use super::check::Check;
use super::subject::Subject;
use super::tree::Element;
use crate::object::Dict;
use crate::roles::{heading_level, is_standard};

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
