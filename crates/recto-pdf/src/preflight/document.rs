//! The document as a whole: what it says of itself, what it must not do, and what is
//! attached to it.

use lopdf::Object;

use super::check::Check;
use super::subject::Subject;
use crate::Profile;
use crate::object::{Dict, LONGEST, unpacked};
use crate::xmp::{BASIC, DC, MEDIA, PDF};

/// A date as its digits, to the second.
fn digits(date: &str) -> String {
    date.chars().filter(char::is_ascii_digit).take(14).collect()
}

pub(super) fn check(subject: &Subject<'_>, check: &mut Check) {
    let metadata = &subject.reading.metadata;
    if let Some(fault) = &metadata.fault {
        check.fail(None, fault.to_string());
        return;
    }
    let information = |key: &[u8]| metadata.information.get(key);
    if let Some(title) = information(b"Title")
        && metadata.get(DC, "title") != Some(title)
    {
        check.fail(None, "the title in the XMP packet is another");
    }
    for (key, name) in
        [(b"CreationDate".as_slice(), "CreateDate"), (b"ModDate", "ModifyDate")]
    {
        let one = information(key).map(|it| digits(it));
        let other = metadata.get(BASIC, name).map(digits);
        match (one, other) {
            (Some(one), Some(other)) if one == other => {}
            (Some(_), Some(_)) => check.fail(None, format!("{name} is two dates")),
            _ => check.fail(None, format!("{name} is not said twice")),
        }
    }
    let ids = subject.reading.document.trailer.get(b"ID").and_then(Object::as_array);
    if !ids.is_ok_and(|it| it.len() == 2) {
        check.fail(None, "the file has no id");
    }
    if subject.profile != Some(Profile::Print) {
        return;
    }
    let version: f32 = subject.reading.document.version.parse().unwrap_or(9.9);
    if version > 1.6 {
        let version = &subject.reading.document.version;
        check.fail(None, format!("it is PDF {version}, and PDF/X-4 is 1.6"));
    }
    let trapped = information(b"Trapped").map(String::as_str);
    if !matches!(trapped, Some("True" | "False"))
        || metadata.get(PDF, "Trapped") != trapped
    {
        check.fail(None, "it does not say whether it is trapped");
    }
    for (namespace, name) in [
        (MEDIA, "DocumentID"),
        (MEDIA, "VersionID"),
        (MEDIA, "RenditionClass"),
        (BASIC, "MetadataDate"),
    ] {
        if metadata.get(namespace, name).is_none_or(str::is_empty) {
            check.fail(None, format!("the XMP packet has no {name}"));
        }
    }
}

pub(super) fn check_language(subject: &Subject<'_>, check: &mut Check) {
    let Some(catalogue) = subject.catalogue() else {
        check.fail(None, "there is no catalogue");
        return;
    };
    if catalogue.string(b"Lang").is_none_or(<[u8]>::is_empty) {
        check.fail(None, "its language is not said");
    }
}

/// What a reader must not run or fill in.
pub(super) fn check_actions(subject: &Subject<'_>, check: &mut Check) {
    let Some(catalogue) = subject.catalogue() else { return };
    for (key, what) in [
        (b"OpenAction".as_slice(), "does something when it is opened"),
        (b"AA", "runs actions"),
    ] {
        if catalogue.has(key) {
            check.fail(None, format!("it {what}"));
        }
    }
    if catalogue.has(b"AcroForm") {
        check.fail(None, "it is a form");
    }
    for object in subject.reading.document.objects.values() {
        let Ok(entries) = object.as_dict() else { continue };
        let entries = Dict::new(subject.reading.document, entries);
        let runs = matches!(entries.name(b"S"), Some(b"JavaScript" | b"Launch"));
        if runs || entries.has(b"JS") {
            check.fail(None, "it runs a script or a program");
        }
    }
}

