//! Elements that need something: figures and formulas words, headings their levels, notes ids
//! (ISO 14289-1, 7.3, 7.4, 7.7 and 7.9).

use std::collections::HashSet;

use super::finding::{At, Findings};
use super::rule::{rules, ua};
use crate::reading::{Element, Reading};
use crate::roles::heading_level;

rules! {
    FIGURE "figure-without-words" AlternativeText ua("7.3"),
        "a figure has no words", "give it an alternative text";
    FORMULA "formula-without-words" AlternativeText ua("7.7"),
        "a formula has no words", "give it an alternative text";
    SKIPPED "heading-level-skipped" Headings ua("7.4.2"),
        "headings skip a level", "give it the level after the one before";
    SEVERAL "several-unnumbered-headings" Headings ua("7.4.4"),
        "an element holds several headings without a level", "put each into a section of its own";
    MIXED "headings-of-both-kinds" Headings ua("7.4.4"),
        "there are headings with a level and without", "use one kind";
    NOTE "note-without-id" Tags ua("7.9"),
        "a note has no id", "give it an id of its own";
    SAME_NOTE "notes-with-one-id" Tags ua("7.9"),
        "notes have the same id", "give each an id of its own";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(tree) = &reading.structure else { return };
    let mut before = 0_u8;
    let (mut numbered, mut plain) = (false, None);
    let mut ids: HashSet<&[u8]> = HashSet::new();
    tree.walk(|element| {
        let page = element.page.and_then(|it| reading.page_number(it));
        let at = At { page, object: element.id };
        if element.roles().filter(|role| *role == b"H").count() > 1 {
            findings.add(&SEVERAL, at);
        }
        match element.role {
            b"Figure" if !has_words(element) => findings.add(&FIGURE, at),
            b"Formula" if !has_words(element) => findings.add(&FORMULA, at),
            b"H" => plain = Some(at),
            b"Note" => match element.entries.string(b"ID").filter(|it| !it.is_empty()) {
                None => findings.add(&NOTE, at),
                Some(id) if !ids.insert(id) => findings.add(&SAME_NOTE, at),
                Some(_) => {}
            },
            role => {
                let Some(level) = heading_level(role) else { return };
                numbered = true;
                if level > before.saturating_add(1) {
                    let what = match before {
                        0 => format!("the first is of level {level}"),
                        before => format!("one of level {level} follows one of {before}"),
                    };
                    findings.say(&SKIPPED, at, what);
                }
                before = level;
            }
        }
    });
    if let (true, Some(at)) = (numbered, plain) {
        findings.add(&MIXED, at);
    }
}

/// Whether an element has a text in its place. One of blanks says nothing.
fn has_words(element: &Element<'_>) -> bool {
    element.entries.text(b"Alt").is_some() || element.entries.has(b"ActualText")
}
