//! Metadata: what a file says of itself, and what is attached to it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};
use roxmltree::Node;

use super::{Check, Subject, unpacked};
use crate::{Profile, finish};

const DC: &str = "http://purl.org/dc/elements/1.1/";
const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const XMP_MM: &str = "http://ns.adobe.com/xap/1.0/mm/";
const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
const PDFA_ID: &str = "http://www.aiim.org/pdfa/ns/id/";
const PDFUA_ID: &str = "http://www.aiim.org/pdfua/ns/id/";
const PDFX_ID: &str = "http://www.npes.org/pdfx/ns/id/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// How many nodes of a name tree are read.
const MOST_NODES: usize = 10_000;

/// What a file says of itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// Properties of the XMP packet by namespace and name, where they are one text.
    properties: BTreeMap<(String, String), String>,
    /// Why there is no packet.
    missing: Option<String>,
    /// The document information, by key.
    information: BTreeMap<Vec<u8>, String>,
}

impl Metadata {
    pub(super) fn of(document: &Document) -> Self {
        let mut metadata = Self::default();
        let information = document.trailer.get_deref(b"Info", document);
        if let Ok(Ok(information)) = information.map(Object::as_dict) {
            for (key, value) in information {
                let Ok((_, value)) = document.dereference(value) else { continue };
                let value = match value {
                    Object::String(bytes, _) => text(bytes),
                    Object::Name(name) => name.escape_ascii().to_string(),
                    _ => continue,
                };
                metadata.information.insert(key.clone(), value);
            }
        }
        let packet = document
            .catalog()
            .and_then(|it| it.get_deref(b"Metadata", document))
            .and_then(Object::as_stream)
            .and_then(unpacked);
        let Ok(packet) = packet else {
            metadata.missing = Some("there is no XMP packet".to_owned());
            return metadata;
        };
        let packet = String::from_utf8(packet).unwrap_or_default();
        match roxmltree::Document::parse(packet.trim_start_matches('\u{feff}')) {
            Ok(parsed) => metadata.read(parsed.root()),
            Err(error) => metadata.missing = Some(format!("the XMP packet: {error}")),
        }
        metadata
    }

    fn read(&mut self, root: Node<'_, '_>) {
        let described = |node: &Node<'_, '_>| node.has_tag_name((RDF, "Description"));
        for description in root.descendants().filter(described) {
            for attribute in description.attributes() {
                let namespace = attribute.namespace().unwrap_or_default().to_owned();
                let key = (namespace, attribute.name().to_owned());
                self.properties.insert(key, attribute.value().to_owned());
            }
            for property in description.children().filter(Node::is_element) {
                let tag = property.tag_name();
                let key = (
                    tag.namespace().unwrap_or_default().to_owned(),
                    tag.name().to_owned(),
                );
                // A title in one language is a list of one.
                let items: Vec<_> = property
                    .descendants()
                    .filter(|it| it.has_tag_name((RDF, "li")))
                    .collect();
                let value = match items.as_slice() {
                    [] => property.text(),
                    [one] => one.text(),
                    _ => continue,
                };
                self.properties.insert(key, value.unwrap_or_default().to_owned());
            }
        }
    }

    fn get(&self, namespace: &str, name: &str) -> Option<&str> {
        let key = (namespace.to_owned(), name.to_owned());
        self.properties.get(&key).map(String::as_str)
    }

    /// Whether the file claims PDF/UA-1.
    pub(super) fn claims_ua(&self) -> bool {
        self.get(PDFUA_ID, "part") == Some("1")
    }

    /// Whether the file claims PDF/A.
    pub(super) fn claims_a(&self) -> bool {
        self.get(PDFA_ID, "part").is_some()
    }

    /// The profile that the claims make, else the one that the file says it is of; `None`
    /// where it is of none, or its claims go with several.
    pub(super) fn profile(&self) -> Option<Profile> {
        let level = (self.get(PDFA_ID, "part"), self.get(PDFA_ID, "conformance"));
        let accessible = self.get(PDFUA_ID, "part") == Some("1");
        let printable = self.get(PDFX_ID, "GTS_PDFXVersion") == Some("PDF/X-4");
        match (level, accessible, printable) {
            ((Some("2"), Some("A")), true, false) => Some(Profile::Screen),
            ((Some("3"), Some("A")), true, false) => Some(Profile::Archive),
            ((None, _), false, true) => Some(Profile::Print),
            // Pages of another maker may have made it take a claim back.
            (level, _, false)
                if matches!(self.get(PDFUA_ID, "part"), None | Some("1"))
                    && matches!(level, (None, None) | (Some("2" | "3"), Some("A"))) =>
            {
                let told = self.get(finish::NAMESPACE, "profile");
                let mut known = [Profile::Screen, Profile::Archive].into_iter();
                known.find(|profile| Some(profile.name()) == told)
            }
            _ => None,
        }
    }
}