pub(super) fn check_intent(subject: &Subject<'_>, check: &mut Check) {
    let document = subject.reading.document;
    let (kind, class, space) = match subject.profile {
        Some(Profile::Print) => (&b"GTS_PDFX"[..], &b"prtr"[..], &b"CMYK"[..]),
        _ => (&b"GTS_PDFA1"[..], &b"mntr"[..], &b"RGB "[..]),
    };
    let catalogue = Dict::catalogue(document);
    let intents = catalogue.into_iter().flat_map(|it| it.dicts(b"OutputIntents"));
    let intents: Vec<_> = intents.filter(|it| it.name(b"S") == Some(kind)).collect();
    let [intent] = intents.as_slice() else {
        let count = intents.len();
        let kind = kind.escape_ascii();
        check.fail(
            None,
            format!("there are {count} output intents of `{kind}`, and not one"),
        );
        return;
    };
    if intent.string(b"OutputConditionIdentifier").is_none_or(<[u8]>::is_empty) {
        check.fail(None, "the condition has no name");
    }
    let profile = intent.stream(b"DestOutputProfile");
    let Some(profile) = profile.and_then(|it| unpacked(it, LONGEST).ok()) else {
        check.fail(None, "the condition has no profile");
        return;
    };
    // ISO 15076-1, 7.2: the header of a profile.
    if profile.get(36..40) != Some(b"acsp") {
        check.fail(None, "the profile of the condition is none");
    } else if profile.get(12..16) != Some(class) || profile.get(16..20) != Some(space) {
        check.fail(None, "the profile of the condition is of another kind of device");
    }
}

pub(super) fn check_attachments(subject: &Subject<'_>, check: &mut Check) {
    let document = subject.reading.document;
    let Some(catalogue) = Dict::catalogue(document) else { return };
    let tree = catalogue.dict(b"Names").and_then(|it| it.dict(b"EmbeddedFiles"));
    let attached = tree.map(|tree| tree.pairs(b"Names")).unwrap_or_default();
    let associated = catalogue.array(b"AF");
    if subject.profile != Some(Profile::Archive) {
        if !attached.is_empty() || !associated.is_empty() {
            check.fail(None, "files are attached, which belong into an archive alone");
        }
        return;
    }
    if attached.is_empty() {
        check.fail(None, "no data is attached");
    }
    for (_, object) in attached {
        let Some(file) = Dict::of(document, object) else {
            check.fail(None, "an attached file is not there");
            continue;
        };
        let name = file.text(b"UF").unwrap_or_default();
        for key in ["F", "UF", "Desc"] {
            if file.text(key.as_bytes()).is_none() {
                check.fail(None, format!("the attached file `{name}` has no {key}"));
            }
        }
        if !matches!(
            file.name(b"AFRelationship"),
            Some(b"Source" | b"Data" | b"Alternative" | b"Supplement")
        ) {
            check.fail(None, format!("what `{name}` is to the document is not said"));
        }
        let is_reference = object.as_reference().is_ok();
        if !(is_reference && associated.contains(object)) {
            check.fail(None, format!("`{name}` is not associated with the document"));
        }
        let stream = file.dict(b"EF").and_then(|it| it.stream(b"F"));
        let Some(stream) = stream else {
            check.fail(None, format!("`{name}` has no content"));
            continue;
        };
        let entries = Dict::new(document, &stream.dict);
        if !entries.name(b"Subtype").is_some_and(|it| it.contains(&b'/')) {
            check.fail(None, format!("`{name}` has no media type"));
        }
        let about = entries.dict(b"Params");
        if !about.is_some_and(|it| it.has(b"ModDate")) {
            check.fail(None, format!("`{name}` does not say when it was made"));
        }
        let size = about.and_then(|it| it.integer(b"Size"));
        let length = unpacked(stream, LONGEST).ok();
        let length = length.and_then(|it| i64::try_from(it.len()).ok());
        if length.is_none() || (size.is_some() && size != length) {
            check.fail(None, format!("`{name}` cannot be read whole"));
        }
    }
}
