//! Annotations: what is laid over pages can be seen, printed and read out (ISO 14289-1, 7.18;
//! ISO 19005-2, 6.3).

use std::collections::HashMap;

use lopdf::Object;

use super::finding::{At, Findings};
use super::rule::{a, rules, ua};
use crate::geometry::Rect;
use crate::object::{Dict, PageNode, rect, resolve};
use crate::reading::Reading;
use crate::roles::is_standard;

rules! {
    KIND "annotation-kind" File a("6.3.1"),
        "an annotation is of a kind that is not allowed", "take it out, or print it into the page";
    NO_FLAGS "annotation-without-flags" File a("6.3.2"),
        "an annotation does not say whether it prints", "set its `F` to 4";
    FLAGS "annotation-not-printed" File a("6.3.2"),
        "an annotation is hidden or does not print", "set its `F` to 4";
    NO_APPEARANCE "annotation-without-appearance" File a("6.3.3"),
        "an annotation does not bring what it looks like", "save the file with its appearances";
    APPEARANCES "annotation-of-several-appearances" File a("6.3.3"),
        "an annotation looks otherwise when something is done to it, or has no appearance that fits its kind", "keep its normal appearance alone";
    UNTAGGED "annotation-without-tag" Links ua("7.18.1"),
        "an annotation is in no element of its kind", "tag it as `Annot`";
    SILENT "annotation-without-words" Links ua("7.18.1"),
        "an annotation says nothing", "give it `Contents`";
    FIELD "field-without-words" Links ua("7.18.1"),
        "a field of a form does not say what it asks for", "give it a tooltip";
    TRAP "trap-network" Links ua("7.18.2"),
        "there is an annotation for trapping", "take it out";
    TABS "tabs-not-in-order" Links ua("7.18.3"),
        "tabs do not follow the structure", "set `Tabs` of the page to `S`";
    WIDGET "field-without-tag" Links ua("7.18.4"),
        "a field of a form is in no element of its kind", "tag it as `Form`";
    FORM "form-element-of-several" Links ua("7.18.4"),
        "an element for a field of a form does not hold just that", "tag each field by itself";
    LINK "link-without-tag" Links ua("7.18.5"),
        "a link is in no element of its kind", "tag it as `Link`";
    LINK_SILENT "link-without-words" Links ua("7.18.5"),
        "a link does not say where it leads", "give it `Contents`";
    MEDIA "media-without-kind" Links ua("7.18.6.2"),
        "a film or a sound does not say of what kind it is, or has no words", "give it `CT` and `Alt`";
    MARK "printer-mark-tagged" Links ua("7.18.8"),
        "a mark for printers is in the structure", "take it out of the structure";
}

/// The bits of an annotation's flags (ISO 32000-1, 12.5.3).
const INVISIBLE: i64 = 1;
const HIDDEN: i64 = 2;
const PRINT: i64 = 4;
const NO_VIEW: i64 = 32;
const TOGGLE_NO_VIEW: i64 = 256;

/// The elements that annotations belong to, by their numbers in the parent tree.
struct Parents<'d> {
    by_number: HashMap<i64, Dict<'d>>,
    roles: Option<Dict<'d>>,
}

impl<'d> Parents<'d> {
    fn of(reading: &Reading<'d>) -> Self {
        let root = reading.catalogue().and_then(|it| it.dict(b"StructTreeRoot"));
        let pairs = root.and_then(|it| it.dict(b"ParentTree"));
        let pairs = pairs.map(|it| it.pairs(b"Nums")).unwrap_or_default();
        let elements = pairs.into_iter().filter_map(|(key, value)| {
            Some((key.as_i64().ok()?, Dict::of(reading.document, value)?))
        });
        Self {
            by_number: elements.collect(),
            roles: root.and_then(|it| it.dict(b"RoleMap")),
        }
    }