/// A text string (ISO 32000-1, 7.9.2.2), as far as it is read here.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let (pairs, _) = rest.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
            char::decode_utf16(units).map(|it| it.unwrap_or('\u{fffd}')).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            std::str::from_utf8(rest).unwrap_or("\u{fffd}").to_owned()
        }
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// A date as its digits, to the second.
fn digits(date: &str) -> String {
    date.chars().filter(char::is_ascii_digit).take(14).collect()
}

pub(super) fn check(subject: &Subject<'_>, check: &mut Check) {
    let metadata = &subject.metadata;
    if let Some(missing) = &metadata.missing {
        check.fail(None, missing.clone());
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
        let other = metadata.get(XMP, name).map(digits);
        match (one, other) {
            (Some(one), Some(other)) if one == other => {}
            (Some(_), Some(_)) => check.fail(None, format!("{name} is two dates")),
            _ => check.fail(None, format!("{name} is not said twice")),
        }
    }
    let ids = subject.document.trailer.get(b"ID").and_then(Object::as_array);
    if !ids.is_ok_and(|it| it.len() == 2) {
        check.fail(None, "the file has no id");
    }
    if subject.profile != Some(Profile::Print) {
        return;
    }
    let version: f32 = subject.document.version.parse().unwrap_or(9.9);
    if version > 1.6 {
        let version = &subject.document.version;
        check.fail(None, format!("it is PDF {version}, and PDF/X-4 is 1.6"));
    }
    let trapped = information(b"Trapped").map(String::as_str);
    if !matches!(trapped, Some("True" | "False"))
        || metadata.get(PDF, "Trapped") != trapped
    {
        check.fail(None, "it does not say whether it is trapped");
    }
    for (namespace, name) in [
        (XMP_MM, "DocumentID"),
        (XMP_MM, "VersionID"),
        (XMP_MM, "RenditionClass"),
        (XMP, "MetadataDate"),
    ] {
        if metadata.get(namespace, name).is_none_or(str::is_empty) {
            check.fail(None, format!("the XMP packet has no {name}"));
        }
    }
}

pub(super) fn check_language(subject: &Subject<'_>, check: &mut Check) {
    let document = subject.document;
    let Ok(catalogue) = document.catalog() else {
        check.fail(None, "there is no catalogue");
        return;
    };
    let language = catalogue.get_deref(b"Lang", document).and_then(Object::as_str);
    if !language.is_ok_and(|it| !it.is_empty()) {
        check.fail(None, "its language is not said");
    }
    let title = subject.metadata.get(DC, "title");
    if title.is_none_or(|it| it.trim().is_empty()) {
        check.fail(None, "it has no title");
    }
    let shown = catalogue
        .get_deref(b"ViewerPreferences", document)
        .and_then(Object::as_dict)
        .and_then(|it| it.get(b"DisplayDocTitle"))
        .and_then(Object::as_bool);
    if !matches!(shown, Ok(true)) {
        check.fail(None, "a window shows its name in place of its title");
    }
}

/// What a reader must not run or fill in.
pub(super) fn check_actions(subject: &Subject<'_>, check: &mut Check) {
    let Ok(catalogue) = subject.document.catalog() else { return };
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
    for object in subject.document.objects.values() {
        let Ok(dict) = object.as_dict() else { continue };
        let action = dict.get(b"S").and_then(Object::as_name).unwrap_or_default();
        if dict.has(b"JS") || matches!(action, b"JavaScript" | b"Launch") {
            check.fail(None, "it runs a script or a program");
        }
    }
}

