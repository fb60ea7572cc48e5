//! Press: what PDF/X-4 asks of a file and nothing else does: what it says of itself, the printing
//! condition, the boxes of its pages, and that nothing lies on them or acts (ISO 15930-7).
//!
//! The text of the standard is not public. Clauses are numbered as those who have read it publish
//! them; where nobody does, a rule names the technical requirements as a whole.

use std::collections::HashSet;

use super::colour::Header;
use super::finding::{At, Findings};
use super::rule::{OF_X4, rules, x};
use crate::geometry::Rect;
use crate::object::{Dict, MOST, rect};
use crate::reading::Reading;
use crate::xmp::{BASIC, DC, MEDIA, PDF};

rules! {
    VERSION "newer-than-pdf-1-6" Metadata x("6.1"),
        "it is of a version of PDF after 1.6", "save it as PDF 1.6";
    NOT_X4 "does-not-claim-x-4" Metadata x("6.10"),
        "it does not say that it is PDF/X-4", "export it as PDF/X-4";
    UNIDENTIFIED "file-not-identified" Metadata x("6.10"),
        "a property is missing that tells it from other files", "export it as PDF/X-4 again";
    TRAPPING "trapping-not-said" Metadata x(OF_X4),
        "it does not say whether it is trapped", "set `Trapped` to `False`, or `True` if it is";
    NO_CONDITION "no-printing-condition" OutputIntent x("6.4"),
        "there is not one output intent for a press", "name one printing condition, in an output intent of the kind `GTS_PDFX`";
    UNNAMED_CONDITION "condition-without-name" OutputIntent x("6.4"),
        "the printing condition has no name", "set `OutputConditionIdentifier`";
    CONDITION_ELSEWHERE "condition-not-embedded" OutputIntent x("6.4"),
        "the profile of the printing condition is not in the file", "embed it";
    CONDITION "condition-of-no-printer" OutputIntent x("6.4.2.1"),
        "the profile of the printing condition is none of a printer", "embed the profile of the printer";
    DEVICES "colours-of-another-device" Colour x("6.4.3.2"),
        "colours are those of another device than the printer", "convert them to the printing condition, or describe them by a profile";
    NO_TRIM "no-trimmed-size" Boxes x("6.12"),
        "a page has no trimmed size, or has an art box beside it", "give it a `TrimBox` alone";
    NESTED "boxes-reach-out" Boxes x("6.12"),
        "the boxes of a page reach out of each other", "set them within each other";
    NOTE "annotation-on-the-page" Links x("6.17"),
        "an annotation lies on what is printed", "take it out, or print it into the page";
    ACTION "acts" File x("6.18"),
        "it does something when it is read", "take its actions and scripts out";
}

/// The tolerance of boxes, in points: a box may reach out of another by so much.
const EXACT: f64 = 0.01;

pub(super) fn judge(reading: &Reading<'_>, findings: &mut Findings) {
    if !findings.asks(&NOT_X4) {
        return;
    }
    judge_metadata(reading, findings);
    let space = judge_condition(reading, findings);
    judge_devices(reading, space.as_deref(), findings);
    judge_pages(reading, findings);
    judge_actions(reading, findings);
}

fn judge_metadata(reading: &Reading<'_>, findings: &mut Findings) {
    let whole = At::default();
    let catalogue = reading.catalogue();
    let said = catalogue.and_then(|it| it.name(b"Version")).map(crate::object::latin);
    let versions = [Some(reading.document.version.clone()), said];
    for version in versions.into_iter().flatten() {
        if version.trim().parse().unwrap_or(9.9_f32) > 1.65 {
            findings.say(&VERSION, whole, version);
        }
    }
    let metadata = &reading.metadata;
    let trapped = metadata.information.get(b"Trapped".as_slice()).map(String::as_str);
    let again = metadata.get(PDF, "Trapped");
    if !matches!(trapped, Some("True" | "False")) {
        findings.add(&TRAPPING, whole);
    } else if again.is_some_and(|it| Some(it) != trapped) {
        findings.say(&TRAPPING, whole, "its metadata contradict each other");
    }
    if metadata.fault.is_some() {
        return;
    }
    if !metadata.claims_x4() {
        findings.add(&NOT_X4, whole);
    }
    let asked = [
        (DC, "title", "dc:title"),
        (BASIC, "CreateDate", "xmp:CreateDate"),
        (BASIC, "ModifyDate", "xmp:ModifyDate"),
        (BASIC, "MetadataDate", "xmp:MetadataDate"),
        (MEDIA, "DocumentID", "xmpMM:DocumentID"),
        (MEDIA, "VersionID", "xmpMM:VersionID"),
        (MEDIA, "RenditionClass", "xmpMM:RenditionClass"),
    ];
    for (namespace, name, told) in asked {
        if metadata.get(namespace, name).is_none_or(str::is_empty) {
            findings.say(&UNIDENTIFIED, whole, format!("`{told}`"));
        }
    }
}

