//! Tags: all content is in the structure once, or an artifact (ISO 14289-1, 7.1; ISO 19005-2,
//! 6.7).

use std::collections::BTreeMap;

use lopdf::ObjectId;

use super::finding::{At, Findings};
use super::rule::{a_from, both_from, rules, ua};
use crate::object::Dict;
use crate::reading::Reading;
use crate::roles::is_standard;
use crate::standard::Level;

rules! {
    NOT_MARKED "not-marked-as-tagged" Tags both_from(Level::A, "6.2", "6.7.2.2"),
        "it does not say that it is tagged", "set `MarkInfo` with `Marked` true in the catalogue";
    NO_STRUCTURE "no-structure" Tags both_from(Level::A, "7.1", "6.7.3.3"),
        "it has no structure", "tag the file, or export it as an accessible PDF";
    BROKEN_STRUCTURE "broken-structure" Tags both_from(Level::A, "7.1", "6.7.3.3"),
        "its structure cannot be followed", "export the file again";
    ARTIFACT_IN_TAGGED "artifact-in-tagged-content" Tags ua("7.1"),
        "an artifact lies in tagged content", "mark it beside what is tagged";
    TAGGED_IN_ARTIFACT "tagged-content-in-artifact" Tags ua("7.1"),
        "tagged content lies in an artifact", "tag it outside of artifacts";
    UNTAGGED "untagged-content" Tags ua("7.1"),
        "content is neither tagged nor an artifact", "tag it, or mark it as an artifact";
    NOT_IN_STRUCTURE "content-outside-the-structure" Tags ua("7.1"),
        "tagged content is not in the structure", "put it into the structure, or mark it as an artifact";
    TAGGED_TWICE "content-tagged-twice" Tags ua("7.1"),
        "content has one tag twice", "give each piece of content an id of its own";
    SUSPECT "suspects" Tags ua("7.1"),
        "it says that its tags may be wrong", "look at them, and take `Suspects` out";
    UNMAPPED "unknown-role" Tags both_from(Level::A, "7.1", "6.7.3.4"),
        "a role is not a standard one, and not mapped to one", "map it in the role map";
    CIRCLE "circular-roles" Tags both_from(Level::A, "7.1", "6.7.3.4"),
        "roles are mapped in a circle", "map each to a standard role";
    REMAPPED "standard-role-remapped" Tags both_from(Level::A, "7.1", "6.7.3.4"),
        "a standard role is mapped to another", "take it out of the role map";
    NO_PARENT "element-without-parent" Tags ua("7.1"),
        "an element does not say what it is in", "give it its parent as `P`";
    FORM_TWICE "tagged-form-drawn-twice" Tags ua("7.20"),
        "a form with tagged content is drawn more than once", "draw it once, or mark it as an artifact";
    NO_WINDOW_TITLE "title-not-shown" Language ua("7.1"),
        "a window shows its name in place of its title", "set `DisplayDocTitle` in the viewer preferences";
    HAS_LEVEL_A "level-a-without-tags" Tags a_from(Level::A, "6.7.3.3"),
        "its structure holds nothing", "tag the file";
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(catalogue) = reading.catalogue() else { return };
    let marked = catalogue.dict(b"MarkInfo");
    if !marked.is_some_and(|it| it.says(b"Marked")) {
        findings.add(&NOT_MARKED, At::default());
    }
    if marked.is_some_and(|it| it.says(b"Suspects")) {
        findings.add(&SUSPECT, At::default());
    }
    let preferences = catalogue.dict(b"ViewerPreferences");
    if !preferences.is_some_and(|it| it.says(b"DisplayDocTitle")) {
        findings.add(&NO_WINDOW_TITLE, At::default());
    }
    judge_marks(reading, findings);
    let Some(tree) = &reading.structure else {
        findings.add(&NO_STRUCTURE, At::default());
        return;
    };
    if let Some(broken) = tree.broken {
        findings.say(&BROKEN_STRUCTURE, At::default(), broken);
    }
    if tree.root.is_empty() && !reading.pages.is_empty() {
        findings.add(&HAS_LEVEL_A, At::default());
    }
    let mut held: BTreeMap<ObjectId, BTreeMap<i64, usize>> = BTreeMap::new();
    tree.walk(|element| {
        let at = At {
            page: element.page.and_then(|it| reading.page_number(it)),
            object: element.id,
        };
        judge_role(tree.roles, element.kind, at, findings);
        if !element.entries.has(b"P") {
            findings.add(&NO_PARENT, at);
        }
        for (container, id) in &element.content {
            *held.entry(*container).or_default().entry(*id).or_default() += 1;
        }
    });
    for ((number, page), node) in reading.numbered().zip(reading.ids()) {
        let mut containers: BTreeMap<ObjectId, BTreeMap<i64, usize>> = BTreeMap::new();
        containers.entry(node).or_default();
        for ((container, id), count) in &page.marks.marked {
            containers.entry(*container).or_default().insert(*id, *count);
        }
        for (container, marked) in containers {
            let held = held.get(&container).cloned().unwrap_or_default();
            // A form may be drawn more than once.
            let is_form = container != node;
            let mut counts = marked.values().filter(|_| !is_form).chain(held.values());
            if counts.any(|count| *count > 1) {
                findings.add(&TAGGED_TWICE, number);
            }
            if marked.keys().any(|id| !held.contains_key(id)) {
                findings.add(&NOT_IN_STRUCTURE, number);
            }
        }
    }
}

fn judge_marks(reading: &Reading<'_>, findings: &mut Findings) {
    for (number, page) in reading.numbered() {
        let marks = &page.marks;
        if marks.unmarked > 0 {
            findings.say(&UNTAGGED, number, format!("{} of it", marks.unmarked));
        }
        if marks.has_artifact_in_tagged {
            findings.add(&ARTIFACT_IN_TAGGED, number);
        }
        if marks.has_tagged_in_artifact {
            findings.add(&TAGGED_IN_ARTIFACT, number);
        }
        for (form, _) in marks.forms.iter().filter(|(_, count)| **count > 1) {
            findings.add(&FORM_TWICE, At { page: Some(number), object: Some(*form) });
        }
    }
}

/// Judges the type of an element, as the role map has it.
fn judge_role(roles: Option<Dict<'_>>, kind: &[u8], at: At, findings: &mut Findings) {
    let name = || format!("`{}`", kind.escape_ascii());
    let mapped = |it: &[u8]| roles.and_then(|roles| roles.name(it)).map(<[u8]>::to_vec);
    let mut role = kind.to_vec();
    let mut seen: Vec<Vec<u8>> = Vec::new();
    if is_standard(kind) {
        match mapped(kind) {
            Some(other) if other == kind => findings.say(&CIRCLE, at, name()),
            Some(_) => findings.say(&REMAPPED, at, name()),
            None => {}
        }
        return;
    }
    loop {
        if is_standard(&role) {
            // A role map that leads on from a standard role leads nowhere.
            if mapped(&role).is_some_and(|it| it != role) {
                findings.say(&REMAPPED, at, format!("`{}`", role.escape_ascii()));
            }
            return;
        }
        seen.push(role.clone());
        match mapped(&role) {
            Some(next) if seen.contains(&next) => {
                findings.say(&CIRCLE, at, name());
                return;
            }
            Some(next) => role = next,
            None => {
                findings.say(&UNMAPPED, at, name());
                return;
            }
        }
    }
}