pub(super) fn check_intent(subject: &Subject<'_>, check: &mut Check) {
    let document = subject.document;
    let (kind, class, space) = match subject.profile {
        Some(Profile::Print) => (&b"GTS_PDFX"[..], &b"prtr"[..], &b"CMYK"[..]),
        _ => (&b"GTS_PDFA1"[..], &b"mntr"[..], &b"RGB "[..]),
    };
    let intents = document
        .catalog()
        .and_then(|it| it.get_deref(b"OutputIntents", document))
        .and_then(Object::as_array);
    let intents: Vec<&Dictionary> = intents
        .into_iter()
        .flatten()
        .filter_map(|it| document.dereference(it).ok()?.1.as_dict().ok())
        .filter(|it| it.get(b"S").and_then(Object::as_name).is_ok_and(|it| it == kind))
        .collect();
    let [intent] = intents.as_slice() else {
        let count = intents.len();
        let kind = kind.escape_ascii();
        check.fail(
            None,
            format!("there are {count} output intents of `{kind}`, and not one"),
        );
        return;
    };
    let named = intent.get(b"OutputConditionIdentifier").and_then(Object::as_str);
    if !named.is_ok_and(|it| !it.is_empty()) {
        check.fail(None, "the condition has no name");
    }
    let profile = intent
        .get_deref(b"DestOutputProfile", document)
        .and_then(Object::as_stream)
        .and_then(unpacked);
    let Ok(profile) = profile else {
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
    let document = subject.document;
    let Ok(catalogue) = document.catalog() else { return };
    let names = catalogue.get_deref(b"Names", document).and_then(Object::as_dict);
    let tree = names.ok().and_then(|it| it.get(b"EmbeddedFiles").ok());
    let attached = tree.map(|tree| values(document, tree)).unwrap_or_default();
    let associated = catalogue.get_deref(b"AF", document).and_then(Object::as_array);
    let associated: Vec<_> = associated
        .into_iter()
        .flatten()
        .filter_map(|it| it.as_reference().ok())
        .collect();
    if subject.profile != Some(Profile::Archive) {
        if !attached.is_empty() || !associated.is_empty() {
            check.fail(None, "files are attached, which belong into an archive alone");
        }
        return;
    }
    if attached.is_empty() {
        check.fail(None, "no data is attached");
    }
    for object in attached {
        let id = object.as_reference().ok();
        let Ok(Ok(file)) = document.dereference(object).map(|(_, it)| it.as_dict())
        else {
            check.fail(None, "an attached file is not there");
            continue;
        };
        let said = |key: &[u8]| {
            let value = file.get_deref(key, document).and_then(Object::as_str);
            value.ok().map(text).filter(|it| !it.trim().is_empty())
        };
        let name = said(b"UF").unwrap_or_default();
        for key in ["F", "UF", "Desc"] {
            if said(key.as_bytes()).is_none() {
                check.fail(None, format!("the attached file `{name}` has no {key}"));
            }
        }
        let relationship = file.get(b"AFRelationship").and_then(Object::as_name);
        if !matches!(
            relationship,
            Ok(b"Source" | b"Data" | b"Alternative" | b"Supplement")
        ) {
            check.fail(None, format!("what `{name}` is to the document is not said"));
        }
        if !id.is_some_and(|id| associated.contains(&id)) {
            check.fail(None, format!("`{name}` is not associated with the document"));
        }
        let stream = file
            .get_deref(b"EF", document)
            .and_then(Object::as_dict)
            .and_then(|it| it.get_deref(b"F", document))
            .and_then(Object::as_stream);
        let Ok(stream) = stream else {
            check.fail(None, format!("`{name}` has no content"));
            continue;
        };
        let media = stream.dict.get(b"Subtype").and_then(Object::as_name);
        if !media.is_ok_and(|it| it.contains(&b'/')) {
            check.fail(None, format!("`{name}` has no media type"));
        }
        let about = stream.dict.get_deref(b"Params", document).and_then(Object::as_dict);
        let about = about.ok();
        if !about.is_some_and(|it| it.has(b"ModDate")) {
            check.fail(None, format!("`{name}` does not say when it was made"));
        }
        let size = about.and_then(|it| it.get(b"Size").ok()?.as_i64().ok());
        let length = unpacked(stream).ok().and_then(|it| i64::try_from(it.len()).ok());
        if length.is_none() || (size.is_some() && size != length) {
            check.fail(None, format!("`{name}` cannot be read whole"));
        }
    }
}

/// The values of a name tree (ISO 32000-1, 7.9.6).
pub(super) fn values<'d>(document: &'d Document, tree: &'d Object) -> Vec<&'d Object> {
    let mut values = Vec::new();
    let mut queue = vec![tree];
    let mut seen = 0;
    while let Some(node) = queue.pop() {
        seen += 1;
        if seen > MOST_NODES {
            break;
        }
        let Ok(Ok(node)) = document.dereference(node).map(|(_, it)| it.as_dict()) else {
            continue;
        };
        let list = |key: &[u8]| node.get_deref(key, document).and_then(Object::as_array);
        if let Ok(names) = list(b"Names") {
            values.extend(names.iter().skip(1).step_by(2));
        }
        if let Ok(kids) = list(b"Kids") {
            queue.extend(kids);
        }
    }
    values
}