/// Judges the printing condition; the space of its profile, as profiles name it.
fn judge_condition(reading: &Reading<'_>, findings: &mut Findings) -> Option<Vec<u8>> {
    let whole = At::default();
    let intents = reading.catalogue().into_iter();
    let intents = intents.flat_map(|it| it.dicts(b"OutputIntents"));
    let intents: Vec<_> =
        intents.filter(|it| it.name(b"S") == Some(b"GTS_PDFX")).collect();
    let [intent] = intents.as_slice() else {
        findings.say(&NO_CONDITION, whole, format!("there are {}", intents.len()));
        return None;
    };
    if intent.string(b"OutputConditionIdentifier").is_none_or(<[u8]>::is_empty) {
        findings.add(&UNNAMED_CONDITION, whole);
    }
    let Some(profile) = intent.stream(b"DestOutputProfile") else {
        findings.add(&CONDITION_ELSEWHERE, whole);
        return None;
    };
    let header = Header::of(profile);
    let is_printer = header.as_ref().is_some_and(|it| {
        let spaces: [&[u8]; 3] = [b"GRAY", b"RGB ", b"CMYK"];
        it.class == b"prtr" && spaces.contains(&it.space.as_slice()) && it.version < 5
    });
    if !is_printer {
        findings.add(&CONDITION, whole);
        return None;
    }
    header.map(|it| it.space)
}

/// Judges the colours that are those of a device: they are those of the printer, or grey on a
/// printer with inks. Without a printer there is nothing to hold them against, which is said.
fn judge_devices(reading: &Reading<'_>, space: Option<&[u8]>, findings: &mut Findings) {
    let Some(space) = space else { return };
    for (number, page) in reading.numbered() {
        let devices = page.uses.devices;
        if devices.light && space != b"RGB " {
            findings.say(&DEVICES, number, "`DeviceRGB`");
        }
        if devices.inks && space != b"CMYK" {
            findings.say(&DEVICES, number, "`DeviceCMYK`");
        }
        if devices.grey && !matches!(space, b"CMYK" | b"GRAY") {
            findings.say(&DEVICES, number, "`DeviceGray`");
        }
    }
}

/// Judges the boxes of pages, and what lies on them.
fn judge_pages(reading: &Reading<'_>, findings: &mut Findings) {
    for ((number, _), node) in reading.numbered().zip(&reading.nodes) {
        let area = |key: &[u8]| {
            node.raw(key)
                .and_then(|it| rect(reading.document, it))
                .filter(|it| it.has_area())
        };
        let [media, crop, bleed, trim, art] =
            [&b"MediaBox"[..], b"CropBox", b"BleedBox", b"TrimBox", b"ArtBox"].map(area);
        if trim.is_some() == art.is_some() {
            findings.add(&NO_TRIM, number);
        }
        let Some(printed) = trim.or(art) else { continue };
        let within = [
            ("the sheet", media, [crop, bleed, Some(printed)]),
            ("the cropped page", crop, [bleed, Some(printed), None]),
            ("the bleed", bleed, [Some(printed), None, None]),
        ];
        for (told, outer, inner) in within {
            let Some(outer) = outer else { continue };
            if inner.into_iter().flatten().any(|it| !outer.holds(it, EXACT)) {
                findings.say(&NESTED, number, format!("one reaches out of {told}"));
            }
        }
        for note in node.own.dicts(b"Annots") {
            let is_for_press =
                matches!(note.name(b"Subtype"), Some(b"TrapNet" | b"PrinterMark"));
            let is_on = |it: Rect| it.within(bleed.unwrap_or(printed)).has_area();
            // What has no place is not known to lie outside.
            if !is_for_press && note.rect(b"Rect").is_none_or(is_on) {
                let at = At { page: Some(number), object: reading.number_of(note) };
                findings.add(&NOTE, at);
            }
        }
    }
}

/// Judges what a file does: nothing is allowed.
fn judge_actions(reading: &Reading<'_>, findings: &mut Findings) {
    let Some(catalogue) = reading.catalogue() else { return };
    let scripts = catalogue.dict(b"Names").is_some_and(|it| it.has(b"JavaScript"));
    if scripts || catalogue.dict(b"OpenAction").is_some() || catalogue.has(b"AA") {
        findings.say(&ACTION, At::default(), "when it is opened");
    }
    for ((number, _), node) in reading.numbered().zip(&reading.nodes) {
        if node.own.has(b"AA") {
            findings.add(&ACTION, number);
        }
        for note in node.own.dicts(b"Annots").filter(|it| it.has(b"A") || it.has(b"AA")) {
            let at = At { page: Some(number), object: reading.number_of(note) };
            findings.say(&ACTION, at, "an annotation");
        }
    }
    let form = catalogue.dict(b"AcroForm").into_iter();
    let mut waiting: Vec<Dict<'_>> = form.flat_map(|it| it.dicts(b"Fields")).collect();
    let outline = catalogue.dict(b"Outlines");
    waiting.extend(outline.and_then(|it| it.dict(b"First")));
    let mut seen = HashSet::new();
    while let Some(item) = waiting.pop() {
        if !seen.insert(item.address()) || seen.len() > MOST {
            continue;
        }
        if item.has(b"A") || item.has(b"AA") {
            findings.say(
                &ACTION,
                At::from(reading.number_of(item)),
                "a bookmark or a field",
            );
        }
        waiting.extend(item.dicts(b"Kids"));
        waiting.extend([&b"First"[..], b"Next"].iter().filter_map(|it| item.dict(it)));
    }
}