    fn element(&self, note: Dict<'_>) -> Option<Dict<'d>> {
        self.by_number.get(&note.integer(b"StructParent")?).copied()
    }

    fn role(&self, element: Dict<'d>) -> &'d [u8] {
        let mut role = element.name(b"S").unwrap_or_default();
        for _ in 0..64 {
            match self.roles.filter(|_| !is_standard(role)).and_then(|it| it.name(role)) {
                Some(next) => role = next,
                None => break,
            }
        }
        role
    }
}

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    let parents = Parents::of(reading);
    for ((number, _), node) in reading.numbered().zip(&reading.nodes) {
        let mut is_there = false;
        for note in node.own.dicts(b"Annots") {
            is_there = true;
            let at = At { page: Some(number), object: reading.number_of(note) };
            judge_look(note, at, findings);
            judge_reading(note, &parents, node, at, findings);
        }
        if is_there && node.own.name(b"Tabs") != Some(b"S") {
            findings.add(&TABS, number);
        }
    }
    if let Some(tree) = &reading.structure {
        tree.walk(|element| {
            let page = element.page.and_then(|it| reading.page_number(it));
            let at = At { page, object: element.id };
            let attributes = element.entries.one_or_more(b"A").iter();
            let mut attributes =
                attributes.filter_map(|it| Dict::of(reading.document, it));
            let has_role = attributes.any(|it| it.has(b"Role"));
            let holds = element.objects.len() == 1
                && element.content.is_empty()
                && element.children.is_empty();
            if element.role == b"Form" && !has_role && !holds {
                findings.add(&FORM, at);
            }
        });
    }
    reading.each_dictionary(|id, dict| {
        if dict.name(b"S") == Some(b"MCD") {
            judge_media(dict, At::from(id), findings);
        }
    });
}

fn judge_media(clip: Dict<'_>, at: At, findings: &mut Findings) {
    let words = clip.array(b"Alt");
    let has_words = words.len() >= 2
        && words.len().is_multiple_of(2)
        && words.chunks(2).all(|pair| {
            let said = pair.get(1).and_then(|it| resolve(clip.document, it));
            said.and_then(|it| it.as_str().ok()).is_some_and(|it| !it.is_empty())
        });
    if !clip.has(b"CT") || !has_words {
        findings.add(&MEDIA, at);
    }
}

/// What an annotation looks like, and whether it is seen.
fn judge_look(note: Dict<'_>, at: At, findings: &mut Findings) {
    let kind = note.name(b"Subtype").unwrap_or_default();
    let known: [&[u8]; 19] = [
        b"Text",
        b"Link",
        b"FreeText",
        b"Line",
        b"Square",
        b"Circle",
        b"Polygon",
        b"PolyLine",
        b"Highlight",
        b"Underline",
        b"Squiggly",
        b"StrikeOut",
        b"Stamp",
        b"Caret",
        b"Ink",
        b"Popup",
        b"FileAttachment",
        b"Widget",
        b"PrinterMark",
    ];
    let is_known =
        known.contains(&kind) || matches!(kind, b"TrapNet" | b"Watermark" | b"Redact");
    if !is_known {
        findings.say(&KIND, at, format!("`{}`", kind.escape_ascii()));
    }
    let is_popup = kind == b"Popup";
    match note.integer(b"F") {
        None if !is_popup => findings.add(&NO_FLAGS, at),
        Some(flags) => {
            let hides = INVISIBLE | HIDDEN | NO_VIEW | TOGGLE_NO_VIEW;
            if flags & PRINT == 0 || flags & hides != 0 {
                findings.add(&FLAGS, at);
            }
        }
        None => {}
    }
    let place = note.rect(b"Rect");
    let has_no_size = place.is_some_and(|it| it.width() == 0.0 && it.height() == 0.0);
    let Some(appearance) = note.dict(b"AP") else {
        if !has_no_size && !matches!(kind, b"Popup" | b"Link") {
            findings.add(&NO_APPEARANCE, at);
        }
        return;
    };
    let is_normal_alone = appearance.entries.len() == 1 && appearance.has(b"N");
    let field = |key: &[u8]| {
        note.name(key).or_else(|| note.dict(b"Parent")?.name(key)).unwrap_or_default()
    };
    let is_button = kind == b"Widget" && field(b"FT") == b"Btn";
    let fits = match appearance.get(b"N") {
        Some(Object::Stream(_)) => !is_button,
        Some(Object::Dictionary(states)) => is_button && !states.is_empty(),
        _ => false,
    };
    if !is_normal_alone || !fits {
        findings.add(&APPEARANCES, at);
    }
}

/// Whether an annotation can be read out.
fn judge_reading(
    note: Dict<'_>,
    parents: &Parents<'_>,
    node: &PageNode<'_>,
    at: At,
    findings: &mut Findings,
) {
    let kind = note.name(b"Subtype").unwrap_or_default();
    let element = parents.element(note);
    let role = element.map_or(&b""[..], |it| parents.role(it));
    if kind == b"PrinterMark" {
        if element.is_some() {
            findings.add(&MARK, at);
        }
        return;
    }
    if is_out_of_sight(note, node) || kind == b"Popup" {
        return;
    }
    let says = |of: Dict<'_>, key: &[u8]| of.string(key).is_some_and(|it| !it.is_empty());
    let has_alternative = element.is_some_and(|it| says(it, b"Alt"));
    match kind {
        b"Widget" => {
            if role != b"Form" {
                findings.add(&WIDGET, at);
            }
            let mut fields = std::iter::successors(Some(note), |it| it.dict(b"Parent"));
            // What has no name of its own within another is no field, but where one is seen.
            let is_field = |it: &Dict<'_>| it.has(b"T") || !it.has(b"Parent");
            let named = fields.by_ref().take(16).find(|it| is_field(it) && it.has(b"TU"));
            let has_tooltip = named.is_some_and(|it| says(it, b"TU"));
            if !has_tooltip && !has_alternative {
                findings.add(&FIELD, at);
            }
        }
        b"Link" => {
            if role != b"Link" {
                findings.add(&LINK, at);
            }
            if !says(note, b"Contents") {
                findings.add(&LINK_SILENT, at);
            }
        }
        b"TrapNet" => findings.add(&TRAP, at),
        _ => {
            if role != b"Annot" {
                findings.add(&UNTAGGED, at);
            }
            if !says(note, b"Contents") && !has_alternative {
                findings.add(&SILENT, at);
            }
        }
    }
}

/// Whether an annotation is hidden, or lies outside of what is shown of its page.
fn is_out_of_sight(note: Dict<'_>, node: &PageNode<'_>) -> bool {
    if note.integer(b"F").unwrap_or(0) & HIDDEN != 0 {
        return true;
    }
    let document = node.own.document;
    let area = |key: &[u8]| node.raw(key).and_then(|it| rect(document, it));
    let shown: Option<Rect> = area(b"CropBox").or_else(|| area(b"MediaBox"));
    let (Some(place), Some(shown)) = (note.rect(b"Rect"), shown) else { return false };
    let shared = place.within(shown);
    shared.width() < 0.0 || shared.height() < 0.0
}
