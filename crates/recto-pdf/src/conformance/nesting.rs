//! Nesting: lists, tables and tables of contents are built of the elements that belong there
//! (ISO 14289-1, 7.2; ISO 32000-1, 14.8.4.3).

use super::finding::{At, Findings};
use super::rule::{rules, ua};
use crate::reading::{Element, Reading};

rules! {
    IN_TABLE "wrong-in-table" Tables ua("7.2"),
        "something else than rows, their groups and a caption lies in a table", "put it into a cell";
    IN_GROUP "wrong-in-row-group" Tables ua("7.2"),
        "something else than rows lies in a group of rows", "put it into a cell";
    IN_ROW "wrong-in-row" Tables ua("7.2"),
        "something else than cells lies in a row", "put it into a cell";
    ROW "row-outside-table" Tables ua("7.2"),
        "a row lies in no table", "put it into a table";
    GROUP "row-group-outside-table" Tables ua("7.2"),
        "a group of rows lies in no table", "put it into a table";
    CELL "cell-outside-row" Tables ua("7.2"),
        "a cell lies in no row", "put it into a row";
    HEADS "several-heads" Tables ua("7.2"),
        "a table has several heads or feet", "put their rows into one";
    BODIES "head-without-body" Tables ua("7.2"),
        "a table has a head or a foot, and no body", "put the other rows into a `TBody`";
    TABLE_CAPTION "caption-within-table" Tables ua("7.2"),
        "the caption of a table is neither its first nor its last element, or there are several", "put it first or last";
    IN_LIST "wrong-in-list" Tags ua("7.2"),
        "something else than items, lists and a caption lies in a list", "put it into the body of an item";
    IN_ITEM "wrong-in-list-item" Tags ua("7.2"),
        "something else than a label and a body lies in an item of a list", "put it into the body";
    ITEM "item-outside-list" Tags ua("7.2"),
        "an item lies in no list", "put it into a list";
    BODY "body-outside-item" Tags ua("7.2"),
        "the body of an item lies in no item", "put it into an item";
    LIST_CAPTION "caption-within-list" Tags ua("7.2"),
        "the caption of a list is not its first element", "put it first";
    IN_CONTENTS "wrong-in-contents" Tags ua("7.2"),
        "something else than entries and a caption lies in a table of contents", "put it into an entry";
    ENTRY "entry-outside-contents" Tags ua("7.2"),
        "an entry of a table of contents lies in none", "put it into a `TOC`";
    CONTENTS_CAPTION "caption-within-contents" Tags ua("7.2"),
        "the caption of a table of contents is not its first element", "put it first";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(tree) = &reading.structure else { return };
    tree.walk_within(|element, parent| {
        let page = element.page.and_then(|it| reading.page_number(it));
        let at = At { page, object: element.id };
        let within = parent.map_or(&b""[..], |it| it.role);
        judge_place(element.role, within, at, findings);
        judge_kids(element, at, findings);
    });
}

/// Judges an element by the one that it is in.
fn judge_place(role: &[u8], within: &[u8], at: At, findings: &mut Findings) {
    let rule = match role {
        b"TR" if !matches!(within, b"Table" | b"THead" | b"TBody" | b"TFoot") => &ROW,
        b"THead" | b"TBody" | b"TFoot" if within != b"Table" => &GROUP,
        b"TH" | b"TD" if within != b"TR" => &CELL,
        b"LI" if within != b"L" => &ITEM,
        b"LBody" if within != b"LI" => &BODY,
        b"TOCI" if within != b"TOC" => &ENTRY,
        _ => return,
    };
    findings.add(rule, at);
}

/// Judges an element by those right in it.
fn judge_kids(element: &Element<'_>, at: At, findings: &mut Findings) {
    let roles: Vec<&[u8]> = element.roles().collect();
    let count = |role: &[u8]| roles.iter().filter(|it| **it == role).count();
    let has_other = |known: &[&[u8]]| roles.iter().any(|role| !known.contains(role));
    let captions_after_first = roles.iter().skip(1).any(|role| *role == b"Caption");
    let mut add = |is_broken: bool, rule| {
        if is_broken {
            findings.add(rule, at);
        }
    };
    match element.role {
        b"Table" => {
            add(has_other(&[b"TR", b"THead", b"TBody", b"TFoot", b"Caption"]), &IN_TABLE);
            add(count(b"THead") > 1 || count(b"TFoot") > 1, &HEADS);
            let has_ends = count(b"THead") + count(b"TFoot") > 0;
            add(has_ends && count(b"TBody") == 0, &BODIES);
            let inner = roles.get(1..roles.len().saturating_sub(1)).unwrap_or_default();
            let is_inside = inner.contains(&&b"Caption"[..]);
            add(is_inside || count(b"Caption") > 1, &TABLE_CAPTION);
        }
        b"THead" | b"TBody" | b"TFoot" => add(has_other(&[b"TR"]), &IN_GROUP),
        b"TR" => add(has_other(&[b"TH", b"TD"]), &IN_ROW),
        b"L" => {
            add(has_other(&[b"L", b"LI", b"Caption"]), &IN_LIST);
            add(captions_after_first, &LIST_CAPTION);
        }
        b"LI" => add(has_other(&[b"Lbl", b"LBody"]), &IN_ITEM),
        b"TOC" => {
            add(has_other(&[b"TOC", b"TOCI", b"Caption"]), &IN_CONTENTS);
            add(captions_after_first, &CONTENTS_CAPTION);
        }
        _ => {}
    }
}
